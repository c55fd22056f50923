"""The items of imported minutes: which of the figures in front of their titles only count them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ictwg.exchange.reading.model import ReadItem

UNTITLED = "–"
_LAST_FIGURES = re.compile(r"\d+(?=\D*$)")


def titles_of(items: Sequence[ReadItem]) -> tuple[str, ...]:
    """A title each. "1. Welcome" is the first item, "Welcome"; "100 days plan" keeps its figure.

    A figure counts where half of the items at its depth have one, and it is not far beyond their number.
    """
    depths = {item.depth for item in items}
    beside = {depth: [item for item in items if item.depth == depth and item.title] for depth in depths}
    return tuple(_title(item, beside[item.depth]) for item in items)


def _title(item: ReadItem, beside: Sequence[ReadItem]) -> str:
    if item.title and item.number and _counts(item.number, beside):
        return item.title
    return " ".join(filter(None, (item.number, item.title))) or UNTITLED


def _counts(number: str, beside: Sequence[ReadItem]) -> bool:
    figures = _LAST_FIGURES.search(number)
    if figures is None:
        return True  # "IV": only with its point it is a number
    numbered = sum(bool(one.number) for one in beside)
    return numbered * 2 >= len(beside) and int(figures[0]) <= 2 * len(beside) + 1
