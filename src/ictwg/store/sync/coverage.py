"""Values that a merge would drop though nobody has replaced them: a context may cover dots that its copy never had.

A context has the highest number seen of each actor. It covers too much

    below a floor     the floor counts as seen for every actor; an old copy, or this computer after a long absence, may
                      have older edits that nobody has merged: they are written again, as edits of today
    of an actor       that was used twice: by a restored data folder, by a machine that was cloned while it ran,
                      or by a file made by hand

Each transaction has a row in the log, and a row leaves the log only for the archive. So a copy that covers a
transaction, and has its row neither in the log nor in the archive, never saw it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from ictwg.domain.ids import row_key
from ictwg.merge.dots import Context, Dot, dot_text
from ictwg.merge.registers import Register
from ictwg.merge.rows import GONE, Row
from ictwg.store.format import codec_rows
from ictwg.store.format.codec_rows import rows_at
from ictwg.store.format.lines import LOG, Lines
from ictwg.store.format.lines_join import Unseen, redactions_of
from ictwg.store.format.table import differing, holding
from ictwg.store.local.transactions import Stored

COMPACTED = "verbs.compacted"
_AT = re.compile(rb'"at":"(\d{4})-')


def unseen(
    ours: Lines, theirs: Lines, archived: Callable[[], Lines], unshared: Callable[[Dot], bool] = lambda _: False
) -> Unseen:
    """The dots that each of two copies covers but never saw, by the rows of the log; nearly always none.

    Args:
        archived: Reads the archive; called only if a row is missing.
        unshared: Whether nobody else can have seen a dot of ours, so that nobody has archived its row.

    Raises:
        NotReadyError: A line is damaged.
    """
    missing = _missing(ours, theirs), _missing(theirs, ours, unshared)
    if not any(missing):
        return Unseen()
    kept = archived().tables.get(LOG, {})
    here, there = (frozenset(d for key, dots in rows.items() if key not in kept for d in dots) for rows in missing)
    return Unseen(here, there)


def below_floor(over: Lines, under: Lines, unshared: Callable[[Dot], bool] | None = None) -> tuple[Stored, ...]:
    """The values of `under` that a merge with `over` drops only because of the floor of `over`, as new edits.

    Values that `over` has replaced by newer ones, values of purged records and redacted texts are not among them.

    Args:
        over: The side with the floor.
        under: The other.
        unshared: Whether nobody else can have seen a dot: then it is included, however old its number is, because the
            clock may have been wrong.

    Raises:
        NotReadyError: A line is damaged.
    """
    if over.context.floor <= under.context.floor:
        return ()
    redactions = redactions_of(over), redactions_of(under)
    found = (lost for row in codec_rows.differing_rows(under, over, (LOG,)) for lost in _below(over, row, unshared))
    return tuple(write for write, dot in found if not any(one.covers(*write.key, dot_text(dot)) for one in redactions))


def lost_in(row: Row, ours: Context, there: Row | None, theirs: Context) -> Iterator[tuple[str, Dot]]:
    """The values of a record that a merge would drop without reason, as (register, dot)."""
    known = there.registers if there is not None else {}
    if _has_news(known.get(GONE, {}), ours):  # purged
        return
    for name, register in row.registers.items():
        held = known.get(name, {})
        if not _has_news(held, ours):
            yield from ((name, dot) for dot in register if dot not in held and theirs.covers(dot))


def counterpart(lines: Lines, row: Row) -> Row | None:
    """The same record in another file, in its table or in the trash."""
    return {found.table: found for found in rows_at(lines, row_key(row.id))}.get(row.table)


def counts(context: Context, dot: Dot) -> bool:
    """Whether the actor's own number covers it, not the floor."""
    return context.floor < dot.n <= context.number_of(dot.actor)


def year_of(line: bytes) -> int:
    """The year of a row of the log; a row without one is never archived."""
    at = _AT.search(line)
    return int(at[1]) if at is not None else 9999


def _missing(side: Lines, other: Lines, unshared: Callable[[Dot], bool] = lambda _: False) -> dict[str, set[Dot]]:
    """The other's rows of the log that this side lacks, though it covers their dots.

    Rows old enough to be archived are left out: they may be in an archive that cannot be read now.
    """
    held, rows = side.tables.get(LOG, {}), other.tables.get(LOG, {})
    lacked = (key for key in differing(held, rows) if key in rows and key not in held)
    dots = {key: codec_rows.dots_in(LOG, key, rows[key]) for key in lacked}
    found = {key: named for key, named in dots.items() if named and all(counts(side.context, dot) for dot in named)}
    compacted = holding(held, (f'"{COMPACTED}"'.encode(),)) if found else ()
    last = max(map(year_of, compacted), default=2) - 2
    return {key: named for key, named in found.items() if year_of(rows[key]) > last or all(map(unshared, named))}


def _has_news(register: Register, ours: Context) -> bool:
    return not all(map(ours.covers, register))


def _below(over: Lines, row: Row, unshared: Callable[[Dot], bool] | None) -> Iterator[tuple[Stored, Dot]]:
    held = counterpart(over, row)
    known = held.registers if held is not None else {}
    purged = known.get(GONE, {})
    for name, register in row.registers.items():
        there = known.get(name, {})
        newest = max((dot.n for dot in (*there, *purged)), default=-1)
        for dot, values in register.items():
            if dot in there or dot.n > over.context.floor:
                continue
            if newest < dot.n or (unshared is not None and unshared(dot)):
                yield Stored(row.table, row.id, name, values, ()), dot
