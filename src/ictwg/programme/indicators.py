"""What indicators counted, period by period, as a reader may know it (DOMAIN.md §4).

Of victims or cases there is one national total a year. It is the secretariat's, is never drawn, and enters a page only
once it is cleared for the recipient of that page. Numbers of people by sex, group and district are small numbers, and
what is told apart by sex or group are people, whatever its indicator is said to count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from ictwg.domain.fields import is_small
from ictwg.domain.figures import percent
from ictwg.domain.records import FieldAction, Indicator, IndicatorValue, Training
from ictwg.domain.schema import Field
from ictwg.domain.seen import hides_small
from ictwg.domain.state import Records, State
from ictwg.domain.text import fold_words
from ictwg.domain.values import Audience, AudienceGroup, Counts, Sex
from ictwg.programme.small_numbers import NOT_KNOWN, NOT_SHOWN, Hidden, by_one, is_whole, may_be_shown
from ictwg.programme.trainings import counted_for, figures
from ictwg.records.rules import by_the_rules

SHARES: tuple[Field[Any], ...] = (IndicatorValue.sex, IndicatorValue.audience_group, IndicatorValue.district)
"""By what people may be told apart; each is a table of its own, since any cross-table identifies."""


def is_national_total(value: IndicatorValue) -> bool:
    return not any(field.of(value) for field in SHARES)


def allowed(records: Records, value: IndicatorValue) -> bool:
    """Whether it may be kept: of victims or cases only the national total of a year."""
    indicator = records.get(Indicator, value.indicator)
    victims = indicator is not None and indicator.counts is Counts.VICTIMS_OR_CASES
    return not victims or (is_national_total(value) and _is_a_year(value))


def _is_a_year(value: IndicatorValue) -> bool:
    if value.since is None or value.until is None:
        return False
    after = value.until + timedelta(days=1)
    return (after.year - value.since.year, after.month, after.day) == (1, value.since.month, value.since.day)


def counted_twice(records: Records, value: IndicatorValue) -> bool:
    """Whether another year of victims or cases has some of its days: the difference of the two tells of months."""
    indicator = records.get(Indicator, value.indicator)
    if indicator is None or indicator.counts is not Counts.VICTIMS_OR_CASES:
        return False
    others = records.linked(IndicatorValue, IndicatorValue.indicator, indicator.id)
    return any(one.id != value.id and _overlap(one, value) for one in others)


def _overlap(one: IndicatorValue, other: IndicatorValue) -> bool:
    first, last = (
        max(one.since or date.max, other.since or date.max),
        min(one.until or date.min, other.until or date.min),
    )
    return first <= last


class Share(NamedTuple):
    """So many of one sex, group or district; of `NOT_KNOWN` what the total has beside those.

    Attributes:
        by: The name of the field that tells them apart.
        of: Its value: a sex or a group as it may be chosen, or a district; `NOT_SHOWN` of all where it is not told.
    """

    by: str
    of: str
    people: int


class PeriodValue(NamedTuple):
    """What an indicator counted in one period.

    Attributes:
        total: None where nobody said any number.
        cleared: Of victims or cases, the value with who cleared it for whom.
    """

    since: date | None
    until: date
    total: int | Hidden
    shares: tuple[Share, ...]
    source: str
    evidence: str
    values: tuple[IndicatorValue, ...]
    cleared: IndicatorValue | None = None

    @property
    def number(self) -> int | None:
        """For a bar; None of what these readers are not told, and of victims or cases."""
        return None if isinstance(self.total, Hidden) or self.cleared is not None else self.total


def values_of(state: State, indicator: Indicator, recipient: str | None = None) -> tuple[PeriodValue, ...]:
    """The periods of an indicator, the earliest first.

    Args:
        recipient: Of a page, to whom it goes, empty where nobody is named; None on the secretariat's own screen.
    """
    whole, audience = counted_for(state)
    linked = whole.linked(IndicatorValue, IndicatorValue.indicator, indicator.id)
    found: dict[tuple[date, date | None], list[IndicatorValue]] = {}
    for one in by_the_rules(whole, IndicatorValue, linked):
        if one.until is not None and one.value is not None:
            found.setdefault((one.until, one.since), []).append(one)
    if audience is Audience.EVERYONE:
        found = {days: seen for days, values in found.items() if (seen := _to_be_published(values))}
    periods = sorted(found, key=lambda days: (days[0], days[1] or days[0]))
    if indicator.counts is Counts.VICTIMS_OR_CASES:
        told = (one for days in periods for one in found[days])
        return tuple(_national(one) for one in told if _may_enter(audience, one, recipient))
    people = indicator.counts_people(whole)
    beside = {days: _beside(state, days[1] or date.min, days[0]) if people else _Beside(whole=True) for days in periods}
    if not all(one.whole for one in beside.values()):
        kept_back = _Beside(whole=False, counted=False)
        beside |= {days: kept_back for days in periods if days not in _apart(periods)}
    return tuple(_period(found[days], beside[days]) for days in periods)


def _apart(periods: Sequence[tuple[date, date | None]]) -> list[tuple[date, date | None]]:
    """None with days of another: the difference of the two would tell of the rest. The longest come first."""
    found: list[tuple[date, date | None]] = []
    for until, since in sorted(periods, key=lambda days: (days[1] or date.min) - days[0]):
        first = since or date.min
        if all(until < (other_first or date.min) or other_last < first for other_last, other_first in found):
            found.append((until, since))
    return found


def _to_be_published(values: Sequence[IndicatorValue]) -> list[IndicatorValue]:
    """Those that may be published; of all that tell people apart likewise, for one left out could be worked out."""

    def apart(one: IndicatorValue) -> tuple[bool, ...]:
        return tuple(bool(field.of(one)) for field in SHARES)

    kept = {apart(one) for one in values if not one.may_be_published}
    return [one for one in values if apart(one) not in kept]


def _may_enter(audience: Audience, value: IndicatorValue, recipient: str | None) -> bool:
    if recipient is None:
        return audience is Audience.SECRETARIAT
    cleared = value.cleared_by and value.cleared_on and fold_words(value.cleared_for)
    return bool(cleared) and fold_words(value.cleared_for) == fold_words(recipient)


def _national(value: IndicatorValue) -> PeriodValue:
    assert value.until is not None  # noqa: S101 - looked at before
    return PeriodValue(
        value.since, value.until, value.value or 0, (), value.source, value.evidence, (value,), cleared=value
    )


class _Beside(NamedTuple):
    """What these readers know of the trainings and the actions in the field of a period.

    Attributes:
        whole: All were there in their work, or it does not matter: each number is shown.
        counted: None was of fewer than 5 who may be at risk.
        told: The fields of a value by which all of those who may be at risk are told apart.
    """

    whole: bool
    counted: bool = True
    told: frozenset[str] = frozenset()

    def total(self, count: int) -> int | Hidden:
        if self.whole:
            return count
        if not self.counted:
            return Hidden.NOTHING
        return Hidden.SMALL if is_small(count) else count

    def shows(self, by: Field[Any], table: Mapping[str, int]) -> bool:
        return self.whole or (by.name in self.told and may_be_shown(table))


_BY = {IndicatorValue.sex.name: "sex", IndicatorValue.audience_group.name: "audience_group", "district": "serves_in"}


def _beside(state: State, since: date, until: date) -> _Beside:
    whole, audience = counted_for(state)
    if audience is Audience.SECRETARIAT:
        return _Beside(whole=True)
    held = [one for one in whole.all(Training) if one.starts_on and since <= one.starts_on <= until]
    acted = [one for one in whole.all(FieldAction) if one.date and since <= one.date <= until]
    at_risk = [one for one in held if not is_whole(audience, one)]
    reached = [one.reached for one in acted if one.reached and not is_whole(audience, one)]
    if (held or acted) and not at_risk and not reached:
        return _Beside(whole=True)
    tables = [figures(whole, one) for one in at_risk]
    counted = not any(map(is_small, (*reached, *(sum(one.people for one in table) for table in tables))))
    apart = (name for name, by in _BY.items() if all(may_be_shown(by_one(table, by)) for table in tables))
    return _Beside(whole=False, counted=counted, told=frozenset(apart) & ({"district"} if reached else set(_BY)))


def _period(values: Sequence[IndicatorValue], known: _Beside) -> PeriodValue:
    stated = next((one for one in values if is_national_total(one)), None)
    tables = {field: table for field in SHARES if (table := _by(field, values))}
    most = max((table.total() for table in tables.values()), default=0)
    total = most if stated is None else stated.value or 0
    first = stated or values[0]
    assert first.until is not None  # noqa: S101 - looked at before
    number = known.total(total)
    shares = (
        ()
        if isinstance(number, Hidden)
        else tuple(
            Share(field.name, of, count)
            for field, table in tables.items()
            for of, count in (_with_rest(table, total) if known.shows(field, table) else {NOT_SHOWN: total}).items()
        )
    )
    return PeriodValue(first.since, first.until, number, shares, first.source, first.evidence, tuple(values))


def _by(told: Field[Any], values: Sequence[IndicatorValue]) -> Counter[str]:
    """Of one sex, group or district each: those that say this alone, else the sums of those that say more too."""
    said = [(told.of(one), one) for one in values if told.of(one)]
    alone = [(of, one) for of, one in said if sum(bool(field.of(one)) for field in SHARES) == 1]
    found: Counter[str] = Counter()
    for of, one in alone or said:
        found[of] += one.value or 0
    choices = [*Sex, *AudienceGroup]
    order = sorted(found, key=lambda of: (choices.index(of) if of in choices else 0, of))
    return Counter({of: found[of] for of in order})


def _with_rest(table: Counter[str], total: int) -> dict[str, int]:
    """As many as the total says."""
    rest = total - table.total()
    return {**table, NOT_KNOWN: rest} if rest > 0 else dict(table)


def start_of(state: State, indicator: Indicator) -> int | Hidden | None:
    """Where it began, as these readers may know it; of victims or cases only what was cleared is told."""
    seen = state.get(Indicator, indicator.id)
    if seen is None:
        return None
    return Hidden.SMALL if hides_small(seen, Indicator.baseline) else seen.baseline


def reached(indicator: Indicator, value: PeriodValue | None) -> int | None:
    """How many of a hundred parts of the way from the baseline to the target; None where no bar may be drawn."""
    number = value.number if value is not None else None
    start, end = indicator.baseline or 0, indicator.target_value
    if number is None or end is None or end == start or indicator.counts is Counts.VICTIMS_OR_CASES:
        return None
    return min(max(percent(number - start, end - start), 0), 100)
