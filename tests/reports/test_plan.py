"""The reports on plans, rounds and recommendations: every figure worked out again from lists, and who reads what."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from tests.all_of import some
from tests.generated_plan import PLANS, TODAY, GeneratedPlan
from tests.papers_made import HTML, report_text

from ictwg.domain.values import ActivityStatus, Audience, Counts
from ictwg.locales import t
from ictwg.reports import figures_of
from ictwg.reports.annual import write, written
from ictwg.reports.period import ReportRequest, asked_for

pytestmark = pytest.mark.once
"""What our own code counts in a generated programme is the same on every Python."""

SINCE = date(2009, 3, 1)
OVER = (ActivityStatus.COMPLETED, ActivityStatus.SUSPENDED, ActivityStatus.CANCELLED)


@pytest.fixture(scope="module", params=[1, 2])
def generated(request: pytest.FixtureRequest) -> GeneratedPlan:
    return GeneratedPlan(request.param)


def asked(audience: Audience = Audience.SECRETARIAT, *, organizations: bool = False) -> ReportRequest:
    return asked_for(TODAY, SINCE, TODAY, audience=audience, organizations=organizations)


def told(kind: str, generated: GeneratedPlan, request: ReportRequest) -> dict[str, Any]:
    return figures_of(kind, generated.state, request, TODAY).json(request)


def test_every_indicator_of_the_latest_plan_is_that_of_the_lists(generated: GeneratedPlan) -> None:
    shown = {row["indicator"]: (row["before"], row["value"]) for row in told("plan", generated, asked())["indicators"]}
    assert shown == {
        f"Indicator {n}": (values[-2][1], values[-1][1])
        for n, (plan, counts, values) in enumerate(generated.indicators)
        if plan == PLANS - 1 and counts is not Counts.VICTIMS_OR_CASES  # not cleared for anybody
    }


def test_people_by_sex_are_those_of_the_lists_and_small_numbers_for_others(generated: GeneratedPlan) -> None:
    last = date(2009, 12, 31)
    mine = {n: women for (n, until), women in generated.women.items() if until == last}
    mine = {n: women for n, women in mine.items() if generated.indicators[n][0] == PLANS - 1}
    ours, theirs = (told("plan", generated, asked(to))["by_sex"] for to in (Audience.SECRETARIAT, Audience.MEMBERS))
    shown = {(row["indicator"], row["sex"]): row["people"] for row in ours}
    hidden = {(row["indicator"], row["sex"]): row["people"] for row in theirs}
    for n, women in some(mine.items()):
        men = generated.indicators[n][2][-1][1] - women
        both = (women, men)
        assert (shown[f"Indicator {n}", "female"], shown[f"Indicator {n}", "male"]) == both
        small = any(0 < count < 5 for count in both)
        read = [hidden.get((f"Indicator {n}", of)) for of in ("female", "male", "not_shown")]
        assert read == ([None, None, sum(both)] if small else [*both, None])


def test_members_read_no_organization_and_nobody_outside_victims_or_cases(generated: GeneratedPlan) -> None:
    members = asked(Audience.MEMBERS)
    report = figures_of("plan", generated.state, members, TODAY).report(members)
    assert not [row for row in told("plan", generated, members)["waiting"] if "lead" in row]
    assert not [one for one in report.tables if t("records.lead") in one.columns]
    assert None not in {row["lead"] for row in told("plan", generated, asked(Audience.CORE))["waiting"]}
    assert "silent" not in told("round", generated, members)
    hidden = {f"Indicator {n}" for n, one in enumerate(generated.indicators) if one[1] is Counts.VICTIMS_OR_CASES}
    assert hidden
    for audience in (Audience.EVERYONE, Audience.MEMBERS, Audience.CORE):
        request = asked(audience)
        figures = figures_of("plan", generated.state, request, TODAY)
        page = report_text(figures.report(request), HTML) + json.dumps(figures.json(request))
        assert not [name for name in hidden if f"{name}<" in page or f'"{name}"' in page]


def test_the_account_of_the_year_holds_its_parts_what_was_written_and_the_period_before(
    generated: GeneratedPlan,
) -> None:
    state, request = generated.state, asked(Audience.CORE)
    state.apply(write(state, request, "plan", "A year of drafting.\n\nAnd of waiting."))
    figures = figures_of("annual", state, request, TODAY)
    said = figures.json(request)
    assert said["plan"] == told("plan", generated, request)
    assert said["written"] == {"plan": "A year of drafting.\n\nAnd of waiting."}
    report = figures.report(request)
    (key_figures,) = report.tables
    recommendations = next(part for part in report.parts if part.kind == "recommendations")
    assert key_figures.leads[-1] == recommendations.behind
    assert len(key_figures.leads[-1]) >= len(generated.recommendations) // 2
    page = report_text(report)
    assert page.index("A year of drafting.") > page.index(f"## {t('reports.annual.section.plan')}")
    assert "And of waiting." in page
    later, other = (request._replace(until=day) for day in (date(request.since.year, 12, 31), request.until))
    assert "drafting" in report_text(figures_of("annual", state, later, TODAY).report(later))
    other = other._replace(since=other.since.replace(year=other.since.year - 1))
    assert "drafting" not in report_text(figures_of("annual", state, other, TODAY).report(other))
    state.apply(write(state, later, "plan", "A year of drafting, and an end."))
    assert "an end" in report_text(figures_of("annual", state, request, TODAY).report(request))
    members = asked(Audience.MEMBERS)
    assert "drafting" not in report_text(figures_of("annual", state, members, TODAY).report(members))
    state.apply(write(state, request, "plan", ""))
    assert "drafting" not in report_text(figures_of("annual", state, request, TODAY).report(request))
    state.apply(write(state, members, "plan", "What members may read."))
    before = request._replace(since=request.since.replace(day=2))
    assert "members may read" in report_text(figures_of("annual", state, before, TODAY).report(before))
    state.apply(write(state, before, "plan", "What we think."))
    said_to = {who: report_text(figures_of("annual", state, who, TODAY).report(who)) for who in (before, members)}
    assert ["members may read" in text for text in said_to.values()] == [False, True]


def test_a_report_for_everyone_says_that_it_counts_only_what_is_theirs(generated: GeneratedPlan) -> None:
    """Else "0 meetings were held" would be false."""
    for audience in Audience:
        request = asked(audience)
        said = report_text(figures_of("annual", generated.state, request, TODAY).report(request))
        assert (t("reports.of_everyone") in said) is (audience is Audience.EVERYONE)


def test_a_quarter_has_a_paragraph_of_its_own(generated: GeneratedPlan) -> None:
    state, first = generated.state, asked(Audience.CORE)._replace(since=date(2010, 1, 1), until=date(2010, 3, 31))
    second = first._replace(since=date(2010, 4, 1), until=date(2010, 6, 30))
    state.apply(write(state, first, "trainings", "Of the first."))
    assert not written(state, second, "trainings")
    state.apply(write(state, second, "trainings", "Of the second."))
    assert [written(state, one, "trainings") for one in (first, second)] == ["Of the first.", "Of the second."]
    year = first._replace(until=date(2010, 12, 31))
    state.apply(write(state, year, "trainings", "Of the year."))
    own = {"Of the first.": first, "Of the second.": second, "Of the year.": year}
    assert [written(state, one, "trainings") for one in own.values()] == list(own)
    third = first._replace(since=date(2010, 7, 1), until=date(2010, 9, 30))
    assert written(state, third, "trainings") == "Of the year."
