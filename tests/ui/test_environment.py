"""Sizes, themes and settings: every mode on every terminal, and what is chosen in the palette is kept."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.ui.looking import lines_of
from tests.ui.meeting_room import room
from textual.widgets import Input

from ictwg import locales
from ictwg.app.settings import load
from ictwg.domain.records import Group, Meeting
from ictwg.locales import LANGUAGES, t
from ictwg.records.group import group_of
from ictwg.store.local.home import Home
from ictwg.ui.app import IctwgApp
from ictwg.ui.keys import verb
from ictwg.ui.modals.form_screen import FormScreen
from ictwg.ui.places import AREAS
from ictwg.ui.preferences import preferences, settings_words, use_language, use_theme, use_vi_keys
from ictwg.ui.screens.meeting.screen import MeetingScreen

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual.pilot import Pilot

SIZES = ((40, 20), (60, 15), (80, 24), (120, 36))


CATALOGUES = Path(locales.__path__[0])


def ran(app: IctwgApp, part: Callable[[Pilot[None]], Awaitable[Any]], size: tuple[int, int] = (80, 24)) -> None:
    async def run() -> None:
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await part(pilot)

    asyncio.run(run())


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_every_mode_stands_on_every_size(tmp_path: Path, size: tuple[int, int]) -> None:
    session = room(tmp_path)
    app = IctwgApp(session)

    async def part(pilot: Pilot[None]) -> None:
        for mode in AREAS:
            await app.switch_mode(mode)
            await pilot.pause(0.05)
            lines = lines_of(app)
            assert verb(f"app.{mode}").split()[0] in lines[0], f"{mode}: {lines[0]}"
            assert verb("app.help") in lines[-1], f"{mode}: {lines[-1]}"
            assert all(len(line) <= size[0] for line in lines)
        await app.switch_mode("agenda")
        app.push_screen(MeetingScreen(session.state.all(Meeting)[0].id))
        await pilot.pause()
        for view in MeetingScreen.VIEWS:
            assert isinstance(app.screen, MeetingScreen)
            app.screen.go_to(view)
            await pilot.pause()
            assert "".join(lines_of(app)).strip()

    ran(app, part, size)


def test_every_theme_that_is_offered_shows_every_mode_and_is_kept(tmp_path: Path) -> None:
    app = IctwgApp(room(tmp_path))

    async def part(pilot: Pilot[None]) -> None:
        for name in ("evening", "ansi-dark", "ansi-light", "day"):
            use_theme(app, name)
            for mode in AREAS:
                await app.switch_mode(mode)
                await pilot.pause()
            assert app.theme == name
            assert load(Home.at(str(tmp_path / "home"))).theme == name

    ran(app, part)


def test_vi_keys_work_once_they_are_chosen(tmp_path: Path) -> None:
    app = IctwgApp(room(tmp_path))

    async def part(pilot: Pilot[None]) -> None:
        await app.switch_mode("membership")
        await pilot.pause()
        actives = app.screen.active_bindings
        assert "j" not in actives
        use_vi_keys(app, on=True)
        await pilot.pause()
        assert "j" in app.screen.active_bindings
        use_vi_keys(app, on=False)
        await pilot.pause()
        assert "j" not in app.screen.active_bindings

    ran(app, part)
    assert not load(Home.at(str(tmp_path / "home"))).vi_keys


def test_a_language_is_kept_for_the_next_start(tmp_path: Path) -> None:
    app = IctwgApp(room(tmp_path))

    async def part(pilot: Pilot[None]) -> None:  # noqa: ARG001 - the shape of a part
        offered = {one.title for one in preferences(app)}
        for code in LANGUAGES[1:]:
            messages = {lang: json.loads((CATALOGUES / f"{lang}.json").read_bytes()) for lang in ("en", code)}
            said, whole = (sum(id[0] != "@" for id in messages[lang]) for lang in (code, "en"))
            told = t("ui.palette_language", what=f"{t(f'ui.language_{code}')}, {100 * said // whole} %")
            assert (told in offered) == (said * 10 >= whole), told
        use_language(app, "pt")
        assert locales.language() == "en"

    ran(app, part)
    assert load(Home.at(str(tmp_path / "home"))).language == "pt"


def test_settings_that_cannot_be_written_hold_until_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = IctwgApp(room(tmp_path))
    told: list[str] = []

    def full() -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(app.session, "keep_settings", full)
    monkeypatch.setattr(app, "say", told.append)

    async def part(pilot: Pilot[None]) -> None:  # noqa: ARG001 - the shape of a part
        use_theme(app, "evening")
        assert app.theme == "evening"

    ran(app, part)
    assert "No space left on device" in told[-1]


def test_the_settings_of_the_group_are_shown_and_changed_from_the_palette(tmp_path: Path) -> None:
    app = IctwgApp(room(tmp_path))

    async def part(pilot: Pilot[None]) -> None:
        await pilot.press("ctrl+p")
        app.screen.query_one(Input).value = t("opening.settings")
        await pilot.pause(0.6)
        await pilot.press("enter", "enter")
        await pilot.pause(0.1)
        form = app.screen
        assert isinstance(form, FormScreen)
        row = next(row for row in form.form.rows if row.field.name == Group.time_zone.name)
        row.editor.focus()
        await pilot.press("ctrl+u", *"jakar", "tab")
        districts = next(row for row in form.form.rows if row.field.name == Group.districts.name)
        districts.editor.focus()
        await pilot.press(*"oe-cusse, covalima", "escape", "ctrl+s")
        group = group_of(app.session.state)
        assert group is not None
        assert group.time_zone == "Asia/Jakarta"
        assert "Asia/Jakarta" in settings_words(app)
        assert group.districts == ("Cova Lima", "Oecusse")

    ran(app, part)
