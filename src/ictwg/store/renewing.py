"""This computer's copy made again from the shared file, where its own disk no longer gives back what was written.

A line that has changed on the disk, or is gone, stands in a copy that claims to have seen it: shared so, it would be
taken for superseded, and vanish everywhere. So the copy is read through once before anybody gets anything of it. One
that is damaged is put aside, the shared file takes its place, the journals come on top of that, and then the records
of the damaged copy that are whole, for what they add: it may hold edits that were never shared.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress

from ictwg.errors import NotReadyError
from ictwg.locales import t
from ictwg.store import codec
from ictwg.store.disk import found
from ictwg.store.lines import LOG
from ictwg.store.saving import saving

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ictwg.store.lines import Lines
    from ictwg.store.local import Local
    from ictwg.store.sharing import Sharing

_OPENING = re.compile(rb'"([^"\\]+)":\{')
_ROW = re.compile(rb'"([1-9][0-9]{0,38})":\{.*\},?')


def renew(local: Local, sharing: Sharing) -> None:
    """The caller holds the lock.

    Raises:
        NotReadyError: The shared file cannot stand in for it now; nothing was changed.
        StorageError: This computer's own disk fails.
    """
    theirs = shared_lines(local, sharing.path)
    if theirs is None:
        raise NotReadyError(t("store.replica_damaged"), t("store.copy_damaged_hint"))
    replica = local.replica
    damaged = f"{replica.path}.{os.urandom(4).hex()}.damaged"
    with saving():
        replica.disk.replace(replica.path, damaged)
        replica.write(codec.encode_file(theirs))
    sharing.base.forget()
    local.start_anew()
    salvage(local, sharing, damaged)


def shared_lines(local: Local, path: str) -> Lines | None:
    """The shared file, where it can be read, is in good order, and is this group's."""
    try:
        data = found(local.replica.disk.read, path)
        lines = None if data is None else codec.split(data, verify=True)
    except (OSError, NotReadyError):
        return None
    return lines if lines is not None and lines.digest_ok and lines.db == local.memory.lines.db else None


def salvage(local: Local, sharing: Sharing, path: str) -> None:
    """The records of a damaged copy that are whole, brought in; the copy itself is kept for a person to read."""
    sharing.bring_in(_whole(local, path))
    with saving():
        local.replica.keep_damaged(path, local.clock.now())
        local.replica.disk.remove(path)


def _whole(local: Local, path: str) -> Lines:
    from ictwg.store.sealing import Unsealing

    lines, table = codec.new_lines(local.memory.lines.db), ""
    unsealed = Unsealing(lines.db, local.replica.disk.keys)
    for line in local.replica.disk.read_raw(path).split(b"\n"):
        opened = _OPENING.fullmatch(line)
        row = _ROW.fullmatch(line)
        if opened is not None:
            table = opened[1].decode("utf-8", "replace")
        elif row is not None and table not in ("", LOG):
            with suppress(NotReadyError):
                key = row[1].decode()
                whole = unsealed.line(table, key, row[0].removesuffix(b","))
                codec.decode_row(table, key, whole)
                lines.tables.setdefault(table, {})[key] = whole
    lines.digest_ok = False
    return lines
