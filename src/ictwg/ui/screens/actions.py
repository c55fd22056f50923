"""What the screens about actions share: each step of following up on its key, for one row or for the selected ones.

For several rows a step is one change and one undo.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Any, ClassVar

from textual import work

from ictwg.actions import actions as followup
from ictwg.actions.action_detail import origin_of
from ictwg.actions.actions import subject_of
from ictwg.app.forms.actions import (
    Step,
    due_form,
    due_step,
    edit_form,
    new_action,
    new_form,
    owner_form,
    owner_step,
    status_step,
    update_form,
    update_step,
)
from ictwg.app.forms.choices import Choice
from ictwg.app.forms.declared import fields_for
from ictwg.app.forms.fields import FormField, Values
from ictwg.domain.changes import Changes
from ictwg.domain.records import Action, Decision
from ictwg.domain.references import ReferenceNumbers
from ictwg.domain.schema import Record
from ictwg.domain.values import ActionStatus, Audience
from ictwg.exports.messages import Copy, copy_actions
from ictwg.locales import t
from ictwg.records.lookup import Lookup
from ictwg.tasks.tasks import turn
from ictwg.ui.keys import bindings_for
from ictwg.ui.modals.choose import Choose
from ictwg.ui.record_screen import RecordScreen
from ictwg.ui.widgets.looks import LOOKS


class ActionScreen(RecordScreen):
    """Subclasses say what stands in a view, and whether a new row is a task."""

    BINDINGS: ClassVar = [*bindings_for("record", "view", "followup")]
    MAKES_TASKS: ClassVar[bool] = False
    several: ClassVar = RecordScreen.several | {"done", "turn", "update", "due", "owner", "status"}

    def __init__(self) -> None:
        super().__init__(Action)

    @property
    def empty(self) -> str:
        return t(f"{self.AREA}.empty.{self._view}", difference=t("followup.difference"))

    @property
    def hint(self) -> str:
        return t("followup.filter_hint")

    def subject(self, records: Sequence[Any]) -> str:
        return subject_of(self.session.state, records)

    @property
    def origin(self) -> Record | None:
        record = self.current
        return origin_of(self.session.state, record) if isinstance(record, (Action, Decision)) else None

    async def action_origin(self) -> None:
        if self.origin is None:
            self.tell(t("followup.no_origin"))
        else:
            await self.program.open_record(self.origin)

    @property
    def copied_for(self) -> Audience:
        """For the chair, who asks for the actions; tasks are our own."""
        return Audience.SECRETARIAT if self.MAKES_TASKS else Audience.CORE

    def copied(self, rows: Sequence[Any]) -> Copy:
        return copy_actions(self.session.state, rows, self.session.today, self.view_title, self.copied_for)

    def copied_words(self, count: int) -> str:
        return t("followup.copied", count=count)

    # Adding and changing

    def new_title(self) -> str:
        return t(f"{self.AREA}.new")

    def new_form(self) -> tuple[FormField, ...]:
        return new_form(self.session.lookup, task=self.MAKES_TASKS)

    def make(self, values: Values) -> Changes:
        return new_action(self.session.lookup, values, task=self.MAKES_TASKS)

    def edit_form(self, record: Any) -> tuple[FormField, ...]:
        return edit_form(self.session.lookup, record)

    # Following up

    def action_done(self) -> None:
        state, numbers, today = self.session.state, ReferenceNumbers(self.session.state), self.session.today
        self.for_each(lambda action: followup.close(state, action, today, numbers=numbers))

    def action_turn(self) -> None:
        state, numbers, today = self.session.state, ReferenceNumbers(self.session.state), self.session.today
        self.for_each(lambda action: turn(state, action, today, numbers=numbers))

    @work
    async def action_update(self) -> None:
        await self._ask_about("update", lambda lookup, _: update_form(lookup), update_step)

    @work
    async def action_due(self) -> None:
        await self._ask_about("due", due_form, due_step)

    @work
    async def action_owner(self) -> None:
        await self._ask_about("owner", owner_form, owner_step)

    @work
    async def action_status(self) -> None:
        actions, lookup = self.targets, self.session.lookup
        labels = [Choice(str(s), f"{LOOKS[s][0]} {t(f'choices.action_status.{s}')}") for s in ActionStatus]
        chosen = await self.ask_status(labels, ActionStatus.NOT_FOLLOWED_UP, ActionStatus.OPEN)
        if not chosen:
            return
        status = ActionStatus(chosen)

        def set_status(values: Values) -> Changes:
            return self.of_each(actions, status_step(lookup, status, values))

        if status is ActionStatus.WAITING:
            title = t("followup.form.status", subject=self.subject(actions))
            form = fields_for(lookup, Action, only=(Action.waiting_on, Action.waiting_until))
            await self.ask(title, form, set_status)
        else:
            self.finish(lambda: set_status({}))

    async def ask_status(self, choices: Sequence[Choice], history: StrEnum, taken_up: StrEnum) -> str:
        """What those that are meant become; empty where nothing was chosen. History is taken up by one key."""
        those = self.targets
        if not those or {one.status for one in those} == {history}:
            return str(taken_up) if those else ""
        title = t("followup.form.status", subject=self.subject(those))
        chosen = await self.app.push_screen_wait(Choose(title, choices, current=str(those[0].status)))
        return chosen or ""

    async def _ask_about(
        self,
        key: str,
        form: Callable[[Lookup, Sequence[Action]], tuple[FormField, ...]],
        step: Callable[[Lookup, Values], Step],
    ) -> None:
        actions, lookup = self.targets, self.session.lookup
        if actions:
            title = t(f"followup.form.{key}", subject=self.subject(actions))
            await self.ask(title, form(lookup, actions), lambda values: self.of_each(actions, step(lookup, values)))
