"""Two versions of one list side by side."""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import zip_longest
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from ictwg.domain.order import placed

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Sequence
    from typing import Any

    from ictwg.imports.new_records import NewRecords


T = TypeVar("T")


class Pair(NamedTuple, Generic[T]):
    """The same thing here and in the file; None where one side does not have it."""

    here: T | None
    there: T | None


def aligned(here: Sequence[T], there: Sequence[T], key: Callable[[T], Hashable]) -> Iterator[Pair[T]]:
    """In the order of the file. What only changed its words is paired in order; what has moved is found by its key."""
    keys_here, keys_there = [key(one) for one in here], [key(one) for one in there]
    moved = set(keys_here) & set(keys_there)
    by_key = dict(zip(keys_here, here, strict=True))
    for tag, h1, h2, t1, t2 in SequenceMatcher(None, keys_here, keys_there, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from (Pair(*pair) for pair in zip(here[h1:h2], there[t1:t2], strict=True))
            continue
        yield from (Pair(by_key[key(one)], one) for one in there[t1:t2] if key(one) in moved)
        left = [one for one in here[h1:h2] if key(one) not in moved]
        new = [one for one in there[t1:t2] if key(one) not in moved]
        yield from (Pair(*pair) for pair in zip_longest(left, new))


class ListOrder:
    """The order of a list while new ones are put into it.

    Args:
        kind: Their record type.
        records: What is there already, in order.
    """

    def __init__(self, making: NewRecords, kind: Any, records: Sequence[Any]) -> None:
        self._making = making
        self._kind = kind
        self._ids = [record.id for record in records]
        self._keys = [record.order for record in records]

    def behind(self, id: str) -> str:
        """The order key behind this one; of the end where it is not in the list."""
        at = self._ids.index(id) + 1 if id in self._ids else len(self._ids)
        key, rekeyed = placed(self._keys, at)
        for index, fresh in rekeyed:
            self._keys[index] = fresh
            self._making.change(self._kind, self._ids[index], self._kind.order(fresh))
        self._keys.insert(at, key)
        self._ids.insert(at, "")
        self._at = at
        return key

    def name(self, id: str) -> str:
        """The one placed last has this id."""
        self._ids[self._at] = id
        return id
