"""Attendance of each organization as a chart: a sign for each meeting, the latest first, under months and years."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from ictwg.domain.records import Meeting
from ictwg.domain.roster import held_before
from ictwg.domain.state import State
from ictwg.domain.values import PRESENT_STATES
from ictwg.locales import t
from ictwg.members.attendance_history import OrganizationAttendance, attendance_over_time, flagged
from ictwg.reports.period import body_names
from ictwg.ui.keys import first_key
from ictwg.ui.widgets.columns import GAP, Cell, CellPiece, Column, GroupHeading
from ictwg.ui.widgets.looks import PRESENCE, UNRECORDED

STEP = 3
"""Cells of one meeting."""
LEAST = 3
"""Meetings that are shown on the narrowest screen."""
MISSED_AT_MOST = 22


class ChartRequest(NamedTuple):
    """What is looked at: one body as of a day, so many of its latest meetings left out, and the cells there are."""

    on: date
    series: str = ""
    later: int = 0
    room: int = 76


class ChartRow(NamedTuple):
    """An organization over the meetings; the rows above have none, and say years and how many came."""

    id: str
    acronym: str
    came: str
    rate: str
    signs: Cell
    missed: Cell
    row: OrganizationAttendance | None = None

    @property
    def searchable(self) -> str:
        return f"{self.row.acronym} {self.row.name}" if self.row else ""


class AttendanceChart(NamedTuple):
    """Its lines and columns; `meetings` are those shown, of `of`."""

    lines: tuple[ChartRow | GroupHeading, ...]
    columns: tuple[Column[ChartRow], ...]
    meetings: int
    of: int


def attendance_chart(state: State, asked: ChartRequest) -> AttendanceChart:
    held = held_before(state, asked.series, asked.on + timedelta(days=1))
    rows = [row for row in attendance_over_time(state, asked.on, asked.series, None) if row.invited or not held]
    away = {row.id for row in flagged(state, asked.on, asked.series)}
    lines = tuple(_line(row, away=row.id in away) for row in rows)
    fixed = sum(column.width + GAP for column in _fixed(lines))
    most = max(LEAST, (asked.room - fixed) // STEP)
    first = max(0, min(asked.later, len(held) - most))
    shown = held[first : first + most]
    if not shown:
        return AttendanceChart((), columns_for((), ()), 0, 0)
    drawn = tuple(line._replace(signs=_signs(line, first, len(shown))) for line in lines)
    heading = _heading(state, asked, shown, len(held))
    above = (heading, _years(shown), _came(rows, first, len(shown)))
    return AttendanceChart((*above, *drawn), columns_for(drawn, shown), len(shown), len(held))


def columns_for(lines: Sequence[ChartRow], shown: Sequence[Meeting]) -> tuple[Column[ChartRow], ...]:
    """The months stand above the signs."""
    months = "".join(f"{meeting.date:%m}".ljust(STEP) for meeting in shown if meeting.date)
    signs = Column[ChartRow]("signs", months, lambda row: row.signs, width=max(1, len(shown) * STEP))
    acronym, came, rate, missed = _fixed(lines)
    return (acronym, came, rate, signs, missed)


def _fixed(lines: Sequence[ChartRow]) -> tuple[Column[ChartRow], ...]:
    acronym = Column[ChartRow]("acronym", t("records.acronym"), lambda row: row.acronym, tone="strong")
    came = Column[ChartRow]("came", t("membership.column.came"), lambda row: row.came, align="right")
    rate = Column[ChartRow]("rate", t("reports.column.rate"), lambda row: row.rate, align="right", drop=2)
    missed = Column[ChartRow]("missed", t("reports.column.in_a_row"), lambda row: row.missed, drop=1)
    return (
        acronym.fitting(lines, 12),
        came.fitting(lines, 7),
        rate.fitting(lines, 6),
        missed.fitting(lines, MISSED_AT_MOST),
    )


def _line(row: OrganizationAttendance, *, away: bool) -> ChartRow:
    rate = "" if row.rate is None else t("reports.attendance.rate", rate=row.rate)
    missed: Cell = (CellPiece(f"▲ {row.missed.short_words()}", "warn"),) if away else ""
    return ChartRow(row.id, row.acronym, f"{row.attended}/{row.counted}", rate, "", missed, row)


def _signs(line: ChartRow, first: int, count: int) -> Cell:
    came = line.row.came[first : first + count] if line.row else ()
    looks = (UNRECORDED if one.unrecorded else PRESENCE[one.state] for one in came)
    return tuple(CellPiece(glyph.ljust(STEP), tone) for glyph, tone in looks)


def _heading(state: State, asked: ChartRequest, shown: Sequence[Meeting], held: int) -> GroupHeading:
    names = dict(body_names(state))
    notes = [t("membership.chart.shown", count=len(shown), of=held)]
    if held > len(shown):
        notes.append(t("membership.chart.more", earlier=first_key("chart.earlier"), later=first_key("chart.later")))
    if len(names) > 1:
        notes.append(t("membership.chart.another", body=first_key("chart.body")))
    return GroupHeading("heading:chart", names.get(asked.series, asked.series), " · ".join(notes))


def _years(shown: Sequence[Meeting]) -> ChartRow:
    """The year above the first meeting of each: `’10`."""
    years = [meeting.date.year if meeting.date else 0 for meeting in shown]
    changes = [n == 0 or year != years[n - 1] for n, year in enumerate(years)]
    said = (f"’{year % 100:02}" if new else "" for year, new in zip(years, changes, strict=True))
    return ChartRow("chart:years", "", "", "", (CellPiece("".join(one.ljust(STEP) for one in said), "muted"),), "")


def _came(rows: Sequence[OrganizationAttendance], first: int, count: int) -> ChartRow:
    """How many organizations were there each time."""
    counts = (sum(row.came[place].state in PRESENT_STATES for row in rows) for place in range(first, first + count))
    said = "".join(str(one).ljust(STEP) for one in counts)
    return ChartRow("chart:came", t("membership.chart.there"), "", "", (CellPiece(said, "info"),), "")
