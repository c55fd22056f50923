"""The state of saving in words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import cast

from ictwg.app.saving import heard_words, saved_words, state_words
from ictwg.locales import t
from ictwg.store.sync.reports import Heard, Status


def test_a_colleague_is_told_with_the_hour_and_the_number_of_changes() -> None:
    colleagues = (Heard("Rui", datetime(2010, 3, 12, 9, 12, tzinfo=UTC), 4),)
    for hour, said in ((11, "09:12"), (24 + 11, "12 Mar 2010 09:12")):
        now = datetime(2010, 3, 12, tzinfo=UTC) + timedelta(hours=hour)
        status = cast("Status", SimpleNamespace(colleagues=colleagues, now=now))
        assert heard_words(status, UTC) == (t("saving.heard", user="Rui", at=said, count=4),)


def test_where_there_is_little_room_the_state_is_told_in_fewer_words() -> None:
    heard = datetime(2010, 3, 12, 9, 12, tzinfo=UTC)
    colleagues = (Heard("Rui", heard, 4), Heard("Bea", heard - timedelta(days=1), 1))
    status = Status("x.json", 0, heard, None, "", 0, read_only=False, colleagues=colleagues, now=heard)
    whole, *shorter, least = (words.partition(" · ")[2] for words in state_words(status, UTC))
    assert whole == (
        f"{t('saving.long.shared')} · {t('saving.heard', user='Rui', at='09:12', count=4)} · "
        f"{t('saving.heard', user='Bea', at='11 Mar 2010 09:12', count=1)}"
    )
    assert shorter[1] == f"{t('saving.long.shared')} · {t('saving.heard_at', user='Rui', at='09:12')}"
    assert least == t("saving.long.shared")
    assert sorted(shorter, key=len, reverse=True) == shorter


def test_what_the_folder_does_not_take_is_not_said_to_be_about_to_go() -> None:
    since = datetime(2010, 3, 12, 10, 42, tzinfo=UTC)
    status = Status("x.json", 3, since, None, "", 0, read_only=False, colleagues=(), now=since)
    assert saved_words(status, UTC) == f"{t('saving.saved')} · {t('saving.long.pending', count=3)}"
    refused = status._replace(refused_since=since)
    assert saved_words(refused, UTC) == f"{t('saving.saved')} · {t('saving.long.refused', since='10:42')}"
    assert saved_words(refused, UTC, short=True) == "▲ ↑ 3"
