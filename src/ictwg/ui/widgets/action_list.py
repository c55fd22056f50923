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
    from collections.abc import Callable, Sequence

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
    """Shows all the rows it is given that the view and the typed filter let through.

    Args:
        columns: What is shown of a row.
        misnamed: What in a query can never be found, in words; empty where all of it could be.
        id: The widget's.
    """

    def __init__(
        self, columns: Sequence[Column[ActionRow]], *, misnamed: Callable[[str], str], id: str | None = None
    ) -> None:
        super().__init__(columns, text=_text, id=id)
        self._misnamed = misnamed
        self._base = ""
        self._today = date.min

    def on_mount(self) -> None:
        self.query_one(Input).placeholder = t("followup.filter_hint")

    def show_view(self, rows: Rows, base: str, today: date, *, empty: str, cursor: str | None = None) -> None:
        """Other rows, or another view of the same: then only what the view lets through is looked at anew."""
        self._base, self._today, self._empty = base, today, empty
        self.list.show_empty(self._nothing(self.query_text) if self.query_text.strip() else empty)
        if rows is self.list.rows and isinstance(self._filter, ActionMatches):
            self._filter.base = base
            self.list.only(self._matching(self.query_text, rows))
        else:
            self.show(rows, cursor=cursor)

    def _nothing(self, query: str) -> str:
        return self._misnamed(query) or super()._nothing(query)

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
        self.bar.show_count(len(found), len(matches.matching("")), unknown=matches.unknown(query))
        return with_headings(found, self._headings)


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
    return (Piece(f"{LATE} {row.due}", "bad"),) if row.late else row.due


def status_cell(row: ActionRow) -> Cell:
    glyph, tone = LOOKS[row.status]
    return (Piece(f"{glyph} {t(f'choices.action_status.{row.status}')}", tone),)


def _reference_column(drop: int) -> Column[ActionRow]:
    name = Action.reference
    return Column(name.name, t(name.label_id), lambda row: row.reference, width=10, tone="info", drop=drop)


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
        width=12,
        drop=drop,
        tone="muted",
        snug=True,
    )


def _slips(row: ActionRow) -> str:
    return f"×{row.slips}" if row.slips else ""


def _text(row: ActionRow) -> str:
    return row.searchable
