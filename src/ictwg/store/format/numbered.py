"""The lines of a table by the references that they carry, without decoding them.

A line tells its reference plainly where it holds no object besides its own and its dots: then `"reference":"…"` can
only be its field. All other lines (two values at once, fields of a newer program, references with strange letters) are
decoded. So nothing is guessed: the order is that of `ictwg.domain.references.place`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import groupby

from ictwg.domain.references import YEAR_ENDS, place
from ictwg.store.format.stretch import EMPTY, Stretch
from ictwg.store.local.trusted import LazyRows, key_of
from ictwg.store.local.views import document_of

# Where a reference stands in a list, where in the file, and the line where it has been cut out.
Placed = tuple[tuple[str, int, str], int, bytes]

_KEY = b'"reference":"'
REFERENCE = re.compile(_KEY + rb'([ !#-\[\]-~]{0,60})"')
LONGEST = 60
# Of so many references one is looked at, and so many of these make a hundred.
STEP = 16
ENOUGH = 8


def in_order(lines: Iterable[bytes]) -> Iterator[bytes]:
    """The lines by their references, then by their ids; put in order as far as somebody asks."""
    return _ordered([], list(lines), EMPTY, frozenset())


def all_in_order(rows: dict[str, bytes]) -> Iterator[bytes]:
    """All lines of a table, likewise; those of a stretch of the file are not even cut out."""
    if type(rows) is not LazyRows:
        return in_order(rows.values())
    stretch, covered = rows.stretch, rows.covered()
    doubtful = stretch.doubtful()
    left_out = doubtful | covered
    plain = stretch.found(REFERENCE)
    besides = sum(len(REFERENCE.findall(stretch.line_at(start))) - 1 for start in left_out)
    if len(plain) - besides != stretch.count():  # some lines have none
        return in_order(rows.values())
    return _ordered(plain, [*map(stretch.line_at, doubtful - covered), *rows.put()], stretch, left_out)


def carried_twice(tables: Sequence[dict[str, bytes]], references: Collection[str]) -> frozenset[str]:
    """At least those of the references that stand in more than one line of these tables."""
    if all(map(_is_known, tables)) and all(map(_is_plain, references)):
        new = {reference_of(line) for rows in tables for line in _put_in(rows)}
        if new.isdisjoint(map(str.encode, references)):
            return frozenset()
    seen: set[str] = set()
    twice: set[str] = set()
    for rows in tables:
        for reference in carriers(rows, references):
            (twice if reference in seen else seen).add(reference)
    return frozenset(twice)


def carriers(rows: dict[str, bytes], references: Collection[str]) -> Iterator[str]:
    """Each of the references at least once for each line that carries it."""
    wanted = {reference.encode("utf-8", "surrogatepass"): reference for reference in references}
    if type(rows) is LazyRows and all(map(_is_plain, references)):
        found, lines = rows.stretch.found(REFERENCE), rows.put()
    else:
        found, lines = [], list(rows.values())
    yield from [wanted[reference] for reference in found if reference in wanted]
    yield from [wanted[reference] for reference in map(reference_of, lines) if reference in wanted]


def _is_known(rows: dict[str, bytes]) -> bool:
    """Whether no reference stands in two lines of the file, as its layout tells, and the rows are still those."""
    return rows.stretch.unique if type(rows) is LazyRows else type(rows) is dict


def _put_in(rows: dict[str, bytes]) -> Iterable[bytes]:
    return rows.put() if isinstance(rows, LazyRows) else rows.values()


def _is_plain(reference: str) -> bool:
    """Whether the pattern finds it as it stands."""
    return (
        reference.isascii() and reference.isprintable() and len(reference) <= LONGEST and not {'"', "\\"} & {*reference}
    )


def reference_of(line: bytes) -> bytes:
    """The record's own; empty where it has none."""
    said = REFERENCE.search(line)
    if said is not None and b'},"' not in line and b"}]" not in line:
        return said[1]
    found = document_of(line).get("reference") if b'"reference"' in line else None
    return found.encode("utf-8", "surrogatepass") if isinstance(found, str) else b""


def _ordered(plain: list[bytes], lines: list[bytes], stretch: Stretch, left_out: AbstractSet[int]) -> Iterator[bytes]:
    """Those of one head, then one year after the other: who wants twenty lines seldom asks for more.

    Args:
        plain: The references that the stretch tells.
        lines: Those to decode.
        stretch: Where the others stand.
        left_out: Where the lines of the stretch begin that are among `lines`, or covered by one of them.
    """
    decoded = [(reference_of(line), line) for line in lines]
    head = _head(plain, decoded)
    while plain or decoded:
        head = head or min([*(plain and [min(plain)]), *(reference for reference, _ in decoded)])[:YEAR_ENDS]
        cut = max(len(head), YEAR_ENDS)
        here = [(_place(reference), 0, line) for reference, line in decoded if reference[:cut] == head]
        spots = stretch.spots(REFERENCE, _KEY + head) if plain else ()
        here += [
            (_place(reference), at, b"")
            for reference, at in spots
            if reference[:cut] == head and not (left_out and stretch.start_of(at) in left_out)
        ]
        here.sort()
        yield from _told_apart(here, stretch)
        plain = [reference for reference in plain if reference[:cut] != head]
        decoded = [line for line in decoded if line[0][:cut] != head]
        head = b""


def _head(plain: list[bytes], decoded: list[tuple[bytes, bytes]]) -> bytes:
    """What the next references begin with, more than a hundred of a year's thousand: those stand before all others.

    Nothing where that would spare no work, or where longer numbers stand among the others.
    """
    lengths = {*map(len, plain), *(len(_place(reference)[-1]) for reference, _ in decoded)}
    some = sorted(plain[::STEP])
    if len(lengths) > 1 or len(some) <= ENOUGH:
        return b""
    first = min([min(plain), *(reference for reference, _ in decoded)])
    shared = next((at for at, (a, b) in enumerate(zip(first, some[ENOUGH], strict=False)) if a != b), len(first))
    return first[:shared] if shared > YEAR_ENDS else b""


def _told_apart(placed: list[Placed], stretch: Stretch) -> Iterator[bytes]:
    """Those of one reference by their ids."""
    for _, alike in groupby(placed, key=lambda placed: placed[0]):
        lines = [line or stretch.line_at(stretch.start_of(at)) for _, at, line in alike]
        yield from sorted(lines, key=lambda line: int(key_of(line))) if len(lines) > 1 else lines


def _place(reference: bytes) -> tuple[str, int, str]:
    return place(reference.decode("utf-8", "surrogatepass"))
