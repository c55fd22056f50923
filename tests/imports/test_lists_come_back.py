"""Members and people as CSV into an empty group: all fields come back, by keys and as files for Excel."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn
from tests.builders import MemoryState
from tests.papers_made import sheet_text

from ictwg.app.csv_lists import csv_text
from ictwg.domain.records import Group, Membership, Organization, Person, Role
from ictwg.domain.schema import Record
from ictwg.domain.text import clean
from ictwg.domain.values import Channel, Function, Listing, MembershipStatus, OrganizationType, Sex
from ictwg.imports.list_rows import ListFile
from ictwg.imports.members import MemberRows
from ictwg.imports.report import ImportPlan, RowState
from ictwg.locales import catalogue
from ictwg.records.lookup import Lookup
from ictwg.records.selection import LISTINGS, Criteria, select

TODAY = date(2010, 2, 15)
days = st.none() | st.dates(date(2003, 1, 1), TODAY)
letters = st.sampled_from("'=+-@;,\"( )Aéx1\t\n") | st.characters()
lines = st.text(letters, max_size=8).map(clean)
cleaned = st.text(letters, max_size=12).map(lambda text: clean(text, multiline=True))
texts = cleaned.map(lambda text: text if text.strip() else "")
"""A cell of spaces alone says nothing: it must not write over a note."""
words = st.lists(st.text("abc =+'", min_size=1, max_size=5).map(clean).filter(bool), max_size=2).map(tuple)


class Register:
    """Organizations with one period each, and people with functions; every field that a list holds."""

    def __init__(self, draw: DrawFn) -> None:
        self.draw = draw
        self.state = MemoryState()
        self.state.add(Group, Group.name("The group"))

    def maybe(self, kind: Any) -> Any:
        return self.draw(st.none() | st.sampled_from(list(kind)))

    def organization(self, number: int, others: list[str]) -> str:
        draw, link = self.draw, st.sampled_from([None, *others])
        id = self.state.add(
            Organization,
            Organization.acronym(f"O{number}"),
            Organization.name(f"{draw(lines)} {number}"),
            Organization.aliases(tuple(f"{number} {word}" for word in draw(words))),
            Organization.type(draw(st.sampled_from(list(OrganizationType)))),
            Organization.part_of(draw(link)),
            Organization.seat(draw(link)),
            Organization.exempt_from_quorum(draw(st.booleans())),
            Organization.protocol_order(f"a{number}"),
            Organization.notes(draw(texts)),
        ).id
        if status := self.maybe(MembershipStatus):
            since = Membership.since(draw(days))
            self.state.add(Membership, Membership.organization(id), Membership.status(status), since)
        if draw(st.booleans()):
            self.state.add(Role, Role.organization(id), Role.function(Function.CHAIR), Role.since(draw(days)))
        return id

    def person(self, homes: list[str]) -> None:
        draw, home = self.draw, self.draw(st.sampled_from([None, *homes]))
        texts_of = (Person.form_of_address, Person.listed_as, Person.position, Person.phone, Person.email)
        reached = (Person.ask_through, Person.ask_through_phone, Person.language, Person.handle)
        id = self.state.add(
            Person,
            Person.name(f"Person {draw(st.integers(1, 2))}"),
            Person.organization(home),
            *(field(draw(lines)) for field in (*texts_of, *reached)),
            Person.channel(self.maybe(Channel)),
            Person.sex(self.maybe(Sex)),
            Person.lists(draw(words)),
            Person.aliases(draw(words)),
            Person.listing(draw(st.sampled_from(list(Listing)))),
            Person.notes(draw(texts)),
        ).id
        for function in draw(st.lists(st.sampled_from(list(Function)), max_size=2, unique=True)):
            of = draw(st.sampled_from([home, *homes]))
            place = (Role.person(id), Role.organization(of), Role.since(draw(days)))
            self.state.add(Role, *place, Role.function(function))


@st.composite
def registers(draw: DrawFn) -> MemoryState:
    register = Register(draw)
    homes: list[str] = []
    for number in range(draw(st.integers(0, 3))):
        homes.append(register.organization(number, list(homes)))
    for _ in range(draw(st.integers(0, 3))):
        register.person(homes)
    return register.state


def lists(state: MemoryState, text: Callable[..., str]) -> list[str]:
    lookup = Lookup(state, TODAY)
    return [text(lookup, kind, select(lookup, kind, Criteria())) for kind in (Organization, Person)]


def brought(state: MemoryState, text: str) -> ImportPlan:
    plan = MemberRows(ListFile(Lookup(state, TODAY), text.encode(), "list.csv"), Organization).plan()
    state.apply(plan.changes)
    return plan


@pytest.mark.parametrize("text", [csv_text, sheet_text])
@given(state=registers())
def test_all_fields_come_back(*, state: MemoryState, text: Callable[..., str]) -> None:
    told, elsewhere = lists(state, text), MemoryState()
    for one in told:
        brought(elsewhere, one)
    assert lists(elsewhere, text) == told
    for one in told:
        assert not {row.state for row in brought(elsewhere, one).rows} & {RowState.NEW, RowState.UPDATED}


@pytest.mark.parametrize("kind", sorted({one.kind for one in LISTINGS.values()}, key=str))
@pytest.mark.parametrize("lang", ["pt", "id"])
def test_every_heading_is_in_the_language_of_the_group_and_names_one_column(lang: str, kind: type[Record]) -> None:
    """Of Tetum only the words that somebody has confirmed are there."""
    lookup = Lookup(MemoryState(), TODAY)
    english, headings = (sheet_text(lookup, kind, (), one).strip("\ufeff\n\r").split(";") for one in ("en", lang))
    known = set(catalogue(lang, "records").values())
    untold = [told for told, heading in zip(english, headings, strict=True) if heading not in known]
    assert untold == ["id"]
    assert len(set(headings)) == len(headings)


@pytest.mark.parametrize("lang", ["pt", "tet", "id"])
def test_headings_and_words_of_every_language_are_read(lang: str) -> None:
    state = MemoryState()
    state.add(Group, Group.name("The group"), Group.language(lang))
    for kind in OrganizationType:
        named = (Organization.acronym(kind.name), Organization.name(f"The {kind.name}"), Organization.type(kind))
        home = state.add(Organization, *named, Organization.exempt_from_quorum(True)).id
        for status in list(MembershipStatus)[:1]:
            state.add(Membership, Membership.organization(home), Membership.status(status))
    for function, sex, listing in zip(Function, [*Sex] * 9, [*Listing] * 9, strict=False):
        told = (Person.sex(sex), Person.listing(listing), Person.organization(home))
        who = state.add(Person, Person.name(f"Who is {function}"), *told).id
        state.add(Role, Role.person(who), Role.organization(home), Role.function(function))
    elsewhere = MemoryState()
    for one in lists(state, sheet_text):
        brought(elsewhere, one)
    assert lists(elsewhere, csv_text) == lists(state, csv_text)
