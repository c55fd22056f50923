"""Lists as Word gives them away: a bullet or number, a tab, the text. As markdown, or without what only lists them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


_ELEMENT = re.compile(
    r"^(?P<indent>[ \t]*)(?:(?P<outer>[•·●\uf0b7-])|(?P<inner>[◦▪■§\uf0a7o]|[a-z][.)])|(?P<number>\d{1,3}[.)]))"
    r"\t[ \t]*(?P<text>[^\t]*\S[^\t]*)$"
)


def bare(line: str) -> str:
    """The text of an element, without bullet or number; another line as it is."""
    found = _ELEMENT.match(line)
    return found["text"] if found else line


def as_markdown(lines: Sequence[str]) -> list[str]:
    """The lines, each element as one of a markdown list; Word's second bullet is one level further in."""
    return [_element(line) for line in lines]


def _element(line: str) -> str:
    found = _ELEMENT.match(line)
    if found is None:
        return line
    indent = found["indent"].expandtabs(4) + ("    " if found["inner"] and not found["indent"] else "")
    return f"{indent}{found['number'] or '-'} {found['text']}"
