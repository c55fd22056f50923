"""How screens open: loaded once, whatever Textual tells them, and with what they need read ahead."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, cast

import pytest
from tests.ui.open_group import opened

from ictwg.domain.records import Entry
from ictwg.locales import t
from ictwg.ui import read_ahead
from ictwg.ui.places import PLACES
from ictwg.ui.screens.followup import FollowupScreen
from ictwg.ui.screens.meetings import MeetingsScreen
from ictwg.ui.screens.membership import MembershipScreen
from ictwg.ui.screens.tasks import TasksScreen
from ictwg.ui.styles import SHEETS
from ictwg.ui.widgets.detail import DetailPane

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from tests.ui.open_meeting import Room

    from ictwg.records.tables import Detail
    from ictwg.ui.session_screen import SessionScreen

WITH_ROWS = "4"
"""The areas of which the group has something to tell."""
MODES = {"2": MeetingsScreen, "3": MembershipScreen, "4": FollowupScreen, "5": TasksScreen}


@asynccontextmanager
async def whole(folder: Path, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Room]:
    """Once the start is over, which loads the screen in front again; nothing comes from the shared file meanwhile."""
    async with opened(folder, size) as there:
        await there.until(lambda: there.app.is_whole)
        await there.app.sync_scheduler.rest()
        await there.pilot.pause()
        yield there


def counted(monkeypatch: pytest.MonkeyPatch, kind: type[SessionScreen[Any]]) -> list[str]:
    """Grows each time that a screen of the kind is loaded."""
    loads: list[str] = []
    load: Callable[[Any], None] = kind.reload

    def reload(screen: Any) -> None:
        loads.append(type(screen).__name__)
        load(screen)

    monkeypatch.setattr(kind, "reload", reload)
    return loads


@pytest.mark.parametrize("digit", MODES)
async def test_an_area_is_loaded_once_and_again_when_it_comes_back(
    digit: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with whole(tmp_path) as there:
        loads = counted(monkeypatch, MODES[digit])
        await there.press(digit, to=MODES[digit])
        await there.pilot.pause()
        assert len(loads) == 1
        await there.press("1", digit)
        await there.until(lambda: isinstance(there.app.screen, MODES[digit]) and len(loads) == 2)


@pytest.mark.parametrize("name", PLACES)
async def test_a_place_is_loaded_once(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with whole(tmp_path) as there:
        place = cast("SessionScreen[Any]", PLACES[name]())
        loads = counted(monkeypatch, type(place))
        await there.app.push_screen(place)
        await there.until(lambda: there.app.screen is place)
        await there.pilot.pause()
        assert len(loads) == 1


async def test_what_other_screens_need_is_read_ahead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read_ahead, "BEFORE", 0.01)
    monkeypatch.setattr(read_ahead, "BETWEEN", 0.001)
    async with opened(tmp_path) as there:
        app = there.app
        await there.until(lambda: app.read_ahead.index.prepare(0))
        assert all(app.sheets.has_source(str(sheet), "") for sheet in SHEETS)
        shelf = app.session.store.local.memory.shelf(Entry)
        await there.until(lambda: Entry.meeting.name in shelf._indexes)


@pytest.mark.parametrize("digit", MODES)
async def test_what_there_is_no_room_for_is_not_made(
    digit: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beside the list the record is told in full, from the moment on that the terminal is wide enough."""
    told: list[str] = []
    show = DetailPane.show

    def noted(pane: DetailPane, detail: Detail) -> None:
        told.append(detail.title)
        show(pane, detail)

    monkeypatch.setattr(DetailPane, "show", noted)
    async with whole(tmp_path) as there:
        await there.press(digit, to=MODES[digit])
        await there.press("down", "up")
        assert not told
        await there.pilot.resize_terminal(120, 36)
        await there.until(lambda: bool(told) or digit not in WITH_ROWS)


async def test_beside_a_list_its_first_row_is_told_when_it_opens(tmp_path: Path) -> None:
    async with whole(tmp_path, (120, 36)) as there:
        await there.press(WITH_ROWS, to=MODES[WITH_ROWS], shows=t("followup.detail.facts"))
        await there.shows(f"▏   {t('lateness.days', count=15)}")
