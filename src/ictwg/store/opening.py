"""Opens a group: which replica, which file, and the one question about a known group at another path."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from ictwg.domain.ids import new_id
from ictwg.errors import NotReadyError, StorageError, UnboundError, UsageError
from ictwg.locales import t
from ictwg.store.format.codec import encode_file, new_lines, require_readable, split
from ictwg.store.format.lines import Lines
from ictwg.store.local import binding as bindings
from ictwg.store.local.binding import Binding
from ictwg.store.local.disk import Disk, hint_about
from ictwg.store.local.home import Home
from ictwg.store.local.local import Local
from ictwg.store.local.memory import Memory
from ictwg.store.local.replica import Replica, stamp_of
from ictwg.store.sync import sync_state
from ictwg.store.sync.reports import Outcome
from ictwg.store.sync.sync import Sync, first_look

if TYPE_CHECKING:
    from ictwg.domain.author import Author
    from ictwg.domain.clock import Clock

MOVED, COPY, SEPARATE = "moved", "copy", "separate"


class Opening:
    """See `Store.open` and `Store.create`."""

    def __init__(self, path: str, home: Home, clock: Clock, author: Author, disk: Disk | None) -> None:
        self._path = path
        self._home = home
        self._clock = clock
        self._author = author
        self._disk = disk or Disk()

    def open(self, answer: str) -> Sync:
        """Opens this computer's copy of the group in the file, or makes one."""
        path = self._path
        self._path = os.path.realpath(path) if os.path.islink(path) else path  # a rename would take the link's place
        self._disk.shared = self._path
        bound = bindings.bound(self._home, self._disk, self._path)
        if bound is not None and not bound.real:
            bound = bindings.rebind(self._home, self._disk, bound, bound.path)
        if bound is not None and bound.leads_elsewhere:  # nothing goes through a link that nobody here has made
            bound = None
        if bound is not None and os.path.exists(os.path.join(bound.folder, "replica.json")):
            try:
                local = self._local(bound)
            except NotReadyError:
                return self._made_again(bound)
            require_readable(local.memory.lines.header)
            return Sync(local, self._path)
        return self._first_time(bound, first_look(self._disk, self._path), answer)

    def create(self) -> Sync:
        """Makes a new group and its file."""
        if os.path.lexists(self._path):
            raise UsageError(t("store.exists", path=self._path), t("store.exists_hint"))
        sync = self._founded(new_lines(new_id(self._clock.now_ms(), os.urandom)))
        report = sync.share()
        if not report.published:
            raise StorageError(report.problem, report.hint)
        return sync

    def _first_time(self, bound: Binding | None, theirs: Lines, answer: str) -> Sync:
        if bound is not None and bound.db != theirs.db:  # a new identity that the file never took
            bound = None
        known = [] if bound else [b for b in bindings.every(self._home, self._disk) if b.db == theirs.db]
        if not known:
            return self._met(bound or bindings.bind(self._home, self._disk, theirs.db, self._path), theirs)
        if answer == MOVED:
            return Sync(self._local(bindings.rebind(self._home, self._disk, known[0], self._path)), self._path)
        if answer == COPY:
            sync = Sync(self._local(known[0]), known[0].path)
            sync.bring_in(self._path)
            return sync
        if answer == SEPARATE:
            return self._separated(theirs)
        raise UnboundError(t("store.unbound", known=known[0].path), t("store.unbound_hint"), known=known[0].path)

    def _local(self, bound: Binding) -> Local:
        replica = Replica(self._disk, bound.folder)
        return Local(replica, self._home.leases(bound.name), self._author, self._clock)

    def _made_again(self, bound: Binding) -> Sync:
        """Rebuilds a replica that this disk has damaged, and that does not open, from the shared file."""
        from ictwg.store.sync.renewing import make_again

        theirs = first_look(self._disk, self._path)
        if theirs.db != bound.db or not theirs.digest_ok:
            raise NotReadyError(t("store.replica_damaged"), t("store.replica_damaged_hint"))
        replica = Replica(self._disk, bound.folder)
        with replica.lock.taken():
            if not replica.is_sound:  # else another program has been here before
                make_again(replica, theirs, sync_state.load(replica), self._clock.now())
        local = self._local(bound)
        local.renewed = True
        return Sync(local, self._path)

    def _met(self, bound: Binding, theirs: Lines) -> Sync:
        """Makes an empty copy of a group that is new to this computer, and merges the file.

        Raises:
            NotReadyError: A line of it is damaged, so that nothing was merged; the empty copy is removed again.
        """
        sync = self._with_replica(bound, new_lines(bound.db))
        report = sync.catch_up()
        if report is not None and report.outcome is Outcome.WAITING:
            try:
                _require_whole(theirs, self._path)
            except NotReadyError:
                self._abandon(sync)
                raise
        return sync

    def _abandon(self, sync: Sync) -> None:
        """Removes the replica of a group that was never opened."""
        sync.local.close()
        self._disk.remove(sync.local.replica.path)

    def _founded(self, lines: Lines) -> Sync:
        try:
            return self._with_replica(bindings.bind(self._home, self._disk, lines.db, self._path), lines)
        except OSError as error:
            raise StorageError(t("store.not_saved", reason=error.strerror), hint_about(error)) from error

    def _with_replica(self, bound: Binding, lines: Lines) -> Sync:
        Replica(self._disk, bound.folder).write(encode_file(lines))
        return Sync(self._local(bound), self._path)

    def _separated(self, theirs: Lines) -> Sync:
        """Gives the file a new identity: it is never merged with the other group again."""
        lines = theirs.copy()
        meta = {**lines.header.meta, "db": new_id(self._clock.now_ms(), os.urandom)}
        lines.header = lines.header._replace(meta=meta)
        stamp, old = stamp_of(self._disk, self._path), self._disk.read(self._path)
        sync = self._founded(lines)
        try:
            sync.synchronizer.file.claim(stamp, old)
        except Exception:
            self._abandon(sync)
            raise
        return sync


def records_in(data: bytes) -> Memory:
    """The records of any group's file, to look at only: no replica is made, nothing is written.

    Raises:
        NotReadyError: It is not a group's file, is damaged, or is of a later version.
        LockedError: It is encrypted, and the passphrase is missing or another one.
    """
    lines = split(Disk().opened(data), verify=True)
    require_readable(lines.header)
    return Memory(lines)


def _require_whole(lines: Lines, path: str) -> None:
    """Raises NotReadyError for the first line that is damaged."""
    from ictwg.store.format.codec_rows import decode_row

    for row in lines.rows():
        try:
            decode_row(*row)
        except NotReadyError as error:
            raise NotReadyError(f"{path}: {error.message}", error.hint) from None
