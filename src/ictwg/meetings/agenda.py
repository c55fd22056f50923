"""The agenda of a meeting: what is on it, in which order, and whether it fits into the time, planned and running."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import time
from typing import NamedTuple, Protocol

from ictwg.domain.agenda import NumberedItem, agenda_of, on_one_agenda, parked
from ictwg.domain.calendar import short_day
from ictwg.domain.changes import Changes, Edit
from ictwg.domain.periods import Begins, clock_times, minutes_between
from ictwg.domain.records import AgendaItem, Meeting, Organization
from ictwg.domain.schema import Setting
from ictwg.domain.state import State
from ictwg.domain.tree import level_of
from ictwg.domain.values import ItemKind
from ictwg.locales import t
from ictwg.meetings.editions import shown_from
from ictwg.records.record_rows import Move, moved

BEGINS = (ItemKind.OPENING, ItemKind.ADOPTION_OF_AGENDA)
"""Behind these nobody puts a topic: the cursor stands there because an agenda begins with them."""

ENDS = (ItemKind.ANY_OTHER_BUSINESS, ItemKind.NEXT_MEETING, ItemKind.CLOSING)


class AgendaLine(NamedTuple):
    """An item as the agenda shows it; `number` is as printed, such as `5.2`, `starts` by the plan."""

    item: AgendaItem
    number: str
    depth: int
    title: str
    presenter: str
    minutes: int | None
    starts: Begins | None = None

    @property
    def id(self) -> str:
        return self.item.id


class Agenda(NamedTuple):
    """Minutes allotted to all items, against the time available (None where start or end is open)."""

    lines: tuple[AgendaLine, ...]
    allotted: int
    available: int | None

    @property
    def over(self) -> int:
        """By how many minutes it is too long."""
        return 0 if self.available is None else max(0, self.allotted - self.available)


def agenda(state: State, meeting: Meeting) -> Agenda:
    state, meeting = shown_from(state, meeting)
    lines = timed(meeting, tuple(map(_line, agenda_of(state, meeting))))
    return Agenda(lines, sum(line.minutes or 0 for line in lines), _available(meeting))


def timed(meeting: Meeting, lines: tuple[AgendaLine, ...]) -> tuple[AgendaLine, ...]:
    """With the time at which each begins; one with items under it takes as long as they do."""
    begins = clock_times(meeting.start, planned_minutes((line.depth, line.minutes) for line in lines))
    return tuple(line._replace(starts=starts) for line, starts in zip(lines, begins, strict=True))


def planned_minutes(lines: Iterable[tuple[int, int | None]]) -> tuple[int | None, ...]:
    """Of (depth, minutes) the minutes of each; none where they are given to what stands under it."""
    listed = tuple(lines)
    following = (*(depth for depth, _ in listed[1:]), 0)
    return tuple(
        0 if minutes is None and after > depth else minutes
        for (depth, minutes), after in zip(listed, following, strict=False)
    )


def parking_lot(state: State) -> tuple[AgendaLine, ...]:
    """Topics that wait for a meeting."""
    return tuple(_line(NumberedItem(item, str(place), 0)) for place, item in enumerate(parked(state), 1))


def asked_words(state: State, item: AgendaItem) -> str:
    """`asked by MoJ on 3 Mar 2010`; empty where nobody is known to have."""
    home = state.get(Organization, item.asked_by)
    day = short_day(item.asked_on)
    return t("agenda_call.asked_by", who=home.acronym or home.name, day=day) if home is not None else ""


def add_item(
    state: State, meeting: Meeting | None, title: str, *settings: Setting, after: AgendaItem | None = None
) -> Changes:
    """A new item behind `after`; else the last before any other business. Without a meeting it is parked."""
    after = None if after is not None and after.kind in BEGINS else after
    group = _level(state, meeting, after)
    at = group.index(after) + 1 if after in group else before_ends(group)
    id, edit = state.new_id(), Edit("verbs.created", title)
    order = edit.room(group, at)
    place = (AgendaItem.meeting(meeting.id if meeting else None), AgendaItem.order(order))
    parent = AgendaItem.parent(after.parent if after is not None and after in group else None)
    said = (AgendaItem.title(title), *place, parent, *lateness_on(meeting))
    return edit.create(AgendaItem, id, *said, *settings).done()


def lateness_on(meeting: Meeting | None) -> tuple[Setting, ...]:
    """What is put on an agenda that has gone out is late, and is marked so on screen and paper."""
    return (AgendaItem.late(True),) if meeting is not None and meeting.agenda_circulated else ()


def move(state: State, item: AgendaItem, how: Move) -> Changes:
    """Among the items of its meeting, or of the parking lot; nothing where there is no such place."""
    return moved(AgendaItem.parent, on_one_agenda(state, item), item, how)


def remove_item(state: State, item: AgendaItem) -> Changes:
    """Into the trash; what stood under it moves up to its level."""
    edit = Edit("verbs.removed", item.title, item)
    for child in state.linked(AgendaItem, AgendaItem.parent, item.id):
        edit.update(child, AgendaItem.parent(item.parent))
    return edit.remove(item).done()


def park(state: State, item: AgendaItem) -> Changes:
    """Off the agenda, to wait for a meeting."""
    group, meeting = parked(state), state.get(Meeting, item.meeting)
    waits = (AgendaItem.meeting(None), AgendaItem.parent(None), AgendaItem.series(meeting.series if meeting else ""))
    return _moved(item, group, len(group), *waits, AgendaItem.late.clear, verb="verbs.parked")


def take_up(state: State, item: AgendaItem, meeting: Meeting) -> Changes:
    """From the parking lot, or from another meeting, onto this agenda."""
    group = _level(state, meeting, None)
    place = (AgendaItem.meeting(meeting.id), AgendaItem.parent(None), *lateness_on(meeting))
    return _moved(item, group, before_ends(group), *place, verb="verbs.taken_up")


def _line(numbered: NumberedItem) -> AgendaLine:
    item = numbered.item
    return AgendaLine(item, numbered.printed, numbered.depth, item.title, item.presenter, item.minutes_allotted)


def _available(meeting: Meeting) -> int | None:
    if meeting.start is None or meeting.end is None:
        return None
    return minutes_between(meeting.start, meeting.end) or None


def _level(state: State, meeting: Meeting | None, beside: AgendaItem | None) -> tuple[AgendaItem, ...]:
    if beside is not None:
        return tuple(level_of(AgendaItem.parent, on_one_agenda(state, beside), beside))
    if meeting is None:
        return parked(state)
    return tuple(line.item for line in agenda_of(state, meeting) if line.depth == 0)


class HasKind(Protocol):
    @property
    def kind(self) -> ItemKind: ...


def before_ends(group: Sequence[HasKind]) -> int:
    """Behind the last item that is not one of those that end every meeting."""
    at = len(group)
    while at and group[at - 1].kind in ENDS:
        at -= 1
    return at


def _moved(
    item: AgendaItem, others: Sequence[AgendaItem], at: int, *settings: Setting, verb: str = "verbs.moved"
) -> Changes:
    edit = Edit(verb, item.title, item)
    return edit.update(item, AgendaItem.order(edit.room(others, at)), *settings).done()


WORTH_SAYING = 5
"""Minutes by which a meeting is behind before it is said."""


class Pace(NamedTuple):
    """All in minutes.

    Attributes:
        number: The item's, as read out.
        allotted: None where the item was given no time.
        behind: By how much the meeting will end late if the rest takes the time that it was given.
    """

    number: str
    spent: int
    allotted: int | None
    behind: int

    @property
    def over(self) -> int:
        """By how much the item has taken too long."""
        return max(0, self.spent - self.allotted) if self.allotted else 0

    @property
    def warns(self) -> bool:
        return bool(self.over) or self.behind >= WORTH_SAYING

    def words(self, *, short: bool = False) -> str:
        """`item 3 · 12 of 15 min · meeting 20 min behind`."""
        parts = [t("minutes_screen.pace.item", number=self.number)] if not short else []
        parts.append(self._spent())
        if self.behind >= WORTH_SAYING:
            key = "minutes_screen.pace.behind_short" if short else "minutes_screen.pace.behind"
            parts.append(t(key, minutes=self.behind))
        return " · ".join(parts)

    def _spent(self) -> str:
        if not self.allotted:
            return t("minutes_screen.pace.spent", minutes=self.spent)
        key = "minutes_screen.pace.over" if self.over else "minutes_screen.pace.of"
        return t(key, spent=self.spent, allotted=self.allotted, over=self.over)


def pace(state: State, meeting: Meeting, item: AgendaItem, spent: int, now: time) -> Pace:
    """Args: spent: The minutes that the item has taken until now."""
    lines = agenda_of(state, meeting)
    at = next((place for place, line in enumerate(lines) if line.item.id == item.id), 0)
    to_come = sum(line.item.minutes_allotted or 0 for line in lines[at + 1 :])
    left = max(0, (item.minutes_allotted or 0) - spent)
    return Pace(lines[at].spoken if lines else "", spent, item.minutes_allotted, _late(meeting, now, left + to_come))


def _late(meeting: Meeting, now: time, minutes: int) -> int:
    """How many minutes behind its planned end a meeting ends that still needs so many; 0 where none is planned."""
    if meeting.start is None or meeting.end is None:
        return 0
    start = _of_day(meeting.start)
    past, end = ((_of_day(at) - start) % _DAY for at in (now, meeting.end))
    return max(0, past + minutes - end) if past < _HALF_A_DAY else 0


_DAY = 24 * 60

_HALF_A_DAY = 12 * 60
"""Longer before or behind its beginning no meeting goes on."""


def _of_day(at: time) -> int:
    return at.hour * 60 + at.minute
