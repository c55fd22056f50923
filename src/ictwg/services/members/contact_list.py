"""The contact list: who may be listed, by organization in protocol order, as markdown to print or to paste."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.access import effective, within
from ictwg.domain.periods import holding
from ictwg.domain.records import Role
from ictwg.domain.roster import ON_THE_ROSTER
from ictwg.domain.values import Audience, MembershipStatus
from ictwg.exchange.escaping import beginning, plain
from ictwg.locales import t
from ictwg.services.members.functions import people_of
from ictwg.services.members.membership import register

if TYPE_CHECKING:
    from datetime import date

    from ictwg.domain.records import Organization, Person
    from ictwg.domain.state import State


_HEADING = 2
CURRENT = (*ON_THE_ROSTER, MembershipStatus.SUSPENDED)
"""Who belongs to the group; not who has withdrawn."""


def contact_list(state: State, on: date, audience: Audience = Audience.MEMBERS) -> str:
    """The people of every organization of the group, as of a day, with the functions that they hold.

    Whoever may be listed to this audience is listed with phone and e-mail: that is what being listed means. Empty where
    nobody is.
    """
    lines = [f"# {t('membership.contacts.title')}", ""]
    for row in register(state, on):
        people = _listed(state, row.organization, on, audience) if row.status in CURRENT else []
        if people:
            bullets = [_bullet(state, person, on) for person in people]
            lines += [f"**{plain(row.acronym)}** {plain(row.name)}", "", *bullets, ""]
    return "\n".join(lines) if len(lines) > _HEADING else ""


def _listed(state: State, organization: Organization, on: date, audience: Audience) -> list[Person]:
    people = people_of(state, organization, on)
    return [person for person in people if within(effective(state, person), audience)]


def _bullet(state: State, person: Person, on: date) -> str:
    held = holding(state.linked(Role, Role.person, person.id), on)
    functions = ", ".join(dict.fromkeys(t(f"choices.function.{role.function}") for role in held))
    known = (person.listed_as or person.name, functions, person.position, person.phone, person.email)
    return "- " + beginning(" · ".join(plain(text) for text in known if text))
