"""Making the row of one action in a few microseconds: raw values where they are enough, each name looked up once."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from ictwg.domain.overdue import Deadlines
from ictwg.domain.owners import in_protocol_order, strangers
from ictwg.domain.records import Action, Meeting, Person
from ictwg.domain.text import fold
from ictwg.domain.values import CLOSED, ActionKind, ActionStatus, DueWord, Priority
from ictwg.locales import t
from ictwg.services.records.days import short_day
from ictwg.services.records.lookup import short_name, shown_name

if TYPE_CHECKING:
    from ictwg.domain.overdue import Gap
    from ictwg.domain.state import State

EVERYBODY = " *"
"""Ends the words of an owner that is every member."""
NO_DAY = "~"
"""Sorts after every day."""

_STATUSES = {str(status): (status, status not in CLOSED) for status in ActionStatus}
_OPEN = (ActionStatus.OPEN, True)


class ActionRow(NamedTuple):
    """One line of a list of actions or tasks.

    Attributes:
        id: The row's; where an action stands under several headings, with the heading's.
        day: ISO, of the day that counts; `NO_DAY` where there is none.
        owners: Short names in protocol order, in one string.
        owner_ids: The organizations' ids, in the same order.
        owner_words: Folded acronyms and names, for the filter.
        gaps: What it lacks.
        slips: How often the owner moved the date.
        place: Sorts the overdue first, then by day and reference, the closed last.
    """

    id: str
    action: str
    reference: str
    text: str
    owners: str
    owner_ids: tuple[str, ...]
    owner_words: str
    due: str
    day: str
    status: ActionStatus
    open: bool
    late: bool
    high: bool
    task: bool
    meeting: str
    meeting_day: str
    gaps: tuple[Gap, ...]
    slips: int
    closed_on: str
    assignee: str
    place: str
    given_on: str = ""
    due_today: bool = False

    @property
    def on(self) -> str:
        """The day of its meeting, else the one on which it was given."""
        return self.meeting_day or self.given_on

    @property
    def searchable(self) -> str:
        """All the text in which the free words of a filter look."""
        return f"{self.reference} {self.text} {self.owners} {self.due} {self.meeting} {self.assignee} {self.status}"


class Owned(NamedTuple):
    ids: tuple[str, ...]
    shown: str
    words: str


class RowMaker:
    """As of one day, in one language, over one state of organizations, meetings and people."""

    def __init__(self, state: State, today: date) -> None:
        self._state = state
        self._today = today.isoformat()
        self._rules = Deadlines(state, today)
        self._owners: dict[tuple[str, ...], Owned] = {}
        self._meetings: dict[str | None, tuple[str, str]] = {None: ("", "")}
        self._numbered: Counter[str] | None = None
        self._days: dict[str, str] = {}
        self._everybody = Owned((), t("followup.all_members"), fold(t("followup.all_members")) + EVERYBODY)
        self._words = {str(word): t(f"choices.due.{word}") for word in DueWord}

    def row(self, action: Action, slips: int) -> ActionRow:
        get, id = action.row.get, action.id
        status, is_open = _STATUSES.get(str(get("status")), _OPEN)
        due, day = self._due(action, get("due"))
        owned = self._owned_by(action)
        meeting, meeting_day = self._meeting(action.meeting)
        late = is_open and self._is_late(action, day)
        reference = str(get("reference") or "")
        return ActionRow(
            id=id,
            action=id,
            reference=reference,
            text=" ".join(action.text.split()),
            owners=owned.shown,
            owner_ids=owned.ids,
            owner_words=owned.words,
            due=due,
            day=day,
            status=status,
            open=is_open,
            late=late,
            high=get("priority") == Priority.HIGH,
            task=get("kind") == ActionKind.TASK,
            meeting=meeting,
            meeting_day=meeting_day,
            gaps=self._gaps(action, owned, day) if is_open else (),
            slips=slips,
            closed_on=str(get("closed_on") or ""),
            assignee=self._assignee(action),
            place=f"{not is_open:d}{not late:d}{day}{reference}",
            given_on=str(get("given_on") or ""),
            due_today=is_open and day == self._today,
        )

    def _due(self, action: Action, raw: object) -> tuple[str, str]:
        """As shown, and the day that counts."""
        if raw is None:
            return ("", NO_DAY)
        if raw in self._words:
            day = self._rules.day(action)
            return (self._words[str(raw)], day.isoformat() if day else NO_DAY)
        shown = self._days.get(str(raw))
        if shown is None:
            due = action.due
            shown = self._days[str(raw)] = short_day(due) if isinstance(due, date) else ""
        return (shown, str(raw)) if shown else ("", NO_DAY)

    def _is_late(self, action: Action, day: str) -> bool:
        """A day before today is late, unless it is that of a meeting which was not held."""
        return day < self._today and (day == action.row.get("due") or self._rules.overdue(action))

    def _gaps(self, action: Action, owned: Owned, day: str) -> tuple[Gap, ...]:
        named = owned.ids and not action.row.get("owner_text")
        if day != NO_DAY and named and self._rules.left.isdisjoint(owned.ids):
            return ()
        return self._rules.gaps(action)

    def _owned_by(self, action: Action) -> Owned:
        if action.row.get("all"):
            return self._everybody
        ids = action.owners
        if ids not in self._owners:
            self._owners[ids] = self._named(ids)
        owned = self._owners[ids]
        if not action.row.get("owner_text"):
            return owned
        unknown = [f"{name}?" for name in strangers(self._state, action)]
        shown = ", ".join(filter(None, (owned.shown, *unknown)))
        return Owned(owned.ids, shown, fold(" ".join((owned.words, *unknown))))

    def _named(self, ids: tuple[str, ...]) -> Owned:
        owners = in_protocol_order(self._state, ids)
        shown = ", ".join(owner.acronym or owner.name for owner in owners)
        words = fold(" ".join(f"{owner.acronym} {owner.name}" for owner in owners))
        return Owned(tuple(owner.id for owner in owners), shown, words)

    def _meeting(self, id: str | None) -> tuple[str, str]:
        if id not in self._meetings:
            meeting = self._state.get(Meeting, id)
            day = meeting.date.isoformat() if meeting and meeting.date else ""
            self._meetings[id] = (self._named_meeting(meeting) if meeting else "", day)
        return self._meetings[id]

    def _named_meeting(self, meeting: Meeting) -> str:
        if self._numbered is None:
            self._numbered = Counter(one.reference for one in self._state.all(Meeting))
        shared = meeting.reference and self._numbered[meeting.reference] > 1
        return shown_name(self._state, meeting) if shared else short_name(meeting)

    def _assignee(self, action: Action) -> str:
        person = self._state.get(Person, str(action.row.get("person"))) if action.row.get("person") else None
        return action.assignee or (person.name if person else "")
