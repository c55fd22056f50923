"""What stands on the pages in the order of reading: what is beside the text apart, columns and tables in place."""

from __future__ import annotations

import re
from collections import Counter
from functools import partial
from itertools import chain, takewhile
from typing import TYPE_CHECKING, NamedTuple

from ictwg.sources.pdf_flow import flow
from ictwg.sources.pdf_lines import (
    PageLine,
    Spelling,
    lines_of,
    marked,
    once,
    paragraphs,
    said_on,
    usual_pitch,
    usual_size,
    with_ends,
)
from ictwg.sources.pdf_tables import NEAR, PdfTable, ruled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ictwg.sources.pdf_page import Page
    from ictwg.sources.pdf_tables import Say
    from ictwg.sources.pdf_words import Word


class Layout(NamedTuple):
    """All pages as one; `size` is the type of most of their letters."""

    heads: list[PageLine]
    body: list[PageLine | PdfTable]
    feet: list[PageLine]
    footnotes: list[tuple[int, str]]
    spelling: Spelling
    size: float


def lay_out(pages: list[Page]) -> Layout:
    """A header or footer stands in it once."""
    spelling = Spelling.of([word.text for page in pages for word in page.words])
    say = partial(_say, spelling)
    parted = [ruled(page, say) for page in pages]
    size = usual_size(word for _, words in parted for word in words)
    running = _running(pages, [words for _, words in parted], size)
    body: list[PageLine | PdfTable] = []
    footnotes: list[tuple[int, str]] = []
    for page, (tables, words), beside in zip(pages, parted, running, strict=True):
        inner = set(words).difference(*(line.words for lines in beside for line in lines))
        small = _below_the_text(page, [word for word in words if word in inner], size)
        if small:
            said = say(small, max(word.right for word in small))
            footnotes += [(page.number, note) for note in said.split("\n")]
            inner.difference_update(small)
        body += _body(page, tables, [word for word in words if word in inner], say)
    heads, feet = (list(once(chain.from_iterable(lines))) for lines in zip(*running, strict=True))
    return Layout(heads, _over_pages(_with_margins(pages, body)), feet, footnotes, spelling, size)


def _below_the_text(page: Page, words: list[Word], size: float) -> list[Word]:
    """The footnotes: what stands below a short rule, all of it in smaller type."""
    for rule in page.rules:
        if rule.flat and rule.end - rule.start < page.width / 2 and rule.at > page.height / 2:
            below = [word for word in words if word.middle > rule.at]
            if below and all(word.size < 0.95 * size for word in below):
                return below
    return []


def _say(spelling: Spelling, words: list[Word], limit: float) -> str:
    """The text of a cell."""
    lines = [line._replace(limit=limit) for line in lines_of(words)]
    return "\n".join(marked(one, spelling).marked() for one in paragraphs(lines, usual_pitch(lines)))


def _body(page: Page, tables: list[PdfTable], words: list[Word], say: Say) -> Iterator[PageLine | PdfTable]:
    for table in tables:
        above = [word for word in words if word.middle < table.box.top]
        yield from flow(above, page.number, say)
        yield table
        words = [word for word in words if word.middle >= table.box.top]
    yield from flow(words, page.number, say)


def _over_pages(body: Iterable[PageLine | PdfTable]) -> list[PageLine | PdfTable]:
    """With one table where it goes on over pages."""
    told: list[PageLine | PdfTable] = []
    for one in body:
        last = told[-1] if told else None
        if isinstance(one, PdfTable) and isinstance(last, PdfTable) and (both := _joined(last, one)):
            told[-1] = both
        else:
            told.append(one)
    return told


def _joined(table: PdfTable, other: PdfTable) -> PdfTable | None:
    """One table, where the other goes on with it on the next page; its heading row is told once."""
    if other.page != table.last + 1 or len(table.edges) != len(other.edges):
        return None
    if any(abs(one - two) > 2 * NEAR for one, two in zip(table.edges, other.edges, strict=True)):
        return None
    again = takewhile(lambda rows: any(rows[0]) and rows[0] == rows[1], zip(table.rows, other.rows[:-1], strict=False))
    whole, (row, *rows) = [*table.rows], other.rows[len(list(again)) :]
    if _is_cut(whole[-1], row):
        halves = zip(whole.pop(), row, strict=True)
        row = tuple((" " if _flows(*half) else "\n").join(filter(None, half)) for half in halves)
    return PdfTable(table.page, other.last, other.box, table.edges, (*whole, row, *rows))


def _is_cut(last: tuple[str, ...], row: tuple[str, ...]) -> bool:
    """Whether the row is the rest of the last one: a cell goes on in a sentence, or one alone has more to say."""
    rest = [(above, below) for above, below in zip(last, row, strict=True) if below]
    return any(_flows(*pair) for pair in rest) or (len(rest) == 1 and not row[0] and bool(rest[0][0]))


def _flows(above: str, below: str) -> bool:
    return bool(above and below) and below[0].islower() and not above.endswith((".", ":", ";", "!", "?"))


def _with_margins(pages: list[Page], body: list[PageLine | PdfTable]) -> Iterator[PageLine | PdfTable]:
    """With lines that know how far they could go: as three lines of pages of this width do, or over most of it."""
    widths = {page.number: round(page.width) for page in pages}
    margins: dict[int, float] = {}
    lines = [one for one in body if isinstance(one, PageLine) and not one.limit]
    for width in set(widths.values()):
        rights = sorted((line.right for line in lines if widths[line.page] == width), reverse=True)
        reached = next(
            (far for far, third in zip(rights, rights[2:], strict=False) if far - third < _RAGGED),
            max(rights, default=0),
        )
        margins[width] = max(reached, _LEAST * width)
    known = (line._replace(limit=margins[widths[line.page]]) for line in lines)
    with_limit = iter(with_ends(known))
    for one in body:
        yield next(with_limit) if isinstance(one, PageLine) and not one.limit else one


_RAGGED, _LEAST = 15.0, 0.8


def _running(pages: list[Page], words: list[list[Word]], size: float) -> list[tuple[list[PageLine], list[PageLine]]]:
    """Header and footer of each page: the outermost lines that others have at the same height, in no large type."""
    of_pages = [
        [line._replace(page=page.number) for line in lines_of(inside)]
        for page, inside in zip(pages, words, strict=True)
    ]
    seen = Counter(key for lines in of_pages for key in set(chain.from_iterable(map(_keys, lines))))
    opening = {line.text for line in of_pages[0]}
    running: list[tuple[list[PageLine], list[PageLine]]] = []
    for page, lines in zip(pages, of_pages, strict=True):
        beside = {
            line
            for line in lines
            if abs(line.middle / page.height - 0.5) > _MIDDLE
            and line.size <= size * 1.1
            and (any(seen[key] > 1 for key in _keys(line)) or _is_of_margin(line, page, len(pages), opening))
        }
        upper = sum(line.middle < page.height / 2 for line in lines)
        heads = list(takewhile(beside.__contains__, lines[:upper]))
        feet = list(takewhile(beside.__contains__, reversed(lines[upper:])))
        running.append((heads, feet[::-1]))
    return running


_MIDDLE, _MARGIN = 0.3, 0.42
"""How far from the middle of the page, in its heights, headers begin, and those that one page alone has."""


def _keys(line: PageLine) -> set[tuple[str, int]]:
    heights = int(line.middle / _SAME_HEIGHT), int(line.middle / _SAME_HEIGHT + 0.5) + _OTHER
    return {(text, height) for text in said_on(line) for height in heights}


_SAME_HEIGHT, _OTHER = 4, 1_000_000


def _is_of_margin(line: PageLine, page: Page, total: int, opening: set[str]) -> bool:
    """Whether it is a page number, or says what lines of the first page say, as headers of the pages after it do."""
    if abs(line.middle / page.height - 0.5) < _MARGIN:
        return False
    parts = [" ".join(word.text for word in part) for part in line.parts()]
    number = rf"\W*{page.number}\W*|(.*\D)?{page.number}\D{{1,6}}{total}\W*"
    is_said = page.number > 1 and len(line.words) > _FEW_WORDS and opening.issuperset(parts)
    return is_said or bool(re.fullmatch(number, line.text))


_FEW_WORDS = 2
