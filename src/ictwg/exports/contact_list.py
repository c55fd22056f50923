"""The contact list: who may be listed, by organization in protocol order, to paste or as a page to print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.access import effective, within
from ictwg.domain.periods import holding
from ictwg.domain.records import Role
from ictwg.domain.roster import ON_THE_ROSTER
from ictwg.domain.values import Audience, MembershipStatus
from ictwg.locales import language
from ictwg.members.functions import people_of
from ictwg.members.organizations import register
from ictwg.minutes.printed.annexes import none_said
from ictwg.minutes.printed.blocks import HeadingBlock, Items, ListItem, Paragraph, chain, line, opening, own, strong
from ictwg.minutes.printed.files import HTML, file_name
from ictwg.minutes.printed.html import page
from ictwg.minutes.printed.labels import DASH, choice, day, label
from ictwg.minutes.printed.markdown import lines_of, markdown
from ictwg.records.group import is_example

if TYPE_CHECKING:
    from datetime import date

    from ictwg.domain.records import Organization, Person
    from ictwg.domain.state import State
    from ictwg.minutes.printed.blocks import Block, PaperText


CURRENT = (*ON_THE_ROSTER, MembershipStatus.SUSPENDED)
"""Who belongs to the group; not who has withdrawn."""


def contact_list(state: State, on: date, audience: Audience = Audience.MEMBERS) -> str:
    """The list as markdown to paste; empty where nobody may be listed."""
    people = _people(state, on, audience, language())
    return "\n".join(lines_of([*_head(on, audience, language()), *people])) + "\n" if people else ""


def contact_page(state: State, on: date, audience: Audience, lang: str, form: str = HTML) -> str:
    """The list as a file: a page to print and send, or markdown; an empty language is the interface's."""
    lang = lang or language()
    blocks = [*_head(on, audience, lang), *(_people(state, on, audience, lang) or [none_said(lang)])]
    if form == HTML:
        return page(blocks, lang, example=is_example(state))
    told = {"kind": "contacts", "date": on.isoformat(), "audience": str(audience), "language": lang}
    return markdown(told, blocks)


def contact_page_name(on: date, audience: Audience, form: str = HTML) -> str:
    """`contacts-2010-02-15-members.html`."""
    return file_name("contacts", on.isoformat(), audience, suffix=form)


def _head(on: date, audience: Audience, lang: str) -> list[Block]:
    readers = f"{label('agenda.audience', lang)}: {choice(audience, lang)}"
    return [HeadingBlock(1, own(label("contacts.title", lang))), Paragraph(own(f"{day(on, lang)}{DASH}{readers}"))]


def _people(state: State, on: date, audience: Audience, lang: str) -> list[Block]:
    """The people of every organization of the group, as of a day, with the functions that they hold.

    Whoever may be listed to this audience is listed with phone and e-mail: that is what being listed means.
    """
    told: list[Block] = []
    for row in register(state, on):
        people = _listed(state, row.organization, on, audience) if row.status in CURRENT else []
        if people:
            named = strong(line(row.acronym)) + own(" ") + line(row.name)
            told += [Paragraph(named), Items(tuple(ListItem(_person(state, one, on, lang)) for one in people))]
    return told


def _listed(state: State, organization: Organization, on: date, audience: Audience) -> list[Person]:
    people = people_of(state, organization, on)
    return [person for person in people if within(effective(state, person), audience)]


def _person(state: State, person: Person, on: date, lang: str) -> PaperText:
    held = holding(state.linked(Role, Role.person, person.id), on)
    functions = ", ".join(dict.fromkeys(choice(role.function, lang) for role in held))
    known = (person.listed_as or person.name, functions, person.position, person.phone, person.email)
    return opening(chain(" · ", map(line, known)))
