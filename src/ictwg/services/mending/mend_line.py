"""One line of *To mend*: what is not in order, where it is, and the way out."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from ictwg.locales import t

if TYPE_CHECKING:
    from ictwg.domain.schema import Record


class MendKind(StrEnum):
    GAPS = "gaps"
    PRE_FLIGHT = "pre_flight"
    AFTER_MERGE = "after_merge"
    CHECK = "check"


class MendLine(NamedTuple):
    """One thing to mend.

    Attributes:
        id: The line's.
        what: What is not in order.
        where: Where it stands, in words.
        way: What to do about it.
        table: The table of the record that the way out leads to; empty where there is none.
        record: Its id.
        field: The field in question.
    """

    id: str
    kind: MendKind
    what: str
    where: str
    way: str
    table: str = ""
    record: str = ""
    field: str = ""


def line_of(kind: MendKind, key: str, record: Record, where: str, field: str = "") -> MendLine:
    id = f"{record.id}/{key}/{field}"
    return MendLine(id, kind, t(f"mend.{key}"), where, t(f"mend.{key}.way"), record.TABLE, record.id, field)
