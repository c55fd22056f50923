"""What the engine is told of trainings and of the plan of action."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from enum import StrEnum

from ictwg.domain.calendar import short_day
from ictwg.domain.changes import Changes
from ictwg.domain.fields import choice_area
from ictwg.domain.figures import Bar, drawn
from ictwg.domain.records import (
    Activity,
    ActivityReport,
    Indicator,
    IndicatorValue,
    Organization,
    Plan,
    Recommendation,
    Round,
    RoundAnswer,
    Training,
)
from ictwg.domain.state import Records
from ictwg.domain.values import ActivityStatus, Audience, Counts, RoundState, Sex, Uptake
from ictwg.errors import InvalidValueError
from ictwg.locales import t
from ictwg.programme.indicators import PeriodValue, allowed, counted_twice, is_national_total, reached, values_of
from ictwg.programme.plan import (
    PlanProgress,
    activities_on,
    end_on,
    first_end,
    is_unfunded,
    last_round,
    led_by_none,
    progress,
    progress_by_pillar,
    reports_of,
    speaks_of_shelter,
    standing,
)
from ictwg.programme.plan_matrix import open_round
from ictwg.programme.rounds import ANSWERED, answered, answers_of, came, closed, silent
from ictwg.programme.small_numbers import NOT_KNOWN, NOT_SHOWN, HeadcountTable, Hidden, as_words, number, whole_sum
from ictwg.programme.trainings import counted_both_ways, counted_for, doubtful, name_of, people, told
from ictwg.records.editing import create, on_add, on_set, write
from ictwg.records.lookup import Lookup, found_or_none, full_title, shown_name
from ictwg.records.planned_state import StateAfterChanges
from ictwg.records.rules import rule_by
from ictwg.records.selection import condition_by, value_by
from ictwg.records.tables import Json, facts_by, nested_json, own_json, record_json_by


@on_set(Recommendation, Recommendation.implementation)
def _set_implementation(lookup: Lookup, record: Recommendation, how: Uptake) -> Changes:
    """It was looked at today, unless a day is typed with it."""
    assessed = (Recommendation.implementation(how), Recommendation.assessed_on(lookup.today))
    return write(lookup.state, record, *assessed)


@on_set(Recommendation, Recommendation.assessed_on)
def _set_assessed_on(lookup: Lookup, record: Recommendation, on: date | None) -> Changes:
    return write(lookup.state, record, Recommendation.assessed_on(on))


@record_json_by(Training)
def _training_json(lookup: Lookup, training: Training) -> Json:
    """With how many took part: `counts` by audience group and sex, `not_shown` where the reader may not know."""
    found: Counter[tuple[str, str]] = Counter()
    for one in told(lookup.state, training, "sex", "audience_group"):
        found[one.audience_group, one.sex] += one.people
    counts = [
        {"audience_group": group or None, "sex": sex or None, "count": count or None}
        for (group, sex), count in found.items()
    ]
    whole = {"participations": number(whole_sum(told(lookup.state, training))), "counts": counts}
    return own_json(lookup, training) | nested_json(lookup, training) | whole


@facts_by(Training)
def _training_facts(lookup: Lookup, training: Training) -> Iterator[str]:
    """What tests say was learned, how many took part, who may be one person, and numbers left out for names."""
    whole, audience = counted_for(lookup.state)
    found, known = told(lookup.state, training, "sex"), people(whole, (training,))
    tested = (
        ("programme.tested_before", training.tests_before, training.average_before),
        ("programme.tested_after", training.tests_after, training.average_after),
    )
    yield from (
        t(words, count=count, average=average) for words, count, average in tested if count and average is not None
    )
    if found:
        cells = HeadcountTable(((training.id, one) for one in found), each=True)
        of_each = [f"{t(f'choices.sex.{sex}')} {as_words(cells.cell(training.id, sex))}" for sex in Sex]
        beside = [(name, cells.cell(training.id, name)) for name in (NOT_KNOWN, NOT_SHOWN)]
        of_each += [
            f"{t(f'reports.column.{name}').lower()} {as_words(count)}"
            for name, count in beside
            if count and count is not Hidden.NOTHING
        ]
        yield t("programme.participations", count=as_words(cells.cell(training.id)), sexes=" · ".join(of_each))
        if audience is Audience.SECRETARIAT and known.unnamed:
            yield t("programme.different", named=known.different, unnamed=known.unnamed)
    if audience is Audience.SECRETARIAT:
        for pair in doubtful(whole, (training,)):
            first, second = (name_of(whole, row) for row in pair)
            yield t("programme.doubtful", one=first, other=second)
        for row in counted_both_ways(whole, training):
            yield t("programme.not_counted", count=row.count, organization=shown_name(whole, row))


# The plan


@value_by(Activity, Activity.standing)
def _standing(lookup: Lookup, activity: Activity) -> ActivityStatus | None:
    """None too where nobody has been asked yet: that no report came is no news then."""
    status = standing(lookup.state, activity, lookup.today)
    asked = status is not ActivityStatus.NO_REPORT_RECEIVED or last_round(lookup.state, activity.plan, lookup.today)
    return status if asked else None


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
    """Where nobody said so, the location of a shelter is protected, and whoever adds it is told (DOMAIN.md §4)."""
    flag = Activity.location_protected
    if values.get(flag.name) or not speaks_of_shelter(values.get(Activity.title.name, "")):
        return create(lookup, Activity, values)
    id, changes = create(lookup, Activity, {**values, flag.name: flag.show(True, lookup)})
    return id, changes._replace(subject=f"{changes.subject} · {t('programme.protected')}")


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
    whole = progress(lookup.state, plan, lookup.today)._replace(title=t("reports.column.total"))
    for one in (whole, *progress_by_pillar(lookup.state, plan, lookup.today)):
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


# Indicators


@rule_by(IndicatorValue)
def _one_national_total(records: Records, value: IndicatorValue) -> str:
    return "" if allowed(records, value) else t("programme.national_total")


@on_add(IndicatorValue)
def _add_value(lookup: Lookup, values: dict[str, str]) -> tuple[str, Changes]:
    """Of victims or cases one a year.

    Raises:
        InvalidValueError: There is one of those days already.
    """
    id, changes = create(lookup, IndicatorValue, values)
    there = StateAfterChanges(lookup.state, changes, (IndicatorValue,))
    made = there.get(IndicatorValue, id)
    if made is not None and counted_twice(there, made):
        raise InvalidValueError(t("programme.national_total"))
    return id, changes


@on_set(Indicator, Indicator.counts)
def _set_counts(lookup: Lookup, indicator: Indicator, counts: Counts) -> Changes:
    """Its values may not tell people apart that it then counts as victims.

    Raises:
        InvalidValueError: One does.
    """
    found = lookup.state.linked(IndicatorValue, IndicatorValue.indicator, indicator.id)
    if counts is Counts.VICTIMS_OR_CASES and not all(map(is_national_total, found)):
        raise InvalidValueError(t("programme.national_total"), field=Indicator.counts.name)
    return write(lookup.state, indicator, Indicator.counts(counts))


BAR_ROOM = 10
"""Signs of a bar in a list."""


@value_by(Indicator, Indicator.latest)
def _latest(lookup: Lookup, indicator: Indicator) -> str | None:
    """The value of the last period, and how far it is from the baseline to the target as a bar."""
    found = values_of(lookup.state, indicator)
    return " ".join(filter(None, (as_words(found[-1].total), _way(indicator, found[-1])))) if found else None


def _way(indicator: Indicator, value: PeriodValue) -> str:
    percent = reached(indicator, value)
    return "" if percent is None else drawn(Bar(percent, 100 - percent), 100, BAR_ROOM)


@facts_by(Indicator)
def _indicator_facts(lookup: Lookup, indicator: Indicator) -> Iterator[str]:
    """In words: each period with where it began and where it is to come to, and who was counted."""
    for one in reversed(values_of(lookup.state, indicator)):
        start, end = ("–" if n is None else str(n) for n in (indicator.baseline, indicator.target_value))
        days = [IndicatorValue.until.show(day, lookup) for day in (one.since, one.until) if day is not None]
        period, value = " – ".join(days), as_words(one.total)
        said = (
            f"{period}: {value}"
            if indicator.baseline is None and indicator.target_value is None
            else t("programme.indicator_value", period=period, value=value, baseline=start, target=end)
        )
        yield " ".join(filter(None, (said, indicator.unit, _way(indicator, one))))
        shares = [f"{_share_words(share.of)} {share.people}" for share in one.shares]
        if shares:
            yield " · ".join(shares)
        if (told := one.cleared) is not None and told.cleared_on is not None:
            on = IndicatorValue.cleared_on.show(told.cleared_on, lookup)
            yield t("programme.cleared", name=told.cleared_by, recipient=told.cleared_for, day=on)


def _share_words(of: str) -> str:
    """A sex, a group, or a district as it is called."""
    if isinstance(of, StrEnum):
        return t(f"choices.{choice_area(type(of))}.{of}")
    return t(f"reports.{of}") if of in (NOT_KNOWN, NOT_SHOWN) else of


@record_json_by(Indicator)
def _indicator_json(lookup: Lookup, indicator: Indicator) -> Json:
    """With its `periods` as the reader may know them: null is a number that is hidden."""
    periods = [
        {
            "from": one.since.isoformat() if one.since else None,
            "to": one.until.isoformat(),
            "value": number(one.total),
            "shares": [share._asdict() for share in one.shares],
            "source": one.source,
            "evidence": one.evidence,
        }
        for one in values_of(lookup.state, indicator)
    ]
    return own_json(lookup, indicator) | nested_json(lookup, indicator) | {"periods": periods}


@on_add(ActivityReport)
def _add_report(lookup: Lookup, values: dict[str, str]) -> tuple[str, Changes]:
    """It is the answer of its organization in its round: by itself that of the lead in the round that is open."""
    part = found_or_none(lookup.state, Activity, values.get(ActivityReport.activity.name, ""))
    plan = lookup.state.get(Plan, part.plan) if part is not None else None
    asked = open_round(lookup.state, plan) if plan is not None else None
    usual = {
        ActivityReport.round: asked.id if asked is not None else "",
        ActivityReport.organization: (part.lead or "") if part is not None else "",
    }
    values = values | {field.name: values.get(field.name) or text for field, text in usual.items()}
    id, changes = create(lookup, ActivityReport, values)
    there = StateAfterChanges(lookup.state, changes, (ActivityReport,))
    report = there.get(ActivityReport, id)
    return id, changes.and_then(answered(lookup.state, report, lookup.today)) if report is not None else changes


@on_set(Round, Round.closed_on)
def _close_round(lookup: Lookup, about: Round, day: date | None) -> Changes:
    return write(lookup.state, about, Round.closed_on(day)) if day is None else closed(lookup.state, about, day)


@on_set(RoundAnswer, RoundAnswer.state)
def _set_round_state(lookup: Lookup, answer: RoundAnswer, state: RoundState) -> Changes:
    return came(answer, lookup.state, state, lookup.today)


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
    """What was done about it: of each activity where it stands, its last report, and its indicators."""
    found = activities_on(lookup.state, recommendation)
    for activity in found:
        yield " – ".join((full_title(activity), " · ".join(_activity_facts(lookup, activity))))
        for indicator in lookup.state.linked(Indicator, Indicator.activity, activity.id):
            yield ": ".join(filter(None, (indicator.title, _latest(lookup, indicator))))
    if not found:
        yield t("programme.no_activity_yet")


@condition_by(Recommendation, "no_activity")
def _no_activity(lookup: Lookup) -> Callable[[Recommendation], bool]:
    return lambda one: not lookup.state.linked(Activity, Activity.recommendations, one.id)
