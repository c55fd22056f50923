"""Records as rows: the declared columns for a reader."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ictwg.domain.records import Action, Meeting
from ictwg.domain.values import DueWord
from ictwg.locales import t
from ictwg.records.areas import Hooks, foreign_fields
from ictwg.records.lookup import meeting_by_date, shown_name, shown_reference
from ictwg.records.selection import value_by

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from ictwg.domain.schema import Field, Record
    from ictwg.records.lookup import Lookup

    Shown = Callable[[Lookup, Any], str]
    Columns = tuple[Field[Any], ...]


AS_TYPED = frozenset({"date", "due"})
"""In a column a day stands in figures: short, and in order when sorted."""


cell_by: Hooks[Callable[[Lookup, Any], str]] = Hooks()
"""What stands in a column where it is more than the field's value."""


TASK_COLUMNS = (Action.reference, Action.text, Action.assignee, Action.due, Action.status, Action.meeting)
"""A task is ours, so it has no owner among the members; it has somebody who does it, and maybe its meeting."""


def headings(kind: type[Record], columns: Columns = ()) -> list[str]:
    return [t(field.label_id) for field in columns or _columns(kind)]


def rows(lookup: Lookup, records: Sequence[Record], columns: Columns = ()) -> list[list[str]]:
    """What stands in the records' rows, one line each: these columns, or those of their kind."""
    references = [str(getattr(record, Action.reference.name, "")) for record in records]
    doubled = lookup.state.carried_twice(set(filter(None, references)))
    kinds = {type(record) for record in records}
    shown = {kind: [_cell(kind, field, doubled) for field in columns or _columns(kind)] for kind in kinds}
    return [[" ".join(cell(lookup, record).split()) for cell in shown[type(record)]] for record in records]


def cells(lookup: Lookup, record: Record) -> list[str]:
    """What stands in one record's row."""
    return rows(lookup, (record,))[0]


def _columns(kind: type[Record]) -> Columns:
    return (*kind.COLUMNS, *foreign_fields(kind, value_by), *foreign_fields(kind, cell_by))


def _cell(kind: type[Record], field: Field[Any], doubled: frozenset[str]) -> Shown:
    """What gives the text of a column."""
    special = cell_by.of(kind, field)
    if special is not None:
        return special
    if field.name == Action.reference.name:
        return partial(_reference, doubled)
    if kind.NAMED_AS is not None and field is kind.TITLE:
        return lambda lookup, record: shown_name(lookup.state, record)
    today = value_by.of(kind, field)

    def cell(lookup: Lookup, record: Record) -> str:
        value = today(lookup, record) if today else field.of(record)
        if value is None:
            return ""
        in_figures = field.kind in AS_TYPED and not isinstance(value, DueWord)
        return field.type_text(value, lookup) if in_figures else field.show(value, lookup)

    return cell


def _reference(doubled: frozenset[str], lookup: Lookup, record: Any) -> str:
    reference = str(record.reference)
    plain = reference or (meeting_by_date(record) if isinstance(record, Meeting) else "")
    return shown_reference(lookup.state, record) if reference in doubled else plain
