"""A meeting whose minutes are typed, line by line."""

from __future__ import annotations

from datetime import date

from tests.builders import MemoryState, known, organization

from ictwg.app.pasted_lines import PastePlace, drafts_of
from ictwg.domain.agenda import agenda_of
from ictwg.domain.records import AgendaItem, Group, Meeting
from ictwg.domain.values import EntryType, MembershipStatus
from ictwg.meetings import agenda, meetings
from ictwg.minutes.entering import enter, enter_pasted
from ictwg.minutes.lines import minute_lines
from ictwg.minutes.prompt.names import PromptNames
from ictwg.minutes.prompt.parsing import LineKind, ParsedLine, parse_line

DAY = date(2010, 3, 12)
PROPOSED = "The framework is approved."


class Room:
    """Items 1 to 4 are the standard ones; 5 is a topic that proposes a decision, 6 another topic."""

    def __init__(self, *, votes: bool = False) -> None:
        self.state = MemoryState()
        self.state.add(Group, Group.name("Group"), Group.votes(votes))
        organization(self.state, "MoJ", status=MembershipStatus.MEMBER)
        self._id = self.state.apply(meetings.plan(self.state, DAY)).created[0][1]
        for title, settings in (("Framework", [AgendaItem.proposed_decision(PROPOSED)]), ("Shelters", [])):
            self.state.apply(agenda.add_item(self.state, self.meeting, title, *settings))
        self.at = "5"

    @property
    def meeting(self) -> Meeting:
        return known(self.state.get(Meeting, self._id))

    def item(self, number: str = "") -> AgendaItem:
        return next(line.item for line in agenda_of(self.state, self.meeting) if line.number == (number or self.at))

    def reads(self, line: str, kind: LineKind | None = None) -> ParsedLine:
        return parse_line(line, self.state, self.meeting, DAY, kind=kind, item=self.item())

    def enters(self, *lines: str) -> None:
        for line in lines:
            typed = self.reads(line)
            assert typed.is_complete, typed
            self.state.apply(enter(self.state, self.meeting, self.item(), typed, DAY))

    def pastes(self, *lines: str) -> None:
        place = PastePlace(self.state, self.meeting, DAY, PromptNames(self.state), self.item())
        self.state.apply(enter_pasted(self.state, self.meeting, self.item(), drafts_of(lines, place), DAY))

    def said(self, number: str) -> list[tuple[EntryType, str]]:
        return [(line.type, line.text) for line in minute_lines(self.state, self.meeting, self.item(number))]
