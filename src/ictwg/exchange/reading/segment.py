"""Which lines of a file are a meeting, and which file is none.

One meeting a file is the rule. Several are told by dated headings of one level; the headings right below a date
are the groups that met that day when people are named under them and not under the date.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ictwg.domain.text import fold
from ictwg.exchange.reading.dates import date_in_path, find_date, without_dates
from ictwg.exchange.reading.inline import labelled, lines_of, plain
from ictwg.exchange.reading.sections import Section
from ictwg.exchange.reading.titles import group_in
from ictwg.exchange.reading.words import ROLL, Sense, label_of, part_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from ictwg.exchange.reading.blocks import Block
    from ictwg.exchange.reading.dates import Found
    from ictwg.exchange.reading.front import Front


@dataclass(slots=True)
class Part:
    """One meeting's share of the tree."""

    group: str
    title: str
    date: date | None
    opening: list[Block]
    sections: list[Section]
    start: int = 0
    end: int = 0


@dataclass(slots=True)
class Segments:
    parts: list[Part]
    labels: list[str] = field(default_factory=list)
    """Headings above the meetings."""
    groups: bool = False
    """Under each date stand the groups that met."""


def segments(root: Section, front: Front, path: str, last: int) -> Segments:
    dated = _dated_level(root)
    if dated:
        found = _several(root, dated)
        _set_ends(found.parts, last)
        return found
    part = _single(root, front, path)
    part.end = last
    return Segments([part])


def _set_ends(parts: list[Part], last: int) -> None:
    for part, after in zip(parts, [*parts[1:], None], strict=True):
        part.end = after.start if after else last
    if parts:
        parts[0].start = 0


# Several meetings.


def _dated_level(root: Section) -> int:
    """The level of headings that are hardly more than a date, where there are several of them."""
    titled = next((s for s in root.walk() if s.title), None)
    title_dated = titled is not None and find_date(titled.title) is not None
    levels: Counter[int] = Counter()
    days: dict[int, set[date]] = {}
    for section in root.walk():
        found = find_date(section.title) if section.title else None
        below_title = title_dated and titled is not None and section.level > titled.level
        if found and section.sense is None and _is_meeting_heading(section, pure=below_title):
            levels[section.level] += 1
            days.setdefault(section.level, set()).add(found.date)
    return next((level for level in sorted(levels) if len(days[level]) > 1 or _one_of_groups(root, level, levels)), 0)


def _one_of_groups(root: Section, level: int, levels: Counter[int]) -> bool:
    """A single date over several groups."""
    if levels[level] != 1:
        return False
    day = next(s for s in root.walk() if s.level == level and s.sense is None and find_date(s.title))
    return _holds_groups(day) and sum(_names_people(child) for child in day.children) > 1


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
    return section.level == level and section.sense is None and find_date(section.title) is not None


def _collect(section: Section, level: int, group: str, found: Segments) -> None:
    if _is_day(section, level):
        _day(section, group, found)
        return
    if section.title:
        found.labels.append(section.title)
        group = group_in(section.title) or group
    if section.blocks:
        found.labels.extend(block_text for block in section.blocks if (block_text := _words_of(block)))
    for child in section.children:
        if child.level <= level or any(_is_day(inner, level) for inner in child.walk()):
            _collect(child, level, group, found)
        elif found.parts:
            found.parts[-1].sections.append(child)
        else:
            found.labels.extend(_all_words(child))


def _words_of(block: Block) -> str:
    texts = [block.text, *(cell for row in block.rows for cell in row)]
    stack = list(block.children)
    while stack:
        inner = stack.pop(0)
        texts.extend([inner.marker, inner.text, *(cell for row in inner.rows for cell in row)])
        stack[:0] = inner.children
    return " ".join(filter(None, texts))


def _all_words(section: Section) -> Iterator[str]:
    for inner in section.walk():
        yield inner.title
        yield from map(_words_of, inner.blocks)


def _day(section: Section, group: str, found: Segments) -> None:
    if not section.blocks and not section.children:
        found.labels.append(section.title)
        return
    said = find_date(section.title)
    day = said.date if said else None
    if not (_holds_groups(section) or (found.groups and _only_topics(section))):
        own = without_dates(group_in(section.title)) or group
        found.parts.append(Part(own, section.title, day, section.blocks, section.children, section.line))
        return
    found.labels.append(section.title)
    found.labels.extend(filter(None, map(_words_of, section.blocks)))
    found.parts.extend(
        Part(child.title, child.title, day, child.blocks, child.children, child.line) for child in section.children
    )


def _holds_groups(section: Section) -> bool:
    """Under the date nothing but headings, none of them a part of minutes, and people below at least one."""
    return _only_topics(section) and (any(_names_people(child) for child in section.children) or all(_is_stub(child) for child in section.children))


def _only_topics(section: Section) -> bool:
    if any(block.kind != "rule" for block in section.blocks):
        return False
    return bool(section.children) and all(child.sense is None and child.title for child in section.children)


def _names_people(section: Section) -> bool:
    if any(inner.sense in ROLL for inner in section.walk()):
        return True
    return any(part_of(label) in ROLL for label in _labels(section.blocks))


def _is_stub(section: Section) -> bool:
    """A group that did not meet, or of which nobody wrote."""
    return not section.children and len(section.blocks) <= 1


def _labels(blocks: list[Block]) -> Iterator[str]:
    for block in blocks:
        lines = [block.text] if block.kind == "paragraph" else [item.head for item in block.children]
        for text in lines:
            for line, _ in lines_of(text[:2000]):
                yield from (found.label for found in labelled(line))


# One meeting.


def _single(root: Section, front: Front, path: str) -> Part:
    title = _title_section(root)
    opening, sections = _opened(root, title)
    shown = title.title if title else front.get("title") or _first_line(root)
    day = _date_of(root, title, front, path, opening)
    group = group_in(title.title) if title else ""
    return Part(group or group_in(front.get("title")), shown, day, opening, sections)


def _title_section(root: Section) -> Section | None:
    """The first heading that is no part of minutes; a later one of its level that has the date wins."""
    tops = [child for child in root.children if child.title]
    if not tops or tops[0].sense is not None:
        return None
    return tops[0]


def _opened(root: Section, title: Section | None) -> tuple[list[Block], list[Section]]:
    if title is None:
        return root.blocks, root.children
    before = root.children[: root.children.index(title)]
    after = root.children[len(before) + 1 :]
    lead = [block for section in before for block in section.blocks]
    return [*root.blocks, *lead, *title.blocks], [*title.children, *after]


def _first_line(root: Section) -> str:
    first = next((block.text for block in root.blocks if block.kind == "paragraph"), "")
    line = plain(first.split("\n", 1)[0])
    return line if len(line) <= 120 and find_date(line) else ""  # noqa: PLR2004 - a title is short


def _date_of(root: Section, title: Section | None, front: Front, path: str, opening: list[Block]) -> date | None:
    """Heading, label, front matter, another heading, the opening's text, the file's name: in this order."""
    sources = (
        lambda: find_date(title.title) if title else None,
        lambda: _labelled_date(opening),
        lambda: find_date(front.get("date", "data", "tanggal")) or find_date(front.get("title")),
        lambda: _heading_date(root),
        lambda: _labelled_date([block for section in root.walk() for block in section.blocks][:12]),
        lambda: _text_date(opening),
    )
    for source in sources:
        found = source()
        if found:
            return found.date
    return date_in_path(path)


def _labelled_date(blocks: list[Block]) -> Found | None:
    for block in blocks:
        for label, text in _labelled_texts(block):
            if label_of(label) in {Sense.DATE, Sense.TIME} and (found := find_date(plain(text))):
                return found
    return None


def _labelled_texts(block: Block) -> Iterator[tuple[str, str]]:
    if block.kind == "table":
        yield from ((plain(row[0]).strip(" :"), row[1]) for row in block.rows if len(row) > 1)
    for text in [block.text] if block.kind == "paragraph" else [item.head for item in block.children]:
        for line, _ in lines_of(text[:2000]):
            yield from labelled(line)


def _heading_date(root: Section) -> Found | None:
    for section in root.walk():
        if section.sense is None and (found := find_date(section.title)):
            return found
    return None


def _text_date(opening: list[Block]) -> Found | None:
    texts = (block.text for block in opening[:4] if block.kind == "paragraph")
    return next((found for text in texts if (found := find_date(plain(text[:400])))), None)


# Not minutes.

_TEMPLATE = re.compile(r"\btemplates?\b|\bmodelo\b|\bboilerplate\b|\btemplat\b|\byyyy\b", re.IGNORECASE)
_PLACEHOLDER = re.compile(
    r"\{\{.*?\}\}|\{%-? |YYYY|\b(?:DD|MM)[-/. ](?:MM|DD)\b|\[(?:insert|your|name|date|time|topic|title|owner)[^\]]{0,30}\]|<(?:date|name|insert)[^>]{0,30}>|"
    r"\bMMMM D|_{5,}|\bXX/XX\b|\bFirst Last\b|\[MEETING|\bLorem ipsum\b",
    re.IGNORECASE,
)
_README = re.compile(
    r"^(?:readme|index|contributing|license|licence|changelog|code[_-]of[_-]conduct|security|summary|_index|governance|leiame)$",
    re.IGNORECASE,
)


_OPENING = 600
_LONGEST_TEMPLATE = 20_000
_HOLES = 3  # one may have been forgotten


def is_template(text: str, path: str) -> bool:
    stem = _stem(path)
    opening = text[:_OPENING]
    named = bool(_TEMPLATE.search(_stem(path)) or _TEMPLATE.search(opening.split("\n\n", 2)[0]))
    dated = find_date(opening) is not None or date_in_path(_stem(path)) is not None
    if dated and not named:
        return False
    holes = len(_PLACEHOLDER.findall(text[:_LONGEST_TEMPLATE]))
    return holes >= (1 if named else _HOLES) or (named and not dated)


def is_readme(path: str) -> bool:
    return bool(_README.match(_stem(path)))


def _stem(path: str) -> str:
    name = re.split(r"[\\/]", path)[-1]
    return name.rsplit(".", 1)[0] if "." in name else name


_MINUTES_WORDS = re.compile(
    r"\b(?:meetings?|minutes|notes|telco|telecon|call|sync|attend|agenda|present|ata|atas|reuni|minuta|enkontru|notulen|rapat)",
)


def says_minutes(part: Part, root: Section, path: str) -> bool:
    """Whether anything tells that people met: a part of minutes, or the word in a title or path."""
    inner = [s for section in part.sections for s in section.walk()]
    if any(section.sense in {*ROLL, Sense.AGENDA} for section in inner):
        return True
    if any(part_of(label) in ROLL for label in _labels(part.opening)):
        return True
    return bool(_MINUTES_WORDS.search(fold(f"{path} {part.title} {root.children[0].title if root.children else ''}")))
