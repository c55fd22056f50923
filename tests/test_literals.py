"""Two things that no line of the program holds: the name of a record's field, and words that a user reads.

A field is `Action.due`, its name `Action.due.name`: so that a declaration can change in one place. What a user reads
stands in `locales/`. Both are looked for in the syntax tree; the exceptions say why.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from ictwg.domain import records

pytestmark = pytest.mark.once

SOURCE = Path(__file__).parents[1] / "src" / "ictwg"
FIELDS = {
    name
    for kind in records.__all__
    for field in getattr(records, kind).fields()
    for name in (field.name, field.attribute)
}

AREAS = ("ui", "cli", "imports", "exports", "minutes", "papers", "actions", "app", "meetings")
CATALOGUES = {"locales", "manual", "__pycache__"}

NAMING_EXCEPTIONS = {
    "actions/action_rows.py": "raw values, which a list of thousands reads without a record",
    "app/doors.py": "a group of a regular expression of another package",
    "app/import_files.py": "what a Word file says of itself",
    "app/next_meeting/proposal.py": "message ids",
    "app/problems/papers.py": "a key of its own JSON",
    "app/redaction.py": "a field that records of several kinds have",
    "app/search/": "fields that records of several kinds have",
    "cli/sharing.py": "a key of its own JSON",
    "exports/letters.py": "message ids of what is printed",
    "exports/matter.py": "fields that records of several kinds have",
    "exports/meeting_papers.py": "what stands in the head of a file",
    "imports/doubts.py": "a kind of doubt",
    "imports/foreign_minutes/": "the words of other people's minutes by their meaning, and what stands in their heads",
    "imports/headings.py": "a kind of column",
    "imports/list_rows.py": "a field that records of several kinds have",
    "imports/new_records.py": "a field that records of several kinds have",
    "imports/other_group.py": "raw values of another group's records of every kind",
    "imports/minutes_comparison/copies.py": "what a Word file says of itself",
    "meetings/editions.py": "keys of the JSON of an edition",
    "minutes/approval.py": "raw values, and steps of the approval",
    "minutes/corrections.py": "fields that records of several kinds have",
    "minutes/freezing.py": "a field that records of several kinds have",
    "minutes/printed/": "message ids of the printed sheet, and what stands in the head of its file",
    "minutes/read_back/": "message ids of the printed sheet, and what stands in the head of its file",
    "minutes/entering.py": "the part of the line that is wrong",
    "papers/": "what stands in the head of a file, and elements of its form",
    "ui/screens/today.py": "the action of a key binding",
}
"""Where names of fields may stand: the start of a path, and why."""

TEXT_EXCEPTIONS: dict[str, str] = {}
"""Where words that a user reads may stand: the start of a path, and why."""

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


def fields_named(path: Path) -> Iterator[tuple[int, str]]:
    """Without the names of groups in the regular expressions of its package."""
    return ((line, name) for line, name in named_fields(_tree(path)) if name in FIELDS - _groups(path.parent))


@cache
def _groups(package: Path) -> frozenset[str]:
    return frozenset(
        name for path in package.glob("*.py") for name in re.findall(r"\(\?P<(\w+)>", path.read_text("utf-8"))
    )


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
    found = {place(path): list(fields_named(path)) for path in modules(*AREAS)}
    assert _unexpected(found, NAMING_EXCEPTIONS) == [], "write Record.field.name, or take out the exception"


def test_no_words_that_a_user_reads_stand_outside_the_catalogues() -> None:
    areas = (area.name for area in SOURCE.iterdir() if area.is_dir() and area.name not in CATALOGUES)
    found = {place(path): list(words_shown(_tree(path))) for path in modules(*areas)}
    assert _unexpected(found, TEXT_EXCEPTIONS) == [], "write t('area.key'), or take out the exception"


def _unexpected(found: dict[str, list[tuple[int, str]]], exceptions: dict[str, str]) -> list[str]:
    """What is found where nothing may be, and each exception that nothing needs any more."""
    assert len(found) > 100
    starts = tuple(exceptions)
    wrong = [f"{at}:{line}: {text}" for at, those in found.items() if not at.startswith(starts) for line, text in those]
    needed = [at for at, those in found.items() if those]
    return wrong + [f"{start}: nothing" for start in starts if not any(at.startswith(start) for at in needed)]


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
