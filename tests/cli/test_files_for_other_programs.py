"""Files that are no text for a person: the same bytes in their place and in a pipe, and none on a terminal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from ictwg.locales import t
from ictwg.papers.forms import form_of

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Commands


@pytest.mark.parametrize("audience", ["members", "secretariat"])
@pytest.mark.parametrize("words", [("dates",), ("contacts", "--format", "vcf")], ids=lambda words: words[0])
def test_a_pipe_gets_what_the_file_gets(
    group: Commands, tmp_path: Path, words: tuple[str, ...], audience: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = ("export", *words, "--audience", audience, "--to")
    (told,) = group.ok(*command, f"{tmp_path}/", "--json").json
    data = (tmp_path / told["path"]).read_bytes()
    assert form_of(told["path"]).is_ours(data)
    assert group.ok(*command, "-").out.encode() == data
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    refused = group(*command, "-")
    assert (refused.out, t("cli.export.not_here", count=1) in refused.err) == ("", True)
