"""Attendance as a chart: every meeting is drawn once, under its month and year, whatever the width."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from tests.builders import MemoryState, known, organization
from tests.ui.looking import text_of
from tests.ui.open_members import opened, screen

from ictwg.domain.changes import Edit
from ictwg.domain.records import Attendance, Meeting, Organization
from ictwg.domain.values import MeetingState, MembershipStatus, Presence
from ictwg.locales import t
from ictwg.ui.screens.attendance_chart import AttendanceChart, ChartRequest, ChartRow, attendance_chart
from ictwg.ui.widgets.detail import DetailPane

FIRST = date(2008, 11, 3)
SIGNS = {Presence.PRESENT: "●", Presence.REMOTE: "◍", Presence.APOLOGIES: "○", Presence.ABSENT: "×"}


def group(marks: list[Presence]) -> MemoryState:
    """Meetings 40 days apart, to which MoJ came so."""
    state = MemoryState()
    home = organization(state, "MoJ", status=MembershipStatus.MEMBER)
    for n, presence in enumerate(marks):
        day = (Meeting.date(FIRST + timedelta(days=40 * n)), Meeting.state(MeetingState.HELD))
        place = (Attendance.meeting(state.add(Meeting, *day).id), Attendance.organization(home.id))
        state.add(Attendance, *place, Attendance.state(presence))
    return state


def drawn(chart: AttendanceChart, id: str = "") -> str:
    """The cells of a row; without an id those of the last."""
    rows = [line for line in chart.lines if isinstance(line, ChartRow)]
    row = next((one for one in rows if one.id == id), rows[-1])
    assert not isinstance(row.signs, str)
    return "".join(piece.text for piece in row.signs)


def test_months_and_years_stand_above_the_signs_and_how_many_came() -> None:
    state = group([Presence.ABSENT, Presence.PRESENT, Presence.REMOTE])
    chart = attendance_chart(state, ChartRequest(date(2010, 1, 1)))
    assert chart.columns[3].title == "01 12 11 "
    assert drawn(chart, "chart:years") == "’09’08   "
    assert drawn(chart, "chart:came") == "1  1  0  "
    assert drawn(chart) == "◍  ●  ×  "


@given(st.lists(st.sampled_from(list(Presence)), min_size=1, max_size=40), st.integers(0, 120))
def test_going_back_shows_every_meeting_once_and_in_order(marks: list[Presence], room: int) -> None:
    state, later, signs = group(marks), 0, ""
    while True:
        chart = attendance_chart(state, ChartRequest(date(2030, 1, 1), "", later, room))
        overlap = max(0, later - (chart.of - chart.meetings))
        signs += drawn(chart)[3 * overlap :]
        later += chart.meetings
        if later >= chart.of:
            break
    assert chart.of == len(marks)
    assert signs.split() == [SIGNS[presence] for presence in reversed(marks)]


async def test_it_goes_back_and_to_another_body(tmp_path: Path) -> None:
    async with opened(tmp_path, (80, 24)) as (app, pilot):
        edit, state = Edit("verbs.imported"), app.session.state
        moj = next(one for one in state.all(Organization) if one.acronym == "MoJ")
        for n in range(41):
            id, held = state.new_id(), Meeting.state(MeetingState.HELD)
            series = Meeting.series("LAW" if n == 40 else "")
            edit.create(Meeting, id, Meeting.date(FIRST - timedelta(days=30 * n)), held, series)
            there = (Attendance.meeting(id), Attendance.organization(moj.id), Attendance.state(Presence.REMOTE))
            edit.create(Attendance, state.new_id(), *there)
        app.session.commit(edit.done())
        await pilot.press("right", "right")
        assert "’08" in text_of(app)
        for _ in range(6):
            await pilot.press("ctrl+left")
        await pilot.pause()
        assert "’05" in text_of(app)
        await pilot.press("ctrl+right", "f3")
        await pilot.press("down", "enter")
        assert f"LAW  {t('membership.chart.shown', count=1, of=1)}" in text_of(app)
        screen(app).go_to("people")
        assert screen(app).check_action("body", ()) is False


async def test_the_cursor_begins_on_an_organization_and_the_pane_tells_of_it(tmp_path: Path) -> None:
    async with opened(tmp_path, (120, 36)) as (app, pilot):
        await pilot.press("right", "right")
        current = known(screen(app).listed.list.current)
        assert current.row is not None
        assert screen(app).query_one(DetailPane).display
