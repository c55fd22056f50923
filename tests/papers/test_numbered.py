"""Numbered paragraphs, boxes and places to sign: the same words in each form, and what must stand together does."""

from __future__ import annotations

from io import BytesIO

import docx
import pytest
from docx.oxml.ns import qn
from tests.file_texts import pages, text_of

from ictwg.domain.values import Audience
from ictwg.papers.blocks import Block, HeadingBlock, Paragraph, Signatures, long, own, strong
from ictwg.papers.document import Document
from ictwg.papers.forms import MARKDOWN, MESSAGE, PAGES, PDF, WORD, FileForm

SAID = long("They agreed:\n\n- first thing\n- second thing\n\nand closed.")
DECISION = Paragraph(SAID, boxed=True, number="5.2", below=(own("Rationale: time"),))
ACTION = Paragraph(own("Send chapter"), number="5.3", at_right=strong(own("A-2010-014 · MoJ")))
SIGNED = Signatures(((own("The chair"), own("Maria Example"), own("Director")), (own("The secretary"),)), own("Stamp"))


def document(*before: Block) -> Document:
    blocks: tuple[Block, ...] = (HeadingBlock(1, own("Minutes")), *before, DECISION, DECISION, ACTION, SIGNED)
    return Document("minutes", "en", Audience.MEMBERS, blocks, head={"ref": "M-2010-03", "version": "1.0"})


@pytest.mark.parametrize("form", [*PAGES, MESSAGE], ids=lambda form: form.name)
def test_every_form_says_all_of_them_in_order(form: FileForm) -> None:
    said = text_of(form.write(document())).replace("\n", " ")
    told = ["5.2", "They agreed", "first thing", "and closed", "Rationale", "5.3", "Send chapter", "A-2010-014", "MoJ"]
    told += ["The chair", "Maria Example", "Director", "The secretary", "Stamp"]
    places = [said.index(one) for one in told]
    assert places == sorted(places)


@pytest.mark.parametrize("form", [one for one in PAGES if one is not MARKDOWN], ids=lambda form: form.name)
def test_each_page_is_told_for_whom_it_is(form: FileForm) -> None:
    assert "M-2010-03 · For members · version 1.0" in text_of(form.write(document())).replace("\n", " ")


@pytest.mark.parametrize("lines", range(12, 36, 3))
def test_nobody_signs_on_a_page_of_its_own(lines: int) -> None:
    before = [Paragraph(own(f"Line {at} of these minutes."), number=f"4.{at}") for at in range(lines)]
    *_, last = pages(PDF.write(document(*before)))
    assert "The chair" in last
    assert "Send chapter" in last
    assert "A-2010-014" in last


def test_word_keeps_them_together_and_no_two_boxes_become_one() -> None:
    word = docx.Document(BytesIO(WORD.write(document())))
    body = [one for one in word.element.body if one.tag in {qn("w:p"), qn("w:tbl")}]
    table = next(at for at, one in enumerate(body) if one.tag == qn("w:tbl"))
    styles = [one.style.name if one.style else "" for one in word.paragraphs]
    boxes = [at for at, name in enumerate(styles) if name == "Decision"]
    assert styles[boxes[0] : boxes[-1] + 1].count("Table End") == 1
    assert all(one.findall(f".//{qn('w:keepNext')}") for one in body[table - 2 : table])
    assert {one.get(qn("w:hanging")) for one in body[boxes[0]].iter(qn("w:ind"))} == {"680"}
