"""What the interface takes from Textual that Textual promises nobody: an upgrade that changes it is told here first."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest
from tests.builders import known
from tests.ui.stage import staged
from textual.app import App
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode
from textual.widgets import Input
from textual.widgets._toast import Toast

from ictwg import ui
from ictwg.ui.widgets.row_painter import PaintedParts

LEANS: tuple[tuple[Callable[[], object], str, str], ...] = (
    (Stylesheet, "_parse_cache", "ui/styles.py keeps the parsed sheets in it: without it each start is slower"),
    (
        Stylesheet,
        "_variables",
        "ui/styles.py compares it to see whether colours change: it parses anew each time",
    ),
    (
        DOMNode,
        "_attach",
        "ui/widgets/row_painter.py finds the style of a painted part with it: take COMPONENT_CLASSES",
    ),
    (App, "_notifications", "ui/app.py looks there for the message that the next one replaces: let them stack up"),
    (App, "_unnotify", "ui/app.py takes the message away with it that the next one replaces: let them stack up"),
    (App, "_fatal_error", "ui/program.py says there that the program failed: Textual would print all values"),
    (
        Input,
        "_watch_value",
        "ui/widgets/completing_input.py lays nothing out anew while one types: each letter is slower",
    ),
)
SET_FOR_TEXTUAL = {"_parse_cache", "_watch_value", "_fatal_error"}
"""What is stored in an object of Textual on purpose, for Textual to use."""


@pytest.mark.parametrize(("made", "name", "why"), LEANS, ids=[name for _, name, _ in LEANS])
def test_textual_still_has_what_is_leaned_on(made: Callable[[], object], name: str, why: str) -> None:
    assert hasattr(made(), name), f"this Textual has no {name}; {why}"


def test_a_message_on_the_screen_still_knows_which_one_it_is() -> None:
    assert "_notification" in stored_by(Toast), (
        "ui/app.py asks a toast for its _notification before it gives its line back"
    )


async def test_a_painted_part_still_looks_as_the_sheet_says() -> None:
    class Painted(PaintedParts):
        DEFAULT_CSS = "Painted > .word { color: #102030; }"

    async with staged(Painted) as stage:
        color = known(stage.app.query_one(Painted).part_style("word").color)
        assert color.get_truecolor() == (0x10, 0x20, 0x30), (
            "the style sheet no longer reaches a node that is only attached"
        )


def stored_by(kind: type[Any]) -> set[str]:
    """The attributes that a class of its own sets on its objects."""
    return stored_in(kind.__module__)[kind.__name__]


@cache
def stored_in(module: str) -> dict[str, set[str]]:
    """The same by the names of all classes in a module: each file is read once."""
    stored: dict[str, set[str]] = defaultdict(set)
    for kind in ast.walk(ast.parse(inspect.getsource(importlib.import_module(module)))):
        if isinstance(kind, ast.ClassDef):
            nodes = (node for node in ast.walk(kind) if isinstance(node, ast.Attribute))
            said = (node for node in nodes if isinstance(node.ctx, ast.Store) and isinstance(node.value, ast.Name))
            stored[kind.name] |= {node.attr for node in said if ast.unparse(node.value) == "self"}
    return stored


def built_on_textual() -> Iterator[type[Any]]:
    for found in pkgutil.walk_packages(ui.__path__, "ictwg.ui."):
        module = importlib.import_module(found.name)
        for kind in vars(module).values():
            if inspect.isclass(kind) and kind.__module__ == module.__name__ and bases_in_textual(kind):
                yield kind


def bases_in_textual(kind: type[Any]) -> list[type[Any]]:
    return [base for base in kind.__mro__ if base.__module__.startswith("textual.")]


def own_methods(kind: type[Any]) -> set[str]:
    return {name for name, member in vars(kind).items() if inspect.isfunction(member)}


def test_no_attribute_of_ours_is_one_that_textual_keeps_for_itself() -> None:
    """Both would write to it; the program would go wrong somewhere else."""
    clashes = {
        f"{kind.__name__}.{name} is also {base.__name__}'s"
        for kind in built_on_textual()
        for base in bases_in_textual(kind)
        for name in (stored_by(kind) | own_methods(kind)) & (stored_by(base) | vars(base).keys()) - SET_FOR_TEXTUAL
        if name.startswith("_") and not name.startswith("__")
    }
    assert not clashes
