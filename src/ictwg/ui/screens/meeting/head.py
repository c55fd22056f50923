"""The line above an open meeting: which one, its state, and how many are represented."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from ictwg.domain.representation import representation
from ictwg.domain.values import MeetingState
from ictwg.locales import t
from ictwg.services.meeting_list import meeting_row
from ictwg.ui.text import plain

if TYPE_CHECKING:
    from ictwg.domain.records import AgendaItem, Meeting
    from ictwg.domain.state import State

GAP = 2
PADDING = 4


class MeetingHead(Static):
    """On the left what names the meeting, on the right who is there; the right side gives way."""

    def __init__(self) -> None:
        super().__init__("", markup=False)

    def show(self, state: State, meeting: Meeting, item: AgendaItem | None, *, projector: bool) -> None:
        row = meeting_row(state, meeting)
        named = t("minutes_screen.head", reference=row.reference, day=row.day, state=row.state_label)
        if meeting.state is MeetingState.HELD:
            named += f" · {t('minutes_screen.head.minutes', state=row.minutes_label)}"
        there = representation(state, meeting, item).words()
        mark = plain(f"  {t('minutes_screen.projector')}", style="b $accent") if projector else plain("")
        self.update(self._fitting(Content.assemble(plain(named, style="b"), mark), there))

    def _fitting(self, left: Content, right: str) -> Content:
        room = self.size.width - left.cell_length - GAP
        shown = plain(right)
        if shown.cell_length > room:
            return left
        return Content.assemble(left, plain(" " * (room + GAP - shown.cell_length)), shown)
