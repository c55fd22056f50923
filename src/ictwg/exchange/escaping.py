"""Text of the records inside a markdown file, such that it is shown as it is and found again as it was.

    plain    one-line fields: names, titles; every character means itself
    marked   long texts: emphasis, quotes and lists stay, what would break the file's structure is escaped

`unescaped(plain(text)) == text` and `unmarked(marked(text)) == text`. A line that starts like one of our own labels
(`**Decision D-2010-03:**`) is escaped too, so that data is never read as structure. Our own entries are bullets with
`-`; bullets inside a text are moved one on (`-` to `*`, `*` to `+`), so that they stay a list inside the entry.
"""

from __future__ import annotations

import html
import re

_ALWAYS = re.compile(r"[\\`\[\]<|~$^{}]|&(?=[#0-9A-Za-z])")
_IN_PLAIN = re.compile(r"[*#]|(?<![^\W_])_|_(?![^\W_])")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])|(&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)")
_DASH = "–"

# A label of ours, a mark of who may see it, or a word for nothing: `*Basis:*`, `*(core group)*`, `*no owner*`.
_STRUCTURE = re.compile(r"(\*{1,3})(?:(?:\\.|[^*\\])*:\*|\(|(?:\\.|[^*\\])+\*{1,3}$)")
_RULE = re.compile(r"(?:[-=]+|(?:-[ \t]*){3,}|(?:_[ \t]*){3,}|(?:\*[ \t]*){3,})$")
_BULLET = re.compile(r"([-*+])(?=[ \t]|$)")
_SHIFTED = {"-": "*", "*": "+", "+": "\\+"}
_SHIFTED_BACK = {"*": "-", "+": "*"}
# What would open a heading, or a box of pandoc's, at the start of a line or of what a bullet, number or quote holds.
_OPENING = re.compile(r"((?:(?:[-*+>]|\d{1,9}[.)])[ \t]*)*)(?=[#:])")
_NUMBER = re.compile(r"^(\d+(?:\.\d+)*)([.)])")


def plain(text: str, also: str = "") -> str:
    """A one-line text; `also` names further characters that mean something where it stands."""
    escaped = _ALWAYS.sub(r"\\\g<0>", text)
    escaped = _IN_PLAIN.sub(r"\\\g<0>", escaped)
    return escaped.translate({ord(c): "&ndash;" if c == _DASH else f"\\{c}" for c in also}) if also else escaped


def heading(text: str) -> str:
    """A one-line text behind the number of a heading: a number of its own is no number of ours."""
    return _NUMBER.sub(r"\1\\\2", plain(text))


def unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: found[1] or html.unescape(found[2]), text)


def marked(text: str) -> str:
    """A long text."""
    return "\n".join(_marked_line(line) for line in text.split("\n"))


def unmarked(text: str) -> str:
    return "\n".join(_unmarked_line(line) for line in text.split("\n"))


def _marked_line(line: str) -> str:
    body = line.lstrip(" \t")
    indent = line[: len(line) - len(body)]
    escaped = _without_structure(_ALWAYS.sub(r"\\\g<0>", body))
    if "\t" in indent and body[:1].isalpha():  # a tab opens a block of code behind an empty line
        return f"&#{ord(indent[0])};{indent[1:]}{escaped}"
    return indent + escaped


def _without_structure(body: str) -> str:
    if _RULE.match(body):
        return "\\" + body
    body = _OPENING.sub(r"\1\\", body, count=1) if _OPENING.match(body) else body
    if structure := _STRUCTURE.match(body):
        return "\\*" * len(structure[1]) + body[len(structure[1]) :]
    return _BULLET.sub(lambda found: _SHIFTED[found[1]], body, count=1) if _BULLET.match(body) else body


def _unmarked_line(line: str) -> str:
    body = line.lstrip(" \t")
    indent = line[: len(line) - len(body)]
    if _BULLET.match(body):
        body = _SHIFTED_BACK.get(body[0], body[0]) + body[1:]
    return indent + unescaped(body)
