"""Conflict copies that wait for an answer, and the answers: the part `Store.copies` (STORE.md §5)."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from ictwg.errors import BusyError, NotFoundError
from ictwg.locales import t
from ictwg.store.local.locks import FOR_AN_ANSWER
from ictwg.store.local.saving import answering
from ictwg.store.sync.copies.copy_asking import would_add
from ictwg.store.sync.copies.copy_reading import Reader
from ictwg.store.sync.copies.copy_record import CopyRecord, Verdict
from ictwg.store.sync.reports import DoubtfulCopy, Unready

if TYPE_CHECKING:
    from ictwg.store.local.replica import Stamp
    from ictwg.store.sync.copies.copy_record import CopyEntry
    from ictwg.store.sync.sync import Sync

    Asked = tuple[tuple[Stamp | None, int], DoubtfulCopy]

_MERGED = frozenset({Verdict.OTHER, Verdict.JOINED, Verdict.TAKEN})


class ConflictCopies:
    """Args: sync: The sync with the shared folder."""

    def __init__(self, sync: Sync) -> None:
        self._sync = sync
        self._local = sync.local
        self._reader = Reader(sync.local, sync.path)
        self._record = CopyRecord(sync.local.replica.disk, sync.local.replica.folder)
        self._asked: dict[str, Asked] = {}

    @answering()
    def unready(self) -> tuple[Unready, ...]:
        """The copies that could not be merged when the folder was last listed, with the reasons."""
        self._record.reload()
        found = self._record.of(Verdict.UNREADY, Verdict.TOO_NEW)
        return tuple(Unready(name, entry.client, entry.reason) for name, entry in found)

    @answering()
    def staying(self) -> tuple[str, ...]:
        """The names of the copies that stay in the folder, and that a redaction does not reach."""
        self._record.reload()
        return tuple(name for name, _ in self._record.of(*(set(Verdict) - _MERGED)))

    @answering()
    def doubtful(self) -> tuple[DoubtfulCopy, ...]:
        """The copies that wait for an answer, with what each would add now.

        Copies whose changes were merged from elsewhere are left out.
        """
        self._record.reload()
        asked = ((name, self._worked_out(name, entry)) for name, entry in self._record.of(Verdict.ASKED))
        self._asked = {name: found for name, found in asked if found is not None}
        copies = tuple(copy for _, copy in self._asked.values())
        if empty := [copy.name for copy in copies if not copy.records]:
            with suppress(BusyError):
                self._put(empty, Verdict.STAYS, timeout=0)
        return tuple(copy for copy in copies if copy.records)

    @answering()
    def answer(self, name: str, *, bring_in: bool) -> None:
        """Answers about one of them; the next sync carries it out.

        Raises:
            NotFoundError: It does not wait for an answer, or has changed since.
            StorageError: This computer's own disk fails.
            BusyError: Another process is using the shared file.
        """
        if name not in self._put([name], Verdict.WANTED if bring_in else Verdict.DECLINED):
            raise NotFoundError(t("store.copy.not_asked"), t("store.copy.not_asked_hint"))

    def _worked_out(self, name: str, entry: CopyEntry) -> Asked | None:
        """What a copy would add; cached until the copy or the records here change."""
        now = (self._reader.stamp(name), self._local.memory.version)
        before = self._asked.get(name)
        if before is not None and before[0] == now:
            return before
        judged = self._reader.judge(name)
        if judged is None or judged.lines is None or judged.entry.hash != entry.hash:
            return None
        unseen, _ = self._sync.synchronizer.inbound.unseen(judged.lines)
        return now, would_add(self._local, name, judged.entry, judged.lines, unseen)

    def _put(self, names: list[str], verdict: Verdict, timeout: float = FOR_AN_ANSWER) -> list[str]:
        """Gives the copies that still wait, unchanged, this verdict; returns their names."""
        file = self._sync.synchronizer.file
        with self._sync.synchronizer.exclusively(timeout):
            self._record.reload()
            asked = [one for one in self._record.of(Verdict.ASKED) if one[0] in names]
            found = {name: entry for name, entry in asked if self._reader.stamp(name) == entry.stamp}
            for name, entry in found.items():
                settled = entry.settled if verdict is Verdict.STAYS else verdict is Verdict.DECLINED
                self._record.put(name, entry._replace(verdict=verdict, settled=settled))
            if verdict is not Verdict.STAYS:
                file.known.looked = 0
            self._record.remember(file.known)
            file.remember()
        return list(found)
