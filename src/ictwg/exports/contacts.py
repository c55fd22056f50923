"""Who is in the group, with phone and e-mail: to paste, and as a paper."""

from __future__ import annotations

from datetime import date

from ictwg.domain.access import effective, within
from ictwg.domain.periods import holding
from ictwg.domain.records import Organization, Person, Role
from ictwg.domain.roster import ON_THE_ROSTER
from ictwg.domain.state import State
from ictwg.domain.values import Audience, MembershipStatus
from ictwg.locales import language
from ictwg.members.functions import people_of
from ictwg.members.organizations import MemberRow, register
from ictwg.minutes.printed.annexes import none_said
from ictwg.papers.blocks import (
    DASH,
    Block,
    HeadingBlock,
    Items,
    ListItem,
    PaperText,
    Paragraph,
    chain,
    line,
    opening,
    own,
    strong,
)
from ictwg.papers.catalogue import PaperRequest, as_of
from ictwg.papers.document import Document
from ictwg.papers.entries import Card, uid_of
from ictwg.papers.markdown import lines_of
from ictwg.papers.words import choice, day, label

Listed = tuple[MemberRow, list[Person]]

CURRENT = (*ON_THE_ROSTER, MembershipStatus.SUSPENDED)
"""Who belongs to the group; not who has withdrawn."""


def contact_list(state: State, on: date, audience: Audience = Audience.MEMBERS) -> str:
    """The list as markdown to paste; empty where nobody may be listed."""
    people = _said(state, _listed_people(state, on, audience), on, language())
    return "\n".join(lines_of([*_head(on, audience, language()), *people])) + "\n" if people else ""


def contacts(asked: PaperRequest) -> tuple[Document, ...]:
    """The list as a paper."""
    on, audience, lang = asked.today, asked.audience, asked.language or language()
    listed = _listed_people(asked.state, on, audience)
    people = _said(asked.state, listed, on, lang) or [none_said(lang)]
    cards = {one.id: _card(asked.state, one, row) for row, held in listed for one in held}
    blocks = (*_head(on, audience, lang), *people)
    return (as_of(asked, lang, blocks, ("contacts", on), entries=tuple(cards.values())),)


def _head(on: date, audience: Audience, lang: str) -> list[Block]:
    readers = f"{label('agenda.audience', lang)}: {choice(audience, lang)}"
    return [HeadingBlock(1, own(label("contacts.title", lang))), Paragraph(own(f"{day(on, lang)}{DASH}{readers}"))]


def _listed_people(state: State, on: date, audience: Audience) -> list[Listed]:
    """The people of every organization of the group, as of a day.

    Whoever may be listed to this audience is listed with phone and e-mail: that is what being listed means.
    """
    rows = (row for row in register(state, on) if row.status in CURRENT)
    told = ((row, listed_people(state, row.organization, on, audience)) for row in rows)
    return [(row, people) for row, people in told if people]


def _said(state: State, listed: list[Listed], on: date, lang: str) -> list[Block]:
    """With the functions that they hold."""
    told: list[Block] = []
    for row, people in listed:
        named = strong(line(row.acronym)) + own(" ") + line(row.name)
        told += [Paragraph(named), Items(tuple(ListItem(person_item(state, one, on, lang)) for one in people))]
    return told


def _card(state: State, person: Person, home: MemberRow) -> Card:
    name = person.listed_as or person.name
    return Card(uid_of(state, person), name, home.name or home.acronym, person.position, person.phone, person.email)


def listed_people(state: State, organization: Organization, on: date, audience: Audience) -> list[Person]:
    people = people_of(state, organization, on)
    return [person for person in people if within(effective(state, person), audience)]


def person_item(state: State, person: Person, on: date, lang: str) -> PaperText:
    held = holding(state.linked(Role, Role.person, person.id), on)
    functions = ", ".join(dict.fromkeys(choice(role.function, lang) for role in held))
    known = (person.listed_as or person.name, functions, person.position, person.phone, person.email)
    return opening(chain(" · ", map(line, known)))
