"""The blocks of markdown as a tree, with the source lines of each, and its front matter.

Only the block pass of markdown-it runs over the whole text; `inline` reads the markup of a line where somebody asks.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from markdown_it.token import Token

_MARKDOWN = MarkdownIt("commonmark").enable(["table"])
_MARKDOWN.core.ruler.enableOnly(["block"])  # line ends and NUL are mended before (`reader`)

_CONTAINERS = {
    "paragraph": "paragraph",
    "heading": "heading",
    "bullet_list": "list",
    "ordered_list": "list",
    "list_item": "item",
    "blockquote": "quote",
    "table": "table",
}

_LEAVES = {"fence": "code", "code_block": "code", "html_block": "html", "hr": "rule"}


@dataclass(slots=True, eq=False)
class MarkdownBlock:
    """One block: heading, paragraph, list, item, quote, table, code, html, rule."""

    kind: str
    start: int
    end: int
    text: str = ""
    level: int = 0
    children: list[MarkdownBlock] = field(default_factory=list)
    marker: str = ""
    rows: list[list[str]] = field(default_factory=list)

    @property
    def number(self) -> str:
        """Of an element of a numbered list; empty behind another sign."""
        return self.marker if self.marker[:1].isdigit() else ""

    @property
    def head(self) -> str:
        """The first paragraph of a list item."""
        return self.children[0].text if self.children and self.children[0].kind == "paragraph" else ""

    @property
    def below(self) -> list[MarkdownBlock]:
        """What stands in a list item after its first paragraph."""
        return self.children[1:] if self.head else self.children


def markdown_blocks(text: str, begins_table: Callable[[Sequence[str]], bool]) -> list[MarkdownBlock]:
    """Its top blocks.

    Args:
        text: With line ends as here, and no NUL.
        begins_table: Whether a row that nothing rules off names the columns of another table.
    """
    lines = text.split("\n")
    return _with_tables(_tree(_MARKDOWN.parse(text), len(lines)).children, lines, begins_table)


def _tree(tokens: Sequence[Token], last: int) -> MarkdownBlock:
    root = MarkdownBlock("root", 0, last)
    stack = [root]
    for token in tokens:
        if token.nesting < 0:
            _close(stack, token)
        elif token.nesting > 0:
            _open(stack, token)
        else:
            _leaf(stack[-1], token)
    return root


def _open(stack: list[MarkdownBlock], token: Token) -> None:
    name = token.type.removesuffix("_open")
    if name == "tr":
        stack[-1].rows.append([])
    kind = _CONTAINERS.get(name)
    if kind is None:
        return
    start, end = token.map or (stack[-1].start, stack[-1].end)
    block = MarkdownBlock(kind, start, end)
    if kind == "heading":
        block.level = int(token.tag[1])
    elif kind == "item":
        block.marker = f"{token.info}{token.markup}" if token.info else token.markup
    elif name == "ordered_list":
        block.level = 1
    stack[-1].children.append(block)
    stack.append(block)


def _close(stack: list[MarkdownBlock], token: Token) -> None:
    if token.type.removesuffix("_close") in _CONTAINERS:
        stack.pop()


def _leaf(parent: MarkdownBlock, token: Token) -> None:
    if token.type == "inline":
        if parent.kind == "table":
            parent.rows[-1].append(token.content)
        else:
            parent.text = token.content
        return
    start, end = token.map or (parent.start, parent.end)
    parent.children.append(MarkdownBlock(_LEAVES.get(token.type, "code"), start, end, token.content))


_TABLE_OPENS = re.compile(r"<table\b", re.IGNORECASE)
_TABLE_ENDS = re.compile(r"</table\s*>", re.IGNORECASE)


def _with_tables(
    blocks: Iterable[MarkdownBlock], lines: Sequence[str], begins_table: Callable[[Sequence[str]], bool]
) -> list[MarkdownBlock]:
    """HTML tables read as tables; blank lines inside one had cut it into several blocks."""
    kept: list[MarkdownBlock] = []
    ends = [number for number, line in enumerate(lines) if "</" in line and _TABLE_ENDS.search(line)]
    for block in blocks:
        if kept and block.start < kept[-1].end:
            continue
        if block.kind == "paragraph" and (rows := _rows_of(block)):
            last = kept[-1] if kept else None
            if last is None or last.kind != "table" or last.level != _RULED_BY_NOTHING or begins_table(rows[0]):
                kept.append(MarkdownBlock("table", block.start, block.end, level=_RULED_BY_NOTHING))
            kept[-1].rows += rows
            kept[-1].end = block.end
            continue
        opens = ends and block.kind == "html" and _TABLE_OPENS.search(block.text)
        table = _html_table(block, lines, ends) if opens else None
        kept += [table] if table else _paragraphs(block)
    return kept


_NUMBERED = re.compile(
    r"[*_]{0,2}(?:(?P<above>\d{1,3}(?:\.\d{1,3})*)\.(?P<own>\d{1,3})[.)]?|\(?(?P<letter>[a-z])[.)])[*_]{0,2}\s+(?=\S)"
)


def _paragraphs(block: MarkdownBlock) -> list[MarkdownBlock]:
    """A paragraph for each line that goes on counting: "3.1 …", "3.2 …" or "a. …", "b. …" without blank lines."""
    lines = block.text.split("\n") if block.kind == "paragraph" else []
    cuts: list[int] = []
    last: tuple[str, int] | None = None
    for at, line in enumerate(lines):
        found = _NUMBERED.match(line)
        count = int(found["own"]) if found and found["own"] else ord(found["letter"]) - ord("a") + 1 if found else 0
        number = ((found["above"] or "") if found else "", count)
        if count and (at == 0 or count == 1 or (last and number == (last[0], last[1] + 1))):
            last = number
            cuts += [at] if at else []
    if not cuts:
        return [block]
    return [
        MarkdownBlock("paragraph", block.start + begin, block.start + end, "\n".join(lines[begin:end]))
        for begin, end in pairwise([0, *cuts, len(lines)])
    ]


def _rows_of(block: MarkdownBlock) -> list[list[str]]:
    """The rows of a paragraph that is nothing but lines between pipes, with no heading ruled off."""
    lines = block.text.split("\n")
    if not all(line.startswith("| ") and line.endswith(" |") for line in lines):
        return []
    return [[cell.strip() for cell in line[1:-1].split(" | ")] for line in lines]


_RULED_BY_NOTHING = -1


def _html_table(block: MarkdownBlock, lines: Sequence[str], ends: Sequence[int]) -> MarkdownBlock | None:
    at = bisect_left(ends, block.start)
    if at == len(ends):
        return None
    table = MarkdownBlock("table", block.start, max(ends[at] + 1, block.end))
    reader = _TableReader()
    reader.feed("\n".join(lines[table.start : table.end]))
    reader.close()
    table.rows = [row for row in reader.rows if row]
    table.text = " ".join(reader.outside).strip()
    return table if table.rows else None


class _TableReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str]] = []
        self.outside: list[str] = []
        self._cell: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        elif tag in {"td", "th"}:
            self._finish()
            self._cell = []
        elif tag == "br" and self._cell is not None:
            self._cell.append("<br>")
        elif tag in {"s", "del", "strike"} and self._cell is not None:
            self._cell.append("~~")
        elif tag == "a" and self._cell is not None:
            self._cell.extend(f"<{value}> " for name, value in attrs if name == "href" and value)

    def handle_endtag(self, tag: str) -> None:
        if tag in {"s", "del", "strike"} and self._cell is not None:
            self._cell.append("~~")
        if tag in {"td", "th", "tr", "table"}:
            self._finish()

    def handle_data(self, data: str) -> None:
        (self.outside if self._cell is None else self._cell).append(data)

    def _finish(self) -> None:
        if self._cell is None:
            return
        if not self.rows:
            self.rows.append([])
        self.rows[-1].append(" ".join("".join(self._cell).split()))
        self._cell = None


class Front(NamedTuple):
    values: tuple[tuple[str, str], ...]
    end: int
    """The number of lines that it takes."""

    def get(self, *names: str) -> str:
        return next((value for key, value in self.values if key.lower() in names and value), "")


_FRONT_KEY = re.compile(r"(?P<key>[A-Za-z][\w -]{0,40}):(?:\s+(?P<value>.*))?$")
_MOST_OF_FRONT = 200


def front_of(lines: list[str]) -> Front:
    """The lines between two `---` at the top: `key: value`, quoted values, `[a, b]` and lists of `- a` below a key."""
    if not lines or lines[0].rstrip() != "---":
        return Front((), 0)
    end = next((n for n, line in enumerate(lines[1:_MOST_OF_FRONT], start=1) if line.rstrip() in {"---", "..."}), 0)
    if not end:
        return Front((), 0)
    inside = lines[1:end]
    if not any(_FRONT_KEY.match(line) for line in inside):
        return Front((), 0)
    return Front(_front_values(inside), end + 1)


def _front_values(lines: list[str]) -> tuple[tuple[str, str], ...]:
    values: list[tuple[str, str]] = []
    for line in lines:
        match = _FRONT_KEY.match(line)
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
