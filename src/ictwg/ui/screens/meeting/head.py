"""The line above an open meeting: which one, its state, and how many are represented."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from ictwg.domain.representation import representation
from ictwg.domain.values import MeetingState
from ictwg.locales import t
from ictwg.meetings.editions import shown_from
from ictwg.meetings.meeting_list import meeting_row
from ictwg.ui.text import plain

if TYPE_CHECKING:
    from ictwg.domain.records import AgendaItem, Meeting
    from ictwg.domain.state import State

GAP = 2


class MeetingHead(Static):
    """On the left what names the meeting, on the right who is there; the right side gives way."""

    def __init__(self) -> None:
        super().__init__("", markup=False)

    def show(self, state: State, meeting: Meeting, item: AgendaItem | None, *, projector: bool) -> None:
        there = representation(*shown_from(state, meeting), item)
        mark = plain(f"  {t('minutes_screen.projector')}", style="b $accent") if projector else plain("")
        lefts = [Content.assemble(plain(named, style="b"), mark) for named in _named(state, meeting)]
        begun = meeting.state is MeetingState.HELD or there.attending
        fitting = self._fitting(lefts, (there.words(), there.short_words()) if begun else ("",))
        self.update(fitting, layout=False)

    def _fitting(self, lefts: list[Content], rights: tuple[str, ...]) -> Content:
        """The fullest words that fit: those on the right are shortened first."""
        for left in lefts:
            room = self.size.width - left.cell_length
            for right in map(plain, rights):
                if right.cell_length + GAP <= room:
                    return Content.assemble(left, plain(" " * (room - right.cell_length)), right)
        return lefts[-1]


def _named(state: State, meeting: Meeting) -> tuple[str, ...]:
    """What names the meeting, from full to short."""
    row = meeting_row(state, meeting)
    full = t("minutes_screen.head", reference=row.reference, day=row.day, state=row.state_label)
    short = t("minutes_screen.head.short", reference=row.reference, state=row.state_label)
    if meeting.state is not MeetingState.HELD:
        return (full, short)
    minutes = t("minutes_screen.head.minutes", state=row.minutes_label)
    of_day = t("minutes_screen.head", reference=row.reference, day=row.day, state=minutes)
    return (f"{full} · {minutes}", of_day, f"{row.reference} · {minutes}", short)
