"""What a file says, whatever its form, as other programs read it."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from io import BytesIO
from xml.etree.ElementTree import Element, fromstring
from zipfile import ZipFile, is_zipfile

import pypdfium2


def pages(data: bytes) -> list[str]:
    """What each page of a PDF says, as a reader takes it out; a hyphen at the end of a line is none."""
    read = pypdfium2.PdfDocument(data)
    texts = [read[at].get_textpage().get_text_range() for at in range(len(read))]
    read.close()
    return [re.sub("\ufffe|\u200b", "", text).replace("\r\n", "\n") for text in texts]


def parts(data: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as packed:
        assert packed.testzip() is None
        return {name: packed.read(name) for name in packed.namelist()}


def xml_parts(data: bytes) -> dict[str, Element]:
    """Each part of a zip, which is XML without a type of its own, and so without entities."""
    found = parts(data)
    assert not any(b"<!DOCTYPE" in part or b"<!ENTITY" in part for part in found.values())
    return {name: fromstring(part) for name, part in found.items()}  # noqa: S314 - ours


def text_of(data: bytes) -> str:
    """All that a file says, as other programs read it, with what it says of itself."""
    if is_zipfile(BytesIO(data)):
        return "\n".join(map(zip_text, xml_parts(data).values()))
    if data.startswith(b"%PDF"):
        read = pypdfium2.PdfDocument(data)
        about = read.get_metadata_dict()
        read.close()
        return "\n".join((*pages(data), *about.values()))
    text = re.sub("\r\n ", "", data.decode())
    return re.sub(r"<[^>]*>", " ", text.partition("<body>")[2]) if text.startswith("<!DOCTYPE html>") else text


def zip_text(part: Element) -> str:
    """What is between two tags is a word of its own, but for runs in one paragraph of Word, and no sheet has those."""
    ends = (f"{one.text or ''}{'' if one.tag.endswith('}t') and 'wordproc' in one.tag else ' '}" for one in part.iter())
    return "".join(ends)


FURNITURE = ("example", "initials", "foot")
"""What stands on each page."""


class Page(HTMLParser):
    """What a page says, and each of its cells."""

    def __init__(self, page: bytes) -> None:
        super().__init__(convert_charrefs=True)
        self.text, self.cells = "", list[str]()
        self._in_cell = self._hidden = False
        self.feed(page.decode().partition("<body>")[2])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden = tag == "title" or dict(attrs).get("class") in FURNITURE
        self._in_cell = self._in_cell or tag in {"th", "td"}
        self.cells += [""] * (tag in {"th", "td"})
        self.handle_data("" if tag in {"strong", "em"} else "\n")

    def handle_endtag(self, tag: str) -> None:
        self._hidden = False
        self._in_cell = self._in_cell and tag not in {"th", "td"}

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.text += data
            self.cells[-1:] = [last + data if self._in_cell else last for last in self.cells[-1:]]


def said(text: str) -> str:
    """Its words with one space between them; Word draws bullets by itself, and no XML holds some signs."""
    return " ".join(text.translate({ord("•"): " ", 0xFFFE: "\ufffd", 0xFFFF: "\ufffd"}).split())
