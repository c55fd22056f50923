"""What an open meeting keeps on this computer: the line and the text begun, and the item under discussion."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.values import MeetingState
from ictwg.minutes.clock import Pace, pace
from ictwg.store.this_computer.begun import Begun
from ictwg.store.this_computer.discussed import CLOSED, READING_BACK, Discussion

if TYPE_CHECKING:
    from ictwg.app.session import Session
    from ictwg.domain.records import AgendaItem, Meeting
    from ictwg.ui.screens.meeting.screen import MeetingScreen


SOON = 0.4
"""Seconds after a keystroke; the disk is never waited for while one types."""


class BegunLine:
    """
    Args:
        screen: The open meeting.
        place: The meeting's id for its prompt; see `box_place` for a box.
    """

    def __init__(self, screen: MeetingScreen, place: str) -> None:
        self._screen = screen
        self._place = place
        self._lines = screen.begun_lines
        self._last = Begun("")
        self._soon = False

    def found(self) -> Begun | None:
        """What an earlier session left."""
        return self._lines.of(self._place)

    def typed(self, begun: Begun) -> None:
        """After each keystroke; an empty line was entered or wiped out, and nothing of it is kept."""
        if begun == self._last or not (begun.text or self._last.text):
            return
        self._last = begun
        self._lines.remember(self._place, begun)
        if begun.text and not self._soon:
            self._soon = True
            self._screen.set_timer(SOON, self._write_soon)

    def over(self) -> None:
        """It was entered or given up, whichever session began it."""
        self._last = Begun("")
        self._lines.remember(self._place, self._last)

    def write(self) -> None:
        """On the disk when this returns, whichever place of the meeting it was begun at."""
        self._lines.write()

    def _write_soon(self) -> None:
        self._soon = False
        self._screen.run_worker(self._lines.write, thread=True, group="begun")


def box_place(meeting: str, entry: str = "") -> str:
    """Where the text of a box waits: that of a new entry, or of the entry that it changes."""
    return f"{meeting}/box/{entry}"


class DiscussionNow:
    """Of one meeting; what an earlier session noted today goes on.

    Args:
        meeting: Its id.
    """

    def __init__(self, session: Session, meeting: str) -> None:
        self._session = session
        self._file = session.store.discussed()
        found = self._file.now()
        goes_on = found is not None and found.meeting == meeting and found.day == session.today.isoformat()
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
        goes_on = meeting.state is MeetingState.HELD and meeting.date == self._session.today
        if item is None or not goes_on or self._now.doing == CLOSED or not self._now.since:
            return None
        now = self._session.time_of_day
        return pace(self._session.state, meeting, item, self._now.minutes_on(item.id, now), now)

    def _turn(self, item: str, doing: str = "") -> None:
        self._now = self._now.turned_to(item, self._session.today.isoformat(), self._session.time_of_day, doing)
        self._file.note(self._now)
