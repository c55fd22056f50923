"""A box for one long text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.text import clean
from ictwg.locales import t
from ictwg.ui.keys import bindings_for, bindings_with
from ictwg.ui.modals.box import Box
from ictwg.ui.modals.form_screen import ask_before_leaving
from ictwg.ui.widgets.long_text import LongText

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from textual.widget import Widget
    from textual.widgets import TextArea


class TextEditor(Box[str | None]):
    """The text as it was saved, or None.

    Args:
        title: What the text is.
        text: As it was saved last.
        begun: What an earlier session began of it and did not save.
        told: Hears each text while one types, and keeps it where the box is left.
    """

    BINDINGS = [
        *(one for one in bindings_for("form") if getattr(one, "id", "") not in ("form.editor", "form.help")),
        *bindings_with("app.undo", "app.redo"),
    ]

    def __init__(
        self, title: str, text: str = "", *, begun: str = "", told: Callable[[str], None] | None = None
    ) -> None:
        super().__init__(title)
        self._text = LongText(begun or text)
        self._before = clean(text, multiline=True)
        self._told = told

    def body(self) -> Iterable[Widget]:
        yield self._text

    def grows(self) -> Widget:
        return self._text

    def on_mount(self) -> None:
        self._text.focus()
        self._text.move_cursor(self._text.document.end)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        if self._told is not None:
            self._told(self._text.value)

    @property
    def is_begun(self) -> bool:
        """Whether something stands in it that was not saved."""
        return self._text.value not in ("", self._before)

    async def action_undo(self) -> None:
        """Nothing was typed in the box: what was saved last is taken back, as on the screen below it."""
        await self.app.run_action("undo")

    async def action_redo(self) -> None:
        await self.app.run_action("redo")

    def action_save(self) -> None:
        self.dismiss(self._text.value)

    def action_cancel(self) -> None:
        if not self.is_begun:
            self.dismiss(None)
        else:
            ask_before_leaving(self, None, t("ui.leave_kept") if self._told else "")
