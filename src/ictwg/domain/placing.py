"""A place in an ordered list, with fresh keys behind it where two stand at the same one (STORE.md §2, Order)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ictwg.domain.order import EqualKeysError, after, between, is_key, spread

if TYPE_CHECKING:
    from collections.abc import Sequence


class Placed(NamedTuple):
    """The key of the new one, and the keys that others get (by their index in the list)."""

    key: str
    rekeyed: tuple[tuple[int, str], ...] = ()


def placed(keys: Sequence[str], at: int) -> Placed:
    """The key that stands at index `at` of a sorted list of keys."""
    before = keys[at - 1] if at else None
    following = keys[at] if at < len(keys) else None
    try:
        return Placed(between(before, following))
    except EqualKeysError:
        return _rekeyed(keys, at)


def _rekeyed(keys: Sequence[str], at: int) -> Placed:
    """Fresh keys from `at` on; for the whole list where the one before is not of our making."""
    start = at if at == 0 or all(is_key(key) for key in keys[:at]) else 0
    last = keys[start - 1] if start else None
    fresh = spread(len(keys) + 1 - start) if last is None else _following(last, len(keys) + 1 - start)
    mine = at - start
    others = [*fresh[:mine], *fresh[mine + 1 :]]
    return Placed(fresh[mine], tuple((start + index, key) for index, key in enumerate(others)))


def _following(last: str, n: int) -> tuple[str, ...]:
    keys: list[str] = []
    for _ in range(n):
        last = after(last)
        keys.append(last)
    return tuple(keys)
