"""What indicators counted, period by period, as a reader may know it (DOMAIN.md §4).

Of victims or cases there is one national total a year. It is the secretariat's, is never drawn, and enters a page only
once it is cleared for the recipient of that page. Numbers of people by sex, group and district are small numbers.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from ictwg.domain.figures import percent
from ictwg.domain.records import Indicator, IndicatorValue
from ictwg.domain.seen import hides_small
from ictwg.domain.text import fold_words
from ictwg.domain.values import Audience, AudienceGroup, Counts, Sex
from ictwg.programme.small_numbers import ALL, NOT_KNOWN, Hidden, seen_together, shown
from ictwg.programme.trainings import counted_for
from ictwg.records.rules import by_the_rules

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ictwg.domain.schema import Field
    from ictwg.domain.state import State
    from ictwg.programme.small_numbers import Cell, Shown
    from ictwg.records.rules import Records

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
        of: Its value: a sex or a group as it may be chosen, or a district.
    """

    by: str
    of: str
    people: Shown


class PeriodValue(NamedTuple):
    """What an indicator counted in one period.

    Attributes:
        total: None where nobody said any number.
        cleared: Of victims or cases, the value with who cleared it for whom.
    """

    since: date | None
    until: date
    total: Shown
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
    return tuple(_period(indicator, audience, found[days]) for days in periods)


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


def _period(indicator: Indicator, audience: Audience, values: Sequence[IndicatorValue]) -> PeriodValue:
    stated = next((one for one in values if is_national_total(one)), None)
    tables = [(field.name, table) for field in SHARES if (table := _by(field, values))]
    most = max((table.total() for _, table in tables), default=0)
    total = most if stated is None else stated.value or 0
    hides = audience if indicator.counts is Counts.PEOPLE else Audience.SECRETARIAT
    seen = seen_together(hides, [_cells(table, total) for _, table in tables])
    shares = tuple(
        Share(name, of, count)
        for (name, _), cells in zip(tables, seen, strict=True)
        for (of, column), count in cells.items()
        if ALL not in (column, of)
    )
    hidden = next((cells[ALL, ALL] for cells in seen if isinstance(cells[ALL, ALL], Hidden)), None)
    first = stated or values[0]
    assert first.until is not None  # noqa: S101 - looked at before
    told = shown(hides, total) if hidden is None else hidden
    return PeriodValue(first.since, first.until, told, shares, first.source, first.evidence, tuple(values))


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


def _cells(table: Counter[str], total: int) -> dict[Cell, int]:
    """As many as the total says: what is told of nobody is a cell too, from which the others could be worked out."""
    rest = total - table.total()
    return {(of, "people"): count for of, count in (*table.items(), *([(NOT_KNOWN, rest)] if rest > 0 else []))}


def start_of(state: State, indicator: Indicator) -> Shown | None:
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
