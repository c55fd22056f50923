"""No function imports what its module has loaded anyway: such a line spares nothing, and hides what a module needs."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pytest

import ictwg

pytestmark = pytest.mark.once

SOURCE = Path(ictwg.__path__[0])


def modules() -> dict[str, ast.Module]:
    """Each module of ours by its name."""
    paths = sorted(SOURCE.rglob("*.py"))
    named = (".".join(path.relative_to(SOURCE.parent).with_suffix("").parts) for path in paths)
    return {
        name.removesuffix(".__init__"): ast.parse(path.read_text(encoding="utf-8"))
        for name, path in zip(named, paths, strict=True)
    }


def at_the_top(body: Iterable[ast.stmt]) -> Iterator[ast.Import | ast.ImportFrom]:
    """What is imported while the module is: also in classes and conditions, but not for types alone."""
    for statement in body:
        match statement:
            case ast.Import() | ast.ImportFrom():
                yield statement
            case ast.If(test=ast.Name(id="TYPE_CHECKING")):
                yield from at_the_top(statement.orelse)
            case ast.If() | ast.Try():
                yield from at_the_top((*statement.body, *statement.orelse))
            case ast.ClassDef() | ast.With():
                yield from at_the_top(statement.body)


def in_functions(tree: ast.Module) -> Iterator[ast.Import | ast.ImportFrom]:
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from (node for node in ast.walk(function) if isinstance(node, ast.Import | ast.ImportFrom))


def imported(statement: ast.Import | ast.ImportFrom, ours: Mapping[str, object]) -> set[str]:
    """The modules that it loads first of all."""
    if isinstance(statement, ast.Import):
        return {alias.name for alias in statement.names}
    inside = {f"{statement.module}.{alias.name}" for alias in statement.names}
    return inside & ours.keys() | ({str(statement.module)} if inside - ours.keys() else set())


def loaded_with(name: str, ours: Mapping[str, ast.Module]) -> set[str]:
    """Every module that is loaded once this one is."""
    found, todo = {name}, [name]
    while todo:
        one = todo.pop()
        lines = at_the_top(ours[one].body) if one in ours else ()
        reached = {one.rpartition(".")[0], *(module for line in lines for module in imported(line, ours))} - found
        todo += reached
        found |= reached
    return found


def pointless(ours: Mapping[str, ast.Module]) -> list[str]:
    late = {name: lines for name, tree in ours.items() if (lines := list(in_functions(tree)))}
    return sorted(
        {
            f"{name}:{line.lineno}: {ast.unparse(line)}"
            for name, lines in late.items()
            for loaded in (loaded_with(name, ours),)
            for line in lines
            if imported(line, ours) <= loaded
        }
    )


def test_no_function_imports_what_its_module_has_loaded_anyway() -> None:
    ours = modules()
    assert len(ours) > 1
    assert pointless(ours) == []


def test_one_that_is_loaded_on_a_way_is_seen_and_one_for_types_alone_is_not() -> None:
    ours = {
        "ictwg.a": "import json\nimport ictwg.b\ndef f():\n import json\n import ictwg.c\n from ictwg.d import x",
        "ictwg.b": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import ictwg.d\nfrom ictwg import c\n",
        "ictwg.c": "",
        "ictwg.d": "",
    }
    found = pointless({name: ast.parse(text) for name, text in ours.items()})
    assert found == ["ictwg.a:4: import json", "ictwg.a:5: import ictwg.c"]
