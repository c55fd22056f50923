"""Minutes in plain text as lines of markdown: as many lines, with the same words.

II.  Early warning        a heading: numbered, or in capitals, or a word for a part, on a line of its own
(a) to keep a store       an element of a list, inside the numbered paragraph above it
Office<TAB>Ana Dias       a row of a table
--- Text. ---             a paragraph
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ictwg.exchange.reading.dates import find_date
from ictwg.exchange.reading.people import has_title
from ictwg.exchange.reading.words import FACTS, ROLL, Sense, label_of, part_of

if TYPE_CHECKING:
    from collections.abc import Sequence

_MARKUP = re.compile(r"^#{1,6} |\*\*|^\|.*\||^(?:```|~~~)|^<table", re.MULTILINE)
_DASHES = re.compile(r"^-{2,}\s*(?P<text>.*?[^\W_].*?)\s*-{2,}$")
_BULLET = re.compile(r"^(?P<indent>\s*)(?:[•·▪◦●*+–—-]|o(?=\t))\s+(?=\S)")
_LETTERED = re.compile(r"^\(?(?:[a-z]|[ivx]{1,5})[.)]\s+(?=\S)")
_NUMBERED = re.compile(r"^\d{1,3}[.)]\s+(?=\S)")
_COUNTED = re.compile(
    r"^(?:[IVXL]{1,6}[.)]|\d{1,2}(?:\.\d{1,2})*[.)]?|[A-Z][.)](?!.*(?:,|\s{3}))|"
    r"(?:PONTO|ITEM|AGENDA ITEM|ACARA|Ponto|Item|Agenda item)\s+\S+\s*[-–—.:])\s+(?P<title>\S.*)$"
)
_SUB_NUMBER = re.compile(r"^\d{1,2}\.\d")
_ENDS_SENTENCE = (".", ",", ";", "…")
_LONGEST_HEADING = 90
_CELLS = 2


def is_plain(text: str, path: str) -> bool:
    """Whether the text has none of the marks of markdown, or its file's name says so."""
    return path.lower().endswith(".txt") or _MARKUP.search(text) is None


def as_markdown(lines: Sequence[str]) -> list[str]:
    """The lines of a plain text, each as markdown would have it."""
    return _Text(lines).marked()


def with_rows(lines: Sequence[str]) -> list[str]:
    """Rows of cells with tabs between them, as Word gives a table away, between pipes."""
    kept = list(lines)
    rows = [_cells(line) for line in lines]
    for at, cells in enumerate(rows):
        if len(cells) >= _CELLS and _is_in_table(rows, at):
            kept[at] = "| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |"
    return kept


def _cells(line: str) -> list[str]:
    """The cells of a row; a label with its value ("Date:<TAB>5 May") is none."""
    kept = line.strip(" ").rstrip()
    if "\t" not in kept or _BULLET.match(line):
        return []
    cells = [cell.strip() for cell in line.strip(" \n").split("\t")]
    told = sum(map(bool, cells))
    listed = told < _CELLS or (_NUMBERED.match(kept) and len(cells) == _CELLS)
    return [] if cells[0].endswith(":") or (listed and len(cells) <= _CELLS) or not told else cells


def _is_in_table(rows: Sequence[list[str]], at: int) -> bool:
    """Whether another row stands beside it, a blank line apart at most."""
    return any(len(rows[near]) >= _CELLS for near in (at - 2, at - 1, at + 1, at + 2) if 0 <= near < len(rows))


class _Text:
    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = [_DASHES.sub(r"\g<text>", line.strip()) if "--" in line else line for line in with_rows(lines)]
        self._in_title = True
        self._in_number = False
        """The line belongs to a numbered paragraph."""

    def marked(self) -> list[str]:
        return [self._marked(at, line) for at, line in enumerate(self._lines)]

    def _marked(self, at: int, line: str) -> str:
        said = line.strip()
        if not said or said.startswith("|"):
            self._in_number = self._in_number and not said
            return said
        if self._is_title(at, said):
            return f"# {said}" if at == self._first() else said
        level = self._level(at, said)
        if level:
            self._in_number = False
            return f"{'#' * level} {said}"
        bullet = _BULLET.match(line)
        if bullet:
            return f"{bullet['indent'].expandtabs(4)}- {line[bullet.end() :]}"
        if _LETTERED.match(said):
            return f"{'    ' if self._in_number else ''}- {said}"
        self._in_number = bool(_NUMBERED.match(said)) or (self._in_number and line[:1].isspace())
        return said.replace("\t", " ")

    def _first(self) -> int:
        return next((at for at, line in enumerate(self._lines) if line.strip()), 0)

    def _is_title(self, at: int, said: str) -> bool:
        """A line in capitals before anything else: the first is the title, the others stay with it."""
        self._in_title = self._in_title and said.isupper() and part_of(said) is None
        return self._in_title and at - self._first() <= _LONGEST_TITLE

    def _level(self, at: int, said: str) -> int:
        """Of a heading; 0 where the line is none."""
        if len(said) > _LONGEST_HEADING or said.endswith(_ENDS_SENTENCE) or _begins_with_day(said):
            return 0
        before = self._lines[at - 1].strip() if at else ""
        after = self._lines[at + 1].strip() if at + 1 < len(self._lines) else ""
        if before:
            return 0
        counted = _COUNTED.match(said)
        title = counted["title"] if counted else said
        if counted and _SUB_NUMBER.match(said):
            return 3 if _BULLET.match(after) and not said.endswith(":") else 0
        if part_of(title) is not None and (not title.rstrip().endswith(":") or _heads_a_part(title)):
            return 2
        if counted and not said.endswith(":"):
            return 2 if not after or after.startswith("|") or self._heads(at, title) else 0
        return 2 if said.isupper() and not after and sum(map(str.isalpha, said)) > 2 else 0  # noqa: PLR2004 - "A"

    def _heads(self, at: int, title: str) -> bool:
        """Whether a short numbered line right above its text is a heading, and no wrapped line or person."""
        below = self._lines[at + 1]
        if label_of(title) in FACTS:
            return True
        return len(title) <= _SHORT and bool(_BULLET.match(below) or below[:1].isupper()) and not has_title(title)


_SHORT = 45
_LONGEST_TITLE = 12
"""Lines."""


def _begins_with_day(said: str) -> bool:
    """As in "9 April 2025, 10:00", which is no ninth part."""
    day = find_date(said)
    return day is not None and day.start == 0


def _heads_a_part(title: str) -> bool:
    return part_of(title) in ROLL | {Sense.AGENDA, Sense.ACTIONS, Sense.DECISIONS, Sense.NOTES}
