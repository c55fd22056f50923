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

from ictwg.domain.records import Membership, Organization, OrganizationName, Person, Role
from ictwg.errors import IctwgError
from ictwg.locales import t
from ictwg.services.contact_list import contact_list
from ictwg.services.editing import remove, set_fields
from ictwg.services.functions import people_of
from ictwg.services.lookup import short_name
from ictwg.services.membership_detail import attendance_detail, organization_detail, person_detail
from ictwg.ui.desk_screen import DeskScreen
from ictwg.ui.forms import changed, fields_for
from ictwg.ui.keys import bindings_for
from ictwg.ui.modals.choose import Choose
from ictwg.ui.modals.form_screen import FormScreen
from ictwg.ui.modals.record_card import MemberCard
from ictwg.ui.screens import function_forms
from ictwg.ui.screens import membership_forms as forms
from ictwg.ui.screens import membership_views as views
from ictwg.ui.widgets.completion import Choice
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
    from ictwg.services.membership_detail import Detail
    from ictwg.ui.widgets.virtual_list import VirtualList

VIEWS = ("organizations", "people", "attendance")
NEW = "*new*"
"""Chosen instead of a row that is there."""


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
        note = views.legend() if self._view == "attendance" else ""
        note = t("membership.as_of", day=self._on.isoformat()) if self._as_of else note
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

    @work
    async def on_virtual_list_chosen(self, _event: VirtualList.Chosen) -> None:
        """Enter: all about it; Enter again: its open actions, or the person's organization."""
        detail, record = self._detail, self._current
        if detail is None or record is None:
            return
        answer = await self.app.push_screen_wait(MemberCard(detail))
        if answer == "edit":
            self.action_edit()
        elif answer == "origin":
            await self._go_on_from(record)

    async def _go_on_from(self, record: Organization | Person) -> None:
        if isinstance(record, Organization):
            await self.program.open_actions_of(record)
        elif (home := self._organization) is not None:
            self.show_record(home)

    def _show_detail(self) -> None:
        pane, detail = self.query_one(DetailPane), self._detail
        if detail is None:
            pane.clear()
        else:
            pane.show(detail)

    @property
    def _detail(self) -> Detail | None:
        """All about the record under the cursor, as of the day shown."""
        record, row = self._current, self._shown.list.current
        if self._view == "attendance" and row is not None:
            return attendance_detail(row)
        if isinstance(record, Organization):
            return organization_detail(self.desk.lookup, record, self._on)
        return None if record is None else person_detail(self.desk.lookup, record)

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
        made: list[str] = []
        if self._view == "people":
            form = function_forms.new_person_form(lookup, self._organization)
            make: Callable[..., tuple[str, Changes]] = function_forms.new_person
        else:
            form, make = forms.new_organization_form(lookup), forms.new_organization
        title = t("membership.new.person" if self._view == "people" else "membership.new.organization")

        def keep(values: dict[str, str]) -> Changes:
            id, changes = make(lookup, values)
            made[:] = [id]
            return changes

        if await self.fill_in(title, form, keep):
            self._shown.list.move_to(made[0])

    @work
    async def action_edit(self) -> None:
        record, lookup = self._current, self.desk.lookup
        if record is None:
            return
        title = t("membership.edit", name=short_name(record))
        if isinstance(record, Organization):
            form = forms.edit_organization_form(lookup, record)
            await self.fill_in(title, form, lambda values: forms.edit_organization(lookup, record, form, values))
        else:
            form = fields_for(lookup, Person, record)
            await self.fill_in(title, form, lambda values: set_fields(lookup, record, changed(form, values)))

    def action_delete(self) -> None:
        record = self._current
        if record is not None:
            self.carry_out(lambda: remove(record))

    @work
    async def action_status(self) -> None:
        organization, lookup = self._organization, self.desk.lookup
        if organization is None:
            return
        title = t("membership.form.status", name=organization.acronym)
        chosen = await self._new_or(title, forms.period_choices(lookup, organization))
        period = self.desk.state.get(Membership, chosen)
        if period is not None:
            form = forms.period_form(lookup, period)
            await self.fill_in(title, form, lambda values: forms.correct_period(lookup, organization, period, values))
        elif chosen == NEW:
            form = forms.status_form(lookup)
            await self.fill_in(title, form, lambda values: forms.change_status(lookup, organization, values))

    @work
    async def action_rename(self) -> None:
        organization, lookup = self._organization, self.desk.lookup
        if organization is None:
            return
        title = t("membership.form.rename", name=organization.acronym)
        chosen = await self._new_or(title, forms.name_choices(lookup, organization))
        name = self.desk.state.get(OrganizationName, chosen)
        if name is not None:
            form = forms.name_form(lookup, name)
            await self.fill_in(title, form, lambda values: forms.correct_name(lookup, organization, name, values))
        elif chosen == NEW:
            form = forms.rename_form(lookup, organization)
            await self.fill_in(title, form, lambda values: forms.rename(lookup, organization, values))

    @work
    async def action_function(self) -> None:
        person, lookup = self._current, self.desk.lookup
        if not isinstance(person, Person):
            self._to_people_of(person)
            return
        title = t("membership.form.function", name=person.name)
        chosen = await self._new_or(title, function_forms.term_choices(lookup, person))
        role = self.desk.state.get(Role, chosen)
        if role is not None:
            form = function_forms.term_form(lookup, role)
            await self.fill_in(title, form, lambda values: function_forms.correct_term(lookup, role, values))
        elif chosen == NEW:
            form = function_forms.function_form(lookup)
            await self.fill_in(title, form, lambda values: function_forms.appoint(lookup, person, values))

    @work
    async def action_replace(self) -> None:
        organization, lookup = self._organization, self.desk.lookup
        if organization is None:
            return
        try:
            leaves = await self._who_leaves(organization)
        except IctwgError as error:
            self.complain(error)
            return
        if leaves is not None:
            who = lookup.name(Person, leaves.person or "")
            title = t("membership.form.replace", who=who, name=organization.acronym)
            form = function_forms.replace_form(lookup, leaves)
            await self.fill_in(title, form, lambda values: function_forms.replace(lookup, leaves, values))

    def _to_people_of(self, organization: Organization | None) -> None:
        """Functions are people's: shows whose could be meant."""
        people = people_of(self.desk.state, organization, self._on) if organization else ()
        self._go_to("people")
        if people:
            self._shown.list.move_to(people[0].id)
        self.tell(t("membership.choose_person"))

    async def _who_leaves(self, organization: Organization) -> Role | None:
        """The only focal point, or the one that is chosen."""
        lookup = self.desk.lookup
        held = function_forms.focal_points(lookup, organization)
        if len(held) == 1:
            return held[0]
        box = Choose(t("membership.form.leaves"), function_forms.holder_choices(lookup, held))
        return self.desk.state.get(Role, await self.app.push_screen_wait(box))

    async def _new_or(self, title: str, known: tuple[Choice, ...]) -> str | None:
        """Something new from a day on, or one of the rows that are there; asked only where there are some."""
        if not known:
            return NEW
        new = Choice(NEW, t("membership.choose.new"), t("membership.choose.new.note"))
        return await self.app.push_screen_wait(Choose(title, (new, *known), current=NEW))

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
