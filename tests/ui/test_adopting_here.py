"""Which of the earlier minutes are adopted at a meeting: those that are chosen, and with open eyes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.builders import known
from tests.ui.meeting_room import EARLIER
from tests.ui.open_meeting import Room, item_of, opened

from ictwg.domain.changes import Edit
from ictwg.domain.records import Decision, Entry, Meeting
from ictwg.domain.values import ItemKind, MinutesState, Presence
from ictwg.locales import t
from ictwg.meetings import attendance as rolls
from ictwg.meetings import meetings
from ictwg.minutes.gaps import PreFlight, pre_flight
from ictwg.ui.modals.box import Confirm
from ictwg.ui.modals.choose import Choose
from ictwg.ui.screens.meeting.minutes import MinutesPane
from ictwg.ui.screens.meeting.screen import MeetingScreen

LATER = date(2010, 2, 26)


def states(there: Room) -> dict[date | None, MinutesState]:
    return {one.date: one.minutes_state for one in there.app.session.state.all(Meeting)}


def draft_of_another_meeting(there: Room) -> None:
    """Held since, and its minutes sent to nobody."""
    session = there.app.session
    planned = meetings.plan(session.state, LATER, Meeting.title("Extra"))
    session.commit(planned)
    held = known(session.state.get(Meeting, planned.created[0][1]))
    session.commit(meetings.hold(session.state, held))
    there.screen.reload()


async def at_the_minutes(there: Room) -> None:
    await there.enters(item_of(there, ItemKind.PREVIOUS_MINUTES))
    await there.press("escape")


async def test_of_several_minutes_the_chosen_ones_are_adopted(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        draft_of_another_meeting(there)
        await there.enters(item_of(there, ItemKind.PREVIOUS_MINUTES), shows="choose which of 2 minutes to adopt")
        await there.press("escape", "a", to=Choose, shows=t("life.adopt_which"))
        await there.press("enter", shows=t("life.pre_flight", meeting="M-2010-01"))
        await there.press("pagedown", shows=t("life.anyway", step=t("minutes_screen.step.adopted_here")))
        await there.press("enter", shows=t("verbs.minutes_adopted", subject="M-2010-01"))
        assert (states(there)[EARLIER], states(there)[LATER]) == (MinutesState.ADOPTED, MinutesState.DRAFT)


async def test_minutes_that_never_went_out_are_asked_about(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        draft_of_another_meeting(there)
        await at_the_minutes(there)
        await there.press("a", to=Choose)
        await there.press("up", "enter", to=Confirm, shows="were never circulated")
        await there.press("enter", to=MeetingScreen)
        assert states(there)[LATER] is MinutesState.DRAFT


async def test_a_meeting_still_to_come_adopts_nothing(tmp_path: Path) -> None:
    async with opened(tmp_path, on=date(2010, 3, 1)) as there:
        await at_the_minutes(there)
        await there.press("a", shows=t("life.adopted_ahead", day="12 Mar 2010"))
        assert isinstance(there.app.screen, MeetingScreen)
        assert states(there)[EARLIER] is MinutesState.CIRCULATED


async def test_a_line_is_called_a_correction_of_those_minutes_only_where_there_are_no_others(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        await there.enters(item_of(there, ItemKind.PREVIOUS_MINUTES))
        prompt = there.screen.query_one(MinutesPane).prompt
        prompt.text = "Nine were present"
        await there.shows(t("prompt.correction", meeting="M-2010-01"))
        draft_of_another_meeting(there)
        prompt.text = "Nine members were present"
        await there.until(lambda: t("prompt.correction", meeting="").strip() not in there.text)


def chosen_in(there: Room) -> str:
    """The value under the cursor of a box of choices."""
    box = there.app.screen
    assert isinstance(box, Choose)
    current = box.list.current
    return current.value if current is not None else ""


async def test_each_line_before_minutes_are_adopted_leads_to_its_place_and_escape_back(tmp_path: Path) -> None:
    """A decision with more votes than members led to Follow-up, and Escape from there nowhere near the minutes."""
    async with opened(tmp_path) as there:
        state = there.app.session.state
        (before,) = [one for one in state.all(Meeting) if one.date == EARLIER]
        votes = (Decision.text("taken"), Decision.votes_for(90), Decision.meeting(before.id))
        entry = (Entry.meeting(before.id), Entry.text("Call Ana on +670 7723 4567."))
        edit = Edit("verbs.created").create(Decision, state.new_id(), *votes)
        there.screen.carry_out(edit.create(Entry, state.new_id(), *entry).done, quiet=True)
        first = rolls.roll(state, before)[0]
        there.screen.carry_out(lambda: rolls.mark(state, before, first, Presence.PRESENT), quiet=True)
        await at_the_minutes(there)
        await there.press("a", to=Choose)
        found = pre_flight(state, before, there.app.session.today)
        assert {line.table for line in found.lines} >= {Decision.TABLE, Entry.TABLE}
        for line in found.lines:
            assert chosen_in(there) == line.id
            await there.press("enter")
            await there.until(lambda: t("life.pre_flight", meeting="M-2010-01") not in there.text)
            assert there.app.current_mode == "agenda", line.what
            await there.press("escape", shows=t("life.pre_flight", meeting="M-2010-01"))
            assert chosen_in(there) == line.id, "where it was left"
            await there.press("down")


async def test_once_the_last_gap_is_filled_the_box_says_so_and_adopts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(tmp_path) as there:
        await at_the_minutes(there)
        await there.press("a", shows=t("life.pre_flight", meeting="M-2010-01"))
        await there.press("enter")
        await there.until(lambda: t("life.pre_flight", meeting="M-2010-01") not in there.text)
        monkeypatch.setattr("ictwg.ui.screens.meeting_steps.pre_flight", lambda *_: PreFlight((), 0))
        await there.press("escape", shows=t("life.in_order", meeting="M-2010-01"))
        assert t("life.anyway", step="") not in there.text
        await there.shows(t("minutes_screen.step.adopted_here"))
        await there.press("enter")
        await there.until(lambda: states(there)[EARLIER] is MinutesState.ADOPTED)
