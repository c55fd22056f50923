"""What is told of a transaction once it is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ictwg.store.local.log import Change


class Receipt(NamedTuple):
    """A saved transaction; of an undo also what it took back.

    `about` are the records, as (table, id), that it is told by, `total` how many there are where that is not all.

    `undone` is the verb of the transaction taken back, `kept` the fields that somebody has changed since.
    """

    dot: str
    verb: str
    about: tuple[tuple[str, str], ...]
    total: int
    kept: tuple[Change, ...] = ()
    undone: str = ""
