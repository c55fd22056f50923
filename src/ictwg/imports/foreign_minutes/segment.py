"""Splits a file into meetings, and recognises files that are none: templates, read-me files, other texts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, field
from datetime import date
from itertools import chain, islice, pairwise, takewhile
from typing import NamedTuple

from ictwg.domain.text import fold
from ictwg.imports.doubts import NO_DAY, TYPED, DoubtKind, Doubts, Key
from ictwg.imports.foreign_minutes.markers import mark_of
from ictwg.imports.foreign_minutes.model import NotMinutes
from ictwg.imports.foreign_minutes.page import SourcePage, labelled, labelled_cells
from ictwg.imports.foreign_minutes.prose import is_formality, is_of_another, sentences
from ictwg.imports.foreign_minutes.sections import BOLD_LEVEL, SourceSection, day_of, group_in, topic_of
from ictwg.imports.foreign_minutes.tables import lists_people
from ictwg.imports.foreign_minutes.words import MINUTES_WORDS, ROLL, WORDS, Sense, label_of, part_of, pattern
from ictwg.sentences.dates import (
    FoundDate,
    date_in,
    date_in_path,
    date_spelled,
    find_date,
    impossible_day,
    without_dates,
)
from ictwg.sources.inline import lines_of, plain
from ictwg.sources.markdown import Front, MarkdownBlock

_ANY_DAY = date(2000, 1, 1)
_TEMPLATE = re.compile(r"\btemplates?\b|\bmodelo\b|\bboilerplate\b|\btemplat\b|\byyyy\b", re.IGNORECASE)
_PLACEHOLDER = pattern("placeholder", any_case=True)
_README = pattern("readme", r"^~$", any_case=True)
_TITLE_LABEL = pattern("title label", r"^~\s*:\s+(?=\S)", any_case=True)
_HELD = pattern("held", r"\b~\b")

# How long, and how many.

_MOST_WORDS = 5  # beside the day that a heading is
_SHORT = 20  # a heading that may be a day without a year
_OPENING, _LONGEST_TEMPLATE = 600, 20_000
_HOLES = 3  # one may have been forgotten
_LONGEST_TITLE = 90
_LONGEST_FIRST_LINE, _FIRST_BLOCKS = 120, 4
_HEAD_BLOCKS = 12  # in which the day may stand


@dataclass(slots=True)
class MeetingPart:
    """One meeting's share of the tree."""

    group: str
    title: str
    date: date | None
    opening: list[MarkdownBlock]
    sections: list[SourceSection]
    _: KW_ONLY
    start: int = 0
    end: int = 0
    no_year: bool = False
    """The heading says day and month; the year is that of the meeting beside it."""
    doubts: Doubts = field(default_factory=lambda: Doubts({}))


@dataclass(slots=True)
class Segments:
    parts: list[MeetingPart]
    labels: list[str] = field(default_factory=list)
    """Headings above the meetings."""
    lead: list[MarkdownBlock] = field(default_factory=list)
    """What stands before the first meeting; it is kept with that."""
    groups: bool = False
    """Under each date stand the groups that met."""
    templates: list[int] = field(default_factory=list)
    """The lines at which what is to be filled in for a further meeting begins."""
    left_over: tuple[str, ...] = ()


def segments(root: SourceSection, front: Front, path: str, page: SourcePage, chosen: Mapping[Key, str]) -> Segments:
    last = len(page.lines)
    dated = _dated_level(root)
    found = _several(root, dated) if dated else Segments([])
    if not found.parts:
        doubts = Doubts(chosen, page.origin, page.places)
        return Segments([single_meeting(root, front, path, doubts, last)])
    for part in found.parts:
        part.doubts = Doubts(chosen, page.origin, page.places)
        if part.no_year and part.date:
            day = part.doubts.ask(DoubtKind.GUESSED_DAY, part.start + 1, part.title, part.date.isoformat(), TYPED)
            part.date = date_in(day, part.date) or part.date
    found.parts[0].opening = [*found.lead, *found.parts[0].opening]
    found.left_over = tuple(_set_ends(found, page))
    return found


def _set_ends(found: Segments, page: SourcePage) -> Iterator[str]:
    """Lets each meeting end where the next one or a template begins; gives the templates."""
    begins = sorted([*(part.start for part in found.parts), *found.templates, len(page.lines)])
    ends = dict(pairwise(begins))
    for part in found.parts:
        part.end = ends[part.start]
    yield from (page.raw(start, ends[start]).strip() for start in found.templates if start > found.parts[0].start)
    found.parts[0].start = 0


def _dated_level(root: SourceSection) -> int:
    """The level of headings that are hardly more than a date, where there are several; under a dated title no more."""
    titled = next((s for s in root.walk() if s.title), None)
    title_dated = titled is not None and day_of(titled.title) is not None
    days: dict[int, set[date]] = {}
    for section in root.walk():
        found = day_of(section.title) if section.title else None
        below_title = title_dated and titled is not None and section.level > titled.level
        most = 0 if below_title else _MOST_WORDS
        if found and section.sense is None and len(group_in(section.title).split()) <= most:
            days.setdefault(section.level, set()).add(found.date)
    return next((level for level in sorted(days) if len(days[level]) > 1), 0)


def _several(root: SourceSection, level: int) -> Segments:
    days = [section for section in root.walk() if _is_day(section, level)]
    found = Segments([], groups=any(map(_holds_groups, days)))
    _collect(root, level, "", found)
    return found


def _is_day(section: SourceSection, level: int) -> bool:
    return section.level == level and section.sense is None and _day_in(section.title, _ANY_DAY) is not None


def _day_in(title: str, near: date) -> date | None:
    """The day that a heading says; one without a year is the nearest: "Sep 10 (?)"."""
    if found := day_of(title):
        return found.date
    said = [date_in(title, year) for year in (near, date(near.year - 1, 1, 1))] if len(title) <= _SHORT else []
    return min(filter(None, said), key=lambda day: abs(day - near), default=None)


def _collect(section: SourceSection, level: int, group: str, found: Segments) -> None:
    if _is_day(section, level):
        _day(section, group, found)
        return
    if section.title:
        found.labels.append(section.title)
        group = group_in(section.title) or group
    found.lead.extend(block for block in section.blocks if block.kind != "rule")
    for child in section.children:
        if child.level <= level and _TEMPLATE.search(child.title) and not day_of(child.title):
            found.templates.append(child.line)
        else:
            _collect(child, level, group, found)


def _day(section: SourceSection, group: str, found: Segments) -> None:
    if not section.blocks and not section.children:
        found.labels.append(section.title)
        return
    day = _day_in(section.title, next((part.date for part in reversed(found.parts) if part.date), _ANY_DAY))
    no_year = day_of(section.title) is None
    if not (_holds_groups(section) or (found.groups and _only_topics(section))):
        own = without_dates(group_in(section.title)) or group
        blocks, inner, line = section.blocks, section.children, section.line
        found.parts.append(MeetingPart(own, section.title, day, blocks, inner, start=line, no_year=no_year))
        return
    found.labels.append(section.title)
    found.parts.extend(
        MeetingPart(child.title, child.title, day, child.blocks, child.children, start=child.line)
        for child in section.children
    )


def _holds_groups(section: SourceSection) -> bool:
    """Under the date nothing but headings, none of them a part of minutes, and people below at least one."""
    groups = section.children
    stubs = all(not one.children and len(one.blocks) <= 1 for one in groups)  # did not meet, or nobody wrote of them
    return _only_topics(section) and (stubs or any(names_people(one.blocks, one.children) for one in groups))


def _only_topics(section: SourceSection) -> bool:
    if any(block.kind != "rule" for block in section.blocks):
        return False
    return bool(section.children) and all(child.sense is None and child.title for child in section.children)


def names_people(blocks: Sequence[MarkdownBlock], sections: Sequence[SourceSection]) -> bool:
    """Whether there is a roll: a section of one, a labelled line, or a table."""
    inner = [one for section in sections for one in section.walk()]
    labels = (label for block in blocks for label, _ in _labelled_texts(block))
    if any(one.sense in ROLL for one in inner) or any(part_of(label) in ROLL for label in labels):
        return True
    return any(map(lists_people, [*blocks, *(block for one in inner for block in one.blocks)]))


def no_minutes(text: str, path: str, found: Segments) -> NotMinutes | None:
    """Why these are no minutes; None where they are."""
    if not any(map(str.isalnum, text)):
        return NotMinutes.EMPTY
    dated = [part for part in found.parts if part.date]
    if _README.match(_stem(path)) and not any(names_people(part.opening, part.sections) for part in dated):
        return NotMinutes.README
    if _is_template(text, path):
        return NotMinutes.TEMPLATE
    if not dated:
        return NotMinutes.NO_DATE
    if any(_says_minutes(part, path, found) for part in found.parts) or _opens_as_minutes(text):
        return None
    return NotMinutes.NO_MEETING


def _opens_as_minutes(text: str) -> bool:
    """A title line near the top that names minutes and a session: "Record of the sixth session", "ATA N.º 6"."""
    lines = [line.strip(" #*_") for line in text[:_OPENING].split("\n")]
    return any(len(line) <= _LONGEST_TITLE and MINUTES_WORDS.search(fold(line)) for line in lines if line)


def _is_template(text: str, path: str) -> bool:
    stem, opening = _stem(path), text[:_OPENING]
    named = bool(_TEMPLATE.search(stem) or _TEMPLATE.search(opening.split("\n\n", 2)[0]))
    dated = find_date(opening) is not None or date_in_path(stem) is not None
    if dated and not named:
        return False
    holes = len(_PLACEHOLDER.findall(text[:_LONGEST_TEMPLATE]))
    return holes >= (1 if named else _HOLES) or (named and not dated)


def _stem(path: str) -> str:
    name = re.split(r"[\\/]", path)[-1]
    return name.rsplit(".", 1)[0] if "." in name else name


def _says_minutes(part: MeetingPart, path: str, found: Segments) -> bool:
    """A part of minutes, or the word in a title or path."""
    has_agenda = any(s.sense is Sense.AGENDA for section in part.sections for s in section.walk())
    named = MINUTES_WORDS.search(fold(" ".join([path, part.title, *found.labels]))) is not None
    return has_agenda or named or names_people(part.opening, part.sections) or _tells_outcomes(part)


def _tells_outcomes(part: MeetingPart) -> bool:
    """Under a dated title, sections, and an action or decision in them."""
    inner = [section for top in part.sections for section in top.walk()]
    blocks = [*part.opening, *(block for section in inner for block in section.blocks)]
    heads = (item.head for block in blocks if block.kind == "list" for item in block.children)
    texts = (*heads, *(block.text for block in blocks if block.kind == "paragraph"))
    return bool(inner) and find_date(part.title) is not None and any(map(mark_of, texts))


def single_meeting(root: SourceSection, front: Front, path: str, doubts: Doubts, end: int) -> MeetingPart:
    titles = _titles(root)
    opening, sections = _opened(root, titles)
    first, titled = _first_lines(root)
    shown = _TITLE_LABEL.sub("", " – ".join(section.title for section in titles) or front.get("title") or titled)
    day = _date_of(root, titles, front, path, opening, doubts)
    group = next(filter(None, (group_in(section.title) for section in titles)), "") if titles else first
    group = group or group_in(front.get("title"))
    return MeetingPart(group, shown, day, opening, sections, end=end, doubts=doubts)


def _titles(root: SourceSection) -> list[SourceSection]:
    """The first heading and a second one: "Water Council", "Minutes, 3 May".

    All else stands under the second one, or it is in bold right below the first and names minutes or a day.
    """
    heads = _title_sections(root)
    if len(heads) != 1:
        return heads
    title = heads[0]
    inner = title.children[0] if title.children and not any(block.kind != "rule" for block in title.blocks) else None
    if inner is None or not inner.title:
        return [title]
    begins = inner.sense in {None, Sense.NOTES} and not topic_of(inner.raw).number
    if inner.level == BOLD_LEVEL and begins and _names_minutes(inner):
        return [title, inner]
    if len(title.children) > 1 or len(root.children) > 1:
        return [title]
    if inner.sense is Sense.NOTES or (inner.sense is None and (day_of(inner.title) or not group_in(inner.title))):
        return [title, inner]
    return [title]


def _title_sections(root: SourceSection) -> list[SourceSection]:
    """The first heading, unless it is a part of minutes (a heading "Minutes" is the title of all).

    Of several with nothing below them but the last, a letterhead, the one that names minutes or a day, with what
    stands above it in the same dress.
    """
    tops = [child for child in root.children if child.title]
    at = next((at for at, top in enumerate(tops) if top.blocks or top.children or top.sense), len(tops))
    tops = tops[: at + 1]
    counted = tops and (tops[0].sense or topic_of(tops[0].raw).number)
    told = counted and (_first_lines(root)[1] or any(_first_dated(_labelled_lines(root.blocks))))
    if not tops or tops[0].sense not in {None, Sense.NOTES} or told:
        return []
    tops = [top for top in tops if top.sense in {None, Sense.NOTES}]
    at = next((at for at, top in enumerate(tops) if _names_minutes(top)), 0)
    above = [top for top in tops[max(at - 1, 0) : at] if top.level == tops[at].level]
    return [*above, tops[at]]


def _names_minutes(section: SourceSection) -> bool:
    return bool(day_of(section.title) or MINUTES_WORDS.search(fold(section.title)))


def _opened(root: SourceSection, titles: list[SourceSection]) -> tuple[list[MarkdownBlock], list[SourceSection]]:
    if not titles:
        return root.blocks, root.children
    at, last = (root.children.index(one) for one in (titles[0], [top for top in titles if top in root.children][-1]))
    before = [block for section in root.children[:at] for block in (_as_paragraph(section), *section.blocks)]
    lead = [block for section in titles for block in section.blocks]
    inner = titles[0].children[1:] if titles[-1] in titles[0].children else []
    below = [*titles[-1].children, *inner, *root.children[last + 1 :]]
    bare = [] if lead else [*takewhile(_is_bare, below)]
    return [*root.blocks, *before, *lead, *map(_as_paragraph, bare)], below[len(bare) :]


def _is_bare(section: SourceSection) -> bool:
    """Whether it is a line of the head in bold: nothing stands below it."""
    plainly = section.level == BOLD_LEVEL and section.sense is None and not topic_of(section.raw).number
    return plainly and not (section.blocks or section.children)


def _as_paragraph(section: SourceSection) -> MarkdownBlock:
    """A line of a letterhead."""
    return MarkdownBlock("paragraph", section.line, section.line + 1, section.title)


def _first_lines(root: SourceSection) -> tuple[str, str]:
    """Group and title of minutes that open with plain lines instead of a heading."""
    first = next((block for block in root.blocks if block.kind in {"paragraph", "table"}), None)
    lines = [plain(line) for line, _ in lines_of(first.text[:_OPENING])][:3] if first else [""]
    if first and first.kind == "table":  # a letterhead
        lines = [plain(found.text) for found in labelled_cells(first.rows) if not found.label] or [""]
    title = next((line for line in lines if find_date(line) or MINUTES_WORDS.search(fold(line))), "")
    if not title or len(title) > _LONGEST_FIRST_LINE:
        return "", ""
    return group_in(lines[0]) if len(lines[0]) <= _LONGEST_FIRST_LINE else "", title


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
    opening: list[MarkdownBlock],
    doubts: Doubts,
) -> date | None:
    """Heading, label, front matter, another label or heading, the text, the file's name: in this order.

    Where the first of those and the name say different days, that is a doubt.
    """
    blocks = [block for section in root.walk() if section.sense is not Sense.NEXT for block in section.blocks]
    labels = _subject_dates(opening) or _first_dated(_labelled_lines(opening))
    fronts = ((1, front.get("date", "data", "tanggal")), (1, front.get("title")))
    said = [*_first_dated(_titled_lines(titles), day_of), *labels, *_first_dated(fronts)]
    named = date_in_path(path)
    told = () if said else (*_titled_lines(titles), *_labelled_lines(opening))
    if untrue := [one for one in told if impossible_day(one[1])]:
        doubts.ask(DoubtKind.NO_SUCH_DAY, *untrue[0], named.isoformat() if named else NO_DAY)
    elif not said:
        topics = [section for section in root.walk() if section.sense is None]
        others = [one for one in topics if not topic_of(one.raw).number]  # one with a number tells of other days too
        ways = (
            _first_dated(_labelled_lines(blocks[:_HEAD_BLOCKS])),
            _first_dated(_held_lines(blocks[:_HEAD_BLOCKS])),
            _first_dated(_titled_lines(others), day_of),
            _text_date(opening),
            _first_dated(_titled_lines(topics), day_of),
            _text_date(blocks),
        )
        said = [*islice(chain.from_iterable(ways), 1)]
    if named:
        said.append(DatedLine(named, 0, re.split(r"[\\/]", path)[-1]))
    days = list(dict.fromkeys(one.date for one in said))
    if len(days) < 2:  # noqa: PLR2004 - nobody contradicts
        return days[0] if days else None
    text = " / ".join(dict.fromkeys(one.text for one in said))
    line = next((one.line for one in said if one.line), 0)
    return date.fromisoformat(doubts.ask(DoubtKind.TWO_DATES, line, text, *(day.isoformat() for day in days)))


def _titled_lines(sections: Iterable[SourceSection]) -> Iterator[tuple[int, str]]:
    return ((section.line + 1, section.title) for section in sections)


def _labelled_lines(blocks: Iterable[MarkdownBlock]) -> Iterator[tuple[int, str]]:
    """The labelled lines that say when."""
    for block in blocks:
        for label, text in _labelled_texts(block):
            if label_of(label) in {Sense.DATE, Sense.TIME}:
                yield block.start + 1, f"{label}: {plain(text)}"


def _held_lines(blocks: Iterable[MarkdownBlock]) -> Iterator[tuple[int, str]]:
    """As in "The meeting was held on Tuesday, 5 May 2026": what sentences say of that, whenever they were written."""
    for block in blocks:
        for text in [block.text] if block.kind == "paragraph" else [item.head for item in block.children]:
            for sentence in sentences(plain(text[:2000])):
                held = _HELD.search(fold(sentence))
                if held and not is_of_another(sentence):
                    yield block.start + 1, sentence[held.start() :]


def _first_dated(
    lines: Iterable[tuple[int, str]], day_in: Callable[[str], FoundDate | None] = find_date
) -> Iterator[DatedLine]:
    """The first line that says a day, if one does."""
    yield from islice((DatedLine(found.date, line, text) for line, text in lines if (found := day_in(text))), 1)


def _subject_dates(blocks: list[MarkdownBlock]) -> list[DatedLine]:
    """The day in the subject of a mail, whose own date says when it was sent."""
    told = [(block.start + 1, label, text) for block in blocks for label, text in _labelled_texts(block)]
    heads = {fold(one): (line, text) for line, label, text in told for one in label.split(" / ")}
    line, subject = next((heads[label] for label in WORDS["mail"]["subject"] if label in heads), (0, ""))
    found = find_date(plain(subject)) if heads.keys() & set(WORDS["mail"]["from"]) else None
    return [DatedLine(found.date, line, plain(subject))] if found else []


def _labelled_texts(block: MarkdownBlock) -> Iterator[tuple[str, str]]:
    if block.kind == "table":
        yield from labelled_cells(block.rows)
    for text in [block.text] if block.kind == "paragraph" else [item.head for item in block.children]:
        for line, _ in lines_of(text[:2000]):
            yield from labelled(line)


def _text_date(opening: list[MarkdownBlock]) -> Iterator[DatedLine]:
    for block in opening[:_FIRST_BLOCKS]:
        if block.kind != "paragraph":
            continue
        said = "\n".join(line for line in plain(block.text[:400]).split("\n") if not _names_paper(line))
        said = " ".join(one for one in sentences(said) if not is_formality(one))  # "The record of 4 June was confirmed"
        found = find_date(said)
        day = date_spelled(said) or (found.date if found else None)
        if day:
            yield DatedLine(day, block.start + 1, plain(block.text[:_LONGEST_FIRST_LINE]))
            return


def _names_paper(line: str) -> bool:
    """Whether a labelled line says another paper by its day: "Reference: letter of 7 March 2023"."""
    found = labelled(line)
    return bool(found) and label_of(found[0].label) not in {Sense.DATE, Sense.TIME}
