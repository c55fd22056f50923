"""Twenty-five short journeys on a Textual that no test has changed, all in one process."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.ui.unpatched import JOURNEYS

ROOT = Path(__file__).parents[2]


def test_each_journey_holds_on_textual_as_users_have_it(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.ui.unpatched", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert len(JOURNEYS) > 20
    assert tuple(done.stdout.splitlines()) == JOURNEYS, done.stderr
    assert done.returncode == 0, done.stderr
