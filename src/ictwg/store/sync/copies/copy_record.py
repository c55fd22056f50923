"""What this computer knows of the files beside the shared one: `copies.json` of the replica.

    name → how it was when it was last read, what it was then, and what follows from that

So that an unchanged file is never read twice, asked about twice or named twice.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from enum import StrEnum
from typing import Any, NamedTuple

from ictwg.store.local.disk import Disk, found
from ictwg.store.local.replica import Stamp, stamp_in
from ictwg.store.sync.copies.copy_names import Client
from ictwg.store.sync.known import DAY_MS, Known
from ictwg.store.sync.reports import Doubt


class Verdict(StrEnum):
    """What a file beside the shared one is.

    OTHER: none of ours. UNREADY: a conflict copy that cannot be read now. TOO_NEW: one that asks for a newer program.
    ASKED: it waits for an answer. WANTED: the answer was yes. DECLINED: it was no. JOINED: brought together; it goes
    once the shared file has it all. STAYS: brought together, or nothing new in it, and not ours to remove. TAKEN: taken
    away, within the last day.
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
        stamp: How it was when it was judged.
        settled: Whether it need not be read again while it is like that.
        verdict: What it was.
        client: Which program made it.
        sure: Whether only a program makes such names.
        hash: Of its bytes; empty where they were not read.
        reason: Why it cannot be brought together, in words.
        doubt: Why it is asked about.
        since: Since when it has been so, in milliseconds.
        told: Whether somebody was told.
        times: How often just these bytes were taken away.
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
        disk: The disk.
        folder: The replica's.
    """

    def __init__(self, disk: Disk, folder: str) -> None:
        self._disk = disk
        self._path = os.path.join(folder, "copies.json")
        self._entries: dict[str, CopyEntry] = {}
        self._saved: dict[str, CopyEntry] = {}

    def reload(self) -> None:
        """What other processes of this computer have learned; nothing where the file is missing or damaged."""
        try:
            document = json.loads(found(self._disk.read, self._path) or b"{}")
            self._entries = {str(name): _entry(values) for name, values in document.items()}
        except (ValueError, TypeError, LookupError, AttributeError):
            self._entries = {}
        self._saved = dict(self._entries)

    def get(self, name: str) -> CopyEntry | None:
        return self._entries.get(name)

    def put(self, name: str, entry: CopyEntry) -> None:
        self._entries[name] = entry

    def drop(self, name: str) -> None:
        self._entries.pop(name, None)

    def keep_only(self, names: Iterable[str], now_ms: int) -> None:
        """These, and for a day those that were taken away: some come back time and again."""
        there = frozenset(names)
        self._entries = {
            name: entry
            for name, entry in self._entries.items()
            if name in there or (entry.verdict is Verdict.TAKEN and entry.since <= now_ms < entry.since + DAY_MS)
        }

    def of(self, *verdicts: Verdict) -> Iterator[tuple[str, CopyEntry]]:
        """In the order of their names."""
        return (
            (name, self._entries[name]) for name in sorted(self._entries) if self._entries[name].verdict in verdicts
        )

    def remember(self, known: Known) -> None:
        """Writes it, and counts in `known`; losing it costs one more reading of each file, and one more question."""
        from ictwg.store.local.atomic import replace_file

        known.copies = len(self._entries)
        known.asked = sum(1 for _ in self.of(Verdict.ASKED))
        known.unready = sum(entry.told for _, entry in self.of(Verdict.UNREADY, Verdict.TOO_NEW))
        if self._entries != self._saved:
            with suppress(OSError):
                replace_file(self._disk, self._path, json.dumps(self._entries).encode(), durable=False)
                self._saved = dict(self._entries)


def _entry(values: list[Any]) -> CopyEntry:
    return CopyEntry(*(read(value) for read, value in zip(_READ, values, strict=True)))


_READ: tuple[Callable[[Any], Any], ...] = (
    stamp_in, bool, Verdict, Client, bool, str, str, Doubt, int, bool, int,
)  # fmt: skip
