"""The small list of completions over or under an input. It never takes the focus: the input leads it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from ictwg.ui.widgets.columns import GAP, fitted, widest, within
from ictwg.ui.widgets.completion import NO_COMPLETIONS, Completion, Completions

if TYPE_CHECKING:
    from textual import events

MOST = 8
MARK = " › "


class Suggestions(Widget):
    COMPONENT_CLASSES: ClassVar[set[str]] = {"suggestions--option", "suggestions--cursor", "suggestions--note"}

    class Picked(Message):
        """A click on an option."""

        def __init__(self, completion: Completion) -> None:
            super().__init__()
            self.completion = completion

    def __init__(self) -> None:
        super().__init__()
        self.above = False
        self.completions: Completions = NO_COMPLETIONS
        self.cursor = -1
        self._top = 0
        self.display = False

    @property
    def is_open(self) -> bool:
        return bool(self.display)

    @property
    def highlighted(self) -> Completion | None:
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
        self.display = bool(height)
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
            self.post_message(self.Picked(self.completions.options[at]))
