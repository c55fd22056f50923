"""Records as the JSON that commands print: the keys of DOMAIN.md §2, in English in every language.

A link prints the short name of its record with the id beside it under `<key>_id`; a set of links a list of names and
`<key>_ids`. What belongs to a record (progress, memberships, items and their entries) is nested in it. What the
program keeps for itself (places in an order, where an import came from) is left out.

Names, status and functions are those of the lookup's day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ictwg.domain.schema import link_to, nested_kinds
from ictwg.records.areas import Hooks
from ictwg.records.selection import in_order

if TYPE_CHECKING:
    from collections.abc import Callable

    from ictwg.domain.schema import Field, Record
    from ictwg.records.lookup import Lookup

Json = dict[str, Any]

record_json_by: Hooks[Callable[[Lookup, Any], Json]] = Hooks()
"""The whole JSON of a record type that says more than what is declared."""


def record_json(lookup: Lookup, record: Record) -> Json:
    """One record with what belongs to it; of a meeting whose minutes are adopted, what stands in them as adopted."""
    special = record_json_by.of(type(record))
    return special(lookup, record) if special else own_json(lookup, record) | nested_json(lookup, record)


def own_json(lookup: Lookup, record: Record) -> Json:
    """The record's declared fields, and no more."""
    found: Json = {"id": record.id}
    for field in type(record).fields():
        if not field.hidden:
            found.update(_field_json(lookup, record, field))
    return found


def nested_json(lookup: Lookup, record: Record) -> Json:
    """The records that belong to this one, by kind."""
    links = ((kind, link_to(kind, type(record))) for kind in nested_kinds(type(record)))
    return {kind.NESTED or kind.TABLE: linked_json(lookup, link, record) for kind, link in links if link}


def linked_json(lookup: Lookup, link: Field[Any], record: Record) -> list[Json]:
    """The records that name this one in their link, without the link that says so."""
    found = in_order(lookup.state, lookup.state.linked(link.record, link, record.id))
    return [without(record_json(lookup, one), link) for one in found]


def without(row: Json, link: Field[Any]) -> Json:
    """The JSON of a record without one of its links."""
    return {key: value for key, value in row.items() if key not in (link.name, f"{link.name}_id")}


def _field_json(lookup: Lookup, record: Record, field: Field[Any]) -> Json:
    value = field.of(record)
    if field.kind == "link":
        target = field.target() if value else None  # type: ignore[attr-defined]  # link fields have one
        return {field.name: lookup.name(target, value) if target else None, f"{field.name}_id": value}
    if field.kind == "links":
        names = [lookup.name(field.target(), id) for id in value]  # type: ignore[attr-defined]  # likewise
        return {field.name: names, f"{field.name}_ids": list(value)}
    raw = field.encode(value)
    return {field.name: list(raw) if isinstance(raw, tuple) else raw}
