from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

import pytest

from ictwg.errors import StorageError
from ictwg.papers.files import export_folder, write_export
from ictwg.papers.markdown import is_unedited, split, with_front_matter

FIRST = with_front_matter({"ref": "M-2010-03", "date": "2010-03-12"}, "\n# Minutes\n\none\n")
SECOND = with_front_matter({"ref": "M-2010-03", "date": "2010-03-12"}, "\n# Minutes\n\ntwo\n")
NAME = "minutes-M-2010-03.md"


@pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX")
@pytest.mark.parametrize(("folder", "mode"), [(0o755, 0o600), (0o2775, 0o660), (0o1777, 0o600)])
def test_an_export_is_for_nobody_else_unless_its_folder_is_a_groups(tmp_path: Path, folder: int, mode: int) -> None:
    tmp_path.chmod(folder)
    made = Path(write_export(str(tmp_path / "minutes"), "a.md", b"text").path)
    beside = Path(write_export(str(tmp_path), "a.md", b"text").path)
    assert beside.stat().st_mode & 0o777 == mode
    assert made.stat().st_mode & 0o007 == made.parent.stat().st_mode & 0o007 == 0
    assert bool(made.parent.stat().st_mode & 0o020) == (mode == 0o660)
    beside.chmod(0o640)
    write_export(str(tmp_path), "a.md", b"text")
    assert beside.stat().st_mode & 0o777 == 0o640, "a file that is there keeps its own"


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
def test_a_link_planted_under_a_passing_name_is_not_written_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = tmp_path / "theirs"
    theirs.write_text("not ours", "utf-8")
    turns = iter((bytes(4), b"\1" * 4))
    monkeypatch.setattr(os, "urandom", lambda _: next(turns))
    for name in (f"{NAME}.{os.getpid()}.tmp", f".~{NAME}.00000000.tmp"):
        (tmp_path / name).symlink_to(theirs)
    with contextlib.suppress(StorageError):
        write_export(str(tmp_path), NAME, FIRST.encode())
    assert theirs.read_text("utf-8") == "not ours"


def test_a_file_as_we_wrote_it_is_written_again(tmp_path: Path) -> None:
    written = write_export(str(tmp_path), NAME, FIRST.encode())
    again = write_export(str(tmp_path), NAME, SECOND.encode())
    assert (written.path, again.path) == (str(tmp_path / NAME), str(tmp_path / NAME))
    assert (tmp_path / NAME).read_text("utf-8") == SECOND
    assert [file.name for file in tmp_path.iterdir()] == [NAME]


@pytest.mark.parametrize(
    "edited",
    [
        FIRST.replace("one", "one, with a correction"),
        FIRST.replace("M-2010-03", "M-2010-04", 1),
        FIRST.partition("digest")[0] + "---\n\none\n",
        FIRST.split("---\n", 2)[2],
        "somebody's own file",
        "",
    ],
)
def test_what_somebody_edited_is_never_written_over(tmp_path: Path, edited: str) -> None:
    (tmp_path / NAME).write_text(edited, "utf-8")
    written = write_export(str(tmp_path), NAME, SECOND.encode())
    assert (tmp_path / NAME).read_text("utf-8") == edited
    assert written.path == str(tmp_path / "minutes-M-2010-03-v2.md")
    assert written.kept == str(tmp_path / NAME)


def test_an_edited_second_version_stays_too(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text("mine", "utf-8")
    (tmp_path / "minutes-M-2010-03-v2.md").write_text("hers", "utf-8")
    (tmp_path / "minutes-M-2010-03-v3.md").write_text(FIRST, "utf-8")
    written = write_export(str(tmp_path), NAME, SECOND.encode())
    assert written.path == str(tmp_path / "minutes-M-2010-03-v3.md")
    assert (tmp_path / "minutes-M-2010-03-v2.md").read_text("utf-8") == "hers"


def test_the_same_text_is_left_where_it_is(tmp_path: Path) -> None:
    write_export(str(tmp_path), NAME, FIRST.encode())
    assert write_export(str(tmp_path), NAME, FIRST.encode()).how == "same"


def test_a_folder_or_bytes_under_the_name_are_somebodys(tmp_path: Path) -> None:
    (tmp_path / NAME).mkdir()
    (tmp_path / "minutes-M-2010-03-v2.md").write_bytes(b"\xff\xfe\x00\xd8")
    assert write_export(str(tmp_path), NAME, FIRST.encode()).path.endswith("-v3.md")


def test_line_ends_of_windows_and_a_byte_order_mark_are_no_edit(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"\xef\xbb\xbf" + FIRST.replace("\n", "\r\n").encode())
    assert write_export(str(tmp_path), NAME, SECOND.encode()).path == str(tmp_path / NAME)


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "minutes").write_text("a file", "utf-8")
    with pytest.raises(StorageError) as raised:
        write_export(str(tmp_path / "minutes" / "x"), NAME, FIRST.encode())
    assert raised.value.hint


def test_the_folder_is_the_meetings_or_beside_the_shared_file(tmp_path: Path) -> None:
    shared = str(tmp_path / "ictwg.json")
    assert export_folder(shared) == str(tmp_path / "minutes")
    assert export_folder(shared, "meetings/12 março") == str(tmp_path / "meetings/12 março")


@pytest.mark.parametrize(
    "folder",
    [
        *("../elsewhere", "a/../../b", "/etc", "\\\\server\\share", "C:\\Windows", "C:x", "a/CON", "nul.txt", "~root"),
        *("a\u202eb", "trailing.", "a\x00b", "..", "", "a//", "a "),
    ],
)
def test_a_folder_that_leads_elsewhere_is_not_followed(tmp_path: Path, folder: str) -> None:
    assert export_folder(str(tmp_path / "ictwg.json"), folder) == str(tmp_path / "minutes")


def test_front_matter_says_strings_and_is_read_back() -> None:
    values = {"ref": 'M "x": y', "date": "2010-03-12", "status": "draft", "language": "no"}
    text = with_front_matter(values, "\nbody\n")
    read, body = split(text)
    assert {key: read[key] for key in values} == values
    assert (read["program"], body) == ("ictwg", "\nbody\n")
    assert is_unedited(text)
    assert not is_unedited(text + "more\n")
    assert split("---\nno end\n") == ({}, "---\nno end\n")
