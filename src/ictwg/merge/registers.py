"""A register: all values of one field that nobody who saw them has replaced, each under its dot.

Two people who change the same field at once leave two dots; one is shown, the other stays until somebody who has seen
both writes over both. One dot has one value, unless a fault used it twice: then both values are kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ictwg.merge.dots import Context, Dot, dot_text
from ictwg.merge.values import Raw, canonical, united

Register = Mapping[Dot, tuple[Raw, ...]]


def winner(register: Register) -> Raw:
    """The value shown: the greatest by (number, actor, canonical bytes); None for an empty register."""
    if len(register) == 1:
        return next(iter(register.values()))[-1]
    return register[max(register)][-1] if register else None


def newest_first(register: Register) -> list[Dot]:
    """The live dots, the shown value's first."""
    return sorted(register, reverse=True)


def dots_of(register: Register) -> tuple[str, ...]:
    return tuple(map(dot_text, newest_first(register)))


def rivals(register: Register) -> tuple[Raw, ...]:
    """The other values, newest first, each once; two people who wrote the same are no rivals."""
    if len(register) == 1 and len(next(iter(register.values()))) == 1:
        return ()
    taken = {canonical(winner(register))}
    found: list[Raw] = []
    for dot in newest_first(register):
        for value in reversed(register[dot]):
            if canonical(value) not in taken:
                taken.add(canonical(value))
                found.append(value)
    return tuple(found)


def is_true(register: Register) -> bool:
    """Whether anybody says true: an edit beats a deletion made at the same time."""
    return any(value is True for values in register.values() for value in values)


def join_registers(a: Register, seen_a: Context, b: Register, seen_b: Context) -> dict[Dot, tuple[Raw, ...]]:
    """A dot on both sides stays, with the values of both; a dot on one side stays unless the other has seen it.

    What the other side has seen and does not hold, somebody there has replaced.
    """
    shared = {dot: _both(values, b[dot]) for dot, values in a.items() if dot in b}
    only_a = {dot: values for dot, values in a.items() if dot not in b and not seen_b.covers(dot)}
    only_b = {dot: values for dot, values in b.items() if dot not in a and not seen_a.covers(dot)}
    return {**shared, **only_a, **only_b}


def _both(a: tuple[Raw, ...], b: tuple[Raw, ...]) -> tuple[Raw, ...]:
    """The values of one dot here and there: nearly always it has one, and the same."""
    if len(a) == len(b) == 1 and type(a[0]) is type(b[0]) and a == b:
        return a
    return united(a, b)


def assigned(register: Register, dot: Dot, values: Iterable[Raw], seen: Iterable[Dot]) -> dict[Dot, tuple[Raw, ...]]:
    """After a write: it replaces exactly the dots that its author saw."""
    replaced = set(seen)
    kept = {d: v for d, v in register.items() if d not in replaced}
    kept[dot] = united(kept.get(dot, ()), values)
    return kept
