"""Redaction is total: of whatever text field, and whichever program wrote the log, no byte is left anywhere."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.store.canaries import fill, fill_new_fields, text_fields, word
from tests.store.office import Office

from ictwg.domain.records import Entry, Organization, Person, Role
from ictwg.domain.schema import Record
from ictwg.store.store import Store

pytestmark = pytest.mark.once
"""Which bytes are left is decided by what our own code writes."""

ON_A_DAY = 20
OLD = Path(__file__).with_name("told_by_text.json")


def words_in(office: Office) -> dict[str, list[str]]:
    """The words that stand somewhere, and the files in which they do."""
    held = {path.name: path.read_bytes() for path in office.files()}
    names = (word(kind, field) for kind, field in text_fields())
    found = {name: [file for file, data in held.items() if name.encode() in data] for name in names}
    return {name: files for name, files in found.items() if files}


def redact(office: Office, ana: Store, rui: Store, *kinds: type[Record]) -> None:
    """Every text field of these kinds; a day for a few of them, so that nobody is asked about so many at once."""
    for start in range(0, len(kinds), ON_A_DAY):
        today = kinds[start : start + ON_A_DAY]
        first, *others = ((ana.all(kind)[0], field) for kind, field in text_fields() if kind in today)
        ana.maintenance.redact(*first, "asked for", others)
        ana.sync.share()
        rui.sync.share()
        office.clock.wait(86_400)


def two(office: Office, made: str) -> tuple[Store, Store]:
    """Ana and Rui, each with all of it."""
    if made == "now":
        ana = office.create()
        fill(ana, 0, 2)
        ana.sync.share()
        rui = office.open("rui")
        fill(rui, 1, 2)
        rui.sync.share()
        ana.sync.share()
        return ana, rui
    shutil.copy(OLD, office.shared)
    office.clock.wait(86_400)
    return office.open("ana"), office.open("rui")


@pytest.mark.parametrize("made", ["now", "by the program of before"])
def test_no_byte_of_any_text_field_is_left_in_two_homes_and_the_share(office: Office, made: str) -> None:
    ana, rui = two(office, made)
    fill_new_fields(ana)
    assert len(words_in(office)) == len(list(text_fields()))
    redact(office, ana, rui, *dict.fromkeys(kind for kind, _ in text_fields()))
    for store in (ana, rui, ana, rui):
        store.sync.share()
    ana.close()
    rui.close()
    for user in ("ana", "rui"):
        store = office.open(user)
        store.sync.share()
        store.close()
    assert words_in(office) == {}


@pytest.mark.parametrize("first", ["ana", "rui"])
def test_an_old_copy_with_old_subjects_brings_none_of_them_back(office: Office, first: str) -> None:
    """Whoever meets it first; and the file that both have then is the same to the byte."""
    ana, rui = two(office, "by the program of before")
    redact(office, ana, rui, Person, Entry)
    shutil.copy(OLD, office.shared)
    order = (ana, rui) if first == "ana" else (rui, ana)
    for store in order * 2:
        office.clock.wait(60)
        store.sync.share()
    assert not {word(Person, Person.name), word(Entry, Entry.text)} & words_in(office).keys()
    assert word(Organization, Organization.name) in words_in(office)
    assert ana.local.memory.lines.tables == rui.local.memory.lines.tables


def test_a_row_of_before_that_nobody_had_shared_is_covered_when_it_names_the_record(office: Office) -> None:
    """Rui's program of before has written it while Ana's has redacted; the redaction reaches it by the id alone."""
    ana, rui = two(office, "by the program of before")
    rui.close()
    (person,) = ana.all(Person)
    ana.maintenance.redact(person, Person.name, "asked for")
    ana.sync.share()
    rui = office.open("rui")
    rui.sync.share()
    assert word(Person, Person.name) not in words_in(office)
    assert word(Organization, Organization.name) in words_in(office)


def test_what_an_earlier_program_redacted_leaves_the_log_now(office: Office) -> None:
    """Its redaction is in the file already, with the texts in the subjects of the log; nobody redacts anything anew."""
    ana, rui = two(office, "by the program of before")
    (role,), (person,) = ana.all(Role), ana.all(Person)
    ana.maintenance.redact(person, Person.name, "asked for")
    ana.sync.share()
    with_subjects = _with_old_subjects(office, ana)
    fresh = Office(_folder(office))
    fresh.clock = office.clock
    fresh.shared.write_bytes(with_subjects)
    late = fresh.open("zé")
    late.sync.share()
    assert word(Person, Person.name).encode() not in fresh.shared.read_bytes()
    assert role.id in fresh.shared.read_text()
    assert rui.get(Person, person.id) is not None


def test_a_colleague_with_a_program_of_before_is_answered_with_a_clean_file(office: Office) -> None:
    """Their program joins without the rule for the log, and publishes the text again under the same context."""
    ana, _ = two(office, "by the program of before")
    (person,) = ana.all(Person)
    ana.maintenance.redact(person, Person.name, "asked for")
    ana.sync.share()
    office.clock.wait(60)
    office.shared.write_bytes(_with_old_subjects(office, ana))
    ana.sync.share()
    assert word(Person, Person.name).encode() not in office.shared.read_bytes()


def _folder(office: Office) -> Path:
    folder = office.folder / "another"
    folder.mkdir()
    return folder


def _with_old_subjects(office: Office, store: Store) -> bytes:
    """The shared file with its redaction, and the log as it was."""
    from ictwg.store.format import codec
    from ictwg.store.format.lines import LOG

    lines = codec.split(office.shared.read_bytes(), verify=True)
    before = codec.split(OLD.read_bytes(), verify=True).tables[LOG]
    lines.tables[LOG] = {**lines.tables[LOG], **before}
    assert store.all(Person)
    return codec.encode_file(lines)
