"""Text reaches the screen through the doors of `ictwg.ui.text` and no other way."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from tests.all_of import over
from tests.ui.stage import HOSTILE, staged
from textual.widgets import Static

import ictwg.ui
from ictwg.domain.text import clean
from ictwg.ui.text import line, plain

UI = Path(ictwg.ui.__path__[0])

# Constructors and methods whose first argument is shown, and Textual reads markup in.
SHOWN = {"Static", "Label", "Button", "Option", "Checkbox", "RadioButton", "TabPane", "Tab", "Link", "Digits"}
METHODS = {"notify", "update", "set_options", "add_option"}
ATTRIBUTES = {"border_title", "border_subtitle", "tooltip", "label"}
DOORS = {"plain", "line", "Content", "assemble", "from_markup", "styled"}


def _is_text(node: ast.expr) -> bool:
    """An expression that is or may be a `str` made of values: only literals and the doors are none."""
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str) and "[" in node.value
    if isinstance(node, ast.JoinedStr):
        return True
    if isinstance(node, ast.BinOp):
        return _is_text(node.left) or _is_text(node.right)
    if isinstance(node, ast.IfExp):
        return _is_text(node.body) or _is_text(node.orelse)
    if isinstance(node, ast.Call):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        return name in {"t", "str", "join", "format", "strip", "replace"}
    return False


def _markup_off(call: ast.Call) -> bool:
    return any(
        word.arg == "markup" and isinstance(word.value, ast.Constant) and word.value.value is False
        for word in call.keywords
    )


def undoored(source: str) -> list[int]:
    """The lines on which a made-up `str` is handed to something that reads markup."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and node.args:
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in SHOWN | METHODS and _is_text(node.args[0]) and not _markup_off(node):
                found.append(node.lineno)
            if name == "notify" and not _markup_off(node):
                found.append(node.lineno)
        if isinstance(node, ast.Assign):
            names = {target.attr for target in node.targets if isinstance(target, ast.Attribute)}
            if names & ATTRIBUTES and _is_text(node.value):
                found.append(node.lineno)
    return found


@over("path", sorted(UI.rglob("*.py")))
def test_no_text_goes_round_the_doors(path: Path) -> None:
    assert undoored(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        'Static(f"{name}")',
        'Label(t("x.y"))',
        'self.notify("done")',
        "self.border_title = t('x.y', name=name)",
        'Button("Save " + str(n))',
        'box.update(", ".join(names))',
    ],
)
def test_the_lint_sees(source: str) -> None:
    assert undoored(source)


@pytest.mark.parametrize("text", HOSTILE)
def test_plain_shows_what_is_left_after_cleaning(text: str) -> None:
    content = plain(text)
    assert content.plain == clean(text, multiline=True)
    assert not content.spans


@pytest.mark.parametrize("text", HOSTILE)
def test_a_line_is_one_line(text: str) -> None:
    assert line(text) == clean(text)
    assert "\n" not in line(text)


@pytest.mark.parametrize("text", HOSTILE)
async def test_a_static_shows_it(text: str) -> None:
    async with staged(lambda: Static(plain(text))) as stage:
        assert clean(text, multiline=True).split("\n")[0].split("👩")[0] in stage.text
