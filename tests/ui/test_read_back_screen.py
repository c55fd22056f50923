"""The read-back on a stage: gaps mended in place, the projector, and the keys from `/close` to the file."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests import file_texts
from tests.builders import known
from tests.ui.looking import text_of
from tests.ui.open_meeting import Room, opened

from ictwg.domain.records import Action, AgendaItem, Decision, Entry, Meeting
from ictwg.domain.values import Audience, MeetingState, Outcome
from ictwg.locales import t
from ictwg.meetings import attendance as rolls
from ictwg.minutes import entering as minutes
from ictwg.ui.export_menu import SendOutForm
from ictwg.ui.modals.box import WrittenBox
from ictwg.ui.modals.choose import Choose
from ictwg.ui.modals.form_screen import FormScreen
from ictwg.ui.screens.meeting import minutes as minutes_pane
from ictwg.ui.screens.meeting.attendance import AttendancePane
from ictwg.ui.screens.meeting.minutes import MinutesPane
from ictwg.ui.screens.meeting.read_back import ReadBackScreen
from ictwg.ui.screens.meeting.screen import MeetingScreen
from ictwg.ui.screens.meeting.wrapped_lists import EntryList
from ictwg.ui.widgets.prompt import Prompt, PromptInput

MOST_KEYS = 12


def written(folder: Path) -> list[Path]:
    return sorted((folder / "minutes").glob("Action points *"))


async def fills_in(there: Room, text: str) -> None:
    await there.until(lambda: isinstance(there.app.screen, FormScreen))
    await there.press(*text, "ctrl+s", to=ReadBackScreen)


async def test_the_action_points_are_a_file_within_twelve_keys_of_close(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        await there.enters("/a MoJ draft it by 30 May")
        await there.enters("/d It is approved.")
        keys = [*"/close", "enter", "ctrl+s"]
        assert len(keys) <= MOST_KEYS
        await there.press(*keys[:-1], to=ReadBackScreen)
        await there.press(keys[-1], to=WrittenBox)
        (page,) = written(tmp_path)
        assert page.suffix == ".pdf"
        assert page.name in there.text
        for text in (" ".join(file_texts.text_of(page.read_bytes()).split()), there.app.clipboard):
            assert "As read out; minutes follow." in text
            assert "It is approved." in text
            assert "MoJ – draft it – 30 May 2010" in text
        assert there.meeting.state is MeetingState.HELD


async def test_what_is_missing_is_mended_in_place(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        await there.enters("@4 /a draft it")
        await there.reads_back()
        await there.shows(t("mend.gap.no_owner"))
        await there.press("enter", to=Choose)
        await there.press(*"noted", "enter")
        items = [one for one in there.app.session.state.all(AgendaItem) if one.outcome is Outcome.NOTED]
        await there.until(lambda: isinstance(there.app.screen, ReadBackScreen))
        assert len(items) == 1
        await there.press("end", "f7")
        await fills_in(there, "PNTL")
        await there.press("f6")
        await fills_in(there, "30 May")
        await there.until(lambda: t("mend.gap.no_owner") not in there.text and t("mend.gap.no_due") not in there.text)
        (action,) = [one for one in there.app.session.state.all(Action) if one.text == "draft it"]
        assert (len(action.owners), str(action.due)) == (1, "2010-05-30")
        await there.press("ctrl+z", shows=t("mend.gap.no_due"))
        await there.press("escape", to=MeetingScreen)
        assert there.meeting.ended is None


async def test_a_decision_is_reworded_and_the_next_meeting_named(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        await there.enters("/d It is approved.")
        await there.reads_back()
        screen = there.app.screen
        assert isinstance(screen, ReadBackScreen)
        gap = gap_of(screen, Meeting.next_meeting.name)
        screen._list.highlighted = [row.id for row in screen._list._rows].index(gap)
        await there.press("enter")
        await fills_in(there, "9 April 2010")
        await there.until(lambda: str(there.meeting.next_meeting) == "2010-04-09")
        await there.press("end", "enter", to=FormScreen)
        await there.press("end", *" Now", "ctrl+s", to=ReadBackScreen)
        assert "Now" in there.app.session.state.all(Decision)[-1].text


async def test_restricted_lines_are_hidden_while_the_projector_is_on(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        await there.enters("/d It is secret.")
        state = there.app.session.state
        there.app.session.commit(minutes.restrict(state, state.all(Entry)[-1], Audience.CORE))
        await there.reads_back()
        assert isinstance(there.app.screen, ReadBackScreen)
        assert there.app.screen.projector
        assert "It is secret." not in text_of(there.app)
        await there.press("ctrl+t", shows="It is secret.")


def gap_of(screen: ReadBackScreen, field: str) -> str:
    """The id of the line about this field."""
    return next(gap.id for gap in screen._read.gaps if gap.field == field)


async def goes_to(there: Room, field: str) -> ReadBackScreen:
    """Enter on the line of the read-back about this field."""
    screen = there.app.screen
    assert isinstance(screen, ReadBackScreen)
    screen._list.highlighted = [row.id for row in screen._list._rows].index(gap_of(screen, field))
    await there.press("enter", to=MeetingScreen)
    return screen


async def test_who_was_there_is_mended_at_the_roll_and_a_line_in_the_minutes(tmp_path: Path) -> None:
    """Escape leads back from there, to the same line; from anywhere else to the list of meetings."""
    async with opened(tmp_path) as there:
        await there.enters("@3 Call Ana on +670 7723 4567 about it.")
        await there.reads_back()
        await there.shows(t("mend.nobody_present"))
        await goes_to(there, Meeting.state.name)
        roll = there.screen.query_one(AttendancePane)
        await there.until(lambda: roll.list.has_focus)
        await there.press("p")
        await there.press("up", "up", "escape", shows=t("mend.not_recorded"))
        assert isinstance(there.app.screen, ReadBackScreen)
        assert there.app.screen._list.current == gap_of(there.app.screen, Meeting.state.name)
        await goes_to(there, Meeting.state.name)
        await there.until(lambda: roll.list.has_focus)
        line = known(roll.line)
        assert line.organization == rolls.unrecorded(there.app.session.state, there.meeting)[0].organization.id
        await there.press("escape", to=ReadBackScreen)
        screen = await goes_to(there, Entry.text.name)
        entries = there.screen.query_one(EntryList)
        await there.until(lambda: entries.has_focus)
        assert entries.current == there.app.session.state.all(Entry)[-1].id
        assert there.screen.projector is screen.projector
        await there.press("escape", to=ReadBackScreen)
        assert isinstance(there.app.screen, ReadBackScreen)
        assert there.app.screen._list.current == gap_of(screen, Entry.text.name)
        await there.press("escape", to=MeetingScreen)
        await there.press("f8", "escape")
        await there.until(lambda: not isinstance(there.app.screen, MeetingScreen | ReadBackScreen))


async def comes_at_once(there: Room, line: str, behind: str = "") -> Prompt:
    """As all that was typed while the computer stood still; or as a paste without brackets, with more behind it."""
    prompt = there.screen.query_one(MinutesPane).prompt
    prompt.text = line + behind
    prompt.post_message(PromptInput.Submitted(line, None, burst=True))
    await there.pilot.pause()
    return prompt


async def test_the_closing_word_that_came_at_once_reads_back_and_is_no_line_of_the_minutes(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        said = there.app.session.state.all(Entry)
        await comes_at_once(there, "/close")
        await there.until(lambda: isinstance(there.app.screen, ReadBackScreen))
        assert there.app.session.state.all(Entry) == said
        assert there.meeting.state is not MeetingState.HELD


async def test_the_closing_word_with_more_behind_it_leads_nowhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(minutes_pane, "ALONE", 0.05)
    async with opened(tmp_path) as there:
        prompt = await comes_at_once(there, "/close", behind=" the border")
        await there.pilot.pause(0.2)
        assert isinstance(there.app.screen, MeetingScreen)
        assert prompt.text == "/close the border"


async def test_what_was_decided_can_be_printed_and_signed_at_once(tmp_path: Path) -> None:
    """With one key, after the action points; where nothing was decided there is nothing to sign."""
    async with opened(tmp_path) as there:
        await there.closes()
        await there.press("ctrl+l", to=SendOutForm)
        await there.press("escape", "ctrl+z")
        await there.enters("/d It is approved.")
        await there.closes()
        offered = t("exporting.for", what=t("papers.decisions"), audience=t("choices.audience.members"))
        assert any(offered in one.message for one in there.app._notifications)
        await there.press("ctrl+l", to=WrittenBox)
        (page,) = (tmp_path / "minutes").glob("Decisions *")
        assert "It is approved." in file_texts.text_of(page.read_bytes())
