"""What the screens about actions share: their views, the pane beside the list, filters that are kept, and copies.

The steps of following up, each on its key, are in `action_steps`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual import work

from ictwg.actions.action_detail import action_detail, origin_of
from ictwg.actions.action_rows import table_of
from ictwg.domain.records import Action, SavedFilter
from ictwg.domain.values import Audience
from ictwg.exports.messages import Copy, copy_actions
from ictwg.locales import t
from ictwg.records.filter_words import forget_filter, save_filter, saved_filters
from ictwg.ui.forms import form_field
from ictwg.ui.modals.choose import Choose
from ictwg.ui.modals.record_card import RecordCard
from ictwg.ui.read_ahead import many_made
from ictwg.ui.screens.action_steps import ActionSteps
from ictwg.ui.views import Views
from ictwg.ui.widgets.completion import Choice
from ictwg.ui.widgets.detail import DetailPane

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ictwg.actions.action_rows import ActionRow
    from ictwg.domain.schema import Record
    from ictwg.records.detail import Detail
    from ictwg.ui.widgets.filtered_list import KeyedList
    from ictwg.ui.widgets.virtual_list import VirtualList

KEEP, FORGET = "*keep*", "*forget*"


class ActionScreen(Views, ActionSteps):
    """Subclasses compose the list, and say which view is shown."""

    VIEWS: ClassVar[Mapping[str, str]] = {}
    """The views in their order, each with the keyed words that let its rows through."""

    def __init__(self) -> None:
        super().__init__()
        self._view = next(iter(self.VIEWS))

    @property
    def view_title(self) -> str:
        """What the rows shown are, as a heading of the copied list."""
        raise NotImplementedError

    def all_rows(self) -> tuple[ActionRow, ...]:
        with many_made():
            return table_of(self.desk.state).rows(self.desk.today)

    # The record under the cursor

    @property
    def current(self) -> Record | None:
        row = self.actions.list.current
        return self.desk.state.get(Action, row.action) if row is not None else None

    def detail_of(self, record: Record) -> Detail | None:
        return action_detail(self.desk.lookup, record) if isinstance(record, Action) else None

    def show_detail(self) -> None:
        self.query_one(DetailPane).tell_of(self._detail)

    def _detail(self) -> Detail | None:
        record = self.current
        return self.detail_of(record) if record is not None else None

    def cursor_moved(self, _moved: VirtualList[Any], /) -> None:
        self.show_detail()

    @work
    async def on_virtual_list_chosen(self, _event: VirtualList.Chosen) -> None:
        """Enter: all about it; Enter again: where it was said."""
        detail = self._detail()
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

    # Filters and copies

    @property
    def filtered(self) -> KeyedList[Any]:
        """The list whose filter is kept."""
        return self.actions

    @property
    def filters_of(self) -> str:
        """The name under which it is kept."""
        return self.AREA

    @work
    async def action_saved_filters(self) -> None:
        state, query = self.desk.state, self.filtered.query_text.strip()
        kept = saved_filters(state, self.filters_of)
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
            await self.ask(
                t("followup.keep_filter"),
                (name,),
                lambda values: save_filter(state, self.filters_of, values[name.name], query),
            )
        elif chosen == FORGET and same is not None:
            self.carry_out(lambda: forget_filter(same))
        elif chosen is not None:
            self.filtered.filter_by(chosen)

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
