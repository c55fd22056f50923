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

from ictwg.domain.records import Action, Decision
from ictwg.domain.values import Implementation
from ictwg.locales import t
from ictwg.services import decisions
from ictwg.services.action_copy import copy_decisions
from ictwg.services.action_detail import decision_detail, origin_of
from ictwg.services.action_filter import unknown_owner
from ictwg.services.action_groups import ActionGroup, by_meeting, by_organization
from ictwg.services.followup import is_closed
from ictwg.services.lookup import shown_reference
from ictwg.ui.modals.choose import Choose
from ictwg.ui.modals.form_screen import FormScreen
from ictwg.ui.screens import decision_forms
from ictwg.ui.screens.action_screen import ActionScreen
from ictwg.ui.widgets.action_list import ActionList, action_columns
from ictwg.ui.widgets.columns import Column, Heading
from ictwg.ui.widgets.completion import Choice
from ictwg.ui.widgets.detail import DetailPane
from ictwg.ui.widgets.filtered_list import FilteredList
from ictwg.ui.widgets.key_bar import KeyBar
from ictwg.ui.widgets.top_bar import TopBar
from ictwg.ui.widgets.view_tabs import ViewTabs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.worker import Worker

    from ictwg.domain.schema import Record
    from ictwg.services.decisions import DecisionRow
    from ictwg.services.detail import Detail
    from ictwg.services.row_maker import ActionRow

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
OF_ACTIONS = frozenset({"done", "update", "due", "owner", "turn", "saved_filters"})
"""Steps that no decision takes."""


class FollowupScreen(ActionScreen):
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
                yield FilteredList(
                    decision_columns(),
                    text=lambda row: f"{row.reference} {row.text} {row.meeting} {row.status}",
                    empty=t("followup.empty.decisions"),
                    id="decisions",
                )
            with VerticalScroll(classes="detail", can_focus=False):
                yield DetailPane()
        yield KeyBar()

    def on_mount(self) -> None:
        self.reload()
        self._shown.list.focus()

    @property
    def _shown(self) -> FilteredList[Any]:
        return self.query_one("#decisions" if self._view == "decisions" else "#actions", FilteredList)

    @property
    def view_title(self) -> str:
        return t(f"followup.title.{self._view}")

    @property
    def current(self) -> Record | None:
        if self._view != "decisions":
            return super().current
        row = self._shown.list.current
        return self.desk.state.get(Decision, row.id) if row is not None else None

    @property
    def targets(self) -> tuple[Action, ...]:
        return () if self._view == "decisions" else super().targets

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return not (action in OF_ACTIONS and self._view == "decisions") and super().check_action(action, parameters)

    def reload(self) -> None:
        if self._view == "decisions":
            self._shown.show(decisions.rows(self.desk.state))
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
        else:
            self.go_to("closed" if isinstance(record, Action) and is_closed(record) else "open")
            self.actions.filter_by("")
        self._shown.list.move_to(record.id)

    def show_filtered(self, view: str, query: str) -> None:
        """A view with a filter, as Today asks for the actions of one organization."""
        self.go_to(view)
        self.actions.filter_by(query)

    # Views

    def go_to(self, view: str) -> None:
        self._view = view
        self.actions.list.action_clear_selection()
        self.actions.list.show_columns(action_columns())
        self.query_one("#followup-lists", ContentSwitcher).current = "decisions" if view == "decisions" else "actions"
        self.reload()
        self._shown.list.action_first()
        self._shown.list.focus()

    # Decisions

    @property
    def _decision(self) -> Decision | None:
        record = self.current
        return record if isinstance(record, Decision) else None

    def action_new(self) -> Worker[None]:
        return self._new_decision() if self._view == "decisions" else super().action_new()

    def action_edit(self) -> Worker[None]:
        return self._edit_decision() if self._view == "decisions" else super().action_edit()

    def action_status(self) -> Worker[None]:
        return self._ask_for_its_status() if self._view == "decisions" else super().action_status()

    def action_delete(self) -> None:
        decision = self._decision
        if decision is None:
            super().action_delete()
        else:
            self.carry_out(lambda: decisions.remove(self.desk.state, decision))

    @work
    async def _new_decision(self) -> None:
        lookup = self.desk.lookup
        form = decision_forms.decision_form(lookup)
        title = t("followup.new_decision")
        values = await self.app.push_screen_wait(FormScreen(title, form))
        if values is not None:
            self.carry_out(lambda: decision_forms.new_decision(lookup, values)[1])

    @work
    async def _edit_decision(self) -> None:
        decision, lookup = self._decision, self.desk.lookup
        if decision is None:
            return
        form = decision_forms.decision_form(lookup, decision)
        title = t("followup.edit", subject=shown_reference(self.desk.state, decision))
        values = await self.app.push_screen_wait(FormScreen(title, form))
        if values is not None:
            self.carry_out(lambda: decision_forms.edit_decision(lookup, decision, form, values))

    @work
    async def _ask_for_its_status(self) -> None:
        decision, state = self._decision, self.desk.state
        if decision is None:
            return
        title = t("followup.form.status", subject=shown_reference(state, decision))
        labels = [Choice(str(status), t(f"choices.implementation.{status}")) for status in Implementation]
        chosen = await self.app.push_screen_wait(Choose(title, labels, current=str(decision.status)))
        if chosen is not None:
            self.carry_out(lambda: decisions.set_status(state, decision, Implementation(chosen)))

    def action_copy_markdown(self) -> None:
        if self._view != "decisions":
            super().action_copy_markdown()
            return
        shown = self._shown.list
        rows = shown.targets if shown.selected_ids else self._shown.shown_rows()
        copied = copy_decisions(self.desk.state, rows, self.desk.today, self.view_title, self.audience)
        self.tell_copied(copied, "followup.decisions_copied")

    async def action_origin(self) -> None:
        record = self.current
        origin = origin_of(self.desk.state, record) if isinstance(record, (Action, Decision)) else None
        if origin is None:
            self.tell(t("followup.no_origin"))
        else:
            await self.program.open_record(origin)


def decision_columns() -> tuple[Column[DecisionRow], ...]:
    def status(row: DecisionRow) -> str:
        word = t(f"choices.implementation.{row.status}")
        return t("followup.superseded", status=word, by=row.superseded_by) if row.superseded_by else word

    return (
        Column(
            Decision.reference.name, t(Decision.reference.label_id), lambda row: row.reference, width=10, tone="info"
        ),
        Column(Decision.text.name, t(Decision.text.label_id), lambda row: row.text, share=3, minimum=26),
        Column(
            Decision.meeting.name,
            t(Decision.meeting.label_id),
            lambda row: row.meeting,
            width=12,
            drop=2,
            tone="muted",
            snug=True,
        ),
        Column(Decision.status.name, t(Decision.status.label_id), status, width=16, drop=1, snug=True),
    )


def _heading(group: ActionGroup) -> Heading:
    count = t("followup.count", count=len(group.rows))
    late = t("followup.late_count", count=group.late) if group.late else ""
    return Heading(f"heading/{group.id}", group.title, " · ".join(filter(None, (count, late))))
