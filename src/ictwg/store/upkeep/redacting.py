"""Redaction: a text is really removed, from everything that this computer holds (STORE.md §6).

The record of it names the field and every dot under which the field ever held anything, never the text; each join
applies it, so an old copy brings nothing back. Then replica, base, backups and quarantine are written anew without
the text, and journals that hold it go as soon as their process has let them.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from ictwg.errors import LockedError, NotFoundError, NotReadyError
from ictwg.locales import t
from ictwg.merge.redactions import TABLE
from ictwg.store.format import codec
from ictwg.store.format.lines import LOG
from ictwg.store.format.lines_join import redact_lines
from ictwg.store.past.history import Logs
from ictwg.store.this_computer import journal
from ictwg.store.this_computer.atomic import replace_file, sweep_folder
from ictwg.store.this_computer.local import SEALING
from ictwg.store.this_computer.recording import Telling
from ictwg.store.this_computer.saving import saving
from ictwg.store.this_computer.transactions import Stored
from ictwg.store.upkeep import backups
from ictwg.store.upkeep.archive import Archive

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ictwg.domain.schema import Field, Raw, Record
    from ictwg.merge.rows import Row
    from ictwg.store.format.lines import Lines
    from ictwg.store.past.history import LogEntry
    from ictwg.store.shared.receipts import Receipt
    from ictwg.store.shared.sharing import Sharing
    from ictwg.store.store import Store
    from ictwg.store.this_computer.local import Local
    from ictwg.store.this_computer.replica import Replica

VERB = "verbs.redacted"


def redact(store: Store, local: Local, sharing: Sharing, record: Record, field: Field[Any], ground: str) -> Receipt:
    """See `Store.redact`."""
    local.refresh()
    row = local.memory.row(record.TABLE, record.id)
    log = Logs(local.memory.log, Archive(local, sharing.path).log)
    dots = _dots(row, field.name, log)
    if row is None or not dots:
        raise NotFoundError(t("store.not_there"), t("store.not_there_hint"), field=field.name)
    targets = [(record.TABLE, record.id, field.name, dots)]
    targets += _told_by_name(log, _texts(row, field.name, log))
    at = local.clock.now().isoformat(timespec="seconds")
    words = {"by": local.author.user, "on": at, "ground": ground}
    writes = [w for target in targets for w in _record(store.new_id(), target, words)]
    reference = row.get("reference") if field.name != "reference" else None
    telling = Telling(VERB, str(reference or ""))
    sharing.scrub_is_due()
    receipt = store.committed(tuple(writes), telling, dict.fromkeys((w.table, w.id) for w in writes))
    sharing.scrub()
    return receipt


def scrub(local: Local) -> tuple[str, ...]:
    """Writes everything here anew without what redactions cover; the caller holds the lock.

    Returns:
        The journals that still stand because a process has them open.
    """
    local.redact()
    local.fold()
    replica = local.replica
    with saving():
        _empty(replica)
        for folder in (replica.folder, replica.backups, replica.quarantine):
            sweep_folder(replica.disk, folder)
        for path in (replica.base_path, *_paths(local)):
            _rewrite(local, path)
        if SEALING in local.memory.lines.header.meta:
            replica.forget_layout()
            local.begun_lines.rewrite()
    return journal.files(replica.disk, replica.journals)


def without_redacted(data: bytes, ours: Lines) -> bytes:
    """A file's bytes without what our redactions cover; as they are where nothing is covered or nothing can be read."""
    if not ours.tables.get(TABLE):
        return data
    try:
        lines = codec.split(data)
        lines.tables[TABLE] = {**lines.tables.get(TABLE, {}), **ours.tables[TABLE]}
        return codec.encode_file(lines) if redact_lines(lines) else data
    except NotReadyError:
        return data


def _empty(replica: Replica) -> None:
    """What was copied may be the text, and is nobody's only copy."""
    for folder in (replica.scratch, replica.repaired):  # what is damaged cannot be cleaned, and may hold it
        for name in replica.disk.names(folder) if os.path.isdir(folder) else ():
            replica.disk.remove(os.path.join(folder, name))
    for name in replica.disk.names(replica.folder):
        if name.endswith(".damaged"):
            replica.disk.remove(os.path.join(replica.folder, name))


def _rewrite(local: Local, path: str) -> None:
    disk = local.replica.disk
    try:
        before = disk.read(path)
    except (FileNotFoundError, NotReadyError, LockedError):  # nothing in the plain stands in what cannot be opened
        return
    after = local.keepable(before)
    if after != before:
        replace_file(disk, path, after)


def _paths(local: Local) -> Iterator[str]:
    for folder in (local.replica.backups, local.replica.quarantine):
        yield from (os.path.join(folder, name) for name in backups.listed(local.replica.disk, folder))


def _dots(row: Row | None, field: str, log: Logs) -> tuple[str, ...]:
    """Every dot under which the field holds or held a value: also those that are only in the log by now."""
    if row is None:
        return ()
    found = {dot for name in row.registers if name.partition("/")[0] == field for dot in row.seen(name)}
    for entry in log.of(row.table, row.id):
        found.update(_logged(entry, row, field))
    return tuple(sorted(found))


def _logged(entry: LogEntry, row: Row, field: str) -> Iterator[str]:
    for change in entry.changes:
        if (change.table, change.id) == (row.table, row.id) and change.field.partition("/")[0] in ("", field):
            yield entry.dot
            yield from change.dots


def _texts(row: Row, field: str, log: Logs) -> set[str]:
    """What is to go, to find where the log names a record by it."""
    held: set[Raw] = set()
    for name, register in row.registers.items():
        if name.partition("/")[0] == field:
            held.add(name.partition("/")[2])
            held.update(value for values in register.values() for value in values)
    for entry in log.of(row.table, row.id):
        for change in entry.changes:
            if (change.table, change.id, change.field) == (row.table, row.id, field):
                held.update((change.before, *change.rivals))
    return {value for value in held if isinstance(value, str) and value}


def _told_by_name(log: Logs, texts: Iterable[str]) -> list[tuple[str, str, str, tuple[str, ...]]]:
    """Log rows whose subject is such a text: people and organizations are named there."""
    found = {entry.id: entry.dot for text in texts for entry in log.entries() if entry.dot and text in entry.subject}
    return [(LOG, id, "subject", (dot,)) for id, dot in found.items()]


def _record(id: str, target: tuple[str, str, str, tuple[str, ...]], words: dict[str, str]) -> list[Stored]:
    table, of_id, field, dots = target
    values = {"of_table": table, "of_id": of_id, "of_field": field, **words}
    writes = [Stored(TABLE, id, name, (value,), ()) for name, value in values.items() if value]
    return writes + [Stored(TABLE, id, f"dots/{dot}", (True,), ()) for dot in dots]
