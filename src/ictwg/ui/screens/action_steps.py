"""Each step of following up on its key: a new action or task, what was said, a new day, another owner, another status.

A step is for the selected rows, or for the row under the cursor; for several it is one change and one undo.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work

from ictwg.actions import actions as followup
from ictwg.actions.actions import for_each, subject_of
from ictwg.domain.records import Action
from ictwg.domain.values import ActionStatus
from ictwg.locales import t
from ictwg.records.editing import Numbers
from ictwg.records.lookup import short_title, shown_name
from ictwg.tasks.tasks import turn
from ictwg.ui.desk_screen import DeskScreen
from ictwg.ui.keys import bindings_for
from ictwg.ui.modals.choose import Choose
from ictwg.ui.modals.form_screen import FormScreen
from ictwg.ui.screens import action_forms as forms
from ictwg.ui.widgets.action_list import LOOKS, ActionList
from ictwg.ui.widgets.completion import Choice

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ictwg.domain.changes import Changes
    from ictwg.records.lookup import Lookup
    from ictwg.ui.widgets.form import FormField


class ActionSteps(DeskScreen[None]):
    """Subclasses compose the list, show a record that is not in view, and say whether a new row is a task."""

    BINDINGS: ClassVar = [*bindings_for("record", "view", "followup")]
    MAKES_TASKS: ClassVar[bool] = False
    AREA: ClassVar[str] = ""
    """The area of the messages, and the name under which filters are kept."""

    @property
    def actions(self) -> ActionList:
        return self.query_one(ActionList)

    @property
    def targets(self) -> tuple[Action, ...]:
        """The selected actions, or the one under the cursor."""
        ids = dict.fromkeys(row.action for row in self.actions.list.targets)
        found = (self.desk.state.get(Action, id) for id in ids)
        return tuple(action for action in found if action is not None)

    @work
    async def action_new(self) -> None:
        lookup, task = self.desk.lookup, self.MAKES_TASKS
        title = t(f"{self.AREA}.new")
        made: list[str] = []

        def make(values: Mapping[str, str]) -> None:
            id, changes = forms.new_action(lookup, values, task=task)
            self.desk.commit_typed(changes)
            made.append(id)

        values = await self.app.push_screen_wait(FormScreen(title, forms.new_form(lookup, task=task), save=make))
        if values is not None:
            self.program.changed()
            self._tell_added(made[0])

    def _tell_added(self, id: str) -> None:
        """What was added is under the cursor, in a view that shows it: the next key is for it."""
        added = self.desk.state.get(Action, id)
        if added is None:
            return
        if not self.actions.list.move_to(id):
            self.show_record(added)
        subject = f"{added.reference} {short_title(added)}"
        self.tell(t("ui.done", what=t("verbs.created", subject=subject)))

    @work
    async def action_edit(self) -> None:
        actions, lookup = self.targets, self.desk.lookup
        if len(actions) == 1:
            form = forms.edit_form(lookup, actions[0])
            title = t("followup.edit", subject=shown_name(lookup.state, actions[0]))
            await self.ask(title, form, lambda values: forms.edit_action(lookup, actions[0], form, values))
        elif actions:
            title = t("followup.edit_several", subject=subject_of(self.desk.state, actions))
            form = forms.several_form(lookup)
            await self.ask(title, form, lambda values: forms.edit_several(lookup, actions, values))

    def action_delete(self) -> None:
        self._step(followup.remove)

    def action_done(self) -> None:
        numbers, today = Numbers(self.desk.state), self.desk.today
        self._step(lambda state, action: followup.close(state, action, today, numbers=numbers))

    def action_turn(self) -> None:
        numbers, today = Numbers(self.desk.state), self.desk.today
        self._step(lambda state, action: turn(state, action, today, numbers=numbers))

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
        actions, lookup = self.targets, self.desk.lookup
        if not actions:
            return
        labels = [Choice(str(s), f"{LOOKS[s][0]} {t(f'choices.action_status.{s}')}") for s in ActionStatus]
        title = t("followup.form.status", subject=subject_of(self.desk.state, actions))
        chosen = await self.app.push_screen_wait(Choose(title, labels, current=str(actions[0].status)))
        if chosen is None:
            return
        status = ActionStatus(chosen)
        if status is ActionStatus.WAITING:
            form = forms.waiting_form(lookup)
            await self.ask(title, form, lambda values: forms.set_status(lookup, actions, status, values))
        else:
            self.finish(lambda: forms.set_status(lookup, actions, status, {}))

    def _step(self, step: Callable[..., Changes]) -> None:
        actions, state = self.targets, self.desk.state
        if actions:
            self.finish(lambda: for_each(state, actions, lambda action: step(state, action)))

    def finish(self, use_case: Callable[[], Changes]) -> None:
        """Carries a step out; afterwards nothing is selected, so that the next step is for what is looked at."""
        if self.carry_out(use_case):
            self.actions.list.action_clear_selection()

    async def _ask_about(
        self,
        key: str,
        form: Callable[[Lookup, Sequence[Action]], tuple[FormField, ...]],
        use_case: Callable[[Lookup, Sequence[Action], Mapping[str, str]], Changes],
    ) -> None:
        actions, lookup = self.targets, self.desk.lookup
        if actions:
            title = t(f"followup.form.{key}", subject=subject_of(self.desk.state, actions))
            await self.ask(title, form(lookup, actions), lambda values: use_case(lookup, actions, values))

    async def ask(
        self, title: str, form: tuple[FormField, ...], use_case: Callable[[Mapping[str, str]], Changes]
    ) -> None:
        values = await self.app.push_screen_wait(FormScreen(title, form))
        if values is not None:
            self.finish(lambda: use_case(values))
