"""A record as a map of registers; deleting, purging and writing.

- Deleted: the register `_live`. Every edit says true again; any true wins, so an edit made at the same time as a
  deletion keeps the record, whole.
- Purged: `_gone` is true. Only what numbering needs is left; an edit that arrives later is kept beside it, and the
  record stays out of the lists.
- A set field has one register per element, `owners/<element>`, true or false: additions by two people both stay.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ictwg.merge import registers as reg
from ictwg.merge.dots import Context, Dot, parse_dot
from ictwg.merge.registers import Register, assigned, is_true, join_registers, winner
from ictwg.merge.values import Opaque, Raw, canonical, is_set, loads

LIVE = "_live"
GONE = "_gone"
LOG = "_log"
KEPT_BY_STUBS = ("reference", "former_references", "same_as")
MARKS = frozenset({"_v", "_c"})
# Keys of the written record that say something else than a field.
RESERVED = frozenset({"id", "*", "_n"}) | MARKS

_EMPTY: Register = {}
_NOTHING = Opaque("[]")


class Row:
    """One record.

    `loose` holds what came without any dot, as a script may write it: it is never taken back, and shown where no
    register of that name is. Where the record does not say as it should who wrote what, all of which that cannot be
    read is loose, `_v` or `_c` as they came too; the next edit writes what it shows under its own dot.
    """

    __slots__ = ("id", "loose", "registers", "table")

    def __init__(
        self, table: str, id: str, registers: Mapping[str, Register], loose: Mapping[str, Raw] | None = None
    ) -> None:
        self.table = table
        self.id = id
        self.registers = registers
        self.loose: Mapping[str, Raw] = loose or {}

    def get(self, name: str) -> Raw:
        register = self.registers.get(name)
        return winner(register) if register else self.loose.get(name)

    def seen(self, name: str) -> tuple[str, ...]:
        return reg.dots_of(self.registers.get(name, _EMPTY))

    def rivals(self, name: str) -> tuple[Raw, ...]:
        return reg.rivals(self.registers.get(name, _EMPTY))

    def elements(self, name: str) -> tuple[str, ...]:
        start = name + "/"
        found = (n for n, register in self.registers.items() if n.startswith(start) and winner(register) is True)
        return tuple(sorted(n[len(start) :] for n in found))

    @property
    def live(self) -> bool:
        """Whether lists show it."""
        return not self.trashed

    @property
    def gone(self) -> bool:
        return is_true(self.registers.get(GONE, _EMPTY))

    @property
    def trashed(self) -> bool:
        """Deleted, and nobody has edited it at the same time; or purged."""
        alive = self.registers.get(LIVE, _EMPTY)
        return (not is_true(alive) if alive else self.loose.get(LIVE) is False) or self.gone

    @property
    def sound(self) -> bool:
        """Whether it says who wrote what it shows."""
        return self.loose.keys().isdisjoint(MARKS) or all(value == _NOTHING for value in self.unsigned().values())

    def unsigned(self) -> dict[str, Raw]:
        """The values without a dot that it shows."""
        fields = {part for n in self.registers for part in (n, n.partition("/")[0])} if self.loose else set()
        return {n: v for n, v in self.loose.items() if n not in fields and n not in RESERVED and n != LIVE}

    @property
    def empty(self) -> bool:
        """Whether nothing is left, so that it has no line."""
        return not self.registers and not self.loose

    @property
    def dots(self) -> frozenset[Dot]:
        return frozenset(dot for register in self.registers.values() for dot in register)


def join_rows(a: Row | None, seen_a: Context, b: Row | None, seen_b: Context) -> Row | None:
    """Register by register; None where nothing is left."""
    some = a or b
    if some is None:
        return None
    ours, theirs = (row.registers if row else {} for row in (a, b))
    joined = {
        name: register
        for name in {**ours, **theirs}
        if (register := join_registers(ours.get(name, _EMPTY), seen_a, theirs.get(name, _EMPTY), seen_b))
    }
    loose = _greater(a.loose if a else {}, b.loose if b else {})
    row = Row(some.table, some.id, joined, loose)
    return None if row.empty else row


def written(
    row: Row | None, table: str, id: str, dot: Dot, writes: Iterable[tuple[str, tuple[Raw, ...], tuple[str, ...]]]
) -> Row:
    """The record after one transaction's writes: (register, values, dots seen)."""
    if row is not None and not row.sound:
        row = _anew(row, dot)
    registers = dict(row.registers) if row else {}
    said = False
    for name, values, seen in writes:
        if name in RESERVED or not values:
            raise ValueError(f"{table}: {name!r} is no field or has no value")
        held = registers.get(name)
        if held is None and len(values) == 1:
            registers[name] = {dot: values}  # nothing to replace and nothing to unite: what a new record is made of
        else:
            registers[name] = assigned(held or _EMPTY, dot, values, map(parse_dot, seen))
        said = said or name == LIVE
    if not said:
        registers[LIVE] = _alive(registers.get(LIVE, _EMPTY), dot)
    return Row(table, id, registers, row.loose if row else None)


def _anew(row: Row, dot: Dot) -> Row:
    """The same with what it shows without saying who wrote it under this dot."""
    registers: dict[str, Register] = {LIVE: {dot: (not row.trashed,)}, **row.registers}
    for name, value in row.unsigned().items():
        elements: Any = loads(value) if isinstance(value, Opaque) else None
        if is_set(elements):
            registers |= {f"{name}/{element}": {dot: (True,)} for element in elements}
        else:
            registers[name] = {dot: (value,)}
    return Row(row.table, row.id, registers, row.loose)


def _alive(register: Register, dot: Dot) -> dict[Dot, tuple[Raw, ...]]:
    """An edit says true; a deletion that its author may not have seen stays beside it."""
    return assigned(register, dot, (True,), [d for d, values in register.items() if True in values])


def _greater(a: Mapping[str, Raw], b: Mapping[str, Raw]) -> dict[str, Raw]:
    """What has no dot: the greater bytes stay."""
    return {name: max((side[name] for side in (a, b) if name in side), key=canonical) for name in {**a, **b}}
