"""The items of imported minutes, in the places that their numbers give them, and their titles without these."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ictwg.exchange.reading.model import EntryType

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ictwg.exchange.reading.model import ReadItem

UNTITLED = "–"
_LAST_FIGURES = re.compile(r"\d+(?=\D*$)")


def opening_of(items: Sequence[ReadItem]) -> tuple[str, ...]:
    """What is told above the item that has the number one: an item of its own would put all others one further."""
    counted = len(items) > 1 and items[1].number.strip(" .)") == "1"
    if not counted or items[0].title or any(entry.type is not EntryType.NOTE for entry in items[0].entries):
        return ()
    return tuple(entry.text for entry in items[0].entries)


def in_place(items: Sequence[ReadItem]) -> tuple[ReadItem, ...]:
    """The items but for the opening, each below the one whose number its own begins with: "2.1" below "2"."""
    depths: dict[str, int] = {}
    placed: list[ReadItem] = []
    for item in items[1:] if opening_of(items) else items:
        above, point, _ = item.number.strip(" .)").rpartition(".")
        depth = max(item.depth, depths[above] + 1) if point and above in depths else item.depth
        depths[item.number.strip(" .)")] = depth
        placed.append(replace(item, depth=depth))
    return tuple(placed)


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
