"""The title, group and date of a file that is one meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ictwg.domain.text import fold
from ictwg.exchange.reading.dates import date_in_path, find_date
from ictwg.exchange.reading.inline import labelled, lines_of, plain
from ictwg.exchange.reading.titles import MINUTES_WORDS, group_in
from ictwg.exchange.reading.words import Sense, label_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from ictwg.exchange.reading.blocks import Block
    from ictwg.exchange.reading.dates import Found
    from ictwg.exchange.reading.front import Front
    from ictwg.exchange.reading.sections import Section

_OPENING = 600
_LONGEST_TITLE = 120
_FIRST_BLOCKS = 4


class Single(NamedTuple):
    group: str
    title: str
    date: date | None
    opening: list[Block]
    sections: list[Section]


def single_meeting(root: Section, front: Front, path: str) -> Single:
    titles = _titles(root)
    opening, sections = _opened(root, titles)
    first, titled = _first_lines(root)
    shown = " – ".join(section.title for section in titles) or front.get("title") or titled
    day = _date_of(root, titles, front, path, opening)
    group = next(filter(None, (group_in(section.title) for section in titles)), "") if titles else first
    return Single(group or group_in(front.get("title")), shown, day, opening, sections)


def _titles(root: Section) -> list[Section]:
    """The first heading and, where all else stands under it, a second one: "Water Council", "Minutes, 3 May"."""
    title = _title_section(root)
    if title is None:
        return []
    inner = title.children[0] if len(title.children) == 1 and len(root.children) == 1 else None
    if inner is None or not inner.title or any(block.kind != "rule" for block in title.blocks):
        return [title]
    if inner.sense is Sense.NOTES or (inner.sense is None and (find_date(inner.title) or not group_in(inner.title))):
        return [title, inner]
    return [title]


def _title_section(root: Section) -> Section | None:
    """The first heading, unless it is a part of minutes (a heading "Minutes" is the title of all)."""
    tops = [child for child in root.children if child.title]
    if not tops or tops[0].sense not in {None, Sense.NOTES}:
        return None
    return tops[0]


def _opened(root: Section, titles: list[Section]) -> tuple[list[Block], list[Section]]:
    if not titles:
        return root.blocks, root.children
    before = root.children[: root.children.index(titles[0])]
    after = root.children[len(before) + 1 :]
    lead = [block for section in [*before, *titles] for block in section.blocks]
    return [*root.blocks, *lead], [*titles[-1].children, *after]


def _first_lines(root: Section) -> tuple[str, str]:
    """Group and title of minutes that open with plain lines instead of a heading."""
    first = next((block.text for block in root.blocks if block.kind == "paragraph"), "")
    lines = [plain(line) for line, _ in lines_of(first[:_OPENING])][:3]
    title = next((line for line in lines if find_date(line) or MINUTES_WORDS.search(fold(line))), "")
    if not title or len(title) > _LONGEST_TITLE:
        return "", ""
    return group_in(lines[0]) if len(lines[0]) <= _LONGEST_TITLE else "", title


def _date_of(root: Section, titles: list[Section], front: Front, path: str, opening: list[Block]) -> date | None:
    """Heading, label, front matter, another heading, the opening's text, the file's name: in this order."""
    sources: tuple[Callable[[], Found | None], ...] = (
        lambda: find_date(" – ".join(section.title for section in titles)),
        lambda: _labelled_date(opening),
        lambda: find_date(front.get("date", "data", "tanggal")) or find_date(front.get("title")),
        lambda: _heading_date(root),
        lambda: _labelled_date([block for section in root.walk() for block in section.blocks][:12]),
        lambda: _text_date(opening),
        lambda: _text_date([block for section in root.walk() for block in section.blocks]),
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
    texts = (block.text for block in opening[:_FIRST_BLOCKS] if block.kind == "paragraph")
    return next((found for text in texts if (found := find_date(plain(text[:400])))), None)
