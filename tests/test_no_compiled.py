"""With nothing compiled but what belongs to Python the program works, and says of a PDF what to install.

An office's computer may refuse it (an antivirus, a processor without wheels): nothing but the form that needs it goes.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from ictwg.locales import t

REFUSING = """
import asyncio, sys
from importlib.machinery import ExtensionFileLoader
from pathlib import Path

made, refused = ExtensionFileLoader.create_module, set()

def create_module(loader, spec):
    if {"site-packages", "dist-packages"} & set(Path(loader.path).parts):
        refused.add(spec.name.partition(".")[0])
        raise ImportError(f"refused: {spec.name}", name=spec.name)
    return made(loader, spec)

ExtensionFileLoader.create_module = create_module
"""
"""Of what lies where packages are installed; on some computers that is below Python's own folder."""

COMMANDS = """
from ictwg.cli import main

def run(*words):
    print("exit", main(["--file", "group.json", "--today", "2010-02-15", *words]), flush=True)

main(["new", "group.json", "--name", "Test Group", "--acronym", "TG"])
run("add", "organization", "Ministry of Justice", "--acronym", "MoJ", "--type", "government")
run("add", "meeting", "Third meeting", "--date", "2010-03-12")
run("--help")
run("list", "members")
run("show", "M-2010-03-12")
run("search", "ministrie")
run("export", "minutes", "M-2010-03-12", "--format", "markdown", "--to", "-")
for form in ("pdf", "docx"):
    run("export", "minutes", "M-2010-03-12", "--format", form)
print(*refused, file=sys.stderr)
"""

SCREENS = """
from tests.ui.open_meeting import opened

async def walk():
    async with opened(Path.cwd()) as there:
        there.app.settings.papers["minutes"] = "members pdf"
        await there.press("ctrl+l", "enter")
        await there.until(lambda: "pip install" in there.text)
        print(there.text)

asyncio.run(walk())
print(*refused, file=sys.stderr)
"""


def ran(script: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> subprocess.CompletedProcess[str]:
    monkeypatch.setenv("ICTWG_HOME", str(folder / "home"))
    root = str(pytest.importorskip("tests").__path__[0]).removesuffix("tests")
    monkeypatch.setenv("PYTHONPATH", root)
    command = [sys.executable, "-c", REFUSING + script]
    return subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)


def test_commands_do_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    did = ran(COMMANDS, tmp_path, monkeypatch)
    codes = [line for line in did.stdout.splitlines() if line.startswith("exit ")]
    assert codes == [*["exit 0"] * 7, *["exit 1"] * 2], did
    assert "# Minutes" in did.stdout
    assert "Traceback" not in did.stderr
    for form in ("pdf", "docx"):
        assert t("forms.missing", form=t(f"forms.{form}")) in did.stderr
    assert did.stderr.count(t("forms.missing.hint")) == 2
    assert {"rapidfuzz", "typst", "lxml"} <= set(did.stderr.splitlines()[-1].split())
    assert not [*tmp_path.glob("minutes/*")]


def test_screens_do_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    did = ran(SCREENS, tmp_path, monkeypatch)
    assert did.returncode == 0, did.stderr
    assert t("forms.missing.hint").split("“")[0] in did.stdout
    assert "typst" in did.stderr.splitlines()[-1]
