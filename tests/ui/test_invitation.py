"""The invitation round on a stage: one key an answer, how it came, who is expected, and what is copied."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.builders import known
from tests.ui.open_meeting import Room, agenda_items, opened

from ictwg.domain.records import Attendance, Person
from ictwg.domain.values import Answer, Channel, MeetingState
from ictwg.locales import t
from ictwg.ui.modals.box import MemberCard
from ictwg.ui.modals.choose import Choose
from ictwg.ui.modals.form_screen import FormScreen
from ictwg.ui.screens.meeting.screen import MeetingScreen
from ictwg.ui.screens.membership import MembershipScreen

BEFORE = date(2010, 3, 8)


async def fills(there: Room, key: str, *typed: str) -> None:
    """A form that a key opens, filled and saved."""
    await there.press(key, to=FormScreen)
    await there.press(*typed, "ctrl+s", to=MeetingScreen)


def answers(there: Room) -> dict[str, Answer]:
    return {row.name: row.answer for row in there.app.session.state.all(Attendance)}


@pytest.mark.parametrize(("key", "answer"), [("c", Answer.COMING), ("n", Answer.NOT_COMING), ("delete", None)])
async def test_one_key_is_one_answer(tmp_path: Path, key: str, answer: Answer | None) -> None:
    async with opened(tmp_path, "invitation", on=BEFORE) as there:
        await there.press(key)
        assert list(answers(there).values()) == ([answer] if answer else [])


@pytest.mark.parametrize("pane", ["invitation", "attendance"])
async def test_enter_shows_who_it_is_and_changes_nothing(tmp_path: Path, pane: str) -> None:
    async with opened(tmp_path, pane, on=BEFORE) as there:
        await there.press("down", "enter", to=MemberCard, shows="Ana Soares")
        await there.press("escape")
        assert answers(there) == {}
        there.screen.action_projector()
        await there.press("enter")
        assert isinstance(there.app.screen, MeetingScreen)
        there.screen.action_projector()
        await there.press("enter", "enter", to=MembershipScreen)


async def test_an_answer_on_the_day_itself_holds_no_meeting(tmp_path: Path) -> None:
    async with opened(tmp_path, "invitation") as there:
        await there.press("c")
        assert there.meeting.state is MeetingState.PLANNED


async def test_how_an_answer_came_is_kept_and_shown(tmp_path: Path) -> None:
    async with opened(tmp_path, "invitation", on=BEFORE, size=(120, 36)) as there:
        await there.press("h")
        assert isinstance(there.app.screen, MeetingScreen)  # nothing has been answered yet
        await there.press("n", "home")
        await fills(there, "h", *"Rosa", "tab", "tab", "right", "right", "right")
        record = there.app.session.state.all(Attendance)[0]
        assert (record.answered_by, record.answered_on, record.answer_channel) == ("Rosa", BEFORE, Channel.PHONE)
        await there.shows("phone · Rosa · 8 Mar 2010")


async def test_a_guest_is_expected_and_one_key_enters_them_on_the_register(tmp_path: Path) -> None:
    async with opened(tmp_path, "invitation", on=BEFORE) as there:
        await fills(there, "w", *"Eva", "tab", "tab", *"Radio")
        await there.shows(t("invitation.tally", coming="1", not_coming="0", unanswered="5"))
        await there.press("end", "m", to=Choose)
        await there.press("down", "down", "enter")
        await there.until(lambda: any(one.name == "Eva" for one in there.app.session.state.all(Person)))


async def test_the_day_on_which_the_invitation_went_out(tmp_path: Path) -> None:
    async with opened(tmp_path, "invitation", on=BEFORE) as there:
        await there.shows(t("invitation.not_out"))
        await fills(there, "o")
        await there.shows(t("invitation.went_out", day="8 Mar 2010"))


async def test_the_list_of_who_has_not_answered_is_copied_for_members_without_phones(tmp_path: Path) -> None:
    async with opened(tmp_path, "invitation", on=BEFORE) as there:
        await there.press("c", "ctrl+c", to=Choose)
        await there.press("down", "enter")
        file = known(there.app.session.scratch_file("clipboard.md"))
        await there.until(file.is_file)
        text = file.read_text("utf-8")
        assert text.startswith(f"**{t('asked.unanswered', what='M-2010-03-12', day='12 March 2010')}**")
        assert "MoFA" not in text
        assert "- **MoJ** Ministry of Justice – Ana Soares" in text


async def test_the_projector_hides_how_somebody_is_reached(tmp_path: Path) -> None:
    async with opened(tmp_path, "invitation", on=BEFORE) as there:
        await there.shows(t("invitation.nobody_to_call"))
        there.screen.action_projector()
        await there.until(lambda: t("invitation.nobody_to_call") not in there.text)


async def test_the_roll_shows_who_is_expected(tmp_path: Path) -> None:
    async with opened(tmp_path, "invitation") as there:
        await there.press("c")
        there.screen.go_to("attendance")
        await there.shows("● coming?")


@pytest.mark.parametrize(("key", "shown"), [("i", "present from item 2"), ("l", "present until item 2")])
async def test_on_a_later_day_the_item_of_arrival_or_leaving_is_chosen(tmp_path: Path, key: str, shown: str) -> None:
    """The roll that is entered from the signed paper."""
    async with opened(tmp_path, "attendance", on=date(2010, 3, 15)) as there:
        await there.press(key, to=Choose)
        await there.press("down", "enter", shows=f"MoFA, Carlos Belo: {shown}")
        there.screen.turn_to(agenda_items(there)[-1])
        assert "1 of " in there.text, "of the whole meeting, for it is over"
        assert there.meeting.state is MeetingState.HELD
        await there.press(key, shows="MoFA, Carlos Belo: present ·")


async def test_the_roll_shows_the_answers_whole(tmp_path: Path) -> None:
    async with opened(tmp_path, "invitation", on=BEFORE) as there:
        await there.press("n", "down")
        await fills(there, "s", *"Ana")
        await there.press("right", shows="not coming?")
        await there.shows(f"{t('choices.answer.sends')}?")
