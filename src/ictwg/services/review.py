"""Matters arising: the actions that a meeting goes through, one organization after the other (DOMAIN.md §3).

Open ones first, those reported done since the last meeting for confirmation; what is said of them are the use cases of
`services.followup`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ictwg.domain.overdue import Deadlines
from ictwg.domain.periods import name_on
from ictwg.domain.records import Action, DueChange, Meeting, Organization, Progress
from ictwg.domain.roster import protocol
from ictwg.domain.values import CLOSED, ActionKind, ShiftedBy
from ictwg.services.lookup import shown_reference
from ictwg.services.minute_lines import due_in_words, owners_in_words

if TYPE_CHECKING:
    from datetime import date

    from ictwg.domain.state import State
    from ictwg.domain.values import ActionStatus


class ReviewLine(NamedTuple):
    """One action under the organization that answers for it; `slips` are the owner's, shifts of the group not counted.

    Attributes:
        id: The action's.
        organization: The acronym under which it is read out; empty where nobody owns it.
        owners: All of its owners in words.
        update: What was said of it last, and `updated` when.
        confirm: It is closed since the last meeting: to be confirmed, not worked on.
    """

    id: str
    action: Action
    organization: str
    reference: str
    text: str
    owners: str
    due: str
    overdue: bool
    status: ActionStatus
    slips: int
    update: str
    updated: date | None
    confirm: bool


def review(state: State, meeting: Meeting, today: date) -> tuple[ReviewLine, ...]:
    """By organization in protocol order, the overdue first; those that nobody owns come last."""
    deadlines = Deadlines(state, today)
    actions = [a for a in state.all(Action) if a.kind is ActionKind.ACTION and _comes_up(state, a, meeting)]
    ranked = sorted(actions, key=lambda action: _rank(state, action, meeting, deadlines))
    return tuple(_line(state, action, meeting, deadlines) for action in ranked)


def progress_of(state: State, action: Action) -> tuple[Progress, ...]:
    """What was said of it, the latest last."""
    rows = state.linked(Progress, Progress.action, action.id)
    return tuple(sorted(rows, key=lambda row: (str(row.on or ""), row.id)))


def slips_of(state: State, action: Action) -> int:
    """How often its owner moved the date."""
    changes = state.linked(DueChange, DueChange.action, action.id)
    return sum(change.by is ShiftedBy.OWNER for change in changes)


def _comes_up(state: State, action: Action, meeting: Meeting) -> bool:
    """Given before this meeting by its body (the plenary hears of all), and open or to be confirmed."""
    origin = state.get(Meeting, action.meeting)
    if action.meeting == meeting.id or (origin and not _earlier(origin, meeting)):
        return False
    if meeting.series and origin and origin.series != meeting.series:
        return False
    return action.status not in CLOSED or _closed_since(state, action, meeting)


def _earlier(origin: Meeting, meeting: Meeting) -> bool:
    return origin.date is None or meeting.date is None or origin.date <= meeting.date


def _to_confirm(state: State, action: Action, meeting: Meeting) -> bool:
    """Reported done between the meetings; what this meeting itself closes stays in its place."""
    if action.status not in CLOSED or action.closed_on == meeting.date:
        return False
    return _closed_since(state, action, meeting)


def _closed_since(state: State, action: Action, meeting: Meeting) -> bool:
    if action.confirm_at == meeting.id:
        return True
    since = _last_held(state, meeting)
    closed = action.closed_on
    return closed is not None and since is not None and since <= closed and (not meeting.date or closed <= meeting.date)


def _last_held(state: State, meeting: Meeting) -> date | None:
    from ictwg.services.meetings import previous_meeting

    previous = previous_meeting(state, meeting)
    return previous.date if previous else None


def _rank(state: State, action: Action, meeting: Meeting, deadlines: Deadlines) -> tuple[object, ...]:
    head = _answers(state, action)
    place = protocol(head) if head else (99, "", "", "")
    late = deadlines.overdue(action)
    return (
        _to_confirm(state, action, meeting),
        not action.all,
        *place,
        not late,
        str(deadlines.day(action) or "~"),
        action.reference,
    )


def _answers(state: State, action: Action) -> Organization | None:
    """Of several owners the first in protocol order."""
    owners = [owner for id in action.owners if (owner := state.get(Organization, id)) is not None]
    return min(owners, key=protocol, default=None)


def _line(state: State, action: Action, meeting: Meeting, deadlines: Deadlines) -> ReviewLine:
    head = _answers(state, action)
    day = meeting.date or deadlines.today
    said = progress_of(state, action)
    owners = owners_in_words(state, action.owners, day, everybody=action.all, person=action.person)
    return ReviewLine(
        id=action.id,
        action=action,
        organization=name_on(state, head, day).acronym if head else "",
        reference=shown_reference(state, action),
        text=action.text,
        owners=owners or action.owner_text,
        due=due_in_words(action.due),
        overdue=deadlines.overdue(action),
        status=action.status,
        slips=slips_of(state, action),
        update=said[-1].text if said else "",
        updated=said[-1].on if said else None,
        confirm=_to_confirm(state, action, meeting),
    )
