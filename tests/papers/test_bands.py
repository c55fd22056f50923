"""Bands across a table and a page for the title: they stand where they belong in each form."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from tests.file_texts import pages, text_of

from ictwg.domain.values import Audience
from ictwg.papers.blocks import Band, HeadingBlock, Paragraph, TableBlock, line
from ictwg.papers.document import Document, Setup
from ictwg.papers.forms import MESSAGE, PAGES, PDF, TABLES, WEB_PAGE, WORD, Form

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
def test_a_band_stands_between_the_rows_before_and_those_it_tells_of(form: Form) -> None:
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


def test_a_band_that_no_page_could_repeat_is_printed_whole_and_once() -> None:
    made = paper()
    long = Band(0, line("Prevention " * 3000))
    table = next(block for block in made.blocks if isinstance(block, TableBlock))
    printed = pages(PDF.write(replace(made, setup=Setup(), blocks=(replace(table, bands=(long, *table.bands)),))))
    assert sum(page.count("Prevention") for page in printed) == 3000
    assert max(page.count("Prevention") for page in printed) < 1000
    assert re.findall(r"(?:Pillar|Aim|Row)\d", "".join(printed)) == TOLD
