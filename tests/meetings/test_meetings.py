from __future__ import annotations

from datetime import date, time

from tests.builders import MemoryState

from ictwg.domain.agenda import agenda_of
from ictwg.domain.records import AgendaItem, Entry, Group, Meeting
from ictwg.domain.values import Adoption, ItemKind, MeetingState, MinutesState
from ictwg.locales import t
from ictwg.meetings import meetings
from ictwg.meetings.agenda import agenda
from ictwg.meetings.meetings import meeting_groups
from ictwg.minutes import approval as minutes_way
from ictwg.tasks.checklists import next_meeting

DAY = date(2010, 3, 12)


def planned(state: MemoryState, day: date = DAY, series: str = "") -> Meeting:
    changes = state.apply(meetings.plan(state, day, Meeting.title("Plenary"), series=series))
    return now(state, changes.created[0][1])


def now(state: MemoryState, id: str) -> Meeting:
    meeting = state.get(Meeting, id)
    assert meeting is not None
    return meeting


def held(state: MemoryState, day: date = DAY, series: str = "") -> Meeting:
    meeting = planned(state, day, series)
    state.apply(meetings.hold(state, meeting))
    return now(state, meeting.id)


def test_a_new_meeting_starts_with_the_standard_items() -> None:
    state = MemoryState()
    meeting = planned(state)
    kinds = [line.item.kind for line in agenda_of(state, meeting)]
    assert kinds[0] is ItemKind.OPENING
    assert kinds[-1] is ItemKind.CLOSING
    assert ItemKind.MATTERS_ARISING in kinds
    assert meeting.reference == ""


def test_the_number_is_taken_when_held_and_leaves_no_hole() -> None:
    state = MemoryState()
    first, second = planned(state), planned(state, date(2010, 4, 12))
    state.apply(meetings.cancel(first))
    changes = state.apply(meetings.hold(state, second))
    assert now(state, second.id).reference == "M-2010-01"
    assert now(state, second.id).number == 1
    assert now(state, second.id).minutes_state is MinutesState.DRAFT
    assert now(state, first.id).reference == ""
    assert changes.subject == t("meetings.numbered", reference="M-2010-01", before="M-2010-04-12")
    assert [event.name for event in changes.events] == ["meeting.held"]


def test_numbers_run_by_series_and_year() -> None:
    state = MemoryState()
    references = [held(state, *at).reference for at in ((DAY,), (DAY, "LAW"), (date(2011, 1, 5),), (DAY,))]
    assert references == ["M-2010-01", "M-LAW-2010-01", "M-2011-01", "M-2010-02"]


def test_the_agenda_that_goes_out_takes_the_number_once() -> None:
    state = MemoryState()
    meeting = planned(state)
    state.apply(meetings.circulate_agenda(state, meeting, date(2010, 3, 5)))
    state.apply(meetings.hold(state, now(state, meeting.id)))
    assert now(state, meeting.id).reference == "M-2010-01"
    assert now(state, meeting.id).agenda_circulated == date(2010, 3, 5)


def test_postponing_to_a_day_plans_it_there() -> None:
    state = MemoryState()
    meeting = planned(state)
    state.apply(meetings.postpone(meeting))
    assert now(state, meeting.id).state is MeetingState.POSTPONED
    state.apply(meetings.postpone(now(state, meeting.id), date(2010, 4, 1)))
    assert (now(state, meeting.id).state, now(state, meeting.id).date) == (MeetingState.PLANNED, date(2010, 4, 1))


def test_a_cancelled_meeting_can_be_planned_again() -> None:
    state = MemoryState()
    meeting = planned(state)
    state.apply(meetings.cancel(meeting))
    state.apply(meetings.plan_again(now(state, meeting.id)))
    assert now(state, meeting.id).state is MeetingState.PLANNED


def test_the_next_meeting_is_the_first_planned_from_today_on() -> None:
    state = MemoryState()
    held(state, date(2010, 3, 20))
    later, sooner = planned(state, date(2010, 5, 1)), planned(state, date(2010, 4, 1))
    planned(state, date(2010, 2, 1))
    assert next_meeting(state, DAY) == sooner
    assert next_meeting(state, date(2010, 4, 2)) == later
    assert next_meeting(state, date(2010, 5, 2)) is None


def test_previous_minutes_are_adopted_at_this_meeting() -> None:
    state = MemoryState()
    first, meeting = held(state, date(2010, 2, 1)), held(state)
    held(state, date(2010, 2, 20), "LAW")
    assert meetings.awaiting_adoption(state, meeting) == (first,)
    state.apply(minutes_way.adopt_at(first, meeting, DAY))
    adopted = now(state, first.id)
    assert (adopted.adopted_at, adopted.adopted_on) == (meeting.id, DAY)
    assert adopted.adopted_how is Adoption.AT_MEETING
    assert meetings.awaiting_adoption(state, meeting) == ()


def test_minutes_resume_where_they_stopped() -> None:
    state = MemoryState()
    meeting = planned(state)
    lines = agenda_of(state, meeting)
    assert meetings.current_item(state, meeting) == lines[0].item
    state.add(Entry, Entry.meeting(meeting.id), Entry.item(lines[3].item.id), Entry.text("so far"))
    assert meetings.current_item(state, meeting) == lines[3].item


def test_removing_a_meeting_takes_its_agenda_along() -> None:
    state = MemoryState()
    meeting = planned(state)
    state.apply(meetings.remove(state, meeting))
    assert state.get(Meeting, meeting.id) is None
    assert state.all(AgendaItem) == ()


def test_the_list_runs_by_year_and_series_the_latest_first() -> None:
    state = MemoryState()
    held(state, date(2009, 5, 1))
    first, second = held(state), held(state, date(2010, 6, 1))
    law = held(state, date(2010, 7, 1), "LAW")
    groups = meeting_groups(state)
    assert [(group.year, group.series) for group in groups] == [(2010, ""), (2010, "LAW"), (2009, "")]
    assert [row.id for row in groups[0].rows] == [second.id, first.id]
    assert groups[1].rows[0].id == law.id
    assert groups[0].rows[0].day == "Tue 1 June 2010"


def test_the_agenda_knows_time_allotted_and_available() -> None:
    state = MemoryState()
    meeting = planned(state)
    state.apply(meetings.edit(meeting, Meeting.start(time(9)), Meeting.end(time(10, 30))))
    made = agenda(state, now(state, meeting.id))
    assert (made.available, made.allotted) == (90, 0)


def test_a_list_says_of_a_title_what_stands_behind_the_name_of_the_group() -> None:
    state = MemoryState()
    state.add(Group, Group.name("Wells Committee"))
    for title in ("Wells Committee – Minutes of the 3rd meeting", "Wells Committee", "Pumps – Wells Committee – 3"):
        state.apply(meetings.plan(state, DAY, Meeting.title(title)))
    said = {row.short_title for group in meeting_groups(state) for row in group.rows}
    assert said == {"Minutes of the 3rd meeting", "Wells Committee", "Pumps – Wells Committee – 3"}
