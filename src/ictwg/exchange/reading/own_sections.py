"""The sections of our own files, and what the sections of items say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from ictwg.domain.values import ItemKind, Outcome, Purpose
from ictwg.exchange.escaping import unescaped, unmarked
from ictwg.exchange.labels import choice_of, key_of, kind_by_title
from ictwg.exchange.reading.own_lines import (
    BULLET,
    audience_and_rest,
    bullets,
    comment_row,
    is_restricted,
    line_or_review,
)
from ictwg.exchange.reading.own_words import cells, day_of, details, mark, parts
from ictwg.exchange.sheet import CommentRow, CorrectionRow, Item, Line, Reviewed

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

_HEADING = re.compile(r"(#{1,6}) (?:(\d+(?:\.\d+)*)\. )?(.*)")
_TOP = 2


class Section(NamedTuple):
    """A heading and the lines up to the next.

    Attributes:
        number: As printed; empty for a heading without one.
        title: Still escaped.
    """

    level: int
    number: str
    title: str
    lines: tuple[str, ...]

    @property
    def depth(self) -> int:
        """How deep the item stands: by its number, or else by its heading."""
        return self.number.count(".") if self.number else max(self.level - _TOP, 0)


class ReadItem(NamedTuple):
    item: Item
    depth: int
    next_meeting: date | None


class _Said(NamedTuple):
    """The body of a section: labels and values, and lines."""

    details: dict[str, str]
    lines: tuple[Line | Reviewed | CorrectionRow, ...]


def sections(body: str) -> list[Section]:
    found: list[tuple[re.Match[str], list[str]]] = []
    for line in body.split("\n"):
        heading = _HEADING.fullmatch(line)
        if heading:
            found.append((heading, []))
        elif found:
            found[-1][1].append(line)
    return [Section(len(head[1]), head[2] or "", head[3], tuple(lines)) for head, lines in found]


def read_item(section: Section, lang: str) -> ReadItem:
    audience, title = audience_and_rest(section.title, lang)
    if is_restricted(title, lang):
        return ReadItem(Item(section.number, restricted=True), section.depth, None)
    name = "" if mark(title) else unescaped(title)
    said = _body(section.lines, lang)
    about = said.details
    item = Item(
        section.number,
        name,
        choice_of(about.get("kind", ""), ItemKind, lang) or kind_by_title(name, lang),
        choice_of(about.get("purpose", ""), Purpose, lang),
        unescaped(about.get("presenter", "")),
        tuple(unescaped(piece.removeprefix(";").strip(" ")) for piece in parts(about.get("papers", ""), ";")),
        Outcome.DECIDED if "adopted" in about else choice_of(about.get("outcome", ""), Outcome, lang),
        audience,
        adopts=_adopts(about.get("adopted", "")),
        reviewed=tuple(line for line in said.lines if isinstance(line, Reviewed)),
        lines=tuple(line for line in said.lines if isinstance(line, Line)),
    )
    return ReadItem(item, section.depth, day_of(about.get("next_meeting", ""), lang))


def _adopts(said: str) -> tuple[str, ...]:
    """Whose minutes were adopted: named before the bracket that says how; earlier versions said only how."""
    names, bracket, _ = said.rpartition(" (")
    return tuple(unescaped(piece.removeprefix(";").strip(" ")) for piece in parts(names, ";")) if bracket else ()


def read_lines(lines: Iterable[str], lang: str) -> tuple[Line, ...]:
    """The lines of a section that is no item."""
    return tuple(line for line in _body(lines, lang).lines if isinstance(line, Line))


def read_corrections(lines: Iterable[str], lang: str) -> tuple[CorrectionRow, ...]:
    """Those that stand together; at their places they are repeated."""
    return tuple(line for line in _body(lines, lang).lines if isinstance(line, CorrectionRow))


def read_comments(lines: Iterable[str], lang: str) -> tuple[CommentRow, ...]:
    """Only where they stand together: elsewhere a line may begin with the same word and be anybody's."""
    lists = (block for block in _blocks(lines) if BULLET.fullmatch(block[0]))
    rows = (comment_row(bullet, lang) for block in lists for bullet in bullets(block))
    return tuple(row for row in rows if row is not None)


def numbered(found: Iterable[ReadItem]) -> tuple[Item, ...]:
    """The items with the numbers of their places, whatever the headings say."""
    from dataclasses import replace

    counted: list[int] = []
    items: list[Item] = []
    for read in found:
        depth = min(read.depth, len(counted))
        counted = [*counted[: depth + 1], *([0] * (depth + 1 - len(counted)))]
        counted[depth] += 1
        items.append(replace(read.item, number=".".join(map(str, counted))))
    return tuple(items)


def _body(lines: Iterable[str], lang: str) -> _Said:
    about: dict[str, str] = {}
    found: list[Line | Reviewed | CorrectionRow] = []
    for block in _blocks(lines):
        if block[0].startswith("|"):
            found += [] if _is_ours(block[0], lang) else [_note(block)]
        elif BULLET.fullmatch(block[0]):
            found += [line_or_review(bullet, lang) for bullet in bullets(block)]
        elif known := _known_details(block, lang):
            about |= known
        else:
            found.append(_note(block))
    return _Said(about, tuple(found))


def _blocks(lines: Iterable[str]) -> list[list[str]]:
    """Paragraphs, tables and whole lists; what is indented belongs to the list above it."""
    blocks: list[list[str]] = []
    apart = True
    for line in lines:
        bare = line.strip(" ")
        bullet = BULLET.fullmatch(line) is not None
        listed = bool(blocks) and BULLET.fullmatch(blocks[-1][0]) is not None
        goes_on = listed and (bullet or line.startswith(" ") or not bare)
        if goes_on or (bare and not apart and blocks and not listed and not bullet):
            blocks[-1].append(line)
        elif bare:
            blocks.append([line])
        apart = not bare
    return blocks


def _known_details(block: list[str], lang: str) -> dict[str, Any]:
    """Nothing where any label is not ours: then it is somebody's text."""
    if len(block) > 1 or not block[0].startswith("*"):
        return {}
    found = {key_of(name, "item", lang): value for name, value in details(block[0])}
    return {} if "" in found else found


def _is_ours(head: str, lang: str) -> bool:
    return all(key_of(cell, "column", lang) for cell in cells(head))


def _note(block: list[str]) -> Line:
    return Line(text=unmarked("\n".join(block)))
