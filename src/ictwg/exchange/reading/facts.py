"""Which labelled lines about a meeting ("Date: …", "Time: …") its own fields say in full."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ictwg.domain.text import fold
from ictwg.exchange.reading.clock import clocks, without_clocks
from ictwg.exchange.reading.dates import find_dates, without_dates
from ictwg.exchange.reading.inline import plain
from ictwg.exchange.reading.words import Sense, spelled

if TYPE_CHECKING:
    from datetime import date

    from ictwg.exchange.reading.model import ReadFact, ReadMeeting

_TIMED = {Sense.DATE, Sense.TIME, Sense.START, Sense.END, Sense.NEXT}
_BETWEEN = spelled("from to until till at on and h hrs hours das as ate pukul jam sampai oras husi to'o too d a e")
_SIGNS = re.compile(r"[^\w']+")


def is_said(fact: ReadFact, meeting: ReadMeeting) -> bool:
    """Whether date, place, times, chair and minute-taker of the meeting leave no word of the line untold."""
    text = plain(fact.text)
    match fact.sense:
        case Sense.PLACE:
            return text == meeting.place
        case Sense.CHAIR:
            return _is_called(text, meeting.chair)
        case Sense.SCRIBE:
            return _is_called(text, meeting.minute_taker)
        case _ if fact.sense in _TIMED:
            return _is_only_when(text, meeting, meeting.next_meeting if fact.sense == Sense.NEXT else meeting.date)
    return False


def _is_called(text: str, name: str) -> bool:
    """Whether the words are the name, or a shorter form of it: "João", "R. Sá"."""
    parts = [part.strip(".") for part in text.split()]
    return text == name or all(any(one.startswith(part) for one in name.split()) for part in parts)


def is_next_meeting(text: str, meeting: ReadMeeting) -> bool:
    """Whether a line is the day of the next meeting and nothing else."""
    said = plain(text)
    return not clocks(said) and _is_only_when(said, meeting, meeting.next_meeting)


def _is_only_when(text: str, meeting: ReadMeeting, day: date | None) -> bool:
    """Whether the line is a day and times that the meeting has, and nothing else."""
    days = {found.date for found in find_dates(text)}
    times = set(clocks(text))
    if not days | times or not days <= {day} or not times <= {meeting.start, meeting.end}:
        return False
    return set(_SIGNS.split(fold(without_dates(without_clocks(text))))) <= {"", *_BETWEEN}
