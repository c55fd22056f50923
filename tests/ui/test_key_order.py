"""Keys in their order, whatever goes wrong with one of them."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from time import monotonic
from typing import ClassVar, cast

import pytest
from textual import events, work
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.screen import Screen
from textual.widgets import Input

from ictwg.ui import key_order
from ictwg.ui.key_order import KeysInOrder


class Form(Screen[None]):
    BINDINGS: ClassVar = [Binding("escape", "dismiss")]

    def compose(self) -> ComposeResult:
        yield Input()


class Bare(Screen[None]):
    """Nothing in it takes the focus."""

    BINDINGS: ClassVar = [Binding("escape", "dismiss")]


class Stuck(Screen[None]):
    """One that is not there before something else has happened."""

    def __init__(self, free: asyncio.Event) -> None:
        super().__init__()
        self._free = free

    async def on_mount(self) -> None:
        await self._free.wait()


class Held(Form):
    """The computer stands still for a minute while it comes, before it has said where the cursor stands."""

    def compose(self) -> ComposeResult:
        yield from (Input(), Input(id="begun"))

    async def on_mount(self) -> None:
        cast("Desk", self.app).stood_still += 60
        for _ in range(key_order.TURNS):
            await asyncio.sleep(0)
        self.query_one("#begun").focus()


class Desk(App[None]):
    BINDINGS: ClassVar = [
        Binding("f2", "open_form"),
        Binding("f3", "open_bare"),
        Binding("f4", "fail", priority=True),
        Binding("f5", "note"),
        Binding("f6", "open_stuck"),
        Binding("f7", "open_held"),
        Binding("f8", "open_later"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.noted = 0
        self.stood_still = 0.0
        self.free = asyncio.Event()
        self._keys = KeysInOrder(self, super().on_event)

    async def on_event(self, event: events.Event) -> None:
        await self._keys.pass_on(event)

    def type(self, *keys: str) -> None:
        """All at once, as a slow line brings them."""
        for key in keys:
            self.post_message(events.Key(key, key if len(key) == 1 else None))

    def action_open_form(self) -> None:
        self.push_screen(Form())

    def action_open_bare(self) -> None:
        self.push_screen(Bare())

    def action_open_stuck(self) -> None:
        self.push_screen(Stuck(self.free))

    def action_open_held(self) -> None:
        self.push_screen(Held())

    @work
    async def action_open_later(self) -> None:
        """As every screen of ours asks: by a worker, which has its turn after the key that began it."""
        for _ in range(key_order.TURNS_OF_A_KEY):
            await asyncio.sleep(0)
        self.push_screen(Form())

    def action_fail(self) -> None:
        raise LookupError("a fault in a screen")

    def action_note(self) -> None:
        self.noted += 1


async def until(done: Callable[[], bool]) -> None:
    for _ in range(2000):
        if done():
            return
        await asyncio.sleep(0.01)
    pytest.fail("it never came")


async def broken(app: Desk) -> None:
    """The fault comes out where the program ends."""
    async with app.run_test():
        app.type("f2", "f4")
        await until(lambda: not app.is_running)


async def test_a_fault_behind_a_key_that_was_held_back_is_told_as_any_other() -> None:
    with pytest.raises(LookupError, match="a fault in a screen"):
        await broken(Desk())


async def test_keys_are_for_who_has_the_focus_once_the_key_before_has_done_its_work() -> None:
    app = Desk()
    async with app.run_test():
        app.type("f3", "x", "f5", "escape", "f2", *"two words", "f5")
        await until(lambda: app.noted == 2)
        assert app.screen.query_one(Input).value == "two words"


async def test_the_first_letter_is_for_the_form_that_a_worker_opens() -> None:
    app = Desk()
    async with app.run_test():
        app.type("f3", "f8", *"Book a room", "f5")
        await until(lambda: app.noted == 1)
        assert app.screen.query_one(Input).value == "Book a room"


async def test_a_computer_that_stands_still_uses_up_no_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    app = Desk()
    monkeypatch.setattr(key_order, "monotonic", lambda: monotonic() + app.stood_still)
    async with app.run_test():
        app.type("f7", *"MoJ", "f5")
        await until(lambda: app.noted == 1)
        assert [field.value for field in app.screen.query(Input)] == ["", "MoJ"]


async def test_a_screen_that_does_not_come_locks_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(key_order, "PATIENCE", 0.1)
    app = Desk()
    async with app.run_test():
        app.type("f6", "f5", "f5")
        await until(lambda: app._keys._task is None and app._keys._held == deque())
        app.free.set()
        await until(lambda: app.noted == 2)
