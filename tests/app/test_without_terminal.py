"""The daily work needs no terminal: minutes are taken and an action is edited where Textual cannot be imported."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

REFUSING = """
import runpy, sys

sys.modules.update(dict.fromkeys(("textual", "rich", "ictwg.ui")))  # whoever imports one of them gets an ImportError
runpy.run_path(sys.argv[1], run_name="__main__")
"""
WORK = Path(__file__).with_name("daily_work.py")


def test_minutes_are_taken_and_an_action_is_edited(tmp_path: Path) -> None:
    command = [sys.executable, "-c", REFUSING, str(WORK)]
    did = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)
    assert did.returncode == 0, did.stderr
    assert did.stdout.strip() == "Draft all of the SOP 2010-06-01 waiting the donors 2 Ana"
