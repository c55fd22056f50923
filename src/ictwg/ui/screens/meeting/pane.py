"""What the panes of a meeting share: the meeting, the item, and what is begun on this computer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from textual.containers import Vertical

from ictwg.app.session import Session
from ictwg.domain.changes import Changes
from ictwg.domain.records import AgendaItem, Meeting
from ictwg.domain.state import State
from ictwg.domain.values import Audience, MeetingState
from ictwg.exports.messages import Copy, readers
from ictwg.locales import t
from ictwg.meetings import meetings
from ictwg.meetings.agenda import Pace, pace
from ictwg.minutes.current_item import CLOSED, READING_BACK, CurrentItem, Discussion
from ictwg.minutes.drafts import DraftLine
from ictwg.records.lookup import Lookup
from ictwg.ui.disclosure import hand_out
from ictwg.ui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from ictwg.ui.screens.meeting.screen import MeetingScreen


SOON = 0.4
"""Seconds after a keystroke; the disk is never waited for while one types."""


class DraftAt:
    """
    Args:
        screen: The open meeting.
        place: The meeting's id for its prompt; see `box_place` for a box.
    """

    def __init__(self, screen: MeetingScreen, place: str) -> None:
        self._screen = screen
        self._place = place
        self._lines = screen.drafts
        self._last = DraftLine("")
        self._soon = False

    def found(self) -> DraftLine | None:
        """What an earlier session left."""
        return self._lines.of(self._place)

    def typed(self, begun: DraftLine) -> None:
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
        self._last = DraftLine("")
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
        self._file = CurrentItem(session.store.local.runtime_files)
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

    @property
    def now(self) -> Discussion:
        return self._now

    def put(self, discussion: Discussion) -> None:
        """Another list of speakers."""
        self._now = discussion
        self._file.note(discussion)

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


class MeetingPane(Vertical):
    def __init__(self, id: str) -> None:
        super().__init__(id=id, classes="meeting-pane")
        self.begun_now = ""
        """That what was kept last has begun the meeting, in words."""

    @property
    def open_screen(self) -> MeetingScreen:
        return cast("MeetingScreen", self.screen)

    @property
    def state(self) -> State:
        return self.open_screen.session.state

    @property
    def lookup(self) -> Lookup:
        return self.open_screen.session.lookup

    @property
    def today(self) -> date:
        return self.open_screen.session.today

    @property
    def meeting(self) -> Meeting:
        return self.open_screen.meeting

    @property
    def item(self) -> AgendaItem | None:
        """The item under discussion."""
        return self.open_screen.item

    def reload(self) -> None:
        """Shows the state as it is now."""

    def edit(self) -> None:
        """Takes the cursor."""

    def leave(self) -> None:
        """Another view is shown."""

    def note(self) -> str:
        """What stands beside the tabs while this view is shown."""
        return ""

    @property
    def warns(self) -> bool:
        """Whether that is a warning."""
        return False

    def hand_out(self, view: str, make: Callable[[Audience], Copy]) -> None:
        """What the view shows, for those who read it where nobody asks."""
        read_by = readers(self.meeting)
        hand_out(self.open_screen, lambda: make(read_by), t(f"minutes_screen.view.{view}"), read_by)

    def record(self, use_case: Callable[[], Changes]) -> bool:
        """Keeps what is said or who is there: on the day of the meeting or after it, that means that it is held.

        No toast: what appears on the screen is the answer.
        """

        def with_beginning() -> Changes:
            changes = use_case()
            begun = meetings.begin(self.state, self.meeting, self.today)
            self.begun_now = t("minutes_screen.begun", meeting=begun.subject) if begun else ""
            return changes.and_then(begun) if begun else changes

        return self.open_screen.carry_out(with_beginning, quiet=True)


class ListPane(MeetingPane):
    @property
    def list(self) -> VirtualList[Any]:
        return self.query_one(VirtualList)

    def edit(self) -> None:
        self.list.focus()

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        event.stop()
        self.choose(event.row)

    def choose(self, row: Any) -> object:
        """Enter."""
        raise NotImplementedError
