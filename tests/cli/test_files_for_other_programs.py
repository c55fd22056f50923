"""Files that are no text for a person: the same bytes in their place and in a pipe, and none on a terminal."""

from __future__ import annotations

import io
import sys
from contextlib import redirect_stdout
from pathlib import Path

import pytest
from tests.cli.conftest import TODAY, Commands

from ictwg.cli import main
from ictwg.locales import t
from ictwg.papers.forms import form_of

WORDS = (
    ("dates",),
    ("contacts", "--format", "vcf"),
    ("minutes", "M-2010-03-12", "--format", "pdf"),
    ("agenda", "M-2010-03-12", "--format", "docx"),
    ("list", "actions", "--format", "xlsx"),
)


@pytest.mark.parametrize("audience", ["members", "secretariat"])
@pytest.mark.parametrize("words", WORDS, ids=lambda words: words[-1])
def test_a_pipe_gets_what_the_file_gets(
    group: Commands, tmp_path: Path, words: tuple[str, ...], audience: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = ("export", *words, "--audience", audience, "--to")
    (told,) = group.ok(*command, f"{tmp_path}/", "--json").json
    data = (tmp_path / told["path"]).read_bytes()
    assert form_of(told["path"]).is_ours(data)
    assert poured(*command, "-") == data
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    refused = group(*command, "-")
    assert (refused.out, t("cli.export.not_here", count=1) in refused.err) == ("", True)


def poured(*words: str) -> bytes:
    """What goes into a pipe, byte for byte."""
    data = io.BytesIO()
    pipe = io.TextIOWrapper(data, encoding="utf-8")
    with redirect_stdout(pipe):
        assert main(["--today", TODAY, *words]) == 0
        pipe.flush()
    return data.getvalue()


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_several_files_go_into_no_pipe(group: Commands, form: str) -> None:
    group.ok("add", "meeting", "Second meeting", "--date", "2010-01-12")
    refused = group("export", "minutes", "all", "--format", form, "--to", "-")
    assert (refused.code, refused.out) == (2, "")
    assert t("cli.export.not_here", count=2) in refused.err


@pytest.mark.parametrize(("name", "sign"), [("minutes.pdf", b"%PDF"), ("MINUTES.DOCX", b"PK"), ("minutes.md", b"---")])
def test_a_file_is_what_its_name_says(group: Commands, tmp_path: Path, name: str, sign: bytes) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    group.ok("add", "meeting", "--date", "2010-02-26")
    group.ok("export", "agenda", "M-2010-02-26", "--to", str(folder / name))
    assert (folder / name).read_bytes().startswith(sign)
    other = group("export", "agenda", "M-2010-02-26", "--format", "html", "--to", str(folder / name))
    assert (other.code, t("cli.export.other_name.hint", suffix=".html") in other.err) == (2, True)
    none = group("export", "list", "members", "--to", str(folder / name))
    assert (none.code, list(folder.iterdir())) == (2, [folder / name])
