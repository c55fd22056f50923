"""What the engine is told of meetings, their items and the lines of their minutes."""

from __future__ import annotations

from ictwg.domain.agenda import agenda_of, nested
from ictwg.domain.changes import Changes
from ictwg.domain.fields import settings_of
from ictwg.domain.records import (
    Action,
    AgendaItem,
    Attendance,
    Correction,
    Decision,
    Entry,
    Meeting,
    Organization,
    Person,
)
from ictwg.domain.representation import representation
from ictwg.domain.values import MeetingKind, MeetingState
from ictwg.meetings import meetings
from ictwg.meetings.editions import shown_from
from ictwg.members.organizations import named_on
from ictwg.records.editing import AddOption, add_options, create, not_empty, on_add, on_remove, on_set, told_of
from ictwg.records.lookup import Lookup, meeting_by_date
from ictwg.records.selection import MEETING, in_order
from ictwg.records.tables import Json, linked_json, own_json, record_json, record_json_by, without

on_remove(Meeting)(meetings.remove)


@record_json_by(Meeting)
def _meeting_json(lookup: Lookup, living: Meeting) -> Json:
    """Of one whose minutes are adopted what stands in them, and as it is now what no minutes print, such as its folder.

    What is nested in it is as of its date.
    """
    state, shown = shown_from(lookup.state, living)
    if state is lookup.state:
        return own_json(lookup, living) | _minutes(lookup, living)
    adopted = Lookup(state, lookup.today, lookup.language, lookup.me)
    goes_on = {field.name for field in Meeting.fields() if not field.frozen}
    printed = {key: value for key, value in own_json(adopted, shown).items() if key not in goes_on}
    return own_json(lookup, living) | printed | _minutes(adopted, shown)


def _minutes(lookup: Lookup, record: Meeting) -> Json:
    state = lookup.state
    counted = representation(state, record)
    people = in_order(state, state.linked(Attendance, Attendance.meeting, record.id))
    items = [(line.number, record_json(lookup, line.item)) for line in agenda_of(state, record)]
    return {
        Meeting.reference.name: record.reference or meeting_by_date(record),
        Decision.represented.name: counted.represented if counted.taken else None,
        Decision.represented_of.name: counted.of,
        Decision.quorum_needed.name: counted.needed,
        "not_recorded": counted.unrecorded,
        "attendance": [_attendance(lookup, record, row) for row in people],
        "items": [{"number": number} | without(item, AgendaItem.meeting) for number, item in items],
        "corrections": linked_json(lookup, Correction.meeting, record),
    }


def _attendance(lookup: Lookup, meeting: Meeting, row: Attendance) -> Json:
    """Who it was, under the organization's name of the day."""
    person = lookup.state.get(Person, row.person)
    named = named_on(lookup.state, lookup.state.get(Organization, row.organization), meeting.date)
    return without(record_json(lookup, row), Attendance.meeting) | {
        Attendance.name.name: row.name or (person.name if person else ""),
        Attendance.organization.name: (named.acronym if named else row.printed_organization) or None,
    }


@record_json_by(AgendaItem)
def _item_json(lookup: Lookup, record: AgendaItem) -> Json:
    lines = nested(lookup.state.linked(Entry, Entry.item, record.id))
    entries = [record_json(lookup, line.entry) for line in lines]
    return own_json(lookup, record) | {"entries": [without(without(one, Entry.item), Entry.meeting) for one in entries]}


@record_json_by(Entry)
def _entry_json(lookup: Lookup, record: Entry) -> Json:
    """With the number of the action or the decision that it became."""
    actions = [made.reference for made in lookup.state.linked(Action, Action.entry, record.id)]
    decisions = [made.reference for made in lookup.state.linked(Decision, Decision.entry, record.id)]
    became = next(filter(None, actions + decisions), None)
    return own_json(lookup, record) | {Action.reference.name: became}


@add_options(AgendaItem)
def _beside_item() -> tuple[AddOption, ...]:
    return (AddOption(MEETING, "cli.add.of_meeting", AgendaItem.meeting),)


@on_add(AgendaItem)
def _add_item(lookup: Lookup, values: dict[str, str]) -> tuple[str, Changes]:
    """Before any other business, as the last of its meeting."""
    from ictwg.meetings.agenda import add_item

    meeting, own = told_of(lookup, AgendaItem.meeting, values)
    title = not_empty(AgendaItem.title, own.pop(AgendaItem.title.name, ""))
    settings = settings_of(AgendaItem, own, lookup)
    changes = add_item(lookup.state, lookup.state.get(Meeting, meeting), title, *settings)
    return changes.created[0][1], changes


@on_add(Meeting)
def _add(lookup: Lookup, values: dict[str, str]) -> tuple[str, Changes]:
    """A meeting with the items that every meeting has, from opening to closing."""
    day = Meeting.date.parse(values.get(Meeting.date.name, ""), lookup)
    if day is None:
        return create(lookup, Meeting, values)
    planned = (Meeting.date, Meeting.series, Meeting.kind)
    more = {name: text for name, text in values.items() if name not in {field.name for field in planned}}
    changes = meetings.plan(
        lookup.state,
        day,
        *settings_of(Meeting, more, lookup),
        series=values.get(Meeting.series.name, "").strip().upper(),
        kind=Meeting.kind.parse(values.get(Meeting.kind.name) or MeetingKind.ORDINARY, lookup),
    )
    return changes.created[0][1], changes


@on_set(Meeting, Meeting.state)
def _set_state(lookup: Lookup, meeting: Meeting, state: MeetingState) -> Changes:
    match state:
        case MeetingState.HELD:
            return meetings.hold(lookup.state, meeting)
        case MeetingState.POSTPONED:
            return meetings.postpone(meeting)
        case MeetingState.CANCELLED:
            return meetings.cancel(meeting)
        case MeetingState.PLANNED:
            return meetings.plan_again(meeting)
