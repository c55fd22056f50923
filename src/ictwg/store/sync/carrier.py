"""What goes between this computer and the shared folder, and whose turn it is to write on this computer."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from ictwg.store import opening
from ictwg.store.local.binding import number_of
from ictwg.store.local.saving import answering
from ictwg.store.modes import make_private_folder
from ictwg.store.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Callable

    from ictwg.store.local.replica import Stamp
    from ictwg.store.sync.reports import ShareReport

TURN_TIMEOUT = 20.0


class Carrier(Reader):
    """Brings together, asks what must be asked, and unlocks."""

    def share(self, *, removes_all: bool = False, unsealed: bool | None = None) -> ShareReport:
        """Brings this computer and the shared folder together; never raises for a folder that does not answer.

        Args:
            unsealed: Whether rows of an encrypted group that nobody of it has sealed are taken; None asks.
            removes_all: Whether text is to be removed for good from however many records a file says so of.

        Raises:
            StorageError: This computer's own disk fails.
        """
        with answering():
            report = self._sharing.share(removes_all=removes_all, unsealed=unsealed)
        self._pending = None
        return report

    def catch_up(self) -> ShareReport | None:
        """Brings in the shared file if it has changed since it was last read; one `stat` where it has not.

        Raises:
            StorageError: This computer's own disk fails.
        """
        from ictwg.store.sync import known

        replica = self._local.replica
        with answering():
            seen = known.load(replica.disk, replica.folder)
            if known.as_last_seen(replica.disk, seen, self.path):
                return None
            self._pending = None
            return self._sharing.share(timeout=0.5, publish=False)

    def refresh(self) -> bool:
        """Shows what other processes on this computer did; whether there was anything.

        Raises:
            StorageError: This computer's own disk fails.
        """
        self._pending = None
        with answering():
            self._sharing.reload()
            return self._local.refresh()

    def take_turn(self) -> None:
        """One command after the other on this computer: two that look at once would give one number to two records.

        That holds for whoever works here on the same file, from whatever home: the lock lies beside the leases.
        Nobody waits for ever, and nothing rests on it where nothing can be locked: equal numbers are told apart.
        """
        from ictwg.store.local.locks import Lock
        from ictwg.store.local.saving import bearing

        folder = os.path.dirname(os.path.dirname(self._local.leases))
        self._turn = Lock(os.path.join(folder, f"turn-{number_of(self.path)}.lock"))
        with bearing():
            make_private_folder(folder)
            self._turn.acquire(TURN_TIMEOUT)
        with answering():
            self._local.refresh()

    def end_turn(self) -> None:
        """What was done counts; the next one may look."""
        if self._turn is not None:
            self._turn.release()
            self._turn = None

    def bring_in(self, path: str, *, proceed: Callable[[], None] | None = None) -> ShareReport:
        """Brings a copy of this group's file in, once.

        Args:
            path: The copy.
            proceed: Called when it has been read and before anything is changed; may raise to stop it.
        """
        with answering():
            return opening.brought_in(self._local, self._sharing, path, proceed)

    def answer_copy(self, name: str, *, bring_in: bool) -> None:
        """The answer to the question about one of them; the next sharing does it.

        Raises:
            NotFoundError: Nobody asked about it, or it has changed since.
            StorageError: This computer's own disk fails.
            IctwgError: Another process is at the shared file.
        """
        from ictwg.store.copies.copy_answers import answered

        with answering():
            answered(self._sharing, name, bring_in=bring_in)

    def write_copy(self, path: str) -> None:
        """Writes all that is known here to a new file, as the shared file would hold it.

        Raises:
            StorageError: There is a file already, or the disk there takes nothing.
        """
        from ictwg.store.sync.carrying import write_copy

        write_copy(self._local, path)

    def claim(self, stamp: Stamp, old: bytes) -> None:
        """Writes a file that was another group's until now."""
        self._sharing.file.claim(stamp, old)

    def unlock(self, passphrase: str) -> None:
        """Takes the passphrase that a person types.

        Raises:
            LockedError: It is another one.
        """
        from ictwg.store.encryption.unlocking import unlock

        unlock(self._local, self.path, passphrase)

    def close(self) -> None:
        """Lets the lease go. Edits are safe without it."""
        self._local.close()
