"""What the engine is told of trainings."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ictwg.domain.records import Training
from ictwg.domain.seen import Seen
from ictwg.domain.values import Audience
from ictwg.programme.small_numbers import ALL, seen_by
from ictwg.programme.trainings import figures
from ictwg.records.json_view import nested_json, own_json, record_json_by

if TYPE_CHECKING:
    from ictwg.programme.small_numbers import Cell
    from ictwg.records.json_view import Json
    from ictwg.records.lookup import Lookup


@record_json_by(Training)
def _training_json(lookup: Lookup, training: Training) -> Json:
    """With how many took part: `counts` by audience group and sex, null where the reader may not know."""
    asked = lookup.state
    whole, audience = (asked.whole, asked.audience) if isinstance(asked, Seen) else (asked, Audience.SECRETARIAT)
    cells: Counter[Cell] = Counter()
    for one in figures(whole, training):
        cells[one.audience_group or NOT_KNOWN, one.sex or NOT_KNOWN] += one.people
    seen = seen_by(audience, cells)
    counts = [
        {"audience_group": _said(group), "sex": _said(sex), "count": count}
        for (group, sex), count in seen.items()
        if ALL not in (group, sex)
    ]
    summed = {"participations": seen.get((ALL, ALL), 0), "counts": counts}
    return own_json(lookup, training) | nested_json(lookup, training) | summed


NOT_KNOWN = "not_known"


def _said(word: str) -> str | None:
    return None if word == NOT_KNOWN else str(word)
