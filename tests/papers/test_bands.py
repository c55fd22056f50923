"""Bands across a table and a page for the title: they stand where they belong in each form."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from typing import Any

import docx
import pypdfium2
import pytest
from docx.shared import Mm
from tests.file_texts import pages, text_of

from ictwg.domain.values import Audience
from ictwg.papers.blocks import Band, HeadingBlock, Paragraph, TableBlock, line
from ictwg.papers.document import Document, Setup
from ictwg.papers.forms import MESSAGE, PAGES, PDF, TABLES, WEB_PAGE, WORD, FileForm

TOLD = ["Pillar1", "Aim1", "Row0", "Row1", "Aim2", "Row2", "Pillar2", "Pillar3"]
BANDS = (("Pillar1", 0, 1), ("Aim1", 0, 2), ("Aim2", 2, 2), ("Pillar2", 3, 1), ("Pillar3", 3, 1))


def paper(*, rows: int = 3) -> Document:
    cells = tuple((line(f"Row{at}"), line("x")) for at in range(rows))
    bands = tuple(Band(at, line(text), level) for text, at, level in BANDS)
    cover = HeadingBlock(1, line("Title")), Paragraph(line("Under"))
    table = TableBlock((line("What"), line("Who")), cells, bands=bands)
    blocks = (*cover, HeadingBlock(2, line("Activities")), table, Paragraph(line("After")))
    return Document("plan", "en", Audience.MEMBERS, blocks, setup=Setup(cover=2, letterhead=("State",)))


@pytest.mark.parametrize("form", [*PAGES, *TABLES, MESSAGE], ids=lambda form: form.name)
def test_a_band_stands_between_the_rows_before_and_those_it_tells_of(form: FileForm) -> None:
    said = re.findall(r"(?:Pillar|Aim|Row)\d", text_of(form.write(paper())))
    assert [*dict.fromkeys(said)] == TOLD


def test_a_band_goes_over_all_columns() -> None:
    assert WEB_PAGE.write(paper()).decode().count('<th colspan="2" scope="rowgroup">') == len(BANDS)
    assert text_of(WORD.write(paper())).count("Pillar1") == 1


def test_the_title_has_a_page_of_its_own_and_each_page_says_in_what_pillar_its_rows_are() -> None:
    first, second, third = pages(PDF.write(paper(rows=60)))
    assert "Under" in first
    assert "Activities" not in first
    assert "Pillar1" in second
    assert "Pillar3" in third


@pytest.mark.parametrize("landscape", [False, True])
def test_a_cover_is_as_wide_as_an_upright_page_at_most_and_its_box_is_narrow(landscape: bool) -> None:
    title, box = HeadingBlock(1, line("National Plan " * 12)), Paragraph(line("DRAFT"), boxed=True)
    setup = Setup(cover=3, landscape=landscape)
    made = replace(paper(), setup=setup, blocks=(title, paper().blocks[1], box, *paper().blocks[2:]))
    read = pypdfium2.PdfDocument(PDF.write(made))[0].get_textpage()
    sides = [read.get_charbox(read.get_text_range().index("National") + at) for at in range(len("National Plan") * 12)]
    assert max(one[2] for one in sides) - min(one[0] for one in sides) < Mm(186).pt
    word: Any = docx.Document(BytesIO(WORD.write(made)))
    section, formats = word.sections[0], [one.paragraph_format for one in word.paragraphs[:3]]
    room = section.page_width - section.left_margin - section.right_margin
    wide, _, narrow = (room - (one.left_indent or 0) - (one.right_indent or 0) for one in formats)
    assert wide < Mm(186)
    assert narrow < Mm(100)
    assert "fit-content" in WEB_PAGE.write(made).decode()


def test_a_band_that_no_page_could_repeat_is_printed_whole_and_once() -> None:
    made = paper()
    long = Band(0, line("Prevention " * 3000))
    table = next(block for block in made.blocks if isinstance(block, TableBlock))
    printed = pages(PDF.write(replace(made, setup=Setup(), blocks=(replace(table, bands=(long, *table.bands)),))))
    assert sum(page.count("Prevention") for page in printed) == 3000
    assert max(page.count("Prevention") for page in printed) < 1000
    assert re.findall(r"(?:Pillar|Aim|Row)\d", "".join(printed)) == TOLD
