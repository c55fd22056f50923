"""One of a few choices on one line: arrows go through them, Enter shows them all, a letter jumps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from ictwg.domain.text import fold
from ictwg.ui.keys import bindings_for
from ictwg.ui.text import line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events

    from ictwg.ui.widgets.completion import Choice


class Picker(Widget, can_focus=True):
    COMPONENT_CLASSES = {"picker--arrow"}
    BINDINGS = bindings_for("picker")

    class Changed(Message):
        """Another choice."""

        def __init__(self, picker: Picker, value: str) -> None:
            super().__init__()
            self.picker, self.value = picker, value

    def __init__(self, choices: Sequence[Choice], value: str, *, title: str = "") -> None:
        super().__init__()
        self._choices = tuple(choices)
        self._title = title
        self._at = next((n for n, choice in enumerate(self._choices) if choice.value == value), -1)
        self._foreign = value if self._at < 0 else ""

    @property
    def value(self) -> str:
        """The chosen value; one that is not among the choices stays until another is chosen."""
        return self._choices[self._at].value if self._at >= 0 else self._foreign

    @value.setter
    def value(self, value: str) -> None:
        at = next((n for n, choice in enumerate(self._choices) if choice.value == value), -1)
        self._choose(at)

    def _choose(self, at: int) -> None:
        if at not in (-1, self._at):
            self._at = at
            self.refresh()
            self.post_message(self.Changed(self, self.value))

    def render_line(self, y: int) -> Strip:
        style = self.rich_style
        if y:
            return Strip.blank(self.size.width, style)
        arrow = style + self.get_component_rich_style("picker--arrow", partial=True)
        label = self._choices[self._at].label if self._at >= 0 else self._foreign
        segments = [Segment("‹ ", arrow), Segment(line(label), style), Segment(" ›", arrow)]
        return Strip(segments).adjust_cell_length(self.size.width, style)

    def action_next_option(self) -> None:
        self._choose((self._at + 1) % len(self._choices) if self._choices else -1)

    def action_previous_option(self) -> None:
        self._choose((self._at - 1) % len(self._choices) if self._choices else -1)

    def action_open_options(self) -> None:
        from ictwg.ui.modals.choose import Choose

        def chosen(value: str | None) -> None:
            if value is not None:
                self.value = value

        self.app.push_screen(Choose(self._title, self._choices, current=self.value), chosen)

    def on_key(self, event: events.Key) -> None:
        if event.is_printable and event.character and event.character != " ":
            event.stop()
            event.prevent_default()
            self._jump(fold(event.character))

    def _jump(self, letter: str) -> None:
        """To the next choice that begins with the letter, round and round."""
        count = len(self._choices)
        order = [(self._at + step) % count for step in range(1, count + 1)]
        self._choose(next((at for at in order if fold(self._choices[at].label).startswith(letter)), -1))

    def on_click(self) -> None:
        self.action_open_options()
