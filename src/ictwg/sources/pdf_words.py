"""The words on a page of a PDF, from the letters that pdfium finds there."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import groupby
from math import atan2, hypot, pi
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from ictwg.domain.text import clean


class PageBox(NamedTuple):
    """A rectangle; down is more."""

    left: float
    top: float
    right: float
    bottom: float

    def holds(self, word: Word) -> bool:
        """Whether the middle of the word stands in it."""
        return self.left <= (word.left + word.right) / 2 <= self.right and self.top <= word.middle <= self.bottom


class Word(NamedTuple):
    """Letters without a space between them.

    Attributes:
        spaced: Whether a space is drawn behind it; None on a page that leaves spaces free.
        mark: The number that its page gives what it is part of; -1 for none.
        tabs: How many stand before it.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    bold: bool = False
    struck: bool = False
    spaced: bool | None = None
    mark: int = -1
    tabs: int = 0

    @property
    def middle(self) -> float:
        """Its height on the page."""
        return (self.top + self.bottom) / 2


_FAR = 100_000.0


def near(*places: float) -> Iterator[float]:
    """Places that a page may have; what is no number is far away."""
    return (max(-_FAR, min(_FAR, place)) for place in places)


class View:
    """The page as one reads it: how its places are found from those of the file."""

    def __init__(self, turn: int, bounds: tuple[float, float, float, float]) -> None:
        self.turn, self._left, self._top = turn, 0.0, 0.0
        box = self.box(*bounds)
        self._left, self._top = box.left, box.top
        self.size = max(1.0, box.right - box.left), max(1.0, box.bottom - box.top)
        self.area = self.size[0] * self.size[1]

    def box(self, left: float, bottom: float, right: float, top: float) -> PageBox:
        """Of a rectangle of the file."""
        turned = (
            (left, -top, right, -bottom),
            (bottom, left, top, right),
            (-right, bottom, -left, top),
            (-top, -right, -bottom, -left),
        )
        across, down, far, low = turned[self.turn]
        return PageBox(across - self._left, down - self._top, far - self._left, low - self._top)


class Piece(NamedTuple):
    """Letters of one run without a space between them, or a space, which is no text where it is only left free.

    Its box is as in the file.
    """

    text: str
    box: tuple[float, float, float, float]
    style: _RunStyle


def pieces_of(text: Any) -> Iterator[Piece]:
    """In the order of pdfium."""
    styles: dict[int, _RunStyle] = {}
    style = _RunStyle()
    for (run, is_space), group in groupby(range(text.count_chars()), key=partial(_run, text)):
        letters = list(group)
        if is_space:
            yield Piece(" " if run else "", (0, 0, 0, 0), style)
            continue
        style = styles[run] = styles.get(run) or _style(text, letters[0])
        signs = "".join(_sign(pdfium.FPDFText_GetUnicode(text, index), style) for index in letters)
        first, last = _box(text, letters[0]), _box(text, letters[-1])
        box = min(first[0], last[0]), min(first[1], last[1]), max(first[2], last[2]), max(first[3], last[3])
        yield Piece(signs, box, style)


def _run(text: Any, index: int) -> tuple[int, bool]:
    """What is drawn as one with this letter, and whether it is a space; what is left free belongs to nothing."""
    drawn = pdfium.FPDFText_GetTextObject(text, index)
    is_space = not drawn or chr(pdfium.FPDFText_GetUnicode(text, index)).isspace()
    return ctypes.addressof(drawn.contents) if drawn else 0, is_space


def _box(text: Any, index: int) -> tuple[float, float, float, float]:
    box = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(text, index, box)
    return box.left, box.bottom, box.right, box.top


_BOLD = re.compile(r"bold|black|heavy|[-,]demi", re.IGNORECASE)
_PICTORIAL = re.compile(r"wingding", re.IGNORECASE)


class _RunStyle(NamedTuple):
    """Of all letters of a run; `turn` counts the quarters by which its line is turned, -1 for any other way."""

    size: float = 1.0
    bold: bool = False
    turn: int = 0
    has_pictures: bool = False
    mark: int = -1


def _style(text: Any, index: int) -> _RunStyle:
    drawn = pdfium.FPDFText_GetTextObject(text, index)
    matrix, name, flags = pdfium.FS_MATRIX(), ctypes.create_string_buffer(200), ctypes.c_int()
    pdfium.FPDFText_GetMatrix(text, index, matrix)
    pdfium.FPDFText_GetFontInfo(text, index, name, 200, flags)
    font = name.value.decode("utf-8", "replace")
    size = pdfium.FPDFText_GetFontSize(text, index) * hypot(matrix.c, matrix.d)
    quarters = atan2(matrix.b, matrix.a) / (pi / 2)
    turn = next((quarter % 4 for quarter in range(-2, 3) if abs(quarters - quarter) < _SLANT), -1)
    is_outlined = pdfium.FPDFTextObj_GetTextRenderMode(drawn) == pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE
    is_bold = bool(_BOLD.search(font)) or pdfium.FPDFText_GetFontWeight(text, index) >= _HEAVY or is_outlined
    mark = pdfium.FPDFPageObj_GetMarkedContentID(drawn)
    return _RunStyle(max(1.0, min(size, _FAR)), is_bold, turn, bool(_PICTORIAL.search(font)), mark)


_SLANT, _HEAVY = 0.05, 600

# What Wingdings and Symbol show for the keys of a keyboard; Word writes most bullets and boxes so.
_SHOWN = dict.fromkeys((0x6C, 0x6E, 0x76, 0x9F, 0xA7, 0xB7, 0xD8), "•") | {
    **dict.fromkeys((0x6F, 0x71, 0x72, 0xA8), "☐"),
    0xFB: "✗",
    0xFC: "✓",
    0xFD: "☒",
    0xFE: "☑",
    0xE0: "→",
    0xE8: "→",
    0xB1: "±",
    0xA3: "≤",
    0xB3: "≥",
    0xB0: "°",
}
_JOINED = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
_HYPHENS = frozenset({0x02, 0xAD, 0x2010, 0x2011, 0xFFFE})
_PRIVATE = range(0xE000, 0xF900)


def _sign(code: int, style: _RunStyle) -> str:
    if code in _PRIVATE or (style.has_pictures and code in _SHOWN):
        return _SHOWN.get(code & 0xFF, "•")
    if code in _HYPHENS:
        return "\N{SOFT HYPHEN}" if code == 0xAD else "-"  # noqa: PLR2004
    return _JOINED.get(code) or chr(code)


def words_of(pieces: Iterable[Piece], view: View) -> Iterator[Word]:
    """What stands together, in the order of the pieces."""
    word: list[tuple[Piece, PageBox]] = []
    for piece in pieces:
        box = view.box(*piece.box)
        is_space = not piece.text.strip()
        if word and (is_space or not _goes_on(*word[-1], piece, box)):
            yield _word(word, spaced=piece.text == " ")
            word = []
        if not is_space:
            word.append((piece, box))
    if word:
        yield _word(word, spaced=False)


def _goes_on(last: Piece, before: PageBox, piece: Piece, box: PageBox) -> bool:
    size = piece.style.size
    is_level = abs(before.top + before.bottom - box.top - box.bottom) < size
    room = 1 if last.style.mark == piece.style.mark else _JOINT
    return is_level and before.left - size < box.left < before.right + room * size


_JOINT = 0.1


def _word(parts: list[tuple[Piece, PageBox]], *, spaced: bool) -> Word:
    lefts, tops, rights, bottoms = zip(*(box for _, box in parts), strict=True)
    size, base = max((piece.style.size, box.bottom) for piece, box in parts)
    bold = sum(len(piece.text) if piece.style.bold else -len(piece.text) for piece, _ in parts) > 0
    text = clean("".join(_on_the_line(piece, box, size, base) for piece, box in parts))
    text = text[:-1].replace("\N{SOFT HYPHEN}", "") + text[-1:]
    left, top, right, bottom = near(min(lefts), min(tops), max(rights), max(bottoms))
    return Word(text, left, top, right, bottom, size, bold, spaced=spaced, mark=parts[0][0].style.mark)


def _on_the_line(piece: Piece, box: PageBox, size: float, base: float) -> str:
    """Its text: small high digits, as of footnotes, as such, or they would change a number that they stand behind."""
    is_raised = piece.style.size < 0.8 * size and base - box.bottom > 0.15 * size
    return piece.text.translate(_RAISED) if is_raised else piece.text


_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
