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
from ictwg.domain.slips import is_slip
from ictwg.domain.values import CLOSED
from ictwg.services.following_up.owners import owners_in_words
from ictwg.services.minuting.earlier_actions import EarlierActions
from ictwg.services.minuting.minute_lines import due_in_words
from ictwg.services.records.lookup import shown_reference

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
    return _Review(state, meeting, today).lines()


def progress_of(state: State, action: Action) -> tuple[Progress, ...]:
    """What was said of it, the latest last."""
    rows = state.linked(Progress, Progress.action, action.id)
    return tuple(sorted(rows, key=lambda row: (str(row.on or ""), row.id)))


def slips_of(state: State, action: Action) -> int:
    """How often its owner put the date off."""
    changes = state.linked(DueChange, DueChange.action, action.id)
    return sum(map(is_slip, changes))


def _answers(state: State, action: Action) -> Organization | None:
    """Of several owners the first in protocol order."""
    owners = [owner for id in action.owners if (owner := state.get(Organization, id)) is not None]
    return min(owners, key=protocol, default=None)


class _Review:
    """One meeting's review; what counts for all actions is looked up once."""

    def __init__(self, state: State, meeting: Meeting, today: date) -> None:
        self._state = state
        self._meeting = meeting
        self._day = meeting.date or today
        self._deadlines = Deadlines(state, today)

    def lines(self) -> tuple[ReviewLine, ...]:
        earlier = EarlierActions(self._state, self._meeting, self._day, self._meeting.circulated or self._day)
        return tuple(self._line(action) for action in sorted(earlier, key=self._rank))

    def _to_confirm(self, action: Action) -> bool:
        """Reported done between the meetings; what this meeting itself closes stays in its place."""
        return action.status in CLOSED and action.closed_on != self._meeting.date

    def _rank(self, action: Action) -> tuple[object, ...]:
        head = _answers(self._state, action)
        place = protocol(head) if head else (99, "", "", "")
        late, due = self._deadlines.overdue(action), str(self._deadlines.day(action) or "~")
        return (self._to_confirm(action), not action.all, *place, not late, due, action.reference)

    def _line(self, action: Action) -> ReviewLine:
        state, head = self._state, _answers(self._state, action)
        said = progress_of(state, action)
        owners = owners_in_words(state, action, self._day)
        return ReviewLine(
            id=action.id,
            action=action,
            organization=name_on(state, head, self._day).acronym if head else "",
            reference=shown_reference(state, action),
            text=action.text,
            owners=owners,
            due=due_in_words(action.due),
            overdue=self._deadlines.overdue(action),
            status=action.status,
            slips=slips_of(state, action),
            update=said[-1].text if said else "",
            updated=said[-1].on if said else None,
            confirm=self._to_confirm(action),
        )
