"""Which lines of a file are a meeting, and which file is none.

One meeting a file is the rule. Several are told by dated headings of one level; the headings right below a date
are the groups that met that day when people are named under them and not under the date.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import KW_ONLY, dataclass, field
from typing import TYPE_CHECKING

from ictwg.exchange.reading.dates import without_dates
from ictwg.exchange.reading.doubts import Doubts
from ictwg.exchange.reading.inline import labelled, lines_of
from ictwg.exchange.reading.single import single_meeting
from ictwg.exchange.reading.titles import day_of, group_in
from ictwg.exchange.reading.words import ROLL, Sense, part_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from ictwg.exchange.reading.blocks import Block, Page
    from ictwg.exchange.reading.doubts import Key
    from ictwg.exchange.reading.front import Front
    from ictwg.exchange.reading.sections import Section


@dataclass(slots=True)
class Part:
    """One meeting's share of the tree."""

    group: str
    title: str
    date: date | None
    opening: list[Block]
    sections: list[Section]
    _: KW_ONLY
    start: int = 0
    end: int = 0
    doubts: Doubts = field(default_factory=lambda: Doubts({}))


@dataclass(slots=True)
class Segments:
    parts: list[Part]
    labels: list[str] = field(default_factory=list)
    """Headings above the meetings."""
    lead: list[Block] = field(default_factory=list)
    """What stands before the first meeting; it is kept with that."""
    groups: bool = False
    """Under each date stand the groups that met."""


def segments(root: Section, front: Front, path: str, page: Page, chosen: Mapping[Key, str]) -> Segments:
    last = len(page.lines)
    dated = _dated_level(root)
    found = _several(root, dated) if dated else Segments([])
    if not found.parts:
        doubts = Doubts(chosen, page.origin)
        return Segments([Part(*single_meeting(root, front, path, doubts), end=last, doubts=doubts)])
    for part in found.parts:
        part.doubts = Doubts(chosen, page.origin)
    found.parts[0].opening = [*found.lead, *found.parts[0].opening]
    _set_ends(found.parts, last)
    return found


def _set_ends(parts: list[Part], last: int) -> None:
    for part, after in zip(parts, [*parts[1:], None], strict=True):
        part.end = after.start if after else last
    parts[0].start = 0


# Several meetings.


def _dated_level(root: Section) -> int:
    """The level of headings that are hardly more than a date, where there are several of them."""
    titled = next((s for s in root.walk() if s.title), None)
    title_dated = titled is not None and day_of(titled.title) is not None
    levels: Counter[int] = Counter()
    days: dict[int, set[date]] = {}
    for section in root.walk():
        found = day_of(section.title) if section.title else None
        below_title = title_dated and titled is not None and section.level > titled.level
        if found and section.sense is None and _is_meeting_heading(section, pure=below_title):
            levels[section.level] += 1
            days.setdefault(section.level, set()).add(found.date)
    return next((level for level in sorted(levels) if len(days[level]) > 1 or _one_of_groups(root, level, levels)), 0)


def _one_of_groups(root: Section, level: int, levels: Counter[int]) -> bool:
    """A single date over several groups."""
    if levels[level] != 1:
        return False
    day = next(s for s in root.walk() if s.level == level and s.sense is None and day_of(s.title))
    return _holds_groups(day) and sum(names_people(child.blocks, child.children) for child in day.children) > 1


_MOST_WORDS = 5


def _is_meeting_heading(section: Section, *, pure: bool) -> bool:
    """Hardly more than a date; under a dated title nothing more."""
    if part_of(without_dates(section.title)) is Sense.NEXT:
        return False
    return len(group_in(section.title).split()) <= (0 if pure else _MOST_WORDS)


def _several(root: Section, level: int) -> Segments:
    days = [section for section in root.walk() if _is_day(section, level)]
    found = Segments([], groups=any(map(_holds_groups, days)))
    _collect(root, level, "", found)
    return found


def _is_day(section: Section, level: int) -> bool:
    return section.level == level and section.sense is None and day_of(section.title) is not None


def _collect(section: Section, level: int, group: str, found: Segments) -> None:
    if _is_day(section, level):
        _day(section, group, found)
        return
    if section.title:
        found.labels.append(section.title)
        group = group_in(section.title) or group
    found.lead.extend(block for block in section.blocks if block.kind != "rule")
    for child in section.children:
        if child.level <= level or any(_is_day(inner, level) for inner in child.walk()):
            _collect(child, level, group, found)
        elif found.parts:
            found.parts[-1].sections.append(child)
        else:
            found.labels.extend(inner.title for inner in child.walk())
            found.lead.extend(block for inner in child.walk() for block in inner.blocks)


def _day(section: Section, group: str, found: Segments) -> None:
    if not section.blocks and not section.children:
        found.labels.append(section.title)
        return
    said = day_of(section.title)
    day = said.date if said else None
    if not (_holds_groups(section) or (found.groups and _only_topics(section))):
        own = without_dates(group_in(section.title)) or group
        found.parts.append(Part(own, section.title, day, section.blocks, section.children, start=section.line))
        return
    found.labels.append(section.title)
    found.parts.extend(
        Part(child.title, child.title, day, child.blocks, child.children, start=child.line)
        for child in section.children
    )


def _holds_groups(section: Section) -> bool:
    """Under the date nothing but headings, none of them a part of minutes, and people below at least one."""
    return _only_topics(section) and (
        any(names_people(child.blocks, child.children) for child in section.children)
        or all(_is_stub(child) for child in section.children)
    )


def _only_topics(section: Section) -> bool:
    if any(block.kind != "rule" for block in section.blocks):
        return False
    return bool(section.children) and all(child.sense is None and child.title for child in section.children)


def names_people(blocks: Sequence[Block], sections: Sequence[Section]) -> bool:
    """Whether there is a roll: a section of one, or a labelled line."""
    if any(inner.sense in ROLL for section in sections for inner in section.walk()):
        return True
    return any(part_of(label) in ROLL for label in _labels(blocks))


def _is_stub(section: Section) -> bool:
    """A group that did not meet, or of which nobody wrote."""
    return not section.children and len(section.blocks) <= 1


def _labels(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        lines = [block.text] if block.kind == "paragraph" else [item.head for item in block.children]
        for text in lines:
            for line, _ in lines_of(text[:2000]):
                yield from (found.label for found in labelled(line))
