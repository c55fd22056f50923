"""What commands print: tables for people, JSON for programs."""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from io import StringIO
from typing import Any

from ictwg.domain.text import clean, harmless
from ictwg.errors import UsageError
from ictwg.locales import t

GAP = "  "
UNKNOWN_WIDTH = 120
YES = frozenset({"yes", "sim", "sin", "ya"})


# Controls beyond ASCII, line separators, marks that turn the direction; those of ASCII are escapes in JSON anyway.
_OBEYED = "[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]"


def put(text: str) -> None:
    """The one door to standard output: nothing in a text works on the terminal."""
    sys.stdout.write(harmless(text))


def put_bytes(data: bytes) -> None:
    """A file that is no text, for another program."""
    if isinstance(sys.stdout, PrintBuffer):
        sys.stdout.data += data
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)


class PrintBuffer(StringIO):
    """What waits to be printed, laid out for where it goes then."""

    def __init__(self) -> None:
        super().__init__()
        self.data = b""
        """Of a file that is no text."""
        self.isatty = sys.stdout.isatty  # type: ignore[method-assign]


def narrate(text: str, end: str = "\n") -> None:
    """For the person at the terminal, never mixed with data; the one door to standard error."""
    sys.stderr.write(_in_lines(text) + end)
    sys.stderr.flush()


def _in_lines(text: str) -> str:
    """A carriage return belongs to a CSV file; in a sentence it would write over what was said before it."""
    return harmless(text.replace("\r\n", "\n"))


def print_json(value: Any) -> None:
    put(json_text(value, indent=1) + "\n")


def json_text(value: Any, *, indent: int | None = None) -> str:
    """JSON in letters as they are; what a terminal would obey stands as an escape, which is the same text."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return text if text.isascii() else re.sub(_OBEYED, lambda found: f"\\u{ord(found[0]):04x}", text)


def say(text: str) -> None:
    """What a command has done, as a line on standard output."""
    put(_in_lines(text) + "\n")


def agreed(question: str, *, yes: bool) -> bool:
    """Whether a person says so, on the command line or when asked.

    Raises:
        UsageError: There is nobody to ask.
    """
    if yes:
        return True
    if not sys.stdin.isatty():
        raise UsageError(t("encryption.not_asked"))
    return answered(question).lower() in YES


def answered(question: str) -> str:
    """What a person types; nothing where there is no terminal."""
    if not sys.stdin.isatty():
        return ""
    narrate(question, end="")
    return sys.stdin.readline().strip()


def page_through(text: str) -> None:
    """A long text: on a terminal a screenful at a time, by $PAGER or what the system has."""
    if sys.stdin.isatty() and sys.stdout.isatty():
        import pydoc

        pydoc.pager(harmless(text))
    else:
        put(text)


def print_table(headings: Sequence[str], rows: Iterable[Sequence[str]], *, empty: str = "") -> None:
    """Aligned columns; cut to the terminal's width only where there is a terminal."""
    table = [[clean(cell) for cell in row] for row in rows]
    if not table:
        narrate(empty or t("cli.nothing"))
        return
    widths = _widths([list(headings), *table])
    for row in ([*headings], ["─" * width for width in widths], *table):
        line = GAP.join(_fit(cell, width) for cell, width in zip(row, widths, strict=True))
        put(line.rstrip() + "\n")


def _widths(rows: list[list[str]]) -> list[int]:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    if not sys.stdout.isatty():
        return widths
    from shutil import get_terminal_size

    room = get_terminal_size((UNKNOWN_WIDTH, 24)).columns - len(GAP) * (len(widths) - 1)
    while sum(widths) > room and max(widths) > len(GAP) * 4:
        widths[widths.index(max(widths))] -= 1
    return widths


def _fit(cell: str, width: int) -> str:
    return cell.ljust(width) if len(cell) <= width else cell[: width - 1] + "…"


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
