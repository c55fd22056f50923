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


_RULE = re.compile(r"(?:[-=]+:?|(?:-[ \t]*){3,}|(?:_[ \t]*){3,}|(?:\*[ \t]*){3,})$")


_BULLET = re.compile(r"([-*+])(?=[ \t]|$)")


_SHIFTED = {"-": "*", "*": "+", "+": "\\+"}


_SHIFTED_BACK = {"*": "-", "+": "*"}


# What holds what stands behind it: quotes, bullets, and the numbers of CommonMark and pandoc (`1.`, `b)`, `(iv)`).
_HOLDER = r"(?:>|(?:[-*+]|\(?(?:\d{1,9}|[A-Za-z]|[ivxlcdm]+|[IVXLCDM]+)[.)])(?![^ \t]))"


_HOLDER_FIRST = re.compile(_HOLDER)


_HOLDERS = rf"(?:{_HOLDER}[ \t]*)*"


# Behind which space may open a block of code: nothing that a line far to the right goes on with, or a quote's end.
_NOTHING_YET = re.compile(rf"[ \t]*{_HOLDERS}?(?:>|$)")


# A rule, also one that moving the first bullet on would make.
_HELD_RULE = re.compile(rf"(?:{_HOLDERS}?(?={_RULE.pattern})|-[ \t]+(?=(?:\*[ \t]*){{2,}}$))")


# What would open a heading, or a box of pandoc's.
_OPENING = re.compile(rf"{_HOLDERS}(?=[#:])")


# Space that would open a block of code, behind what holds it and at the start of a line.
_HELD_FAR = re.compile(rf"({_HOLDERS}?{_HOLDER}[ \t])(?=(?<=\t) |[ \t]*\t| {{4}})[ \t]")


_FAR = re.compile(r"(?= {4}| *\t)[ \t]")


_NUMBER = re.compile(r"^(\d+(?:\.\d+)*)([.)])")


def plain(text: str, also: str = "") -> str:
    """A one-line text; `also` names further characters that mean something where it stands."""
    escaped = _ALWAYS.sub(r"\\\g<0>", text)
    escaped = _IN_PLAIN.sub(r"\\\g<0>", escaped)
    return escaped.translate({ord(c): "&ndash;" if c == _DASH else f"\\{c}" for c in also}) if also else escaped


def heading(text: str) -> str:
    """A one-line text behind the number of a heading: a number of its own is no number of ours."""
    return _NUMBER.sub(r"\1\\\2", plain(text))


def beginning(escaped: str) -> str:
    """What `plain` made, where an item of a list begins with it: it opens no list or quote inside the item."""
    found = _HOLDER_FIRST.match(escaped)
    return f"{found[0][:-1]}\\{escaped[found.end() - 1 :]}" if found else escaped


def unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: found[1] or html.unescape(found[2]), text)


def marked(text: str) -> str:
    """A long text."""
    lines = text.split("\n")
    return "\n".join(_marked_line(line, before) for line, before in zip(lines, ["", *lines], strict=False))


def unmarked(text: str) -> str:
    return "\n".join(_unmarked_line(line) for line in text.split("\n"))


def _marked_line(line: str, before: str) -> str:
    body = line.lstrip(" \t")
    indent = line[: len(line) - len(body)]
    escaped = _ALWAYS.sub(r"\\\g<0>", body)
    if _FAR.match(indent) and _NOTHING_YET.match(before):
        return _named(indent[0]) + indent[1:] + escaped
    return indent + _without_structure(escaped)


def _without_structure(body: str) -> str:
    if far := _HELD_FAR.match(body):
        body = far[1] + _named(far[0][-1]) + body[far.end() :]
    for start in (_HELD_RULE, _OPENING):
        if found := start.match(body):
            body = f"{found[0]}\\{body[found.end() :]}"
    if structure := _STRUCTURE.match(body):
        return "\\*" * len(structure[1]) + body[len(structure[1]) :]
    return _BULLET.sub(lambda found: _SHIFTED[found[1]], body, count=1) if _BULLET.match(body) else body


def _named(space: str) -> str:
    """A space or tab that is not taken for indentation."""
    return f"&#{ord(space)};"


def _unmarked_line(line: str) -> str:
    body = line.lstrip(" \t")
    indent = line[: len(line) - len(body)]
    if _BULLET.match(body):
        body = _SHIFTED_BACK.get(body[0], body[0]) + body[1:]
    return indent + unescaped(body)
