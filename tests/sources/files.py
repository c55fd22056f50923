"""Documents, sheets and texts written by hand, part by part: what tests of readers open."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from xlsxwriter import Workbook

from ictwg.sources.formats import read
from ictwg.sources.lines import lines_of

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


COMPATIBLE = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def zipped(parts: dict[str, str | bytes]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as file:
        for name, part in parts.items():
            file.writestr(name, part)
    return out.getvalue()


def part(root: str, inside: str) -> str:
    return f'<w:{root} xmlns:w="{WORD}" xmlns:mc="{COMPATIBLE}">{inside}</w:{root}>'


def word(body: str, **parts: str) -> bytes:
    files = {f"word/{name}.xml": part(name, inside) for name, inside in parts.items()}
    return zipped({"word/document.xml": part("document", f"<w:body>{body}</w:body>"), **files})


def told(data: bytes, name: str = "a.docx") -> list[str]:
    found = read(name, data)
    assert found.problem is None
    return [line.text for line in lines_of(found.blocks) if line.text]


def run(text: str, looks: str = "") -> str:
    return f"<w:r><w:rPr>{looks}</w:rPr><w:t>{text}</w:t></w:r>"


def p(*runs: str, looks: str = "") -> str:
    return f"<w:p><w:pPr>{looks}</w:pPr>{''.join(runs)}</w:p>"


def listed(text: str, id: int, depth: int = 0) -> str:
    return p(run(text), looks=f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{id}"/></w:numPr>')


def level(depth: int, pattern: str, style: str, first: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{first}"/><w:numFmt w:val="{style}"/>'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
    )


ODT = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
    ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"><office:automatic-styles>'
    '<style:style style:name="B"><style:text-properties fo:font-weight="bold"/></style:style>'
    '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1"'
    ' style:num-suffix="."/><text:list-level-style-number text:level="2" style:num-format="1"'
    ' text:display-levels="2"/></text:list-style></office:automatic-styles>'
    "<office:body><office:text>{}</office:text></office:body></office:document-content>"
)


def workbook(*cells: tuple[int, int, Any]) -> bytes:
    out = BytesIO()
    with Workbook(out) as book:
        sheet = book.add_worksheet("S")
        for row, column, value in cells:
            sheet.write(row, column, value)
    return out.getvalue()
