"""What of a Word document in the shared folder our papers are laid out by: its styles, head and foot, and page.

Anybody may have put the document there. Nothing of it is copied: what stands on the lists below is built anew, and
all else stays behind, as macros, links, objects, comments, fields that fetch something, names of authors and the text.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from contextlib import suppress
from dataclasses import replace
from io import BytesIO
from itertools import chain
from typing import Any

import docx
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

from ictwg.errors import InvalidValueError
from ictwg.papers.document import Document
from ictwg.papers.letterhead import redrawn
from ictwg.papers.zipped import unpacked

_MOST = 20_000_000
"""Bytes of all its parts."""

_FORMATS = "http://schemas.openxmlformats.org"
_SPACES = {
    "w": f"{_FORMATS}/wordprocessingml/2006/main",
    "r": f"{_FORMATS}/officeDocument/2006/relationships",
    "wp": f"{_FORMATS}/drawingml/2006/wordprocessingDrawing",
    "a": f"{_FORMATS}/drawingml/2006/main",
    "pic": f"{_FORMATS}/drawingml/2006/picture",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
    "mc": f"{_FORMATS}/markup-compatibility/2006",
}


def _tags(prefix: str, names: str) -> frozenset[str]:
    return frozenset(f"{{{_SPACES[prefix]}}}{name}" for name in names.split())


def _tag(prefix: str, name: str) -> str:
    return f"{{{_SPACES[prefix]}}}{name}"


_SHOWN = _tags(
    "w",
    "p r t tab br cr noBreakHyphen softHyphen sym ptab tbl tblGrid gridCol tr tc fldSimple fldChar instrText drawing"
    " txbxContent docDefaults rPrDefault pPrDefault style name basedOn next link uiPriority semiHidden unhideWhenUsed"
    " qFormat",
)
"""Of heads and feet, and of styles."""
_LOOKS = _tags("w", "pPr rPr tblPr tblPrEx trPr tcPr tblStylePr")
"""Whatever else of Word stands in one of these is only a look."""
_NO_LOOKS = _tags(
    "w",
    "pPrChange rPrChange tblPrChange tblPrExChange trPrChange tcPrChange sectPr numPr ins del moveFrom moveTo lang"
    " divId",
)
_HOLD = _tags("w", "hyperlink sdt sdtContent smartTag ins moveTo customXml") | _tags("mc", "AlternateContent Choice")
"""What stands in them is shown, and they are not."""
_DRAWN = tuple(f"{{{_SPACES[prefix]}}}" for prefix in ("wp", "a", "pic", "wps", "wpg"))
_TEXTS = _tags("w", "t instrText") | _tags("wp", "posOffset align")
_END_WITH_PARAGRAPH = _tags("w", "hdr ftr tc txbxContent")
_NUMBERS = re.compile(r"\s*(PAGE|NUMPAGES|SECTIONPAGES)\s*(\\\*\s*\w+\s*)*")
"""Fields that fetch nothing."""
_W = f"{{{_SPACES['w']}}}"
_DRAWING, _BLIP, _EMBED = f"{_W}drawing", _tag("a", "blip"), _tag("r", "embed")
_FIELD, _MARK, _CODE, _PARAGRAPH = (f"{_W}{name}" for name in ("fldSimple", "fldChar", "instrText", "p"))


class WordBase:
    """The document, opened.

    Attributes:
        rooms: Between the margins of its page upright, and turned, in twentieths of a point.
        is_whole: No picture and no object in its heads and feet is left behind.
    """

    def __init__(self, data: bytes) -> None:
        """Reads it.

        Raises:
            Exception: Of any kind, where this is no Word document.
        """
        unpacked(data, _MOST)
        word: Any = docx.Document(BytesIO(data))
        section = self._section = word.sections[0]
        sides = sorted((section.page_width.twips, section.page_height.twips))
        self.rooms = [side - section.left_margin.twips - section.right_margin.twips for side in sides]
        if self.rooms[0] < _NARROWEST or sides[1] > _LARGEST:
            raise ValueError
        self._styles = _anew(word.styles.element, ())
        rels = word.part.rels.values()
        themes = [parse_xml(one.target_part.blob) for one in rels if one.reltype == RELATIONSHIP_TYPE.THEME]
        self._themes = [_anew(one, ()) for one in themes if not any(map(_leads_away, one.iter()))]
        self._parts = {
            name: getattr(section, name).part
            for name in ("header", "footer", "first_page_header", "first_page_footer")
            if not getattr(section, name).is_linked_to_previous
        }
        self._pictures = {name: dict(_pictures(part)) for name, part in self._parts.items()}
        self._edges = {name: _anew(part.element, self._pictures[name]) for name, part in self._parts.items()}
        there = [one for part in self._parts.values() for one in part.element.iter(_DRAWING, *_OBJECTS)]
        shown = [one for one in there if not [*one.iterancestors(_tag("mc", "Fallback"))]]
        self.is_whole = len(shown) == sum(1 for edge in self._edges.values() for _ in edge.iter(_DRAWING))

    @property
    def has_numbers(self) -> bool:
        """Whether its pages have."""
        return any([*edge.iter(_CODE, _FIELD)] for edge in self._edges.values())

    def beside(self, document: Document) -> Document:
        """The paper without what the head and foot say themselves."""
        setup = document.setup
        if self._says("header"):
            setup = replace(setup, letterhead=(), picture=b"")
        if self._says("footer"):
            setup = replace(setup, footer="")
        return replace(document, setup=setup)

    def _says(self, of: str) -> bool:
        found = (edge.iter(_TEXT, _DRAWING) for name, edge in self._edges.items() if name.endswith(of))
        return any(one.tag == _DRAWING or (one.text or "").strip() for one in chain.from_iterable(found))

    def lay_under(self, word: Any) -> None:
        """Lays out our document as this one."""
        section = word.sections[0]
        for name in _PAGE:
            setattr(section, name, getattr(self._section, name))
        self._style(word.styles.element)
        for name, edge in self._edges.items():
            part = getattr(section, name).part
            part.element[:] = edge
            for blip in part.element.iter(_BLIP):
                blip.set(_EMBED, part.get_or_add_image(BytesIO(self._pictures[name][blip.get(_EMBED)]))[0])
        for theme in self._themes[:1]:
            name, said = PackURI("/word/theme/theme1.xml"), serialize_part_xml(theme)
            word.part.relate_to(Part(name, CONTENT_TYPE.OFC_THEME, said, word.part.package), RELATIONSHIP_TYPE.THEME)

    def _style(self, ours: Any) -> None:
        """Its usual text, headings and the like, and what we have beside these; the spelling is ours to check."""
        ids = {_name(one): one.get(_ID) for one in ours.iter(_STYLE)}
        called = {one.get(_ID): ids.get(_name(one)) or f"{one.get(_ID)}-0" for one in self._styles.iter(_STYLE)}
        for one in chain.from_iterable(root.iter(_STYLE, *_REFERRED) for root in (self._styles, *self._edges.values())):
            key = _ID if one.tag == _STYLE else _VALUE
            one.set(key, called.get(one.get(key), ""))
        replaced = ids.keys() - _THEIRS
        kept = {one.get(_ID): one for one in self._styles.iter(_STYLE) if _name(one) not in replaced}
        usual = self._styles.find(_USUAL)
        usual.find(f"{_W}rPrDefault/{_W}rPr").append(next(ours.find(_USUAL).iter(f"{_W}lang")))
        ours[:] = [usual, *kept.values(), *(one for one in ours.iter(_STYLE) if one.get(_ID) not in kept)]


_NARROWEST, _LARGEST = 4000, 31_680
"""Between the margins, and a side of a page: more Word does not print."""

_PAGE = (
    *("page_width", "page_height", "left_margin", "right_margin", "top_margin", "bottom_margin", "gutter"),
    *("header_distance", "footer_distance", "different_first_page_header_footer"),
)

_OBJECTS, _TEXT = (f"{_W}object", f"{_W}pict"), f"{_W}t"
_STYLE, _ID, _VALUE, _USUAL = (f"{_W}{name}" for name in ("style", "styleId", "val", "docDefaults"))
_REFERRED = tuple(f"{_W}{name}" for name in ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link"))

_THEIRS = {"normal", "quote", *(f"heading {level}" for level in range(1, 7))}
_THEIRS |= {"default paragraph font", "normal table", "no list"}
"""Of the styles that both have."""


def _name(style: Any) -> str:
    """Word calls its own styles in English, also where their ids are of another language."""
    return next((one.get(_VALUE, "").casefold() for one in style.iter(f"{_W}name")), "")


def _pictures(part: Any) -> Iterator[tuple[str, bytes]]:
    """Those that can be drawn again, by their ids."""
    for id in {blip.get(_EMBED) for blip in part.element.iter(_BLIP)} & part.rels.keys():
        with suppress(InvalidValueError, ValueError):  # no picture, or one that lies elsewhere
            yield id, redrawn(part.rels[id].target_part.blob, id)


def _anew(root: Any, pictures: Container[str]) -> Any:
    """What of it is on the lists."""
    fields = {*_other_fields(root)}
    made = root.makeelement(root.tag, nsmap=_SPACES)
    for child in root:
        _put(made, child, pictures, fields)
    _end(made)
    return made


def _other_fields(root: Any) -> Iterator[Any]:
    """What belongs to a field that is no number of a page; what it said last does not."""
    begun: list[list[Any]] = []
    for one in root.iter(_MARK, _CODE):
        kind = one.get(f"{_W}fldCharType")
        begun += [[]] if kind == "begin" or not begun else []
        begun[-1].append(one)
        field = begun.pop() if kind == "end" else []
        yield from () if _is_number("".join(part.text or "" for part in field)) else field
    yield from chain.from_iterable(begun)


def _is_number(code: str) -> bool:
    return _NUMBERS.fullmatch(code) is not None


def _put(above: Any, one: Any, pictures: Container[str], without: Container[Any], *, looks: bool = False) -> None:
    inside = above
    if looks or (one.tag not in _HOLD and not (one.tag == _FIELD and not _is_number(one.get(f"{_W}instr", "")))):
        if one in without or not _is_listed(one, pictures, looks=looks):
            return
        inside = above.makeelement(one.tag, dict(_attributes(one)))
        above.append(inside)
        if one.tag in _TEXTS:
            inside.text = one.text
    for child in one:
        _put(inside, child, pictures, without, looks=looks or one.tag in _LOOKS)
    _end(inside)


def _end(made: Any) -> None:
    if made.tag in _END_WITH_PARAGRAPH and (not len(made) or made[-1].tag != _PARAGRAPH):
        made.append(made.makeelement(_PARAGRAPH))


def _is_listed(one: Any, pictures: Container[str], *, looks: bool) -> bool:
    tag = str(one.tag)
    if tag == _DRAWING:
        kinds = {inner.get("uri") for inner in one.iter(_tag("a", "graphicData"))}
        return kinds <= _GRAPHICS and all(blip.get(_EMBED) in pictures for blip in one.iter(_BLIP))
    if tag.startswith(_DRAWN):
        return not tag.endswith("}extLst") and (tag == _BLIP or not _leads_away(one))
    return tag in _SHOWN or tag in _LOOKS or (looks and tag.startswith(_W) and tag not in _NO_LOOKS)


_GRAPHICS = frozenset(_SPACES[prefix] for prefix in ("pic", "wps", "wpg"))


def _leads_away(one: Any) -> bool:
    """Whether it names another part, or a place elsewhere."""
    return any(key.startswith(f"{{{_SPACES['r']}}}") for key, _ in one.items())


def _attributes(one: Any) -> Iterator[tuple[str, str]]:
    """A picture says of itself how its file was called, and where it lay."""
    named = one.tag.endswith(("}docPr", "}cNvPr"))
    for key, value in one.items():
        if named and key in {"name", "descr", "title"}:
            yield from [(key, "")] if key == "name" else []
        elif key in _OTHER_KEYS or not key.startswith("{") or (key.startswith(_W) and not _WHO.match(key, len(_W))):
            yield key, value


_OTHER_KEYS = {_EMBED, "{http://www.w3.org/XML/1998/namespace}space"}
_WHO = re.compile("rsid|author|date|initials")
