"""A list on a screen written as a spreadsheet: what the list shows, and nothing else."""

from __future__ import annotations

import csv
import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from tests.builders import known
from tests.ui.followup_group import group
from tests.ui.looking import text_of
from textual.pilot import Pilot

from ictwg.domain.changes import Edit
from ictwg.domain.records import Group, Meeting, Training
from ictwg.locales import t
from ictwg.papers.forms import FileForm
from ictwg.ui.app import IctwgApp
from ictwg.ui.list_screen import Views
from ictwg.ui.modals.box import WrittenBox
from ictwg.ui.screens.meetings import MeetingsScreen
from ictwg.ui.screens.programme import TrainingScreen
from ictwg.ui.screens.reports import CalendarScreen


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    (file,) = folder.rglob(f"{name}-*.csv")
    data = file.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


@asynccontextmanager
async def opened(folder: Path, mode: str) -> AsyncIterator[tuple[Any, Pilot[Any]]]:
    session = group(folder)
    session.settings.papers["list"] = "secretariat csv"
    app = IctwgApp(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await app.switch_mode(mode)
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, Views)
        yield screen, pilot
    session.store.close()


@pytest.mark.parametrize(
    ("mode", "view", "name"),
    [
        ("membership", "organizations", "members"),
        ("membership", "people", "people"),
        ("followup", "organization", "actions"),
        ("followup", "decisions", "decisions"),
        ("tasks", "all", "tasks"),
    ],
)
async def test_ctrl_l_writes_the_list(tmp_path: Path, mode: str, view: str, name: str) -> None:
    async with opened(tmp_path, mode) as (screen, pilot):
        screen.go_to(view)
        await pilot.press("ctrl+l", "ctrl+s")
        assert isinstance(screen.app.screen, WrittenBox)
        ids = [row["id"] for row in rows(tmp_path, name)]
        assert len(ids) == len(set(ids))
        assert ids or name in ("decisions", "people")


OVERDUE, OPEN = t("followup.title.overdue"), t("followup.title.open")
SAID = t("exporting.written"), t("exporting.replaced")


def written(folder: Path) -> set[str]:
    return {one.name.partition(" (")[0] for one in folder.rglob("*.xlsx")}


@pytest.mark.parametrize(
    ("lang", "names"),
    [
        ("en", (t("records.action.plural"), OVERDUE, f"{OVERDUE} - selection", f"{OPEN} - selection")),
        ("pt", ("Ações", "Ações em atraso", "Ações em atraso - seleção", "Ações em aberto - seleção")),
    ],
)
async def test_part_of_a_list_is_called_so_and_counted_and_leaves_the_whole_one(
    tmp_path: Path, lang: str, names: tuple[str, ...]
) -> None:
    async with opened(tmp_path, "followup") as (screen, pilot):
        session, state = screen.session, screen.session.state
        session.commit(Edit("verbs.edited").update(state.all(Group)[0], Group.language(lang)).done())
        session.settings.papers["list"] = "secretariat xlsx"
        found = []
        for view, typed, shown in (
            ("open", "", 6),
            ("overdue", "", 2),
            ("overdue", "draft", 1),
            ("open", "trainer", 1),
            ("overdue", "officer", 1),
        ):
            screen.go_to(view)
            screen.listed.filter_by(typed)
            await pilot.press("ctrl+l")
            counted = t("exporting.rows", shown=shown, whole=6)
            assert (counted in text_of(screen.app)) == (shown < 6)
            await pilot.press("ctrl+s")
            found.append(next(said for said in reversed(SAID) if said in text_of(screen.app)))
            await pilot.press("enter")
        assert written(tmp_path) == set(names)
        assert found == [*[SAID[0]] * 4, SAID[1]]


async def test_the_meetings_go_out_beside_their_papers(tmp_path: Path) -> None:
    session = group(tmp_path)
    session.settings.papers["list"] = "secretariat csv"
    app = IctwgApp(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await app.push_screen(MeetingsScreen())
        await pilot.pause()
        await pilot.press("ctrl+l")
        await pilot.press("left", "ctrl+s")
        assert isinstance(app.screen, WrittenBox)
        assert len(rows(tmp_path, "meetings")) == len(session.state.all(Meeting))
    session.store.close()


async def test_what_a_list_shows_goes_out_as_a_paper_too_and_is_offered_first_then(tmp_path: Path) -> None:
    async with opened(tmp_path, "followup") as (screen, pilot):
        screen.session.settings.papers["action-list"] = "core html"
        await pilot.press("ctrl+l", "right", "ctrl+s")
        assert " - core group.html" in text_of(screen.app)
        await pilot.press("enter", "ctrl+l")
        assert screen.app.screen.form.values["what"] == t("papers.action-list")
        await pilot.press("escape")
        await screen.app.switch_mode("membership")
        await pilot.press("ctrl+l")
        assert screen.app.screen.form.values["what"] == t("papers.list")


async def test_the_papers_of_what_is_under_the_cursor_go_out_from_its_list(tmp_path: Path) -> None:
    async with opened(tmp_path, "programme") as (screen, pilot):
        id = screen.session.state.new_id()
        screen.session.commit(Edit("verbs.created").create(Training, id, Training.title("First aid")).done())
        screen.go_to("trainings")
        screen.app.changed()
        await pilot.press("ctrl+l")
        offered = screen.app.screen.form.row("what").editor.choices
        assert [one.label for one in offered][:2] == [t("papers.list"), t("papers.training-sign-in")]


async def test_on_its_page_the_papers_of_a_record_come_first(tmp_path: Path) -> None:
    async with opened(tmp_path, "programme") as (screen, pilot):
        id = screen.session.state.new_id()
        screen.session.commit(Edit("verbs.created").create(Training, id, Training.title("First aid")).done())
        training = known(screen.session.state.get(Training, id))
        screen.app.push_screen(TrainingScreen(training))
        await pilot.pause()
        await pilot.press("ctrl+l")
        offered = [one.label for one in screen.app.screen.form.row("what").editor.choices]
        assert (offered[0], offered[-1]) == (t("papers.training-sign-in"), t("exporting.list"))


async def test_a_form_that_is_not_installed_says_so_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened(tmp_path, "followup") as (screen, pilot):
        screen.session.settings.papers["list"] = "secretariat xlsx"
        monkeypatch.setattr(FileForm, "is_there", False)
        await pilot.press("ctrl+l")
        told = t("forms.missing", form=t("forms.xlsx"))
        assert told in " ".join(text_of(screen.app).split())


async def test_the_calendar_on_the_screen_goes_out_as_a_file_for_calendars_too(tmp_path: Path) -> None:
    async with opened(tmp_path, "programme") as (screen, pilot):
        screen.app.push_screen(CalendarScreen())
        await pilot.pause()
        await pilot.press("ctrl+l")
        assert screen.app.screen.form.row("what").editor.choices[-1].label == t("papers.dates")
