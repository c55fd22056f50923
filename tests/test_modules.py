"""No module of tests is imported: what several share stands in a module without tests.

Whoever reads, moves or deletes a test then changes no other one.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

HERE = Path(__file__).parent
TESTS = frozenset(path.stem for path in HERE.rglob("test_*.py"))


def imported(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Names of modules or of what is in them: from statements, and literals that `importlib` would find."""
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from ((node.lineno, alias.name) for alias in names)
            case ast.ImportFrom(module=module, names=names):
                yield from ((node.lineno, f"{module or ''}.{alias.name}") for alias in names)
            case ast.Constant(value=str(text)) if re.fullmatch(r"(tests)?(\.\w+)+", text):
                yield node.lineno, text


def leading_in(text: str) -> Iterator[tuple[int, str]]:
    """Those imported names that lead into a module of tests; most files do not speak of any."""
    if not TESTS.isdisjoint(re.findall(r"\btest_\w+", text)):
        yield from (found for found in imported(ast.parse(text)) if not TESTS.isdisjoint(found[1].split(".")))


def test_no_module_of_tests_is_imported() -> None:
    found = [
        f"{path.relative_to(HERE).as_posix()}:{line}: {name}: a module without tests"
        for path in sorted(HERE.rglob("*.py"))
        for line, name in leading_in(path.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    "line",
    [
        "import tests.test_modules",
        "from tests.test_modules import TESTS as all_of_them",
        "from tests import test_modules",
        "from . import test_modules",
        "from .test_modules import TESTS",
        "def late():\n    from tests.test_modules import TESTS",
        "import_module('tests.test_modules')",
        "import_module('.test_modules', 'tests')",
    ],
)
def test_every_way_to_import_one_is_seen(line: str) -> None:
    assert len(list(leading_in(line))) == 1
