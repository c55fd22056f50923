"""Keys in their order, and a paste told from typing where the terminal has no bracketed paste."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from itertools import count
from time import monotonic
from types import SimpleNamespace
from typing import Any, cast

from textual import events
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual.app import App
from textual.message_pump import MessagePump
from textual.widget import Widget

from ictwg.domain.text import clean

FASTEST_FINGERS = 0.012
LONGEST_GAP = 0.08
REST = 0.12
_RUN = 3
LINE_ENDS = frozenset({"enter", "ctrl+j"})


class Burst:
    """Follows the keys of one input. Times are seconds of any steady clock."""

    def __init__(self) -> None:
        self._last = float("-inf")
        self._key = ""
        self._run = 0
        self._lines: list[str] | None = None

    @property
    def holding(self) -> bool:
        return self._lines is not None

    @property
    def ended(self) -> bool:
        """Whether a line end came last: nothing of what is held was still being typed."""
        return self._lines is not None and not self._lines[-1]

    def takes(self, time: float, key: str, character: str | None) -> bool:
        """Whether the key belongs to a paste from its second line on, or ended its first line."""
        fast = time - self._last <= (LONGEST_GAP if self._run >= _RUN else FASTEST_FINGERS)
        self._run = self._run + 1 if fast else 0
        before, self._last, self._key = self._key, time, key
        if self._lines is None:
            if fast and key in LINE_ENDS:
                self._lines = [""]
                return True
            return fast and key == "tab"
        self._append(before, key, character)
        return True

    def _append(self, before: str, key: str, character: str | None) -> None:
        assert self._lines is not None  # noqa: S101 - only called while a paste is held
        if key in LINE_ENDS:
            if not (before == "enter" and key == "ctrl+j"):
                self._lines.append("")
        elif key == "backspace":  # no paste has one: these lines were typed while the program stood still
            self._lines[-1] = self._lines[-1][:-1]
        else:
            self._lines[-1] += " " if key == "tab" else character or ""

    def rests(self, now: float) -> bool:
        return now - self._last >= REST

    def released(self) -> tuple[str, ...]:
        """The lines after the first, without empty ones at the end; nothing is held any more."""
        lines, self._lines = self._lines or [], None
        while lines and not lines[-1].strip():
            lines.pop()
        return tuple(lines)


for _digit in "0123456789":
    # Escape and a digit of one read: Textual takes them for what one terminal sends with Option, and types ¡™£¢∞§.
    cast("dict[str, object]", ANSI_SEQUENCES_KEYS)[f"\x1b{_digit}"] = (SimpleNamespace(value=f"alt+{_digit}"),)


Typed = events.Key | events.Paste
PASTED = LINE_ENDS | {"tab"}

PATIENCE = 2.0
"""Seconds; whatever a key started and did not finish by then does not lock the keyboard."""

TURNS, MOMENT = 50, 0.002
"""What takes more turns of the loop than this is looked at again after a moment (seconds)."""

TURNS_OF_A_KEY = 3
"""Turns of the loop from the thread that reads to the queue of the app."""

LOOKS = 3
"""As many looks find nothing in the queues, one after the other, before the next key is let through."""

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
            if event.key.startswith("alt+"):
                event.character = None  # no text, which a field would take before the key's own meaning
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
        """Until the queues between the focus and the program stay empty, and the screen in front is there.

        They are empty for a moment too between the key that begins a worker and that worker's first turn.
        """
        patience, quiet = Patience(PATIENCE), 0
        while quiet < LOOKS and not patience.is_over() and self._app.is_running:
            before = self._chain()
            for pump in before:
                await _reached(pump, patience)
            same = before == self._chain() and self._is_there()
            quiet = quiet + 1 if same and not any(pump.message_queue_size for pump in before) else 0

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


async def rested(burst: Burst, line: Widget) -> None:
    """Until no keys come any more, or the burst is over.

    Each look is at what was there once every key that was read until then has come all its way, however late that is:
    the thread that reads hands each key to the loop, which makes a task of it, which queues it for the app, which
    queues it for the line.
    """
    looked = float("-inf")
    while burst.holding and not burst.rests(looked):
        await asyncio.sleep(REST)
        looked = monotonic()
        for _ in range(TURNS_OF_A_KEY):
            await asyncio.sleep(0)
        for pump in (line.app, line):
            await _reached(pump, Patience(float("inf")))
