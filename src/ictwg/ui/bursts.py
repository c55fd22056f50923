"""Tells a paste from typing where the terminal has no bracketed paste: a paste arrives as keys, faster than fingers.

Nobody presses Enter within 12 ms of another key (a held key repeats every 30 ms). Such an Enter is held back until
the keys rest: then it ended either one line, which is entered, or the first of several, which are a block. A busy
program reads late and sees gaps that were not there, so a run of fast keys bears longer ones.
"""

from __future__ import annotations

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
