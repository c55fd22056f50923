"""What the three panes of a meeting share: the meeting, the desk, and the item under discussion."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.containers import Vertical

from ictwg.locales import t
from ictwg.services.meeting import meetings

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from ictwg.domain.changes import Changes
    from ictwg.domain.records import AgendaItem, Meeting
    from ictwg.domain.state import State
    from ictwg.ui.screens.meeting.screen import MeetingScreen


class MeetingPane(Vertical):
    """One view of the open meeting."""

    def __init__(self, id: str) -> None:
        super().__init__(id=id, classes="meeting-pane")
        self.begun_now = ""
        """That what was kept last has begun the meeting, in words."""

    @property
    def open_screen(self) -> MeetingScreen:
        return cast("MeetingScreen", self.screen)

    @property
    def state(self) -> State:
        return self.open_screen.desk.state

    @property
    def today(self) -> date:
        return self.open_screen.desk.today

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

    def note(self) -> str:
        """What stands beside the tabs while this view is shown."""
        return ""

    @property
    def warns(self) -> bool:
        """Whether that is a warning."""
        return False

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
