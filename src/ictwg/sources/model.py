"""A file as blocks, each with its place: what every reader of a format gives, and all that is known of the file."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple


class BlockKind(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    """An element of a list, with its bullet or number."""
    TABLE = "table"
    NOTE = "note"
    """What stands beside the text: a comment, a header or footer."""


class Unreadable(StrEnum):
    """Why a file gives nothing; message ids of the area `importing`."""

    BROKEN = "broken"
    """It is damaged, or no file of its kind."""
    LOCKED = "locked"
    """It opens with a password."""
    TOO_LARGE = "too_large"
    """It unpacks to more than an office's paper can hold, or its sheet is too wide and long."""
    TOO_SLOW = "too_slow"
    """Reading it took more time or memory than any paper needs."""
    PICTURE = "picture"
    """Its pages are pictures of paper."""
    NO_READER = "no_reader"
    """The extra `office` is not installed."""
    NO_OFFICE = "no_office"
    """It is of an old kind that only an office program opens, and none is installed."""


class SourceBlock(NamedTuple):
    """One block of a file.

    Attributes:
        text: In it `**bold**` and `~~struck~~` words are marked as in markdown; a line break is one. Empty paragraphs,
            which many put between others, are kept.
        place: Where it stands: `12` for a line, `p. 3`, `Sheet 1!A5`; or nothing.
        level: Of a heading, from 1; of an element of a list how deep it is, from 0.
        number: As it is printed before the text, `2.1` or `(a)`; `•` for a bullet; empty where nothing is.
        rows: Of a table. Cells that are merged hold their text once, at the left and at the top.
        was: Its words before the changes that the file tells one by one; None where it tells none.
        by: Who made them, or wrote a comment: `Ana Silva, 2010-05-03`.
    """

    kind: BlockKind
    text: str = ""
    place: str = ""
    level: int = 0
    number: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    was: str | None = None
    by: str = ""

    def in_one(self) -> str:
        """All that it says, where it stands in a cell."""
        rows = "\n".join(" | ".join(filter(None, row)) for row in self.rows)
        return f"{self.number} {self.text or rows}".strip()


def in_cell(blocks: Sequence[SourceBlock]) -> tuple[str, list[SourceBlock]]:
    """What blocks say in a cell of a table, and the notes beside it."""
    notes = [one for one in blocks if one.kind is BlockKind.NOTE]
    return "\n".join(filter(None, (one.in_one() for one in blocks if one.kind is not BlockKind.NOTE))), notes


def even(rows: Sequence[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """Rows of one width."""
    width = max(map(len, rows), default=0)
    return tuple(row + ("",) * (width - len(row)) for row in rows)


class Source(NamedTuple):
    """What a file says.

    Attributes:
        blocks: In the order in which one reads them.
        problem: Why there are none.
        name: Of what is inside another file, as an attachment; empty for a file itself.
        inside: The files that it holds.
        about: What it says of itself: `subject`, `keywords`, `category`, `comments`, `language`, `editor`.
    """

    blocks: tuple[SourceBlock, ...] = ()
    problem: Unreadable | None = None
    name: str = ""
    inside: tuple[Source, ...] = ()
    about: tuple[tuple[str, str], ...] = ()
