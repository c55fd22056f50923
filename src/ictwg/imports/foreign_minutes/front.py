"""Front matter: the lines between two `---` at the top of a file, as keys and values.

Only what minutes use of YAML: `key: value`, quoted values, `[a, b]` and lists of `- a` below a key.
"""

from __future__ import annotations

import re
from typing import NamedTuple


class Front(NamedTuple):
    values: tuple[tuple[str, str], ...]
    end: int
    """The number of lines that it takes."""

    def get(self, *names: str) -> str:
        return next((value for key, value in self.values if key.lower() in names and value), "")


_KEY = re.compile(r"(?P<key>[A-Za-z][\w -]{0,40}):(?:\s+(?P<value>.*))?$")


_MOST_LINES = 200


def front_of(lines: list[str]) -> Front:
    if not lines or lines[0].rstrip() != "---":
        return Front((), 0)
    end = next((n for n, line in enumerate(lines[1:_MOST_LINES], start=1) if line.rstrip() in {"---", "..."}), 0)
    if not end:
        return Front((), 0)
    inside = lines[1:end]
    if not any(_KEY.match(line) for line in inside):
        return Front((), 0)
    return Front(_values(inside), end + 1)


def _values(lines: list[str]) -> tuple[tuple[str, str], ...]:
    values: list[tuple[str, str]] = []
    for line in lines:
        match = _KEY.match(line)
        if match:
            values.append((match["key"], _unquoted(match["value"] or "")))
        elif values and line.strip():
            key, before = values[-1]
            more = _unquoted(line.strip().removeprefix("- "))
            values[-1] = (key, f"{before}, {more}" if before and before not in {"|", ">"} else more)
    return tuple(values)


def _unquoted(value: str) -> str:
    value = value.strip()
    if value.startswith("[") and value.endswith("]"):
        value = ", ".join(part.strip().strip("\"'") for part in value[1:-1].split(","))
    return value.strip("\"'")
