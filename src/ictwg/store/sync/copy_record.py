"""What this computer knows of the files beside the shared one: `copies.json` of the replica.

    name → its stamp when it was last read, the result, and what happened since

So an unchanged file is never read twice, asked about twice or reported twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from enum import StrEnum
from typing import Any, NamedTuple

from ictwg.errors import StorageError
from ictwg.store.local.replica import Replica, Stamp, stamp_in
from ictwg.store.local.state_file import StateFile
from ictwg.store.sync.copy_names import Client
from ictwg.store.sync.reports import Doubt
from ictwg.store.sync.sync_state import DAY_MS, SyncState


class Verdict(StrEnum):
    """What a file beside the shared file is.

    OTHER: not ours. UNREADY: a conflict copy that cannot be read now. TOO_NEW: one that needs a newer program. ASKED:
    it waits for an answer. WANTED: the answer was yes. DECLINED: the answer was no. JOINED: merged; to be removed once
    the shared file covers it. STAYS: merged, or without news, and not ours to remove. TAKEN: removed within a day.
    """

    OTHER = "other"
    UNREADY = "unready"
    TOO_NEW = "too_new"
    ASKED = "asked"
    WANTED = "wanted"
    DECLINED = "declined"
    JOINED = "joined"
    STAYS = "stays"
    TAKEN = "taken"


SURELY_OURS = frozenset({Verdict.JOINED, Verdict.STAYS})


class CopyEntry(NamedTuple):
    """One file.

    Attributes:
        stamp: Its size, time and inode when it was read.
        settled: Whether it need not be read again until its stamp changes.
        verdict: What it is.
        client: Which program made it.
        sure: Whether only a program makes such names.
        hash: The hash of its bytes; empty if they were not read.
        reason: Why it cannot be merged, in words.
        doubt: Why it is asked about.
        since: When it got this verdict, in milliseconds.
        told: Whether it was reported.
        times: How often a copy with these bytes was removed.
    """

    stamp: Stamp
    settled: bool
    verdict: Verdict
    client: Client = Client.UNKNOWN
    sure: bool = False
    hash: str = ""
    reason: str = ""
    doubt: Doubt = Doubt.NAME
    since: int = 0
    told: bool = False
    times: int = 0


class CopyRecord:
    """The content of `copies.json`.

    Args:
        replica: The replica.

    Attributes:
        entries: By the name of the file.
    """

    def __init__(self, replica: Replica) -> None:
        self._file: StateFile[dict[str, CopyEntry]] = StateFile(replica, "copies.json", _entries, dict, {})
        self.entries: dict[str, CopyEntry] = {}

    def reload(self) -> None:
        """Reads the file again, which other processes may have written; empty if it is missing or damaged."""
        self._file.forget()
        self.entries = dict(self._file.value)

    def keep_only(self, names: Iterable[str], now_ms: int) -> None:
        """Drops all entries but these, and for a day those of removed copies, some of which reappear."""
        there = frozenset(names)
        self.entries = {
            name: entry
            for name, entry in self.entries.items()
            if name in there or (entry.verdict is Verdict.TAKEN and entry.since <= now_ms < entry.since + DAY_MS)
        }

    def of(self, *verdicts: Verdict) -> Iterator[tuple[str, CopyEntry]]:
        """The entries with these verdicts, sorted by name."""
        return ((name, self.entries[name]) for name in sorted(self.entries) if self.entries[name].verdict in verdicts)

    def remember(self, known: SyncState) -> None:
        """Writes the file, and the counts to `known`; if it is lost, each file is read and asked about once more."""
        known.copies = len(self.entries)
        known.asked = sum(1 for _ in self.of(Verdict.ASKED))
        known.unready = sum(entry.told for _, entry in self.of(Verdict.UNREADY, Verdict.TOO_NEW))
        if self.entries != self._file.value:
            with suppress(StorageError):
                self._file.save(dict(self.entries))


def _entries(document: dict[str, list[Any]]) -> dict[str, CopyEntry]:
    return {name: _entry(values) for name, values in document.items()}


def _entry(values: list[Any]) -> CopyEntry:
    return CopyEntry(*(read(value) for read, value in zip(_READ, values, strict=True)))


_READ: tuple[Callable[[Any], Any], ...] = (
    stamp_in, bool, Verdict, Client, bool, str, str, Doubt, int, bool, int,
)  # fmt: skip
