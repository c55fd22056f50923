"""`set REF field=value` in the sense that the field has: a new due date leaves its trace, a status its day.

A field without a meaning of its own is written as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.actions import actions as followup
from ictwg.decisions import decisions
from ictwg.domain.changes import Changes, together
from ictwg.domain.records import Action, Decision, Group, Meeting, Membership, Organization
from ictwg.domain.values import ActionStatus, MeetingState, MembershipStatus, ShiftedBy
from ictwg.locales import t
from ictwg.meetings import meetings
from ictwg.members import membership
from ictwg.members import organizations as naming
from ictwg.minutes import approval as minutes_way
from ictwg.records.editing import Assignment, assign, known_field, not_empty, set_fields

if TYPE_CHECKING:
    from collections.abc import Callable

    from ictwg.domain.schema import Record
    from ictwg.records.lookup import Lookup

    Meaning = Callable[[Lookup, Record, str], Changes]


def set_by_words(lookup: Lookup, record: Record, assignments: tuple[Assignment, ...]) -> Changes:
    """All assignments as one change; of none it is an empty one.

    Raises:
        InvalidValueError: A field is not there, or does not take the value.
    """
    for assignment in assignments:
        _keep_filled(record, assignment)
    meant = [a for a in assignments if _meaning(record, a) is not None]
    plain = tuple(a for a in assignments if _meaning(record, a) is None)
    parts = [assign(lookup, record, plain)] if plain else []
    for assignment in meant:
        meaning = _meaning(record, assignment)
        if meaning is not None:
            parts.append(meaning(lookup, record, assignment.text))
    return together(parts, parts[0].subject) if parts else Changes("verbs.edited")


def _keep_filled(record: Record, assignment: Assignment) -> None:
    field = type(record).field(assignment.field)
    if field is not None and assignment.sign == "=":
        not_empty(field, assignment.text, t("editing.emptied.set_hint", name=field.name))


def _meaning(record: Record, assignment: Assignment) -> Meaning | None:
    return _MEANINGS.get((type(record), assignment.field)) if assignment.sign == "=" else None


def _due(lookup: Lookup, record: Record, text: str) -> Changes:
    assert isinstance(record, Action)  # noqa: S101 - the table says so
    due = Action.due.parse(text, lookup)
    return followup.change_due(lookup.state, record, due, ShiftedBy.OWNER, lookup.today)


def _status(lookup: Lookup, record: Record, text: str) -> Changes:
    assert isinstance(record, Action)  # noqa: S101 - the table says so
    status: ActionStatus = Action.status.parse(text, lookup)
    return followup.set_status(lookup.state, record, status, lookup.today)


def _text(lookup: Lookup, record: Record, text: str) -> Changes:
    assert isinstance(record, Action)  # noqa: S101 - the table says so
    known_field(Action, Action.text.name)
    return followup.reword(lookup.state, record, Action.text.parse(text, lookup))


def _decision_text(lookup: Lookup, record: Record, text: str) -> Changes:
    assert isinstance(record, Decision)  # noqa: S101 - the table says so
    return decisions.reword(lookup.state, record, Decision.text.parse(text, lookup), lookup.today)


def _supersedes(lookup: Lookup, record: Record, text: str) -> Changes:
    assert isinstance(record, Decision)  # noqa: S101 - the table says so
    earlier = (lookup.state.get(Decision, id) for id in Decision.supersedes.parse(text, lookup))
    return decisions.supersede(lookup.state, record, (one for one in earlier if one is not None))


def _meeting_state(lookup: Lookup, record: Record, text: str) -> Changes:
    assert isinstance(record, Meeting)  # noqa: S101 - the table says so
    match Meeting.state.parse(text, lookup):
        case MeetingState.HELD:
            return meetings.hold(lookup.state, record)
        case MeetingState.POSTPONED:
            return meetings.postpone(record)
        case MeetingState.CANCELLED:
            return meetings.cancel(record)
        case _:
            return meetings.plan_again(record)


def _minutes_state(lookup: Lookup, record: Record, text: str) -> Changes:
    assert isinstance(record, Meeting)  # noqa: S101 - the table says so
    to = Meeting.minutes_state.parse(text, lookup)
    return minutes_way.take_to(lookup.state, record, to, lookup.today)


def _membership(lookup: Lookup, record: Record, text: str) -> Changes:
    assert isinstance(record, Organization)  # noqa: S101 - the table says so
    status: MembershipStatus = Membership.status.parse(text, lookup)
    return membership.change_status(lookup.state, record, status, lookup.today)


def _name(lookup: Lookup, record: Record, text: str) -> Changes:
    assert isinstance(record, Organization)  # noqa: S101 - the table says so
    return naming.respell(lookup.state, record, lookup.today, name=text)


def _acronym(lookup: Lookup, record: Record, text: str) -> Changes:
    assert isinstance(record, Organization)  # noqa: S101 - the table says so
    return naming.respell(lookup.state, record, lookup.today, acronym=text)


def _time_zone(lookup: Lookup, record: Record, text: str) -> Changes:
    from ictwg.records.group import zone_meant

    name = Group.time_zone.name
    return set_fields(lookup, record, {name: zone_meant(text, name)})


def _districts(lookup: Lookup, record: Record, text: str) -> Changes:
    from ictwg.members.districts import districts_of, usually_spelled

    assert isinstance(record, Group)  # noqa: S101 - the table says so
    return set_fields(lookup, record, {Group.districts.name: usually_spelled(text, districts_of(record))})


_MEANINGS: dict[tuple[type[Record], str], Meaning] = {
    (Action, Action.due.name): _due,
    (Action, Action.status.name): _status,
    (Action, Action.text.name): _text,
    (Decision, Decision.text.name): _decision_text,
    (Decision, Decision.supersedes.name): _supersedes,
    (Meeting, Meeting.state.name): _meeting_state,
    (Meeting, Meeting.minutes_state.name): _minutes_state,
    (Group, Group.time_zone.name): _time_zone,
    (Group, Group.districts.name): _districts,
    (Organization, Membership.status.name): _membership,
    (Organization, Organization.name.name): _name,
    (Organization, Organization.acronym.name): _acronym,
}
