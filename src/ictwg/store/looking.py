"""The records of any group's file, to look at: nothing of it is kept, bound or written."""

from __future__ import annotations

from ictwg.store.format import codec, codec_header
from ictwg.store.local.disk import Disk
from ictwg.store.local.memory import Memory


def records_in(data: bytes) -> Memory:
    """The records of a file's bytes.

    Raises:
        NotReadyError: It is no group's file, is damaged, or is of a later version.
        LockedError: It is encrypted, and the passphrase is missing or another one.
    """
    lines = codec.split(Disk().opened(data), verify=True)
    codec_header.require_readable(lines.header)
    return Memory(lines)
