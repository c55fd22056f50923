"""LibreOffice's documents: the text in the order of the document, with all changes accepted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ictwg.sources.marked import MarkedText
from ictwg.sources.model import BlockKind, Source, SourceBlock, Unreadable, even, in_cell
from ictwg.sources.numbering import Counter, NumberingLevel
from ictwg.sources.package import Package


def read(data: bytes) -> Source:
    """Its blocks.

    Raises:
        Exception: One of `package.BROKEN`, or `TooLargeError`.
    """
    package = Package(data)
    manifest = package.bytes_of("META-INF/manifest.xml")
    if b"encryption-data" in manifest:
        return Source(problem=Unreadable.LOCKED)
    return Source(tuple(_OdtText(package).blocks()))


def _of(space: str) -> str:
    return f"{{urn:oasis:names:tc:opendocument:xmlns:{space}:1.0}}"


_TEXT, _TABLE, _OFFICE, _STYLE = map(_of, ("text", "table", "office", "style"))
_FONT = _of("xsl-fo-compatible")
_DC = "{http://purl.org/dc/elements/1.1/}"
_LEFT_OUT = frozenset({f"{_TEXT}tracked-changes", f"{_TEXT}note-citation", f"{_OFFICE}annotation-end"})
_FORMATS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "": "none"}
_HEADINGS = "headings"
_MOST_REPEATED = 200
"""Cells and rows; a sheet of empty ones may say that there are a million."""


class _OdtText:
    def __init__(self, package: Package) -> None:
        self._root = package.root_of("content.xml")
        if self._root is None:
            raise ValueError
        self._waiting: list[SourceBlock] = []
        roots = [one for one in (self._root, package.root_of("styles.xml")) if one is not None]
        self._edges = [node for root in roots for name in _EDGES for node in root.iter(f"{_STYLE}{name}")]
        styles = [node for root in roots for node in root.iter(f"{_STYLE}style")]
        self._parents = {node.get(f"{_STYLE}name"): node.get(f"{_STYLE}parent-style-name") for node in styles}
        self._looks = {node.get(f"{_STYLE}name"): node.find(f"{_STYLE}text-properties") for node in styles}
        self._of_style = {node.get(f"{_STYLE}name"): node.get(f"{_STYLE}list-style-name", "") for node in styles}
        self._counters: dict[str, Counter] = {}
        for root in roots:
            for node in root.iter(f"{_TEXT}list-style"):
                self._counters.setdefault(node.get(f"{_STYLE}name", ""), _counter(node))
            for node in root.iter(f"{_TEXT}outline-style"):
                self._counters.setdefault(_HEADINGS, _counter(node))

    def blocks(self) -> Iterator[SourceBlock]:
        yield from self._of_edges("header")
        for body in self._root.iter(f"{_OFFICE}text"):
            yield from self._inside(body)
        yield from self._of_edges("footer")

    def _of_edges(self, kind: str) -> Iterator[SourceBlock]:
        said = {
            self._marked(one, bold=False).plain(): None
            for edge in self._edges
            if kind in edge.tag
            for one in edge.iter(f"{_TEXT}p")
        }
        yield from (SourceBlock(BlockKind.NOTE, text) for text in said if text)

    def _inside(self, parent: Any, style: str = "", depth: int = -1) -> Iterator[SourceBlock]:
        """The blocks of a body, a cell or an element of a list in this style, through whatever wraps them."""
        for node in parent:
            name = node.tag if isinstance(node.tag, str) else ""
            if name in {f"{_TEXT}p", f"{_TEXT}h"}:
                yield from self._paragraph(node, in_list=depth >= 0)
                yield from self._waited()
            elif name == f"{_TEXT}list":
                yield from self._list(node, node.get(f"{_TEXT}style-name") or style, depth + 1)
            elif name == f"{_TABLE}table":
                yield from self._table(node)
            elif name and name not in _LEFT_OUT:
                yield from self._inside(node, style, depth)

    def _waited(self) -> list[SourceBlock]:
        found, self._waiting = self._waiting, []
        return found

    def _list(self, node: Any, style: str, depth: int) -> Iterator[SourceBlock]:
        counter = self._counters.setdefault(style, Counter({}))
        if depth == 0 and node.get(f"{_TEXT}continue-numbering") != "true" and not node.get(f"{_TEXT}continue-list"):
            counter.restart()
        for item in node:
            number = counter.next(depth) if item.tag == f"{_TEXT}list-item" and _says_itself(item) else ""
            for block in self._inside(item, style, depth):
                mine = number and block.kind in {BlockKind.PARAGRAPH, BlockKind.HEADING}
                yield _numbered(block, number, depth) if mine else block
                number = "" if mine else number

    def _paragraph(self, node: Any, *, in_list: bool) -> Iterator[SourceBlock]:
        is_heading = node.tag == f"{_TEXT}h"
        own = node.get(f"{_TEXT}style-name", "")
        text = self._marked(node, bold=not is_heading and self._is(own, "font-weight", "bold"))
        if not (is_heading and text.plain()):
            yield SourceBlock(BlockKind.PARAGRAPH, text.marked())
            return
        level = node.get(f"{_TEXT}outline-level", "1")
        at = int(level) if level.isdigit() else 1
        counted = node.get(f"{_TEXT}is-list-header") != "true" and not in_list and _HEADINGS in self._counters
        number = self._counters[_HEADINGS].next(at - 1) if counted else ""
        yield SourceBlock(BlockKind.HEADING, text.plain(), level=at, number=number)

    def _is(self, style: str | None, look: str, value: str) -> bool:
        """Whether text in this style looks like that, or in one that it is based on."""
        seen = set()
        while style and style not in seen:
            seen.add(style)
            looks = self._looks.get(style)
            said = looks.get(f"{_FONT}{look}") or looks.get(f"{_STYLE}{look}") if looks is not None else None
            if said:
                return bool(said == value)
            style = self._parents.get(style)
        return False

    def _marked(self, node: Any, *, bold: bool) -> MarkedText:
        text = MarkedText()
        self._runs(node, text, bold=bold, struck=False)
        return text

    def _runs(self, node: Any, text: MarkedText, *, bold: bool, struck: bool) -> None:
        text.add(_one_blank(node.text), bold=bold, struck=struck)
        for child in node:
            name = child.tag.rpartition("}")[2] if isinstance(child.tag, str) else ""
            if name in {"annotation", "note"}:
                said = "\n".join(self._marked(one, bold=False).plain() for one in child.iter(f"{_TEXT}p"))
                by, on = ("".join(one.text or "" for one in child.iter(f"{_DC}{told}")) for told in ("creator", "date"))
                kind = BlockKind.NOTE if name == "annotation" else BlockKind.PARAGRAPH
                who = ", ".join(filter(None, (by, on[: len("2010-05-03")]))) if name == "annotation" else ""
                self._waiting += [SourceBlock(kind, f"{by}: {said}" if by else said, by=who)] if said else []
            elif name in {"text-box", "table"}:
                kept, self._waiting = self._waiting, []
                inside = [*(self._table(child) if name == "table" else self._inside(child))]
                self._waiting = kept + inside
            elif name == "span":
                own = child.get(f"{_TEXT}style-name", "")
                through = self._is(own, "text-line-through-style", "solid")
                self._runs(child, text, bold=bold or self._is(own, "font-weight", "bold"), struck=struck or through)
            elif child.tag not in _LEFT_OUT:
                text.add(_sign(name, child), bold=bold, struck=struck)
                self._runs(child, text, bold=bold, struck=struck)
            text.add(_one_blank(child.tail), bold=bold, struck=struck)

    def _table(self, table: Any) -> Iterator[SourceBlock]:
        rows: list[tuple[str, ...]] = []
        for row in table.iter(f"{_TABLE}table-row"):
            if next(row.iterancestors(f"{_TABLE}table")) is table:
                cells = tuple(self._row(row))
                rows += [cells] * (_repeated(row, "rows") if any(cells) else 1)
        yield SourceBlock(BlockKind.TABLE, rows=even(rows))
        yield from self._waited()

    def _row(self, row: Any) -> Iterator[str]:
        for cell in row:
            if cell.tag in {f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"}:
                said, notes = in_cell([*self._inside(cell)])
                self._waiting += notes
                yield from [said] * _repeated(cell, "columns")


_EDGES = ("header", "footer", "header-first", "footer-first", "header-left", "footer-left")


def _counter(node: Any) -> Counter:
    return Counter({int(one.get(f"{_TEXT}level", "1")) - 1: _level(one) for one in node if one.get(f"{_TEXT}level")})


def _level(node: Any) -> NumberingLevel:
    if "bullet" in node.tag or "image" in node.tag:
        return NumberingLevel(style="bullet")
    depth = int(node.get(f"{_TEXT}level", "1"))
    shown = int(node.get(f"{_TEXT}display-levels", "1"))
    numbers = ".".join(f"%{at}" for at in range(max(1, depth - shown + 1), depth + 1))
    sides = [node.get(f"{_STYLE}num-{side}", "") for side in ("prefix", "suffix")]
    style = node.get(f"{_STYLE}num-format", "")
    return NumberingLevel(
        numbers.join(sides), _FORMATS.get(style, "decimal"), int(node.get(f"{_TEXT}start-value", "1"))
    )


def _repeated(node: Any, what: str) -> int:
    said = node.get(f"{_TABLE}number-{what}-repeated", "1")
    return min(int(said), _MOST_REPEATED) if said.isdigit() else 1


def _sign(name: str, node: Any) -> str:
    if name == "s":
        said = node.get(f"{_TEXT}c", "1")
        return " " * min(int(said) if said.isdigit() else 1, _MOST_REPEATED)
    return {"tab": "\t", "line-break": "\n"}.get(name, "")


def _one_blank(text: str | None) -> str:
    """Blanks and line ends of the file's own lay-out are one blank."""
    if not text:
        return ""
    words = " ".join(text.split())
    before, after = " " * text[0].isspace(), " " * text[-1].isspace()
    return f"{before}{words}{after}" if words else " "


def _says_itself(item: Any) -> bool:
    """Whether an element of a list holds more than a list in it."""
    return any(node.tag in {f"{_TEXT}p", f"{_TEXT}h"} for node in item)


def _numbered(block: SourceBlock, number: str, depth: int) -> SourceBlock:
    if block.kind is BlockKind.HEADING:
        return block._replace(number=number)
    return block._replace(kind=BlockKind.ITEM, number=number, level=depth)
