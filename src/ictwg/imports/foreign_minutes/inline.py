"""Inline markup of one line or paragraph: its plain words, its lines, its labels."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from markdown_it import MarkdownIt

from ictwg.imports.foreign_minutes.words import label_of, part_of

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


class LabelledText(NamedTuple):
    label: str
    """Plain words, without the colon."""
    text: str
    """Raw markdown."""


_BOLD_LABEL = re.compile(
    r"(?P<mark>\*\*|__|\*|_)(?=[^\s*_])(?P<label>[^*_:\n]{1,60}?)\s*(?::\s*(?P=mark)|(?P=mark)\s*:)\s*"
)


# "**Present** Ana, Rui": a label by its weight alone, if it is a known one.
_BARE_LABEL = re.compile(r"(?:\*\*|__)(?=[^\s*_])(?P<label>[^*_:\n]{1,40})(?:\*\*|__)\s*(?:[-–—]\s+)?(?=\S)")


_PLAIN_LABEL = re.compile(r"(?P<label>[^\W\d_][^:\n*`\[\]<>|.?!]{0,45}?)\s*:(?=\s|$)\s*")


def labelled(line: str) -> tuple[LabelledText, ...]:
    """The labels of one line with what follows each; nothing where it does not begin with a label."""
    marks = list(_BOLD_LABEL.finditer(line))
    bare = _BARE_LABEL.match(line) if not marks else None
    if bare and (part_of(bare["label"]) or label_of(bare["label"])):
        return (LabelledText(bare["label"].strip(), line[bare.end() :].strip()),)
    if not marks or line[: marks[0].start()].strip():
        return _plainly_labelled(line)
    ends = [mark.start() for mark in marks[1:]] + [len(line)]
    return tuple(
        LabelledText(plain(mark["label"]), line[mark.end() : end].strip(" |"))
        for mark, end in zip(marks, ends, strict=True)
    )


def _plainly_labelled(line: str) -> tuple[LabelledText, ...]:
    first = _PLAIN_LABEL.match(line)
    return (LabelledText(first["label"], line[first.end() :].strip()),) if first else ()


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
