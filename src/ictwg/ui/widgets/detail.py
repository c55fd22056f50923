"""The detail pane beside a list, for the record under the cursor; hidden on narrow terminals."""

from __future__ import annotations

from collections.abc import Callable

from rich.segment import Segment
from textual.content import Content
from textual.strip import Strip
from textual.widgets import Static

from ictwg.records.tables import Detail
from ictwg.ui.text import emphasized, plain
from ictwg.ui.widgets.columns import to_decide

INDENT = "  "


class DetailPane(Static):
    """A title, and sections of lines."""

    def __init__(self) -> None:
        super().__init__("", markup=False)
        self._detail: Detail | None = None
        self._about: Callable[[], Detail | None] | None = None
        self._width = 0
        self._shown: tuple[Detail, int] | None = None

    def tell_of(self, about: Callable[[], Detail | None]) -> None:
        """Shows what `about` makes; where the terminal has no room for the pane, it is not asked before there is."""
        self._about = about
        if self.size.width:
            self._ask()
        else:  # a screen that is being made has not been laid out: an empty pane hears nothing of it
            self.call_after_refresh(self._ask)

    def show(self, detail: Detail) -> None:
        self._detail = detail
        parts = [plain(detail.title, style="b")]
        if detail.subtitle:
            parts.append(plain(f"\n{detail.subtitle}", style="dim"))
        if told := to_decide(self.app, detail.about):
            parts.append(plain(f"\n{told}", style="$warning"))
        for section in detail.sections:
            title = f"\n\n{section.title}" if section.title else "\n"
            parts.append(plain(title, style="b $primary"))
            shown = emphasized if detail.bold else plain
            parts += [self._indented(shown(line)) for line in section.lines]
        self.update(Content.assemble(*parts))

    def on_resize(self) -> None:
        if self.size.width != self._width:
            self._width = self.size.width
            self._ask()
            if self._about is None and self._detail is not None:
                self.show(self._detail)

    def _ask(self) -> None:
        if self._about is None or not self.size.width:
            return
        detail = self._about()
        if detail is None:
            self.update("")
        elif self._shown is None or self._shown[0] is not detail or self._shown[1] != self.size.width:
            self.show(detail)  # what stands there already need not be laid out again
        self._shown = (detail, self.size.width) if detail is not None else None

    def _indented(self, line: Content) -> Content:
        """A line of a section under its title, however many it takes."""
        room = self.size.width - len(INDENT)
        wrapped = line.wrap(room) if room > 0 else [line]
        return Content.assemble(*(piece for part in wrapped for piece in (plain(f"\n{INDENT}"), part.rstrip())))


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
