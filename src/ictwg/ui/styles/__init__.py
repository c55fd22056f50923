"""The style sheets: what the first screen needs, and all of them, which every other screen brings.

Textual reads the sheets of a screen (`CSS_PATH`) when it is first shown; the first frame waits for none but its own.
"""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import TypeVar

from textual.cache import LRUCache
from textual.css.stylesheet import Stylesheet
from textual.events import ScreenResume
from textual.screen import Screen

T = TypeVar("T")

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


class StyledOnce(Screen[T]):
    """A screen whose parts find their styles when they come to be, and not twice more before they are seen."""

    CSS_PATH = SHEETS
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-home"), (110, "-wide")]
    VERTICAL_BREAKPOINTS = []

    def on_compose(self) -> None:
        """The classes of its size, of which it is told else at its first resize."""
        width, height = self.app.size
        for length, classes in ((width, self.HORIZONTAL_BREAKPOINTS), (height, self.VERTICAL_BREAKPOINTS)):
            self.add_class(*self._get_breakpoint_classes(length, classes or []))

    def on_screen_resume(self, event: ScreenResume) -> None:
        """Other colours, or another size, are told to every screen by themselves."""
        event.refresh_styles = False


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
