"""What is read out, wrapped in full and with room around it: the last row of the room reads it too."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from ictwg.ui.keys import bindings_with
from ictwg.ui.text import emphasized, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

MARGIN = 6
"""The cells that the glyph, the scroll bar and the space beside the text take."""
TALL = 30
"""Lines of a screen that has room for space between the rows."""


class ReadRow(NamedTuple):
    """A heading where `id` is empty.

    Attributes:
        head: What names it, such as a reference.
        style: Of glyph and head.
        facts: Below the text, on a line of their own.
    """

    id: str
    glyph: str
    head: str
    text: str
    facts: str = ""
    style: str = ""


class ReadList(OptionList):
    BINDINGS: ClassVar = bindings_with("readback.mend")

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)
        self._rows: tuple[ReadRow, ...] = ()
        self._width = 0

    def show(self, rows: Sequence[ReadRow]) -> None:
        """Other rows; the cursor stays where it was, or goes to what took that place."""
        before = self.highlighted
        kept = self.current
        self._rows = tuple(rows)
        self._fill()
        places = [at for at, row in enumerate(rows) if row.id]
        same = [at for at in places if rows[at].id == kept]
        behind = [at for at in places if before is not None and at >= before]
        self.highlighted = next(iter((*same, *behind, *reversed(places))), None) if before is not None else None
        if self.highlighted is None and places:
            self.highlighted = places[0]

    @property
    def current(self) -> str | None:
        """The id of the row under the cursor."""
        at = self.highlighted
        return self._rows[at].id or None if at is not None and at < len(self._rows) else None

    def on_resize(self) -> None:
        if self.size.width != self._width:
            cursor = self.highlighted
            self._fill()
            self.highlighted = cursor

    def _fill(self) -> None:
        self._width = self.size.width
        room = max(20, self._width - MARGIN)
        self.clear_options()
        spaced = self.screen.size.height >= TALL
        self.add_options([Option(words(row, room, spaced=spaced), disabled=not row.id) for row in self._rows])

    def action_mend(self) -> None:
        self.action_select()


def words(row: ReadRow, width: int, *, spaced: bool = False) -> Content:
    """A heading, or glyph, what names it and the text, and below them the facts; with a line of space behind."""
    if not row.id:
        return plain(row.text, style="b reverse")
    head = plain(f"{row.head}  ", style=row.style) if row.head else plain("")
    told = Content.assemble(head, emphasized(row.text, style="b"))
    facts = plain(row.facts).wrap(width) if row.facts else []
    lines = [*told.wrap(width), *facts]
    space = plain("\n" if spaced else "")
    return Content.assemble(plain(f"{row.glyph} ", style=row.style), plain("\n  ").join(lines), space)
