"""Who came to which meeting: each organization over time, and who has stayed away three times in a row."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ictwg.domain.periods import name_on, status_on
from ictwg.domain.records import Attendance, Meeting, Organization
from ictwg.domain.roster import ON_THE_ROSTER, protocol
from ictwg.domain.values import MeetingState, Presence

if TYPE_CHECKING:
    from datetime import date

    from ictwg.domain.state import State

THERE = (Presence.PRESENT, Presence.REMOTE)
FLAGGED = 3
"""So many absences in a row are worth a call (DOMAIN.md §3)."""


class Came(NamedTuple):
    """One meeting of one organization; `state` is None where it did not belong that day."""

    meeting: Meeting
    state: Presence | None


class AttendanceRow(NamedTuple):
    organization: Organization
    acronym: str
    name: str
    came: tuple[Came, ...]
    """The latest first."""

    @property
    def id(self) -> str:
        return self.organization.id

    @property
    def attended(self) -> int:
        return sum(one.state in THERE for one in self.came)

    @property
    def invited(self) -> int:
        return sum(one.state is not None for one in self.came)

    @property
    def absences(self) -> int:
        """How many of the last meetings it missed in a row."""
        count = 0
        for one in self.came:
            if one.state in THERE:
                break
            count += one.state is not None
        return count

    @property
    def flagged(self) -> bool:
        return self.absences >= FLAGGED


def attendance_over_time(state: State, on: date, series: str = "", last: int = 12) -> tuple[AttendanceRow, ...]:
    """Every organization of the group of that day, over the last meetings held up to it."""
    meetings = held_meetings(state, on, series)[:last]
    present = {meeting.id: _best_states(state, meeting) for meeting in meetings}
    members = [o for o in state.all(Organization) if status_on(state, o, on) in ON_THE_ROSTER]
    return tuple(_row(state, o, on, meetings, present) for o in sorted(members, key=protocol))


def held_meetings(state: State, on: date, series: str = "") -> tuple[Meeting, ...]:
    """The meetings held up to a day, the latest first."""
    held = (m for m in state.all(Meeting) if m.state is MeetingState.HELD and m.series == series)
    dated = [(m.date, m) for m in held if m.date is not None and m.date <= on]
    return tuple(m for _, m in sorted(dated, key=lambda pair: (pair[0], pair[1].id), reverse=True))


def _row(
    state: State,
    organization: Organization,
    on: date,
    meetings: tuple[Meeting, ...],
    present: dict[str, dict[str, Presence]],
) -> AttendanceRow:
    named = name_on(state, organization, on)
    came = tuple(Came(m, _state(state, organization, m, present[m.id])) for m in meetings)
    return AttendanceRow(organization, named.acronym, named.name, came)


def _state(state: State, organization: Organization, meeting: Meeting, present: dict[str, Presence]) -> Presence | None:
    if organization.id in present:
        return present[organization.id]
    belonged = meeting.date is not None and status_on(state, organization, meeting.date) in ON_THE_ROSTER
    return Presence.ABSENT if belonged else None


def _best_states(state: State, meeting: Meeting) -> dict[str, Presence]:
    """The best state of each organization: it was there if one of its people was."""
    order = (Presence.PRESENT, Presence.REMOTE, Presence.APOLOGIES, Presence.ABSENT)
    best: dict[str, Presence] = {}
    for row in state.linked(Attendance, Attendance.meeting, meeting.id):
        if row.organization and row.state is not None:
            before = best.get(row.organization)
            if before is None or order.index(row.state) < order.index(before):
                best[row.organization] = row.state
    return best
