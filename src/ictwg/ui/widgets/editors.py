"""What a form edits with besides lines: one of a few choices, and a text of several lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import TextArea

from ictwg.app.forms.choices import Choice
from ictwg.domain.text import clean, fold
from ictwg.errors import IctwgError
from ictwg.ui.external_programs import edit_outside
from ictwg.ui.keys import bindings_for, bindings_with
from ictwg.ui.text import line, plain
from ictwg.ui.widgets.completing_input import STEPS

TOGETHER = 1.0
"""Seconds between two letters of one word."""


class Picker(Widget, can_focus=True):
    COMPONENT_CLASSES = {"picker--arrow"}
    BINDINGS = bindings_for("picker")

    class Changed(Message):
        """Another choice."""

    class ListWanted(Message):
        """The choices are asked for as a list."""

        def __init__(self, picker: Picker) -> None:
            super().__init__()
            self.picker = picker

    def __init__(
        self, choices: Sequence[Choice], value: str, *, title: str = "", words: Mapping[str, str] | None = None
    ) -> None:
        super().__init__()
        self.choices = tuple(choices)
        self._words = words or {}
        self._typed, self._typed_at = "", float("-inf")
        self.title = title
        self._at = next((n for n, choice in enumerate(self.choices) if choice.value == value), -1)
        self._foreign = value if self._at < 0 else ""

    @property
    def value(self) -> str:
        """The chosen value; one that is not among the choices stays until another is chosen."""
        return self.choices[self._at].value if self._at >= 0 else self._foreign

    @value.setter
    def value(self, value: str) -> None:
        at = next((n for n, choice in enumerate(self.choices) if choice.value == value), -1)
        self._choose(at)

    def offer(self, choices: Sequence[Choice], value: str) -> None:
        """Other choices, and the one that is chosen; the first where it is none of them."""
        self.choices = tuple(choices)
        self._at = next((n for n, choice in enumerate(self.choices) if choice.value == value), 0)
        self.refresh()

    def _choose(self, at: int) -> None:
        if at not in (-1, self._at):
            self._at = at
            self.refresh()
            self.post_message(self.Changed())

    def render_line(self, y: int) -> Strip:
        style = self.rich_style
        if y:
            return Strip.blank(self.size.width, style)
        arrow = style + self.get_component_rich_style("picker--arrow", partial=True)
        label = self.choices[self._at].label if self._at >= 0 else self._foreign
        segments = [Segment("‹ ", arrow), Segment(line(label), style), Segment(" ›", arrow)]
        return Strip(segments).adjust_cell_length(self.size.width, style)

    def action_step_option(self, step: int) -> None:
        self._choose((self._at + step) % len(self.choices) if self.choices else -1)

    def action_open_options(self) -> None:
        self.post_message(self.ListWanted(self))

    def on_key(self, event: events.Key) -> None:
        letter = fold(event.character or "") if event.is_printable else ""
        goes_on = bool(self._typed) and event.time - self._typed_at <= TOGETHER
        if not letter or (letter == " " and not goes_on):
            return
        event.stop()
        event.prevent_default()
        self._typed_at = event.time
        self._find(self._typed if goes_on else "", letter)

    def _find(self, typed: str, letter: str) -> None:
        """The choice that is meant by one letter more; where there is none, the letter begins anew.

        A word that meant none from its first letter on means none until a rest.
        """
        word = typed + letter
        at = self._answering(word)
        if at < 0 and (not typed or self._answering(typed) >= 0):
            word, at = letter, self._answering(letter)
        self._typed = word
        self._choose(at)

    def _answering(self, word: str) -> int:
        """A longer word may mean the choice that stands there already, a single letter means the next one."""
        count = len(self.choices)
        first = self._at + (len(word) == 1)
        order = [(first + step) % count for step in range(count)]
        begins = (at for at in order if fold(self.choices[at].label).startswith(word))
        said = self._words.get(word)
        named = (at for at in order if self.choices[at].value == said)
        place = int(word) - 1 if word.isdecimal() and said is None and int(word) <= count else -1
        return next(begins, next(named, place))

    def on_click(self) -> None:
        self.action_open_options()


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
