"""What a PDF says itself its words are: the tree of paragraphs, lists and tables that office programs write into it."""

from __future__ import annotations

import ctypes
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium


class Tag(NamedTuple):
    """One element of the tree: its place among those that stand in the same one, its type, and how far a cell goes."""

    at: int
    kind: str = ""
    across: int = 1
    down: int = 1


Path = tuple[Tag, ...]
"""From the whole file to one block of its text."""

_DEEPEST, _MOST = 60, 200_000


def tags_of(page: Any) -> dict[int, Path]:
    """By the number of each mark on the page: what it is part of, last its own place there."""
    found: dict[int, Path] = {}
    tree = pdfium.FPDF_StructTree_GetForPage(page)
    if not tree:
        return found
    roots = range(min(pdfium.FPDF_StructTree_CountChildren(tree), _MOST))
    open_ones: list[tuple[Any, int, Path]] = [
        (pdfium.FPDF_StructTree_GetChildAtIndex(tree, at), at, ()) for at in roots
    ]
    left = _MOST
    while open_ones and left:
        element, at, above = open_ones.pop()
        left -= 1
        if not element or len(above) > _DEEPEST:
            continue
        path: Path = (*above, _tag(element, at))
        for child in range(min(pdfium.FPDF_StructElement_CountChildren(element), _MOST)):
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
