"""Boxes that say or ask one thing: a question with two answers, what was done, and what was written where."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from textual import work
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from ictwg.locales import t
from ictwg.ui.keys import bindings_for, bindings_with
from ictwg.ui.modals.box import Box
from ictwg.ui.styles import SHEETS
from ictwg.ui.text import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.app import ComposeResult
    from textual.content import Content
    from textual.widget import Widget

    from ictwg.minutes.printed.files import WrittenFile
    from ictwg.ui.program import OpenProgram


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
        self._yes = yes or t("choices.flag.yes")
        self._no = no or t("choices.flag.no")
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


class ToldBox(Box[None]):
    BINDINGS = bindings_with("modal.cancel", "written.done")

    def __init__(self, title: str, words: str) -> None:
        super().__init__(title)
        self._words = words

    def body(self) -> Iterable[Widget]:
        yield Static(plain(self._words), classes="box--question")


class WrittenBox(Box[None]):
    """The file's name, its folder, and why it has another name than expected.

    Args:
        beside: A second file with the same in other words.
    """

    BINDINGS = bindings_for("written")

    def __init__(self, written: WrittenFile, beside: WrittenFile | None = None) -> None:
        super().__init__(t("exporting.written" if written.changed else "exporting.written.same"))
        self._path = Path(written.path)
        self._beside = Path(beside.path).name if beside is not None else ""
        self._kept = Path(written.kept).name if written.kept else ""

    def body(self) -> Iterable[Widget]:
        yield Static(plain(self._path.name, style="b"))
        if self._beside:
            yield Static(plain(self._beside, style="b"))
        yield Static(plain(t("exporting.written.folder", folder=str(self._path.parent)), style="$foreground 72%"))
        if self._kept:
            yield Static(plain(t("exporting.written.kept", kept=self._kept), style="$warning"))

    @work(thread=True)
    def action_open_file(self) -> None:
        from ictwg.ui.external_programs import open_file

        if not open_file(str(self._path)):
            self.app.call_from_thread(self.notify, t("exporting.written.not_opened"), severity="warning", markup=False)

    def action_copy_path(self) -> None:
        cast("OpenProgram", self.app).copy(str(self._path), t("exporting.written.path"))
