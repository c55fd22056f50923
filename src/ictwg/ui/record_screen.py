"""The list of any declared record type, from its declaration alone: COLUMNS, VIEWS, GROUP_BY, FORM, DAY, CHILDREN.

The three jobs that it is for:

1. See the records of a view, find one by words or by `field:value`, sort them or put them under headings.
2. Add, edit, delete: one or the selected ones together; every change is one undo.
3. Open one with all that belongs to it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, ClassVar

from textual import work
from textual.binding import BindingType

from ictwg.app.catalogue import LIST, paper_named, papers_of
from ictwg.app.csv_lists import SELECTION, RecordList
from ictwg.app.forms import declared as forms
from ictwg.app.forms.choices import Choice
from ictwg.app.forms.declared import form_field
from ictwg.app.forms.fields import FormField, Values
from ictwg.domain.changes import Changes, together
from ictwg.domain.in_language import translated_fields
from ictwg.domain.records import SavedFilter
from ictwg.domain.schema import Field, Record
from ictwg.domain.text import fold, in_sentence
from ictwg.domain.values import Audience
from ictwg.exports.messages import Copy
from ictwg.locales import first_known, known, t
from ictwg.papers.markdown import beginning
from ictwg.papers.markdown import plain as markdown
from ictwg.records.editing import remove, set_fields
from ictwg.records.filter_words import FilterQuery, forget_filter, save_filter, saved_filters, understood
from ictwg.records.lookup import kind_words, shown_name
from ictwg.records.record_rows import Fields, RecordRow, grammar_of
from ictwg.records.selection import LISTINGS
from ictwg.records.shared_files import names_file, paths_of
from ictwg.records.tables import Detail, is_linked, record_detail
from ictwg.reports import PAGES
from ictwg.ui.disclosure import let_out
from ictwg.ui.export_menu import PaperOffer, offer, records_offer, send_out
from ictwg.ui.keys import bindings_for
from ictwg.ui.list_screen import ListScreen
from ictwg.ui.modals.box import RecordCard
from ictwg.ui.modals.choose import Choose
from ictwg.ui.widgets.columns import EXTRA, Column, record_in, title_column
from ictwg.ui.widgets.filtered_list import FilteredList, words_alone

KEEP, FORGET = "*keep*", "*forget*"
HINTED = 3
"""So many keyed words are named in the empty filter."""


class RecordScreen(ListScreen[Any]):
    """A list of records, the pane beside it, and what is done with the row under the cursor or the selected ones.

    What a type, or a screen, has special it says in one of these methods; the rest is its declaration's.

    Args:
        kind: The type.
        of: The one record whose parts are meant, where the type has a PARENT.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for("record", "view")]
    VIEWS: ClassVar[Mapping[str, str]] = {}
    """The views in their order, each with the keyed words that let its rows through; none: those of the type."""
    BESIDE = True
    several: ClassVar[frozenset[str]] = frozenset({"edit", "delete"})
    """The actions that are for all selected rows."""
    AREA: ClassVar[str] = ""
    """The area of the messages of a screen that has a digit of its own, and the name under which filters are kept."""

    def __init__(self, kind: type[Record], of: Record | None = None) -> None:
        self.kind = kind
        self.of = of
        super().__init__()

    # What is shown

    @property
    def filters(self) -> Mapping[str, str]:
        """The views; the parts of one record begin with all, so that what was added is there when they are reopened."""
        found = self.VIEWS or self.kind.VIEWS or {"all": ""}
        return found if self.of is None else {"all": "", **found}

    @property
    def views(self) -> tuple[str, ...]:
        return tuple(self.filters)

    @property
    def fields(self) -> Fields:
        """What stands in the columns."""
        return self.kind.COLUMNS

    @property
    def heading(self) -> str:
        return "" if self.AREA else super().heading or _plural(self.kind)

    @property
    def view_title(self) -> str:
        """What the rows shown are, as a heading of the copied list."""
        return t(self.view_id) if self.AREA else f"{self.heading} – {self.view_label(self._view)}"

    @property
    def view_id(self) -> str:
        """The message that says what the rows shown are: the title of the view, else its label."""
        return first_known(f"{self.AREA}.title.{self._view}", *self._labels(self._view))

    def view_label(self, view: str) -> str:
        return t(first_known(*self._labels(view)))

    def _labels(self, view: str) -> tuple[str, str]:
        return f"{self.AREA or f'records.{self.kind.SINGULAR}'}.view.{view}", f"record_screen.view.{view}"

    @property
    def empty(self) -> str:
        if self.AREA and not self.EMPTY:
            return t(f"{self.AREA}.empty.{self._view}")
        if super().empty:
            return super().empty
        belongs = f"records.{self.kind.SINGULAR}.belongs"
        told = t(f"record_screen.{self.how_empty}", plural=in_sentence(_plural(self.kind)))
        return f"{told}\n{t(belongs)}" if known(belongs) and self.how_empty != "empty_view" else told

    @property
    def how_empty(self) -> str:
        """Whether nothing was entered, or another view has it."""
        elsewhere = self.filters[self._view] and any(True for _ in self.session.state.all(self.kind))
        return "empty_view" if elsewhere else "empty"

    @property
    def keyed(self) -> bool:
        """Whether the rows have what the words of the declaration look at."""
        return True

    @property
    def hint(self) -> str:
        """What stands in the empty filter."""
        if not self.keyed:
            return t("ui.filter_hint")
        known = grammar_of(self.session.lookup, self.kind).readers
        labels = (t(field.label_id).casefold() for field in self.fields)
        keys = [f"{label}:" for label in labels if fold(label) in known]  # those of one word
        return t("record_screen.filter_hint", keys=" ".join(keys[:HINTED])) if keys else t("ui.filter_hint")

    def columns(self) -> Sequence[Column[Any]]:
        return record_columns(self.kind, self.fields)

    def understood(self, query: str, today: date) -> FilterQuery:
        readers = grammar_of(self.session.lookup, self.kind).readers
        return understood(query, today, readers) if self.keyed else words_alone(query, today)

    def detail_of(self, record: Record) -> Detail | None:
        return record_detail(self.session.lookup, record)

    def current_detail(self) -> Detail | None:
        record = self.current
        return self.detail_of(record) if record is not None else None

    def kind_of(self, _view: str) -> type[Record]:
        """The type of the records of a view."""
        return self.kind

    def list_of(self, view: str) -> str:
        return self.kind_of(view).TABLE

    def make_list(self, name: str) -> FilteredList[Any]:
        listed = FilteredList[Any](parse=self.understood, id=name)
        listed.list.told_as = self.told_as
        return listed

    def begins_at(self, _rows: Sequence[Any]) -> str | None:
        """The row on which the cursor is to stand; where it stood, if none is named."""
        return None

    def show_rows(self) -> None:
        rows = self.rows()
        cursor, base = self.begins_at(rows), self.filters[self._view]
        self.listed.bar.hint(self.hint)
        self.listed.show_columns(self.columns())
        self.listed.show(rows, base=base, today=self.session.today, empty=self.empty, cursor=cursor)

    def go_to(self, view: str) -> None:
        before = self.listed
        before.list.action_clear_selection()
        self.kind = self.kind_of(view)
        super().go_to(view)
        if self.listed is before:
            before.list.action_first()

    def view_of(self, record: Record) -> str:
        """The first view that lets it through."""
        through = (
            view for view, words in self.filters.items() if self.understood(words, self.session.today).fits(record)
        )
        return next(through, self._view)

    def show_record(self, record: Record) -> None:
        """In the view that has it; what is selected there stays selected."""
        if (view := self.view_of(record)) != self._view:
            self.go_to(view)
        self.listed.filter_by("")
        self.listed.list.move_to(record.id)

    # The record under the cursor

    @property
    def current(self) -> Record | None:
        row = self.listed.list.current
        return self.session.state.get(self.kind, record_in(row)) if row is not None else None

    @property
    def origin(self) -> Record | None:
        """What it comes from, where Enter leads to that."""
        return None

    @property
    def targets(self) -> tuple[Any, ...]:
        """The selected records, or the one under the cursor."""
        found = (
            self.session.state.get(self.kind, id) for id in dict.fromkeys(map(record_in, self.listed.list.targets))
        )
        return tuple(record for record in found if record is not None)

    def subject(self, records: Sequence[Any]) -> str:
        """One by its name, with its kind where that name is another's; several by their number."""
        if len(records) == 1:
            name = shown_name(self.session.state, records[0])
            return name if self.kind.NAMED_AS is None else f"{kind_words(records[0])} – {name}"
        return f"{in_sentence(_plural(self.kind))} ({len(records)})"

    @work
    async def choose(self, row: Any) -> None:  # noqa: ARG002 - its record
        """All about it."""
        await self.open_current()

    async def open_current(self) -> None:
        """The row under the cursor, also where the pane tells of what the rows belong to."""
        record = self.current
        detail = self.detail_of(record) if record is not None else self.current_detail()
        if detail is None:
            return
        card = RecordCard(detail, comes_from=self.origin is not None, page=self._has_page)
        answer = await self.app.push_screen_wait(card)
        if answer == "origin" and self.origin is not None:
            await self.program.open_record(self.origin)
        elif answer == "page":
            self.action_page()
        elif answer == "edit":
            self.action_edit()

    async def action_linked(self) -> None:
        """From an action to its activity, from there to the recommendation."""
        record = self.current
        if record is not None:
            await self.program.open_linked(record)

    @property
    def paged(self) -> Record | None:
        """What `action_page` is about."""
        return self.current

    @property
    def _has_page(self) -> bool:
        return getattr(self.paged, "TABLE", "") in PAGES

    def action_page(self) -> None:
        """What its report tells of it alone, to be read or handed out."""
        record = self.paged
        if record is not None:
            self.program.show_page(record)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "open_file":
            return names_file(self.kind) and (self.current is None or bool(paths_of(self.current)))
        if action == "linked":
            return is_linked(self.kind)
        if action == "page":
            return self._has_page
        if action == "translate":
            return bool(translated_fields(self.kind))
        return super().check_action(action, parameters)

    def action_open_file(self) -> None:
        """With the program that the system has for it."""
        self.open_file_of(self.current)

    # Changes

    def new_title(self) -> str:
        return t("record_screen.new", kind=in_sentence(t(f"records.{self.kind.SINGULAR}")))

    def new_form(self) -> tuple[FormField, ...]:
        return forms.new_form(self.session.lookup, self.kind, self.of)

    def make(self, values: Values) -> Changes:
        return forms.new_record(self.session.lookup, self.kind, values, self.of)

    def edit_form(self, record: Any) -> tuple[FormField, ...]:
        return forms.edit_form(self.session.lookup, record, self.of)

    def edit(self, record: Any, form: Sequence[FormField], values: Values) -> Changes:
        return forms.edit_record(self.session.lookup, record, form, values)

    def edit_filled(self, values: Values, record: Any) -> Changes:
        """One of several: only what was filled in."""
        return set_fields(self.session.lookup, record, forms.filled(values))

    @work
    async def action_new(self) -> None:
        await self.add(self.new_form())

    async def add(self, form: tuple[FormField, ...]) -> None:
        """A new record; the cursor goes to it. For workers."""
        made = await self.fill_in(self.new_title(), form, self.make)
        id = next((id for table, id in made.created if table == self.kind.TABLE), None) if made else None
        added = self.session.state.get(self.kind, id)
        if added is not None:
            if not self.listed.list.move_to(added.id):
                self.show_record(added)
            self.added(added)

    def added(self, record: Record) -> None:
        """What else is to be said of a new record."""

    @work
    async def action_edit(self) -> None:
        records = self.targets
        if len(records) == 1:
            form = self.edit_form(records[0])
            title = t("followup.edit", subject=self.subject(records))
            await self.ask(title, form, lambda values: self.edit(records[0], form, values))
        elif records:
            title = t("followup.edit_several", subject=self.subject(records))
            form = forms.several_form(self.session.lookup, self.kind)
            await self.ask(title, form, lambda values: self.of_each(records, partial(self.edit_filled, values)))

    @work
    async def action_translate(self) -> None:
        """Its names and titles in the other languages of the group's papers."""
        record = self.current
        if record is not None:
            lookup = self.session.lookup
            form, bearer = forms.translation_form(lookup, record)
            title = t("record_screen.translate", subject=self.subject((record,)))
            await self.ask(title, form, lambda values: forms.translate(lookup.state, bearer, values))

    def action_delete(self) -> None:
        self.for_each(partial(remove, self.session.state))

    def for_each(self, step: Callable[[Any], Changes], then: str = "") -> None:
        """A step for the selected records, or for the one under the cursor; for several it is one change."""
        records = self.targets
        if records:
            self.finish(lambda: self.of_each(records, step), then)

    def of_each(self, records: Sequence[Any], step: Callable[[Any], Changes]) -> Changes:
        """The step for every one, as one change."""
        changes = [step(record) for record in records]
        return changes[0] if len(changes) == 1 else together(changes, self.subject(records))

    def finish(self, use_case: Callable[[], Changes], then: str = "") -> None:
        """Carries a step out; afterwards nothing is selected, so that the next step is for what is looked at."""
        if self.carry_out(use_case, then=(lambda: then) if then else None):
            self.listed.list.action_clear_selection()

    async def ask(self, title: str, form: tuple[FormField, ...], use_case: Callable[[Values], Changes]) -> None:
        """The same after a form."""
        if await self.fill_in(title, form, use_case):
            self.listed.list.action_clear_selection()

    # Filters and copies

    @property
    def filters_of(self) -> str:
        """The name under which filters are kept."""
        return self.AREA or self.kind.TABLE

    @work
    async def action_saved_filters(self) -> None:
        state, query = self.session.state, self.listed.query_text.strip()
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
            name = form_field(self.session.lookup, SavedFilter.name)
            await self.ask(
                t("followup.keep_filter"),
                (name,),
                lambda values: save_filter(state, self.filters_of, values[name.name], query),
            )
        elif chosen == FORGET and same is not None:
            self.carry_out(lambda: forget_filter(same))
        elif chosen is not None:
            self.listed.filter_by(chosen)

    @property
    def copied_for(self) -> Audience | None:
        """Who reads what is copied; None where nobody knows."""
        return None

    def copied(self, rows: Sequence[Any]) -> Copy:
        """The rows as a list for a message."""
        lines = ["- " + beginning(" – ".join(filter(None, map(markdown, row.cells)))) for row in rows]
        text = "\n".join((f"**{markdown(self.view_title)}**", "", *lines, "")) if lines else ""
        return Copy(text, len(lines), 0)

    def copied_words(self, count: int) -> str:
        return t("ui.count", count=count)

    def action_copy_markdown(self) -> None:
        """The selected rows; where none is selected, all that the view shows."""
        self._copy_rows()

    @work
    async def _copy_rows(self) -> None:
        def make() -> tuple[Copy, ...]:
            return (self.copied(self.listed.list.selected or self.listed.shown_rows()),)

        for copied in await let_out(self, make, self.copied_for):
            left_out = t("followup.left_out", count=copied.left_out) if copied.left_out else ""
            if left_out and not copied.listed:
                self.tell(left_out)
            else:
                self.program.copy(copied.text, " ".join(filter(None, (self.copied_words(copied.listed), left_out))))

    @property
    def exported_as(self) -> str:
        return next((name for name, listing in LISTINGS.items() if listing.kind is self.kind), self.kind.TABLE)

    @work
    async def action_export_list(self) -> None:
        """The selected rows, or else all that the list shows, as a spreadsheet; or a paper about them or one of them.

        On the page of a record its papers come first.
        """
        session, about, whole = self.session, self.current, getattr(self, "whole", None)
        papers = [offer(session, paper_named(one)) for one in _BESIDE.get(self.exported_as, ())]
        papers += [offer(session, one, about) for one in papers_of(self.kind.SINGULAR) if about is not None]
        first = [offer(session, one, whole) for one in papers_of(whole.SINGULAR)] if whole is not None else []
        listed = self.list_offer(t("exporting.list") if first else "")
        title = shown_name(session.state, first[0].about) if first else ""
        await send_out(self, (*first, listed, *papers), title, "" if first else f"{LIST} {self.exported_as}")

    def list_offer(self, label: str = "") -> PaperOffer:
        session, rows, name, part = self.session, self.listed, self.exported_as, [self.view_id]
        if (whole := getattr(self, "whole", None)) is not None:
            name, part = f"{name}-{shown_name(session.state, whole)}", []
        if rows.list.selected or rows.query_text.strip():
            part.append(SELECTION)
        # One may appear under several headings.
        ids = dict.fromkeys(map(record_in, rows.list.selected or rows.shown_rows()))
        found = [record for id in ids if (record := session.state.get(self.kind, id)) is not None]
        return records_offer(session, RecordList(name, self.kind, found, session.lookup, tuple(part)), label)


_BESIDE = {
    "actions": ("action-list",),
    "members": ("contacts",),
    "people": ("contacts",),
    "letters": ("delivery-sheet", "correspondence"),
    "incoming_letters": ("correspondence",),
}
"""The papers that say as pages what a list shows, or that go with what it has."""


def record_columns(kind: type[Record], fields: Fields) -> tuple[Column[RecordRow], ...]:
    """The title has the room that it needs, up to 40 cells; of the others the last ones give way first."""
    wide = kind.TITLE if kind.TITLE in fields else fields[0]
    return tuple(_column(field, place, wide=field is wide) for place, field in enumerate(fields))


def _column(field: Field[Any], place: int, *, wide: bool) -> Column[RecordRow]:
    def show(row: RecordRow) -> str:
        return row.indent + row.cells[place] if wide else row.cells[place]

    name, label = field.name, t(field.screen_id)
    if wide:
        return title_column(name, label, show)
    width = WIDTHS.get(field.kind, 0)
    align: Any = "right" if field.kind in ("number", "money") else "left"
    return Column(name, label, show, width=width, minimum=9, align=align, drop=place + EXTRA, snug=True)


WIDTHS = {"date": 12, "due": 14, "time": 5, "number": 11, "money": 14, "choice": 18, "flag": 6}
"""Cells at the most; what is not here takes what there is."""


def _plural(kind: type[Record]) -> str:
    return t(f"records.{kind.SINGULAR}.plural")
