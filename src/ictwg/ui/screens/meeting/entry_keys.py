"""The keys for a line that was entered: its type, its place, who may see it, its box of several lines; delete it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work

from ictwg.decisions import decisions as carrying_out
from ictwg.decisions.decisions import action_of
from ictwg.domain.records import Entry
from ictwg.domain.values import Audience, EntryType
from ictwg.exports.messages import copy_lines, readers
from ictwg.locales import t
from ictwg.minutes import taking as minutes
from ictwg.store.this_computer.begun import Begun
from ictwg.ui.modals.choose import Choose
from ictwg.ui.modals.text_editor import TextEditor
from ictwg.ui.screens.meeting.minutes_view import MinutesView
from ictwg.ui.text import plain
from ictwg.ui.widgets.completing_input import Choice

if TYPE_CHECKING:
    from collections.abc import Callable


class MinutesLines(MinutesView):
    @property
    def _current(self) -> Entry | None:
        return self.state.get(Entry, self.entries.current)

    def _retype(self, type: EntryType) -> None:
        entry = self._current
        if entry is not None and entry.type is not type:
            self.record(lambda: minutes.retype(self.state, entry, type, self.today))

    def action_delete_entry(self) -> None:
        entry = self._current
        if entry is not None:
            self.record(lambda: minutes.delete_entry(self.state, entry))

    def action_move_entry(self, way: str) -> None:
        entry = self._current
        if entry is None:
            return
        move = minutes.move_up if way == "up" else minutes.move_down
        self.record(lambda: move(self.state, entry))

    @work
    async def action_restrict(self) -> None:
        """Who may see the line under the cursor."""
        entry = self._current
        if entry is None:
            return
        options = tuple(Choice(str(one), Entry.audience.label(one)) for one in Audience)
        title = t("minutes_screen.minutes.who_sees")
        chosen = await self.app.push_screen_wait(Choose(title, options, current=str(entry.audience)))
        if chosen is not None:
            self.record(lambda: minutes.restrict(self.state, entry, Audience(chosen)))

    def action_carries(self) -> None:
        """The action of the line carries out what was decided above it in the item; once more, and it does not."""
        entry = self._current
        action = action_of(self.state, entry) if entry is not None else None
        decision = carrying_out.decision_above(self.state, action) if action is not None else None
        if action is None or decision is None:
            self.prompt.say(plain(t("minutes_screen.minutes.carries_nothing")))
            return
        changes = carrying_out.link(self.state, action, None if action.decision == decision.id else decision)
        if self.record(lambda: changes):
            self.prompt.say(plain(t(changes.verb, subject=changes.subject)))

    def action_copy_markdown(self) -> None:
        copied_for = readers(self.meeting)
        copied = copy_lines(self.state, self.meeting, self.item, copied_for)
        self.open_screen.hand_out(copied, t("minutes_screen.view.minutes"), copied_for)


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
