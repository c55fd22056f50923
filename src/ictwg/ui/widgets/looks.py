"""How states look, by glyph, word and tone; and the columns of actions, tasks and decisions."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ictwg.domain.records import Action, Decision
from ictwg.domain.schema import Field
from ictwg.domain.values import ActionStatus, Answer, EntryType, Implementation, MeetingState, Presence
from ictwg.locales import t
from ictwg.ui.widgets.columns import Cell, CellPiece, Column, Tone, title_column

if TYPE_CHECKING:
    from ictwg.actions.action_rows import ActionRow
    from ictwg.decisions.decision_rows import DecisionRow


Look = tuple[str, Tone]


def marked(look: Look, word: str) -> Cell:
    """A word behind its glyph, in the tone of both."""
    return (CellPiece(f"{look[0]} {word}", look[1]),)


LOOKS: dict[ActionStatus, Look] = {
    ActionStatus.OPEN: ("○", ""),
    ActionStatus.IN_PROGRESS: ("◐", "info"),
    ActionStatus.WAITING: ("◌", "warn"),
    ActionStatus.DONE: ("●", "good"),
    ActionStatus.CANCELLED: ("×", "muted"),
    ActionStatus.NOT_FOLLOWED_UP: ("–", "muted"),
}

DECISION_LOOKS: dict[Implementation, Look] = {
    Implementation.PROPOSED: ("↻", "info"),
    Implementation.PENDING: ("○", ""),
    Implementation.IN_PROGRESS: ("◐", "info"),
    Implementation.IMPLEMENTED: ("●", "good"),
    Implementation.OVERTAKEN: ("×", "muted"),
    Implementation.NOT_TAKEN: ("×", "muted"),
    Implementation.NOT_TRACKED: ("–", "muted"),
}

LATE, DUE = "▲", "◆"


def action_columns() -> tuple[Column[ActionRow], ...]:
    """Of the Follow-up screen; at 80 columns the slips and the meeting give way, on less all but text, owners, date."""
    return (
        _column(Action.reference, lambda row: row.reference, width=13, tone="info", drop=2),
        _title(Action.text),
        _column(Action.owners, lambda row: row.owners, minimum=7, tone="strong", drop=1),
        _column(Action.due, due_cell, width=14),
        Column("slips", t("followup.slips"), _slips, width=5, drop=4, tone="warn"),
        _column(Action.status, status_cell, width=13, drop=3, brief=True),
        _column(Action.meeting, lambda row: row.meeting, width=14, tone="muted", drop=5),
    )


def task_columns(*, meeting: bool) -> tuple[Column[ActionRow], ...]:
    """Of the Tasks screen; at 80 columns the reference gives way to the text."""
    of_meeting = _column(Action.meeting, lambda row: row.meeting, width=14, tone="muted", drop=2)
    return (
        _column(Action.reference, lambda row: row.reference, width=13, tone="info", drop=4),
        _title(Action.text),
        _column(Action.assignee, lambda row: row.assignee, minimum=11, drop=1),
        _column(Action.due, due_cell, width=14),
        _column(Action.status, status_cell, width=13, drop=3, brief=True),
        *((of_meeting,) if meeting else ()),
    )


def decision_columns() -> tuple[Column[DecisionRow], ...]:
    """At 80 columns the actions and the meeting give way."""
    return (
        _column(Decision.reference, lambda row: row.reference, width=12, tone="info"),
        _title(Decision.text),
        _column(Decision.meeting, lambda row: row.meeting, width=14, tone="muted", drop=2),
        Column("actions", t("records.action.plural"), _actions_done, width=9, drop=4, tone="muted", snug=True),
        Column("sent", t("followup.sent"), lambda row: row.sent, width=20, drop=3, tone="muted", snug=True),
        _column(Decision.status, decision_status_cell, width=22, drop=1, brief=True),
    )


def _column(field: Field[Any], show: Callable[[Any], Cell], **how: Any) -> Column[Any]:
    return Column(field.name, t(field.screen_id), show, snug=True, **how)


def _title(field: Field[Any]) -> Column[Any]:
    return title_column(field.name, t(field.screen_id), lambda row: getattr(row, field.name) or t("redacting.removed"))


def due_cell(row: ActionRow) -> Cell:
    if row.due_today:
        return marked((DUE, "warn"), t("today.is_today"))
    return marked((LATE, "bad"), row.due) if row.late else row.due


def status_cell(row: ActionRow) -> Cell:
    return marked(LOOKS[row.status], t(f"choices.action_status.{row.status}"))


def _slips(row: ActionRow) -> str:
    return f"×{row.slips}" if row.slips else ""


def decision_status_cell(row: DecisionRow) -> Cell:
    if row.late:
        return marked((LATE, "bad"), t("circulation.deadline_past"))
    word = t(f"choices.implementation.{row.status}")
    if row.superseded_by:
        word = f"{word} → {row.superseded_by}"
    if row.review:
        word = f"{word} · {t('followup.review', day=row.review)}"
    return marked(DECISION_LOOKS[row.status], word)


def _actions_done(row: DecisionRow) -> str:
    return t("followup.actions_done", done=row.actions - row.undone, count=row.actions) if row.actions else ""


MEETING: dict[MeetingState, Look] = {
    MeetingState.PLANNED: ("○", "info"),
    MeetingState.HELD: ("●", "good"),
    MeetingState.POSTPONED: ("◌", "warn"),
    MeetingState.CANCELLED: ("×", "muted"),
}

PRESENCE: dict[Presence | None, Look] = {
    Presence.PRESENT: ("●", "good"),
    Presence.REMOTE: ("◍", "good"),
    Presence.APOLOGIES: ("○", "warn"),
    Presence.ABSENT: ("×", "bad"),
    None: ("·", "muted"),
}


def presence_word(state: Presence | None) -> str:
    return t(f"choices.presence.{state}") if state else t("minutes_screen.attendance.unmarked")


UNRECORDED: Look = ("?", "muted")
"""Of a meeting that is over, where nobody was marked."""

ANSWER: dict[Answer, Look] = {
    Answer.COMING: ("●", "good"),
    Answer.SENDS: ("◐", "good"),
    Answer.NOT_COMING: ("○", "warn"),
    Answer.NONE: ("·", "muted"),
}

ENTRY: dict[EntryType, tuple[str, str]] = {
    EntryType.NOTE: ("·", "$foreground 60%"),
    EntryType.DECISION: ("◆", "b $success"),
    EntryType.ACTION: ("▶", "b $accent"),
}
"""Glyph and Textual style of a line's head."""
