"""A text that may be confidential asks before it goes to others: reword, restrict, or say why it is not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.builders import known
from tests.ui.open_meeting import Room, now, opened
from textual.widgets import TextArea

from ictwg.app.forms.declared import fields_for
from ictwg.domain.confidential import accept, is_accepted
from ictwg.domain.records import Decision, Entry, Meeting
from ictwg.domain.values import Audience, MinutesState
from ictwg.locales import t
from ictwg.papers.forms import MARKDOWN, PDF, WORD, FileForm
from ictwg.ui.modals.box import WrittenBox
from ictwg.ui.modals.choose import Choose
from ictwg.ui.modals.form_screen import FormScreen
from ictwg.ui.screens.followup import FollowupScreen
from ictwg.ui.screens.meeting.screen import MeetingScreen

MATTER = "The victim Maria Soares was heard"


def written(folder: Path) -> str:
    return "".join(path.read_text(encoding="utf-8") for path in folder.rglob("minutes*.md"))


def left(folder: Path) -> list[Path]:
    """What was written, in any form."""
    return [*folder.rglob("minutes*.*")]


def said(there: Room) -> Entry:
    return next(one for one in there.app.session.state.all(Entry) if one.meeting == there.meeting.id)


async def asked(there: Room, *keys: str, form: FileForm = MARKDOWN) -> None:
    """The question, after a line that is marked and these keys; what is exported is mostly a text."""
    there.app.settings.papers["minutes"] = f"{Audience.MEMBERS} {form.name}"
    await there.enters(MATTER)
    await there.press(*keys, shows=t("doors.reword"))


async def chooses(there: Room, words: str) -> None:
    box = there.app.screen
    assert isinstance(box, Choose)
    at = next(number for number, row in enumerate(box.list.rows) if words in str(row))
    await there.press(*["down"] * at, "enter")


@pytest.mark.parametrize("form", [MARKDOWN, PDF, WORD], ids=lambda form: form.name)
async def test_who_goes_no_further_has_written_nothing(tmp_path: Path, form: FileForm) -> None:
    async with opened(tmp_path) as there:
        await asked(there, "ctrl+l", "enter", form=form)
        await there.press("escape", to=MeetingScreen)
        assert not left(tmp_path)


async def test_what_is_restricted_is_not_in_the_file(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        await asked(there, "ctrl+l", "enter")
        await chooses(there, t("doors.restrict", audience=t("choices.audience.secretariat")))
        await there.until(lambda: isinstance(there.app.screen, WrittenBox))
        assert said(there).audience is Audience.SECRETARIAT
        assert written(tmp_path)
        assert "Maria" not in written(tmp_path)


async def test_what_is_reworded_goes_out_as_it_is_then(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        await asked(there, "ctrl+l", "enter")
        await chooses(there, t("doors.reword"))
        await there.until(lambda: isinstance(there.app.screen, FormScreen))
        there.app.screen.query_one(TextArea).text = "She was heard"
        await there.press("ctrl+s", to=WrittenBox)
        assert "She was heard" in written(tmp_path)
        assert "Maria" not in written(tmp_path)


@pytest.mark.parametrize("keys", [("ctrl+l", "enter"), ("escape", "ctrl+c")])
async def test_what_is_said_to_be_none_goes_out_and_is_not_asked_again(tmp_path: Path, keys: tuple[str, ...]) -> None:
    async with opened(tmp_path) as there:
        await asked(there, *keys)
        await chooses(there, t("minutes_screen.minutes.not_confidential"))
        await there.until(lambda: isinstance(there.app.screen, FormScreen))
        await there.press("-", "ctrl+s", shows=t("errors.no_reason", field=t("records.reason")))
        await there.press("backspace", *"Invented", "ctrl+s")
        await there.until(lambda: is_accepted(there.app.session.state, MATTER))
        if keys[0] == "ctrl+l":
            await there.until(lambda: isinstance(there.app.screen, WrittenBox))
            assert "Maria" in written(tmp_path)
        else:
            await there.until(lambda: MATTER in there.app.clipboard)


async def test_a_day_typed_in_a_form_does_not_say_that_minutes_went_out_unasked(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        await there.enters(MATTER)
        screen: Any = there.app.front
        lookup = there.app.session.lookup
        form = fields_for(lookup, Meeting, there.meeting, only=(Meeting.circulated,))
        screen.run_worker(screen.edit_in_form(there.meeting, form=form))
        await there.until(lambda: isinstance(there.app.screen, FormScreen))
        await there.press(*"12 Mar 2010", "ctrl+s", shows=t("doors.marked", count=1))
        assert now(there, there.meeting).circulated is None
        there.app.session.commit(accept(there.app.session.state, MATTER, "Invented"))
        await there.press("ctrl+s")
        await there.until(lambda: now(there, there.meeting).circulated is not None)


async def test_minutes_with_an_open_mark_do_not_circulate(tmp_path: Path) -> None:
    from ictwg.ui.screens.meeting_steps import carry_on

    async with opened(tmp_path) as there:
        await there.enters(MATTER)
        there.screen.run_worker(carry_on(there.screen, there.meeting, "with_chair"))
        await there.shows(t("doors.reword"))
        await there.press("escape")
        await there.pilot.pause()
        now = known(there.app.session.state.get(Meeting, there.meeting.id))
        assert now.minutes_state is MinutesState.DRAFT


async def test_a_text_goes_round_once_it_is_decided_what_becomes_of_its_marks(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        session = there.app.session
        await there.app.action_mode("followup")
        screen = there.app.screen
        assert isinstance(screen, FollowupScreen)
        screen.go_to("decisions")
        await there.pilot.pause()
        for answer in ("escape", "reword"):
            await there.press("f9", to=FormScreen)
            there.app.screen.query_one(TextArea).text = MATTER
            await there.press("ctrl+s", shows=t("doors.reword"))
            if answer == "escape":
                await there.press("escape")
                await there.until(lambda: there.app.screen is screen)
                assert not session.state.all(Decision)
        await chooses(there, t("doors.reword"))
        await there.until(lambda: isinstance(there.app.screen, FormScreen))
        there.app.screen.query_one(TextArea).text = "She was heard"
        await there.press("ctrl+s")
        await there.until(lambda: [one.text for one in session.state.all(Decision)] == ["She was heard"])
