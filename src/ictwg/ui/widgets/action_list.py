"""A list of actions or tasks: how a row looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.actions.action_filter import parse
from ictwg.domain.records import Action
from ictwg.domain.values import ActionStatus
from ictwg.locales import t
from ictwg.ui.widgets.columns import Cell, CellPiece, Column, Tone
from ictwg.ui.widgets.filtered_list import KeyedList

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ictwg.actions.action_rows import ActionRow

LOOKS: dict[ActionStatus, tuple[str, Tone]] = {
    ActionStatus.OPEN: ("○", ""),
    ActionStatus.IN_PROGRESS: ("◐", "info"),
    ActionStatus.WAITING: ("◌", "warn"),
    ActionStatus.DONE: ("●", "good"),
    ActionStatus.CANCELLED: ("×", "muted"),
}
LATE, DUE = "▲", "◆"


class ActionList(KeyedList["ActionRow"]):
    """Of actions or tasks.

    Args:
        columns: What is shown of a row.
        misnamed: What in a query can never be found, in words.
        id: The widget's.
    """

    def __init__(
        self, columns: Sequence[Column[ActionRow]], *, misnamed: Callable[[str], str], id: str | None = None
    ) -> None:
        hint = t("followup.filter_hint")
        super().__init__(columns, text=_text, parse=parse, hint=hint, misnamed=misnamed, id=id)


def action_columns() -> tuple[Column[ActionRow], ...]:
    """Of the Follow-up screen; at 80 columns the slips and the meeting give way, on less only text and date stay."""
    return (
        _reference_column(drop=1),
        _text_column(minimum=21),
        Column(
            Action.owners.name,
            t(Action.owners.label_id),
            lambda row: row.owners,
            minimum=9,
            tone="strong",
            drop=2,
            snug=True,
        ),
        _due_column(),
        Column("slips", t("followup.slips"), _slips, width=5, drop=4, tone="warn"),
        _status_column(),
        _meeting_column(drop=5),
    )


def task_columns(*, meeting: bool) -> tuple[Column[ActionRow], ...]:
    """Of the Tasks screen; at 80 columns the reference gives way to the text."""
    return (
        _reference_column(drop=4),
        _text_column(minimum=24),
        Column(
            Action.assignee.name, t(Action.assignee.label_id), lambda row: row.assignee, minimum=8, drop=1, snug=True
        ),
        _due_column(),
        _status_column(),
        *((_meeting_column(drop=2),) if meeting else ()),
    )


def due_cell(row: ActionRow) -> Cell:
    if row.due_today:
        return (CellPiece(f"{DUE} {t('today.is_today')}", "warn"),)
    return (CellPiece(f"{LATE} {row.due}", "bad"),) if row.late else row.due


def status_cell(row: ActionRow) -> Cell:
    glyph, tone = LOOKS[row.status]
    return (CellPiece(f"{glyph} {t(f'choices.action_status.{row.status}')}", tone),)


def _reference_column(drop: int) -> Column[ActionRow]:
    name = Action.reference
    return Column(name.name, t(name.label_id), lambda row: row.reference, width=13, tone="info", drop=drop, snug=True)


def _text_column(minimum: int) -> Column[ActionRow]:
    return Column(Action.text.name, t(Action.text.label_id), lambda row: row.text, share=3, minimum=minimum, good=30)


def _due_column() -> Column[ActionRow]:
    return Column(Action.due.name, t(Action.due.label_id), due_cell, width=14, snug=True)


def _status_column() -> Column[ActionRow]:
    return Column(Action.status.name, t(Action.status.label_id), status_cell, width=13, drop=3, snug=True)


def _meeting_column(drop: int) -> Column[ActionRow]:
    return Column(
        Action.meeting.name,
        t(Action.meeting.label_id),
        lambda row: row.meeting,
        width=14,
        drop=drop,
        tone="muted",
        snug=True,
    )


def _slips(row: ActionRow) -> str:
    return f"×{row.slips}" if row.slips else ""


def _text(row: ActionRow) -> str:
    return row.searchable
