"""Follow-up (4): the actions and decisions of all meetings.

The three jobs that it is for:

1. Give the chair the overdue actions now: 4, right, Ctrl+C.
2. Chase: by organization, by meeting, what waits, what lacks an owner or a date; write down what was said, move dates,
   hand over, close, one or many at once.
3. Look anything up, with its origin: filter by words or by owner:MoJ is:overdue due:14d, keep the filter, jump to the
   meeting and the item.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from ictwg.actions.action_rows import ActionGroup, by_meeting, by_organization, table_of
from ictwg.actions.actions import is_closed
from ictwg.decisions import decision_rows
from ictwg.domain.records import Action, Decision
from ictwg.locales import t
from ictwg.ui.read_ahead import many_made
from ictwg.ui.screens.decision_steps import DecisionSteps
from ictwg.ui.widgets.action_list import action_columns, decision_columns
from ictwg.ui.widgets.columns import Column, GroupHeading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ictwg.actions.action_rows import ActionRow
    from ictwg.domain.schema import Record

GROUPED = ("organization", "meeting")


class FollowupScreen(DecisionSteps):
    AREA = "followup"
    VIEWS: ClassVar = {
        "open": "is:action is:open",
        "overdue": "is:action is:overdue",
        "soon": "is:action is:open due:14d",
        "organization": "is:action is:open",
        "meeting": "is:action is:open",
        "waiting": "is:action is:waiting",
        "gaps": "is:action is:gaps",
        "closed": "is:action is:closed",
        "decisions": "",
    }

    def __init__(self) -> None:
        super().__init__()
        self._grouped: tuple[str, Sequence[ActionRow], tuple[ActionRow | GroupHeading, ...]] = ("", (), ())

    def kind_of(self, view: str) -> type[Record]:
        return Decision if view == "decisions" else Action

    def columns(self) -> tuple[Column[Any], ...]:
        return decision_columns() if self.shows_decisions else action_columns()

    def rows(self) -> Sequence[Any]:
        if self.shows_decisions:
            return decision_rows.table_of(self.session.state).rows(self.session.today)
        with many_made():
            rows = table_of(self.session.state).rows(self.session.today)
        if self._view not in GROUPED:
            return rows
        if self._grouped[:2] != (self._view, rows):
            self._grouped = (self._view, rows, self._under_headings(rows))
        return self._grouped[2]

    def _under_headings(self, rows: Sequence[ActionRow]) -> tuple[ActionRow | GroupHeading, ...]:
        promised = (row for row in rows if row.open and not row.task)
        by_owner = self._view == "organization"
        groups = by_organization(self.session.state, promised) if by_owner else by_meeting(promised)
        lines: list[ActionRow | GroupHeading] = []
        for group in groups:
            lines += [_heading(group), *group.rows]
        return tuple(lines)

    def view_of(self, record: Record) -> str:
        """Of an action or decision that was searched for, or of an organization whose actions are asked for."""
        if isinstance(record, Decision):
            return "decisions"
        return "closed" if isinstance(record, Action) and is_closed(record) else "open"

    def show_filtered(self, view: str, query: str) -> None:
        """A view with a filter, as Today asks for the actions of one organization."""
        self.go_to(view)
        self.listed.filter_by(query)


def _heading(group: ActionGroup) -> GroupHeading:
    count = t("followup.count", count=len(group.rows))
    late = t("followup.late_count", count=group.late) if group.late else ""
    return GroupHeading(f"heading/{group.id}", group.title, " · ".join(filter(None, (count, late))))
