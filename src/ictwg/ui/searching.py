"""What search reads ahead: all text, a little at a time while nothing else is to do, from a moment after the start.

The first letter shall be as quick as the others; one that is typed earlier reads the rest at once.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ictwg.services.searching.search import Index
    from ictwg.ui.app import IctwgApp

BEFORE, BETWEEN = 1.0, 0.05
"""Seconds from the first frame, and from one step to the next."""
AT_ONCE = 250
"""Records a step: a few milliseconds."""


class Searching:
    def __init__(self, program: IctwgApp) -> None:
        self._program = program

    @cached_property
    def index(self) -> Index:
        """That of the group."""
        from ictwg.services.searching.search import Index

        return Index(self._program.desk.state)

    def begin(self) -> None:
        self._program.set_timer(BEFORE, self._read)

    def _read(self) -> None:
        if self._program.is_running and not self.index.prepare(AT_ONCE):
            self._program.set_timer(BETWEEN, self._read)
