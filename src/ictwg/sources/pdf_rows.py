"""Blocks of a PDF as one sees them below each other: lines with no space between them are one, as in a plain text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import inf
from typing import NamedTuple

from ictwg.sources.model import BlockKind, SourceBlock


class Laid(NamedTuple):
    """A block; `gap`: how far it begins below the end of the one before it, in sizes of its type, where one knows."""

    page: int
    gap: float
    block: SourceBlock

    @property
    def is_text(self) -> bool:
        """Whether it is a paragraph."""
        return self.block.kind is BlockKind.PARAGRAPH


PITCH = 1.2
"""How far lines stand apart, in sizes of their type, where nothing says it."""

_EMPTY, _FEW, _MANY = 1.6, 5, 0.2


def together(laid: Sequence[Laid]) -> list[Laid]:
    """With paragraphs that have no space between them as lines of one, and an empty one where a line is left free.

    So they are in a file where many have none; most programs leave some space between all.
    """
    gaps = sorted(one.gap for last, one in pairwise(laid) if last.is_text and one.is_text and one.gap > 0)
    close = [gap for gap in gaps if gap < _EMPTY * PITCH]
    most = _EMPTY * close[len(close) // 2] if len(close) > max(_FEW, _MANY * sum(one.is_text for one in laid)) else inf
    told: list[Laid] = []
    for one in laid:
        last = told[-1] if told else one
        if one.gap > most:
            told += [Laid(one.page, 0, SourceBlock(BlockKind.PARAGRAPH, place=one.block.place)), one]
        elif most < inf and told and last.is_text and one.is_text and one.page == last.page and last.block.text:
            told[-1] = last._replace(block=last.block._replace(text=f"{last.block.text}\n{one.block.text}"))
        else:
            told.append(one)
    return [one._replace(block=one.block._replace(text="\n".join(_evened(one.block.text)))) for one in told]


def _evened(text: str) -> Iterator[str]:
    """Its lines; rows with tabs as wide as those above them, whose last cells may be empty here."""
    width = 0
    for line in text.split("\n"):
        tabs = line.count("\t")
        width = max(width, tabs) if tabs > 1 else width
        yield line + "\t" * (width - tabs) * (tabs > 1)
