"""What the engine is told of trainings and of the plan of action."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ictwg.domain.calendar import short_day
from ictwg.domain.records import Activity, ActivityReport, Organization, Plan, Recommendation, Round, Training
from ictwg.domain.values import ActivityStatus, Audience, Sex
from ictwg.locales import t
from ictwg.programme.plan import (
    end_on,
    first_end,
    is_unfunded,
    led_by_none,
    may_be_protected,
    progress,
    progress_by_pillar,
    reports_of,
    standing,
)
from ictwg.programme.rounds import ANSWERED, answered, answers_of, silent
from ictwg.programme.small_numbers import ALL, NOT_KNOWN, Hidden, printed, seen_by
from ictwg.programme.trainings import counted_both_ways, counted_for, doubtful, figures, name_of, people
from ictwg.records.editing import create, on_add, on_set
from ictwg.records.lookup import full_title, shown_name
from ictwg.records.planned_state import Planned
from ictwg.records.selection import condition_by, in_order, value_by
from ictwg.records.tables import facts_by, nested_json, own_json, record_json_by

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from ictwg.domain.changes import Changes
    from ictwg.programme.plan import PlanProgress
    from ictwg.programme.small_numbers import Cell, Shown
    from ictwg.records.lookup import Lookup
    from ictwg.records.tables import Json


@record_json_by(Training)
def _training_json(lookup: Lookup, training: Training) -> Json:
    """With how many took part: `counts` by audience group and sex, null where the reader may not know."""
    whole, audience = counted_for(lookup.state)
    cells: Counter[Cell] = Counter()
    for one in figures(whole, training):
        cells[one.audience_group or NOT_KNOWN, one.sex or NOT_KNOWN] += one.people
    seen = seen_by(audience, cells)
    counts = [
        {"audience_group": _known(group), "sex": _known(sex), "count": _count(count)}
        for (group, sex), count in seen.items()
        if ALL not in (group, sex)
    ]
    summed = {"participations": _count(seen.get((ALL, ALL), 0)), "counts": counts}
    return own_json(lookup, training) | nested_json(lookup, training) | summed


@facts_by(Training)
def _training_facts(lookup: Lookup, training: Training) -> Iterator[str]:
    """What tests say was learned, how many took part, who may be one person, and numbers left out for names."""
    whole, audience = counted_for(lookup.state)
    found, known = figures(whole, training), people(whole, (training,))
    tested = (
        ("programme.tested_before", training.tests_before, training.average_before),
        ("programme.tested_after", training.tests_after, training.average_after),
    )
    yield from (
        t(words, count=count, average=average) for words, count, average in tested if count and average is not None
    )
    if found:
        sexes: Counter[Cell] = Counter({(sex, "people"): 0 for sex in Sex})
        for one in found:
            sexes[one.sex or NOT_KNOWN, "people"] += one.people
        said = printed(audience, sexes)
        of_each = " · ".join(f"{t(f'choices.sex.{sex}')} {said[sex, 'people']}" for sex in Sex)
        yield t("programme.participations", count=said[ALL, ALL], sexes=of_each)
        if audience is Audience.SECRETARIAT and known.unnamed:
            yield t("programme.different", named=known.different, unnamed=known.unnamed)
    if audience is Audience.SECRETARIAT:
        for pair in doubtful(whole, (training,)):
            first, second = (name_of(whole, row) for row in pair)
            yield t("programme.doubtful", one=first, other=second)
        for row in counted_both_ways(whole, training):
            yield t("programme.not_counted", count=row.count, organization=shown_name(whole, row))


def _known(word: str) -> str | None:
    return None if word == NOT_KNOWN else str(word)


def _count(count: Shown) -> int | None:
    return None if isinstance(count, Hidden) else count


# The plan


@value_by(Activity, Activity.standing)
def _standing(lookup: Lookup, activity: Activity) -> ActivityStatus | None:
    return standing(lookup.state, activity, lookup.today)


@condition_by(Activity, "delayed")
def _delayed(lookup: Lookup) -> Callable[[Activity], bool]:
    return lambda activity: _standing(lookup, activity) is ActivityStatus.DELAYED


@condition_by(Activity, "no_report")
def _no_report(lookup: Lookup) -> Callable[[Activity], bool]:
    return lambda activity: _standing(lookup, activity) is ActivityStatus.NO_REPORT_RECEIVED


@condition_by(Activity, "unfunded")
def _unfunded(lookup: Lookup) -> Callable[[Activity], bool]:
    return lambda activity: is_unfunded(lookup.state, activity)


@condition_by(Activity, "without_lead")
def _without_lead(lookup: Lookup) -> Callable[[Activity], bool]:
    return lambda activity: led_by_none(lookup.state, activity, lookup.today)


@on_set(Activity, Activity.ends_on)
def _set_end(lookup: Lookup, activity: Activity, end: date | None) -> Changes:
    return end_on(lookup.state, activity, end, lookup.today)


@on_add(Activity)
def _add_activity(lookup: Lookup, values: dict[str, str]) -> tuple[str, Changes]:
    """Where nobody said so, its location is protected if it speaks of what is (DOMAIN.md §4)."""
    id, changes = create(lookup, Activity, values)
    part = Planned(lookup.state, changes, (Activity,)).get(Activity, id)
    flag = Activity.location_protected
    if part is None or values.get(flag.name) or not may_be_protected(lookup.state, part):
        return id, changes
    return create(lookup, Activity, {**values, flag.name: flag.show(True, lookup)})


@facts_by(Activity)
def _activity_facts(lookup: Lookup, activity: Activity) -> Iterator[str]:
    """How far it is, when it was to end at first, what was reported last, and who may know its place."""
    status = standing(lookup.state, activity, lookup.today)
    if status is not None:
        said, ends = t(f"choices.activity_status.{status}"), short_day(activity.ends_on)
        first = first_end(lookup.state, activity)
        yield t("programme.stands", status=said, ends=ends) if ends else said
        if first is not None and first != activity.ends_on:
            yield t("programme.first_end", day=short_day(first))
    for report in reports_of(lookup.state, activity, lookup.today)[:1]:
        by = lookup.name(Organization, report.organization) if report.organization else ""
        what = " – ".join(filter(None, (t(f"choices.activity_status.{report.status}"), report.progress)))
        yield t("programme.last_report", who=by, day=short_day(report.reported_on), what=what)
    if activity.location_protected:
        yield t("programme.protected")


@facts_by(Plan)
def _plan_facts(lookup: Lookup, plan: Plan) -> Iterator[str]:
    """How far it is, and each of its pillars."""
    for one in (progress(lookup.state, plan, lookup.today), *progress_by_pillar(lookup.state, plan, lookup.today)):
        if one.whole:
            yield progress_words(one)


def progress_words(told: PlanProgress, lang: str = "") -> str:
    """As DOMAIN.md §2 has it: `Prevention: 4 of 12 completed, 5 on track, 2 delayed, 1 no report received`."""
    done = told.counts.get(ActivityStatus.COMPLETED, 0)
    others = [
        f"{count} {t(f'choices.activity_status.{status}', lang=lang)}"
        for status in ActivityStatus
        if status is not ActivityStatus.COMPLETED and (count := told.counts.get(status, 0))
    ]
    first = t("programme.progress", title=told.title, done=done, whole=told.whole, lang=lang)
    weighted = [] if told.weighted is None else [t("programme.weighted", percent=told.weighted, lang=lang)]
    return ", ".join((first, *others, *weighted))


@on_add(ActivityReport)
def _add_report(lookup: Lookup, values: dict[str, str]) -> tuple[str, Changes]:
    """It is the answer of its organization in the round that it names."""
    id, changes = create(lookup, ActivityReport, values)
    there = Planned(lookup.state, changes, (ActivityReport,))
    report = there.get(ActivityReport, id)
    return id, changes.and_then(answered(lookup.state, report, lookup.today)) if report is not None else changes


@facts_by(Round)
def _round_facts(lookup: Lookup, about: Round) -> Iterator[str]:
    """How many have answered, and who has not."""
    answers = answers_of(lookup.state, about)
    if answers:
        came = sum(one.state in ANSWERED for one in answers)
        yield t("programme.answered", count=came, whole=len(answers))
    waiting = [lookup.name(Organization, one.organization) for one in silent(lookup.state, about) if one.organization]
    if waiting:
        yield t("programme.waiting", organizations=", ".join(waiting))


@facts_by(Recommendation)
def _recommendation_facts(lookup: Lookup, recommendation: Recommendation) -> Iterator[str]:
    """What is done about it."""
    found = lookup.state.linked(Activity, Activity.recommendations, recommendation.id)
    for activity in in_order(lookup.state, found):
        status = standing(lookup.state, activity, lookup.today)
        far = Activity.standing.show(status, lookup) if status is not None else ""
        yield " – ".join(filter(None, (full_title(activity), far)))
    if not found:
        yield t("programme.no_activity_yet")


@condition_by(Recommendation, "no_activity")
def _no_activity(lookup: Lookup) -> Callable[[Recommendation], bool]:
    return lambda one: not lookup.state.linked(Activity, Activity.recommendations, one.id)
