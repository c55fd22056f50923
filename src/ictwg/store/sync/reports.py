"""What a sync did, and the current state of saving and sync, as data; the texts for users are made elsewhere."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple


class Outcome(StrEnum):
    """How a sync ended.

    SHARED: the shared file has everything. BUSY: another process of this computer is using it. UNREACHABLE: the folder
    does not answer. WAITING: the file is not ready. READ_ONLY: it may not be written. FOREIGN: it is another group's.
    """

    SHARED = "shared"
    BUSY = "busy"
    UNREACHABLE = "unreachable"
    WAITING = "waiting"
    READ_ONLY = "read_only"
    FOREIGN = "foreign"


class Copied(NamedTuple):
    """What was merged from one conflict copy.

    Attributes:
        client: Which program made it (`copy_names.Client`).
        users: The authors of the changes, with their numbers of changes.
        records: How many records it changed.
    """

    client: str
    users: tuple[tuple[str, int], ...]
    records: int


class Unready(NamedTuple):
    """A conflict copy that cannot be merged, with the reason in words."""

    name: str
    client: str
    reason: str


class Copies(NamedTuple):
    """What happened to the conflict copies beside the shared file.

    Attributes:
        brought: What was merged from them.
        removed: The names of those that were removed, because they are no longer needed.
        refused: Those that cannot be removed; reported once.
        asked: Those that now wait for an answer.
        unready: Those that cannot be merged; each is reported once, after a minute.
        left: How many are left for the next sync, because there are so many.
        here: Whether one of them is surely this group's.
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
        """Whether there is anything to report to a person."""
        return bool(self.brought or self.refused or self.asked or self.unready or self.left)


class Doubt(StrEnum):
    """Why a conflict copy is not merged without a question.

    NAME: a person may have put it there. DIGEST: another program wrote it, or it is incomplete. OLD: it is older than
    the group's history. PLAIN: the group is encrypted, and it is not, or only in part.
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
        fields: How many of their fields would be.
        users: The authors of the changes, with their numbers of changes, as far as known.
    """

    name: str
    client: str
    doubt: Doubt
    records: int
    fields: int
    users: tuple[tuple[str, int], ...]


class ShareReport(NamedTuple):
    """What one sync did.

    Attributes:
        outcome: How it ended.
        published: Whether the shared file was written.
        taken: The records with merged edits of others, (table, id).
        conflicts: Registers with two versions among them, (table, id, field).
        outside: How many fields a script or a person had edited in the file.
        held: Records whose removal waits for an answer, (table, id).
        problem: What is wrong, in words, if anything.
        hint: What to do about it.
        log: The ids of the merged transactions of others.
        copies: What happened to the conflict copies in the folder.
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
        """The report with another outcome and a problem."""
        return self._replace(outcome=outcome, problem=problem, hint=hint)


class Heard(NamedTuple):
    """A colleague, with the time of the last change and the number of changes on that day."""

    user: str
    at: datetime
    changes: int


class Came(NamedTuple):
    """What was last merged from conflict copies."""

    at: datetime
    clients: tuple[str, ...]
    users: tuple[tuple[str, int], ...]


class Ahead(NamedTuple):
    """Somebody whose changes have a time in the future: their clock or ours is wrong.

    Attributes:
        user: The short form of the name in the actor.
        me: Whether the current author made them.
        at: The latest of these times.
    """

    user: str
    me: bool
    at: datetime


class Status(NamedTuple):
    """The state of saving and sync.

    Attributes:
        path: The shared file.
        pending: How many transactions are saved here and not known to be in the shared file.
        shared_at: When the shared file was last read or written without error.
        unreachable_since: Since when the folder does not answer.
        waiting: Why the file there is not ready, in words.
        way_out: What to do about that, in words.
        held: How many removals wait for an answer.
        restored: How many records have values from before this computer was restored that wait for one.
        read_only: Whether the file may be written only by a newer version of the program.
        colleagues: The people on other computers, latest change first.
        here: The others who have worked on this computer.
        asked: How many conflict copies wait for an answer.
        unready: How many more cannot be read, after a minute; one may have the only copy of somebody's changes.
        came: What was last merged from conflict copies, within a day.
        ahead: Whose changes have a time in the future, noticed within a day.
        now: The time of this status.
        refused_since: Since when the folder answers but the file cannot be written.
        unsealed: How many rows that nobody of an encrypted group has encrypted wait for an answer.
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
