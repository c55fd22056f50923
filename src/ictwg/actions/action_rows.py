"""Actions as the lines of a list, made once and kept while they do not change; their keyed words and headings."""

from __future__ import annotations

import operator
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from functools import partial
from operator import attrgetter
from typing import Any, NamedTuple

from ictwg.domain.calendar import short_day
from ictwg.domain.overdue import Deadlines, Gap, is_slip
from ictwg.domain.records import Action, Decision, DueChange, Group, Meeting, Membership, Organization, Person
from ictwg.domain.roster import in_protocol_order, invited, invited_words, is_invited, protocol, said_owners, strangers
from ictwg.domain.schema import Record
from ictwg.domain.state import State
from ictwg.domain.text import fold
from ictwg.domain.values import CLOSED, ActionKind, ActionStatus, DueWord, Priority
from ictwg.domain.worked_out import Following, OnePerState
from ictwg.locales import language, t
from ictwg.records import filter_words
from ictwg.records.filter_words import NONE, FilterKey, Test, day_meant, equal, spaced, span
from ictwg.records.lookup import Lookup, named_like, nearest, short_name, shown_name
from ictwg.records.selection import MEETING


class ActionTable:
    """The rows of one state over time."""

    def __init__(self, state: State) -> None:
        self.state = state
        self._moment: tuple[int, date | None, str] = (-1, None, "")
        self._ground: tuple[Any, ...] = ()
        self._made: Following[Action, ActionRow]
        self._slips = Following(state, DueChange, lambda change: change.action if is_slip(change) else None)
        self._rows: tuple[ActionRow, ...] = ()
        self._references = tuple(Following(state, kind, _reference) for kind in (Action, Decision))
        self._shared: tuple[int, frozenset[str]] = -1, frozenset()

    def rows(self, today: date) -> tuple[ActionRow, ...]:
        """Every action and task: the overdue first, then by day and reference."""
        moment = (self.state.version, today, language())
        if moment != self._moment:
            if self._has_new_ground() or self._moment[1:] != moment[1:]:
                self._made = Following(self.state, Action, RowMaker(self.state, today).row)
            self._moment = moment
            slips = Counter(self._slips.values().values())
            made = self._made.values().values()
            counted = (row._replace(slips=slips[row.id]) if row.id in slips else row for row in made)
            self._rows = tuple(self._told_apart(sorted(counted, key=_PLACE)))
        return self._rows

    def shared_references(self) -> frozenset[str]:
        """What more than one action carries, or more than one decision."""
        if self._shared[0] != self.state.version:
            carried = (Counter(following.values().values()) for following in self._references)
            shared = frozenset(reference for one in carried for reference, n in one.items() if reference and n > 1)
            self._shared = self.state.version, shared
        return self._shared[1]

    def _has_new_ground(self) -> bool:
        """Whether what all rows stand on has changed."""
        before = self._ground
        self._ground = tuple(self.state.all(kind) for kind in (Organization, Membership, Meeting, Person, Group))
        return not before or any(a is not b for a, b in zip(before, self._ground, strict=True))

    def _told_apart(self, rows: list[ActionRow]) -> Iterable[ActionRow]:
        """Where two carry one reference, each shows two characters of its own id (STORE.md §2)."""
        shared = self.shared_references()
        return (_marked(row) if row.reference in shared else row for row in rows) if shared else rows


_PLACE = attrgetter("place", "id")


def _reference(record: Record) -> str:
    return str(record.row.get(Action.reference.name) or "")


def _marked(row: ActionRow) -> ActionRow:
    return row._replace(reference=f"{row.reference}·{row.action[-2:].lower()}")


table_of = OnePerState(ActionTable)
"""The one that all screens of a state share."""

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
    closed_on: str
    assignee: str
    place: str
    slips: int = 0
    given_on: str = ""
    meeting_id: str | None = None
    due_today: bool = False
    invited: bool = False

    @property
    def owned_by(self) -> tuple[tuple[str, ...], str]:
        """The owners' ids and words."""
        return self.owner_ids, self.owner_words

    @property
    def said_on(self) -> str:
        """The day of its meeting, else the one on which it was given."""
        return self.meeting_day or self.given_on

    @property
    def searchable(self) -> str:
        """All the text in which the free words of a filter look."""
        return f"{self.reference} {self.text} {self.owners} {self.due} {self.meeting} {self.assignee} {self.status}"


class ActionOwners(NamedTuple):
    ids: tuple[str, ...]
    shown: str
    words: str


class RowMaker:
    """As of one day, in one language, over one state of organizations, meetings and people."""

    def __init__(self, state: State, today: date) -> None:
        self._state = state
        self._today = today.isoformat()
        self._rules = Deadlines(state, today)
        self._owners: dict[tuple[str, ...], ActionOwners] = {}
        self._meetings: dict[str | None, tuple[str, str]] = {None: ("", "")}
        self._numbered: Counter[str] | None = None
        self._days: dict[str, str] = {}
        self._everybody = ActionOwners((), t("meetings.all_members"), fold(t("meetings.all_members")) + EVERYBODY)
        self._words = {str(word): t(f"choices.due.{word}") for word in DueWord}

    def row(self, action: Action) -> ActionRow:
        get, id = action.row.get, action.id
        status, is_open = _STATUSES.get(str(get("status")), _OPEN)
        due, day = self._due(action, get("due"))
        owned = self._owned_by(action)
        meeting, meeting_day = self._meeting(action.meeting)
        # A day before today is late, unless it is that of a meeting which was not held.
        past = is_open and day < self._today
        asked = is_invited(self._state, action)
        late = past and not asked and (day == get("due") or self._rules.overdue(action))
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
            closed_on=str(get("closed_on") or ""),
            assignee=self._assignee(action),
            place=f"{not is_open:d}{not late:d}{day}{reference}",
            given_on=str(get("given_on") or ""),
            meeting_id=action.meeting,
            due_today=is_open and day == self._today,
            invited=asked,
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

    def _gaps(self, action: Action, owned: ActionOwners, day: str) -> tuple[Gap, ...]:
        named = owned.ids and not action.row.get("owner_text")
        if day != NO_DAY and named and self._rules.left.isdisjoint(owned.ids):
            return ()
        return self._rules.gaps(action)

    def _owned_by(self, action: Action) -> ActionOwners:
        if action.row.get("all"):
            return self._everybody
        ids = action.owners
        if ids not in self._owners:
            self._owners[ids] = self._named(ids)
        owned = self._owners[ids]
        if not action.row.get("owner_text"):
            return owned
        unknown = strangers(self._state, action)
        shown = said_owners(self._state, ids, None, unknown=unknown)
        return ActionOwners(owned.ids, shown, fold(" ".join((owned.words, *(f"{name}?" for name in unknown)))))

    def _named(self, ids: tuple[str, ...]) -> ActionOwners:
        owners = in_protocol_order(self._state, ids)
        shown = said_owners(self._state, ids, None)
        words = fold(" ".join(f"{owner.acronym} {owner.name}" for owner in owners))
        return ActionOwners(tuple(owner.id for owner in owners), shown, words)

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


def readers(lookup: Lookup) -> dict[str, FilterKey]:
    """The keyed words of actions and tasks."""
    owner = _owner(lookup.state)
    return {
        "owner": owner,
        "responsible": owner,
        "by": FilterKey(_assignee),
        MEETING: filter_words.of_target(lookup, Meeting, "meeting_id"),
        "slips": FilterKey(_slips),
        "is": filter_words.one_of(_STATES),
        "due": FilterKey(_due),
        **filter_words.BY_DAY,
    }


def _owner(state: State) -> FilterKey:
    """Of an organization, with what all members owe; `none`: of nobody."""

    def read(value: str, today: date) -> Test | None:  # noqa: ARG001 - the shared signature
        if value.casefold() == NONE:
            return Test("owner_words", operator.not_)
        wanted = spaced(value)
        ids = named_like(state, Organization, wanted) if wanted else frozenset()
        if ids or (wanted and wanted in fold(t("meetings.all_members"))):
            return Test("owned_by", lambda owned: _owes(owned, ids, wanted))
        strange = wanted and any(wanted in fold(one.owner_text) for one in state.all(Action) if one.owner_text)
        return Test("owned_by", lambda owned: wanted in owned[1]) if strange else None

    return FilterKey(read, partial(nearest, state, (Organization,)))


def _owes(owned: tuple[tuple[str, ...], str], ids: frozenset[str], wanted: str) -> bool:
    return not ids.isdisjoint(owned[0]) or wanted in owned[1] or owned[1].endswith(EVERYBODY)


def _assignee(value: str, today: date) -> Test | None:  # noqa: ARG001 - the shared signature
    wanted = fold(value)
    return Test("assignee", lambda assignee: wanted in fold(assignee)) if wanted else None


def _slips(value: str, today: date) -> Test | None:  # noqa: ARG001 - the shared signature
    return Test("slips", lambda slips: slips >= int(value)) if value.isdecimal() else None


def _due(value: str, today: date) -> Test | None:
    word = value.casefold()
    if word == "none":
        return Test("due", operator.not_)
    sign, rest = (word[0], word[1:]) if word[:1] in ("<", ">") else ("", word)
    until = _until(rest, today)
    return Test("day", _within(sign, until, today.isoformat(), exact="-" in rest)) if until else None


def _within(sign: str, until: str, today: str, *, exact: bool) -> Callable[[str], bool]:
    if sign == "<":
        return lambda day: day < until
    if sign == ">":
        return lambda day: until < day < NO_DAY
    return (lambda day: day == until) if exact else (lambda day: today <= day <= until)


def _until(text: str, today: date) -> str:
    """The day that `30d`, `2w`, `1m` or a date means; empty where it means none."""
    days = span(text)
    return day_meant(text, today) if days is None else (today + timedelta(days=days)).isoformat()


_STATES: dict[str, Test] = {
    **filter_words.STANDING,
    "waiting": equal("status", ActionStatus.WAITING),
    "in_progress": equal("status", ActionStatus.IN_PROGRESS),
    "done": equal("status", ActionStatus.DONE),
    "cancelled": equal("status", ActionStatus.CANCELLED),
    "not_followed_up": equal("status", ActionStatus.NOT_FOLLOWED_UP),
    "invited": equal("invited", wanted=True),
    "gaps": Test("gaps", bool),
    "high": equal("high", wanted=True),
    "task": equal("task", wanted=True),
    "action": equal("task", wanted=False),
}

NOBODY = "loose/"
"""The group of what nobody has promised yet."""


class ActionGroup(NamedTuple):
    """Rows under one heading; an action of several owners stands under each, with a row id of its own."""

    id: str
    title: str
    rows: tuple[ActionRow, ...]
    invited: bool = False

    @property
    def heading(self) -> str:
        return invited_words(self.title) if self.invited else self.title

    @property
    def late(self) -> int:
        return sum(row.late for row in self.rows)


def by_organization(state: State, rows: Iterable[ActionRow]) -> tuple[ActionGroup, ...]:
    """All members first, then each organization, then what is nobody's or of somebody not on the register."""
    owned: dict[str, list[ActionRow]] = {}
    loose: dict[str, list[ActionRow]] = {}
    for row in rows:
        if not row.owner_ids:
            loose.setdefault(row.owners, []).append(row)
        for place, owner in enumerate(row.owner_ids):
            owned.setdefault(owner, []).append(row._replace(id=f"{row.action}/{owner}") if place else row)
    found = [organization for id in owned if (organization := state.get(Organization, id))]
    asked = invited(state, owned)
    for id in asked:
        owned[id] = [row._replace(late=False) for row in owned[id]]
    found.sort(key=protocol)
    known = [ActionGroup(o.id, o.acronym or o.name, tuple(owned[o.id]), o.id in asked) for o in found]
    everybody = loose.pop(t("meetings.all_members"), [])
    first = [ActionGroup("all", t("meetings.all_members"), tuple(everybody))] if everybody else []
    return (*first, *known, *_loose(loose))


def by_meeting(rows: Iterable[ActionRow]) -> tuple[ActionGroup, ...]:
    groups: dict[tuple[str, str], list[ActionRow]] = {}
    for row in rows:
        groups.setdefault((row.meeting_day, row.meeting), []).append(row)
    titles = {key: key[1] or t("followup.no_meeting") for key in groups}
    ordered = sorted(groups, reverse=True)
    return tuple(ActionGroup("/".join(key), titles[key], tuple(groups[key])) for key in ordered)


def _loose(groups: Mapping[str, list[ActionRow]]) -> list[ActionGroup]:
    named = sorted(groups, key=lambda owner: (not owner, owner.casefold()))
    return [ActionGroup(NOBODY + name, name or t("followup.nobody"), tuple(groups[name])) for name in named]
