"""Records as the JSON that commands print: the keys of DOMAIN.md §2, in English in every language.

A link prints the short name of its record with the id beside it under `<key>_id`; a set of links a list of names and
`<key>_ids`. What belongs to a record (progress, memberships, items and their entries) is nested in it. What the
program keeps for itself (places in an order, where an import came from) is left out.

Names, status and functions are those of the lookup's day; what is nested in a meeting is as of the meeting's date.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.agenda import agenda_of
from ictwg.domain.periods import holding, name_on, roles_on, status_on
from ictwg.domain.records import (
    Action,
    AgendaItem,
    Attendance,
    Correction,
    Decision,
    DueChange,
    Entry,
    Meeting,
    Membership,
    Organization,
    OrganizationName,
    Person,
    Position,
    Progress,
    Role,
    Succession,
    Wording,
)
from ictwg.domain.representation import representation
from ictwg.domain.roster import protocol
from ictwg.domain.values import Capacity, MembershipStatus
from ictwg.meetings.editions import shown_from
from ictwg.members.organizations import named_on
from ictwg.records.lookup import Lookup, meeting_by_date

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from typing import Any

    from ictwg.domain.schema import Field, Record
    from ictwg.domain.state import State

    Json = dict[str, Any]


def record_json(lookup: Lookup, record: Record) -> Json:
    """One record with what belongs to it; of a meeting whose minutes are adopted, what stands in them as adopted."""
    if isinstance(record, Meeting):
        state, shown = shown_from(lookup.state, record)
        if state is not lookup.state:
            return _adopted(lookup, record, Lookup(state, lookup.today, lookup.language, lookup.me), shown)
    extra = _EXTRA.get(type(record))
    return own_json(lookup, record) | (extra(lookup, record) if extra else {})


def _adopted(lookup: Lookup, living: Meeting, adopted: Lookup, shown: Meeting) -> Json:
    """What no minutes print, such as the folder, is as it is now."""
    goes_on = {field.name for field in Meeting.fields() if not field.printed}
    printed = {key: value for key, value in own_json(adopted, shown).items() if key not in goes_on}
    return own_json(lookup, living) | printed | _meeting(adopted, shown)


def own_json(lookup: Lookup, record: Record) -> Json:
    """The record's declared fields, and no more."""
    found: Json = {"id": record.id}
    for field in type(record).fields():
        if not field.hidden:
            found.update(_field_json(lookup, record, field))
    return found


def member_since(state: State, organization: Organization, on: date) -> str | None:
    """The first day of the membership that holds on this day."""
    periods = state.linked(Membership, Membership.organization, organization.id)
    for row in holding((p for p in periods if p.status is MembershipStatus.MEMBER), on):
        return row.since.isoformat() if row.since else None
    return None


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
    """The records of a kind that belong to this one, without the link that says so."""
    rows = sorted(lookup.state.linked(kind, field, id), key=order)
    return [_without(record_json(lookup, row), field) for row in rows]


def _without(row: Json, *fields: Field[Any]) -> Json:
    left_out = {name for field in fields for name in (field.name, f"{field.name}_id")}
    return {key: value for key, value in row.items() if key not in left_out}


def _on(row: Any) -> str:
    return str(row.on or "")


def _since(row: Any) -> str:
    return str(row.since or "")


def _order(row: Any) -> tuple[str, str]:
    return row.order, row.id


def _action(lookup: Lookup, record: Action) -> Json:
    return {
        "progress": _children(lookup, Progress, Progress.action, record.id, _on),
        "due_changes": _children(lookup, DueChange, DueChange.action, record.id, _on),
    }


def _decision(lookup: Lookup, record: Decision) -> Json:
    """With both directions of what takes the place of what, and the actions that carry it out."""
    later = lookup.state.linked(Decision, Decision.supersedes, record.id)
    actions = lookup.state.linked(Action, Action.decision, record.id)
    return {
        "superseded_by": [lookup.name(Decision, one.id) for one in later],
        "superseded_by_ids": [one.id for one in later],
        "actions": [lookup.name(Action, one.id) for one in actions],
        "action_ids": [one.id for one in actions],
        "positions": _children(lookup, Position, Position.decision, record.id, _on),
        "wordings": _children(lookup, Wording, Wording.decision, record.id, _on),
    }


def _organization(lookup: Lookup, record: Organization) -> Json:
    state, today = lookup.state, lookup.today
    named = name_on(state, record, today)
    return {
        Organization.name.name: named.name,
        Organization.acronym.name: named.acronym,
        Membership.status.name: status_on(state, record, today),
        "member_since": member_since(state, record, today),
        "memberships": _children(lookup, Membership, Membership.organization, record.id, _since),
        "names": _children(lookup, OrganizationName, OrganizationName.organization, record.id, _since),
        "predecessors": _children(lookup, Succession, Succession.successor, record.id, _on),
        "successors": _children(lookup, Succession, Succession.predecessor, record.id, _on),
    }


def _person(lookup: Lookup, record: Person) -> Json:
    held = [role for role in roles_on(lookup.state, lookup.today) if role.person == record.id]
    return {
        "functions": [str(role.function) for role in held],
        "roles": _children(lookup, Role, Role.person, record.id, _since),
    }


def _meeting(lookup: Lookup, record: Meeting) -> Json:
    state = lookup.state
    counted = representation(state, record)
    people = sorted(state.linked(Attendance, Attendance.meeting, record.id), key=lambda row: _place(state, row))
    items = [(line.number, record_json(lookup, line.item)) for line in agenda_of(state, record)]
    return {
        Meeting.reference.name: record.reference or meeting_by_date(record),
        Decision.represented.name: counted.represented if counted.taken else None,
        Decision.represented_of.name: counted.of,
        Decision.quorum_needed.name: counted.needed,
        "not_recorded": counted.unrecorded,
        "attendance": [_attendance(lookup, record, row) for row in people],
        "items": [{"number": number} | _without(item, AgendaItem.meeting) for number, item in items],
        "corrections": _children(lookup, Correction, Correction.meeting, record.id, _on),
    }


def _place(state: State, row: Attendance) -> tuple[Any, ...]:
    """Protocol order; in an organization as they were brought in, members before others; guests of none last."""
    home = state.get(Organization, row.organization)
    rank = list(Capacity).index(row.capacity)
    return (home is None, protocol(home) if home else (), row.order, rank, row.name.casefold(), row.id)


def _attendance(lookup: Lookup, meeting: Meeting, row: Attendance) -> Json:
    """Who it was, under the organization's name of the day."""
    person = lookup.state.get(Person, row.person)
    named = named_on(lookup.state, lookup.state.get(Organization, row.organization), meeting.date)
    return _without(record_json(lookup, row), Attendance.meeting) | {
        Attendance.name.name: row.name or (person.name if person else ""),
        Attendance.organization.name: (named.acronym if named else row.printed_organization) or None,
    }


def _item(lookup: Lookup, record: AgendaItem) -> Json:
    entries = sorted(lookup.state.linked(Entry, Entry.item, record.id), key=_order)
    return {"entries": [_without(record_json(lookup, entry), Entry.meeting, Entry.item) for entry in entries]}


def _entry(lookup: Lookup, record: Entry) -> Json:
    actions = [made.reference for made in lookup.state.linked(Action, Action.entry, record.id)]
    decisions = [made.reference for made in lookup.state.linked(Decision, Decision.entry, record.id)]
    return {Action.reference.name: next(filter(None, actions + decisions), None)}


_EXTRA: dict[type[Record], Callable[[Lookup, Any], Json]] = {
    Action: _action,
    Decision: _decision,
    Organization: _organization,
    Person: _person,
    Meeting: _meeting,
    AgendaItem: _item,
    Entry: _entry,
}
