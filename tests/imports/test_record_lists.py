"""Lists of participants and of trainings from spreadsheets: what comes in, what is asked, and the same once more."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest
from tests.builders import MemoryState, known, organization
from tests.builders import person as registered

from ictwg.domain.records import Meeting, Organization, OutsideReport, Participant, ParticipantCount, Training
from ictwg.domain.schema import Record
from ictwg.domain.values import AudienceGroup, ParticipantState, Sex, TrainingKind
from ictwg.imports.doubts import (
    OTHER_PERSON,
    SAME_PERSON,
    DoubtKind,
    Key,
)
from ictwg.imports.list_rows import ListFile
from ictwg.imports.record_lists import import_records
from ictwg.imports.report import ImportPlan, RowState
from ictwg.locales import t
from ictwg.records.lookup import Lookup, shown_name

TODAY = date(2010, 3, 12)


@pytest.fixture
def state() -> MemoryState:
    state = MemoryState()
    organization(state, "PNTL")
    state.add(Training, Training.title("Police training"))
    return state


def plan(
    state: MemoryState, text: str, kind: type[Record] = Participant, chosen: Mapping[Key, str] | None = None
) -> ImportPlan:
    of = state.all(Training)[0] if kind is Participant else None
    return import_records(ListFile(Lookup(state, TODAY), text.encode(), "list.csv", chosen or {}), kind, of)


@pytest.mark.parametrize(
    "text",
    [
        "Name,Organization,Sex,District,Group,Status\nInês Example,PNTL,F,liquica,media,attended\n",
        "Nome;Instituição;Sexo;Distrito;Grupo;Estado\nInês Example;PNTL;feminino;Liquiçá;media;attended\n",
        "Lista\nNaran;Instituisaun;Seksu;Munisípiu;Grupu;Estadu\nInês Example;PNTL;feto;Liquiçá;media;attended\n",
        "Nama\tInstansi\tJenis kelamin\tDistrik\tKelompok\tStatus\nInês Example\tPNTL\tP\tLiquica\tmedia\tattended\n",
    ],
)
def test_headings_are_known_in_four_languages(state: MemoryState, text: str) -> None:
    found = plan(state, text)
    assert [row.state for row in found.rows] == [RowState.NEW]
    state.apply(found.changes)
    (row,) = state.all(Participant)
    assert (row.name, row.sex, row.duty_district) == ("Inês Example", Sex.FEMALE, "Liquiçá")
    assert (row.audience_group, row.state) == (AudienceGroup.MEDIA, ParticipantState.ATTENDED)
    home = known(state.get(Organization, row.organization))
    assert (home.acronym, row.training) == ("PNTL", state.all(Training)[0].id)
    assert not plan(state, text).changes


def test_somebody_of_the_register_is_linked_and_asked_about_where_it_is_not_sure(state: MemoryState) -> None:
    home, other = state.all(Organization)[0], organization(state, "RTTL")
    registered(state, "Ana Example", home)
    registered(state, "Rui Example", other)
    text = "Name,Organization\nana example,PNTL\nRui Example,PNTL\n"
    found = plan(state, text)
    assert [len(row.doubts) for row in found.rows] == [0, 1]
    (doubt,) = found.rows[1].doubts
    assert (doubt.choices, doubt.default) == ((SAME_PERSON, OTHER_PERSON), OTHER_PERSON)
    state.apply(plan(state, text, chosen={doubt.key: SAME_PERSON}).changes)
    assert {shown_name(state, row): bool(row.person) for row in state.all(Participant)} == {
        "Ana Example": True,
        "Rui Example": True,
    }
    assert not plan(state, text).changes


def test_a_name_a_letter_apart_on_the_list_is_asked_about(state: MemoryState) -> None:
    state.apply(plan(state, "Name,Organization\nDomingas Example,PNTL\n").changes)
    (row,) = plan(state, "Name,Organization\nDomingos Example,PNTL\n").rows
    assert (row.state, row.doubts[0].default) == (RowState.NEW, OTHER_PERSON)
    (row,) = plan(state, "Name,Position\nDomingas Example,officer\n").rows
    assert (row.state, row.doubts[0].default) == (RowState.UPDATED, SAME_PERSON)


def test_who_is_meant_by_a_name_is_asked_once(state: MemoryState) -> None:
    registered(state, "Rosa Ximenes", state.all(Organization)[0])
    rows = plan(state, "Name,Position\nRosa Ximenes,\nRosa Ximenes,officer\n").rows
    assert [len(row.doubts) for row in rows] == [1, 0]


def test_what_cannot_be_read_is_told_and_the_rest_comes_in(state: MemoryState) -> None:
    text = "Name,Sex,Shoe size\nRui Example,tall,42\n,f,\n"
    found = plan(state, text)
    assert [row.state for row in found.rows] == [RowState.NEW, RowState.DOUBTFUL, RowState.SAME]
    assert [one.text for one in found.rows[0].doubts] == [f"{t(Participant.sex.label_id)}: tall"]
    (column,) = found.rows[2].doubts
    assert (column.kind, column.text) == (DoubtKind.UNKNOWN_COLUMN, "Shoe size: 42")
    assert plan(state, "1,2\n3,4\n").read_nothing


def test_last_year_s_trainings_come_from_a_spreadsheet(state: MemoryState) -> None:
    text = (
        "Training;From;Until;District;Kind;For\n"
        "Media and trafficking;12/05/2009;13 May 2009;Dili;training;media\n"
        "Formação de formadores;01-06-2009;;Baucau;training of trainers;law enforcement, judiciary\n"
    )
    found = plan(state, text, Training)
    assert [row.state for row in found.rows] == [RowState.NEW, RowState.NEW]
    state.apply(found.changes)
    held = {row.title: row for row in state.all(Training)}
    media, trainers = held["Media and trafficking"], held["Formação de formadores"]
    assert (media.starts_on, media.ends_on, media.district) == (date(2009, 5, 12), date(2009, 5, 13), "Díli")
    assert trainers.kind is TrainingKind.TRAINING_OF_TRAINERS
    assert trainers.audience_groups == (AudienceGroup.LAW_ENFORCEMENT, AudienceGroup.JUDICIARY)
    again = plan(state, text, Training)
    assert ([row.state for row in again.rows], bool(again.changes)) == ([RowState.SAME] * 2, False)


def test_men_and_women_beside_a_training_are_its_counts(state: MemoryState) -> None:
    text = "Training;From;Male;Female;Total\nMedia;12/05/2009;7;12;19\nPolice;13/05/2009;;;20\n"
    state.apply(plan(state, text, Training).changes)
    counted = {
        (shown_name(state, held), one.sex): one.count for held in state.all(Training) for one in counts(state, held)
    }
    assert counted == {("Media", Sex.MALE): 7, ("Media", Sex.FEMALE): 12, ("Police", None): 20}
    again = plan(state, text, Training)
    assert ([row.state for row in again.rows], bool(again.changes)) == ([RowState.SAME] * 2, False)
    found = plan(state, text.replace("12;19", "13;"), Training)
    assert [row.state for row in found.rows] == [RowState.UPDATED, RowState.SAME]
    assert "many" in plan(state, "Training;Male\nMedia;many\n", Training).rows[0].summary


def counts(state: MemoryState, held: Training) -> tuple[ParticipantCount, ...]:
    return state.linked(ParticipantCount, ParticipantCount.training, held.id)


def test_a_list_without_headings_names_those_of_its_type(state: MemoryState) -> None:
    (row,) = plan(state, "a;b\nc;d\n", Training).rows
    assert t(Training.starts_on.label_id) in row.why


def test_a_row_that_a_rule_refuses_holds_up_no_other(state: MemoryState) -> None:
    for day in (1, 2):
        state.add(Meeting, Meeting.date(date(2010, 4, day)), Meeting.title(f"The {day}"))
    text = "Date,Title,Minutes state,Venue\n2010-04-01,The 1,with chair,\n2010-04-02,The 2,,Dili\n"
    found = plan(state, text, Meeting)
    assert [row.state for row in found.rows] == [RowState.DOUBTFUL, RowState.UPDATED]
    assert found.rows[0].why
    assert [write.field for write in found.changes.writes] == [Meeting.venue.name]


def test_a_row_that_completes_one_before_makes_the_record_of_both(state: MemoryState) -> None:
    text = "Title,Body,Outside deadline,Submitted by\nOne,UN,,June\nOne,UN,2010-05-01,\n"
    found = plan(state, text, OutsideReport)
    assert [row.state for row in found.rows] == [RowState.DOUBTFUL, RowState.NEW]
    state.apply(found.changes)
    (made,) = state.all(OutsideReport)
    assert (made.title, made.submitted_by) == ("One", "June")
    assert not plan(state, text, OutsideReport).changes
