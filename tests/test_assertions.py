"""Every test can fail: it asserts, expects an error, or waits for words that must come; and not only inside a loop.

A helper counts where the test can reach it: in its own file, or in one that is imported there.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

pytestmark = pytest.mark.once

TESTS = Path(__file__).parent
EXPECTING = frozenset({
    "raises", "fail", "xfail", "ok", "wait_for", "wait_gone", "wait_end", "all_of", "run_state_machine_as_test",
})  # fmt: skip
"""Calls that fail where what they expect does not come."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


class Module(NamedTuple):
    functions: dict[str, list[Function]]
    imported: frozenset[Path]
    """Files of tests whose names it takes."""


@cache
def files() -> dict[Path, Module]:
    """Every file of tests; read by the test that needs them, not by everybody who collects it."""
    return {path: module(ast.parse(path.read_text(encoding="utf-8"))) for path in sorted(TESTS.rglob("*.py"))}


def module(tree: ast.AST) -> Module:
    found, imported = dict[str, list[Function]](), set[Path]()
    for node in ast.walk(tree):
        if isinstance(node, Function):
            found.setdefault(node.name, []).append(node)
        imported.update(_imports(node))
    return Module(found, frozenset(imported))


def _imports(node: ast.AST) -> Iterator[Path]:
    if isinstance(node, ast.ImportFrom) and str(node.module).partition(".")[0] == "tests":
        folder = TESTS.parent.joinpath(*str(node.module).split("."))
        yield folder.with_suffix(".py")
        yield from ((folder / name.name).with_suffix(".py") for name in node.names)


@cache
def can_fail(function: Function, path: Path, above: frozenset[str] = frozenset()) -> bool:
    """By itself, or by what it calls."""
    asserts, called = said(function)
    if asserts or called & EXPECTING:
        return True
    return any(_helper_can(name, path, above | called) for name in called - above)


def _helper_can(name: str, path: Path, above: frozenset[str]) -> bool:
    return any(can_fail(one, at, above) for one, at in helpers(name, path))


@cache
def _defined() -> frozenset[str]:
    return frozenset(name for one in files().values() for name in one.functions)


@cache
def helpers(name: str, path: Path) -> list[tuple[Function, Path]]:
    """Those of this name in its own file, or else in the files that it takes names of, or they do."""
    met, waiting = set[Path](), [path] if name in _defined() else []
    while waiting:
        found = [(one, at) for at in waiting for one in files()[at].functions.get(name, ())]
        if found:
            return found
        met |= set(waiting)
        waiting = sorted({more for at in waiting for more in files()[at].imported} & files().keys() - met)
    return []


def only_in_loops(function: Function, path: Path) -> bool:
    """Whether each place where it can fail is in a loop that may never be gone through.

    `@given` draws until it has gone through; elsewhere `tests.all_of.some` says that there is something.
    """
    if not any(isinstance(node, ast.For | ast.AsyncFor) for node in ast.walk(function)):
        return False
    drawn = any(ast.unparse(one).startswith("given(") for one in function.decorator_list)
    places = [sure for one in function.body for sure in _places(one, function, path, surely=True)]
    return not drawn and bool(places) and not any(places)


def _places(node: ast.AST, function: Function, path: Path, *, surely: bool) -> Iterator[bool]:
    """For each place where this node can fail whether it is surely gone through."""
    called = _name(node.func) if isinstance(node, ast.Call) else ""
    if isinstance(node, ast.Assert | ast.Raise) or called in EXPECTING or _helper_can(called, path, frozenset()):
        yield surely
    inside = node.body if isinstance(node, ast.For | ast.AsyncFor) and not _some(node.iter, function) else ()
    for child in ast.iter_child_nodes(node):
        yield from _places(child, function, path, surely=surely and child not in inside)


def _some(iterated: ast.expr, function: Function) -> bool:  # noqa: PLR0911 - one for each way to write it
    """Whether it is sure, from what is written here, that there is something in it: a constant counts as written."""
    match iterated:
        case ast.Tuple(elts=elements) | ast.List(elts=elements) | ast.Set(elts=elements):
            return any(not isinstance(one, ast.Starred) or _some(one.value, function) for one in elements)
        case ast.Constant() | ast.Dict(keys=[_, *_]):
            return True
        case ast.Name(id=name):
            return name[:1].isupper() or any(_some(value, function) for value in _bound(name, function))
        case ast.Attribute(attr=name) | ast.Call(func=ast.Name(id="some" | "range" as name)):
            return name[:1].isupper() or name in {"some", "range"}
        case ast.Call(func=ast.Attribute(value=held, attr="items" | "values" | "keys" | "split")):
            return _some(held, function)
        case ast.Call(
            func=ast.Name(id="enumerate" | "sorted" | "zip" | "product" | "list" | "set"), args=[first, *more]
        ):
            return all(_some(one, function) for one in (first, *more))
        case ast.BinOp(left=left, right=right):
            return _some(left, function) or _some(right, function)
    return False


def _bound(name: str, function: Function) -> Iterator[ast.expr]:
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and any(isinstance(one, ast.Name) and one.id == name for one in node.targets):
            yield node.value


@cache
def said(function: Function) -> tuple[bool, frozenset[str]]:
    """Whether it asserts by itself, and the names of what it calls."""
    nodes = list(ast.walk(function))
    asserts = any(isinstance(node, ast.Assert | ast.Raise) for node in nodes)
    return asserts, frozenset(_name(node.func) for node in nodes if isinstance(node, ast.Call))


def _name(called: ast.expr) -> str:
    return called.attr if isinstance(called, ast.Attribute) else called.id if isinstance(called, ast.Name) else ""


def every_test() -> list[tuple[Function, Path]]:
    named = (path for path in files() if path.name.startswith("test_"))
    found = [(f, path) for path in named for those in files()[path].functions.values() for f in those]
    return [(one, path) for one, path in found if one.name.startswith("test_")]


def test_every_test_can_fail() -> None:
    assert len(every_test()) > 500
    assert [f"{path}:{one.lineno}: {one.name}" for one, path in every_test() if not can_fail(one, path)] == []


def test_no_test_fails_only_in_a_loop_over_what_may_be_empty() -> None:
    found = [f"{path}:{one.lineno}: {one.name}" for one, path in every_test() if only_in_loops(one, path)]
    assert found == [], "iterate over some(...) of tests.all_of"


def test_those_that_cannot_are_seen() -> None:
    (idle,), (looping,), (sure,) = (module(ast.parse(text)).functions["test_it"] for text in _WRITTEN)
    assert not can_fail(idle, Path(__file__))
    assert only_in_loops(looping, Path(__file__))
    assert not only_in_loops(sure, Path(__file__))


_WRITTEN = (
    "def test_it():\n    len('')",
    "def test_it():\n    for one in found():\n        assert one",
    "def test_it():\n    for one in some(found()):\n        assert one",
)
