"""Turns encryption on and off, and changes the passphrase: the part `Store.encryption` (STORE.md §3).

    share ──► no other process? ──► noted as due ──► the turn and its log row, in one write of the replica
          ──► base, backups, quarantine, archive, drafts rewritten, journals removed ──► the shared file

If it is killed before that write, nothing has changed; after it, the next sync continues. Other computers do the same
when they merge the turn.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import NamedTuple

from ictwg.errors import IctwgError, NotReadyError, UsageError
from ictwg.locales import t
from ictwg.merge.encryption import key_in_use, turned, with_wraps, wraps_in
from ictwg.merge.values import Raw
from ictwg.store.encryption.keys import FOR_KEY, FOR_PASSPHRASE, FOR_SHEET, DataKey, new_key, proven, succeeded, wrapped
from ictwg.store.format import codec
from ictwg.store.format.lines import LOG
from ictwg.store.local.disk import answering, found, may_be_sealed
from ictwg.store.local.leases import is_free
from ictwg.store.local.local import Local
from ictwg.store.local.memory import Memory
from ictwg.store.local.recording import Telling, record
from ictwg.store.sync.reports import Outcome
from ictwg.store.sync.scrubbing import scrub
from ictwg.store.sync.sync import Sync

ENCRYPTED, DECRYPTED, PASSPHRASE = "verbs.encrypted", "verbs.decrypted", "verbs.passphrase"


class Turned(NamedTuple):
    """The result.

    Attributes:
        published: Whether the shared file was written.
        problem: Why not, if it was not.
        standing: Local files that may still have the old content: journals that another process has open.
    """

    published: bool
    problem: str
    standing: tuple[str, ...]


class Encryption:
    """Args: sync: The sync with the shared folder."""

    def __init__(self, sync: Sync) -> None:
        self._sync = sync
        self._local = sync.local

    @property
    def locked(self) -> Mapping[str, Raw] | None:
        """The `_sync` of the shared file, or else of this computer's copy, if its key is not here."""
        disk = self._local.replica.disk
        for path in (self._sync.path, self._local.replica.path):
            with suppress(OSError, NotReadyError):
                data = found(disk.read_raw, path) or b""
                meta = codec.split(data).header.meta if may_be_sealed(data) else {}
                if key_in_use(meta) and disk.keys.find(key_in_use(meta)) is None:
                    return meta
        return None

    def unlock(self, passphrase: str) -> None:
        """Unlocks the group's key: from now on the group can be read and written.

        Raises:
            LockedError: The passphrase is wrong.
        """
        meta = self.locked
        if meta is not None:
            self._local.replica.disk.keys.unlock(meta, key_in_use(meta), passphrase)

    def encrypt(self, passphrase: str, sheet: str) -> Turned:
        """Seals everything under a new key, wrapped once by the passphrase and once by that of the sheet.

        Raises:
            UsageError: It is encrypted already.
            IctwgError: Not everything is shared, or another program has the group open; nothing has changed.
        """
        if key_in_use(self._local.memory.lines.header.meta):
            raise UsageError(t("encryption.already"), t("encryption.already.hint"))
        key = new_key()
        wraps = [wrapped(key, passphrase, FOR_PASSPHRASE), wrapped(key, sheet, FOR_SHEET)]
        self._prepare()
        self._local.replica.disk.keys.add(key)
        before = self._local.memory.lines.header.meta
        after = proven(before, turned(with_wraps(before, wraps), key.id), key)
        if key_in_use(after) != key.id:
            raise IctwgError(t("encryption.no_turn_left"), t("encryption.no_turn_left.hint"))
        return self._turn(after, ENCRYPTED)

    def decrypt(self) -> Turned:
        """Decrypts everything; the wraps stay, so that copies that are still sealed can be merged.

        Raises:
            UsageError: It is not encrypted.
            IctwgError: As for `encrypt`.
        """
        key = self._key()
        self._prepare()
        before = self._local.memory.lines.header.meta
        return self._turn(proven(before, turned(before, ""), key), DECRYPTED)

    def change_passphrase(self, passphrase: str, sheet: str) -> Turned:
        """Makes a new data key, wrapped once by the passphrase and once by that of a new sheet.

        A former member knows the old passphrase and may have a copy of the file; neither opens anything that is written
        from now on. The old key is kept under the new one, so that older copies can still be merged, and under the new
        passphrase for older versions of the program.

        Raises:
            UsageError: It is not encrypted.
            IctwgError: As for `encrypt`.
        """
        old, new = self._key(), new_key()
        self._prepare()
        before = self._local.memory.lines.header.meta
        typed = [wrap for wrap in wraps_in(before) if wrap.get("for") != FOR_KEY]
        wraps = [wrapped(key, passphrase, FOR_PASSPHRASE) for key in (new, old)]
        wraps += [wrapped(new, sheet, FOR_SHEET), succeeded(old, new)]
        self._local.replica.disk.keys.add(new)
        after = proven(before, turned(with_wraps(before, wraps, [str(wrap.get("id")) for wrap in typed]), new.id), old)
        return self._turn(after, PASSPHRASE)

    def _key(self) -> DataKey:
        key = self._local.replica.disk.keys.key_for(self._local.memory.lines.header.meta)
        if key is None:
            raise UsageError(t("encryption.not_encrypted"))
        return key

    def _prepare(self) -> None:
        """Makes sure that everything is synced, and that no other process of this computer has the group open."""
        self._sync.require_shared()
        self._local.close()
        if not is_free(self._local.leases):
            raise IctwgError(t("encryption.in_use"), t("encryption.in_use.hint"))

    def _turn(self, meta: Mapping[str, Raw], verb: str) -> Turned:
        sync = self._sync.synchronizer
        with answering(), sync.exclusively():
            self._local.fold()
            sync.file.scrub_is_due()
            _written(self._local, meta, verb)
            scrub(self._local, sync.file)
            standing = sync.file.known.scrub
            sync.file.remember()
        report = self._sync.share()
        return Turned(report.outcome is Outcome.SHARED, report.problem, standing)


def _written(local: Local, meta: Mapping[str, Raw], verb: str) -> None:
    """Writes the replica once, with the new `_sync` and a transaction that makes every computer read it."""
    memory = Memory(local.memory.lines.copy())
    dot = local.mint.dot(memory.context)
    transaction, _ = record((), Telling(verb), (), memory, dot, local.author, local.clock)
    memory.apply(transaction)
    lines = memory.lines
    lines.header = lines.header._replace(meta=meta)
    before = local.memory.lines.tables.get(LOG, {})
    local.adopt(lines, tuple((LOG, key) for key in lines.tables.get(LOG, {}) if key not in before))
