"""How Pilot waits and paints here: by what the program still does, and not by how busy the computer is.

Textual's own waiting looks at the time of the processor, and after a second at nothing: on a computer that is busy with
other things a program that was not given any looks idle, and one that reads a module for so long counts as ready. And
it paints sixty times a second for a terminal that is not there: here a frame is painted when a test has waited for it.
"""

from __future__ import annotations

from asyncio import sleep
from time import monotonic, process_time
from typing import TYPE_CHECKING, Any

import textual.app
import textual.pilot
from textual._wait import SLEEP_GRANULARITY, SLEEP_IDLE
from textual.message_pump import MessagePump
from textual.pilot import Pilot
from textual.screen import Screen

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from textual.message import Message

NEVER_IDLE = 10.0
"""Seconds after which a program that is never idle is taken as it is."""

TURNS = 8
"""Of the loop, in which what became due at the same moment as the waiting is begun."""

_dispatch, _paint, _pause = MessagePump._dispatch_message, Screen._compositor_refresh, Pilot.pause
_dispatched = 0


def be_patient() -> None:
    """From now on, for all tests of this process."""
    MessagePump._dispatch_message = _counted  # type: ignore[method-assign, assignment]
    Screen._compositor_refresh = _paint_later  # type: ignore[method-assign, assignment]
    Pilot.pause = _pause_and_paint  # type: ignore[method-assign, assignment]
    for module in (textual.app, textual.pilot):
        module.wait_for_idle = _until_idle  # type: ignore[attr-defined]


def _counted(pump: MessagePump, message: Message) -> Awaitable[None]:
    global _dispatched  # noqa: PLW0603 - of the one program that runs
    _dispatched += 1
    return _dispatch(pump, message)


async def _until_idle(min_sleep: float = SLEEP_GRANULARITY, max_sleep: float = NEVER_IDLE) -> None:
    """Until a moment has gone by in which no message was handed on, and no thread has worked either."""
    start = monotonic()
    while (passed := monotonic() - start) < max_sleep:
        before, busy = _dispatched, process_time()
        await sleep(SLEEP_GRANULARITY)
        for _ in range(TURNS):
            await sleep(0)
        if passed >= min_sleep and before == _dispatched and process_time() - busy < SLEEP_IDLE:
            return


def _paint_later(screen: Screen[Any]) -> None:
    if screen is screen.app.screen and screen.app.is_headless:
        screen._dirty_widgets.clear()
        screen.app._update_mouse_over(screen)
    else:
        _paint(screen)


async def unpainted(pilot: Pilot[Any], delay: float | None = None) -> None:
    """The pause of a test that reads what widgets say, and not what is painted of it."""
    await _pause(pilot, delay)


async def _pause_and_paint(pilot: Pilot[Any], delay: float | None = None) -> None:
    await _pause(pilot, delay)
    if pilot.app.screen._compositor._dirty_regions:
        _paint(pilot.app.screen)
