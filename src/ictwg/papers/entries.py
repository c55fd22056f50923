"""What calendars and address books take in, beside the blocks that say the same on a page; and their seal."""

from __future__ import annotations

import hashlib
import re
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
    uid: str
    name: str
    organization: str = ""
    position: str = ""
    phone: str = ""
    email: str = ""


def uid_of(state: State, record: Record, *part: str) -> str:
    """The same whenever it is written, so that an entry is changed and none added; of no computer and no person."""
    return f"{'-'.join((record.id, *part))}@{state.db}".lower()


SEAL, UNSEALED = "X-SHA256", "0" * 64
_SEAL = re.compile(rf"^({SEAL}:)([0-9a-f]{{64}})(?=\r$)".encode(), re.MULTILINE)


def sealed(data: bytes) -> bytes:
    """With the digest in the line that `UNSEALED` holds free."""
    return _SEAL.sub(rb"\g<1>" + _digest(data), data, count=1)


def is_ours(data: bytes) -> bool:
    found = _SEAL.search(data)
    return found is not None and found[2] == _digest(data)


def _digest(data: bytes) -> bytes:
    blank = _SEAL.sub(rb"\g<1>" + UNSEALED.encode(), data, count=1)
    return hashlib.sha256(blank).hexdigest().encode()
