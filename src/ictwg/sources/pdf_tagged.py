"""A PDF that says itself what its words are: office programs put paragraphs, lists and tables in a tree, and the marks
of its leaves on the pages. It says what no place on a page does: which lines are one, and what goes on over pages.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import count, groupby, pairwise, takewhile
from typing import TYPE_CHECKING, NamedTuple

from ictwg.sources.model import BlockKind, SourceBlock, in_cell
from ictwg.sources.numbering import BULLET
from ictwg.sources.pdf_lines import (
    HYPHENS,
    PageLine,
    Spelling,
    is_apart,
    is_full,
    lines_of,
    lines_written,
    marked,
    marker,
    once,
)
from ictwg.sources.pdf_page import CELLS, Path, Tag
from ictwg.sources.pdf_tables import PITCH, Laid

if TYPE_CHECKING:
    from ictwg.sources.pdf_page import Page
    from ictwg.sources.pdf_words import Word


class Told(NamedTuple):
    """A run of words of one block, on one page."""

    path: Path
    page: int
    words: list[Word]


_INLINE = frozenset({"Span", "Link", "Quote", "Reference", "Em", "Strong", "Code", "Annot", "Sub", "Ruby", "Warichu"})


def _is_inside(tag: Tag) -> bool:
    return tag.kind in _INLINE or not tag.kind


def _up_to(path: Path, is_end: Callable[[Tag], bool]) -> Path:
    return tuple(takewhile(lambda tag: not is_end(tag), path))


class Tagged:
    """Makes blocks of the trees of all pages; `beside`: the words that are in none, as headers and footers are."""

    @classmethod
    def of(cls, pages: Sequence[Page]) -> Tagged | None:
        """None where most of the letters have no tag."""
        words = [(page, word) for page in pages for word in page.words]
        tagged = sum(len(word.text) for page, word in words if word.mark in page.tags)
        return cls(pages) if tagged > _MOSTLY * sum(len(word.text) for _, word in words) else None

    def __init__(self, pages: Sequence[Page]) -> None:
        words = [(page, word) for page in pages for word in page.words]
        found = [(page.tags[word.mark], page.number, word) for page, word in words if word.mark in page.tags]
        found.sort(key=lambda one: [tag.at for tag in one[0]])
        self._parts = [
            Told(path, page, [word for _, _, word in run])
            for (path, page), run in groupby(found, key=lambda one: (_up_to(one[0], _is_inside), one[1]))
        ]
        self._pages = pages
        self._stops = _Stops.of(self._parts)
        self._spelling = Spelling.of([word.text for _, word in words])
        self._limits: dict[tuple[Path, float], float] = {}
        for part in self._parts:
            column, right = _column(part), max(word.right for word in part.words)
            self._limits[column] = max(self._limits.get(column, 0), right)
        spaced = [part.words[-1].spaced for part in self._parts]
        self._spaces_tell = sum(map(bool, spaced)) < _SELDOM * len(spaced)
        """Whether a space is drawn at the end of a line that is wrapped there, and of no other."""

    def beside(self) -> tuple[list[PageLine], list[PageLine]]:
        """What is in no tree, as headers and footers are: the lines of the upper half, and of the lower, each once."""
        lines: tuple[list[PageLine], list[PageLine]] = [], []
        for page in self._pages:
            for line in lines_of(word for word in page.words if word.mark not in page.tags):
                lines[line.middle > page.height / 2].append(line._replace(page=page.number))
        return [*once(lines[0])], [*once(lines[1])]

    def blocks(self) -> list[Laid]:
        """All of them."""
        return list(self._blocks(self._parts, 0))

    def _blocks(self, parts: Sequence[Told], depth: int) -> Iterator[Laid]:
        """`depth` is how much of the paths is around all of them."""
        units = [[*group] for _, group in groupby(parts, key=lambda part: _unit(part.path, depth))]
        number = ""
        for before, run, after in zip([[], *units], units, [*units[1:], []], strict=False):
            path, gap = _unit(run[0].path, depth), self._gap(before[-1], run[0]) if before else 0.0
            if path[-1].kind == "Table":
                yield Laid(run[0].page, gap, self._table(run, len(path)))
            elif path[-1].kind == "Lbl" or (after and self._is_number_of(run[0], after[0])):
                number = self._said(run).replace("\n", " ")
                continue
            else:
                yield Laid(run[0].page, gap, self._text(run, path[depth:], number))
            number = ""

    def _is_number_of(self, part: Told, text: Told) -> bool:
        """Whether it is a number alone that stands before the text, in its line."""
        if len(part.words) > 1 or abs(self._gap(part, text)) > PITCH / 2 or part.page != text.page:
            return False
        return bool(marker((*part.words, text.words[0])))

    def _gap(self, part: Told, other: Told) -> float:
        last, line = _lines(part)[-1], _lines(other)[0]
        return (line.middle - last.middle) / last.size if part.page == other.page else 0.0

    def _text(self, run: list[Told], path: Path, number: str) -> SourceBlock:
        place, said = _place(run[0].page), self._said(run)
        heading = next(filter(None, (_HEADING.fullmatch(tag.kind) for tag in path)), None)
        number = BULLET if number == "o" or not any(map(str.isalnum, number or "o")) else number
        if heading:
            return SourceBlock(BlockKind.HEADING, _MARKS.sub("", said), place, int(heading[1] or 1), number)
        if not number:
            return SourceBlock(BlockKind.PARAGRAPH, said, place)
        return SourceBlock(BlockKind.ITEM, said, place, max(sum(tag.kind == "L" for tag in path) - 1, 0), number)

    def _said(self, run: list[Told]) -> str:
        """Its lines, which are one where they are wrapped."""
        texts: list[list[PageLine]] = []
        for part in run:
            for line in map(self._tabbed, _lines(part, self._limits[_column(part)])):
                if texts and self._is_pushed_down(texts[-1][-1], line):
                    first, *others = line.words
                    line = line._replace(words=(first._replace(tabs=1), *others))  # noqa: PLW2901
                elif not texts or not is_full(texts[-1][-1], line):
                    texts.append([])
                texts[-1].append(line)
        return "\n".join(marked(text, self._spelling).marked() for text in texts)

    def _tabbed(self, line: PageLine) -> PageLine:
        if self._spaces_tell:
            line = line._replace(spaced=bool(line.words[-1].spaced))
        between = self._stops.between if self._stops else partial(is_apart, size=line.size)
        tabs = [0, *(int(between(*pair)) for pair in pairwise(line.words))]
        return line._replace(words=tuple(word._replace(tabs=n) for word, n in zip(line.words, tabs, strict=True)))

    def _is_pushed_down(self, last: PageLine, line: PageLine) -> bool:
        """Whether it was a tab that left no place for its first word."""
        end, first = last.words[-1], line.words[0]
        if not self._stops or not self._spaces_tell or end.spaced or end.text.endswith(HYPHENS):
            return False
        return (
            last.limit - last.right > _SPACE * last.size
            and self._stops.after(last.right) + first.right - first.left > last.limit
        )

    def _table(self, parts: list[Told], depth: int) -> SourceBlock:
        """What is merged stands at the left and at the top."""
        rows: list[dict[int, str]] = []
        taken: dict[int, int] = {}
        """In how many rows a cell stands in a column, this one counted."""
        for _, group in groupby(parts, key=lambda part: _up_to(part.path[depth:], _is_cell)):
            rows.append({})
            column = next_one = 0
            for cell, inner in groupby(group, key=lambda part: part.path[: _depth_of_cell(part.path, depth)]):
                at, _, across, down = cell[-1]
                for one in range(min(next_one, at), at + 1):
                    column = next(free for free in count(column) if free not in taken)
                    width, height = (across, down) if one == at else (1, 1)
                    taken |= dict.fromkeys(range(column, column + width), height)
                    rows[-1].setdefault(column, "")
                next_one = at + 1
                rows[-1][column] = in_cell([one.block for one in self._blocks([*inner], len(cell))])[0]
            taken = {column: height - 1 for column, height in taken.items() if height > 1}
        width = 1 + max(column for row in rows for column in row)
        told = tuple(tuple(row.get(column, "") for column in range(width)) for row in rows)
        return SourceBlock(BlockKind.TABLE, place=_place(parts[0].page), rows=told)


class _Stops(NamedTuple):
    """Where tabs lead to: from the margin on, in even steps."""

    margin: float
    step: float

    @classmethod
    def of(cls, parts: Sequence[Told]) -> _Stops | None:
        """As an office program has them by itself, where most of what stands behind gaps stands there."""
        lines = [line for part in parts for line in _lines(part)]
        margin = Counter(round(line.left, 1) for line in lines).most_common(1)[0][0]
        behind = [word for line in lines for last, word in pairwise(line.words) if is_apart(last, word, line.size)]
        known = [
            cls(margin, step)
            for step in _STEPS
            if sum(cls(margin, step).has(word) for word in behind) > 0.9 * len(behind)
        ]
        return known[0] if known and len(behind) > _FEW else None

    def has(self, word: Word) -> bool:
        """Whether it stands at one."""
        return abs((word.left - self.margin + self.step / 2) % self.step - self.step / 2) < 1

    def after(self, place: float) -> float:
        """The next one."""
        return self.margin + ((place - self.margin) // self.step + 1) * self.step

    def between(self, last: Word, word: Word) -> int:
        """How many tabs lead from one word to the next."""
        return (
            0 if last.spaced or not self.has(word) else round((word.left - self.after(last.right + 1)) / self.step) + 1
        )


_STEPS, _FEW, _SPACE = (36.0, 35.45), 4, 0.65
_MOSTLY, _SELDOM = 0.5, 0.2
_MARKS = re.compile(r"\*\*|~~")
_HEADING = re.compile(r"H([1-6]?)|Title")


def _is_cell(tag: Tag) -> bool:
    return tag.kind in CELLS


def _depth_of_cell(path: Path, depth: int) -> int:
    return depth + len(_up_to(path[depth:], _is_cell)) + 1


def _unit(path: Path, depth: int) -> Path:
    """What becomes one block: a table, or a text."""
    above = _up_to(path[depth:], lambda tag: tag.kind == "Table")
    return path[: depth + len(above) + 1]


def _column(part: Told) -> tuple[Path, float]:
    """What has one right margin with it: the same column of a table, or the text that begins as far to the left."""
    outer = _up_to(part.path, lambda tag: tag.kind == "Table")
    if len(outer) == len(part.path):
        return (), round(min(word.left for word in part.words) / 4)
    return part.path[: len(outer) + 1], part.path[min(_depth_of_cell(part.path, 0), len(part.path)) - 1].at


def _lines(part: Told, limit: float = 0.0) -> list[PageLine]:
    return [line._replace(page=part.page, limit=limit) for line in lines_written(part.words)]


def _place(page: int) -> str:
    return f"p. {page}"
