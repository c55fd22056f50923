"""A line of the minutes as a box of several lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.locales import t
from ictwg.store.this_computer.begun import Begun
from ictwg.ui.modals.text_editor import TextEditor
from ictwg.ui.text import plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from ictwg.ui.screens.meeting.minutes_view import MinutesView


async def from_box(pane: MinutesView, text: str, keep: Callable[[str], bool], *, changes: str = "") -> None:
    """A text of several lines, of a new entry or the one that it changes. For workers.

    A box whose text could not be kept opens again with it; one that was left, or that the program's end closed,
    opens with what stood in it, and with what was typed on the line since. Only an empty one is forgotten.
    """
    waits = pane.begun_of(changes)
    item = pane.item.id if pane.item else ""
    found = waits.found()
    begun = _joined(found.text, "" if changes else text) if found else ""
    while True:
        title = t("minutes_screen.minutes.box")
        box = TextEditor(title, text, begun=begun, told=lambda now: waits.typed(Begun(now, item)))
        written = await pane.app.push_screen_wait(box)
        if written is None and box.is_begun:
            again = "box_kept_changed" if changes else "box_kept"
            pane.prompt.say(plain(t(f"minutes_screen.minutes.{again}")))
            return
        if written is None or not written.strip() or keep(written):
            waits.over()
            return
        begun = written


def _joined(begun: str, line: str) -> str:
    """What waited, and below it the line that the box was opened with where it is not its beginning."""
    return begun if begun.startswith(line) else f"{begun}\n{line}"
