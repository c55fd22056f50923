"""The source as trees, and the ids of messages that are written there."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import ictwg

SOURCE = Path(ictwg.__file__).parent
ANY = ".+"
"""What stands in the place of a value of which an id is made."""


@cache
def trees() -> dict[str, ast.AST]:
    paths = sorted(SOURCE.rglob("*.py"))
    return {path.relative_to(SOURCE).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in paths}


def written_ids(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Constant(value=str(text)):
            yield re.escape(text)
        case ast.JoinedStr(values=values):
            yield "".join(re.escape(str(part.value)) if isinstance(part, ast.Constant) else ANY for part in values)
        case ast.IfExp(body=one, orelse=other):
            yield from (*written_ids(one), *written_ids(other))
