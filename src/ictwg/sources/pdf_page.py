"""What is drawn on a page of a PDF: words and rules, fields, comments and pictures.

Places are points from the upper left corner of the page as one reads it: a page that lies on its side is turned.

And what a file says itself its words are: the tree of paragraphs, lists and tables that office programs write into it.
"""

from __future__ import annotations

import ctypes
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import islice, pairwise, takewhile
from types import MappingProxyType
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from ictwg.domain.text import clean
from ictwg.sources.pdf_lines import lines_of
from ictwg.sources.pdf_words import PageBox, View, Word, near, pieces_of, words_of


class Tag(NamedTuple):
    """One element of the tree: its place among those that stand in the same one, its type, and how far a cell goes."""

    at: int
    kind: str = ""
    across: int = 1
    down: int = 1


Path = tuple[Tag, ...]
"""From the whole file to one block of its text."""

_DEEPEST, _MOST_TAGS = 60, 200_000


def tags_of(page: Any) -> dict[int, Path]:
    """By the number of each mark on the page: what it is part of, last its own place there."""
    found: dict[int, Path] = {}
    tree = pdfium.FPDF_StructTree_GetForPage(page)
    if not tree:
        return found
    roots = range(min(pdfium.FPDF_StructTree_CountChildren(tree), _MOST_TAGS))
    open_ones: list[tuple[Any, int, Path]] = [
        (pdfium.FPDF_StructTree_GetChildAtIndex(tree, at), at, ()) for at in roots
    ]
    left = _MOST_TAGS
    while open_ones and left:
        element, at, above = open_ones.pop()
        left -= 1
        if not element or len(above) > _DEEPEST:
            continue
        path: Path = (*above, _tag(element, at))
        for child in range(min(pdfium.FPDF_StructElement_CountChildren(element), _MOST_TAGS)):
            mark = pdfium.FPDF_StructElement_GetChildMarkedContentID(element, child)
            if mark >= 0:
                found[mark] = (*path, Tag(child))
            elif inner := pdfium.FPDF_StructElement_GetChildAtIndex(element, child):
                open_ones.append((inner, child, path))
    pdfium.FPDF_StructTree_Close(tree)
    return found


def _tag(element: Any, at: int) -> Tag:
    length = pdfium.FPDF_StructElement_GetType(element, None, 0)
    name = ctypes.create_string_buffer(length)
    pdfium.FPDF_StructElement_GetType(element, name, length)
    kind = name.raw.decode("utf-16-le", "replace").rstrip("\0")
    spans = (_span(element, b"ColSpan"), _span(element, b"RowSpan")) if kind in CELLS else (1, 1)
    return Tag(at, kind, *spans)


CELLS = frozenset({"TD", "TH"})
_MOST_COLUMNS = 200


def _span(element: Any, name: bytes) -> int:
    number = ctypes.c_float()
    for at in range(min(pdfium.FPDF_StructElement_GetAttributeCount(element), _DEEPEST)):
        attributes = pdfium.FPDF_StructElement_GetAttributeAtIndex(element, at)
        value = pdfium.FPDF_StructElement_Attr_GetValue(attributes, name)
        if value and pdfium.FPDF_StructElement_Attr_GetNumberValue(value, number):
            return max(1, min(int(number.value), _MOST_COLUMNS))
    return 1


class Rule(NamedTuple):
    """A straight line: flat ones lie at a height and reach from left to right, the others stand."""

    flat: bool
    at: float
    start: float
    end: float


class Page(NamedTuple):
    """One page.

    Attributes:
        notes: Its comments, and what is written across it, as *DRAFT*.
        is_picture: It is a picture without a text.
        tags: What its marks are part of, where the file says it.
    """

    number: int
    width: float = 0.0
    height: float = 0.0
    words: tuple[Word, ...] = ()
    rules: tuple[Rule, ...] = ()
    notes: tuple[str, ...] = ()
    is_picture: bool = False
    tags: Mapping[int, Path] = MappingProxyType({})


def read_page(number: int, page: Any, text: Any, form: Any) -> Page:
    """What stands on this page of pdfium; `form` is what it knows of the fields of the file, if it has any."""
    pieces = list(pieces_of(text))
    turn = Counter(piece.style.turn for piece in pieces if piece.style.turn >= 0).most_common(1)
    view = View(turn[0][0] if turn else 0, page.get_bbox())
    rules = _rules(page, view)
    twice = _drawn_twice(page, view)
    drawn = list(words_of((piece for piece in pieces if piece.style.turn == view.turn), view))
    flat = sorted((rule for rule in rules if rule.flat), key=lambda rule: rule.at)
    fields, comments = _annotations(page, form, view)
    shown = [field for field in fields if not any(PageBox(*field[1:5]).holds(word) for word in drawn)]
    across = " ".join("".join(piece.text or " " for piece in pieces if piece.style.turn != view.turn).split())
    drawn = [word._replace(bold=word.bold or any(box.holds(word) for box in twice)) for word in drawn]
    draws_spaces = sum(bool(word.spaced) for word in drawn) > _SOME * len(drawn)
    drawn = drawn if draws_spaces else [word._replace(spaced=None) for word in drawn]
    drawn = [word for line in lines_of([*drawn, *shown]) for word in line.words] if shown else drawn
    words = tuple(_struck(word, flat) for word in drawn if word.text)
    tags = {} if shown else tags_of(page)
    pictures = _boxes(page, pdfium.FPDF_PAGEOBJ_IMAGE, view)
    pictured = sum((box.right - box.left) * (box.bottom - box.top) for box in pictures)
    is_picture = pictured > _MOST * view.area and sum(len(word.text) for word in words) < _FEW_LETTERS
    return Page(number, *view.size, words, rules, tuple(filter(None, (across, *comments))), is_picture, tags)


_FEW_LETTERS, _MOST, _SOME = 20, 0.5, 0.3
_MOST_OBJECTS = 20_000


def _struck(word: Word, flat: list[Rule]) -> Word:
    """The word, and whether one of these rules, by height, goes through its middle."""
    height, width = word.bottom - word.top, word.right - word.left
    first = bisect_left(flat, word.top + 0.35 * height, key=lambda rule: rule.at)
    near = takewhile(lambda rule: rule.at < word.bottom - 0.3 * height, islice(flat, first, None))
    over = (min(rule.end, word.right) - max(rule.start, word.left) for rule in near)
    return word._replace(struck=any(part > 0.7 * width for part in over))


def _objects(page: Any, kind: int) -> Iterator[Any]:
    """The first of them; what is drawn after so many is a picture."""
    with suppress(RuntimeError):  # one that is broken ends them
        yield from islice(page.get_objects(filter=[kind]), _MOST_OBJECTS)


def _boxes(page: Any, kind: int, view: View) -> Iterator[PageBox]:
    with suppress(RuntimeError):
        yield from (PageBox(*near(*view.box(*one.get_bounds()))) for one in _objects(page, kind))


def _drawn_twice(page: Any, view: View) -> list[PageBox]:
    """Where the same run of letters stands on itself, a little aside, as some programs draw bold type."""
    twice: list[PageBox] = []
    seen: dict[tuple[int, int], list[PageBox]] = {}
    for box in _boxes(page, pdfium.FPDF_PAGEOBJ_TEXT, view):
        alike = seen.setdefault((round(box.right - box.left), round(box.bottom - box.top)), [])
        aside = 0.2 * (box.bottom - box.top)
        if any(abs(one.left - box.left) + abs(one.top - box.top) < aside for one in alike[-_LAST:]):
            twice.append(box)
        alike.append(box)
    return twice


_LAST = 20


def _rules(page: Any, view: View) -> tuple[Rule, ...]:
    """Lines and thin rectangles; of a rectangle that is drawn, not filled, its sides; none where they are a drawing."""
    found: list[Rule] = []
    for drawn in _objects(page, pdfium.FPDF_PAGEOBJ_PATH):
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(drawn, fill, stroke)
        if fill.value or stroke.value:
            for outline in _outlines(drawn):
                boxes = [_side(view, *start, *end) for start, end in pairwise(outline)]
                lefts, tops, rights, bottoms = zip(*boxes, strict=True)
                whole = PageBox(min(lefts), min(tops), max(rights), max(bottoms))
                sides = [whole] if _is_thin(whole) else filter(_is_thin, boxes) if stroke.value else ()
                found += map(_rule, sides)
    return tuple(found) if len(found) < _MOST_RULES else ()


def _side(view: View, x: float, y: float, other_x: float, other_y: float) -> PageBox:
    return PageBox(*near(*view.box(min(x, other_x), min(y, other_y), max(x, other_x), max(y, other_y))))


def _outlines(drawn: Any) -> Iterator[list[tuple[float, float]]]:
    """The corners of each of its figures that is made of straight lines."""
    place, x, y = _placed(drawn), ctypes.c_float(), ctypes.c_float()
    corners: list[tuple[float, float]] = []
    for index in range(min(pdfium.FPDFPath_CountSegments(drawn), _MOST_OBJECTS)):
        part = pdfium.FPDFPath_GetPathSegment(drawn, index)
        pdfium.FPDFPathSegment_GetPoint(part, x, y)
        kind = pdfium.FPDFPathSegment_GetType(part)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if len(corners) > 1:
                yield corners
            corners = []
        if kind != pdfium.FPDF_SEGMENT_BEZIERTO:
            corners.append(place.on_point(x.value, y.value))
        if corners and pdfium.FPDFPathSegment_GetClose(part):
            corners.append(corners[0])
    if len(corners) > 1:
        yield corners


def _placed(drawn: Any) -> Any:
    """The matrix that brings its points to the page, through all that it is drawn in."""
    matrix = drawn.get_matrix()
    while (drawn := drawn.container) is not None:
        matrix = matrix.multiply(drawn.get_matrix())
    return matrix


_THIN, _LONG, _MOST_RULES = 3.0, 5.0, 5_000


def _is_thin(box: PageBox) -> bool:
    thin, long = sorted((box.right - box.left, box.bottom - box.top))
    return thin <= _THIN and long >= _LONG


def _rule(box: PageBox) -> Rule:
    if box.right - box.left > box.bottom - box.top:
        return Rule(flat=True, at=(box.top + box.bottom) / 2, start=box.left, end=box.right)
    return Rule(flat=False, at=(box.left + box.right) / 2, start=box.top, end=box.bottom)


_NEVER_SHOWN = pdfium.FPDF_ANNOT_FLAG_HIDDEN
_NO_COMMENTS = pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_POPUP, pdfium.FPDF_ANNOT_LINK
_MOST_SAID = 10_000_000


def _annotations(page: Any, form: Any, view: View) -> tuple[list[Word], list[str]]:
    """The values of the fields, each where it stands, and the comments, with who wrote them."""
    fields: list[Word] = []
    comments: list[str] = []
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page), _MOST_OBJECTS)):
        if not (note := pdfium.FPDFPage_GetAnnot(page, index)):
            continue
        kind = pdfium.FPDFAnnot_GetSubtype(note)
        if kind == pdfium.FPDF_ANNOT_WIDGET and form and not pdfium.FPDFAnnot_GetFlags(note) & _NEVER_SHOWN:
            fields += _field(form, note, view)
        elif kind not in _NO_COMMENTS:
            said = [_wide(pdfium.FPDFAnnot_GetStringValue, note, key).strip() for key in (b"T", b"Contents")]
            comments += [": ".join(filter(None, said))] if said[1] else []
        pdfium.FPDFPage_CloseAnnot(note)
    return fields, list(dict.fromkeys(comments))


def _field(form: Any, note: Any, view: View) -> Iterator[Word]:
    """The words of its lines, spread over its box as they would be written there."""
    area = pdfium.FS_RECTF()
    pdfium.FPDFAnnot_GetRect(note, area)
    box = PageBox(*near(*view.box(area.left, area.bottom, area.right, area.top)))
    lines = _value(form, note).split("\n")
    height = (box.bottom - box.top) / len(lines)
    for number, line in enumerate(lines):
        left, top = box.left, box.top + number * height
        for word in line.split():
            size = max(1.0, min(height * 0.8, _WRITTEN))
            right = left + len(word) * size / 2
            yield Word(word, left, top, right, top + height, size)
            left = right + size / 4


_WRITTEN = 10.0


def _value(form: Any, note: Any) -> str:
    match pdfium.FPDFAnnot_GetFormFieldType(form, note):
        case pdfium.FPDF_FORMFIELD_CHECKBOX | pdfium.FPDF_FORMFIELD_RADIOBUTTON:
            return "☒" if pdfium.FPDFAnnot_IsChecked(form, note) else "☐"
        case pdfium.FPDF_FORMFIELD_TEXTFIELD | pdfium.FPDF_FORMFIELD_COMBOBOX | pdfium.FPDF_FORMFIELD_LISTBOX:
            return _wide(pdfium.FPDFAnnot_GetFormFieldValue, form, note)
        case _:
            return ""


def _wide(ask: Any, *about: Any) -> str:
    """What this function of pdfium writes, which says first how much it is."""
    length = min(ask(*about, None, 0), _MOST_SAID)
    buffer = ctypes.create_string_buffer(length)
    if not length or ask(*about, ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR)), length) > length:
        return ""
    return clean(buffer.raw.decode("utf-16-le", "replace").rstrip("\0"), multiline=True)
