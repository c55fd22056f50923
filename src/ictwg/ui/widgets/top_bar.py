"""The top line: the modes with their digits, who is working, and whether what was typed is saved and shared.

In the example group it says that this is one, whatever the room.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

from rich.cells import cell_len
from textual.content import Content
from textual.widgets import Input, Static, TextArea

from ictwg.locales import t
from ictwg.records.group import is_example
from ictwg.ui.keys import verb
from ictwg.ui.program import MODES
from ictwg.ui.text import line, plain
from ictwg.ui.widgets.columns import within

if TYPE_CHECKING:
    from textual import events

    from ictwg.ui.program import OpenProgram

NARROW = 80
FULL, LEAST = 24, 11
"""Cells that the names of the modes leave to who is working and whether it is saved, while others can be shorter."""
_DIGIT = " 1  "
EDGE = 1
BETWEEN = 1
SHORTEST = 3
"""Cells of a name; a shorter piece of one tells nobody anything."""


class StatusText(NamedTuple):
    """What stands on the right."""

    who: str
    saved: str

    @property
    def width(self) -> int:
        return sum(map(cell_len, self)) + (BETWEEN if all(self) else 0)


def fitting(name: str, long: str, short: str, room: int) -> StatusText:
    """The fullest of what fits: the whole name or the first of it, the state of saving in words or in a word."""
    first = name.partition(" ")[0]
    forms = [StatusText(who, saved) for saved in (long, short) for who in (name, first)]
    found = next((told for told in forms if told.width <= room), None)
    if found is not None:
        return found
    left = room - cell_len(short) - BETWEEN
    return StatusText(within(first, left) if left >= SHORTEST else "", short)


class TopBar(Static):
    """One line; below 80 columns only the digits and the mode in front."""

    def __init__(self) -> None:
        super().__init__("", markup=False)
        self._told = Content()
        self._right = StatusText("", "")

    def on_mount(self) -> None:
        self.tell()
        self.watch(self.screen, "focused", self.tell, init=False)

    def on_resize(self) -> None:
        self.tell()

    def tell(self) -> None:
        """Shows the mode in front and the state of saving; asked every few seconds, it paints only what is new."""
        program = cast("OpenProgram", self.app)
        tabs = Content.assemble(self._lead, *map(self._tab, MODES))
        room = max(0, self.size.width - tabs.cell_length - EDGE)
        long, short = (program.saved_words(short=short) for short in (False, True))
        if is_example(program.session.state):
            long, short = (f"{t('ui.example')} {said}" for said in (long, short[:1]))
        self._right = right = fitting(line(program.settings.user_name), long, short, room)
        space = plain(" " * (room - right.width))
        between = plain(" " * BETWEEN if all(right) else "")
        told = Content.assemble(tabs, space, plain(right.who), between, plain(right.saved, style="dim"))
        if not told.is_same(self._told):
            self._told = told
            self.update(told, layout=False)

    @property
    def _typing(self) -> bool:
        """Whether digits are text: a line of typing has the cursor."""
        return isinstance(self.screen.focused, Input | TextArea)

    @property
    def _lead(self) -> Content:
        """Escape first, where digits are text."""
        return plain(t("ui.modes_behind", count=len(MODES)), style="dim") if self._typing else Content()

    def _names(self) -> list[str]:
        """What the modes are called where there is room: the one in front in full, the others shorter or by digit."""
        names = [verb(f"app.{mode}") for mode in MODES]
        front = MODES.index(cast("OpenProgram", self.app).current_mode)
        others = [place for place in reversed(range(len(MODES))) if place != front]
        if self.size.width < NARROW:
            return [name if place == front else "" for place, name in enumerate(names)]
        for left, shorter in ((FULL, lambda name: name.partition(" ")[0]), (LEAST, lambda _: "")):
            for place in others:
                if sum(cell_len(_DIGIT + name) for name in names) + left > self.size.width:
                    names[place] = shorter(names[place])
        return names

    def _tab(self, mode: str) -> Content:
        place = MODES.index(mode)
        name = self._names()[place]
        digit = "" if self._typing and name else str(place + 1)
        label = " ".join(("", *filter(None, (digit, name)), ""))
        label = label.lstrip() if self.size.width < NARROW else label
        return plain(label, style="reverse b" if mode == cast("OpenProgram", self.app).current_mode else "")

    async def on_click(self, event: events.Click) -> None:
        x = event.x - self._lead.cell_length
        for mode in MODES:
            width = self._tab(mode).cell_length
            if 0 <= x < width:
                await self.app.switch_mode(mode)
                return
            x -= width
        begin = self.size.width - EDGE - self._right.width
        if begin <= event.x < begin + cell_len(self._right.who):
            await self.app.run_action("app.who")
