"""The tables of a page that have rules in both directions.

And blocks as one sees them below each other: lines with no space between them are one, as in a plain text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from math import inf
from typing import TYPE_CHECKING, NamedTuple

from ictwg.sources.model import BlockKind, SourceBlock
from ictwg.sources.pdf_words import PageBox, Word

if TYPE_CHECKING:
    from ictwg.sources.pdf_page import Page, Rule

    Say = Callable[[list[Word], float], str]
    """The text of words that may go so far to the right."""


class PdfTable(NamedTuple):
    """Where it stands, from and to which page, where its columns end, and what is in its rows."""

    page: int
    last: int
    box: PageBox
    edges: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]


NEAR = 3.0
"""Rules that are no further apart meet, or are one."""

_MOST_CROSSINGS, _MOST_CELLS = 1_000_000, 50_000


def ruled(page: Page, say: Say) -> tuple[list[PdfTable], list[Word]]:
    """The tables with rules, and the words that stand in none."""
    flat, standing = (whole(page.rules, flat=is_flat) for is_flat in (True, False))
    tables: list[PdfTable] = []
    words = list(page.words)
    if len(flat) * len(standing) > _MOST_CROSSINGS:
        return tables, words
    meshes = [mesh for mesh in _meshes(flat, standing) if mesh[1]]
    for mesh in sorted(meshes, key=lambda mesh: mesh[0][0].start - mesh[0][-1].end):
        if table := _meshed(page, words, *mesh, say):
            tables.append(table)
            words = [word for word in words if not table.box.holds(word)]
    return sorted(tables, key=lambda table: (table.box.top, table.box.left)), words


def whole(rules: Iterable[Rule], *, flat: bool) -> list[Rule]:
    """Rules that follow each other as one; a double one as one."""
    whole: list[Rule] = []
    for _, level in _levels([rule for rule in rules if rule.flat == flat]):
        at = level[0].at
        for rule in sorted(level, key=lambda rule: rule.start):
            if whole and whole[-1].at == at and rule.start <= whole[-1].end + NEAR:
                whole[-1] = whole[-1]._replace(end=max(whole[-1].end, rule.end))
            else:
                whole.append(rule._replace(at=at))
    return whole


def _levels(rules: list[Rule]) -> Iterator[tuple[float, list[Rule]]]:
    """The rules at about the same place together."""
    level: list[Rule] = []
    for rule in sorted(rules, key=lambda rule: rule.at):
        if level and rule.at - level[0].at > NEAR:
            yield level[0].at, level
            level = []
        level.append(rule)
    if level:
        yield level[0].at, level


def _meshes(flat: list[Rule], standing: list[Rule]) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """The rules that touch each other."""
    of = list(range(len(flat) + len(standing)))
    for one, low in enumerate(flat):
        for other, high in enumerate(standing, len(flat)):
            if _reaches(low, high.at) and _reaches(high, low.at):
                _unite(of, one, other)
    found: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for at, rule in enumerate((*flat, *standing)):
        found.setdefault(_root(of, at), ([], []))[at >= len(flat)].append(rule)
    yield from (mesh for mesh in found.values() if mesh[0])


def _reaches(rule: Rule, at: float) -> bool:
    return rule.start - NEAR <= at <= rule.end + NEAR


def _root(of: list[int], at: int) -> int:
    while of[at] != at:
        of[at] = at = of[of[at]]
    return at


def _unite(of: list[int], one: int, other: int) -> None:
    """The first of all that belong together stands for them."""
    low, high = sorted((_root(of, one), _root(of, other)))
    of[high] = low


def _edges(rules: list[Rule], others: list[Rule]) -> list[float]:
    """Where these rules stand, and the open ends of those that cross them."""
    edges = [at for at, _ in _levels(rules)]
    start, end = min(rule.start for rule in others), max(rule.end for rule in others)
    return [start] * (edges[0] - start > 2 * NEAR) + edges + [end] * (end - edges[-1] > 2 * NEAR)


def _meshed(page: Page, words: list[Word], flat: list[Rule], standing: list[Rule], say: Say) -> PdfTable | None:
    """A table with rules in both directions; cells without a rule between them are one."""
    across, down = _edges(standing, flat), _edges(flat, standing)
    columns, rows = len(across) - 1, len(down) - 1
    if min(columns - 1, rows) < 1 or columns * rows > _MOST_CELLS:
        return None
    box = PageBox(across[0], down[0], across[-1], down[-1])
    of = _cells(across, down, flat, standing)
    cells: dict[int, list[Word]] = {}
    for word in filter(box.holds, words):
        column = min(bisect_right(across, (word.left + word.right) / 2), columns) - 1
        row = min(bisect_right(down, word.middle), rows) - 1
        cells.setdefault(_root(of, row * columns + column), []).append(word)
    own = {_root(of, at) for at in range(rows * columns)}
    if not cells or len(own) == 1:
        return None
    kept = [column for column in range(columns) if any(row * columns + column in own for row in range(rows))]
    said = {at: say(inside, _limit(inside, across, at % columns)) for at, inside in cells.items()}
    text = (
        tuple(said.get(row * columns + column, "") for column in kept)
        for row in range(rows)
        if any(row * columns + column in own for column in kept)
    )
    return PdfTable(page.number, page.number, box, tuple(across[column + 1] for column in kept), tuple(text))


def _limit(words: list[Word], across: list[float], column: int) -> float:
    """How far the text of a cell can go, which may be merged: its margin is taken to be the same on both sides."""
    left, right = min(word.left for word in words), max(word.right for word in words)
    end = next((edge for edge in across[column + 1 :] if edge > right - 1), across[-1])
    return end - max(0, min(left - across[column], 2 * NEAR))


def _cells(across: list[float], down: list[float], flat: list[Rule], standing: list[Rule]) -> list[int]:
    """To which cell each field of the grid belongs."""
    columns, rows = len(across) - 1, len(down) - 1
    of = list(range(columns * rows))
    walls = [[rule for rule in standing if abs(rule.at - edge) <= NEAR] for edge in across]
    floors = [[rule for rule in flat if abs(rule.at - edge) <= NEAR] for edge in down]
    for row in range(rows):
        for column in range(columns):
            at, x, y = row * columns + column, *map(_half, (across, down), (column, row))
            if column + 1 < columns and not any(rule.start <= y <= rule.end for rule in walls[column + 1]):
                _unite(of, at, at + 1)
            if row + 1 < rows and not any(rule.start <= x <= rule.end for rule in floors[row + 1]):
                _unite(of, at, at + columns)
    return of


def _half(edges: list[float], at: int) -> float:
    return (edges[at] + edges[at + 1]) / 2


class Laid(NamedTuple):
    """A block; `gap`: how far it begins below the end of the one before it, in sizes of its type, where one knows."""

    page: int
    gap: float
    block: SourceBlock

    @property
    def is_text(self) -> bool:
        """Whether it is a paragraph."""
        return self.block.kind is BlockKind.PARAGRAPH


PITCH = 1.2
"""How far lines stand apart, in sizes of their type, where nothing says it."""

_EMPTY, _FEW, _MANY = 1.6, 5, 0.2


def together(laid: Sequence[Laid]) -> list[Laid]:
    """With paragraphs that have no space between them as lines of one, and an empty one where a line is left free.

    So they are in a file where many have none; most programs leave some space between all.
    """
    gaps = sorted(one.gap for last, one in pairwise(laid) if last.is_text and one.is_text and one.gap > 0)
    close = [gap for gap in gaps if gap < _EMPTY * PITCH]
    most = _EMPTY * close[len(close) // 2] if len(close) > max(_FEW, _MANY * sum(one.is_text for one in laid)) else inf
    told: list[Laid] = []
    for one in laid:
        last = told[-1] if told else one
        if one.gap > most:
            told += [Laid(one.page, 0, SourceBlock(BlockKind.PARAGRAPH, place=one.block.place)), one]
        elif most < inf and told and last.is_text and one.is_text and one.page == last.page and last.block.text:
            told[-1] = last._replace(block=last.block._replace(text=f"{last.block.text}\n{one.block.text}"))
        else:
            told.append(one)
    return [one._replace(block=one.block._replace(text="\n".join(_evened(one.block.text)))) for one in told]


def _evened(text: str) -> Iterator[str]:
    """Its lines; rows with tabs as wide as those above them, whose last cells may be empty here."""
    width = 0
    for line in text.split("\n"):
        tabs = line.count("\t")
        width = max(width, tabs) if tabs > 1 else width
        yield line + "\t" * (width - tabs) * (tabs > 1)
