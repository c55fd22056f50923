"""How Pilot waits and paints here: by what the program still does, and not by how busy the computer is.

Textual's own waiting looks at the time of the processor, and after a second at nothing: on a computer that is busy with
other things a program that was not given any looks idle, and one that reads a module for so long counts as ready. It
sends every widget of the screen a message to hear whether it is ready, which is half of what a key costs. And it paints
sixty times a second for a terminal that is not there: here what is looked at is painted, by `tests.ui.looking`.
"""

from __future__ import annotations

from asyncio import sleep
from time import process_time
from typing import Any

import textual.app
import textual.pilot
from tests.ui.passing_time import let_time_pass, now
from tests.ui.worked_out_once import work_out_once
from textual._wait import SLEEP_GRANULARITY, SLEEP_IDLE
from textual.message import Message
from textual.message_pump import MessagePump
from textual.pilot import Pilot
from textual.screen import Screen

NEVER_IDLE = 10.0
"""Seconds after which a program that is never idle is taken as it is."""

MOMENT = 0.002
"""Seconds between two looks whether what answers a message has ended."""

TURNS = 8
"""Of the loop, in which what became due at the same moment as the waiting is begun."""

_dispatch, _paint, _press = MessagePump._dispatch_message, Screen._compositor_refresh, Pilot.press
_dispatched = _in_hand = 0


def be_patient() -> None:
    """From now on, for all tests of this process; what each of their programs works out is worked out once."""
    work_out_once()
    let_time_pass()
    MessagePump._dispatch_message = _counted  # type: ignore[method-assign, assignment]
    Screen._compositor_refresh = _unpainted  # type: ignore[method-assign, assignment]
    Pilot._wait_for_screen = _until_answered  # type: ignore[method-assign, assignment]
    Pilot.press = _pressed  # type: ignore[method-assign, assignment]
    for module in (textual.app, textual.pilot):
        module.wait_for_idle = _until_idle  # type: ignore[attr-defined]


async def _counted(pump: MessagePump, message: Message) -> None:
    global _dispatched, _in_hand  # noqa: PLW0603 - of the one program that runs
    _dispatched += 1
    _in_hand += 1
    try:
        await _dispatch(pump, message)
    finally:
        _in_hand -= 1


async def _pressed(pilot: Pilot[Any], *keys: str) -> None:
    """Until nothing is left of what the keys have begun, as whoever looks at the screen next expects it."""
    await _press(pilot, *keys)
    await pilot.pause()


async def _until_answered(_pilot: Pilot[Any]) -> bool:
    """Until every message that waits was handed on, and what answers it has come to its end."""
    end = now() + NEVER_IDLE
    while now() < end:
        before = _dispatched
        for _ in range(TURNS):
            await sleep(0)
        if before == _dispatched and not _in_hand:
            return True
        await sleep(MOMENT if _in_hand else 0)
    return False


async def _until_idle(min_sleep: float = SLEEP_GRANULARITY, max_sleep: float = NEVER_IDLE) -> None:
    """Until a moment has gone by in which no message was handed on, and no thread has worked either."""
    start = now()
    while (passed := now() - start) < max_sleep:
        before, busy = _dispatched, process_time()
        await sleep(SLEEP_GRANULARITY)
        for _ in range(TURNS):
            await sleep(0)
        quiet = before == _dispatched and not _in_hand and process_time() - busy < SLEEP_IDLE
        if passed >= min_sleep and quiet:
            return


def _unpainted(screen: Screen[Any]) -> None:
    if screen is screen.app.screen and screen.app.is_headless:
        screen._dirty_widgets.clear()
        screen.app._update_mouse_over(screen)
    else:
        _paint(screen)
