"""What is news goes out: over exactly the bytes that are known to stand there, and only if it has everything of them.

most likely as last known  → written beside it and compared meanwhile; where it is another, nothing was done
else                       → read and brought together first, then written over exactly what was read
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from ictwg.locales import t
from ictwg.store.shared.known import STABLE_MS
from ictwg.store.shared.mailbox import Mailbox
from ictwg.store.shared.publish import FULL, REFUSED, Old, Publisher
from ictwg.store.shared.reading import Read, ReadOnly, Unreachable, require_no_link
from ictwg.store.this_computer.atomic import TargetChangedError
from ictwg.store.this_computer.local import FOLD_AT
from ictwg.store.this_computer.replica import stamp_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import NoReturn

    from ictwg.store.this_computer.atomic import Content
    from ictwg.store.this_computer.local import Local
    from ictwg.store.this_computer.replica import Stamp


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

    def _seems_known(self) -> bool:
        """Whether news from here will most likely go over just the bytes that are known, after a backup of this run."""
        known, path = self.known, self.path
        if not known.at or known.waiting or known.foreign or known.copies or not self.publisher.backed_up:
            return False
        try:
            return stamp_of(self._disk, path) == known.stamp and self._has_news() and self._may_write
        except OSError:
            return False

    def _publish_meanwhile(self, *, look: bool) -> None:
        """Publishes, and while the disk takes the new bytes reads what they are to replace, and looks in the folder.

        Raises:
            TargetChangedError: It is another than seemed; nothing was done to it.
        """
        seemed = Read(self.known.stamp, self.base.pieces, known=True)

        def as_it_seemed() -> None:
            read = self._read(goes=True)
            if not read.known or read.stamp != seemed.stamp or (look and self._names_beside() is not None):
                raise TargetChangedError(self.path)

        self._publish(seemed, as_it_seemed)

    def _publish(self, read: Read, meanwhile: Callable[[], None] | None = None) -> None:
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
                meanwhile=meanwhile,
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
