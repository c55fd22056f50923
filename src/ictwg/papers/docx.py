"""Blocks as a Word document, to correct and to print: real headings, lists and tables, and nothing that runs.

`docx.xml`, a Word file as one text, is the empty document with its page, styles and bullets.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from html import escape
from io import BytesIO
from itertools import chain, repeat, zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from zipfile import ZipFile

import docx
from docx.enum.section import WD_ORIENTATION
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Emu, Mm

from ictwg.domain.figures import DARK, LIGHT, drawn
from ictwg.papers.blocks import (
    Band,
    Block,
    Facts,
    HeadingBlock,
    Items,
    PaperText,
    Paragraph,
    Quote,
    Signatures,
    TableBlock,
    own,
    plain_text,
    strong,
)
from ictwg.papers.runs import NO_ITEM, Run, TextPart, parts_of, printable, unbroken, words_of
from ictwg.papers.word_base import WordBase
from ictwg.papers.words import label
from ictwg.papers.zipped import is_ours, properties, sealed

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.section import Section

    from ictwg.papers.document import Document

__all__ = ["is_ours", "write"]


def write(document: Document) -> bytes:
    """The whole file, with its digest."""
    base = WordBase(document.setup.base) if document.setup.base else None
    document = base.beside(document) if base else document
    room = (base.rooms if base else (_UPRIGHT, _WIDE))[document.setup.landscape]
    word = docx.Document(BytesIO(_with_body("".join(_blocks(document, room)))))
    _set_properties(word, document)
    _set_up(word, document, room, base)
    made = BytesIO()
    word.save(made)
    return sealed(made.getvalue())


_UPRIGHT, _WIDE = 9638, 14570
"""Between the margins of the page of `docx.xml`, and of the same turned: in twentieths of a point, as all here."""


def _with_body(body: str) -> bytes:
    """The empty document with what stands in it, as a file that python-docx opens."""
    found = _PART.findall(_empty())
    types = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind, _ in found)
    made = BytesIO()
    with ZipFile(made, "w") as zipped:
        zipped.writestr("[Content_Types].xml", f'<Types xmlns="{_TYPES}">{types}</Types>')
        for name, _, xml in found:
            zipped.writestr(name[1:], xml.replace(_END, body + _END))
    return made.getvalue()


@cache
def _empty() -> str:
    return Path(__file__).with_name("docx.xml").read_text(encoding="utf-8")


_PART = re.compile(
    r'<pkg:part pkg:name="(.*?)" pkg:contentType="(.*?)"><pkg:xmlData>\n(.*?)\n</pkg:xmlData>', re.DOTALL
)

_END = "<w:sectPr>"
"""What stands last in a document."""

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"

_LOCALES = {"en": "en-GB", "pt": "pt-PT", "id": "id-ID", "tet": "tet-TL"}
"""The languages as Word names them, and checks the spelling by them."""

_LONGEST, _TITLE = 255, 70
"""Signs of a property, and of a title that leaves room beside it."""


def _set_properties(word: WordDocument, document: Document) -> None:
    told, core = properties(document), word.core_properties
    core.author = core.last_modified_by = _short(document.head.get("group") or document.setup.author or "ictwg")
    core.title, core.subject, core.keywords = _short(told.title), _short(told.subject), _short(told.keywords)
    core.category, core.version, core.content_status = _short(told.category), _short(told.status), _short(told.status)
    core.comments, core.created, core.modified = told.comments, told.created, told.created
    core.language = _LOCALES.get(document.language, document.language)
    word.styles.element.xpath("w:docDefaults//w:lang")[0].set(qn("w:val"), core.language)


def _short(text: str, most: int = _LONGEST) -> str:
    line = " ".join(printable(text).split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def _set_up(word: WordDocument, document: Document, room: int, base: WordBase | None) -> None:
    """Turns the page where it is wide, and fills its head and foot."""
    section, setup = word.sections[0], document.setup
    if setup.picture:
        above = word.paragraphs[0].insert_paragraph_before(style="Letterhead" if setup.letterhead else "Letterhead End")
        drawn = above.add_run().add_picture(BytesIO(setup.picture), height=Mm(22))
        share = min(1, Mm(120) / drawn.width)
        drawn.width, drawn.height = Emu(drawn.width * share), Emu(drawn.height * share)
        above.paragraph_format.space_after = Mm(2)
        drawn._inline.docPr.set("descr", label("logo", document.language))  # noqa: SLF001 - it has no word for it
    if base:
        base.lay_under(word)
    if setup.landscape:
        section.orientation = WD_ORIENTATION.LANDSCAPE
    sides = sorted(filter(None, (section.page_width, section.page_height)), reverse=setup.landscape)
    section.page_width, section.page_height = sides
    for size in word.styles.element.xpath("//w:sz | //w:szCs") if setup.large else ():
        size.set(qn("w:val"), str(int(size.get(qn("w:val"))) * _LARGE // _USUAL_SIZE))
    if setup.example:
        mark = _run(Run(label("example", document.language)))
        _fill(section, "header", base, [_paragraph(_Look("PaperMark"), mark)])
    if not setup.certificate:
        numbered = not (base and base.has_numbers)
        _fill(section, "footer", base, [*_footer(document, room, numbered=numbered)])


def _fill(section: Section, edge: str, base: WordBase | None, made: Sequence[str]) -> None:
    """The head or foot of each page, below what a letterhead document says there."""
    names = edge, *[f"first_page_{edge}"] * section.different_first_page_header_footer
    for element in (getattr(section, name).part.element for name in names):
        element[:] = [*(element if base else ()), *_elements(made)]


def _footer(document: Document, room: int, *, numbered: bool) -> Iterator[str]:
    """Room for initials, the short title beside the page's number, and what else tells the paper from others."""
    lang, told = document.language, properties(document)
    if document.setup.initials:
        yield _paragraph(_Look("PaperFoot", right=True), _run(Run(f"{label('sign.initials', lang)}: ________")))
    before, between, after = (_run(Run(said)) for said in label("foot.page", lang, page="\n", pages="\n").split("\n"))
    page = (before, _field("PAGE"), between, _field("NUMPAGES"), after) if numbered else ()
    yield _paragraph(_Look("PaperFoot", tab=room), _run(Run(_short(told.title, _TITLE))), _w("r", _w("tab")), *page)
    yield _paragraph(_Look("PaperFoot"), _run(Run(_short(document.foot))))
    if document.setup.footer:
        yield _paragraph(_Look("PaperFoot"), _run(Run(_short(document.setup.footer))))


_LARGE, _USUAL_SIZE = 26, 21
"""The type of a text, in half points."""


def _field(name: str) -> str:
    return _w("fldSimple", _run(Run("1")), instr=name)


class _Look(NamedTuple):
    """How a paragraph looks.

    Attributes:
        style: Of those in `docx.xml`.
        keep: It stays on a page with what follows.
        listed: How deep the bullet before it is.
        under: How deep the item is under which it stands.
        tab: Where what is behind a tab ends.
        hangs: Its lines stand behind a number.
        sides: Room left free at both sides.
    """

    style: str = "Normal"
    keep: bool = False
    new_page: bool = False
    listed: int = NO_ITEM
    under: int = NO_ITEM
    right: bool = False
    tab: int = 0
    hangs: bool = False
    sides: int = 0


def _paragraph(look: _Look, *runs: str) -> str:
    """Its looks stand in the order that Word wants."""
    looks = (
        _w("pStyle", val=look.style),
        _w("keepNext") * look.keep,
        _w("pageBreakBefore") * look.new_page,
        _w("numPr", _w("ilvl", val=look.listed), _w("numId", val=1)) * (look.listed != NO_ITEM),
        _w("tabs", _w("tab", val="right", pos=look.tab)) * bool(look.tab),
        _w("ind", left=_INDENT * (look.under + 1)) * (look.under != NO_ITEM),
        _w("ind", left=_HANG, hanging=_HANG) * look.hangs,
        _w("ind", left=look.sides, right=look.sides) * bool(look.sides),
        _w("jc", val="right") * look.right,
    )
    return _w("p", _w("pPr", *looks), *runs)


_INDENT = 340
"""Of each depth, as in `docx.xml`."""

_HANG = 2 * _INDENT


def _run(run: Run) -> str:
    looks = _w("rPr", _w("b") * run.strong, _w("i") * run.emphasis) if run.strong or run.emphasis else ""
    return _w("r", looks, _w("br").join(map(_line, run.text.split("\n"))))


def _line(text: str) -> str:
    pieces = (text[at : at + _PIECE] for at in range(0, len(text) or 1, _PIECE))
    return "".join(f'<w:t xml:space="preserve">{escape(piece)}</w:t>' for piece in pieces)


_PIECE = 1_000_000
"""Signs: no reader of XML takes more than ten million bytes in one."""


def _w(tag: str, *inner: str, **attributes: str | int) -> str:
    said = "".join(f' w:{name}="{escape(str(value))}"' for name, value in attributes.items())
    return f"<w:{tag}{said}>{''.join(inner)}</w:{tag}>"


def _elements(made: Iterable[str]) -> list[Any]:
    """As python-docx takes them. What is long is read as a text with the whole document: it takes seconds to add it."""
    return list(parse_xml(f"<w:body {nsdecls('w')}>{''.join(made)}</w:body>"))


def _text(text: PaperText, look: _Look, *, begins: bool = False) -> Iterator[str]:
    """Its paragraphs, and at least one.

    Args:
        begins: The first is the item under which the others stand.
    """
    for at, part in enumerate(parts_of(text) or [TextPart(NO_ITEM, ())]):
        in_table = look.style.startswith("Table")
        runs = (_run(run._replace(text=unbroken(run.text)) if in_table else run) for run in part.runs)
        if part.depth != NO_ITEM or (begins and not at):
            style = "ListBullet" if look.style in _TEXTS else look.style
            yield _paragraph(look._replace(style=style, listed=look.under + 1 + part.depth, under=NO_ITEM), *runs)
        else:
            yield _paragraph(look, *runs)


_TEXTS = frozenset({"Normal", "ListContinue"})


def _blocks(document: Document, room: int) -> Iterator[str]:
    letterhead = document.setup.letterhead
    yield from _letterhead(letterhead)
    for at, (block, after) in enumerate(zip(document.blocks, (*document.blocks[1:], None), strict=True)):
        titled = isinstance(block, HeadingBlock) and block.level == 1
        if at < document.setup.cover and isinstance(block, HeadingBlock | Paragraph):
            boxed = isinstance(block, Paragraph) and block.boxed
            style = "CoverTitle" if titled else "Boxed" if boxed else "CoverLine"
            yield from _text(block.text, _Look(style, sides=max(0, room - _COVER[boxed]) // 2))
            continue
        breaks = at > 0 and document.setup.one_a_page and titled
        if breaks:
            yield from _letterhead(letterhead, new_page=True)
        yield from _block(block, after, room, new_page=(breaks and not letterhead) or 0 < at == document.setup.cover)
        if isinstance(block, _TABLES) and (after is None or isinstance(after, _TABLES)):
            yield _paragraph(_Look("TableEnd"))


def _letterhead(lines: tuple[str, ...], *, new_page: bool = False) -> Iterator[str]:
    for at, (line, after) in enumerate(zip_longest(lines, lines[1:])):
        look = _Look("Letterhead" if after else "LetterheadEnd", keep=True, new_page=new_page and not at)
        yield _paragraph(look, _run(Run(printable(line))))


_COVER = 10500, 5000
"""How wide the lines of a cover are, and a box on it."""

_TABLES = TableBlock | Facts | Signatures


def _block(block: Block, after: Block | None, room: int, *, new_page: bool) -> Iterator[str]:
    match block:
        case HeadingBlock(level, text):
            yield from _text(text, _Look(f"Heading{min(level, 6)}", new_page=new_page))
        case Items(items):
            depth = NO_ITEM
            for item in items:
                depth = min(item.depth, depth + 1, _DEEPEST)
                look = _Look("ListContinue", under=depth)
                yield from _text(item.text, look, begins=True)
                yield from chain.from_iterable(map(_text, item.details, repeat(look)))
        case TableBlock():
            yield _table(block, room, keep=isinstance(after, Paragraph))
        case Facts(facts):
            widths, looks = (room * 26 // 100, room * 74 // 100), (_Look(_USUAL),) * 2
            rows = (_row((own(name), value), widths, looks) for name, value in facts)
            yield _grid(widths, rows, _FIRST_COLUMN)
        case Signatures():
            yield _signatures(block, room)
        case Paragraph() if block.number:
            yield from _numbered(block, keep=isinstance(after, Signatures))
            if isinstance(after, Paragraph) and block.boxed and after.boxed:  # else they would share a box
                yield _paragraph(_Look("TableEnd"))
        case Quote(text):
            yield from _text(text, _Look("Quote", keep=isinstance(after, Items | Signatures)))
        case _:
            yield from _unnumbered(block, keep=isinstance(after, Items | Signatures))


def _unnumbered(said: Paragraph, *, keep: bool) -> Iterator[str]:
    style = "Boxed" if said.boxed else "Normal"
    if said.text or not said.at_right:
        yield from _text(said.text, _Look(style, keep=keep))
    for one in filter(None, said.below):
        yield from _text(one, _Look(style, keep=keep))
    if said.at_right:
        yield from _text(said.at_right, _Look(style, right=True))


def _numbered(said: Paragraph, *, keep: bool) -> Iterator[str]:
    """Each part hangs behind the number or a tab; in a box bullets are signs, since a list has an indent of its own."""
    parts = [part for text in (said.text, *said.below) for part in parts_of(text) or [TextPart(NO_ITEM, ())]]
    look = _Look("Decision" if said.boxed else "Normal", keep=keep or bool(said.at_right), hangs=True)
    before = _run(Run(said.number))
    for at, part in enumerate(parts):
        last = at == len(parts) - 1
        kept = look._replace(keep=look.keep if last else said.boxed)
        if part.depth != NO_ITEM and at and not said.boxed:
            yield _paragraph(
                kept._replace(style="ListBullet", listed=2 + part.depth, hangs=False), *map(_run, part.runs)
            )
        else:
            bullet = () if part.depth == NO_ITEM else (_run(Run("• ")),)
            yield _paragraph(kept, before, _w("r", _w("tab")), *bullet, *map(_run, part.runs))
        before = ""
    if said.at_right:
        yield from _text(said.at_right, _Look("Decision" if said.boxed else "Normal", keep=keep, right=True))


def _signatures(block: Signatures, room: int) -> str:
    """A row of cells, and a last one with lines around it for the stamp."""
    widths = (*((room - _STAMP[0]) // len(block.people),) * len(block.people), _STAMP[0])
    edges = _w(
        "tcBorders", *(_w(side, val="single", sz=4, color="999999") for side in ("top", "left", "bottom", "right"))
    )
    looks = [""] * len(block.people) + [edges]
    cells = [
        (_text(role, _Look(keep=True)), _paragraph(_Look("Signature")), *(_text(one, _Look(_USUAL)) for one in told))
        for role, *told in block.people
    ]
    cells.append((_text(block.stamp, _Look("TableSmall")),))
    made = (
        _w("tc", _w("tcPr", _w("tcW", w=width, type="dxa"), look), *chain.from_iterable(cell))
        for cell, width, look in zip(cells, widths, looks, strict=True)
    )
    row = _w("tr", _w("trPr", _w("cantSplit"), _w("trHeight", val=_STAMP[1], hRule="atLeast")), *made)
    grid = _w("tblGrid", *(_w("gridCol", w=width) for width in widths))
    return _w("tbl", _w("tblPr", _w("tblW", w=sum(widths), type="dxa"), _w("tblLayout", type="fixed")), grid, row)


_STAMP = 2552, 1985
"""The room for a stamp and a seal: 45 mm × 35 mm."""

_DEEPEST = 3
"""Of a list; what somebody typed in an item of it is deeper, and Word has nine."""

_FEW, _MANY = 6, 8
"""Rows that stay together on a page, and columns beside which a bar has room."""

_BAR = 16
"""Signs of the longest bar; in a table of many columns half of them."""


def _table(block: TableBlock, room: int, *, keep: bool) -> str:
    """With the bars drawn in a column of their own; `keep` holds the last row on a page with what follows."""
    longest = max((bar.length for bar in block.bars if bar), default=0)
    signs = _BAR // 2 if len(block.head) > _MANY else _BAR
    bars = [(own(drawn(bar, longest, signs) if bar else ""),) for bar in block.bars]
    rows = [(*block.head, *([own("")] if bars else ()))]
    rows += ((*row, *bar) for row, bar in zip(block.rows, bars or repeat(()), strict=False))
    rights = (*block.figures, *repeat(False, len(block.head) - len(block.figures)))
    style, shares = (_USUAL, block.widths) if block.widths else _fitted(rows, room)
    looks = [_Look(style, right=right) for right in rights]
    looks += [_Look("TableBar")] * bool(bars)
    widths = [int(room * share / sum(shares)) for share in shares]
    last, few = len(rows) - 1, len(rows) <= _FEW + 1
    kept = [keep if at == last else few or at in {0, last - 1} for at in range(len(rows))]
    mark = _w("trHeight", val=_BY_HAND, hRule="atLeast") * bool(block.widths)
    head, *body = (
        _row(row, widths, [look._replace(keep=together) for look in looks], mark if at else _w("tblHeader"))
        for at, (row, together) in enumerate(zip(rows, kept, strict=True))
    )
    made = (head, *block.with_bands(body, lambda band: _band(band, widths, style)))
    return _grid(widths, made, _FIRST_ROW, small=style != _USUAL)


_FIRST_ROW, _FIRST_COLUMN = "0620", "0680"
"""What looks different in a table, as Word writes it."""


def _grid(widths: Sequence[int], rows: Iterable[str], first: str, *, small: bool = False) -> str:
    sides = (_w(side, w=35, type="dxa") for side in ("left", "right"))
    looks = (
        _w("tblStyle", val="PaperTable"),
        _w("tblW", w=sum(widths), type="dxa"),
        _w("tblLayout", type="fixed"),
        _w("tblCellMar", *sides) * small,
        _w("tblLook", val=first),
    )
    return _w("tbl", _w("tblPr", *looks), _w("tblGrid", *(_w("gridCol", w=width) for width in widths)), *rows)


def _row(cells: Sequence[PaperText], widths: Sequence[int], looks: Sequence[_Look], *marks: str) -> str:
    """One that no page could hold may go over to the next."""
    whole = _w("cantSplit") * (sum(len(plain_text(cell)) for cell in cells) < _PAGEFUL)
    made = (
        _w("tc", _w("tcPr", _w("tcW", w=width, type="dxa")), *_text(cell, look))
        for cell, width, look in zip(cells, widths, looks, strict=True)
    )
    return _w("tr", _w("trPr", whole, *marks), *made)


def _band(band: Band, widths: Sequence[int], style: str) -> str:
    shade = _w("shd", val="clear", color="auto", fill=_SHADES[band.level])
    looks = _w("tcPr", _w("tcW", w=sum(widths), type="dxa"), _w("gridSpan", val=len(widths)), shade)
    cell = _w("tc", looks, *_text(strong(band.text), _Look(style, keep=True)))
    return _w("tr", _w("trPr", _w("cantSplit")), cell)


_SHADES = {1: "DDDDDD", 2: "F2F2F2"}

_PAGEFUL = 1500
"""Signs of a row."""

_BY_HAND = 440
"""The height of a row that is written in by hand."""


def _fitted(rows: Sequence[Sequence[PaperText]], room: int) -> tuple[str, Sequence[float]]:
    """The style of the largest type in which no word is broken, and the widths that the columns have in it."""
    needs = [*zip(*map(_needs, zip(*rows, strict=True)), strict=True)]
    style, size, edges = next((one for one in _SIZES if _sum(needs[0], one[2]) * one[1] <= room), _SIZES[-1])
    least, most = needs[:2] if _sum(needs[1], edges) * size > room else needs[1:]
    spare = room / size - edges * len(least)
    slack = min(max(spare / (sum(least) or 1), 1), _OTHERS)
    widths = [(few * slack, max(few * slack, many)) for few, many in zip(least, most, strict=True)]
    wanted = sum(many - few for few, many in widths)
    share = min(max((spare - sum(few for few, _ in widths)) / wanted, 0), 1) if wanted else 0
    return style, [edges + few + (many - few) * share for few, many in widths]


def _sum(widths: Sequence[float], edges: float) -> float:
    return sum(widths) + edges * len(widths)


_USUAL = "TableText"
_SIZES = ((_USUAL, 190, 1), ("TableSmall", 160, 0.6), ("TableTiny", 140, 0.6))
"""Styles, with the size of their type, and the room at both edges of a cell in it."""


def _needs(cells: Iterable[PaperText]) -> tuple[float, float, float]:
    """How wide a column is that breaks no word, none of its short texts, and hardly a text."""
    told = [plain_text(cell) for cell in cells]
    words = (one for text in told for one in words_of(text))
    word = max((_wide(one if "\u00a0" in one else one[:_WORD]) for one in words), default=0)
    short = max((_wide(text) for text in told if len(text) <= _SHORT), default=0)
    return word, max(word, short), max(word, short, _wide(max(told, key=len)[:_LINE]))


def _wide(text: str) -> float:
    """About as many times the size of the type as it is long in bold Arial."""
    return sum(_WIDTHS.get(sign, 0.73 if sign.isupper() else 0.59) for sign in text)


_WIDTHS = {**dict.fromkeys("ijltfrI.,:;'|!()[]- ", 0.34), **dict.fromkeys("mwMW@%", 0.92), DARK: 0.62, LIGHT: 0.62}

_OTHERS = 1.18
"""How much wider the fonts are that stand in for Arial where a computer has none."""

_SHORT, _WORD, _LINE = 12, 18, 60
"""Signs of a day or a status, of the longest word that widens a column, and of the longest text that does."""
