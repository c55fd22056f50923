"""All records of a declared type that has no screen of its own, and one of them with what belongs to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll

from ictwg.app.forms.choices import Choice
from ictwg.domain.schema import RECORDS, Field, Record, link_to, tree_link, whole_link
from ictwg.locales import known, t
from ictwg.records.lookup import shown_name
from ictwg.records.record_rows import Fields, Move, RecordRow, grouped, in_tree, move, record_rows, sorted_by
from ictwg.records.tables import Detail, record_detail
from ictwg.ui.keys import bindings_for, bindings_with
from ictwg.ui.modals.choose import Choose
from ictwg.ui.record_screen import RecordScreen
from ictwg.ui.widgets.bars import KeyBar, TopBar, ViewTabs
from ictwg.ui.widgets.columns import GroupHeading
from ictwg.ui.widgets.detail import DetailPane


class DeclaredScreen(RecordScreen):
    """All records of a type that has no screen of its own, opened over another one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_for("records"),
        *bindings_with("document.open", "followup.filters", "agenda.up", "agenda.down", "agenda.nest", "agenda.unnest"),
    ]

    def __init__(self, kind: type[Record], of: Record | None = None) -> None:
        super().__init__(kind, of)
        self._sorted: Field[Any] | None = None
        self._backwards = False
        self._grouped: Field[Any] | None = None
        self._folded: frozenset[str] = frozenset()

    def is_list_of(self, kind: type[Record]) -> bool:
        return kind is self.kind

    @property
    def how_empty(self) -> str:
        """A list of them may come from a file."""
        how = super().how_empty
        return "empty_takes_lists" if how == "empty" else how

    @property
    def fields(self) -> Fields:
        known = link_to(self.kind, type(self.of)) if self.of is not None else None
        in_title = self.kind.NUMBER if self.is_tree else None
        own = tuple(field for field in self.kind.COLUMNS if field not in (known, in_title))
        whole = whole_link(self.kind) if self.of is None else None
        if whole is None or whole in own:
            return own
        return (*own, whole) if self.kind.TITLE in own else (whole, *own)

    def of_type(self) -> tuple[RecordRow, ...]:
        """What the list is of, before it is put in another order."""
        return record_rows(self.session.lookup, self.kind, self.fields, self.of)

    def rows(self) -> Sequence[RecordRow | GroupHeading]:
        lookup, rows = self.session.lookup, self.of_type()
        if self.is_tree:
            view = self.understood(self.filters[self._view], self.session.today)
            rows = tuple(row for row in rows if view.fits(row))
            rows = in_tree(lookup, self.kind, rows, self.fields, self._folded)
        if self._sorted is not None:
            rows = sorted_by(lookup, rows, self._sorted, backwards=self._backwards)
        if self._grouped is None:
            return rows
        lines: list[RecordRow | GroupHeading] = []
        without = t("record_screen.without", field=t(self._grouped.label_id))
        for group in grouped(lookup, rows, self._grouped):
            lines += [GroupHeading(f"heading/{group.title}", group.title or without, str(len(group.rows))), *group.rows]
        return lines

    async def open_current(self) -> None:
        """What belongs to it; of one to which nothing does, all about it."""
        record = self.current
        if record is not None and self.kind.CHILDREN:
            await self.program.open_whole(record)
        else:
            await super().open_current()

    @work
    async def action_sort(self) -> None:
        """By a column, forwards or backwards."""
        names = {field.name: t(field.screen_id) for field in self.fields}
        back = {f"-{name}": t("record_screen.backwards", field=label) for name, label in names.items()}
        options = [Choice(*both) for pair in zip(names.items(), back.items(), strict=True) for both in pair]
        chosen = await self.app.push_screen_wait(Choose(t("record_screen.sort"), options))
        if chosen is not None:
            self._sorted, self._backwards = self.kind.field(chosen.removeprefix("-")), chosen.startswith("-")
            self.reload()

    @work
    async def action_group(self) -> None:
        options = [Choice(field.name, t(field.screen_id)) for field in self.kind.GROUP_BY]
        current = self._grouped.name if self._grouped is not None else ""
        options = [Choice("", t("record_screen.no_group")), *options]
        chosen = await self.app.push_screen_wait(Choose(t("record_screen.group"), options, current=current))
        if chosen is not None:
            self._grouped = self.kind.field(chosen)
            self.reload()

    @work
    async def action_import_list(self) -> None:
        """A spreadsheet of these records, shown row by row before it comes in."""
        await self.program.import_list(self.kind, self.of)

    # In a tree

    @property
    def is_tree(self) -> bool:
        """Whether the rows stand under each other: not where they are sorted or grouped otherwise."""
        return tree_link(self.kind) is not None and self._sorted is None and self._grouped is None

    def action_move(self, how: Move) -> None:
        """Up, down, under the row above, or out."""
        record = self.current
        if record is not None:
            self.carry_out(lambda: move(self.session.state, record, how), quiet=True)

    def action_fold(self, folded: str) -> None:
        """Hides what stands under the row, or shows it again."""
        row = self.listed.list.current
        if row is not None:
            self._folded = self._folded | {row.about} if folded else self._folded - {row.about}
            self.reload()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No groups where none are declared; moves in a tree alone."""
        if action == "group":
            return bool(self.kind.GROUP_BY)
        if action in ("move", "fold"):
            return self.is_tree
        return super().check_action(action, parameters)


class TypesScreen(DeclaredScreen):
    """Lists of several types, a view for each."""

    def __init__(self, kinds: tuple[type[Record], ...], of: Record | None = None) -> None:
        self._kinds = kinds
        super().__init__(kinds[0], of)

    @property
    def filters(self) -> Mapping[str, str]:
        return {kind.TABLE: "" for kind in self._kinds}

    def view_label(self, view: str) -> str:
        return t(f"records.{RECORDS[view].SINGULAR}.plural")

    def kind_of(self, view: str) -> type[Record]:
        return RECORDS[view]


class RecordsBehindScreen(TypesScreen):
    """The records behind a figure.

    Args:
        title: What the figure is of.
    """

    def __init__(self, title: str, records: Sequence[Record]) -> None:
        self._title = title
        self._ids = frozenset(record.id for record in records)
        super().__init__(tuple(dict.fromkeys(map(type, records))))

    @property
    def heading(self) -> str:
        return self._title

    def of_type(self) -> tuple[RecordRow, ...]:
        return tuple(row for row in super().of_type() if row.id in self._ids)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A new record would not be among them."""
        return action != "new" and super().check_action(action, parameters)


class RecordDetailScreen(TypesScreen):
    """Args: whole: A record of a type with CHILDREN."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for("whole")

    def __init__(self, whole: Record) -> None:
        self._whole = whole
        self._told: tuple[int, Detail] | None = None
        super().__init__(type(whole).CHILDREN, whole)

    @property
    def whole(self) -> Any:
        """As it is now; as it was last seen where it is gone."""
        return self.session.state.get(type(self._whole), self._whole.id) or self._whole

    @property
    def sends_of(self) -> Record:
        whole: Record = self.whole
        return whole

    @property
    def heading(self) -> str:
        return shown_name(self.session.state, self.whole)

    @property
    def paged(self) -> Any:
        return self.whole

    def compose(self) -> ComposeResult:
        yield TopBar()
        with VerticalScroll(id="whole", can_focus=False):
            yield DetailPane()
        yield ViewTabs(tuple((view, self.view_label(view)) for view in self.views))
        yield from self.lists()
        yield KeyBar()

    def view_label(self, view: str) -> str:
        """Without what is said above already, so that all have room: the sessions of a training."""
        short = f"records.{RECORDS[view].SINGULAR}.short"
        return t(short) if known(short) else super().view_label(view)

    @work
    async def action_edit_whole(self) -> None:
        """What the list belongs to, not a row of the list."""
        await self.edit_in_form(self.whole)

    def current_detail(self) -> Detail:
        """Of the whole: its parts are the list, and going through them changes nothing of it."""
        version = self.session.state.version
        if self._told is None or self._told[0] != version:
            self._told = (version, record_detail(self.session.lookup, self.whole, tables=False))
        return self._told[1]
