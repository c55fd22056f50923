"""Restores a backup as new edits: merging an old file changes nothing, by design.

Newer records stay, unless everything is to be as it was. Redacted texts are not restored.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from datetime import UTC, datetime
from typing import NamedTuple

from ictwg.domain.changes import LIVE, Write
from ictwg.domain.ids import id_of
from ictwg.errors import NotFoundError, NotReadyError
from ictwg.locales import t
from ictwg.merge.rows import GONE, Row
from ictwg.merge.values import Opaque, canonical
from ictwg.store.format import codec, codec_rows
from ictwg.store.format.lines import LOG, TRASH, Lines
from ictwg.store.local import backups
from ictwg.store.local.backups import STAMP
from ictwg.store.local.disk import found
from ictwg.store.local.local import REDACTIONS, Local
from ictwg.store.local.log import Log
from ictwg.store.local.memory import Memory

_NOT_DATA = frozenset({TRASH, LOG, REDACTIONS})
STAMPED = 15


class Backup(NamedTuple):
    """A backup on this computer: the shared file before it was replaced, `size` in bytes."""

    path: str
    at: datetime
    size: int


class Restoration(NamedTuple):
    """What restoring a backup would do.

    Attributes:
        writes: The edits, which replace the current values.
        changed: The records with fields that would change, as (table, id).
        back: The records that would come back from the trash.
        newer: The records that the backup does not have; they are deleted only if all is to be as it was.
    """

    writes: tuple[Write, ...]
    changed: tuple[tuple[str, str], ...]
    back: tuple[tuple[str, str], ...]
    newer: tuple[tuple[str, str], ...]


def listed(local: Local) -> tuple[Backup, ...]:
    """The backups on this computer, newest first."""
    folder = local.replica.backups
    names = backups.listed(local.replica.disk, folder)
    return tuple(_backup(local, os.path.join(folder, name)) for name in reversed(names))


def last_change(local: Local, path: str) -> datetime:
    """The moment of the newest change in the backup at `path`, by the clock of the computer that made it.

    Raises:
        NotFoundError: There is no such file, or it is another group's.
        NotReadyError: It cannot be read.
    """
    newest = next(Log(_read(local, path).table(LOG)).entries(), None)
    return newest.at if newest is not None else datetime.min.replace(tzinfo=UTC)


def restoration(
    local: Local, path: str, only: Collection[tuple[str, str]] | None = None, *, as_it_was: bool = False
) -> Restoration:
    """What the backup at `path` would change.

    Args:
        path: A backup of this group's file, or any other copy of it.
        only: The records, as (table, id), to which it is limited; None for all.
        as_it_was: Whether to delete records that were made since.

    Raises:
        NotFoundError: There is no such file, or it is another group's.
        NotReadyError: It cannot be read.
    """
    then, memory = _read(local, path), local.memory
    writes: list[Write] = []
    changed: list[tuple[str, str]] = []
    back: list[tuple[str, str]] = []
    for row in codec_rows.differing_rows(then, memory.lines, _NOT_DATA):
        place = row.table, row.id
        now = memory.row(*place)
        found_here = list(_put_back(row, now, memory)) if only is None or place in only else []
        if found_here:
            (changed if now is not None and now.live else back).append(place)
            writes += found_here
    added = ((table, id_of(key)) for table, key, _ in memory.lines.rows(_NOT_DATA) if then.line(table, key) is None)
    newer = tuple(place for place in added if only is None or place in only)
    if as_it_was:
        writes += [Write(table, id, LIVE, False, memory.dots(table, id, LIVE)) for table, id in newer]
    return Restoration(tuple(writes), tuple(changed), tuple(back), newer)


def _backup(local: Local, path: str) -> Backup:
    at = datetime.strptime(os.path.basename(path)[:STAMPED], STAMP).replace(tzinfo=UTC)
    return Backup(path, at, local.replica.disk.stat(path).st_size)


def _read(local: Local, path: str) -> Lines:
    data = found(local.replica.disk.read, path)
    if data is None:
        raise NotFoundError(t("store.no_file", path=path), t("backups.none_there.hint"))
    lines = codec.split(local.keepable(data), verify=True)
    codec.require_readable(lines.header)
    if lines.db != local.memory.lines.db:
        raise NotFoundError(t("backups.foreign", path=path), t("backups.foreign.hint"))
    if not lines.digest_ok:
        raise NotReadyError(t("backups.damaged", path=path), t("backups.damaged.hint"))
    return lines


def _put_back(then: Row, now: Row | None, memory: Memory) -> Iterator[Write]:
    """The edits of one record, field by field."""
    here = now or Row(then.table, then.id, {})
    for name in dict.fromkeys((*then.registers, *here.registers)):
        if name in (LIVE, GONE) or memory.hidden(then.table, then.id, name, then.seen(name)):
            continue
        before, current = _value(then, name), _value(here, name)
        if not isinstance(before, Opaque) and canonical(before) != canonical(current):
            yield Write(then.table, then.id, name, before, here.seen(name))
    if here.gone:
        yield Write(then.table, then.id, GONE, False, here.seen(GONE))
    if not here.live:
        yield Write(then.table, then.id, LIVE, True, here.seen(LIVE))


def _value(row: Row, name: str) -> bool | int | str | None:
    value = row.get(name)
    return bool(value) if "/" in name else value
