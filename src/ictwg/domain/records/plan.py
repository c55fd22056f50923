"""The plan of action: pillars, objectives and activities, what was reported of them, and indicators (DOMAIN.md §2, §3).

The parts of a plan are one type, so that they are one tree; `level` says which they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from ictwg.domain.fields import (
    Choice,
    Day,
    District,
    Districts,
    Flag,
    Line,
    Link,
    Links,
    MaybeChoice,
    NameText,
    Number,
    OrderKey,
    Text,
)
from ictwg.domain.records.action import Action, Decision
from ictwg.domain.records.campaign import Campaign
from ictwg.domain.records.document import Document
from ictwg.domain.records.funding import FundingLine
from ictwg.domain.records.people import Organization
from ictwg.domain.records.recommendation import Recommendation
from ictwg.domain.records.round import Round
from ictwg.domain.records.training import Training
from ictwg.domain.schema import Form, Record
from ictwg.domain.state import State
from ictwg.domain.values import (
    ActivityStatus,
    Audience,
    AudienceGroup,
    Checked,
    Counts,
    Frequency,
    Looks,
    PlanLevel,
    Sex,
)

MANY = 99_999_999


class ActivityDate(Record):
    """When an activity was to end before it slipped; kept for ever, so that a plan cannot be rewritten."""

    activity = Link(lambda: Activity, required=True, inner=True)
    before = Day()
    after = Day()
    on = Day(required=True, looks=Looks.BACK)

    PARENT, NAMED_AS, DAY, WEIGHT = activity, activity, on, 0
    TELLS_OF = "ends_on"
    SAME_BY = (activity, before, after)
    COLUMNS = (on, before, after)


class ActivityReport(Record):
    """What one organization reported of one activity in one round; outside a round, on one day.

    That nobody reported is no record: it is computed, and is never *delayed*.
    """

    activity = Link(lambda: Activity, required=True)
    round = Link(lambda: Round)
    organization = Link(lambda: Organization)
    since = Day(key="from", looks=Looks.AROUND)
    until = Day(key="to", looks=Looks.NEAREST)
    status = Choice(ActivityStatus, default=ActivityStatus.NOT_STARTED)
    progress = Text()
    constraints = Text()
    support_needed = Text()
    next_steps = Text()
    evidence = Line()
    reported_by = NameText(audience=Audience.SECRETARIAT)
    reported_on = Day(required=True, looks=Looks.BACK)
    checked = Choice(Checked, default=Checked.NOT_CHECKED, audience=Audience.SECRETARIAT)
    question = Line(audience=Audience.SECRETARIAT)
    source = Line(hidden=True)

    KEY = (activity, round, organization, reported_on)
    PARENT, NAMED_AS, DAY, SPAN, ORDER = activity, activity, reported_on, (since, until), (reported_on,)
    COLUMNS = (activity, organization, status, reported_on, checked, round)
    FORM = Form(several=(status, checked, round))
    VIEWS: ClassVar = {"to_check": "checked:not_checked", "questions": "checked:question", "all": ""}
    GROUP_BY = (round, organization, status)

    @classmethod
    def identity(cls, said: Mapping[str, Any]) -> tuple[str, ...]:
        """One for a round; a day stands in its place where there was none."""
        when = said.get("round") or said.get("reported_on")
        return tuple(str(one or "") for one in (said.get("activity"), when, said.get("organization")))


class IndicatorValue(Record):
    """What an indicator counted in a period; of victims or cases one national figure a year (DOMAIN.md §4).

    Other audiences read what they may of it with its indicator (`ictwg.programme.indicators`).
    """

    indicator = Link(lambda: Indicator, required=True)
    since = Day(required=True, key="from", looks=Looks.AROUND)
    until = Day(required=True, key="to", looks=Looks.NEAREST)
    value = Number(required=True, most=MANY)
    sex = MaybeChoice(Sex)
    audience_group = MaybeChoice(AudienceGroup)
    district = District()
    source = Line()
    evidence = Line()
    may_be_published = Flag()
    cleared_by = NameText()
    cleared_for = NameText()
    cleared_on = Day(looks=Looks.BACK)

    KEY = (indicator, since, until, sex, audience_group, district)
    PARENT, NAMED_AS, DAY, SPAN, WEIGHT = indicator, indicator, until, (since, until), 0
    COLUMNS = (since, until, value, sex, audience_group, district, source, indicator)
    AUDIENCE = Audience.SECRETARIAT


class Indicator(Record):
    """What shows whether a part of the plan works: what it counts, from where, to where."""

    plan = Link(lambda: Plan, required=True)
    activity = Link(lambda: Activity)
    title = Line(required=True)
    counts = Choice(Counts, default=Counts.OUTPUTS)
    definition = Text()
    unit = Line()
    baseline = Number(most=MANY, people=lambda one, state: one.counts_people(state))
    target_value = Number(most=MANY)
    frequency = MaybeChoice(Frequency)
    means_of_verification = Line()
    latest = Line(inner=True)
    """Never written: the value of the last period, with a bar (`ictwg.programme.indicators`)."""

    PARENT, TITLE, ORDER = plan, title, (activity, title)
    SAME_BY = (plan, title)
    COLUMNS = (title, baseline, latest, target_value, unit, activity, plan)
    FORM = Form(
        new=(plan, activity, title, counts, unit, baseline, target_value, frequency),
        several=(activity, counts, unit, frequency),
    )
    VIEWS: ClassVar = {"all": ""}
    GROUP_BY = (activity, counts)
    CHILDREN = (IndicatorValue,)

    def counts_people(self, state: State) -> bool:
        """Whoever has a sex or a group is one, whatever it is said to count."""
        values = state.linked(IndicatorValue, IndicatorValue.indicator, self.id)
        return self.counts is Counts.PEOPLE or any(one.sex or one.audience_group for one in values)

    def open_to(self, declared: Audience) -> Audience:
        """What counts victims or cases is the secretariat's."""
        return Audience.SECRETARIAT if self.counts is Counts.VICTIMS_OR_CASES else declared


class Activity(Record):
    """A part of a plan: a pillar, an objective under it, an activity under that."""

    TABLE = "activities"

    plan = Link(lambda: Plan, required=True)
    level = Choice(PlanLevel, default=PlanLevel.ACTIVITY)
    part_of = Link(lambda: Activity)
    code = Line()
    title = Line(required=True, by_language=True)
    lead = Link(lambda: Organization)
    co_leads = Links(lambda: Organization)
    partners = Links(lambda: Organization)
    starts_on = Day(looks=Looks.AROUND)
    ends_on = Day(area="programme")
    period = Line()
    """When it is to be done in the plan's own words, which are no days: `annually`."""
    means_of_verification = Line()
    remarks = Text()
    location_protected = Flag()
    districts = Districts(kept_if=location_protected)
    weight = Number(most=100)
    recommendations = Links(lambda: Recommendation, mutual=True)
    actions = Links(lambda: Action, mutual=True)
    decisions = Links(lambda: Decision, mutual=True)
    trainings = Links(lambda: Training, mutual=True)
    campaigns = Links(lambda: Campaign, mutual=True)
    earlier = Link(lambda: Activity, inner=True)
    """The same one in the version before."""
    standing = MaybeChoice(ActivityStatus, inner=True)
    """Never written: counted from the reports and the days (`ictwg.programme.plan`)."""
    order = OrderKey()

    PARENT, UNDER, TITLE, NUMBER, NOTES = plan, part_of, title, code, remarks
    SPAN, ORDER, CHILDLESS_IF = (starts_on, ends_on), (plan, order, code), (level, (PlanLevel.ACTIVITY,))
    OWNERS, WEIGHT, SAME_BY = (lead, co_leads), 0.7, (plan, code, title)
    COLUMNS = (title, standing, lead, ends_on, code, plan)
    FORM = Form(
        new=(plan, title, level, part_of, code, lead, co_leads, partners, starts_on, ends_on, districts),
        several=(part_of, lead, co_leads, partners, starts_on, ends_on, districts, location_protected),
    )
    VIEWS: ClassVar = {
        "all": "",
        "delayed": "is:delayed",
        "no_report": "is:no_report",
        "without_lead": "is:without_lead",
        "unfunded": "is:unfunded",
    }
    GROUP_BY = (lead, ends_on, level, districts)
    CHILDREN = (ActivityReport, Indicator, FundingLine, ActivityDate)


class Plan(Record):
    """A plan of action in one version."""

    AREA = "programme"

    title = Line(required=True)
    version = Line()
    starts_on = Day(looks=Looks.AROUND)
    ends_on = Day()
    document = Link(lambda: Document)
    earlier = Link(lambda: Plan)
    weights_rule = Line()
    notes = Text(audience=Audience.SECRETARIAT)

    TITLE, DISAMBIGUATED_BY, SAME_BY, WEIGHT = title, version, (title, version), 0.9
    DAY, SPAN = starts_on, (starts_on, ends_on)
    COLUMNS = (title, version, starts_on, ends_on)
    VIEWS: ClassVar = {"all": ""}
    CHILDREN = (Activity, Indicator)
    AUDIENCE = Audience.MEMBERS
