"""What to look at before minutes go out or are adopted: each with its way out, and none of it stops anybody.

What is missing is the one list of `gaps`; the answers that two people gave at once come after it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ictwg.domain.records import Action, AgendaItem, Attendance, Decision, Entry
from ictwg.services.adoption.comments import open_comments
from ictwg.services.mending.gaps import gaps_of
from ictwg.services.mending.mend_line import MendKind, MendLine, line_of
from ictwg.services.records.lookup import register_label, shown_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from ictwg.domain.records import Meeting
    from ictwg.domain.schema import Record
    from ictwg.domain.state import State


class PreFlight(NamedTuple):
    """What is not in order in the minutes, and how many comments nobody has settled."""

    lines: tuple[MendLine, ...]
    comments: int

    def __bool__(self) -> bool:
        return bool(self.lines or self.comments)


def pre_flight(state: State, meeting: Meeting, today: date, contested: Iterable[Record] = ()) -> PreFlight:
    """Before the minutes of this meeting are circulated or adopted.

    Args:
        state: The group's records.
        meeting: The meeting.
        today: The civil date.
        contested: Records of which a field has two different answers.
    """
    lines = (*gaps_of(state, meeting, today), *_undecided(state, meeting, contested))
    return PreFlight(lines, len(open_comments(state, meeting)))


def _undecided(state: State, meeting: Meeting, contested: Iterable[Record]) -> Iterator[MendLine]:
    own = (AgendaItem, Attendance, Decision, Entry, Action)
    for record in contested:
        if record == meeting or (isinstance(record, own) and record.meeting == meeting.id):
            for register in record.row.contested():
                where = f"{shown_name(state, record)} · {register_label(state, type(record), register)}"
                yield line_of(MendKind.PRE_FLIGHT, "rivals", record, where, register)
