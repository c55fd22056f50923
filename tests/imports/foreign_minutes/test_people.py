"""One line of a roll: a person with all that is said of them, or nobody."""

from __future__ import annotations

from tests.all_of import over

from ictwg.imports.foreign_minutes.model import ReadAttendee, ReadPresence
from ictwg.imports.foreign_minutes.names import read_people
from ictwg.imports.foreign_minutes.people import Roll, read_person
from ictwg.sentences.who import names_in


def person(line: str) -> ReadAttendee:
    found = read_person(line, Roll())
    assert found is not None
    return found


@over(
    "line, name, organization, role",
    [
        ("[x] Lena Ortega - Chairperson, Port Authority", "Lena Ortega", "Port Authority", "Chairperson"),
        ("[ ] Ivo Brandt, Weather Office", "Ivo Brandt", "Weather Office", ""),
        ("Aki Tanaka, Tugs, Inc.", "Aki Tanaka", "Tugs, Inc.", ""),
        ("Noor Haddad, Salvage Representative", "Noor Haddad", "Salvage", "Representative"),
        ("Ada Quist (@adaq)", "Ada Quist", "", ""),
        ("Love \\[Documenter]", "Love", "", "Documenter"),
        ("Sra. Domingas Cumbe – Caritas", "Domingas Cumbe", "Caritas", ""),
        ("[Joe Silva](https://example.org/joe) (UN)", "Joe Silva", "UN", ""),
        ("Mr. Dolan", "Mr. Dolan", "", ""),
        ("Will Otter", "Will Otter", "", ""),
    ],
)
def test_name_organization_and_role(line: str, name: str, organization: str, role: str) -> None:
    found = person(line)
    assert (found.name, found.organization, found.role) == (name, organization, role)


def test_a_bare_handle_is_the_name() -> None:
    assert person("@mcollins").name == "mcollins"


@over(
    "line",
    [
        "",
        "TBD",
        "none",
        "https://example.org/agenda",
        "Everything was said twice because the line was bad.",
        "Quorum NOT achieved",
        "Cursor park!",
        "one two three four five six seven",
        "12:30",
        "=====",
    ],
)
def test_nobody_is_invented(line: str) -> None:
    assert read_person(line, Roll()) is None


def test_boxes_ticks_and_strikes_say_who_was_there() -> None:
    assert person("[x] Ana Dias").state is ReadPresence.PRESENT
    assert person("[ ] Ana Dias").state is ReadPresence.ABSENT
    assert person("✅ Ana Dias").state is ReadPresence.PRESENT
    assert person("Ana Dias ❌").state is ReadPresence.ABSENT
    assert person("~~Ana Dias~~ (UNHCR)").state is ReadPresence.ABSENT


def test_a_box_among_the_apologies_changes_nothing() -> None:
    found = read_person("[x] Ana Dias", Roll(state=ReadPresence.APOLOGIES))
    assert found is not None
    assert found.state is ReadPresence.APOLOGIES


@over(
    "line",
    [
        "Kerry Moss in place of Michael Bo, Coast Guard",
        "Kerry Moss for Michael Bo, Coast Guard",
        "Kerry Moss (on behalf of Michael Bo) - Coast Guard",
    ],
)
def test_who_stands_in_for_whom(line: str) -> None:
    found = person(line)
    assert (found.name, found.stands_in_for, found.organization) == ("Kerry Moss", "Michael Bo", "Coast Guard")


def test_no_word_of_a_line_is_dropped() -> None:
    line = "Rich Trout (joined at 2:19pm ET) - Acme Ltd, Head of Trade (@rich) walking"
    said = " ".join(person(line).texts())
    assert all(word.strip("(),@") in said for word in line.split() if word != "-")


@over(
    "text, expected",
    [
        ("Ana Dias, UNHCR", [("Ana Dias", "UNHCR")]),
        ("Ana Dias, UNHCR, Rui Sá, Ministry of Health", [("Ana Dias", "UNHCR"), ("Rui Sá", "Ministry of Health")]),
        ("Ana Dias, Embaixada de Portugal e Kim Lee", [("Ana Dias", "Embaixada de Portugal"), ("Kim Lee", "")]),
        ("UNHCR, WFP, IOM", [("UNHCR", ""), ("WFP", ""), ("IOM", "")]),
        ("ANA DIAS, RUI, KIM LEE", [("ANA DIAS", ""), ("RUI", ""), ("KIM LEE", "")]),
        ("Ana Dias, Rui, JM", [("Ana Dias", ""), ("Rui", ""), ("JM", "")]),
    ],
)
def test_a_body_behind_a_full_name_is_no_person(text: str, expected: list[tuple[str, str]]) -> None:
    people, others = read_people(text, Roll())
    assert [(p.name, p.organization) for p in people] == expected
    assert not others


@over(
    "text, owners",
    [
        ("Ana, Rui and Kim", ("Ana", "Rui", "Kim")),
        ("@ana", ("ana",)),
        ("All", ("All",)),
        ("Ministry of Justice", ("Ministry of Justice",)),
        ("see the list below", ()),
        ("Follow up", ()),
        ("next week", ()),
    ],
)
def test_owners_are_names_or_none(text: str, owners: tuple[str, ...]) -> None:
    assert names_in(text) == owners
