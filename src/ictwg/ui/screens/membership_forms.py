"""The forms of the Membership screen: what each asks, and the use case that it ends in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.periods import roles_on
from ictwg.domain.records import Membership, Organization, Person, Role
from ictwg.domain.values import Function, MembershipStatus
from ictwg.errors import InvalidValueError, NotFoundError
from ictwg.locales import t
from ictwg.services import functions, membership, naming
from ictwg.services.adding import Besides, add
from ictwg.ui.forms import fields_for, filled, form_field
from ictwg.ui.widgets.form import FormField

if TYPE_CHECKING:
    from datetime import date

    from ictwg.domain.changes import Changes
    from ictwg.services.lookup import Lookup

ORGANIZATION_FORM = (
    Organization.acronym,
    Organization.name,
    Organization.type,
    Organization.aliases,
    Organization.part_of,
    Organization.seat,
    Organization.exempt_from_quorum,
    Organization.notes,
)
STATUS, SINCE, FUNCTION, LETTER = "status", "since", "function", "letter"
LEAVES, COMES, MOVES, LISTS = "leaves", "comes", "moves", "lists"


def new_organization_form(lookup: Lookup) -> tuple[FormField, ...]:
    return (*fields_for(lookup, Organization, only=ORGANIZATION_FORM), *_status_fields(lookup, "membership.new.status"))


def new_organization(lookup: Lookup, values: dict[str, str]) -> tuple[str, Changes]:
    since = _day(lookup, values.pop(SINCE, ""))
    besides = Besides(values.pop(STATUS, ""), since, letter=values.pop(LETTER, ""))
    return add(lookup, Organization, filled(values), besides)


def new_person_form(lookup: Lookup, organization: Organization | None) -> tuple[FormField, ...]:
    start = {Person.organization.name: organization.acronym if organization else ""}
    fields = fields_for(lookup, Person, values=start)
    function = form_field(lookup, Role.function)
    return (
        *fields,
        _named(function, FUNCTION, t("membership.new.function")),
        _since(lookup, "membership.new.function_since"),
    )


def new_person(lookup: Lookup, values: dict[str, str]) -> tuple[str, Changes]:
    since = _day(lookup, values.pop(SINCE, ""))
    return add(lookup, Person, filled(values), Besides("", since, values.pop(FUNCTION, "")))


def status_form(lookup: Lookup) -> tuple[FormField, ...]:
    return _status_fields(lookup, "membership.column.status")


def change_status(lookup: Lookup, organization: Organization, values: dict[str, str]) -> Changes:
    status: MembershipStatus = Membership.status.parse(values[STATUS], lookup)
    since = _day(lookup, values[SINCE]) or lookup.today
    return membership.change_status(lookup.state, organization, status, since, values[LETTER])


def rename_form(lookup: Lookup, organization: Organization) -> tuple[FormField, ...]:
    return (
        *fields_for(lookup, Organization, organization, only=(Organization.name, Organization.acronym)),
        _since(lookup, "membership.form.since", today=True),
    )


def rename(lookup: Lookup, organization: Organization, values: dict[str, str]) -> Changes:
    since = _day(lookup, values[SINCE]) or lookup.today
    name, acronym = values[Organization.name.name], values[Organization.acronym.name]
    return naming.rename(lookup.state, organization, name, acronym, since)


def function_form(lookup: Lookup) -> tuple[FormField, ...]:
    function = _named(form_field(lookup, Role.function), FUNCTION, t("membership.new.function"))
    return (function, _since(lookup, "membership.form.since", today=True), _letter(lookup))


def appoint(lookup: Lookup, person: Person, values: dict[str, str]) -> Changes:
    function: Function = Role.function.parse(values[FUNCTION], lookup)
    since = _day(lookup, values[SINCE])
    return functions.appoint(lookup.state, person, function, person.organization, since, values[LETTER])


def focal_point_of(lookup: Lookup, organization: Organization) -> Role:
    """The function that a replacement ends.

    Raises:
        NotFoundError: The organization has no focal point.
    """
    for role in roles_on(lookup.state, lookup.today, Function.FOCAL_POINT):
        if role.organization == organization.id and role.person:
            return role
    name = organization.acronym
    raise NotFoundError(t("membership.no_focal_point", name=name), t("membership.no_focal_point.hint"))


def replace_form(lookup: Lookup, leaves: Role) -> tuple[FormField, ...]:
    """Who leaves, who comes, from when, by which letter, and what moves along."""
    comes = _named(form_field(lookup, Role.person), COMES, t("membership.form.comes"), t("membership.form.comes.help"))
    comes = _without_check(comes)
    moves = functions.open_actions_of(lookup.state, leaves.person or "")
    moving = t("membership.form.moves.help", count=len(moves))
    return (
        comes,
        _since(lookup, "membership.form.since", today=True),
        _letter(lookup),
        FormField(name=MOVES, label=t("membership.form.moves"), help=moving, kind="flag", value="yes"),
        FormField(name=LISTS, label=t("membership.form.lists"), kind="flag", value="yes"),
    )


def replace(lookup: Lookup, leaves: Role, values: dict[str, str]) -> Changes:
    """The replacement as one change; a name that is not on the list becomes a new person of the organization."""
    state = lookup.state
    gone = state.get(Person, leaves.person)
    since = _day(lookup, values[SINCE]) or lookup.today
    moves = functions.open_actions_of(state, leaves.person or "") if values[MOVES] == "yes" else ()
    lists = gone.lists if gone and values[LISTS] == "yes" else ()
    comes = _person_named(lookup, values[COMES])
    replacement = functions.Replacement(leaves, comes, since, values[LETTER], moves, lists)
    return functions.replace_focal_point(state, replacement)


def as_of_field(lookup: Lookup, on: date) -> FormField:
    return _named(form_field(lookup, Membership.since, value=on.isoformat()), SINCE, t("membership.form.as_of"))


def as_of_day(lookup: Lookup, values: dict[str, str]) -> date:
    return _day(lookup, values[SINCE]) or lookup.today


def _person_named(lookup: Lookup, text: str) -> Person | str:
    if not text.strip():
        raise InvalidValueError(t("membership.form.comes"), t("membership.form.comes.help"), field=COMES)
    try:
        return lookup.state.get(Person, lookup.find(Person, text)) or text
    except NotFoundError:
        return text


def _status_fields(lookup: Lookup, label: str) -> tuple[FormField, ...]:
    status = _named(form_field(lookup, Membership.status), STATUS, t(label))
    return (status, _since(lookup, "membership.form.since", today=True), _letter(lookup))


def _since(lookup: Lookup, label: str, *, today: bool = False) -> FormField:
    start = lookup.today.isoformat() if today else ""
    return _named(form_field(lookup, Membership.since, value=start), SINCE, t(label))


def _letter(lookup: Lookup) -> FormField:
    return _named(form_field(lookup, Membership.letter), LETTER, t("membership.form.letter"))


def _day(lookup: Lookup, text: str) -> date | None:
    return Membership.since.parse(text, lookup)


def _named(field: FormField, name: str, label: str, help_text: str = "") -> FormField:
    from dataclasses import replace as changed

    return changed(field, name=name, label=label, help=help_text or field.help)


def _without_check(field: FormField) -> FormField:
    from dataclasses import replace as changed

    return changed(field, validate=None, required=True)
