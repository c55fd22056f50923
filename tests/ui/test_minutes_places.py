"""Taking minutes on a stage: a line for another item, the line before corrected there, what an item came to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.ui.test_meeting_screen import agenda_items, opened
from textual.screen import Screen

from ictwg.domain.records import AgendaItem, Entry
from ictwg.domain.values import Outcome
from ictwg.ui.modals.choose import Choose
from ictwg.ui.screens.meeting.minutes import MinutesPane

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


async def test_a_line_for_another_item_is_kept_there_and_up_corrects_it(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        here, state = there.screen.item, there.app.desk.state
        fifth = agenda_items(there)[4]
        there.screen.query_one(MinutesPane).prompt.text = "@5 /a MoJ draft it"
        await there.shows(f"→ 5 {fifth.title}  Action A-2010-004")
        await there.press("enter")
        await there.shows(f"Kept under 5 {fifth.title}")
        assert there.screen.item == here
        await there.press("up")
        await there.shows("Changing")
        await there.enters("/a PNTL draft it")
        (entry,) = [one for one in state.all(Entry) if one.item == fifth.id]
        assert entry.text == "draft it"
        await there.enters("@5")
        await there.until(lambda: there.screen.item == fifth)


async def test_a_key_says_what_the_item_came_to(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        await there.enters("@4")
        await there.press("f10")
        await there.until(lambda: isinstance(there.app.screen, Choose))
        await there.press(*"defer", "enter")
        await there.shows("Outcome: deferred")
        item = there.screen.item
        assert isinstance(item, AgendaItem)
        assert item.outcome is Outcome.DEFERRED
        await there.enters("/noted")
        await there.shows("Outcome: noted · Ctrl+Z undoes")


async def test_a_letter_lays_nothing_out_anew_and_the_end_of_a_long_line_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(tmp_path) as there:
        await there.enters("said")
        await there.press("a")
        laid: list[Screen[Any]] = []
        refresh_layout = Screen._refresh_layout

        def counted(screen: Screen[Any], *args: Any) -> None:
            laid.append(screen)
            refresh_layout(screen, *args)

        monkeypatch.setattr(Screen, "_refresh_layout", counted)
        await there.press(*"bcd")
        assert laid == []
        await there.press(*("x" * 90), *" the end")
        await there.shows("xxx the end")
        assert laid == []
        await there.press("home")
        await there.shows("› abcdxxx")
