"""What others than the secretariat are told of how many people were there (DOMAIN.md §4, Small numbers).

A programme is drawn at random. What a page may say is worked out here again from the people alone; and a reader with
every page and every format can tell no two groups apart in which only what is not shown is different.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from itertools import product
from random import Random
from typing import Any, NamedTuple

import pytest
from tests.all_of import some
from tests.builders import MemoryState, organization
from tests.papers_made import HTML, MARKDOWN, report_text

from ictwg.domain.changes import Edit
from ictwg.domain.records import (
    Campaign,
    FieldAction,
    FundingLine,
    Indicator,
    IndicatorValue,
    Participant,
    Plan,
    Programme,
    Result,
    Training,
)
from ictwg.domain.schema import Field, Record
from ictwg.domain.seen import AudienceView
from ictwg.domain.values import Audience, AudienceGroup, Counts, Measure, ParticipantState, ReachBasis, Sex, YesNo
from ictwg.locales import LANGUAGES
from ictwg.programme.small_numbers import Headcount
from ictwg.records.lookup import Lookup
from ictwg.records.tables import record_detail, record_json, rows
from ictwg.reports import figures_of
from ictwg.reports.figure_tables import CountedFigures
from ictwg.reports.period import ReportRequest

pytestmark = pytest.mark.once
"""What our own code counts in a generated programme is the same on every Python."""

TODAY = date(2010, 3, 12)
OTHERS = (Audience.EVERYONE, Audience.MEMBERS, Audience.CORE)
BREAKDOWNS = ("organization", "audience_group", "sex", "duty_district")
SPELT = {"Liquica": "Liquiçá"}


class Person(NamedTuple):
    """Who was at a training, each breakdown empty where it is not on record."""

    organization: str
    audience_group: str
    sex: str
    duty_district: str


class Drawn:
    """A generated programme: trainings with their people, actions in the field, what pays for them, an indicator."""

    def __init__(self, seed: int, trainings: int = 7) -> None:
        random, self.state = Random(seed), MemoryState()
        self.homes = [organization(self.state, name).id for name in ("MoJ", "PNTL", "NGO-A")]
        joint = self.state.add(Programme, Programme.title("Joint")).id
        measured = (Measure.PEOPLE_TRAINED, Measure.PEOPLE_REACHED)
        self.results = [
            self.state.add(Result, Result.programme(joint), Result.title(one), Result.measure(one)).id
            for one in measured
        ]
        self.people: dict[str, list[Person]] = {}
        self.days: dict[str, date] = {}
        self.at_risk: dict[str, bool] = {}
        for number in range(trainings):
            self._training(random, number)
        self._campaign(random)
        plan = self.state.add(Plan, Plan.title("NPA"), Plan.starts_on(TODAY - timedelta(days=500)))
        counts = (Indicator.counts(Counts.PEOPLE), Indicator.baseline(3))
        self.indicator = self.state.add(Indicator, Indicator.plan(plan.id), Indicator.title("Trained"), *counts)
        for since, until in ((date(2009, 1, 1), date(2009, 12, 31)), (date(2009, 7, 1), date(2009, 12, 31))):
            days = (IndicatorValue.since(since), IndicatorValue.until(until))
            for value, sex in ((60, None), (35, Sex.FEMALE), (21, Sex.MALE)):
                of = (IndicatorValue.indicator(self.indicator.id), *days, IndicatorValue.value(value))
                self.state.add(IndicatorValue, *of, IndicatorValue.sex(sex), IndicatorValue.may_be_published(True))

    def _training(self, random: Random, number: int) -> None:
        mark = random.choice([None, None, YesNo.YES, YesNo.NO])
        day = TODAY - timedelta(days=random.randrange(400))
        where = random.choice(["Díli", "Liquica", "Liquiçá", ""])
        said = (Training.title(f"Training {number}"), Training.starts_on(day), Training.district(where))
        groups = random.choice([(), (AudienceGroup.MEDIA,), (AudienceGroup.MEDIA, AudienceGroup.OTHER)])
        made = self.state.add(Training, *said, Training.people_at_risk(mark), Training.audience_groups(groups)).id
        homes, sexes = random.sample(["", *self.homes], 2), random.sample(["", *Sex], 2)
        for number_of_one in range(random.choice([3, 6, 8, 12, 15, 20])):
            one = Person(
                random.choice(homes),
                random.choice(["", AudienceGroup.JUDICIARY]),
                random.choice(sexes),
                random.choice(["Díli", "Liquica", "Liquiçá"]),
            )
            self._add(made, number_of_one, one)
            group = one.audience_group or (groups[0] if len(groups) == 1 else "")
            spelt = SPELT.get(one.duty_district, one.duty_district)
            self.people.setdefault(made, []).append(one._replace(audience_group=group, duty_district=spelt))
        self.days[made], self.at_risk[made] = day, mark is not YesNo.NO
        self.state.add(FundingLine, FundingLine.training(made), FundingLine.output(self.results[0]))

    def _add(self, training: str, number: int, one: Person) -> None:
        self.state.add(
            Participant,
            Participant.training(training),
            Participant.name(f"Somebody {training} {number}"),
            Participant.organization(one.organization or None),
            Participant.sex(Sex(one.sex) if one.sex else None),
            Participant.audience_group(AudienceGroup(one.audience_group) if one.audience_group else None),
            Participant.duty_district(one.duty_district),
            Participant.state(ParticipantState.ATTENDED),
        )

    def _campaign(self, random: Random) -> None:
        campaign = self.state.add(Campaign, Campaign.title("Know"), Campaign.starts_on(TODAY - timedelta(days=300))).id
        for number in range(8):
            day = TODAY - timedelta(days=random.randrange(400))
            self.state.add(
                FieldAction,
                FieldAction.campaign(campaign),
                FieldAction.title(f"Market {number}"),
                FieldAction.date(day),
                FieldAction.district(random.choice(["Díli", "Liquiçá", "Baucau"])),
                FieldAction.reached(random.choice([2, 4, 30])),
                FieldAction.basis(ReachBasis.COUNTED),
                FieldAction.people_at_risk(random.choice([None, YesNo.NO])),
            )
        self.state.add(FundingLine, FundingLine.campaign(campaign), FundingLine.output(self.results[1]))

    # What a page may say, worked out from the people alone

    def told(self, training: str, *by: str) -> Counter[tuple[str, ...]]:
        """How many in each cell of these breakdowns; `?` where it is not told; nothing of fewer than 5."""
        people = self.people[training]
        if not self.at_risk[training]:
            return Counter(tuple(getattr(one, name) for name in by) for one in people)
        if len(people) < 5:
            return Counter()
        alone = next((name for name in by if self.may_be_shown(training, name)), "")
        return Counter(tuple(getattr(one, name) if name == alone else "?" for name in by) for one in people)

    def may_be_shown(self, training: str, by: str) -> bool:
        cells = Counter(getattr(one, by) for one in self.people[training])
        return all(count >= 5 for cell, count in cells.items() if cell)


def figures(drawn: Drawn, name: str, asked: ReportRequest) -> CountedFigures:
    found = figures_of(name, drawn.state, asked, TODAY)
    assert isinstance(found, CountedFigures)
    return found


def requests(seed: int, audience: Audience, count: int) -> Iterator[ReportRequest]:
    random = Random(seed)
    for _ in range(count):
        first = TODAY - timedelta(days=random.randrange(450))
        until = min(TODAY, first + timedelta(days=random.choice([0, 30, 365, 500])))
        lang = random.choice(list(LANGUAGES))
        yield ReportRequest(first, until, audience=audience, language=lang, organizations=random.random() < 0.7)


def out_of(state: MemoryState, asked: ReportRequest, of: str = "") -> list[str]:
    """All that a reader gets of these days: each report in each form, each record as a row, in full and in JSON.

    Args:
        of: The training of which alone it is asked, and only in JSON, where that is enough.
    """
    said: list[str] = []
    for name in ("trainings", *(() if of else ("campaigns", "programme", "plan", "annual"))):
        found = figures_of(name, state, asked, TODAY)
        said.append(json.dumps(found.json(asked)))
        said += [] if of else [report_text(found.report(asked), form) for form in (MARKDOWN, HTML)]
    lookup = Lookup(AudienceView(state, asked.audience), TODAY)
    kinds: tuple[type[Record], ...] = (Training, FieldAction, Campaign, Indicator, Programme, Result)
    for one in (found for kind in kinds for found in lookup.state.all(kind) if not of or found.id == of):
        said += [str(rows(lookup, (one,))), str(record_detail(lookup, one)), json.dumps(record_json(lookup, one))]
    return said


def test_those_who_were_there_in_their_work_are_told_whole_and_crossed() -> None:
    """Seven women and five men, of two groups; to whom they may be at risk, by one breakdown alone."""
    state = MemoryState()
    held = state.add(Training, Training.title("For officials"), Training.starts_on(TODAY))
    for number in range(12):
        sex, group = Sex.FEMALE if number < 7 else Sex.MALE, AudienceGroup.MEDIA if number % 4 else None
        came = (Participant.training(held.id), Participant.state(ParticipantState.ATTENDED))
        of = (Participant.name(f"N {number}"), Participant.sex(sex), Participant.audience_group(group))
        state.add(Participant, *came, *of)
    asked = ReportRequest(TODAY, TODAY)

    def told() -> dict[str, list[tuple[object, ...]]]:
        found = figures_of("trainings", state, asked, TODAY).json(asked)
        columns = ("female", "male", "not_known", "not_shown", "total")
        return {
            name: [tuple(row[column] for column in columns) for row in found[name] if row["total"]]
            for name in ("trainings", "audience_groups")
        }

    assert told() == {
        "trainings": [(7, 5, 0, None, 12)],
        "audience_groups": [(None, None, None, 9, 9), (None, None, None, 3, 3)],
    }
    state.apply(Edit("verbs.edited").update(held, Training.people_at_risk(YesNo.NO)).done())
    assert told() == {"trainings": [(7, 5, 0, None, 12)], "audience_groups": [(5, 4, 0, None, 9), (2, 1, 0, None, 3)]}
    for mark in (YesNo.YES, None):
        state.apply(Edit("verbs.edited").update(held, Training.people_at_risk(mark)).done())
        assert told()["audience_groups"][0] == (None, None, None, 9, 9)


def test_each_printed_number_of_people_is_the_sum_of_the_published_figures_that_it_carries() -> None:
    seen = 0
    for seed, audience in product(range(3), Audience):
        drawn = Drawn(seed)
        for asked in requests(seed, audience, 4):
            for name in ("trainings", "campaigns", "programme"):
                for counted in people_of(figures(drawn, name, asked)):
                    assert isinstance(counted, Headcount), name
                    assert counted == sum(one.people for one in counted.of)
                    for one in counted.of if audience is not Audience.SECRETARIAT else ():
                        if drawn.at_risk.get(one.of):
                            assert one.people == published(drawn, one)
                            seen += 1
    assert seen > 300


def people_of(counted: CountedFigures) -> Iterator[object]:
    """The numbers of people in the tables and the sentences of a report."""
    for table in counted.tables:
        at = [n for n, one in enumerate(table.columns) if one in ("female", "male", "not_known", "not_shown", "total")]
        if table.name in ("campaigns", "on_site", "on_air"):
            at = [n for n, one in enumerate(table.columns) if one in ("counted", "estimated")]
        elif table.name == "results":
            at = [n for n, one in enumerate(table.columns) if one in ("done", "in_period")]
        elif table.name in ("not_counted", "still_serving"):
            at = []
        yield from (row.values[n] for row in table.rows for n in at if isinstance(row.values[n], int))
    for said in counted.said:
        if said.name == "participations":
            yield from (value for value in said.values.values() if isinstance(value, int))


def published(drawn: Drawn, figure: Any) -> int:
    """What may be said of the cell that the figure is of."""
    names = ("organization", "audience_group", "sex", "serves_in")
    ((by, cell),) = [(n, getattr(figure, n)) for n in names if getattr(figure, n) != "not_shown"] or [("", "")]
    people = drawn.people[figure.of]
    if not by:
        return len(people) if len(people) >= 5 else 0
    field = {"serves_in": "duty_district"}.get(by, by)
    assert drawn.may_be_shown(figure.of, field)
    return sum(getattr(one, field) == cell for one in people)


TABLES: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "organizations": ("organization", lambda row: row["organization"]),
    "audience_groups": ("audience_group", lambda row: row["audience_group"]),
    "serves_in": ("duty_district", lambda row: row["district"]),
    "trainings": ("", lambda row: row["id"]),
}
SEXES = {Sex.FEMALE: "female", Sex.MALE: "male", "": "not_known", "?": "not_shown"}


@pytest.mark.parametrize("audience", OTHERS[1:])
def test_every_table_of_any_period_adds_what_may_be_said_and_nothing_else(audience: Audience) -> None:
    for seed in range(5):
        drawn = Drawn(seed)
        names = {id: drawn.state.get(type(drawn.state.all(Training)[0]), id) for id in drawn.people}
        homes = dict(zip(drawn.homes, ("MoJ", "PNTL", "NGO-A"), strict=True))
        for asked in some(requests(seed, audience, 10)):
            said = figures(drawn, "trainings", asked).json(asked)
            held = [id for id in names if asked.since <= drawn.days[id] <= asked.until]
            few = len([id for id in held if drawn.at_risk[id] and len(drawn.people[id]) < 5])
            assert said.get("few", 0) == few
            of_campaigns, of_programmes = (
                figures(drawn, name, asked).json(asked) for name in ("campaigns", "programme")
            )
            assert of_campaigns.get("few_trainings", 0) == few
            assert of_programmes.get("few", 0) == sum(
                row["total"] is None for row in of_programmes.get("people", []) if row["id"] in drawn.people
            )
            for table, (by, key) in TABLES.items():
                wanted: Counter[tuple[str | None, str]] = Counter()
                for id in held:
                    for cell, count in drawn.told(id, *filter(None, (by, "sex"))).items():
                        row = {"": None, "?": "not_shown"}.get(cell[0], homes.get(cell[0], cell[0])) if by else id
                        wanted[row, SEXES[cell[-1]]] += count
                found = {key(row): row for row in said.get(table, [])}
                assert (
                    table not in said
                    or {
                        (row, column): row_said[column]
                        for row, row_said in found.items()
                        for column in SEXES.values()
                        if row_said[column]
                    }
                    == +wanted
                )
                for row_said in found.values():
                    counts = [row_said[column] for column in (*SEXES.values(), "total")]
                    assert sum(filter(None, counts[:-1])) == (counts[-1] or 0)
                    assert 0 not in counts or any(counts) or None not in counts[:3]


def twins(drawn: Drawn, training: str, by: str) -> Iterator[list[Any]]:
    """Of each cell of a breakdown each value that the total and *not shown* allow: who would be in which cell."""
    cells: list[Any] = {
        "sex": [*Sex],
        "organization": drawn.homes,
        "audience_group": [AudienceGroup.MEDIA, AudienceGroup.JUDICIARY, AudienceGroup.GOVERNMENT],
        "duty_district": ["Díli", "Liquiçá", "Baucau"],
    }[by]
    count = len(drawn.people[training])
    for at, cell in enumerate(cells):
        other, rest = cells[at - 1], cells[at - 2] if len(cells) > len(Sex) else None
        for value in range(count):
            few = 0 if 0 < value < 5 else 1
            yield [cell] * value + [other] * few + [rest] * (count - value - few)


@pytest.mark.parametrize("seed", range(2))
def test_a_cell_that_is_not_shown_may_have_every_value_that_its_total_and_that_alone_allow(seed: int) -> None:
    """A reader with all pages can tell none of them apart: they are the same, letter by letter."""
    drawn, tried = Drawn(seed, trainings=4), 0
    state = drawn.state
    asked = [
        next(requests(seed, Audience.CORE, 1))._replace(organizations=True),
        ReportRequest(date(2009, 1, 1), TODAY),
    ]
    before = [out_of(state, one) for one in asked]
    for training, by in product((id for id in drawn.people if drawn.at_risk[id]), BREAKDOWNS):
        field = Participant.field(by)
        assert field is not None
        alone = out_of(state, asked[0], training)
        as_drawn = [field.of(row) for row in state.linked(Participant, Participant.training, training)]
        shown = drawn.may_be_shown(training, by) and len(as_drawn) >= 5
        for cells in (sorted(as_drawn, key=str), as_drawn[::-1]) if shown else twins(drawn, training, by):
            put(state, training, field, cells)
            assert out_of(state, asked[0], training) == alone, (by, cells)
            tried += 1
        assert [out_of(state, one) for one in asked] == before
        put(state, training, field, as_drawn)
    assert tried > 20


def test_one_to_four_are_all_the_same() -> None:
    """Of whom was there, was reached, was tested: nothing that a reader gets is different."""
    drawn = Drawn(6)
    state, asked = drawn.state, ReportRequest(date(2009, 1, 1), TODAY, audience=Audience.CORE, organizations=True)
    few = next(id for id, people in drawn.people.items() if len(people) < 5 and drawn.at_risk[id])
    action = next(one for one in state.all(FieldAction) if one.reached and one.reached < 5 and not one.people_at_risk)
    heard: set[str] = set()
    for number in range(1, 4):
        there = [ParticipantState.ATTENDED] * number + [ParticipantState.NOT_ATTENDED] * (3 - number)
        put(state, few, Participant.state, there)
        edit = Edit("verbs.edited")
        for record, setting in (
            (state.get(FieldAction, action.id), FieldAction.reached(number)),
            (state.get(Training, few), Training.tests_before(number)),
            (state.get(Training, few), Training.average_before(60 + number)),
        ):
            assert record is not None
            edit.update(record, setting)
        state.apply(edit.done())
        heard.add("\n".join(out_of(state, asked)))
    assert len(heard) == 1
    assert "<5" in heard.pop()


def test_what_was_typed_of_a_result_may_be_people_where_nobody_says_what_it_counts() -> None:
    """And where it counts people; trainings, actions and districts are nobody."""
    state = MemoryState()
    joint = state.add(Programme, Programme.title("Joint"), Programme.starts_on(TODAY)).id
    said = (Result.programme(joint), Result.title("Survivors housed"))
    for measure, audience in product([None, *Measure], OTHERS):
        lookup = Lookup(AudienceView(state, audience), TODAY)
        asked = ReportRequest(TODAY, TODAY, audience=audience)
        heard: dict[int, list[str]] = {}
        for reached in range(7):
            one = state.add(Result, *said, Result.measure(measure), Result.reached(reached))
            seen = lookup.state.get(Result, one.id)
            whole = measure in (Measure.TRAININGS_HELD, Measure.ACTIONS_IN_FIELD, Measure.DISTRICTS_COVERED)
            may_be_told = audience is not Audience.EVERYONE and (whole or not 0 < reached < 5)
            assert (None if seen is None else seen.reached) == (reached if may_be_told else None)
            heard[reached] = [part.replace(one.id, "") for part in out_of(state, asked)]
            if measure is None and audience is not Audience.EVERYONE:
                page = report_text(figures_of("programme", state, asked, TODAY).report(asked), MARKDOWN)
                done = "<5" if 0 < reached < 5 else str(reached)
                assert f"| Survivors housed | {done.replace('<', chr(92) + '<')} |" in page
            state.apply(Edit("verbs.deleted").remove(one).done())
        if not whole:
            assert heard[1] == heard[2] == heard[3] == heard[4]


def put(state: MemoryState, training: str, field: Field[Any], cells: Iterable[Any]) -> None:
    edit = Edit("verbs.edited")
    for row, cell in zip(state.linked(Participant, Participant.training, training), cells, strict=True):
        edit.update(row, field(cell))
    state.apply(edit.done())
