"""The lines of a table by the references that they carry, without decoding them.

A line tells its reference plainly where it holds no object besides its own and its dots: then `"reference":"…"` can
only be its field. All other lines (two values at once, fields of a newer program, references with strange letters) are
decoded. So nothing is guessed: the order is that of `ictwg.domain.references.place`.
"""

from __future__ import annotations

import re
from itertools import groupby

from ictwg.domain.references import YEAR_ENDS, place
from ictwg.store.stretch import EMPTY
from ictwg.store.trusted import LazyRows, key_of
from ictwg.store.views import document_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from collections.abc import Set as AbstractSet

    from ictwg.store.stretch import Spot, Stretch

    # Where a reference stands in a list, where in the file, and the line where it has been cut out.
    Placed = tuple[tuple[str, int, str], int, bytes]

_CHARACTERS = rb"[ !#-\[\]-~]{0,60}"
_REFERENCE = re.compile(rb'"reference":"(' + _CHARACTERS + rb')"')
LONGEST = 60


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
    plain = stretch.found(_REFERENCE)
    besides = sum(len(_REFERENCE.findall(stretch.line_at(start))) - 1 for start in left_out)
    if len(plain) - besides != stretch.count():  # some lines have none
        return in_order(rows.values())
    return _ordered(plain, [*map(stretch.line_at, doubtful - covered), *rows.put()], stretch, left_out)


def carriers(rows: dict[str, bytes], references: Collection[str]) -> Iterator[str]:
    """Each of the references at least once for each line that carries it."""
    wanted = {reference.encode("utf-8", "surrogatepass"): reference for reference in references}
    if type(rows) is LazyRows and all(map(_is_plain, references)):
        found = [*rows.stretch.found(_REFERENCE), *map(reference_of, rows.put())]
    else:
        found = [*map(reference_of, rows.values())]
    return (wanted[reference] for reference in found if reference in wanted)


def _is_plain(reference: str) -> bool:
    """Whether the pattern finds it as it stands."""
    return (
        reference.isascii() and reference.isprintable() and len(reference) <= LONGEST and not {'"', "\\"} & {*reference}
    )


def reference_of(line: bytes) -> bytes:
    """The record's own; empty where it has none."""
    said = _REFERENCE.search(line)
    if said is not None and b'},"' not in line and b"}]" not in line:
        return said[1]
    found = document_of(line).get("reference") if b'"reference"' in line else None
    return found.encode("utf-8", "surrogatepass") if isinstance(found, str) else b""


def _ordered(plain: list[bytes], lines: list[bytes], stretch: Stretch, left_out: AbstractSet[int]) -> Iterator[bytes]:
    """One year after the other: who wants twenty lines seldom asks for the second.

    Args:
        plain: The references that the stretch tells.
        lines: Those to decode.
        stretch: Where the others stand.
        left_out: Where the lines of the stretch begin that are among `lines`, or covered by one of them.
    """
    decoded = [(reference_of(line), line) for line in lines]
    while plain or decoded:
        year = min([*(plain and [min(plain)]), *(reference for reference, _ in decoded)])[:YEAR_ENDS]
        here = [(_place(reference), 0, line) for reference, line in decoded if reference[:YEAR_ENDS] == year]
        here += [(_place(reference), at, b"") for reference, at in _of_year(year, stretch, left_out)] if plain else []
        here.sort()
        yield from _told_apart(here, stretch)
        plain = [reference for reference in plain if reference[:YEAR_ENDS] != year]
        decoded = [line for line in decoded if line[0][:YEAR_ENDS] != year]


def _of_year(year: bytes, stretch: Stretch, left_out: AbstractSet[int]) -> Iterator[Spot]:
    for spot in stretch.spots(re.compile(b'"reference":"(' + re.escape(year) + _CHARACTERS + b')"')):
        if spot[0][:YEAR_ENDS] == year and not (left_out and stretch.start_of(spot[1]) in left_out):
            yield spot


def _told_apart(placed: list[Placed], stretch: Stretch) -> Iterator[bytes]:
    """Those of one reference by their ids."""
    for _, alike in groupby(placed, key=_its_place):
        lines = [line or stretch.line_at(stretch.start_of(at)) for _, at, line in alike]
        yield from sorted(lines, key=_number) if len(lines) > 1 else lines


def _place(reference: bytes) -> tuple[str, int, str]:
    return place(reference.decode("utf-8", "surrogatepass"))


def _its_place(placed: Placed) -> tuple[str, int, str]:
    return placed[0]


def _number(line: bytes) -> int:
    return int(key_of(line))
