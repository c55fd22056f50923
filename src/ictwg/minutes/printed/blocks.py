"""What a page says, before it is markdown or HTML: blocks of text, each text made of our words and of data.

    Heading · Paragraph · Items · Table · Facts · Quote

Data is a leaf of its own, so that each writer escapes it in one place.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from ictwg.domain.text import clean
from ictwg.minutes.printed.labels import label

if TYPE_CHECKING:
    from collections.abc import Iterable


class Said(StrEnum):
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


@dataclass(frozen=True, slots=True)
class Leaf:
    """Attributes: signs: What means something where it stands in markdown, and is escaped there."""

    text: str
    said: Said = Said.OWN
    signs: str = ""


@dataclass(frozen=True, slots=True)
class Styled:
    style: Style
    inner: Text


@dataclass(frozen=True, slots=True)
class Text:
    parts: tuple[Leaf | Styled, ...] = ()

    def __add__(self, other: Text) -> Text:
        return Text((*self.parts, *other.parts))

    def __bool__(self) -> bool:
        return bool(self.parts)


NOTHING = Text()


@dataclass(frozen=True, slots=True)
class Heading:
    level: int
    text: Text


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: Text


@dataclass(frozen=True, slots=True)
class Quote:
    text: Text


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a list, and the paragraphs under it."""

    text: Text
    depth: int = 0
    details: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Items:
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Attributes: widths: Of the columns in per cent, where the rows are written in by hand."""

    head: tuple[Text, ...]
    rows: tuple[tuple[Text, ...], ...]
    widths: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """Names with their values."""

    rows: tuple[tuple[str, Text], ...]


Block: TypeAlias = Heading | Paragraph | Quote | Items | Table | Facts


def own(text: str) -> Text:
    return Text((Leaf(text),)) if text else NOTHING


def line(text: str, signs: str = "") -> Text:
    return _data(clean(text), Said.LINE, signs)


def title_of(text: str) -> Text:
    """Behind a number of ours."""
    return _data(clean(text), Said.TITLE)


def long(text: str) -> Text:
    return _data(clean(text, multiline=True), Said.LONG)


def _data(text: str, said: Said, signs: str = "") -> Text:
    """What the file holds, without what a reader would obey: no line of it may end where only the door sees that."""
    return Text((Leaf(text, said, signs),)) if text else NOTHING


def strong(text: Text) -> Text:
    return Text((Styled(Style.STRONG, text),)) if text else NOTHING


def emphasis(text: Text) -> Text:
    return Text((Styled(Style.EMPHASIS, text),)) if text else NOTHING


def opening(text: Text) -> Text:
    return Text((Styled(Style.OPENING, text),)) if text else NOTHING


def chain(between: str, texts: Iterable[Text]) -> Text:
    """Those that say something, with our sign between them."""
    told = [text for text in texts if text]
    return Text(tuple(part for at, text in enumerate(told) for part in ((own(between) + text) if at else text).parts))


def said(key: str, lang: str, **values: Text | str | int) -> Text:
    """A sentence of `minutes.*` with texts in it."""
    names = list(values)
    marks = {
        name: f"{_OPEN}{names.index(name)}{_CLOSE}" if isinstance(value, Text) else value
        for name, value in values.items()
    }
    first, *rest = label(key, lang, **marks).split(_OPEN)
    found = own(first)
    for piece in rest:
        at, _, tail = piece.partition(_CLOSE)
        value = values[names[int(at)]]
        assert isinstance(value, Text)  # noqa: S101 - only those are marked
        found = found + value + own(tail)
    return found


_OPEN, _CLOSE = "\ue000", "\ue001"
"""Around the number of a text; no label of ours has these signs, and data comes in as texts only."""
