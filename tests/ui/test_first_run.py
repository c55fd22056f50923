"""The first start: three ways to begin, each told in a sentence, and errors that say how to mend."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from tests.ui.followup_group import group
from tests.ui.looking import text_of
from tests.ui.stage import HOSTILE
from textual.pilot import Pilot
from textual.widgets import Input

from ictwg.app.opening import new_file
from ictwg.locales import t
from ictwg.records.reference_data import data_file
from ictwg.ui.app import IctwgApp
from ictwg.ui.first_run import FirstRun, FirstRunAnswer, FirstRunChoice, meant
from ictwg.ui.keys import verb
from ictwg.ui.modals.box import ToldBox
from ictwg.ui.modals.choose import Help, Search
from ictwg.ui.palette import Palette
from ictwg.ui.screens.followup import FollowupScreen


@asynccontextmanager
async def first(*likely: str, size: tuple[int, int] = (80, 24)) -> AsyncIterator[tuple[FirstRun, Pilot[Any]]]:
    app = FirstRun(likely, "Asia/Dili")
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield app, pilot


async def fill(pilot: Pilot[Any], path: Path) -> None:
    """Into the line that has the focus, at once: a temporary folder has a long name, and each key draws the screen."""
    line = pilot.app.focused
    assert isinstance(line, Input)
    line.value = str(path)
    await pilot.pause()


async def test_a_file_that_was_found_is_asked_about_with_its_folder_and_enter_alone_opens_nothing() -> None:
    async with first("/shared/group.json") as (app, pilot):
        assert "Open group.json" in text_of(app)
        assert "Found in /shared." in text_of(app)
        await pilot.press("enter")
        assert t("first_run.found.ask", name="group.json", folder="/shared").split("?")[0] in text_of(app)
        await pilot.press("enter")
        assert app.is_running
        assert t("first_run.not_opened", open=verb("form.open")).split(".")[0] in text_of(app)
        await pilot.press("enter", "left", "enter")
    assert app.return_value == FirstRunAnswer(FirstRunChoice.OPEN, "/shared/group.json")


async def test_the_welcome_of_the_example_takes_the_keys_that_it_names(tmp_path: Path) -> None:
    session = group(tmp_path)
    leads = {"4": FollowupScreen, "f1": Help, "ctrl+f": Search, "ctrl+p": Palette}
    for key, screen in leads.items():
        app = IctwgApp(session, card=("Example", t("opening.example.first", day="8 March")))
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause(0.3)
            assert isinstance(app.screen, ToldBox)
            await pilot.press(key)
            assert isinstance(app.screen, screen), key
    session.store.close()


@pytest.mark.parametrize("size", [(40, 20), (60, 15), (80, 24), (120, 36)])
async def test_each_way_has_its_sentence_and_the_keys_are_seen(size: tuple[int, int]) -> None:
    async with first(size=size) as (app, pilot):
        for words in ("A colleague has already started", "Nobody has started yet", "An invented group"):
            assert words in text_of(app)
            assert "F1 Help" in text_of(app)
            await pilot.press("down")


async def test_escape_asks_before_it_leaves_and_f1_tells_the_keys() -> None:
    async with first() as (app, pilot):
        await pilot.press("escape")
        assert t("first_run.leave") in text_of(app)
        await pilot.press("escape")
        assert app.is_running
        await pilot.press("f1")
        assert t("ui.help_title") in text_of(app)
        await pilot.press("escape", "escape", "enter")
    assert app.return_value is None


async def test_a_group_is_started_with_name_zone_and_place(tmp_path: Path) -> None:
    async with first() as (app, pilot):
        await pilot.press("down", "enter", *"Our Group", "tab", *"OG", "tab")
        assert "Asia/Dili" in text_of(app)
        await pilot.press(*"jakar", "tab")
        assert "Asia/Jakarta" in text_of(app)
        await fill(pilot, tmp_path / "ours")
        assert "ours.json" in text_of(app)
        await pilot.press("enter")
    assert app.return_value == FirstRunAnswer(
        FirstRunChoice.START, str(tmp_path / "ours.json"), "Our Group", "OG", "Asia/Jakarta"
    )


async def test_an_empty_line_and_a_wrong_place_say_how_to_mend(tmp_path: Path) -> None:
    async with first() as (app, pilot):
        await pilot.press("enter", "enter")
        assert t("ui.field_needed", label=t("first_run.path")).rstrip(".") in text_of(app)
        await fill(pilot, tmp_path / "no")
        await pilot.press("enter")
        assert "File not found" in text_of(app)
        assert "no.json" in text_of(app)
        (tmp_path / "no.json").write_bytes(data_file("example.json"))
        await pilot.press("enter")
    assert app.return_value == FirstRunAnswer(FirstRunChoice.OPEN, str(tmp_path / "no.json"))


async def test_nothing_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "there.json").write_text("{}")
    async with first() as (app, pilot):
        await pilot.press("down", "enter", *"X", "tab", "tab", "tab")
        await fill(pilot, tmp_path / "there")
        await pilot.press("ctrl+s")
        assert "already" in text_of(app)
        assert app.is_running


def test_a_folder_means_its_only_file(tmp_path: Path) -> None:
    (tmp_path / "one.json").write_text("{}")
    assert meant(str(tmp_path)) == tmp_path / "one.json"
    assert new_file(str(tmp_path)) == tmp_path / "group.json"
    assert new_file(f"{tmp_path}/nowhere/") == tmp_path / "nowhere" / "group.json"
    (tmp_path / "two.json").write_text("{}")
    assert meant(str(tmp_path)) == tmp_path


@pytest.mark.parametrize("hostile", HOSTILE)
async def test_a_hostile_path_is_only_text(hostile: str) -> None:
    async with first(f"/{hostile}/{hostile}.json") as (app, pilot):
        assert not {"\x1b", "\x9b", "\u202e"} & {*text_of(app)}
        await pilot.press("down", "enter")
        assert app.is_running


@pytest.mark.parametrize(
    ("content", "words"), [("no json", "is not a group's file"), ('{"a": 1}', "but not a file of ictwg")]
)
async def test_a_file_of_another_kind_is_told_in_the_form(tmp_path: Path, content: str, words: str) -> None:
    path = tmp_path / "other.json"
    path.write_text(content, encoding="utf-8")
    async with first(size=(120, 36)) as (app, pilot):
        await pilot.press("enter")
        await fill(pilot, path)
        await pilot.press("ctrl+s")
        assert "other.json" in text_of(app)
        assert words in " ".join(text_of(app).replace("▌", "").split())
        assert app.is_running
