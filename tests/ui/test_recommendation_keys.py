"""From an action up to the recommendation, and a report to an outside body that is submitted, by keys."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.builders import known
from tests.ui.looking import text_of
from tests.ui.open_members import opened

from ictwg.domain.changes import Edit
from ictwg.domain.records import Action, Activity, OutsideReport, Plan, Recommendation
from ictwg.locales import t
from ictwg.ui.screens.reports import OutsideReportScreen, PageScreen


async def test_from_an_action_to_the_recommendation_in_four_keys(tmp_path: Path) -> None:
    async with opened(tmp_path, (80, 24)) as (app, pilot):
        session, edit = app.session, Edit("verbs.created")
        action, plan, asked, part = (session.state.new_id() for _ in range(4))
        edit.create(Action, action, Action.reference("A-2010-900"), Action.text("Print the manual"))
        edit.create(Plan, plan, Plan.title("NPA"))
        edit.create(Recommendation, asked, Recommendation.code("45"), Recommendation.text("Train the police"))
        links = (Activity.actions((action,)), Activity.recommendations((asked,)))
        session.commit(edit.create(Activity, part, Activity.plan(plan), Activity.title("Course"), *links).done())
        record = known(session.state.get(Action, action))
        await app.open_record(record)
        await pilot.pause()
        for key in ("alt+l", "alt+l", "enter"):
            await pilot.press(key)
        assert "Train the police" in text_of(app)
        assert "Course" in text_of(app)


async def test_the_next_report_is_proposed_when_one_is_submitted(tmp_path: Path) -> None:
    async with opened(tmp_path, (80, 24)) as (app, pilot):
        session, edit, id = app.session, Edit("verbs.created"), app.session.state.new_id()
        due = (OutsideReport.body("UPR"), OutsideReport.outside_deadline(date(2010, 5, 1)))
        session.commit(edit.create(OutsideReport, id, OutsideReport.title("UPR report"), *due).done())
        report = known(session.state.get(OutsideReport, id))
        await app.open_whole(report)
        await pilot.pause()
        assert isinstance(app.screen, OutsideReportScreen)
        for key in ("f9", "ctrl+s", "ctrl+s"):
            await pilot.press(key)
        first, second = sorted(session.state.all(OutsideReport), key=lambda one: one.outside_deadline or date.min)
        assert first.submitted_on == session.today
        assert (second.body, second.outside_deadline, second.submitted_on) == ("UPR", date(2011, 5, 1), None)


async def test_the_page_of_a_recommendation_is_one_key_from_it_and_tells_of_it_alone(tmp_path: Path) -> None:
    async with opened(tmp_path, (80, 24)) as (app, pilot):
        session, edit = app.session, Edit("verbs.created")
        ids = [session.state.new_id() for _ in range(2)]
        for id, code, text in zip(ids, ("45", "46"), ("Train the police", "Enact a law"), strict=True):
            edit.create(Recommendation, id, Recommendation.code(code), Recommendation.text(text))
        session.commit(edit.done())
        record = known(session.state.get(Recommendation, ids[0]))
        await app.open_record(record)
        for keys in (("alt+w",), ("escape", "enter", "alt+w")):
            for key in keys:
                await pilot.pause()
                await pilot.press(key)
            await pilot.pause()
            assert isinstance(app.screen, PageScreen)
            assert "Train the police" in text_of(app)
            assert "Enact a law" not in text_of(app)
        session.commit(Edit("verbs.removed").remove(record).done())
        page = app.screen
        assert isinstance(page, PageScreen)
        page.reload()
        assert page.report.summary == (t("reports.none"),)
