"""Which write each printed value of adopted minutes is of.

By these marks a redaction finds what it covers also in an edition whose author had not met it yet, and leaves alone
what was written over the text before (`ictwg.merge.redactions`).
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from ictwg.merge.redactions import MARKS
from ictwg.merge.stamps import MOST

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ictwg.domain.schema import Record

__all__ = ("MARKS", "marks_of")


def marks_of(values: Mapping[str, Any], record: Record, stands: Record | None) -> dict[str, str]:
    """By register its dot, under `*` that of the most registers; empty for what is only now written.

    Args:
        values: What is printed: a field's value, or the elements of a set.
        record: The record that they are taken from.
        stands: The same without what is only now written; None where all of it is.
    """
    found = dict(_marks(values, record, stands))
    counts = Counter(found.values())
    most = min(counts, key=lambda dot: (-counts[dot], dot), default="")
    return {MOST: most} | {name: dot for name, dot in found.items() if dot != most} if any(found.values()) else {}


def _marks(values: Mapping[str, Any], record: Record, stands: Record | None) -> Iterator[tuple[str, str]]:
    for name, value in values.items():
        known = stands is not None and _says(stands, name, value)
        for register in _registers(name, value):
            dots = record.row.seen(register) if known else ()
            yield register, dots[0] if dots else ""


def _says(record: Record, name: str, value: Any) -> bool:
    said = list(record.row.elements(name)) if isinstance(value, list) else record.row.get(name)
    return bool(said == value)


def _registers(name: str, value: Any) -> Iterable[str]:
    return [f"{name}/{element}" for element in value] if isinstance(value, list) else (name,)
