"""What the chair has on the table: decided before, late, expected, what to say."""

from __future__ import annotations

from datetime import date, time

import pytest
from tests.body import Body
from tests.builders import organization, person
from tests.papers_made import agenda, chair_copy

from ictwg.domain.changes import Edit
from ictwg.domain.records import Action, AgendaItem, Attendance, Decision, Group, Meeting
from ictwg.domain.values import Answer, Audience, Function, ItemKind, MeetingState, MembershipStatus, Outcome
from ictwg.exports.chair_copy import ChairLine, chair_lines, chair_view, is_alike, words_of
from ictwg.locales import t
from ictwg.meetings import agenda as agenda_items
from ictwg.meetings import meetings
from ictwg.minutes.printed.making import minutes_sheet
from ictwg.papers.blocks import Facts
from ictwg.papers.words import label

FIRST, SECOND, TODAY, MEETS = date(2010, 1, 15), date(2010, 2, 12), date(2010, 3, 1), date(2010, 3, 12)


@pytest.fixture
def body() -> Body:
    found = Body()
    found.state.add(Group, Group.name("Working group"), Group.acronym("WG"))
    return found


def printed(body: Body, meeting: Meeting, audience: Audience = Audience.CORE) -> str:
    return chair_copy(body.state, meeting, audience, TODAY, "en").markdown()


def told(body: Body, meeting: Meeting) -> tuple[ChairLine, ...]:
    sheet = minutes_sheet(body.state, meeting, Audience.CORE, TODAY, "en")
    return chair_lines(chair_view(body.state, meeting, Audience.CORE, TODAY, "en"), sheet.items, TODAY)


def coming(body: Body) -> Meeting:
    return body.meet(MEETS, Meeting.start(time(9)), state=MeetingState.PLANNED)


def test_what_its_foot_says_stands_on_no_page_but_is_read_back(body: Body) -> None:
    meeting = coming(body)
    made = chair_copy(body.state, meeting, Audience.CORE, TODAY, "en").document
    page, read = (
        {name for one in blocks if isinstance(one, Facts) for name, _ in one.rows}
        for blocks in (made.blocks, made.read_back)
    )
    assert read - page == {label(key, "en") for key in ("row.reference", "agenda.audience", "row.version")}
    assert page < read


def test_what_was_decided_before_by_the_chain_and_by_the_words(body: Body) -> None:
    first = body.topic(body.meet(FIRST), "House for victims", Outcome.DEFERRED)
    body.decide(first, "A list is drawn up.", "D-2010-01", Decision.decided_on(FIRST))
    other = body.topic(body.meet(SECOND), "Budget")
    body.decide(other, "Victims are housed by the Ministry.", "D-2010-02", Decision.decided_on(SECOND))
    body.decide(other, "Radio spots in May.", "D-2010-03")
    meeting = coming(body)
    body.topic(meeting, "House for victims", None, AgendaItem.carried_from(first.id))
    (line,) = told(body, meeting)
    assert line.put_off == ("M-2010-01-15",)
    assert [text.split(" (")[0] for text in line.before] == [
        "D-2010-01 A list is drawn up.",
        "D-2010-02 Victims are housed by the Ministry.",
    ]


def test_late_actions_are_told_with_those_to_ask(body: Body) -> None:
    ministry = organization(body.state, "MoJ")
    ana = person(body.state, "Ana", ministry)
    item = body.topic(body.meet(SECOND), "Training of judges")
    owned = (Action.owners((ministry.id,)), Action.person(ana.id))
    body.promise(item, "Book the room", "A-2010-001", *owned, Action.due(date(2010, 2, 20)))
    body.promise(item, "Invite judges", "A-2010-002", *owned, Action.due(date(2010, 3, 5)))
    body.promise(item, "Write a report", "A-2010-003", *owned, Action.due(date(2010, 4, 5)))
    meeting = coming(body)
    body.topic(meeting, "Matters arising", None, AgendaItem.kind(ItemKind.MATTERS_ARISING))
    body.topic(meeting, "Training of judges", None, AgendaItem.carried_from(item.id))
    arising, training = told(body, meeting)
    assert arising.raised == training.raised
    assert arising.raised == (
        "MoJ (Ana): A-2010-001 Book the room, due 20 February 2010",
        "MoJ (Ana): A-2010-002 Invite judges, due 5 March 2010",
    )


def test_who_is_expected_by_what_they_have_answered(body: Body) -> None:
    meeting = coming(body)
    for acronym, answer in (("MoJ", Answer.COMING), ("PNTL", Answer.NOT_COMING), ("IOM", Answer.NONE)):
        home = organization(body.state, acronym, status=MembershipStatus.MEMBER, since=date(2003, 1, 1))
        who = person(body.state, f"{acronym} focal point", home, Function.FOCAL_POINT)
        of = (Attendance.meeting(meeting.id), Attendance.person(who.id), Attendance.organization(home.id))
        body.state.add(Attendance, *of, Attendance.answer(answer))
    text = printed(body, meeting)
    assert "- *coming (1):* MoJ (MoJ focal point)" in text
    assert "- *not coming (1):* PNTL" in text
    assert "- *no answer yet (1):* IOM" in text


def test_whom_to_speak_to_are_the_members_who_had_stayed_away_before_it(body: Body) -> None:
    for acronym, status in (("MoJ", MembershipStatus.MEMBER), ("EU", MembershipStatus.OBSERVER)):
        organization(body.state, acronym, status=status, since=date(2003, 1, 1))
    for day in (FIRST, SECOND):
        body.missed(body.meet(day))
    meeting = coming(body)
    assert t("minutes.chair.away") not in printed(body, meeting)
    body.missed(body.meet(date(2010, 2, 26)))
    assert f"## {t('minutes.chair.away')}\n\n- MoJ: {t('attendance.missed', count=3)}\n" in printed(body, meeting)
    body.hold(meeting)
    later = chair_copy(body.state, body.again(Meeting, meeting.id), Audience.CORE, date(2010, 5, 1), "en").markdown()
    assert f"- MoJ: {t('attendance.missed', count=3)}\n" in later


def test_words_to_open_and_close_and_the_notes_of_the_secretariat(body: Body) -> None:
    meeting = coming(body)
    opening = body.topic(meeting, "Opening", None, AgendaItem.kind(ItemKind.OPENING))
    body.meet(date(2010, 4, 9), state=MeetingState.PLANNED)
    assert "Welcome to this meeting of the WG" in printed(body, meeting)
    assert "We meet again on 9 April 2010" in printed(body, meeting)
    body.state.apply(Edit("verbs.edited").update(opening, AgendaItem.chair_note("Greet the minister.")).done())
    assert "Greet the minister." in printed(body, meeting)


def test_an_agenda_runs_by_the_clock_and_says_from_where_a_time_is_open(body: Body) -> None:
    meeting = coming(body)
    for title, minutes in (("Opening", 5), ("Plan", 40), ("Open end", None), ("Closing", 5)):
        body.topic(meeting, title, None, AgendaItem.minutes_allotted(minutes))
    text = agenda(body.state, meeting, Audience.MEMBERS, TODAY, "en").markdown()
    assert [line for line in text.split("\n") if line.startswith("*Time:*")] == [
        "*Time:* 09:00 · *Duration:* 5 minutes",
        "*Time:* 09:05 · *Duration:* 40 minutes",
        "*Time:* 09:45",
        "*Time:* 09:45 or later · *Duration:* 5 minutes",
    ]


def test_the_clock_goes_on_behind_a_mark_and_tells_no_length_of_it(body: Body) -> None:
    meeting = coming(body)
    body.topic(meeting, "Opening", None, AgendaItem.minutes_allotted(5))
    body.topic(meeting, "Case", None, AgendaItem.minutes_allotted(40), AgendaItem.audience(Audience.CORE))
    body.topic(meeting, "Closing", None, AgendaItem.minutes_allotted(5))
    text = agenda(body.state, meeting, Audience.MEMBERS, TODAY, "en").markdown()
    assert "*Time:* 09:05 or later · *Duration:* 5 minutes" in text
    assert "09:45" not in text


def test_an_agenda_says_how_far_it_is_and_what_came_late(body: Body) -> None:
    meeting = coming(body)
    body.topic(meeting, "Plan", None)
    draft = agenda(body.state, meeting, Audience.MEMBERS, TODAY, "en").markdown()
    assert "status: draft" in draft
    assert "| Version | 0.1 – draft" in draft
    body.state.apply(meetings.circulate_agenda(body.state, meeting, TODAY))
    meeting = coming_again(body, meeting)
    sent = agenda(body.state, meeting, Audience.MEMBERS, TODAY, "en").markdown()
    assert "| Version | 1.0 – circulated" in sent
    assert "*Late:*" not in sent
    body.state.apply(agenda_items.add_item(body.state, meeting, "Visit"))
    later = agenda(body.state, meeting, Audience.MEMBERS, TODAY, "en").markdown()
    assert "| Version | 1.1 – circulated" in later
    assert later.count("*Late:* added after the agenda went out") == 1
    assert [line.item.late for line in agenda_items.agenda(body.state, meeting).lines] == [False, True]


def coming_again(body: Body, meeting: Meeting) -> Meeting:
    found = body.state.get(Meeting, meeting.id)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("title", "text", "alike"),
    [
        ("Shelter", "The shelters are inspected in May.", True),
        ("National plan of action", "The plan of action goes to the Council.", True),
        ("Report of the group", "The report of the group is adopted.", False),
        ("Training of judges", "Judges are paid.", False),
        ("Abrigo e proteção", "A proteção nos abrigos é paga.", True),
    ],
)
def test_two_texts_are_about_one_thing_by_their_words(title: str, text: str, alike: bool) -> None:
    wanted = words_of(title)
    assert is_alike(wanted, len(wanted & words_of(text))) is alike
