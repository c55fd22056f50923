"""The report on campaigns: every figure worked out again from the lists, and the coverage of all districts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest
from tests.all_of import some
from tests.builders import MemoryState
from tests.generated_programme import SEEN, SPELLINGS, TODAY, Campaigns, Done, Programme
from tests.papers_made import HTML, report_text

from ictwg.domain.changes import Edit
from ictwg.domain.records import Campaign, FieldAction, Participant, Training
from ictwg.domain.schema import RECORDS
from ictwg.domain.values import Audience, ParticipantState, ReachBasis, YesNo
from ictwg.locales import LANGUAGES, t
from ictwg.reports import figures_of
from ictwg.reports.period import asked_for
from ictwg.reports.report import Report

SINCE = date(2009, 6, 1)
REACH = ("actions", "counted", "estimated", "without_figure")
THIRTEEN = [
    *("Oecusse", "Bobonaro", "Cova Lima", "Liquiçá", "Ermera", "Ainaro", "Díli", "Aileu", "Manufahi"),
    *("Manatuto", "Baucau", "Viqueque", "Lautém"),
]


@pytest.fixture(scope="module")
def generated() -> tuple[Programme, Campaigns]:
    programme = Programme(5)
    return programme, Campaigns(programme.state, 5)


def told(state: MemoryState, audience: Audience = Audience.SECRETARIAT, since: date = SINCE) -> dict[str, Any]:
    asked = asked_for(TODAY, since, TODAY, audience=audience)
    return figures_of("campaigns", state, asked, TODAY).json(asked)


def reach(done: Iterable[Done]) -> dict[str, int]:
    sums: Counter[str] = Counter(dict.fromkeys(REACH, 0))
    for one in done:
        sums["actions"] += 1
        sums["counted"] += (one.reached or 0) * (one.basis is ReachBasis.COUNTED)
        sums["estimated"] += (one.reached or 0) * (one.basis is ReachBasis.ESTIMATED)
        sums["without_figure"] += one.reached is None or one.basis is ReachBasis.NOT_KNOWN
    return dict(sums)


def test_every_figure_is_that_of_the_lists(generated: tuple[Programme, Campaigns]) -> None:
    programme, campaigns = generated
    said = told(programme.state)
    done = [one for one in campaigns.done if one.day and SINCE <= one.day <= TODAY]
    on_site = [one for one in done if one.kind in SEEN]
    by_place = {row["district"]: {name: row[name] for name in REACH} for row in said["on_site"]}
    assert by_place.pop("") == reach(one for one in on_site if not SPELLINGS[one.place])
    assert by_place == {name: reach(one for one in on_site if SPELLINGS[one.place] == name) for name in THIRTEEN}
    on_air = {row["medium"]: {name: row[name] for name in REACH} for row in said["on_air"]}
    assert on_air == {kind: reach(one for one in done if one.kind == kind) for kind in ("broadcast", "online")}
    numbers = {campaign.id: number for number, campaign in enumerate(campaigns.campaigns)}
    for row in said["campaigns"]:
        own = [one for one in on_site if one.campaign == numbers[row["id"]]]
        assert {name: row[name] for name in REACH} == reach(own)
        assert row["districts"] == len({SPELLINGS[one.place] for one in own} - {""})
    assert {numbers[row["id"]] for row in said["campaigns"]} == set(range(len(numbers)))  # none of them says its end
    assert (said["actions"], said["covered"], said["of"]) == (len(on_site), 12, 13)
    assert (said["gaps"], said["undated"]) == ("Manufahi", sum(one.day is None for one in campaigns.done))


def test_where_held_and_where_they_serve_are_two_tables(generated: tuple[Programme, Campaigns]) -> None:
    programme, _ = generated
    said = told(programme.state)
    numbers = [number for number, day in enumerate(programme.days) if SINCE <= day <= TODAY]
    held = Counter(programme.places[number] for number in numbers)
    assert {row["district"]: row["trainings"] for row in said["held_in"]} == {name: held[name] for name in THIRTEEN}
    serving: Counter[str] = Counter()
    for number in numbers:
        for one in programme.counted(number):
            serving[one.district] += one.people
    assert {row["district"]: row["total"] for row in said["serves_in"] if row["district"]} == {
        name: serving[name] for name in THIRTEEN
    }
    gaps = [name for name in THIRTEEN if not serving[name]]
    assert said["untrained"] == ", ".join(gaps)


def test_every_figure_opens_the_records_behind_it(generated: tuple[Programme, Campaigns]) -> None:
    programme, _ = generated
    asked = asked_for(TODAY, SINCE, TODAY, audience=Audience.SECRETARIAT)
    report = figures_of("campaigns", programme.state, asked, TODAY).report(asked)
    on_site = table(report, "on_site")
    for row, leads in some(zip(on_site.rows, on_site.leads, strict=True)):
        assert row[1] == str(len(leads))
        assert all(programme.state.get(RECORDS[name], id) for name, id in leads)


def test_a_district_known_only_from_what_is_not_shown_is_no_gap_and_not_covered() -> None:
    """And so is every other in which nobody is shown to serve: else what is left would be the one."""
    state = MemoryState()
    held = state.add(Training, Training.title("Media"), Training.starts_on(TODAY), Training.district("Díli"))
    for number, district in enumerate(["Baucau"] * 3 + ["Díli"] * 9):
        came = (Participant.training(held.id), Participant.state(ParticipantState.ATTENDED))
        state.add(Participant, *came, Participant.name(f"N {number}"), Participant.duty_district(district))
    said = told(state, Audience.MEMBERS)
    assert "untrained" not in said
    assert {row["district"]: row["total"] for row in said["serves_in"]} == {
        **dict.fromkeys(THIRTEEN),
        "not_shown": 12,
    }
    assert next(row for row in told(state)["serves_in"] if row["district"] == "Baucau")["total"] == 3
    state.apply(Edit("verbs.edited").update(held, Training.people_at_risk(YesNo.NO)).done())
    said = told(state, Audience.MEMBERS)
    assert {row["district"]: row["total"] for row in said["serves_in"] if row["total"]} == {"Baucau": 3, "Díli": 9}
    assert len(said["untrained"].split(", ")) == len(THIRTEEN) - 2


def test_an_action_outside_the_days_of_its_campaign_stands_in_every_table() -> None:
    state = MemoryState()
    ran = Campaign.title("Know before you go"), Campaign.starts_on(date(2009, 6, 1)), Campaign.ends_on(date(2009, 6, 9))
    running = state.add(Campaign, *ran).id
    for day in (date(2009, 5, 4), date(2009, 6, 5), date(2010, 1, 12)):
        how = (FieldAction.date(day), FieldAction.district("Díli"), FieldAction.basis(ReachBasis.COUNTED))
        state.add(FieldAction, FieldAction.campaign(running), *how, FieldAction.reached(40))
    for since, count in ((date(2009, 6, 1), 2), (date(2009, 12, 1), 1), (date(2010, 2, 1), 0)):
        said = told(state, since=since)
        by_campaign, by_place = (sum(row["counted"] for row in said[name]) for name in ("campaigns", "on_site"))
        assert (by_campaign, by_place) == (40 * count, 40 * count)
        assert [row["actions"] for row in said["campaigns"]] == ([count] if count else [])


def test_an_action_that_reached_few_is_named_and_added_nowhere() -> None:
    state = MemoryState()
    running = state.add(Campaign, Campaign.title("Know before you go"), Campaign.starts_on(SINCE)).id
    for district, reached, mark in (
        ("Díli", 3, None),
        ("Díli", 20, None),
        ("Baucau", 4, None),
        ("Ermera", 2, YesNo.NO),
    ):
        how = (FieldAction.date(TODAY), FieldAction.district(district), FieldAction.basis(ReachBasis.COUNTED))
        more = (FieldAction.reached(reached), FieldAction.people_at_risk(mark))
        state.add(FieldAction, FieldAction.campaign(running), *how, *more)
    said = told(state, Audience.MEMBERS)
    counted = {row["district"]: row["counted"] for row in said["on_site"]}
    assert (counted["Díli"], counted["Baucau"], counted["Ermera"], counted["Aileu"]) == (20, None, 2, 0)
    assert (said["few"], [row["counted"] for row in said["campaigns"]]) == (2, [22])
    assert [row["counted"] for row in told(state)["campaigns"]] == [29]


def test_gaps_are_said_in_words_in_four_languages_and_on_the_page() -> None:
    state = MemoryState()
    running = state.add(Campaign, Campaign.title("Know before you go"), Campaign.starts_on(SINCE)).id
    state.add(FieldAction, FieldAction.campaign(running), FieldAction.date(SINCE), FieldAction.district("Díli"))
    gaps = ", ".join(name for name in THIRTEEN if name != "Díli")
    for lang in LANGUAGES:
        asked = asked_for(TODAY, SINCE, TODAY, audience=Audience.MEMBERS, language=lang)
        report = figures_of("campaigns", state, asked, TODAY).report(asked)
        assert sorted(told(state)["gaps"].split(", ")) == sorted(gaps.split(", "))
        assert t("reports.campaigns.gaps", lang=lang, gaps=told(state)["gaps"]) in report.summary
        assert "<table" in report_text(report, HTML)


def table(report: Report, name: str) -> Any:
    return next(one for one in report.tables if one.heading == t(f"reports.campaigns.{name}"))
