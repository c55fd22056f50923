"""Two things that no line of the program holds: the name of a record's field, and words that a user reads.

A field is `Action.due`, its name `Action.due.name`: so that a declaration can change in one place. What a user reads
stands in `locales/`. Both are looked for in the syntax tree; the exceptions say why.
"""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ictwg.domain import records

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.once

SOURCE = Path(__file__).parents[1] / "src" / "ictwg"
FIELDS = {
    name
    for kind in records.__all__
    for field in getattr(records, kind).fields()
    for name in (field.name, field.attribute)
}

SHOWING_AREAS = ("ui", "cli", "imports", "exports", "minutes/printed", "papers")
CATALOGUES = {"locales", "manual", "__pycache__"}

NAMING_EXCEPTIONS = {
    "imports/": "groups of regular expressions, and the words of other people's minutes by their meaning",
    "exports/": "message ids of what is printed; which line is printed is a decision of the layout",
    "papers/": "what stands in the head of a file, and elements of its form",
    "minutes/printed/": "message ids of the printed sheet; which line is printed is a decision of the layout",
    "cli/sharing.py": "a key of its own JSON",
    "ui/screens/problems.py": "the action of a key binding",
    "ui/screens/today.py": "likewise",
}
"""Where names of fields may stand: the start of a path, and why."""

TEXT_EXCEPTIONS = {
    "imports/": "recognises the words of other groups' minutes",
    "cli/reference.py": "markdown around the texts of the catalogue",
}
SHOWING = frozenset(
    {"print", "notify", "say", "tell", "narrate", "Static", "Label", "Button", "Input", "plain", "cell", "complain"}
    | {
        "UsageError",
        "IctwgError",
        "NotFoundError",
        "InvalidValueError",
        "AmbiguousError",
        "StorageError",
        "NotReadyError",
    }
    | {"NoFileError", "UnboundError", "Heading", "Choice", "FormField", "Section", "Column"}
)
"""Calls whose texts a user reads."""

LOOKS = frozenset({"style", "classes", "id", "tone", "variant", "name", "kind"})
"""Arguments that say how something looks or is found."""


def modules(*areas: str) -> list[Path]:
    return sorted(path for area in areas for path in (SOURCE / area).rglob("*.py"))


def place(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


def excepted(path: Path, exceptions: dict[str, str]) -> bool:
    return any(place(path).startswith(start) for start in exceptions)


def named_fields(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Literals where a field is named: as a key, an attribute or a name compared; `snake_case` ones anywhere."""
    for node in ast.walk(tree):
        match node:
            case ast.Subscript(slice=ast.Constant(value=str(name))):
                yield node.lineno, name
            case ast.Call(func=ast.Name(id="getattr" | "hasattr"), args=[_, ast.Constant(value=str(name)), *_]):
                yield node.lineno, name
            case ast.Call(func=ast.Attribute(attr="field" | "get"), args=[ast.Constant(value=str(name)), *_]):
                yield node.lineno, name
            case ast.Compare(left=ast.Attribute(attr="name"), comparators=[ast.Constant(value=str(name))]):
                yield node.lineno, name
            case ast.Constant(value=str(name)) if "_" in name:
                yield node.lineno, name


def words_shown(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Literals of several words, or with a capital, in calls whose texts a user reads."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _called(node) in SHOWING:
            named = (keyword.value for keyword in node.keywords if keyword.arg not in LOOKS)
            for argument in (*node.args, *named):
                for text in _literals(argument):
                    if _is_language(text):
                        yield node.lineno, text


def _called(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")


def _literals(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        for part in node.values:
            yield from _literals(part)
    elif isinstance(node, ast.BinOp):
        yield from (*_literals(node.left), *_literals(node.right))
    elif isinstance(node, ast.IfExp):
        yield from (*_literals(node.body), *_literals(node.orelse))


def _is_language(text: str) -> bool:
    words = [word for word in text.split() if word.isalpha() and len(word) > 1]
    return len(words) > 1 or any(word[0].isupper() and word[1:].islower() for word in words)


def test_no_field_is_named_by_a_literal() -> None:
    found = [
        f"{place(path)}:{line}: {name}: write Record.field.name"
        for path in modules(*SHOWING_AREAS)
        if not excepted(path, NAMING_EXCEPTIONS)
        for line, name in named_fields(_tree(path))
        if name in FIELDS
    ]
    assert found == []


def test_no_words_that_a_user_reads_stand_outside_the_catalogues() -> None:
    found = [
        f"{place(path)}:{line}: {text}: t('area.key')"
        for path in modules(*(area.name for area in SOURCE.iterdir() if area.is_dir() and area.name not in CATALOGUES))
        if not excepted(path, TEXT_EXCEPTIONS)
        for line, text in words_shown(_tree(path))
    ]
    assert found == []


@pytest.mark.parametrize("start", [*NAMING_EXCEPTIONS, *TEXT_EXCEPTIONS])
def test_every_exception_is_still_needed(start: str) -> None:
    paths = [path for path in modules(*SHOWING_AREAS) if place(path).startswith(start)]
    assert paths, f"nothing stands at {start}"


def test_the_lint_sees_what_it_is_for() -> None:
    seen = {name for _, name in named_fields(ast.parse(_WRONG))}
    assert {"due", "owners", "status", "waiting_on", "person"} <= seen
    assert [text for _, text in words_shown(ast.parse(_WRONG))] == ["Saved it", "Not ", "No such file"]


_WRONG = """
values["due"]; getattr(action, "owners"); Action.field("status"); x = ("waiting_on",)
field.name == "person"
notify("Saved it"); print(f"Not {x}"); raise UsageError("No such file")
"""


@cache
def _tree(path: Path) -> ast.AST:
    """Without the docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if (
            isinstance(body, list)
            and body
            and isinstance(body[0], ast.Expr)
            and isinstance(body[0].value, ast.Constant)
        ):
            body[0].value = ast.Constant(value=None)
    return tree
