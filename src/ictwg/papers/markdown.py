"""Blocks as markdown: what stands before them, and the words of people so that none of them is a mark."""

from __future__ import annotations

import hashlib
import html
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, zip_longest

from ictwg.domain.figures import drawn
from ictwg.papers.blocks import (
    Block,
    Facts,
    HeadingBlock,
    Items,
    Leaf,
    ListItem,
    PaperText,
    Paragraph,
    Quote,
    Signatures,
    Style,
    Styled,
    TableBlock,
    TextKind,
    own,
    strong,
)
from ictwg.papers.document import Document

PROGRAM = "ictwg"
_FENCE = "---"
_DIGEST = "digest"
_SIMPLE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]*")
_FIGURES = re.compile(r"[0-9._+e-]+", re.IGNORECASE)
_LONGEST = 100


def with_front_matter(values: Mapping[str, str], body: str) -> str:
    """The body behind its front matter, with the digest of everything but the digest's own line."""
    said = {"program": PROGRAM, **values}
    head = "".join(f"{key}: {_scalar(value)}\n" for key, value in said.items())
    return f"{_FENCE}\n{head}{_DIGEST}: {_digest(head, body)}\n{_FENCE}\n{body}"


def split(text: str) -> tuple[dict[str, str], str]:
    """What the front matter says, and the body; no front matter of ours: nothing, and the whole text."""
    lines = unified(text).split("\n")
    end = next((at for at, line in enumerate(lines[:_LONGEST]) if at and line.rstrip() == _FENCE), 0)
    if not end or lines[0].rstrip() != _FENCE:
        return {}, unified(text)
    pairs = (line.partition(":") for line in lines[1:end])
    return {key.strip(): _read(value.strip()) for key, _, value in pairs}, "\n".join(lines[end + 1 :])


def is_unedited(text: str) -> bool:
    """Whether this is a file of ours exactly as it was written; another kind of line end is no edit."""
    lines = unified(text).split("\n")
    values, body = split(text)
    head = [line for line in lines[1 : lines.index(_FENCE, 1)] if not line.startswith(f"{_DIGEST}:")] if values else []
    return values.get("program") == PROGRAM and values.get(_DIGEST) == _digest("".join(f"{h}\n" for h in head), body)


def unified(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _digest(head: str, body: str) -> str:
    return "sha256-" + hashlib.sha256((head + body).encode("utf-8", "surrogatepass")).hexdigest()


def _scalar(value: str) -> str:
    """A YAML scalar that is always a string."""
    words = {"yes", "no", "on", "off", "true", "false", "null", "y", "n"}
    simple = _SIMPLE.fullmatch(value) and not _FIGURES.fullmatch(value) and value.lower() not in words
    return value if simple else json.dumps(value, ensure_ascii=False)


def _read(value: str) -> str:
    try:
        return str(json.loads(value)) if value.startswith('"') else value.strip("'")
    except ValueError:
        return value.strip('"')


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


INDENT = "  "


def write(document: Document) -> bytes:
    """What it is, and what it says."""
    kind = {"kind": document.kind} if document.kind else {}
    return file_text({**kind, **document.head}, document.read_back or document.blocks).encode()


def file_text(head: Mapping[str, str], blocks: Iterable[Block]) -> str:
    """The blocks behind what they say of themselves."""
    return with_front_matter(head, "\n" + "\n".join(lines_of(blocks)) + "\n")


def is_ours(data: bytes) -> bool:
    """Whether it is a file of ours exactly as it was written."""
    try:
        return is_unedited(data.decode())
    except UnicodeDecodeError:
        return False


def lines_of(blocks: Iterable[Block]) -> list[str]:
    """Blocks with a blank line between them."""
    lines: list[str] = []
    for block in blocks:
        said = _block(block)
        lines += ["", *said] if lines else said
    return lines


def text_of(text: PaperText) -> str:
    return "".join(map(_part, text.parts))


def bullet(depth: int, text: str) -> list[str]:
    """A list item; the further lines of its text stand under its first."""
    first, *rest = text.split("\n")
    return [f"{INDENT * depth}- {first}", *_under(depth, rest)]


def _part(part: Leaf | Styled) -> str:
    if isinstance(part, Leaf):
        return _leaf(part)
    inner = text_of(part.inner)
    match part.style:
        case Style.STRONG:
            return f"**{inner}**"
        case Style.EMPHASIS:
            return f"*{inner}*"
        case _:
            return beginning(inner)


def _leaf(leaf: Leaf) -> str:
    match leaf.said:
        case TextKind.OWN:
            return leaf.text
        case TextKind.LINE:
            return plain(leaf.text, leaf.signs)
        case TextKind.TITLE:
            return heading(leaf.text)
        case _:
            return marked(leaf.text)


def _block(block: Block) -> list[str]:
    match block:
        case HeadingBlock(level, text):
            return [f"{'#' * level} {text_of(text)}"]
        case Paragraph() | Signatures():
            return _paragraphs(block)
        case Quote(text):
            return [f"> {text_of(text)}"]
        case Items(items):
            return [said for item in items for said in _item(item)]
        case TableBlock():
            return _table(block)
        case Facts(facts):
            first, *others = [(name, text_of(value)) for name, value in facts]
            return table(first, others)


def _paragraphs(said: Paragraph | Signatures) -> list[str]:
    if isinstance(said, Signatures):
        return [", ".join(map(text_of, person)) for person in (*said.people, (said.stamp,))]
    told = own(f"{said.number} " if said.number else "") + said.text, *said.below, said.at_right
    return [*chain.from_iterable(("", *text_of(one).split("\n")) for one in told if one)][1:] or [""]


ROOM = 20
"""Signs of the longest bar: a table of eight columns still fits a page across."""


def _table(block: TableBlock) -> list[str]:
    longest = max((bar.length for bar in block.bars if bar), default=0)
    bars = [[drawn(bar, longest, ROOM) if bar else ""] for bar in block.bars] or [[]] * len(block.rows)
    heads = [*map(text_of, block.head), *([""] if block.bars else [])]
    rows = [[*map(text_of, row), *bar] for row, bar in zip(block.rows, bars, strict=True)]
    wide = block.with_bands(rows, lambda band: [text_of(strong(band.text)), *[""] * (len(heads) - 1)])
    return table(heads, wide, block.figures)


def _item(item: ListItem) -> list[str]:
    """With each detail a paragraph of its own under the line."""
    details = (("", *_under(item.depth, text_of(detail).split("\n"))) for detail in item.details)
    return [*bullet(item.depth, text_of(item.text)), *(said for detail in details for said in detail)]


def _under(depth: int, lines: Iterable[str]) -> list[str]:
    return [f"{INDENT * (depth + 1)}{line}" if line else "" for line in lines]


def table(head: Sequence[str], rows: Iterable[Sequence[str]], figures: Sequence[bool] = ()) -> list[str]:
    """The lines of a table; the cells are markdown already, and those of figures stand to the right."""
    signs = ("---:" if right else "---" for _, right in zip_longest(head, figures))
    return [_row(head), _row(signs), *(_row(row) for row in rows)]


def _row(cells: Iterable[str]) -> str:
    return "|" + "|".join(f" {cell} " if cell else " " for cell in cells) + "|"
