"""The state of saving in words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

from ictwg.services.saving import heard_words
from ictwg.store.reports import Heard

if TYPE_CHECKING:
    from ictwg.store.reports import Status


def test_a_colleague_is_told_with_the_hour_and_the_number_of_changes() -> None:
    colleagues = (Heard("Rui", datetime(2010, 3, 12, 9, 12, tzinfo=UTC), 4),)
    for hour, said in ((11, "09:12"), (24 + 11, "12 Mar 2010 09:12")):
        now = datetime(2010, 3, 12, tzinfo=UTC) + timedelta(hours=hour)
        status = cast("Status", SimpleNamespace(colleagues=colleagues, now=now))
        assert heard_words(status, UTC) == (f"Rui: last heard {said} (4 changes)",)
