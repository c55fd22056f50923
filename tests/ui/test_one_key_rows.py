"""Lists with a key for each state move on alike: to the row that followed, and a key that takes back stays."""

from __future__ import annotations

from contextlib import asynccontextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len
from tests.builders import known
from tests.ui.open_meeting import agenda_items, opened

from ictwg.decisions.decision_detail import decision_detail
from ictwg.domain.changes import Edit
from ictwg.domain.records import Attendance, Decision, Group, Organization, Participant, Position, Round, Training
from ictwg.domain.values import ItemKind, Presence, RoundKind, Stance
from ictwg.locales import t
from ictwg.programme.rounds import RoundAsking
from ictwg.records.group import group_of
from ictwg.ui.keys import keys_line
from ictwg.ui.modals.choose import Choose
from ictwg.ui.modals.form_screen import FormScreen
from ictwg.ui.screens.asking_pane import AskingPane
from ictwg.ui.screens.askings import AskingScreen
from ictwg.ui.screens.meeting.attendance import AttendancePane
from ictwg.ui.screens.meeting.minutes import MinutesPane
from ictwg.ui.screens.programme import TrainingRollScreen
from ictwg.ui.widgets.columns import GroupHeading
from ictwg.ui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable
    from pathlib import Path
    from typing import Any

    from tests.ui.open_meeting import Room

ONE_LINE = 76
"""Cells inside the margins of the narrowest screen on which nothing is left out."""


if TYPE_CHECKING:
    Place = Callable[[Room], Awaitable[VirtualList[Any]]]


async def a_view(there: Room, view: str) -> VirtualList[Any]:
    there.screen.go_to(view)
    await there.press()
    return there.screen.query_one(f"#view-{view}").query_one(VirtualList)


async def the_roll(there: Room) -> VirtualList[Any]:
    return await a_view(there, "attendance")


async def the_invitation(there: Room) -> VirtualList[Any]:
    return await a_view(there, "invitation")


async def matters_arising(there: Room) -> VirtualList[Any]:
    there.screen.turn_to(next(one for one in agenda_items(there) if one.kind is ItemKind.MATTERS_ARISING))
    await there.press("escape")
    return there.screen.query_one(MinutesPane).review


async def a_roll_of_a_training(there: Room) -> VirtualList[Any]:
    session, today = there.app.session, there.app.session.today
    edit, held = Edit("verbs.created"), session.state.new_id()
    edit.create(Training, held, Training.starts_on(today), Training.ends_on(today + timedelta(days=1)))
    for number in range(5):
        named = (Participant.training(held), Participant.name(f"Participant {number}"))
        edit.create(Participant, session.state.new_id(), *named)
    session.commit(edit.done())
    training = known(session.state.get(Training, held))
    there.app.push_screen(TrainingRollScreen(training))
    await there.until(lambda: isinstance(there.app.screen, TrainingRollScreen))
    await there.shows("Participant 0")
    return there.app.screen.query_one(VirtualList)


async def calls(there: Room) -> VirtualList[Any]:
    session = there.app.session
    id, edit = session.state.new_id(), Edit("verbs.created")
    session.commit(edit.create(Round, id, Round.title("Contacts"), Round.kind(RoundKind.CONTACTS)).done())
    asked = known(session.state.get(Round, id))
    there.app.push_screen(AskingScreen(RoundAsking(session.state, asked, session.today)))
    await there.until(lambda: isinstance(there.app.screen, AskingScreen))
    await there.press("f3")
    return there.app.screen.query_one(VirtualList)


async def votes(there: Room) -> VirtualList[Any]:
    session = there.app.session
    group, on, edit = group_of(session.state), Group.votes(True), Edit("verbs.edited")
    session.commit((edit.update(group, on) if group else edit.create(Group, session.state.new_id(), on)).done())
    await there.enters("@5")
    await there.enters("/d The plan is approved")
    await there.press("ctrl+o", to=AskingScreen)
    return there.app.screen.query_one(VirtualList)


@asynccontextmanager
async def at(folder: Path, place: Place) -> AsyncIterator[tuple[Room, VirtualList[Any]]]:
    async with opened(folder) as there:
        listed = await place(there)
        await there.press("home")
        yield there, listed


async def answers(there: Room, key: str) -> None:
    """A key, and what it asks."""
    front = there.app.screen
    await there.press(*key.split("+"))
    while isinstance(there.app.screen, Choose | FormScreen):
        form = isinstance(there.app.screen, FormScreen)
        await there.press(*(("Z", "e", "ctrl+s") if form else ("enter",)))
        await there.pilot.pause()
    await there.until(lambda: there.app.screen is front)
    await there.press()


KEYS: dict[Place, tuple[str, str]] = {
    the_roll: ("p s a x", "delete"),
    the_invitation: ("c s n", "delete"),
    matters_arising: ("d i", ""),
    a_roll_of_a_training: ("p r a x", "delete"),
    calls: ("f4 f4", "delete"),
    votes: ("a d b", "delete"),
}


@pytest.mark.parametrize("place", KEYS)
async def test_a_key_that_says_all_of_a_row_goes_on_to_the_row_that_followed(tmp_path: Path, place: Place) -> None:
    goes_on, takes_back = KEYS[place]
    async with at(tmp_path, place) as (there, listed):
        for key in goes_on.split():
            rows = [row.id for row in listed.rows if not isinstance(row, GroupHeading)]
            followed = rows[rows.index(listed.cursor_id) + 1]
            await answers(there, key)
            assert listed.cursor_id == followed, key
        await there.press("home")
        stays = listed.cursor_id
        if takes_back:
            await answers(there, takes_back)
            assert listed.cursor_id == stays


def test_the_keys_under_a_list_have_one_line() -> None:
    rows = [kind.one_key for kind in AskingPane.__subclasses__()]
    assert max(map(len, rows)) > 1
    assert [row for row in rows if cell_len(keys_line(*row)) > ONE_LINE] == []


async def test_the_votes_of_each_organization_stand_with_the_decision(tmp_path: Path) -> None:
    async with at(tmp_path, votes) as (there, _):
        await there.press("a", "d")
        state = there.app.session.state
        (decision,) = state.all(Decision)
        assert sorted(one.stance for one in state.all(Position)) == [Stance.AGREES, Stance.DISAGREES]
        told = decision_detail(there.app.session.lookup, decision)
        assert any(t("choices.stance.disagrees") in line for section in told.sections for line in section.lines)


async def test_a_proxy_is_entered_on_the_roll_and_is_never_one_s_own(tmp_path: Path) -> None:
    async with at(tmp_path, the_roll) as (there, _):
        first = known(there.app.session.state.get(Organization, the_first(there)))
        await there.press("y", shows=t("meetings.absent_proxy"))
        assert not there.app.session.state.all(Attendance)
        await there.press("p", "up")
        for given_by in (first.acronym, "IOM"):
            await there.press("y", to=FormScreen)
            await there.press(*given_by, "ctrl+s")
            await there.until(lambda: there.app.screen is there.screen)
            await there.press()
        (row,) = there.app.session.state.all(Attendance)
        iom = next(one for one in there.app.session.state.all(Organization) if one.acronym == "IOM")
        assert (row.proxy_for, row.state) == (iom.id, Presence.PRESENT)
        await there.shows(t("minutes_screen.attendance.holds_proxy", organization="IOM"))


def the_first(there: Room) -> str:
    """The organization under the cursor of the roll."""
    line = there.screen.query_one(AttendancePane).line
    return line.organization if line is not None else ""


async def test_the_roll_of_another_day_begins_on_who_is_not_marked(tmp_path: Path) -> None:
    async with at(tmp_path, a_roll_of_a_training) as (there, listed):
        first = listed.cursor_id
        await there.press("end", "p", "right")
        assert listed.cursor_id == first
        await there.press("p", "left")
        assert listed.cursor_id == first
        await there.press("p", "right")
        assert listed.cursor_id != first
