"""PDF files that say what their words are: the same blocks as the paper that was printed."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.bench.printed_papers import MINISTRY, alike, records_of
from tests.every_paper import every_paper
from tests.example_group import TODAY, example_group
from tests.sources.drawn_pdf import lines, mark, tagged, text

from ictwg.domain.values import Audience
from ictwg.papers.forms import PDF, WORD
from ictwg.sources.model import BlockKind, SourceBlock
from ictwg.sources.pdf import read

PAPERS = Path(__file__).parent / "papers"
PRINTED = sorted(file for file in MINISTRY.glob("*.pdf"))


@pytest.mark.parametrize("pdf", PRINTED, ids=[file.stem for file in PRINTED])
def test_a_paper_of_word_has_the_same_records_as_pdf(pdf: Path) -> None:
    assert alike(records_of(pdf.with_suffix(".docx")), records_of(pdf)) > 0.95


def test_a_text_with_tabs_has_nearly_the_same_records_as_pdf() -> None:
    text_file = MINISTRY / "2-protection-working-group.txt"
    assert alike(records_of(text_file), records_of(PAPERS / "printed-text.pdf")) > 0.95


def test_our_own_minutes_have_the_same_records_as_word_and_as_pdf(tmp_path: Path) -> None:
    asked = every_paper(example_group().state, TODAY, Audience.SECRETARIAT)
    document = next(made.document for made in asked if made.paper.name == "minutes" and WORD in made.forms)
    files = [tmp_path / f"a{form.suffix}" for form in (WORD, PDF)]
    for file, form in zip(files, (WORD, PDF), strict=True):
        file.write_bytes(form.write(document))
    assert alike(*map(records_of, files)) == 1
    numbers = (one.number for one in read(files[1].read_bytes()).blocks)
    assert [one for one in numbers if one][:3] == ["1.1", "1.2", "1.3"]


def p(*marks: tuple[int, int]) -> tuple[str, tuple[tuple[int, int], ...]]:
    return "P", marks


def test_what_the_tree_says_is_what_is_read() -> None:
    """A heading, a list, a paragraph that goes on over two pages, and a table with cells over columns and rows."""
    cells = (
        (
            "TR",
            (("TH /A << /O /Table /RowSpan 2 >>", (p((0, 4)),)), ("TH /A << /O /Table /ColSpan 2 >>", (p((0, 5)),))),
        ),
        ("TR", (("TD", ()), ("TD", (p((0, 6)),)))),
    )
    label = ("L", (("LI", (("Lbl", ((0, 1),)), ("LBody", (p((0, 2)),)))),))
    tree = ("Document", (("H2", ((0, 0),)), label, p((0, 3), (1, 0)), ("Table", cells)))
    first = (
        text(60, 800, "The Group")
        + mark(0, text(60, 780, "Head"))
        + mark(1, text(60, 760, "\\267", "S"))
        + mark(2, text(80, 760, "one"))
        + mark(3, text(60, 740, "It goes "))
        + mark(4, text(60, 700, "Body"))
        + mark(5, text(160, 700, "Present"))
        + mark(6, text(260, 680, "x"))
    )
    found = read(tagged(tree, first, text(60, 800, "The Group") + mark(0, text(60, 780, "on."))))
    assert [one.text for one in found.blocks if one.kind is BlockKind.NOTE] == ["The Group"]
    assert [one._replace(place="") for one in found.blocks if one.kind is not BlockKind.NOTE] == [
        SourceBlock(BlockKind.HEADING, "Head", level=2),
        SourceBlock(BlockKind.ITEM, "one", number="•"),
        SourceBlock(BlockKind.PARAGRAPH, "It goes on."),
        SourceBlock(BlockKind.TABLE, rows=(("Body", "Present", ""), ("", "", "x"))),
    ]


def test_lines_of_one_paragraph_are_joined_where_they_are_full() -> None:
    words = mark(0, lines(60, 700, "Ministry of the", "Interior")) + mark(1, lines(60, 600, "A", "Be"))
    tree = ("Document", (p((0, 0)), p((0, 1))))
    assert [one.text for one in read(tagged(tree, words)).blocks] == ["Ministry of the Interior", "A\nBe"]
