"""What is installed with the program is what it imports."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
MODULES = {"python-dateutil": "dateutil", "markdown-it-py": "markdown_it"}
DATA = {"tzdata": "the time zones that `zoneinfo` finds on Windows"}


def imported() -> set[str]:
    """The first names of all modules that the sources import, wherever in a file."""
    found: set[str] = set()
    for path in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                found.add(str(node.module).partition(".")[0])
    return found


def test_every_dependency_is_imported_by_the_program() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = {re.split(r"[<>=~; ]", dependency)[0] for dependency in project["dependencies"]}
    assert {name for name in names - DATA.keys() if MODULES.get(name, name) not in imported()} == set()
