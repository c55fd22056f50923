"""Which record a row is about, and whether it carries the mark of two different answers.

Widgets ask the program: `marked` holds the ids, `to_decide` says in words what of one record.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ictwg.domain.ids import is_id

if TYPE_CHECKING:
    from textual.app import App

    from ictwg.ui.widgets.columns import HasId


def record_in(row: HasId) -> str:
    """The id of the row's record: what it says that it is about, or the first that its own id is made of.

    `ID`, `ID/HEADING`, `next/ID`, `TABLE:ID`; empty where it is about no record.
    """
    about: str | None = getattr(row, "about", None)
    if about is not None:
        return about
    return next((part for part in row.id.replace(":", "/").split("/") if is_id(part)), "")


def marked_in(program: App[Any]) -> frozenset[str]:
    found: frozenset[str] = getattr(program, "marked", frozenset())
    return found


def to_decide(program: App[Any], id: str) -> str:
    """`≠ Two different answers: due`, or nothing."""
    return program.to_decide(id) if id and hasattr(program, "to_decide") else ""
