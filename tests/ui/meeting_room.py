"""The program open on its meetings, for journeys: a small group that meets on 12 March 2010.

    python tests/ui/meeting_room.py FOLDER [ACTIONS]

makes the group in FOLDER where it is not there yet, with so many open actions of an earlier meeting.
"""

from __future__ import annotations

import sys
from datetime import date, time
from pathlib import Path

from tests.ui.rooms import session_in

from ictwg.app.session import Session
from ictwg.decisions.decisions import EntryDraft
from ictwg.domain.agenda import agenda_of
from ictwg.domain.changes import Edit
from ictwg.domain.records import AgendaItem, Meeting, Membership, Organization, Person, Role
from ictwg.domain.values import EntryType, Function, MembershipStatus, OrganizationType, Purpose
from ictwg.meetings import agenda, meetings
from ictwg.minutes import approval as minutes_way
from ictwg.minutes import entering as minutes
from ictwg.ui.app import IctwgApp

EARLIER, TODAY = date(2010, 2, 5), date(2010, 3, 12)
MEMBERS = (
    ("MoFA", "Ministry of Foreign Affairs", OrganizationType.GOVERNMENT, "Carlos Belo", Function.CHAIR),
    ("MoJ", "Ministry of Justice", OrganizationType.GOVERNMENT, "Ana Soares", Function.FOCAL_POINT),
    ("PNTL", "National Police", OrganizationType.SECURITY, "Maria Alves", Function.FOCAL_POINT),
    ("IOM", "International Organization for Migration", OrganizationType.INTERNATIONAL, "John Reed", None),
    ("AMKV", "Asosiasaun Mane Kontra Violensia", OrganizationType.NGO, "", None),
)


class OnMeetings(IctwgApp):
    DEFAULT_MODE = "agenda"


def room(folder: Path, actions: int = 3) -> Session:
    """The desk on the group in the folder."""

    def fill(session: Session) -> None:
        _people(session)
        _meetings(session, actions)

    return session_in(folder, TODAY, fill)


def _people(session: Session) -> None:
    state = session.state
    edit = Edit("verbs.started")
    for acronym, name, type, person, function in MEMBERS:
        home, who = state.new_id(), state.new_id()
        named = (Organization.acronym(acronym), Organization.name(name), Organization.type(type))
        edit.create(Organization, home, *named)
        member = (Membership.organization(home), Membership.status(MembershipStatus.MEMBER))
        edit.create(Membership, state.new_id(), *member, Membership.since(date(2003, 1, 1)))
        if person:
            edit.create(Person, who, Person.name(person), Person.organization(home))
            held = (Role.function(function or Function.SECRETARIAT), Role.person(who), Role.organization(home))
            edit.create(Role, state.new_id(), *held)
    session.commit(edit.done())


def _meetings(session: Session, actions: int) -> None:
    first = _planned(session, EARLIER, "First reading")
    session.commit(meetings.hold(session.state, first))
    topic = agenda_of(session.state, first)[3].item
    owners = [organization.id for organization in session.state.all(Organization)]
    for number in range(actions):
        due = date(2010, 2, 20) if number % 2 else date(2010, 4, 1)
        owned = (owners[number % len(owners)],)
        draft = EntryDraft(EntryType.ACTION, f"promise number {number + 1}", "", owned, due=due)
        session.commit(minutes.add_entry(session.state, first, topic, draft, EARLIER))
    session.commit(minutes_way.circulate(session.state, _now(session, first), date(2010, 2, 12)))
    second = _planned(session, TODAY, "Framework of the plan")
    settings = (AgendaItem.minutes_allotted(40), AgendaItem.purpose(Purpose.DECISION))
    session.commit(agenda.add_item(session.state, second, "Framework", *settings))


def _planned(session: Session, day: date, title: str) -> Meeting:
    times = (Meeting.start(time(9)), Meeting.end(time(11)))
    changes = meetings.plan(session.state, day, Meeting.title(title), *times)
    session.commit(changes)
    return next(one for one in session.state.all(Meeting) if one.id == changes.created[0][1])


def _now(session: Session, meeting: Meeting) -> Meeting:
    return session.state.get(Meeting, meeting.id) or meeting


if __name__ == "__main__":
    open_session = room(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 3)
    try:
        OnMeetings(open_session).run()
    finally:
        open_session.store.close()
