"""The steps that a meeting and its minutes take, what each changes, and which say that a paper went to others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from ictwg.domain.changes import Changes
from ictwg.domain.records import Meeting
from ictwg.domain.state import State
from ictwg.domain.values import Audience, MeetingState, MinutesState
from ictwg.meetings import meetings
from ictwg.meetings.invitation import circulate_invitation, invitation_cleared, invitation_to_chair
from ictwg.meetings.meetings import awaits_signature
from ictwg.minutes import approval as minutes_way
from ictwg.minutes.approval import went_out
from ictwg.minutes.sent_agenda import send_addendum, unsent_changes
from ictwg.records.lookup import Lookup

ADOPTED, SIGNED = "adopted", "signed"
HOLD, POSTPONE = "hold", "postpone"

STEPS: dict[str, Callable[[Lookup, Meeting], Changes]] = {
    HOLD: lambda lookup, meeting: meetings.hold(lookup.state, meeting),
    "agenda": lambda lookup, meeting: meetings.circulate_agenda(lookup.state, meeting, lookup.today),
    "invitation": lambda lookup, meeting: circulate_invitation(lookup.state, meeting, lookup.today),
    "invitation_to_chair": lambda lookup, meeting: invitation_to_chair(lookup.state, meeting, lookup.today),
    Meeting.invitation_cleared.name: lambda lookup, meeting: invitation_cleared(lookup.state, meeting, lookup.today),
    "addendum": lambda lookup, meeting: send_addendum(lookup.state, meeting, lookup.today),
    "agenda_to_chair": lambda lookup, meeting: meetings.agenda_to_chair(meeting, lookup.today),
    Meeting.agenda_cleared.name: lambda lookup, meeting: meetings.agenda_cleared(meeting, lookup.today),
    "cancel": lambda _, meeting: meetings.cancel(meeting),
    "plan": lambda _, meeting: meetings.plan_again(meeting),
    "with_chair": lambda lookup, meeting: minutes_way.send_to_chair(meeting, lookup.today),
    "cleared": lambda lookup, meeting: minutes_way.clear(meeting, lookup.today),
    "circulated": lambda lookup, meeting: minutes_way.circulate(lookup.state, meeting, lookup.today),
    "adopted": lambda lookup, meeting: minutes_way.adopt_by_silence(meeting, lookup.today),
    "draft": lambda _, meeting: minutes_way.take_back(meeting),
}

GOES_OUT = {
    "agenda_to_chair": ("agenda", Audience.CORE),
    "agenda": ("agenda", Audience.MEMBERS),
    "addendum": ("addendum", Audience.MEMBERS),
    "with_chair": ("minutes", Audience.CORE),
    "circulated": ("minutes", Audience.MEMBERS),
}
"""The steps by which a paper goes to others, and to whom."""


def step_names(state: State, meeting: Meeting, today: date) -> tuple[str, ...]:
    """The steps that a meeting can take from where it stands."""
    if meetings.is_unsettled(meeting, today):
        return (HOLD, POSTPONE, "cancel")
    if meeting.state is MeetingState.PLANNED:
        added = ("addendum",) if unsent_changes(state, meeting) else ()
        return (HOLD, "invitation", "agenda", *added, *_with_chair(meeting), POSTPONE, "cancel")
    if meeting.state is MeetingState.HELD:
        return ("plan",) if meeting.is_drafting else (*minutes_steps(state, meeting), "plan")
    return ("plan", POSTPONE)


def _with_chair(meeting: Meeting) -> tuple[str, ...]:
    """Of the invitation and the agenda: to the chair, and back, until they have gone out."""
    found = []
    if meeting.invitation_circulated is None:
        is_back = meeting.invitation_sent_to_chair is None or meeting.invitation_cleared is not None
        found.append("invitation_to_chair" if is_back else Meeting.invitation_cleared.name)
    if meeting.agenda_circulated is None:
        is_back = meeting.agenda_sent_to_chair is None or meeting.agenda_cleared is not None
        found.append("agenda_to_chair" if is_back else Meeting.agenda_cleared.name)
    return tuple(found)


def minutes_steps(state: State, meeting: Meeting) -> tuple[str, ...]:
    """Of the minutes, the one that comes next first; nobody could object to what never went out."""
    adopted = (ADOPTED,) if went_out(meeting) else ()
    signed = (SIGNED,) if awaits_signature(state, meeting) else ()
    match meeting.minutes_state:
        case MinutesState.WITH_CHAIR if meeting.cleared_by_chair is None:
            return ("cleared", *signed, "circulated", *adopted, "draft")
        case MinutesState.WITH_CHAIR:
            return (*signed, "circulated", *adopted, "with_chair", "draft")
        case MinutesState.CIRCULATED:
            return (*adopted, "circulated", "with_chair", "draft")
        case MinutesState.ADOPTED:
            return ("draft",) if meeting.signed_copy else (SIGNED, "draft")
        case _:
            return ("with_chair", *signed, "circulated", *adopted)


def step_of(state: State, meeting: Meeting, today: date, paper: str, readers: Audience) -> str:
    """The step that says that this paper went to these readers; empty where there is none to take."""
    offered = step_names(state, meeting, today)
    return next((one for one, goes in GOES_OUT.items() if goes == (paper, readers) and one in offered), "")
