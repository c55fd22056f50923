"""What calendars and address books take in, beside the blocks that say the same on a page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ictwg.domain.schema import Record
    from ictwg.domain.state import State


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """A meeting, or a day on which something is due.

    Attributes:
        uid: As `uid_of` makes it.
        changed: When its day, time, place or state was changed last, of what these readers see.
        ends_on: The last day; None for the same.
        start: In `zone`; None for the whole day.
        busy: Whether who takes part has no time for others.
    """

    uid: str
    title: str
    changed: datetime
    day: date
    ends_on: date | None = None
    start: time | None = None
    end: time | None = None
    zone: str = ""
    place: str = ""
    cancelled: bool = False
    busy: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """A person as an address book has them."""

    uid: str
    name: str
    organization: str = ""
    position: str = ""
    phone: str = ""
    email: str = ""


def uid_of(state: State, record: Record, *part: str) -> str:
    """The same whenever it is written, so that an entry is changed and none added; of no computer and no person."""
    return f"{'-'.join((record.id, *part))}@{state.db}".lower()
