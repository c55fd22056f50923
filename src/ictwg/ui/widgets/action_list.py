"""Lists of actions, tasks and decisions: how a row looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.records import Action, Decision
from ictwg.domain.values import ActionStatus, Implementation
from ictwg.locales import t
from ictwg.ui.widgets.columns import Cell, CellPiece, Column, Tone

if TYPE_CHECKING:
    from ictwg.actions.action_rows import ActionRow
    from ictwg.decisions.decision_rows import DecisionRow

LOOKS: dict[ActionStatus, tuple[str, Tone]] = {
    ActionStatus.OPEN: ("○", ""),
    ActionStatus.IN_PROGRESS: ("◐", "info"),
    ActionStatus.WAITING: ("◌", "warn"),
    ActionStatus.DONE: ("●", "good"),
    ActionStatus.CANCELLED: ("×", "muted"),
}
DECISION_LOOKS: dict[Implementation, tuple[str, Tone]] = {
    Implementation.PROPOSED: ("↻", "info"),
    Implementation.PENDING: ("○", ""),
    Implementation.IN_PROGRESS: ("◐", "info"),
    Implementation.IMPLEMENTED: ("●", "good"),
    Implementation.OVERTAKEN: ("×", "muted"),
    Implementation.NOT_TAKEN: ("×", "muted"),
}
LATE, DUE = "▲", "◆"


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


def decision_columns() -> tuple[Column[DecisionRow], ...]:
    """At 80 columns the actions and the meeting give way."""
    reference, text, meeting, status = Decision.reference, Decision.text, Decision.meeting, Decision.status
    return (
        Column(reference.name, t(reference.label_id), lambda row: row.reference, width=12, tone="info", snug=True),
        Column(text.name, t(text.label_id), lambda row: row.text, share=3, minimum=26, good=30),
        Column(meeting.name, t(meeting.label_id), lambda row: row.meeting, width=14, drop=2, tone="muted", snug=True),
        Column("actions", t("records.action.plural"), _actions, width=9, drop=4, tone="muted", snug=True),
        Column(status.name, t(status.label_id), decision_status_cell, width=22, drop=1, snug=True),
    )


def decision_status_cell(row: DecisionRow) -> Cell:
    glyph, tone = DECISION_LOOKS[row.status]
    if row.late:
        return (CellPiece(f"{LATE} {t('circulation.deadline_past')}", "bad"),)
    word = t(f"choices.implementation.{row.status}")
    if row.superseded_by:
        word = f"{word} → {row.superseded_by}"
    return (CellPiece(f"{glyph} {word}", tone),)


def _actions(row: DecisionRow) -> str:
    return t("followup.actions_done", done=row.actions - row.undone, count=row.actions) if row.actions else ""
