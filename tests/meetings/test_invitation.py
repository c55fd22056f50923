"""The invitation round: answers before the meeting, who is announced, and what the roll makes of it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.builders import MemoryState, organization, person

from ictwg.app.session import reactions
from ictwg.domain.changes import Changes, Edit
from ictwg.domain.records import AgendaItem, Decision, Group, Meeting, Person, Role
from ictwg.domain.schema import Setting
from ictwg.domain.values import (
    Answer,
    Capacity,
    Channel,
    Function,
    MeetingState,
    MembershipStatus,
    MinutesState,
    Presence,
)
from ictwg.locales import t
from ictwg.meetings import attendance, invitation, meetings
from ictwg.meetings.attendance import RollLine, roll
from ictwg.meetings.invitation import AnswerDetails, Invitation

DAY, TODAY = date(2010, 3, 12), date(2010, 3, 8)
BY_PHONE = AnswerDetails(TODAY, "the minister's office", Channel.PHONE)
COMING, NOT_COMING, SENDS, NONE = Answer.COMING, Answer.NOT_COMING, Answer.SENDS, Answer.NONE


class Office:
    """Five organizations are invited; MoJ has a focal point and an alternate, AMKV nobody who is named."""

    def __init__(self) -> None:
        self.state = MemoryState()
        self.meeting = self.state.add(Meeting, Meeting.date(DAY))
        self.orgs = {
            name: organization(self.state, name, status=MembershipStatus.MEMBER) for name in ("AMKV", "MoJ", "PNTL")
        }
        self.orgs["UNMIT"] = organization(self.state, "UNMIT", status=MembershipStatus.OBSERVER)
        for name, home, function in (
            ("Rui", "MoJ", Function.FOCAL_POINT),
            ("Ana", "MoJ", Function.ALTERNATE),
            ("Eva", "PNTL", Function.FOCAL_POINT),
            ("Tom", "UNMIT", Function.FOCAL_POINT),
        ):
            person(self.state, name, self.orgs[home], function)

    def line(self, name: str) -> RollLine:
        return next(
            line for line in roll(self.state, self.meeting) if name in (line.name, line.shown_name, line.acronym)
        )

    def commits(self, changes: Changes) -> None:
        """As the desk does it: with what follows by itself."""
        for reaction in reactions():
            followed = reaction(self.state, changes, TODAY)
            changes = changes.and_then(followed) if followed else changes
        self.state.apply(changes)
        found = self.state.get(Meeting, self.meeting.id)
        assert found is not None
        self.meeting = found

    def hears(self, name: str, answer: Answer, said: AnswerDetails = BY_PHONE) -> None:
        self.commits(invitation.answer(self.state, self.meeting, self.line(name), answer, said))

    def announces(self, name: str, who: str, title: str = "") -> None:
        self.commits(invitation.announce(self.state, self.meeting, self.line(name), who, title, BY_PHONE))

    @property
    def answers(self) -> dict[str, Answer]:
        """What each organization said as a whole."""
        said = self.asking.answers
        ranked = (COMING, NOT_COMING, Answer.SENDS)
        return {one.acronym: next((a for a in ranked if a in said[one.key]), NONE) for one in self.asking.respondents}

    @property
    def asking(self) -> Invitation:
        return Invitation(self.state, self.meeting, TODAY)

    @property
    def shown(self) -> list[tuple[str, str, str]]:
        return [(line.acronym, line.name, str(line.answer)) for line in roll(self.state, self.meeting)]


@pytest.fixture
def office() -> Office:
    return Office()


def test_an_answer_keeps_when_it_came_who_gave_it_and_how(office: Office) -> None:
    office.hears("Rui", NOT_COMING)
    record = office.line("Rui").record
    assert record is not None
    assert (record.answer, record.answered_on, record.answered_by) == (NOT_COMING, TODAY, "the minister's office")
    assert (record.answer_channel, record.state) == (Channel.PHONE, None)


def test_an_organization_comes_if_one_of_its_people_does(office: Office) -> None:
    assert set(office.answers.values()) == {NONE}
    office.hears("Rui", NOT_COMING)
    assert office.answers["MoJ"] is NOT_COMING
    office.hears("Ana", COMING)
    office.hears("AMKV", COMING)
    assert office.answers == {"AMKV": COMING, "MoJ": COMING, "PNTL": NONE, "UNMIT": NONE}
    assert office.asking.words == t("invitation.tally", coming="2", not_coming="0", unanswered="2")


def test_somebody_who_is_sent_is_expected_on_the_roll_by_name_and_title(office: Office) -> None:
    office.announces("Eva", "Zeca", "adviser")
    assert [one for one in office.shown if one[0] == "PNTL"] == [("PNTL", "Eva", "sends"), ("PNTL", "Zeca", "coming")]
    record = office.line("Zeca").record
    assert record is not None
    assert (record.title, record.in_place_of, record.capacity) == ("adviser", "Eva", Capacity.ALTERNATE)
    assert office.answers["PNTL"] is COMING


def test_on_the_day_one_key_marks_them_and_another_enters_them_on_the_register(office: Office) -> None:
    office.announces("Eva", "Zeca")
    office.commits(attendance.mark(office.state, office.meeting, office.line("Zeca"), Presence.PRESENT))
    record = office.line("Zeca").record
    assert record is not None
    office.commits(attendance.enrol(office.state, record, office.meeting, Function.ALTERNATE))
    zeca = next(one for one in office.state.all(Person) if one.name == "Zeca")
    assert [role.function for role in office.state.all(Role) if role.person == zeca.id] == [Function.ALTERNATE]
    assert len([line for line in roll(office.state, office.meeting) if line.name == "Zeca"]) == 1


def test_another_name_takes_the_place_of_the_one_announced_before(office: Office) -> None:
    office.announces("Eva", "Zeca")
    office.announces("Eva", "Maria")
    assert [name for acronym, name, _ in office.shown if acronym == "PNTL"] == ["Eva", "Maria"]
    office.hears("Eva", COMING)
    assert [one for one in office.shown if one[0] == "PNTL"] == [("PNTL", "Eva", "coming")]


def test_the_alternate_who_is_sent_gets_no_second_line(office: Office) -> None:
    office.announces("Rui", "ana")
    assert [one for one in office.shown if one[0] == "MoJ"] == [("MoJ", "Rui", "sends"), ("MoJ", "Ana", "coming")]


def test_an_organization_nobody_is_named_for_sends_somebody(office: Office) -> None:
    office.hears("AMKV", COMING)
    office.announces("AMKV", "Maria")
    assert [one for one in office.shown if one[0] == "AMKV"] == [("AMKV", "Maria", "coming")]


def test_taking_an_answer_back_leaves_no_answer_and_nobody_announced(office: Office) -> None:
    office.announces("Eva", "Zeca")
    office.hears("Eva", NONE)
    assert [one for one in office.shown if one[0] == "PNTL"] == [("PNTL", "Eva", "none")]
    office.announces("Eva", "Zeca")
    office.hears("Zeca", NONE)
    assert [one for one in office.shown if one[0] == "PNTL"] == [("PNTL", "Eva", "none")]


def test_a_guest_is_expected_and_asked_for_like_everybody(office: Office) -> None:
    office.commits(invitation.expect(office.state, office.meeting, "Leo", BY_PHONE, organization_text="Radio Loro"))
    assert office.answers["Radio Loro"] is COMING
    assert office.line("Leo").capacity is Capacity.GUEST
    assert office.line("Leo").state is None


def test_the_answer_is_no_presence(office: Office) -> None:
    office.hears("Rui", COMING)
    office.announces("Eva", "Zeca")
    assert {line.state for line in roll(office.state, office.meeting)} == {None}


def test_whoever_does_not_come_has_sent_apologies_once_it_is_held(office: Office) -> None:
    office.hears("Rui", NOT_COMING)
    office.hears("Eva", NOT_COMING)
    marked = attendance.mark(office.state, office.meeting, office.line("Eva"), Presence.PRESENT)
    office.commits(marked.and_then(meetings.hold(office.state, office.meeting)))
    assert office.meeting.state is MeetingState.HELD
    states = {line.name: line.state for line in roll(office.state, office.meeting)}
    assert states == {"": None, "Rui": Presence.APOLOGIES, "Ana": None, "Eva": Presence.PRESENT, "Tom": None}


def test_the_invitation_ticks_its_step_and_begins_the_round() -> None:
    office = Office()
    office.state.apply(meetings.plan(office.state, DAY))
    planned = next(m for m in office.state.all(Meeting) if m.id != office.meeting.id)
    assert not invitation.is_asked(office.state, planned)
    office.commits(invitation.circulate_invitation(office.state, planned, TODAY))
    found = office.state.get(Meeting, planned.id)
    assert found is not None
    assert found.invitation_circulated == TODAY
    assert invitation.is_asked(office.state, found)


steps = st.lists(
    st.tuples(
        st.sampled_from(["AMKV", "Rui", "Ana", "Eva", "Tom"]), st.sampled_from([*Answer, "Zeca", "Maria", "Ana"])
    ),
    max_size=8,
)


@example([("AMKV", "Maria"), ("AMKV", "Zeca"), ("AMKV", Answer.NONE)])
@given(steps)
def test_nobody_is_counted_twice_and_nobody_lost(told: list[tuple[str, str]]) -> None:
    """The figures add up to the organizations of the roster, whatever is answered in whatever order."""
    office = Office()
    for name, answer in told:
        lines = [line for line in roll(office.state, office.meeting) if name in (line.name, line.acronym)]
        if not lines:
            continue
        if answer in list(Answer):
            office.commits(invitation.answer(office.state, office.meeting, lines[0], Answer(answer), BY_PHONE))
        else:
            office.commits(invitation.announce(office.state, office.meeting, lines[0], answer, "", BY_PHONE))
    assert list(office.answers) == ["AMKV", "MoJ", "PNTL", "UNMIT"]
    assert office.asking.count[1] == 4
    names = [(line.acronym, line.name) for line in roll(office.state, office.meeting)]
    assert len(names) == len(set(names))


class Ruled(Office):
    """A group that needs two of its three members."""

    def __init__(self) -> None:
        super().__init__()
        self.state.add(Group, Group.quorum_rule("ToR, § 7"))
        place = Decision.meeting(self.meeting.id)
        first, second = (self._item(order) for order in ("m1", "m2"))
        figures = (Decision.represented(0), Decision.represented_of(3), Decision.quorum_needed(2))
        self.decisions = [
            self.state.add(Decision, place, Decision.item(item.id), *figures).id for item in (first, second)
        ]
        self.items = (first, second)

    def _item(self, order: str) -> AgendaItem:
        return self.state.add(AgendaItem, AgendaItem.meeting(self.meeting.id), AgendaItem.order(order))

    @property
    def kept(self) -> list[int | None]:
        found = [self.state.get(Decision, id) for id in self.decisions]
        return [one.represented for one in found if one is not None]

    def comes(self, name: str) -> None:
        self.commits(attendance.mark(self.state, self.meeting, self.line(name), Presence.PRESENT))


def test_a_decision_keeps_who_was_in_the_room_though_the_roll_is_called_after_it() -> None:
    room = Ruled()
    room.comes("Rui")
    room.comes("Eva")
    assert room.kept == [2, 2]
    room.commits(attendance.leave(room.state, room.meeting, room.line("Eva"), room.items[1]))
    assert room.kept == [2, 1]


@pytest.mark.parametrize(
    "frozen", [Meeting.minutes_state(MinutesState.ADOPTED), Meeting.source("minutes/2010-03-12.md")]
)
def test_what_is_adopted_or_stands_in_a_file_keeps_its_figures(frozen: Setting) -> None:
    room = Ruled()
    room.state.apply(Edit("verbs.edited").update(room.meeting, frozen).done())
    room.comes("Rui")
    assert room.kept == [0, 0]


def test_a_decision_taken_without_a_rule_gets_no_figures() -> None:
    office = Office()
    decision = office.state.add(Decision, Decision.meeting(office.meeting.id))
    office.state.add(Group, Group.quorum_rule("ToR, § 7"))
    office.commits(attendance.mark(office.state, office.meeting, office.line("Rui"), Presence.PRESENT))
    found = office.state.get(Decision, decision.id)
    assert found is not None
    assert (found.represented, found.quorum_needed) == (None, None)
