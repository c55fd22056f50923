"""How far a long command is: one line on the terminal that is written over, and gone when the command is done."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

QUICK = 0.3
"""Seconds; a command that takes less says nothing."""
EVERY = 0.1
_LINE_START, _ERASE = "\r", "\x1b[K"


class ProgressLine:
    """Silent where nobody watches: `stream` (standard error) is no terminal."""

    def __init__(self, stream: Any = None, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream = stream or sys.stderr
        self._clock = clock
        self._watched = bool(self._stream.isatty())
        self._next = clock() + QUICK
        self._shown = False

    def tell(self, text: str, *, at_once: bool = False) -> None:
        """Says it, unless something was said a moment ago; `at_once` for a step of which nothing more will be said."""
        if self._watched and (at_once or self._clock() >= self._next):
            self._write(f"{_LINE_START}{text}{_ERASE}")
            self._shown = True
            self._next = self._clock() + EVERY

    def done(self) -> None:
        if self._shown:
            self._write(f"{_LINE_START}{_ERASE}")
            self._shown = False

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()
