"""Membership (3): organizations, people, attendance.

The three jobs that it is for:

1. See who belongs to the group, by type in protocol order, with their focal points, today or as of any day.
2. Find a person: phone, functions and terms; copy the contact list.
3. Change it without rewriting the past: a new status, a new name, a new focal point, each from a day on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual import work
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import ContentSwitcher

from ictwg.domain.records import Organization, Person
from ictwg.exports.contact_list import contact_list
from ictwg.locales import t
from ictwg.members.member_detail import attendance_detail, organization_detail, person_detail
from ictwg.reports.period import body_names
from ictwg.ui.export_menu import export_list
from ictwg.ui.keys import bindings_for
from ictwg.ui.modals.choose import Choose
from ictwg.ui.modals.form_screen import FormScreen
from ictwg.ui.modals.record_card import MemberCard
from ictwg.ui.screens import membership_views as views
from ictwg.ui.screens import organization_forms as forms
from ictwg.ui.screens.attendance_chart import ChartRequest, ChartRow, attendance_chart, columns_for
from ictwg.ui.screens.membership_steps import MembershipSteps
from ictwg.ui.views import Views
from ictwg.ui.widgets.completion import Choice
from ictwg.ui.widgets.detail import DetailPane
from ictwg.ui.widgets.filtered_list import FilteredList
from ictwg.ui.widgets.key_bar import KeyBar
from ictwg.ui.widgets.row_painter import AROUND
from ictwg.ui.widgets.top_bar import TopBar
from ictwg.ui.widgets.view_tabs import ViewTabs

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from textual.app import ComposeResult

    from ictwg.domain.schema import Record
    from ictwg.records.detail import Detail
    from ictwg.ui.widgets.virtual_list import VirtualList


PLENARY = "-"
"""In the place of its empty code, where one of the bodies is chosen."""


class MembershipScreen(Views, MembershipSteps):
    BINDINGS: ClassVar = bindings_for("chart")
    VIEWS: ClassVar = ("organizations", "people", "attendance")

    def __init__(self) -> None:
        super().__init__()
        self._view: str = self.VIEWS[0]
        self._as_of: date | None = None
        self._series, self._later, self._meetings = "", 0, 1

    def compose(self) -> ComposeResult:
        yield TopBar()
        yield ViewTabs(tuple((view, t(f"membership.view.{view}")) for view in self.VIEWS))
        with Horizontal(classes="list-and-detail"):
            with ContentSwitcher(initial=self._view, id="membership-views"):
                yield from self._lists()
            with VerticalScroll(classes="detail", can_focus=False):
                yield DetailPane()
        yield KeyBar()

    def _lists(self) -> ComposeResult:
        def empty(view: str) -> str:
            return t(f"membership.empty.{view}")

        yield FilteredList(
            views.organization_columns(),
            text=lambda r: f"{r.acronym} {r.name} {r.focal_points} {' '.join(r.organization.aliases)}",
            empty=empty("organizations"),
            id="organizations",
        )
        yield FilteredList(
            views.person_columns(), text=lambda r: " ".join(map(str, r[2:])), empty=empty("people"), id="people"
        )
        yield FilteredList(columns_for((), ()), text=lambda r: r.searched, empty=empty("attendance"), id="attendance")

    def on_mount(self) -> None:
        self.reload()
        self._shown.list.focus()

    @property
    def on(self) -> date:
        return self._as_of or self.session.today

    @property
    def shows_people(self) -> bool:
        return self._view == "people"

    @property
    def _shown(self) -> FilteredList[Any]:
        return self.query_one(f"#{self._view}", FilteredList)

    def reload(self) -> None:
        rows: dict[str, Callable[[], Any]] = {
            "organizations": lambda: views.organization_lines(self.session.state, self.on),
            "people": lambda: views.person_lines(self.session.state, self.on),
            "attendance": self._chart,
        }
        lines = rows[self._view]()
        self._shown.show(lines, cursor=self._begins_at(lines))
        note = views.legend() if self._view == "attendance" else ""
        note = t("membership.as_of", day=self.on.isoformat()) if self._as_of else note
        self.query_one(ViewTabs).show(self._view, note)
        self._show_detail()

    def _begins_at(self, lines: Sequence[Any]) -> str | None:
        """The cursor of the chart begins on an organization: the years above have nothing to tell."""
        if self._view != "attendance" or self._shown.list.current is not None:
            return None
        return next((line.id for line in lines if isinstance(line, ChartRow) and line.row is not None), None)

    def _chart(self) -> tuple[Any, ...]:
        """The chart as wide as there is room, with its own columns."""
        shown, room = self._shown.list, self.query_one("#membership-views").size.width - AROUND
        chart = attendance_chart(self.session.state, ChartRequest(self.on, self._series, self._later, room))
        self._later, self._meetings = max(0, min(self._later, chart.of - chart.meetings)), chart.meetings
        shown.show_columns(chart.columns)
        return chart.lines

    def on_resize(self) -> None:
        if self._view == "attendance":
            self.reload()

    def action_shift(self, by: int) -> None:
        """The chart goes to earlier meetings (-1) or later ones (1)."""
        self._later = max(0, self._later - by * self._meetings)
        self.reload()

    @work
    async def action_body(self) -> None:
        """The attendance of another body."""
        bodies = tuple(Choice(code or PLENARY, name, code) for code, name in body_names(self.session.state))
        chosen = await self.app.push_screen_wait(Choose(t("membership.chart.body"), bodies))
        if chosen is not None:
            self._series, self._later = ("" if chosen == PLENARY else chosen), 0
            self.reload()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The chart's keys are the chart's."""
        if action in ("shift", "body") and self._view != "attendance":
            return False
        return super().check_action(action, parameters)

    def show_record(self, record: Record) -> None:
        self.go_to("people" if isinstance(record, Person) else "organizations")
        self._shown.list.move_to(record.id)

    def show_people(self, person: Person | None) -> None:
        self.go_to("people")
        if person is not None:
            self._shown.list.move_to(person.id)

    # Views

    def go_to(self, view: str) -> None:
        self._view = view
        self.query_one("#membership-views", ContentSwitcher).current = view
        self.refresh_bindings()
        self.reload()
        self._shown.list.focus()

    def cursor_moved(self, _moved: VirtualList[Any], /) -> None:
        self._show_detail()

    @work
    async def on_virtual_list_chosen(self, _event: VirtualList.Chosen) -> None:
        """Enter: all about it; Enter again: its open actions, or the person's organization."""
        detail, record = self._detail, self.current
        if detail is None or record is None:
            return
        leads = "member_card.actions" if isinstance(record, Organization) else "member_card.organization"
        answer = await self.app.push_screen_wait(MemberCard(detail, leads))
        if answer == "edit":
            self.action_edit()
        elif answer == "origin":
            await self._go_on_from(record)

    async def _go_on_from(self, record: Organization | Person) -> None:
        if isinstance(record, Organization):
            await self.program.open_actions_of(record)
        elif (home := self.organization) is not None:
            self.show_record(home)

    def _show_detail(self) -> None:
        self.query_one(DetailPane).tell_of(lambda: self._detail)

    @property
    def _detail(self) -> Detail | None:
        """All about the record under the cursor, as of the day shown."""
        record, row = self.current, self._shown.list.current
        if self._view == "attendance":
            return attendance_detail(row.row) if row is not None and row.row is not None else None
        if isinstance(record, Organization):
            return organization_detail(self.session.lookup, record, self.on)
        return None if record is None else person_detail(self.session.lookup, record)

    @property
    def current(self) -> Organization | Person | None:
        """The record under the cursor as it is now."""
        row = self._shown.list.current
        kind: type[Organization | Person] = Person if self._view == "people" else Organization
        return self.session.state.get(kind, row.id) if row is not None else None

    @property
    def targets(self) -> tuple[Organization | Person, ...]:
        kind: type[Organization | Person] = Person if self._view == "people" else Organization
        found = (self.session.state.get(kind, row.id) for row in self._shown.list.targets)
        return tuple(record for record in found if record is not None)

    def clear_selection(self) -> None:
        self._shown.list.action_clear_selection()

    @work
    async def action_as_of(self) -> None:
        field = forms.as_of_field(self.session.lookup, self.on)
        values = await self.app.push_screen_wait(FormScreen(t("membership.form.as_of"), (field,)))
        if values is not None:
            day = forms.as_of_day(self.session.lookup, values)
            self._as_of = None if day == self.session.today else day
            self.reload()

    @work
    async def action_export_list(self) -> None:
        name, kind = ("people", Person) if self.shows_people else ("members", Organization)
        await export_list(self, name, self._shown, kind)

    def action_copy_markdown(self) -> None:
        self.program.copy(contact_list(self.session.state, self.on), t("membership.contacts.copied"))
