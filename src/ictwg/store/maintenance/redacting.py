"""Redaction: deletes a text permanently from all files of this computer (STORE.md §6).

Its record has the field and every dot of a value that the field ever had, never the text. Each merge applies it, so an
old copy brings nothing back. Then replica, base, backups and quarantine are rewritten without the text, and journals
with it are removed as soon as their process closes them.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ictwg.domain.ids import id_of, new_id, number_and_actor
from ictwg.domain.schema import Field, Record
from ictwg.errors import NotFoundError
from ictwg.locales import t
from ictwg.merge.redactions import EDITIONS, NEAR, TABLE
from ictwg.merge.rows import Row
from ictwg.store.format.lines import LOG
from ictwg.store.format.lines_join import SUBJECTS
from ictwg.store.history import StoreHistory
from ictwg.store.local.local import Local
from ictwg.store.local.log import LogEntry, Receipt
from ictwg.store.local.recording import Telling
from ictwg.store.local.transactions import Stored
from ictwg.store.sync.returned import Place, Redacted, found_in, signs_of
from ictwg.store.sync.sync import Sync

VERB = "verbs.redacted"


def redact(sync: Sync, log: StoreHistory, targets: Sequence[tuple[Record, Field[Any]]], ground: str) -> Receipt:
    """Redacts all targets; the log row refers to the first, whose field must have had a value."""
    local = sync.local
    local.refresh()
    at = local.clock.now().isoformat(timespec="seconds")
    words = {"by": local.author.user, "on": at, "ground": ground}
    writes: list[Stored] = []
    redacted: list[Redacted] = []
    for record, field in targets:
        row = local.memory.row(record.TABLE, record.id)
        dots = _dots(row, field.name, log)
        if not dots and not writes:
            raise NotFoundError(t("store.not_there"), t("store.not_there_hint"), field=field.name)
        if row is not None and dots:
            named = {"of_table": record.TABLE, "of_id": record.id, "of_field": field.name, **words}
            signs = _signs(local, row, record, field, log)
            since, _ = min(map(number_and_actor, dots))
            redaction = new_id(local.clock.now_ms(), os.urandom)
            one = Redacted(redaction, Place(row.table, row.id, field.name), since, signs)
            writes += _record(one, named, dots, _near(local, record.id, log))
            redacted.append(one)
    gone = {one.place for one in redacted}
    # longer texts of which it is a part stay, as was told
    quoting = (one for one in found_in(local.memory, redacted) if one.place not in gone)
    writes += [Stored(TABLE, one.redaction, one.place.key, (True,), ()) for one in quoting]
    record, _ = targets[0]
    sync.synchronizer.file.scrub_is_due()
    telling = Telling.by(VERB, [(record.TABLE, record.id)])
    receipt = local.save(tuple(writes), telling, dict.fromkeys((w.table, w.id) for w in writes))
    sync.synchronizer.scrub()
    return receipt


def _dots(row: Row | None, field: str, log: StoreHistory) -> tuple[str, ...]:
    """Every dot of a current or former value of the field, including those that only the log has."""
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


def _near(local: Local, id: str, log: StoreHistory) -> list[str]:
    """Records that link or linked to this one and have old log rows with a `subject`, which may contain its name."""
    needle = id.encode()
    pointing = {id_of(key) for _, key, line in local.memory.lines.rows((LOG,)) if needle in line}
    changes = [change for entry in log.log(needle) for change in entry.changes]
    pointing |= {change.id for change in changes if id in (change.before, *change.rivals)}
    pointing.discard(id)
    named = {change.id for entry in log.log(SUBJECTS) for change in entry.changes}
    return sorted(pointing & named)


def _signs(local: Local, row: Row, record: Record, field: Field[Any], log: StoreHistory) -> dict[str, frozenset[str]]:
    """The signs by which its current and former texts are recognised."""
    changes = (change for entry in log.of(row.table, row.id) for change in entry.changes if change.id == row.id)
    before = [one for change in changes if change.field == field.name for one in (change.before, *change.rivals)]
    elements = {name.partition("/")[2] for name in row.registers if name.startswith(f"{field.name}/")}
    held = row.registers.get(field.name, {}).values()
    now = [*elements, *(value for values in held for value in values)] if row.table != EDITIONS else []
    texts = ([one for one in said if isinstance(one, str)] for said in (now, before))
    return signs_of(local.memory.lines.db, type(record), field, *texts)


def _record(one: Redacted, named: dict[str, str], dots: Iterable[str], near: Iterable[str]) -> list[Stored]:
    writes = [Stored(TABLE, one.id, name, (value,), ()) for name, value in named.items() if value]
    signs = (f"{where}/{sign}" for where, signs in one.signs.items() for sign in signs)
    beside = (*(f"dots/{dot}" for dot in dots), *(f"{NEAR}{id}" for id in near), *signs)
    return writes + [Stored(TABLE, one.id, name, (True,), ()) for name in beside]
