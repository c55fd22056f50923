"""The page of a joint programme: every figure worked out again from its budget and from the lists of what was done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import date
from typing import Any

import pytest
from tests.generated_programme import MEASURES, SINCE, SPELLINGS, TODAY, Budget, Campaigns, Programme
from tests.papers_made import HTML, report_text

from ictwg.domain.values import Audience, FieldActionKind, Measure, ReachBasis
from ictwg.locales import LANGUAGES, t
from ictwg.reports import figures_of
from ictwg.reports.period import asked_for

Generated = tuple[Programme, Campaigns, Budget]

pytestmark = pytest.mark.once
"""What our own code counts in a generated programme is the same on every Python."""

SEEN = (FieldActionKind.EVENT, FieldActionKind.MATERIAL_DISTRIBUTED)
SEXES = ("female", "male", "not_known")


@pytest.fixture(scope="module")
def generated() -> Generated:
    programme = Programme(7)
    campaigns = Campaigns(programme.state, 7)
    return programme, campaigns, Budget(programme, campaigns, 7)


def told(generated: Generated, audience: Audience = Audience.SECRETARIAT) -> dict[str, Any]:
    asked = asked_for(TODAY, SINCE, TODAY, audience=audience)
    return figures_of("programme", generated[0].state, asked, TODAY).json(asked)


def done(generated: Generated, outputs: Collection[int], measure: Measure, since: date) -> int:
    programme, campaigns, budget = generated
    lines = [line for line in budget.lines if line.output in outputs]
    numbers = {line.training for line in lines if line.training is not None}
    held = {number for number in numbers if since <= programme.days[number] <= TODAY}
    running = {line.campaign for line in lines}
    actions = [one for one in campaigns.done if one.campaign in running and one.day and since <= one.day <= TODAY]
    counted = [one.reached or 0 for one in actions if one.basis is ReachBasis.COUNTED]
    return {
        Measure.TRAININGS_HELD: len(held),
        Measure.PEOPLE_TRAINED: sum(one.people for number in held for one in programme.counted(number)),
        Measure.ACTIONS_IN_FIELD: len(actions),
        Measure.PEOPLE_REACHED: sum(counted),
        Measure.DISTRICTS_COVERED: len({SPELLINGS[one.place] for one in actions if one.kind in SEEN} - {""}),
    }[measure]


def test_done_is_what_the_lists_say_of_what_is_paid_for(generated: Generated) -> None:
    rows = {row["id"]: row for row in told(generated)["results"]}
    assert len(rows) == 8
    for number, measure in enumerate(MEASURES):
        row = rows[generated[2].outputs[number]]
        assert row["target"] == 10
        if measure is None:
            assert (row["done"], row["in_period"]) == (3, None)
        else:
            assert row["done"] == done(generated, {number}, measure, date(1990, 1, 1))
            assert row["in_period"] == done(generated, {number}, measure, SINCE)


def test_people_stand_once_and_members_read_no_few_of_them(generated: Generated) -> None:
    programme, _, budget = generated
    numbers = {line.training for line in budget.lines if line.training is not None}
    held = [number for number in numbers if programme.days[number] <= TODAY]
    rows = {row["id"]: row for row in told(generated)["people"]}
    assert set(rows) == {programme.trainings[number].id for number in held}
    for number in held:
        came: Counter[str] = Counter()
        for one in programme.counted(number):
            came[str(one.sex or SEXES[-1])] += one.people
        row = rows[programme.trainings[number].id]
        assert {name: row[name] for name in SEXES} == {name: came[name] for name in SEXES}
    shown = told(generated, Audience.MEMBERS)
    assert not {1, 2, 3, 4} & {row[name] for row in shown["people"] for name in (*SEXES, "total")}


def test_places_count_what_is_paid_for(generated: Generated) -> None:
    programme, campaigns, budget = generated
    numbers = {line.training for line in budget.lines if line.training is not None}
    held = Counter(programme.places[number] for number in numbers if programme.days[number] <= TODAY)
    running = {line.campaign for line in budget.lines}
    actions = Counter(
        SPELLINGS[one.place]
        for one in campaigns.done
        if one.campaign in running and one.kind in SEEN and one.day and one.day <= TODAY
    )
    rows = {row["district"]: (row["trainings"], row["actions"]) for row in told(generated)["places"]}
    assert rows == {name: (held[name], actions[name]) for name in rows}
    assert len(rows) == 14


def test_it_is_a_page_in_four_languages(generated: Generated) -> None:
    for lang in LANGUAGES:
        asked = asked_for(TODAY, SINCE, TODAY, audience=Audience.MEMBERS, language=lang)
        report = figures_of("programme", generated[0].state, asked, TODAY).report(asked)
        assert f"{t('reports.programme.results', lang=lang)} – Joint" in [one.heading for one in report.tables]
        assert "<table" in report_text(report, HTML)
