"""An input that completes names, with undo and redo of what is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Input

from ictwg.ui.keys import bindings_with
from ictwg.ui.text import typed
from ictwg.ui.widgets.completion import Suggestions

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Self

    from textual import events
    from textual.geometry import Region

    from ictwg.ui.widgets.completion import Completer, Completion


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


_KEYS = {"tab": "_tab", "down": "_down", "up": "_up", "enter": "_enter", "escape": "_escape"}


class CompletingInput(TypedInput):
    """One line with completions in a `Suggestions` widget that the owner composes beside it.

    Args:
        completer: Text and cursor to completions; None completes nothing.
        eager: Offers while one types, and Tab goes on to the next field unless an option is lit.
        replace: What stands there is selected on arrival, so that typing takes its place.
        unfinished: Whether a text says nothing yet; then going on takes the only option there is.
    """

    def __init__(
        self,
        value: str = "",
        *,
        completer: Completer | None = None,
        eager: bool = False,
        replace: bool = False,
        unfinished: Callable[[str], bool] | None = None,
        placeholder: str = "",
        id: str | None = None,
    ) -> None:
        # Before `Input` sets the value, which calls the watchers.
        self.suggestions = Suggestions()
        self.completer = completer
        self._eager = eager
        self._unfinished = unfinished
        self._completing = False
        super().__init__(typed(value), placeholder=placeholder, replace=replace, id=id)

    def on_key(self, event: events.Key) -> None:
        """The keys of the open list; what it does not take goes the usual way."""
        handler = _KEYS.get(event.key)
        if handler and getattr(self, handler)():
            event.stop()
            event.prevent_default()

    def _tab(self) -> bool:
        if self.suggestions.is_open:
            if self._eager and self.suggestions.highlighted is None:
                return self.finish() and self._is_unfinished()
            return self._accept()
        return not self._eager and self.complete()

    def _down(self) -> bool:
        if self.suggestions.is_open:
            self.suggestions.move(1)
            return True
        return self._eager and self.complete()

    def _up(self) -> bool:
        if self.suggestions.is_open:
            self.suggestions.move(-1)
        return self.suggestions.is_open

    def _enter(self) -> bool:
        if self.suggestions.is_open and self.suggestions.highlighted is None:
            self.finish()
        return self.suggestions.is_open and self._accept()

    def finish(self) -> bool:
        """Before going on: what is unfinished becomes the only option that is offered; whether it has."""
        options = self.suggestions.completions.options
        taken = len(options) == 1 and self._is_unfinished()
        if taken:
            self.insert_completion(options[0])
        self.suggestions.close()
        return taken

    def _is_unfinished(self) -> bool:
        return self._unfinished is not None and self._unfinished(self.value)

    def _escape(self) -> bool:
        was_open = self.suggestions.is_open
        self.suggestions.close()
        return was_open

    def complete(self) -> bool:
        """Inserts the only completion, or opens the list of several; False where there is none."""
        if self.completer is None:
            return False
        completions = self.completer(self.value, self.cursor_position)
        if not completions.options:
            return False
        self.suggestions.offer(completions, cursor=0)
        if len(completions.options) == 1:
            return self._accept()
        return True

    def _accept(self) -> bool:
        completion = self.suggestions.highlighted
        if completion is None:
            self.suggestions.close()
            return False
        self.insert_completion(completion)
        return True

    def insert_completion(self, completion: Completion) -> None:
        start, end, _ = self.suggestions.completions
        insert = typed(completion.insert)
        value = self.value
        self.suggestions.close()
        self._completing = True
        self.value = value[:start] + insert + value[end:]
        self._completing = False
        self.cursor_position = start + len(insert)

    def watch_value(self, value: str) -> None:
        super().watch_value(value)
        if self._completing:
            return
        if self.suggestions.is_open or (self._eager and self.has_focus):
            self._offer(value)

    def _offer(self, value: str) -> None:
        if self.completer is None or not value:
            self.suggestions.close()
        else:
            cursor = -1 if self._eager else 0
            self.suggestions.offer(self.completer(value, self.cursor_position), cursor=cursor)

    def on_blur(self) -> None:
        self.suggestions.close()

    def on_paste(self, event: events.Paste) -> None:
        """`Input` keeps the first line only; here lines become words."""
        event.prevent_default()
        event.stop()
        self.insert_text_at_cursor(typed(event.text))
