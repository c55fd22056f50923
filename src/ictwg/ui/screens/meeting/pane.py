"""What the three panes of a meeting share: the meeting, the session, and the item under discussion."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual import work
from textual.containers import Vertical

from ictwg.domain.records import Organization, Person
from ictwg.locales import t
from ictwg.meetings import meetings
from ictwg.members.member_detail import organization_detail, person_detail
from ictwg.ui.modals.record_card import MemberCard

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
        return self.open_screen.session.state

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

    @work
    async def show_card(self, person: str | None, organization: str | None) -> None:
        """All about who is in a line of the roll; Enter again goes to Membership. A projector shows no contacts."""
        record = self.state.get(Person, person) or self.state.get(Organization, organization)
        if self.open_screen.projector:
            return
        if record is None:
            self.open_screen.tell(t("minutes_screen.attendance.no_card"))
            return
        lookup = self.open_screen.session.lookup
        if isinstance(record, Person):
            detail = person_detail(lookup, record)
        else:
            detail = organization_detail(lookup, record, self.meeting.date or self.today)
        if await self.app.push_screen_wait(MemberCard(detail, "member_card.membership")) is not None:
            await self.open_screen.program.open_record(record)

    def leave(self) -> None:
        """Another view is shown."""

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
