"""The forms about people: new, the functions that they hold, and who takes over from whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.records import Action, Organization, Person, Role
from ictwg.domain.values import Function
from ictwg.errors import NotFoundError, ThereAlreadyError
from ictwg.locales import t
from ictwg.members import functions
from ictwg.members.hooks import ANOTHER
from ictwg.members.member_detail import span
from ictwg.records.editing import add, settings_typed
from ictwg.records.lookup import short_title
from ictwg.ui.forms import fields_for, filled, form_field
from ictwg.ui.screens.organization_forms import (
    LETTER,
    YES,
    day_in,
    letter_field,
    never_field,
    renamed,
    since_field,
    taken_back,
)
from ictwg.ui.widgets.form import Choice, FormField

if TYPE_CHECKING:
    from ictwg.domain.changes import Changes
    from ictwg.records.lookup import Lookup


FUNCTION, COMES = Role.function.name, Role.person.name


TERM_FORM = (Role.function, Role.since, Role.until, Role.letter)


FIRST = (Person.name, Person.organization, Person.position, Person.phone, Person.email)


LIST, ACTION = "list:", "action:"


def new_person_form(lookup: Lookup, organization: Organization | None) -> tuple[FormField, ...]:
    """Who it is and what for comes first; the rest can wait.

    Args:
        organization: Where it is meant, as when its first person is asked for; the form says so.
    """
    fields = {field.name: field for field in fields_for(lookup, Person)}
    if organization is not None:
        fields[Person.organization.name] = _of_the_row(fields[Person.organization.name], organization)
    first = [fields.pop(field.name) for field in FIRST]
    return (*first[:3], *_function_fields(lookup, organization), *first[3:], *fields.values())


def _of_the_row(field: FormField, organization: Organization) -> FormField:
    """Filled in from the row that the form was opened on, and saying so as long as it stands."""
    acronym = organization.acronym
    return renamed(field, value=acronym, echo=lambda text: t("ui.from_the_row", value=text) if text == acronym else "")


def function_form(lookup: Lookup) -> tuple[FormField, ...]:
    function = form_field(lookup, Role.function)
    return (function, since_field(lookup, "membership.form.since", today=True), letter_field(lookup))


def appoint(lookup: Lookup, person: Person, values: dict[str, str]) -> Changes:
    function: Function = Role.function.parse(values[FUNCTION], lookup)
    since = day_in(lookup, values)
    return functions.appoint(lookup.state, person, function, person.organization, since, values[LETTER])


def term_choices(lookup: Lookup, person: Person) -> tuple[Choice, ...]:
    """The functions that can be ended or corrected, the latest first."""
    rows = functions.functions_of(lookup.state, person)
    return tuple(
        Choice(row.role.id, f"{Role.function.label(row.function)}  {row.organization}", span(row)) for row in rows
    )


def term_form(lookup: Lookup, role: Role) -> tuple[FormField, ...]:
    return (*fields_for(lookup, Role, role, only=TERM_FORM), never_field())


def correct_term(lookup: Lookup, role: Role, values: dict[str, str]) -> Changes:
    person = lookup.state.get(Person, role.person)
    gone = taken_back(values, role, person.name if person else "")
    return gone or functions.correct_function(lookup.state, role, *settings_typed(lookup, Role, values))


def focal_points(lookup: Lookup, organization: Organization) -> tuple[Role, ...]:
    """The functions of which one ends in a replacement.

    Raises:
        NotFoundError: The organization has no focal point.
    """
    held = functions.holders(lookup.state, organization, Function.FOCAL_POINT, lookup.today)
    if held:
        return held
    name = organization.acronym
    raise NotFoundError(t("membership.no_focal_point", name=name), t("membership.no_focal_point.hint"))


def holder_choices(lookup: Lookup, roles: tuple[Role, ...]) -> tuple[Choice, ...]:
    return tuple(Choice(role.id, lookup.name(Person, role.person or ""), span(role)) for role in roles)


def replace_form(lookup: Lookup, leaves: Role) -> tuple[FormField, ...]:
    """Who comes, from when, by which letter; then each list and each open action, which may stay."""
    comes = renamed(
        form_field(lookup, Role.person),
        label=t("membership.form.comes"),
        help=t("membership.form.comes.help"),
        validate=None,
        required=True,
    )
    gone = lookup.state.get(Person, leaves.person)
    lists = [
        _moving(f"{LIST}{name}", t("membership.form.moves_list", name=name)) for name in (gone.lists if gone else ())
    ]
    actions = [_moving(ACTION + a.id, a.reference, short_title(a)) for a in _open_actions(lookup, leaves)]
    return (comes, since_field(lookup, "membership.form.since", today=True), letter_field(lookup), *lists, *actions)


def replace(lookup: Lookup, leaves: Role, values: dict[str, str]) -> Changes:
    """The replacement as one change; a name that is not on the list becomes a new person of the organization."""
    replacement = functions.Replacement(
        leaves,
        _person_named(lookup, values[COMES]),
        day_in(lookup, values) or lookup.today,
        values[LETTER],
        tuple(a for a in _open_actions(lookup, leaves) if values.get(ACTION + a.id) == YES),
        tuple(name.removeprefix(LIST) for name, said in values.items() if name.startswith(LIST) and said == YES),
    )
    return functions.replace_focal_point(lookup.state, replacement)


def _open_actions(lookup: Lookup, leaves: Role) -> tuple[Action, ...]:
    return functions.open_actions_of(lookup.state, leaves.person)


def _moving(name: str, label: str, what: str = "") -> FormField:
    told = t("membership.form.moves.help", what=what or label)
    return FormField(name, label, help=told, kind="flag", value=YES, echo=(lambda _: what) if what else None)


def _function_fields(lookup: Lookup, organization: Organization | None) -> tuple[FormField, ...]:
    """The first of an organization speaks for it, unless somebody says otherwise."""
    field = form_field(lookup, Role.function)
    options = (Choice("", t("ui.no_choice")), *field.choices())
    spoken_for = organization is not None and functions.holders(
        lookup.state, organization, Function.FOCAL_POINT, lookup.today
    )
    start = "" if spoken_for or organization is None else str(Function.FOCAL_POINT)
    since = since_field(lookup, "membership.new.function_since", today=True)
    return (renamed(field, options=options, value=start, required=False), since, letter_field(lookup))


def _person_named(lookup: Lookup, text: str) -> Person | str:
    try:
        return lookup.state.get(Person, lookup.find(Person, text)) or text
    except NotFoundError:
        return text


_NAMED = (Person.name.name, Organization.acronym.name, Person.organization.name)


class ConfirmDuplicate:
    """A name that is there already is told once; saved once more, another one is meant."""

    def __init__(self, kind: type[Organization | Person]) -> None:
        self._kind = kind
        self._told: set[tuple[str, ...]] = set()

    def __call__(self, lookup: Lookup, values: dict[str, str]) -> tuple[str, Changes]:
        who = tuple(values.get(name, "") for name in _NAMED)
        another = {ANOTHER: YES} if who in self._told else {}
        try:
            return add(lookup, self._kind, filled(values) | another)
        except ThereAlreadyError as error:
            self._told.add(who)
            error.hint = t("membership.form.another")
            raise
