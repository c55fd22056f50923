"""Every paper in each of its forms: whole, known again, the same each time; and what must never be in a file.

> Nobody reads what is not for them, in a page or in what a file says of itself. No text of anybody does anything.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from csv import reader
from functools import partial
from html.parser import HTMLParser
from pathlib import Path

import pytest
from tests.builders import MemoryState
from tests.canary import NEXT, TEXTS, TOKEN, group_with_all
from tests.every_paper import Made, every_paper
from tests.example_group import TODAY, example_group
from tests.file_texts import pages, text_of, xml_parts
from tests.rich_meeting import MEETS_ON, rich_meeting

from ictwg.app.catalogue import PAPERS
from ictwg.domain.changes import Edit, Write
from ictwg.domain.records import Group
from ictwg.domain.schema import declared
from ictwg.domain.values import Audience
from ictwg.papers.blocks import Leaf, PaperText, TableBlock, plain_text
from ictwg.papers.document import Document
from ictwg.papers.entries import CalendarEvent
from ictwg.papers.files import file_name, planned
from ictwg.papers.forms import CALENDAR, CARDS, CSV, FORMS, MARKDOWN, MESSAGE, SPREADSHEET, FileForm
from ictwg.papers.markdown import lines_of, unescaped
from ictwg.papers.sheet_csv import rows_of

MAGIC = {
    **dict.fromkeys(("docx", "xlsx"), b"PK\x03\x04"),
    "pdf": b"%PDF-1.",
    "html": b"<!DOCTYPE html>",
    "csv": b"\xef\xbb\xbf",
    "ics": b"BEGIN:VCALENDAR\r\n",
    "vcf": b"BEGIN:VCARD\r\n",
}


def words(text: str) -> Counter[str]:
    """Numbers aside, which a spreadsheet keeps as such."""
    return Counter(word for word in re.findall(r"[^\W_]+", text) if not re.search(r"\d", word))


@pytest.fixture(scope="module")
def papers() -> list[Made]:
    states = example_group().state, rich_meeting().state
    return [made for state in states for made in every_paper(state, TODAY, Audience.SECRETARIAT)]


def test_every_paper_is_made(papers: list[Made]) -> None:
    forms = {
        paper.name: {form.name for made in papers if made.paper is paper for form in made.forms} for paper in PAPERS
    }
    assert forms == {paper.name: {form.name for form in paper.forms} for paper in PAPERS}


@pytest.mark.parametrize("form", FORMS.values(), ids=lambda form: form.name)
def test_every_paper_is_written_whole_and_known_again(form: FileForm, papers: list[Made]) -> None:
    found = [made for made in papers if form in made.forms]
    assert found
    for made in found:
        data = form.write(made.document)
        assert data == form.write(made.document), made.name
        assert form.is_ours(data) is (form not in UNSIGNED), made.name
        assert not form.is_ours(data[: len(data) // 2]), made.name
        assert data.startswith(MAGIC.get(form.name, b"")), made.name
        assert not told_by(made.document, form) - words(text_of(data)), made.name


UNSIGNED = (MESSAGE, CSV)
"""They have no room for a digest, so that none of them is replaced."""


def told_by(document: Document, form: FileForm) -> Counter[str]:
    """The words of the paper; once each in a spreadsheet, which keeps equal texts once; in a message no heads."""
    if form in (CALENDAR, CARDS):
        return words(" ".join(one.title if isinstance(one, CalendarEvent) else one.name for one in document.entries))
    if form is SPREADSHEET:
        texts = (plain_text(text) for row in rows_of(document.blocks) for text in row if is_text(text))
        return Counter(words(" ".join(texts)).keys())
    blocks = document.read_back or document.blocks if form is MARKDOWN else document.blocks
    tables = [one for one in blocks if isinstance(one, TableBlock)] if form is MESSAGE else []
    heads = words(" ".join(plain_text(cell) for table in tables for cell in table.head))
    return words(unescaped("\n".join(lines_of(blocks)))) - heads


def is_text(text: PaperText) -> bool:
    return not any(isinstance(part, Leaf) and part.value is not None for part in text.parts)


@pytest.mark.parametrize(("hidden_from", "told"), NEXT)
def test_no_file_tells_what_its_readers_may_not_see(hidden_from: Audience, told: Audience) -> None:
    """Not in a page, a part, a property or a name; and it is the same file as where there is nothing to hide."""
    without, hiding = (files(group_with_all(hidden_from, times=times).state, told) for times in (0, 2))
    assert hiding.keys() == without.keys()
    for name, data in hiding.items():
        said = text_of(data)
        assert TOKEN not in (name + said).replace(CHAIR_NOTE, ""), name
        assert data == without[name] or CHAIR_NOTE in said, name


CHAIR_NOTE = f"{TOKEN}-agenda_items-chair_note"
"""Written for the chair's copy alone, of which everything else is compared by `test_canary`."""


def test_the_secretariat_is_told_in_each_form() -> None:
    made = files(group_with_all(Audience.MEMBERS, times=1).state, Audience.SECRETARIAT)
    told = {name.rpartition(".")[2] for name, data in made.items() if TOKEN in text_of(data)}
    assert told == {form.suffix[1:] for form in FORMS.values() if form.binary}


def files(state: MemoryState, audience: Audience) -> dict[str, bytes]:
    """Those that a terminal cannot show, by their names."""
    return {
        f"{made.paper.name} {file_name(made.document, form)}": form.write(made.document)
        for made in every_paper(state, MEETS_ON, audience)
        for form in made.forms
        if form.binary
    }


HOSTILE = {
    "xml": '</w:t><w:hyperlink r:id="x"/>]]><!DOCTYPE a [<!ENTITY e SYSTEM "file:///x">]>&e; \ufffe\x00 _x000D_',
    "fields": '{ HYPERLINK "http://e.org" } { DDEAUTO c "x" } www.e.org mailto:a@e.org \\\\host\\share file:///x',
    "formulas": "=HYPERLINK(\"http://e.org\")+cmd|'/c calc'!A0",
    "typst": '#eval("1+1") #panic() #import "@preview/x:1.0.0" #read("/etc/passwd") $x$ <label> @ref /* //',
    "lines": 'x\r\nBEGIN:VEVENT\nATTACH:http://e.org\u2028ATTENDEE:mailto:a@e.org\x85END:VCARD\r;,\\:"^n',
    "markup": "<script>alert(1)</script><img src=x onerror=y> [x](javascript:y) ![x](http://e.org)",
    "signs": "\x00\x07\x1b[31m\x9b32m\u202eabc\u2066\ufeff\ue000\u0301\ud800👩‍👩‍👧 会",
    "long": "w" * 1200,
}


TOGETHER = (("formulas", "typst", "fields", "markup"), ("xml", "lines", "signs"), ("long",))
"""Those that stand one after the other in a text: no sign of one ends another."""


@pytest.mark.parametrize("names", TOGETHER, ids=" ".join)
def test_no_text_of_anybody_does_anything(names: tuple[str, ...], tmp_path: Path) -> None:
    """In every field of every record, in every paper and form; what fills pages in the first field of one of each."""
    text = " ".join(HOSTILE[name] for name in names)
    state = example_group().state
    for kind in declared():
        typed = [field for field in kind.fields() if field.kind in TEXTS and field is not Group.key]
        most = 1 if len(text) > A_PAGE else None
        for one in state.all(kind)[:most]:
            texts = [field((text,)) if field.is_set else field(text) for field in typed[:most]]
            typing = Edit("verbs.edited").update(one, *texts).done()
            state.apply(typing._replace(writes=tuple(map(partial(as_it_came, text), typing.writes))))
    written = 0
    for made in every_paper(state, TODAY, Audience.SECRETARIAT):
        for form in made.forms:
            file = planned(made.document, form, str(tmp_path / "group.json"))
            written += 1
            assert not re.search(NO_NAME, file.name), made.name
            assert len(file.name.encode()) < LONGEST, made.name
            assert not HARMFUL.search(text_of(file.data).removeprefix("\ufeff")), made.name
            if form.name in LOOKED_AT:
                LOOKED_AT[form.name](file.data, made.document)
    assert written > 250


def as_it_came(text: str, write: Write) -> Write:
    """Also what no form and no command of ours lets in: another program may have written the file."""
    return write._replace(value=text) if isinstance(write.value, str) else write


A_PAGE = 1000
NO_NAME = r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]|^[. -]|[. ]$|  '
LONGEST = 235
"""Bytes of a name, with room beside it for what is added while it is written, and where it is there already."""
HARMFUL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""What a terminal, a page or a part of Word obeys instead of showing it."""


def opens_nothing(data: bytes, _: Document) -> None:
    """No part is of another kind than those of a plain file, none leads out, and nothing is reckoned or inserted."""
    found = xml_parts(data)
    assert not [name for name in found if not re.fullmatch(PARTS, name)]
    for name, part in found.items():
        tags = {one.tag.rpartition("}")[2] for one in part.iter()}
        assert not tags & ACTIVE
        if name.endswith(".rels"):
            assert all(not one.get("TargetMode") and ":" not in one.get("Target", ":") for one in part)
        fields = {value for one in part.iter() for key, value in one.items() if key.endswith("}instr")}
        assert fields <= {"PAGE", "NUMPAGES"}


PARTS = (
    r"\[Content_Types\].xml|(word/|xl/(worksheets/)?)?_rels/[\w.]*\.rels|docProps/(core|app)\.xml"
    r"|word/(document|styles|settings|numbering|footer1|header1)\.xml"
    r"|xl/(workbook|styles|sharedStrings|theme/theme1|worksheets/sheet\d+)\.xml"
)
ACTIVE = {"hyperlink", "instrText", "altChunk", "object", "pict", "drawing", "f", "externalReferences", "ddeLink"}
ACTIVE |= {"attachedTemplate", "mergeCell", "ole", "control", "subDoc", "comments", "oleObjects", "webPublishing"}


def shows_pages_alone(data: bytes, _: Document) -> None:
    """Neither what stands openly in the file nor its packed objects do anything."""
    objects = (
        zlib.decompress(one) for one in re.findall(rb"/ObjStm.*?stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL)
    )
    read = b"".join((_STREAM.sub(b"", data), *objects))
    assert b"/Catalog" in read
    assert not re.search(
        rb"/(JavaScript|JS|Launch|URI|EmbeddedFile|OpenAction|AA|Link|GoToR|SubmitForm|RichMedia)\b", read
    )
    assert pages(data)


_STREAM = re.compile(rb"stream\r?\n.*?\r?\nendstream", re.DOTALL)


def holds_its_lines_alone(data: bytes, document: Document) -> None:
    """As RFC 5545 and 2426 fold them: as many entries as there are, and of each what we write."""
    text = data.decode()
    assert text.endswith("\r\n")
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert not re.search("[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]|(?<!\r)\n|\r(?!\n)", text)
    lines = text.replace("\r\n ", "").split("\r\n")
    assert {re.split("[:;]", line)[0] for line in lines if line} <= LINES
    assert sum(line in ("BEGIN:VEVENT", "BEGIN:VCARD") for line in lines) == len(document.entries)


LINES = {"BEGIN", "END", "VERSION", "PRODID", "X-SHA256", "X-WR-CALNAME", "UID", "DTSTAMP", "LAST-MODIFIED", "SEQUENCE"}
LINES |= {"SUMMARY", "DTSTART", "DTEND", "LOCATION", "STATUS", "TRANSP", "TZID", "TZNAME", "TZOFFSETFROM", "TZOFFSETTO"}
LINES |= {"RDATE", "RRULE", "N", "FN", "ORG", "TITLE", "TEL", "EMAIL", "REV", "COMMENT"}


class Tags(HTMLParser):
    """The elements of a page, and those of their attributes that a text might bring with it."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.feed(data.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found |= {tag, *(name for name, _ in attrs if name.startswith("on") or name in {"src", "href"})}


def is_a_page_alone(data: bytes, _: Document) -> None:
    assert not Tags(data).found & {"script", "img", "a", "link", "iframe", "object", "base", "form", "src", "href"}
    assert not [name for name in Tags(data).found if name.startswith("on")]


def is_text_in_cells(data: bytes, _: Document) -> None:
    cells = (cell for row in reader(data.decode("utf-8-sig").splitlines(keepends=True), delimiter=";") for cell in row)
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@", "\t"))]


LOOKED_AT = {
    **dict.fromkeys(("docx", "xlsx"), opens_nothing),
    **dict.fromkeys(("ics", "vcf"), holds_its_lines_alone),
    "pdf": shows_pages_alone,
    "html": is_a_page_alone,
    "csv": is_text_in_cells,
}
