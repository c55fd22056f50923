"""What was done about a recommendation, and what may go out to others."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.builders import MemoryState, organization
from tests.papers_made import HTML, MARKDOWN, report_text

from ictwg.domain.records import (
    Action,
    Activity,
    ActivityReport,
    Contribution,
    OutsideQuestion,
    OutsideReport,
    Plan,
    Recommendation,
)
from ictwg.domain.values import ActivityStatus, Audience, QuestionState, RecommendationSource, Uptake
from ictwg.errors import NotFoundError
from ictwg.locales import t
from ictwg.programme.outside import next_cycle
from ictwg.records.editing import assign, read_assignment
from ictwg.records.lookup import Lookup
from ictwg.records.tables import linked_both_ways, record_detail
from ictwg.reports import figures_of
from ictwg.reports.period import asked_for

TODAY = date(2010, 2, 15)


@pytest.fixture
def state() -> MemoryState:
    """Recommendation 45 with an activity that was reported on, and one without; an action of the activity."""
    state = MemoryState()
    home = organization(state, "MoJ").id
    asked = (Recommendation.source(RecommendationSource.UPR), Recommendation.date(date(2009, 6, 1)))
    first = state.add(
        Recommendation,
        Recommendation.code("45"),
        Recommendation.text("Train the police"),
        *asked,
        Recommendation.leads((home,)),
    )
    state.add(Recommendation, Recommendation.code("46"), Recommendation.text("Adopt a law"), *asked)
    plan = state.add(Plan, Plan.title("NPA")).id
    action = state.add(Action, Action.reference("A-2010-001"), Action.text("Print the manual"))
    named = (Activity.plan(plan), Activity.title("Police course"), Activity.lead(home), Activity.actions((action.id,)))
    part = state.add(Activity, *named, Activity.recommendations((first.id,)))
    told = (ActivityReport.status(ActivityStatus.ON_TRACK), ActivityReport.progress("Two courses held"))
    on = (ActivityReport.activity(part.id), ActivityReport.organization(home), ActivityReport.reported_on(TODAY))
    state.add(ActivityReport, *on, *told)
    return state


def page(state: MemoryState, kind: str, only: str = "", form: str = MARKDOWN, to: Audience = Audience.MEMBERS) -> str:
    asked = asked_for(TODAY, date(2010, 1, 1), TODAY, audience=to, only=only)
    return report_text(figures_of(kind, state, asked, TODAY).report(asked), form)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        (("implementation=implemented",), TODAY),
        (("assessed_on=2010-01-05", "implementation=implemented"), date(2010, 1, 5)),
        (("implementation=implemented", "assessed_on=2010-01-05"), date(2010, 1, 5)),
    ],
)
def test_what_is_said_of_its_implementation_is_said_today_unless_a_day_is_typed(
    state: MemoryState, typed: tuple[str, ...], day: date
) -> None:
    first, _ = state.all(Recommendation)
    state.apply(assign(Lookup(state, TODAY), first, tuple(map(read_assignment, typed))))
    found, _ = state.all(Recommendation)
    assert (found.implementation, found.assessed_on) == (Uptake.IMPLEMENTED, day)
    for until, count in ((day - timedelta(days=1), 0), (day, 1)):
        asked = asked_for(TODAY, date(2009, 1, 1), until)
        assert figures_of("recommendations", state, asked, TODAY).json(asked)["implemented"] == count


@pytest.mark.parametrize("form", [MARKDOWN, HTML])
def test_one_page_says_what_was_done_about_recommendation_45(state: MemoryState, form: str) -> None:
    said = page(state, "recommendations", "45", form)
    for words in (
        "Train the police",
        "Police course",
        "Two courses held",
        "MoJ",
        t("choices.activity_status.on_track"),
    ):
        assert words in said
    assert "Adopt a law" not in said
    assert t("programme.no_activity_yet") in page(state, "recommendations", "46", form)
    of_the_source = page(state, "recommendations", "upr", form)
    assert all(text in of_the_source for text in ("Train the police", "Adopt a law"))
    with pytest.raises(NotFoundError):
        page(state, "recommendations", "99")


def test_the_detail_says_it_on_one_screen(state: MemoryState) -> None:
    first, second = state.all(Recommendation)
    said = "\n".join(line for section in record_detail(Lookup(state, TODAY), first).sections for line in section.lines)
    assert "Police course" in said
    assert "Two courses held" in said
    none = record_detail(Lookup(state, TODAY), second)
    assert t("programme.no_activity_yet") in [line for section in none.sections for line in section.lines]


def test_links_are_followed_both_ways_from_an_action_to_the_recommendation(state: MemoryState) -> None:
    (action,), (part,) = state.all(Action), state.all(Activity)
    assert linked_both_ways(state, action) == {Activity: (part,)}
    up = linked_both_ways(state, part)
    assert [one.code for one in up[Recommendation] if isinstance(one, Recommendation)] == ["45"]
    assert [one.id for one in linked_both_ways(state, state.all(Recommendation)[0])[Activity]] == [part.id]
    sections = {one.title: one.lines for one in record_detail(Lookup(state, TODAY), action).sections}
    assert "Police course" in "".join(sections[t("records.activity.plural")])


@pytest.fixture
def outside() -> MemoryState:
    """A report with a cleared answer, one that waits, and one that is called cleared by nobody."""
    state = MemoryState()
    told = (OutsideReport.title("UPR report"), OutsideReport.body("UPR"), OutsideReport.due(date(2010, 4, 1)))
    report = state.add(OutsideReport, *told, OutsideReport.outside_deadline(date(2010, 5, 1))).id
    cleared = (OutsideQuestion.cleared_by("Dr Example"), OutsideQuestion.cleared_on(TODAY))
    for text, answer, how, more in (
        ("Law?", "A bill is drafted", QuestionState.CLEARED, cleared[:1]),
        ("Money?", "SECRET draft", QuestionState.ANSWERED, cleared),
        ("Shelter?", "SECRET place", QuestionState.CLEARED, ()),
    ):
        of = (OutsideQuestion.report(report), OutsideQuestion.text(text), OutsideQuestion.answer(answer))
        question = state.add(OutsideQuestion, *of, OutsideQuestion.state(how), *more).id
        state.add(Contribution, Contribution.question(question), Contribution.text("SECRET contribution"))
    return state


@pytest.mark.parametrize("audience", list(Audience))
@pytest.mark.parametrize("form", [MARKDOWN, HTML])
def test_a_page_prints_only_what_is_cleared(outside: MemoryState, audience: Audience, form: str) -> None:
    said = page(outside, "outside", form=form, to=audience)
    assert ("A bill is drafted" in said) is (audience is not Audience.EVERYONE)  # a report is the members'
    assert "SECRET" not in said
    assert "SECRET" not in page(outside, "annual", form=form, to=audience)


def test_the_next_cycle_is_as_far_away_as_this_one_was(outside: MemoryState) -> None:
    (report,) = outside.all(OutsideReport)
    alone = next_cycle(outside, report)
    assert (alone["outside_deadline"], alone["due"]) == ("2011-05-01", "2011-04-01")
    last = (OutsideReport.body("UPR"), OutsideReport.title("UPR"), OutsideReport.outside_deadline(date(2005, 11, 1)))
    outside.add(OutsideReport, *last)
    assert next_cycle(outside, report)["outside_deadline"] == "2014-11-01"
