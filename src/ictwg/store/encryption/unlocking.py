"""Whether something of the group is locked here, and the passphrase that a person types for it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

from ictwg.errors import NotReadyError
from ictwg.merge.encryption import key_in_use
from ictwg.merge.values import Raw
from ictwg.store.format import codec
from ictwg.store.local.disk import found, may_be_sealed
from ictwg.store.local.local import Local


def locked(local: Local, shared: str) -> Mapping[str, Raw] | None:
    """The `_sync` of the shared file, or else of this computer's copy, whose key is not here; None where none is."""
    disk = local.replica.disk
    for path in (shared, local.replica.path):
        with suppress(OSError, NotReadyError):
            data = found(disk.read_raw, path) or b""
            meta = codec.split(data).header.meta if may_be_sealed(data) else {}
            if key_in_use(meta) and disk.keys.find(key_in_use(meta)) is None:
                return meta
    return None


def unlock(local: Local, shared: str, passphrase: str) -> None:
    """Takes its key; everything of the group can be read and written from now on.

    Raises:
        LockedError: It is another passphrase.
    """
    meta = locked(local, shared)
    if meta is not None:
        local.replica.disk.keys.unlock(meta, key_in_use(meta), passphrase)
