"""Member lists as spreadsheets save them."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ictwg.domain.values import Function, MembershipStatus, OrganizationType, Sex
from ictwg.imports.member_lists import Heading, MemberProblem, ReadMemberRow, read_members

GUIDE = Path(__file__).parents[3] / "src" / "ictwg" / "manual" / "en" / "guide.md"
PORTUGUESE = (
    "Instituição;Sigla;Tipo;Nome;Cargo;E-mail;Telefone;Sexo;Função\r\n"
    "Ministério da Saúde;MS;Governo;Ana;Diretora;a@example.org;+670 7;F;Ponto focal\r\n"
)


def rows(text: str, encoding: str = "utf-8") -> tuple[ReadMemberRow, ...]:
    found = read_members(text.encode(encoding))
    assert not found.problems
    return found.rows


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_encodings_and_delimiters(encoding: str, delimiter: str) -> None:
    (row,) = rows(PORTUGUESE.replace(";", delimiter), encoding)
    assert (row.organization, row.acronym, row.value(Heading.TYPE)) == (
        "Ministério da Saúde",
        "MS",
        OrganizationType.GOVERNMENT,
    )
    assert (row.person, row.text(Heading.POSITION), row.text(Heading.EMAIL), row.text(Heading.PHONE)) == (
        "Ana",
        "Diretora",
        "a@example.org",
        "+670 7",
    )
    assert (row.value(Heading.SEX), row.function) == (Sex.FEMALE, Function.FOCAL_POINT)


@pytest.mark.parametrize("first", ["sep=;\r\n", '"sep=;"\n', "Lista de membros;;\n", "\n\n"])
def test_lines_above_the_headings(first: str) -> None:
    assert len(rows(first + PORTUGUESE)) == 1


@pytest.mark.parametrize(
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
    found = read_members(f"{headings}\nMoj,Kim,Clerk,k@example.org,77,M,alternate\n".encode())
    (row,) = found.rows
    assert not found.unknown_columns
    assert (row.organization, row.person, row.text(Heading.POSITION), row.text(Heading.EMAIL)) == (
        "Moj",
        "Kim",
        "Clerk",
        "k@example.org",
    )
    assert (row.text(Heading.PHONE), row.value(Heading.SEX), row.function) == ("77", Sex.MALE, Function.ALTERNATE)


@pytest.mark.parametrize(
    ("words", "type"),
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
    for word in re.split(r"[,;] ", words):
        (row,) = rows(f"Organization\tType\nMoj\t{word}\n")
        assert row.value(Heading.TYPE) is type, word


def test_without_organizations_a_name_beside_an_acronym_is_one() -> None:
    (row,) = rows(
        "name,acronym,type,aliases,status,member_since\n"
        "Ministry of Health,MoH,government,MinHealth; Health,observer,2003-05-01\n"
    )
    assert (row.organization, row.person, row.value(Heading.ALIASES)) == (
        "Ministry of Health",
        "",
        ("MinHealth", "Health"),
    )
    assert (row.value(Heading.STATUS), row.value(Heading.SINCE)) == (MembershipStatus.OBSERVER, date(2003, 5, 1))


@pytest.mark.parametrize(
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
    found = read_members(f"{headings}\nMinistry of Justice;MoJ;Ana Dias;+670 7711 2233;Government\n".encode())
    (row,) = found.rows
    assert not found.unknown_columns
    assert (row.person, row.function, row.text(Heading.PHONE)) == ("Ana Dias", Function.FOCAL_POINT, "+670 7711 2233")


@pytest.mark.parametrize(
    ("cell", "kept"),
    [("+670 7711 2233", ("", "+670 7711 2233", "")), ("a@b.org", ("", "", "a@b.org")), ("Ana", ("Ana", "", ""))],
)
def test_a_contact_is_what_stands_below_it(cell: str, kept: tuple[str, str, str]) -> None:
    (row,) = rows(f"Acronym;Contact\nMoJ;{cell}\n")
    assert (row.person, row.text(Heading.PHONE), row.text(Heading.EMAIL)) == kept


def test_contacts_beside_names_are_no_second_person_but_told() -> None:
    found = read_members(b"Organization;Name;Contact;Focal point\nMoJ;Rui;Ana;Kim\n")
    assert found.unknown_columns == ("Contact", "Focal point")
    assert found.rows[0].person == "Rui"


def test_two_columns_of_numbers_are_both_kept() -> None:
    (row,) = rows("Name;Telephone;Mobile\nAna;1;2\n")
    assert row.text(Heading.PHONE) == "1, 2"


def test_a_focal_point_and_an_alternate_in_one_line_are_two_rows() -> None:
    first, second = rows("Organization;Focal point;Alternate;Email\nUNHCR;Ana;Rui;x@example.org\n")
    assert (first.person, first.function, first.text(Heading.EMAIL)) == ("Ana", Function.FOCAL_POINT, "x@example.org")
    assert (second.person, second.function, second.text(Heading.EMAIL)) == ("Rui", Function.ALTERNATE, "")
    assert second.organization == "UNHCR"


def test_unknown_columns_are_named_and_kept() -> None:
    found = read_members(b"Name,Organization,Shoe size\nAna,MoJ,38\n")
    assert found.unknown_columns == ("Shoe size",)
    assert found.rows[0].others == (("Shoe size", "38"),)


def test_rows_without_a_name_are_told_by_line() -> None:
    found = read_members(b"Name,Organization,Phone\nAna,MoJ,1\n,,2\n\nRui,,3\n")
    assert [row.line for row in found.rows] == [2, 5]
    (problem,) = found.problems
    assert (problem.kind, problem.line, problem.text) == (MemberProblem.NO_NAME, 3, "2")


def test_files_that_are_no_lists() -> None:
    assert read_members(b"").problems[0].kind is MemberProblem.EMPTY
    assert read_members(b"\xff\xfe").problems[0].kind is MemberProblem.EMPTY
    assert read_members(b"hello\nworld\n").problems[0].kind is MemberProblem.NO_HEADINGS
    for headings in (b"acronym,name\n", b"Name\n", b"List of members\n\nOrganization;Phone\n;\n"):
        assert [problem.kind for problem in read_members(headings).problems] == [MemberProblem.NO_ROWS]


def test_the_list_of_the_manual_is_understood_whole() -> None:
    lines = [line.strip() for line in GUIDE.read_text("utf-8").splitlines()]
    at = next(at for at, line in enumerate(lines) if line.startswith("Organization;"))
    read = read_members("\n".join(lines[at : at + 2]).encode())
    assert (read.problems, read.unknown_columns, [row.acronym for row in read.rows]) == ((), (), ["MoJ"])
    told = (Heading.TYPE, Heading.STATUS, Heading.SINCE)
    assert all((*map(row.value, told), row.function)[n] for row in read.rows for n in range(4))


def test_cells_over_several_lines_and_control_characters() -> None:
    (row,) = rows('Name,Organization\n"Ana\nDias",Mo\x1bJ\x07\n')
    assert (row.person, row.organization) == ("Ana Dias", "MoJ")


def test_too_large_a_cell_is_a_problem_of_its_row() -> None:
    found = read_members(b"Name,Organization\nAna,MoJ\n" + b"x" * 140_000 + b",y\nRui,PNTL\n")
    assert [row.person for row in found.rows] == ["Ana", "Rui"]
    assert found.problems[0].kind is MemberProblem.UNREADABLE


@given(st.binary(max_size=400))
def test_no_bytes_raise(data: bytes) -> None:
    """Whatever stands there, a row that comes out of it names somebody."""
    for found in (read_members(data), read_members(b"Name;Organization\n" + data)):
        assert all(row.person or row.organization or row.acronym for row in found.rows)
