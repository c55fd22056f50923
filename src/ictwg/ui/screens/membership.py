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
from ictwg.errors import IctwgError
from ictwg.locales import t
from ictwg.services import editing
from ictwg.services.contact_list import contact_list
from ictwg.services.membership_detail import organization_detail, person_detail
from ictwg.ui.desk_screen import DeskScreen
from ictwg.ui.forms import changed, fields_for
from ictwg.ui.keys import bindings_for
from ictwg.ui.modals.form_screen import FormScreen
from ictwg.ui.screens import membership_forms as forms
from ictwg.ui.screens import membership_views as views
from ictwg.ui.widgets.detail import DetailPane
from ictwg.ui.widgets.filtered_list import FilteredList
from ictwg.ui.widgets.key_bar import KeyBar
from ictwg.ui.widgets.top_bar import TopBar
from ictwg.ui.widgets.view_tabs import ViewTabs

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from textual.app import ComposeResult

    from ictwg.domain.changes import Changes
    from ictwg.domain.schema import Record
    from ictwg.ui.widgets.form import FormField
    from ictwg.ui.widgets.virtual_list import VirtualList

VIEWS = ("organizations", "people", "attendance")


class MembershipScreen(DeskScreen[None]):
    BINDINGS: ClassVar = [*bindings_for("record", "view", "membership")]

    def __init__(self) -> None:
        super().__init__()
        self._view = VIEWS[0]
        self._as_of: date | None = None

    def compose(self) -> ComposeResult:
        yield TopBar()
        yield ViewTabs(tuple((view, t(f"membership.view.{view}")) for view in VIEWS))
        with Horizontal(classes="list-and-detail"):
            with ContentSwitcher(initial=VIEWS[0], id="membership-views"):
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
        yield FilteredList(
            views.attendance_columns(),
            text=lambda r: f"{r.acronym} {r.name}",
            empty=empty("attendance"),
            id="attendance",
        )

    def on_mount(self) -> None:
        self.reload()
        self._shown.list.focus()

    @property
    def _on(self) -> date:
        return self._as_of or self.desk.today

    @property
    def _shown(self) -> FilteredList[Any]:
        return self.query_one(f"#{self._view}", FilteredList)

    def reload(self) -> None:
        rows: dict[str, Callable[[], Any]] = {
            "organizations": lambda: views.organization_lines(self.desk.state, self._on),
            "people": lambda: views.person_lines(self.desk.state, self._on),
            "attendance": lambda: views.attendance_lines(self.desk.state, self._on),
        }
        self._shown.show(rows[self._view]())
        note = t("membership.as_of", day=self._on.isoformat()) if self._as_of else ""
        self.query_one(ViewTabs).show(self._view, note)
        self._show_detail()

    def show_record(self, record: Record) -> None:
        self._go_to("people" if isinstance(record, Person) else "organizations")
        self._shown.list.move_to(record.id)

    # Views

    def action_previous_view(self) -> None:
        self._go_to(VIEWS[VIEWS.index(self._view) - 1])

    def action_next_view(self) -> None:
        self._go_to(VIEWS[(VIEWS.index(self._view) + 1) % len(VIEWS)])

    def on_view_tabs_chosen(self, event: ViewTabs.Chosen) -> None:
        self._go_to(event.view)

    def _go_to(self, view: str) -> None:
        self._view = view
        self.query_one("#membership-views", ContentSwitcher).current = view
        self.reload()
        self._shown.list.focus()

    def on_virtual_list_highlighted(self, _event: VirtualList.Highlighted) -> None:
        self._show_detail()

    def on_virtual_list_chosen(self, _event: VirtualList.Chosen) -> None:
        self.action_edit()

    def _show_detail(self) -> None:
        pane = self.query_one(DetailPane)
        record = self._current
        if isinstance(record, Organization):
            pane.show(organization_detail(self.desk.lookup, record, self._on))
        elif isinstance(record, Person):
            pane.show(person_detail(self.desk.lookup, record))
        else:
            pane.clear()

    @property
    def _current(self) -> Organization | Person | None:
        """The record under the cursor as it is now."""
        row = self._shown.list.current
        kind: type[Organization | Person] = Person if self._view == "people" else Organization
        return self.desk.state.get(kind, row.id) if row is not None else None

    @property
    def _organization(self) -> Organization | None:
        """The organization under the cursor, or that of the person under it."""
        record = self._current
        if isinstance(record, Person):
            return self.desk.state.get(Organization, record.organization)
        return record

    # Changes

    @work
    async def action_new(self) -> None:
        lookup = self.desk.lookup
        if self._view == "people":
            form = forms.new_person_form(lookup, self._organization)
            make: Callable[..., tuple[str, Changes]] = forms.new_person
            title = t("membership.new.person")
        else:
            form, make = forms.new_organization_form(lookup), forms.new_organization
            title = t("membership.new.organization")
        values = await self.app.push_screen_wait(FormScreen(title, form))
        if values is not None and self.carry_out(lambda: make(lookup, values)[1]):
            self._shown.list.focus()

    @work
    async def action_edit(self) -> None:
        record = self._current
        if record is None:
            return
        lookup = self.desk.lookup
        only = forms.ORGANIZATION_FORM if isinstance(record, Organization) else None
        form = fields_for(lookup, type(record), record, only=only)
        values = await self.app.push_screen_wait(FormScreen(t("membership.edit.person", name=record.name), form))
        if values is not None:
            self.carry_out(lambda: editing.set_fields(lookup, record, changed(form, values)))

    def action_delete(self) -> None:
        record = self._current
        if record is not None:
            self.carry_out(lambda: editing.remove(record))

    @work
    async def action_status(self) -> None:
        await self._ask_about_organization(
            "membership.form.status", lambda _o: forms.status_form(self.desk.lookup), forms.change_status
        )

    @work
    async def action_rename(self) -> None:
        await self._ask_about_organization(
            "membership.form.rename", lambda o: forms.rename_form(self.desk.lookup, o), forms.rename
        )

    @work
    async def action_function(self) -> None:
        person, lookup = self._current, self.desk.lookup
        if not isinstance(person, Person):
            self._go_to("people")
            return
        title = t("membership.form.function", name=person.name)
        values = await self.app.push_screen_wait(FormScreen(title, forms.function_form(lookup)))
        if values is not None:
            self.carry_out(lambda: forms.appoint(lookup, person, values))

    @work
    async def action_replace(self) -> None:
        organization, lookup = self._organization, self.desk.lookup
        if organization is None:
            return
        try:
            leaves = forms.focal_point_of(lookup, organization)
        except IctwgError as error:
            self.complain(error)
            return
        title = t("membership.form.replace", name=organization.acronym)
        values = await self.app.push_screen_wait(FormScreen(title, forms.replace_form(lookup, leaves)))
        if values is not None:
            self.carry_out(lambda: forms.replace(lookup, leaves, values))

    @work
    async def action_as_of(self) -> None:
        field = forms.as_of_field(self.desk.lookup, self._on)
        values = await self.app.push_screen_wait(FormScreen(t("membership.form.as_of"), (field,)))
        if values is not None:
            day = forms.as_of_day(self.desk.lookup, values)
            self._as_of = None if day == self.desk.today else day
            self.reload()

    def action_copy_markdown(self) -> None:
        self.program.copy(contact_list(self.desk.state, self._on), t("membership.contacts.copied"))

    async def _ask_about_organization(
        self,
        title: str,
        form: Callable[[Organization], tuple[FormField, ...]],
        use_case: Callable[..., Changes],
    ) -> None:
        organization, lookup = self._organization, self.desk.lookup
        if organization is None:
            return
        screen = FormScreen(t(title, name=organization.acronym), form(organization))
        values = await self.app.push_screen_wait(screen)
        if values is not None:
            self.carry_out(lambda: use_case(lookup, organization, values))
