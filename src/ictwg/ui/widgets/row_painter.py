"""Rows of a list as strips, without markup, layout or rich renderables in between."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Generic, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.css.styles import RenderStyles
from textual.dom import DOMNode
from textual.strip import Strip
from textual.widget import Widget

from ictwg.records.lookup import TWO_ANSWERS
from ictwg.ui.text import line, typed
from ictwg.ui.widgets.columns import (
    GAP,
    WIDE,
    CellPiece,
    Column,
    ColumnPlace,
    GroupHeading,
    R,
    fitted,
    record_in,
    shared_out,
    within,
)


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


GUTTER = 2

AROUND = GUTTER + 2
"""The cells of a line that no column has: the marks before, a space and the scroll bar behind."""


class Look(NamedTuple):
    """What a row's line shows besides its text."""

    cursor: bool = False
    focused: bool = False
    selected: bool = False

    @property
    def part(self) -> str:
        if self.cursor:
            return "cursor" if self.focused else "cursor-blurred"
        return "selected" if self.selected else "row"


class RowPainter(Generic[R]):
    """Paints for one width and one theme; the widget makes a new one when either changes."""

    def __init__(
        self, widget: PaintedParts, columns: Sequence[Column[R]], width: int, marked: frozenset[str] = frozenset()
    ) -> None:
        self._widget = widget
        self._width = width
        self._marked = marked
        self._styles: dict[tuple[str, str], Style] = {}
        self.painted: dict[tuple[int, Look, str], Strip] = {}
        self.places: tuple[ColumnPlace[R], ...] = shared_out(columns, width - AROUND, wide=width >= WIDE)

    def style(self, part: str, tone: str = "") -> Style:
        key = (part, tone)
        if key not in self._styles:
            self._styles[key] = self._composed(part, tone)
        return self._styles[key]

    def _composed(self, part: str, tone: str) -> Style:
        base = self._widget.part_style(f"virtual-list--{part}")
        if not tone:
            return base
        return base + self._widget.part_style(f"virtual-list--{tone}", partial=True)

    def header(self) -> Strip:
        style = self.style("header")
        segments = [Segment(" " * GUTTER, style)]
        for place in self.places:
            segments.append(Segment(fitted(place.column.title, place.width, place.column.align), style))
            segments.append(Segment(" " * GAP, style))
        return Strip(_merged(segments)).adjust_cell_length(self._width, style)

    def heading(self, heading: GroupHeading, bar: Segment) -> Strip:
        if heading.below:
            return self._below(heading, bar)
        style = self.style("heading")
        note = self.style("heading", "muted")
        room = self._width - AROUND + 1
        told = cell_len(line(heading.note))
        title = within(heading.title, max(room - told - GAP, room // 2) if told else room)
        rest = within(heading.note, room - cell_len(title) - GAP)
        segments = [Segment(" " * GUTTER + title, style), Segment(" " * GAP + rest, note)]
        return Strip([*Strip(segments).adjust_cell_length(self._width - 1, style), bar], self._width)

    def _below(self, rest: GroupHeading, bar: Segment) -> Strip:
        style = self.style("row", "muted")
        text = Segment(" " * (GUTTER + rest.below) + line(rest.title), style)
        return Strip([*Strip([text]).adjust_cell_length(self._width - 1, style), bar], self._width)

    def row(self, row: R, look: Look, bar: Segment) -> Strip:
        part = look.part
        segments = self._margin(row, look, part)
        gap = Segment(" " * GAP, self.style(part))
        for place in self.places:
            segments.extend(self._cell(row, place, part))
            segments.append(gap)
        strip = Strip(_merged(segments)).adjust_cell_length(self._width - 1, self.style(part))
        return Strip([*strip, bar], self._width)

    def _margin(self, row: R, look: Look, part: str) -> list[Segment]:
        """The cursor, and whether the row is selected; else whether its record has two versions."""
        marks = ("▌" if look.cursor else " ") + ("✓" if look.selected else " ")
        if self._marked and not look.selected and record_in(row) in self._marked:
            return [Segment(marks[0], self.style(part, "mark")), Segment(TWO_ANSWERS, self.style(part, "warn"))]
        return [Segment(marks, self.style(part, "mark" if marks.strip() else ""))]

    def _cell(self, row: R, place: ColumnPlace[R], part: str) -> list[Segment]:
        column, width = place
        shown = column.show(row)
        if isinstance(shown, str):
            return [Segment(fitted(shown, width, column.align), self.style(part, column.tone))]
        return self._pieces(shown, width, part)

    def _pieces(self, pieces: Sequence[CellPiece], width: int, part: str) -> list[Segment]:
        segments = [Segment(typed(piece.text), self.style(part, piece.tone)) for piece in pieces]
        strip = Strip(segments)
        if strip.cell_length <= width:
            return [*segments, Segment(" " * (width - strip.cell_length), self.style(part))]
        return [*strip.crop(0, width - 1), Segment("…", self.style(part))]

    def bar(self, y: int, thumb: range | None) -> Segment:
        """The scroll bar's cell on line y of the body; `thumb` is None where everything fits."""
        if thumb is None:
            return Segment(" ", self.style("row"))
        return Segment("┃", self.style("thumb")) if y in thumb else Segment("│", self.style("track"))


def _merged(segments: Sequence[Segment]) -> list[Segment]:
    """Neighbours of one style as one: half the bytes for the terminal."""
    merged: list[Segment] = []
    for style, run in groupby(segments, key=lambda segment: segment.style):
        merged.append(Segment("".join(segment.text for segment in run), style))
    return merged
