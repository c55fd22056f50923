"""The table of keystrokes: every job is done with exactly the keys that stand in it, and none may take more one day."""

from __future__ import annotations

import tomllib
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from tests.ui import members_room
from tests.ui.followup_group import group
from tests.ui.looking import text_of
from tests.ui.open_meeting import AFTER, Room, in_order, now
from tests.ui.open_meeting import opened as opened_in_the_room
from tests.ui.preparing_stage import stage, written_in

from ictwg.actions import actions as followup
from ictwg.app.session import Session
from ictwg.domain.records import Action, Edition, Organization, Person, Role
from ictwg.domain.values import ActionStatus, Function, MinutesState
from ictwg.ui.app import IctwgApp
from ictwg.ui.modals.box import WrittenBox
from ictwg.ui.modals.form_screen import FormScreen
from ictwg.ui.screens.followup import FollowupScreen
from ictwg.ui.screens.meetings import MeetingsScreen
from ictwg.ui.widgets.filtered_list import FilteredList
from ictwg.ui.widgets.virtual_list import VirtualList

TABLE = Path(__file__).parents[1] / "golden" / "keystrokes.toml"
JOBS: dict[str, dict[str, Any]] = tomllib.loads(TABLE.read_text(encoding="utf-8"))
LIMITS = {
    "close_five_actions": 8,
    "overdue_for_the_chair": 3,
    "action_points": 12,
    "next_agenda": 15,
    "adopt_by_silence": 2,
    "what_was_decided_on": 2,
}
"""What the job may take at the very most."""


class Typed(NamedTuple):
    text: str


def keys_of(job: str) -> list[str | Typed]:
    return [Typed(key[1:-1]) if key.startswith("'") else key for key in JOBS[job]["keys"]]


async def press(there: Room, job: str) -> None:
    """Every key of the table, and nothing else."""
    for key in keys_of(job):
        if isinstance(key, Typed):
            await there.press(*["space" if letter == " " else letter for letter in key.text])
        else:
            await there.press(key)


@pytest.mark.parametrize("job", JOBS)
def test_no_job_takes_more_keys_than_it_did(job: str) -> None:
    counted = sum(not isinstance(key, Typed) for key in keys_of(job))
    assert counted <= JOBS[job]["most"] <= LIMITS.get(job, 99)


async def started(session: Session, check: Callable[[Room], Awaitable[None]]) -> None:
    app = IctwgApp(session)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.pause()
        await check(Room(app, pilot))  # type: ignore[arg-type]
    session.store.close()


async def test_close_five_actions_and_take_it_back(tmp_path: Path) -> None:
    session = group(tmp_path)
    for action in session.state.all(Action):
        session.commit(followup.set_status(session.state, action, ActionStatus.DONE, session.today))
    late = session.today.replace(month=1)
    for number in range(5):
        session.commit(followup.add_action(session.state, f"Late {number}", (), late, None, late))

    def closed() -> int:
        return sum(one.text.startswith("Late") and one.status is ActionStatus.DONE for one in session.state.all(Action))

    async def check(there: Room) -> None:
        await press(there, "close_five_actions")
        await there.until(lambda: closed() == len(range(5)))
        await press(there, "take_back")
        await there.until(lambda: closed() == 0)

    await started(session, check)


async def test_the_overdue_list_for_the_chair(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copied: list[str] = []
    monkeypatch.setattr(IctwgApp, "copy", lambda _app, text, _what: copied.append(text))

    async def check(there: Room) -> None:
        await press(there, "overdue_for_the_chair")
        await there.until(lambda: bool(copied))
        assert copied[0].split("\n\n") == [
            "**Overdue actions** – 12 Mar 2010",
            "**MoJ**",
            "- A-2010-001 – draft the SOP on referral – due 20 Feb 2010, overdue",
            "**PNTL**",
            "- A-2010-002 – name an officer for each district – due 1 Mar 2010, overdue\n",
        ]

    await started(group(tmp_path), check)


async def test_replacing_a_focal_point_is_one_form(tmp_path: Path) -> None:
    session, forms = members_room.room(tmp_path), set[int]()
    moj = next(one for one in session.state.all(Organization) if one.acronym == "MoJ")

    def focal_points() -> set[str]:
        roles = [role for role in session.state.all(Role) if role.function is Function.FOCAL_POINT and not role.until]
        people = (session.state.get(Person, role.person) for role in roles if role.organization == moj.id)
        return {person.name for person in people if person is not None}

    async def check(there: Room) -> None:
        await there.press("3")
        there.app.screen.show_record(moj)  # type: ignore[attr-defined]
        await there.press("ctrl+r", to=FormScreen)
        forms.add(id(there.app.screen))
        for key in keys_of("replace_a_focal_point")[1:]:
            keys = ["space" if k == " " else k for k in key.text] if isinstance(key, Typed) else [key]
            await there.press(*keys)
        await there.until(lambda: "Joana Dias" in focal_points())
        assert "Ana Soares" not in focal_points()
        assert len(forms) == 1

    await started(session, check)


async def test_action_points_are_a_file(tmp_path: Path) -> None:
    async with opened_in_the_room(tmp_path) as there:
        await there.enters("/a MoJ draft it by 30 May")
        await press(there, "action_points")
        await there.until(lambda: any((tmp_path / "minutes").glob("Action points *.pdf")))
        assert text_of(there.app)


async def test_the_next_agenda_from_the_proposal_to_a_file(tmp_path: Path) -> None:
    async with stage(tmp_path) as here:
        await press(Room(here.app, here.pilot), "next_agenda")
        await here.until(WrittenBox)
    written = written_in(tmp_path, "Provisional agenda")
    assert "Shelter" in written
    assert "09:00 1. Opening" in written


async def test_adopting_by_silence_from_the_list_and_from_today(tmp_path: Path) -> None:
    async with opened_in_the_room(tmp_path, "minutes", on=AFTER) as there:
        meeting = in_order(there)
        there.screen.leave()
        await there.until(lambda: isinstance(there.app.screen, MeetingsScreen))
        there.app.screen.query_one(FilteredList).list.move_to(meeting.id)
        await press(there, "adopt_by_silence")
        await there.until(lambda: now(there, meeting).minutes_state is MinutesState.ADOPTED)
        await press(there, "take_back")
        await there.until(lambda: now(there, meeting).minutes_state is MinutesState.CIRCULATED)
        await there.app.action_mode("today")
        await there.shows("ready to adopt")
        there.app.screen.query_one(VirtualList).move_to(f"minutes/{meeting.id}")
        await press(there, "adopt_by_silence_from_today")
        await there.until(lambda: now(there, meeting).minutes_state is MinutesState.ADOPTED)
        assert sorted(edition.version or 0 for edition in there.app.session.state.all(Edition)) == [2]


async def test_what_was_decided_on_a_subject(tmp_path: Path) -> None:
    async def check(there: Room) -> None:
        await press(there, "what_was_decided_on")
        await there.until(lambda: isinstance(there.app.screen, FollowupScreen) and there.app.screen.shows_decisions)
        await there.shows("The SOP has five chapters")

    await started(group(tmp_path), check)
