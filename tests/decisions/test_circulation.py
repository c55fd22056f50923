"""Decisions by circulation: what goes round, who answered, how it ends, and what the next agenda says of it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import MemoryState, organization
from tests.filtering import through

from ictwg.decisions import circulation
from ictwg.decisions.circulation import AnswerTally
from ictwg.decisions.decision_detail import positions
from ictwg.decisions.decisions import supersede
from ictwg.domain.agenda import agenda_of
from ictwg.domain.changes import Edit
from ictwg.domain.records import AgendaItem, Decision, Group, Meeting, Organization, Position
from ictwg.domain.seen import AudienceView
from ictwg.domain.values import Audience, Basis, Channel, Implementation, MembershipStatus, Silence, Stance
from ictwg.errors import UsageError
from ictwg.locales import t
from ictwg.records.asking import Respondent
from ictwg.records.lookup import Lookup

TODAY = date(2010, 3, 12)
DEADLINE = date(2010, 3, 22)


@pytest.fixture
def state() -> MemoryState:
    made = MemoryState()
    made.add(Group, Group.silence(Silence.AGREES), Group.comment_days(10))
    for acronym in ("MoJ", "PNTL", "IOM"):
        organization(made, acronym, status=MembershipStatus.MEMBER, since=date(2005, 1, 1))
    organization(made, "UNDP", status=MembershipStatus.OBSERVER, since=date(2005, 1, 1))
    return made


def proposed(state: MemoryState, text: str = "The standards apply", **values: str) -> Decision:
    id, changes = circulation.propose(Lookup(state, TODAY), {"text": text} | values)
    state.apply(changes)
    return again(state, id)


def again(state: MemoryState, id: str) -> Decision:
    found = state.get(Decision, id)
    assert found is not None
    return found


def says(state: MemoryState, decision: Decision, acronym: str, stance: Stance, reason: str = "") -> None:
    who = next(one for one in state.all(Organization) if one.acronym == acronym)
    state.apply(circulation.answer(state, decision, who, stance, TODAY, channel=Channel.EMAIL, reason=reason))


def test_a_text_goes_round_with_a_reference_and_the_days_that_the_group_gives(state: MemoryState) -> None:
    decision = proposed(state)
    assert (decision.reference, decision.status, decision.basis) == (
        "D-2010-01", Implementation.PROPOSED, Basis.CIRCULATION,
    )  # fmt: skip
    assert (decision.circulated_on, decision.answers_until, decision.decided_on) == (TODAY, DEADLINE, None)
    assert proposed(state, answers_until="2010-04-01").answers_until == date(2010, 4, 1)


def test_another_answer_takes_the_place_of_the_first(state: MemoryState) -> None:
    decision = proposed(state)
    says(state, decision, "MoJ", Stance.ABSTAINS)
    says(state, decision, "MoJ", Stance.AGREES, "after asking the minister")
    (noted,) = state.all(Position)
    assert (noted.stance, noted.on, noted.channel, noted.reason) == (
        Stance.AGREES, TODAY, Channel.EMAIL, "after asking the minister",
    )  # fmt: skip


def test_members_are_counted_and_others_only_noted(state: MemoryState) -> None:
    decision = proposed(state)
    says(state, decision, "PNTL", Stance.DISAGREES)
    says(state, decision, "UNDP", Stance.AGREES)
    counted = circulation.tally(state, decision, TODAY)
    assert [(one.acronym, one.is_counted) for one in counted.answers] == [
        ("IOM", True), ("MoJ", True), ("PNTL", True), ("UNDP", False),
    ]  # fmt: skip
    assert (counted.of, counted.count(Stance.AGREES), counted.count(Stance.DISAGREES)) == (3, 0, 1)
    assert counted.words == f"1 disagrees · {t('circulation.silent.counts_as_agrees', count=2)}"


def test_who_belonged_on_the_last_day_is_asked(state: MemoryState) -> None:
    decision = proposed(state)
    organization(state, "MSS", status=MembershipStatus.MEMBER, since=DEADLINE + timedelta(days=1))
    assert circulation.tally(state, decision, DEADLINE + timedelta(days=9)).of == 3


@pytest.mark.parametrize("taken", [True, False])
def test_the_end_is_noted_on_the_next_agenda(state: MemoryState, taken: bool) -> None:
    meeting = state.add(Meeting, Meeting.date(date(2010, 4, 9)))
    earlier = proposed(state, "Old")
    decision = proposed(state, papers="standards.pdf")
    state.apply(supersede(state, decision, [earlier]))
    assert again(state, earlier.id).status is Implementation.PROPOSED
    late = DEADLINE + timedelta(days=3)
    state.apply(circulation.conclude(state, again(state, decision.id), late, taken=taken))
    ended = again(state, decision.id)
    assert ended.status is (Implementation.PENDING if taken else Implementation.NOT_TAKEN)
    assert (ended.decided_on, ended.reference) == (DEADLINE, "D-2010-02")
    assert (again(state, earlier.id).status is Implementation.OVERTAKEN) is taken
    (item,) = state.linked(AgendaItem, AgendaItem.meeting, meeting.id)
    assert "D-2010-02" in item.title
    assert item.papers == ("standards.pdf",)
    assert circulation.proposals(state) == (again(state, earlier.id),) * (not taken)
    with pytest.raises(UsageError):
        circulation.conclude(state, ended, late, taken=taken)


def test_without_a_meeting_to_come_the_note_waits_in_the_parking_lot(state: MemoryState) -> None:
    state.apply(circulation.conclude(state, proposed(state), TODAY, taken=True))
    assert [item.meeting for item in state.all(AgendaItem)] == [None]


def test_the_register_tells_what_circulates_and_what_is_past_its_deadline(state: MemoryState) -> None:
    decision = proposed(state)
    assert [row.id for row in through(state, Decision, "is:circulating is:open", TODAY)] == [decision.id]
    assert through(state, Decision, "is:late", DEADLINE) == through(state, Decision, "is:taken", TODAY) == ()
    assert [row.id for row in through(state, Decision, "is:late", DEADLINE + timedelta(days=1))] == [decision.id]


@given(st.lists(st.sampled_from(list(Stance)), max_size=9), st.sampled_from(list(Silence)))
def test_silence_counts_only_as_the_rule_says(stances: list[Stance], silence: Silence) -> None:
    said = (None if one is Stance.NO_ANSWER else one for one in stances)
    answers = tuple(Respondent(str(n), str(n), str(n), "", one) for n, one in enumerate(said))
    silent = stances.count(Stance.NO_ANSWER) if silence is Silence.AGREES else 0
    agree, disagree = stances.count(Stance.AGREES) + silent, stances.count(Stance.DISAGREES)
    assert AnswerTally(answers, silence).carried is (agree > disagree)


@pytest.mark.parametrize("votes", [True, False])
def test_who_may_not_see_positions_is_not_told_who_is_silent(state: MemoryState, votes: bool) -> None:
    group = state.all(Group)[0]
    state.apply(Edit("verbs.edited").update(group, Group.votes(votes)).done())
    decision = proposed(state)
    says(state, decision, "MoJ", Stance.AGREES)
    told = [bool(positions(Lookup(AudienceView(state, audience), TODAY), decision)) for audience in Audience]
    assert told == [votes, votes, votes, True]


@pytest.mark.parametrize("taken", [True, False])
def test_several_are_concluded_at_once_and_each_keeps_its_number_and_text(state: MemoryState, *, taken: bool) -> None:
    state.add(Meeting, Meeting.date(TODAY + timedelta(days=60)))
    several = [proposed(state, text) for text in ("One", "Two", "Three")]
    alone = proposed(state, "Four")
    said = [(one.reference, one.text) for one in several]
    state.apply(circulation.conclude_all(state, several, TODAY, taken=taken))
    now = [again(state, one.id) for one in several]
    status = Implementation.PENDING if taken else Implementation.NOT_TAKEN
    assert [(one.reference, one.text) for one in now] == said
    assert {(one.status, one.basis, one.decided_on) for one in now} == {(status, Basis.CIRCULATION, TODAY)}
    assert circulation.is_open(again(state, alone.id))
    noted = [line.item for line in agenda_of(state, state.all(Meeting)[0])]
    assert [reference in one.title for one, (reference, _) in zip(noted, said, strict=True)] == [True] * 3
    assert len({one.order for one in noted}) == len(several), "each has a place of its own"
