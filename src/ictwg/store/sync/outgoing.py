"""What is news goes out: over exactly the bytes that were read, and only if it has everything of them."""

from __future__ import annotations

from contextlib import suppress
from typing import NoReturn

from ictwg.locales import t
from ictwg.store.local.disk import Content
from ictwg.store.local.local import FOLD_AT, Local
from ictwg.store.local.replica import Stamp, stamp_of
from ictwg.store.local.saving import FULL, REFUSED
from ictwg.store.sync.known import STABLE_MS
from ictwg.store.sync.mailbox import Mailbox
from ictwg.store.sync.publish import Old, Publisher
from ictwg.store.sync.reading import Read, ReadOnly, Unreachable, require_no_link


class Outgoing(Mailbox):
    """Writes the shared file."""

    def __init__(self, local: Local, path: str) -> None:
        super().__init__(local, path)
        self.publisher = Publisher(local.replica, path)

    def claim(self, stamp: Stamp, old: bytes) -> None:
        """Writes ours over a file that held another identity."""
        self.known.foreign = True
        self._publish(Read(stamp, (old,)))
        self.remember()

    def _is_news(self, read: Read) -> bool:
        return read.pieces is None or self.known.waiting is not None or self._has_news()

    def _publish(self, read: Read) -> None:
        require_no_link(self.path, self._real)
        local = self._local
        if local.replica.journaled() > FOLD_AT:
            local.fold()
        written = local.written()
        twin = self.base.twin if read.known else ""
        old = None if read.pieces is None else Old(lambda: local.keepable(read.data), twin)
        try:
            self.publisher.publish(
                written.pieces,
                read.stamp,
                old,
                foreign=self.known.foreign,
                now=local.clock.now,
            )
            stamp = stamp_of(self._disk, self.path)
        except OSError as error:
            self._refused(error, written.pieces)
        self.known.refused, self.known.foreign, self.known.unclean = 0, False, False
        self._saw(stamp, local.memory.lines)
        self.base.wrote(written.pieces, same_as_replica=local.folded)

    def _refused(self, error: OSError, data: Content) -> NoReturn:
        """Not written. After a minute of refusals the content goes beside the file, if the folder takes that."""
        why = t("store.not_written", reason=error.strerror or str(error))
        if error.errno not in REFUSED | FULL:
            raise Unreachable(why) from error
        now_ms = self._local.clock.now_ms()
        self.known.refused = self.known.refused or now_ms
        if error.errno in FULL:
            raise ReadOnly(why, t("store.full_hint")) from error
        if now_ms - self.known.refused >= STABLE_MS:
            author = self._local.author
            with suppress(OSError):
                self.publisher.leave_beside(data, author.user, author.device)
        raise ReadOnly(why, t("store.read_only_hint")) from error
