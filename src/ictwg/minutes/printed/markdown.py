"""Blocks as markdown: CommonMark with pipe tables, ready for pandoc, and read back by us."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.minutes.printed.blocks import Facts, HeadingBlock, Items, Leaf, Paragraph, Quote, Style, TableBlock, TextKind
from ictwg.minutes.printed.escaping import beginning, heading, marked, plain
from ictwg.minutes.printed.front_matter import with_front_matter

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ictwg.minutes.printed.blocks import Block, ListItem, PaperText, Styled


INDENT = "  "


def markdown(values: dict[str, str], blocks: Iterable[Block]) -> str:
    """A file: what it is, and what it says."""
    return with_front_matter(values, "\n" + "\n".join(lines_of(blocks)) + "\n")


def lines_of(blocks: Iterable[Block]) -> list[str]:
    """Blocks with a blank line between them."""
    lines: list[str] = []
    for block in blocks:
        said = _block(block)
        lines += ["", *said] if lines else said
    return lines


def text_of(text: PaperText) -> str:
    return "".join(map(_part, text.parts))


def bullet(depth: int, text: str) -> list[str]:
    """A list item; the further lines of its text stand under its first."""
    first, *rest = text.split("\n")
    return [f"{INDENT * depth}- {first}", *_under(depth, rest)]


def _part(part: Leaf | Styled) -> str:
    if isinstance(part, Leaf):
        return _leaf(part)
    inner = text_of(part.inner)
    match part.style:
        case Style.STRONG:
            return f"**{inner}**"
        case Style.EMPHASIS:
            return f"*{inner}*"
        case _:
            return beginning(inner)


def _leaf(leaf: Leaf) -> str:
    match leaf.said:
        case TextKind.OWN:
            return leaf.text
        case TextKind.LINE:
            return plain(leaf.text, leaf.signs)
        case TextKind.TITLE:
            return heading(leaf.text)
        case _:
            return marked(leaf.text)


def _block(block: Block) -> list[str]:
    match block:
        case HeadingBlock(level, text):
            return [f"{'#' * level} {text_of(text)}"]
        case Paragraph(text):
            return text_of(text).split("\n")
        case Quote(text):
            return [f"> {text_of(text)}"]
        case Items(items):
            return [said for item in items for said in _item(item)]
        case TableBlock(head, rows):
            return table([text_of(cell) for cell in head], ([text_of(cell) for cell in row] for row in rows))
        case Facts(facts):
            first, *others = [(name, text_of(value)) for name, value in facts]
            return table(first, others)


def _item(item: ListItem) -> list[str]:
    """With each detail a paragraph of its own under the line."""
    details = (("", *_under(item.depth, text_of(detail).split("\n"))) for detail in item.details)
    return [*bullet(item.depth, text_of(item.text)), *(said for detail in details for said in detail)]


def _under(depth: int, lines: Iterable[str]) -> list[str]:
    return [f"{INDENT * (depth + 1)}{line}" if line else "" for line in lines]


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """The lines of a table; the cells are markdown already."""
    return [_row(head), _row(["---"] * len(head)), *(_row(row) for row in rows)]


def _row(cells: Iterable[str]) -> str:
    return "|" + "|".join(f" {cell} " if cell else " " for cell in cells) + "|"
