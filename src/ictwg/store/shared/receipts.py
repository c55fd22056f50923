"""What the store tells after a commit."""

from __future__ import annotations

from ictwg.hints import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ictwg.store.past.history import Change


class Receipt(NamedTuple):
    """A saved transaction; of an undo also what it took back.

    `undone` is the verb of the transaction taken back, `kept` the fields that somebody has changed since.
    """

    dot: str
    verb: str
    subject: str
    log_id: str
    kept: tuple[Change, ...] = ()
    undone: str = ""
