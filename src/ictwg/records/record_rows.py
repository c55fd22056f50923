"""The records of any declared type as the rows of a list: their cells, their order, their groups, and their tree."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from ictwg.domain.changes import Changes, Edit
from ictwg.domain.schema import form_fields, link_to, tree_link
from ictwg.domain.text import fold
from ictwg.records.lookup import short_name
from ictwg.records.selection import Criteria, select
from ictwg.records.tables import rows as table_rows

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from ictwg.domain.schema import Field, Record, Setting
    from ictwg.domain.state import State
    from ictwg.records.lookup import Lookup

    Move = Literal["up", "down", "nest", "unnest"]
    Fields = tuple[Field[Any], ...]


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
    edit = Edit("verbs.moved", short_name(record), record)
    return edit.update(record, order(edit.room(beside, at)), *settings).done()


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


OPEN, FOLDED, LEVEL = "▾", "▸", "  "


class RecordRow:
    """One record: what is not its row's is the record's own, so that filters look at its fields.

    Attributes:
        id: The record's; with an ending where it stands under a second heading.
        cells: What stands in the columns.
        indent: What stands before its title in a tree.
    """

    def __init__(self, lookup: Lookup, record: Record, cells: Sequence[str], id: str = "") -> None:
        self._lookup = lookup
        self.record = record
        self.cells = cells
        self.id = id or record.id
        self.indent = ""

    @property
    def about(self) -> str:
        """The record's id."""
        return self.record.id

    @cached_property
    def searchable(self) -> str:
        """All that it says, as it is shown."""
        said = (field.show(field.of(self.record), self._lookup) for field in form_fields(type(self.record)))
        return " ".join((*self.cells, *said))

    def __getattr__(self, name: str) -> Any:
        return getattr(self.record, name)

    def under(self, heading: str) -> RecordRow:
        """The same once more, under another heading."""
        return RecordRow(self._lookup, self.record, self.cells, f"{self.record.id}/{heading}")


class RowGroup(NamedTuple):
    """The rows with the same value; no title: those with none."""

    title: str
    rows: tuple[RecordRow, ...]


def record_rows(lookup: Lookup, kind: type[Record], columns: Fields, of: Record | None = None) -> tuple[RecordRow, ...]:
    """All records of a kind in their order, or those that belong to one."""
    records = select(lookup, kind, Criteria())
    link = link_to(kind, type(of)) if of is not None else None
    if of is not None and link is not None:
        records = tuple(record for record in records if link.of(record) == of.id)
    cells = table_rows(lookup, records, columns)
    return tuple(RecordRow(lookup, *row) for row in zip(records, cells, strict=True))


def in_tree(kind: type[Record], rows: Iterable[RecordRow], folded: Collection[str]) -> tuple[RecordRow, ...]:
    """The rows as a tree, without what stands under the folded ones."""
    known = {row.about: row for row in rows}
    found = []
    for branch in branches(kind, (row.record for row in known.values())):
        if not any(id in folded for id in branch.above):
            row = known[branch.record.id]
            sign = FOLDED if row.about in folded else OPEN
            row.indent = f"{LEVEL * len(branch.above)}{sign if branch.bears else ' '} "
            found.append(row)
    return tuple(found)


def sorted_by(
    lookup: Lookup, rows: Iterable[RecordRow], field: Field[Any], *, backwards: bool = False
) -> tuple[RecordRow, ...]:
    """In the order of a field's values; what has none comes last, forwards and backwards."""
    rows = tuple(rows)
    told = [row for row in rows if field.of(row.record) not in _NOTHING]
    ordered = sorted(told, key=lambda row: _rank(lookup, field, field.of(row.record)), reverse=backwards)
    return (*ordered, *(row for row in rows if field.of(row.record) in _NOTHING))


def grouped(lookup: Lookup, rows: Iterable[RecordRow], field: Field[Any]) -> tuple[RowGroup, ...]:
    """The rows under each value of a field, those with none last; one with several values stands under each."""
    found: dict[Any, list[RecordRow]] = {}
    for row in rows:
        value = field.of(row.record)
        values = (value or (None,)) if field.is_set else (None if value in _NOTHING else value,)
        for place, one in enumerate(values):
            found.setdefault(one, []).append(row.under(str(one)) if place else row)
    last = found.pop(None, [])
    ordered = sorted(found, key=lambda one: _rank(lookup, field, (one,) if field.is_set else one))
    titles = (field.show((one,) if field.is_set else one, lookup) for one in ordered)
    groups = tuple(RowGroup(title, tuple(found[one])) for title, one in zip(titles, ordered, strict=True))
    return (*groups, RowGroup("", tuple(last))) if last else groups


def _rank(lookup: Lookup, field: Field[Any], value: Any) -> tuple[int, int | Decimal, str]:
    """Amounts by size, days in their order, words for days after them, choices as they are listed, else by letter."""
    choices: Any = getattr(field, "choices", None)
    if choices is not None:
        return (0, list(choices).index(value[0] if field.is_set else value), "")
    if isinstance(value, int | Decimal):
        return (0, value, "")
    return (0, 0, value.isoformat()) if isinstance(value, date) else (1, 0, fold(field.show(value, lookup)))


_NOTHING = (None, "", ())
