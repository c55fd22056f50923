"""What can still be read of a copy that this computer's disk has damaged, line by line.

    whole      the hash of the line was kept when it was written, or it is sealed: it counts as it stands
    doubtful   the line can be read, and nothing vouches for it
    lost       neither the copy nor the shared file holds the line

Hashes of another writing of the copy do no harm: what they do not know counts as doubtful, and what is no longer there
as lost.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from ictwg.domain.ids import row_key
from ictwg.domain.schema import RECORDS
from ictwg.errors import NotReadyError
from ictwg.merge.values import loads
from ictwg.store.format import codec_rows
from ictwg.store.format.blocks import hash_of
from ictwg.store.format.codec_header import header_of
from ictwg.store.format.lines import HASH_SIZE, LOG, TRASH
from ictwg.store.local.hashes import as_written, makes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ictwg.merge.dots import Context
    from ictwg.merge.rows import Row
    from ictwg.store.encryption.sealing import Unsealing
    from ictwg.store.format.lines import Lines, Place
    from ictwg.store.local.replica import Replica

_OPENING = re.compile(rb'"([^"\\]+)":\{')
_ROW = re.compile(rb'("([1-9][0-9]{0,38})":\{.*\}).?')  # behind it a comma, which may be damaged
_ANY = frozenset({LOG, ""})


class Legible(NamedTuple):
    """What is left of the copy.

    Attributes:
        whole: The lines that count, also those that the shared file holds just as they were.
        doubtful: Other records that can be read.
        lost: The tables of the lines that are lost; the log and another, where that is not known.
        seen: What the copy had seen; None where its first line may be damaged.
    """

    whole: dict[Place, bytes]
    doubtful: tuple[Row, ...]
    lost: frozenset[str]
    seen: Context | None

    @property
    def keys(self) -> frozenset[str]:
        """Those of the records that are whole."""
        return frozenset(key for _, key in self.whole)


def legible(replica: Replica, theirs: Lines) -> Legible:
    """Reads the damaged copy; `theirs` is the shared file."""
    from ictwg.store.encryption.sealing import Unsealing

    data = replica.disk.read_raw(replica.path)
    kept = as_written(replica.hashes(), replica.layout())
    homes = {hashes[at : at + HASH_SIZE]: t for t, hashes in kept.items() for at in range(0, len(hashes), HASH_SIZE)}
    whole = {(table, key): line for table, key, line in _held(theirs) if homes.get(hash_of(line)) == table}
    doubtful: list[Row] = []
    unsealing = Unsealing(theirs.db, replica.disk.keys)
    for table, key, line in _rows(data, {*RECORDS, *theirs.tables, *kept, TRASH, LOG}):
        home = homes.get(hash_of(line), "")
        if home and table in ("", home):
            whole[home, key] = line
        elif table and not (kept and table == LOG):
            _read(table, key, line, unsealing, whole, doubtful)
    keys = {key for _, key in whole}
    lost = homes.keys() - set(map(hash_of, whole.values()))
    return Legible(
        whole,
        tuple(row for row in doubtful if row_key(row.id) not in keys),
        frozenset(homes[hash] for hash in lost) if kept else _ANY,
        _seen(data, kept),
    )


def _read(
    table: str, key: str, line: bytes, unsealing: Unsealing, whole: dict[Place, bytes], doubtful: list[Row]
) -> None:
    with suppress(NotReadyError):
        plain = unsealing.line(table, key, line)
        row = codec_rows.decode_row(table, key, plain)
        if plain is line:
            doubtful.append(row)
        else:
            whole[table, key] = plain


def _rows(data: bytes, tables: set[str]) -> Iterator[tuple[str, str, bytes]]:
    """What looks like a row, with the table of these that it stands in; empty where that is not known."""
    table = ""
    for line in data.split(b"\n"):
        opened, row = _OPENING.fullmatch(line), _ROW.fullmatch(line)
        if opened is not None:
            name = opened[1].decode("utf-8", "replace")
            table = name if name in tables else ""
        elif row is not None:
            yield table, row[2].decode(), row[1]
        elif line.startswith(b"}"):
            table = ""


def _held(lines: Lines) -> Iterator[tuple[str, str, bytes]]:
    return ((table, key, line) for table, rows in lines.tables.items() for key, line in rows.items())


def _seen(data: bytes, kept: Mapping[str, bytes]) -> Context | None:
    """What the first line says, where it and all hashes make the digest."""
    try:
        header = header_of(loads(data.partition(b"\n")[0].removesuffix(b",") + b"}")["_sync"])
    except (ValueError, TypeError, KeyError, RecursionError, NotReadyError):
        return None
    return header.context if kept and makes(header, kept) else None
