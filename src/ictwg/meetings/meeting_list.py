"""The list of meetings by year and series, and what stands beside it of the one under the cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ictwg.domain.day_text import due_in_words
from ictwg.domain.records import Action, Decision, Meeting, Series
from ictwg.domain.representation import representation
from ictwg.domain.values import CLOSED, ActionKind, MeetingState
from ictwg.meetings.agenda import agenda
from ictwg.meetings.editions import shown_from
from ictwg.records.lookup import meeting_by_date, short_title, shown_reference

if TYPE_CHECKING:
    from ictwg.domain.state import State
    from ictwg.meetings.agenda import Agenda


class MeetingRow(NamedTuple):
    """A meeting in the list; `reference` is `M-2010-03`, or its date until it has a number."""

    id: str
    meeting: Meeting
    reference: str
    day: str
    title: str
    kind: str
    state: MeetingState
    state_label: str
    minutes_label: str

    @property
    def searchable(self) -> str:
        meeting = self.meeting
        words = (self.reference, meeting.series, self.day, self.title, self.kind, self.state_label, self.minutes_label)
        return " ".join((*words, meeting.venue, *meeting.former_references, str(meeting.date or "")))


class MeetingGroup(NamedTuple):
    """The meetings of one series in one year, the latest first."""

    year: int
    series: str
    series_name: str
    rows: tuple[MeetingRow, ...]


class MeetingDetail(NamedTuple):
    """What the pane beside the list shows."""

    row: MeetingRow
    agenda: Agenda
    represented: str
    decisions: tuple[str, ...]
    open_actions: int
    actions: int


def meeting_groups(state: State) -> tuple[MeetingGroup, ...]:
    """The latest year first, and in it the plenary before the other series; meetings without a date come last."""
    names = {series.code: series.name for series in state.all(Series)}
    grouped: dict[tuple[int, str], list[Meeting]] = {}
    for meeting in state.all(Meeting):
        year = meeting.date.year if meeting.date else 0
        grouped.setdefault((year, meeting.series), []).append(meeting)
    return tuple(
        MeetingGroup(year, series, names.get(series, series), _rows(state, meetings))
        for (year, series), meetings in sorted(grouped.items(), key=lambda group: (-group[0][0], group[0][1]))
    )


def meeting_row(state: State, meeting: Meeting) -> MeetingRow:
    return MeetingRow(
        id=meeting.id,
        meeting=meeting,
        reference=shown_reference(state, meeting) or meeting_by_date(meeting),
        day=due_in_words(meeting.date),
        title=short_title(meeting),
        kind=Meeting.kind.label(meeting.kind),
        state=meeting.state,
        state_label=Meeting.state.label(meeting.state),
        minutes_label=Meeting.minutes_state.label(meeting.minutes_state),
    )


def meeting_detail(state: State, meeting: Meeting) -> MeetingDetail:
    decisions = sorted(state.linked(Decision, Decision.meeting, meeting.id), key=lambda d: (d.reference, d.id))
    actions = [a for a in state.linked(Action, Action.meeting, meeting.id) if a.kind is ActionKind.ACTION]
    held = meeting.state is MeetingState.HELD
    return MeetingDetail(
        row=meeting_row(state, meeting),
        agenda=agenda(state, meeting),
        represented=representation(*shown_from(state, meeting)).words() if held else "",
        decisions=tuple(f"{shown_reference(state, one)} {short_title(one)}" for one in decisions),
        open_actions=sum(action.status not in CLOSED for action in actions),
        actions=len(actions),
    )


def _rows(state: State, meetings: list[Meeting]) -> tuple[MeetingRow, ...]:
    latest_first = sorted(meetings, key=lambda m: (str(m.date or ""), str(m.start or ""), m.id), reverse=True)
    return tuple(meeting_row(state, meeting) for meeting in latest_first)
