"""Checks that nothing ends before it begins, before saving and after a merge.

ISO days and times of day sort as text, so raw values are enough. A time of day before the beginning is of the next
day, where so short a meeting is meant.
"""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar

from ictwg.domain.fields import TimeOfDay
from ictwg.domain.schema import RECORDS, Record
from ictwg.errors import InvalidValueError
from ictwg.locales import t

R = TypeVar("R", bound=Record)
OVERNIGHT = 8 * 60
"""Minutes: what runs past midnight and would last longer is rather a slip of the finger, such as 14:00 to 09:00."""
_DAY = 24 * 60

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ictwg.domain.changes import Changes
    from ictwg.domain.schema import Raw, Row
    from ictwg.domain.state import State


class HoldsAll(Protocol):
    """Records, by their kind."""

    def all(self, kind: type[R]) -> Iterable[R]: ...


def backward(state: HoldsAll) -> Iterator[Record]:
    """The records that end before they begin."""
    for kind in list(RECORDS.values()):
        if kind.SPAN:
            yield from (record for record in state.all(kind) if _is_backward(record.row, kind))


def keep_in_order(state: State, changes: Changes) -> None:
    """Nothing that these changes write may end before it begins.

    Raises:
        InvalidValueError: At the field of the end, with both values.
    """
    for kind, id, written in _written(changes):
        record = state.get(kind, id)
        first, last = (
            written.get(field.name) if field.name in written or record is None else record.row.get(field.name)
            for field in kind.SPAN
        )
        if _ends_before(kind, first, last):
            begin, end = kind.SPAN
            values = {"begin": t(begin.label_id), "end": t(end.label_id), "first": str(first), "last": str(last)}
            hint = "errors.ends_before.times_hint" if isinstance(end, TimeOfDay) else "errors.ends_before.hint"
            raise InvalidValueError(t("errors.ends_before", **values), t(hint, **values), field=end.name)


def minutes_between(start: time, end: time) -> int | None:
    """How long it lasts, also past midnight; None where the end would be before the beginning."""
    minutes = (end.hour - start.hour) * 60 + end.minute - start.minute
    if minutes >= 0:
        return minutes
    return minutes + _DAY if minutes + _DAY <= OVERNIGHT else None


def _written(changes: Changes) -> Iterator[tuple[type[Record], str, dict[str, Raw]]]:
    """Each record with a beginning or an end among the writes, and what is written of it."""
    touched: dict[tuple[str, str], dict[str, Raw]] = {}
    for write in changes.writes:
        kind = RECORDS.get(write.table)
        if kind is not None and any(write.field == field.name for field in kind.SPAN):
            empty: dict[str, Raw] = {}
            touched.setdefault((write.table, write.id), empty)[write.field] = write.value
    for (table, id), written in touched.items():
        yield RECORDS[table], id, written


class Begins(NamedTuple):
    """When an item begins; at the earliest, where it is open how long one before it takes."""

    at: time
    earliest: bool = False

    def __str__(self) -> str:
        """`10:20`, or `10:20+`."""
        return f"{self.at:%H:%M}{'+' if self.earliest else ''}"


def clock_times(start: time | None, minutes: Iterable[int | None]) -> Iterator[Begins | None]:
    """When each of a row of items begins; none where nobody knows more than was said of the one before."""
    at, said = 0 if start is None else start.hour * 60 + start.minute, None
    earliest = False
    for length in minutes:
        begins = None if start is None else Begins(time(at // 60 % 24, at % 60), earliest)
        yield None if earliest and begins == said else begins
        at, earliest, said = at + (length or 0), earliest or length is None, begins


def _is_backward(row: Row, kind: type[Record]) -> bool:
    first, last = (row.get(field.name) for field in kind.SPAN)
    return _ends_before(kind, first, last)


def _ends_before(kind: type[Record], first: Raw, last: Raw) -> bool:
    if not (isinstance(first, str) and isinstance(last, str) and last < first):
        return False
    begin, end = kind.SPAN
    if not isinstance(end, TimeOfDay):
        return True
    start, close = begin.decode(first), end.decode(last)
    return start is None or close is None or minutes_between(start, close) is None
