"""What the screens about actions share: each step of following up on its key, for one row or for the selected ones.

For several rows a step is one change and one undo.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any, ClassVar

from textual import work

from ictwg.actions import actions as followup
from ictwg.actions.action_detail import origin_of
from ictwg.actions.actions import subject_of
from ictwg.domain.changes import Changes
from ictwg.domain.records import Action, Decision, DueChange, Meeting, Progress
from ictwg.domain.references import ReferenceNumbers
from ictwg.domain.schema import Field, Record
from ictwg.domain.values import ActionKind, ActionStatus, Audience, ShiftedBy
from ictwg.exports.messages import Copy, copy_actions
from ictwg.locales import t
from ictwg.records.editing import add
from ictwg.records.lookup import Lookup, shortened
from ictwg.tasks.tasks import turn
from ictwg.ui.forms import Values, fields_for, filled, form_field
from ictwg.ui.keys import bindings_for
from ictwg.ui.modals.choose import Choose
from ictwg.ui.record_screen import RecordScreen
from ictwg.ui.widgets.completing_input import Choice
from ictwg.ui.widgets.form import FormField
from ictwg.ui.widgets.looks import LOOKS

Step = Callable[[Action], Changes]


_PROMISED: tuple[Field[Any], ...] = (
    Action.text, Action.owners, Action.all, Action.due, Action.review_on, Action.meeting, Action.person,
    Action.priority, *Action.printed_fields(),
)  # fmt: skip


_OURS: tuple[Field[Any], ...] = (
    Action.text, Action.assignee, Action.due, Action.recurrence, Action.meeting, Action.priority,
)  # fmt: skip


_SAID: tuple[Field[Any], ...] = (Progress.text, Progress.on, Progress.by, Progress.channel)


_LATER: tuple[Field[Any], ...] = (Action.status, Action.waiting_on, Action.waiting_until, Action.evidence)


def new_form(lookup: Lookup, *, task: bool, start: Values | None = None) -> tuple[FormField, ...]:
    return fields_for(lookup, Action, only=_OURS if task else _PROMISED, values=start)


def new_action(lookup: Lookup, values: Values, *, task: bool) -> Changes:
    """Told by its words too."""
    kind = ActionKind.TASK if task else ActionKind.ACTION
    changes = add(lookup, Action, filled(values) | {Action.kind.name: kind})[1]
    text = shortened(Action.text.parse(values[Action.text.name], lookup))
    return changes._replace(subject=f"{changes.subject} {text}")


def edit_form(lookup: Lookup, action: Action) -> tuple[FormField, ...]:
    first = _OURS if action.kind is ActionKind.TASK else _PROMISED
    return fields_for(lookup, Action, action, only=(*first, *_LATER))


def said(lookup: Lookup, values: Values) -> Step:
    on = Progress.on.parse(values[Progress.on.name], lookup) or lookup.today
    text, by = values[Progress.text.name], Progress.by.parse(values[Progress.by.name], lookup)
    channel = Progress.channel.parse(values[Progress.channel.name], lookup)
    return lambda action: followup.progress(lookup.state, action, text, on, by=by, channel=channel)


def due_form(lookup: Lookup, actions: Sequence[Action]) -> tuple[FormField, ...]:
    value = Action.due.type_text(actions[0].due, lookup) if len(actions) == 1 else ""
    due = form_field(lookup, Action.due, None, value)
    return (due, *fields_for(lookup, DueChange, only=(DueChange.by, DueChange.reason)))


def moved(lookup: Lookup, values: Values, at: Meeting | None = None) -> Step:
    """Another due date, as of today or of the day of the meeting at which it was said; so is a status."""
    due = Action.due.parse(values[Action.due.name], lookup)
    by: ShiftedBy = DueChange.by.parse(values[DueChange.by.name], lookup)
    reason, today = values[DueChange.reason.name], _day(lookup, at)
    return lambda action: followup.change_due(lookup.state, action, due, by, today, reason=reason, at=at)


def owner_form(lookup: Lookup, actions: Sequence[Action]) -> tuple[FormField, ...]:
    record = actions[0] if len(actions) == 1 else None
    return fields_for(lookup, Action, record, only=(Action.owners, Action.all))


def reassigned(lookup: Lookup, values: Values) -> Step:
    owners = Action.owners.parse(values[Action.owners.name], lookup)
    everybody = Action.all.parse(values.get(Action.all.name, ""), lookup)
    return lambda action: followup.reassign(lookup.state, action, owners, everybody=everybody)


def in_status(lookup: Lookup, status: ActionStatus, values: Values, at: Meeting | None = None) -> Step:
    numbers, until = ReferenceNumbers(lookup.state), values.get(Action.waiting_until.name, "")
    on = Action.waiting_on.parse(values.get(Action.waiting_on.name, ""), lookup)
    day, today = Action.waiting_until.parse(until, lookup), _day(lookup, at)
    return lambda action: followup.set_status(
        lookup.state, action, status, today, waiting_on=on, waiting_until=day, at=at, numbers=numbers
    )


def _day(lookup: Lookup, at: Meeting | None) -> date:
    return (at.date if at is not None else None) or lookup.today


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

    def make(self, values: Mapping[str, str]) -> Changes:
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
        await self._ask_about("update", lambda lookup, _: fields_for(lookup, Progress, only=_SAID), said)

    @work
    async def action_due(self) -> None:
        await self._ask_about("due", due_form, moved)

    @work
    async def action_owner(self) -> None:
        await self._ask_about("owner", owner_form, reassigned)

    @work
    async def action_status(self) -> None:
        actions, lookup = self.targets, self.session.lookup
        labels = [Choice(str(s), f"{LOOKS[s][0]} {t(f'choices.action_status.{s}')}") for s in ActionStatus]
        chosen = await self.ask_status(labels, ActionStatus.NOT_FOLLOWED_UP, ActionStatus.OPEN)
        if not chosen:
            return
        status = ActionStatus(chosen)

        def set_status(values: Values) -> Changes:
            return self.of_each(actions, in_status(lookup, status, values))

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
