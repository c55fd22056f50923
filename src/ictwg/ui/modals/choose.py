"""One of many: typing narrows them down, arrows and Enter choose."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ictwg.locales import t
from ictwg.ui.modals.box import Box
from ictwg.ui.text import plain
from ictwg.ui.widgets.columns import CellPiece, Column
from ictwg.ui.widgets.completing_input import Choice, TypedInput, matching
from ictwg.ui.widgets.detail import ShortText
from ictwg.ui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from textual import events
    from textual.widget import Widget

_MOST = 1000
WHOLE = 8
"""The most lines of a choice in full, and the one above."""
_LIST_ACTIONS = {
    "up": "cursor_up",
    "down": "cursor_down",
    "pageup": "page_up",
    "pagedown": "page_down",
}


class ChoiceRow:
    """A choice as a row: its value is the id."""

    __slots__ = ("id", "label", "note", "whole")

    def __init__(self, choice: Choice) -> None:
        self.id, self.label, self.note, self.whole = choice


class SearchLine(TypedInput):
    """A line above a list, which its arrows move."""

    def __init__(self, typed: Callable[[str], None], led: VirtualList[Any], placeholder: str) -> None:
        self._typed = typed
        self._led = led
        super().__init__(placeholder=placeholder)

    def watch_value(self, value: str) -> None:
        super().watch_value(value)
        self._typed(value)

    def on_key(self, event: events.Key) -> None:
        action = _LIST_ACTIONS.get(event.key)
        if action:
            event.stop()
            event.prevent_default()
            getattr(self._led, f"action_{action}")()

    async def action_submit(self) -> None:
        self._led.action_choose()


class Choose(Box[str | None]):
    """The value of the choice, or None.

    Args:
        options: In the order in which they are to be read.
        current: The value on which the cursor stands at first.
        whole: Whether the choice under the cursor stands below the list in full: for texts that are longer than a row.
    """

    def __init__(self, title: str, options: Sequence[Choice], *, current: str = "", whole: bool = False) -> None:
        super().__init__(title)
        self._whole = ShortText("", classes="box--whole", markup=False) if whole else None
        self._options = tuple(options)
        self._current = current
        label = Column[ChoiceRow]("label", "", lambda option: option.label, share=3, minimum=12, snug=True)
        note = Column[ChoiceRow](
            "note", "", lambda option: (CellPiece(option.note, "muted"),), share=2, drop=1, snug=True
        )
        noted = any(option.note for option in self._options)
        columns = (label, note) if noted else (label,)
        self._list: VirtualList[ChoiceRow] = VirtualList(columns, header=False, empty=t("ui.no_such_choice"))
        self._line = SearchLine(self._typed, self._list, t("ui.choose_hint"))

    def body(self) -> Iterable[Widget]:
        yield self._line
        yield self._list
        if self._whole is not None:
            yield self._whole

    def grows(self) -> Widget:
        return self._list

    @property
    def around(self) -> int:
        """All of a choice too, where it stands below the list."""
        return super().around + (WHOLE if self._whole is not None else 0)

    def on_mount(self) -> None:
        self._list.styles.height = max(1, min(len(self._options), 14))
        self._list.can_focus = False
        self._list.show(tuple(map(ChoiceRow, self._options)), cursor=self._current)
        self._line.focus()

    def _typed(self, query: str) -> None:
        hits = matching(query, self._options, _MOST) if query.strip() else self._options
        self._list.show(tuple(map(ChoiceRow, hits)), cursor=hits[0].value if hits and query.strip() else None)

    def cursor_moved(self, moved: VirtualList[Any], /) -> None:
        if self._whole is not None:
            row: ChoiceRow | None = moved.current
            told = (row.whole or row.label, row.note) if row is not None else ()
            self._whole.update(plain("\n".join(filter(None, told))))

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        event.stop()
        self.dismiss(event.row.id)
