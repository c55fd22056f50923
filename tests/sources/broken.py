"""Files of each format, and what becomes of them when they are broken at random; each number makes the same file."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from io import BytesIO
from itertools import chain
from pathlib import Path
from time import perf_counter
from zipfile import ZIP_DEFLATED, ZipFile

from tests.sources.drawn_pdf import drawn, grid, text
from tests.sources.files import ODT, level, listed, p, run, word, workbook, zipped

from ictwg.domain.text import clean
from ictwg.imports.foreign_minutes.reader import read_minutes
from ictwg.imports.members import read_members
from ictwg.locales import known
from ictwg.records.csv_format import decoded
from ictwg.sources.formats import SHEETS
from ictwg.sources.lines import lines_of
from ictwg.sources.model import Source, Unreadable
from ictwg.sources.reading import SourceReader


def _mail() -> bytes:
    head = b"Subject: =?utf-8?q?Ata_n=C2=BA_2?=\nFrom: Ana <ana@example.org>\nMIME-Version: 1.0\nContent-Type: "
    body = b"multipart/mixed; boundary=x\n\n--x\nContent-Type: text/html; charset=utf-8\n\n<p>Hello <b>all</b>\n--x\n"
    attached = (
        b"Content-Type: text/csv\nContent-Disposition: attachment; filename=a.html\n\n<ol><li>a<li>b</ol>\n--x--\n"
    )
    return head + body + attached


def _word() -> bytes:
    numbering = (
        f'<w:abstractNum w:abstractNumId="7">{level(0, "%1.", "decimal")}{level(1, "%1.%2", "lowerRoman")}'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    )
    styles = '<w:style w:styleId="H"><w:basedOn w:val="N"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
    comments = f'<w:comment w:id="1" w:author="Ana">{p(run("really?"))}</w:comment>'
    table = f'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{p(run("a"))}</w:tc></w:tr><w:tr><w:tc>'
    cells = f"{p(run('b'))}</w:tc><w:tc>{p(run('c', '<w:b/>'))}</w:tc></w:tr></w:tbl>"
    body = p(run("Head"), looks='<w:pStyle w:val="H"/>') + listed("one", 1) + listed("two", 1, 1) + table + cells
    remark = p(run("said"), '<w:r><w:commentReference w:id="1"/></w:r>')
    return word(body + remark, numbering=numbering, styles=styles, comments=comments)


def _sheet_of_libreoffice() -> bytes:
    cell = '<table:table-cell office:value-type="string" table:number-columns-repeated="2"><text:p>x</text:p></table:table-cell>'  # noqa: E501
    table = f'<table:table table:name="a"><table:table-row table:number-rows-repeated="3">{cell}</table:table-row></table:table>'  # noqa: E501
    content = ODT.replace("office:text", "office:spreadsheet").format(table)
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = "<manifest:manifest xmlns:manifest='urn:oasis:names:tc:opendocument:xmlns:manifest:1.0'/>"
    return zipped({"mimetype": kind, "content.xml": content, "META-INF/manifest.xml": manifest})


_LIST = '<text:list text:style-name="L"><text:list-item><text:p>a</text:p></text:list-item></text:list>'
_CELLS = '<table:table-row><table:table-cell table:number-columns-repeated="2"><text:p>x</text:p></table:table-cell>'
_PAGE = (
    b"<html><head><meta charset=utf-8><title>x</title></head><h2>Head</h2><p>a <b>b</b><br>c<ul><li>d<ul><li>e</ul></ul>"  # noqa: E501
    b"<table><tr><th colspan=2>f<tr><td>g<td>h<table><tr><td>i</table></table>&eacute;&#8211;<pre>j  k</pre>"
)

SAMPLES = {
    ".docx": _word(),
    ".odt": zipped({"content.xml": ODT.format(
        f'<text:h text:outline-level="2">Head</text:h><text:p>a<text:s text:c="2"/></text:p>{_LIST}<table:table>{_CELLS}'  # noqa: E501
        "</table:table-row></table:table>"
    )}),
    ".xlsx": workbook((0, 0, "Action"), (0, 1, "Due"), (1, 0, "Write"), (1, 1, 40_000.5), (2, 0, True)),
    ".ods": _sheet_of_libreoffice(),
    ".xls": (Path(__file__).parent / "papers" / "list.xls").read_bytes(),
    ".pdf": drawn(text(60, 780, "Head", "B", 16) + text(60, 740, "1. said") + grid((60, 200, 300), (700, 680, 660))),
    ".html": _PAGE,
    ".eml": _mail(),
}  # fmt: skip

_MINUTES = """# Minutes of the 3rd meeting

**Date:** 9 December 2009
Present: Ana Dias (MoJ), Rui Belo (IOM)

| No. | Action | Responsible | Due |
|---|---|---|---|
| 1 | Print the plan | MoJ | 2010-01-15 |

1. Decision: The plan is adopted.
   - Action: IOM to send the list by 3 January 2010
"""
TEXTS = {
    ".md": _MINUTES.encode(),
    ".txt": re.sub(r"[#|*]|---", "\t", _MINUTES).encode(),
    ".csv": b"Name;Organization;E-mail;Since\nAna Dias;MoJ;ana@example.org;2009-03-01\nRui Belo;IOM;;1/4/2009\n",
}
"""What is read where no library is needed."""


def broken(suffix: str, number: int) -> bytes:
    """The file of this number; of a package mostly a part is broken, or nothing of it would be opened."""
    rng, data = random.Random(f"{suffix} {number}"), (SAMPLES | TEXTS)[suffix]
    if not data.startswith(b"PK") or rng.random() < _WHOLE:
        return _damaged(rng, data)
    with ZipFile(BytesIO(data)) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    for name in rng.sample(sorted(parts), min(len(parts), rng.choice((1, 1, 2)))):
        parts[name] = _damaged(rng, parts[name])
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as file:
        for name, part in parts.items():
            file.writestr(name, part)
    return out.getvalue()


_WHOLE = 0.2
_NUMBERS = (b"0", b"-1", b"255", b"65536", b"2147483648", b"99999999999999999999", b"1e308", "²".encode())
_SIGNS = (
    b"<",
    b">",
    b"&",
    b'"',
    b"\0",
    b"\x1b[31m",
    "\u202e".encode(),
    b"\xff\xfe",
    b"\n\n",
    b"=?utf-8?b?",
    b"(",
    b"]]>",
)
_NUMBER, _TAG = re.compile(rb"\d+"), re.compile(rb"<[^<>]*>")


def _damaged(rng: random.Random, data: bytes) -> bytes:
    for _ in range(rng.choice((1, 1, 2, 4, 8))):
        data = rng.choice((_flipped, _cut, _again, _put_in, _other_number, _other_number, _other_tag, _other_tag))(
            rng, data
        )
    return data


def _span(rng: random.Random, data: bytes, most: int) -> tuple[int, int]:
    start = rng.randrange(len(data) + 1)
    return start, min(len(data), start + rng.randrange(most))


def _flipped(rng: random.Random, data: bytes) -> bytes:
    at, end = _span(rng, data, 2)
    return data[:at] + bytes(byte ^ 1 << rng.randrange(8) for byte in data[at:end]) + data[end:]


def _cut(rng: random.Random, data: bytes) -> bytes:
    start, end = _span(rng, data, rng.choice((4, 200, len(data) + 1)))
    return data[:start] + data[end:]


def _again(rng: random.Random, data: bytes) -> bytes:
    start, end = _span(rng, data, 200)
    return data[:end] + data[start:end] * rng.choice((1, 2, 50)) + data[end:]


def _put_in(rng: random.Random, data: bytes) -> bytes:
    at, _ = _span(rng, data, 2)
    return data[:at] + rng.choice(_SIGNS) * rng.choice((1, 1, 300)) + data[at:]


def _other_number(rng: random.Random, data: bytes) -> bytes:
    found = [*_NUMBER.finditer(data)]
    one = rng.choice(found) if found else None
    return data if one is None else data[: one.start()] + rng.choice(_NUMBERS) + data[one.end() :]


def _other_tag(rng: random.Random, data: bytes) -> bytes:
    found = [*_TAG.finditer(data)]
    if not found:
        return data
    one, other = rng.choice(found), rng.choice(found)
    return data[: one.start()] + rng.choice((b"", other[0], one[0] + other[0])) + data[one.end() :]


ANSWERS = {Unreadable.BROKEN, Unreadable.LOCKED, Unreadable.TOO_LARGE, Unreadable.TOO_SLOW, Unreadable.PICTURE}
SECONDS = 5.0
"""No answer needs them, also not that it takes too much memory."""


def wrong_after(reader: SourceReader, path: Path) -> Iterator[str]:
    """What must not become of a file on its way to records, whatever it holds."""
    if path.suffix in SAMPLES:
        begun = perf_counter()
        found = reader.read(path)
        if (took := perf_counter() - begun) > SECONDS:
            yield f"{took:.1f} s"
        yield from wrong_with(found)
        if found.problem is not None and not known(f"importing.{found.problem}"):
            yield f"no sentence says {found.problem}"
        text = "" if path.suffix in SHEETS else "\n".join(line.text for line in lines_of(found.blocks))
    elif path.suffix == ".csv":
        read_members(path.read_bytes())
        return
    else:
        text = decoded(path.read_bytes())
    refused = read_minutes(text, path.name).not_minutes
    if refused is not None and not known(f"importing.not_minutes.{refused}"):
        yield f"no sentence says {refused}"


def wrong_with(found: Source) -> Iterator[str]:
    """What an answer must not be, whatever the file was."""
    if found.problem is not None:
        if found.problem not in ANSWERS:
            yield found.problem
        if found.blocks:
            yield "blocks of a file that says nothing"
    for block in found.blocks:
        said = (block.text, block.number, block.place, *chain.from_iterable(block.rows))
        if any(clean(one, multiline=True) != one for one in said):
            yield f"signs that a terminal obeys: {block!a:.200}"
    for one in found.inside:
        yield from wrong_with(one)
