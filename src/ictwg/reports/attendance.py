"""Who came in a period: meeting by meeting, and each organization over them; in words, signs and bars."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from ictwg.domain.figures import Bar
from ictwg.domain.records import Meeting, Organization
from ictwg.domain.representation import Representation, representation
from ictwg.domain.roster import belonging
from ictwg.domain.state import State
from ictwg.domain.values import PRESENT_STATES, MeetingState, MembershipStatus, Presence
from ictwg.locales import t
from ictwg.members.attendance_history import Missed, OrganizationAttendance, attendance_at
from ictwg.papers.words import choice
from ictwg.records.lookup import shown_name
from ictwg.reports.figure_tables import FigureRow, FigureTable, report_table
from ictwg.reports.period import EVERY_SERIES, ReportRequest
from ictwg.reports.report import KeyFigure, Report, make_report


class MetOn(NamedTuple):
    """One meeting whose attendance is recorded; `came` counts the organizations that were there, of any status."""

    meeting: Meeting
    name: str
    came: int
    counted: Representation


class Attended(NamedTuple):
    """One organization over the meetings; `missed` in a row of one body, the most where several have met."""

    row: OrganizationAttendance
    missed: Missed


class AttendanceFigures(NamedTuple):
    """Who came in a period; a meeting whose roll nobody took counts for nobody.

    Attributes:
        held: How many meetings were held, with or without a list of who came.
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
        return tuple(one for one in (*self.members, *self.others) if one.missed.is_worth_a_call)

    @property
    def key_figures(self) -> tuple[KeyFigure, ...]:
        return (KeyFigure("held", self.held),)

    def report(self, asked: ReportRequest) -> Report:
        tables = (report_table("attendance", table, asked.language) for table in _tables(self, asked))
        return make_report("attendance", self.state, asked, self.today, filter(None, _summary(self, asked)), tables)

    def json(self, asked: ReportRequest) -> dict[str, Any]:
        return {
            "held": self.held,
            "meetings": [_met_json(met) for met in self.meetings],
            "not_recorded": list(self.not_taken),
            "organizations": self._organizations_json(asked) if asked.by_organization else None,
        }

    def _organizations_json(self, asked: ReportRequest) -> list[dict[str, Any]]:
        return [
            *({"member": True, **_attended_json(one, asked)} for one in self.members),
            *({"member": False, **_attended_json(one, asked)} for one in self.others),
        ]


def attendance_figures(state: State, asked: ReportRequest, today: date) -> AttendanceFigures:
    """Of the meetings that `state` shows, as of the end of the period."""
    on = min(asked.until, today)
    latest_first = sorted(_held(state, asked, on), key=lambda pair: (pair[0], pair[1].id), reverse=True)
    held = [(m, representation(state, m)) for _, m in latest_first]
    taken = [(m, counted) for m, counted in held if counted.taken]
    meetings = tuple(m for m, _ in taken)
    rows = [row for row in attendance_at(state, on, meetings, state.all(Organization)) if row.invited]
    attended = _with_missed(state, on, meetings, rows)
    members = {id for day in {m.date or on for m in meetings} for id in _members(state, day, asked.series)}
    came = [sum(row.came[place].state in PRESENT_STATES for row in rows) for place in range(len(meetings))]
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
    state: State, on: date, meetings: tuple[Meeting, ...], rows: list[OrganizationAttendance]
) -> tuple[Attended, ...]:
    """A meeting of one body that was missed is no further one of another."""
    homes = [row.organization for row in rows]
    missed: dict[str, Missed] = {}
    for code in {meeting.series for meeting in meetings}:
        own = tuple(meeting for meeting in meetings if meeting.series == code)
        for row in attendance_at(state, on, own, homes):
            missed[row.id] = max(missed.get(row.id, row.missed), row.missed)
    return tuple(Attended(row, missed[row.id]) for row in rows)


def _held(state: State, asked: ReportRequest, on: date) -> list[tuple[date, Meeting]]:
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


def _attended_json(attended: Attended, asked: ReportRequest) -> dict[str, Any]:
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
        "flagged": attended.missed.is_worth_a_call,
        "at": [{"meeting_id": one.meeting.id, "state": one.state} for one in row.came if one.belonged],
    }


SHOWN = 24
"""Meetings that one line of signs has room for."""

SIGNS: dict[Presence | None, str] = {
    Presence.PRESENT: "●",
    Presence.REMOTE: "◍",
    Presence.APOLOGIES: "○",
    Presence.ABSENT: "×",
    None: "·",
}

NOT_RECORDED = "?"
_COUNTED = ("organization", "came_of", *map(str, Presence), "not_recorded")
_COMPARED = ("organization", "came_of", "rate", *map(str, Presence), "not_recorded", "in_a_row", "meetings")
_LESS = (9, 4, 5, 6, 7, 3, 8)


def _summary(figures: AttendanceFigures, asked: ReportRequest) -> Iterable[str]:
    lang = asked.language
    yield t("reports.attendance.held", lang=lang, count=figures.held)
    if figures.not_taken:
        yield t("reports.attendance.not_taken", lang=lang, meetings=", ".join(figures.not_taken))
    if not asked.compares:
        return
    named = ", ".join(one.row.acronym or one.row.name for one in figures.flagged)
    yield t("reports.attendance.flagged", lang=lang, organizations=named) if named else ""
    others = (t(f"reports.attendance.{name}", lang=lang) for name in ("not_recorded", "not_in_the_group"))
    yield " ".join([*(f"{SIGNS[state]} {choice(state, lang)}" for state in Presence), *others])


def _tables(figures: AttendanceFigures, asked: ReportRequest) -> Iterator[FigureTable]:
    """For the core group with bars and signs; organizations only where that was chosen."""
    lang = asked.language
    names, droppable = (_COMPARED, _LESS) if asked.compares else (_COUNTED, ())
    legend = "reports.legend.attendance" if asked.compares else ""
    groups = {"members": figures.members} | ({"others": figures.others} if figures.others else {})
    for which, told in groups.items() if asked.by_organization else ():
        rows = tuple(_organization(one, names, lang) for one in told)
        yield FigureTable(which, names, rows, droppable, legend=legend, empty="reports.attendance.none")
    quorum = any(met.counted.needed is not None for met in figures.meetings)
    heads = ("meeting", "met_on", "represented", "organizations", *(("quorum",) if quorum else ()))
    rows = tuple(_met(met, lang, quorum=quorum) for met in figures.meetings)
    empty = "reports.attendance.none_taken" if figures.held else "reports.attendance.no_meeting"
    yield FigureTable("meetings", heads, rows, legend="reports.legend.came", empty=empty)


def _organization(attended: Attended, names: tuple[str, ...], lang: str) -> FigureRow:
    row, cells = attended.row, _cells(attended, lang)
    bar = Bar(row.counted - row.attended, row.attended)
    return FigureRow(tuple(cells[name] for name in names), "", ((Organization.TABLE, row.id),), bar)


def _cells(attended: Attended, lang: str) -> dict[str, str]:
    """Everything that is known of one organization, by its column."""
    row = attended.row
    return {
        "organization": row.acronym or row.name,
        "came_of": t("reports.of", lang=lang, part=row.attended, whole=row.counted),
        "rate": "" if row.rate is None else t("reports.attendance.rate", lang=lang, rate=row.rate),
        **{str(state): str(row.count(state) or "") for state in Presence},
        "not_recorded": str(row.unrecorded or ""),
        "in_a_row": f"▲ {attended.missed.words(lang)}" if attended.missed.is_worth_a_call else "",
        "meetings": signs(row),
    }


def signs(row: OrganizationAttendance, most: int = SHOWN) -> str:
    """One sign for each of the last meetings, the latest first."""
    return "".join(NOT_RECORDED if one.unrecorded else SIGNS[one.state] for one in row.came[:most])


_VERDICTS = {True: "quorum", False: "no_quorum", None: "quorum_unknown"}


def _met(met: MetOn, lang: str, *, quorum: bool) -> FigureRow:
    counted = met.counted
    of = t("reports.of", lang=lang, part=counted.represented, whole=counted.of) if counted.of else ""
    if counted.unrecorded:
        of = t("reports.attendance.unrecorded", lang=lang, represented=of, unrecorded=counted.unrecorded)
    reached = ""
    if counted.needed is not None:
        reached = t(f"reports.attendance.{_VERDICTS[counted.reached]}", lang=lang, needed=counted.needed)
    cells = (met.name, met.meeting.date, of, met.came, *((reached,) if quorum else ()))
    return FigureRow(cells, "", ((Meeting.TABLE, met.meeting.id),), Bar(0, met.came))
