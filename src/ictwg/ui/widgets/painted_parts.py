"""The styles of what a widget paints itself: its rows, its cursor, its keys.

As `COMPONENT_CLASSES` Textual would work out every one of them anew whenever the focus or a class changes, painted or
not: a fifth of the way to the first frame.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.dom import DOMNode
from textual.widget import Widget

if TYPE_CHECKING:
    from rich.style import Style
    from textual.css.styles import RenderStyles


class PaintedParts(Widget):
    """A widget of parts, each of which looks as the style sheet says of `> .its-name`."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._parts: dict[str, RenderStyles] = {}

    def part_style(self, name: str, *, partial: bool = False) -> Style:
        """How a part looks.

        Args:
            name: Its class in the style sheet.
            partial: Only what the sheet says of it, to be laid over another part.
        """
        if name not in self._parts:
            part = DOMNode(classes=name)
            part._attach(self)  # noqa: SLF001 - as Textual does it with its own
            self.app.stylesheet.apply(part)
            self._parts[name] = part.styles
        styles = self._parts[name]
        return styles.partial_rich_style if partial else styles.rich_style

    def notify_style_update(self) -> None:
        self._parts.clear()
        super().notify_style_update()
