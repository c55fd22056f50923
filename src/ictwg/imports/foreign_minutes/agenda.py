"""Finds a meeting's agenda items: in headings, a topics table, or the bullets of the agenda.

An agenda is often repeated: once as a list, then again where it was discussed. Items come from the place that
has the discussion; the list is kept as it stands.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from ictwg.domain.text import fold
from ictwg.imports.foreign_minutes.inline import lines_of, plain
from ictwg.imports.foreign_minutes.markers import pieces
from ictwg.imports.foreign_minutes.tables import grid_of
from ictwg.imports.foreign_minutes.titles import split_number
from ictwg.imports.foreign_minutes.words import Sense

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ictwg.imports.foreign_minutes.blocks import SourceBlock
    from ictwg.imports.foreign_minutes.sections import SourceSection


class AgendaPlan(NamedTuple):
    agenda_items: bool
    """Bullets of the agenda are the items."""
    notes_items: bool
    """Bullets of the notes are: they repeat the agenda."""


_LONGEST_TITLE = 200


_ASIDE = re.compile(r"\s*\([^()]*\)\s*$")  # "Budget (5 min, Ana)"


_LONGEST_SENTENCE = 12


def agenda_plan(root: SourceSection) -> AgendaPlan:
    agenda: list[str] = []
    notes: list[str] = []
    elsewhere: set[str] = set()
    for section in root.walk():
        if section.sense is Sense.AGENDA:
            agenda.extend(_bullets(section.blocks))
        elif section.sense is Sense.NOTES:
            notes.extend(_bullets(section.blocks))
        elif section.sense is None and section.title:
            elsewhere.add(_key(section.title))
        elsewhere.update(_table_topics(section.blocks))
    if _repeated(agenda, elsewhere):
        return AgendaPlan(agenda_items=False, notes_items=False)
    repeats = _repeated(agenda, set(notes))
    return AgendaPlan(agenda_items=not repeats, notes_items=repeats)


def _repeated(agenda: list[str], places: set[str]) -> bool:
    return bool(agenda) and sum(title in places for title in agenda) * 2 >= len(agenda)


def _bullets(blocks: Iterable[SourceBlock]) -> list[str]:
    return [
        _key(lines_of(item.head)[0][0])
        for block in blocks
        if block.kind == "list"
        for item in block.children
        if item.head
    ]


def _table_topics(blocks: Iterable[SourceBlock]) -> Iterable[str]:
    for block in blocks:
        grid = grid_of(block) if block.kind == "table" else None
        if grid and Sense.TOPIC in grid.senses:
            yield from (_key(grid.cell(row, Sense.TOPIC)) for row in grid.rows)


def _key(title: str) -> str:
    return fold(_ASIDE.sub("", split_number(plain(title[:_LONGEST_TITLE]))[1])).strip(" .:")


_SPEAKER = re.compile(r"\W{0,3}[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*)?\W{0,3}: ")


_ENOUGH = 3


def is_talk(block: SourceBlock) -> bool:
    """A list of who said what ("Ana: …") has no topics in it."""
    heads = [item.head for item in block.children]
    return len(heads) >= _ENOUGH and sum(bool(_SPEAKER.match(head)) for head in heads) * 2 > len(heads)


def is_topic_bullet(raw: str) -> bool:
    """Whether an agenda's bullet can be a title: short, no link alone, no sentence, no action."""
    text = plain(raw)
    if not any(map(str.isalpha, text)) or len(text) > _LONGEST_TITLE or any(piece.mark for piece in pieces(raw)):
        return False
    if text.startswith(("http://", "https://", "www.")):
        return False
    return not (text.endswith(".") and len(text.split()) > _LONGEST_SENTENCE)
