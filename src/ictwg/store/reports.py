"""What the store tells after sharing, and at any time. Facts; the words are made elsewhere."""

from __future__ import annotations

from ictwg.hints import NamedTuple, StrEnum

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import datetime


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


class ShareReport(NamedTuple):
    """What one sharing did.

    Attributes:
        outcome: How it ended.
        published: Whether the shared file was written.
        taken: The records of others' edits that came in, (table, id).
        conflicts: Registers with two different answers among them, (table, id, field).
        outside: How many fields a script or a hand had edited in the file.
        held: Records whose removal waits for an answer, (table, id).
        problem: In words, where something is wrong.
        hint: What to do about it.
    """

    outcome: Outcome
    published: bool = False
    taken: tuple[tuple[str, str], ...] = ()
    conflicts: tuple[tuple[str, str, str], ...] = ()
    outside: int = 0
    held: tuple[tuple[str, str], ...] = ()
    problem: str = ""
    hint: str = ""


class Heard(NamedTuple):
    """A colleague, when last heard of, and with how many changes on that day."""

    user: str
    at: datetime
    changes: int


class Status(NamedTuple):
    """The state of saving and sharing.

    Attributes:
        path: The shared file.
        pending: Transactions that are saved here and not known to be in the shared file.
        shared_at: When the shared file was last read or written in good order.
        unreachable_since: Since when the folder does not answer.
        waiting: Why the file there is not ready, in words.
        held: How many removals wait for an answer.
        read_only: A newer program asks that older ones do not write.
        colleagues: The others, last heard first.
    """

    path: str
    pending: int
    shared_at: datetime | None
    unreachable_since: datetime | None
    waiting: str
    held: int
    read_only: bool
    colleagues: tuple[Heard, ...]
