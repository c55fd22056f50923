"""Ends the app after an internal error without showing data of the group, and tells the caller.

Textual would print the variables of every function on the way: names, phone numbers, minutes that are not out yet.
"""

from __future__ import annotations

from typing import TypeVar

from textual.app import App

T = TypeVar("T")


class Program(App[T]):
    """What every program of ours does when it ends."""

    def carry_through(self) -> T | None:
        """Runs it; what it returns.

        Raises:
            Exception: What has ended it, once the terminal is as it was.
        """
        result = self.run()
        if self._exception is not None:
            raise self._exception
        return result

    def _fatal_error(self) -> None:
        """Ends it without a word: `carry_through` hands the error on."""
        self._close_messages_no_wait()
