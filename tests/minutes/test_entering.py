from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from tests.builders import MemoryState, known, organization, person
from tests.papers_made import agenda

from ictwg.app.pasted_lines import PastePlace, drafts_of
from ictwg.decisions.decisions import VOTES, votes_of
from ictwg.domain.agenda import agenda_of
from ictwg.domain.changes import Edit
from ictwg.domain.records import Action, AgendaItem, Attendance, Decision, Entry, Meeting
from ictwg.domain.values import (
    ActionStatus,
    Audience,
    Basis,
    Channel,
    EntryType,
    Function,
    MeetingState,
    MembershipStatus,
    Outcome,
    Presence,
)
from ictwg.errors import InvalidValueError
from ictwg.meetings import meetings
from ictwg.minutes import approval as minutes_way
from ictwg.minutes import entering as minutes
from ictwg.minutes.entering import enter, enter_pasted
from ictwg.minutes.lines import as_text, minute_lines
from ictwg.minutes.matters_arising import progress_of
from ictwg.minutes.printed.making import minutes_sheet
from ictwg.minutes.printed.minutes import minutes_markdown
from ictwg.minutes.prompt.names import PromptNames
from ictwg.minutes.prompt.parsing import parse_line

DAY = date(2010, 3, 12)


class Room:
    def __init__(self) -> None:
        self.state = MemoryState()
        self.moj = organization(self.state, "MoJ", status=MembershipStatus.MEMBER)
        organization(self.state, "PNTL", status=MembershipStatus.MEMBER)
        person(self.state, "Ana Soares", self.moj, Function.FOCAL_POINT)
        self._id = self.state.apply(meetings.plan(self.state, DAY)).created[0][1]
        self.item = agenda_of(self.state, self.meeting)[0].item

    @property
    def meeting(self) -> Meeting:
        return known(self.state.get(Meeting, self._id))

    def enters(self, line: str) -> None:
        typed = parse_line(line, self.state, self.meeting, DAY)
        self.state.apply(enter(self.state, self.meeting, self.item, typed, DAY))


def test_an_update_is_said_at_the_meeting() -> None:
    room = Room()
    room.enters("/a MoJ draft it")
    room.enters("/u 1 half done")
    (said,) = progress_of(room.state, room.state.all(Action)[0])
    assert (said.text, said.on, said.channel, said.meeting) == (
        "half done",
        DAY,
        Channel.AT_MEETING,
        room.meeting.id,
    )


def test_x_closes_with_its_words() -> None:
    room = Room()
    room.enters("/a MoJ draft it")
    room.enters("/x A-2010-001 delivered")
    (action,) = room.state.all(Action)
    assert (action.status, action.closed_on) == (ActionStatus.DONE, DAY)
    assert progress_of(room.state, action)[0].text == "delivered"


@pytest.mark.parametrize("line", ["/u 1 half done", "/x 1 half done"])
def test_what_is_said_of_an_action_of_this_meeting_stands_in_its_minutes(line: str) -> None:
    room = Room()
    room.enters("/a MoJ draft it")
    room.enters(line)
    assert [(entry.type, entry.text) for entry in room.state.all(Entry)][1:] == [
        (EntryType.NOTE, "A-2010-001: half done")
    ]
    text = minutes_markdown(minutes_sheet(room.state, room.meeting, Audience.MEMBERS, DAY))
    assert "A-2010-001: half done" in text


def test_each_pasted_command_goes_on_from_what_the_others_did() -> None:
    room = Room()
    room.enters("/a MoJ draft it")
    (action,) = room.state.all(Action)
    room.state.apply(Edit("verbs.edited").update(action, Action.recurrence("FREQ=MONTHLY"), Action.due(DAY)).done())
    where = PastePlace(room.state, room.meeting, DAY, PromptNames(room.state))
    lines = ["one", "/u 1 half done", "/p moj", "/p Ana Soares", "/u 1 nearly", "/x 1", "/a PNTL call them", "two"]
    changes = enter_pasted(room.state, room.meeting, room.item, drafts_of(lines, where), DAY)
    room.state.apply(changes)
    assert len(set(changes.created)) == len(changes.created)
    references = [one.reference for one in room.state.all(Action)]
    assert sorted(references) == ["A-2010-001", "A-2010-002", "A-2010-003"]
    shown = sorted(room.state.all(Entry), key=lambda entry: entry.order)
    assert [entry.text for entry in shown] == [
        "draft it",
        "one",
        "call them",
        "two",
        "A-2010-001: half done",
        "A-2010-001: nearly",
    ]


def test_an_update_of_nothing_is_refused() -> None:
    room = Room()
    with pytest.raises(InvalidValueError):
        room.enters("/u half done")


@pytest.mark.parametrize(("line", "marked"), [("/p moj", 1), ("/p Ana Soares, PNTL", 2), ("/p all", 2), ("/p x", 0)])
def test_p_marks_who_is_here(line: str, marked: int) -> None:
    room = Room()
    room.enters(line)
    assert [row.state for row in room.state.all(Attendance)] == [Presence.PRESENT] * marked


def test_close_ends_the_meeting_once() -> None:
    room = Room()
    room.enters("/close")
    assert (room.meeting.state, room.meeting.reference) == (MeetingState.HELD, "M-2010-01")
    room.enters("/close")
    assert room.meeting.reference == "M-2010-01"


def test_minutes_begin_the_meeting_on_its_day_and_not_before() -> None:
    room = Room()
    assert meetings.begin(room.state, room.meeting, date(2010, 3, 11)) is None
    begun = known(meetings.begin(room.state, room.meeting, DAY))
    room.state.apply(begun)
    assert meetings.begin(room.state, room.meeting, DAY) is None


def test_a_restricted_line_is_marked_and_its_action_follows() -> None:
    room = Room()
    room.enters("/a MoJ draft it")
    (entry,) = room.state.all(Entry)
    room.state.apply(minutes.restrict(room.state, entry, Audience.CORE))
    (line,) = minute_lines(room.state, room.meeting, room.item)
    assert line.restricted


def test_lines_are_copied_as_a_list_in_markdown() -> None:
    room = Room()
    room.enters("moj: late")
    room.enters("/a MoJ draft it by 30 May")
    lines = minute_lines(room.state, room.meeting, room.item)
    assert as_text(lines) == "- MoJ: late\n- **A-2010-001 (MoJ · Sun 30 May 2010)** draft it"


HALF_PAST = time(11, 40)


def closed(room: Room, today: date) -> time | None:
    """When the meeting ended, once `/close` was typed at 11:40 of that day."""
    typed = parse_line("/close", room.state, room.meeting, today)
    room.state.apply(enter(room.state, room.meeting, room.item, typed, today, HALF_PAST))
    assert room.meeting.state is MeetingState.HELD
    return room.meeting.over_at


def planned_to_end_at_eleven() -> Room:
    room = Room()
    room.state.apply(meetings.edit(room.meeting, Meeting.end(time(11))))
    return room


def test_closing_notes_the_real_end_beside_the_planned_one() -> None:
    room = planned_to_end_at_eleven()
    room.enters("noted")
    room.state.apply(meetings.hold(room.state, room.meeting))
    assert closed(room, DAY) == HALF_PAST
    assert room.meeting.end == time(11)
    assert "11:00" in agenda(room.state, room.meeting, Audience.MEMBERS, DAY).markdown()
    text = minutes_markdown(minutes_sheet(room.state, room.meeting, Audience.MEMBERS, DAY))
    assert "*End:* 11:40" in text


def test_a_meeting_that_runs_past_midnight_is_closed_on_the_next_day() -> None:
    room = Room()
    room.state.apply(meetings.edit(room.meeting, Meeting.start(time(22)), Meeting.end(time(0, 15))))
    typed = parse_line("/close", room.state, room.meeting, DAY + timedelta(days=1))
    changes = enter(room.state, room.meeting, room.item, typed, DAY + timedelta(days=1), time(0, 30))
    room.state.apply(changes)
    assert (room.meeting.end, room.meeting.ended) == (time(0, 15), time(0, 30))
    text = minutes_markdown(minutes_sheet(room.state, room.meeting, Audience.MEMBERS, DAY))
    assert "22:00–00:30" in text
    assert "*End:* 00:30" in text


def test_minutes_typed_up_later_keep_the_planned_end() -> None:
    assert closed(planned_to_end_at_eleven(), date(2010, 3, 15)) == time(11)


def test_minutes_that_have_left_the_house_keep_their_end() -> None:
    room = planned_to_end_at_eleven()
    room.state.apply(meetings.hold(room.state, room.meeting))
    room.state.apply(minutes_way.circulate(room.state, room.meeting, DAY))
    assert closed(room, DAY) == time(11)


@pytest.mark.parametrize("votes", [(), (9, 2, 1)])
def test_several_are_decided_at_once_with_one_vote_and_each_has_its_own_number(votes: tuple[int, ...]) -> None:
    state = MemoryState()
    meeting = state.add(Meeting, Meeting.date(DAY), Meeting.state(MeetingState.HELD))
    texts = ("Adopt the SOP", "", "Ask for a budget", "Meet in May")
    for order, text in enumerate(texts):
        said = (AgendaItem.title(f"Item {order}"), AgendaItem.proposed_decision(text), AgendaItem.order(str(order)))
        state.add(AgendaItem, AgendaItem.meeting(meeting.id), *said)
    items = [line.item for line in agenda_of(state, meeting)]
    basis = Decision.basis(Basis.VOTE if votes else Basis.CONSENSUS)
    counted = [field(number) for field, number in zip(VOTES, votes, strict=False)]
    state.apply(minutes.decide_together(state, meeting, items[:3], DAY, basis, *counted))
    taken = sorted(state.all(Decision), key=lambda one: one.reference)
    assert [(one.reference, one.text, one.item) for one in taken] == [
        ("D-2010-01", "Adopt the SOP", items[0].id),
        ("D-2010-02", "Ask for a budget", items[2].id),
    ]
    assert {(one.basis, votes_of(one)) for one in taken} == {(Basis.VOTE if votes else Basis.CONSENSUS, votes)}
    assert {one.text for one in state.all(Entry)} == {one.text for one in taken}
    items = [line.item for line in agenda_of(state, meeting)]
    assert [one.outcome for one in items] == [Outcome.DECIDED, None, Outcome.DECIDED, None]
    assert minutes.to_decide(items) == [items[3]], "what is decided is not decided again"
