"""What the screens about actions share: the list, the pane beside it, and each step of following up on its key.

A step is for the selected rows, or for the row under the cursor; for several it is one change and one undo.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual import work

from ictwg.domain.records import Action, SavedFilter
from ictwg.domain.values import ActionStatus, Audience
from ictwg.locales import t
from ictwg.services import followup
from ictwg.services.action_copy import Copy, copy_actions
from ictwg.services.action_detail import action_detail, origin_of
from ictwg.services.action_rows import table_of
from ictwg.services.adding import named_me
from ictwg.services.bulk import for_each, subject_of
from ictwg.services.lookup import short_name, short_title
from ictwg.services.numbering import Numbers
from ictwg.services.saved_filters import forget_filter, save_filter, saved_filters
from ictwg.services.tasks import turn
from ictwg.ui.collecting import many_made
from ictwg.ui.desk_screen import DeskScreen
from ictwg.ui.forms import form_field
from ictwg.ui.keys import bindings_for
from ictwg.ui.modals.choose import Choose
from ictwg.ui.modals.form_screen import FormScreen
from ictwg.ui.modals.record_card import RecordCard
from ictwg.ui.screens import action_forms as forms
from ictwg.ui.widgets.action_list import LOOKS, ActionList
from ictwg.ui.widgets.completion import Choice
from ictwg.ui.widgets.detail import DetailPane

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ictwg.domain.changes import Changes
    from ictwg.domain.schema import Record
    from ictwg.services.lookup import Lookup
    from ictwg.services.membership_detail import Detail
    from ictwg.services.row_maker import ActionRow
    from ictwg.ui.widgets.form import FormField
    from ictwg.ui.widgets.view_tabs import ViewTabs
    from ictwg.ui.widgets.virtual_list import VirtualList

WIDE = 110
KEEP, FORGET = "*keep*", "*forget*"


class ActionScreen(DeskScreen[None]):
    """Subclasses compose the list, say which view is shown, and whether a new row is a task."""

    BINDINGS: ClassVar = [*bindings_for("record", "view", "followup")]
    MAKES_TASKS: ClassVar[bool] = False
    AREA: ClassVar[str] = ""
    """The area of the messages, and the name under which filters are kept."""

    VIEWS: ClassVar[Mapping[str, str]] = {}
    """The views in their order, each with the keyed words that let its rows through."""

    def __init__(self) -> None:
        super().__init__()
        self._view = next(iter(self.VIEWS))

    @property
    def actions(self) -> ActionList:
        return self.query_one(ActionList)

    @property
    def view_title(self) -> str:
        """What the rows shown are, as a heading of the copied list."""
        raise NotImplementedError

    def all_rows(self) -> tuple[ActionRow, ...]:
        with many_made():
            return table_of(self.desk.state).rows(self.desk.today)

    # Views

    def action_previous_view(self) -> None:
        self._step_view(-1)

    def action_next_view(self) -> None:
        self._step_view(1)

    def on_view_tabs_chosen(self, event: ViewTabs.Chosen) -> None:
        self.go_to(event.view)

    def _step_view(self, step: int) -> None:
        views = list(self.VIEWS)
        self.go_to(views[(views.index(self._view) + step) % len(views)])

    def go_to(self, view: str) -> None:
        raise NotImplementedError

    # The record under the cursor

    @property
    def current(self) -> Record | None:
        row = self.actions.list.current
        return self.desk.state.get(Action, row.action) if row is not None else None

    @property
    def targets(self) -> tuple[Action, ...]:
        """The selected actions, or the one under the cursor."""
        ids = dict.fromkeys(row.action for row in self.actions.list.targets)
        found = (self.desk.state.get(Action, id) for id in ids)
        return tuple(action for action in found if action is not None)

    def detail_of(self, record: Record) -> Detail | None:
        return action_detail(self.desk.lookup, record) if isinstance(record, Action) else None

    def show_detail(self) -> None:
        """In the pane, where the terminal is wide enough for one."""
        if self.size.width < WIDE:
            return
        pane, record = self.query_one(DetailPane), self.current
        detail = self.detail_of(record) if record is not None else None
        if detail is None:
            pane.clear()
        else:
            pane.show(detail)

    def on_virtual_list_highlighted(self, _event: VirtualList.Highlighted) -> None:
        self.show_detail()

    def on_resize(self) -> None:
        self.call_after_refresh(self.show_detail)

    @work
    async def on_virtual_list_chosen(self, _event: VirtualList.Chosen) -> None:
        """Enter: all about it; Enter again: where it was said."""
        record = self.current
        detail = self.detail_of(record) if record is not None else None
        if detail is None:
            return
        answer = await self.app.push_screen_wait(RecordCard(detail))
        if answer == "origin":
            await self.action_origin()
        elif answer == "edit":
            self.action_edit()

    async def action_origin(self) -> None:
        record = self.current
        origin = origin_of(self.desk.state, record) if isinstance(record, Action) else None
        if origin is None:
            self.tell(t("followup.no_origin"))
        else:
            await self.program.open_record(origin)

    # Steps

    @work
    async def action_new(self) -> None:
        lookup, task = self.desk.lookup, self.MAKES_TASKS
        title = t(f"{self.AREA}.new")
        made: list[str] = []

        def make(values: Mapping[str, str]) -> None:
            id, changes = forms.new_action(lookup, named_me(values, self.desk.settings.user_name), task=task)
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
            form, me = forms.edit_form(lookup, actions[0]), self.desk.settings.user_name
            title = t("followup.edit", subject=short_name(actions[0]))
            await self._ask(
                title, form, lambda values: forms.edit_action(lookup, actions[0], form, named_me(values, me))
            )
        elif actions:
            title = t("followup.edit", subject=subject_of(self.desk.state, actions))
            form = forms.several_form(lookup)
            await self._ask(title, form, lambda values: forms.edit_several(lookup, actions, values))

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
            await self._ask(title, form, lambda values: forms.set_status(lookup, actions, status, values))
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
            await self._ask(title, form(lookup, actions), lambda values: use_case(lookup, actions, values))

    async def _ask(
        self, title: str, form: tuple[FormField, ...], use_case: Callable[[Mapping[str, str]], Changes]
    ) -> None:
        values = await self.app.push_screen_wait(FormScreen(title, form))
        if values is not None:
            self.finish(lambda: use_case(values))

    # Filters and copies

    @work
    async def action_saved_filters(self) -> None:
        state, query = self.desk.state, self.actions.query_text.strip()
        kept = saved_filters(state, self.AREA)
        options = [Choice(saved.words, saved.name, saved.words) for saved in kept]
        same = next((saved for saved in kept if saved.words == query), None)
        if same is not None:
            options.append(Choice(FORGET, t("followup.forget_filter", name=same.name), query))
        elif query:
            options.append(Choice(KEEP, t("followup.keep_filter"), query))
        if not options:
            self.tell(t("followup.no_filters"))
            return
        chosen = await self.app.push_screen_wait(Choose(t("followup.filters"), options))
        if chosen == KEEP:
            name = form_field(self.desk.lookup, SavedFilter.name)
            await self._ask(
                t("followup.keep_filter"),
                (name,),
                lambda values: save_filter(state, self.AREA, values[name.name], query),
            )
        elif chosen == FORGET and same is not None:
            self.carry_out(lambda: forget_filter(same))
        elif chosen is not None:
            self.actions.filter_by(chosen)

    def action_copy_markdown(self) -> None:
        """The selected rows; where none is selected, all that the view shows."""
        shown: VirtualList[Any] = self.actions.list
        rows = shown.targets if shown.selected_ids else self.actions.shown_rows()
        copied = copy_actions(self.desk.state, rows, self.desk.today, self.view_title, self.audience)
        self.tell_copied(copied, "followup.copied")

    def tell_copied(self, copied: Copy, message: str) -> None:
        what = t(message, count=copied.listed)
        left_out = t("followup.left_out", count=copied.left_out) if copied.left_out else ""
        if left_out and not copied.listed:
            self.tell(left_out)
        else:
            self.program.copy(copied.text, " ".join(filter(None, (what, left_out))))

    @property
    def audience(self) -> Audience:
        """Whom the copied list is for: the chair asks for the actions, tasks are our own."""
        return Audience.SECRETARIAT if self.MAKES_TASKS else Audience.CORE
