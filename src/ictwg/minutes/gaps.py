"""What minutes and the actions given in them lack, and what to look at before they go out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from ictwg.actions.action_rows import ActionRow, table_of
from ictwg.decisions.decisions import VOTES, doubtful_votes
from ictwg.documents.comments import open_comments
from ictwg.domain.calendar import short_day
from ictwg.domain.confidential import marked
from ictwg.domain.records import (
    Action,
    AgendaItem,
    Attendance,
    Decision,
    DueChange,
    Entry,
    Meeting,
    Organization,
    Person,
    Role,
)
from ictwg.domain.schema import Record, title_of
from ictwg.domain.state import State
from ictwg.domain.text import fold
from ictwg.domain.values import CLOSED, PRESENT_STATES, TAKES_PLACE, TO_ADOPT, ActionKind, ItemKind, MeetingState
from ictwg.locales import t
from ictwg.meetings.attendance import unrecorded
from ictwg.meetings.meetings import awaits_signature
from ictwg.records.lookup import register_label, short_title, shown_name, shown_reference

_DISCUSSED = (ItemKind.TOPIC, ItemKind.ANY_OTHER_BUSINESS)


def gaps_of(state: State, meeting: Meeting, today: date) -> tuple[Problem, ...]:
    """All that one meeting lacks, what it decided and promised first."""
    given = {a.id for a in state.linked(Action, Action.meeting, meeting.id) if a.kind is ActionKind.ACTION}
    rows = (row for row in table_of(state).rows(today) if row.action in given)
    return (*_of_items(state, meeting), *gaps_of_actions(rows), *_of_people(state, meeting), *_next(state, meeting))


def unfinished(state: State) -> Iterator[Problem]:
    """What all minutes lack that are still to be adopted, besides what their actions do.

    Not what was brought in from elsewhere: twenty years of old minutes would bury the rest.
    """
    for meeting in state.all(Meeting):
        if meeting.state is MeetingState.HELD and meeting.minutes_state in TO_ADOPT and not meeting.source:
            yield from _of_items(state, meeting)
            yield from _of_people(state, meeting)
            yield from _next(state, meeting)


def gaps_of_actions(rows: Iterable[ActionRow]) -> Iterator[Problem]:
    for row in rows:
        for gap in row.gaps:
            names = ", ".join(name for name in row.owners.split(", ") if name.endswith("?"))
            what, way = t(f"mend.gap.{gap}", names=names), t(f"mend.gap.{gap}.way")
            field = Action.owners if "owner" in gap else Action.due
            where = f"{row.reference} {row.text}"
            yield Problem(f"{row.id}/{gap}", ProblemKind.GAPS, what, where, way, Action.TABLE, row.id, field.name)


def _of_items(state: State, meeting: Meeting) -> Iterator[Problem]:
    named = shown_name(state, meeting)
    entries = state.linked(Entry, Entry.meeting, meeting.id)
    marks = marked(state, entries)
    for entry in entries:
        if entry.id in marks:
            yield _line("confidential", entry, f"{named} · {short_title(entry)}", Entry.text.name)
    for item in state.linked(AgendaItem, AgendaItem.meeting, meeting.id):
        if item.kind in _DISCUSSED and item.outcome is None and not meeting.is_drafting:
            yield _line("no_outcome", item, f"{named} · {short_title(item)}", AgendaItem.outcome.name)
    for decision in state.linked(Decision, Decision.meeting, meeting.id):
        if not decision.text.strip():
            yield _line("no_text", decision, shown_reference(state, decision))
        if doubt := doubtful_votes(state, decision):
            yield _line("more_votes", decision, f"{shown_reference(state, decision)} · {doubt}", VOTES[0].name)
    yield from _too_early(state, meeting)


def _too_early(state: State, meeting: Meeting) -> Iterator[Problem]:
    """A day by which something is to be done, looked at again or met for, and which was over when it was named."""
    moved = (state.get(Action, change.action) for change in state.linked(DueChange, DueChange.meeting, meeting.id))
    actions = dict.fromkeys((*state.linked(Action, Action.meeting, meeting.id), *filter(None, moved)))
    going = [one for one in actions if one.kind is ActionKind.ACTION and one.status not in CLOSED]
    days: list[tuple[Record, Any]] = [(one, field) for one in going for field in (Action.due, Action.review_on)]
    days += [(one, Decision.review_on) for one in state.linked(Decision, Decision.meeting, meeting.id)]
    for record, field in (*days, (meeting, Meeting.next_meeting)):
        named = field.of(record)
        if isinstance(named, date) and meeting.date is not None and named < meeting.date:
            said = f"{t(field.label_id)}: {short_day(named)}"
            yield _line("day_before", record, f"{shown_name(state, record)} · {said}", field.name)


def _of_people(state: State, meeting: Meeting) -> Iterator[Problem]:
    named = shown_name(state, meeting)
    people = state.linked(Attendance, Attendance.meeting, meeting.id)
    if not any(row.state in PRESENT_STATES for row in people):
        yield _line("nobody_present", meeting, named, Meeting.state.name)
    elif missing := unrecorded(state, meeting):
        who = ", ".join(entry.acronym or entry.name for entry in missing)
        yield _line("not_recorded", meeting, f"{named} · {who}", Meeting.state.name)
    for row in people:
        if row.state in PRESENT_STATES and not (row.organization or row.printed_organization or _is_known(state, row)):
            yield _line("not_on_roster", row, f"{named} · {title_of(row)}")
    for field in (Meeting.chair, Meeting.minute_taker):
        if (said := field.of(meeting).strip()) and not _is_somebody(state, said, people):
            yield _line(f"{field.name}_unknown", meeting, f"{said}? · {named}", field.name)


def _next(state: State, meeting: Meeting) -> Iterator[Problem]:
    """Nobody has said when the group meets again: no day was agreed on, and no later meeting is planned or was held.

    A drafting session ends with a note: no outcome of an item and no next session is asked for.
    """
    said = meeting.is_drafting or meeting.next_meeting is not None
    if not said and not any(_follows(one, meeting) for one in state.all(Meeting)):
        yield _line("no_next_meeting", meeting, shown_name(state, meeting), Meeting.next_meeting.name)


def _follows(one: Meeting, meeting: Meeting) -> bool:
    if one.series != meeting.series or one.state not in TAKES_PLACE:
        return False
    return one.date is not None and meeting.date is not None and one.date > meeting.date


def _is_known(state: State, row: Attendance) -> bool:
    person = state.get(Person, row.person)
    return person is not None and bool(person.organization or state.linked(Role, Role.person, person.id))


def _is_somebody(state: State, said: str, people: Iterable[Attendance]) -> bool:
    """Whether the whole name of somebody on the register, or of the roll, stands in it; or it is an organization's."""
    words = fold(said)
    if any(words in map(fold, (one.acronym, one.name, *one.aliases)) for one in state.all(Organization)):
        return True
    names = (name for person in state.all(Person) for name in (person.name, person.listed_as, *person.aliases))
    return any(fold(name) in words for name in (*names, *(row.name for row in people)) if name)


def _line(key: str, record: Record, where: str, field: str = "") -> Problem:
    return line_of(ProblemKind.PRE_FLIGHT, key, record, where, field)


class ProblemKind(StrEnum):
    GAPS = "gaps"
    PRE_FLIGHT = "pre_flight"
    AFTER_MERGE = "after_merge"
    CHECK = "check"


class Problem(NamedTuple):
    """One thing to mend.

    Attributes:
        id: The line's.
        what: What is not in order.
        where: Where it stands, in words.
        way: What to do about it.
        table: The table of the record that the way out leads to; empty where there is none.
        record: Its id.
        field: The field in question.
    """

    id: str
    kind: ProblemKind
    what: str
    where: str
    way: str
    table: str = ""
    record: str = ""
    field: str = ""


def line_of(kind: ProblemKind, key: str, record: Record, where: str, field: str = "") -> Problem:
    id = f"{record.id}/{key}/{field}"
    return Problem(id, kind, t(f"mend.{key}"), where, t(f"mend.{key}.way"), record.TABLE, record.id, field)


class PreFlight(NamedTuple):
    """What is not in order in the minutes, and how many comments nobody has settled."""

    lines: tuple[Problem, ...]
    comments: int

    def __bool__(self) -> bool:
        return bool(self.lines or self.comments)


def pre_flight(state: State, meeting: Meeting, today: date, contested: Iterable[Record] = ()) -> PreFlight:
    """Before the minutes of this meeting are circulated or adopted.

    Args:
        state: The group's records.
        meeting: The meeting.
        today: The civil date.
        contested: Records of which a field has two versions.
    """
    unsigned = (_line("unsigned", meeting, shown_name(state, meeting), Meeting.signed_copy.name),)
    lines = (
        *(unsigned if awaits_signature(state, meeting) else ()),
        *gaps_of(state, meeting, today),
        *_undecided(state, meeting, contested),
    )
    return PreFlight(lines, len(open_comments(state, meeting)))


def _undecided(state: State, meeting: Meeting, contested: Iterable[Record]) -> Iterator[Problem]:
    """Of what is printed in them; how far the actions of other meetings are is printed in all minutes."""
    own = (AgendaItem, Attendance, Decision, Entry)
    for record in contested:
        printed = isinstance(record, Action) and record.kind is ActionKind.ACTION
        if record == meeting or printed or (isinstance(record, own) and record.meeting == meeting.id):
            for register in record.row.contested():
                where = f"{shown_name(state, record)} · {register_label(state, type(record), register)}"
                yield line_of(ProblemKind.PRE_FLIGHT, "rivals", record, where, register)
