"""A generated programme of plans, rounds and recommendations: as its lists, and as records made of them.

Three versions of a plan, 200 activities, 12 rounds, 2,000 activity reports, 40 indicators with values, and 80
recommendations. What a test counts it counts from the lists.
"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from tests.builders import MemoryState, organization

from ictwg.domain.changes import Edit
from ictwg.domain.records import (
    Activity,
    ActivityReport,
    Indicator,
    IndicatorValue,
    Plan,
    Recommendation,
    Round,
)
from ictwg.domain.values import (
    ActivityStatus,
    Counts,
    MembershipStatus,
    PlanLevel,
    RecommendationSource,
    Sex,
    Uptake,
)

FIRST = date(2007, 1, 1)
LONG = 30
"""Days until a round closes."""
TODAY = date(2010, 2, 15)
PLANS, PILLARS, ACTIVITIES, ROUNDS, REPORTS, INDICATORS, RECOMMENDATIONS = 3, 4, 200, 12, 2_000, 40, 80
NOT_TOLD = (ActivityStatus.NO_REPORT_RECEIVED, ActivityStatus.NOT_SAID)
TOLD = [status for status in ActivityStatus if status not in NOT_TOLD]


class Part(NamedTuple):
    plan: int
    pillar: int
    lead: int
    ends: date | None
    record: Activity


class Told(NamedTuple):
    part: int
    round: int | None
    on: date
    status: ActivityStatus


class GeneratedPlan:
    """The lists, and the state that says the same."""

    def __init__(self, seed: int) -> None:
        self.random, self.state = Random(seed), MemoryState()
        homes = (organization(self.state, f"NGO-{n}", status=MembershipStatus.MEMBER) for n in range(12))
        self.homes = [home.id for home in homes]
        self.plans: list[Plan] = []
        for number in range(PLANS):
            before = self.plans[-1].id if self.plans else None
            settings = (Plan.title("National Plan"), Plan.version(f"{number + 1}"), Plan.earlier(before))
            self.plans.append(self.state.add(Plan, *settings, Plan.starts_on(FIRST), Plan.ends_on(date(2012, 12, 31))))
        self.pillars = [[self._pillar(plan, n) for n in range(PILLARS)] for plan in self.plans]
        self.parts = [self._part(n) for n in range(ACTIVITIES)]
        self.opened = [FIRST + timedelta(days=91 * n) for n in range(ROUNDS)]
        self.rounds = [self._round(n) for n in range(ROUNDS)]
        self.told = self._reports()
        self.recommendations = [self._recommendation(n) for n in range(RECOMMENDATIONS)]
        self.indicators = [self._indicator(n) for n in range(INDICATORS)]
        self.women = self._women()

    def _pillar(self, plan: Plan, number: int) -> str:
        settings = (Activity.plan(plan.id), Activity.title(f"Pillar {number}"), Activity.level(PlanLevel.PILLAR))
        return self.state.add(Activity, *settings, Activity.order(f"a{number}")).id

    def _part(self, number: int) -> Part:
        plan, pillar, lead = number % PLANS, self.random.randrange(PILLARS), self.random.randrange(12)
        ends = TODAY + timedelta(days=self.random.randrange(-500, 500)) if self.random.random() < 0.9 else None
        record = self.state.add(
            Activity,
            Activity.plan(self.plans[plan].id),
            Activity.part_of(self.pillars[plan][pillar]),
            Activity.title(f"Activity {number}"),
            Activity.lead(self.homes[lead]),
            Activity.ends_on(ends),
        )
        return Part(plan, pillar, lead, ends, record)

    def _round(self, number: int) -> str:
        opens = self.opened[number]
        settings = (Round.title(f"Round {number}"), Round.plan(self.plans[number % PLANS].id), Round.opens_on(opens))
        return self.state.add(Round, *settings, Round.closes_on(opens + timedelta(days=LONG))).id

    def _reports(self) -> list[Told]:
        """One for an activity and a round at the most, or for a day outside rounds."""
        found: dict[tuple[int, int | date], Told] = {}
        while len(found) < REPORTS:
            part, status = self.random.randrange(ACTIVITIES), self.random.choice(TOLD)
            rounds = [n for n in range(ROUNDS) if n % PLANS == self.parts[part].plan]
            number = self.random.choice([None, *rounds])
            on = FIRST + timedelta(days=self.random.randrange(1_150))
            if number is not None:
                on = self.opened[number] + timedelta(days=self.random.randrange(40))
            found.setdefault((part, on if number is None else number), Told(part, number, on, status))
        for one in found.values():
            lead = self.homes[self.parts[one.part].lead]
            self.state.add(
                ActivityReport,
                ActivityReport.activity(self.parts[one.part].record.id),
                ActivityReport.round(None if one.round is None else self.rounds[one.round]),
                ActivityReport.organization(lead),
                ActivityReport.status(one.status),
                ActivityReport.reported_on(one.on),
            )
        return list(found.values())

    def _recommendation(self, number: int) -> tuple[RecommendationSource, Uptake, tuple[int, ...], date]:
        source, uptake = self.random.choice(list(RecommendationSource)), self.random.choice(list(Uptake))
        linked = tuple(self.random.sample(range(ACTIVITIES), self.random.choice([0, 0, 1, 3])))
        made = FIRST + timedelta(days=self.random.randrange(1_500))
        settings = (Recommendation.text(f"Recommendation {number}"), Recommendation.source(source))
        id = self.state.add(
            Recommendation, *settings, Recommendation.implementation(uptake), Recommendation.date(made)
        ).id
        for part in linked:
            record = self.state.get(Activity, self.parts[part].record.id)
            assert record is not None
            both = (*record.recommendations, id)
            self.state.apply(Edit("verbs.edited").update(record, Activity.recommendations(both)).done())
        return source, uptake, linked, made

    def _indicator(self, number: int) -> tuple[int, Counts, list[tuple[date, int]]]:
        plan, counts = number % PLANS, self.random.choice(list(Counts))
        settings = (Indicator.plan(self.plans[plan].id), Indicator.title(f"Indicator {number}"))
        id = self.state.add(Indicator, *settings, Indicator.counts(counts)).id
        values = [(date(year, 12, 31), self.random.randrange(500)) for year in (2007, 2008, 2009)]
        for until, value in values:
            period = (IndicatorValue.since(date(until.year, 1, 1)), IndicatorValue.until(until))
            self.state.add(IndicatorValue, IndicatorValue.indicator(id), *period, IndicatorValue.value(value))
        return plan, counts, values

    def _women(self) -> dict[tuple[int, date], int]:
        """How many of the people that an indicator counts are women; the others are men."""
        found = {}
        by_title = {one.title: one.id for one in self.state.all(Indicator)}
        for number, (_, counts, values) in enumerate(self.indicators):
            for until, value in values if counts is Counts.PEOPLE else ():
                women = found[number, until] = min(self.random.choice([0, 2, 4, 50]), value)
                of = (IndicatorValue.indicator(by_title[f"Indicator {number}"]), IndicatorValue.until(until))
                for sex, people in ((Sex.FEMALE, women), (Sex.MALE, value - women)):
                    told = (IndicatorValue.sex(sex), IndicatorValue.value(people))
                    self.state.add(IndicatorValue, *of, IndicatorValue.since(date(until.year, 1, 1)), *told)
        return found

    # Worked out from the lists alone

    def standing(self, number: int, on: date) -> ActivityStatus:
        """The status of the latest report; none since the last closed round opened is no report; nor beyond its end."""
        known = sorted((one for one in self.told if one.part == number and one.on <= on), key=lambda one: one.on)
        latest = [one for one in known if one.on == known[-1].on] if known else []
        if latest and {one.status for one in latest} <= {
            ActivityStatus.COMPLETED,
            ActivityStatus.SUSPENDED,
            ActivityStatus.CANCELLED,
        }:
            return latest[-1].status
        plan = self.parts[number].plan
        over = [n for n in range(ROUNDS) if n % PLANS == plan and self.opened[n] + timedelta(days=LONG) < on]
        last = max(over, default=-1)
        if not known or (over and all(one.round != last and one.on < self.opened[last] for one in known)):
            return ActivityStatus.NO_REPORT_RECEIVED
        ends = self.parts[number].ends
        return ActivityStatus.DELAYED if ends is not None and ends < on else latest[-1].status
