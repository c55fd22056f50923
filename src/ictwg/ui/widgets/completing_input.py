"""An input that completes names, with undo and redo of what is typed, and the list of completions beside it."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import ClassVar, Self

from rich.segment import Segment
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input

from ictwg.app.forms.choices import NO_COMPLETIONS, Choice, Completer, Completions
from ictwg.ui.keys import bindings_with
from ictwg.ui.text import typed
from ictwg.ui.widgets.columns import GAP, fitted, widest, within

MOST = 8
MARK = " › "


class Suggestions(Widget):
    """The list of completions; a click picks one."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"suggestions--option", "suggestions--cursor", "suggestions--note"}

    class Toggled(Message):
        def __init__(self, suggestions: Suggestions) -> None:
            super().__init__()
            self.suggestions = suggestions

    def __init__(self, pick: Callable[[Choice], None]) -> None:
        super().__init__()
        self._pick = pick
        self.above = False
        self.completions: Completions = NO_COMPLETIONS
        self.cursor = -1
        self._top = 0
        self.display = False

    @property
    def is_open(self) -> bool:
        return bool(self.display)

    @property
    def highlighted(self) -> Choice | None:
        options = self.completions.options
        return options[self.cursor] if 0 <= self.cursor < len(options) else None

    def offer(self, completions: Completions, *, cursor: int) -> None:
        """Shows the options, with the cursor on one of them (-1: none yet); no options close it."""
        self.completions = completions
        self.cursor = cursor
        self._top = 0
        height = min(MOST, len(completions.options))
        if height:
            self.styles.height = height
            self.styles.offset = (0, -(height + 1) if self.above else 0)
        if self.display != bool(height):
            self.display = bool(height)
            self.post_message(self.Toggled(self))
        self.refresh()

    def close(self) -> None:
        self.offer(NO_COMPLETIONS, cursor=-1)

    def move(self, step: int) -> None:
        count = len(self.completions.options)
        self.cursor = (self.cursor + step) % count if self.cursor >= 0 or step > 0 else count - 1
        self._top = max(min(self._top, self.cursor), self.cursor - MOST + 1)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        at = self._top + y
        width = self.size.width
        option = self.get_component_rich_style("suggestions--option")
        if at >= len(self.completions.options):
            return Strip.blank(width, option)
        completion = self.completions.options[at]
        style = self.get_component_rich_style("suggestions--cursor") if at == self.cursor else option
        note = style + self.get_component_rich_style("suggestions--note", partial=True)
        wide = widest((one.label for one in self.completions.options), width - len(MARK) - GAP)
        rest = width - len(MARK) - wide - GAP
        segments = [
            Segment(MARK if at == self.cursor else " " * len(MARK), style),
            Segment(fitted(completion.label, wide) + " " * GAP, style),
            Segment(within(completion.note, rest), note),
        ]
        return Strip(segments).adjust_cell_length(width, style)

    def on_click(self, event: events.Click) -> None:
        event.stop()
        at = self._top + int(event.y)
        if at < len(self.completions.options):
            self._pick(self.completions.options[at])


STEPS = frozenset({"undo", "redo"})


class TypedInput(Input):
    """Takes typing back word by word; where nothing was typed, the key goes on to the program.

    The bindings have the program's ids, so that keys of one's own are this line's too.

    Args:
        told: Hears of each keystroke within that keystroke, so that one frame carries all that it changes.
        replace: What stands there is selected on arrival, so that typing takes its place.
    """

    BINDINGS = bindings_with("app.undo", "app.redo")

    def __init__(
        self,
        value: str = "",
        *,
        told: Callable[[str], None] | None = None,
        placeholder: str = "",
        replace: bool = False,
        id: str | None = None,
    ) -> None:
        # Before `Input` sets the value, which calls the watchers.
        self._told = told
        self._texts = [value]
        self._at = 0
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
        self._texts, self._at, self._in_word = [self.value], 0, False

    def watch_value(self, value: str) -> None:
        self._remember(value)
        if self._told is not None:
            self._told(value)

    def _remember(self, value: str) -> None:
        """A letter more of a word is of one step with it."""
        before = self._texts[self._at]
        if value == before:
            return
        letter = len(value) == len(before) + 1
        goes_on = letter and self._in_word and not before[-1:].isspace()
        self._at += not goes_on
        self._texts[self._at :] = [value]
        self._in_word = letter

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in STEPS:
            return self._at > 0 if action == "undo" else self._at + 1 < len(self._texts)
        return super().check_action(action, parameters)

    def action_undo(self) -> None:
        self._step(-1)

    def action_redo(self) -> None:
        self._step(1)

    def _step(self, step: int) -> None:
        self._at += step
        self._in_word = False
        self.value = self._texts[self._at]
        self.cursor_position = len(self.value)

    def on_paste(self, event: events.Paste) -> None:
        """`Input` keeps the first line only; here lines become words."""
        event.prevent_default()
        event.stop()
        self.insert_text_at_cursor(typed(event.text))


_KEYS = {"tab": "_tab", "down": "_down", "up": "_up", "enter": "_enter", "escape": "_escape"}


class CompletingInput(TypedInput):
    """One line with completions in a `Suggestions` widget that the owner composes beside it.

    Args:
        completer: Text and cursor to completions; None completes nothing.
        eager: Offers while one types, and Tab goes on to the next field unless an option is lit.
        replace: What stands there is selected on arrival, so that typing takes its place.
        unfinished: Whether a text says nothing yet; then going on takes the only option there is.
        in_steps: Tab completes as far as all options agree, as a shell does.
    """

    def __init__(
        self,
        value: str = "",
        *,
        completer: Completer | None = None,
        told: Callable[[str], None] | None = None,
        eager: bool = False,
        replace: bool = False,
        unfinished: Callable[[str], bool] | None = None,
        in_steps: bool = False,
        placeholder: str = "",
        id: str | None = None,
    ) -> None:
        # Before `Input` sets the value, which calls the watchers.
        self._in_steps = in_steps
        self.suggestions = Suggestions(self.insert_completion)
        self.completer = completer
        self._eager = eager
        self._unfinished = unfinished
        self._completing = False
        super().__init__(typed(value), told=told, placeholder=placeholder, replace=replace, id=id)

    def on_key(self, event: events.Key) -> None:
        """The keys of the open list; what it does not take goes the usual way."""
        handler = _KEYS.get(event.key)
        if handler and getattr(self, handler)():
            event.stop()
            event.prevent_default()

    def _tab(self) -> bool:
        if self.suggestions.is_open:
            if self._eager and self.suggestions.highlighted is None:
                return self._go_as_far() or (self.finish() and self._is_unfinished())
            return self._accept()
        return not self._eager and self.complete()

    def _go_as_far(self) -> bool:
        """As far as all options agree, where that is further than what is typed."""
        options = self.suggestions.completions.options if self._in_steps else ()
        common = os.path.commonprefix([one.value for one in options])  # noqa: RUF071 - of letters
        further = len(common) > len(self.value)
        if further:
            self.value = common
            self.cursor_position = len(common)
        return further

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

    def insert_completion(self, completion: Choice) -> None:
        start, end, _ = self.suggestions.completions
        insert = typed(completion.value)
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
