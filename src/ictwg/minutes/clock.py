"""The clock of a meeting: what an item has taken of the minutes it was given, and how late the meeting will end."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ictwg.domain.agenda import agenda_of
from ictwg.locales import t

if TYPE_CHECKING:
    from datetime import time

    from ictwg.domain.records import AgendaItem, Meeting
    from ictwg.domain.state import State


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
    return Pace(lines[at].number if lines else "", spent, item.minutes_allotted, _late(meeting, now, left + to_come))


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
