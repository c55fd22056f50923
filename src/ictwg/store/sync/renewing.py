"""Rebuilds this computer's copy from the shared file if its own disk has damaged it.

The context of a damaged copy covers its lost lines: if it were published, they would count as deleted, and vanish
everywhere. So the copy is verified once before it is used. A damaged one is kept for a person to read, and replaced, by
one write, by the shared file merged with all that is readable in the copy and the journals:

    shared file ► add of each readable line the values that the shared file has not seen
                ► journals ► new actors for values that nobody else has seen

No line is certain, so none replaces a value of the shared file: if both have one, a person chooses. The context is
that of the shared file plus the dots that are still here. A context has one number per actor, which would cover the
actor's lost dots as well, so those dots move to new actors.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime

from ictwg.domain.schema import RECORDS
from ictwg.errors import NotReadyError
from ictwg.locales import t
from ictwg.merge.dots import Context, Dot, parse_dot
from ictwg.merge.rows import Row, join_rows
from ictwg.merge.values import loads, utf8
from ictwg.store.encryption.sealing import Unsealing
from ictwg.store.format import codec, codec_rows
from ictwg.store.format.lines import LOG, TRASH, Lines, Place
from ictwg.store.format.lines_join import redact_lines
from ictwg.store.local.disk import found, saving
from ictwg.store.local.leases import new_actor
from ictwg.store.local.local import REDACTIONS, Local, differing_places
from ictwg.store.local.memory import Memory
from ictwg.store.local.replica import Replica
from ictwg.store.sync import sync_state
from ictwg.store.sync.shared_file import SharedFile
from ictwg.store.sync.sync_state import SyncState

_OPENING = re.compile(rb'"([^"\\]+)":\{')
_ROW = re.compile(rb'("([1-9][0-9]{0,38})":\{.*\}).?')  # behind it a comma, which may be damaged
_DOT = re.compile(rb'"(?:[^"\\]|\\.)+@[0-9]+"')
_NOTHING = Context()


def renew(local: Local, file: SharedFile) -> None:
    """Rebuilds the copy; the caller holds the lock.

    Raises:
        NotReadyError: The shared file cannot be used for it now; nothing was changed.
        StorageError: This computer's own disk fails.
    """
    theirs = shared_lines(local, file.path)
    if theirs is None:
        raise NotReadyError(t("store.replica_damaged"), t("store.copy_damaged_hint"))
    local.rotate()
    make_again(local.replica, theirs, file.known, local.clock.now())
    file.base.forget()
    local.start_anew()


def make_again(replica: Replica, theirs: Lines, known: SyncState, now: datetime) -> None:
    """Rebuilds a replica, which need not open; the caller holds the lock.

    Args:
        replica: The damaged replica.
        theirs: The shared file, with a valid digest.
    """
    lines = _salvaged(replica, theirs)
    with saving():
        if REDACTIONS in lines.tables:  # also what is kept of the damaged one goes through it
            known.scrub = known.scrub or ("",)
            sync_state.save(replica, known, durable=True)
        replica.keep_damaged(replica.path, now)
        replica.write(codec.encode_file(lines))
        replica.drop_journals()


def shared_lines(local: Local, path: str) -> Lines | None:
    """The shared file, if it can be read, has a valid digest, and is this group's."""
    try:
        data = found(local.replica.disk.read, path)
        lines = None if data is None else codec.split(data, verify=True)
    except (OSError, NotReadyError):
        return None
    return lines if lines is not None and lines.digest_ok and lines.db == local.memory.lines.db else None


def _salvaged(replica: Replica, theirs: Lines) -> Lines:
    """The lines of the new replica; writes nothing.

    Args:
        replica: The damaged one, with its journals.
        theirs: The shared file.
    """
    lines = theirs.copy()
    for row in _readable(replica, theirs):
        _put_beside(lines, row, theirs.context)
    memory = Memory(lines)
    for transaction in replica.transactions():
        memory.apply(transaction)
    _rename(lines, _unshared(lines, theirs), theirs.context)
    unshared = ((table, key, lines.tables[table][key]) for table, key in _unshared(lines, theirs))
    dots = (dot for row in unshared for dot in codec_rows.dots_in(*row))
    lines.header = theirs.header.with_context(theirs.context.with_dots(dots))
    if REDACTIONS in lines.tables:
        redact_lines(lines)
    return lines


def _readable(replica: Replica, theirs: Lines) -> Iterator[Row]:
    """The readable records of the damaged file."""
    data, unsealing = replica.disk.read_raw(replica.path), Unsealing(theirs.db, replica.disk.keys)
    for table, key, line in _rows(data, {*RECORDS, *theirs.tables, TRASH, LOG}):
        with suppress(NotReadyError):
            yield codec_rows.decode_row(table, key, unsealing.line(table, key, line))


def _rows(data: bytes, tables: set[str]) -> Iterator[tuple[str, str, bytes]]:
    """Lines that look like rows of one of these tables."""
    table = ""
    for line in data.split(b"\n"):
        opened, row = _OPENING.fullmatch(line), _ROW.fullmatch(line)
        if opened is not None:
            table = opened[1].decode("utf-8", "replace")
        elif row is not None and table in tables:
            yield table, row[2].decode(), row[1]
        elif line.startswith(b"}"):
            table = ""


def _put_beside(lines: Lines, row: Row, seen: Context) -> None:
    """Adds the values of a record that the shared file has not seen; replaces none."""
    registers = {
        name: {dot: values for dot, values in register.items() if not seen.covers(dot)}
        for name, register in row.registers.items()
    }
    news = Row(row.table, row.id, {name: register for name, register in registers.items() if register})
    if not news.empty:
        both = join_rows(codec_rows.find_row(lines, row.table, row.id), _NOTHING, news, _NOTHING)
        codec_rows.put_row(lines, both or news)


def _unshared(lines: Lines, theirs: Lines) -> tuple[Place, ...]:
    """The places whose lines differ from the shared file."""
    places = differing_places(theirs.tables, lines.tables)
    return tuple((table, key) for table, key in places if key in lines.tables.get(table, {}))


def _rename(lines: Lines, places: tuple[Place, ...], seen: Context) -> None:
    """Moves dots that the shared file has not seen to new actors of the same people."""
    held = {dot for table, key in places for dot in _named(lines.tables[table][key])}
    actors = {dot.actor for dot in held if not seen.covers(dot)}
    names = {actor: utf8(new_actor(actor.partition("~")[0])) for actor in actors}

    def renamed(found: re.Match[bytes]) -> bytes:
        with suppress(ValueError):
            dot = parse_dot(loads(found[0]))
            if dot.actor in names and not seen.covers(dot):
                return b'"%s@%d"' % (names[dot.actor], dot.n)
        return found[0]

    for table, key in places:
        line = _DOT.sub(renamed, lines.tables[table][key])
        if line != lines.tables[table][key]:
            codec_rows.put_row(lines, codec_rows.decode_row(table, key, line))


def _named(line: bytes) -> Iterator[Dot]:
    """All dots in a line, also of replaced values."""
    for text in _DOT.findall(line):
        with suppress(ValueError):
            yield parse_dot(loads(text))
