"""The records of any declared type as the rows of a list: their cells, their order, their groups, and their tree."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, Literal, NamedTuple

from ictwg.domain.calendar import quarter
from ictwg.domain.changes import Changes, Edit
from ictwg.domain.fields import Link
from ictwg.domain.schema import Field, Record, Setting, allows_children, form_fields, link_to, targets, tree_link
from ictwg.domain.state import State
from ictwg.domain.text import fold
from ictwg.domain.tree import Branch, branches, levels
from ictwg.records.filter_words import readers_of
from ictwg.records.grammar import Grammar, grammar_by
from ictwg.records.lookup import Lookup, short_name
from ictwg.records.selection import Criteria, said_on, select
from ictwg.records.tables import cells as cells_of
from ictwg.records.tables import rows as table_rows

Move = Literal["up", "down", "nest", "unnest"]
Fields = tuple[Field[Any], ...]


def move(state: State, record: Record, how: Move) -> Changes:
    """Moves a record of a tree by one place among its siblings and their parts.

    Args:
        state: The records.
        record: Which.
        how: `up` before the one above it, `down` behind the one below it, `nest` under the one above it, `unnest` out
            from what it stands under, and behind that.
    """
    kind = type(record)
    link: Any = tree_link(kind)
    return moved(link, [one for one in state.all(kind) if _of_one(kind, one, record)], record, how)


def moved(link: Link, records: Iterable[Record], record: Record, how: Move) -> Changes:
    """Moves a record by one place among these, which stand under each other by `link`; see `move`.

    No changes where there is no such place.
    """
    below = levels(link, records)
    parent, beside = next((id, level) for id, level in below.items() if record in level)
    at = beside.index(record)
    others = [one for one in beside if one != record]
    if how == "up" and at:
        return _placed(record, others, at - 1)
    if how == "down" and at < len(others):
        return _placed(record, others, at + 1)
    if how == "nest" and at and allows_children(others[at - 1]):
        under = below.get(others[at - 1].id, [])
        return _placed(record, under, len(under), link(others[at - 1].id))
    if how == "unnest" and parent:
        above, level = next((id, level) for id, level in below.items() if parent in [one.id for one in level])
        return _placed(record, level, [one.id for one in level].index(parent) + 1, link(above or None))
    return Changes("verbs.moved", short_name(record))


def _of_one(kind: type[Record], one: Record, other: Record) -> bool:
    """Whether both belong to the same record, where it is not the tree that says so."""
    return kind.UNDER is None or kind.PARENT is None or kind.PARENT.of(one) == kind.PARENT.of(other)


def _placed(record: Record, beside: Sequence[Record], at: int, *settings: Setting) -> Changes:
    order: Any = type(record).field("order")
    edit = Edit("verbs.moved", short_name(record), record)
    return edit.update(record, order(edit.room(beside, at)), *settings).done()


OPEN, FOLDED, LEVEL, SUM = "▾", "▸", "  ", "Σ"


class RecordRow:
    """One record: what is not its row's is the record's own, so that filters look at its fields.

    Attributes:
        id: The record's; with an ending where it stands under a second heading.
        cells: What stands in the columns; in those of its kind where none are given.
        indent: What stands before its title in a tree, its number included.
    """

    def __init__(self, lookup: Lookup, record: Record, cells: Sequence[str] | None = None, id: str = "") -> None:
        self._lookup = lookup
        self.record = record
        if cells is not None:
            self.cells = cells
        self.id = id or record.id
        self.indent = ""

    @property
    def about(self) -> str:
        return self.record.id

    @cached_property
    def cells(self) -> Sequence[str]:
        return cells_of(self._lookup, self.record)

    @cached_property
    def searchable(self) -> str:
        """All that it says, as it is shown; days in figures too."""
        told = [(field, field.of(self.record)) for field in form_fields(type(self.record))]
        said = (field.show(value, self._lookup) for field, value in told)
        days = (value.isoformat() for _, value in told if isinstance(value, date))
        return " ".join((*self.cells, *said, *days))

    @property
    def said_on(self) -> str:
        """ISO; empty where nobody says on which day."""
        day = said_on(self._lookup.state, self.record)
        return day.isoformat() if day else ""

    def __getattr__(self, name: str) -> Any:
        return getattr(self.record, name)

    def under(self, heading: str) -> RecordRow:
        """The same once more, under another heading."""
        return RecordRow(self._lookup, self.record, self.cells, f"{self.record.id}/{heading}")


class RowGroup(NamedTuple):
    """The rows with the same value; no title: those with none."""

    title: str
    rows: tuple[RecordRow, ...]


def grammar_of(lookup: Lookup, kind: type[Record]) -> Grammar:
    """The one by which lists, commands and search filter a type."""
    special = grammar_by.of(kind)
    if special is not None:
        return special(lookup)
    return Grammar(readers_of(lookup, kind), lambda: (RecordRow(lookup, one) for one in lookup.state.all(kind)))


def record_rows(lookup: Lookup, kind: type[Record], columns: Fields, of: Record | None = None) -> tuple[RecordRow, ...]:
    """All records of a kind in their order, or those that belong to one."""
    records = select(lookup, kind, Criteria())
    link = link_to(kind, type(of)) if of is not None else None
    if of is not None and link is not None:
        records = tuple(record for record in records if link.of(record) == of.id)
    cells = table_rows(lookup, records, columns)
    return tuple(RecordRow(lookup, *row) for row in zip(records, cells, strict=True))


def in_tree(
    lookup: Lookup, kind: type[Record], rows: Iterable[RecordRow], columns: Fields, folded: Collection[str]
) -> tuple[RecordRow, ...]:
    """The rows as a tree, without what stands under the folded ones; with the sums that the kind declares."""
    known = {row.about: row for row in rows}
    found = []
    link: Any = tree_link(kind)
    tree = branches(link, (row.record for row in known.values()))
    for field in (field for field in kind.SUMS if field in columns):
        for id, total in _sums(field, tree).items():
            cells = list(known[id].cells)
            cells[columns.index(field)] = f"{SUM} {field.show(total, lookup)}"
            known[id].cells = cells
    for branch in tree:
        if not any(id in folded for id in branch.above):
            row = known[branch.record.id]
            sign = FOLDED if row.about in folded else OPEN
            number = f"{kind.NUMBER.of(row.record)} " if kind.NUMBER and kind.NUMBER.of(row.record) else ""
            row.indent = f"{LEVEL * branch.depth}{sign if branch.bears else ' '} {number}"
            found.append(row)
    return tuple(found)


def _sums(field: Field[Any], tree: Sequence[Branch[Any]]) -> dict[str, Any]:
    """Of each record that says nothing itself, the sum of what is said under it."""
    said = {branch.record.id: field.of(branch.record) for branch in tree}
    below: dict[str, Any] = {}
    for branch in reversed(tree):  # what stands under a record comes behind it
        own = said[branch.record.id]
        total = below.get(branch.record.id) if own is None else own
        if total is not None and branch.above:
            below[branch.above[-1]] = below.get(branch.above[-1], 0) + total
    return {id: total for id, total in below.items() if said[id] is None}


LINKS = ("link", "links")


def _place_by(lookup: Lookup, field: Field[Any], rows: Iterable[RecordRow]) -> Callable[[RecordRow], Any]:
    """By what a link names first, as that is listed; by any other field's own value."""
    if field.kind not in LINKS:
        return lambda row: _rank(lookup, field, field.of(row.record))
    ids = {one for row in rows for one in targets(field, row.record)}
    places = {one: at for at, one in enumerate(lookup.in_order(field.target(), ids))}  # type: ignore[attr-defined]  # it leads there
    return lambda row: min(places[one] for one in targets(field, row.record))


def sorted_by(
    lookup: Lookup, rows: Iterable[RecordRow], field: Field[Any], *, backwards: bool = False
) -> tuple[RecordRow, ...]:
    """In the order of a field's values; what has none comes last, forwards and backwards."""
    rows = tuple(rows)
    told = [row for row in rows if field.of(row.record) not in _NOTHING]
    ordered = sorted(told, key=_place_by(lookup, field, told), reverse=backwards)
    return (*ordered, *(row for row in rows if field.of(row.record) in _NOTHING))


def grouped(lookup: Lookup, rows: Iterable[RecordRow], field: Field[Any]) -> tuple[RowGroup, ...]:
    """The rows under each value of a field, those with none last; one with several values stands under each.

    Days stand under their quarter.
    """
    found: dict[Any, list[RecordRow]] = {}
    for row in rows:
        value: Any = field.of(row.record)
        values: Any = (value or (None,)) if field.is_set else (None if value in _NOTHING else _grouped_by(value),)
        for place, one in enumerate(values):
            found.setdefault(one, []).append(row.under(str(one)) if place else row)
    last = found.pop(None, [])
    if field.kind in LINKS:
        ordered = lookup.in_order(field.target(), found)  # type: ignore[attr-defined]  # links have one
    else:
        ordered = sorted(found, key=lambda one: _rank(lookup, field, (one,) if field.is_set else one))
    titles = (_group_title(lookup, field, one) for one in ordered)
    groups = tuple(RowGroup(title, tuple(found[one])) for title, one in zip(titles, ordered, strict=True))
    return (*groups, RowGroup("", tuple(last))) if last else groups


def _grouped_by(value: Any) -> Any:
    """Of a day the first of its quarter."""
    return value.replace(month=(value.month - 1) // 3 * 3 + 1, day=1) if isinstance(value, date) else value


def _group_title(lookup: Lookup, field: Field[Any], value: Any) -> str:
    if isinstance(value, date):
        return quarter(value, lookup.language)
    return field.show((value,) if field.is_set else value, lookup)


def _rank(lookup: Lookup, field: Field[Any], value: Any) -> tuple[int, int | Decimal, str]:
    """Amounts by size, days in their order, words for days after them, choices as they are listed, else by letter."""
    choices: Any = getattr(field, "choices", None)
    if choices is not None:
        return (0, list(choices).index(value[0] if field.is_set else value), "")
    if isinstance(value, int | Decimal):
        return (0, value, "")
    return (0, 0, value.isoformat()) if isinstance(value, date) else (1, 0, fold(field.show(value, lookup)))


_NOTHING = (None, "", ())
