"""The words of a paragraph put together from its runs, with the bold and the struck ones marked as in markdown."""

from __future__ import annotations

from itertools import groupby
from typing import NamedTuple

from ictwg.domain.text import clean


class _Run(NamedTuple):
    text: str
    bold: bool
    struck: bool


class MarkedText:
    """Collects runs."""

    def __init__(self) -> None:
        self._runs: list[_Run] = []

    def add(self, text: str, *, bold: bool = False, struck: bool = False) -> None:
        """One run; blanks between two of one look are of that look."""
        if text and not text.strip() and self._runs:
            bold, struck = self._runs[-1][1:]
        if text:
            self._runs.append(_Run(text, bold, struck))

    def plain(self) -> str:
        """Without marks."""
        return _tidy("".join(run.text for run in self._runs))

    def marked(self) -> str:
        """Each line with its marks; what has no letter in it has none."""
        found = []
        for (bold, struck), runs in groupby(self._runs, lambda run: (run.bold, run.struck)):
            text = "".join(run.text for run in runs)
            signs = "~~" * struck + "**" * bold
            found.append("\n".join(_between(line, signs) for line in text.split("\n")))
        return _tidy("".join(found))


def _between(line: str, signs: str) -> str:
    if not signs or not any(map(str.isalnum, line)):
        return line
    words = line.strip()
    before, _, after = line.partition(words)
    return f"{before}{signs}{words}{signs[::-1]}{after}"


def _tidy(text: str) -> str:
    """Without what a terminal would obey, blanks at the ends of lines, and empty lines at the ends."""
    lines = clean(text, multiline=True).replace("\u00ad", "").replace("\u00a0", " ").split("\n")
    return "\n".join(line.strip(" ") for line in lines).strip("\n \t")
