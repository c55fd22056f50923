"""The file as a whole: what a check says, and a file that is not there."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from tests.cli.conftest import Commands

from ictwg.cli.parsing import make_parser
from ictwg.locales import t


def test_a_check_that_finds_nothing_says_what_waits_on_today(group: Commands) -> None:
    before = group.ok("check").err
    group.ok("add", "action", "nobody owns this, and it has no date")
    ran = group.ok("check")
    assert ran.out == ""
    assert ran.err.splitlines()[0] == t("cli.check.fine")
    assert t("cli.check.to_mend", count=2) in ran.err
    assert ran.err != before


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
@pytest.mark.parametrize("named", [["--file", "nowhere.json"], []])
def test_the_program_does_not_begin_anew_where_a_file_was_named(
    run: Commands, named: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would look as if everything were lost; the sentence says what is not there and how to start it."""
    for stream in (sys.stdin, sys.stdout):
        monkeypatch.setattr(stream, "isatty", lambda: True)
    if not named:
        monkeypatch.setenv("ICTWG_FILE", "nowhere.json")
    ran = run(*named)
    assert ran.code == 2
    assert ran.err.splitlines()[0] == f"ictwg: {t('store.no_file', path='nowhere.json')}"
    assert "ictwg new PATH" in ran.err


def test_a_change_that_could_not_be_shared_is_saved_and_says_so(group: Commands) -> None:
    group.path.write_bytes(b"half of a fi")
    ran = group.ok("add", "action", "kept on this computer")
    assert "kept on this computer" in ran.out
    assert "not synced yet" in ran.err
    assert group.path.read_bytes() == b"half of a fi"
    assert "kept on this computer" in group.ok("actions").out


def test_a_new_file_takes_the_suffix(run: Commands, tmp_path: Path) -> None:
    run.ok("new", str(tmp_path / "second"), "--name", "Second group")
    assert (tmp_path / "second.json").is_file()


def test_another_groups_file_is_imported_and_a_copy_of_our_own_is_not(group: Commands, tmp_path: Path) -> None:
    group.ok("new", "other.json", "--name", "The same group", "--acronym", "TSG")
    other = str(tmp_path / "other.json")
    group.ok("--file", other, "add", "organization", "Ministry of Health", "--acronym", "MoH")
    own = str(group.path)
    dry = group.ok("--file", own, "import", other, "--dry-run", "--json").json
    assert (dry["new"], dry["dry_run"]) == (1, True)
    group.ok("--file", own, "import", other)
    assert "MoH" in group.ok("--file", own, "members").out
    group.ok("--file", own, "undo")
    assert "MoH" not in group.ok("--file", own, "members").out
    copy = tmp_path / "copy.json"
    copy.write_bytes(group.path.read_bytes())
    ran = group("--file", own, "import", str(copy))
    assert ran.code == 1
    assert "ictwg merge" in ran.out


def test_the_ways_out_that_a_copy_elsewhere_is_told_with_are_there(group: Commands, tmp_path: Path) -> None:
    copy = tmp_path / "moved" / "group.json"
    copy.parent.mkdir()
    copy.write_bytes(group.path.read_bytes())
    refused = group("--file", str(copy), "actions")
    assert refused.code == 1
    assert t("store.unbound_hint") in refused.err
    ways = re.findall(r"--\w+", refused.err)
    assert ways == [way for way in ("--moved", "--separate") if way in make_parser("actions").format_help()]
    group.ok("merge", str(copy))
    group.ok("--file", str(copy), "actions", "--moved")
