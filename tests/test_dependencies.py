"""What is installed with the program is what it imports."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
MODULES = {"python-dateutil": "dateutil", "markdown-it-py": "markdown_it"}
DATA = {"tzdata": "the time zones that `zoneinfo` finds on Windows"}


def imported(wanted: set[str]) -> set[str]:
    """Those modules that the sources import, wherever in a file; most files do not speak of any of them."""
    texts = (path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))
    spoken_of = re.compile(rf"import ({'|'.join(wanted)})\b|from ({'|'.join(wanted)})\b")
    return {name for text in texts if spoken_of.search(text) for name in _imports(text)}


def _imports(text: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield str(node.module).partition(".")[0]


def test_every_dependency_is_imported_by_the_program() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = {re.split(r"[<>=~; ]", dependency)[0] for dependency in project["dependencies"]}
    modules = {MODULES.get(name, name) for name in names - DATA.keys()}
    assert modules - imported(modules) == set()


def test_only_what_belongs_there_lies_in_the_root() -> None:
    files = {path.name for path in ROOT.iterdir() if path.is_file() and not path.name.startswith(".")}
    assert files == {"CHANGELOG.md", "LICENSE", "README.md", "pyproject.toml"}
