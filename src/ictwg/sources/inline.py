"""The markup inside a line of markdown: its plain words, links, emphasis, and how it ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from markdown_it.token import Token


class _Inline(MarkdownIt):
    def normalizeLink(self, url: str) -> str:  # noqa: N802 - the library's name
        """Addresses as they are written; percent-encoding would change their words."""
        return url


_INLINE = _Inline("commonmark").enable(["strikethrough"])
_MARKED = re.compile(r"[*_\[\]<>\\`&~!]")


class PlainInline(NamedTuple):
    text: str
    links: tuple[str, ...]
    struck: bool
    """It begins under a strike-through: ~~Ana Dias~~ (UNHCR)."""


@lru_cache(maxsize=1024)
def parsed(raw: str) -> PlainInline:
    if not _MARKED.search(raw):
        return PlainInline(raw.strip(), (), False)
    tokens = _INLINE.parseInline(raw)[0].children or []
    words: list[str] = []
    links: list[str] = []
    for token in tokens:
        words.append(_word(token))
        if token.type == "link_open":
            links.append(str(token.attrs.get("href", "")))
        elif token.type == "image":
            links.append(str(token.attrs.get("src", "")))
    return PlainInline(_spaced("".join(words)), tuple(links), _struck(tokens))


def _struck(tokens: list[Token]) -> bool:
    for token in tokens:
        if token.type == "s_open" or token.content.strip():
            return token.type == "s_open"
    return False


def _word(token: Token) -> str:
    if token.type in {"softbreak", "hardbreak"}:
        return "\n"
    return "" if token.type == "html_inline" else token.content


def _spaced(text: str) -> str:
    return "\n".join(" ".join(line.split()) for line in text.split("\n")).strip()


def plain(raw: str) -> str:
    return parsed(raw).text


def line_of(line: str) -> str:
    """Without the blanks, backslashes and `&#x20;` that editors leave at the end of a line."""
    before = ""
    while line != before:
        before = line
        line = line.rstrip().removesuffix("&#x20;").removesuffix("\\")
    return line


def lines_of(raw: str) -> list[tuple[str, bool]]:
    """The lines of a paragraph; beside each whether it was ended on purpose (a hard break)."""
    pieces: list[tuple[str, bool]] = []
    for line in raw.split("\n"):
        kept = line_of(line)
        hard = line.endswith(("\\", "  ", "<br>")) or kept.endswith("<br>")
        pieces.append((kept.lstrip(), hard))
    return pieces


_WHOLLY_MARKED = re.compile(r"(?P<mark>\*\*\*|\*\*|__|\*|_)(?=[^\s*_])(?P<title>[^*\n]{1,120}?)(?P=mark)\s*[:：]?$")


def emphasized(line: str) -> tuple[str, str]:
    """The title and its mark where a line is nothing but a bold or italic phrase."""
    match = _WHOLLY_MARKED.match(line)
    return (match["title"].strip(), match["mark"]) if match else ("", "")


def unbalanced(raw: str) -> str:
    """The text without an emphasis mark whose other half was cut away with a label."""
    text = raw.strip()
    for mark in ("***", "**", "__", "*", "_"):
        if text.count(mark) % 2 == 0:
            continue
        if text.endswith(mark):
            return text.removesuffix(mark).rstrip()
        if text.startswith(mark):
            return text.removeprefix(mark).lstrip()
    return text


_BULLET = re.compile(r"[ \t]*(?:>[ \t]?)*(?:[-*+]|\d{1,9}[.)])(?:[ \t]+|$)")


def unbulleted(text: str) -> str:
    match = _BULLET.match(text)
    if not match:
        return text
    first, _, rest = text[match.end() :].partition("\n")
    return f"{first}\n{dedented(rest.split(chr(10)))}".strip() if rest else first.strip()


def dedented(lines: Sequence[str]) -> str:
    """Lines joined without shared indent, trailing blanks and empty lines at the ends."""
    kept = [line.rstrip() for line in lines]
    indents = [len(line) - len(line.lstrip(" ")) for line in kept if line]
    shared = min(indents, default=0)
    return "\n".join(line[shared:] for line in kept).strip("\n")
