"""Whole figures as people work them out: a half goes up, where `round(2.5)` is 2. Nothing else rounds figures."""

from __future__ import annotations

from collections.abc import Iterable


def middle(values: Iterable[int]) -> int | None:
    """Their median; None where there is none."""
    ordered = sorted(values)
    half = len(ordered) // 2
    return _divided(ordered[half] + ordered[~half], 2) if ordered else None


def percent(part: int, whole: int) -> int:
    return _divided(100 * part, whole)


def _divided(part: int, whole: int) -> int:
    return (2 * part + whole) // (2 * whole)
