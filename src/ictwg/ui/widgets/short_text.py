"""A text that may have more lines than there is room for: what is cut shows an ellipsis."""

from __future__ import annotations

from rich.segment import Segment
from textual.strip import Strip
from textual.widgets import Static


class ShortText(Static):
    """As high as the style sheet lets it be."""

    def render_line(self, y: int) -> Strip:
        strip = super().render_line(y)
        is_last = y == self.content_size.height - 1
        return _cut(strip, self.content_size.width) if is_last and self._has_more() else strip

    def _has_more(self) -> bool:
        width, height = self.content_size
        return self.visual.get_height(self.styles.get_rules(), width) > height


def _cut(strip: Strip, width: int) -> Strip:
    """The line with an ellipsis behind its last word, or in place of its last cell."""
    words = strip.crop(0, min(len(strip.text.rstrip()), width - 1))
    style = next((segment.style for segment in reversed([*words])), None)
    rest = strip.crop(words.cell_length + 1, width)
    return Strip([*words, Segment("…", style), *rest])
