"""The shared file as this computer knows it: what it was like when it was last read or written, and what is news there.

`share.json` holds what is known, `base.json` the bytes; whoever holds the lock writes them.
"""

from __future__ import annotations

import os

from ictwg.merge.dots import Dot
from ictwg.store.format.codec_header import writable
from ictwg.store.format.lines import Lines
from ictwg.store.local.local import Local
from ictwg.store.local.replica import Stamp
from ictwg.store.local.saving import bearing
from ictwg.store.sync import known, neighbours
from ictwg.store.sync.base import Base
from ictwg.store.sync.reading import Read, read_shared, require_no_link


class Mailbox:
    """Args:
    local: This computer's copy.
    path: The shared file.
    """

    def __init__(self, local: Local, path: str) -> None:
        self._local = local
        self._disk = local.replica.disk
        self._folder = local.replica.folder
        self.path = path
        self._real = os.path.realpath(path)
        self.known = known.load(self._disk, self._folder)
        self.base = Base(local.replica)

    def reload(self) -> None:
        """What other processes of this computer have learned of the shared file."""
        before, self.known = self.known, known.load(self._disk, self._folder, self.known)
        if self.known.at != before.at:
            self.base.forget()

    def is_unshared(self, dot: Dot) -> bool:
        """Whether the shared file was never known to hold this, so that nobody else can have replaced it."""
        return bool(self.known.at) and not self.known.covers(dot.actor, dot.n)

    def _read(self) -> Read:
        require_no_link(self.path, self._real)
        return read_shared(self._disk, self.path, self.base if self.known.at else None)

    def _names_beside(self) -> tuple[str, ...] | None:
        return neighbours.look(self._disk, self.path, self.known, self._local.clock.now_ms())

    def _has_news(self) -> bool:
        """Whether something is here that the shared file was not known to hold, or there what was redacted here."""
        return self.known.unclean or self.known.lacks(self._local.memory.context)

    @property
    def _may_write(self) -> bool:
        """Whether no newer program has asked that this one leaves the file alone."""
        return writable(self._local.memory.lines.header)

    def _note(self, stamp: Stamp, data: bytes, theirs: Lines) -> None:
        """What this computer knows of the shared file from now on."""
        local = self._local
        if local.folded and theirs.digest_ok and theirs.header.digest == local.memory.lines.header.digest:
            self.base.wrote(local.written().pieces, same_as_replica=True)
        elif local.keepable(data) == data:
            self.base.read(data)
        else:
            self.known.unclean = local.redacts(data)
        self._saw(stamp, theirs)

    def _saw(self, stamp: Stamp, lines: Lines) -> None:
        context = lines.context
        # A file with a wrong digest covers nothing: what it holds must be published again.
        ctx, floor = (dict(context.ctx), context.floor) if lines.digest_ok else ({}, 0)
        self.known.saw(stamp, ctx, floor, self._local.clock.now_ms())

    def remember(self) -> None:
        """Losing this costs one more reading of the shared file, no more: a full disk is told where it matters."""
        with bearing():
            self.base.save()
            known.save(self._disk, self._folder, self.known)
