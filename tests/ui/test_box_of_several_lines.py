"""The text in the box of several lines is kept until it is entered or given up on purpose."""

from __future__ import annotations

from pathlib import Path

from tests.ui.open_meeting import Room, opened
from textual import events

from ictwg.decisions.decisions import EntryDraft
from ictwg.domain.records import Entry, Organization
from ictwg.domain.values import EntryType
from ictwg.locales import t
from ictwg.minutes import entering as minutes
from ictwg.ui.modals.box import Confirm
from ictwg.ui.modals.form_screen import PasteBlock, TextEditor
from ictwg.ui.screens.meeting.minutes import MinutesPane
from ictwg.ui.screens.meeting.screen import MeetingScreen
from ictwg.ui.widgets.editors import LongText


def said(there: Room, text: str) -> None:
    """A line that stands in the minutes already."""
    session, item = there.app.session, there.screen.item
    session.commit(
        minutes.add_entry(session.state, there.meeting, item, EntryDraft(EntryType.NOTE, text), session.today)
    )
    there.screen.reload()


def texts(there: Room) -> set[str]:
    return {entry.text for entry in there.app.session.state.all(Entry)}


async def in_box(there: Room, key: str = "f9") -> None:
    await there.press(key, to=TextEditor)


def boxed(there: Room) -> str:
    return there.app.screen.query_one(LongText).value


async def on_disk(there: Room, text: str) -> None:
    folder = there.app.session.store.local.replica.begun
    await there.until(lambda: any(text in one.read_text() for one in Path(folder).glob("[!.]*")))


async def back(there: Room) -> None:
    await there.until(lambda: isinstance(there.app.screen, MeetingScreen))


async def only_its_own_line_brings_back(there: Room, text: str) -> None:
    await in_box(there)
    assert boxed(there) == ""
    await there.press("escape")
    await back(there)
    await in_box(there, "up")
    assert boxed(there) == text


async def test_the_box_of_a_program_that_died_comes_back(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        await in_box(there)
        await there.press("o", "n", "e", "enter", "t", "w", "o")
        await on_disk(there, "one\\ntwo")
    async with opened(tmp_path) as there:
        assert any("F9 in the minutes opens it" in told.message for told in there.app._notifications)
        await in_box(there)
        await there.shows("two")
        await there.press("ctrl+s")
        await there.until(lambda: "one\ntwo" in texts(there))
        await back(there)
        await in_box(there)
        assert "two" not in boxed(there)


async def test_a_line_typed_since_stands_below_what_comes_back(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        await in_box(there)
        await there.press("o", "n", "e")
        await on_disk(there, "one")
    async with opened(tmp_path) as there:
        there.screen.query_one(MinutesPane).prompt.text = "since"
        await in_box(there)
        assert boxed(there) == "one\nsince"


async def test_a_change_in_the_box_comes_back_to_its_entry_alone(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        said(there, "a\nb")
        await in_box(there, "up")
        await there.press("x")
        await on_disk(there, "a\\nbx")
    async with opened(tmp_path) as there:
        await only_its_own_line_brings_back(there, "a\nbx")


async def test_enter_behind_escape_stays_in_the_box(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        await in_box(there)
        await there.press("o", "n", "e", "escape", to=Confirm)
        await there.press("enter", to=TextEditor)
        await there.press("escape", to=Confirm)
        await there.press("left", "enter")
        await back(there)


async def test_a_box_that_was_left_is_kept_until_it_is_emptied(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        await in_box(there)
        await there.press("o", "n", "e", "escape", to=Confirm)
        assert t("ui.leave_kept") in there.text
        await there.press("left", "enter")
        await back(there)
        await there.shows("F9 opens it again")
        assert "one" not in texts(there)
        await in_box(there)
        assert boxed(there) == "one"
        await there.press("backspace", "backspace", "backspace", "escape")
        await back(there)
        await in_box(there)
        assert boxed(there) == ""


async def test_a_changed_line_that_was_left_is_kept_for_that_line(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        said(there, "a\nb")
        await in_box(there, "up")
        await there.press("x", "escape", to=Confirm)
        await there.press("left", "enter")
        await back(there)
        await there.shows(t("minutes_screen.minutes.box_kept_changed"))
        await only_its_own_line_brings_back(there, "a\nbx")


async def test_undo_in_the_box_takes_back_typing_and_then_what_was_saved(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        said(there, "saved")

        def is_there() -> bool:
            return "saved" in texts(there)

        await in_box(there)
        await there.press("o", "n", "e", "ctrl+z")
        await there.until(lambda: boxed(there) == "")
        assert is_there()
        await there.press("ctrl+y")
        await there.until(lambda: boxed(there) == "one")
        await there.press("ctrl+z", "ctrl+z")
        await there.until(lambda: not is_there())
        assert isinstance(there.app.screen, TextEditor)
        await there.press("escape")
        await back(there)
        await there.press("ctrl+y")
        await there.until(is_there)


async def test_escape_on_pasted_lines_asks(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        there.app.post_message(events.Paste("one\ntwo"))
        await there.until(lambda: isinstance(there.app.screen, PasteBlock))
        await there.press("escape", to=Confirm)
        await there.press("enter", to=PasteBlock)


async def test_pasted_lines_that_each_say_who_speaks_become_one_entry_each(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        acronyms = [one.acronym for one in there.app.session.state.all(Organization)][:2]
        there.app.post_message(events.Paste("\n".join(f"{acronym}: said {acronym}" for acronym in acronyms)))
        await there.until(lambda: isinstance(there.app.screen, PasteBlock))
        await there.press("enter")
        await back(there)
        said = {(entry.speaker, entry.text) for entry in there.app.session.state.all(Entry)}
        assert said >= {(acronym, f"said {acronym}") for acronym in acronyms}
