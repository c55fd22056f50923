"""What is proposed for the next meeting, and why."""

from __future__ import annotations

from datetime import date, time

import pytest
from tests.body import Body, named
from tests.builders import organization

from ictwg.app.next_meeting.assembling import propose
from ictwg.app.next_meeting.proposal import hours
from ictwg.domain.order import spread
from ictwg.domain.records import Action, AgendaItem, Decision, Entry, Meeting, Person, Role, TemplateItem
from ictwg.domain.values import (
    ActionStatus,
    Audience,
    Function,
    Implementation,
    ItemKind,
    MeetingKind,
    MeetingState,
    MembershipStatus,
    MinutesState,
    Outcome,
)
from ictwg.locales import t
from ictwg.meetings import agenda, meetings

FIRST, SECOND, THIRD = date(2010, 1, 15), date(2010, 2, 12), date(2010, 3, 12)
TODAY, NEXT = date(2010, 3, 20), date(2010, 4, 9)
STANDARD = [
    "Opening",
    "Adoption of the agenda",
    "Minutes of the previous meeting",
    "Matters arising",
    "Any other business",
    "Next meeting",
    "Closure",
]


@pytest.fixture
def body() -> Body:
    return Body()


def topics(body: Body) -> list[str]:
    return [item.title for item in body.propose(TODAY, NEXT).items if item.kind is ItemKind.TOPIC]


def test_without_a_day_it_looks_back_on_what_is_held_today(body: Body) -> None:
    body.meet(TODAY)
    item = named(body.propose(TODAY), "Minutes of the previous meeting")
    assert (item.kept, item.why) == (True, t("preparing.why.previous", meetings="M-2010-03-20", count=1))


@pytest.mark.parametrize(
    ("ended", "proposed"),
    [("10:30", "10:30"), ("10:45", "10:45"), ("10:20", "10:30"), ("10:52", "11:00"), ("23:58", "00:00")],
)
def test_a_meeting_is_proposed_to_the_half_hour_where_the_last_was_closed_to_the_minute(
    body: Body, ended: str, proposed: str
) -> None:
    body.meet(THIRD, Meeting.start(time(9)), Meeting.end(time.fromisoformat(ended)))
    assert hours(body.state, body.propose(TODAY, NEXT)) == (time(9), time.fromisoformat(proposed))


def test_a_meeting_is_proposed_until_when_the_last_was_planned_not_until_when_it_went_on(body: Body) -> None:
    hour = (Meeting.start(time(9)), Meeting.end(time(11, 10)), Meeting.ended(time(12, 3)))
    body.meet(THIRD, *hour)
    assert hours(body.state, body.propose(TODAY, NEXT)) == (time(9), time(11, 10))


def test_the_minutes_that_wait_are_named_with_their_state(body: Body) -> None:
    body.meet(THIRD, Meeting.minutes_state(MinutesState.CIRCULATED))
    item = named(body.propose(TODAY, NEXT), "Minutes of the previous meeting")
    assert item.kept
    assert item.why == t("preparing.why.previous", meetings="M-2010-03-12", count=1)
    assert item.lines == ("M-2010-03-12 · 12 Mar 2010 · circulated",)


def test_adopted_minutes_are_not_put_to_the_meeting_again(body: Body) -> None:
    body.meet(THIRD, Meeting.minutes_state(MinutesState.ADOPTED))
    item = named(body.propose(TODAY, NEXT), "Minutes of the previous meeting")
    assert (item.kept, item.why) == (False, t("preparing.why.adopted", meeting="M-2010-03-12"))


def test_matters_arising_are_the_open_actions_and_those_closed_since_by_organization(body: Body) -> None:
    ministry, police = (organization(body.state, acronym) for acronym in ("MoJ", "PNTL"))
    item = body.topic(body.meet(THIRD), "Training")
    body.promise(item, "Draft it", "A-2010-001", Action.owners((police.id,)), Action.due(FIRST))
    body.promise(item, "Send it", "A-2010-002", Action.owners((ministry.id,)))
    done = (Action.status(ActionStatus.DONE), Action.closed_on(TODAY))
    body.promise(item, "Print it", "A-2010-003", Action.owners((ministry.id,)), *done)
    old = (Action.status(ActionStatus.DONE), Action.closed_on(SECOND))
    body.promise(item, "Forget it", "A-2010-004", *old)
    arising = named(body.propose(TODAY, NEXT), "Matters arising")
    assert arising.lines == (
        "MoJ: A-2010-002 Send it",
        "PNTL: A-2010-001 Draft it · due Fri 15 January 2010, overdue",
        f"MoJ: A-2010-003 Print it · {t('preparing.to_confirm', status='done')}",
    )
    assert arising.why == t("preparing.why.arising", count=3)


def test_members_who_stay_away_are_to_be_spoken_to_and_are_no_item_of_their_own(body: Body) -> None:
    organization(body.state, "MoJ", status=MembershipStatus.MEMBER, since=FIRST)
    organization(body.state, "EU", status=MembershipStatus.OBSERVER, since=FIRST)
    for day in (FIRST, SECOND):
        body.missed(body.meet(day))
    assert named(body.propose(TODAY, NEXT), "Matters arising").lines == ()
    held = body.missed(body.meet(THIRD))
    arising = named(body.propose(TODAY, NEXT), "Matters arising")
    assert arising.lines == (t("preparing.away", organization="MoJ", missed=t("attendance.missed", count=3)),)
    assert (arising.kept, arising.why) == (
        False,
        t("preparing.why.away", said=t("preparing.why.nothing_arising"), count=1),
    )
    body.promise(body.topic(held, "Training"), "Print it", "A-2010-001")
    arising = named(body.propose(TODAY, NEXT), "Matters arising")
    assert (arising.kept, arising.why) == (
        True,
        t("preparing.why.away", said=t("preparing.why.arising", count=1), count=1),
    )
    there = body.accept(body.propose(TODAY, NEXT))
    assert named(body.propose(TODAY, NEXT), "Matters arising").lines == arising.lines
    assert t("preparing.away", organization="MoJ", missed="").strip() not in "".join(
        item.background for item in body.state.all(AgendaItem) if item.meeting == there.id
    )


def test_a_topic_deferred_three_times_says_so(body: Body) -> None:
    first = body.topic(body.meet(FIRST), "Shelter", Outcome.DEFERRED)
    second = body.topic(body.meet(SECOND), "Shelter", Outcome.NOT_REACHED, AgendaItem.carried_from(first.id))
    body.topic(body.meet(THIRD), "Shelter", Outcome.DEFERRED, AgendaItem.carried_from(second.id))
    why = named(body.propose(TODAY, NEXT), "Shelter").why
    assert why == t(
        "preparing.why.times", said=t("preparing.why.deferred", meeting="M-2010-03-12"), count=3, first="M-2010-01-15"
    )


def test_a_topic_keeps_what_was_prepared_for_it_and_who_may_see_it(body: Body) -> None:
    meeting = body.meet(THIRD, Meeting.audience(Audience.CORE))
    more = (
        AgendaItem.proposed_decision("Adopt it."),
        AgendaItem.papers(("plan.pdf",)),
        AgendaItem.minutes_allotted(30),
    )
    item = body.topic(meeting, "Plan", Outcome.DEFERRED, AgendaItem.chair_note("MoJ is against."), *more)
    proposed = named(body.propose(TODAY, NEXT), "Plan")
    assert proposed.of(AgendaItem.proposed_decision) == "Adopt it."
    assert proposed.of(AgendaItem.papers) == ("plan.pdf",)
    assert proposed.of(AgendaItem.chair_note) == "MoJ is against."
    assert proposed.minutes == 30
    assert proposed.of(AgendaItem.audience) is Audience.CORE
    assert proposed.of(AgendaItem.carried_from) == item.id


def test_decisions_that_are_not_carried_out_are_one_item_without_those_replaced(body: Body) -> None:
    item = body.topic(body.meet(THIRD), "Training")
    old = body.decide(item, "It takes place in May.", "D-2010-01")
    body.decide(item, "It takes place in June.", "D-2010-02", Decision.supersedes((old.id,)))
    body.decide(item, "MoJ leads.", "D-2010-03", Decision.status(Implementation.IMPLEMENTED))
    proposed = named(body.propose(TODAY, NEXT), t("preparing.title.awaited"))
    assert proposed.lines == ("D-2010-02 It takes place in June.",)
    assert proposed.of(AgendaItem.background) == "- D-2010-02 It takes place in June."


def test_what_the_readers_of_an_agenda_may_not_see_is_not_written_into_it(body: Body) -> None:
    secret = body.topic(body.meet(THIRD), "Case", None, AgendaItem.audience(Audience.CORE))
    body.decide(secret, "CANARY", "D-2010-01")
    body.decide(body.topic(body.meet(SECOND), "Training"), "In May.", "D-2010-02")
    proposed = named(body.propose(TODAY, NEXT), t("preparing.title.awaited"))
    assert "CANARY" not in proposed.of(AgendaItem.background)


def test_parked_topics_are_proposed_to_the_body_that_they_wait_for(body: Body) -> None:
    law = Body(body.state, "LAW")
    body.state.apply(agenda.add_item(body.state, None, "Visit"))
    body.state.apply(agenda.park(body.state, law.topic(law.meet(THIRD), "Definitions")))
    assert topics(body) == ["Visit"]
    assert topics(law) == ["Definitions"]


def test_what_stood_on_two_of_the_last_three_agendas_stands_there_always(body: Body) -> None:
    for day, titles in ((FIRST, ("News", "Budget")), (SECOND, ("Visit",)), (THIRD, ("news", "Visit of a minister"))):
        meeting = body.meet(day)
        for title in titles:
            body.note(body.topic(meeting, title))
    assert topics(body) == ["news"]
    assert named(body.propose(TODAY, NEXT), "news").why == t("preparing.why.standing", count=2)


def test_what_was_carried_over_again_and_again_is_no_standing_item(body: Body) -> None:
    first = body.topic(body.meet(FIRST), "Shelter", Outcome.DEFERRED)
    second = body.topic(body.meet(SECOND), "Shelter", Outcome.DEFERRED, AgendaItem.carried_from(first.id))
    body.topic(body.meet(THIRD), "Shelter", Outcome.DECIDED, AgendaItem.carried_from(second.id))
    assert topics(body) == []


def test_an_item_gets_the_minutes_that_it_had_last(body: Body) -> None:
    body.topic(body.meet(THIRD), "Welcome", None, AgendaItem.kind(ItemKind.OPENING), AgendaItem.minutes_allotted(5))
    assert named(body.propose(TODAY, NEXT), "Opening").minutes == 5


def test_the_minutes_of_the_last_meeting_name_topics_of_the_next(body: Body) -> None:
    item = body.topic(body.meet(THIRD), "Agenda of the next meeting")
    review = body.note(item, "Annual review")
    body.note(item, "of the training", Entry.parent(review.id))
    body.note(item, "Visit of a minister", Entry.audience(Audience.CORE))
    assert topics(body) == ["Annual review", "Visit of a minister"]
    proposal = body.propose(TODAY, NEXT)
    assert named(proposal, "Annual review").of(AgendaItem.background) == "- of the training"
    assert named(proposal, "Visit of a minister").of(AgendaItem.audience) is Audience.CORE


def test_whoever_holds_the_chair_and_takes_minutes_that_day_is_proposed(body: Body) -> None:
    state = body.state
    body.meet(SECOND, Meeting.chair("Carlos Belo"), Meeting.minute_taker("Eva Dias"))
    ana = state.add(Person, Person.name("Ana Soares"))
    state.add(Role, Role.function(Function.CHAIR), Role.person(ana.id), Role.since(THIRD))
    assert (body.accept(body.propose(TODAY, NEXT)).chair) == "Ana Soares"
    state.apply(meetings.plan(state, NEXT, Meeting.venue("Dili")))
    by_hand = next(one for one in state.all(Meeting) if one.venue == "Dili")
    assert (by_hand.chair, by_hand.minute_taker) == ("Ana Soares", "")
    proposed = next(one for one in state.all(Meeting) if one.date == NEXT and one is not by_hand)
    assert proposed.minute_taker == "Eva Dias"


def test_a_template_says_what_every_agenda_of_its_kind_begins_with(body: Body) -> None:
    titles = (("Welcome", ItemKind.OPENING), ("Round of news", ItemKind.TOPIC), ("End", ItemKind.CLOSING))
    for (title, kind), order in zip(titles, spread(3), strict=True):
        body.state.add(TemplateItem, TemplateItem.title(title), TemplateItem.kind(kind), TemplateItem.order(order))
    body.topic(body.meet(THIRD), "Shelter", Outcome.DEFERRED)
    assert [item.title for item in body.propose(TODAY, NEXT).items] == ["Welcome", "Shelter", "Round of news", "End"]
    special = propose(body.state, TODAY, on=NEXT, kind=MeetingKind.EXTRAORDINARY)
    assert [item.title for item in special.items] == [*STANDARD[:4], "Shelter", *STANDARD[4:]]


class TestPlannedAlready:
    def test_what_is_missing_is_added_and_what_is_there_stays_where_it_is(self, body: Body) -> None:
        body.topic(body.meet(THIRD), "Shelter", Outcome.DEFERRED)
        body.state.apply(meetings.plan(body.state, NEXT))
        body.state.apply(agenda.add_item(body.state, body.state.all(Meeting)[-1], "Budget"))
        proposal = body.propose(TODAY)
        assert [item.title for item in proposal.kept] == [*STANDARD[:4], "Budget", "Shelter", *STANDARD[4:]]
        before = {item.id: item.order for item in body.state.all(AgendaItem)}
        meeting = body.accept(proposal)
        assert body.titles(meeting) == [*STANDARD[:4], "Budget", "Shelter", *STANDARD[4:]]
        assert all(item.order == before[item.id] for item in body.state.all(AgendaItem) if item.id in before)
        again = body.propose(TODAY)
        assert again.kept == again.items
        assert all(item.there for item in again.items)

    def test_a_standing_item_that_somebody_took_out_is_only_offered(self, body: Body) -> None:
        body.topic(body.meet(NEXT, state=MeetingState.PLANNED), "Welcome", None, AgendaItem.kind(ItemKind.OPENING))
        proposal = body.propose(TODAY)
        assert [item.title for item in proposal.kept] == ["Welcome"]
        assert [item.title for item in proposal.items] == ["Welcome", *STANDARD[1:]]

    def test_what_was_typed_by_hand_is_the_subject_that_was_put_off(self, body: Body) -> None:
        item = body.topic(body.meet(THIRD), "Shelter", Outcome.DEFERRED)
        typed = body.topic(body.meet(NEXT, state=MeetingState.PLANNED), "shelter ")
        assert [one.title for one in body.propose(TODAY).kept] == ["shelter"]
        body.accept(body.propose(TODAY))
        assert body.again(AgendaItem, typed.id).carried_from == item.id

    def test_the_meeting_of_the_day_that_is_named_is_meant(self, body: Body) -> None:
        for day in (NEXT, date(2010, 5, 14)):
            body.meet(day, state=MeetingState.PLANNED)
        assert body.propose(TODAY).day.day == NEXT
        assert body.propose(TODAY, date(2010, 5, 14)).meeting
        assert not body.propose(TODAY, date(2010, 6, 11)).meeting
