"""A redacted text that comes back with somebody's edit does not do so without a word, and is nowhere kept for that."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest
from tests.store.canaries import fill, text, text_fields
from tests.store.office import Office

from ictwg.app.problems.clashes import broken
from ictwg.app.problems.problems import to_mend
from ictwg.app.problems.returned import keep_returned, returned_lines, returned_record
from ictwg.domain.changes import Edit
from ictwg.domain.fields import TEXT_KINDS
from ictwg.domain.records import AgendaItem, Contact, Decision, Edition, Entry, Organization, Person
from ictwg.domain.schema import Field, Record
from ictwg.locales import t
from ictwg.store.maintenance.check import DECIDE
from ictwg.store.store import Store

R = TypeVar("R", bound=Record)
MATTER = "The police had met Maria-do-Teste in Comoro"
CHUNK = 15
FIELDS = [(kind, field) for kind, field in text_fields() if field.kind in TEXT_KINDS and kind is not Edition]
Made = tuple[Office, "Store", "Store"]


def the(store: Store, kind: type[R]) -> R:
    (found,) = store.all(kind)
    return found


def together(*stores: Store) -> None:
    for store in stores * 2:
        store.sync.share()


def back(store: Store) -> set[tuple[str, str]]:
    return {(one.place.table, one.place.field) for one in store.maintenance.returned()}


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


@pytest.fixture
def made(office: Office) -> Made:
    """Ana and Rui with one line of minutes, an item and a decision."""
    ana = office.create("ana")
    edit = Edit("verbs.created").create(Entry, ana.new_id(), Entry.text(MATTER))
    edit.create(AgendaItem, ana.new_id(), AgendaItem.title("Reports"))
    ana.commit(edit.create(Decision, ana.new_id(), Decision.text("Ask them.")).done())
    ana.sync.share()
    return office, ana, office.open("rui")


@pytest.mark.once
def test_it_is_listed_for_every_text_field_of_every_type(office: Office) -> None:
    """Rui has put another sentence before it, offline; some types a day, so that nobody is asked about so many."""
    ana = office.create("ana")
    fill(ana)
    ana.sync.share()
    rui = office.open("rui")
    kinds = list(dict.fromkeys(kind for kind, _ in FIELDS))
    for start in range(0, len(kinds), CHUNK):
        today = [(kind, field) for kind, field in FIELDS if kind in kinds[start : start + CHUNK]]
        edit = Edit("verbs.edited")
        for kind, field in today:
            again = f"Again: {text(kind, field)} again, and more"
            edit.update(the(rui, kind), field((again,) if field.is_set else again))
        rui.commit(edit.done())
        first, *others = ((the(ana, kind), field) for kind, field in today)
        ana.maintenance.redact(*first, "asked for", others)
        ana.sync.share()
        rui.sync.share()
        office.clock.wait(86_400)
    together(ana, rui)
    wanted = {(kind.TABLE, field.name) for kind, field in FIELDS}
    assert back(ana) == back(rui) == wanted
    assert broken(ana) >= len(wanted)
    assert broken(rui) >= len(wanted)


def _reworded(store: Store) -> None:
    store.commit(Edit("verbs.edited").update(the(store, Entry), Entry.text(f"On Monday: {MATTER}, he said.")).done())


def _twice(store: Store) -> None:
    """In the end it is not there any more, but in the history."""
    _reworded(store)
    store.commit(Edit("verbs.edited").update(the(store, Entry), Entry.text("They met.")).done())


def _copied(store: Store) -> None:
    said = Contact.text(f"he repeats that the POLICE\nhad met “Maria do  Teste” in Comoro and … {MATTER.upper()}")
    store.commit(Edit("verbs.created").create(Contact, store.new_id(), said).done())


def _deleted(store: Store) -> None:
    _reworded(store)
    store.commit(Edit("verbs.removed").remove(the(store, Entry)).done())


BACK: list[tuple[Callable[[Store], None], Field[str]]] = [
    (_reworded, Entry.text),
    (_twice, Entry.text),
    (_copied, Contact.text),
    (_deleted, Entry.text),
]


@pytest.mark.parametrize(("does", "field"), BACK)
@pytest.mark.parametrize("first", ["ana", "rui"])
def test_whoever_meets_it_first_everybody_is_told(
    made: Made, does: Callable[[Store], None], field: Field[str], first: str
) -> None:
    office, ana, rui = made
    does(rui)
    office.clock.wait(60)
    ana.maintenance.redact(the(ana, Entry), Entry.text, "names a person")
    together(*((ana, rui) if first == "ana" else (rui, ana)))
    for store in (ana, rui, office.open("zé")):
        store.sync.share()
        ((line, one),) = returned_lines(store).values()
        assert (one.place.table, line.field) == (field.record.TABLE, field.name)
        assert line.what == t("mend.returned", day="1 Feb 2010", name="rui")
        assert line in to_mend(store, date(2010, 3, 12), returned=[line])
        assert broken(store) == 1
        (finding,) = (found for found in store.maintenance.check() if found.kind == "redaction")
        assert (finding.id, finding.field, finding.mends) == (one.place.id, field.name, DECIDE)


def test_it_goes_once_more_for_the_same_reason(made: Made) -> None:
    office, ana, rui = made
    _copied(rui)
    ana.maintenance.redact(the(ana, Entry), Entry.text, "names a person")
    together(ana, rui)
    (one,) = ana.maintenance.returned()
    record = returned_record(ana, one)
    assert one.ground == "names a person"
    assert record is not None
    ana.maintenance.redact(record, Contact.text, one.ground)
    together(ana, rui)
    assert ana.maintenance.returned() == rui.maintenance.returned() == ()
    assert not [path for path in office.files() if b"Maria" in path.read_bytes()]


def test_what_is_kept_is_asked_about_no_more_also_when_it_is_edited_there(made: Made) -> None:
    _, ana, rui = made
    _copied(rui)
    ana.maintenance.redact(the(ana, Entry), Entry.text, "names a person")
    together(ana, rui)
    (one,) = rui.maintenance.returned()
    rui.commit(keep_returned(rui, one))
    together(rui, ana)
    assert ana.maintenance.returned() == rui.maintenance.returned() == ()
    rui.commit(Edit("verbs.edited").update(the(rui, Contact), Contact.text(f"{MATTER}!")).done())
    _reworded(rui)
    together(rui, ana)
    assert back(ana) == {(Entry.TABLE, Entry.text.name)}


def test_no_word_of_it_is_kept_to_know_it_by(made: Made) -> None:
    office, ana, rui = made
    ana.maintenance.redact(the(ana, Entry), Entry.text, "names a person")
    together(ana, rui)
    held = b"".join(path.read_bytes().lower() for path in office.files())
    words = [word for word in MATTER.lower().replace("-", " ").split() if len(word) > len("had")]
    assert not [word for word in words if word.encode() in held]


@pytest.mark.parametrize("said", ["They met.", "The police had met Maria", "Maria-do-Teste", "", "Asked the police."])
def test_what_is_worded_otherwise_is_nobodys_question(made: Made, said: str) -> None:
    _, ana, rui = made
    rui.commit(Edit("verbs.edited").update(the(rui, Entry), Entry.text(said)).done())
    ana.maintenance.redact(the(ana, Entry), Entry.text, "names a person")
    together(ana, rui)
    assert ana.maintenance.returned() == rui.maintenance.returned() == ()


def test_a_longer_text_that_was_told_of_when_it_was_redacted_is_none_either(made: Made) -> None:
    _, ana, rui = made
    _copied(ana)
    ana.maintenance.redact(the(ana, Entry), Entry.text, "names a person")
    together(ana, rui)
    assert ana.maintenance.returned() == rui.maintenance.returned() == ()


def test_short_words_are_looked_for_only_where_they_stood(office: Office) -> None:
    """A name may stand anywhere else, and means somebody else there."""
    ana = office.create("ana")
    edit = Edit("verbs.created").create(Person, ana.new_id(), Person.name("Maria Exemplo da Costa"))
    edit.create(AgendaItem, ana.new_id(), AgendaItem.title("Maria")).create(Entry, ana.new_id(), Entry.text(MATTER))
    ana.commit(edit.create(Organization, ana.new_id(), Organization.aliases(("Uma",))).done())
    ana.sync.share()
    rui = office.open("rui")
    said = Contact.text("Maria Exemplo da Costa and Maria of Uma")
    edit = Edit("verbs.edited").create(Contact, rui.new_id(), said)
    edit.update(the(rui, AgendaItem), AgendaItem.title("The words of Maria"))
    rui.commit(edit.update(the(rui, Organization), Organization.aliases(("Uma", "Uma Foun"))).done())
    also = (
        (the(ana, AgendaItem), AgendaItem.title),
        (the(ana, Organization), Organization.aliases),
        (the(ana, Entry), Entry.text),
    )
    ana.maintenance.redact(the(ana, Person), Person.name, "asked for", also)
    together(ana, rui)
    assert back(ana) == back(rui) == {("agenda_items", "title"), ("organizations", "aliases")}
