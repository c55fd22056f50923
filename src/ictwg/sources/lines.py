"""Blocks as lines, in the few signs of markdown, for the reader of minutes; each line with its place in the file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from ictwg.sources.model import BlockKind, SourceBlock
from ictwg.sources.numbering import BULLET


class PlacedLine(NamedTuple):
    text: str
    place: str = ""


def lines_of(blocks: Sequence[SourceBlock]) -> list[PlacedLine]:
    """All but the notes.

    A blank line parts blocks, but not the elements of a list; and not paragraphs where each is but a line, as in a text
    that was pasted.
    """
    told = [block for block in blocks if block.kind is not BlockKind.NOTE]
    pasted = _is_pasted([block.text for block in told if block.kind is BlockKind.PARAGRAPH])
    together = {BlockKind.ITEM, BlockKind.PARAGRAPH} if pasted else {BlockKind.ITEM}
    found: list[PlacedLine] = []
    before: BlockKind | None = None
    for block in told:
        if block.kind is BlockKind.PARAGRAPH and not block.text and not pasted:
            continue
        if before is not None and not {before, block.kind} <= together:
            found.append(PlacedLine("", block.place))
        found += [PlacedLine(line, block.place) for line in _written(block)]
        before = block.kind
    return found


def _is_pasted(paragraphs: Sequence[str]) -> bool:
    """Whether empty paragraphs are what parts the others, or several begin in the middle of a sentence."""
    empty = sum(not text for text in paragraphs)
    broken = sum(text[:1].islower() and len(before) > _SHORT for before, text in pairwise(paragraphs))
    return empty * _RARELY >= len(paragraphs) > 0 or broken >= _OFTEN


def left_over(blocks: Iterable[SourceBlock]) -> tuple[str, ...]:
    """What stands beside the text, and is in none of the lines."""
    return tuple(block.text for block in blocks if block.kind is BlockKind.NOTE)


_DEEPEST_HEADING = 6
_INDENT = "    "
_DEEPEST_ITEM = 9
"""Word has no deeper ones; a file may say that one stands at a thousand million."""
_RARELY = 10
"""Of so many paragraphs one is empty, at least, where empty ones are what parts the others."""
_SHORT, _OFTEN = 45, 3
_BOX = re.compile(r"^([☐☑☒])\s*", re.MULTILINE)
_BOXED = {"☐": "", "☑": "x", "☒": "x", "✓": "x", "✔": "x"}
"""What stands alone in a cell."""


def _written(block: SourceBlock) -> list[str]:
    if block.kind is BlockKind.TABLE:
        return [f"| {' | '.join(map(_cell, row))} |" for row in block.rows if any(row)]
    if block.kind is BlockKind.HEADING:
        signs = "#" * min(max(block.level, 1), _DEEPEST_HEADING)
        return [f"{signs} {block.number} {block.text}".replace("  ", " ").replace("\n", " ")]
    first, *others = _BOX.sub(lambda box: f"[{' ' if box[1] == '☐' else 'x'}] ", block.text).split("\n")
    if block.kind is not BlockKind.ITEM:
        return [first, *others]
    indent = _INDENT * min(block.level, _DEEPEST_ITEM) if block.number == BULLET else ""
    sign = "-" if block.number == BULLET else block.number
    return [f"{indent}{sign} {first}", *(f"{indent}  {line}" for line in others)]


def _cell(text: str) -> str:
    text = _BOXED.get(text, text)
    return text.replace("|", "/").replace("\n", "<br>")
