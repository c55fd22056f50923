"""The tables of a paper as CSV for Excel: what stands above a table is a row of its own."""

from __future__ import annotations

from collections.abc import Iterator

from ictwg.papers.blocks import Block, Facts, Items, PaperText, Signatures, TableBlock, own, plain_text
from ictwg.papers.document import Document
from ictwg.records.csv_format import written


def write(document: Document) -> bytes:
    """The whole file, with a byte order mark."""
    return written(([*map(plain_text, row)] for row in rows_of(document.blocks)), for_excel=True).encode()


def is_ours(data: bytes) -> bool:  # noqa: ARG001 - as every form has it
    """A list has no room to say so."""
    return False


def rows_of(blocks: tuple[Block, ...]) -> Iterator[tuple[PaperText, ...]]:
    """Each table behind an empty row, where anything stands before it."""
    for at, block in enumerate(blocks):
        match block:
            case TableBlock():
                yield from [()] if at else []
                yield block.head
                yield from block.with_bands(block.rows, lambda band: (band.text,))
            case Facts(rows):
                yield from ((own(name), value) for name, value in rows)
            case Items(items):
                yield from ((text,) for item in items for text in (item.text, *item.details))
            case Signatures():
                yield from ()
            case _:
                yield (block.text,)
