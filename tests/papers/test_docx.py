"""The Word document: what the page says, nothing that becomes structure, and known again while nobody changed it."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from typing import Any

import docx
import pytest
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENTATION
from docx.oxml.ns import qn
from docx.shared import Twips
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.example_group import example_group
from tests.file_texts import Page, said
from tests.hostile_minutes import PIECES
from tests.rich_meeting import MEETS_ON, rich_meeting

from ictwg import reports
from ictwg.domain.figures import Bar
from ictwg.domain.records import Meeting
from ictwg.domain.schema import declared
from ictwg.domain.state import State
from ictwg.domain.values import Audience
from ictwg.exports.papers import PAPERS
from ictwg.papers.blocks import (
    NOTHING,
    Facts,
    HeadingBlock,
    Items,
    Leaf,
    ListItem,
    PaperText,
    Paragraph,
    Quote,
    TableBlock,
    TextKind,
    line,
    long,
    own,
    strong,
)
from ictwg.papers.catalogue import PaperKind, PaperRequest
from ictwg.papers.document import Document, Setup
from ictwg.papers.docx import is_ours, write
from ictwg.papers.forms import WEB_PAGE
from ictwg.papers.words import label
from ictwg.reports.period import asked_for


def opened(data: bytes) -> WordDocument:
    return docx.Document(BytesIO(data))


def paragraphs(element: Any) -> str:
    """Of one that draws a bar, nothing."""
    texts = (one for one in element.iter(qn("w:p")) if one.style != "TableBar")
    return "\n".join(
        "".join(piece.text or "\n" for piece in one.iter(qn("w:t"), qn("w:br"), qn("w:tab"))) for one in texts
    )


def says_what_the_page_says(document: Document) -> None:
    body, page = opened(write(document)).element.body, Page(WEB_PAGE.write(document))
    assert said(paragraphs(body)) == said(page.text)
    assert [said(paragraphs(cell)) for cell in body.iter(qn("w:tc"))] == [said(cell) for cell in page.cells]


@cache
def about(name: str) -> tuple[State, Any]:
    rich, example = rich_meeting(), example_group().state
    if name == Meeting.SINGULAR:
        return rich.state, rich.meeting
    kinds = [kind for kind in declared() if kind.SINGULAR in name.split()]
    return example, next((one for kind in kinds for one in example.all(kind)), None)


@pytest.mark.parametrize("paper", [*PAPERS, *reports.PAPERS], ids=lambda paper: paper.name)
def test_every_paper_says_what_the_page_says(paper: PaperKind) -> None:
    state, of = about(paper.of)
    if paper.of == reports.REPORT:
        of = asked_for(MEETS_ON, None, None, of_year=True, audience=Audience.SECRETARIAT, language="pt")
    asked = PaperRequest(state, MEETS_ON, paper.readers[-1], of, "pt", tabular=False)
    for document in paper.build(asked):
        says_what_the_page_says(document)
        assert write(document) == write(document)
        assert is_ours(write(document))


HOSTILE = ("]]>", '{ HYPERLINK "http://example.org" }', "<w:br/>", "\ud800", "\ufffe", "\u2066", "x" * 5000, "- ", "\n")
TEXTS = st.lists(st.sampled_from((*PIECES, *HOSTILE)) | st.text(max_size=6), min_size=1, max_size=6).map("".join)
"""Lone surrogates too, as a file of another program may hold them."""


def with_texts(one: PaperText, typed: PaperText) -> Document:
    """Each kind of block."""
    cells = TableBlock((one, own("n")), ((typed, one), (one, NOTHING)), figures=(False, True), bars=(Bar(1, 2), None))
    items = Items((ListItem(one), ListItem(typed, 1, (typed, one)), ListItem(typed, 9)))
    blocks = (HeadingBlock(1, one), Paragraph(strong(one)), Paragraph(typed), items, Quote(typed), cells)
    head = {"ref": "M-2010-03", "date": "2010-03-12", "version": "1.0"}
    return Document("", "pt", Audience.MEMBERS, (*blocks, Facts((("Local", typed),))), head=head)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
@example("".join(HOSTILE))
def test_no_text_of_anybody_becomes_structure(text: str) -> None:
    says_what_the_page_says(with_texts(line(text), long(text)))
    raw = PaperText((Leaf(f"a{''.join(text.split())}", TextKind.LINE),))
    assert tags(with_texts(raw, raw)) == tags(with_texts(own("a"), own("a")))


def test_no_text_is_too_long() -> None:
    written = write(Document("", "en", Audience.MEMBERS, (Paragraph(line("long " * 2_100_000)),)))
    assert len(paragraphs(opened(written).element.body)) == 10_499_999


def tags(document: Document) -> list[str]:
    """A long row alone may go over to the next page."""
    return [one.tag for one in opened(write(document)).element.iter() if one.tag != qn("w:cantSplit")]


def test_what_was_typed_is_a_list_and_bold_where_it_says_so() -> None:
    typed = long("Before\nand **bold**\n\nThen:\n- one\n  * two\n+ three\nand more\n\nAfter")
    items = Items((ListItem(own("Item"), 0, (own("Detail"),)),))
    word = opened(write(Document("", "en", Audience.MEMBERS, (Paragraph(own("Note: ") + typed), items))))
    levels = [[int(each.val) for each in one._p.iter(qn("w:ilvl"))] for one in word.paragraphs]
    styles = [one._p.style for one in word.paragraphs]
    assert [*zip([one.text for one in word.paragraphs], styles, levels, strict=True)] == [
        ("Note: Before\nand bold", "Normal", []),
        ("Then:", "Normal", []),
        ("one", "ListBullet", [0]),
        ("two", "ListBullet", [1]),
        ("three\nand more", "ListBullet", [0]),
        ("After", "Normal", []),
        ("Item", "ListBullet", [0]),
        ("Detail", "ListContinue", []),
    ]
    assert word.paragraphs[-1].paragraph_format.left_indent == Twips(340)
    assert [run.text for one in word.paragraphs for run in one.runs if run.bold] == ["bold"]


def test_it_is_set_up_as_an_office_sends_it() -> None:
    texts = with_texts(own("Ata"), own("texto"))
    setup = Setup(example=True, initials=True, landscape=True)
    data = write(replace(texts, setup=setup))
    word = opened(data)
    section, properties, styles = word.sections[0], word.core_properties, word.styles.element
    assert (section.page_width, section.page_height) == (Twips(16838), Twips(11906))
    assert section.orientation is WD_ORIENTATION.LANDSCAPE
    assert [one.text for one in section.header.paragraphs] == ["EXEMPLO – conteúdo inventado"]
    readers = label("points.audience", "pt", audience="restrita aos membros")
    assert [one.text for one in section.footer.paragraphs] == [
        *("Rubricas em cada página: ________", "Ata\tpágina  de ", f"M-2010-03 · {readers} · versão 1.0"),
    ]
    assert [one.get(qn("w:instr")) for one in section.footer.part.element.iter(qn("w:fldSimple"))] == [
        "PAGE",
        "NUMPAGES",
    ]
    assert {one.get(qn("w:val")) for one in styles.iter(qn("w:lang"))} == {"pt-PT"} == {properties.language}
    assert (properties.author, properties.last_modified_by, properties.title) == ("ictwg", "ictwg", "Ata")
    assert (properties.subject, properties.version, properties.keywords) == (
        *("M-2010-03", "1.0", "restrita aos membros"),
    )
    assert properties.created == properties.modified == datetime(2010, 3, 12, tzinfo=UTC)
    first, second, _ = word.tables[0].rows
    assert first._tr.xpath("./w:trPr/w:tblHeader")
    assert not second._tr.xpath("./w:trPr/w:tblHeader")
    assert all(row._tr.xpath("./w:trPr/w:cantSplit") for row in (first, second))
    drawn = [one.paragraphs[0] for one in word.tables[0].column_cells(2)]
    assert [(one.text, one._p.style) for one in drawn] == [(bar, "TableBar") for bar in ("", "█████░░░░░░░░░░░", "")]
    with zipfile.ZipFile(BytesIO(data)) as found:
        assert {part.date_time for part in found.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {name.rpartition("/")[2] for name in found.namelist()} == PARTS


PARTS = {"[Content_Types].xml", ".rels", "core.xml", "document.xml", "document.xml.rels"}
PARTS |= {"footer1.xml", "header1.xml", "numbering.xml", "settings.xml", "styles.xml"}


def test_a_wide_table_has_smaller_type_before_it_breaks_a_word() -> None:
    heads = (
        "Atividades",
        "Por iniciar",
        "Conforme",
        "Atrasadas",
        "Concluídas",
        "Suspensas",
        "Canceladas",
        "Relatórios",
    )
    styles = []
    for count in (4, 8, 10, 12):
        head = tuple(own(heads[at % len(heads)]) for at in range(count))
        table = opened(write(Document("", "pt", Audience.MEMBERS, (TableBlock(head, (head,)),)))).tables[0]
        styles.append(table.cell(0, 0).paragraphs[0]._p.style)
    assert styles == ["TableText", "TableText", "TableSmall", "TableTiny"]


def test_a_head_has_room_in_a_font_that_stands_in_for_the_wanted_one() -> None:
    """DejaVu Serif, where there is no Arial: of this word 6.2 times the size of its type."""
    head = own("Orçamento"), *map(own, ("Atividade", "Entidade coordenadora", "Indicador: valor de partida e meta"))
    row = own("–"), *(own("a text of many words " * 4),) * 3
    table = opened(write(Document("", "pt", Audience.MEMBERS, (TableBlock(head, (row,)),)))).tables[0]
    assert table.columns[0].width.pt * 20 >= 6.2 * 190 + 2 * 85


def test_each_certificate_is_a_page_without_a_number() -> None:
    texts = with_texts(own("Certificado"), own("texto"))
    word = opened(write(replace(texts, blocks=texts.blocks * 2, setup=Setup(one_a_page=True, certificate=True))))
    breaks = [bool(one._p.xpath("./w:pPr/w:pageBreakBefore")) for one in word.paragraphs if one._p.style == "Heading1"]
    assert breaks == [False, True]
    assert word.sections[0].footer.is_linked_to_previous
