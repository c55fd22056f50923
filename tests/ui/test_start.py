"""The start of the program: what is done before somebody sees something, and that nothing is missing afterwards."""

from __future__ import annotations

import asyncio
import importlib
import pkgutil
from collections import Counter
from typing import TYPE_CHECKING, Any

from tests.ui.looking import text_of
from tests.ui.meeting_room import room
from textual.css.parse import parse
from textual.css.stylesheet import Stylesheet
from textual.screen import Screen
from textual.widget import Widget

from ictwg import ui
from ictwg.domain.changes import Edit
from ictwg.domain.records import Meeting
from ictwg.locales import t
from ictwg.ui.app import AFTER_THE_FIRST_FRAME, IctwgApp
from ictwg.ui.modals.choose import Help
from ictwg.ui.palette import Palette
from ictwg.ui.places import AREAS
from ictwg.ui.styles import FIRST, SHEETS, ParsedOnce
from ictwg.ui.widgets.bars import TopBar

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import pytest
    from textual.dom import DOMNode

PLENTY = 100
"""More sheets than Textual keeps parsed."""


def parsed_from(monkeypatch: pytest.MonkeyPatch) -> Counter[Any]:
    """How often each source is parsed from now on, at each place in the order of precedence."""
    counts: Counter[Any] = Counter()

    def counted(scope: str, css: str, read_from: Any, **rest: Any) -> Any:
        counts[read_from, scope, rest.get("tie_breaker")] += 1
        return parse(scope, css, read_from, **rest)

    monkeypatch.setattr("textual.css.stylesheet.parse", counted)
    return counts


def test_no_style_sheet_is_parsed_twice_until_the_colours_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    counts = parsed_from(monkeypatch)
    app = IctwgApp(room(tmp_path))

    async def run() -> None:
        async with app.run_test() as pilot:
            for mode in AREAS:
                await app.switch_mode(mode)
                await pilot.pause()
            assert set(counts.values()) == {1}
            background = app.screen.styles.background
            app.theme = "evening"
            await pilot.pause()
            assert max(counts.values()) == 2
            assert app.screen.styles.background != background

    asyncio.run(run())


def test_a_sheet_that_comes_late_leaves_the_others_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    counts = parsed_from(monkeypatch)
    sheet = ParsedOnce(variables={"ink": "red"})
    for number in range(PLENTY):
        sheet.add_source(f"#box-{number} {{ color: $ink; }}", ("", str(number)))
        sheet.reparse()
    assert set(counts.values()) == {1}
    assert len(sheet.rules) == PLENTY


def test_the_first_colours_are_those_that_the_person_chose(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session = room(tmp_path)
    session.settings.theme = "evening"
    set_anew: list[dict[str, str]] = []
    monkeypatch.setattr(Stylesheet, "set_variables", lambda _, variables: set_anew.append(variables))
    app = IctwgApp(session)

    async def run() -> None:
        async with app.run_test():
            assert app.theme == "evening"
            assert app.current_theme.dark
            assert not set_anew

    asyncio.run(run())


def test_what_the_first_frame_leaves_out_comes_by_itself(tmp_path: Path) -> None:
    app = IctwgApp(room(tmp_path))

    async def run() -> None:
        async with app.run_test() as pilot:
            assert t("records.meeting.next_meeting") in text_of(app)
            await pilot.pause(2 * AFTER_THE_FIRST_FRAME)
            after = text_of(app)
            assert t("records.meeting.next_meeting") in after
            assert t("today.owing") in after
            assert app.saved_words()[1] in after.splitlines()[0]

    asyncio.run(run())


def screens() -> list[type[Screen[Any]]]:
    """Every screen of the program, found by importing all of it."""
    for module in pkgutil.walk_packages(ui.__path__, "ictwg.ui."):
        importlib.import_module(module.name)
    return [kind for kind in subclasses(Screen) if kind.__module__.startswith("ictwg.")]


def subclasses(kind: type[Any]) -> list[type[Any]]:
    found = kind.__subclasses__()
    return [*found, *(below for one in found for below in subclasses(one))]


def test_every_screen_besides_the_first_brings_all_style_sheets() -> None:
    assert SHEETS[:1] == FIRST
    assert {kind.__name__: kind.CSS_PATH for kind in screens() if kind.CSS_PATH != SHEETS} == {"TodayScreen": FIRST}


def test_a_box_over_today_looks_the_same_before_and_after_another_screen(tmp_path: Path) -> None:
    app = IctwgApp(room(tmp_path))

    async def run() -> None:
        async with app.run_test() as pilot:
            looks = []
            for _ in range(2):
                await pilot.press("f1")
                assert isinstance(app.screen, Help)
                looks.append(
                    [(node.id, node.region, node.background_colors) for node in app.screen.walk_children(Widget)]
                )
                await pilot.press("escape", "2", "1")
            assert looks[0] == looks[1]

    asyncio.run(run())


BEFORE_ITS_PARTS = 3
"""Nodes: the screen itself, and Textual's rack for messages."""


async def test_a_new_screen_is_not_styled_again_as_a_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app, styled = IctwgApp(room(tmp_path)), list[list[object]]()
    style = ParsedOnce.update_nodes

    def update_nodes(sheets: ParsedOnce, nodes: Iterable[DOMNode], animate: bool = False) -> None:
        styled.append(list(nodes))
        style(sheets, styled[-1], animate)  # type: ignore[arg-type]

    monkeypatch.setattr(ParsedOnce, "update_nodes", update_nodes)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        for key in ("f1", "escape", "2", "6"):
            styled.clear()
            await pilot.press(key)
            assert app.screen.has_class("-wide")
            assert sum(len(nodes) for nodes in styled if app.screen in nodes) <= BEFORE_ITS_PARTS


def test_nothing_is_missing_where_the_screen_comes_later_than_the_rest(tmp_path: Path) -> None:
    app = IctwgApp(room(tmp_path))
    app.is_whole = True

    async def run() -> None:
        async with app.run_test():
            assert t("today.owing") in text_of(app)

    asyncio.run(run())


def test_it_comes_too_where_a_box_was_opened_at_once(tmp_path: Path) -> None:
    app = IctwgApp(room(tmp_path))

    async def run() -> None:
        async with app.run_test() as pilot:
            app.action_command_palette()
            await pilot.pause(2 * AFTER_THE_FIRST_FRAME)
            assert isinstance(app.screen, Palette)
            await pilot.press("escape")
            assert t("today.owing") in text_of(app)
            assert app.saved_words()[1] in text_of(app).splitlines()[0]

    asyncio.run(run())


def test_a_look_at_the_shared_folder_that_finds_nothing_paints_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = IctwgApp(room(tmp_path))
    painted: list[str] = []

    async def run() -> None:
        async with app.run_test() as pilot:
            await pilot.pause(2 * AFTER_THE_FIRST_FRAME)
            monkeypatch.setattr(TopBar, "update", lambda _, content, **__: painted.append(content.plain))
            app.show_saving()
            assert not painted
            (meeting, *_) = app.session.state.all(Meeting)
            app.session.commit(Edit("verbs.edited", "").update(meeting, Meeting.venue("Hall")).done())
            app.show_saving()
            app.show_saving()
            assert len(painted) == 1

    asyncio.run(run())
