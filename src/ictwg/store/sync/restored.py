"""Our own values from before this computer was restored, if nothing shows whether they were replaced.

After a data folder was restored, the files of others have what was written here in between. Our context covers those
dots again as soon as we write, so a merge would drop the values as replaced. If a row of the log or the archive, a
stub, a redaction or a floor shows what happened, there is no question (`coverage`). The rest is kept beside our values,
unpublished, until a person takes it, which writes it again, or drops it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ictwg.domain.ids import id_of
from ictwg.merge.dots import dot_text, parse_dot
from ictwg.merge.rows import LIVE, Row
from ictwg.store.format import codec_rows
from ictwg.store.format.codec_rows import find_row
from ictwg.store.format.lines import LOG
from ictwg.store.format.table import differing
from ictwg.store.local.leases import slug
from ictwg.store.local.state_file import StateFile
from ictwg.store.sync import held
from ictwg.store.sync.coverage import counts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any

    from ictwg.merge.dots import Dot
    from ictwg.store.format.lines import Lines, Place
    from ictwg.store.local.replica import Replica
    from ictwg.store.sync.held import Parts, Waiting

_OWN = b'"*":["'


class Restored(NamedTuple):
    """The dots in question by record and register, and the files they were found in."""

    waiting: Waiting = {}  # noqa: RUF012 - never written to
    sources: tuple[str, ...] = ()

    def still(self, ours: Lines) -> Restored:
        """Those that have not been replaced since."""
        left = {place: parts for place, parts in self.waiting.items() if _stands(ours, place, parts)}
        return Restored(left, self.sources if left else ())

    def and_more(self, waiting: Waiting, source: str) -> Restored:
        return Restored(held.united(self.waiting, waiting), tuple(sorted({*self.sources, source})))


def undecided(ours: Lines, theirs: Lines, user: str, unseen: frozenset[Dot], archived: Callable[[], Lines]) -> Waiting:
    """Our own dots in a file that are covered but absent here, if nothing shows that they were replaced.

    Args:
        ours: This computer's copy.
        theirs: The file.
        user: The author.
        unseen: Dots that were never here, by the log: their values are merged without a question.
        archived: Reads the archive.

    Raises:
        NotReadyError: A line is damaged.
    """
    rows = {place: dots - unseen for place, dots in _covered(ours, theirs, slug(user) + "~")}
    rows = {place: dots for place, dots in rows.items() if dots}
    rows = _untold(rows, ours) if rows else rows
    rows = _untold(rows, archived()) if rows else rows
    return {place: _parts(theirs, place, dots) for place, dots in sorted(rows.items())}


def dots_of(waiting: Waiting) -> frozenset[Dot]:
    return frozenset(parse_dot(dot) for parts in waiting.values() for dots in parts.values() for dot in dots)


def answerable(ours: Lines, waiting: Waiting) -> Waiting:
    """What an answer is about: the whole record if it has no other dots here, otherwise its fields."""
    return {place: {} if _is_whole(ours, place, parts) else _fields(parts) for place, parts in waiting.items()}


def standing(theirs: Lines, ours: Lines, waiting: Waiting) -> Lines:
    """Their file plus our values of the fields that wait for an answer, so that the merge drops none of them."""
    if not waiting:
        return theirs
    kept = theirs.copy()
    for (table, key), parts in waiting.items():
        here, there = find_row(ours, table, id_of(key)), find_row(theirs, table, id_of(key))
        if here is not None:
            registers = dict(there.registers) if there is not None else {}
            for name in parts.keys() & here.registers.keys():
                registers[name] = {**here.registers[name], **registers.get(name, {})}
            codec_rows.put_row(kept, Row(table, here.id, registers, there.loose if there is not None else None))
    return kept


def state_file(replica: Replica) -> StateFile[Restored]:
    """`restored.json`: the values that wait for an answer."""
    return StateFile(replica, "restored.json", _read, _out, Restored())


def _read(document: Any) -> Restored:
    return Restored(dict(map(held.read_row, document.get("rows", ()))), tuple(map(str, document.get("from", ()))))


def _out(restored: Restored) -> dict[str, Any]:
    rows = [[*place, parts] for place, parts in sorted(restored.waiting.items())]
    return {"rows": rows, "from": restored.sources}


def _covered(ours: Lines, theirs: Lines, own: str) -> Iterator[tuple[Place, set[Dot]]]:
    """By record our own dots that are covered here and that no row here has."""
    mark = own.encode()
    for table, rows in theirs.tables.items():
        here = ours.tables.get(table, {})
        for key in differing(here, rows) if table != LOG else ():
            line = rows.get(key, b"")
            if mark in line and not _is_stub(ours, key):
                held_here = _dots_here(ours, key)
                dots = {d for d in codec_rows.dots_in(table, key, line) - held_here if d.actor.startswith(own)}
                yield (codec_rows.decode_row(table, key, line).table, key), {d for d in dots if counts(ours.context, d)}


def _dots_here(ours: Lines, key: str) -> set[Dot]:
    return {d for table, rows in ours.tables.items() if key in rows for d in codec_rows.dots_in(table, key, rows[key])}


def _is_stub(ours: Lines, key: str) -> bool:
    return any(b'"_gone":true' in rows[key] for rows in ours.tables.values() if key in rows)


def _untold(rows: dict[Place, set[Dot]], log: Lines) -> dict[Place, set[Dot]]:
    told = _told(log.tables.get(LOG, {}).values(), {dot for dots in rows.values() for dot in dots})
    return {place: left for place, dots in rows.items() if (left := dots - told)}


def _told(lines: Iterable[bytes], dots: set[Dot]) -> set[Dot]:
    """The dots that a row of the log has, or has as replaced."""
    wanted = {dot_text(dot).encode(): dot for dot in dots}
    told = {line[(at := line.rfind(_OWN) + len(_OWN)) : line.find(b'"', at)] for line in lines}  # nearly always
    left = wanted.keys() - told
    told |= {needle for line in lines if left for needle in left if b'"%s"' % needle in line}
    return {dot for needle, dot in wanted.items() if needle in told}


def _parts(theirs: Lines, place: Place, dots: set[Dot]) -> Parts:
    row = find_row(theirs, place[0], id_of(place[1]))
    registers = row.registers if row is not None else {}
    named = {name: tuple(dot_text(dot) for dot in register if dot in dots) for name, register in registers.items()}
    return {name: found for name, found in sorted(named.items()) if found}


def _is_whole(ours: Lines, place: Place, parts: Parts) -> bool:
    asked = {dot for dots in parts.values() for dot in dots}
    return {dot_text(dot) for dot in _dots_here(ours, place[1])} <= asked


def _fields(parts: Parts) -> Parts:
    """Without `_live`, which every edit writes again: it needs no question if the record has other dots."""
    return {name: dots for name, dots in parts.items() if name != LIVE}


def _stands(ours: Lines, place: Place, parts: Parts) -> bool:
    row = find_row(ours, place[0], id_of(place[1]))
    return row is not None and any(set(row.seen(name)) & set(dots) for name, dots in parts.items())
