"""The style sheets: what the first screen needs, and all of them, which every other screen brings.

Textual reads the sheets of a screen (`CSS_PATH`) when it is first shown; the first frame waits for none but its own.
"""

from __future__ import annotations

from pathlib import Path, PurePath

from textual.cache import LRUCache
from textual.css.stylesheet import Stylesheet

FIRST: list[str | PurePath] = [Path(__file__).with_name("lists.tcss")]


SHEETS: list[str | PurePath] = [
    *FIRST,
    *(
        Path(__file__).with_name(name)
        for name in ("inputs.tcss", "forms.tcss", "modals.tcss", "meeting.tcss", "followup.tcss")
    ),
]


MOST = 1024
"""Sheets, those of widgets among them; the program has about a hundred."""


class ParsedOnce(Stylesheet):
    """A style sheet that parses only what it has not parsed with these variables."""

    def __init__(self, *, variables: dict[str, str]) -> None:
        super().__init__(variables=variables)
        self._parse_cache = LRUCache(MOST)

    def set_variables(self, variables: dict[str, str]) -> None:
        """Other colours: only then is anything parsed again."""
        if variables != getattr(self, "_variables", None):  # without it all is parsed again, as Textual does
            super().set_variables(variables)

    def add(self, sheet: str | PurePath) -> None:
        """One that is read now, before a screen brings it.

        Raises:
            StylesheetParseError: The rules stay as they were.
        """
        if not self.has_source(str(sheet), ""):
            self.read(sheet)
            self.reparse()

    def reparse(self) -> None:
        """Takes what is known already from the cache.

        Raises:
            StylesheetParseError: The rules stay as they were.
        """
        self.parse()
