"""The clock of the loop that programs run on here: a moment in which nobody is at work passes at once.

Pauses are what a test of screens waits for: Textual's timers, the moment until a program counts as idle. Where no
thread has anything to do nothing can happen before the next timer is due: the clock goes on to it. Timers, keys and
screens see the same moments in the same order; the clock on the wall, and that of the store, stay.
"""

from __future__ import annotations

import selectors
from asyncio import BaseEventLoop, Future
from collections.abc import Callable
from time import monotonic
from typing import Any

import textual._time

import ictwg.ui.key_order
import ictwg.ui.read_ahead

_in_thread = BaseEventLoop.run_in_executor
_join_threads = BaseEventLoop.shutdown_default_executor
_passed = 0.0
_at_work: set[Future[Any]] = set()


def now() -> float:
    """Seconds, with those that passed at once."""
    return monotonic() + _passed


def let_time_pass() -> None:
    """From now on, for all tests of this process."""
    textual._time.get_time = now
    for module in (ictwg.ui.key_order, ictwg.ui.read_ahead):
        module.monotonic = now  # type: ignore[attr-defined]
    BaseEventLoop.time = staticmethod(now)  # type: ignore[method-assign, assignment]
    BaseEventLoop.run_in_executor = _remembered  # type: ignore[method-assign, assignment]
    BaseEventLoop.shutdown_default_executor = _joined  # type: ignore[method-assign, assignment]
    selectors.DefaultSelector.select = _at_once(selectors.DefaultSelector.select)  # type: ignore[method-assign]


def _remembered(loop: BaseEventLoop, *what: Any) -> Future[Any]:
    future = _in_thread(loop, *what)
    _at_work.add(future)
    future.add_done_callback(_at_work.discard)
    return future


async def _joined(loop: BaseEventLoop, *limit: float | None) -> None:
    """Threads that end are at work; from Python 3.12 on a loop waits for them no longer than its limit."""
    ending: Future[Any] = loop.create_future()
    _at_work.add(ending)
    try:
        await _join_threads(loop, *limit)
    finally:
        _at_work.discard(ending)


def _at_once(select: Callable[..., Any]) -> Callable[..., Any]:
    def selected(selector: Any, timeout: float | None = None) -> Any:
        global _passed  # noqa: PLW0603 - of the one program that runs
        if not timeout or timeout < 0 or any(not one.get_loop().is_closed() for one in _at_work):
            return select(selector, timeout)
        found = select(selector, 0)
        if not found:
            _passed += timeout
        return found

    return selected
