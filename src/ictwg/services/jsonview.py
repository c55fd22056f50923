"""Records as the JSON that commands print: the keys of DOMAIN.md §2, in English in every language.

A link prints the short name of its record with the id beside it under `<key>_id`; a set of links a list of names and
`<key>_ids`. What belongs to a record (progress, memberships, items and their entries) is nested in it. What the
program keeps for itself (places in an order, where an import came from) is left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ictwg.domain.periods import holding, roles_on, status_on
from ictwg.domain.records import (
    Action,
    AgendaItem,
    Attendance,
    Decision,
    DueChange,
    Entry,
    Meeting,
    Membership,
    Organization,
    OrganizationName,
    Person,
    Progress,
    Role,
    Wording,
)
from ictwg.domain.values import ActionKind, MembershipStatus

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from ictwg.domain.schema import Field, Record
    from ictwg.domain.state import State
    from ictwg.services.lookup import Lookup

    Json = dict[str, Any]

HIDDEN_KINDS = frozenset({"position"})
HIDDEN = frozenset({"source", "template_line", "key", "handle"})


def record_json(lookup: Lookup, record: Record, *, whole: bool = True) -> Json:
    """One record; `whole` with what belongs to it."""
    found: Json = {"id": record.id}
    for field in type(record).fields():
        if field.kind not in HIDDEN_KINDS and field.name not in HIDDEN:
            found.update(_field_json(lookup, record, field))
    extra = _EXTRA.get(type(record))
    return found | (extra(lookup, record, whole) if extra else {})


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


def _children(lookup: Lookup, kind: type[Any], field: Field[Any], id: str, order: Callable[[Any], Any]) -> list[Json]:
    rows = sorted(lookup.state.linked(kind, field, id), key=order)
    return [_without(record_json(lookup, row), field.name) for row in rows]


def _without(row: Json, name: str) -> Json:
    return {key: value for key, value in row.items() if key not in (name, f"{name}_id")}


def _on(row: Any) -> str:
    return str(row.on or "")


def _since(row: Any) -> str:
    return str(row.since or "")


def _action(lookup: Lookup, record: Record, whole: bool) -> Json:  # noqa: FBT001 - the shared signature
    found: Json = {}
    if isinstance(record, Action) and record.kind is ActionKind.ACTION and not record.owners and record.owner_text:
        found["owner_text"] = record.owner_text
    if whole:
        found["progress"] = _children(lookup, Progress, Progress.action, record.id, _on)
        found["due_changes"] = _children(lookup, DueChange, DueChange.action, record.id, _on)
    return found


def _decision(lookup: Lookup, record: Record, whole: bool) -> Json:  # noqa: FBT001 - the shared signature
    return {"wordings": _children(lookup, Wording, Wording.decision, record.id, _on)} if whole else {}


def _organization(lookup: Lookup, record: Record, whole: bool) -> Json:  # noqa: FBT001 - the shared signature
    assert isinstance(record, Organization)  # noqa: S101 - the table below says so
    status = status_on(lookup.state, record, lookup.today)
    found: Json = {"status": status, "member_since": member_since(lookup.state, record, lookup.today)}
    if whole:
        found["memberships"] = _children(lookup, Membership, Membership.organization, record.id, _since)
        found["names"] = _children(lookup, OrganizationName, OrganizationName.organization, record.id, _since)
    return found


def member_since(state: State, organization: Organization, on: date) -> str | None:
    """The first day of the membership that holds on this day."""
    periods = state.linked(Membership, Membership.organization, organization.id)
    for row in holding((p for p in periods if p.status is MembershipStatus.MEMBER), on):
        return row.since.isoformat() if row.since else None
    return None


def _person(lookup: Lookup, record: Record, whole: bool) -> Json:  # noqa: FBT001 - the shared signature
    held = [role for role in roles_on(lookup.state, lookup.today) if role.person == record.id]
    found: Json = {"functions": [str(role.function) for role in held]}
    if whole:
        found["roles"] = _children(lookup, Role, Role.person, record.id, _since)
    return found


def _meeting(lookup: Lookup, record: Record, whole: bool) -> Json:  # noqa: FBT001 - the shared signature
    if not whole:
        return {}
    state = lookup.state
    people = sorted(state.linked(Attendance, Attendance.meeting, record.id), key=lambda row: (row.order, row.id))
    items = sorted(state.linked(AgendaItem, AgendaItem.meeting, record.id), key=lambda row: (row.order, row.id))
    return {
        "attendance": [_attendance(lookup, row) for row in people],
        "items": [_item(lookup, item) for item in items],
    }


def _attendance(lookup: Lookup, row: Attendance) -> Json:
    name = row.name or (lookup.name(Person, row.person) if row.person else "")
    return _without(record_json(lookup, row), "meeting") | {"name": name}


def _item(lookup: Lookup, item: AgendaItem) -> Json:
    entries = sorted(lookup.state.linked(Entry, Entry.item, item.id), key=lambda row: (row.order, row.id))
    return _without(record_json(lookup, item), "meeting") | {"entries": [_entry(lookup, entry) for entry in entries]}


def _entry(lookup: Lookup, entry: Entry) -> Json:
    return _without(_without(record_json(lookup, entry), "meeting"), "item")


def _entry_reference(lookup: Lookup, record: Record, whole: bool) -> Json:  # noqa: ARG001, FBT001 - shared signature
    actions = [made.reference for made in lookup.state.linked(Action, Action.entry, record.id)]
    decisions = [made.reference for made in lookup.state.linked(Decision, Decision.entry, record.id)]
    return {"reference": next(filter(None, actions + decisions), None)}


_EXTRA: dict[type[Record], Callable[[Lookup, Record, bool], Json]] = {
    Action: _action,
    Decision: _decision,
    Organization: _organization,
    Person: _person,
    Meeting: _meeting,
    Entry: _entry_reference,
}
