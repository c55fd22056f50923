"""Opening a group: which replica, from which file, and the one question where a known group lies at another path."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from ictwg.errors import BusyError, IctwgError, NoFileError, NotReadyError, StorageError, UnboundError, UsageError
from ictwg.locales import t
from ictwg.store.format.codec_header import require_readable
from ictwg.store.local import binding as bindings
from ictwg.store.local.disk import Disk
from ictwg.store.local.local import Local
from ictwg.store.local.replica import Replica, stamp_of
from ictwg.store.local.saving import hint_about

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    from ictwg.store.format.lines import Lines
    from ictwg.store.local.author import Author
    from ictwg.store.local.binding import Binding
    from ictwg.store.local.clock import Clock
    from ictwg.store.local.home import Home
    from ictwg.store.store import Store
    from ictwg.store.sync.reports import ShareReport
    from ictwg.store.sync.synchronizer import Synchronizer

    S = TypeVar("S", bound=Store)

MOVED, COPY, SEPARATE = "moved", "copy", "separate"


def opened(cls: type[S], path: str, home: Home, clock: Clock, author: Author, disk: Disk | None, answer: str) -> S:
    """See `Store.open`."""
    real = disk or Disk()
    path = os.path.realpath(path) if os.path.islink(path) else path  # a rename would take the link's place
    real.shared = path
    bound = bindings.bound(home, real, path)
    if bound is not None and not bound.real:
        bound = bindings.rebind(home, real, bound, bound.path)
    if bound is not None and bound.leads_elsewhere:  # nothing goes through a link that nobody here has made
        bound = None
    if bound is not None and os.path.exists(os.path.join(bound.folder, "replica.json")):
        try:
            store = cls(_local(bound, home, clock, author, real), path)
        except NotReadyError:
            return _made_again(cls, bound, path, home, clock, author, real)
        require_readable(store.lines().header)
        return store
    theirs = _first_look(real, path)
    known = [] if bound else [b for b in bindings.every(home, real) if b.db == theirs.db]
    if not known:
        bound = bound or bindings.bind(home, real, theirs.db, path)
        return _met(cls, bound, theirs, path, home, clock, author, real)
    if answer == MOVED:
        return cls(_local(bindings.rebind(home, real, known[0], path), home, clock, author, real), path)
    if answer == COPY:
        store = cls(_local(known[0], home, clock, author, real), known[0].path)
        store.bring_in(path)
        return store
    if answer == SEPARATE:
        return _separated(cls, theirs, path, home, clock, author, real)
    raise UnboundError(t("store.unbound", known=known[0].path), t("store.unbound_hint"), known=known[0].path)


def created(cls: type[S], path: str, home: Home, clock: Clock, author: Author, disk: Disk | None) -> S:
    """See `Store.create`."""
    from ictwg.domain.ids import new_id
    from ictwg.store.format.codec import new_lines

    real = disk or Disk()
    if os.path.lexists(path):
        raise UsageError(t("store.exists", path=path), t("store.exists_hint"))
    store = _founded(cls, new_lines(new_id(clock.now_ms(), os.urandom)), path, home, clock, author, real)
    report = store.share()
    if not report.published:
        raise StorageError(report.problem, report.hint)
    return store


def brought_in(local: Local, sync: Synchronizer, path: str, proceed: Callable[[], None] | None = None) -> ShareReport:
    """See `Store.bring_in`.

    Raises:
        NotReadyError: The copy cannot be read.
    """
    theirs = _first_look(local.replica.disk, path)
    try:
        with sync.exclusively():
            local.refresh()
            if proceed is not None:
                proceed()
            return sync.bring_in(theirs, path, local.replica.disk.read_raw(path))
    except BusyError as error:
        from ictwg.store.sync.reports import Outcome, ShareReport

        return ShareReport(Outcome.BUSY, problem=error.message, hint=error.hint)


def _local(bound: Binding, home: Home, clock: Clock, author: Author, disk: Disk) -> Local:
    replica = Replica(disk, bound.folder)
    return Local(replica, home.leases(bound.name), author, clock)


def _made_again(cls: type[S], bound: Binding, path: str, home: Home, clock: Clock, author: Author, disk: Disk) -> S:
    """This disk has damaged the replica so that it does not open: it is made again of the shared file first."""
    from ictwg.store.local.renewing import make_again
    from ictwg.store.sync import known

    theirs = _first_look(disk, path)
    if theirs.db != bound.db or not theirs.digest_ok:
        raise NotReadyError(t("store.replica_damaged"), t("store.replica_damaged_hint"))
    replica = Replica(disk, bound.folder)
    with replica.lock.taken():
        if not replica.is_sound:  # else another program has been here before
            make_again(replica, theirs, known.load(disk, bound.folder), clock.now())
    local = _local(bound, home, clock, author, disk)
    local.renewed = True
    return cls(local, path)


def _first_look(disk: Disk, path: str) -> Lines:
    from ictwg.store.sync.shared_file import whole

    try:
        data = whole(disk, path)
    except OSError as error:
        raise IctwgError(t("store.no_folder", folder=path), str(error.strerror)) from error
    if data is None:
        raise NoFileError(t("store.no_file", path=path), t("store.no_file_hint"))
    from ictwg.store.format import codec, codec_header

    try:
        lines = codec.split(data, verify=True)
    except NotReadyError as error:
        if type(error) is NotReadyError:  # not one that asks for a passphrase or a newer program
            raise NotReadyError(f"{path}: {error.message}", error.hint) from None
        raise
    codec_header.require_readable(lines.header)
    return lines


def _met(
    cls: type[S], bound: Binding, theirs: Lines, path: str, home: Home, clock: Clock, author: Author, disk: Disk
) -> S:
    """A group that this computer has not had before: an empty copy, and the file brought in.

    Raises:
        NotReadyError: A line of it is damaged, so that nothing comes in: no empty group is left behind.
    """
    from ictwg.store.format.codec import new_lines
    from ictwg.store.sync.reports import Outcome

    store = _with_replica(cls, bound, new_lines(bound.db), path, home, clock, author, disk)
    report = store.catch_up()
    if report is not None and report.outcome is Outcome.WAITING:
        try:
            _require_whole(theirs, path)
        except NotReadyError:
            store.close()
            disk.remove(Replica(disk, bound.folder).path)
            raise
    return store


def _require_whole(lines: Lines, path: str) -> None:
    """Raises NotReadyError for the first line that is damaged."""
    from ictwg.store.format.codec_rows import decode_row

    for table, rows in lines.tables.items():
        for key, line in rows.items():
            try:
                decode_row(table, key, line)
            except NotReadyError as error:
                raise NotReadyError(f"{path}: {error.message}", error.hint) from None


def _founded(cls: type[S], lines: Lines, path: str, home: Home, clock: Clock, author: Author, disk: Disk) -> S:
    try:
        bound = bindings.bind(home, disk, lines.db, path)
        return _with_replica(cls, bound, lines, path, home, clock, author, disk)
    except OSError as error:
        raise StorageError(t("store.not_saved", reason=error.strerror), hint_about(error)) from error


def _with_replica(
    cls: type[S], bound: Binding, lines: Lines, path: str, home: Home, clock: Clock, author: Author, disk: Disk
) -> S:
    from ictwg.store.format.codec import encode_file

    Replica(disk, bound.folder).write(encode_file(lines))
    return cls(_local(bound, home, clock, author, disk), path)


def _separated(cls: type[S], theirs: Lines, path: str, home: Home, clock: Clock, author: Author, disk: Disk) -> S:
    """The same content under an identity of its own: the two never come together again."""
    from ictwg.domain.ids import new_id

    lines = theirs.copy()
    meta = {**lines.header.meta, "db": new_id(clock.now_ms(), os.urandom)}
    lines.header = lines.header._replace(meta=meta)
    stamp, old = stamp_of(disk, path), disk.read(path)
    store = _founded(cls, lines, path, home, clock, author, disk)
    store.claim(stamp, old)
    return store
