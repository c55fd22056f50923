"""Repairs what needs no decision, after a backup; the rest is listed for a person.

    journals      one with bad lines is copied; its good lines are merged into the replica as always
    replica       damaged by the disk: see `renewing`
                  damaged lines are replaced from the shared file; others are encoded as always
    dots          a write that no context covers is written again, and so is a record without readable dots
    shared file   a wrong digest: the changes are merged, and the file is written again
    notes         base.json, share.json, copies.json and held.json that cannot be read are moved and rebuilt
    archive       one that cannot be read is moved and written again from the other
    temps         temporary files left by a crash are removed

Damaged files may contain somebody's text, so they are kept in `repaired/`.

A damaged line is replaced from the shared file only. The context here covers later edits of the record, so with an
older line the next merge would drop these as superseded, on every computer.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, NamedTuple

from ictwg.domain.changes import LIVE
from ictwg.domain.ids import row_key
from ictwg.errors import IctwgError, NotReadyError
from ictwg.merge.rows import Row
from ictwg.store.format import codec, codec_rows
from ictwg.store.format.codec_rows import put_row
from ictwg.store.format.lines import LOG, TRASH, Lines, Place
from ictwg.store.local import journal
from ictwg.store.local.atomic import sweep_folder
from ictwg.store.local.disk import bearing, found, saving
from ictwg.store.local.local import Local
from ictwg.store.local.recording import Telling
from ictwg.store.local.transactions import Stored
from ictwg.store.maintenance.check import Finding, check
from ictwg.store.sync import sync_state
from ictwg.store.sync.archive import Archive
from ictwg.store.sync.renewing import renew, shared_lines
from ictwg.store.sync.sync import Sync
from ictwg.store.sync.synchronizer import Synchronizer

VERB = "verbs.repaired"
_OF_A_LINE = frozenset({"check.line_damaged", "check.line_differs", "check.marks_unreadable"})
NOTES = ("share.json", "copies.json", "held.json")


class Repair(NamedTuple):
    """One thing that was, or would be, repaired: a message id under `repair`, and its values."""

    what: str
    values: dict[str, Any]


class Repaired(NamedTuple):
    """The result.

    Attributes:
        done: What was repaired, or would be.
        left: Findings for a person.
        backup: The path of a backup of this computer's copy; empty if nothing was done.
    """

    done: tuple[Repair, ...]
    left: tuple[Finding, ...]
    backup: str = ""


def repair(sync: Sync, *, only_look: bool = False) -> Repaired:
    """Repairs, or only returns what it would repair."""
    local, loop = sync.local, sync.synchronizer
    findings = check(local, loop)
    wanted = tuple(_wanted(local, findings))
    if only_look or not wanted:
        return Repaired(wanted, tuple(finding for finding in findings if not finding.repairable))
    with loop.exclusively():
        if not local.replica.is_sound:
            with suppress(NotReadyError):
                renew(local, loop.file)
            findings = check(local, loop)
            if not local.replica.is_sound:
                return Repaired((), findings)
        backup = _here(local, loop, findings)
    sync.share()
    _archive(local, loop)
    if writes := _written_again(local, check(local, loop)):
        local.save(writes, Telling(VERB))
        sync.share()
    after = check(local, loop)
    still = {finding.message for finding in after}
    return Repaired(tuple(one for one in wanted if one.values.get("finding") not in still), after, backup)


def _here(local: Local, sync: Synchronizer, findings: tuple[Finding, ...]) -> str:
    """Repairs everything on this computer; the caller holds the lock."""
    with saving():
        backup = _keep(local, local.replica.path)
        for name in _bad_notes(local):
            _move(local, os.path.join(local.replica.folder, name))
        if any(finding.message == "check.share_behind" for finding in findings):
            _move(local, os.path.join(local.replica.folder, "share.json"))  # the shared file is read anew
        for path in _bad_journals(local):
            _keep(local, path)
        replica = local.replica
        for folder in (replica.folder, replica.backups, replica.quarantine, replica.repaired):
            sweep_folder(replica.disk, folder)
    _lines(local, sync, findings)
    local.fold()
    local.replica.damaged = 0
    sync.file.base.forget()
    sync.file.known = sync_state.load(local.replica)
    return backup


def _keep(local: Local, path: str) -> str:
    return local.replica.keep_damaged(path, local.clock.now())


def _move(local: Local, path: str) -> None:
    if found(local.replica.disk.stat, path) is not None:
        _keep(local, path)
        local.replica.disk.remove(path)


def _wanted(local: Local, findings: tuple[Finding, ...]) -> Iterator[Repair]:
    counts: dict[str, int] = {}
    for finding in findings:
        if finding.repairable:
            counts[finding.message] = counts.get(finding.message, 0) + 1
    for message, count in counts.items():
        yield Repair(message.replace("check.", ""), {"count": count, "finding": message})
    yield from (Repair("note", {"name": name}) for name in _bad_notes(local))
    temps = sum(name.startswith(".~") for name in local.replica.disk.names(local.replica.folder))
    if temps:
        yield Repair("temps", {"count": temps})


def _bad_notes(local: Local) -> list[str]:
    return [name for name in NOTES if not _is_json(local, name)] + ([] if _base_is_good(local) else ["base.json"])


def _is_json(local: Local, name: str) -> bool:
    data = found(local.replica.disk.read, os.path.join(local.replica.folder, name))
    try:
        return data is None or isinstance(json.loads(data), (dict, list))
    except ValueError:
        return False


def _base_is_good(local: Local) -> bool:
    with suppress(NotReadyError):
        data = found(local.replica.disk.read, local.replica.base_path)
        return data is None or codec.split_if_readable(data) is not None
    return False


def _bad_journals(local: Local) -> list[str]:
    replica = local.replica
    paths = [os.path.join(replica.journals, name) for name in journal.files(replica.disk, replica.journals)]
    return [path for path in paths if journal.parse(replica.disk.read(path)).damaged]


def _lines(local: Local, sync: Synchronizer, findings: tuple[Finding, ...]) -> None:
    """Replaces damaged lines. The context does not change: it covers these writes already."""
    places = [(f.table, f.id) for f in findings if f.id and f.message in _OF_A_LINE]
    if not places:
        return
    lines, shared = local.memory.lines.copy(), shared_lines(local, sync.file.path)
    changed: set[Place] = set()
    for table, id in places:
        key = row_key(id)
        for at in (table, TRASH):
            row = _readable(key, at, (lines, shared)) if key in lines.tables.get(at, {}) else None
            if row is not None:
                del lines.tables[at][key]
                changed |= {(at, key), *put_row(lines, row)}
    local.adopt(lines, tuple(changed))


def _readable(key: str, table: str, sources: tuple[Lines | None, ...]) -> Row | None:
    """The record as it is there or in the shared file: the first with readable dots."""
    found: list[Row] = []
    for lines in sources:
        for at in (table, TRASH):
            line = lines.tables.get(at, {}).get(key) if lines is not None else None
            with suppress(NotReadyError):
                if line is not None:
                    found.append(codec_rows.decode_row(at, key, line))
    return min(found, key=lambda row: not row.sound, default=None)


def _written_again(local: Local, findings: tuple[Finding, ...]) -> tuple[Stored, ...]:
    """New writes of values whose dots no context covers, or cannot be read."""
    unsound = (finding for finding in findings if finding.message == "check.marks_unreadable")
    rows = (local.memory.row(finding.table, finding.id) for finding in unsound)
    anew = (Stored(row.table, row.id, LIVE, (row.live,), ()) for row in rows if row is not None)
    return (*_uncovered(local, findings), *anew)


def _uncovered(local: Local, findings: tuple[Finding, ...]) -> tuple[Stored, ...]:
    """New writes of values whose dot no context covers."""
    found_there = {}
    for finding in findings:
        row = local.memory.row(finding.table, finding.id) if finding.message == "check.dot_not_covered" else None
        if row is not None and row.table != LOG and finding.field in row.registers:
            values = tuple(value for held in row.registers[finding.field].values() for value in held)
            write = Stored(row.table, row.id, finding.field, values, row.seen(finding.field))
            found_there[write.key] = write
    return tuple(found_there.values())


def _archive(local: Local, sync: Synchronizer) -> None:
    """Writes an unreadable archive beside the shared file again from the local one."""
    archive = Archive(local, sync.file.path)
    with bearing(), suppress(IctwgError):
        if all(found(local.replica.disk.stat, path) is None for path in (archive.here, archive.path)):
            return
        try:
            archive.share()
        except NotReadyError:
            _move(local, archive.path)
            archive.share()
