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

from textual import work
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import ContentSwitcher

from ictwg.actions.action_detail import origin_of
from ictwg.actions.action_filter import ActionGroup, by_meeting, by_organization, unknown_owner
from ictwg.actions.actions import is_closed
from ictwg.decisions import decision_rows
from ictwg.decisions.decision_detail import decision_detail
from ictwg.domain.records import Action, Decision
from ictwg.locales import t
from ictwg.ui.export_menu import export_list
from ictwg.ui.screens.decision_steps import DecisionSteps
from ictwg.ui.widgets.action_list import ActionList, action_columns
from ictwg.ui.widgets.columns import Heading
from ictwg.ui.widgets.decision_list import DecisionList
from ictwg.ui.widgets.detail import DetailPane
from ictwg.ui.widgets.filtered_list import KeyedList
from ictwg.ui.widgets.key_bar import KeyBar
from ictwg.ui.widgets.top_bar import TopBar
from ictwg.ui.widgets.view_tabs import ViewTabs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from ictwg.actions.action_rows import ActionRow
    from ictwg.domain.schema import Record
    from ictwg.records.detail import Detail

VIEWS = {
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
GROUPED = ("organization", "meeting")


class FollowupScreen(DecisionSteps):
    AREA = "followup"
    VIEWS: ClassVar = VIEWS

    def __init__(self) -> None:
        super().__init__()
        self._grouped: tuple[str, Sequence[ActionRow], tuple[ActionRow | Heading, ...]] = ("", (), ())

    def compose(self) -> ComposeResult:
        yield TopBar()
        yield ViewTabs(tuple((view, t(f"followup.view.{view}")) for view in VIEWS))
        with Horizontal(classes="list-and-detail"):
            with ContentSwitcher(initial="actions", id="followup-lists"):
                yield ActionList(
                    action_columns(), misnamed=lambda query: unknown_owner(self.desk.state, query), id="actions"
                )
                yield DecisionList(id="decisions")
            with VerticalScroll(classes="detail", can_focus=False):
                yield DetailPane()
        yield KeyBar()

    def on_mount(self) -> None:
        self.reload()
        self._shown.list.focus()

    @property
    def _shown(self) -> KeyedList[Any]:
        return self.query_one("#decisions" if self.shows_decisions else "#actions", KeyedList)

    @property
    def view_title(self) -> str:
        return t(f"followup.title.{self._view}")

    @property
    def shows_decisions(self) -> bool:
        return self._view == "decisions"

    @property
    def register(self) -> DecisionList:
        return self.query_one(DecisionList)

    def reload(self) -> None:
        if self.shows_decisions:
            rows = decision_rows.table_of(self.desk.state).rows(self.desk.today)
            self.register.show_view(rows, "", self.desk.today, empty=t("followup.empty.decisions"))
        else:
            empty = t(f"followup.empty.{self._view}", difference=t("followup.difference"))
            self.actions.show_view(self._rows(), VIEWS[self._view], self.desk.today, empty=empty)
        self.query_one(ViewTabs).show(self._view)
        self.show_detail()

    def _rows(self) -> Sequence[ActionRow | Heading]:
        rows = self.all_rows()
        if self._view not in GROUPED:
            return rows
        if self._grouped[:2] != (self._view, rows):
            self._grouped = (self._view, rows, self._under_headings(rows))
        return self._grouped[2]

    def _under_headings(self, rows: Sequence[ActionRow]) -> tuple[ActionRow | Heading, ...]:
        promised = (row for row in rows if row.open and not row.task)
        by_owner = self._view == "organization"
        groups = by_organization(self.desk.state, promised) if by_owner else by_meeting(promised)
        lines: list[ActionRow | Heading] = []
        for group in groups:
            lines += [_heading(group), *group.rows]
        return tuple(lines)

    def detail_of(self, record: Record) -> Detail | None:
        if isinstance(record, Decision):
            return decision_detail(self.desk.lookup, record)
        return super().detail_of(record)

    def show_record(self, record: Record) -> None:
        """An action or decision that was searched for, or an organization whose actions are asked for."""
        if isinstance(record, Decision):
            self.go_to("decisions")
            self.register.filter_by("")
        else:
            self.go_to("closed" if isinstance(record, Action) and is_closed(record) else "open")
            self.actions.filter_by("")
        self._shown.list.move_to(record.id)

    def show_filtered(self, view: str, query: str) -> None:
        """A view with a filter, as Today asks for the actions of one organization."""
        self.go_to(view)
        self._shown.filter_by(query)

    # Views

    def go_to(self, view: str) -> None:
        self._view = view
        self.actions.list.action_clear_selection()
        self.actions.list.show_columns(action_columns())
        self.query_one("#followup-lists", ContentSwitcher).current = "decisions" if view == "decisions" else "actions"
        self.reload()
        self._shown.list.action_first()
        self._shown.list.focus()

    @work
    async def action_export_list(self) -> None:
        name, kind = ("decisions", Decision) if self.shows_decisions else ("actions", Action)
        await export_list(self, name, self._shown, kind)

    async def action_origin(self) -> None:
        record = self.current
        origin = origin_of(self.desk.state, record) if isinstance(record, (Action, Decision)) else None
        if origin is None:
            self.tell(t("followup.no_origin"))
        else:
            await self.program.open_record(origin)


def _heading(group: ActionGroup) -> Heading:
    count = t("followup.count", count=len(group.rows))
    late = t("followup.late_count", count=group.late) if group.late else ""
    return Heading(f"heading/{group.id}", group.title, " · ".join(filter(None, (count, late))))
