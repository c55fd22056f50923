"""What to look at before minutes go out or are adopted: each with its way out, and none of it stops anybody.

The same lines stand in *To mend*, for as long as the minutes have not gone out; what stands there already as a gap or
as two different answers is not told twice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ictwg.domain.records import Action, AgendaItem, Attendance, Decision, Entry, Meeting, Person, Role
from ictwg.domain.schema import title_of
from ictwg.domain.values import CLOSED, ActionKind, ItemKind, MeetingState, MinutesState, Presence
from ictwg.services.comments import open_comments
from ictwg.services.lookup import register_label, short_title, shown_name, shown_reference
from ictwg.services.mend_line import MendKind, MendLine, line_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ictwg.domain.schema import Record
    from ictwg.domain.state import State

UNFINISHED = (MinutesState.DRAFT, MinutesState.WITH_CHAIR)
_DISCUSSED = (ItemKind.TOPIC, ItemKind.ANY_OTHER_BUSINESS)
_THERE = (Presence.PRESENT, Presence.REMOTE)


class PreFlight(NamedTuple):
    """What is not in order in the minutes, and how many comments nobody has settled."""

    lines: tuple[MendLine, ...]
    comments: int

    def __bool__(self) -> bool:
        return bool(self.lines or self.comments)


def pre_flight(state: State, meeting: Meeting, contested: Iterable[Record] = ()) -> PreFlight:
    """Before the minutes of this meeting are circulated or adopted.

    Args:
        state: The group's records.
        meeting: The meeting.
        contested: Records of which a field has two different answers.
    """
    lines = (*unfinished_in(state, meeting), *_without_owner(state, meeting), *_undecided(state, meeting, contested))
    return PreFlight(lines, len(open_comments(state, meeting)))


def unfinished(state: State) -> Iterator[MendLine]:
    """Of all minutes that have not gone out, for the one list."""
    for meeting in state.all(Meeting):
        if meeting.state is MeetingState.HELD and meeting.minutes_state in UNFINISHED and not meeting.source:
            yield from unfinished_in(state, meeting)


def unfinished_in(state: State, meeting: Meeting) -> Iterator[MendLine]:
    """What is not in order in the minutes of one meeting, and stands nowhere else in the list."""
    named = shown_name(state, meeting)
    for item in state.linked(AgendaItem, AgendaItem.meeting, meeting.id):
        if item.kind in _DISCUSSED and item.outcome is None:
            yield _line("no_outcome", item, f"{named} · {short_title(item)}", AgendaItem.outcome.name)
    for decision in state.linked(Decision, Decision.meeting, meeting.id):
        if not decision.text.strip():
            yield _line("no_text", decision, shown_reference(state, decision))
    people = state.linked(Attendance, Attendance.meeting, meeting.id)
    if not any(row.state in _THERE for row in people):
        yield _line("nobody_present", meeting, named, Meeting.state.name)
    for row in people:
        if row.state in _THERE and not (row.organization or row.printed_organization or _is_known(state, row)):
            yield _line("not_on_roster", row, f"{named} · {title_of(row)}")


def _without_owner(state: State, meeting: Meeting) -> Iterator[MendLine]:
    for action in state.linked(Action, Action.meeting, meeting.id):
        owned = action.all or action.owners or action.person or action.owner_text
        if action.kind is ActionKind.ACTION and action.status not in CLOSED and not owned:
            where = f"{shown_reference(state, action)} {short_title(action)}"
            yield _line("gap.no_owner", action, where, Action.owners.name)


def _undecided(state: State, meeting: Meeting, contested: Iterable[Record]) -> Iterator[MendLine]:
    own = (AgendaItem, Attendance, Decision, Entry, Action)
    for record in contested:
        if record == meeting or (isinstance(record, own) and record.meeting == meeting.id):
            for register in record.row.contested():
                where = f"{shown_name(state, record)} · {register_label(state, type(record), register)}"
                yield _line("rivals", record, where, register)


def _is_known(state: State, row: Attendance) -> bool:
    person = state.get(Person, row.person)
    return person is not None and bool(person.organization or state.linked(Role, Role.person, person.id))


def _line(key: str, record: Record, where: str, field: str = "") -> MendLine:
    return line_of(MendKind.PRE_FLIGHT, key, record, where, field)
