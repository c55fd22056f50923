"""The state of saving in words."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

from ictwg.services.saving import heard_words
from ictwg.store.reports import Heard

if TYPE_CHECKING:
    from ictwg.store.reports import Status


def test_a_colleague_is_told_with_the_hour_and_the_number_of_changes() -> None:
    colleagues = (Heard("Rui", datetime(2010, 3, 12, 9, 12, tzinfo=UTC), 4),)
    status = cast("Status", SimpleNamespace(colleagues=colleagues))
    assert heard_words(status, UTC) == ("Rui: last heard 09:12 (4 changes)",)
