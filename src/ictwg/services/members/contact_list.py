"""The contact list: who may be listed, by organization in protocol order, as markdown to print or to paste."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.access import effective, within
from ictwg.domain.values import Audience
from ictwg.exchange.escaping import beginning, plain
from ictwg.locales import t
from ictwg.services.members.functions import people_of
from ictwg.services.members.membership import register

if TYPE_CHECKING:
    from datetime import date

    from ictwg.domain.records import Organization, Person
    from ictwg.domain.state import State


_HEADING = 2


def contact_list(state: State, on: date, audience: Audience = Audience.MEMBERS) -> str:
    """The people of every organization, as of a day.

    Whoever may be listed to this audience is listed with phone and e-mail: that is what being listed means. Empty where
    nobody is.
    """
    lines = [f"# {t('membership.contacts.title')}", ""]
    for row in register(state, on):
        people = _listed(state, row.organization, on, audience)
        if people:
            lines += [f"**{plain(row.acronym)}** {plain(row.name)}", "", *map(_bullet, people), ""]
    return "\n".join(lines) if len(lines) > _HEADING else ""


def _listed(state: State, organization: Organization, on: date, audience: Audience) -> list[Person]:
    people = people_of(state, organization, on)
    return [person for person in people if within(effective(state, person), audience)]


def _bullet(person: Person) -> str:
    known = (person.listed_as or person.name, person.position, person.phone, person.email)
    return "- " + beginning(" · ".join(plain(text) for text in known if text))
