"""The program open on its members, for journeys: a small group on 12 March 2010, one of whose members was renamed.

python tests/ui/members_room.py FOLDER
"""

from __future__ import annotations

import sys
from datetime import date, time
from pathlib import Path
from typing import Any

from tests.ui.rooms import session_in

from ictwg.app.session import Session
from ictwg.domain.changes import Changes, Edit
from ictwg.domain.records import Action, Attendance, Meeting, Membership, Organization, Person, Role
from ictwg.domain.values import Function, MeetingState, MembershipStatus, OrganizationType, Presence
from ictwg.members import organizations as naming
from ictwg.ui.app import IctwgApp

TODAY = date(2010, 3, 12)
MEMBERS = (
    ("MoFA", "Ministry of Foreign Affairs", OrganizationType.GOVERNMENT, "Carlos Belo", Function.CHAIR),
    ("MoJ", "Ministry of Justice", OrganizationType.GOVERNMENT, "Ana Soares", Function.FOCAL_POINT),
    ("PNTL", "National Police", OrganizationType.SECURITY, "Maria Alves", Function.FOCAL_POINT),
    ("IOM", "International Organization for Migration", OrganizationType.INTERNATIONAL, "", None),
    ("UNIFEM", "United Nations Development Fund for Women", OrganizationType.INTERNATIONAL, "", None),
    ("AMKV", "Asosiasaun Mane Kontra Violensia", OrganizationType.NGO, "", None),
)


class OnMembership(IctwgApp):
    DEFAULT_MODE = "membership"


def room(folder: Path) -> Session:
    """The desk on the group in the folder."""
    return session_in(folder, TODAY, _fill)


def _fill(session: Session) -> None:
    for member in MEMBERS:
        session.commit(_member(session, *member))
    _promises(session)
    _meetings(session)


def _member(session: Session, acronym: str, name: str, type: OrganizationType, *focal: Any) -> Changes:
    state, (person, function) = session.state, focal
    edit, home, who = Edit("verbs.started"), state.new_id(), state.new_id()
    edit.create(Organization, home, Organization.acronym(acronym), Organization.name(name), Organization.type(type))
    member = (Membership.organization(home), Membership.status(MembershipStatus.MEMBER))
    edit.create(Membership, state.new_id(), *member, Membership.since(date(2003, 5, 1)))
    if function is not None:
        contacts = (Person.phone("+670 7723 0001"), Person.email(f"{acronym.lower()}@example.org"))
        edit.create(Person, who, Person.name(person), Person.organization(home), Person.lists(("all",)), *contacts)
        held = (Role.function(function), Role.person(who), Role.organization(home), Role.since(date(2009, 1, 1)))
        edit.create(Role, state.new_id(), *held)
    return edit.done()


def _promises(session: Session) -> None:
    state = session.state
    ana = next(person for person in state.all(Person) if person.name == "Ana Soares")
    edit = Edit("verbs.started")
    for number, text in enumerate(("Draft the SOP", "Translate the leaflet"), 1):
        settings = (Action.reference(f"A-2010-{number:03}"), Action.text(text), Action.person(ana.id))
        edit.create(Action, state.new_id(), *settings, Action.owners((str(ana.organization),)))
    session.commit(edit.done())


def _meetings(session: Session) -> None:
    state = session.state
    homes = {organization.acronym: organization for organization in state.all(Organization)}
    edit = Edit("verbs.started")
    for month in (9, 10, 11, 12):
        meeting = state.new_id()
        held = (Meeting.date(date(2009, month, 4)), Meeting.start(time(9)), Meeting.state(MeetingState.HELD))
        edit.create(Meeting, meeting, *held)
        for acronym in ("MoFA", "MoJ", "IOM") if month % 2 else ("MoFA", "MoJ"):
            came = (Attendance.meeting(meeting), Attendance.organization(homes[acronym].id), Attendance.name(acronym))
            edit.create(Attendance, state.new_id(), *came, Attendance.state(Presence.PRESENT))
    session.commit(edit.done())
    session.commit(naming.rename(state, homes["UNIFEM"], "UN Women", "UNW", date(2010, 1, 1)))


if __name__ == "__main__":
    opened = room(Path(sys.argv[1]))
    OnMembership(opened).run()
    opened.store.close()
