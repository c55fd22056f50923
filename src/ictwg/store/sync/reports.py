"""What a sync did, and the state of saving and sync at any time. Facts; the words are made elsewhere."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple


class Outcome(StrEnum):
    """How a sharing ended.

    SHARED: all that is here is in the shared file. BUSY: another process of this computer is at it. UNREACHABLE: the
    folder does not answer. WAITING: the file there is not ready. READ_ONLY: it may not be written. FOREIGN: another
    group's file lies there.
    """

    SHARED = "shared"
    BUSY = "busy"
    UNREACHABLE = "unreachable"
    WAITING = "waiting"
    READ_ONLY = "read_only"
    FOREIGN = "foreign"


class Copied(NamedTuple):
    """What one conflict copy brought.

    Attributes:
        client: Which program made it (`copy_names.Client`).
        users: Whose changes, and how many.
        records: How many records it changed.
    """

    client: str
    users: tuple[tuple[str, int], ...]
    records: int


class Unready(NamedTuple):
    """A conflict copy that cannot be brought together, and why, in words."""

    name: str
    client: str
    reason: str


class Copies(NamedTuple):
    """What became of the conflict copies beside the shared file.

    Attributes:
        brought: What came in from them.
        removed: The names of those that are no longer needed and were taken away.
        refused: Those that the folder does not let go; named once.
        asked: Those that from now on wait for an answer.
        unready: Those that cannot be brought together; each is named once, after a minute.
        left: How many wait for the next time, because there are so many.
        here: Whether one lies there that surely is this group's.
    """

    brought: tuple[Copied, ...] = ()
    removed: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    unready: tuple[Unready, ...] = ()
    left: int = 0
    here: bool = False

    @property
    def to_tell(self) -> bool:
        """Whether there is anything that a person wants to hear."""
        return bool(self.brought or self.refused or self.asked or self.unready or self.left)


class Doubt(StrEnum):
    """Why a conflict copy is not brought together unasked.

    NAME: a person may have put it there. DIGEST: something else than this program wrote it, or half of it. OLD: it is
    older than what this group still remembers. PLAIN: the group is encrypted, and it is not, or not all of it.
    """

    NAME = "name"
    DIGEST = "digest"
    OLD = "old"
    PLAIN = "plain"


class DoubtfulCopy(NamedTuple):
    """A conflict copy that waits for an answer, with what it would add now.

    Attributes:
        name: The file's.
        client: Which program may have made it.
        doubt: Why it is asked about.
        records: How many records would be new or different.
        fields: How many fields of them.
        users: Whose changes, and how many, as far as the copy tells.
    """

    name: str
    client: str
    doubt: Doubt
    records: int
    fields: int
    users: tuple[tuple[str, int], ...]


class ShareReport(NamedTuple):
    """What one sharing did.

    Attributes:
        outcome: How it ended.
        published: Whether the shared file was written.
        taken: The records of others' edits that came in, (table, id).
        conflicts: Registers with two versions among them, (table, id, field).
        outside: How many fields a script or a hand had edited in the file.
        held: Records whose removal waits for an answer, (table, id).
        problem: In words, where something is wrong.
        hint: What to do about it.
        log: The ids of the transactions of others that came in.
        copies: What became of the conflict copies in the folder.
    """

    outcome: Outcome
    published: bool = False
    taken: tuple[tuple[str, str], ...] = ()
    conflicts: tuple[tuple[str, str, str], ...] = ()
    outside: int = 0
    held: tuple[tuple[str, str], ...] = ()
    problem: str = ""
    hint: str = ""
    log: tuple[str, ...] = ()
    copies: Copies = Copies()

    def stopped(self, outcome: Outcome, problem: str, hint: str) -> ShareReport:
        """The same where something is in the way."""
        return self._replace(outcome=outcome, problem=problem, hint=hint)


class Heard(NamedTuple):
    """A colleague, when last heard of, and with how many changes on that day."""

    user: str
    at: datetime
    changes: int


class Came(NamedTuple):
    """What conflict copies brought last."""

    at: datetime
    clients: tuple[str, ...]
    users: tuple[tuple[str, int], ...]


class Ahead(NamedTuple):
    """Somebody whose changes bear a time to come: a clock is wrong, theirs or ours.

    Attributes:
        user: The short form of the name, as it stands in the actor.
        me: Whether they were made by who works here.
        at: The latest of these times.
    """

    user: str
    me: bool
    at: datetime


class Status(NamedTuple):
    """The state of saving and sharing.

    Attributes:
        path: The shared file.
        pending: Transactions that are saved here and not known to be in the shared file.
        shared_at: When the shared file was last read or written in good order.
        unreachable_since: Since when the folder does not answer.
        waiting: Why the file there is not ready, in words.
        way_out: What to do about that, in words.
        held: How many removals wait for an answer.
        restored: Of how many records values from before this computer was restored wait for one.
        read_only: A newer program asks that older ones do not write.
        colleagues: Who works on other computers, last heard first.
        here: The others who have worked on this computer.
        asked: How many conflict copies wait for an answer.
        unready: How many more cannot be read, after a minute: one may alone hold what somebody typed.
        came: What conflict copies brought last, within a day.
        ahead: Whose changes bear a time to come, noticed within a day.
        now: When all this was so.
        refused_since: Since when the folder answers but does not take what is pending.
        unsealed: How many rows that nobody of an encrypted group has sealed wait for an answer.
    """

    path: str
    pending: int
    shared_at: datetime | None
    unreachable_since: datetime | None
    waiting: str
    held: int
    read_only: bool
    colleagues: tuple[Heard, ...]
    here: tuple[str, ...] = ()
    asked: int = 0
    unready: int = 0
    restored: int = 0
    came: Came | None = None
    ahead: tuple[Ahead, ...] = ()
    now: datetime | None = None
    way_out: str = ""
    refused_since: datetime | None = None
    unsealed: int = 0
