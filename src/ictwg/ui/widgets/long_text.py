"""A box for text of several lines; `ctrl+e` opens it in the person's own editor.

Undo takes typing back; where nothing was typed, the key goes on, as in a line (`typing_undo`).
"""

from __future__ import annotations

from textual.widgets import TextArea

from ictwg.domain.text import clean
from ictwg.errors import IctwgError
from ictwg.ui.external_programs import edit_outside
from ictwg.ui.keys import bindings_with
from ictwg.ui.text import plain
from ictwg.ui.widgets.completing_input import STEPS


class LongText(TextArea):
    # By their ids, so that the keys set for the form's editor and for undo are this one's too.
    BINDINGS = bindings_with("form.editor", "app.undo", "app.redo")

    def __init__(self, text: str = "", *, id: str | None = None) -> None:
        super().__init__(clean(text, multiline=True), compact=True, highlight_cursor_line=False, id=id)
        self.cursor_blink = False

    @property
    def value(self) -> str:
        return clean(self.text, multiline=True)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in STEPS:
            return bool(self.history.undo_stack if action == "undo" else self.history.redo_stack)
        return super().check_action(action, parameters)

    def action_open_editor(self) -> None:
        try:
            edited = edit_outside(self.app, self.text)
        except IctwgError as error:
            self.app.notify(plain(f"{error.message}\n{error.hint}").plain, markup=False, severity="warning")
            return
        self.load_text(clean(edited, multiline=True))
        self.focus()
