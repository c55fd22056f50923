"""This computer's copy of the group: the replica in memory with all journals applied, and edits to it.

Everything that is shown is on this disk first, in replica.json or in a journal: so all that the author of a transaction
saw is there when it is read back.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING

from ictwg.__about__ import __version__
from ictwg.errors import IctwgError, NotReadyError, StorageError
from ictwg.locales import t
from ictwg.merge.dots import Context
from ictwg.store.format import codec
from ictwg.store.format.codec import split, split_own
from ictwg.store.format.lines import Lines, Place, Tables
from ictwg.store.format.table import differing
from ictwg.store.local.disk import answering, bearing, saving
from ictwg.store.local.memory import Memory

if TYPE_CHECKING:
    from ictwg.domain.author import Author
    from ictwg.domain.clock import Clock
    from ictwg.store.local.leases import Mint
    from ictwg.store.local.log import Change, Receipt
    from ictwg.store.local.recording import Telling
    from ictwg.store.local.replica import Replica
    from ictwg.store.local.state_file import PrivateFiles
    from ictwg.store.local.transactions import Stored

# Beyond this, reading the journals costs a command more than it may.
FOLD_AT = 24 * 1024
_LOOKS = 5
REDACTIONS = "redactions"


class Local:
    def __init__(self, replica: Replica, leases: str, author: Author, clock: Clock) -> None:
        self.replica = replica
        self.leases = leases
        self._mint: Mint | None = None
        self.author = author._replace(home=replica.name)
        self.clock = clock
        self.memory = self._loaded()
        self._on_disk = -1
        self.commits = 0
        self.unlogged: dict[str, tuple[Change, ...]] = {}
        """By log row: contact details before a change by this process; only in memory, for undo."""
        self.renewed = False
        """Whether the disk had damaged the replica, so that it was rebuilt in this run."""

    def start_anew(self) -> None:
        """Loads the rebuilt replica and the journals."""
        self.renewed = True
        self._reload()
        self.memory.forget()

    @property
    def mint(self) -> Mint:
        """Made by the first commit: readers need none."""
        if self._mint is None:
            from ictwg.store.local.leases import Mint

            self._mint = Mint(self.replica, self.leases, self.author.user, self.clock)
        return self._mint

    def sign_as(self, author: Author) -> None:
        """Changes the author; each author mints under a name of their own."""
        author = author._replace(home=self.replica.name)
        if author != self.author:
            self.author = author
            if self._mint is not None:
                self._mint.close()
                self._mint = None

    @answering()
    def save(
        self,
        writes: tuple[Stored, ...],
        telling: Telling,
        created: Iterable[tuple[str, str]] = (),
        *,
        seen: Context | None = None,
    ) -> Receipt:
        """Commits one transaction; it is durable when this returns.

        Args:
            created: The records that it creates, as (table, id).
            seen: The context of a file that is merged next; the new dot is not in it.

        Raises:
            StorageError: Nothing has changed.
        """
        from ictwg.store.local.log import Receipt, places_of
        from ictwg.store.local.recording import record

        memory, mint = self.memory, self.mint
        if self.replica.replaced():  # what another program here has taken in may claim to have seen our next dot
            self.refresh()
        dot = mint.dot(memory.context if seen is None else memory.context.joined(seen))
        told = telling if not mint.tells else telling._replace(app=__version__)
        transaction, changes = record(writes, told, created, memory, dot, self.author, self.clock)
        mint.save(transaction, memory.lines.header.meta)
        memory.apply(transaction)
        mint.applied()
        self.commits += 1
        if any(not change.known for change in changes):
            log_id = transaction.writes[-1].id
            self.unlogged[log_id] = tuple(change._replace(known=True) for change in changes)
        return Receipt(dot, telling.verb, places_of(telling.about), telling.total)

    def back_up(self, data: bytes, twin: str = "") -> str:
        """Keeps these bytes as a backup, see `backups.keep`; returns its path.

        Raises:
            StorageError: It is not on this disk.
        """
        from ictwg.store.local import backups

        with saving():
            return backups.keep(self.replica.disk, self.replica.backups, data, self.clock.now(), twin)

    def refresh(self) -> bool:
        """Applies what other processes on this computer have written; returns whether anything was new."""
        before = self.memory.version
        for _ in range(_LOOKS):
            if self.replica.replaced():
                self._reload()
            elif sum(map(self.memory.apply, self.replica.news())):
                self.redact()
            if not self.memory.early:
                break
        return self.memory.version != before

    def redact(self) -> None:
        """Applies every redaction to all records."""
        lines = self.memory.lines
        if REDACTIONS in lines.tables:
            from ictwg.store.format.lines_join import redact_lines

            self.memory.told(redact_lines(lines))

    @property
    def draft_files(self) -> PrivateFiles:
        """Drafts: texts typed here and not entered, in the replica's folder."""
        from ictwg.store.local.state_file import PrivateFiles

        return PrivateFiles(self.replica.disk, self.replica.begun, lambda: self.memory.lines.header.meta)

    @property
    def runtime_files(self) -> PrivateFiles:
        """Files that are valid until this computer restarts, beside the leases: ids and times, no text."""
        from ictwg.store.local.state_file import PrivateFiles

        return PrivateFiles(self.replica.disk, self.leases, durable=False)

    def redacts(self, data: bytes) -> bool:
        """Whether a file from elsewhere contains redacted text."""
        return without_redacted(data, self.memory.lines) != data

    def keepable(self, data: bytes) -> bytes:
        """A file from elsewhere as it may be kept here: without redacted text, and encrypted if ours is."""
        lines = self.memory.lines
        if REDACTIONS in lines.tables:
            data = without_redacted(data, lines)
        if lines.header.was_encrypted:
            from ictwg.store.encryption.sealing import as_ours

            data = as_ours(data, lines.header)
        return data

    def encoded(self) -> bytes:
        """The bytes of this copy as a file."""
        return self.memory.lines.written()

    def split(self, data: bytes) -> Lines:
        """The lines of a file, most of which equal ours; its digest is verified.

        Raises:
            NotReadyError: With what is wrong, and where.
        """
        return split(data, verify=True, ours=self.memory.lines)

    def fold(self) -> None:
        """Checkpoint: writes the whole replica and drops the journals; the caller holds the lock.

        Raises:
            StorageError: The old replica and the journals are still there.
        """
        self.refresh()
        if not self.folded:
            self._save(self.memory.lines)
            self._saved()

    def adopt(self, lines: Lines, changed: Collection[Place]) -> None:
        """Writes merged lines to this disk, then continues with them.

        Raises:
            StorageError: The disk failed, and nothing has changed.
        """
        self._save(lines)
        self.memory.take(lines, changed)
        self._saved()

    @property
    def folded(self) -> bool:
        """Whether replica.json has everything that this copy has."""
        return self._on_disk == self.memory.version

    def _save(self, lines: Lines) -> None:
        if not self.replica.is_sound:  # what is written now would say that all is well
            raise StorageError(t("store.copy_damaged"), t("store.copy_damaged_hint"))
        with saving():
            self.replica.write(lines.written())

    def _saved(self) -> None:
        self._on_disk = self.memory.version
        if not self.memory.early:
            self.rotate()
            self.replica.drop_journals()

    def close(self) -> None:
        """Releases the lease, and folds the journals: after a single commit only if they are large."""
        if self._mint is not None:
            self._mint.close()
            self._fold_much()

    def _fold_much(self) -> None:
        much = 0 if self.commits > 1 else FOLD_AT
        if self.replica.journaled() <= much:
            return
        with bearing():
            if self.replica.lock.acquire():
                self.fold()
        self.replica.lock.release()

    def rotate(self) -> None:
        """Starts a new journal with the next commit."""
        if self._mint is not None:
            self._mint.rotate()

    def _loaded(self) -> Memory:
        transactions, data = self.replica.load()
        memory = Memory(split_own(data or b""))
        if sum(map(memory.apply, transactions)) and REDACTIONS in memory.lines.tables:
            from ictwg.store.format.lines_join import redact_lines

            redact_lines(memory.lines)
        return memory

    def _reload(self) -> None:
        try:
            fresh = self._loaded()
        except IctwgError:
            self.replica.unread()
            raise
        self.memory.early = fresh.early
        self.memory.take(fresh.lines, tuple(differing_places(self.memory.lines.tables, fresh.lines.tables)))
        self.rotate()


def differing_places(before: Tables, after: Tables) -> Iterator[Place]:
    """The places whose lines differ."""
    for table in {**before, **after}:
        yield from ((table, key) for key in differing(before.get(table, {}), after.get(table, {})))


def without_redacted(data: bytes, ours: Lines) -> bytes:
    """A file's bytes without text that our redactions cover; unchanged if there is none, or it cannot be read."""
    if not ours.tables.get(REDACTIONS):
        return data
    from ictwg.store.format.lines_join import redact_lines

    try:
        lines = codec.split(data)
        lines.tables[REDACTIONS] = {**lines.tables.get(REDACTIONS, {}), **ours.tables[REDACTIONS]}
        return codec.encode_file(lines) if redact_lines(lines) else data
    except NotReadyError:
        return data
