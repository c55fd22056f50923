"""One organization or person told in sections, for the pane beside the list and for the contact list."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ictwg.domain.periods import name_on
from ictwg.domain.records import Action, Membership, Organization, Person
from ictwg.domain.values import CLOSED
from ictwg.locales import t
from ictwg.services.functions import functions_of, people_of
from ictwg.services.lookup import short_title
from ictwg.services.membership import periods_of, register
from ictwg.services.naming import names_of

if TYPE_CHECKING:
    from datetime import date

    from ictwg.domain.periods import Period
    from ictwg.domain.state import State
    from ictwg.services.lookup import Lookup


class Section(NamedTuple):
    title: str
    lines: tuple[str, ...]


class Detail(NamedTuple):
    title: str
    subtitle: str
    sections: tuple[Section, ...]


def organization_detail(lookup: Lookup, organization: Organization, on: date) -> Detail:
    state = lookup.state
    named = name_on(state, organization, on)
    periods = [
        f"{Membership.status.label(period.status)}  {span(period)}  {period.letter}".rstrip()
        for period in periods_of(state, organization)
    ]
    held = [
        f"{row.person}  {t(f'choices.function.{row.function}')}  {span(row)}"
        for row in functions_of(state, organization)
    ]
    return Detail(
        named.acronym,
        named.name,
        _kept(
            Section(t("membership.detail.memberships"), tuple(periods)),
            Section(t("membership.detail.functions"), tuple(held)),
            Section(t("membership.detail.people"), tuple(_contact(p) for p in people_of(state, organization, on))),
            Section(t("membership.detail.actions"), _open_actions(lookup, organization)),
            Section(
                t("membership.detail.names"), tuple(f"{row.name}  {span(row)}" for row in names_of(state, organization))
            ),
            Section(t("membership.detail.notes"), tuple(organization.notes.splitlines())),
        ),
    )


def person_detail(lookup: Lookup, person: Person) -> Detail:
    state = lookup.state
    home = state.get(Organization, person.organization)
    held = [
        f"{t(f'choices.function.{row.function}')}  {row.organization}  {span(row)}"
        for row in functions_of(state, person)
    ]
    asked = " ".join(filter(None, (person.ask_through, person.ask_through_phone)))
    contact = [person.phone, person.email, asked]
    return Detail(
        person.name,
        " · ".join(filter(None, (person.position, home.name if home else ""))),
        _kept(
            Section(t("membership.detail.contact"), tuple(filter(None, contact))),
            Section(t("membership.detail.functions"), tuple(held)),
            Section(t("membership.detail.notes"), tuple(person.notes.splitlines())),
        ),
    )


def contact_list(state: State, on: date) -> str:
    """The people of every organization in protocol order, as a markdown list to print or to paste."""
    lines = [f"# {t('membership.contacts.title')}", ""]
    for row in register(state, on):
        people = people_of(state, row.organization, on)
        if people:
            lines += [f"**{row.acronym}** {row.name}", "", *(f"- {_contact(person)}" for person in people), ""]
    return "\n".join(lines)


def span(period: Period) -> str:
    """`2009-01-01 – now`."""
    since = period.since.isoformat() if period.since else t("membership.ever")
    until = period.until.isoformat() if period.until else t("membership.until_now")
    return f"{since} – {until}"


def _contact(person: Person) -> str:
    return " · ".join(filter(None, (person.name, person.position, person.phone, person.email)))


def _open_actions(lookup: Lookup, organization: Organization) -> tuple[str, ...]:
    owned = lookup.state.linked(Action, Action.owners, organization.id)
    return tuple(
        " · ".join(filter(None, (a.reference, short_title(a), Action.due.type_text(a.due, lookup))))
        for a in owned
        if a.status not in CLOSED
    )


def _kept(*sections: Section) -> tuple[Section, ...]:
    return tuple(section for section in sections if section.lines)
