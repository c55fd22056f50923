"""The register of decisions: how a row looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.decisions.decision_rows import parse
from ictwg.domain.records import Decision
from ictwg.domain.values import Implementation
from ictwg.locales import t
from ictwg.ui.widgets.action_list import LATE
from ictwg.ui.widgets.columns import Cell, CellPiece, Column, Tone
from ictwg.ui.widgets.filtered_list import KeyedList

if TYPE_CHECKING:
    from ictwg.decisions.decision_rows import DecisionRow

LOOKS: dict[Implementation, tuple[str, Tone]] = {
    Implementation.PROPOSED: ("↻", "info"),
    Implementation.PENDING: ("○", ""),
    Implementation.IN_PROGRESS: ("◐", "info"),
    Implementation.IMPLEMENTED: ("●", "good"),
    Implementation.OVERTAKEN: ("×", "muted"),
    Implementation.NOT_TAKEN: ("×", "muted"),
}


class DecisionList(KeyedList["DecisionRow"]):
    def __init__(self, *, id: str | None = None) -> None:
        hint = t("followup.decision_filter_hint")
        super().__init__(decision_columns(), text=lambda row: row.searchable, parse=parse, hint=hint, id=id)


def decision_columns() -> tuple[Column[DecisionRow], ...]:
    """At 80 columns the actions and the meeting give way."""
    reference, text, meeting, status = Decision.reference, Decision.text, Decision.meeting, Decision.status
    return (
        Column(reference.name, t(reference.label_id), lambda row: row.reference, width=12, tone="info", snug=True),
        Column(text.name, t(text.label_id), lambda row: row.text, share=3, minimum=26, good=30),
        Column(meeting.name, t(meeting.label_id), lambda row: row.meeting, width=14, drop=2, tone="muted", snug=True),
        Column("actions", t("records.action.plural"), _actions, width=9, drop=4, tone="muted", snug=True),
        Column(status.name, t(status.label_id), status_cell, width=22, drop=1, snug=True),
    )


def status_cell(row: DecisionRow) -> Cell:
    glyph, tone = LOOKS[row.status]
    if row.late:
        return (CellPiece(f"{LATE} {t('circulation.deadline_past')}", "bad"),)
    word = t(f"choices.implementation.{row.status}")
    if row.superseded_by:
        word = t("followup.superseded", status=word, by=row.superseded_by)
    return (CellPiece(f"{glyph} {word}", tone),)


def _actions(row: DecisionRow) -> str:
    return t("followup.actions_done", done=row.actions - row.undone, count=row.actions) if row.actions else ""
