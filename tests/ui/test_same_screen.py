"""An organization that stands there twice, through the screens: its key, the list *To mend*, and the palette."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.builders import MemoryState, known
from tests.ui.looking import text_of
from tests.ui.open_members import opened
from textual.pilot import Pilot

from ictwg.app.session import Session
from ictwg.app.trash import bring_back
from ictwg.domain.changes import Edit
from ictwg.domain.records import Attendance, Membership, Organization
from ictwg.domain.values import MembershipStatus, OrganizationType, Presence
from ictwg.locales import t
from ictwg.members.duplicates import doubles
from ictwg.members.merging import same
from ictwg.ui.modals.choose import Choose
from ictwg.ui.screens.membership import MembershipScreen
from ictwg.ui.screens.merging import SameScreen
from ictwg.ui.screens.problems import ProblemsScreen
from ictwg.ui.widgets.filtered_list import FilteredList

FULL = "Ministry of Justice (MoJ)"


def twice(session: Session) -> str:
    """The Ministry of Justice as an import once wrote it, with a line on a roll."""
    state, edit, id = session.state, Edit("verbs.imported"), session.state.new_id()
    edit.create(
        Organization, id, Organization.acronym("MdJ"), Organization.name(FULL), Organization.notes("From a list")
    )
    edit.create(Membership, state.new_id(), Membership.organization(id), Membership.status(MembershipStatus.MEMBER))
    there = (Attendance.name("Rui"), Attendance.organization(id), Attendance.state(Presence.PRESENT))
    meeting = state.all(Attendance)[0].meeting or ""
    edit.create(Attendance, state.new_id(), Attendance.meeting(meeting), *there)
    session.commit(edit.done())
    return id


def named(session: Session, acronym: str) -> list[Organization]:
    return [one for one in session.state.all(Organization) if one.acronym == acronym]


async def pressed(pilot: Pilot[Any], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)


async def arrived(pilot: Pilot[Any], screen: type[Any]) -> None:
    for _ in range(100):
        if isinstance(pilot.app.screen, screen):
            return
        await pilot.pause(0.02)
    assert isinstance(pilot.app.screen, screen)


async def test_two_are_merged_from_the_list_of_members_and_undone(tmp_path: Path) -> None:
    async with opened(tmp_path, (80, 24)) as (app, pilot):
        session = app.session
        id = twice(session)
        app.changed()
        app.screen.show_record(named(session, "MoJ")[0])  # type: ignore[attr-defined]
        await pressed(pilot, "alt+s")
        await arrived(pilot, Choose)
        assert FULL in text_of(app)
        await pressed(pilot, "enter")
        await arrived(pilot, SameScreen)
        told = text_of(app)
        assert t("same.heading", kept="MoJ", other="MdJ") in told
        assert t("same.move_here", count=1) in told
        assert "+ From a list" in told
        await pressed(pilot, "ctrl+s")
        await arrived(pilot, MembershipScreen)
        (stays,) = named(session, "MoJ")
        assert (stays.notes, set(stays.aliases)) == ("From a list", {"MdJ", FULL})
        assert not named(session, "MdJ")
        assert any(row.organization == stays.id for row in session.state.all(Attendance) if row.name == "Rui")
        await pressed(pilot, "ctrl+z")
        assert [one.id for one in named(session, "MdJ")] == [id]


async def test_the_other_can_be_kept_and_a_value_chosen(tmp_path: Path) -> None:
    async with opened(tmp_path, (80, 24)) as (app, pilot):
        session = app.session
        id = twice(session)
        app.push_screen(SameScreen(named(session, "MoJ")[0], named(session, "MdJ")[0]))
        await arrived(pilot, SameScreen)
        await pressed(pilot, "f9")
        assert t("same.heading", kept="MdJ", other="MoJ") in text_of(app)
        await pressed(pilot, "enter")
        await arrived(pilot, Choose)
        await pressed(pilot, "down", "enter")
        await arrived(pilot, SameScreen)
        assert "● Ministry of Justice" in text_of(app)
        await pressed(pilot, "ctrl+s")
        await arrived(pilot, MembershipScreen)
        (stays,) = named(session, "MdJ")
        assert (stays.id, stays.name, stays.type) == (id, "Ministry of Justice", OrganizationType.GOVERNMENT)


def test_one_remark_in_the_brackets_of_many_makes_none_of_them_the_same() -> None:
    state = MemoryState()
    for name in ("Recovery centre (invented)", "Foundation for mothers (invented)", "Justice (MdJ)", "MdJ"):
        state.add(Organization, Organization.name(name))
    assert [(one.name, other.name) for one, other in doubles(state)] == [("Justice (MdJ)", "MdJ")]


@pytest.mark.parametrize("answer", ["same", "different"])
async def test_the_line_of_two_that_may_be_one_is_settled(tmp_path: Path, answer: str) -> None:
    async with opened(tmp_path, (80, 24)) as (app, pilot):
        session = app.session
        twice(session)
        await app.push_screen(ProblemsScreen())
        await arrived(pilot, ProblemsScreen)
        rows = app.screen.query_one(FilteredList).list
        rows.move_to(next(row.id for row in rows.rows if "/double/" in row.id))
        await pressed(pilot, "enter")
        await arrived(pilot, Choose)
        await pressed(pilot, *(["enter"] if answer == "same" else ["down", "enter"]))
        if answer == "same":
            await arrived(pilot, SameScreen)
            await pressed(pilot, "ctrl+s")
        await arrived(pilot, ProblemsScreen)
        assert list(doubles(session.state)) == []
        assert len([*named(session, "MoJ"), *named(session, "MdJ")]) == (1 if answer == "same" else 2)
        assert not any("/double/" in row.id for row in rows.rows)


async def test_two_that_were_combined_are_settled_and_what_stays_moved_is_named(tmp_path: Path) -> None:
    async with opened(tmp_path, (80, 24)) as (app, pilot):
        session = app.session
        id = twice(session)
        (kept,), (other,) = named(session, "MoJ"), named(session, "MdJ")
        session.commit(same(session.lookup, kept, other).changes)
        gone = known(session.state.trashed(Organization, id))
        session.commit(bring_back(session.store, (gone,)))
        await app.push_screen(ProblemsScreen())
        await arrived(pilot, ProblemsScreen)
        rows = app.screen.query_one(FilteredList).list
        rows.move_to(next(row.id for row in rows.rows if "/double/" in row.id))
        await pressed(pilot, "enter")
        await arrived(pilot, Choose)
        await pressed(pilot, "down")
        assert t("same.apart.moved") in text_of(app)
        await pressed(pilot, "enter")
        await arrived(pilot, ProblemsScreen)
        assert list(doubles(session.state)) == []
        assert len([*named(session, "MoJ"), *named(session, "MdJ")]) == 2


async def test_the_palette_asks_for_both_and_two_ticked_rows_are_the_two(tmp_path: Path) -> None:
    async with opened(tmp_path, (80, 24)) as (app, pilot):
        session = app.session
        twice(session)
        app.changed()
        await pressed(pilot, "ctrl+p", *"combine dup")
        await pilot.pause(0.3)
        await pressed(pilot, "enter")
        await arrived(pilot, Choose)
        await pressed(pilot, "enter")
        await pilot.pause(0.1)
        assert "is the same as" in text_of(app)
        await pressed(pilot, "enter")
        await arrived(pilot, SameScreen)
        await pressed(pilot, "escape")
        await arrived(pilot, MembershipScreen)
        members = app.screen
        assert isinstance(members, MembershipScreen)
        for acronym in ("MdJ", "MoJ"):
            members.show_record(named(session, acronym)[0])
            await pressed(pilot, "space")
        await pressed(pilot, "alt+s")
        await arrived(pilot, SameScreen)
