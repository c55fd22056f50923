"""One of many: typing narrows them down, arrows and Enter choose."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ictwg.locales import t
from ictwg.ui.modals.box import Box, T
from ictwg.ui.text import plain
from ictwg.ui.widgets.columns import Column
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


class SearchLine(TypedInput):
    """A line above a list, which its arrows move."""

    def __init__(self, told: Callable[[str], None], led: VirtualList[Any], placeholder: str) -> None:
        self._led = led
        super().__init__(told=told, placeholder=placeholder)

    def on_key(self, event: events.Key) -> None:
        action = _LIST_ACTIONS.get(event.key)
        if action:
            event.stop()
            event.prevent_default()
            getattr(self._led, f"action_{action}")()

    async def action_submit(self) -> None:
        self._led.action_choose()


class SearchBox(Box[T]):
    """A line of typing over a list; Enter chooses the row under the cursor."""

    def __init__(self, title: str, columns: Sequence[Column[Any]], *, hint: str, empty: str) -> None:
        super().__init__(title)
        self.list: VirtualList[Any] = VirtualList(columns, header=False, empty=empty)
        self.list.can_focus = False
        self.list.styles.height = "1fr"
        self.line = SearchLine(self.typed, self.list, hint)

    def typed(self, query: str) -> None:
        """Shows what fits."""
        raise NotImplementedError

    def answer(self, row: Any) -> T:
        """What a chosen row gives."""
        raise NotImplementedError

    def body(self) -> Iterable[Widget]:
        yield self.line
        yield self.list

    def on_mount(self) -> None:
        self.line.focus()

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        event.stop()
        self.dismiss(self.answer(event.row))


class Choose(SearchBox[str | None]):
    """The value of the choice, or None.

    Args:
        options: In the order in which they are to be read.
        current: The value on which the cursor stands at first.
        whole: Whether the choice under the cursor stands below the list in full: for texts that are longer than a row.
    """

    def __init__(self, title: str, options: Sequence[Choice], *, current: str = "", whole: bool = False) -> None:
        self._whole = ShortText("", classes="box--whole", markup=False) if whole else None
        self._options = tuple(options)
        self._current = current
        label = Column[Choice]("label", "", lambda option: option.label, share=3, minimum=12, snug=True)
        note = Column[Choice]("note", "", lambda option: option.note, share=2, drop=1, snug=True, tone="muted")
        noted = any(option.note for option in self._options)
        columns = (label, note) if noted else (label,)
        super().__init__(title, columns, hint=t("ui.choose_hint"), empty=t("ui.no_such_choice"))

    def body(self) -> Iterable[Widget]:
        yield from super().body()
        if self._whole is not None:
            yield self._whole

    def grows(self) -> Widget:
        return self.list

    @property
    def around(self) -> int:
        """All of a choice too, where it stands below the list."""
        return super().around + (WHOLE if self._whole is not None else 0)

    def on_mount(self) -> None:
        self.list.styles.height = max(1, min(len(self._options), 14))
        self.list.show(self._options, cursor=self._current)

    def typed(self, query: str) -> None:
        hits = matching(query, self._options, _MOST) if query.strip() else self._options
        self.list.show(hits, cursor=hits[0].value if hits and query.strip() else None)

    def cursor_moved(self, moved: VirtualList[Any], /) -> None:
        if self._whole is not None:
            row: Choice | None = moved.current
            told = (row.whole or row.label, row.note) if row is not None else ()
            self._whole.update(plain("\n".join(filter(None, told))))

    def answer(self, row: Choice) -> str:
        return row.value
