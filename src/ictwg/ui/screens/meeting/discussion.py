"""Which item the room is at, noted on this computer: for the clock of the item, and for a window that follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.values import MeetingState
from ictwg.minutes.clock import Pace, pace
from ictwg.store.this_computer.discussed import CLOSED, READING_BACK, Discussion

if TYPE_CHECKING:
    from ictwg.app.session import Desk
    from ictwg.domain.records import AgendaItem, Meeting


class DiscussionNow:
    """Of one meeting; what an earlier session noted today goes on.

    Args:
        meeting: Its id.
    """

    def __init__(self, desk: Desk, meeting: str) -> None:
        self._desk = desk
        self._file = desk.store.discussed()
        found = self._file.now()
        goes_on = found is not None and found.meeting == meeting and found.day == desk.today.isoformat()
        self._now = found if found is not None and goes_on else Discussion(meeting)

    @property
    def item(self) -> str:
        """The id of the item that was under discussion last; empty where none was today."""
        return self._now.item

    def at(self, item: str | None, *, shown: bool = True) -> None:
        """This item is under discussion, once the minutes are `shown`; time goes to it from now on."""
        if shown and item and (item != self._now.item or self._now.doing or not self._now.since):
            self._turn(item)

    def reads_back(self) -> None:
        self._turn(self._now.item, READING_BACK)

    def is_over(self) -> None:
        self._turn(self._now.item, CLOSED)

    def pace(self, meeting: Meeting, item: AgendaItem | None) -> Pace | None:
        """While the meeting goes on, today."""
        goes_on = meeting.state is MeetingState.HELD and meeting.date == self._desk.today
        if item is None or not goes_on or self._now.doing == CLOSED or not self._now.since:
            return None
        now = self._desk.time_of_day
        return pace(self._desk.state, meeting, item, self._now.minutes_on(item.id, now), now)

    def _turn(self, item: str, doing: str = "") -> None:
        self._now = self._now.turned_to(item, self._desk.today.isoformat(), self._desk.time_of_day, doing)
        self._file.note(self._now)
