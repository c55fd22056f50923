"""A sentence is one message: a translator decides on the order of its parts, and a stop stands where one is missing."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import ictwg
from ictwg.domain.text import sentences

GLUE = ". "
NUMBERED = {
    "imports/plan_lists.py": "`1.2. Title`, as a plan has it",
    "minutes/printed/minutes.py": "of an item",
}
SOURCES = Path(ictwg.__file__).parent


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        (("File not found", "Check the path."), "File not found. Check the path."),
        (("Adopt it?", ""), "Adopt it?"),
        (("", "Check the path"), "Check the path."),
        ((), ""),
    ],
)
def test_sentences_end_in_one_stop(texts: tuple[str, ...], said: str) -> None:
    assert sentences(*texts) == said


def glued(source: str) -> list[int]:
    """The lines where texts are put together with a stop between them."""
    return [
        node.lineno for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant) and node.value == GLUE
    ]


def test_no_two_sentences_are_glued_by_hand() -> None:
    files = {path.relative_to(SOURCES).as_posix(): path for path in SOURCES.rglob("*.py")}
    found = {name: glued(path.read_text("utf-8")) for name, path in files.items() if name not in NUMBERED}
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_what_is_glued_is_seen() -> None:
    assert glued('told = f"{message}. {hint}"') == [1]
    assert all(glued((SOURCES / name).read_text("utf-8")) for name in NUMBERED)
