"""Word documents: the body in the order of the document, as Word shows it with all changes accepted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from ictwg.sources.marked import MarkedText
from ictwg.sources.model import BlockKind, Source, SourceBlock, even, in_cell
from ictwg.sources.numbering import Counter, NumberingLevel
from ictwg.sources.package import Package


def read(data: bytes) -> Source:
    """Its blocks.

    Raises:
        Exception: One of `package.BROKEN`, or `TooLargeError`.
    """
    package = Package(data)
    return Source(tuple(_Word(package).blocks()), about=tuple(_about(package)))


_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_TARGET_OF = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

_LEFT_OUT = frozenset(
    {
        *(f"{_W}{name}" for name in ("del", "moveFrom", "rPr", "pPr", "sdtPr", "instrText", "delText", "rt")),
        f"{_MC}Fallback",
    }
)
"""What nobody sees; `Fallback` is what stands in `Choice` once more."""

_SIGNS = {f"{_W}tab": "\t", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-", f"{_W}ptab": "\t"}

_NEW = (f"{_W}ins", f"{_W}moveTo")
_TRACKED = (*_NEW, f"{_W}del", f"{_W}moveFrom")
"""The changes that Word notes one by one, each with its author and day."""
_WORDS = (f"{_W}t", f"{_W}delText", f"{_W}tab")

_SYMBOLS = {0xF06F: "☐", 0xF0A8: "☐", 0xF0FE: "☒", 0xF0FD: "☒", 0xF0FB: "✗", 0xF0FC: "✓", 0xF0B7: "•", 0xF0A7: "▪"}
"""Of the fonts in which boxes and ticks are."""

_NOTES = {"footnote": "footnotes.xml", "endnote": "endnotes.xml", "comment": "comments.xml"}

_MOST_COLUMNS = 200

_OFF = frozenset({"0", "false", "off", "none"})


class _ParagraphStyle(NamedTuple):
    """Attributes: heading: Its level; 0 for none. list: The id of its list, and the depth in it."""

    heading: int = 0
    bold: bool = False
    list: tuple[str, int] = ("", 0)


class _Word:
    def __init__(self, package: Package) -> None:
        self._package = package
        self._main = _main_part(package)
        self._folder = self._main.rpartition("/")[0]
        self._styles = _styles(self._part("styles.xml"))
        self._lists = _Lists(self._part("numbering.xml"))
        self._notes = {kind: self._notes_of(kind, file) for kind, file in _NOTES.items()}
        self._page = 1
        self._waiting: list[SourceBlock] = []
        """What stands in boxes and notes of the paragraph that is being read; it comes after it."""

    def blocks(self) -> Iterator[SourceBlock]:
        root = self._package.root_of(self._main)
        if root is None:
            raise ValueError
        edges = self._edges(root)
        yield from (edge for edge in edges if edge.level == 0)
        for body in root.iter(f"{_W}body"):
            yield from self._inside(body)
        yield from (edge for edge in edges if edge.level)

    def _part(self, name: str) -> Any:
        return self._package.root_of(f"{self._folder}/{name}")

    def _place(self) -> str:
        return f"p. {self._page}"

    def _inside(self, parent: Any) -> Iterator[SourceBlock]:
        """The blocks of a body, a cell or a box, through whatever wraps them."""
        for node in parent:
            if node.tag == f"{_W}p":
                yield from self._paragraph(node)
                yield from self._waiting
                self._waiting = []
            elif node.tag == f"{_W}tbl":
                yield from self._table(node)
            elif isinstance(node.tag, str) and node.tag not in _LEFT_OUT:
                yield from self._inside(node)

    def _paragraph(self, node: Any) -> Iterator[SourceBlock]:
        place, looks = self._place(), node.find(f"{_W}pPr")
        style = self._styles.get(_value(looks, "pStyle"), _ParagraphStyle())
        outline = _value(looks, "outlineLvl")
        heading = int(outline) + 1 if outline.isdigit() and int(outline) < _DEEPEST else style.heading
        list_id, depth = _list_of(looks) or style.list
        text = MarkedText()
        self._runs(node, text, bold=style.bold and not heading)
        number = self._lists.next(list_id, depth) if list_id not in {"", "0"} else ""
        if heading and text.plain():
            block = SourceBlock(BlockKind.HEADING, text.plain(), place, heading, number)
        elif number and text.plain():
            block = SourceBlock(BlockKind.ITEM, text.marked(), place, depth, number)
        else:
            block = SourceBlock(BlockKind.PARAGRAPH, text.marked(), place)
        marks = [one for one in node.iter(*_TRACKED) if one.get(f"{_W}author")]
        yield block._replace(was=self._before(node), by=_by(marks[0])) if marks else block

    def _before(self, paragraph: Any) -> str:
        """The words before the changes that are marked in it."""
        text = MarkedText()
        for node in paragraph.iter(*_WORDS):
            if not any(True for _ in node.iterancestors(*_NEW)):
                text.add(_SIGNS.get(node.tag, node.text or ""))
        return text.plain()

    def _runs(self, parent: Any, text: MarkedText, *, bold: bool, struck: bool = False) -> None:
        for node in parent:
            if not isinstance(node.tag, str) or node.tag in _LEFT_OUT:
                continue
            if node.tag == f"{_W}r":
                looks = node.find(f"{_W}rPr")
                self._runs(node, text, bold=_is_on(looks, "b", bold), struck=_is_on(looks, "strike", struck))
            elif node.tag == f"{_W}txbxContent":
                self._waiting += [*self._waiting_of(node)]
            else:
                text.add(self._text_of(node), bold=bold, struck=struck)
                self._runs(node, text, bold=bold, struck=struck)

    def _waiting_of(self, box: Any) -> list[SourceBlock]:
        kept, self._waiting = self._waiting, []
        found = [*self._inside(box)]
        self._waiting = kept
        return found

    def _text_of(self, node: Any) -> str:
        name = node.tag.removeprefix(_W)
        if node.tag in {f"{_W}t", _MATH_TEXT}:
            return node.text or ""
        if name == "br":
            self._page += node.get(f"{_W}type") == "page"
            return "" if node.get(f"{_W}type") in {"page", "column"} else "\n"
        if name == "lastRenderedPageBreak":
            self._page += 1
        elif name == "sym":
            code = node.get(f"{_W}char", "")
            return _SYMBOLS.get(int(code, 16), "") if code else ""
        elif name == "checkBox":
            on = node.find(f"{_W}checked") if node.find(f"{_W}checked") is not None else node.find(f"{_W}default")
            return "☐" if on is None or on.get(f"{_W}val", "1") in _OFF else "☒"
        elif name in {"footnoteReference", "endnoteReference", "commentReference"}:
            note = self._notes[name.removesuffix("Reference")].get(node.get(f"{_W}id", ""))
            if note:
                self._waiting.append(note._replace(place=self._place()))
        return _SIGNS.get(node.tag, "")

    def _table(self, table: Any) -> Iterator[SourceBlock]:
        place = self._place()
        rows = [row for row in _children(table, "tr") if row.find(f"{_W}trPr/{_W}del") is None]
        cells = [_children(row, "tc") for row in rows]
        if len(rows) == 1 and len(cells[0]) == 1:  # a box around a text
            yield from self._inside(cells[0][0])
            return
        read = [tuple(self._row(row, its)) for row, its in zip(rows, cells, strict=True)]
        yield SourceBlock(BlockKind.TABLE, place=place, rows=even(read))
        yield from self._waiting
        self._waiting = []

    def _row(self, row: Any, cells: list[Any]) -> Iterator[str]:
        before = _value(row.find(f"{_W}trPr"), "gridBefore")
        yield from [""] * min(int(before or 0) if before.isdigit() else 0, _MOST_COLUMNS)
        for cell in cells:
            span = _value(cell.find(f"{_W}tcPr"), "gridSpan")
            yield self._cell(cell)
            yield from [""] * (min(int(span), _MOST_COLUMNS) - 1 if span.isdigit() else 0)

    def _cell(self, cell: Any) -> str:
        kept, self._waiting = self._waiting, []
        said, notes = in_cell([*self._inside(cell)])
        self._waiting = kept + notes
        return said

    def _notes_of(self, kind: str, file: str) -> dict[str, SourceBlock]:
        root = self._part(file)
        found = {}
        for note in root if root is not None else ():
            by = _by(note)
            texts = [self._plain(one) for one in note.iter(f"{_W}p")]
            said = "\n".join(filter(None, texts))
            if said and note.tag == f"{_W}{kind}":
                kind_of = BlockKind.NOTE if kind == "comment" else BlockKind.PARAGRAPH
                author = note.get(f"{_W}author", "")
                found[note.get(f"{_W}id", "")] = SourceBlock(kind_of, f"{author}: {said}" if author else said, by=by)
        return found

    def _plain(self, paragraph: Any) -> str:
        text = MarkedText()
        for node in paragraph.iter():
            text.add(
                node.text or "" if node.tag == f"{_W}t" else "\n" if node.tag == f"{_W}br" else _SIGNS.get(node.tag, "")
            )
        return text.plain()

    def _edges(self, root: Any) -> list[SourceBlock]:
        """Its headers, and behind them its footers, which have the level 1; each text once."""
        links = self._part(f"_rels/{self._main.rpartition('/')[2]}.rels")
        targets = {one.get("Id"): one.get("Target", "") for one in (links if links is not None else ())}
        found: dict[str, SourceBlock] = {}
        for kind in ("header", "footer"):
            for reference in root.iter(f"{_W}{kind}Reference"):
                part = self._part(targets.get(reference.get(_TARGET_OF), "").rpartition("/")[2])
                texts = [self._plain(one) for one in (part.iter(f"{_W}p") if part is not None else ())]
                for said in filter(None, texts):
                    found.setdefault(said, SourceBlock(BlockKind.NOTE, said, level=int(kind == "footer")))
        return [*found.values()]


_DEEPEST = 9


def _by(mark: Any) -> str:
    """`Ana Silva, 2010-05-03`."""
    return ", ".join(filter(None, (mark.get(f"{_W}author", ""), mark.get(f"{_W}date", "")[: len("2010-05-03")])))


_ABOUT = {
    "subject": "subject",
    "keywords": "keywords",
    "category": "category",
    "description": "comments",
    "language": "language",
    "lastModifiedBy": "editor",
}


def _about(package: Package) -> Iterator[tuple[str, str]]:
    """What stands under *File, Properties*."""
    root = package.root_of("docProps/core.xml")
    for node in root if root is not None else ():
        name = node.tag.rpartition("}")[2]
        if node.text and name in _ABOUT:
            yield _ABOUT[name], node.text


def _main_part(package: Package) -> str:
    links = package.root_of("_rels/.rels")
    targets = (one for one in (links if links is not None else ()) if one.get("Type", "").endswith("/officeDocument"))
    return next((one.get("Target", "").lstrip("/") for one in targets), "word/document.xml")


def _value(looks: Any, name: str) -> str:
    node = looks.find(f"{_W}{name}") if looks is not None else None
    return "" if node is None else str(node.get(f"{_W}val", ""))


def _is_on(looks: Any, name: str, otherwise: bool) -> bool:  # noqa: FBT001 - what holds where it does not say
    node = looks.find(f"{_W}{name}") if looks is not None else None
    return otherwise if node is None else node.get(f"{_W}val", "1") not in _OFF


def _list_of(looks: Any) -> tuple[str, int] | None:
    node = looks.find(f"{_W}numPr") if looks is not None else None
    depth = _value(node, "ilvl")
    return None if node is None else (_value(node, "numId"), int(depth) if depth.isdigit() else 0)


def _children(parent: Any, name: str) -> list[Any]:
    """The rows of a table or the cells of a row, through whatever wraps them."""
    found = []
    for node in parent:
        if node.tag == f"{_W}{name}":
            found.append(node)
        elif isinstance(node.tag, str) and node.tag not in {*_LEFT_OUT, f"{_W}tc", f"{_W}tbl"}:
            found += _children(node, name)
    return found


def _styles(root: Any) -> dict[str, _ParagraphStyle]:
    """By their ids, each with what it has of the style that it is based on."""
    nodes = {node.get(f"{_W}styleId"): node for node in (root.iter(f"{_W}style") if root is not None else ())}
    found: dict[str, _ParagraphStyle] = {}

    def style(id: str, above: frozenset[str] = frozenset()) -> _ParagraphStyle:
        if id not in nodes or id in above:
            return _ParagraphStyle()
        if id not in found:
            node = nodes[id]
            base = style(_value(node, "basedOn"), above | {id})
            looks, runs = node.find(f"{_W}pPr"), node.find(f"{_W}rPr")
            outline, name = _value(looks, "outlineLvl"), _value(node, "name").lower()
            level = int(outline) + 1 if outline.isdigit() and int(outline) < _DEEPEST else base.heading
            found[id] = _ParagraphStyle(
                1 if name == "title" else level, _is_on(runs, "b", base.bold), _list_of(looks) or base.list
            )
        return found[id]

    for id in nodes:
        style(id)
    return found


class _Lists:
    """The numbers of Word: lists of one description count on, unless one of them begins anew."""

    def __init__(self, root: Any) -> None:
        self._counters: dict[str, Counter] = {}
        self._described: dict[str, str] = {}
        self._begin: dict[tuple[str, int], int] = {}
        for node in root if root is not None else ():
            if node.tag == f"{_W}abstractNum":
                levels = {int(one.get(f"{_W}ilvl", "0")): _level(one) for one in node.iter(f"{_W}lvl")}
                self._counters[node.get(f"{_W}abstractNumId", "")] = Counter(levels)
            elif node.tag == f"{_W}num":
                id = node.get(f"{_W}numId", "")
                self._described[id] = _value(node, "abstractNumId")
                for one in node.iter(f"{_W}lvlOverride"):
                    first = _value(one, "startOverride")
                    if first.isdigit():
                        self._begin[id, int(one.get(f"{_W}ilvl", "0"))] = int(first)

    def next(self, id: str, depth: int) -> str:
        counter = self._counters.get(self._described.get(id, ""))
        return counter.next(depth, self._begin.pop((id, depth), None)) if counter else ""


def _level(node: Any) -> NumberingLevel:
    first = _value(node, "start")
    return NumberingLevel(
        _value(node, "lvlText"), _value(node, "numFmt") or "decimal", int(first) if first.isdigit() else 1
    )
