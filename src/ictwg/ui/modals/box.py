"""The frame of all boxes: a title, a body, the keys below; Escape closes."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from textual.containers import Vertical
from textual.screen import ModalScreen

from ictwg.ui.keys import bindings_for
from ictwg.ui.styles import SHEETS
from ictwg.ui.text import plain
from ictwg.ui.widgets.detail import ShortText
from ictwg.ui.widgets.key_bar import KeyBar

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.app import ComposeResult
    from textual.widget import Widget

T = TypeVar("T")


class Box(ModalScreen[T]):
    """A box over the screen. `body` is what stands in it."""

    CSS_PATH = SHEETS
    BINDINGS = bindings_for("modal")
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-home"), (110, "-wide")]

    def __init__(self, title: str) -> None:
        super().__init__()
        self._box_title = title

    def body(self) -> Iterable[Widget]:
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        wide = self._get_breakpoint_classes(self.app.size.width, self.HORIZONTAL_BREAKPOINTS)
        self.add_class(*wide, update=False)  # only told of at its first resize it would find all its styles twice
        with Vertical(classes="box"):
            if self._box_title:
                yield ShortText(plain(self._box_title), classes="box--title")
            yield from self.body()
            yield KeyBar()

    def grows(self) -> Widget | None:
        """The part that scrolls where the screen is low."""
        return None

    @property
    def around(self) -> int:
        """The lines that stand around the part that scrolls: title, help, keys and the space between them."""
        return 8

    def on_resize(self) -> None:
        part = self.grows()
        if part is not None:
            part.styles.max_height = max(3, self.size.height - self.around)

    def action_cancel(self) -> None:
        self.dismiss(None)
