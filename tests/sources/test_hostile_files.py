"""Files that somebody made to do harm, and what else goes wrong while files are read."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from io import BytesIO
from itertools import chain
from pathlib import Path
from time import process_time
from zipfile import ZIP_BZIP2, ZIP_LZMA, ZipFile

import pytest
from tests.sources.files import ODT, level, listed, p, part, run, told, word, workbook, zipped

from ictwg.app.import_files import KeptFiles, contents_of
from ictwg.imports.foreign_minutes.reader import read_minutes
from ictwg.sources import old_formats
from ictwg.sources.formats import read
from ictwg.sources.lines import lines_of
from ictwg.sources.model import BlockKind, SourceBlock, Unreadable
from ictwg.sources.numbering import BULLET
from ictwg.sources.reading import SourceReader


def test_a_process_that_somebody_ended_costs_no_file(tmp_path: Path) -> None:
    (tmp_path / "good.docx").write_bytes(word(p(run("good"))))
    with SourceReader() as reader:
        for _ in range(2):
            assert reader.read(tmp_path / "good.docx").blocks[0].text == "good"
            assert reader._child is not None
            reader._child.kill()
            reader._child.wait()


def test_cells_that_repeat_themselves_are_too_large(tmp_path: Path) -> None:
    """A kilobyte on the disk, 400 million letters once it is read."""
    cell = f'<table:table-cell table:number-columns-repeated="200"><text:p>{"x" * 100}</text:p></table:table-cell>'
    row = f'<table:table-row table:number-rows-repeated="200">{cell}</table:table-row>'
    (tmp_path / "a.odt").write_bytes(zipped({"content.xml": ODT.format(f"<table:table>{row}</table:table>" * 10)}))
    with SourceReader() as reader:
        assert reader.read(tmp_path / "a.odt").problem is Unreadable.TOO_LARGE


NOISY = """
import json, os, sys, time
from ictwg.sources import child
child.LONGEST = {longest}
def read(name, data):
    print("a library")
    os.write(1, b"and another, in C")
    time.sleep({seconds})
    return child.Source()
child.read = read
child.main()
"""


def child(seconds: float, longest: float, asked: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", NOISY.format(seconds=seconds, longest=longest)]
    return subprocess.run(command, input=asked, capture_output=True, text=True, check=False, timeout=30)


def test_what_libraries_print_is_no_answer() -> None:
    assert child(0, 9, f'"{__file__.encode("unicode_escape").decode()}"\n' * 2).stdout == '[[], null, "", [], []]\n' * 2


def test_the_process_ends_by_itself_where_nobody_is_left_to_end_it() -> None:
    found = child(20, 0.5, f'"{__file__.encode("unicode_escape").decode()}"\n')
    assert (found.stdout, found.returncode) == ("", 1)


def test_a_list_is_no_deeper_than_lists_are() -> None:
    """Its indent was four gigabytes, in the process of who asked."""
    (line,) = lines_of([SourceBlock(BlockKind.ITEM, "x", level=1 << 30, number=BULLET)])
    assert line.text == f"{' ' * 36}- x"


TURNED = "\u202ea\u009b31m\u2066"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.docx", word(listed("x", 1) + p('<w:r><w:commentReference w:id="1"/></w:r>'), numbering=(
            f'<w:abstractNum w:abstractNumId="1">{level(0, f"{TURNED}%1", "decimal")}</w:abstractNum><w:num w:numId="1">'  # noqa: E501
            '<w:abstractNumId w:val="1"/></w:num>'
        ), comments=f'<w:comment w:id="1" w:author="{TURNED}">{p(run("y"))}</w:comment>')),
        ("a.odt", zipped({"content.xml": ODT.format(
            f"<text:p><office:annotation><dc:creator>{TURNED}</dc:creator><text:p>y</text:p></office:annotation></text:p>"
        )})),
        ("a.html", b"<p>&#27;[31m&#x202e;<td>&#155;"),
        ("a.eml", b"Subject: =?utf-8?q?=1b[31m=E2=80=AE?=\nContent-Type: text/plain; charset=unicode_escape\n\n\\ud800\\x1b"),  # noqa: E501
        ("a.xlsx", workbook((0, 0, TURNED))),
    ],
)  # fmt: skip
def test_nothing_that_a_terminal_would_obey_comes_out_of_a_file(name: str, data: bytes) -> None:
    blocks = read(name, data).blocks
    said = [
        said for one in blocks for said in (one.text, one.number, one.place, *chain.from_iterable(one.rows)) if said
    ]
    assert said
    assert all(sign.isprintable() for one in said for sign in one)


@pytest.mark.parametrize("packing", [ZIP_BZIP2, ZIP_LZMA])
def test_a_package_is_packed_as_office_programs_do(packing: int) -> None:
    """The others would be unpacked whole before anybody counts what comes out."""
    out = BytesIO()
    with ZipFile(out, "w", packing) as file:
        file.writestr("word/document.xml", part("document", f"<w:body>{p(run('x'))}</w:body>"))
    assert read("a.docx", out.getvalue()).problem is Unreadable.BROKEN


def test_the_room_of_a_sheet_is_counted_from_its_corner() -> None:
    """Where the library begins to make it."""
    assert read("a.xlsx", workbook((1048575, 16383, "x"))).problem is Unreadable.TOO_LARGE


def test_a_mail_in_an_encoding_that_nobody_knows_is_read() -> None:
    head = b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain; "
    body = b"charset=x-no\n\nHello \xe9\n--x\nContent-Type: text/html; charset=x-no\nContent-Disposition: attachment; "
    parts = (
        b"filename=a.html\n\n<p>in\n--x\nContent-Type: multipart/mixed; boundary=y\nContent-Disposition: attachment; "
    )
    found = read("a.eml", head + body + parts + b"filename=b.html\n\n--y\n\nno\n--y--\n--x--\n")
    assert [block.text for block in found.blocks] == ["Hello �"]
    assert [[block.text for block in one.blocks] for one in found.inside] == [["in"], []]


def test_a_page_of_many_boxes_items_or_letters_is_read_whole() -> None:
    """Mails are laid out in tables of one cell, each in another; what was too deep or long was left out, unsaid."""
    began = process_time()
    boxes = b"<table><tr><td>" * 20 + b"x" + b"</table>" * 20
    assert told(boxes, "a.html") == ["x"]
    assert told(b"<div>" * 300 + b"x" + b"</div>" * 300 + b"<p>y", "a.html") == ["x", "y"]
    assert told(b"<ol>" + b"<li>x" * 5_000, "a.html")[-1] == "5000. x"
    assert len(told(b"<p>" + b"word " * 2_200_000, "a.html")[0]) == 5 * 2_200_000 - 1
    assert process_time() - began < 15


OFFICE = """#!/bin/sh
sleep 300 &
echo $! > "{}"
wait
"""


@pytest.mark.skipif(os.name == "nt", reason="an office of our own is a script of a shell")
def test_an_office_that_hangs_ends_with_all_that_it_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office, started = tmp_path / "soffice", tmp_path / "started"
    office.write_text(OFFICE.format(started))
    office.chmod(0o755)
    (tmp_path / "a.doc").write_bytes(b"x")
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(old_formats, "_SECONDS", 1)
    monkeypatch.setattr(old_formats, "_SECONDS_EACH", 0)
    monkeypatch.setattr(tempfile, "tempdir", str(temporary := tmp_path / "temporary"))
    temporary.mkdir()
    with SourceReader([tmp_path / "a.doc"]) as reader:
        assert reader.read(tmp_path / "a.doc").problem is Unreadable.NO_OFFICE
    assert not [*temporary.iterdir()]
    gone = [sign for sign in Path(f"/proc/{started.read_text().strip()}").glob("stat") if " Z " not in sign.read_text()]
    assert not gone


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere no memory is limited")
def test_an_office_gets_what_it_needs_and_old_copies_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office, told = tmp_path / "soffice", tmp_path / "told"
    office.write_text(f"#!/bin/sh\nsleep 0.3\nenv > {told}\nulimit -v >> {told}\n")
    office.chmod(0o755)
    (tmp_path / "a.doc").write_bytes(b"x")
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("ICTWG_PASSPHRASE", "secret")
    monkeypatch.setattr(tempfile, "tempdir", str(temporary := tmp_path / "temporary"))
    left = [temporary / f"ictwg-papers-{name}" for name in ("old", "new")]
    for folder in left:
        folder.mkdir(parents=True)
    os.utime(left[0], (0, 0))
    with SourceReader([tmp_path / "a.doc"]) as reader:
        reader.read(tmp_path / "a.doc")
    assert [*temporary.iterdir()] == [left[1]]
    *known, memory = told.read_text().split("\n")[:-1]
    assert "secret" not in "".join(known)
    assert f"HOME={temporary}" in "\n".join(known)
    assert int(memory) == 4 << 20


def test_a_head_of_a_mail_that_never_ends_is_read_at_once() -> None:
    """Time went with the square of its quotes: four minutes for these."""
    began = process_time()
    found = read("a.eml", b"To: " + b'"' * 100_000 + b" Ana\nSubject: x\n\nhello\n")
    assert [block.text[:8] for block in found.blocks] == ["**Subjec", "**To:** ", "hello"]
    assert found.blocks[1].text.endswith(" Ana")
    assert process_time() - began < 5


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a pipe that nobody writes to")
def test_old_files_that_cannot_be_read_are_no_reason_to_stop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if sys.platform != "win32":
        os.mkfifo(tmp_path / "pipe.doc")
    (tmp_path / "zero.doc").symlink_to("/dev/zero")
    files = [tmp_path / name for name in ("pipe.doc", "zero.doc", "gone.doc")]
    with SourceReader(files) as reader:
        assert {reader.read(file).problem for file in files} == {Unreadable.NO_OFFICE}
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "away"))
    with SourceReader(files) as reader:
        assert {reader.read(file).problem for file in files} == {Unreadable.NO_OFFICE}


FETCHES = (
    '<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"'
    ' xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
    ' office:mimetype="application/vnd.oasis.opendocument.text" office:version="1.2"><office:body><office:text><text:p>'
    'Hello<draw:frame text:anchor-type="as-char"><draw:image xlink:href="http://127.0.0.1:{0}/picture" xlink:type='
    '"simple"/></draw:frame></text:p><text:section text:name="s"><text:section-source xlink:href="{1}"'
    ' xlink:type="simple" text:filter-name="Text"/><text:p>old</text:p></text:section></office:text></office:body>'
    "</office:document>"
)
STYLED = '<html><head><link rel=stylesheet href="http://127.0.0.1:{0}/style"></head><body>Hello</body></html>'


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_an_office_fetches_nothing_that_an_old_file_names(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    with socket.create_server(("127.0.0.1", 0)) as asked:
        files = {"fetches.doc": FETCHES, "styled.doc": STYLED}
        for name, text in files.items():
            told = text.format(asked.getsockname()[1], (tmp_path / "secret.txt").as_uri())
            (tmp_path / name).write_text(f'<?xml version="1.0"?>{told}' if name == "fetches.doc" else told)
        with SourceReader([tmp_path / name for name in files]) as reader:
            found = reader.read(tmp_path / "fetches.doc")
        assert [block.text for block in found.blocks if block.text] == ["Hello", "old"]
        asked.setblocking(False)
        with pytest.raises(BlockingIOError):
            asked.accept()


def test_a_file_that_is_gone_or_closed_never_stops_a_folder(tmp_path: Path) -> None:
    (tmp_path / "folder.txt").mkdir()
    read_in = dict(
        contents_of(
            [tmp_path / "gone.docx", tmp_path / "folder.txt", Path(__file__)], KeptFiles(), lambda *_, **__: None
        )
    )
    assert list(read_in.values()) == ["not_opened", "not_opened", Path(__file__).read_bytes()]


@pytest.mark.parametrize("text", ["x\n" * 10_000, f"x{' ' * 30_000}x", "1\n" * 10_000])
def test_a_small_text_is_soon_read(text: str) -> None:
    """Cells of a table pasted one below the other; a line drawn with blanks: each took 20 s."""
    began = process_time()
    read_minutes(f"# Minutes of the 5th meeting\n\nDate: 5 May 2009\n\n{text}", "a.txt")
    assert process_time() - began < 5
