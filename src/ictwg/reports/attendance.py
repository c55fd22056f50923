"""Who came in a period: meeting by meeting, and each organization over them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from ictwg.domain.records import Meeting, Organization
from ictwg.domain.representation import representation
from ictwg.domain.roster import belonging
from ictwg.domain.values import THERE, MeetingState, MembershipStatus, Presence
from ictwg.members.attendance_history import FLAGGED, AttendanceRow, Missed, attendance_at
from ictwg.records.lookup import shown_name
from ictwg.reports.period import EVERY_SERIES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from ictwg.domain.representation import Representation
    from ictwg.domain.state import State
    from ictwg.reports.period import Asked
    from ictwg.reports.report import Report


class MetOn(NamedTuple):
    """One meeting whose attendance is recorded; `came` counts the organizations that were there, of any status."""

    meeting: Meeting
    name: str
    came: int
    counted: Representation


class Attended(NamedTuple):
    """One organization over the meetings; `missed` in a row of one body, the most where several have met."""

    row: AttendanceRow
    missed: Missed

    @property
    def flagged(self) -> bool:
        return self.missed.meetings >= FLAGGED


class AttendanceFigures(NamedTuple):
    """Who came in a period; a meeting whose roll nobody took counts for nobody.

    Attributes:
        held: How many meetings were held.
        meetings: Those that count, the latest last.
        not_taken: The names of the others.
        members: Who was a member on the day of one of the meetings.
        others: Who else was asked.
    """

    state: State
    today: date
    held: int
    meetings: tuple[MetOn, ...]
    not_taken: tuple[str, ...]
    members: tuple[Attended, ...]
    others: tuple[Attended, ...]

    @property
    def flagged(self) -> tuple[Attended, ...]:
        return tuple(one for one in (*self.members, *self.others) if one.flagged)

    def report(self, asked: Asked) -> Report:
        from ictwg.reports.attendance_words import attendance_report

        return attendance_report(self, asked)

    def json(self, asked: Asked) -> dict[str, Any]:
        return {
            "meetings": [_met_json(met) for met in self.meetings],
            "not_recorded": list(self.not_taken),
            "organizations": self._organizations_json(asked) if asked.by_organization else None,
        }

    def _organizations_json(self, asked: Asked) -> list[dict[str, Any]]:
        return [
            *({"member": True, **_attended_json(one, asked)} for one in self.members),
            *({"member": False, **_attended_json(one, asked)} for one in self.others),
        ]


def attendance_figures(state: State, asked: Asked, today: date) -> AttendanceFigures:
    """Of the meetings that `state` shows, as of the end of the period."""
    on = min(asked.until, today)
    latest_first = sorted(_held(state, asked, on), key=lambda pair: (pair[0], pair[1].id), reverse=True)
    held = [(m, representation(state, m)) for _, m in latest_first]
    taken = [(m, counted) for m, counted in held if counted.taken]
    meetings = tuple(m for m, _ in taken)
    rows = [row for row in attendance_at(state, on, meetings, state.all(Organization)) if row.invited]
    attended = _with_missed(state, on, meetings, rows)
    members = {id for day in {m.date or on for m in meetings} for id in _members(state, day, asked.series)}
    came = [sum(row.came[place].state in THERE for row in rows) for place in range(len(meetings))]
    met = [MetOn(m, shown_name(state, m), n, told) for (m, told), n in zip(taken, came, strict=True)]
    return AttendanceFigures(
        state,
        today,
        len(held),
        tuple(reversed(met)),
        tuple(shown_name(state, m) for m, counted in reversed(held) if not counted.taken),
        tuple(one for one in attended if one.row.id in members),
        tuple(one for one in attended if one.row.id not in members),
    )


def _members(state: State, on: date, series: str) -> Iterator[str]:
    return (id for id, seat in belonging(state, on, series).items() if seat is MembershipStatus.MEMBER)


def _with_missed(
    state: State, on: date, meetings: tuple[Meeting, ...], rows: list[AttendanceRow]
) -> tuple[Attended, ...]:
    """A meeting of one body that was missed is no further one of another."""
    homes = [row.organization for row in rows]
    missed: dict[str, Missed] = {}
    for code in {meeting.series for meeting in meetings}:
        own = tuple(meeting for meeting in meetings if meeting.series == code)
        for row in attendance_at(state, on, own, homes):
            missed[row.id] = max(missed.get(row.id, row.missed), row.missed)
    return tuple(Attended(row, missed[row.id]) for row in rows)


def _held(state: State, asked: Asked, on: date) -> list[tuple[date, Meeting]]:
    found = (m for m in state.all(Meeting) if m.state is MeetingState.HELD and asked.series in (EVERY_SERIES, m.series))
    return [(m.date, m) for m in found if m.date is not None and asked.since <= m.date <= on]


def _met_json(met: MetOn) -> dict[str, Any]:
    counted = met.counted
    return {
        "meeting": met.name,
        "meeting_id": met.meeting.id,
        "date": met.meeting.date.isoformat() if met.meeting.date else None,
        "series": met.meeting.series,
        "came": met.came,
        "represented": counted.represented,
        "represented_of": counted.of,
        "quorum_needed": counted.needed,
        "not_recorded": counted.unrecorded,
    }


def _attended_json(attended: Attended, asked: Asked) -> dict[str, Any]:
    row = attended.row
    counts = {
        "organization": row.acronym,
        "organization_id": row.id,
        **{str(state): row.count(state) for state in Presence},
        "not_recorded": row.unrecorded,
        "meetings": row.counted,
        "attended": row.attended,
    }
    if not asked.compares:
        return counts
    return {
        **counts,
        "missed_in_a_row": attended.missed.meetings,
        "with_apologies": attended.missed.apologies,
        "flagged": attended.flagged,
        "at": [{"meeting_id": one.meeting.id, "state": one.state} for one in row.came if one.belonged],
    }
