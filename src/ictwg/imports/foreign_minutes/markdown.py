"""The front matter of a markdown file, its blocks as a tree with the source lines of each, and the markup of a line.

Only the block pass of markdown-it runs over the whole file; inline markup is parsed where somebody asks for it
(`parsed`), which is a small part of a file of minutes.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import lru_cache
from html.parser import HTMLParser
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from markdown_it import MarkdownIt

from ictwg.imports.foreign_minutes.words import FACTS, ROLL, label_of, part_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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
class SourceBlock:
    """One block: heading, paragraph, list, item, quote, table, code, html, rule."""

    kind: str
    start: int
    end: int
    text: str = ""
    level: int = 0
    children: list[SourceBlock] = field(default_factory=list)
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
    def below(self) -> list[SourceBlock]:
        """What stands in a list item after its first paragraph."""
        return self.children[1:] if self.head else self.children


class SourcePage:
    """A parsed file: its lines and its top blocks."""

    __slots__ = ("blocks", "formal", "lines", "origin", "places")

    def __init__(self, text: str, *, formal: bool = False, origin: Sequence[int] = ()) -> None:
        self.places: Sequence[str] = ()
        """Where each line of a document stands."""
        self.formal = formal
        """A plain text: its paragraphs tell who will do what, as those of governments do."""
        self.origin = origin
        """Which line of the file each one is, where blank ones were put between them; empty where they are the same."""
        self.lines = text.split("\n")
        root = _tree(_MARKDOWN.parse(text), len(self.lines))
        self.blocks = _with_tables(root.children, self.lines)

    def raw(self, start: int, end: int) -> str:
        """These lines as they stand, without the indent that they share."""
        return dedented(self.lines[start:end])

    def line_of(self, text: str) -> int:
        """The number, from 1, of the first line that holds the beginning of the text; 0 where none does."""
        begin = text.partition("\n")[0][:_TELLING]
        return next((number for number, line in enumerate(self.lines, 1) if begin in line), 0)

    def source(self, block: SourceBlock) -> str:
        """The block's own lines; of a list item without its bullet."""
        text = self.raw(block.start, block.end)
        return _unbulleted(text) if block.kind == "item" else text


_TELLING = 40


_BULLET = re.compile(r"[ \t]*(?:>[ \t]?)*(?:[-*+]|\d{1,9}[.)])(?:[ \t]+|$)")


def _unbulleted(text: str) -> str:
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


def _tree(tokens: Sequence[Token], last: int) -> SourceBlock:
    root = SourceBlock("root", 0, last)
    stack = [root]
    for token in tokens:
        if token.nesting < 0:
            _close(stack, token)
        elif token.nesting > 0:
            _open(stack, token)
        else:
            _leaf(stack[-1], token)
    return root


def _open(stack: list[SourceBlock], token: Token) -> None:
    name = token.type.removesuffix("_open")
    if name == "tr":
        stack[-1].rows.append([])
    kind = _CONTAINERS.get(name)
    if kind is None:
        return
    start, end = token.map or (stack[-1].start, stack[-1].end)
    block = SourceBlock(kind, start, end)
    if kind == "heading":
        block.level = int(token.tag[1])
    elif kind == "item":
        block.marker = f"{token.info}{token.markup}" if token.info else token.markup
    elif name == "ordered_list":
        block.level = 1
    stack[-1].children.append(block)
    stack.append(block)


def _close(stack: list[SourceBlock], token: Token) -> None:
    if token.type.removesuffix("_close") in _CONTAINERS:
        stack.pop()


def _leaf(parent: SourceBlock, token: Token) -> None:
    if token.type == "inline":
        if parent.kind == "table":
            parent.rows[-1].append(token.content)
        else:
            parent.text = token.content
        return
    start, end = token.map or (parent.start, parent.end)
    parent.children.append(SourceBlock(_LEAVES.get(token.type, "code"), start, end, token.content))


_TABLE_OPENS = re.compile(r"<table\b", re.IGNORECASE)


_TABLE_ENDS = re.compile(r"</table\s*>", re.IGNORECASE)


def _with_tables(blocks: list[SourceBlock], lines: Sequence[str]) -> list[SourceBlock]:
    """HTML tables read as tables; blank lines inside one had cut it into several blocks."""
    kept: list[SourceBlock] = []
    reached = 0
    ends = [number for number, line in enumerate(lines) if "</" in line and _TABLE_ENDS.search(line)]
    for block in blocks:
        if block.start < reached:
            continue
        if block.kind == "paragraph" and (rows := _rows_of(block)):
            _add_rows(rows, block, kept)
            continue
        opens = ends and block.kind == "html" and _TABLE_OPENS.search(block.text)
        table = _html_table(block, lines, ends) if opens else None
        kept += [table] if table else _paragraphs(block)
        reached = kept[-1].end
    return kept


_NUMBERED = re.compile(
    r"[*_]{0,2}(?:(?P<above>\d{1,3}(?:\.\d{1,3})*)\.(?P<own>\d{1,3})[.)]?|\(?(?P<letter>[a-z])[.)])[*_]{0,2}\s+(?=\S)"
)


def _paragraphs(block: SourceBlock) -> list[SourceBlock]:
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
        SourceBlock("paragraph", block.start + begin, block.start + end, "\n".join(lines[begin:end]))
        for begin, end in pairwise([0, *cuts, len(lines)])
    ]


def _rows_of(block: SourceBlock) -> list[list[str]]:
    """The rows of a paragraph that is nothing but lines between pipes, with no heading ruled off."""
    lines = block.text.split("\n")
    if not all(line.startswith("| ") and line.endswith(" |") for line in lines):
        return []
    return [[cell.strip() for cell in line[1:-1].split(" | ")] for line in lines]


def _add_rows(rows: list[list[str]], block: SourceBlock, kept: list[SourceBlock]) -> None:
    """To the table above it, if only blank lines are between."""
    last = kept[-1] if kept else None
    heads = sum(label_of(cell) is not None for cell in rows[0]) >= _FEWEST_LABELS
    if last is None or last.kind != "table" or last.level != _RULED_BY_NOTHING or heads:
        last = SourceBlock("table", block.start, block.end, level=_RULED_BY_NOTHING)
        kept.append(last)
    last.rows += rows
    last.end = block.end


_RULED_BY_NOTHING = -1


_FEWEST_LABELS = 3
"""Cells that name what is below them, in a row that begins another table."""


def _html_table(block: SourceBlock, lines: Sequence[str], ends: Sequence[int]) -> SourceBlock | None:
    at = bisect_left(ends, block.start)
    if at == len(ends):
        return None
    table = SourceBlock("table", block.start, max(ends[at] + 1, block.end))
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


_PLAIN_LABEL = re.compile(r"(?P<label>(?:\d{1,4} )?[^\W\d_][^:\n*`\[\]<>|.?!]{0,45}?)\s*:(?=\s|$)\s*")


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
    if first is None:
        return ()
    ends = list(inner_labels(line, first.end())) if is_known_label(first["label"]) else []
    cuts = [(first["label"], first.end()), *((label, end) for label, _, end in ends)]
    stops = [*(start for _, start, _ in ends), len(line)]
    return tuple(
        LabelledText(label, line[begin:stop].strip(" ,;|") if ends else line[begin:stop].strip())
        for (label, begin), stop in zip(cuts, stops, strict=True)
    )


def is_known_label(label: str) -> bool:
    """Whether it names a fact about the meeting, or who came."""
    return part_of(label) in ROLL or label_of(label) in FACTS


_COLON = re.compile(r"\s?:(?=\s)")


_FURTHER = re.compile(r"\s*[/&,]\s*")  # "Date & Time"


def inner_labels(line: str, begin: int) -> Iterator[tuple[str, int, int]]:
    """The further labels of a line, as in "Date: 3 May Place: Dili": each, where it begins, and where its text does."""
    for colon in _COLON.finditer(line, begin):
        words = list(re.finditer(r"\S+", line[begin : colon.start()]))[-_LONGEST_LABEL:]
        labels = [line[begin + word.start() : colon.start()] for word in words]
        known = [at for at, label in enumerate(labels) if _may_be_inside(label)]
        if known:  # the shortest, or what is known around it: "Members Present", "Date & Time"
            last = known[-1]
            joined = last - 2 if last > 1 and labels[last - 1].startswith(("&", "/")) else last - 1
            label = labels[joined if joined in known else last]
            yield label, colon.start() - len(label), colon.end()
            begin = colon.end()


def _may_be_inside(label: str) -> bool:
    plainly = label[0].isupper() and not any(sign.isdigit() or sign in ".;," for sign in label)
    return plainly and is_known_label(label) and is_known_label(_FURTHER.split(label)[0])


_LONGEST_LABEL = 5


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
