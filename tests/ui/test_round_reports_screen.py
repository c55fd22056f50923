"""What came in a round, on a screen: delayed apart from not reported, checked by a key, typed in, and the matrix."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.builders import known
from tests.ui.looking import text_of
from tests.ui.open_members import opened
from textual.widgets import Input

from ictwg.app.session import Session
from ictwg.domain.changes import Edit
from ictwg.domain.records import Activity, ActivityReport, Organization, Plan, Round, RoundAnswer
from ictwg.domain.values import ActivityStatus, Checked, RoundState
from ictwg.locales import t
from ictwg.programme.plan import new_version
from ictwg.programme.rounds import RoundAsking
from ictwg.sources import sheets
from ictwg.ui.modals.box import WrittenBox
from ictwg.ui.modals.form_screen import FormScreen
from ictwg.ui.screens.askings import AskingScreen
from ictwg.ui.screens.import_preview import ImportScreen
from ictwg.ui.screens.plan import ComparisonScreen, PlanScreen
from ictwg.ui.screens.round_reports import RoundReportsScreen

PRINT = "Print what the provinces are to read"


def begun(session: Session) -> Plan:
    """Two activities of one organization, both past their end; it has reported the first."""
    state, edit = session.state, Edit("verbs.created")
    plan, about, one, two, report = (state.new_id() for _ in range(5))
    home = state.all(Organization)[0].id
    edit.create(Plan, plan, Plan.title("National Plan"))
    edit.create(Round, about, Round.title("January"), Round.plan(plan), Round.closes_on(date(2010, 3, 31)))
    for id, title in ((one, "Train"), (two, PRINT)):
        part = (Activity.plan(plan), Activity.title(title), Activity.lead(home), Activity.ends_on(date(2009, 12, 31)))
        edit.create(Activity, id, *part)
    key = (ActivityReport.activity(one), ActivityReport.round(about), ActivityReport.organization(home))
    told = (ActivityReport.status(ActivityStatus.ON_TRACK), ActivityReport.reported_on(date(2010, 1, 31)))
    session.commit(edit.create(ActivityReport, report, *key, *told).done())
    return known(state.get(Plan, plan))


async def test_reports_are_seen_checked_and_typed_in(tmp_path: Path) -> None:
    async with opened(tmp_path, (80, 24)) as (app, pilot):
        session = app.session
        app.push_screen(PlanScreen(begun(session)))
        await pilot.pause()
        await pilot.press("alt+a")
        screen = app.screen
        assert isinstance(screen, RoundReportsScreen)
        shown = text_of(app)
        said = t("round_reports.but_late", status=t("choices.activity_status.on_track"))
        assert said in shown, "nobody is quoted with what they did not say"
        assert t("choices.activity_status.no_report_received") in shown
        assert "○" in shown, "that it is not checked has room"
        assert t("round_reports.came", count=1, whole=2) in shown
        rows = {row.activity.title: n for n, row in enumerate(screen.rows())}
        await pilot.press("home", *["down"] * rows["Train"], "f4")
        assert [one.checked for one in session.state.all(ActivityReport)] == [Checked.ACCEPTED]
        await pilot.press("f5", *"why?", "enter")
        (report,) = session.state.all(ActivityReport)
        assert (report.checked, report.question) == (Checked.QUESTION, "why?")
        await pilot.press("home", *["down"] * rows[PRINT], "enter")
        await pilot.press("ctrl+s")
        assert len(session.state.all(ActivityReport)) == 1, "nobody has said yet how far it is"
        await pilot.press("right", "ctrl+s")
        typed = {one.activity: one for one in session.state.all(ActivityReport)}
        assert len(typed) == 2
        (answer,) = session.state.all(RoundAnswer)
        assert answer.state is RoundState.RECEIVED
        screen.go_to("no_report")
        assert not screen.rows()
        screen.go_to("questions")
        assert [row.activity.title for row in screen.rows()] == ["Train"]


@pytest.mark.parametrize("place", ["reports", "asked"])
async def test_the_matrix_goes_out_from_there_and_comes_back_there(tmp_path: Path, place: str) -> None:
    async with opened(tmp_path, (80, 24)) as (app, pilot):
        plan, session = begun(app.session), app.session
        if place == "asked":
            (about,) = session.state.all(Round)
            app.push_screen(AskingScreen(RoundAsking(session.state, about, session.today)))
        else:
            app.push_screen(PlanScreen(plan))
            await pilot.press("alt+a")
        await pilot.pause()
        await pilot.press("ctrl+l")
        await pilot.press("enter")
        assert isinstance(app.screen, WrittenBox)
        (sheet,) = (tmp_path / "Rounds" / "January" / "For members").iterdir()
        assert sheet.suffix == ".xlsx"
        await pilot.press("escape", "alt+i")
        assert isinstance(app.screen, FormScreen)
        app.screen.query_one(Input).value = str(sheet)
        await pilot.press("ctrl+s")
        while not isinstance(app.screen, ImportScreen):
            await pilot.pause()


async def test_what_is_different_in_a_plan_is_read_copied_and_saved(tmp_path: Path) -> None:
    async with opened(tmp_path, (80, 24)) as (app, pilot):
        first, session = begun(app.session), app.session
        made, changes = new_version(session.state, first, "2")
        session.commit(changes)
        plan = known(session.state.get(Plan, made))
        before = {part.title: part for part in session.state.linked(Activity, Activity.plan, first.id)}
        after = {part.title: part for part in session.state.linked(Activity, Activity.plan, plan.id)}
        edit = Edit("verbs.edited").update(after["Train"], Activity.title("Train | the *police*"))
        edit.remove(after[PRINT]).create(
            Activity, session.state.new_id(), Activity.plan(plan.id), Activity.title("Broadcast")
        )
        session.commit(edit.done())
        app.push_screen(PlanScreen(plan))
        await pilot.press("alt+c")
        told = (
            t("choices.became.new"),
            "Broadcast",
            t("choices.became.gone"),
            before[PRINT].title,
            "Train",
            "police",
        )
        assert [one for one in told if one not in text_of(app)] == []
        await pilot.press("ctrl+c")
        assert [one for one in told if one not in app.clipboard] == []
        await pilot.press("ctrl+l")
        await pilot.press("right", "right", "enter")
        assert isinstance(app.screen, WrittenBox)
        (page,) = (tmp_path / "reports").iterdir()
        assert [one for one in told if one not in page.read_text("utf-8")] == []
        await pilot.press("escape", "f2")
        assert isinstance(app.screen, ComparisonScreen), "it is of no period"


async def test_who_leads_with_others_has_a_matrix_too(tmp_path: Path) -> None:
    async with opened(tmp_path, (80, 24)) as (app, pilot):
        session = app.session
        plan = begun(session)
        other = session.state.all(Organization)[1]
        part = next(one for one in session.state.all(Activity) if one.title == PRINT)
        session.commit(Edit("verbs.edited").update(part, Activity.co_leads((other.id,))).done())
        app.push_screen(PlanScreen(plan))
        await pilot.press("alt+a", "ctrl+l", *other.acronym)
        await pilot.press("enter")
        assert isinstance(app.screen, WrittenBox)
    (sheet,) = (tmp_path / "Rounds" / "January" / "For members").iterdir()
    assert other.acronym in sheet.name
    titles = {cell for block in sheets.read(sheet.read_bytes()).blocks for row in block.rows for cell in row}
    assert PRINT in titles
    assert "Train" not in titles
