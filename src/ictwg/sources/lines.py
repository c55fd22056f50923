"""Blocks as lines, in the few signs of markdown, for the reader of minutes; each line with its place in the file.

And what of a source stands in none of the texts that were made of it: no word is lost.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from html import unescape
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


_ANY_WORD = re.compile(r"[^\W_]+")
_LISTED_WITH = " \t*+->#|"
_TAG = re.compile(r"(?<!\\)</?[A-Za-z][\w-]*(?:[ \t][^<>\n]{0,1000})?/?>")


def words_of(text: str) -> list[str]:
    """The words of a text, without those inside HTML tags and with entities as the letters that they are."""
    if "<" in text:
        text = _TAG.sub(" ", text)
    return _ANY_WORD.findall(unescape(text) if "&" in text else text)


def lost_words(lines: Sequence[str], texts: Iterable[str]) -> Counter[str]:
    """The words that the texts do not have, or not often enough."""
    said, kept = _counted(lines), _counted("\n".join(texts).split("\n"))
    alike = said & kept  # most lines were kept as they stand: their words need no counting
    left, others = Counter(words_of(_text_of(said - alike))), Counter(words_of(_text_of(kept - alike)))
    return left - others


def _counted(lines: Iterable[str]) -> Counter[str]:
    """How often each line stands there, whatever bullet is before it."""
    return Counter(line.lstrip(_LISTED_WITH).rstrip() for line in lines)


def _text_of(lines: Counter[str]) -> str:
    return "\n".join(lines.elements())


def lines_with(lines: Sequence[str], missing: Counter[str]) -> list[int]:
    """The numbers of the lines that hold those words; first the lines that were lost whole."""
    left = Counter(missing)
    found: set[int] = set()
    for enough in (all, any):
        for number, line in enumerate(lines):
            words = words_of(line) if number not in found else []
            if words and enough(left[word] > 0 for word in words):
                found.add(number)
                left.subtract(words)
    return sorted(found)
