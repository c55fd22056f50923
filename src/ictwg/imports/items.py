"""The items and facts of imported meetings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from ictwg.domain.clock_words import clocks, without_clocks
from ictwg.domain.text import fold
from ictwg.domain.values import EntryType
from ictwg.imports.foreign_minutes.model import ReadFact, ReadItem, ReadMeeting
from ictwg.imports.foreign_minutes.words import WORDS, Sense
from ictwg.sentences.dates import find_dates, without_dates
from ictwg.sources.inline import plain

UNTITLED = "–"
_LAST_FIGURES = re.compile(r"\d+(?=\D*$)")

_TIMED = {Sense.DATE, Sense.TIME, Sense.START, Sense.END, Sense.NEXT}
_BETWEEN = frozenset(WORDS["people"]["between hours"])
_SIGNS = re.compile(r"[^\w']+")


def opening_of(items: Sequence[ReadItem]) -> tuple[str, ...]:
    """What is told above the item that has the number one: an item of its own would put all others one further."""
    counted = len(items) > 1 and items[1].number.strip(" .)") == "1"
    if not counted or items[0].title or any(entry.type is not EntryType.NOTE for entry in items[0].entries):
        return ()
    return tuple(entry.text for entry in items[0].entries)


def in_place(items: Sequence[ReadItem]) -> tuple[ReadItem, ...]:
    """The items but for the opening, each below the one whose number its own begins with: "2.1" below "2"."""
    depths: dict[str, int] = {}
    placed: list[ReadItem] = []
    for item in items[1:] if opening_of(items) else items:
        above, point, _ = item.number.strip(" .)").rpartition(".")
        depth = max(item.depth, depths[above] + 1) if point and above in depths else item.depth
        depths[item.number.strip(" .)")] = depth
        placed.append(replace(item, depth=depth))
    return tuple(placed)


def titles_of(items: Sequence[ReadItem]) -> tuple[str, ...]:
    """A title each. "1. Welcome" is the first item, "Welcome"; "100 days plan" keeps its figure.

    A figure counts where half of the items at its depth have one, and it is not far beyond their number.
    """
    depths = {item.depth for item in items}
    beside = {depth: [item for item in items if item.depth == depth and item.title] for depth in depths}
    return tuple(_title(item, beside[item.depth]) for item in items)


def _title(item: ReadItem, beside: Sequence[ReadItem]) -> str:
    if item.title and item.number and _counts(item.number, beside):
        return item.title
    return " ".join(filter(None, (item.number, item.title))) or UNTITLED


def _counts(number: str, beside: Sequence[ReadItem]) -> bool:
    figures = _LAST_FIGURES.search(number)
    if figures is None:
        return True  # "IV": only with its point it is a number
    numbered = sum(bool(one.number) for one in beside)
    return numbered * 2 >= len(beside) and int(figures[0]) <= 2 * len(beside) + 1


def is_said(fact: ReadFact, meeting: ReadMeeting) -> bool:
    """Whether date, place, times, chair and minute-taker of the meeting leave no word of the line untold."""
    text = plain(fact.text)
    named: dict[str, str] = {Sense.CHAIR: meeting.chair, Sense.SCRIBE: meeting.minute_taker}
    if fact.sense == Sense.PLACE:
        return text == meeting.place
    if fact.sense in named:
        return _is_called(text, named[fact.sense])
    day = meeting.next_meeting if fact.sense == Sense.NEXT else meeting.date
    return fact.sense in _TIMED and _is_only_when(text, meeting, day)


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
