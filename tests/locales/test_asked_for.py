"""Each message that the source asks for is there, and each that is there is asked for."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest
from tests.source_ids import ANY, trees, written_ids
from tests.tools.catalogues import said

from ictwg.cli.parsing import COMMANDS, command_of

pytestmark = pytest.mark.once

ASKING = frozenset({"t", "known"})


def asked(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Where a message is asked for by an id that is written there at least in part: that id as a pattern."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ASKING and node.args:
            yield from ((node.lineno, id) for id in written_ids(node.args[0]))


def named(tree: ast.AST) -> set[str]:
    """Every text that may be an id, as a pattern: whole, or made of an area and values, or of a value and a key."""
    written = {id for node in ast.walk(tree) for id in written_ids(node)}
    return {id for id in written if ANY not in id or re.match(r"[a-z_]+\\\.|\.\+\\\.[a-z]", id)}


def test_every_message_that_is_asked_for_is_there() -> None:
    ids = "\n".join(said("en"))
    found = {(place, line, id) for place, tree in trees().items() for line, id in asked(tree)}
    there = {id: re.search(f"^{id}$", ids, re.MULTILINE) for _, _, id in found}
    assert [f"{place}:{line}: {id}" for place, line, id in sorted(found) if there[id] is None] == []


def test_every_message_that_is_there_is_asked_for() -> None:
    patterns = set().union(*map(named, trees().values()))
    patterns |= {re.escape(option.message(name)) for name in COMMANDS for option in command_of(name).options}
    made = [re.compile(id) for id in patterns if ANY in id]
    assert [
        id for id in said("en") if re.escape(id) not in patterns and not any(one.fullmatch(id) for one in made)
    ] == []


def test_the_search_sees_what_it_is_for() -> None:
    tree = ast.parse('t("a.one"); t(f"a.{kind}.two" if kind else "a.three"); t("a.four"); tell("a.five", f"{x}.six")')
    assert [id for _, id in asked(tree)] == [r"a\.one", r"a\..+\.two", r"a\.three", r"a\.four"]
    assert {r"a\.five", r".+\.six"} <= named(tree)
    assert named(ast.parse('f"{one}.{other}"; f"{one}: {other}"')) <= {r"\.", ":\\ "}
