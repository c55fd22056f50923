"""DOMAIN.md §4: every import is scanned before anything is written, whatever reads the file."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.all_of import over, some
from tests.example_group import example_group

from ictwg.app.confidential import CHOICE, CONTACTS, EVERY, WORDS, scanned
from ictwg.domain.changes import Changes, Edit
from ictwg.domain.confidential import finds_in, is_scanned, own_names
from ictwg.domain.fields import Line
from ictwg.domain.records import AcceptedText, Contact, Edition, Entry, Organization, Person, Referral
from ictwg.domain.schema import Record, declared, form_fields
from ictwg.domain.values import Find
from ictwg.imports.doubts import ACCEPTED, LEFT_OUT, OPEN, READ, REFERRED, REWORDED, DoubtKind
from ictwg.imports.list_rows import ListFile
from ictwg.imports.record_lists import read_as
from ictwg.imports.report import ImportPlan, RowState
from ictwg.locales import t
from ictwg.records.lookup import Lookup

if TYPE_CHECKING:
    from ictwg.imports.doubts import Key
    from ictwg.imports.report import Chosen

TODAY = date(2010, 3, 12)
PAGE = 3000
"""Characters."""
MATTER = "The victim Maria Soares was brought to Díli, tel. 7723 4567"
STATE = example_group().state
PAPERS = Path(__file__).parents[1] / "imports"


@pytest.mark.parametrize(
    ("text", "find"),
    [
        ("Call +670 7723 4567 about it", Find.PHONE),
        ("Reach her at 77234567", Find.PHONE),
        ("Call the mother at 723 8899 for details", Find.PHONE),
        ("telp. (021) 555 1234", Find.PHONE),
        ("write to ana@example.org", Find.EMAIL),
        ("passport AB1234567 was shown", Find.IDENTITY),
        ("Passaporte n.º C45678", Find.IDENTITY),
        ("case no. 12/2009 was heard", Find.IDENTITY),
        ("NUC 0023/09.PDDIL", Find.IDENTITY),
        ("born on 12 March 1994", Find.BIRTH),
        ("tanggal lahir: 3-5-1990", Find.BIRTH),
        ("The victim Maria Soares was heard", Find.NAME),
        ("a vítima M.S. foi ouvida", Find.NAME),
        ("korban Siti dipulangkan", Find.NAME),
        ("testemunha João da Costa", Find.NAME),
        ("Girl Rosa Pinto, 16, was brought home", Find.NAME),
    ],
)
def test_signs_are_found(text: str, find: Find) -> None:
    assert finds_in(text) == (find,)


@pytest.mark.parametrize(
    "text",
    [
        "Pillar 2: Victim Protection and Assistance",
        "Vítimas de tráfico e testemunhas",
        "Perlindungan Saksi dan Korban Perdagangan Orang",
        "On 2010-03-12 at 10:00, 250 people in 13 districts; USD 12 000 000",
        "A-2010-014, D-2010-03 and Law 3/2010",
        "In case 2 ministries cannot come",
    ],
)
def test_ordinary_words_are_none(text: str) -> None:
    assert finds_in(text) == ()


def test_own_names_are_none() -> None:
    state = example_group().state
    state.apply(Edit("verbs.created").create(Organization, state.new_id(), Organization.name("Korban Kita")).done())
    assert finds_in("korban Kita") == (Find.NAME,)
    assert finds_in("korban Kita", own_names(state)) == ()


def _plan(kind: type[Record], field: Line, text: str = MATTER, *more: object) -> ImportPlan:
    edit = Edit("verbs.imported").create(kind, STATE.new_id(), field(text), *more)  # type: ignore[arg-type]
    return ImportPlan((), edit.done())


@over("kind", declared())
def test_no_field_of_any_type_gets_by(kind: type[Record]) -> None:
    """What is written into any field in which people write waits; contact fields and file names do not."""
    for field in some(form_fields(kind)):
        if isinstance(field, Line) and is_scanned(field):
            plan = scanned(STATE, _plan(kind, field), {}, TODAY)
            assert plan.open_marks == 1
            assert plan.changes == Changes("verbs.imported")


def test_contact_fields_are_for_contacts() -> None:
    for field in (Person.phone, Person.email, Person.ask_through):
        plan = _plan(Person, field, "+670 7723 4567, ana@example.org")
        assert scanned(STATE, plan, {}, TODAY) is plan


def _chosen(choice: str, words: str = "", text: str = MATTER) -> Chosen:
    return {text: {CHOICE: choice, WORDS: words}}


def _written(plan: ImportPlan) -> str:
    return json.dumps(
        [plan.changes, [row.what for row in plan.rows if row.state is RowState.NEW]], default=str, ensure_ascii=False
    )


@pytest.mark.parametrize("choice", [LEFT_OUT, REWORDED, REFERRED])
def test_what_is_not_to_be_kept_is_written_nowhere(choice: str) -> None:
    for kind, field in ((Entry, Entry.text), (Contact, Contact.text)):
        plan = scanned(STATE, _plan(kind, field), _chosen(choice, "Somebody was helped"), TODAY)
        assert plan.changes
        assert plan.open_marks == 0
        assert "Maria" not in _written(plan)
        assert "7723" not in _written(plan)


def test_a_line_of_the_minutes_says_that_something_was_referred() -> None:
    said = (Entry.item("ITEM"), Entry.speaker("MoJ"))
    plan = scanned(STATE, _plan(Entry, Entry.text, MATTER, *said), _chosen(REFERRED), TODAY)
    state = example_group().state
    state.apply(plan.changes)
    (referral,) = set(state.all(Referral)) - set(STATE.all(Referral))
    assert (referral.date, referral.item, referral.body) == (TODAY, "ITEM", "")
    assert t("minutes.referred") in _written(plan)


def test_what_was_accepted_is_not_asked_again() -> None:
    state = example_group().state
    plan = scanned(state, _plan(Entry, Entry.text), _chosen(ACCEPTED, "An invented name"), TODAY)
    assert MATTER in _written(plan)
    state.apply(plan.changes)
    (accepted,) = set(state.all(AcceptedText)) - set(STATE.all(AcceptedText))
    assert (accepted.reason, accepted.finds) == ("An invented name", (Find.NAME, Find.PHONE))
    assert not any(MATTER in str(raw) for raw in (accepted.digest, accepted.reason, accepted.id))
    again = _plan(Entry, Entry.text, f" {MATTER} ")
    assert scanned(state, again, {}, TODAY) is again


def test_one_open_mark_holds_everything_back() -> None:
    other = "Passport AB1234567"
    edit = Edit("verbs.imported").create(Entry, STATE.new_id(), Entry.text(MATTER))
    edit.create(Entry, STATE.new_id(), Entry.text(other)).create(Entry, STATE.new_id(), Entry.text("Harmless"))
    plan = scanned(STATE, ImportPlan((), edit.done()), _chosen(LEFT_OUT), TODAY)
    assert (plan.open_marks, bool(plan.changes)) == (1, False)
    assert bool(scanned(STATE, ImportPlan((), edit.done()), {EVERY: {CHOICE: LEFT_OUT}}, TODAY).changes)
    assert not scanned(STATE, ImportPlan((), edit.done()), {EVERY: {CHOICE: OPEN}}, TODAY).changes


def _listed(text: str, chosen: dict[Key, str] | None = None, name: str = "list.csv") -> ImportPlan:
    return read_as(ListFile(Lookup(STATE, TODAY), text.encode(), name, chosen or {}))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("list.csv", "Name,Age,Sex,District\nMaria Soares,16,F,Ermera\n"),
        ("list.csv", "No;Nome;Sexo;Idade\n1;M.S.;F;16 anos\n"),
        ("list.csv", "Nama,Umur,Keterangan\nSiti Aminah,16 tahun,korban\n"),
        ("list.csv", "Name,Date of birth\nMaria Soares,12/03/1994\n"),
        ("list.csv", "Name,Passport\nMaria Soares,C45678\n"),
        ("list.csv", "Assisted victims\nName,Position\nMaria Soares,pupil\n"),
        ("Vítimas 2010.csv", "Nome,Cargo\nMaria Soares,aluna\n"),
    ],
)
def test_a_list_of_cases_is_not_read_before_somebody_says_so(name: str, text: str) -> None:
    """The cells say together what none says alone; whom the group knows is in no danger by its own list."""
    found = _listed(text, name=name)
    (doubt,) = (one for row in found.rows for one in row.doubts)
    assert (doubt.kind, doubt.choices, found.to_check) == (DoubtKind.CASES, (LEFT_OUT, READ), 1)
    assert not found.changes
    assert _listed(text, {doubt.key: READ}, name).changes.created


def test_lists_of_people_are_no_lists_of_cases() -> None:
    for text in (
        "Name,Sex,Phone\nMaria Soares,F,77 23 45 67\n",
        "Organization,Men,Women\nMoJ,12,16\n",
        "Activity,Timeframe,Responsible\nTrain the police in the identification of victims,2006,MoJ\n",
    ):
        assert DoubtKind.CASES not in {one.kind for row in _listed(text).rows for one in row.doubts}
    name = STATE.all(Person)[0].name
    assert not any(row.doubts for row in _listed(f"Name,Function,Notes\n{name},,34\n").rows)


def test_contact_details_in_a_list_of_people_are_asked_once() -> None:
    """All of them are left out or accepted together; what somebody says about a person is a mark of its own."""
    text = "Name,Notes\nMaria Soares,mobile 7723 4567\nRui Belo,home 7723 4568\nLeo Reis,HIV positive\n"
    found = _listed(text)
    plan = scanned(STATE, found, {}, TODAY)
    marks = [row for row in plan.rows if row.doubts]
    assert ([row.where for row in marks], plan.open_marks) == ([CONTACTS, "HIV positive"], 2)
    assert "7723 4567" in marks[0].doubts[0].text
    health = {"HIV positive": {CHOICE: LEFT_OUT}}
    left = scanned(STATE, found, {CONTACTS: {CHOICE: LEFT_OUT}, **health}, TODAY)
    kept = scanned(STATE, found, {CONTACTS: {CHOICE: ACCEPTED, WORDS: "Their own"}, **health}, TODAY)
    assert [("7723" in _written(one), "HIV" in _written(one)) for one in (left, kept)] == [
        (False, False),
        (True, False),
    ]


def test_public_papers_have_at_most_one_false_mark_in_ten_pages() -> None:
    """Telephones and addresses that stand there are no false ones."""
    papers = [file for name in ("government", "ministry") for file in (PAPERS / name).iterdir()]
    texts = [file.read_text("utf-8") for file in papers if file.suffix in {".md", ".txt"}]
    pages = sum(-(-len(text) // PAGE) for text in texts)
    finds = [find for text in texts for line in text.splitlines() for find in finds_in(line)]
    assert pages > 20
    assert len([one for one in finds if one not in (Find.PHONE, Find.EMAIL)]) <= pages / 10
    assert finds.count(Find.PHONE) == 4, "all that are in them"


def test_what_adopted_minutes_print_is_scanned_too() -> None:
    """They come with another group's file."""
    rows = {Entry.TABLE: {"E": {Entry.text.name: MATTER}}, Organization.TABLE: {"O": {"aliases": [MATTER, "MoJ"]}}}
    content = json.dumps({"meeting": "M", "rows": rows})
    plan = _plan(Edition, Edition.content, content)
    assert scanned(STATE, plan, {}, TODAY).open_marks == 1
    left = scanned(STATE, plan, _chosen(LEFT_OUT), TODAY)
    assert "Maria" not in _written(left)
    assert "MoJ" in _written(left)
