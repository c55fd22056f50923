"""Who holds which function, from when to when; and how one focal point takes over from another."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from ictwg.domain.changes import Changes, Edit
from ictwg.domain.periods import check_after, holding, roles_for, roles_on
from ictwg.domain.records import Action, Organization, Person, Role
from ictwg.domain.schema import Setting
from ictwg.domain.state import State
from ictwg.domain.values import CLOSED, Function
from ictwg.errors import InvalidValueError
from ictwg.locales import t


class FunctionRow(NamedTuple):
    """A function, and who holds it for whom, as a person's or an organization's detail shows it."""

    role: Role
    person: str
    organization: str


class Replacement(NamedTuple):
    """What *replace focal point* asks: who leaves, who comes, from when, by which letter, and what moves along.

    Attributes:
        known: What the letter tells of who comes: position, phone, e-mail.
        stays: Who leaves is the alternate from that day on.
    """

    leaves: Role
    comes: Person | str
    since: date
    letter: str = ""
    moves: tuple[Action, ...] = ()
    lists: tuple[str, ...] = ()
    known: tuple[Setting, ...] = ()
    stays: bool = False


def functions_of(state: State, record: Organization | Person) -> tuple[FunctionRow, ...]:
    """Every function that a person or an organization has held, the latest first."""
    roles = state.linked(Role, Role.person, record.id) if isinstance(record, Person) else roles_for(state, record)
    rows = [_function_row(state, role) for role in roles]
    return tuple(sorted(rows, key=lambda row: (str(row.role.since or ""), row.role.id), reverse=True))


def holders(state: State, organization: Organization, function: Function, on: date) -> tuple[Role, ...]:
    """Those who held a function for an organization on a day, the one who began last first."""
    held = holding(roles_for(state, organization), on)
    return tuple(role for role in held if role.function is function and role.person)


def people_of(state: State, organization: Organization, on: date) -> tuple[Person, ...]:
    """The people of an organization; those with a function of that day come first."""
    busy = {role.person for role in roles_on(state, on)}
    people = state.linked(Person, Person.organization, organization.id)
    return tuple(sorted(people, key=lambda person: (person.id not in busy, person.name.casefold(), person.id)))


def appoint(
    state: State, person: Person, function: Function, organization: str | None, since: date | None, letter: str = ""
) -> Changes:
    """A function for a person from a day on."""
    settings = (Role.function(function), Role.person(person.id), Role.organization(organization))
    edit = Edit("verbs.appointed", person.name)
    return edit.create(Role, state.new_id(), *settings, Role.since(since), Role.letter(letter)).done()


def correct_function(person: Person, role: Role, *settings: Setting) -> Changes:
    """Its days, its letter or the function itself were other than written; a last day ends it."""
    return Edit("verbs.edited", person.name).update(role, *settings).done()


def open_actions_of(state: State, person_id: str | None) -> tuple[Action, ...]:
    """What a focal point who leaves still has to do, by reference."""
    held = state.linked(Action, Action.person, person_id) if person_id else ()
    return tuple(sorted((a for a in held if a.status not in CLOSED), key=lambda a: (a.reference, a.id)))


def replace_focal_point(state: State, replacement: Replacement) -> Changes:
    """One form, one transaction, one undo: closes the old function, opens the new, moves lists and open actions.

    Raises:
        InvalidValueError: Nobody comes, the same person does, or the day is not after the old one's first.
    """
    leaves, since = replacement.leaves, replacement.since
    _check_comes(replacement)
    check_after(leaves.since, since)
    edit = Edit("verbs.replaced_focal_point", t("membership.from_day", name=_name_of(replacement.comes), day=since))
    comes = _who_comes(state, edit, replacement)
    edit.update(leaves, Role.until(since - timedelta(days=1)))
    held = [(leaves.function, comes), *([(Function.ALTERNATE, leaves.person)] if replacement.stays else ())]
    for function, who in held:
        settings = (Role.function(function), Role.organization(_home(state, leaves)), Role.person(who))
        edit.create(Role, state.new_id(), *settings, Role.since(since), Role.letter(replacement.letter))
    gone = state.get(Person, leaves.person)
    if gone is not None and replacement.lists:
        edit.update(gone, Person.lists(tuple(set(gone.lists) - set(replacement.lists))))
    for action in replacement.moves:
        edit.update(action, Action.person(comes))
    return edit.done()


def _check_comes(replacement: Replacement) -> None:
    comes = replacement.comes
    if isinstance(comes, Person) and comes.id == replacement.leaves.person:
        raise InvalidValueError(
            t("membership.same_person", name=comes.name), t("membership.same_person.hint"), field=Role.person.name
        )
    if not _name_of(comes).strip():
        raise InvalidValueError(t("membership.nobody_comes"), t("membership.form.comes.help"), field=Role.person.name)


def _who_comes(state: State, edit: Edit, replacement: Replacement) -> str:
    """The id of the person who comes; a name that is not on the register becomes a person of the organization."""
    comes, lists, known = replacement.comes, replacement.lists, replacement.known
    if isinstance(comes, Person):
        if lists or known:
            edit.update(comes, Person.lists((*comes.lists, *lists)), *known)
        return comes.id
    id = state.new_id()
    home = Person.organization(_home(state, replacement.leaves))
    edit.create(Person, id, Person.name(comes), home, Person.lists(lists), *known)
    return id


def _home(state: State, role: Role) -> str | None:
    person = state.get(Person, role.person)
    return role.organization or (person.organization if person else None)


def _name_of(comes: Person | str) -> str:
    return comes.name if isinstance(comes, Person) else comes


def _function_row(state: State, role: Role) -> FunctionRow:
    person = state.get(Person, role.person)
    organization = state.get(Organization, _home(state, role))
    return FunctionRow(role, person.name if person else "", organization.acronym if organization else "")
