"""A body that meets, in one line a meeting: what its agendas hold, how each topic ended, and what is proposed next."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from tests.builders import MemoryState

from ictwg.app.next_meeting.accepting import accept
from ictwg.app.next_meeting.assembling import propose
from ictwg.app.next_meeting.proposal import MeetingProposal, Proposed
from ictwg.domain.order import spread
from ictwg.domain.records import Action, AgendaItem, Decision, Entry, Meeting
from ictwg.domain.schema import Record, Setting
from ictwg.domain.values import MeetingState, MinutesState, Outcome, Presence
from ictwg.meetings.attendance import mark, roll

R = TypeVar("R", bound="Record")


class Body:
    """A series in a state of its own, or in that of another body."""

    def __init__(self, state: MemoryState | None = None, series: str = "") -> None:
        self.state = state or MemoryState()
        self.series = series

    def meet(self, on: date, *settings: Setting, state: MeetingState = MeetingState.HELD) -> Meeting:
        """A meeting of a day; its number is left out, so that its day names it."""
        minutes = MinutesState.DRAFT if state is MeetingState.HELD else MinutesState.NONE
        of = (Meeting.series(self.series), Meeting.date(on), Meeting.state(state), Meeting.minutes_state(minutes))
        return self.state.add(Meeting, *of, *settings)

    def missed(self, meeting: Meeting) -> Meeting:
        """Its roll was taken, and nobody was there."""
        for line in roll(self.state, meeting):
            self.state.apply(mark(self.state, meeting, line, Presence.ABSENT))
        return meeting

    def topic(self, meeting: Meeting, title: str, outcome: Outcome | None = None, *settings: Setting) -> AgendaItem:
        """The next item of an agenda."""
        place = len(self.state.linked(AgendaItem, AgendaItem.meeting, meeting.id))
        of = (AgendaItem.meeting(meeting.id), AgendaItem.order(spread(place + 1)[-1]), AgendaItem.outcome(outcome))
        return self.state.add(AgendaItem, *of, AgendaItem.title(title), *settings)

    def note(self, item: AgendaItem, text: str = "The group looked at it.", *settings: Setting) -> Entry:
        of = (Entry.meeting(item.meeting), Entry.item(item.id))
        place = len(self.state.linked(Entry, Entry.item, item.id))
        return self.state.add(Entry, *of, Entry.order(spread(place + 1)[-1]), Entry.text(text), *settings)

    def decide(self, item: AgendaItem, text: str, reference: str, *settings: Setting) -> Decision:
        of = (Decision.meeting(item.meeting), Decision.item(item.id), Decision.reference(reference))
        return self.state.add(Decision, *of, Decision.text(text), *settings)

    def promise(self, item: AgendaItem, text: str, reference: str, *settings: Setting) -> Action:
        of = (Action.meeting(item.meeting), Action.item(item.id), Action.reference(reference))
        return self.state.add(Action, *of, Action.text(text), *settings)

    def propose(self, today: date, on: date | None = None) -> MeetingProposal:
        return propose(self.state, today, self.series, on=on)

    def accept(self, proposal: MeetingProposal) -> Meeting:
        """The meeting that it has become."""
        changes = self.state.apply(accept(self.state, proposal))
        return self.again(Meeting, proposal.meeting or changes.created[0][1])

    def again(self, kind: type[R], id: str) -> R:
        """The record as it is now."""
        found = self.state.get(kind, id)
        assert found is not None
        return found

    def hold(self, meeting: Meeting) -> Meeting:
        from ictwg.meetings import meetings

        self.state.apply(meetings.hold(self.state, meeting))
        return self.again(Meeting, meeting.id)

    def titles(self, meeting: Meeting) -> list[str]:
        """The agenda as it is read out, what is nested under it indented."""
        from ictwg.domain.agenda import agenda_of

        return [f"{'  ' * line.depth}{line.item.title}" for line in agenda_of(self.state, meeting)]


def named(proposal: MeetingProposal, title: str) -> Proposed:
    """The one item of this title."""
    (found,) = (item for item in proposal.items if item.title == title)
    return found


def without(proposal: MeetingProposal, *titles: str) -> MeetingProposal:
    """The proposal with these dropped."""
    items = (item._replace(kept=item.kept and item.title not in titles) for item in proposal.items)
    return proposal._replace(items=tuple(items))
