"""A filtered list of actions or tasks: how a row looks, and the view that it is narrowed to."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from textual.widgets import Input

from ictwg.domain.records import Action
from ictwg.domain.values import ActionStatus
from ictwg.locales import t
from ictwg.ui.action_matches import ActionMatches
from ictwg.ui.filtering import with_headings
from ictwg.ui.widgets.columns import Cell, Column, Heading, Piece, Tone
from ictwg.ui.widgets.filtered_list import FilteredList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ictwg.services.row_maker import ActionRow

    Rows = Sequence[ActionRow | Heading]

LOOKS: dict[ActionStatus, tuple[str, Tone]] = {
    ActionStatus.OPEN: ("○", ""),
    ActionStatus.IN_PROGRESS: ("◐", "info"),
    ActionStatus.WAITING: ("◌", "warn"),
    ActionStatus.DONE: ("●", "good"),
    ActionStatus.CANCELLED: ("×", "muted"),
}
LATE = "▲"


class ActionList(FilteredList["ActionRow"]):
    """Shows all the rows it is given that the view and the typed filter let through."""

    def __init__(self, columns: Sequence[Column[ActionRow]], *, id: str | None = None) -> None:
        super().__init__(columns, text=_text, id=id)
        self._base = ""
        self._today = date.min

    def on_mount(self) -> None:
        self.query_one(Input).placeholder = t("followup.filter_hint")

    def show_view(self, rows: Rows, base: str, today: date, *, empty: str, cursor: str | None = None) -> None:
        """Other rows, or another view of the same: then only what the view lets through is looked at anew."""
        self._base, self._today, self._empty = base, today, empty
        self.list.show_empty(t("ui.nothing_matches", query=self.query_text) if self.query_text.strip() else empty)
        if rows is self.list.rows and isinstance(self._filter, ActionMatches):
            self._filter.base = base
            self.list.only(self._matching(self.query_text, rows))
        else:
            self.show(rows, cursor=cursor)

    def shown_rows(self) -> tuple[ActionRow, ...]:
        """The rows that view and filter let through, in their order."""
        rows = self.list.rows
        found = self._matches(rows).matching(self.query_text)
        return tuple(row for place in found if not isinstance(row := rows[place], Heading))

    def _folded(self, rows: Rows) -> ActionMatches:
        matches = self._matches(rows)
        matches.prepare()
        return matches

    def _matches(self, rows: Rows) -> ActionMatches:
        if isinstance(self._filter, ActionMatches) and self._filter.rows is rows:
            return self._filter
        self._filter = ActionMatches(rows, self._base, self._today)
        return self._filter

    def _matching(self, query: str, rows: Rows) -> Sequence[int] | None:
        matches = self._matches(rows)
        found = matches.matching(query)
        self.bar.show_count(len(found), len(matches.matching("")))
        return with_headings(found, self._headings)


def action_columns() -> tuple[Column[ActionRow], ...]:
    """Of the Follow-up screen."""
    return (
        _reference_column(),
        Column("text", t(Action.text.label_id), lambda row: row.text, share=3, minimum=20),
        Column("owners", t(Action.owners.label_id), lambda row: row.owners, share=1, minimum=9, drop=1, tone="strong"),
        _due_column(),
        _status_column(drop=2),
        Column("meeting", t(Action.meeting.label_id), lambda row: row.meeting, width=12, drop=4, tone="muted"),
    )


def task_columns() -> tuple[Column[ActionRow], ...]:
    """Of the Tasks screen."""
    return (
        _reference_column(),
        Column("text", t(Action.text.label_id), lambda row: row.text, share=3, minimum=20),
        Column("assignee", t(Action.assignee.label_id), lambda row: row.assignee, share=1, minimum=9, drop=1),
        _due_column(),
        _status_column(drop=2),
        Column("meeting", t(Action.meeting.label_id), lambda row: row.meeting, width=14, drop=4, tone="muted"),
    )


def due_cell(row: ActionRow) -> Cell:
    """`▲ 1 Mar 2010` where it is late, with the slips of its owner behind."""
    slips = f" ×{row.slips}" if row.slips else ""
    if row.late:
        return (Piece(f"{LATE} {row.due}{slips}", "bad"),)
    return f"{row.due}{slips}"


def status_cell(row: ActionRow) -> Cell:
    glyph, tone = LOOKS[row.status]
    gap = " !" if row.gaps else ""
    return (Piece(f"{glyph} {t(f'choices.action_status.{row.status}')}{gap}", tone),)


def _reference_column() -> Column[ActionRow]:
    title = t(Action.reference.label_id)
    return Column("reference", title, lambda row: row.reference, width=10, tone="info", drop=3)


def _due_column() -> Column[ActionRow]:
    return Column("due", t(Action.due.label_id), due_cell, width=16)


def _status_column(drop: int) -> Column[ActionRow]:
    return Column("status", t(Action.status.label_id), status_cell, width=13, drop=drop)


def _text(row: ActionRow) -> str:
    return row.searchable
