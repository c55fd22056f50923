"""What the engine is told of trainings."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ictwg.domain.records import Training
from ictwg.programme.small_numbers import ALL, NOT_KNOWN, Hidden, seen_by
from ictwg.programme.trainings import counted_for, figures
from ictwg.records.json_view import nested_json, own_json, record_json_by

if TYPE_CHECKING:
    from ictwg.programme.small_numbers import Cell, Shown
    from ictwg.records.json_view import Json
    from ictwg.records.lookup import Lookup


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


def _known(word: str) -> str | None:
    return None if word == NOT_KNOWN else str(word)


def _count(count: Shown) -> int | None:
    return None if isinstance(count, Hidden) else count
