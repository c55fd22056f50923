"""A mark on a row that the filter hides: on every screen with a list each key acts on what is shown, and says so."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, Any

from tests.tools.show import example
from tests.ui.every_screen import places
from tests.ui.looking import lines_of
from textual.screen import ModalScreen

from ictwg.errors import IctwgError
from ictwg.ui.declared_screen import DeclaredScreen
from ictwg.ui.keys import key_label
from ictwg.ui.modals.box import Confirm
from ictwg.ui.modals.choose import Choose
from ictwg.ui.modals.form_screen import FormScreen
from ictwg.ui.places import AREAS
from ictwg.ui.widgets.bars import KeyBar
from ictwg.ui.widgets.columns import GroupHeading, record_in
from ictwg.ui.widgets.filtered_list import FilteredList

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable
    from pathlib import Path

    from textual.pilot import Pilot
    from textual.screen import Screen

    from ictwg.domain.changes import Changes
    from ictwg.ui.app import IctwgApp

TODAY = date(2010, 3, 8)


class Hidden:
    """The program, and what would be saved: nothing is, so that each key meets the same rows."""

    def __init__(self, app: IctwgApp, pilot: Pilot[None]) -> None:
        self.app, self.pilot = app, pilot
        self.saved: list[Changes] = []
        self.acted: set[str] = set()
        app.session.commit_typed = self.saved.append  # type: ignore[assignment, method-assign]

    @property
    def lines(self) -> list[str]:
        return lines_of(self.app)

    async def lists(self) -> AsyncIterator[FilteredList[Any]]:
        """The list in front of each view of each screen."""
        for area in AREAS:
            await self.app.switch_mode(area)
            async for one in self._views():
                yield one
        for screen in places(self.app.session):
            self.app.push_screen(screen)
            async for one in self._views():
                yield one
            self.app.pop_screen()

    async def _views(self) -> AsyncIterator[FilteredList[Any]]:
        await self.pilot.pause()
        screen: Any = self.app.screen
        for view in getattr(screen, "views", ("",)):
            if view:
                screen.go_to(view)
            await self.pilot.pause()
            found = [one for one in screen.query(FilteredList) if one.is_on_screen]
            if found and len(found[0].shown_rows()) > 1:
                yield found[0]

    async def mark_and_hide(self, listed: FilteredList[Any]) -> tuple[Any, Any]:
        """The first row is marked and hidden; and the row under the cursor then."""
        listed.list.focus()
        listed.list.action_first()
        hidden = listed.list.current
        assert hidden is not None
        listed.list.action_toggle_selected()
        assert listed.list.selected == (hidden,)
        others = (n for n, row in enumerate(listed.list.rows) if not isinstance(row, GroupHeading))
        listed.list.only([n for n in others if record_in(listed.list.rows[n]) != record_in(hidden)])
        await self.pilot.pause()
        return hidden, listed.list.current

    async def press(self, key: str) -> list[str]:
        """A key, with every box that it opens answered; the titles of these."""
        before, titles = self.app.screen, []
        self.saved.clear()
        await self.pilot.press(key)
        while self.app.screen is not before and isinstance(self.app.screen, ModalScreen):
            titles.append(getattr(self.app.screen, "_box_title", ""))
            self._answer(self.app.screen)
            await self.pilot.pause()
        return titles

    def _answer(self, box: Screen[Any]) -> None:
        if isinstance(box, FormScreen) and box._save is not None:
            with suppress(IctwgError):
                box._save(box.form.values)
        box.dismiss(box._options[-1].value if isinstance(box, Choose) else isinstance(box, Confirm) or None)


async def test_each_key_is_for_the_rows_that_are_shown_and_says_for_how_many(tmp_path: Path) -> None:
    app: Any = example(tmp_path, TODAY)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause(0.3)
        stage, tried = Hidden(app, pilot), set()
        async for listed in stage.lists():
            several = {
                key: active.binding.action
                for key, active in app.screen.active_bindings.items()
                if active.binding.action in getattr(active.node, "several", ())
            }
            await _counted(stage, listed, several)
            for key, action in several.items():
                once = (type(app.screen), "" if isinstance(app.screen, DeclaredScreen) else listed.id, action)
                if once not in tried:
                    tried.add(once)
                    await _acts_on_what_is_shown(stage, listed, key, action)
        assert stage.acted >= {"delete", "done", "update", "turn", "status"}
    app.session.store.close()


async def _counted(stage: Hidden, listed: FilteredList[Any], several: Iterable[str]) -> None:
    """Two marked rows: in the place of how many there are, and at each key that is for all of them."""
    foot = stage.lines[-1]
    listed.list.focus()
    listed.list.action_first()
    for _ in range(2):
        listed.list.action_toggle_selected()
    await stage.pilot.pause()
    assert "2 selected" in "\n".join(stage.lines)
    labels = set(map(key_label, several))
    offers = stage.app.screen.query_one(KeyBar).offers()
    assert [one for one in offers if ("(2)" in one.verb) is not (one.label in labels)] == []
    await stage.pilot.press("escape")
    assert "2 selected" not in "\n".join(stage.lines)
    assert stage.lines[-1] == foot


async def _acts_on_what_is_shown(stage: Hidden, listed: FilteredList[Any], key: str, action: str) -> None:
    hidden, current = await stage.mark_and_hide(listed)
    if current is not None:
        titles = await stage.press(key)
        gone, there = record_in(hidden), record_in(current)
        writes = [repr(changes.writes) for changes in stage.saved]
        assert not (gone and any(gone in one for one in writes)), (stage.app.screen, key, titles)
        if there and any(there in one for one in writes):
            stage.acted.add(action)
    listed.filter_by("")
    listed.list.only(None)
    listed.list.action_clear_selection()
