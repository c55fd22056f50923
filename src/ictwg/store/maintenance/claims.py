"""What a copy claims to have seen, and has not.

A context says of each actor the highest number that was seen. It says too much where one name of an actor was used at
two places: by a data folder that was put back in place, by a machine that was copied while it ran, or by a file that
somebody has made by hand. What it covers without having seen it, a join would take for replaced, and drop everywhere.

Each transaction travels with its row of the log, and a row leaves the log for the archive alone. So whoever covers a
transaction, and has its row neither in the log nor in the archive, has not seen it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from ictwg.domain.ids import row_key
from ictwg.merge.dots import Context, Dot
from ictwg.merge.registers import Register
from ictwg.merge.rows import GONE, Row
from ictwg.store.format import codec_rows
from ictwg.store.format.codec_rows import rows_at
from ictwg.store.format.lines import LOG, Lines
from ictwg.store.local.trusted import apart, holding

Lost = Iterator[tuple[str, Dot]]


class Unseen(NamedTuple):
    """The dots that each of two copies covers and has not seen, though the other has."""

    ours: frozenset[Dot] = frozenset()
    theirs: frozenset[Dot] = frozenset()


def lost_in(row: Row, ours: Context, there: Row | None, theirs: Context) -> Lost:
    """The values of a record that a join would drop for no reason, as (register, dot)."""
    known = there.registers if there is not None else {}
    if _has_news(known.get(GONE, {}), ours):  # purged
        return
    for name, register in row.registers.items():
        held = known.get(name, {})
        if not _has_news(held, ours):
            yield from ((name, dot) for dot in register if dot not in held and theirs.covers(dot))


def unseen(
    ours: Lines, theirs: Lines, archived: Callable[[], Lines], unshared: Callable[[Dot], bool] = lambda _: False
) -> Unseen:
    """What two copies have not seen of each other, told by the rows of the log; nearly always nothing.

    Args:
        ours: This computer's copy.
        theirs: The other file.
        archived: Reads the archive; asked only where a row is missing.
        unshared: Whether nobody else can have seen one of ours, so that nobody has moved its row to an archive.

    Raises:
        NotReadyError: A line is damaged.
    """
    missing = _missing(ours, theirs), _missing(theirs, ours, unshared)
    if not any(missing):
        return Unseen()
    kept = archived().tables.get(LOG, {})
    here, there = (frozenset(d for key, dots in rows.items() if key not in kept for d in dots) for rows in missing)
    return Unseen(here, there)


def counterpart(lines: Lines, row: Row) -> Row | None:
    """The same record in another file, wherever it stands there."""
    return {found.table: found for found in rows_at(lines, row_key(row.id))}.get(row.table)


def counts(context: Context, dot: Dot) -> bool:
    """Whether the actor's own number covers it: of what lies below a floor `copy_floor` takes care."""
    return context.floor < dot.n <= context.number_of(dot.actor)


def _missing(side: Lines, other: Lines, unshared: Callable[[Dot], bool] = lambda _: False) -> dict[str, set[Dot]]:
    """The other's rows of the log that this side lacks, though it covers their dots.

    Rows so old that compacting takes them out are none of them: they may be in an archive that cannot be read now.
    """
    held, rows = side.tables.get(LOG, {}), other.tables.get(LOG, {})
    lacked = (key for key in apart(held, rows) if key in rows and key not in held)
    dots = {key: codec_rows.dots_in(LOG, key, rows[key]) for key in lacked}
    found = {key: named for key, named in dots.items() if named and all(counts(side.context, dot) for dot in named)}
    last = _last_year_archived(side) if found else 0
    return {key: named for key, named in found.items() if _year(rows[key]) > last or all(map(unshared, named))}


def _last_year_archived(side: Lines) -> int:
    from ictwg.store.maintenance.compacting import VERB

    rows = holding(side.tables.get(LOG, {}), (f'"{VERB}"'.encode(),))
    return max((_year(line) for line in rows), default=2) - 2


def _year(line: bytes) -> int:
    from ictwg.store.maintenance.compacting import year_of

    return year_of(line)


def _has_news(register: Register, ours: Context) -> bool:
    return not all(map(ours.covers, register))
