"""A screen that is a list with its views, and all about the row under the cursor beside it or below it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any, ClassVar, Generic

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import ContentSwitcher, Static

from ictwg.domain.schema import Record
from ictwg.locales import t
from ictwg.records.tables import Detail
from ictwg.ui.keys import bindings_with
from ictwg.ui.session_screen import SessionScreen
from ictwg.ui.text import plain
from ictwg.ui.widgets.bars import KeyBar, TopBar, ViewTabs
from ictwg.ui.widgets.columns import Column, GroupHeading, R
from ictwg.ui.widgets.detail import DetailPane
from ictwg.ui.widgets.filtered_list import FilteredList
from ictwg.ui.widgets.virtual_list import VirtualList


class Views:
    """For a screen that composes `ViewTabs` and says what going to a view does."""

    VIEWS: ClassVar[Collection[str]] = ()
    """In their order; behind the last one comes the first."""

    _view: str
    """The one that is shown."""

    def go_to(self, view: str) -> None:
        raise NotImplementedError

    def on_view_tabs_chosen(self, event: ViewTabs.Chosen) -> None:
        self.go_to(event.view)

    @property
    def views(self) -> tuple[str, ...]:
        """Those that there are now."""
        return tuple(self.VIEWS)

    def action_step_view(self, step: int) -> None:
        views = self.views
        self.go_to(views[(views.index(self._view) + step) % len(views)])


class ListScreen(Views, SessionScreen[None], Generic[R]):
    """Says what its rows are, how they look, and what Enter does with one.

    The rows of one view may be others than those of the next: each `list_of` has its own cursor and filter.
    """

    BINDINGS: ClassVar = bindings_with("record.back")
    VIEWS: ClassVar[Collection[str]] = ("all",)
    HEADING: ClassVar[str] = ""
    """The message above the list; none on a screen that has a digit of its own."""
    EMPTY: ClassVar[str] = ""
    """The message where there are no rows."""
    BESIDE: ClassVar[bool] = False
    """Whether the pane is beside the list, on a wide terminal; else below it, where any row has more to say."""

    told_as: ClassVar[dict[str, str]] = {}
    """Whose words tell what Enter does here, such as `{"list.choose": "trash.look"}`."""
    header: ClassVar[bool] = True
    """Whether the titles of the columns stand above."""
    text: Callable[[Any], str] | None = None
    """In what the filter looks, where that is more than the columns show and no row says it."""

    def __init__(self) -> None:
        super().__init__()
        self._view = self.views[0]

    @property
    def heading(self) -> str:
        return t(self.HEADING) if self.HEADING else ""

    @property
    def empty(self) -> str:
        return t(self.EMPTY) if self.EMPTY else ""

    @property
    def note(self) -> str:
        """What stands behind the views."""
        return ""

    def view_label(self, view: str) -> str:
        raise NotImplementedError

    def columns(self) -> Sequence[Column[R]]:
        raise NotImplementedError

    def rows(self) -> Sequence[R | GroupHeading]:
        raise NotImplementedError

    def detail(self, row: R) -> Detail | None:  # noqa: ARG002 - for screens that have more to say
        """The whole of one row; None where the list says it all."""
        return None

    def says_more(self, row: R) -> bool:
        """Whether the pane below is needed for it: there is one where any row needs it."""
        return self.detail(row) is not None

    def choose(self, row: R) -> object:
        """Enter."""
        raise NotImplementedError

    # The parts of the screen

    def compose(self) -> ComposeResult:
        yield TopBar()
        yield from self.above()
        if self.BESIDE:
            with Horizontal(classes="list-and-detail"):
                yield from self.lists()
                with VerticalScroll(classes="detail", can_focus=False):
                    yield DetailPane()
        else:
            yield from self.lists()
            with VerticalScroll(id="listed-detail"):
                yield DetailPane()
        yield KeyBar()

    def above(self) -> ComposeResult:
        if self.heading:
            yield Static(plain(self.heading), id="listed-heading", markup=False)
        if len(self.views) > 1:
            yield ViewTabs(tuple((view, self.view_label(view)) for view in self.views))

    def lists(self) -> ComposeResult:
        names = tuple(dict.fromkeys(map(self.list_of, self.views)))
        if len(names) == 1:
            yield self.make_list(*names)
        else:
            with ContentSwitcher(initial=self.list_of(self._view)):
                yield from map(self.make_list, names)

    def list_of(self, _view: str) -> str:
        """The id of the list that shows a view."""
        return "listed"

    def make_list(self, name: str) -> FilteredList[Any]:
        listed = FilteredList[Any](text=self.text, header=self.header, id=name)
        listed.list.told_as = self.told_as
        return listed

    @property
    def listed(self) -> FilteredList[Any]:
        """The list in front."""
        return self.query_one(f"#{self.list_of(self._view)}", FilteredList)

    # Showing

    def on_mount(self) -> None:
        self.reload()
        self.listed.list.focus()

    def reload(self) -> None:
        self.show_rows()
        for heading in self.query("#listed-heading").results(Static):
            heading.update(plain(self.heading))
        for tabs in self.query(ViewTabs):
            tabs.show(self._view, self.note)
        self.show_detail()
        self.refresh_bindings()  # what can be done may be something else now

    def show_rows(self) -> None:
        rows = self.rows()
        self.listed.show_columns(self.columns())
        self.listed.show(rows, empty=self.empty)
        if not self.BESIDE:  # a pane that came and went with the cursor would lay out the whole screen at every key
            more = (self.says_more(row) for row in rows if not isinstance(row, GroupHeading))
            self.query_one("#listed-detail").display = any(more)

    def go_to(self, view: str) -> None:
        self._view = view
        for switcher in self.query(ContentSwitcher):
            switcher.current = self.list_of(view)
        self.reload()
        self.listed.list.focus()

    def cursor_moved(self, _moved: VirtualList[Any], /) -> None:
        self.show_detail()

    def show_detail(self) -> None:
        self.query_one(DetailPane).tell_of(self.current_detail)

    def current_detail(self) -> Detail | None:
        """The whole of the row under the cursor."""
        row = self.listed.list.current
        return self.detail(row) if row is not None else None

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        self.choose(event.row)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is a way back from what was opened over an area, not from the area; and another view where there is."""
        if action == "back":
            return self.app.screen_stack[0] is not self
        if action == "step_view":
            return len(self.views) > 1
        return super().check_action(action, parameters)

    def action_back(self) -> None:
        self.dismiss()

    def leave_for(self, record: Record, field: str = "") -> None:
        """Closes, and goes to a record: not in a worker of this screen, which would end with it."""
        self.dismiss()
        self.program.call_later(self.program.open_record, record, field)
