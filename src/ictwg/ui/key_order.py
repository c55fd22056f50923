"""Keys in their order: what is typed right behind a key that opens or closes a screen is for the screen that comes.

Textual hands each key at once to the widget that has the focus at that moment, while the screen that the key before
opens is still on its way: its letters would land in the list behind, its Tab in no field at all. So a key that may
open, close or go on holds those after it back until everything that it started has come to rest.
"""

from __future__ import annotations

import asyncio
from collections import deque
from itertools import count
from time import monotonic
from typing import TYPE_CHECKING, Any

from textual import events

from ictwg.domain.text import clean
from ictwg.ui.bursts import LINE_ENDS

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual.app import App
    from textual.message_pump import MessagePump

Typed = events.Key | events.Paste

PASTED = LINE_ENDS | {"tab"}
PATIENCE = 2.0
"""Seconds; whatever a key started and did not finish by then does not lock the keyboard."""
TURNS, MOMENT = 50, 0.002
"""What takes more turns of the loop than this is looked at again after a moment (seconds)."""
STEP = 10 * MOMENT
"""Seconds; what goes by between two looks counts for no more: the program was kept from its work for the rest of it."""


class KeysInOrder:
    """Lets keys through one by one.

    Args:
        app: Whose keys they are.
        deliver: The app's own `on_event`, which hands a key to the widget that has the focus.
    """

    def __init__(self, app: App[Any], deliver: Callable[[events.Event], Awaitable[None]]) -> None:
        self._app = app
        self._deliver = deliver
        self._held: deque[Typed] = deque()
        self._task: asyncio.Task[None] | None = None

    async def pass_on(self, event: events.Event) -> None:
        """What an app's `on_event` does: keys one by one, everything else at once.

        What is pasted is cleaned before any line has it, which shows what stands in it as it is.
        """
        if not isinstance(event, Typed) or event.is_forwarded:
            await self._deliver(event)
        elif isinstance(event, events.Paste):
            await self._take(events.Paste(clean(event.text, multiline=True)))
        else:
            await self._take(event)

    async def _take(self, event: Typed) -> None:
        """Delivers a key, or keeps it until the one before has done its work."""
        if self._task is not None:
            self._held.append(event)
            return
        leads = self._leads_on(event)
        await self._deliver(event)
        if leads:
            self._task = asyncio.create_task(self._replay())
            self._task.add_done_callback(self._tell_fault)

    def _tell_fault(self, task: asyncio.Task[None]) -> None:
        """What a key behind another one broke ends the program with its trace, as if it had come alone."""
        if not task.cancelled() and task.exception() is not None:
            self._app.call_later(task.result)

    def _leads_on(self, event: Typed) -> bool:
        """Whether a key may do more than put itself into a line, or move the cursor of a list."""
        focused = self._app.focused
        if isinstance(event, events.Paste) or focused is None:
            return not isinstance(event, events.Paste)
        if event.key in getattr(focused, "MOVES", ()):
            return False
        if event.is_printable and focused.check_consume_key(event.key, event.character):
            return False
        # In a line that tells pastes from typing, these are text until the keys rest.
        return not (event.key in PASTED and getattr(focused, "WATCHES_BURSTS", False))

    async def _replay(self) -> None:
        try:
            await self._rest()
            while self._held:
                event = self._held.popleft()
                leads = self._leads_on(event)
                await self._deliver(event)
                if leads:
                    await self._rest()
        finally:
            self._task = None

    async def _rest(self) -> None:
        """Until the queues between the focus and the program are empty, and the screen in front is there."""
        patience = Patience(PATIENCE)
        while not patience.is_over() and self._app.is_running:
            before = self._chain()
            for pump in before:
                await _reached(pump, patience)
            if before == self._chain() and not any(pump.message_queue_size for pump in before) and self._is_there():
                return

    def _chain(self) -> list[MessagePump]:
        """From what has the focus to the program: the way that a message goes."""
        front = self._app.screen
        return [*(front.focused or front).ancestors_with_self] if front.is_mounted else [front, self._app]

    def _is_there(self) -> bool:
        return self._app.screen.is_mounted


class Patience:
    """So many seconds of a program that has its turn: a computer that stands still, or sleeps, uses none of them up."""

    def __init__(self, seconds: float) -> None:
        self._left = seconds
        self._looked = monotonic()

    def is_over(self) -> bool:
        """To be asked at each turn."""
        now = monotonic()
        self._left -= min(now - self._looked, STEP)
        self._looked = now
        return self._left <= 0


async def _reached(pump: MessagePump, patience: Patience) -> None:
    """Until the pump has done what was waiting for it, or has ended."""
    reached: list[bool] = []
    pump.call_later(reached.append, True)
    for turn in count():
        await asyncio.sleep(0 if turn < TURNS else MOMENT)
        if reached or not pump.is_running or patience.is_over():
            return
