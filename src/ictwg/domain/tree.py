"""Records that stand under each other by a link to their own kind: their levels, and all of them depth first.

Where a merge has closed a circle, the member whose link was written last stands at the top, and what hangs deeper than
anybody writes does so too: none is lost. Nothing of that is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Generic, NamedTuple

from ictwg.domain.ids import number_and_actor
from ictwg.domain.order import UNPLACED
from ictwg.domain.schema import DEEPEST, Field, R, Record


class Branch(NamedTuple, Generic[R]):
    """One record in the tree.

    Attributes:
        above: The ids of those that it stands under, the nearest last.
        number: As it is read out: `5.2`.
        bears: Whether others stand under it.
    """

    record: R
    above: tuple[str, ...]
    number: str
    bears: bool

    @property
    def depth(self) -> int:
        return len(self.above)


def branches(link: Field[Any], records: Iterable[R]) -> tuple[Branch[R], ...]:
    """The records depth first. One whose parent is not among them stands at the top."""
    below = levels(link, records)
    found: list[Branch[R]] = []

    def walk(parent: str, number: str, above: tuple[str, ...]) -> None:
        for place, record in enumerate(below.get(parent, ()), 1):
            found.append(Branch(record, above, f"{number}{place}", record.id in below))
            walk(record.id, f"{number}{place}.", (*above, record.id))

    walk("", "", ())
    return tuple(found)


def levels(link: Field[Any], records: Iterable[R]) -> dict[str, list[R]]:
    """The records in order by the id of what they stand under, which is empty at the top."""
    known = {record.id: record for record in in_order(records)}
    above = {id: parent if (parent := link.of(record)) in known else "" for id, record in known.items()}
    _cut(link, known, above)
    below: dict[str, list[R]] = {}
    for id, record in known.items():
        below.setdefault(above[id], []).append(record)
    return below


def level_of(link: Field[Any], records: Iterable[R], record: R) -> list[R]:
    """Those at the level of a record, itself among them."""
    return next((level for level in levels(link, records).values() if record in level), [record])


def in_order(records: Iterable[R]) -> list[R]:
    """By (order, id); those that have no place yet come last."""
    return sorted(records, key=lambda one: (getattr(one, "order", "") or UNPLACED, one.id))


def written_last(link: Field[Any], record: Record) -> tuple[int, str]:
    """When the link of a record was written, and by whom."""
    return max(map(number_and_actor, record.row.seen(link.name)), default=(0, record.id))


def _cut(link: Field[Any], known: Mapping[str, Record], above: dict[str, str]) -> None:
    deep = {"": -1}
    for start in known:
        path, circle = _way_up(start, above, deep)
        if circle:
            above[max(circle, key=lambda one: written_last(link, known[one]))] = ""
            path, _ = _way_up(start, above, deep)
        for id in reversed(path):
            deep[id] = (deep[above[id]] + 1) % DEEPEST
            if not deep[id]:
                above[id] = ""


def _way_up(start: str, above: Mapping[str, str], deep: Mapping[str, int]) -> tuple[list[str], list[str]]:
    """From a record up to one whose depth is known, and the part of this way that is a circle."""
    path: dict[str, int] = {}
    at = start
    while at not in deep and at not in path:
        path[at] = len(path)
        at = above[at]
    return list(path), list(path)[path[at] :] if at in path else []
