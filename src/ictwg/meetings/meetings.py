"""Meetings from the plan to the minutes' adoption: use cases and what the list and its detail show.

Two life cycles, not one (DOMAIN.md §3): *meeting*: planned, held | postponed, cancelled; *minutes*: none, draft, with
the chair, circulated, adopted. Any step can be skipped or reversed; the history keeps the trace. A number is taken
when the agenda goes out or the meeting is held, so that postponed and cancelled meetings leave no hole.
"""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from ictwg.domain.access import is_on
from ictwg.domain.agenda import agenda_of
from ictwg.domain.calendar import due_in_words
from ictwg.domain.changes import Changes, Edit
from ictwg.domain.order import spread
from ictwg.domain.records import AgendaItem, Attendance, Decision, Entry, Group, Meeting, Series
from ictwg.domain.references import ReferenceKind, format_reference, next_number, prefix
from ictwg.domain.roster import held_before, holder_of
from ictwg.domain.schema import Setting
from ictwg.domain.state import State
from ictwg.domain.values import TO_ADOPT, Function, ItemKind, MeetingKind, MeetingState, MinutesState
from ictwg.locales import t
from ictwg.records.group import group_of, spoken_in
from ictwg.records.lookup import meeting_by_date, short_name, short_title, shown_reference

STANDARD_ITEMS = tuple(kind for kind in ItemKind if kind is not ItemKind.TOPIC)
_ADOPTIONS = (ItemKind.ADOPTION_OF_AGENDA, ItemKind.PREVIOUS_MINUTES)
DRAFTING_ITEMS = tuple(kind for kind in STANDARD_ITEMS if kind not in _ADOPTIONS)
DRAFTING_SERIES = "DS"
"""Drafting sessions are counted by themselves, unless another series is named."""


def plan(
    state: State,
    day: date,
    *settings: Setting,
    series: str = "",
    kind: MeetingKind = MeetingKind.ORDINARY,
    items: tuple[ItemKind, ...] | None = None,
) -> Changes:
    """A new meeting with the standard items from opening to closing; its id is the first created.

    Args:
        day: When it is to be held.
        settings: Further fields, such as `Meeting.venue("…")`.
        series: The code of the body that meets; empty is the plenary.
        kind: What kind of meeting it is.
        items: The items that its agenda starts with; those of its kind where nothing is said.
    """
    drafts = kind is MeetingKind.DRAFTING_SESSION
    series = series or (DRAFTING_SERIES if drafts else "")
    if items is None:
        items = DRAFTING_ITEMS if drafts else STANDARD_ITEMS
    id, named = state.new_id(), f"{series}-" if series else ""
    edit = Edit("verbs.planned", f"M-{named}{day.isoformat()}")
    given = {field for field, _ in settings}
    usual = (one for one in in_office(state, series, day) if one[0] not in given)
    edit.create(Meeting, id, Meeting.date(day), Meeting.series(series), Meeting.kind(kind), *usual, *settings)
    spoken = spoken_in(state)
    for item, order in zip(items, spread(len(items)), strict=True):
        title = t(f"meetings.item.{item}", lang=spoken)
        place = (AgendaItem.meeting(id), AgendaItem.order(order))
        edit.create(AgendaItem, state.new_id(), *place, AgendaItem.title(title), AgendaItem.kind(item))
    return edit.done()


def in_office(state: State, series: str, day: date) -> tuple[Setting, ...]:
    """Who chairs the body and who takes its minutes on a day, where somebody holds that function."""
    found = ((field, holder_of(state, series, function, day)) for field, function in _OFFICES)
    return tuple(field(name) for field, name in found if name)


_OFFICES = ((Meeting.chair, Function.CHAIR), (Meeting.minute_taker, Function.MINUTE_TAKER))


def edit(meeting: Meeting, *settings: Setting, verb: str = "verbs.edited") -> Changes:
    return Edit(verb, short_name(meeting)).update(meeting, *settings).done()


def circulate_agenda(state: State, meeting: Meeting, on: date) -> Changes:
    """The agenda went out: from now on the meeting has its number."""
    number = numbering(state, meeting)
    told = Edit("verbs.agenda_circulated", _named(meeting, number))
    told.update(meeting, Meeting.agenda_circulated(on), *number)
    return told.tell("meeting.agenda_circulated", Meeting, meeting.id).done()


def agenda_to_chair(meeting: Meeting, on: date) -> Changes:
    """The draft agenda went to the chair; a clearance of an earlier one no longer counts."""
    sent = (Meeting.agenda_sent_to_chair(on), Meeting.agenda_cleared.clear)
    return edit(meeting, *sent, verb="verbs.agenda_to_chair")


def agenda_cleared(meeting: Meeting, on: date) -> Changes:
    return edit(meeting, Meeting.agenda_cleared(on), verb="verbs.agenda_cleared")


def hold(state: State, meeting: Meeting) -> Changes:
    """It takes place: it has its number, and its minutes are a draft."""
    number = numbering(state, meeting)
    draft = (Meeting.minutes_state(MinutesState.DRAFT),) if meeting.minutes_state is MinutesState.NONE else ()
    told = Edit("verbs.held", _named(meeting, number))
    told.update(meeting, Meeting.state(MeetingState.HELD), *number, *draft)
    return told.tell("meeting.held", Meeting, meeting.id).done()


def begin(state: State, meeting: Meeting, today: date) -> Changes | None:
    """Held, because its minutes are being taken or its roll is called; None before its day."""
    planned = meeting.state is MeetingState.PLANNED and meeting.date is not None and meeting.date <= today
    return hold(state, meeting) if planned else None


def is_ahead(meeting: Meeting, today: date) -> bool:
    """Not held, and its day has not come: whoever holds it may have mistaken it for another."""
    held = meeting.state is MeetingState.HELD
    return not held and meeting.date is not None and meeting.date > today


def is_unsettled(meeting: Meeting, today: date) -> bool:
    """Still planned, and its day is over: was it held?"""
    return meeting.state is MeetingState.PLANNED and meeting.date is not None and meeting.date < today


def is_under_way(meeting: Meeting, today: date) -> bool:
    """Of today, and not closed yet; its roll may have been called already."""
    taken = meeting.state is MeetingState.PLANNED or meeting.minutes_state is MinutesState.DRAFT
    return meeting.date == today and taken and not meeting.action_points_out


def postpone(meeting: Meeting, to: date | None = None) -> Changes:
    """To another day, on which it is planned again; or until somebody names one."""
    if to is None:
        return edit(meeting, Meeting.state(MeetingState.POSTPONED), verb="verbs.postponed")
    return edit(meeting, Meeting.date(to), Meeting.state(MeetingState.PLANNED), verb="verbs.postponed")


def cancel(meeting: Meeting) -> Changes:
    return edit(meeting, Meeting.state(MeetingState.CANCELLED), verb="verbs.meeting_cancelled")


def plan_again(meeting: Meeting) -> Changes:
    """Back to planned, from any state."""
    return edit(meeting, Meeting.state(MeetingState.PLANNED), verb="verbs.planned")


def remove(state: State, meeting: Meeting) -> Changes:
    """A meeting planned by mistake, with its agenda; what was said and decided at one that was held stays with it."""
    gone = Edit("verbs.removed", short_name(meeting), meeting)
    for record in (
        *state.linked(AgendaItem, AgendaItem.meeting, meeting.id),
        *state.linked(Attendance, Attendance.meeting, meeting.id),
        *state.linked(Entry, Entry.meeting, meeting.id),
        *state.linked(Decision, Decision.meeting, meeting.id),
    ):
        gone.remove(record)
    return gone.remove(meeting).done()


def numbering(state: State, meeting: Meeting) -> tuple[Setting, ...]:
    """The next number of its series in the year of its date; nothing where it has one or no date."""
    if meeting.reference or meeting.date is None:
        return ()
    kind, year, series = ReferenceKind.MEETING, meeting.date.year, meeting.series
    number = next_number(state.references(prefix(kind, year, series)), kind, year, series)
    return (Meeting.reference(format_reference(kind, year, number, series)), Meeting.number(number))


def awaiting_adoption(state: State, meeting: Meeting) -> tuple[Meeting, ...]:
    """The earlier meetings of the series whose minutes this one may adopt, the latest first."""
    earlier = held_before(state, meeting.series, meeting.date) if meeting.date else ()
    return tuple(one for one in earlier if one.minutes_state in TO_ADOPT and not one.is_drafting)


def current_item(state: State, meeting: Meeting) -> AgendaItem | None:
    """Where the minutes stand: the last item that has an entry, else the first."""
    lines = agenda_of(state, meeting)
    written = {entry.item for entry in state.linked(Entry, Entry.meeting, meeting.id)}
    begun = [line.item for line in lines if line.item.id in written]
    return begun[-1] if begun else next((line.item for line in lines), None)


def _named(meeting: Meeting, number: tuple[Setting, ...]) -> str:
    """Papers that have left before it had its number name it by its date: both find it, which is said."""
    taken = next((str(raw) for field, raw in number if field is Meeting.reference), "")
    return t("meetings.numbered", reference=taken, before=short_name(meeting)) if taken else short_name(meeting)


def comments_ended(meeting: Meeting) -> date | None:
    """The last day on which comments were awaited: adoption ends that too, where it came first."""
    days = [day for day in (meeting.comments_until, meeting.adopted_on) if day is not None]
    return min(days) if meeting.comments_until is not None else None


def awaits_signature(state: State, meeting: Meeting) -> bool:
    """Whether its minutes go out once the signed copy is on file, which it is not."""
    before = meeting.minutes_state in (MinutesState.DRAFT, MinutesState.WITH_CHAIR)
    return before and not meeting.signed_copy and is_on(state, Group.signed_first)


class MeetingRow(NamedTuple):
    """A meeting in the list; `reference` is `M-2010-03`, or its date until it has a number.

    What is not its row's is the meeting's own, so that filters look at its fields.
    """

    id: str
    meeting: Meeting
    reference: str
    day: str
    short_title: str
    kind_label: str
    state_label: str
    minutes_label: str

    @property
    def searchable(self) -> str:
        meeting = self.meeting
        return " ".join((*self[2:], meeting.series, meeting.venue, *meeting.former_references, self.said_on))

    @property
    def said_on(self) -> str:
        return str(self.meeting.date or "")

    def __getattr__(self, name: str) -> Any:
        return getattr(self.meeting, name)


class MeetingGroup(NamedTuple):
    """The meetings of one series in one year, the latest first."""

    year: int
    series: str
    series_name: str
    rows: tuple[MeetingRow, ...]


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
    # Its title without the name of the group, with which the papers of each meeting begin
    group = group_of(state)
    return MeetingRow(
        id=meeting.id,
        meeting=meeting,
        reference=shown_reference(state, meeting) or meeting_by_date(meeting),
        day=due_in_words(meeting.date),
        short_title=short_title(meeting).removeprefix(f"{group.name} – " if group is not None else ""),
        kind_label=Meeting.kind.label(meeting.kind),
        state_label=Meeting.state.label(meeting.state),
        minutes_label="" if meeting.is_drafting else Meeting.minutes_state.label(meeting.minutes_state),
    )


def _rows(state: State, meetings: list[Meeting]) -> tuple[MeetingRow, ...]:
    latest_first = sorted(meetings, key=lambda m: (str(m.date or ""), str(m.start or ""), m.id), reverse=True)
    return tuple(meeting_row(state, meeting) for meeting in latest_first)
