"""Undo and redo of what is typed in a line: Textual's own input has none, and the program's would undo a record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Input

from ictwg.ui.keys import bindings_with

if TYPE_CHECKING:
    from typing import Self

    from textual.geometry import Region

STEPS = frozenset({"undo", "redo"})


class TypedInput(Input):
    """Takes typing back word by word; where nothing was typed, the key goes on to the program.

    The bindings have the program's ids, so that keys of one's own are this line's too.
    """

    BINDINGS = bindings_with("app.undo", "app.redo")

    def __init__(self, value: str = "", *, placeholder: str = "", replace: bool = False, id: str | None = None) -> None:
        # Before `Input` sets the value, which calls the watchers.
        self._before: list[str] = []
        self._after: list[str] = []
        self._shown = value
        self._in_word = False
        self._typing = False
        super().__init__(value, placeholder=placeholder, compact=True, select_on_focus=replace, id=id)
        self.begin_anew()
        self.cursor_blink = False

    def _watch_value(self, value: str) -> None:
        """Textual lays the whole screen out anew for each letter, because the text has another width."""
        self._typing = True
        try:
            super()._watch_value(value)
        finally:
            self._typing = False

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """A line that is as wide as its place stays where it is, whatever is typed."""
        anew = layout and (not self._typing or self.styles.auto_dimensions)
        return super().refresh(*regions, repaint=repaint, layout=anew, recompose=recompose)

    def begin_anew(self) -> None:
        """What stands there now was not typed: there is nothing to take back."""
        self._before.clear()
        self._after.clear()
        self._shown, self._in_word = self.value, False

    def watch_value(self, value: str) -> None:
        before, self._shown = self._shown, value
        if value == before:
            return
        letter = len(value) == len(before) + 1
        if not (letter and self._in_word and not before[-1:].isspace()):
            self._before.append(before)
        self._after.clear()
        self._in_word = letter

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in STEPS:
            return bool(self._before if action == "undo" else self._after)
        return super().check_action(action, parameters)

    def action_undo(self) -> None:
        self._step(self._before, self._after)

    def action_redo(self) -> None:
        self._step(self._after, self._before)

    def _step(self, source: list[str], other: list[str]) -> None:
        other.append(self.value)
        self._shown, self._in_word = source.pop(), False
        self.value = self._shown
        self.cursor_position = len(self.value)
