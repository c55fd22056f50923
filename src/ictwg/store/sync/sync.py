"""Syncs this computer with the shared folder: the part `Store.sync`."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from ictwg.errors import FolderError, IctwgError, LockedError, NoFileError, NotReadyError, StorageError
from ictwg.locales import t
from ictwg.store.format import codec
from ictwg.store.local.atomic import TargetChangedError, replace_file
from ictwg.store.local.disk import Disk, answering
from ictwg.store.sync import sync_state
from ictwg.store.sync.reports import Outcome, ShareReport, Status, pending, status

if TYPE_CHECKING:
    from ictwg.store.format.lines import Lines
    from ictwg.store.local.local import Local
    from ictwg.store.local.log import Receipt
    from ictwg.store.sync.held import Held
    from ictwg.store.sync.synchronizer import Synchronizer

KEPT, LET_GO = "verbs.kept", "verbs.let_go"
TAKEN, DROPPED = "verbs.restored_taken", "verbs.restored_dropped"


class Sync:
    def __init__(self, local: Local, path: str) -> None:
        self.local = local
        self.path = path
        self._unshared: int | None = None
        """The transactions that were not in the shared file when they were counted, without those of this run."""

    @cached_property
    def synchronizer(self) -> Synchronizer:
        """Made when first needed: a listing without news does not need it."""
        from ictwg.store.sync.synchronizer import Synchronizer

        with answering():
            return Synchronizer(self.local, self.path)

    @answering()
    def share(self, *, removes_all: bool = False, unsealed: bool | None = None) -> ShareReport:
        """Syncs with the shared folder; never raises if the folder does not answer.

        Args:
            unsealed: Whether rows of an encrypted group that no member has encrypted are merged; None asks.
            removes_all: Whether to apply redactions of any number of records; otherwise many need an answer first.

        Raises:
            StorageError: This computer's own disk fails.
        """
        self._unshared = None
        return self.synchronizer.share(removes_all=removes_all, unsealed=unsealed)

    def require_shared(self) -> None:
        """Syncs, and makes sure that this computer and the shared file have the same.

        Raises:
            IctwgError: Sync is not possible; with the reason.
        """
        report = self.share()
        if report.outcome is not Outcome.SHARED:
            raise IctwgError(t("upgrade.not_shared", reason=report.problem), report.hint)

    @answering()
    def catch_up(self) -> ShareReport | None:
        """Merges the shared file if it has changed since it was last read; otherwise one `stat`.

        Raises:
            StorageError: This computer's own disk fails.
        """
        replica = self.local.replica
        if sync_state.load(replica).is_current(replica.disk, self.path):
            return None
        self._unshared = None
        return self.synchronizer.share(timeout=0.5, publish=False)

    def reload(self) -> None:
        """Loads what other processes on this computer know of the shared file."""
        self._unshared = None
        if "synchronizer" in vars(self):
            self.synchronizer.reload()

    def status(self) -> Status:
        """The state of saving and sync, without touching the shared folder."""
        if self._unshared is None:
            self._unshared = pending(self.local.memory, self.synchronizer.file.known) - self.local.commits
        loop = self.synchronizer
        return status(self.local, loop.file, loop.inbound, self._unshared + self.local.commits)

    @answering()
    def bring_in(self, path: str, *, proceed: Callable[[], None] = lambda: None) -> ShareReport:
        """Merges a copy of this group's file.

        Args:
            proceed: Called after it was read and before anything is changed; may raise to stop.

        Raises:
            NotReadyError: The copy cannot be read, or a line of it is damaged.
        """
        return self.synchronizer.bring_in(first_look(self.local.replica.disk, path), path, proceed)

    def write_copy(self, path: str) -> None:
        """Writes this computer's copy to a new file, in the form of the shared file.

        Raises:
            StorageError: There is a file already, or it cannot be written.
        """
        self.local.refresh()
        disk, data = self.local.replica.disk, self.local.encoded()
        try:
            replace_file(disk, path, data, private=True, unchanged=lambda: not os.path.lexists(path))
        except TargetChangedError:
            raise StorageError(t("store.exists", path=path), t("carrying.hint")) from None
        except OSError as error:
            reason = error.strerror or str(error)
            hint = t("carrying.not_written.hint")
            raise StorageError(t("carrying.not_written", path=path, reason=reason), hint) from error

    def to_check(self) -> tuple[tuple[str, str], ...]:
        """The records, as (table, id), that were invalid after the last merges."""
        return self.synchronizer.file.known.mend

    def held(self) -> tuple[Held, ...]:
        """The records that lost values in the shared file without a log row; kept here until `answer_held`."""
        from ictwg.store.sync.held import held_records

        return held_records(self.local.memory, self.synchronizer.inbound.held.value)

    def answer_held(self, *, keep: bool) -> Receipt:
        """Keeps the records, or deletes what was removed, in one transaction."""
        from ictwg.store.sync.held import kept, let_go, save_answer

        waiting = self.synchronizer.inbound.held
        receipt = save_answer(self.local, waiting.value, *((kept, KEPT) if keep else (let_go, LET_GO)))
        waiting.save({})
        return receipt

    def restored(self) -> tuple[Held, ...]:
        """The records with values from before this computer was restored; kept until `answer_restored`."""
        from ictwg.store.sync.held import held_records

        return held_records(self.local.memory, self.synchronizer.inbound.answerable)

    def answer_restored(self, *, keep: bool) -> Receipt:
        """Writes these values again, or drops them, in one transaction."""
        from ictwg.store.sync.held import dropped, save_answer, taken

        waiting = self.synchronizer.inbound.answerable
        return save_answer(self.local, waiting, *((taken, TAKEN) if keep else (dropped, DROPPED)))

    @answering()
    def unsealed(self) -> tuple[Held, ...]:
        """The records in the shared file that no member of an encrypted group has encrypted, as they are there.

        They wait for `answer_unsealed`; empty if the file cannot be read.
        """
        from ictwg.store.sync.strangers import held, strange_rows

        try:
            read = self.synchronizer.file.read(anew=True)
            if read.problem is not None or read.data is None:
                return ()
            ours, theirs = self.local.memory.lines, self.local.split(read.data)
            return tuple(held(ours, theirs, strange_rows(ours, theirs, read.kept)))
        except (FolderError, TargetChangedError, NotReadyError, LockedError):
            return ()

    @answering()
    def answer_unsealed(self, *, take: bool) -> None:
        """Answers whether the next sync merges or ignores these rows of the file as it is now.

        Raises:
            StorageError: This computer's own disk fails.
            BusyError: Another process is using the shared file.
        """
        from ictwg.store.local.locks import FOR_AN_ANSWER

        file = self.synchronizer.file
        with self.synchronizer.exclusively(FOR_AN_ANSWER):
            if file.known.waiting is not None:
                file.known.waiting.taken = take
            file.remember()


def first_look(disk: Disk, path: str) -> Lines:
    """Reads a group's file for the first time on this computer.

    Raises:
        NoFileError: There is no such file.
        NotReadyError: It cannot be read.
    """
    from ictwg.store.sync.shared_file import whole

    try:
        data = whole(disk, path)
    except OSError as error:
        raise IctwgError(t("store.no_folder", folder=path), str(error.strerror)) from error
    if data is None:
        raise NoFileError(t("store.no_file", path=path), t("store.no_file_hint"))
    try:
        lines = codec.split(data, verify=True)
    except NotReadyError as error:
        if type(error) is NotReadyError:  # not one that asks for a passphrase or a newer program
            raise NotReadyError(f"{path}: {error.message}", error.hint) from None
        raise
    codec.require_readable(lines.header)
    return lines
