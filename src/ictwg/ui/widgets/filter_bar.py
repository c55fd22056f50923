"""The line above a list: what is typed filters at once, and the count beside it changes in the same frame."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Static

from ictwg.locales import t
from ictwg.ui.keys import bindings_for
from ictwg.ui.text import plain, typed
from ictwg.ui.widgets.typing_undo import TypedInput

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events
    from textual.app import ComposeResult


class FilterInput(TypedInput):
    """Tells its owner of each keystroke within that keystroke, so that one frame carries all that it changes."""

    BINDINGS = bindings_for("filter")

    class Left(Message):
        """Enter, Down or Escape: the list is to have the focus."""

    def __init__(self, typed: Callable[[str], None]) -> None:
        self._typed = typed
        super().__init__(placeholder=t("ui.filter_hint"))

    def watch_value(self, value: str) -> None:
        super().watch_value(value)
        self._typed(value)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A slash is a letter here."""
        return action != "edit_filter" and super().check_action(action, parameters)

    def action_leave_filter(self) -> None:
        self.post_message(self.Left())

    def action_clear_filter(self) -> None:
        self.value = ""
        self.post_message(self.Left())

    def on_paste(self, event: events.Paste) -> None:
        """All of a paste filters; lines become words."""
        event.prevent_default()
        event.stop()
        self.insert_text_at_cursor(typed(event.text))


class FilterBar(Horizontal):
    def __init__(self, typed: Callable[[str], None]) -> None:
        super().__init__()
        self._input = FilterInput(typed)
        self._count = Static("", classes="filter--count", markup=False)
        self._words = ""
        self._unknown: tuple[str, ...] = ()
        self._named: tuple[str, ...] = ()

    def compose(self) -> ComposeResult:
        yield Static("/", classes="filter--slash", markup=False)
        yield self._input
        yield self._count

    @property
    def query_text(self) -> str:
        return self._input.value

    def type_in(self, query: str) -> None:
        self._input.value = query

    def edit(self) -> None:
        self._input.focus()

    def show_count(self, shown: int, total: int, *, unknown: tuple[str, ...] = ()) -> None:
        """How many rows there are, or which words were not understood and filter nothing.

        A word is named when it is ended, by a space or by leaving the line: each one means nothing while it is typed.
        """
        words = t("ui.count", count=total) if shown == total else t("ui.count_of", shown=shown, count=total)
        self._words, self._unknown = words, unknown
        typing = self._input.has_focus and not self.query_text.endswith(" ")
        self._say(tuple(word for word in unknown if not (typing and self.query_text.endswith(word))))

    def on_filter_input_left(self) -> None:
        """The last word is ended too."""
        self._say(self._unknown)

    def _say(self, unknown: tuple[str, ...]) -> None:
        if unknown == self._named == ():
            self._count.update(plain(self._words), layout=False)
        elif unknown != self._named:  # the room that it takes is another: the only keystroke that lays the line out
            said = t("ui.not_understood", words=" ".join(unknown)) if unknown else self._words
            self._count.update(plain(said, style="$warning" if unknown else ""))
            self._named = unknown
