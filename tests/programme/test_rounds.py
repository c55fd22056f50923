"""Rounds: who is asked, who has answered, who is reminded, and the round after."""

from __future__ import annotations

from datetime import date

import pytest
from tests.builders import MemoryState, organization, person

from ictwg.app.asking_messages import copy_reminder
from ictwg.domain.changes import Edit
from ictwg.domain.records import (
    Activity,
    ActivityReport,
    Organization,
    Person,
    Plan,
    Recommendation,
    Round,
    RoundAnswer,
)
from ictwg.domain.values import (
    AskingKind,
    Audience,
    Function,
    MembershipStatus,
    OrganizationType,
    RoundKind,
    RoundState,
)
from ictwg.programme.owed import askings
from ictwg.programme.rounds import RoundAsking, answers_of, asked, closed, silent, to_be_asked
from ictwg.records.editing import add, set_fields
from ictwg.records.filter_words import readers_of, understood
from ictwg.records.lookup import Lookup
from ictwg.records.tables import record_detail

TODAY = date(2010, 2, 15)


@pytest.fixture
def state() -> MemoryState:
    made = MemoryState()
    for acronym, kind in (("NGO-A", "ngo"), ("MoJ", "government"), ("PNTL", "security"), ("UN-A", "international")):
        member = Organization.type(OrganizationType(kind))
        organization(made, acronym, member, status=MembershipStatus.MEMBER, since=date(2009, 1, 1))
    organization(made, "OBS", status=MembershipStatus.OBSERVER)
    plan = made.add(Plan, Plan.title("National Plan")).id
    for title, lead in (("Law", "MoJ"), ("Raids", "PNTL"), ("Courts", "MoJ")):
        made.add(Activity, Activity.plan(plan), Activity.title(title), Activity.lead(named(made, lead)))
    return made


def named(state: MemoryState, acronym: str) -> str:
    return next(one.id for one in state.all(Organization) if one.acronym == acronym)


def begun(state: MemoryState, kind: RoundKind, *, plan: bool = True) -> Round:
    settings = (Round.title("First quarter"), Round.kind(kind), Round.closes_on(date(2010, 3, 31)))
    about = state.add(
        Round,
        *settings,
        Round.opens_on(date(2010, 2, 1)),
        Round.plan(state.all(Plan)[0].id if plan else None),
        Round.recurrence("FREQ=MONTHLY;INTERVAL=3"),
    )
    state.apply(asked(state, about, TODAY))
    return about


def acronyms(state: MemoryState, answers: tuple[RoundAnswer, ...]) -> list[str]:
    lookup = Lookup(state, TODAY)
    return [lookup.name(Organization, one.organization or "") for one in answers]


def test_a_round_on_activities_asks_their_leads_and_any_other_the_members(state: MemoryState) -> None:
    about = begun(state, RoundKind.ACTIVITY_REPORTS)
    assert acronyms(state, answers_of(state, about)) == ["MoJ", "PNTL"]
    other = begun(state, RoundKind.CONTACTS, plan=False)
    assert acronyms(state, answers_of(state, other)) == ["MoJ", "PNTL", "UN-A", "NGO-A"]  # in protocol order
    assert [one.acronym for one in to_be_asked(state, other, TODAY)] == ["MoJ", "PNTL", "UN-A", "NGO-A"]


def test_a_report_is_the_answer_of_its_organization(state: MemoryState) -> None:
    about = begun(state, RoundKind.ACTIVITY_REPORTS)
    activity = next(one for one in state.all(Activity) if one.title == "Courts")
    typed = {"activity": "Courts", "organization": "MoJ", "round": "First quarter", "reported_on": "2010-02-12"}
    state.apply(add(Lookup(state, TODAY), ActivityReport, typed)[1])
    assert acronyms(state, silent(state, about)) == ["PNTL"]
    (came,) = (one for one in answers_of(state, about) if one.state is RoundState.RECEIVED)
    assert came.answered_on == date(2010, 2, 12)
    assert state.linked(ActivityReport, ActivityReport.activity, activity.id)


def test_only_who_has_not_answered_is_reminded(state: MemoryState) -> None:
    about = begun(state, RoundKind.ACTIVITY_REPORTS)
    first = answers_of(state, about)[0]
    state.apply(set_fields(Lookup(state, TODAY), first, {"state": "nothing to report"}))
    asking = RoundAsking(state, about, date(2010, 2, 20))
    state.apply(asking.remind(asking.respondents))
    assert [(one.state, one.reminded_on) for one in answers_of(state, about)] == [
        (RoundState.NOTHING_TO_REPORT, None),
        (RoundState.REMINDED, date(2010, 2, 20)),
    ]
    state.apply(asked(state, about, date(2010, 2, 21)))  # asking again leaves what is known
    assert [one.state for one in answers_of(state, about)] == [RoundState.NOTHING_TO_REPORT, RoundState.REMINDED]


def test_it_is_asked_before_a_round_is_closed_early_and_a_typed_day_closes_it_as_the_key_does(
    state: MemoryState,
) -> None:
    about = begun(state, RoundKind.ACTIVITY_REPORTS)
    assert "2" in RoundAsking(state, about, date(2010, 3, 30)).early
    assert not RoundAsking(state, about, date(2010, 3, 31)).early
    for one in answers_of(state, about):
        state.apply(set_fields(Lookup(state, TODAY), one, {"state": "nothing to report"}))
    assert not RoundAsking(state, about, TODAY).early
    for day in ("2010-02-12", "", "2010-02-12"):
        state.apply(set_fields(Lookup(state, TODAY), about, {"closed_on": day}))
        (following,) = (one for one in state.all(Round) if one.earlier)
        if not day:
            state.apply(set_fields(Lookup(state, TODAY), following, {"title": "Renamed"}))
    assert following.title == "Renamed"


def test_a_round_that_repeats_makes_the_next_once(state: MemoryState) -> None:
    about = begun(state, RoundKind.ACTIVITY_REPORTS)
    twice = closed(state, about, date(2010, 4, 2)), closed(state, about, date(2010, 4, 3))  # two people, offline
    for changes in twice:
        state.apply(changes)
    (following,) = (one for one in state.all(Round) if one.earlier == about.id)
    assert (following.title, following.plan, following.closed_on) == (about.title, about.plan, None)
    assert (following.opens_on, following.closes_on) == (date(2010, 5, 1), date(2010, 6, 30))


def test_all_that_many_were_asked_for_is_seen_alike(state: MemoryState) -> None:
    about = begun(state, RoundKind.ACTIVITY_REPORTS)
    (only,) = askings(state, TODAY)
    assert (only.KIND, only.record, only.until) == (AskingKind.ROUND, about, date(2010, 3, 31))
    assert [one.acronym for one in only.waiting] == ["MoJ", "PNTL"]
    assert not RoundAsking(state, about, date(2010, 3, 31)).is_late
    assert RoundAsking(state, about, date(2010, 4, 1)).is_late
    state.apply(closed(state, about, date(2010, 4, 2)))
    assert askings(state, TODAY) == ()


def test_what_was_done_about_a_recommendation_stands_beside_it(state: MemoryState) -> None:
    lookup = Lookup(state, TODAY, "en")
    one = state.add(Recommendation, Recommendation.code("45"), Recommendation.text("Enact a law"))
    silent_one = understood("is:no_activity", TODAY, readers_of(lookup, Recommendation))
    assert silent_one.fits(one)
    law = next(part for part in state.all(Activity) if part.title == "Law")
    state.apply(set_fields(lookup, law, {"recommendations": "Enact a law"}))
    assert not silent_one.fits(one)
    assert record_detail(lookup, one).sections[0].lines[0] == "Law – no report received"


def test_the_yearly_confirmation_encloses_the_entries_of_each_and_dates_them(state: MemoryState) -> None:
    home = next(one for one in state.all(Organization) if one.acronym == "MoJ")
    ana = person(state, "Ana Soares", home, Function.FOCAL_POINT)
    state.apply(Edit("verbs.edited").update(ana, Person.position("Adviser"), Person.phone("+670 7700 0000")).done())
    person(state, "Eva", next(one for one in state.all(Organization) if one.acronym == "PNTL"), Function.FOCAL_POINT)
    about = begun(state, RoundKind.CONTACTS, plan=False)
    text = copy_reminder(state, RoundAsking(state, about, TODAY), Audience.MEMBERS, home.id).text
    assert "- Ana Soares, Adviser, +670 7700 0000" in text
    assert "Eva" not in text
    asking = RoundAsking(state, about, TODAY)
    one = next(one for one in asking.respondents if one.organization == home.id)
    state.apply(asking.note(Lookup(state, TODAY), one, {RoundAnswer.state.name: "received"}))
    assert {one.name: one.confirmed_on for one in state.all(Person)} == {"Ana Soares": TODAY, "Eva": None}
    unconfirmed = understood("confirmed_on:none", TODAY, readers_of(Lookup(state, TODAY, "en"), Person))
    assert [one.name for one in state.all(Person) if unconfirmed.fits(one)] == ["Eva"]


@pytest.mark.parametrize(
    ("title", "following"),
    [
        ("Progress until December 2009", "Progress until March 2010"),
        ("Progresso até dezembro 2009", "Progresso até março 2010"),
        ("Reports Q4 2009", "Reports Q1 2010"),
        ("Contacts", "Contacts"),
    ],
)
def test_the_next_round_is_called_by_its_own_month(state: MemoryState, title: str, following: str) -> None:
    about = begun(state, RoundKind.ACTIVITY_REPORTS)
    edit = Edit("verbs.edited").update(about, Round.title(title), Round.until(date(2009, 12, 31)))
    state.apply(edit.done())
    again = state.get(Round, about.id)
    assert again is not None
    state.apply(closed(state, again, TODAY))
    (after,) = [one for one in state.all(Round) if one.earlier == about.id]
    assert after.title == following
