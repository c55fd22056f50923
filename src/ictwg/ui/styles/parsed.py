"""Style sheets that are parsed once, not each time that Textual asks for it.

Textual parses all of them anew when the program starts, when its first screen is there and when a theme is set, and
keeps no more than 64 of them: a third of the time until something is seen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.cache import LRUCache
from textual.css.stylesheet import Stylesheet

if TYPE_CHECKING:
    from pathlib import PurePath

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
