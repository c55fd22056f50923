"""What the program keeps on this computer is for nobody else of it."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest
from tests.bad_values import EXAMPLE
from tests.cli.conftest import Commands

from ictwg.errors import CrashError

SESSION = (
    ("members",),
    ("add", "action", "Write to all", "--owner", "MFA"),
    ("undo",),
    ("set", "interface", "language=pt"),
    ("export", "contacts"),
    ("compact",),
    ("repair",),
)


@pytest.mark.skipif(sys.platform != "linux", reason="modes are POSIX, the folders those of freedesktop.org")
def test_every_file_and_folder_of_the_home_is_private(
    run: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a computer that is used for the first time, with the mask that most systems have."""
    monkeypatch.delenv("ICTWG_HOME")
    home, shared = tmp_path / "person", tmp_path / "shared"
    for name, place in {
        "HOME": ".",
        "XDG_DATA_HOME": "share",
        "XDG_CONFIG_HOME": "config",
        "XDG_RUNTIME_DIR": "run",
    }.items():
        monkeypatch.setenv(name, str(home / place))
    shared.mkdir()
    shutil.copy(EXAMPLE, shared / "group.json")
    before = os.umask(0o022)
    try:
        for words in SESSION:
            run(*words, "--file", str(shared / "group.json"))
        with monkeypatch.context() as broken:
            broken.setattr("ictwg.cli.parsing.Command.carry_out", lambda *_: 1 // 0)
            assert run("check").code == CrashError.exit_code, "its report is kept too"
    finally:
        os.umask(before)
    found = [path for path in home.rglob("*") if not path.is_symlink()]
    assert len(found) > 20
    assert [path for path in found if path.stat().st_mode & 0o077] == []
