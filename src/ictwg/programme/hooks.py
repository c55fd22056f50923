"""What the engine is told of trainings."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ictwg.domain.records import Training
from ictwg.domain.values import Audience, Sex
from ictwg.locales import t
from ictwg.programme.small_numbers import ALL, NOT_KNOWN, Hidden, printed, seen_by
from ictwg.programme.trainings import counted_both_ways, counted_for, doubtful, figures, name_of, people
from ictwg.records.lookup import shown_name
from ictwg.records.tables import facts_by, nested_json, own_json, record_json_by

if TYPE_CHECKING:
    from collections.abc import Iterator

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
