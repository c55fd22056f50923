"""Opening what was written: with the system's own command, and never with silence where there is none."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from tests.ui.system_opener import opener

from ictwg.ui.external_programs import open_file

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="xdg-open is Linux's")


def test_the_system_is_given_the_whole_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opener(tmp_path, f'printf %s "$1" > "{tmp_path}/opened"')
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    page = tmp_path / "-minutes; x.html"
    assert open_file(str(page))
    assert (tmp_path / "opened").read_text(encoding="utf-8") == str(page)


def test_where_no_program_takes_it_that_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not open_file(str(tmp_path / "minutes.html"))
    opener(tmp_path, "exit 3")
    assert not open_file(str(tmp_path / "minutes.html"))
