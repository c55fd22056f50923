"""Gives each transaction its number (dot), under a lease, journaled and synced before it counts.

n = max(last + 1, now in ms, highest seen + 1 unless that is more than ten minutes ahead of our clock): greater than any
we know, and near the time. It only orders answers; what was seen is in the context. It is always above the floor:
what is below one counts as seen by everybody.
"""

from __future__ import annotations

import os
from collections.abc import Mapping

from ictwg.__about__ import __version__
from ictwg.domain.clock import Clock
from ictwg.merge.dots import Context, Dot, dot_text
from ictwg.merge.values import Raw
from ictwg.store.local import leases
from ictwg.store.local.home import is_inside
from ictwg.store.local.journal import Journal
from ictwg.store.local.leases import Lease
from ictwg.store.local.replica import Replica
from ictwg.store.local.saving import bearing, saving
from ictwg.store.local.transactions import Transaction

AHEAD_MS = 600_000
ENCRYPTED = "encrypted"


class Mint:
    """Args:
    replica: Where the journal goes.
    folder: The folder of this replica's leases.
    user: The name in the actor's slug.
    clock: Wall and monotonic clock.
    """

    def __init__(self, replica: Replica, folder: str, user: str, clock: Clock) -> None:
        self._replica = replica
        self._folder = folder
        self._user = user
        self._clock = clock
        self._lease: Lease | None = None
        self._journal: Journal | None = None
        # Whether the transaction that takes the last dot is to tell the program's version: it has changed.
        self.tells = False

    def dot(self, context: Context) -> str:
        """The next dot; it is used up even if its transaction fails."""
        lease = self._valid_lease(context)
        now, highest = self._clock.now_ms(), context.highest
        n = max(lease.last + 1, now, context.floor + 1, highest + 1 if highest <= now + AHEAD_MS else 0)
        self.tells = lease.version != __version__
        lease.version = __version__
        lease.advance(n, self._clock)
        return dot_text(Dot(n, lease.actor))

    def save(self, transaction: Transaction, meta: Mapping[str, Raw]) -> None:
        """Appends to the journal, durably; encrypted if the group is, by its `_sync`, which is `meta`.

        Raises:
            StorageError: It is not saved.
        """
        with saving():
            if self._journal is None:
                actor = self._lease.actor if self._lease is not None else ""
                self._journal = Journal(self._replica.disk, self._replica.journals, actor)
            entry = transaction.payload()
            if ENCRYPTED in meta:
                from ictwg.store.encryption.sealing import sealed_entry

                entry = sealed_entry(entry, meta, self._replica.disk.keys)
            self._journal.append(entry)

    def applied(self) -> None:
        """Notes that all transactions saved here are in memory, and need not be read from the journal."""
        if self._journal is not None:
            self._replica.applied(self._journal.name, self._journal.size)

    def rotate(self) -> None:
        """Starts a new journal, so that the current one can be removed once the replica covers it."""
        if self._journal is not None:
            with bearing():
                self._journal.rotate()

    def close(self) -> None:
        self._close_journal()
        if self._lease is not None:
            self._lease.release()
            self._lease = None

    def _valid_lease(self, context: Context) -> Lease:
        lease = self._lease
        if lease is not None and not (lease.valid(self._clock) and context.number_of(lease.actor) == lease.last):
            self._close_journal()
            lease.end()
            lease = None
        if lease is None:
            again = not is_inside(self._folder, os.path.dirname(os.path.dirname(self._replica.folder)))
            lease = self._lease = leases.take(self._folder, self._user, self._clock, context.ctx, again=again)
        return lease

    def _close_journal(self) -> None:
        if self._journal is not None:
            with bearing():  # every line in it is synced already
                self._journal.close()
            self._journal = None
