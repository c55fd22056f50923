"""A file that is one meeting: its title, group and date, and the labelled lines about it."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from ictwg.domain.text import fold
from ictwg.imports.dates import (
    clocks,
    date_in_path,
    date_spelled,
    find_date,
    find_dates,
    impossible_day,
    without_clocks,
    without_dates,
)
from ictwg.imports.doubts import NO_DAY, DoubtKind
from ictwg.imports.foreign_minutes.inline import labelled, lines_of, plain
from ictwg.imports.foreign_minutes.titles import MINUTES_WORDS, day_of, group_in
from ictwg.imports.foreign_minutes.words import Sense, label_of, spelled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ictwg.imports.doubts import Doubts
    from ictwg.imports.foreign_minutes.blocks import Front, SourceBlock
    from ictwg.imports.foreign_minutes.model import ReadFact, ReadMeeting
    from ictwg.imports.foreign_minutes.sections import SourceSection


_OPENING = 600


_LABELS_ABOVE = 2
"""Rows of a table that has its labels above their values."""


_LONGEST_TITLE = 120


_FIRST_BLOCKS = 4


class Single(NamedTuple):
    group: str
    title: str
    date: date | None
    opening: list[SourceBlock]
    sections: list[SourceSection]


def single_meeting(root: SourceSection, front: Front, path: str, doubts: Doubts) -> Single:
    titles = _titles(root)
    opening, sections = _opened(root, titles)
    first, titled = _first_lines(root)
    shown = " – ".join(section.title for section in titles) or front.get("title") or titled
    day = _date_of(root, titles, front, path, opening, doubts)
    group = next(filter(None, (group_in(section.title) for section in titles)), "") if titles else first
    return Single(group or group_in(front.get("title")), shown, day, opening, sections)


def _titles(root: SourceSection) -> list[SourceSection]:
    """The first heading and, where all else stands under it, a second one: "Water Council", "Minutes, 3 May"."""
    title = _title_section(root)
    if title is None:
        return []
    inner = title.children[0] if len(title.children) == 1 and len(root.children) == 1 else None
    if inner is None or not inner.title or any(block.kind != "rule" for block in title.blocks):
        return [title]
    if inner.sense is Sense.NOTES or (inner.sense is None and (day_of(inner.title) or not group_in(inner.title))):
        return [title, inner]
    return [title]


def _title_section(root: SourceSection) -> SourceSection | None:
    """The first heading, unless it is a part of minutes (a heading "Minutes" is the title of all)."""
    tops = [child for child in root.children if child.title]
    if not tops or tops[0].sense not in {None, Sense.NOTES}:
        return None
    return tops[0]


def _opened(root: SourceSection, titles: list[SourceSection]) -> tuple[list[SourceBlock], list[SourceSection]]:
    if not titles:
        return root.blocks, root.children
    before = root.children[: root.children.index(titles[0])]
    after = root.children[len(before) + 1 :]
    lead = [block for section in [*before, *titles] for block in section.blocks]
    return [*root.blocks, *lead], [*titles[-1].children, *after]


def _first_lines(root: SourceSection) -> tuple[str, str]:
    """Group and title of minutes that open with plain lines instead of a heading."""
    first = next((block.text for block in root.blocks if block.kind == "paragraph"), "")
    lines = [plain(line) for line, _ in lines_of(first[:_OPENING])][:3]
    title = next((line for line in lines if find_date(line) or MINUTES_WORDS.search(fold(line))), "")
    if not title or len(title) > _LONGEST_TITLE:
        return "", ""
    return group_in(lines[0]) if len(lines[0]) <= _LONGEST_TITLE else "", title


class DatedLine(NamedTuple):
    """A day, and the line that says it; 0 for the file's name."""

    date: date
    line: int
    text: str


def _date_of(
    root: SourceSection,
    titles: list[SourceSection],
    front: Front,
    path: str,
    opening: list[SourceBlock],
    doubts: Doubts,
) -> date | None:
    """Heading, label, front matter, another heading, the opening's text, the file's name: in this order.

    Where the first of those and the name say different days, that is a doubt.
    """
    blocks = [block for section in root.walk() if section.sense is not Sense.NEXT for block in section.blocks]
    said = [*_titled_dates(titles), *_labelled_dates(opening), *_front_dates(front)]
    named = date_in_path(path)
    untrue = _impossible(titles, opening) if not said else None
    if untrue is not None:
        doubts.ask(DoubtKind.NO_SUCH_DAY, untrue[0], untrue[1], named.isoformat() if named else NO_DAY)
    elif not said:
        other = _heading_date(root) or next(_labelled_dates(blocks[:12]), None)
        other = other or _text_date(opening) or _text_date(blocks)
        said = [other] if other else []
    if named:
        said.append(DatedLine(named, 0, re.split(r"[\\/]", path)[-1]))
    days = list(dict.fromkeys(one.date for one in said))
    if len(days) < 2:  # noqa: PLR2004 - nobody contradicts
        return days[0] if days else None
    text = " / ".join(dict.fromkeys(one.text for one in said))
    line = next((one.line for one in said if one.line), 0)
    return date.fromisoformat(doubts.ask(DoubtKind.TWO_DATES, line, text, *(day.isoformat() for day in days)))


def _impossible(titles: list[SourceSection], opening: list[SourceBlock]) -> tuple[int, str] | None:
    """The line of a title or label that gives a day which does not exist."""
    told = [(section.line + 1, section.title) for section in titles]
    for block in opening:
        told += [(block.start + 1, f"{label}: {plain(text)}") for label, text in _labelled_texts(block)]
    return next((one for one in told if impossible_day(one[1])), None)


def _titled_dates(titles: list[SourceSection]) -> Iterator[DatedLine]:
    for section in titles:
        if found := day_of(section.title):
            yield DatedLine(found.date, section.line + 1, section.title)
            return


def _front_dates(front: Front) -> Iterator[DatedLine]:
    for value in (front.get("date", "data", "tanggal"), front.get("title")):
        if found := find_date(value):
            yield DatedLine(found.date, 1, value)
            return


def _labelled_dates(blocks: list[SourceBlock]) -> Iterator[DatedLine]:
    """The day of the first labelled line that has one."""
    for block in blocks:
        for label, text in _labelled_texts(block):
            if label_of(label) in {Sense.DATE, Sense.TIME} and (found := find_date(plain(text))):
                yield DatedLine(found.date, block.start + 1, f"{label}: {plain(text)}")
                return


def _labelled_texts(block: SourceBlock) -> Iterator[tuple[str, str]]:
    if block.kind == "table":
        yield from ((plain(row[0]).strip(" :"), row[1]) for row in block.rows if len(row) > 1)
        yield from (
            zip(map(plain, block.rows[0]), block.rows[1], strict=False) if len(block.rows) == _LABELS_ABOVE else ()
        )
    for text in [block.text] if block.kind == "paragraph" else [item.head for item in block.children]:
        for line, _ in lines_of(text[:2000]):
            yield from labelled(line)


def _heading_date(root: SourceSection) -> DatedLine | None:
    for section in root.walk():
        if section.sense is None and (found := day_of(section.title)):
            return DatedLine(found.date, section.line + 1, section.title)
    return None


def _text_date(opening: list[SourceBlock]) -> DatedLine | None:
    for block in opening[:_FIRST_BLOCKS]:
        if block.kind != "paragraph":
            continue
        found = find_date(plain(block.text[:400]))
        day = found.date if found else date_spelled(plain(block.text[:400]))
        if day:
            return DatedLine(day, block.start + 1, plain(block.text[:_LONGEST_TITLE]))
    return None


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
