"""Blocks as plain lines to paste into a message, with the few signs that WhatsApp knows (`*bold*`)."""

from __future__ import annotations

from collections.abc import Iterator

from ictwg.domain.text import one_line
from ictwg.papers.blocks import (
    Block,
    Facts,
    HeadingBlock,
    Items,
    Leaf,
    ListItem,
    PaperText,
    Paragraph,
    Signatures,
    Style,
    Styled,
    TableBlock,
    own,
    plain_text,
)
from ictwg.papers.document import Document

BULLET = "• "


def write(document: Document) -> bytes:
    """The whole message."""
    return (text_of(document.blocks) + "\n").encode()


def is_ours(data: bytes) -> bool:  # noqa: ARG001 - as every form has it
    """A message has no room to say so."""
    return False


def text_of(blocks: tuple[Block, ...]) -> str:
    """What follows a heading stands right under it."""
    told = ""
    for before, block in zip((None, *blocks), blocks, strict=False):
        between = "\n" if isinstance(before, HeadingBlock) else "\n\n"
        told += (between if told else "") + "\n".join(_lines(block))
    return told


def _lines(block: Block) -> Iterator[str]:
    match block:
        case HeadingBlock(_, text):
            yield _strong(text)
        case Items(items):
            for item in items:
                yield from _item(item)
        case TableBlock():
            rows = [BULLET + " – ".join(filter(None, map(_one_line, row))) for row in block.rows]
            yield from block.with_bands(rows, lambda band: _strong(band.text))
        case Facts(rows):
            yield from (f"{name}: {_text(value)}" for name, value in rows)
        case Signatures(people, stamp):
            yield from (", ".join(map(_one_line, person)) for person in (*people, (stamp,)))
        case Paragraph(text, number=number):
            told = own(f"{number} " if number else "") + text, *block.below, block.at_right
            yield from filter(None, map(_text, told))
        case _:
            yield _text(block.text)


def _item(item: ListItem) -> Iterator[str]:
    indent = "  " * item.depth
    yield indent + BULLET + _one_line(item.text)
    yield from (f"{indent}  {_text(detail)}" for detail in item.details)


def _one_line(text: PaperText) -> str:
    return one_line(_text(text))


def _text(text: PaperText) -> str:
    return "".join(map(_part, text.parts))


def _part(part: Leaf | Styled) -> str:
    if isinstance(part, Leaf):
        return part.text
    return _strong(part.inner) if part.style is Style.STRONG else _text(part.inner)


def _strong(text: PaperText) -> str:
    return f"*{plain_text(text).replace('*', '')}*"
