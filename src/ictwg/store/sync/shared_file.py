"""The shared file: reads and replaces it, and records what this computer knows of it.

    known   share.json: its stamp and context when it was last read or written here
    base    base.json: its bytes at that time

It is replaced by one rename, and only if it still has the bytes that were read:

    rename refused  → backup, write in place, verify, restore on failure
    file read-only  → after a minute a *pending* file beside it, which every program treats as a copy
"""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import datetime
from typing import NamedTuple, NoReturn

from ictwg.errors import FolderError, LockedError, NotReadyError
from ictwg.locales import t
from ictwg.merge.dots import Dot
from ictwg.store.format import codec
from ictwg.store.format.lines import Lines
from ictwg.store.local import binding
from ictwg.store.local.atomic import (
    STALE_AFTER,
    RenameRefusedError,
    TargetChangedError,
    replace_file,
    sweep,
    write_in_place,
)
from ictwg.store.local.disk import FULL, REFUSED, Disk, bearing, found, overwrite, saving
from ictwg.store.local.local import FOLD_AT, Local
from ictwg.store.local.replica import NO_STAMP, Replica, Stamp, stamp_of
from ictwg.store.sync import sync_state
from ictwg.store.sync.sync_state import STABLE_MS

SIZE_CAP = 1 << 30


class Read(NamedTuple):
    """The shared file as it was read.

    Attributes:
        stamp: Its size, time and inode.
        data: Its bytes; None if there is no file.
        known: Whether they are the same as last time.
        problem: An error in an encrypted row; then `data` is its bytes as they are on the disk.
        kept: Its bytes as they are on the disk, encrypted if the group is.
    """

    stamp: Stamp
    data: bytes | None
    known: bool = False
    problem: NotReadyError | None = None
    kept: bytes = b""


class Base:
    """The merge base: the shared file as last read or written here, to find edits by scripts (STORE.md §5).

    `base.json` has its bytes. Nothing here is synced to disk: after a power cut the digest shows that it is damaged,
    and no edit depends on it.
    """

    def __init__(self, replica: Replica) -> None:
        self._disk = replica.disk
        self._path = replica.base_path
        self._log_path = os.path.splitext(replica.base_path)[0] + ".log"
        self._data: bytes | None = None
        self._unsaved = False
        # What the file is like that this process has made under that name.
        self._made: tuple[int, ...] = ()

    def forget(self) -> None:
        """Drops the cached bytes: another process has written it."""
        self._data = None
        self._unsaved = False

    @property
    def data(self) -> bytes | None:
        """The bytes; None if they are unknown."""
        if self._data is None:
            with suppress(OSError, NotReadyError, LockedError):
                followed = found(self._disk.stat, self._log_path) is not None  # base.json is not the last state then
                self._data = None if followed else found(self._disk.read, self._path)
        return self._data

    @property
    def twin(self) -> str:
        """The path of a file with exactly these bytes; empty if there is none."""
        return self._path if self._data is not None and not self._unsaved else ""

    def lines(self) -> Lines | None:
        """Its lines; None if they are unknown or damaged by a power cut."""
        lines = codec.split_if_readable(self.data or b"", verify=True)
        return lines if lines is not None and lines.digest_ok else None

    def read(self, data: bytes) -> None:
        """Notes that these bytes were read; `save` writes them, unless ours were published before."""
        self._data, self._unsaved = data, True

    def wrote(self, data: bytes) -> None:
        """Notes that these bytes were published."""
        self.read(data)
        with suppress(OSError):
            self.save()

    def save(self) -> None:
        """Writes to this disk what was last read or published.

        It overwrites the file if this process has made it and it has no other link, such as a backup: a new one is as
        slow as publishing.

        Raises:
            OSError: The disk fails.
        """
        if not self._unsaved or self._data is None:
            return
        if found(self._look, self._path) == self._made:
            overwrite(self._disk, self._path, self._disk.sealed(self._data))
        else:
            replace_file(self._disk, self._path, self._data, durable=False)
        self._made = self._look(self._path)
        self.end_log()
        self._unsaved = False

    def _look(self, path: str) -> tuple[int, ...]:
        now = self._disk.stat(path)
        return now.st_nlink, now.st_size, now.st_mtime_ns, now.st_ino

    def end_log(self) -> None:
        """Removes the log of version 0.1, with the lines of each publishing.

        Raises:
            OSError: It cannot be removed.
        """
        with suppress(FileNotFoundError):
            self._disk.remove(self._log_path)


class SharedFile:
    def __init__(self, local: Local, path: str) -> None:
        self.path = path
        self._local = local
        self._disk = local.replica.disk
        self._folder = local.replica.folder
        self._real = os.path.realpath(path)
        self._backed_up: datetime | None = None
        self.known = sync_state.load(local.replica)
        self.base = Base(local.replica)

    def reload(self) -> None:
        """Loads what other processes of this computer know of it."""
        before, self.known = self.known, sync_state.load(self._local.replica, self.known)
        self.known.archive = self.known.archive or before.archive  # an error may have kept it from being noted
        if self.known.at != before.at:
            self.base.forget()

    def remember(self) -> None:
        """Saves `known` and `base`; ignores errors, which only cost one more read of the shared file."""
        with bearing():
            self.base.save()
            sync_state.save(self._local.replica, self.known)

    def scrub_is_due(self) -> None:
        """Records a scrub before a redaction is saved: if the program is killed in between, the next sync does it."""
        self.known.scrub = self.known.scrub or ("",)
        with saving():
            sync_state.save(self._local.replica, self.known, durable=True)

    def is_unshared(self, dot: Dot) -> bool:
        """Whether the shared file was never known to have this dot, so that nobody else can have replaced it."""
        return bool(self.known.at) and not self.known.covers(dot.actor, dot.n)

    def is_behind(self) -> bool:
        """Whether it lacks changes of ours, or has text that was redacted here."""
        return self.known.unclean or self.known.lacks(self._local.memory.context)

    def is_unchanged(self) -> bool:
        """Whether it has not changed since it was last read or written; one `stat`."""
        try:
            return self.known.is_quiescent and stamp_of(self._disk, self.path) == self.known.stamp
        except OSError:
            return False

    def read(self, *, anew: bool = False) -> Read:
        """Reads it; `data` is None if the folder answers and has no such file.

        Args:
            anew: Whether to read the bytes into memory even if they are the same as last time.

        Raises:
            FolderError: The folder does not answer.
            TargetChangedError: It was removed while it was read.
            NotReadyError: It is too large to be ours, or was replaced by a link.
            LockedError: It is encrypted, and the passphrase is missing or another one.
        """
        self._require_no_link()
        disk, path = self._disk, self.path
        try:
            stamp = stamp_of(disk, path)
            if stamp == NO_STAMP:
                folder = os.path.dirname(path) or "."
                if not os.path.isdir(folder):
                    raise _unreachable(t("store.no_folder", folder=folder))
                return Read(stamp, None)
            base = self.base.data if self.known.at and not anew else None
            if base is not None and disk.holds(path, base):
                return Read(stamp, base, known=True)
            raw = _raw(disk, path, stamp)
        except FileNotFoundError:
            raise TargetChangedError(path) from None
        except OSError as error:
            raise _unreachable(t("store.not_read", reason=error.strerror or str(error))) from error
        try:
            return Read(stamp, disk.opened(raw), kept=raw)
        except NotReadyError as error:
            return Read(stamp, raw, problem=error)

    def merged(self, stamp: Stamp, data: bytes, theirs: Lines) -> None:
        """Records that these bytes were read and merged."""
        local = self._local
        self._keep_of_the_day()
        if local.keepable(data) == data:
            self.base.read(data)
        else:
            self.known.unclean = self.known.unclean or local.redacts(data)
        self._saw(stamp, theirs)

    def publish(self, read: Read) -> None:
        """Publishes this computer's copy, over exactly the bytes that were read.

        Raises:
            TargetChangedError: Somebody has written it meanwhile.
            NotReadyError: It was replaced by a link.
            StorageError: The local backup failed, so the file was not touched.
            FolderError: The folder does not answer, or it may not be written; the old bytes are still there.
        """
        self._require_no_link()
        local = self._local
        if local.replica.journaled() > FOLD_AT:
            local.fold()
        data = local.encoded()
        try:
            self._replace(data, read)
            stamp = stamp_of(self._disk, self.path)
        except OSError as error:
            self._refused(error, data)
        self.known.refused, self.known.foreign, self.known.unclean = 0, False, False
        self._saw(stamp, local.memory.lines)
        self.base.wrote(data)

    def claim(self, stamp: Stamp, old: bytes) -> None:
        """Writes ours over a file with another identity."""
        self.known.foreign = True
        self.publish(Read(stamp, old))
        self.remember()

    def _saw(self, stamp: Stamp, lines: Lines) -> None:
        context = lines.context
        # A file with a wrong digest covers nothing: what it holds must be published again.
        ctx, floor = (dict(context.ctx), context.floor) if lines.digest_ok else ({}, 0)
        self.known.saw(stamp, ctx, floor, self._local.clock.now_ms())

    def _replace(self, data: bytes, read: Read) -> None:
        backup = ""
        first, today = self._backed_up is None, self._local.clock.midnight()
        if read.data is not None and (self.known.foreign or self._backed_up != today):
            backup = self._back_up(read)
        try:
            replace_file(
                self._disk,
                self.path,
                data,
                unchanged=lambda: stamp_of(self._disk, self.path) == read.stamp and not os.path.islink(self.path),
            )
        except RenameRefusedError:
            if read.data is None:
                raise
            write_in_place(self._disk, self.path, data, backup or self._back_up(read))
        if first and read.data is not None:
            with bearing():  # what a crash has left half written
                sweep(self._disk, self.path)
                binding.sweep(self._disk, self._folder, self._local.clock.now().timestamp() - STALE_AFTER)
        self._backed_up = today

    def _keep_of_the_day(self) -> None:
        """Backs up what was known before the first change that came today, so that *yesterday's file* is there."""
        if 0 < self.known.at < self._local.clock.midnight().timestamp() * 1000:
            with bearing():
                self._local.back_up(self._local.keepable(self.base.data or b""), self.base.twin)

    def _back_up(self, read: Read) -> str:
        return self._local.back_up(self._local.keepable(read.data or b""), self.base.twin if read.known else "")

    def _refused(self, error: OSError, data: bytes) -> NoReturn:
        """Raises; after a minute of refusals, writes the content beside the file, if the folder allows that."""
        why = t("store.not_written", reason=error.strerror or str(error))
        if error.errno not in REFUSED | FULL:
            raise _unreachable(why) from error
        now_ms = self._local.clock.now_ms()
        self.known.refused = self.known.refused or now_ms
        if error.errno in FULL:
            raise FolderError(why, t("store.full_hint"), answers=True) from error
        if now_ms - self.known.refused >= STABLE_MS:
            with suppress(OSError):
                self._leave_beside(data)
        raise FolderError(why, t("store.read_only_hint"), answers=True) from error

    def _leave_beside(self, data: bytes) -> None:
        """Writes a *pending* file, unless it has this content: each write would be synced to everybody."""
        stem, extension = os.path.splitext(self.path)
        author = self._local.author
        beside = f"{stem} (ictwg pending {_name_part(author.user)}-{_name_part(author.device)}){extension}"
        with suppress(OSError):
            if self._disk.holds(beside, data):
                return
        replace_file(self._disk, beside, data)

    def _require_no_link(self) -> None:
        """Raises NotReadyError if a link leads elsewhere since the file was opened."""
        now = os.path.realpath(self.path)
        if now != self._real:
            raise NotReadyError(t("store.link", path=self.path, target=now), t("store.link_hint", target=now))


def whole(disk: Disk, path: str) -> bytes | None:
    """The bytes of any file in our format, decrypted; None if there is no such file.

    Raises:
        NotReadyError: It is too large to be ours, and was not read; or it is encrypted, and damaged.
        LockedError: It is encrypted, and the passphrase is missing or another one.
        OSError: It cannot be read, or is not a file.
    """
    return found(lambda path: disk.opened(_raw(disk, path, stamp_of(disk, path))), path)


def _raw(disk: Disk, path: str, stamp: Stamp) -> bytes:
    if stamp[0] > SIZE_CAP:
        raise NotReadyError(t("store.too_large", path=path), t("store.too_large_hint"))
    return disk.read_raw(path)


def _unreachable(why: str) -> FolderError:
    return FolderError(why, t("store.unreachable_hint"))


def _name_part(text: str) -> str:
    return "".join(c if c.isalnum() else "-" for c in text)[:20] or "x"
