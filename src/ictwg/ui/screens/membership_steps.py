"""What is changed on the Membership screen, each on its key: a form, and the use case that it ends in."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar, NamedTuple, TypeVar

from textual import work

from ictwg.domain.changes import together
from ictwg.domain.records import Membership, Organization, OrganizationName, Person, Role
from ictwg.errors import IctwgError
from ictwg.locales import t
from ictwg.members.functions import people_of
from ictwg.members.organizations import delete
from ictwg.records.editing import set_fields
from ictwg.records.lookup import short_name
from ictwg.ui.forms import changed, fields_for
from ictwg.ui.keys import bindings_for
from ictwg.ui.modals.choose import Choose
from ictwg.ui.screens import organization_forms as forms
from ictwg.ui.screens import organization_forms as succession_form
from ictwg.ui.screens import person_forms as function_forms
from ictwg.ui.screens.person_forms import ConfirmDuplicate
from ictwg.ui.session_screen import SessionScreen
from ictwg.ui.widgets.completion import Choice

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from ictwg.domain.changes import Changes
    from ictwg.domain.schema import Record
    from ictwg.ui.widgets.form import FormField

    Values = dict[str, str]

R = TypeVar("R", bound="Record")
T = TypeVar("T", Organization, Person)
NEW = "*new*"
"""Chosen instead of a row that is there."""


def _named(records: Sequence[Record]) -> str:
    """One by its name, several by their number."""
    return short_name(records[0]) if len(records) == 1 else t("membership.count", count=len(records))


class FormRequest(NamedTuple):
    """A form, and what becomes of its values."""

    form: tuple[FormField, ...]
    use_case: Callable[[Values], Changes]


class MembershipSteps(SessionScreen[None]):
    """Subclasses show the lists, and say what stands under the cursor."""

    BINDINGS: ClassVar = [*bindings_for("record", "view", "membership")]

    @property
    def shows_people(self) -> bool:
        raise NotImplementedError

    @property
    def on(self) -> date:
        """The day as of which the group is shown."""
        raise NotImplementedError

    @property
    def current(self) -> Organization | Person | None:
        raise NotImplementedError

    @property
    def targets(self) -> tuple[Organization | Person, ...]:
        """The selected records, or the one under the cursor."""
        raise NotImplementedError

    def clear_selection(self) -> None:
        """The next step is for what is looked at."""
        raise NotImplementedError

    def show_record(self, record: Record) -> None:
        raise NotImplementedError

    @property
    def organizations(self) -> tuple[Organization, ...]:
        """Those that are selected, or those of the selected people, each once."""
        ids = dict.fromkeys(one.organization if isinstance(one, Person) else one.id for one in self.targets)
        found = (self.session.state.get(Organization, id) for id in ids)
        return tuple(one for one in found if one is not None)

    @property
    def organization(self) -> Organization | None:
        """The organization under the cursor, or that of the person under it."""
        record = self.current
        if isinstance(record, Person):
            return self.session.state.get(Organization, record.organization)
        return record

    # Organizations and people as such

    @work
    async def action_new(self) -> None:
        if self.shows_people:
            await self._new_person(None)
        else:
            form = forms.new_organization_form(self.session.lookup)
            await self._make(t("membership.new.organization"), form, ConfirmDuplicate(Organization))

    async def _new_person(self, organization: Organization | None) -> None:
        form = function_forms.new_person_form(self.session.lookup, organization)
        await self._make(t("membership.new.person"), form, ConfirmDuplicate(Person))

    async def _make(self, title: str, form: tuple[FormField, ...], make: Callable[..., tuple[str, Changes]]) -> None:
        """A form for a new record, on which the cursor stands afterwards."""
        lookup = self.session.lookup
        made: list[str] = []

        def keep(values: Values) -> Changes:
            id, changes = make(lookup, values)
            made[:] = [id]
            return changes

        if await self.fill_in(title, form, keep):
            kind: type[Organization | Person] = Person if self.shows_people else Organization
            record = self.session.state.get(kind, made[0])
            if record is not None:
                self.show_record(record)

    @work
    async def action_edit(self) -> None:
        record, lookup = self.current, self.session.lookup
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
        records, state = self.targets, self.session.state
        if records and self.carry_out(lambda: together([delete(state, one) for one in records], _named(records))):
            self.clear_selection()

    @work
    async def action_same(self) -> None:
        """The two that are selected, or the one under the cursor and one that is chosen."""
        from ictwg.ui.screens.merging import say_same

        pair = self.targets if len(self.targets) == 2 else (self.current, None)  # noqa: PLR2004 - the same are two
        if pair[0] is not None:
            await say_same(self.program, *pair)

    # What holds from a day on: something new, or a row of the past that is corrected

    @work
    async def action_status(self) -> None:
        organizations, lookup = self.organizations, self.session.lookup
        if len(organizations) > 1:
            title = t("membership.form.status", name=_named(organizations))
            await self._for_each(title, forms.status_form(lookup), organizations, partial(forms.change_status, lookup))
            return
        organization = next(iter(organizations), None)
        if organization is None:
            return
        await self._new_or_corrected(
            t("membership.form.status", name=organization.acronym),
            Membership,
            forms.period_choices(lookup, organization),
            FormRequest(forms.status_form(lookup), partial(forms.change_status, lookup, organization)),
            lambda row: FormRequest(
                forms.period_form(lookup, row), partial(forms.correct_period, lookup, organization, row)
            ),
        )

    @work
    async def action_rename(self) -> None:
        organization, lookup = self.organization, self.session.lookup
        if organization is None:
            return
        await self._new_or_corrected(
            t("membership.form.rename", name=organization.acronym),
            OrganizationName,
            forms.name_choices(lookup, organization),
            FormRequest(forms.rename_form(lookup, organization), partial(forms.rename, lookup, organization)),
            lambda row: FormRequest(
                forms.name_form(lookup, row), partial(forms.correct_name, lookup, organization, row)
            ),
        )

    @work
    async def action_function(self) -> None:
        person, lookup = self.current, self.session.lookup
        people = tuple(one for one in self.targets if isinstance(one, Person))
        if len(people) > 1:
            title = t("membership.form.function", name=_named(people))
            form, appoint = function_forms.function_form(lookup), partial(function_forms.appoint, lookup)
            await self._for_each(title, form, people, appoint)
            return
        person = people[0] if people else person
        if not isinstance(person, Person):
            await self._to_people_of(person)
            return
        await self._new_or_corrected(
            t("membership.form.function", name=person.name),
            Role,
            function_forms.term_choices(lookup, person),
            FormRequest(function_forms.function_form(lookup), partial(function_forms.appoint, lookup, person)),
            lambda row: FormRequest(
                function_forms.term_form(lookup, row), partial(function_forms.correct_term, lookup, row)
            ),
        )

    async def _for_each(
        self, title: str, form: tuple[FormField, ...], records: tuple[T, ...], use_case: Callable[[T, Values], Changes]
    ) -> None:
        """What holds from a day on, of several: one change, one undo."""
        named = _named(records)
        if await self.fill_in(title, form, lambda values: together([use_case(r, values) for r in records], named)):
            self.clear_selection()

    async def _new_or_corrected(
        self,
        title: str,
        kind: type[R],
        known: tuple[Choice, ...],
        new: FormRequest,
        correct: Callable[[R], FormRequest],
    ) -> None:
        chosen = await self._new_or(title, known)
        row = self.session.state.get(kind, chosen)
        if row is not None:
            await self.fill_in(title, *correct(row))
        elif chosen == NEW:
            await self.fill_in(title, *new)

    async def _new_or(self, title: str, known: tuple[Choice, ...]) -> str | None:
        """Something new from a day on, or one of the rows that are there; asked only where there are some."""
        if not known:
            return NEW
        new = Choice(NEW, t("membership.choose.new"), t("membership.choose.new.note"))
        return await self.app.push_screen_wait(Choose(title, (new, *known), current=NEW))

    async def _to_people_of(self, organization: Organization | None) -> None:
        """Functions are people's: shows whose could be meant; the first person of an organization is a new one."""
        people = people_of(self.session.state, organization, self.on) if organization else ()
        self.show_people(people[0] if people else None)
        if organization is not None and not people:
            await self._new_person(organization)
        else:
            self.tell(t("membership.choose_person"))

    def show_people(self, person: Person | None) -> None:
        raise NotImplementedError

    # One for another

    @work
    async def action_replace(self) -> None:
        organization, lookup = self.organization, self.session.lookup
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
            await self.fill_in(title, form, partial(function_forms.replace, lookup, leaves))

    async def _who_leaves(self, organization: Organization) -> Role | None:
        """The only focal point, or the one that is chosen."""
        lookup = self.session.lookup
        held = function_forms.focal_points(lookup, organization)
        if len(held) == 1:
            return held[0]
        box = Choose(t("membership.form.leaves"), function_forms.holder_choices(lookup, held))
        return self.session.state.get(Role, await self.app.push_screen_wait(box))

    @work
    async def action_became(self) -> None:
        organization, lookup = self.organization, self.session.lookup
        if organization is not None:
            title = t("membership.form.became", name=organization.acronym)
            form = succession_form.became_form(lookup, organization)
            await self.fill_in(title, form, partial(succession_form.became, lookup, organization))
