"""The one list of what minutes lack: the read-back, the look before they go out, and *To mend*."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from tests.builders import organization
from tests.minutes.typed_minutes import DAY, Room

from ictwg.actions.actions import change_due, close
from ictwg.app.problems.problems import count_of, counts, to_mend
from ictwg.domain.changes import Edit
from ictwg.domain.confidential import digest_of
from ictwg.domain.records import AcceptedText, Action, Attendance, Decision, Entry, Meeting, Organization, Person
from ictwg.domain.schema import Field
from ictwg.domain.values import (
    TO_ADOPT,
    ActionKind,
    Audience,
    DueWord,
    MeetingKind,
    MeetingState,
    MembershipStatus,
    MinutesState,
    Presence,
    ShiftedBy,
)
from ictwg.locales import t
from ictwg.meetings import meetings
from ictwg.meetings.attendance import mark, roll
from ictwg.minutes.entering import finish
from ictwg.minutes.gaps import ProblemKind, gaps_of, pre_flight
from ictwg.minutes.lines import read_back

WANTED = {
    t("mend.no_outcome"),
    t("mend.no_text"),
    t("mend.gap.no_owner"),
    t("mend.gap.no_due"),
    t("mend.gap.not_planned"),
    t("mend.not_on_roster"),
    t("mend.no_next_meeting"),
    t("mend.not_recorded"),
}


def lacking_all() -> Room:
    room = Room()
    room.enters("/a count them", "/a MoJ seek beds by next meeting", "/d taken")
    room.state.add(Attendance, Attendance.meeting(room.meeting.id), Attendance.state(Presence.PRESENT))
    (decision,) = room.state.all(Decision)
    room.state.apply(Edit("verbs.edited").update(decision, Decision.text("")).done())
    room.state.apply(finish(room.state, room.meeting, DAY))
    return room


def told(room: Room) -> list[tuple[str, str]]:
    return sorted((gap.what, gap.record) for gap in gaps_of(room.state, room.meeting, DAY))


def test_a_drafting_session_is_asked_for_no_outcome_and_no_next_meeting() -> None:
    room = lacking_all()
    room.state.apply(Edit("verbs.edited").update(room.meeting, Meeting.kind(MeetingKind.DRAFTING_SESSION)).done())
    meeting = room.state.get(Meeting, room.meeting.id)
    assert meeting is not None
    missing = {line.what for line in gaps_of(room.state, meeting, DAY)}
    assert WANTED - missing == {t("mend.no_outcome"), t("mend.no_next_meeting")}


def test_the_read_back_the_look_before_sending_and_to_mend_say_the_same() -> None:
    room = lacking_all()
    lines = gaps_of(room.state, room.meeting, DAY)
    assert {line.what for line in lines} == WANTED
    assert read_back(room.state, room.meeting, DAY, projector=False).gaps == lines
    assert pre_flight(room.state, room.meeting, DAY).lines == lines
    whole = to_mend(room.state, DAY)
    assert set(whole) == set(lines)
    assert counts(whole) == count_of(room.state, DAY) | {ProblemKind.CHECK: 0}


@pytest.mark.parametrize("state", MinutesState)
def test_the_look_before_adoption_and_to_mend_say_the_same_until_they_are_adopted(state: MinutesState) -> None:
    """Minutes that were out for comments were looked through with their gaps, of which *To mend* had said nothing."""
    room = lacking_all()
    room.state.apply(Edit("verbs.edited").update(room.meeting, Meeting.minutes_state(state)).done())
    listed = [line for line in to_mend(room.state, DAY) if line.kind is ProblemKind.PRE_FLIGHT]
    before = [line for line in pre_flight(room.state, room.meeting, DAY).lines if line.kind is ProblemKind.PRE_FLIGHT]
    assert before
    assert set(listed) == (set(before) if state in TO_ADOPT else set())


def test_a_day_before_the_meeting_is_said_as_it_is_typed_and_read_back() -> None:
    """An action due the month before, and a decision to be looked at again by then, had gone out without a word."""
    room = Room()
    late, before = date(2010, 2, 1), t("prompt.hint.before_meeting")
    assert room.reads("/a MoJ seek beds by 1 February 2010").doubt == before
    assert room.reads("/a MoJ seek beds by 12 March 2010").doubt == ""
    which = t("prompt.hint.which_year", day="1 Feb 2010", year=2011)
    assert {room.reads(f"/a MoJ seek beds {said}").doubt for said in ("by 1 Feb", "(1 Feb)")} == {which}
    room.enters("/a MoJ seek beds by 1 February", "/a MoJ go on by 30 May", "/d taken")
    earlier = room.state.add(Action, Action.text("earlier"), Action.due(late))
    (decision,), (given, other) = room.state.all(Decision), (one for one in room.state.all(Action) if one.meeting)
    edit = Edit("verbs.edited").update(decision, Decision.review_on(late)).update(other, Action.review_on(late))
    room.state.apply(edit.update(room.meeting, Meeting.next_meeting(late)).done())
    wanted = {given.id, other.id, decision.id, room.meeting.id}
    assert {record for what, record in told(room) if what == t("mend.day_before")} == wanted
    room.state.apply(change_due(room.state, earlier, date(2010, 2, 2), ShiftedBy.GROUP, DAY, at=room.meeting))
    assert {record for what, record in told(room) if what == t("mend.day_before")} == {*wanted, earlier.id}
    room.state.apply(close(room.state, given, DAY))
    assert (t("mend.day_before"), given.id) not in told(room)


def test_nobody_present_is_said_until_somebody_is() -> None:
    room = Room()
    assert t("mend.nobody_present") in dict(told(room))
    room.enters("/p MoJ")
    assert t("mend.nobody_present") not in dict(told(room))


def test_who_was_not_marked_is_named_until_the_roll_says_so() -> None:
    """Members that nobody had marked were printed as absent, and neither the read-back nor the check named them."""
    room = Room()
    organization(room.state, "PNTL", status=MembershipStatus.MEMBER)
    organization(room.state, "EU", status=MembershipStatus.OBSERVER)
    room.enters("/p MoJ")
    (gap,) = (one for one in gaps_of(room.state, room.meeting, DAY) if one.what == t("mend.not_recorded"))
    assert gap.where.endswith(" · PNTL")
    (line,) = (one for one in roll(room.state, room.meeting) if one.acronym == "PNTL")
    room.state.apply(mark(room.state, room.meeting, line, Presence.ABSENT))
    assert t("mend.not_recorded") not in dict(told(room))


def test_a_later_meeting_of_the_same_body_is_when_the_group_meets_again() -> None:
    for later, series, gap in ((30, "", False), (30, "LAW", True), (-30, "", True)):
        room = Room()
        day = Meeting.date(DAY + timedelta(days=later))
        room.state.add(Meeting, day, Meeting.state(MeetingState.PLANNED), Meeting.series(series))
        assert (t("mend.no_next_meeting") in dict(told(room))) is gap, (later, series)


def test_a_day_agreed_on_is_the_next_meeting_of_what_is_due_then() -> None:
    """It was still said not to be planned after its day had been filled in."""
    room = Room()
    room.enters("/a MoJ seek beds by next meeting")
    (action,) = room.state.all(Action)
    assert action.due is DueWord.NEXT_MEETING
    assert t("mend.gap.not_planned") in dict(told(room))
    room.state.apply(meetings.edit(room.meeting, Meeting.next_meeting(DAY + timedelta(days=30))))
    assert {what for what, record in told(room) if record == action.id} == set()


@pytest.mark.parametrize("field", [Meeting.chair, Meeting.minute_taker])
def test_a_name_that_nobody_on_the_register_or_the_roll_has_is_a_gap(field: Field[str]) -> None:
    room = Room()
    room.state.add(Person, Person.name("João Pinto"))
    room.state.add(Organization, Organization.acronym("MFA"))
    for said, known in (("João", False), ("Dr. joao pinto, MoJ", True), ("mfa", True), ("", True)):
        room.state.apply(Edit("verbs.edited").update(room.meeting, field(said)).done())
        found = [gap for gap in gaps_of(room.state, room.meeting, DAY) if gap.field == field.name]
        assert bool(found) is not known
        assert [gap.where.partition(" · ")[0] for gap in found] == ["João?"] * len(found)
    room.state.apply(Edit("verbs.edited").update(room.meeting, field("Rui Costa")).done())
    room.state.add(Attendance, Attendance.meeting(room.meeting.id), Attendance.name("Rui Costa"))
    assert not [gap for gap in gaps_of(room.state, room.meeting, DAY) if gap.field == field.name]


def test_what_may_be_confidential_is_said_until_somebody_has_accepted_it() -> None:
    room, text = Room(), "The victim Maria Soares was heard"
    room.enters(text)
    (gap,) = (one for one in gaps_of(room.state, room.meeting, DAY) if one.what == t("mend.confidential"))
    entry = room.state.get(Entry, gap.record)
    assert entry is not None
    assert entry.text == text
    for audience, said in ((Audience.SECRETARIAT, False), (Audience.CORE, True)):
        room.state.apply(Edit("verbs.edited").update(entry, Entry.audience(audience)).done())
        assert (t("mend.confidential") in dict(told(room))) is said, audience
    room.state.add(AcceptedText, AcceptedText.digest(digest_of(text)), AcceptedText.reason("An invented name"))
    assert t("mend.confidential") not in dict(told(room))


def test_the_status_of_an_older_action_that_two_have_changed_is_named_before_minutes_go_out() -> None:
    """All minutes print it, without a sign."""
    room = Room()
    older = room.state.add(Action, Action.text("Draft it"))
    task = room.state.add(Action, Action.text("Print it"), Action.kind(ActionKind.TASK))
    rivals = {"status": (("dot@1", "done"), ("dot@2", "open"))}
    for record in (older, task):
        row: Any = record.row
        row.contested = lambda: rivals
    lines = pre_flight(room.state, room.meeting, DAY, (older, task)).lines
    assert [line.record for line in lines if line.field == "status"] == [older.id]
