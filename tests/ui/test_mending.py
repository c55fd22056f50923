"""From the list of what is to mend to the very field."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.ui.open_meeting import now, opened

from ictwg.app.problems.problems import AT_RISK, NOT_HELD, count_of, to_mend
from ictwg.domain.changes import Edit
from ictwg.domain.records import AgendaItem, Person, Role, Training
from ictwg.domain.values import AudienceGroup, Function, MeetingState, Presence
from ictwg.locales import t
from ictwg.meetings import attendance, meetings
from ictwg.minutes.gaps import Problem, ProblemKind
from ictwg.ui.modals.choose import Choose
from ictwg.ui.modals.form_screen import FormScreen
from ictwg.ui.screens.meeting.attendance import AttendancePane
from ictwg.ui.screens.meeting.screen import MeetingScreen
from ictwg.ui.screens.problems import ProblemsScreen
from ictwg.ui.widgets.filtered_list import FilteredList
from ictwg.ui.widgets.form import FormRows


async def test_an_item_without_an_outcome_opens_its_form_at_the_outcome(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        session = there.app.session
        session.commit(meetings.hold(session.state, there.meeting))
        await there.app.push_screen(ProblemsScreen())
        await there.shows(t("mend.no_outcome"))
        shown = there.app.screen.query_one(FilteredList).list
        line = next(row for row in shown.rows if isinstance(row, Problem) and "/no_outcome/" in row.id)
        item = session.state.get(AgendaItem, line.record)
        shown.move_to(line.id)
        await there.press("enter", to=FormScreen)
        form = there.app.screen.query_one(FormRows)
        await there.until(lambda: there.app.focused is not None)
        focused = [row for row in form.rows if row.editor is there.app.focused]
        assert [row.field.name for row in focused] == ["outcome"]
        await there.press("escape", to=MeetingScreen)
        assert item is not None
        assert item.title in there.text


async def test_two_chairs_are_mended_on_enter(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        session = there.app.session
        edit = Edit("verbs.created")
        for name, since in (("Ana Old", date(2009, 1, 1)), ("Rui New", date(2010, 1, 1))):
            person = session.state.new_id()
            edit.create(Person, person, Person.name(name))
            chair = Role.function(Function.CHAIR), Role.person(person), Role.since(since), Role.series("LAW")
            edit.create(Role, session.state.new_id(), *chair)
        session.commit(edit.done())
        await there.app.push_screen(ProblemsScreen())
        await there.shows(t("mend.two_chairs"))
        shown = there.app.screen.query_one(FilteredList).list
        shown.move_to(next(row.id for row in shown.rows if row.id.startswith("clash/")))
        await there.press("enter", shows="End on 2009-12-31")
        await there.press("enter", to=ProblemsScreen)
        await there.until(lambda: any(role.until == date(2009, 12, 31) for role in session.state.all(Role)))
        await there.until(lambda: not any(row.id.startswith("clash/") for row in shown.rows))


async def test_when_the_group_meets_again_is_asked_for_in_the_form_of_the_meeting(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        session = there.app.session
        session.commit(meetings.hold(session.state, there.meeting))
        await there.app.push_screen(ProblemsScreen())
        await there.shows(t("mend.no_next_meeting"))
        shown = there.app.screen.query_one(FilteredList).list
        shown.move_to(next(row.id for row in shown.rows if "/no_next_meeting/" in row.id))
        await there.press("enter", to=FormScreen)
        await there.until(lambda: there.app.focused is not None)
        form = there.app.screen.query_one(FormRows)
        assert [row.field.name for row in form.rows if row.editor is there.app.focused] == ["next_meeting"]


async def test_the_roll_opens_on_who_is_not_marked_yet(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        session = there.app.session
        session.commit(meetings.hold(session.state, there.meeting))
        first, second, third, *_ = attendance.roll(session.state, there.meeting)
        for line in (first, third):
            session.commit(attendance.mark(session.state, there.meeting, line, Presence.PRESENT))
        await there.app.push_screen(ProblemsScreen())
        await there.shows(t("mend.not_recorded"))
        shown = there.app.screen.query_one(FilteredList).list
        shown.move_to(next(row.id for row in shown.rows if "/not_recorded/" in row.id))
        await there.press("enter", to=MeetingScreen)
        pane = there.screen.query_one(AttendancePane)
        await there.until(lambda: pane.line is not None)
        assert pane.line is not None
        assert pane.line.name == second.name


async def test_whether_people_at_risk_are_among_them_is_answered_for_all_at_once(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        session = there.app.session
        edit = Edit("verbs.created")
        for title, group in (("For the media", AudienceGroup.MEDIA), ("For judges", AudienceGroup.JUDICIARY)):
            edit.create(Training, session.state.new_id(), Training.title(title), Training.audience_groups((group,)))
        session.commit(edit.done())
        await there.app.push_screen(ProblemsScreen())
        await there.shows(t("mend.at_risk"))
        shown = there.app.screen.query_one(FilteredList).list
        shown.move_to(AT_RISK)
        await there.press("enter", shows=t("at_risk.save", yes=0, no=2))
        await there.press("down", "enter", shows=t("at_risk.save", yes=1, no=1))
        await there.press("escape", shows=t("ui.leave_unsaved"))
        await there.press("escape", shows=t("at_risk.save", yes=1, no=1))
        await there.press("up", "enter")
        await there.until(lambda: all(one.people_at_risk for one in session.state.all(Training)))
        answers = {one.title: str(one.people_at_risk) for one in session.state.all(Training)}
        assert sorted(answers.values()) == ["no", "yes"]
        await there.until(lambda: not any(row.id == AT_RISK for row in shown.rows))


@pytest.mark.parametrize(("key", "state"), [("enter", MeetingState.HELD), ("down+down+enter", MeetingState.CANCELLED)])
async def test_a_meeting_whose_day_is_over_is_asked_about(tmp_path: Path, key: str, state: MeetingState) -> None:
    async with opened(tmp_path, on=date(2010, 3, 20)) as there:
        session, meeting = there.app.session, there.meeting
        before = count_of(session.state, session.today)
        assert before[ProblemKind.GAPS] == sum(
            one.kind is ProblemKind.GAPS for one in to_mend(session.state, session.today)
        )
        await there.app.push_screen(ProblemsScreen())
        await there.shows(t("mend.not_held"))
        shown = there.app.screen.query_one(FilteredList).list
        shown.move_to(next(row.id for row in shown.rows if f"/{NOT_HELD}/" in row.id))
        await there.press("enter", to=Choose)
        await there.press(*key.split("+"))
        await there.until(lambda: now(there, meeting).state is state)
        assert count_of(session.state, session.today)[ProblemKind.GAPS] == before[ProblemKind.GAPS] - 1
