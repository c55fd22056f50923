"""How far a plan of action is, and its next version.

Progress is counts first: "4 of 12 completed, 5 on track, 2 delayed, 1 no report" (DOMAIN.md §2). *Delayed* is computed:
its end has passed and it is not completed. Of what nobody reported in the round that closed last nothing is known, so
that is never *delayed*. A percentage is made only where the plan says how its weights were agreed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple, TypeVar

from ictwg.domain.changes import Changes, Edit
from ictwg.domain.figures import percent
from ictwg.domain.ids import derived_id
from ictwg.domain.order import spread
from ictwg.domain.periods import status_on
from ictwg.domain.records import (
    Activity,
    ActivityDate,
    ActivityReport,
    FundingLine,
    Indicator,
    Membership,
    Organization,
    Plan,
    Recommendation,
    Round,
)
from ictwg.domain.schema import Field, form_fields
from ictwg.domain.state import State
from ictwg.domain.text import fold
from ictwg.domain.tree import Branch, branches
from ictwg.domain.values import ActivityStatus, Became, MembershipStatus, PlanLevel, RoundKind
from ictwg.domain.worked_out import per_version
from ictwg.errors import ThereAlreadyError
from ictwg.locales import t
from ictwg.records.lookup import shown_name
from ictwg.records.reference_data import load_districts, protected_words
from ictwg.records.selection import in_order

R = TypeVar("R", Plan, Activity)

OVER = frozenset({ActivityStatus.COMPLETED, ActivityStatus.SUSPENDED, ActivityStatus.CANCELLED})
"""What is not delayed, however long its end has passed."""

DatedReports = tuple[tuple[date, ActivityReport], ...]


def tree(state: State, plan: Plan) -> tuple[Branch[Activity], ...]:
    """Its parts, depth first."""
    return branches(Activity.part_of, state.linked(Activity, Activity.plan, plan.id))


def activities(state: State, plan: Plan) -> tuple[Activity, ...]:
    """What is done, without the pillars and objectives above it."""
    parts = state.linked(Activity, Activity.plan, plan.id)
    return tuple(part for part in parts if part.level is PlanLevel.ACTIVITY)


def activities_on(state: State, recommendation: Recommendation) -> tuple[Activity, ...]:
    """What is done about it; a later version of a plan has the activities of the one before again."""
    found = state.linked(Activity, Activity.recommendations, recommendation.id)
    before = {part.earlier for part in found}
    return in_order(state, (part for part in found if part.id not in before))


def is_current(state: State, plan: Plan) -> bool:
    """Whether no later version takes its place."""
    return not state.linked(Plan, Plan.earlier, plan.id)


def latest_version(state: State, plan_id: str | None) -> str | None:
    """The id of the version that holds today, of a plan that may have been written anew since."""
    seen: set[str] = set()
    while plan_id and plan_id not in seen:
        seen.add(plan_id)
        later = state.linked(Plan, Plan.earlier, plan_id)
        plan_id = later[-1].id if later else plan_id
    return plan_id


def with_earlier(state: State, record: R) -> tuple[R, ...]:
    """A plan or a part of one, and what it was in each version before."""
    found: dict[str, R] = {}
    one: R | None = record
    while one is not None and one.id not in found:
        found[one.id] = one
        one = state.get(type(record), one.earlier)
    return tuple(found.values())


@per_version  # a report asks for the same in every table
def last_round(state: State, plan_id: str | None, on: date) -> Round | None:
    """The round on this plan, or on a version before, that closed last.

    While one is open, what was reported before still holds.
    """
    plan = state.get(Plan, plan_id)
    plans = with_earlier(state, plan) if plan is not None else ()
    rounds = [one for version in plans for one in state.linked(Round, Round.plan, version.id)]
    over = [one for one in rounds if one.kind is RoundKind.ACTIVITY_REPORTS and _is_over(one, on)]
    return max(over, key=lambda one: (one.opens_on or date.min, one.id), default=None)


def _is_over(one: Round, on: date) -> bool:
    closed = one.closed_on or one.closes_on
    return closed is not None and closed < on


def reports_of(state: State, activity: Activity, until: date) -> tuple[ActivityReport, ...]:
    """What was reported of it until a day, or of a version before: first what decides.

    The latest comes first, of one day the lead's; what others told beside the lead in one round comes last.
    """
    known = tuple(report for day, report in _dated_reports(state, activity) if day <= until)
    led = {one.round for one in known if one.round and one.organization == activity.lead}
    return tuple(sorted(known, key=lambda one: one.round in led and one.organization != activity.lead))


def reports_in(state: State, activity: Activity, since: date, until: date) -> tuple[ActivityReport, ...]:
    """What tells of days of a period, the latest first."""
    return tuple(report for day, report in _dated_reports(state, activity) if since <= day <= until)


@per_version
def _dated_reports(state: State, activity: Activity) -> DatedReports:
    """Each with the day that it tells of, the latest first; of one day first that of the lead."""

    def latest(told: tuple[date, ActivityReport]) -> tuple[date, date, bool, str]:
        day, report = told
        return day, report.reported_on or date.min, report.organization == activity.lead, report.id

    parts = with_earlier(state, activity)
    found = (one for part in parts for one in state.linked(ActivityReport, ActivityReport.activity, part.id))
    told = [(_speaks_of(state, one), one) for one in found]
    return tuple(sorted(told, key=latest, reverse=True))


def _speaks_of(state: State, report: ActivityReport) -> date:
    """The day that it tells of: in February one reports how far it was on 31 December."""
    asked = state.get(Round, report.round)
    days = (report.reported_on, report.until or (asked.until if asked is not None else None))
    return min((day for day in days if day is not None), default=date.max)


def as_of(activity: Activity, said: ActivityStatus, on: date) -> ActivityStatus:
    """What was said of it; *delayed* where its end has passed and it is not over."""
    beyond = activity.ends_on is not None and activity.ends_on < on and said not in OVER
    return ActivityStatus.DELAYED if beyond else said


@per_version
def standing(state: State, activity: Activity, on: date) -> ActivityStatus | None:
    """How far an activity was on a day; None of a pillar or an objective: what stands under them counts."""
    if activity.level is not PlanLevel.ACTIVITY:
        return None
    reports = reports_of(state, activity, on)
    said = next((one.status for one in reports if one.status is not ActivityStatus.NOT_SAID), None)
    if said in OVER:
        return said
    asked = last_round(state, activity.plan, on)
    if said is None or (asked is not None and not any(_answers(report, asked) for report in reports)):
        return ActivityStatus.NO_REPORT_RECEIVED
    return as_of(activity, said, on)


def _answers(report: ActivityReport, asked: Round) -> bool:
    """It came in that round, or since it opened."""
    since = asked.opens_on is not None and report.reported_on is not None and report.reported_on >= asked.opens_on
    return report.round == asked.id or since


def delayed(state: State, plan: Plan, today: date) -> tuple[Activity, ...]:
    """Those past their end, or reported as delayed; how far the others are need not be looked up."""
    said = {one.activity for one in state.all(ActivityReport) if one.status is ActivityStatus.DELAYED}

    def may_be(part: Activity) -> bool:
        past = part.ends_on is not None and part.ends_on < today
        return past or any(version.id in said for version in with_earlier(state, part))

    near = filter(may_be, activities(state, plan))
    return tuple(part for part in near if standing(state, part, today) is ActivityStatus.DELAYED)


class PlanProgress(NamedTuple):
    """How many activities stand where, of a plan or of one of its pillars.

    Attributes:
        weighted: Per cent completed by weight; None where the plan has no rule for weights, or an activity no weight.
    """

    title: str
    counts: Mapping[ActivityStatus, int]
    parts: tuple[Activity, ...]
    weighted: int | None = None

    @property
    def whole(self) -> int:
        return len(self.parts)


def progress(state: State, plan: Plan, today: date) -> PlanProgress:
    return _progress(state, plan, shown_name(state, plan), activities(state, plan), today)


def by_pillar(state: State, plan: Plan) -> tuple[tuple[Activity | None, tuple[Activity, ...]], ...]:
    """Each part at the top, in the order of the plan, and its activities; last with None those under no part."""
    below: dict[Activity | None, list[Activity]] = {}
    for branch in tree(state, plan):
        part, alone = branch.record, not branch.above and branch.record.level is PlanLevel.ACTIVITY
        top = state.get(Activity, branch.above[0]) if branch.above else None if alone else part
        below.setdefault(top, []).append(part)
    tops = sorted(below, key=lambda top: top is None)
    return tuple((top, tuple(one for one in below[top] if one.level is PlanLevel.ACTIVITY)) for top in tops)


def progress_by_pillar(state: State, plan: Plan, today: date, lang: str = "") -> tuple[PlanProgress, ...]:
    pillars = by_pillar(state, plan)
    return tuple(_progress(state, plan, pillar_title(top, lang), parts, today) for top, parts in pillars)


def pillar_title(pillar: Activity | None, lang: str = "") -> str:
    return pillar.title if pillar is not None else t("programme.no_pillar", lang=lang)


def _progress(state: State, plan: Plan, title: str, parts: Iterable[Activity], today: date) -> PlanProgress:
    told = tuple(parts)
    standings = {part.id: standing(state, part, today) for part in told}
    counts = Counter(status for status in standings.values() if status is not None)
    weights = [part.weight for part in told]
    weighted = None
    if plan.weights_rule and told and all(weight is not None for weight in weights) and any(weights):
        done = sum(part.weight or 0 for part in told if standings[part.id] is ActivityStatus.COMPLETED)
        weighted = percent(done, sum(weight or 0 for weight in weights))
    return PlanProgress(title, counts, told, weighted)


# What is missing


def funding_of(state: State, activity: Activity) -> tuple[FundingLine, ...]:
    """What pays for it; where a new version of the plan says nothing of that, what the one before says."""
    versions = with_earlier(state, activity)
    found = (state.linked(FundingLine, FundingLine.activity, version.id) for version in versions)
    return next(filter(None, found), ())


def is_unfunded(state: State, activity: Activity) -> bool:
    """Nobody pays for it, as far as the funding lines say."""
    return activity.level is PlanLevel.ACTIVITY and not funding_of(state, activity)


def led_by_none(state: State, activity: Activity, today: date) -> bool:
    """It has no lead, or one that is no member today."""
    if activity.level is not PlanLevel.ACTIVITY:
        return False
    lead = state.get(Organization, activity.lead)
    known = lead is not None and state.linked(Membership, Membership.organization, lead.id)
    return lead is None or bool(known and status_on(state, lead, today) in (None, MembershipStatus.WITHDRAWN))


def speaks_of_shelter(title: str) -> bool:
    """Its place may be nobody's business: by its own words, not by those of the pillar that it stands under."""
    return speaks_of(protected_words(), (title,))


def speaks_of(wanted: Iterable[str], titles: Iterable[str]) -> bool:
    """Whether one of these words, which are folded, stands in a title."""
    words = _words(" ".join(titles))
    return any(f" {one} " in f" {words} " for one in wanted)


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold(text)))


def places_to_settle(state: State) -> Iterator[tuple[str, Activity, Field[Any]]]:
    """Where nobody has said who may know the place of a shelter, and where a protected place stands in a title."""
    flag = Activity.location_protected
    names = {_words(name) for one in load_districts() for name in (one.name, *one.also)}
    for activity in (one for one in state.all(Activity) if one.level is PlanLevel.ACTIVITY):
        if activity.location_protected and speaks_of(names, (activity.title,)):
            yield "place_in_title", activity, Activity.title
        elif activity.row.get(flag.name) is None and speaks_of_shelter(activity.title):
            yield "place_unprotected", activity, flag


# Changes


def end_on(state: State, activity: Activity, end: date | None, today: date) -> Changes:
    """Another end: the one before stays on record."""
    edit = Edit("verbs.edited", shown_name(state, activity)).update(activity, Activity.ends_on(end))
    if activity.ends_on is not None and activity.ends_on != end:
        edit.create(
            ActivityDate,
            state.new_id(),
            ActivityDate.activity(activity.id),
            ActivityDate.before(activity.ends_on),
            ActivityDate.after(end),
            ActivityDate.on(today),
        )
    return edit.done()


def first_end(state: State, activity: Activity) -> date | None:
    """When it was to end before it slipped for the first time; None where it never did."""
    slips = state.linked(ActivityDate, ActivityDate.activity, activity.id)
    return min(slips, key=lambda one: (one.on or date.max, one.id)).before if slips else None


def renumbered(state: State, plan: Plan) -> Changes:
    """Every part with the number of its place, such as 1.2.3: only on purpose, since people quote them."""
    edit = Edit("verbs.renumbered", shown_name(state, plan), plan)
    for branch in tree(state, plan):
        edit.update(branch.record, Activity.code(branch.number))
    return edit.done()


def new_version(state: State, plan: Plan, version: str) -> tuple[str, Changes]:
    """A copy of the plan to work on, each part linked to the one that it comes from; reports stay with theirs.

    Two computers that make it at the same moment make one.

    Raises:
        ThereAlreadyError: There is such a version.
    """

    def of(record: Plan | Activity | Indicator) -> str:
        return derived_id(state.db, record.TABLE, (record.id, fold(version)))

    made = of(plan)
    if state.get(Plan, made) is not None:
        raise ThereAlreadyError(t("plan_screen.there", version=version), field=Plan.version.name)
    ids = {part.id: of(part) for part in state.linked(Activity, Activity.plan, plan.id)}
    edit = Edit("verbs.created", f"{shown_name(state, plan)} – {version}")
    edit.create(Plan, made, *_copied(plan, Plan.version), Plan.version(version), Plan.earlier(plan.id))
    parts = tree(state, plan)
    for branch, place in zip(parts, spread(len(parts)), strict=True):
        part = branch.record
        moved = (Activity.plan(made), Activity.part_of(ids.get(part.part_of or "")), Activity.order(place))
        kept = _copied(part, Activity.plan, Activity.part_of)
        edit.create(Activity, ids[part.id], *kept, *moved, Activity.earlier(part.id))
    for indicator in state.linked(Indicator, Indicator.plan, plan.id):
        own = (Indicator.plan(made), Indicator.activity(ids.get(indicator.activity or "")))
        edit.create(Indicator, of(indicator), *_copied(indicator, Indicator.plan, Indicator.activity), *own)
    return made, edit.done()


def _copied(record: Any, *others: Field[Any]) -> Iterator[Any]:
    for field in form_fields(type(record)):
        if field not in others:
            yield field(field.of(record))


# Two versions beside each other


class PartDifference(NamedTuple):
    """What became of one part from a version to the next.

    Attributes:
        before: None of a new one.
        after: None of one that is gone.
        fields: Those that read otherwise.
    """

    before: Activity | None
    after: Activity | None
    fields: tuple[Field[Any], ...] = ()

    @property
    def became(self) -> Became:
        if self.before is None:
            return Became.NEW
        return Became.CHANGED if self.after is not None else Became.GONE


def differences(state: State, before: Plan, after: Plan) -> tuple[PartDifference, ...]:
    """In the order of the later one; what is gone comes last. What reads the same is not listed."""
    old = {part.id: part for part in state.linked(Activity, Activity.plan, before.id)}
    found: list[PartDifference] = []
    for branch in tree(state, after):
        part = branch.record
        was = old.pop(part.earlier or "", None)
        fields = tuple(_reads_otherwise(was, part)) if was is not None else ()
        if was is None or fields:
            found.append(PartDifference(was, part, fields))
    gone = (part for part in (branch.record for branch in tree(state, before)) if part.id in old)
    return (*found, *(PartDifference(old[part.id], None) for part in gone))


def _reads_otherwise(before: Activity, after: Activity) -> Iterator[Field[Any]]:
    for field in form_fields(Activity):
        if field not in (Activity.plan, Activity.part_of) and field.of(before) != field.of(after):
            yield field
