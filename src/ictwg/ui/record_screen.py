"""The list of any declared record type, from its declaration alone: COLUMNS, VIEWS, GROUP_BY, FORM, DAY, CHILDREN.

The three jobs that it is for:

1. See the records of a view, find one by words or by `field:value`, sort them or put them under headings.
2. Add, edit, delete: one or the selected ones together; every change is one undo.
3. Open one with all that belongs to it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual import work
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Static

from ictwg.domain.changes import together
from ictwg.domain.records import SavedFilter
from ictwg.locales import known, t
from ictwg.minutes.printed.escaping import beginning
from ictwg.minutes.printed.escaping import plain as markdown
from ictwg.records.detail import record_detail
from ictwg.records.editing import remove_whole
from ictwg.records.field_filters import readers_of
from ictwg.records.filter_words import forget_filter, save_filter, saved_filters, understood
from ictwg.records.record_rows import RecordRow, grouped, record_rows, sorted_by
from ictwg.ui import record_form as forms
from ictwg.ui.desk_screen import DeskScreen
from ictwg.ui.export_menu import export_list
from ictwg.ui.forms import form_field
from ictwg.ui.keys import bindings_for, bindings_with
from ictwg.ui.modals.choose import Choose
from ictwg.ui.modals.record_card import RecordCard
from ictwg.ui.text import plain
from ictwg.ui.views import Views
from ictwg.ui.widgets.columns import Column, Heading
from ictwg.ui.widgets.completion import Choice
from ictwg.ui.widgets.detail import DetailPane
from ictwg.ui.widgets.filtered_list import KeyedList
from ictwg.ui.widgets.key_bar import KeyBar
from ictwg.ui.widgets.top_bar import TopBar
from ictwg.ui.widgets.view_tabs import ViewTabs

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from textual.app import ComposeResult

    from ictwg.domain.changes import Changes
    from ictwg.domain.schema import Field, Record
    from ictwg.records.detail import Detail
    from ictwg.records.filter_words import Filter
    from ictwg.ui.widgets.virtual_list import VirtualList

    Fields = tuple[Field[Any], ...]

KEEP, FORGET = "*keep*", "*forget*"
HINTED = 3
"""So many keyed words are named in the empty filter."""


class RecordScreen(Views, DeskScreen[None]):
    """All records of a type.

    Args:
        kind: The type.
        of: The one record whose parts are meant, where the type has a PARENT.
    """

    BINDINGS = [*bindings_for("record", "view", "records"), *bindings_with("followup.filters")]

    def __init__(self, kind: type[Record], of: Record | None = None) -> None:
        super().__init__()
        self.kind = kind
        self.of = of
        self._view = self.views[0]
        self._sorted: Field[Any] | None = None
        self._backwards = False
        self._grouped: Field[Any] | None = None
        self._rows: Sequence[RecordRow | Heading] = ()

    # What it shows

    @property
    def heading(self) -> str:
        return _plural(self.kind)

    @property
    def views(self) -> tuple[str, ...]:
        return tuple(self.kind.VIEWS) or ("all",)

    @property
    def fields(self) -> Fields:
        """What stands in the columns."""
        return tuple(field for field in self.kind.COLUMNS if self.of is None or field is not self.kind.PARENT)

    def compose(self) -> ComposeResult:
        yield TopBar()
        yield Static(plain(self.heading), id="listed-heading", markup=False)
        tabs = ViewTabs(tuple((view, self.view_label(view)) for view in self.views))
        tabs.display = len(self.views) > 1
        yield tabs
        with Horizontal(classes="list-and-detail"):
            yield self.make_list()
            with VerticalScroll(classes="detail", can_focus=False):
                yield DetailPane()
        yield KeyBar()

    def make_list(self) -> KeyedList[RecordRow]:
        keys = " ".join(f"{field.name}:" for field in self.fields[:HINTED])
        return KeyedList(
            record_columns(self.kind, self.fields),
            text=lambda row: row.searchable,
            parse=self.understood,
            hint=t("record_screen.filter_hint", keys=keys),
        )

    @property
    def listed(self) -> KeyedList[RecordRow]:
        return self.query_one(KeyedList)

    def understood(self, query: str, today: date) -> Filter:
        return understood(query, today, readers_of(self.desk.lookup, self.kind))

    def view_label(self, view: str) -> str:
        own = f"records.{self.kind.SINGULAR}.view.{view}"
        return t(own if known(own) else f"record_screen.view.{view}")

    def on_mount(self) -> None:
        self.reload()
        self.listed.list.focus()

    def reload(self) -> None:
        self._rows = self._ordered(record_rows(self.desk.lookup, self.kind, self.fields, self.of))
        self.show_view()

    def show_view(self) -> None:
        empty = t("record_screen.empty", plural=_plural(self.kind))
        self.listed.show_view(self._rows, self.kind.VIEWS.get(self._view, ""), self.desk.today, empty=empty)
        self.query_one(ViewTabs).show(self._view)
        self.show_detail()

    def _ordered(self, rows: tuple[RecordRow, ...]) -> Sequence[RecordRow | Heading]:
        lookup = self.desk.lookup
        if self._sorted is not None:
            rows = sorted_by(lookup, rows, self._sorted, backwards=self._backwards)
        if self._grouped is None:
            return rows
        lines: list[RecordRow | Heading] = []
        without = t("record_screen.without", field=t(self._grouped.label_id))
        for group in grouped(lookup, rows, self._grouped):
            lines += [Heading(f"heading/{group.title}", group.title or without, str(len(group.rows))), *group.rows]
        return lines

    def go_to(self, view: str) -> None:
        self._view = view
        self.listed.list.action_clear_selection()
        self.show_view()
        self.listed.list.action_first()
        self.listed.list.focus()

    def show_record(self, record: Record) -> None:
        """In the first view that lets it through."""
        today = self.desk.today
        through = (view for view in self.views if self.understood(self.kind.VIEWS.get(view, ""), today).fits(record))
        self.go_to(next(through, self._view))
        self.listed.filter_by("")
        self.listed.list.move_to(record.id)

    # The record under the cursor

    @property
    def current(self) -> Record | None:
        row = self.listed.list.current
        return row.record if row is not None else None

    @property
    def targets(self) -> tuple[Record, ...]:
        """The selected records, or the one under the cursor."""
        return tuple({row.about: row.record for row in self.listed.list.targets}.values())

    def detail_of(self, record: Record) -> Detail | None:
        return record_detail(self.desk.lookup, record)

    def show_detail(self) -> None:
        self.query_one(DetailPane).tell_of(self._detail)

    def _detail(self) -> Detail | None:
        record = self.current
        return self.detail_of(record) if record is not None else None

    def cursor_moved(self, _moved: VirtualList[Any], /) -> None:
        self.show_detail()

    @work
    async def on_virtual_list_chosen(self, _event: VirtualList.Chosen) -> None:
        """Enter: what belongs to it; of one to which nothing does, all about it."""
        record, detail = self.current, self._detail()
        if record is None or detail is None:
            return
        if self.kind.CHILDREN:
            from ictwg.ui.record_detail import RecordDetailScreen

            await self.app.push_screen(RecordDetailScreen(record))
        elif await self.app.push_screen_wait(RecordCard(detail, comes_from=False)) == "edit":
            self.action_edit()

    # Changes

    @work
    async def action_new(self) -> None:
        lookup, made = self.desk.lookup, list[str]()

        def make(values: dict[str, str]) -> Changes:
            id, changes = forms.new_record(lookup, self.kind, values, self.of)
            made.append(id)
            return changes

        title = t("record_screen.new", kind=t(f"records.{self.kind.SINGULAR}"))
        if await self.fill_in(title, forms.new_form(lookup, self.kind, self.of), make):
            added = self.desk.state.get(self.kind, made[-1])
            if added is not None and not self.listed.list.move_to(added.id):
                self.show_record(added)

    @work
    async def action_edit(self) -> None:
        records, lookup = self.targets, self.desk.lookup
        if not records:
            return
        title = t("record_screen.edit", subject=forms.subject_of(lookup, records))
        if len(records) == 1:
            form = forms.edit_form(lookup, records[0], self.of)
            await self.fill_in(title, form, lambda values: forms.edit_record(lookup, records[0], form, values))
        elif await self.fill_in(
            title, forms.several_form(lookup, self.kind), lambda values: forms.edit_several(lookup, records, values)
        ):
            self.listed.list.action_clear_selection()

    def action_delete(self) -> None:
        records, lookup = self.targets, self.desk.lookup
        if records and self.carry_out(
            lambda: together((remove_whole(lookup.state, one) for one in records), forms.subject_of(lookup, records))
        ):
            self.listed.list.action_clear_selection()

    # Order

    @work
    async def action_sort(self) -> None:
        """By a column, forwards or backwards."""
        names = {field.name: t(field.label_id) for field in self.fields}
        back = {f"-{name}": t("record_screen.backwards", field=label) for name, label in names.items()}
        options = [Choice(*both) for pair in zip(names.items(), back.items(), strict=True) for both in pair]
        chosen = await self.app.push_screen_wait(Choose(t("record_screen.sort"), options))
        if chosen is not None:
            self._sorted, self._backwards = self.kind.field(chosen.removeprefix("-")), chosen.startswith("-")
            self.reload()

    @work
    async def action_group(self) -> None:
        options = [Choice(field.name, t(field.label_id)) for field in self.kind.GROUP_BY]
        current = self._grouped.name if self._grouped is not None else ""
        options = [Choice("", t("record_screen.no_group")), *options]
        chosen = await self.app.push_screen_wait(Choose(t("record_screen.group"), options, current=current))
        if chosen is not None:
            self._grouped = self.kind.field(chosen)
            self.reload()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Back where it was opened over another; groups where there are any."""
        if action == "back":
            return len(self.app.screen_stack) > 1
        if action == "group":
            return bool(self.kind.GROUP_BY)
        return super().check_action(action, parameters)

    # Filters and copies

    @work
    async def action_saved_filters(self) -> None:
        state, query, screen = self.desk.state, self.listed.query_text.strip(), self.kind.TABLE
        kept = saved_filters(state, screen)
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
            await self.fill_in(
                t("followup.keep_filter"),
                (name,),
                lambda values: save_filter(state, screen, values[name.name], query),
            )
        elif chosen == FORGET and same is not None:
            self.carry_out(lambda: forget_filter(same))
        elif chosen is not None:
            self.listed.filter_by(chosen)

    def action_copy_markdown(self) -> None:
        """The selected rows; where none is selected, all that the view shows."""
        rows = self.listed.list.targets if self.listed.list.selected_ids else self.listed.shown_rows()
        lines = ["- " + beginning(" – ".join(filter(None, map(markdown, row.cells)))) for row in rows]
        title = t("record_screen.title", plural=self.heading, view=self.view_label(self._view))
        text = "\n".join((f"**{markdown(title)}**", "", *lines, "")) if lines else ""
        self.program.copy(text, t("record_screen.copied", count=len(rows)))

    @work
    async def action_export_list(self) -> None:
        await export_list(self, self.kind.TABLE, self.listed, self.kind)

    def action_back(self) -> None:
        self.dismiss()


def record_columns(kind: type[Record], fields: Fields) -> tuple[Column[RecordRow], ...]:
    """The title has the room; of the others the last ones give way first."""
    wide = kind.TITLE if kind.TITLE in fields else fields[0]
    return tuple(_column(field, place, wide=field is wide) for place, field in enumerate(fields))


def _column(field: Field[Any], place: int, *, wide: bool) -> Column[RecordRow]:
    def show(row: RecordRow) -> str:
        return row.cells[place]

    name, label = field.name, t(field.label_id)
    if wide:
        return Column(name, label, show, share=3, minimum=20, good=40, snug=True)
    width = WIDTHS.get(field.kind, 0)
    align: Any = "right" if field.kind == "number" else "left"
    return Column(name, label, show, width=width, minimum=9, align=align, drop=place + 1, snug=True)


WIDTHS = {"date": 12, "due": 14, "time": 5, "number": 8, "choice": 16, "flag": 6}
"""Cells at the most; what is not here takes what there is."""


def _plural(kind: type[Record]) -> str:
    return t(f"records.{kind.SINGULAR}.plural")
