"""What a copy says beside its records, and the laws of bringing copies together.

commutative   join(a, b) = join(b, a)
idempotent    join(a, a) = a
associative   join(join(a, b), c) = join(a, join(b, c))
absorbing     join(a, join(a, b)) = join(a, b)
own past      merging any older state of one's own changes nothing
no loss       no write disappears unless a write by one who had *seen* it replaced it (or a redaction covers it)
live          a record is there if anybody's edit is not seen by its deletion
bytes         what is on disk is a function of the state alone
convergence   all replicas are equal after exchanging twice
redaction     redact(join(a, b)) is the same in any order; a covered value never comes back
lines         joining the lines of two files gives the lines of the joined copies
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ictwg.merge.values import Raw, canonical

COUNTS = frozenset({"schema", "min_reader", "min_writer"})
_SEALING = "sealing"


def join_meta(a: Mapping[str, Raw], b: Mapping[str, Raw]) -> dict[str, Raw]:
    """What a file asks of its readers by the higher number, anything else by the greater bytes; encryption as such."""
    meta = {name: max((side[name] for side in (a, b) if name in side), key=_rank(name)) for name in {**a, **b}}
    if _SEALING in meta:
        from ictwg.merge.encryption import joined

        meta |= joined(a, b)
    return meta


def _rank(name: str) -> Callable[[Raw], tuple[int, bytes]]:
    counts = name in COUNTS
    return lambda value: (value if counts and isinstance(value, int) else 0, canonical(value))
