"""Membership (3): organizations, people, attendance.

The three jobs that it is for:

1. See who belongs to the group, by type in protocol order, with their focal points, today or as of any day.
2. Find a person: phone, functions and terms; copy the contact list.
3. Change it without rewriting the past: a new status, a new name, a new focal point, each from a day on.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any, ClassVar

from textual import work
from textual.widgets import ContentSwitcher

from ictwg.app.forms import members as forms
from ictwg.app.forms.choices import Choice
from ictwg.app.forms.fields import FormField, Values
from ictwg.domain.calendar import short_day
from ictwg.domain.changes import Changes
from ictwg.domain.periods import name_on, roles_on
from ictwg.domain.records import Membership, Organization, Person, Role
from ictwg.domain.roster import protocol
from ictwg.domain.schema import Record
from ictwg.domain.values import Audience, MembershipStatus
from ictwg.exports.contacts import contact_list
from ictwg.exports.messages import Copy
from ictwg.locales import t
from ictwg.members.functions import people_of
from ictwg.members.member_detail import attendance_detail, organization_detail
from ictwg.members.organizations import put_beside, register
from ictwg.records.lookup import Lookup
from ictwg.records.record_rows import RecordRow
from ictwg.records.tables import Detail
from ictwg.reports.period import body_names
from ictwg.ui.disclosure import hand_out
from ictwg.ui.keys import bindings_for, bindings_with
from ictwg.ui.modals.box import MemberCard
from ictwg.ui.modals.choose import Choose
from ictwg.ui.modals.form_screen import FormScreen
from ictwg.ui.record_screen import RecordScreen
from ictwg.ui.screens.attendance_chart import ChartRequest, ChartRow, attendance_chart, columns_for
from ictwg.ui.screens.merging import say_same
from ictwg.ui.session_screen import SessionScreen, complaining
from ictwg.ui.widgets.columns import CellPiece, Column, GroupHeading, Tone, title_column
from ictwg.ui.widgets.looks import PRESENCE, UNRECORDED
from ictwg.ui.widgets.row_painter import AROUND

STATUS_LOOK: dict[MembershipStatus, tuple[str, Tone]] = {
    MembershipStatus.MEMBER: ("●", "good"),
    MembershipStatus.OBSERVER: ("○", "info"),
    MembershipStatus.INVITED: ("◌", "info"),
    MembershipStatus.SUSPENDED: ("◐", "warn"),
    MembershipStatus.WITHDRAWN: ("×", "muted"),
}

_TONES = dict(STATUS_LOOK.values())


def organization_lines(lookup: Lookup, on: date) -> tuple[RecordRow | GroupHeading, ...]:
    """Under the heading of their type, unless they were put in one order; under the last who do not belong that day."""
    lines: list[RecordRow | GroupHeading] = []
    heading, rows = "", register(lookup.state, on)
    by_type = not any(row.organization.protocol_place for row in rows)
    for row in rows:
        title = t(f"choices.organization_type.{row.type}") if by_type else ""
        title = t("membership.never") if row.status is None else title
        if title != heading:
            heading = title
            way = t("membership.never.way") if row.status is None else ""
            lines.append(GroupHeading(f"heading:{title}", title[:1].upper() + title[1:], way))
        status = f"{STATUS_LOOK[row.status][0]} {Membership.status.label(row.status)}" if row.status else ""
        cells = (row.acronym, row.name, status, ", ".join(row.focal_points))
        lines.append(RecordRow(lookup, row.organization, cells))
    return tuple(lines)


def person_lines(lookup: Lookup, on: date) -> tuple[RecordRow, ...]:
    """Everybody, by organization in protocol order."""
    state = lookup.state
    held: dict[str, list[str]] = {}
    for role in roles_on(state, on):
        held.setdefault(role.person or "", []).append(Role.function.label(role.function))

    def row(person: Person) -> RecordRow:
        home = state.get(Organization, person.organization)
        acronym = name_on(state, home, on).acronym if home else ""
        functions = ", ".join(held.get(person.id, ()))
        cells = (person.name, acronym, functions, person.phone, person.email, person.position)
        return RecordRow(lookup, person, cells)

    def place(person: Person) -> tuple[object, ...]:
        home = state.get(Organization, person.organization)
        return (home is None, protocol(home) if home else (), person.name.casefold(), person.id)

    return tuple(map(row, sorted(state.all(Person), key=place)))


def organization_columns() -> tuple[Column[RecordRow], ...]:
    return (
        _column(0, "acronym", width=9, tone="strong"),
        title_column("name", t("records.name"), lambda row: row.cells[1]),
        _column(2, "status", width=11, drop=2, brief=True)._replace(show=_status),
        _column(3, "focal_point", share=2, minimum=14, drop=1),
    )


def person_columns() -> tuple[Column[RecordRow], ...]:
    return (
        title_column("name", t("records.name"), lambda row: row.cells[0], tone="strong"),
        _column(1, "organization", width=12),
        _column(2, "function", share=2, minimum=12, snug=False),
        _column(3, "phone", width=16, drop=1),
        _column(4, "email", share=2, minimum=20, drop=3),
        _column(5, "position", "records.person.position", share=2, minimum=14, drop=4, snug=False),
    )


def _column(place: int, name: str, heading: str = "", *, snug: bool = True, **how: Any) -> Column[RecordRow]:
    return Column(name, t(heading or f"records.{name}"), lambda row: row.cells[place], snug=snug, **how)


def _status(row: RecordRow) -> tuple[CellPiece, ...]:
    return (CellPiece(row.cells[2], _TONES.get(row.cells[2][:1], "")),)


def legend() -> str:
    signs = [f"{look[0]} {t(f'choices.presence.{state}')}" for state, look in PRESENCE.items() if state]
    return " ".join([*signs, f"{UNRECORDED[0]} {t('minutes.presence.not_recorded')}"])


PLENARY = "-"
"""In the place of its empty code, where one of the bodies is chosen."""

NEW = "*new*"
"""Chosen instead of a row that is there."""


class MembershipScreen(RecordScreen):
    BINDINGS: ClassVar = [*bindings_for("membership", "chart"), *bindings_with("agenda.up", "agenda.down")]
    AREA = "membership"
    several: ClassVar = RecordScreen.several | {"status", "function"}
    VIEWS: ClassVar = {"organizations": "", "people": "", "attendance": ""}

    def __init__(self) -> None:
        super().__init__(Organization)
        self._as_of: date | None = None
        self._series, self._later, self._meetings = "", 0, 1
        self._chart_columns = columns_for((), ())
        self._told = forms.ConfirmDuplicate()

    # What is shown

    def kind_of(self, view: str) -> type[Record]:
        return Person if view == "people" else Organization

    def list_of(self, view: str) -> str:
        return view

    @property
    def on(self) -> date:
        return self._as_of or self.session.today

    @property
    def shows_chart(self) -> bool:
        return self._view == "attendance"

    @property
    def note(self) -> str:
        if self._as_of:
            return t("membership.as_of", day=short_day(self.on))
        return legend() if self.shows_chart else ""

    def columns(self) -> Sequence[Column[Any]]:
        if self.shows_chart:
            return self._chart_columns
        return person_columns() if self.kind is Person else organization_columns()

    def rows(self) -> Sequence[Any]:
        if self.shows_chart:
            # The chart as wide as there is room, with its own columns
            room = self.query_one(ContentSwitcher).size.width - AROUND
            chart = attendance_chart(self.session.state, ChartRequest(self.on, self._series, self._later, room))
            self._later, self._meetings = max(0, min(self._later, chart.of - chart.meetings)), chart.meetings
            self._chart_columns = chart.columns
            return chart.lines
        lines = person_lines if self.kind is Person else organization_lines
        return lines(self.session.lookup, self.on)

    @property
    def keyed(self) -> bool:
        return not self.shows_chart

    def view_of(self, record: Record) -> str:
        return "people" if isinstance(record, Person) else "organizations"

    def current_detail(self) -> Detail | None:
        """All about the record under the cursor, as of the day shown."""
        record, row = self.current, self.listed.list.current
        if isinstance(row, ChartRow):
            return attendance_detail(row.row) if row.row is not None else None
        if isinstance(record, Organization):
            return organization_detail(self.session.lookup, record, self.on)
        return super().current_detail()

    async def open_current(self) -> None:
        """Enter: all about it; Enter again: its open actions, or the person's organization."""
        detail, record = self.current_detail(), self.current
        if detail is None:
            return
        leads = "member_card.actions" if isinstance(record, Organization) else "member_card.organization"
        answer = await self.app.push_screen_wait(MemberCard(detail, leads))
        if answer == "edit":
            self.action_edit()
        elif answer == "origin" and isinstance(record, Organization):
            await self.program.open_actions(record.acronym)
        elif answer == "origin" and (home := self.organization) is not None:
            self.show_record(home)

    @property
    def organizations(self) -> tuple[Organization, ...]:
        """Those that are selected, or those of the selected people, each once."""
        ids = dict.fromkeys(one.organization if isinstance(one, Person) else one.id for one in self.targets)
        found = (self.session.state.get(Organization, id) for id in ids)
        return tuple(one for one in found if one is not None)

    @property
    def organization(self) -> Organization | None:
        """The organization under the cursor, or that of the person under it."""
        record: Any = self.current
        id = record.organization if isinstance(record, Person) else record and record.id
        return self.session.state.get(Organization, id)

    @work
    async def action_as_of(self) -> None:
        field = forms.as_of_field(self.session.lookup, self.on)
        values = await self.app.push_screen_wait(FormScreen(t("membership.form.as_of"), (field,), verb="form.show"))
        if values is not None:
            day = forms.day_in(self.session.lookup, values)
            self._as_of = None if day == self.session.today else day
            self.reload()

    def action_copy_markdown(self) -> None:
        state, on = self.session.state, self.on
        hand_out(self, lambda: Copy(contact_list(state, on), 1, 0), t("errands.contact_list"), Audience.MEMBERS)

    # Attendance

    def begins_at(self, rows: Sequence[Any]) -> str | None:
        """The cursor of the chart begins on an organization: the years above have nothing to tell."""
        if not self.shows_chart or self.listed.list.current is not None:
            return None
        return next((row.id for row in rows if isinstance(row, ChartRow) and row.row is not None), None)

    def on_resize(self) -> None:
        if self.shows_chart:
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
        if action in ("shift", "body") and not self.shows_chart:
            return False
        if action == "move":
            return self.kind is Organization and not self.shows_chart
        return super().check_action(action, parameters)

    # Organizations and people as such

    def action_move(self, how: str) -> None:
        """The organization goes before the one above it in the protocol order, or behind the one below it."""
        one, rows = self.current, [row.record for row in self.listed.shown_rows()]
        at = rows.index(one) + (1 if how == "down" else -1) if one in rows else -1
        if isinstance(one, Organization) and 0 <= at < len(rows):
            other, behind = rows[at], how == "down"
            self.carry_out(lambda: put_beside(self.session.state, one, other, behind=behind), quiet=True)

    def new_form(self, organization: Organization | None = None) -> tuple[FormField, ...]:
        self._told = forms.ConfirmDuplicate()
        if self.kind is Person:
            return forms.new_person_form(self.session.lookup, organization)
        return forms.new_organization_form(self.session.lookup)

    def make(self, values: Values) -> Changes:
        return self._told.add(self.session.lookup, self.kind, values)

    def edit_form(self, record: Any) -> tuple[FormField, ...]:
        if isinstance(record, Organization):
            return forms.edit_organization_form(self.session.lookup, record)
        return super().edit_form(record)

    @work
    async def action_same(self) -> None:
        """The two that are selected, or the one under the cursor and one that is chosen."""
        one: Any = self.current
        pair = self.targets if len(self.targets) == 2 else (one, None)  # noqa: PLR2004 - the same are two
        if pair[0] is not None:
            await say_same(self.program, *pair)

    # What holds from a day on: something new, or a row of the past that is corrected

    @work
    async def action_status(self) -> None:
        await self._dated(forms.PERIODS, self.organizations)

    @work
    async def action_rename(self) -> None:
        await self._dated(forms.NAMES, (self.organization,) if self.organization else ())

    @work
    async def action_function(self) -> None:
        people = tuple(one for one in self.targets if isinstance(one, Person))
        if people or self.kind is Person:
            await self._dated(forms.TERMS, people)
        else:
            await self._to_people_of(self.organization)

    async def _dated(self, kept: forms.Dated, owners: Sequence[Organization | Person]) -> None:
        """Of one, what is new or was other than written; of several what is new, as one change."""
        if not owners:
            return
        lookup, owner = self.session.lookup, owners[0]
        title = t(f"membership.form.{kept.name}", name=self.subject(owners))
        known = kept.choices(lookup, owner) if len(owners) == 1 else ()
        chosen: str | None = NEW
        if known:
            new = Choice(NEW, t("membership.choose.new"), t("membership.choose.new.note"))
            chosen = await self.app.push_screen_wait(Choose(title, (new, *known), current=NEW))
        row = self.session.state.get(kept.kind, chosen)
        if row is not None:
            await self.fill_in(title, kept.row_form(lookup, row), partial(kept.corrected, lookup, owner, row))
        elif chosen == NEW:
            form = kept.form(lookup, owner)
            add = partial(kept.add, lookup)
            await self.ask(title, form, lambda values: self.of_each(owners, lambda one: add(one, values)))

    async def _to_people_of(self, organization: Organization | None) -> None:
        """Functions are people's: shows whose could be meant; the first person of an organization is a new one."""
        people = people_of(self.session.state, organization, self.on) if organization else ()
        self.go_to("people")
        if people:
            self.listed.list.move_to(people[0].id)
        if organization is not None and not people:
            await self.add(self.new_form(organization))
        else:
            self.tell(t("membership.choose_person"))

    def action_call(self) -> None:
        """What is pending with it, and by whom it is reached."""
        from ictwg.ui.screens.calls import CallsScreen

        if (organization := self.organization) is not None:
            self.app.push_screen(CallsScreen(organization.id))

    # One for another

    @work
    async def action_replace(self) -> None:
        if self.organization is not None:
            await replace_in_form(self, self.organization)

    @work
    async def action_government(self) -> None:
        """All ministries in one form."""
        lookup = self.session.lookup
        form = forms.government_form(lookup)
        await self.fill_in(t("membership.government.title"), form, partial(forms.new_government, lookup))

    @work
    async def action_became(self) -> None:
        organization, lookup = self.organization, self.session.lookup
        if organization is not None:
            title = t("membership.form.became", name=organization.acronym)
            form = forms.became_form(lookup, organization)
            await self.fill_in(title, form, partial(forms.became, lookup, organization))


async def replace_in_form(screen: SessionScreen[Any], organization: Organization, letter: str = "") -> None:
    """Who leaves, where several may, and who comes. For workers."""
    lookup = screen.session.lookup
    with complaining(screen):
        held = forms.focal_points(lookup, organization)
        box = Choose(t("membership.form.leaves"), forms.holder_choices(lookup, held))
        id = held[0].id if len(held) == 1 else await screen.app.push_screen_wait(box)
        leaves = lookup.state.get(Role, id)
        if leaves is not None:
            title = t(
                "membership.form.replace", who=lookup.name(Person, leaves.person or ""), name=organization.acronym
            )
            await screen.fill_in(
                title, forms.replace_form(lookup, leaves, letter), partial(forms.replace, lookup, leaves)
            )
