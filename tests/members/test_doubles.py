"""Who may stand on the register twice is asked when it is added, and listed where it stands."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.all_of import some
from tests.store.office import Office

from ictwg.app.problems.problems import count_of, to_mend
from ictwg.domain.changes import Edit
from ictwg.domain.in_language import text_in, translated
from ictwg.domain.records import Group, Meeting, Organization, Person
from ictwg.errors import ThereAlreadyError
from ictwg.locales import LANGUAGES
from ictwg.members.duplicates import alike, doubles, plain_name
from ictwg.records.editing import add
from ictwg.records.lookup import Lookup
from ictwg.store.store import Store

TODAY = date(2010, 2, 15)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Office(tmp_path).create()
    home = store.new_id()
    edit = Edit("verbs.created")
    edit.create(Organization, home, Organization.acronym("MJ"), Organization.name("Ministério da Justiça"))
    edit.create(Person, store.new_id(), Person.name("Dra. Maria Ximenes"), Person.organization(home))
    store.commit(edit.done())
    return store


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Dra. Maria Ximenes", "Maria Ximenez", True),
        ("Cap. João da Silva", "joao da silva", True),
        ("João da Silva", "Joana da Silva", False),
        ("Ana Costa", "Ana Coste", True),
        ("Ana Sá", "Ana Só", False),
        ("Rui", "Rua", False),
        ("", "", False),
        ("Dr.", "Dra.", False),
    ],
)
def test_names_that_may_be_one(one: str, other: str, same: bool) -> None:
    assert alike(plain_name(one), plain_name(other)) is same


@pytest.mark.parametrize(
    ("acronym", "name"),
    [("MoJ", "Ministério da Justiça (MJ)"), ("mj", "Something"), ("X", "MINISTERIO DA JUSTICA"), ("MJ (old)", "Y")],
)
def test_an_organization_that_may_be_there_is_asked_about(store: Store, acronym: str, name: str) -> None:
    values = {"acronym": acronym, "name": name, "type": "government"}
    lookup = Lookup(store, TODAY)
    with pytest.raises(ThereAlreadyError):
        add(lookup, Organization, values)
    store.commit(add(lookup, Organization, values | {"another": "yes"})[1])
    assert len(list(doubles(store))) == 1


@pytest.mark.parametrize("name", ["Maria Ximenez", "Sra. Maria Ximenes", "MARIA XIMENES"])
def test_a_person_who_may_be_there_is_asked_about(store: Store, name: str) -> None:
    lookup, values = Lookup(store, TODAY), {"name": name, "organization": "MJ"}
    with pytest.raises(ThereAlreadyError, match="Maria Ximenes"):
        add(lookup, Person, values)
    add(lookup, Person, {"name": name})
    store.commit(add(lookup, Person, values | {"another": "yes"})[1])
    ((one, other),) = doubles(store)
    assert {one.name, other.name} == {"Dra. Maria Ximenes", name}


def test_the_list_names_doubles_people_without_a_name_and_meetings_of_one_reference(store: Store) -> None:
    edit = Edit("verbs.created")
    edit.create(Person, store.new_id(), Person.position("Director"))
    for _ in range(2):
        edit.create(Meeting, store.new_id(), Meeting.reference("M-2010-01"), Meeting.date(TODAY))
    home = store.all(Organization)[0].id
    edit.create(Person, store.new_id(), Person.name("Maria Ximenez"), Person.organization(home))
    store.commit(edit.done())
    lines = to_mend(store, TODAY)
    told = sorted(line.id.split("/")[1] for line in lines)
    assert told == ["double", "meeting_twice", "meeting_twice", "no_name"]
    assert sum(count_of(store, TODAY).values()) == len(lines)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_list_tells_in_one_line_whose_name_is_missing_in_a_language(store: Store, lang: str) -> None:
    """Of one that somebody has begun to use, and that is not the group's own; Alt+J fills it in."""
    edit = Edit("verbs.created")
    for acronym in ("AAA", "BBB"):
        edit.create(Organization, store.new_id(), Organization.acronym(acronym), Organization.name(acronym))
    edit.create(Group, store.new_id(), Group.name("Group"), Group.language("pt"))
    store.commit(edit.done())
    before = to_mend(store, TODAY)
    named = store.all(Organization)
    for home in some(named):
        store.commit(translated(store, home, {(Organization.name, lang): "Named"}))
        found = [line for line in to_mend(store, TODAY) if line not in before]
        left = [one for one in named if not text_in(store, one, Organization.name, lang)] if lang != "pt" else []
        assert len(found) == bool(left)
        assert all(str(len(left)) in line.where and line.record == left[0].id for line in found)
        assert sum(count_of(store, TODAY).values()) == len(to_mend(store, TODAY))
