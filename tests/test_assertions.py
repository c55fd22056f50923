"""Every test can fail: it asserts, expects an error, or waits for words that must come."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.once

EXPECTING = frozenset({"raises", "ok", "wait_for", "wait_gone", "wait_end", "run_state_machine_as_test"})
"""Calls that fail where what they expect does not come."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(tree: ast.AST) -> Iterator[Function]:
    return (node for node in ast.walk(tree) if isinstance(node, Function))


@cache
def files() -> dict[Path, list[Function]]:
    """The functions of every file of tests; read by the test that needs them, not by everybody who collects it."""
    paths = sorted(Path(__file__).parent.rglob("*.py"))
    return {path: list(functions(ast.parse(path.read_text(encoding="utf-8")))) for path in paths}


@cache
def helpers() -> dict[str, Function]:
    return {function.name: function for those in files().values() for function in those}


def can_fail(function: Function) -> bool:
    """By itself, or by what it calls."""
    met: set[str] = set()
    waiting = [function]
    while waiting:
        asserts, called = said(waiting.pop())
        if asserts or called & EXPECTING:
            return True
        waiting += [helpers()[name] for name in called - met if name in helpers()]
        met |= called
    return False


@cache
def said(function: Function) -> tuple[bool, frozenset[str]]:
    """Whether it asserts by itself, and the names of what it calls."""
    nodes = list(ast.walk(function))
    asserts = any(isinstance(node, ast.Assert | ast.Raise) for node in nodes)
    return asserts, frozenset(_name(node.func) for node in nodes if isinstance(node, ast.Call))


def _name(called: ast.expr) -> str:
    return called.attr if isinstance(called, ast.Attribute) else called.id if isinstance(called, ast.Name) else ""


def test_every_test_can_fail() -> None:
    tests = [one for path, those in files().items() if path.name.startswith("test_") for one in those]
    tests = [one for one in tests if one.name.startswith("test_")]
    assert len(tests) > 500
    assert [one.name for one in tests if not can_fail(one)] == []


def test_one_that_cannot_is_seen() -> None:
    (idle,) = functions(ast.parse("def test_idle():\n    len('')"))
    assert not can_fail(idle)
