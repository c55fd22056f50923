"""A bare application on which widgets and boxes are tried: no store, no screens."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from tests.ui.looking import text_of
from textual.app import App

from ictwg.ui.keys import bindings_for
from ictwg.ui.styles import SHEETS
from ictwg.ui.styles.themes import THEMES

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from textual.app import ComposeResult
    from textual.message import Message
    from textual.pilot import Pilot
    from textual.screen import Screen
    from textual.widget import Widget

HOSTILE = (
    "[/]",
    "[INGO] [b]bold",
    "[@click=app.quit]leave[/]",
    "$title ${title} {title}",
    "\x1b]52;c;ZXZpbA==\x07",
    "\x9b31m red",
    "a\u202egpj.exe",
    "Ação · 会议 · 👩‍👩‍👧",
    "two\nlines\tand a tab",
    "\\[",
)


class Stage(App[object]):
    CSS_PATH = SHEETS
    BINDINGS = bindings_for("app")

    def __init__(self, *make: Callable[[], Widget]) -> None:
        super().__init__()
        self._make = make
        self.told: list[Message] = []
        self.done: list[str] = []

    def compose(self) -> ComposeResult:
        yield from (make() for make in self._make)

    def on_mount(self) -> None:
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = "evening"

    def action_mode(self, name: str) -> None:
        self.done.append(name)

    def action_help(self) -> None:
        self.done.append("help")

    def tell(self, message: Message) -> None:
        """Each message once, though every widget that it passes reports it."""
        if not any(message is earlier for earlier in self.told):
            self.told.append(message)


class Set(NamedTuple):
    app: Stage
    pilot: Pilot[object]

    @property
    def text(self) -> str:
        """What stands on the screen, line by line."""
        return text_of(self.app)

    async def result_of(self, make: Callable[[], Screen[Any]], *keys: str) -> list[Any]:
        """What a box returned after the keys; empty while it is still open."""
        results: list[Any] = []
        self.app.push_screen(make(), results.append)
        await self.pilot.pause()
        await self.pilot.press(*keys)
        return results


@asynccontextmanager
async def staged(*make: Callable[[], Widget], size: tuple[int, int] = (80, 24)) -> AsyncIterator[Set]:
    app = Stage(*make)
    async with app.run_test(size=size, message_hook=app.tell) as pilot:
        yield Set(app, pilot)
