"""The program open on Today on a stage, in a group with a deleted action, a reworded one and a backup of before."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.ui.followup_group import group
from tests.ui.open_meeting import Room
from textual.widgets import Input

from ictwg.domain.changes import Edit
from ictwg.domain.records import Action
from ictwg.ui.app import IctwgApp
from ictwg.ui.modals.form_screen import FormScreen

LEAFLET = "print the leaflet"


@asynccontextmanager
async def opened(folder: Path, size: tuple[int, int] = (80, 24), *, asks_who: bool = False) -> AsyncIterator[Room]:
    """The leaflet is deleted, and the trainer reworded, after a backup was made."""
    before = group(folder)
    before.store.sync.share()
    before.store.close()
    session = group(folder)
    actions = {action.text: action for action in session.state.all(Action)}
    session.commit(
        Edit("verbs.edited", "A-2010-005").update(actions["find a trainer"], Action.text("find nobody")).done()
    )
    session.store.sync.share()
    session.commit(Edit("verbs.removed", actions[LEAFLET].reference).remove(actions[LEAFLET]).done())
    app = IctwgApp(session, asks_who=asks_who)
    async with app.run_test(size=size, notifications=True) as pilot:
        await pilot.pause()
        yield Room(app, pilot)  # type: ignore[arg-type]
    session.store.close()


def texts(there: Room) -> set[str]:
    return {action.text for action in there.app.session.state.all(Action)}


async def start(there: Room, words: str) -> None:
    """An errand, from the palette."""
    await there.press("ctrl+p", *words, shows=f"do: {words}")
    await there.press("enter")


async def fill_in(there: Room, path: Path) -> None:
    await there.until(lambda: isinstance(there.app.screen, FormScreen))
    there.app.screen.query_one(Input).value = str(path)
    await there.press("ctrl+s")


def beside(there: Room, name: str) -> Path:
    """A file in the folder of the shared one."""
    return Path(there.app.session.store.path).with_name(name)
