"""What every program of ours does when an error of its own ends it: nothing of the group's data stays on the terminal.

Textual would print the variables of every function on the way: names, phone numbers, minutes that are not out yet.
"""

from __future__ import annotations

from typing import TypeVar

from textual.app import App

T = TypeVar("T")

SAID, READ = 3, 12
"""Seconds that a message stands: one that asks for nothing, and one that must be read in peace."""


class Program(App[T]):
    """What every program of ours does when it ends."""

    def run_to_end(self) -> T | None:
        """Runs it; what it returns.

        Raises:
            Exception: What has ended it, once the terminal is as it was.
        """
        result = self.run()
        if self._exception is not None:
            raise self._exception
        return result

    def _fatal_error(self) -> None:
        """Ends it without a word: `run_to_end` hands the error on."""
        self._close_messages_no_wait()


COPIED = "clipboard.md"
"""What was copied last, on this computer."""
