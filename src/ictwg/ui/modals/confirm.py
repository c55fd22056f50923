"""A question with two answers. Asked seldom: nearly everything can be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from ictwg.locales import t
from ictwg.ui.keys import bindings_for
from ictwg.ui.styles import SHEETS
from ictwg.ui.text import plain

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.content import Content


class Confirm(ModalScreen[bool]):
    """True for yes; Escape is no.

    Args:
        question: From `phrase` or `plain`.
        yes: The verb of what happens then, such as "Leave".
        no: The verb of what happens otherwise, such as "Stay".
        stays: Enter alone is no.
    """

    CSS_PATH = SHEETS
    BINDINGS = bindings_for("modal", "confirm")

    def __init__(self, question: Content, *, yes: str = "", no: str = "", stays: bool = False) -> None:
        super().__init__()
        self._question = question
        self._yes = yes or t("ui.yes")
        self._no = no or t("ui.no")
        self._first = "#no" if stays else "#yes"

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Static(self._question, classes="box--question")
            with Horizontal(classes="box--answers"):
                yield Button(plain(self._yes), id="yes", compact=True)
                yield Button(plain(self._no), id="no", compact=True)

    def on_mount(self) -> None:
        self.query_one(self._first).focus()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        event.stop()
        self.dismiss(event.button.id == "yes")

    def action_answer_next(self) -> None:
        self.focus_next()

    def action_cancel(self) -> None:
        self.dismiss(False)
