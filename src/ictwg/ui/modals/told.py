"""What was done, in sentences that stay until they are closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Static

from ictwg.ui.keys import bindings_with
from ictwg.ui.modals.box import Box
from ictwg.ui.text import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.widget import Widget


class ToldBox(Box[None]):
    BINDINGS = bindings_with("modal.cancel", "written.done")

    def __init__(self, title: str, words: str) -> None:
        super().__init__(title)
        self._words = words

    def body(self) -> Iterable[Widget]:
        yield Static(plain(self._words), classes="box--question")
