"""Documents of offices as blocks: what Word and LibreOffice show is read, and nothing else; a bad one is named."""

from __future__ import annotations

import base64
import os
import sys
from pathlib import Path

import pytest
from tests.sources.files import ODT, WORD, level, listed, p, run, told, word, workbook, zipped

from ictwg.sources.formats import read
from ictwg.sources.lines import left_over, lines_of
from ictwg.sources.model import Unreadable
from ictwg.sources.reading import SourceReader


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        (p(run("one "), f"<w:ins>{run('put in')}</w:ins>", f"<w:del>{run('out')}</w:del>"), ["one put in"]),
        (p(f"<w:moveFrom>{run('here')}</w:moveFrom>", f"<w:moveTo>{run('there')}</w:moveTo>"), ["there"]),
        (p(f"<w:hyperlink>{run('a link')}</w:hyperlink>", f"<w:smartTag>{run(', tag')}</w:smartTag>"), ["a link, tag"]),
        (f"<w:sdt><w:sdtPr><w:t>?</w:t></w:sdtPr><w:sdtContent>{p(run('chosen'))}</w:sdtContent></w:sdt>", ["chosen"]),
        (p(f"<w:fldSimple>{run('field')}</w:fldSimple>", "<w:r><w:instrText>PAGE</w:instrText></w:r>"), ["field"]),
        (
            p(run("beside"), "<w:r><mc:AlternateContent><mc:Choice><w:txbxContent>", p(run("box")), "</w:txbxContent>"
            "</mc:Choice><mc:Fallback><w:txbxContent>", p(run("box")), "</w:txbxContent></mc:Fallback>"
            "</mc:AlternateContent></w:r>"),
            ["beside", "box"],
        ),
        (p(run("Present", "<w:b/>"), run(" "), run("today", "<w:b/>"), run(": Ana")), ["**Present today**: Ana"]),
        (p(run("gone", "<w:strike/>"), run("!", '<w:b w:val="0"/>')), ["~~gone~~!"]),
        (p("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r>"), ["a\tb", "c"]),
        (p('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t> Ana</w:t></w:r>'), ["[x] Ana"]),
        (p(run("Head"), looks='<w:outlineLvl w:val="1"/>') + p(run("text")), ["## Head", "text"]),
        (
            "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>" + p(run("wide")) + "</w:tc></w:tr>"
            "<w:tr><w:tc>" + p(run("a|b")) + p(run("c")) + "</w:tc><w:tc>" + p(run("d")) + "</w:tc></w:tr></w:tbl>",
            ["| wide |  |", "| a/b<br>c | d |"],
        ),
        ("<w:tbl><w:tr><w:tc>" + p(run("a box")) + "</w:tc></w:tr></w:tbl>", ["a box"]),
        (p(run("a\u202eb\u0007c".replace("\u0007", ""))), ["abc"]),
    ],
)  # fmt: skip
def test_what_word_shows_is_read_in_its_order(body: str, lines: list[str]) -> None:
    assert told(word(body)) == lines


def test_numbers_are_counted_as_word_counts_them() -> None:
    numbering = (
        f'<w:abstractNum w:abstractNumId="7">{level(0, "%1.", "decimal")}{level(1, "%1.%2", "decimal")}</w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="8">{level(0, "(%1)", "lowerLetter")}</w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="9">{level(0, "%1.", "upperRoman", 4)}{level(1, "", "bullet")}'
        "</w:abstractNum>"
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="9"/></w:num>'
        '<w:num w:numId="4"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
        "</w:lvlOverride></w:num>"
    )
    rows = [("A", 1, 0), ("B", 1, 1), ("C", 1, 1), ("D", 1, 0), ("E", 1, 1), ("F", 2, 0), ("G", 2, 0), ("H", 3, 0)]
    body = "".join(listed(*row) for row in [*rows, ("I", 3, 1), ("J", 1, 0), ("K", 4, 0), ("L", 4, 0)])
    assert told(word(body, numbering=numbering)) == [
        "1. A", "1.1 B", "1.2 C", "2. D", "2.1 E", "(a) F", "(b) G", "IV. H", "    - I", "3. J", "1. K", "2. L",
    ]  # fmt: skip


def test_comments_are_told_apart_and_footnotes_are_text() -> None:
    body = p(run("said"), '<w:r><w:footnoteReference w:id="2"/><w:commentReference w:id="1"/></w:r>')
    notes = {
        "footnotes": f'<w:footnote w:id="2">{p(run("as in 2009"))}</w:footnote>',
        "comments": f'<w:comment w:id="1" w:author="Ana">{p(run("really?"))}</w:comment>',
    }
    found = read("a.docx", word(body, **notes))
    assert [line.text for line in lines_of(found.blocks) if line.text] == ["said", "as in 2009"]
    assert left_over(found.blocks) == ("Ana: really?",)


def test_libreoffice_documents_are_read_by_the_same_rules() -> None:
    item = "<text:list-item><text:p>{}</text:p>{}</text:list-item>"
    body = (
        "<text:tracked-changes><text:p>deleted</text:p></text:tracked-changes>"
        '<text:h text:outline-level="2">Head</text:h>'
        '<text:p><text:span text:style-name="B">Date:</text:span>\n 5<text:s text:c="2"/>May'
        "<office:annotation><dc:creator>Ana</dc:creator><text:p>which?</text:p></office:annotation></text:p>"
        '<text:list text:style-name="L">'
        + item.format("one", f"<text:list>{item.format('under', '')}</text:list>")
        + item.format("two", "")
        + "</text:list>"
        '<table:table><table:table-row><table:table-cell table:number-columns-repeated="2"><text:p>x</text:p>'
        "</table:table-cell></table:table-row></table:table>"
    )
    data = zipped({"content.xml": ODT.format(body)})
    assert told(data, "a.odt") == ["## Head", "**Date:** 5  May", "1. one", "1.1 under", "2. two", "| x | x |"]
    assert left_over(read("a.odt", data).blocks) == ("Ana: which?",)


def test_pages_and_mails_are_read_as_they_are_shown() -> None:
    page = (
        b"<head><title>no</title><style>p{}</style></head><h2>Item <b>1</b></h2><ol><li>one<ul><li>in it</li></ul>"
        b"<li>two</ol><p>a<br>b <s>c</s><script>x()</script></p>"
        b"<table><tr><th>A<th>B<tr><td>1<td>2</table><p hidden>not</p>"
    )
    lines = ["## Item 1", "1. one", "    - in it", "2. two", "a", "b ~~c~~", "| **A** | **B** |", "| 1 | 2 |"]
    assert told(page, "a.htm") == lines
    mail = (
        b"Subject: =?utf-8?q?Ata_n=C2=BA_2?=\nFrom: Ana <a@example.org>\nMIME-Version: 1.0\n"
        b"Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/html\n\n<p>Hello</p>\n--x\n"
        b"Content-Type: application/octet-stream\nContent-Disposition: attachment; filename=a.docx\n"
        b"Content-Transfer-Encoding: base64\n\n" + base64.b64encode(word(p(run("inside")))) + b"\n--x--\n"
    )
    found = read("a.eml", mail)
    assert [block.text for block in found.blocks] == ["**Subject:** Ata nº 2", "**From:** Ana <a@example.org>", "Hello"]
    assert [(one.name, one.blocks[0].text) for one in found.inside] == [("a.docx", "inside")]


def test_a_sheet_is_a_table_and_one_without_end_is_not_loaded() -> None:
    found = read("a.xlsx", workbook((1, 1, 5), (1, 2, True)))
    assert found.blocks[0].rows == (("", "", ""), ("", "5", "yes"))
    assert read("a.xlsx", workbook((0, 0, "x"), (1048575, 16383, "y"))).problem is Unreadable.TOO_LARGE


ENTITIES = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><w:document xmlns:w="{}">&b;</w:document>'

HOSTILE = {
    "entities.docx": (zipped({"word/document.xml": ENTITIES.format(WORD)}), Unreadable.BROKEN),
    "outside.odt": (zipped({"content.xml": '<!DOCTYPE a SYSTEM "file:///etc/hostname"><a/>'}), Unreadable.BROKEN),
    "bomb.docx": (zipped({"word/document.xml": b"<a>" + b" " * 40_000_000 + b"</a>"}), Unreadable.TOO_LARGE),
    "cut.docx": (word(p(run("text")))[:-30], Unreadable.BROKEN),
    "locked.docx": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), Unreadable.LOCKED),
    "no.xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), Unreadable.BROKEN),
    "text.xlsx": (b"a;b\n1;2\n", Unreadable.BROKEN),
    "no.pdf": (b"%PDF-1.7\nnothing", Unreadable.BROKEN),
}


def test_one_bad_file_never_stops_a_folder(tmp_path: Path) -> None:
    for name, (data, _) in HOSTILE.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "good.docx").write_bytes(word(p(run("good"))))
    with SourceReader() as reader:
        told = {name: reader.read(tmp_path / name).problem for name in HOSTILE}
        assert told == {name: problem for name, (_, problem) in HOSTILE.items()}
        assert reader.read(tmp_path / "away.docx").problem is Unreadable.BROKEN
        assert reader.read(tmp_path / "good.docx").blocks[0].text == "good"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a pipe that nobody writes to")
def test_a_file_that_takes_too_long_costs_its_seconds_and_no_other_file(tmp_path: Path) -> None:
    if sys.platform != "win32":
        os.mkfifo(tmp_path / "slow.docx")
    (tmp_path / "good.docx").write_bytes(word(p(run("good"))))
    with SourceReader(seconds=2) as reader:
        assert reader.read(tmp_path / "good.docx").blocks[0].text == "good"
        assert reader.read(tmp_path / "slow.docx").problem is Unreadable.TOO_SLOW
        assert reader.read(tmp_path / "good.docx").blocks[0].text == "good"


@pytest.mark.skipif(os.name == "nt", reason="the limit of a job of Windows is not had here")
def test_a_file_that_takes_too_much_memory_is_named(tmp_path: Path) -> None:
    """Cells that all show one long text: small on the disk, more than a gigabyte once each has its own."""
    (tmp_path / "big.xlsx").write_bytes(workbook(*((row, 0, "x" * 32_000) for row in range(40_000))))
    with SourceReader() as reader:
        assert reader.read(tmp_path / "big.xlsx").problem is Unreadable.TOO_SLOW
