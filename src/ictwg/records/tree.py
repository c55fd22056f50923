"""Records that belong to others of the same type: their tree, and where one moves in it by its `order`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from ictwg.domain.changes import Changes, Edit
from ictwg.domain.order import placed
from ictwg.domain.schema import tree_link
from ictwg.records.lookup import short_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ictwg.domain.schema import Record, Setting
    from ictwg.domain.state import State

    Move = Literal["up", "down", "nest", "unnest"]

DEEPEST = 20
"""Levels; what hangs deeper was not written by a person."""


class Branch(NamedTuple):
    """One record in the tree.

    Attributes:
        above: The ids of those that it stands under, the nearest last.
        bears: Whether others stand under it.
    """

    record: Record
    above: tuple[str, ...]
    bears: bool


def branches(kind: type[Record], records: Iterable[Record]) -> tuple[Branch, ...]:
    """The records depth first; a circle that a merge has made is opened, and none is lost."""
    ordered = _in_order(records)
    below = _by_parent(kind, ordered)
    found: dict[str, Branch] = {}

    def walk(level: Iterable[Record], above: tuple[str, ...]) -> None:
        for record in level:
            if record.id not in found:
                parts = below.get(record.id, [])
                found[record.id] = Branch(record, above, bool(parts))
                if len(above) < DEEPEST:
                    walk(parts, (*above, record.id))

    walk(below.get("", []), ())
    walk(ordered, ())
    return tuple(found.values())


def move(state: State, record: Record, how: Move) -> Changes:
    """Before the one above or behind the one below it, under the one above, or out from what it stands under.

    Nothing where there is no such place.
    """
    kind = type(record)
    link: Any = tree_link(kind)
    below = _by_parent(kind, _in_order(one for one in state.all(kind) if _of_one(kind, one, record)))
    own = link.of(record) or ""
    beside = below.get(own, [record])
    at = beside.index(record)
    others = [one for one in beside if one != record]
    if how == "up" and at:
        return _placed(record, others, at - 1)
    if how == "down" and at < len(others):
        return _placed(record, others, at + 1)
    if how == "nest" and at:
        under = below.get(others[at - 1].id, [])
        return _placed(record, under, len(under), link(others[at - 1].id))
    parent = state.get(kind, own)
    if how == "unnest" and parent is not None:
        level = below.get(link.of(parent) or "", [parent])
        return _placed(record, level, level.index(parent) + 1, link(link.of(parent)))
    return Changes("verbs.moved")


def _of_one(kind: type[Record], one: Record, other: Record) -> bool:
    """Whether both belong to the same record, where it is not the tree that says so."""
    return kind.UNDER is None or kind.PARENT is None or kind.PARENT.of(one) == kind.PARENT.of(other)


def _placed(record: Record, beside: Sequence[Record], at: int, *settings: Setting) -> Changes:
    order: Any = type(record).field("order")
    place = placed([order.of(one) for one in beside], at)
    edit = Edit("verbs.moved", short_name(record), record).update(record, order(place.key), *settings)
    for index, key in place.rekeyed:
        edit.update(beside[index], order(key))
    return edit.done()


def _in_order(records: Iterable[Record]) -> list[Record]:
    """Those that have no place yet come last."""
    return sorted(records, key=lambda one: (not getattr(one, "order", ""), getattr(one, "order", ""), one.id))


def _by_parent(kind: type[Record], ordered: Sequence[Record]) -> dict[str, list[Record]]:
    """By the id of what they stand under; empty where that is nothing, or gone."""
    link: Any = tree_link(kind)
    known = {record.id for record in ordered}
    below: dict[str, list[Record]] = {}
    for record in ordered:
        parent = link.of(record)
        below.setdefault(parent if parent in known else "", []).append(record)
    return below
