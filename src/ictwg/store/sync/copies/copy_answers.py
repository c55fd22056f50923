"""What waits beside the shared file, and the answers about it: the part `Store.copies` (STORE.md §5)."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from ictwg.errors import BusyError
from ictwg.store.local.locks import FOR_AN_ANSWER
from ictwg.store.local.saving import answering

if TYPE_CHECKING:
    from ictwg.store.sync.reports import DoubtfulCopy, Unready
    from ictwg.store.sync.sync import Sync


class ConflictCopies:
    """Args: sync: Between this computer and the shared folder."""

    def __init__(self, sync: Sync) -> None:
        self._sync = sync

    @answering()
    def unready(self) -> tuple[Unready, ...]:
        """Those that cannot be brought together now, and why."""
        return self._sync.synchronizer.beside.unready()

    @answering()
    def staying(self) -> tuple[str, ...]:
        """The names of those that stay in the folder, and that a redaction does not reach."""
        return self._sync.synchronizer.beside.staying()

    @answering()
    def doubtful(self) -> tuple[DoubtfulCopy, ...]:
        """Those that wait for an answer, with what each would add now.

        What has come in from elsewhere meanwhile is not asked about any more.
        """
        sync = self._sync.synchronizer
        found = sync.beside.doubtful()
        empty = [copy.name for copy in found if not copy.records]
        if empty:
            with suppress(BusyError), sync.exclusively(0):
                for name in empty:
                    sync.beside.let_be(name, sync.file.known)
                sync.file.remember()
        return tuple(copy for copy in found if copy.records)

    @answering()
    def answer(self, name: str, *, bring_in: bool) -> None:
        """The answer about one of them; the next sharing does it.

        Raises:
            NotFoundError: Nobody asked about it, or it has changed since.
            StorageError: This computer's own disk fails.
            BusyError: Another process is at the shared file.
        """
        sync = self._sync.synchronizer
        with sync.exclusively(FOR_AN_ANSWER):
            sync.beside.answer(name, sync.file.known, bring_in=bring_in)
            sync.file.remember()
