"""What files are called: in code words where a program reads them, else as an office says it in its language."""

from __future__ import annotations

import re
from datetime import date
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.every_paper import every_paper
from tests.example_group import TODAY, example_group
from tests.papers_made import documents
from tests.rich_meeting import MEETS_ON, rich_meeting

from ictwg.app.catalogue import paper_named
from ictwg.app.csv_lists import RecordList
from ictwg.domain.changes import Edit
from ictwg.domain.records import Action, Meeting, Training
from ictwg.domain.state import State
from ictwg.domain.values import Audience, MinutesState
from ictwg.papers.catalogue import PaperRequest
from ictwg.papers.document import Document
from ictwg.papers.files import PlannedFile, code_name, file_name, safe, versioned, write_exports
from ictwg.papers.forms import CALENDAR, CARDS, CSV, MARKDOWN, PDF, SPREADSHEET, WORD
from ictwg.papers.words import language_of_paper
from ictwg.records.lookup import Lookup

READ_AGAIN = (MARKDOWN, CSV, CALENDAR, CARDS)
DEVICES = {"con", "prn", "aux", "nul", "conin", "conout"} | {
    f"{port}{n}" for port in ("com", "lpt") for n in "0123456789¹²³"
}


@pytest.mark.parametrize(
    ("part", "named"),
    [
        ("M-2010-03", "M-2010-03"),
        ("../../etc/passwd", "etc-passwd"),
        ("..\\..\\x", "x"),
        ("CON", "CON_"),
        ("nul", "nul_"),
        ("a\u202egpj.exe", "agpj-exe"),
        ("trailing... ", "trailing"),
        ("C:evil", "C-evil"),
        ("Díli", "Dili"),
        ("\u0000", ""),
        ("/", ""),
    ],
)
def test_a_part_is_safe(part: str, named: str) -> None:
    assert safe(part) == named


@given(st.lists(st.text(max_size=80), max_size=4))
def test_every_name_in_code_words_is_one_plain_name(parts: list[str]) -> None:
    name = code_name(*parts, suffix=".md")
    assert re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9_-]*\.md", name)
    assert name.partition(".")[0].lower() not in DEVICES


@given(st.lists(st.text(max_size=80) | st.sampled_from(sorted(DEVICES)) | st.dates(), min_size=1, max_size=4))
def test_every_name_of_a_page_is_one_that_windows_takes(parts: list[str | date]) -> None:
    name = file_name(Document("", "pt", Audience.MEMBERS, (), called=tuple(parts)), PDF)
    assert is_legal(name)
    assert len(name.encode()) < 255


def is_legal(name: str) -> bool:
    plain = not re.search(r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]', name)
    return (
        plain
        and name[0] not in " .-"
        and name[-1] not in " ."
        and name.partition(".")[0].strip().lower() not in DEVICES
    )


def test_each_paper_of_the_catalogue_has_a_name_of_its_own() -> None:
    """In one folder, whoever reads them and in whichever language; what is read again is called alike in each."""
    there: dict[str, object] = {}
    for state, lang, audience in product((example_group().state,), ("en", "pt", "id"), Audience):
        for made in every_paper(state, TODAY, audience, lang):
            for form in made.forms:
                name = file_name(made.document, form)
                assert is_legal(name), name
                paper = made.paper.name, made.document.name[0], lang, audience
                if form in READ_AGAIN:
                    assert name == code_name(*made.document.name, audience, suffix=form.suffix)
                elif lang == language_of_paper(made.paper.name, lang):
                    assert there.setdefault(name.casefold(), paper) == paper, name
    assert len(there) > 500


def named(name: str, state: State, about: object, audience: Audience, lang: str) -> list[str]:
    return [file_name(one, WORD) for one in documents(name, state, about, audience, MEETS_ON, lang)]


def test_a_name_says_what_of_when_how_far_and_for_whom() -> None:
    rich = rich_meeting()
    state, meeting = rich.state, rich.meeting
    said = {
        ("minutes", Audience.MEMBERS, "pt"): "Ata 3-2010 (12-3-2010) projeto, versão 1.0.docx",
        ("minutes", Audience.CORE, "pt"): "Ata 3-2010 (12-3-2010) projeto, versão 1.0 - núcleo do grupo.docx",
        ("minutes", Audience.EVERYONE, "en"): "Minutes 3-2010 (12 March 2010) draft, version 1.0 - everyone.docx",
        ("agenda", Audience.MEMBERS, "pt"): "Ordem de trabalhos 3-2010 (12-3-2010).docx",
        ("sign-in", Audience.MEMBERS, "id"): "Daftar hadir 3-2010 (12-3-2010).docx",
    }
    assert {one: named(one[0], state, meeting, *one[1:]) for one in said} == {one: [name] for one, name in said.items()}
    first = named("declaration", state, meeting, Audience.MEMBERS, "en")[0]
    assert first == "Declaration of presence 3-2010 - MFA - Head of department (12 March 2010).docx"
    state.apply(Edit("verbs.edited").update(meeting, Meeting.minutes_state(MinutesState.ADOPTED)).done())
    adopted = state.get(Meeting, meeting.id)
    assert named("minutes", state, adopted, Audience.MEMBERS, "pt") == ["Ata 3-2010 (12-3-2010).docx"]


def test_books_of_other_days_and_lists_of_another_kind_have_other_names() -> None:
    state, (first, last) = rich_meeting().state, (date(2010, 3, 1), date(2010, 3, 31))
    book = paper_named("book")
    spans = [(None, None), (first, None), (None, last), (first, last)]
    asked = [PaperRequest(state, TODAY, Audience.MEMBERS, since=since, until=until) for since, until in spans]
    assert [file_name(one, PDF).partition(" ICTWG")[2] for each in asked for one in book.documents(each)] == [
        ".pdf",
        " (1 March 2010 - 1 April 2010).pdf",
        " (31 March 2010).pdf",
        " (1 March 2010 - 31 March 2010).pdf",
    ]
    lists = [RecordList(name, Action, (), Lookup(state, TODAY)) for name in ("actions", "tasks", "actions-MoJ")]
    names = [
        file_name(one, SPREADSHEET) for each in lists for one in documents("list", state, each, Audience.MEMBERS, TODAY)
    ]
    assert names == [f"{name} (1 April 2010).xlsx" for name in ("Actions", "Tasks", "Actions - MoJ")]


def test_two_records_of_one_name_are_told_apart() -> None:
    state = example_group().state
    one = state.all(Training)[-1]
    before = named("certificates", state, one, Audience.SECRETARIAT, "en")
    other = state.add(Training, Training.title(one.title), Training.starts_on(one.starts_on))
    both = [named("certificates", state, each, Audience.SECRETARIAT, "en") for each in (one, other)]
    assert before not in both
    assert both[0] != both[1]


def test_a_page_in_two_languages_is_not_that_in_one() -> None:
    rich = rich_meeting()
    asked = PaperRequest(rich.state, MEETS_ON, Audience.MEMBERS, rich.meeting, "pt")
    paper = paper_named("sign-in")
    names = [file_name(one, PDF) for also in ("", "tet", "en") for one in paper.documents(asked._replace(also=also))]
    assert names == [f"Lista de presenças 3-2010 (12-3-2010){pair}.pdf" for pair in ("", " pt-tet", " pt-en")]


def test_of_files_that_are_written_together_none_is_written_over_another(tmp_path: Path) -> None:
    one, other = (MARKDOWN.write(Document("", "en", Audience.MEMBERS, (), head={"ref": ref})) for ref in "ab")
    for _ in range(2):
        written = write_exports(
            PlannedFile(str(tmp_path), *file, "", "en") for file in (("a b.md", one), ("A b.md", other))
        )
        assert [file.kept for file in written] == ["", ""]
        assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == {"a b.md": one, "A b (2).md": other}


def test_versions_stand_before_the_suffix() -> None:
    assert [versioned("minutes.md", turn) for turn in (1, 2, 3)] == ["minutes.md", "minutes-v2.md", "minutes-v3.md"]
    assert versioned("Ata 2-2009 (9-12-2009).pdf", 2) == "Ata 2-2009 (9-12-2009) (2).pdf"
