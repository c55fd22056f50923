"""Tables of actions that a text has broken into one cell per line, put together again.

As a PDF is copied: the headings, each on a line or two of its own, then the cells, row by row or column by column, a
long one on several lines. They are a table again only where each column has its kind: days below "Deadline", and below
"Responsible" names that the paper has elsewhere too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from itertools import pairwise, takewhile

from ictwg.domain.text import fold
from ictwg.domain.when import maybe_due
from ictwg.imports.foreign_minutes.words import EVERYONE, NOBODY, Sense, label_of, part_of, status_of
from ictwg.sentences.sentence import is_introduced, tells_a_time

_ANY_DAY = date(2001, 1, 1)
_NUMBER = re.compile(r"\(?(\d{1,2})[.)]?")
_COUNTED = re.compile(r"\(?(\d{1,2})[.)]\s+(?=\S)")
_BULLET = re.compile(r"[-–•·▪*]\s+(?=\S)")
_JOINED = re.compile(r"\s*[/,;&+]\s*|\s+(?:and|e|dan|no|ho|with|com|dengan)\s+")
_ACRONYM = re.compile(r"[A-Z][A-Z\d-]{1,9}")
_COLUMNS = frozenset({Sense.NUMBER, Sense.DISCUSSION, Sense.ACTION, Sense.OWNER, Sense.DUE, Sense.STATUS})
_WHEN = frozenset({Sense.DUE, Sense.STATUS})
_BULLETS = re.compile(r"\n(?=[-–•·▪*]\s+\S)")
_GOES_ON = re.compile(r"(?:[/,;&+]|\b(?:and|e|dan|no|ho))$")
_WORD = re.compile(r"[^\W_]+")
_YEAR = re.compile(r"(?:de )?(?:19|20)\d\d")
_SIZES = (1, 2, 3)
"""How many lines a day may take, or the name of who is responsible."""
_LONGEST_HEADING, _MOST_WORDS = 40, 6
_MOST_TABLES, _MOST_HEADS, _MOST_CELLS = 20, 16, 600
"""Lines, of a hostile text too."""

Lines = Sequence[str]


def with_flattened(lines: Lines) -> list[str]:
    """The lines; a table that stood there cell by cell as rows between pipes, and blank lines where they are fewer."""
    kept = list(lines)
    left = _MOST_TABLES
    for at, line in enumerate(lines):
        if not left or not line.strip() or kept[at] != line:
            continue
        spaced = not "".join(lines[at + 1 : at + 2]).strip()  # a blank line behind each cell
        end = min(at + _MOST_CELLS, len(lines))
        near = [one for one in range(at, end) if not spaced or lines[one].strip()]
        said = [lines[one] for one in near]
        heads = _heads(said[:_MOST_HEADS])
        begin = sum(heading.count("\n") + 1 for heading, _ in heads)
        cells = takewhile(lambda one: one.strip() and one[0] not in "|#" and part_of(one) is None, said[begin:])
        below = [one.strip() for one in cells] if heads else []
        left -= bool(below)
        rows = _Table(heads, below, [*lines[:at], *said[begin + len(below) :]]).rows() if below else []
        if rows:
            table = [[" ".join(heading.split()) for heading, _ in heads], *(cells for cells, _ in rows)]
            end = near[begin + sum(size for _, size in rows) - 1] + 1
            kept[at:end] = [*(f"| {' | '.join(row)} |" for row in table), *[""] * (end - at - len(table))]
    return kept


def _heads(lines: Lines) -> list[tuple[str, Sense]]:
    """The headings of columns that these lines begin with, an action among them, and who does it or until when."""
    found: list[tuple[str, Sense]] = []
    at = 0
    while at < len(lines):
        both = "" if _column(lines[at]) is Sense.NUMBER else "\n".join(lines[at : at + 2])
        named = [(one.strip(), sense) for one in (both, lines[at]) if (sense := _column(one))]
        if not named or named[0][1] in dict(found).values():
            break
        found.append(named[0])
        at += named[0][0].count("\n") + 1
    senses = {sense for _, sense in found}
    return found if Sense.ACTION in senses and senses & {Sense.OWNER, Sense.DUE} else []


def _column(heading: str) -> Sense | None:
    first, _, second = heading.partition("\n")
    if len(heading) > _LONGEST_HEADING or (heading != first and not second.strip()[:1].isalpha()):
        return None
    sense = label_of(" ".join(heading.split()))
    sense = Sense.DUE if sense is Sense.DATE else sense
    return sense if sense in _COLUMNS else None


class _Table:
    """Headings, the lines below them, and the words that the paper has elsewhere."""

    def __init__(self, heads: Sequence[tuple[str, Sense]], cells: Lines, elsewhere: Lines) -> None:
        self._counts = heads[0][1] is Sense.NUMBER
        self._senses = [sense for _, sense in heads[self._counts :]]
        self._cells = cells
        self._told = _words(" ".join(elsewhere))
        self._known: list[bool] = []
        """Of each row: whether the paper has the name of who is responsible elsewhere."""

    def rows(self) -> list[tuple[list[str], int]]:
        """The rows, each with how many lines it takes; none where the columns are not of their kind."""
        for rows in (self._counted() if self._counts else self._parted(), self._columns()):
            self._known = []
            split = [self._split(row) for row in rows]
            if split and all(split) and sum(self._known) * 2 >= len(self._known):
                return [*zip(split, map(len, rows), strict=True)]
        return []

    def _counted(self) -> list[list[str]]:
        """Rows that begin with their numbers, each alone in its line or before the action."""
        alone = _NUMBER.fullmatch(self._cells[0]) is not None
        rows: list[list[str]] = []
        for cell in self._cells:
            found = _NUMBER.fullmatch(cell) if alone else _COUNTED.match(cell)
            if found and int(found[1]) == len(rows) + 1:
                rows.append([cell])
            elif not rows or _COUNTED.match(cell):
                break
            else:
                rows[-1].append(cell)
        while rows and self._senses[-1] in _WHEN and len(rows[-1]) > 1 + alone and not _last(rows[-1][alone:]):
            rows[-1].pop()  # what stands below the table
        return rows

    def _parted(self) -> list[list[str]]:
        """Rows that end with their days, or have one line for each cell."""
        count, dated, rows = len(self._senses), self._senses[-1] in _WHEN, [list[str]()]
        for cell, after in pairwise([*self._cells, ""]):
            rows[-1].append(cell)
            if len(rows[-1]) >= count and (not dated or (_last(rows[-1]) and not _YEAR.fullmatch(after))):
                rows.append([])
        left = rows.pop()
        return rows if len(rows) > 1 and (dated or not left) else []

    def _columns(self) -> list[Lines]:
        """Rows whose cells stand in columns below each other, one line each."""
        width = len(self._senses) + self._counts
        height = len(self._cells) // width
        rows = [self._cells[at::height] for at in range(height)] if height * width == len(self._cells) else []
        counted = all(_NUMBER.fullmatch(row[0]) for row in rows) if self._counts else height > 1
        return rows if counted else []

    def _split(self, row: Lines) -> list[str]:
        """The cells of a row; none where its lines do not fit into the columns."""
        found = (_NUMBER.fullmatch(row[0]) or _COUNTED.match(row[0])) if self._counts else None
        number, first = ([found[1]], row[0][found.end() :]) if found else ([], row[0])
        left, senses, cells, count = [*filter(None, [first]), *row[1:]], list(self._senses), list[str](), 1
        if senses[0] is Sense.DISCUSSION and left and not _last(left):
            return [*number, _cell(left), *[""] * (len(senses) - 1)]
        while senses[-1] in {*_WHEN, Sense.OWNER} and len(senses) > 1:
            sense = senses.pop()
            tasks = sum(map(bool, map(_BULLET.match, left))) if sense is Sense.DUE else 0
            units = self._who(left, count) if sense is Sense.OWNER else _when(left, several=tasks > 1)
            left = left[: len(left) - sum(map(len, units))]
            count = max(count, len(units))
            cells.insert(0, "<br>".join(map(" ".join, units)))
        at = 0
        if senses[0] is Sense.OWNER:
            at = next((size for size in reversed(_SIZES) if self._is_who(" ".join(left[:size]))), 0)
            self._known.append(at > 0)
        elif senses[0] is Sense.DISCUSSION:
            at = next(iter([at for at, line in enumerate(left) if _BULLET.match(line)][-count:]), 0)
        parts = [left[:at], left[at:]] if len(senses) > 1 else [left]
        return [*number, *map(_cell, parts), *cells] if all(parts) and len(parts) == len(senses) else []

    def _who(self, lines: Lines, count: int) -> list[Lines]:
        """The lines at the end that name who is responsible, as many times as there are days."""
        for size in reversed(range(1, min(len(lines), len(_SIZES) * count + 1))):
            units: list[list[str]] = []
            for line in lines[-size:]:
                if units and (count == 1 or _GOES_ON.search(units[-1][-1])):
                    units[-1].append(line)
                else:
                    units.append([line])
            if len(units) == count and all(self._is_who(" ".join(unit)) for unit in units):
                self._known.append(True)
                return list(units)
        self._known.append(False)
        last = lines[-1] if len(lines) > 1 else ""
        return [[last]] if last[:1].isupper() and len(last.split()) <= _MOST_WORDS and last[-1] != "." else []

    def _is_who(self, text: str) -> bool:
        """Whether each name stands elsewhere in the paper too, is an acronym, or means everybody."""
        names = list(filter(None, _JOINED.split(text)))
        named = (name[:1].isupper() and (_words(name) in self._told or _ACRONYM.fullmatch(name)) for name in names)
        return fold(text) in EVERYONE or (bool(names) and not text.endswith(".") and all(named))


def _words(text: str) -> str:
    return f" {' '.join(_WORD.findall(fold(text)))} "


def _cell(lines: Lines) -> str:
    """The lines in one cell: bullets below each other, what was broken in one line again."""
    said = "\n".join(lines)
    return _BULLETS.sub("<br>", said).replace("\n", " ").replace("|", "/")


def _when(lines: Lines, *, several: bool) -> list[Lines]:
    """The lines at the end that say until when, or how far it is; several for several actions in a cell."""
    size = _last(lines)
    before = _when(lines[:-size], several=True) if size and several else []
    return [*before, lines[-size:]] if size else []


def _last(lines: Lines) -> int:
    """How many lines at the end say until when, or how far it is, where others are left before them."""
    return next((size for size in _SIZES if size < len(lines) and _is_when(" ".join(lines[-size:]))), 0)


@lru_cache(maxsize=2048)
def _is_when(text: str) -> bool:
    """Whether nothing but a day, a state or a dash stands there: no action that ends with its day."""
    said = text.strip(" .;()")
    if status_of(said) or fold(said) in NOBODY - EVERYONE or not said.strip("-–—"):
        return True
    begins = said[:1].isdigit() or is_introduced(said) or maybe_due(said, _ANY_DAY)
    alone = begins or not tells_a_time(" ".join(said.split()[1:]), _ANY_DAY)
    return len(said.split()) <= _MOST_WORDS and bool(alone) and tells_a_time(said, _ANY_DAY)
