"""A box for one long text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.ui.keys import bindings_for
from ictwg.ui.modals.box import Box
from ictwg.ui.modals.leaving import ask_before_leaving
from ictwg.ui.widgets.long_text import LongText

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.widget import Widget


class TextEditor(Box[str | None]):
    """The text as it was saved, or None."""

    BINDINGS = [
        binding for binding in bindings_for("form") if getattr(binding, "id", "") not in ("form.editor", "form.help")
    ]

    def __init__(self, title: str, text: str = "") -> None:
        super().__init__(title)
        self._text = LongText(text)
        self._before = self._text.value

    def body(self) -> Iterable[Widget]:
        yield self._text

    def grows(self) -> Widget:
        return self._text

    def on_mount(self) -> None:
        self._text.focus()
        self._text.move_cursor(self._text.document.end)

    def action_save(self) -> None:
        self.dismiss(self._text.value)

    def action_cancel(self) -> None:
        if self._text.value == self._before:
            self.dismiss(None)
        else:
            ask_before_leaving(self, None)
