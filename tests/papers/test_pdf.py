"""The PDF to print: the words of the markdown, text as text, and pages that an office need not touch."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import chain, cycle

import pypdfium2
import pytest
from tests.every_paper import every_paper
from tests.example_group import TODAY, example_group
from tests.file_texts import pages, text_of
from tests.rich_meeting import rich_meeting

from ictwg.app.catalogue import PAPERS
from ictwg.domain.figures import Bar
from ictwg.domain.values import Audience
from ictwg.papers.blocks import (
    NOTHING,
    Block,
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
    emphasis,
    line,
    long,
    own,
    plain_text,
    strong,
)
from ictwg.papers.document import Document, Setup
from ictwg.papers.forms import PDF, WORD
from ictwg.papers.markdown import lines_of, unescaped
from ictwg.papers.pdf import _signs, is_ours, unprintable, write

PLAIN = Setup()
FURNITURE = {"EXAMPLE", "invented", "content", "For", "page", "of", "version", "members", "core", "group"}
FURNITURE |= {"secretariat", "everyone", "the", "only", *map(str, range(1, 20))}


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"[^\W_]+", text))


def dense(text: str) -> str:
    return re.sub(r"\s", "", text)


def paper(*blocks: Block, kind: str = "agenda", lang: str = "en", setup: Setup = PLAIN, **head: str) -> Document:
    return Document(kind, lang, Audience.MEMBERS, (HeadingBlock(1, own("Title")), *blocks), head=head, setup=setup)


@cache
def documents() -> dict[str, list[Document]]:
    """Each paper of a rich meeting and of a group that has one of everything."""
    found: dict[str, list[Document]] = {}
    for state in (rich_meeting().state, example_group().state):
        for made in every_paper(state, TODAY, Audience.SECRETARIAT):
            if PDF in made.forms:
                found.setdefault(made.paper.name, []).append(made.document)
    return found


@pytest.mark.parametrize("name", [paper.name for paper in PAPERS if PDF in paper.forms])
def test_it_says_what_the_markdown_says_and_nothing_else(name: str) -> None:
    for document in documents()[name]:
        told, said = (
            words(unescaped("\n".join(lines_of(document.blocks)))),
            words("\n".join(pages(PDF.write(document)))),
        )
        assert told - said == Counter()
        assert said.keys() - told.keys() - FURNITURE - words(" ".join(document.head.values())).keys() == set()


@pytest.mark.parametrize("lang", ["en", "pt", "id"])
def test_no_word_of_a_head_is_divided(lang: str) -> None:
    states = rich_meeting().state, example_group().state
    papers = chain.from_iterable(every_paper(state, TODAY, Audience.SECRETARIAT, lang) for state in states)
    for made in (one for one in papers if PDF in one.forms):
        tables = [one for one in made.document.blocks if isinstance(one, TableBlock) and len(one.head) > 6]
        if tables and made.paper.name != "annual":  # which has the tables of the others
            read = pypdfium2.PdfDocument(PDF.write(made.document))  # in which a divided word has a sign of its own
            printed = " ".join(page.get_textpage().get_text_range() for page in read)
            heads = " ".join(plain_text(cell) for one in tables for cell in one.head)
            assert set(heads.split()) <= set(printed.split()), made.name


@pytest.mark.parametrize("said", ["26 de fevereiro de 2010", "30 September 2010", "1.260.000 USD"])
def test_a_day_and_a_sum_are_not_broken_in_a_table(said: str) -> None:
    row = line("A-2010-004"), *(line(f"pending and a few words {'more ' * count}since {said}") for count in range(2))
    made = paper(TableBlock((own("No."), own("Due"), own("Review")), (row,)))
    lines = "\n".join(pages(PDF.write(made))).replace("\u00a0", " ").splitlines()
    assert sum(said in one for one in lines) == 2
    assert text_of(WORD.write(made)).count(said.replace(" ", "\u00a0")) == 2


def test_the_same_paper_gives_the_same_bytes_and_an_edited_one_is_not_ours() -> None:
    document = paper(Paragraph(line("One.")), ref="M-2010-01", version="1.0", status_date="2010-03-12")
    data = write(document)
    assert data == write(document)
    assert is_ours(data)
    edited = data.replace(b"M-2010-01", b"M-2010-02")
    assert edited != data
    slots = [data.replace(b"sha256-", b"sha256-0", 1), data + b" ", data[:-1], data[: len(data) // 2]]
    for other in (edited, *slots, b"", b"%PDF-1.7", b"<pdf:Keywords>a, sha256-" + b"0" * 64, b"\xff" * 99):
        assert not is_ours(other)


def test_its_properties_say_what_it_is_and_it_is_tagged() -> None:
    head = {"ref": "M-2010-01", "version": "1.0", "status_date": "2010-03-12", "group": "Grupo de Trabalho"}
    data = write(paper(lang="pt", setup=PLAIN, **head))
    said = pypdfium2.PdfDocument(data).get_metadata_dict()
    assert said["Title"] == "Title"
    assert said["Author"] == "Grupo de Trabalho"
    assert said["Subject"].startswith("M-2010-01 · ")
    assert said["Subject"].endswith(" · versão 1.0")
    assert re.fullmatch("agenda, sha256-(?!0{64})[0-9a-f]{64}", said["Keywords"])
    assert said["CreationDate"] == "D:20100312000000Z"
    assert b"/Lang(pt)" in data
    assert b"/Marked true" in data
    assert b"<pdfuaid:part>1<" in data


HOSTILE = (
    '#eval("1+1") #panic() $x^2$ \\u{41} `raw` ```typ #x``` <label> @ref [c] // /* ~ -- ... "q"',
    "w" * 5000,
    "\x00\x07\x1b[31m\x85\u202eabc\u2066\u2028\ufeff\ue000\ufffe\ud800",
    "sha256-" + "0" * 64,
    "- a\n        - b\n+ c\n= d\n\n\n**e** **f ☐☐☐☐ ✓ ░ █",
    "\u0301a\u0301 ",
)


@pytest.mark.parametrize(("text", "lang"), list(zip(HOSTILE, cycle(("en", "tet")))), ids=range(len(HOSTILE)))
def test_no_text_is_more_than_text(text: str, lang: str) -> None:
    said, whole = (PaperText((Leaf(text, kind),)) for kind in (TextKind.LINE, TextKind.LONG))
    document = paper(
        HeadingBlock(5, emphasis(said)),
        HeadingBlock(2, own(" ")),
        Paragraph(strong(whole)),
        Quote(said),
        Items((ListItem(said, 3, (whole,)), ListItem(whole, 9))),
        Facts(((text, whole),)),
        TableBlock((said, NOTHING), ((said, whole), (NOTHING, NOTHING)), figures=(True,), bars=(Bar(2, 1), None)),
        TableBlock((own("No."), NOTHING), ((NOTHING, said),), (10, 90)),
        TableBlock((said, *[NOTHING] * 9), ((strong(emphasis(whole)), *[NOTHING] * 9),) * 2),
        lang=lang,
        ref=text,
        version=text,
        group=text,
    )
    data = write(document)
    assert is_ours(data)
    shown = re.sub(r"[\x00-\x08\x0e-\x1f\x85\u202e\u2066\u2028\ufeff\ue000\ufffe\ud800]", as_number, text)
    told, wanted = dense("".join(pages(data)).replace("█", "░")), dense(shown.replace("█", "░"))
    if text.startswith("w"):  # in parts, with the foots of pages between them
        assert told.count("w") > 11 * len(text)
    else:
        assert told.count(wanted) > 5
    assert not any(beyond(data))


def beyond(data: bytes) -> Iterator[bool]:
    """Whether some sign of a page lies outside it."""
    for page in pypdfium2.PdfDocument(data):
        text, (width, height) = page.get_textpage(), page.get_size()
        for left, bottom, right, top in map(text.get_charbox, range(text.count_chars())):
            yield left < 0 or bottom < 0 or right > width or top > height


def as_number(found: re.Match[str]) -> str:
    return f"[U+{ord(found[0]):04X}]"


def test_a_sign_that_no_font_has_is_printed_as_its_number_and_named_before() -> None:
    table = TableBlock((line("हि"), *[emphasis(own("☐" * 9))] * 11), ())
    document = paper(Paragraph(line("A 会 b 会 😀 ç ☐")), table)
    assert unprintable(document) == ("会", "😀", "ह", "ि")
    told = pages(write(document))[0]
    assert "A [U+4F1A] b [U+4F1A] [U+1F600] ç ☐" in told
    assert told.count("☐") == 100


def test_every_sign_of_the_table_is_in_the_fonts() -> None:
    """The standard refuses a page on which a sign has no shape."""
    signs = "".join(chr(sign) for sign in range(0x20, 0x20000) if re.match(f"[{''.join(_signs())}]", chr(sign)))
    assert len(signs) > 4000
    text = line(" ".join(signs[at : at + 16] for at in range(0, len(signs), 16)))
    write(paper(*map(Paragraph, (text, strong(text), emphasis(text), strong(emphasis(text))))))


def test_a_page_has_its_marks_and_its_number() -> None:
    setup = Setup(example=True, initials=True, one_a_page=True)
    titles = [HeadingBlock(1, own(f"Sheet {number}")) for number in (1, 2)]
    document = paper(*titles, setup=setup, ref="M-2010-01", version="1.0")
    for number, text in enumerate(pages(write(document)), 1):
        assert f"M-2010-01 · For members · version 1.0 page {number} of 3" in text
        assert "EXAMPLE" in text
        assert "Initials on each page: ____" in text
    given = pages(write(replace(document, setup=replace(document.setup, certificate=True))))
    assert len(given) == 3
    assert not any("M-2010" in text or "page" in text for text in given)


def test_a_wide_paper_lies_on_its_side() -> None:
    upright, wide = (pypdfium2.PdfDocument(write(paper(setup=Setup(landscape=is_wide)))) for is_wide in (False, True))
    assert [round(side) for side in upright[0].get_size()] == [595, 842]
    assert [round(side) for side in wide[0].get_size()] == [842, 595]


def test_a_table_repeats_its_head_keeps_its_rows_whole_and_loses_none() -> None:
    rows = tuple((line(f"{number}a"), long(f"{number}b\n\n.\n\n.\n\n.\n\n{number}c")) for number in range(90))
    endless = (line("x"), long("\n".join(f"L{number}" for number in range(150))))
    told = pages(write(paper(TableBlock((own("Number"), own("Text")), (*rows, endless)))))
    assert len(told) > 5
    assert all("Number Text" in text for text in told)
    assert all(words(text)[f"{n}a"] == words(text)[f"{n}b"] == words(text)[f"{n}c"] for n in range(90) for text in told)
    assert {f"L{number}" for number in range(150)} < words("\n".join(told)).keys()


def test_no_heading_stands_alone_at_the_foot_of_a_page() -> None:
    table = TableBlock((own("Head"),), tuple((own("cell"),) for _ in range(9)))
    parts = [(HeadingBlock(2, own(f"Heading {n}")), table if n % 3 else Paragraph(own("Text"))) for n in range(60)]
    told = pages(write(paper(*(block for part in parts for block in part))))
    ends = [text.strip().split("\n")[-2] for text in told]
    assert len(ends) > 5
    assert not any("Heading" in end for end in ends)
