"""The wheel, in an environment of its own: the data travels in it, and the program opens on the example."""

from __future__ import annotations

import subprocess
import sys
import venv
import zipfile
from importlib import import_module
from pathlib import Path

import pytest

from ictwg.locales import LANGUAGES

REPOSITORY = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def wheel(wheel_wanted: None, tmp_path_factory: pytest.TempPathFactory) -> Path:  # noqa: ARG001 - skips before it is built
    """The wheel that pip builds from this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "-w", str(folder), str(REPOSITORY)]
    subprocess.run(build, check=True)
    return next(folder.glob("*.whl"))


def test_the_data_travels_in_the_wheel(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    expected = {f"ictwg/data/{path.name}" for path in (REPOSITORY / "data").iterdir() if path.is_file()}
    assert expected <= names
    assert "ictwg/py.typed" in names
    assert {f"ictwg/locales/{lang}.json" for lang in LANGUAGES} <= names
    assert {"ictwg/manual/en/guide.md", "ictwg/manual/en/sharing.md"} <= set(names)


@pytest.mark.pty
@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_demo_opens_from_an_installed_wheel_in_any_folder(wheel: Path, tmp_path: Path) -> None:
    terminal_of = import_module("tests.pty_driver").Terminal
    place = tmp_path / "venv"
    venv.create(place, with_pip=True)
    python = place / "bin" / "python"
    locked = REPOSITORY / "tests" / "locked.txt"
    subprocess.run([python, "-m", "pip", "install", "--quiet", str(wheel), "-c", str(locked)], check=True)
    own = {"ICTWG_HOME": "", "ICTWG_FILE": ""}
    with terminal_of([str(place / "bin" / "ictwg"), "demo"], cwd=tmp_path, environment=own) as terminal:
        terminal.wait_for("Ctrl+Q quits", timeout=60)
        terminal.press("escape")
        terminal.wait_for("M-2010-03-12")
        assert "Framework of the plan" in "\n".join(terminal.lines)
