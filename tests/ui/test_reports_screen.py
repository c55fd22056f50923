"""Reports: read, asked for otherwise, handed out."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.builders import known
from tests.ui.open_group import opened
from tests.ui.open_meeting import opened as in_meeting

from ictwg.domain.changes import Edit
from ictwg.domain.records import Action, Decision, Entry, Participant, Training
from ictwg.domain.values import EntryType, ParticipantState, YesNo
from ictwg.locales import t
from ictwg.reports.report import Report
from ictwg.ui.declared_screen import RecordsBehindScreen
from ictwg.ui.screens.reports import ReportRow, ReportsScreen


async def test_other_days_another_audience_and_the_file(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        screen = ReportsScreen()
        await there.app.push_screen(screen)
        await there.shows("For: core group")
        await there.shows(t("reports.followup.months"))
        await there.press("f6", shows=f"From {screen.asked.since.day} ")
        earlier = screen.asked
        await there.press("f7")
        await there.until(lambda: screen.asked.since > earlier.until)
        await there.press("f2", shows=t("reports.period.title"))
        await there.press("tab", "tab", "tab", "right", "ctrl+s")
        await there.until(lambda: screen.asked.audience != earlier.audience)
        await there.press("right", shows="Decisions – WG")
        for form, keys in (("pdf", ("enter",)), ("docx", ("right", "enter"))):
            await there.press("ctrl+l", shows=t("exporting.title"))
            await there.press(*keys)
            await there.until(lambda form=form: any((tmp_path / "reports").glob(f"Decisions (*.{form}")))  # type: ignore[misc]
            await there.press("enter")
        await there.press("escape")
        await there.until(lambda: there.app.screen is not screen)


async def test_the_frame_stands_before_the_figures_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened(tmp_path) as there:
        count, shown = ReportsScreen.count, list[str]()

        def watched(screen: ReportsScreen) -> Report:
            shown.append(there.text)
            return count(screen)

        monkeypatch.setattr(ReportsScreen, "count", watched)
        await there.app.push_screen(ReportsScreen())
        await there.shows(t("reports.followup.months"))
        await there.press("right", shows="Decisions – WG")
        assert [t("reports.counting") in one for one in shown] == [True, True]
        assert [t("reports.followup.months") in one for one in shown] == [False, False]


async def test_enter_goes_to_the_organization(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        screen = ReportsScreen()
        await there.app.push_screen(screen)
        await there.shows(t("reports.followup.owners"))
        row = next(row for row in screen.rows() if getattr(row, "leads", ()))
        screen.listed.list.move_to(row.id)
        await there.press("enter")
        await there.until(lambda: there.app.screen is not screen)
        await there.shows(row.cells[0])  # type: ignore[union-attr]


async def test_a_figure_of_trainings_opens_those_who_are_counted(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        store = there.app.session.store
        edit, held = Edit("verbs.created"), store.new_id()
        said = (Training.starts_on(there.app.session.today), Training.people_at_risk(YesNo.NO))
        edit.create(Training, held, Training.title("Police training"), *said)
        came = (Participant.training(held), Participant.state(ParticipantState.ATTENDED))
        for name in ("Inês Example", "Rui Example"):
            edit.create(Participant, store.new_id(), *came, Participant.name(name), Participant.duty_district("Baucau"))
        store.commit(edit.done())
        screen = ReportsScreen()
        await there.app.push_screen(screen)
        screen.go_to("trainings")
        await there.shows(t("reports.trainings.trainings"))
        row = next(row for row in screen.rows() if getattr(row, "heads", ()) and len(row.leads) > 1)  # type: ignore[union-attr]
        screen.listed.list.move_to(row.id)
        await there.press("enter", to=RecordsBehindScreen, shows="Inês Example")
        await there.press("escape")
        await there.until(lambda: there.app.screen is screen)


async def test_the_pane_below_keeps_its_place_while_the_cursor_moves(tmp_path: Path) -> None:
    """A list that grows or shrinks by a key is laid out anew: two to five frames."""
    async with opened(tmp_path, size=(60, 24)) as there:
        screen = ReportsScreen()
        await there.app.push_screen(screen)
        screen.go_to("decisions")
        await there.shows("Decisions – WG")
        assert any(screen.says_more(row) for row in screen.rows() if isinstance(row, ReportRow))
        pane, regions = screen.query_one("#listed-detail"), set()
        for _ in range(12):
            await there.press("down")
            regions.add(pane.region)
        assert len(regions) == 1
        assert pane.region.height


async def test_enter_on_a_sentence_opens_what_the_report_counts(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        screen = ReportsScreen()
        await there.app.push_screen(screen)
        await there.shows(t("reports.followup.owners"))
        row = next(row for row in screen.rows() if row.id.startswith("said/") and getattr(row, "leads", False))
        screen.listed.list.move_to(row.id)
        await there.press("enter", to=RecordsBehindScreen)


@pytest.mark.parametrize(("line", "kind"), [("/d We agree", Decision), ("/a MoJ draft it", Action)])
async def test_what_is_deleted_behind_a_figure_stays_in_the_minutes_as_a_note(
    tmp_path: Path, line: str, kind: type[Decision | Action]
) -> None:
    async with in_meeting(tmp_path) as there:
        await there.enters(line)
        state = there.app.session.state
        made = next(one for one in state.all(kind) if one.meeting == there.meeting.id and one.entry)
        await there.app.push_screen(RecordsBehindScreen("Figure", (made,)))
        await there.shows(made.reference)
        await there.press("delete")
        await there.until(lambda: state.get(kind, made.id) is None)
        entry = known(state.get(Entry, made.entry))
        assert entry.type is EntryType.NOTE
