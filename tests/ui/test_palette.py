"""The palette: what leads somewhere by which words, and its keys."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import Mock

import pytest
from tests.builders import known
from tests.ui.looking import text_of
from tests.ui.meeting_room import room

from ictwg.domain.changes import Edit
from ictwg.domain.records import Group
from ictwg.locales import t
from ictwg.records.group import group_of
from ictwg.ui.app import IctwgApp
from ictwg.ui.modals.form_screen import FormScreen
from ictwg.ui.palette import Palette
from ictwg.ui.places import AREAS
from ictwg.ui.preferences import edit_settings
from ictwg.ui.screens.history import TrashScreen
from ictwg.ui.screens.today import TodayScreen
from ictwg.ui.widgets.form import FormRows


@pytest.mark.parametrize("key", ["pagedown", "pageup", "ctrl+n", "enter"])
async def test_keys_of_a_list_where_nothing_is_found_break_nothing(tmp_path: Path, key: str) -> None:
    app = IctwgApp(room(tmp_path))
    async with app.run_test() as pilot:
        await pilot.press("ctrl+p", *"zzzqqq")
        assert isinstance(app.screen, Palette)
        assert not app.screen.list.rows
        await pilot.press(key)
        assert isinstance(app.screen, Palette)


async def test_enter_runs_what_the_arrows_have_reached(tmp_path: Path) -> None:
    app = IctwgApp(room(tmp_path))
    async with app.run_test() as pilot:
        await pilot.press("ctrl+p", "down", "down", "enter")
        await pilot.pause()
        assert app.current_mode == list(AREAS)[2]


async def test_a_place_comes_in_the_stead_of_the_palette(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What lies behind both would only come to the front, and be read anew, to go again."""
    app, reload = IctwgApp(room(tmp_path)), Mock()
    async with app.run_test() as pilot:
        await pilot.press("ctrl+p", *"trash")
        monkeypatch.setattr(TodayScreen, "reload", reload)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, TrashScreen)
        reload.assert_not_called()
        await pilot.press("escape")
        await pilot.pause()
        reload.assert_called_once()


async def test_what_is_under_the_cursor_stands_below_in_full(tmp_path: Path) -> None:
    app = IctwgApp(room(tmp_path))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+p", *"contact list")
        await pilot.pause()
        assert isinstance(app.screen, Palette)
        assert t("errands.contact_list_tip") in " ".join(text_of(app).replace("▌", "").split())


@pytest.mark.parametrize(("typed", "found"), [("how often the", "Sub-groups"), ("their members", "Sub-groups")])
async def test_a_place_is_found_by_what_it_is_for_too(tmp_path: Path, typed: str, found: str) -> None:
    app = IctwgApp(room(tmp_path))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        hits = Palette(app.screen).found(typed)
        assert found in hits[0].title


async def test_a_rule_of_the_group_is_found_by_its_name_and_leads_to_its_field(tmp_path: Path) -> None:
    app = IctwgApp(room(tmp_path))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        hits = Palette(app.screen).found("quorum")
        assert "Quorum" in hits[0].title
        hits[0].run()
        await pilot.pause()
        assert isinstance(app.screen, FormScreen)
        form = app.screen.query_one(FormRows)
        assert [row.field.name.startswith("quorum") for row in form.rows if row.editor is app.focused] == [True]


async def test_a_setting_below_lines_that_wrap_is_in_sight(tmp_path: Path) -> None:
    app = IctwgApp(room(tmp_path))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        group = known(group_of(app.session.state))
        head = "\n".join(["Republic of an Example, Ministry of Foreign Affairs and of what else there is"] * 4)
        app.session.commit(Edit("verbs.edited").update(group, Group.letterhead(head)).done())
        for field in ("language", "paper_form", "letterhead_document"):
            edit_settings(app, field)
            await pilot.pause()
            await pilot.pause()
            assert isinstance(app.screen, FormScreen)
            form = app.screen.form
            assert form.region.contains_region(form.row(field).region), field
            await pilot.press("escape")


@pytest.mark.parametrize("typed", ["language", "portuguese", "papers in"])
async def test_the_language_of_papers_is_among_the_first_hits(tmp_path: Path, typed: str) -> None:
    app = IctwgApp(room(tmp_path))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        hits = Palette(app.screen).found(typed)
        best = [hit.title for hit in hits[:2]]
        assert any(t("records.group.language") in said for said in best), best


FIRST = 6
"""Hits that are in sight."""


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("export", "Export minutes"),
        ("print", "Export minutes"),
        ("page", "Export minutes"),
        ("import", "Import minutes"),
        ("bring in", "Import minutes"),
        ("papers", "Import minutes"),
        ("contact list", t("errands.contact_list")),
        ("pdf", "Export minutes"),
        ("word", "Export minutes"),
        ("calendar", t("errands.dates")),
        ("letter head", t("records.group.letterhead")),
        ("all other papers", t("records.group.language")),
        ("outlook", t("errands.dates")),
        ("csv", t("errands.export_list")),
        ("excel", t("errands.export_list")),
        ("register", t("errands.export_list")),
        ("annual", t("places.report", kind=t("reports.kind.annual"))),
        ("yearly", t("places.report", kind=t("reports.kind.annual"))),
        ("what does moj owe", t("places.call", organization="MoJ")),
        ("owe moj", t("places.call", organization="MoJ")),
        ("quit", "Quit"),
        ("help", "Help"),
    ],
)
async def test_the_words_that_a_new_user_types_lead_somewhere(tmp_path: Path, typed: str, found: str) -> None:
    app = IctwgApp(room(tmp_path))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        hits = Palette(app.screen).found(typed)
        assert [hit for hit in hits[:FIRST] if found in hit.title], [hit.title for hit in hits]


@pytest.mark.parametrize("typed", ["powerpoint", "fax"])
async def test_nothing_pretends_to_be_there(tmp_path: Path, typed: str) -> None:
    app = IctwgApp(room(tmp_path))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        hits = Palette(app.screen).found(typed)
        assert not [hit for hit in hits if hit.title.startswith("do: Export")]
