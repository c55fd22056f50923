"""A box for text of several lines; `ctrl+e` opens it in the person's own editor."""

from __future__ import annotations

from textual.widgets import TextArea

from ictwg.domain.text import clean
from ictwg.errors import IctwgError
from ictwg.ui.editor import edit_outside
from ictwg.ui.keys import bindings_for
from ictwg.ui.text import plain


class LongText(TextArea):
    # By its id, so that the key set for the form's editor is this one's too.
    BINDINGS = [binding for binding in bindings_for("form") if getattr(binding, "id", "") == "form.editor"]

    def __init__(self, text: str = "", *, id: str | None = None) -> None:
        super().__init__(clean(text, multiline=True), compact=True, highlight_cursor_line=False, id=id)
        self.cursor_blink = False

    @property
    def value(self) -> str:
        return clean(self.text, multiline=True)

    def action_open_editor(self) -> None:
        try:
            edited = edit_outside(self.app, self.text)
        except IctwgError as error:
            self.app.notify(plain(f"{error.message}\n{error.hint}").plain, markup=False, severity="warning")
            return
        self.load_text(clean(edited, multiline=True))
        self.focus()
