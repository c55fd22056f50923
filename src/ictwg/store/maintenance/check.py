"""Checks the invariants of STORE.md §7, as far as they can be seen in files, and every link between records.

I1 dots covered by the context · I2 a dot in one transaction · I4 content and context in one digest · I5, I7 the lines
are what their records encode to · I8 nothing shared that is not here · I9 journals readable. I3, I6, I10 to I12 are
about the behaviour of the program and cannot be seen in files; tests check them.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, NamedTuple

from ictwg.domain.clashes import goes_with, linking, way_back
from ictwg.domain.ids import id_of
from ictwg.domain.periods import backward
from ictwg.domain.schema import RECORDS, Field, Record, numbered_kinds, targets
from ictwg.errors import LockedError, NotReadyError
from ictwg.locales import t
from ictwg.merge.dots import dot_text
from ictwg.merge.encryption import key_in_use
from ictwg.merge.rows import Row
from ictwg.store.encryption.sealing import FIELD, holds_plain
from ictwg.store.format import codec, codec_rows
from ictwg.store.format.lines import LOG, TRASH, Lines
from ictwg.store.local import journal
from ictwg.store.local.disk import found
from ictwg.store.local.local import Local
from ictwg.store.local.memory import Memory
from ictwg.store.local.trash import in_trash
from ictwg.store.local.views import LineRow
from ictwg.store.sync.archive import Archive, is_archive_path
from ictwg.store.sync.returned import returned
from ictwg.store.sync.synchronizer import Synchronizer

_REPAIRABLE = frozenset((
    "check.journal_damaged", "check.digest", "check.line_damaged", "check.line_differs", "check.dot_not_covered",
    "check.marks_unreadable", "check.share_behind", "check.copy_damaged",
))  # fmt: skip
_UNREADABLE = "check.not_readable"
_OWN_COPY = "check.copy_damaged"
_SHARED = "check.shared_damaged"
_LINE_DAMAGED = "check.line_damaged"
ENCRYPTION = "encryption"
RESTORED = "restored"
DECIDE = "decide"


class Finding(NamedTuple):
    """A violated invariant, or a broken link.

    Attributes:
        kind: The invariant (`I1` …) or `link`, `reference`, `span`, `redaction`.
        table: The table; empty for a whole file.
        id: The record.
        field: Its field.
        message: The id of the message; `words` fills it in.
        values: The values of the message.
    """

    kind: str
    table: str
    id: str
    field: str
    message: str
    values: dict[str, Any]

    @property
    def words(self) -> str:
        return t(self.message, **self.values)

    @property
    def repairable(self) -> bool:
        """Whether `ictwg repair` may repair it without a question."""
        return self.message in _REPAIRABLE or (self.message == _UNREADABLE and is_archive_path(self.values["path"]))

    @property
    def mends(self) -> str:
        """What repairs it: `repair`, `to_mend`, `sealing`, `share`, `answer` or, if none of them can, `restore`.

        With `decide` nothing is wrong, but a person has to choose.
        """
        if self.kind in ("reference", "redaction"):
            return DECIDE
        if self.message == _SHARED:
            return "share"
        if self.kind == ENCRYPTION:
            return "sealing"
        if self.kind == RESTORED:
            return "answer"
        return "repair" if self.repairable else "to_mend" if not self.kind.startswith("I") else "restore"


def check(local: Local, sync: Synchronizer) -> tuple[Finding, ...]:
    """All findings; empty if nothing is wrong."""
    local.refresh()
    memory = local.memory
    lines = tuple(_lines(memory.lines))
    found = (*_files(local, sync), *_in_the_plain(local, sync), *_restored(sync), *lines)
    if any(finding.message == _LINE_DAMAGED for finding in lines):  # what does not parse says nothing of the others
        return found
    return (
        *found,
        *_marks(memory),
        *_values(memory),
        *_links(memory),
        *_references(memory),
        *_spans(memory),
        *(Finding("redaction", *one.place, "check.returned", {"day": one.on[:10]}) for one in returned(memory)),
    )


def _files(local: Local, sync: Synchronizer) -> Iterator[Finding]:
    replica = local.replica
    if replica.damaged:
        yield Finding("I9", "", "", "", "check.journal_damaged", {"count": replica.damaged})
    yield from _file(local, replica.path, _OWN_COPY)
    yield from _file(local, sync.file.path, _SHARED)
    archive = Archive(local, sync.file.path)
    for path in (archive.here, archive.path):
        yield from _file(local, path)
    yield from _lines(archive.lines())
    context = local.memory.context
    ahead = any(n > max(context.floor, context.ctx.get(actor, 0)) for actor, n in sync.file.known.context.items())
    if ahead:
        yield Finding("I8", "", "", "", "check.share_behind", {})


def _file(local: Local, path: str, damaged: str = _UNREADABLE) -> Iterator[Finding]:
    """An unreachable file is not an error; an unreadable or altered one is."""
    try:
        data = found(local.replica.disk.read, path)
        if data is None:
            return
        lines = codec.split(data, verify=True)
    except OSError:
        return
    except LockedError as error:
        yield Finding("I4", "", "", "", _UNREADABLE, {"path": path, "what": error.message})
        return
    except NotReadyError as error:
        yield Finding("I4", "", "", "", damaged, {"path": path, "what": error.message})
        return
    if not lines.digest_ok:
        yield Finding("I4", "", "", "", "check.digest", {"path": path})


def _in_the_plain(local: Local, sync: Synchronizer) -> Iterator[Finding]:
    """Files that should be encrypted and are not, here or in the shared folder; one that cannot be read is skipped."""
    if not key_in_use(local.memory.lines.header.meta):
        return
    replica, archive, db = local.replica, Archive(local, sync.file.path), local.memory.lines.db
    paths = (sync.file.path, replica.path, replica.base_path, archive.here, archive.path, *replica.kept_files())
    journals = [os.path.join(replica.journals, name) for name in journal.files(replica.disk, replica.journals)]
    for path in (*paths, *journals):
        with suppress(OSError):
            data = replica.disk.read_raw(path)
            if any(FIELD not in entry for entry in journal.parse(data).payloads) or holds_plain(data, db):
                yield Finding(ENCRYPTION, "", "", "", "check.in_the_plain", {"path": path})


def _restored(sync: Synchronizer) -> Iterator[Finding]:
    """Values from before this computer was restored that wait for an answer."""
    waiting, sources = sync.inbound.restored
    if waiting:
        count = sum(map(len, waiting.values()))
        yield Finding(RESTORED, "", "", "", "check.restored", {"count": count, "sources": ", ".join(sources)})


def _lines(lines: Lines) -> Iterator[Finding]:
    for table, key, line in lines.rows():
        yield from _line(lines, table, key, line)


def _line(lines: Lines, table: str, key: str, line: bytes) -> Iterator[Finding]:
    try:
        row = codec_rows.decode_row(table, key, line)
    except NotReadyError as error:
        yield Finding("I5", table, id_of(key) if key.isdecimal() else "", "", _LINE_DAMAGED, {"what": error.message})
        return
    differs = codec_rows.encode_row(row, in_trash=table == TRASH) != line
    if row.table != LOG and not (row.sound and (not differs or LineRow(row.table, row.id, line).sound)):
        yield Finding("I1", row.table, row.id, "", "check.marks_unreadable", {})
    elif differs:
        yield Finding("I7", row.table, row.id, "", "check.line_differs", {})
    yield from _uncovered(lines, row)


def _uncovered(lines: Lines, row: Row) -> Iterator[Finding]:
    for name, register in row.registers.items():
        for dot in register:
            if not lines.context.covers(dot):
                yield Finding("I1", row.table, row.id, name, "check.dot_not_covered", {"dot": dot_text(dot)})


def _marks(memory: Memory) -> Iterator[Finding]:
    """Checks that every transaction has one log row of its own."""
    seen: set[str] = set()
    for entry in memory.log.entries():
        if entry.dot in seen:
            yield Finding("I2", LOG, entry.id, "", "check.dot_twice", {"dot": entry.dot})
        seen.add(entry.dot)


def _values(memory: Memory) -> Iterator[Finding]:
    """Values that do not have the type of their field; they are kept until the field is written."""
    for kind in list(RECORDS.values()):
        for record in memory.all(kind):
            for field in record.unreadable():
                told = {"field": field.name, "value": field.unread(record), "expected": field.expected()}
                yield Finding("value", record.TABLE, record.id, field.name, "check.unreadable", told)


def _links(memory: Memory) -> Iterator[Finding]:
    trash = {id_of(key) for key in memory.lines.tables.get(TRASH, {})}
    for kind in list(RECORDS.values()):
        pointing = linking(kind)
        for record in memory.all(kind) if pointing else ():
            for field, target in pointing:
                yield from _targets(memory, record, field, target, trash)


def _targets(
    memory: Memory, record: Record, field: Field[Any], target: type[Record], trash: set[str]
) -> Iterator[Finding]:
    for id in targets(field, record):
        if memory.get(target, id) is None:
            gone = in_trash(memory, target, id) if id in trash else None
            if gone is not None and goes_with(record, field, gone):
                continue
            message = "check.trashed_link" if id in trash else "check.dangling"
            values = {"field": field.name, "target": id}
            yield Finding("link", record.TABLE, record.id, field.name, message, values)
        elif target is type(record) and way_back(memory, record, field, (id,)):
            yield Finding("link", record.TABLE, record.id, field.name, "check.cycle", {"field": field.name})


def _spans(memory: Memory) -> Iterator[Finding]:
    for record in backward(memory):
        begin, end = type(record).SPAN
        first, last = record.row.get(begin.name), record.row.get(end.name)
        said = {"begin": begin.name, "end": end.name, "first": first, "last": last}
        yield Finding("span", record.TABLE, record.id, end.name, "check.ends_before", said)


def _references(memory: Memory) -> Iterator[Finding]:
    for kind in numbered_kinds():
        held = Counter(record.row.get("reference") for record in memory.all(kind))
        twice = sorted(one for one, count in held.items() if isinstance(one, str) and one and count > 1)
        if twice:
            values = {"count": sum(held[one] for one in twice), "references": ", ".join(twice)}
            yield Finding("reference", kind.TABLE, "", "reference", "check.double_reference", values)
