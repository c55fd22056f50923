"""Member lists as spreadsheets save them."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.all_of import over, some
from tests.builders import MemoryState

from ictwg.domain.records import Membership, Organization, Person, Role
from ictwg.domain.values import Function, OrganizationType, Sex
from ictwg.imports.headings import Column
from ictwg.imports.list_rows import ListFile
from ictwg.imports.members import MemberRows, read_members
from ictwg.imports.report import ImportPlan, RowState
from ictwg.locales import t
from ictwg.records.lookup import Lookup

PORTUGUESE = (
    "Instituição;Sigla;Tipo;Nome;Cargo;E-mail;Telefone;Sexo;Função\r\n"
    "Ministério da Saúde;MS;Governo;Ana;Diretora;a@example.org;+670 7;F;Ponto focal\r\n"
)


class Brought(NamedTuple):
    """What a list brings into an empty group."""

    plan: ImportPlan
    organizations: tuple[Organization, ...]
    people: tuple[Person, ...]
    functions: tuple[Function, ...]
    periods: tuple[Membership, ...]


def brought(text: str, encoding: str = "utf-8") -> Brought:
    state = MemoryState()
    plan = MemberRows(ListFile(Lookup(state, date(2010, 2, 5)), text.encode(encoding), "list.csv"), Organization).plan()
    state.apply(plan.changes)
    people = tuple(sorted(state.all(Person), key=lambda one: one.name))
    functions = tuple(role.function for role in sorted(state.all(Role), key=lambda one: one.function))
    return Brought(plan, state.all(Organization), people, functions, state.all(Membership))


def skipped(text: str) -> str:
    (row,) = brought(text).plan.rows
    assert row.state is RowState.UNREAD
    return row.why


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_encodings_and_delimiters(encoding: str, delimiter: str) -> None:
    found = brought(PORTUGUESE.replace(";", delimiter), encoding)
    (home,), (ana,) = found.organizations, found.people
    assert (home.name, home.acronym, home.type) == ("Ministério da Saúde", "MS", OrganizationType.GOVERNMENT)
    assert (ana.name, ana.position, ana.email, ana.phone) == ("Ana", "Diretora", "a@example.org", "+670 7")
    assert (ana.sex, found.functions) == (Sex.FEMALE, (Function.FOCAL_POINT,))


@over("first", ["sep=;\r\n", '"sep=;"\n', "Lista de membros;;\n", "\n\n"])
def test_lines_above_the_headings(first: str) -> None:
    assert [row.state for row in brought(first + PORTUGUESE).plan.rows] == [RowState.NEW]


@over(
    "headings",
    [
        "Organization,Full name,Position,E-mail,Phone,Sex,Role",
        "Instituição,Nome,Cargo,Correio eletrónico,Telemóvel,Sexo,Função",
        "Instituisaun,Naran,Pozisaun,Email,Telefone,Seksu,Funsaun",
        "Instansi,Nama,Jabatan,Surel,No. HP,Jenis Kelamin,Peran",
        "ORGANISATION,NAME,JOB TITLE,EMAIL ADDRESS,MOBILE,GENDER (M/F),FUNCTION",
    ],
)
def test_headings_in_four_languages(headings: str) -> None:
    found = brought(f"{headings}\nMoj,Kim,Clerk,k@example.org,77,M,alternate\n")
    (row,), (home,), (kim,) = found.plan.rows, found.organizations, found.people
    assert not row.why
    assert (home.name, kim.name, kim.position, kim.email) == ("Moj", "Kim", "Clerk", "k@example.org")
    assert (kim.phone, kim.sex, found.functions) == ("77", Sex.MALE, (Function.ALTERNATE,))


@over(
    "words, type",
    [
        ("Government, Governo, Governu, Pemerintah, Ministério, Instituição pública", OrganizationType.GOVERNMENT),
        ("Security force, Segurança, Polícia, Seguransa, Defeza, Keamanan, Kepolisian", OrganizationType.SECURITY),
        ("Judiciary, Justiça, Ministério Público, Judisiáriu, Justisa, Pengadilan", OrganizationType.JUDICIARY),
        ("International, Nações Unidas, Internasionál, Ajénsia ONU, Badan PBB", OrganizationType.INTERNATIONAL),
        ("NGO, Sociedade civil, Igreja, Sosiedade sivíl, LSM, Yayasan", OrganizationType.NGO),
        ("Donor, Embaixada, Parceiros de desenvolvimento, Doadór, Kedutaan", OrganizationType.DONOR),
        ("Other, Universidade, Setor privado, Seluk, Swasta", OrganizationType.OTHER),
        ("Polícia e Forças Armadas; Police / military", OrganizationType.SECURITY),
    ],
)
def test_types_in_four_languages(words: str, type: OrganizationType) -> None:
    for word in some(re.split(r"[,;] ", words)):
        (home,) = brought(f"Organization\tType\nMoj\t{word}\n").organizations
        assert home.type is type, word


@over(
    "headings",
    [
        "Organisation;Short name;Contact;Telephone;Type",
        "Organization;Acronym;Contact person;Tel.;Type",
        "Instituição;Sigla;Contacto;Telemóvel;Tipo",
        "Instituisaun;Akronimu;Kontaktu;Numeru telefone;Tipu",
        "Lembaga;Singkatan;Kontak;No. HP;Jenis",
    ],
)
def test_contact_beside_a_number_is_the_focal_point(headings: str) -> None:
    found = brought(f"{headings}\nMinistry of Justice;MoJ;Ana Dias;+670 7711 2233;Government\n")
    (row,), (ana,) = found.plan.rows, found.people
    assert not row.why
    assert (ana.name, ana.phone, found.functions) == ("Ana Dias", "+670 7711 2233", (Function.FOCAL_POINT,))


@over(
    "cell, kept",
    [
        ("+670 7711 2233", {Person.phone: "+670 7711 2233"}),
        ("a@b.org", {Person.email: "a@b.org"}),
        ("Ana", {Person.name: "Ana", Role.function: Function.FOCAL_POINT}),
    ],
)
def test_a_contact_is_what_stands_below_it(cell: str, kept: dict[Column, str]) -> None:
    (row,) = read_members(f"Acronym;Contact\nMoJ;{cell}\n".encode())
    assert row.cells == {Organization.acronym: "MoJ", **kept}


def test_a_focal_point_and_an_alternate_in_one_line_are_two_rows() -> None:
    found = brought("Organization;Focal point;Alternate;Email\nUNHCR;Ana;Rui;x@example.org\n")
    assert [(one.name, one.email) for one in found.people] == [("Ana", "x@example.org"), ("Rui", "")]
    assert (found.functions, len(found.organizations)) == ((Function.ALTERNATE, Function.FOCAL_POINT), 1)
    assert len({one.organization for one in found.people}) == 1


def test_too_large_a_cell_is_a_problem_of_its_row() -> None:
    found = brought("Name,Organization\nAna,MoJ\n" + "x" * 140_000 + ",y\nRui,PNTL\n")
    assert [one.name for one in found.people] == ["Ana", "Rui"]
    assert [row.why for row in found.plan.rows] == ["", t("importing.unreadable"), ""]


@given(st.binary(max_size=400))
def test_no_bytes_raise(data: bytes) -> None:
    """Whatever stands there, a row that comes out of it names somebody."""
    lookup = Lookup(MemoryState(), date(2010, 2, 5))
    for one in (data, b"Name;Organization\n" + data):
        MemberRows(ListFile(lookup, one, "list.csv"), Organization).plan()
        assert all({Person.name, Organization.name, Organization.acronym} & {*row.cells} for row in read_members(one))


@over("heading", ["Status", "Status;Type", "Phone"])
def test_columns_that_name_nobody_are_no_list_of_members(heading: str) -> None:
    assert skipped(f"{heading}\nOpen;x\nDone;y\n") == t("importing.no_headings")
