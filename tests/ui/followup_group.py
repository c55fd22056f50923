"""The program open on Today, for journeys through Today, Follow-up and Tasks: a small group on 12 March 2010.

    python tests/ui/followup_group.py FOLDER [empty]

makes the group in FOLDER where it is not there yet; `empty` makes one without any record.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from tests.ui.rooms import session_in

from ictwg.actions import actions as followup
from ictwg.app.session import Session
from ictwg.decisions import decisions
from ictwg.domain.changes import Edit
from ictwg.domain.records import Action, AgendaItem, Meeting, Organization
from ictwg.domain.values import ActionKind, DueWord, MeetingState, MinutesState, OrganizationType
from ictwg.meetings import meetings
from ictwg.ui.app import IctwgApp

HELD, TODAY, NEXT = date(2010, 2, 5), date(2010, 3, 12), date(2010, 3, 26)
OWNERS = {"MoJ": OrganizationType.GOVERNMENT, "PNTL": OrganizationType.SECURITY, "IOM": OrganizationType.INTERNATIONAL}
ACTIONS = (
    ("draft the SOP on referral", "MoJ", date(2010, 2, 20)),
    ("name an officer for each district", "PNTL", date(2010, 3, 1)),
    ("send the costs of shelters", "MoJ", date(2010, 3, 20)),
    ("print the leaflet", "IOM", date(2010, 5, 30)),
    ("find a trainer", "", None),
    ("report on the campaign", "IOM", DueWord.NEXT_MEETING),
)


def group(folder: Path, *, empty: bool = False) -> Session:
    """The desk on the group in the folder."""
    return session_in(folder, TODAY, _leave_empty if empty else _fill)


def _leave_empty(session: Session) -> None:
    """As a group is that was just started."""


def _fill(session: Session) -> None:
    state = session.state
    edit, ids = Edit("verbs.started"), {acronym: state.new_id() for acronym in OWNERS}
    for acronym, type in OWNERS.items():
        named = (Organization.acronym(acronym), Organization.name(acronym), Organization.type(type))
        edit.create(Organization, ids[acronym], *named)
    held, item = state.new_id(), state.new_id()
    edit.create(
        Meeting,
        held,
        Meeting.date(HELD),
        Meeting.reference("M-2010-01"),
        Meeting.number(1),
        Meeting.state(MeetingState.HELD),
        Meeting.minutes_state(MinutesState.WITH_CHAIR),
        Meeting.sent_to_chair(date(2010, 3, 4)),
    )
    edit.create(AgendaItem, item, AgendaItem.meeting(held), AgendaItem.title("Referral of victims"))
    session.commit(edit.done())
    meeting = state.get(Meeting, held)
    for text, owner, due in ACTIONS:
        owners = [ids[owner]] if owner else []
        session.commit(followup.add_action(state, text, owners, due, meeting, TODAY, Action.item(item)))
    session.commit(decisions.add_decision(state, "The SOP has five chapters", meeting, TODAY))
    due, task = date(2010, 3, 10), ActionKind.TASK
    session.commit(followup.add_action(state, "Order the folders", (), due, None, TODAY, kind=task))
    session.commit(meetings.plan(state, NEXT, Meeting.title("Second reading"), Meeting.venue("Dili")))


if __name__ == "__main__":
    IctwgApp(group(Path(sys.argv[1]), empty="empty" in sys.argv[2:])).run()
