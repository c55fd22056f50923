"""What a page says, before it is markdown or HTML: blocks of text, each text made of our words and of data.

    Heading · Paragraph · Items · Table · Facts · Quote · Signatures

Data is a leaf of its own, so that each writer escapes it in one place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, TypeVar

from ictwg.domain.text import clean
from ictwg.papers.words import label

if TYPE_CHECKING:
    from ictwg.domain.figures import Bar


T = TypeVar("T")


class TextKind(StrEnum):
    """How a text is to be taken: as our own words, as one line of data, as a title of somebody's, as a long text."""

    OWN = "own"
    LINE = "line"
    TITLE = "title"
    LONG = "long"


class Style(StrEnum):
    """`OPENING` begins an item of a list, and must open none itself."""

    STRONG = "strong"
    EMPHASIS = "emphasis"
    OPENING = "opening"


CellValue: TypeAlias = date | int | Decimal | None


@dataclass(frozen=True, slots=True)
class Leaf:
    """A text.

    Attributes:
        signs: What means something where it stands in markdown, and is escaped there.
        value: What a spreadsheet keeps in its place: a day, a number or a sum of money.
        currency: Of that sum, where it stands in the text.
    """

    text: str
    said: TextKind = TextKind.OWN
    signs: str = ""
    value: CellValue = None
    currency: str = ""


@dataclass(frozen=True, slots=True)
class Styled:
    style: Style
    inner: PaperText


@dataclass(frozen=True, slots=True)
class PaperText:
    parts: tuple[Leaf | Styled, ...] = ()

    def __add__(self, other: PaperText) -> PaperText:
        return PaperText((*self.parts, *other.parts))

    def __bool__(self) -> bool:
        return bool(self.parts)


NOTHING = PaperText()


def plain_text(text: PaperText) -> str:
    """Its letters alone."""
    return "".join(part.text if isinstance(part, Leaf) else plain_text(part.inner) for part in text.parts)


@dataclass(frozen=True, slots=True)
class HeadingBlock:
    level: int
    text: PaperText


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A text, and on a page what belongs to it.

    Attributes:
        boxed: It stands in a box, as what says that a paper is a draft; in the middle of it where it has no number.
        number: It stands before the text, which hangs behind it.
        below: Paragraphs under the text that go by its number.
        at_right: A line under all that at the right edge.
    """

    text: PaperText
    boxed: bool = False
    number: str = ""
    below: tuple[PaperText, ...] = ()
    at_right: PaperText = NOTHING


@dataclass(frozen=True, slots=True)
class Quote:
    text: PaperText


@dataclass(frozen=True, slots=True)
class ListItem:
    """A line of a list, and the paragraphs under it."""

    text: PaperText
    depth: int = 0
    details: tuple[PaperText, ...] = ()


@dataclass(frozen=True, slots=True)
class Items:
    items: tuple[ListItem, ...]


class Band(NamedTuple):
    """A row that goes across a table, and tells of the rows below it.

    Attributes:
        at: Before which row it stands.
        level: 2 stands within 1.
    """

    at: int
    text: PaperText
    level: int = 1


@dataclass(frozen=True, slots=True)
class TableBlock:
    """Rows of cells under their heads.

    Attributes:
        widths: Of the columns in per cent, where the rows are written in by hand.
        figures: Whether a column holds figures, which a page sets to the right.
        bars: One for each row, drawn behind it; None where nothing may be drawn; or none at all.
        choices: The words that a column takes, where it takes no others.
        bands: In order.
    """

    head: tuple[PaperText, ...]
    rows: tuple[tuple[PaperText, ...], ...]
    widths: tuple[int, ...] = ()
    figures: tuple[bool, ...] = ()
    bars: tuple[Bar | None, ...] = ()
    choices: tuple[tuple[str, ...], ...] = ()
    bands: tuple[Band, ...] = ()

    def with_bands(self, rows: Sequence[T], made: Callable[[Band], T]) -> Iterator[T]:
        """What was made of its rows, and between them what is made of its bands."""
        for at in range(len(rows) + 1):
            yield from (made(band) for band in self.bands if band.at == at)
            yield from rows[at : at + 1]


@dataclass(frozen=True, slots=True)
class Facts:
    rows: tuple[tuple[str, PaperText], ...]


@dataclass(frozen=True, slots=True)
class Signatures:
    """Room to sign and to stamp, on one page with what stands before.

    Attributes:
        people: As whom each of them signs, and what stands under the line for it.
        stamp: What stands in the room for the stamp.
    """

    people: tuple[tuple[PaperText, ...], ...]
    stamp: PaperText


Block: TypeAlias = HeadingBlock | Paragraph | Quote | Items | TableBlock | Facts | Signatures


def own(text: str) -> PaperText:
    return PaperText((Leaf(text),)) if text else NOTHING


def line(text: str, signs: str = "") -> PaperText:
    return _data(clean(text), TextKind.LINE, signs)


def title_of(text: str) -> PaperText:
    """Behind a number of ours."""
    return _data(clean(text), TextKind.TITLE)


def long(text: str) -> PaperText:
    return _data(clean(text, multiline=True), TextKind.LONG)


def cell(text: str, value: CellValue, currency: str = "") -> PaperText:
    """A text that a spreadsheet keeps as the day, the number or the sum that it says."""
    return PaperText((Leaf(clean(text, multiline=True), TextKind.LONG, "", value, currency),)) if text else NOTHING


def _data(text: str, said: TextKind, signs: str = "") -> PaperText:
    """What the file holds, without what a reader would obey: no line of it may end where only the door sees that."""
    return PaperText((Leaf(text, said, signs),)) if text else NOTHING


def strong(text: PaperText) -> PaperText:
    return PaperText((Styled(Style.STRONG, text),)) if text else NOTHING


def emphasis(text: PaperText) -> PaperText:
    return PaperText((Styled(Style.EMPHASIS, text),)) if text else NOTHING


def opening(text: PaperText) -> PaperText:
    return PaperText((Styled(Style.OPENING, text),)) if text else NOTHING


def chain(between: str, texts: Iterable[PaperText]) -> PaperText:
    """Those that say something, with our sign between them."""
    told = [text for text in texts if text]
    return PaperText(
        tuple(part for at, text in enumerate(told) for part in ((own(between) + text) if at else text).parts)
    )


def said(key: str, lang: str, **values: PaperText | str | int) -> PaperText:
    """A sentence of `minutes.*` with texts in it."""
    names = list(values)
    marks = {
        name: f"{_OPEN}{names.index(name)}{_CLOSE}" if isinstance(value, PaperText) else value
        for name, value in values.items()
    }
    first, *rest = label(key, lang, **marks).split(_OPEN)
    found = own(first)
    for piece in rest:
        at, _, tail = piece.partition(_CLOSE)
        value = values[names[int(at)]]
        assert isinstance(value, PaperText)  # noqa: S101 - only those are marked
        found = found + value + own(tail)
    return found


_OPEN, _CLOSE = "\ue000", "\ue001"
"""Around the number of a text; no label of ours has these signs, and data comes in as texts only."""

DASH = " – "
"""Between the parts of a line; a dash in data is written otherwise where it would be read as one."""
