"""What the screens about actions share: each step of following up on its key, for one row or for the selected ones.

For several rows a step is one change and one undo.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual import work

from ictwg.actions import actions as followup
from ictwg.actions.action_detail import action_detail, origin_of
from ictwg.actions.action_rows import parse, unknown_owner
from ictwg.actions.actions import subject_of
from ictwg.domain.records import Action, Decision
from ictwg.domain.references import ReferenceNumbers
from ictwg.domain.values import ActionStatus, Audience
from ictwg.exports.messages import Copy, copy_actions
from ictwg.locales import t
from ictwg.tasks.tasks import turn
from ictwg.ui.keys import bindings_for
from ictwg.ui.modals.choose import Choose
from ictwg.ui.record_screen import RecordScreen
from ictwg.ui.screens import action_forms as forms
from ictwg.ui.widgets.action_list import LOOKS
from ictwg.ui.widgets.completing_input import Choice

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from ictwg.domain.changes import Changes
    from ictwg.domain.schema import Record
    from ictwg.records.filter_words import FilterQuery
    from ictwg.records.lookup import Lookup
    from ictwg.records.tables import Detail
    from ictwg.ui.widgets.form import FormField


class ActionScreen(RecordScreen):
    """Subclasses say what stands in a view, and whether a new row is a task."""

    BINDINGS: ClassVar = [*bindings_for("record", "view", "followup")]
    MAKES_TASKS: ClassVar[bool] = False

    def __init__(self) -> None:
        super().__init__(Action)

    @property
    def empty(self) -> str:
        return t(f"{self.AREA}.empty.{self._view}", difference=t("followup.difference"))

    @property
    def hint(self) -> str:
        return t("followup.filter_hint")

    def understood(self, query: str, today: date) -> FilterQuery:
        return parse(query, today)

    def misnamed(self, query: str) -> str:
        return unknown_owner(self.session.state, query)

    def detail_of(self, record: Record) -> Detail | None:
        return action_detail(self.session.lookup, record) if isinstance(record, Action) else None

    def subject(self, records: Sequence[Any]) -> str:
        return subject_of(self.session.state, records)

    async def action_origin(self) -> None:
        record = self.current
        origin = origin_of(self.session.state, record) if isinstance(record, (Action, Decision)) else None
        if origin is None:
            self.tell(t("followup.no_origin"))
        else:
            await self.program.open_record(origin)

    def copied(self, rows: Sequence[Any]) -> Copy:
        """For the chair, who asks for the actions; tasks are our own."""
        audience = Audience.SECRETARIAT if self.MAKES_TASKS else Audience.CORE
        return copy_actions(self.session.state, rows, self.session.today, self.view_title, audience)

    def copied_words(self, count: int) -> str:
        return t("followup.copied", count=count)

    # Adding and changing

    def new_title(self) -> str:
        return t(f"{self.AREA}.new")

    def new_form(self) -> tuple[FormField, ...]:
        return forms.new_form(self.session.lookup, task=self.MAKES_TASKS)

    def make(self, values: Mapping[str, str]) -> Changes:
        return forms.new_action(self.session.lookup, values, task=self.MAKES_TASKS)

    def edit_form(self, record: Any) -> tuple[FormField, ...]:
        return forms.edit_form(self.session.lookup, record)

    def edit(self, record: Any, form: Sequence[FormField], values: Mapping[str, str]) -> Changes:
        return forms.edit_action(self.session.lookup, record, form, values)

    def delete(self, record: Any) -> Changes:
        return followup.remove(self.session.state, record)

    # Following up

    def action_done(self) -> None:
        state, numbers, today = self.session.state, ReferenceNumbers(self.session.state), self.session.today
        self.for_each(lambda action: followup.close(state, action, today, numbers=numbers))

    def action_turn(self) -> None:
        state, numbers, today = self.session.state, ReferenceNumbers(self.session.state), self.session.today
        self.for_each(lambda action: turn(state, action, today, numbers=numbers))

    @work
    async def action_update(self) -> None:
        await self._ask_about("update", lambda lookup, _actions: forms.progress_form(lookup), forms.say_progress)

    @work
    async def action_due(self) -> None:
        await self._ask_about("due", forms.due_form, forms.change_due)

    @work
    async def action_owner(self) -> None:
        await self._ask_about("owner", forms.owner_form, forms.reassign)

    @work
    async def action_status(self) -> None:
        actions, lookup = self.targets, self.session.lookup
        if not actions:
            return
        labels = [Choice(str(s), f"{LOOKS[s][0]} {t(f'choices.action_status.{s}')}") for s in ActionStatus]
        title = t("followup.form.status", subject=self.subject(actions))
        chosen = await self.app.push_screen_wait(Choose(title, labels, current=str(actions[0].status)))
        if chosen is None:
            return
        status = ActionStatus(chosen)
        if status is ActionStatus.WAITING:
            form = forms.waiting_form(lookup)
            await self.ask(title, form, lambda values: forms.set_status(lookup, actions, status, values))
        else:
            self.finish(lambda: forms.set_status(lookup, actions, status, {}))

    async def _ask_about(
        self,
        key: str,
        form: Callable[[Lookup, Sequence[Action]], tuple[FormField, ...]],
        use_case: Callable[[Lookup, Sequence[Action], Mapping[str, str]], Changes],
    ) -> None:
        actions, lookup = self.targets, self.session.lookup
        if actions:
            title = t(f"followup.form.{key}", subject=self.subject(actions))
            await self.ask(title, form(lookup, actions), lambda values: use_case(lookup, actions, values))
