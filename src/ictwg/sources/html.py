"""Web pages, and the bodies of mails that are written as such: what a browser would show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from lxml import html

from ictwg.sources.marked import MarkedText
from ictwg.sources.model import BlockKind, Source, SourceBlock, even
from ictwg.sources.numbering import BULLET


def read(data: bytes) -> Source:
    """Its blocks; in UTF-8 where neither it nor its bytes say another encoding.

    Raises:
        Exception: Of any kind, where it is nothing that a browser shows.
    """
    parser = html.HTMLParser(
        no_network=True, remove_comments=True, remove_pis=True, encoding=_encoding(data), huge_tree=True
    )  # without `huge_tree` what is deep, or long in one piece, is left out and nothing said
    return Source(tuple(_Page().blocks(html.document_fromstring(data, parser))))


def _encoding(data: bytes) -> str | None:
    """None where the page names one."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return None if b"charset" in data[:2000].lower() else "cp1252"
    return "utf-8"


_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LISTS = frozenset({"ul", "ol"})
_UNSEEN = frozenset({"script", "style", "head", "template", "noscript", "select"})
_BOLD, _STRUCK = frozenset({"b", "strong", "th"}), frozenset({"s", "del", "strike"})
_BLOCKS = frozenset(
    "h1 h2 h3 h4 h5 h6 ul ol li p div body html section article main header footer nav aside blockquote pre hr dl dt dd"  # noqa: SIM905
    " figure figcaption form fieldset legend address caption details summary center td th".split()
)
"""All others stand inside a line."""


class _Page:
    """Collects the words between two borders of blocks."""

    def __init__(self) -> None:
        self._found: list[SourceBlock] = []
        self._text = MarkedText()
        self._now = SourceBlock(BlockKind.PARAGRAPH)
        self._items: Counter[Any] = Counter()
        """Of each list so far."""

    def blocks(self, root: Any) -> list[SourceBlock]:
        self._read(root, bold=False, struck=False)
        self._end()
        return self._found

    def _end(self) -> None:
        if said := self._text.plain():
            text = said if self._now.kind is BlockKind.HEADING else self._text.marked()
            self._found.append(self._now._replace(text=text))
            self._now = SourceBlock(BlockKind.PARAGRAPH)
        self._text = MarkedText()

    def _read(self, node: Any, *, bold: bool, struck: bool) -> None:
        name = node.tag if isinstance(node.tag, str) else "script"
        if name in _UNSEEN or node.get("hidden") is not None:
            return
        if name == "table":
            self._end()
            self._table(node)
            return
        if name in _BLOCKS:
            self._end()
            self._now = self._begun(node, name) or self._now
        if name == "br":
            self._text.add("\n")
        elif name == "input":
            self._text.add({"checkbox": "☒ " if node.get("checked") is not None else "☐ "}.get(node.get("type"), ""))
        look = {"bold": bold or name in _BOLD, "struck": struck or name in _STRUCK}
        self._say(node.text, name, **look)
        for child in node:
            self._read(child, **look)
            self._say(child.tail, name, **look)
        if name in _BLOCKS:
            self._end()
            if name in _HEADINGS or name == "li":
                self._now = SourceBlock(BlockKind.PARAGRAPH)

    def _say(self, text: str | None, name: str, *, bold: bool, struck: bool) -> None:
        said = (text or "") if name == "pre" else _one_blank(text or "")
        self._text.add(said, bold=bold, struck=struck)

    def _begun(self, node: Any, name: str) -> SourceBlock | None:
        if name in _HEADINGS:
            return SourceBlock(BlockKind.HEADING, level=_HEADINGS[name])
        if name != "li":
            return None
        lists = [one for one in node.iterancestors() if one.tag in _LISTS]
        ordered = bool(lists) and lists[0].tag == "ol"
        self._items[node.getparent()] += 1
        number = f"{self._items[node.getparent()]}." if ordered else BULLET
        return SourceBlock(BlockKind.ITEM, level=max(len(lists) - 1, 0), number=number)

    def _table(self, table: Any) -> None:
        rows = [row for row in table.iter("tr") if next(row.iterancestors("table", "td", "th")) is table]
        if len(rows) == 1 and len(cells := _cells_of(rows[0])) == 1 and cells[0].get("colspan", "1") == "1":
            self._found += _Page().blocks(cells[0])
        elif rows:
            self._found.append(SourceBlock(BlockKind.TABLE, rows=even([tuple(_texts(row)) for row in rows])))


_MOST_COLUMNS = 200


def _cells_of(row: Any) -> list[Any]:
    return [cell for cell in row if cell.tag in {"td", "th"}]


def _texts(row: Any) -> Iterator[str]:
    for cell in _cells_of(row):
        yield "\n".join(one.in_one() for one in _Page().blocks(cell))
        span = cell.get("colspan", "1")
        yield from [""] * (min(int(span), _MOST_COLUMNS) - 1 if span.isdigit() else 0)


def _one_blank(text: str) -> str:
    words = " ".join(text.split())
    if not words:
        return " " if text else ""
    return f"{' ' * text[0].isspace()}{words}{' ' * text[-1].isspace()}"
