"""This computer's copy of the group: the replica's lines in memory with all journals applied, and its own edits.

What anybody here has seen is on this disk first, in replica.json or in a journal: so a transaction read back finds
everything that its author saw.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.__about__ import __version__
from ictwg.errors import NotReadyError, StorageError
from ictwg.locales import t
from ictwg.store.format import codec
from ictwg.store.format.codec import split, split_own
from ictwg.store.format.table import differing
from ictwg.store.local.memory import Memory
from ictwg.store.local.saving import answering, bearing, saving

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from ictwg.domain.author import Author
    from ictwg.domain.clock import Clock
    from ictwg.merge.dots import Context
    from ictwg.store.format.lines import Lines, Place, Tables, Written
    from ictwg.store.local.log import Change, Receipt
    from ictwg.store.local.minting import Mint
    from ictwg.store.local.private_files import PrivateFiles
    from ictwg.store.local.recording import Recorded, Telling
    from ictwg.store.local.replica import Replica
    from ictwg.store.local.transactions import Stored

# Beyond this, reading the journals costs a command more than it may.
FOLD_AT = 24 * 1024
_LOOKS = 5
REDACTIONS = "redactions"


class Local:
    """Args:
    replica: The files.
    leases: Where this replica's leases stand.
    author: Who edits.
    clock: The clock.
    """

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
        """By log row: contact details as they were before this program changed them; in no file, for undo alone."""
        self.renewed = False
        """Whether the disk had damaged the replica, so that it was made again in this run."""

    def start_anew(self) -> None:
        """From the replica that was made again, and the journals."""
        self.renewed = True
        self._reload()
        self.memory.forget()

    @property
    def mint(self) -> Mint:
        """Made by the first commit: who only reads needs none."""
        if self._mint is None:
            from ictwg.store.local.minting import Mint

            self._mint = Mint(self.replica, self.leases, self.author.user, self.clock)
        return self._mint

    def sign_as(self, author: Author) -> None:
        """Who edits from now on; nobody mints under the name of another."""
        author = author._replace(home=self.replica.name)
        if author != self.author:
            self.author = author
            if self._mint is not None:
                self._mint.close()
                self._mint = None

    def commit(
        self,
        writes: tuple[Stored, ...],
        telling: Telling,
        created: Iterable[tuple[str, str]] = (),
        *,
        seen: Context | None = None,
    ) -> Recorded:
        """One transaction: durable when this returns.

        Args:
            writes: What is written.
            telling: How the log tells it.
            created: The records that it makes, as (table, id).
            seen: What a file claims to have seen that is joined next: the dot is none of those.

        Raises:
            StorageError: Nothing has changed.
        """
        from ictwg.store.local.recording import record

        memory = self.memory
        if self.replica.replaced():  # what another program here has taken in may claim to have seen our next dot
            self.refresh()
        dot = self.mint.dot(memory.context if seen is None else memory.context.joined(seen))
        recorded = record(
            writes,
            telling if not self.mint.tells else telling._replace(app=__version__),
            created=created,
            memory=memory,
            dot=dot,
            author=self.author,
            clock=self.clock,
        )
        self.mint.save(recorded.transaction, memory.lines.header.meta)
        memory.apply(recorded.transaction)
        self.mint.applied()
        self.commits += 1
        if any(not change.known for change in recorded.changes):
            self.unlogged[recorded.log_id] = tuple(change._replace(known=True) for change in recorded.changes)
        return recorded

    @answering()
    def save(self, writes: tuple[Stored, ...], telling: Telling, created: Iterable[tuple[str, str]] = ()) -> Receipt:
        """As `commit`, and what is told of it."""
        from ictwg.store.local.log import Receipt, places_of

        dot = self.commit(writes, telling, created).transaction.dot
        return Receipt(dot, telling.verb, places_of(telling.about), telling.total)

    def back_up(self, data: bytes, twin: str = "") -> str:
        """Keeps these bytes among the backups, see `backups.keep`; the path of the backup.

        Raises:
            StorageError: It is not on this disk.
        """
        from ictwg.store.local import backups

        with saving():
            return backups.keep(self.replica.disk, self.replica.backups, data, self.clock.now(), twin)

    def refresh(self) -> bool:
        """Takes in what other processes on this computer have written; whether anything was new."""
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
        """Applies every redaction to everything; nothing to do where there is none."""
        lines = self.memory.lines
        if REDACTIONS in lines.tables:
            from ictwg.store.format.lines_join import redact_lines

            self.memory.told(redact_lines(lines))

    @property
    def draft_files(self) -> PrivateFiles:
        """What somebody has begun to type here, in the replica's folder."""
        from ictwg.store.local.private_files import PrivateFiles

        return PrivateFiles(self.replica.disk, self.replica.begun, lambda: self.memory.lines.header.meta)

    @property
    def runtime_files(self) -> PrivateFiles:
        """What holds until this computer starts anew, beside the leases: ids and times, no text."""
        from ictwg.store.local.private_files import PrivateFiles

        return PrivateFiles(self.replica.disk, self.leases, durable=False)

    def redacts(self, data: bytes) -> bool:
        """Whether a file from elsewhere holds what was redacted."""
        return without_redacted(data, self.memory.lines) != data

    def keepable(self, data: bytes) -> bytes:
        """What may be kept of a file from elsewhere: without what was redacted since, and encrypted as ours is."""
        lines = self.memory.lines
        if REDACTIONS in lines.tables:
            data = without_redacted(data, lines)
        if lines.header.was_encrypted:
            from ictwg.store.encryption.sealing import as_ours

            data = as_ours(data, lines.header)
        return data

    def written(self) -> Written:
        """The file that says exactly what this copy says."""
        return self.memory.lines.written()

    def encoded(self) -> bytes:
        """Its bytes."""
        return self.written().data

    def split(self, data: bytes) -> Lines:
        """The lines of a file most of whose lines are ours, its digest looked at.

        Raises:
            NotReadyError: Says what is wrong and where.
        """
        return split(data, verify=True, ours=self.memory.lines)

    def fold(self) -> None:
        """Writes the replica with everything in it and drops the journals; the caller holds the lock.

        Raises:
            StorageError: The old replica and the journals are still there.
        """
        self.refresh()
        if not self.folded:
            self._save(self.memory.lines)
            self._saved()

    def adopt(self, lines: Lines, changed: Collection[Place]) -> None:
        """Goes on with lines that were brought together from these and others, once they are on this disk.

        Raises:
            StorageError: They are not, and nothing has changed.
        """
        self._save(lines)
        self.memory.take(lines, changed)
        self._saved()

    @property
    def folded(self) -> bool:
        """Whether replica.json says exactly what this copy says."""
        return self._on_disk == self.memory.version

    def _save(self, lines: Lines) -> None:
        if not self.replica.is_sound:  # what is written now would say that all is well
            raise StorageError(t("store.copy_damaged"), t("store.copy_damaged_hint"))
        with saving():
            self.replica.write(lines.written().pieces)

    def _saved(self) -> None:
        self._on_disk = self.memory.version
        if not self.memory.early:
            self.rotate()
            self.replica.drop_journals()

    def close(self) -> None:
        """Lets the lease go, and tidies up: after a day's work always, after one edit only if there is much."""
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
        """What is written next goes to another journal."""
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
        fresh = self._loaded()
        self.memory.early = fresh.early
        self.memory.take(fresh.lines, tuple(differing_places(self.memory.lines.tables, fresh.lines.tables)))
        self.rotate()


def differing_places(before: Tables, after: Tables) -> Iterator[Place]:
    """The places whose lines differ."""
    for table in {**before, **after}:
        yield from ((table, key) for key in differing(before.get(table, {}), after.get(table, {})))


def without_redacted(data: bytes, ours: Lines) -> bytes:
    """A file's bytes without what our redactions cover; as they are where nothing is covered or nothing can be read."""
    if not ours.tables.get(REDACTIONS):
        return data
    from ictwg.store.format.lines_join import redact_lines

    try:
        lines = codec.split(data)
        lines.tables[REDACTIONS] = {**lines.tables.get(REDACTIONS, {}), **ours.tables[REDACTIONS]}
        return codec.encode_file(lines) if redact_lines(lines) else data
    except NotReadyError:
        return data
