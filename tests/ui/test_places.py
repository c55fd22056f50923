"""The screens that the palette leads to: trash, backups and history."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from tests.ui.open_group import LEAFLET, opened, texts

from ictwg.app.opening import group_settings
from ictwg.domain.calendar import short_minute
from ictwg.domain.changes import Edit
from ictwg.domain.records import Action
from ictwg.locales import t
from ictwg.ui.list_screen import ListScreen
from ictwg.ui.modals.box import MemberCard
from ictwg.ui.places import PLACES
from ictwg.ui.screens.backups import BackupsScreen, RestoreScreen
from ictwg.ui.screens.followup import FollowupScreen
from ictwg.ui.screens.history import HistoryScreen, RecordHistoryScreen, TrashScreen
from ictwg.ui.screens.membership import MembershipScreen

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.open_meeting import Room


async def test_enter_shows_a_deleted_record_and_one_key_restores_it(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        await there.app.push_screen(TrashScreen())
        await there.shows(LEAFLET)
        await there.shows("^S Restore")
        await there.press("enter", shows="Deleted")
        assert LEAFLET not in texts(there)
        await there.press("escape", "ctrl+s", shows=t("trash.empty").splitlines()[0])
        assert LEAFLET in texts(there)
        await there.press("ctrl+z", shows=LEAFLET)


async def test_the_digit_of_an_area_leads_back_to_it_from_what_was_opened_over_it(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        await there.press("4", to=FollowupScreen)
        for place in (BackupsScreen(), TrashScreen()):
            await there.app.push_screen(place)
        await there.press("4", to=FollowupScreen)


async def test_nothing_young_is_taken_away_for_good(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        await there.app.push_screen(TrashScreen())
        await there.shows("^S Restore")
        await there.press("shift+delete", shows=t("trash.nothing_old"))
        assert LEAFLET in there.text


async def test_a_backup_shows_what_it_would_change_before_it_is_put_back(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        await there.app.push_screen(BackupsScreen())
        await there.shows("kB")
        rows = there.app.screen.query_one("FilteredList").list.rows  # type: ignore[attr-defined]
        holding = [row for row in rows if b"find a trainer" in _bytes(row.id)]
        assert holding, [row.id for row in rows]
        there.app.screen.query_one("FilteredList").list.move_to(holding[0].id)  # type: ignore[attr-defined]
        await there.shows(f"Enter {t('keys.look')}")
        await there.press("enter", to=RestoreScreen, shows="find nobody")
        await there.shows("find a trainer")
        rows = there.app.screen.query_one("FilteredList").list.rows  # type: ignore[attr-defined]
        assert ("Deleted", "yes", "no") in {(row.field, row.now, row.then) for row in rows}
        assert "find nobody" in texts(there)
        await there.press("ctrl+s", to=BackupsScreen)
        assert {"find a trainer", LEAFLET} <= texts(there)
        await there.press("ctrl+z")
        await there.until(lambda: "find nobody" in texts(there))


async def test_one_key_brings_yesterdays_file_back_after_one_question(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(tmp_path) as there:
        there.app.session.store.sync.share()
        now = time.time_ns
        monkeypatch.setattr(time, "time_ns", lambda: now() + 86_400 * 10**9)
        trainer = next(one for one in there.app.session.state.all(Action) if one.text == "find nobody")
        there.app.session.commit(Edit("verbs.removed", trainer.reference).remove(trainer).done())
        there.app.session.store.sync.share()
        await there.app.push_screen(BackupsScreen())
        await there.shows(f"F4 {t('keys.backups_yesterday')}")
        await there.press("f4", shows=t("backups.back", count=1))
        await there.press("escape", to=BackupsScreen)
        assert "find nobody" not in texts(there)
        await there.press("f4", shows=t("backups.back", count=1))
        await there.press("enter", to=BackupsScreen)
        await there.until(lambda: "find nobody" in texts(there))
        await there.press("f4", shows=t("backups.same"))
        await there.press("ctrl+z")
        await there.until(lambda: "find nobody" not in texts(there))


def _bytes(path: str) -> bytes:
    with open(path, "rb") as file:  # noqa: PTH123
        return file.read()


async def test_history_tells_who_did_what_and_leads_to_the_record(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        await there.app.push_screen(HistoryScreen())
        await there.shows("Deleted")
        await there.press("down", shows="was find a trainer")
        await there.press("slash", *"005")
        await there.press("enter", "enter", to=FollowupScreen)


async def test_one_key_shows_what_was_done_to_the_record_under_the_cursor(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        await there.press("4", "slash", *"005", "enter", "ctrl+d", to=RecordHistoryScreen, shows="find a trainer")
        await there.shows("Added A-2010-005")
        row = next(line for line in there.text.splitlines() if "Changed Text" in line)
        assert row.index("find a trainer") < row.index("find nobody"), "what was there before, and what was written"
        await there.press("enter", to=FollowupScreen)


async def test_the_same_key_does_it_on_the_card_of_a_record_and_in_the_help(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        await there.press("3", "enter", to=MemberCard)
        await there.press("ctrl+d", to=RecordHistoryScreen, shows="MoJ")
        await there.press("escape", to=MembershipScreen)
        await there.press("f1", *"record history", shows="Ctrl+D")
        await there.press("enter", to=RecordHistoryScreen)
        await there.press("escape", "5", "ctrl+z", "ctrl+d", to=RecordHistoryScreen)


async def test_where_the_cursor_is_on_no_record_the_key_says_so(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        await there.app.push_screen(BackupsScreen())
        await there.shows("kB")
        await there.press("ctrl+d", shows=t("history.no_record"))


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_every_place_is_in_the_palette_and_escape_leads_back(tmp_path: Path, size: tuple[int, int]) -> None:
    async with opened(tmp_path, size) as there:
        for place in PLACES:
            await _there_and_back(there, place)


async def _there_and_back(there: Room, place: str) -> None:
    before = there.app.screen
    await there.press("ctrl+p")
    await there.press(*t(f"places.{place}"))
    tip = t(f"places.{place}_tip")
    await there.until(lambda: tip in " ".join(there.text.replace("▌", "").split()))
    await there.press("enter")
    await there.until(lambda: type(there.app.screen) is type(PLACES[place]()))
    if isinstance(there.app.screen, ListScreen) and len(there.app.screen.views) == 1:
        await there.until(lambda: there.text.splitlines()[1].strip() == t(f"places.{place}"))
    await there.press("escape")
    await there.until(lambda: there.app.screen is before)


async def test_both_histories_tell_the_time_as_the_groups_own_clocks_show_it(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        session = there.app.session
        session.commit(group_settings(session.state.db, "Test Group", "TG", "Pacific/Kiritimati"))
        (action,) = (one for one in session.state.all(Action) if one.text == "find nobody")
        entry = next(one for one in session.store.history.log() if one.touches(Action.TABLE, action.id))
        told = short_minute(entry.at + timedelta(hours=14))
        for screen in (HistoryScreen(), RecordHistoryScreen(action)):
            await there.app.push_screen(screen)
            await there.shows(told)
            await there.press("escape")
