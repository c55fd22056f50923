"""The words of a page as lines, its columns one after the other, and the lines as paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from ictwg.sources.marked import MarkedText
from ictwg.sources.numbering import BULLET

if TYPE_CHECKING:
    from ictwg.sources.pdf_words import Word


class PageLine(NamedTuple):
    """A line of text in type of a size.

    Attributes:
        limit: How far to the right it could go; 0 where its page decides that.
        spaced: Whether a space is drawn at its end, where the file draws one only in lines that are wrapped; else None.
    """

    words: tuple[Word, ...]
    size: float
    page: int = 0
    limit: float = 0.0
    spaced: bool | None = None

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.words[0].left

    @property
    def right(self) -> float:
        """Where it ends."""
        return max(word.right for word in self.words)

    @property
    def top(self) -> float:
        """Where its words begin to stand."""
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        """Where they end."""
        return max(word.bottom for word in self.words)

    @property
    def middle(self) -> float:
        """Its height on the page."""
        return max(self.words, key=lambda word: word.size).middle  # a small one may stand above the line

    @property
    def text(self) -> str:
        """Its words alone."""
        return " ".join(word.text for word in self.words)

    def pieces(self) -> list[tuple[Word, ...]]:
        """Its words between the wide gaps."""
        pieces: list[list[Word]] = [[]]
        for word in self.words:
            if pieces[-1] and (word.tabs or is_apart(pieces[-1][-1], word, self.size)):
                pieces.append([])
            pieces[-1].append(word)
        return [tuple(piece) for piece in pieces]

    def parts(self) -> list[tuple[Word, ...]]:
        """Likewise; a number or bullet belongs to what it stands before."""
        pieces = self.pieces()
        return [self.words] if len(pieces) == _NUMBERED and marker(self.words) else pieces


CLEAR, _UNDRAWN = 1.3, 0.4
"""Sizes of type that a gap in a line must be wide, if it is no space; or where spaces are drawn, but not there."""


def is_apart(last: Word, word: Word, size: float) -> bool:
    """Whether the gap between two words of a line is no space."""
    is_undrawn = last.spaced is False and last.bold == word.bold
    return word.left - last.right > size * (_UNDRAWN if is_undrawn else CLEAR)


_NUMBERED = 2


def lines_of(words: Iterable[Word]) -> list[PageLine]:
    """From above to below, each from left to right."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda word: word.middle):
        if lines and word.middle - lines[-1][0].middle < max(word.size, lines[-1][0].size) / 2:
            lines[-1].append(word)
        else:
            lines.append([word])
    return [PageLine(tuple(sorted(line, key=lambda word: word.left)), usual_size(line)) for line in lines]


def usual_size(words: Iterable[Word]) -> float:
    """Of most of the letters."""
    sizes: dict[float, int] = {}
    for word in words:
        size = round(word.size, 1)
        sizes[size] = sizes.get(size, 0) + len(word.text)
    return max(sizes, key=lambda size: sizes[size], default=0.0)


def lines_written(words: Iterable[Word]) -> list[PageLine]:
    """In the order of the words, which is that of the file."""
    lines: list[list[Word]] = []
    for word in words:
        last = lines[-1][-1] if lines else None
        if not last or abs(word.middle - last.middle) > max(word.size, last.size) / 2 or word.left < last.left:
            lines.append([])
        lines[-1].append(word)
    return [PageLine(tuple(line), usual_size(line)) for line in lines]


_BULLETS = frozenset("•◦‣▪▫●○■□◆◇♦➢➤►▶✓✔❖·∙-–—*")
_NUMBER = re.compile(
    r"\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,6})[.)]|\(\d{1,3}\)\.?|[1-9]\d?(?:\.[1-9]\d?){1,4}[.)]?|\d{1,2}\.0"
    r"|[1-9]\d?(?:\.\d{1,2})*\([a-z]{1,3}\)(?:\.\d{1,2})*"
)
_TIME = re.compile(r"(?:[7-9]|1\d|2[0-3])\.(?:15|30|45)")


def marker(words: list[Word] | tuple[Word, ...]) -> str:
    """The number before a text, as it is printed, or • for a bullet; empty where there is none."""
    if len(words) < _NUMBERED:
        return ""
    first, gap = words[0].text, (words[1].left - words[0].right) / words[0].size
    if first in _BULLETS or (first == "o" and gap > _SPACE):
        return BULLET
    if first[0].isupper() and first[1:] == "." and gap < _SPACE:  # the initial of a name
        return ""
    is_number = _NUMBER.fullmatch(first) and not _TIME.fullmatch(first)
    return first if is_number or (first.isdigit() and len(first) <= _NUMBERED and gap > _SPACE) else ""


_SPACE = 0.65
_ENDS = (".", ":", ";", "!", "?")


def paragraphs(lines: Iterable[PageLine], usual: float) -> Iterator[list[PageLine]]:
    """The lines of each paragraph, where lines that belong together are `usual` sizes of their type apart."""
    paragraph: list[PageLine] = []
    for line in lines:
        if paragraph and _begins(paragraph, line, usual):
            yield paragraph
            paragraph = []
        paragraph.append(line)
    if paragraph:
        yield paragraph


def with_ends(lines: Iterable[PageLine]) -> list[PageLine]:
    """With lines that know whether they are wrapped, where their file says it."""
    told = list(lines)
    ended = [bool(line.words[-1].spaced) for line in told if line.limit - line.right > _CLEARLY * line.size]
    tells = sum(ended) <= _SELDOM_SPACED * len(ended) and any(line.words[-1].spaced for line in told)
    return [line._replace(spaced=bool(line.words[-1].spaced)) for line in told] if tells else told


_CLEARLY, _SELDOM_SPACED = 5, 0.1


def usual_pitch(lines: list[PageLine]) -> float:
    """How far wrapped lines stand apart, in sizes of their type."""
    pitches = Counter(
        round((line.middle - last.middle) / last.size, 1)
        for last, line in pairwise(lines)
        if last.page == line.page and line.middle > last.middle and is_full(last, line) and _is_alike(last, line)
    )
    return pitches.most_common(1)[0][0] if pitches else _PITCH


_PITCH = 1.2


def _begins(paragraph: list[PageLine], line: PageLine, usual: float) -> bool:
    """Whether a new paragraph begins with the line."""
    last, is_inside = paragraph[-1], not paragraph[-1].text.endswith(_ENDS)
    goes_on = line.words[0].text[0].islower()
    is_numbered = bool(marker(line.words))
    is_lead = not is_inside and line.words[0].bold and not last.words[-1].bold
    is_row = len(last.parts()) > 1 and (last.spaced is False or len(line.parts()) > 1)
    if is_lead or is_row or not _is_alike(last, line):
        return True
    if line.page != last.page or line.middle < last.middle:
        return is_numbered or not (is_full(last, line) and (goes_on or is_inside))
    if line.middle - last.middle > (max(usual, 1) * 1.15 + 0.05) * last.size:
        return True
    if is_numbered and not (is_inside and is_full(last, line) and abs(line.left - last.left) < 1):
        return True
    if _is_indented(paragraph, line) and not _is_centred(last, line):
        return True
    is_long = last.right - last.left > _MOST_OF_IT * (last.limit - last.left)
    return not (is_full(last, line) or (goes_on and is_inside and is_long))


_MOST_OF_IT = 0.7


def _is_alike(last: PageLine, line: PageLine) -> bool:
    return abs(last.size - line.size) <= 0.08 * last.size


def is_full(last: PageLine, line: PageLine) -> bool:
    """Whether the next word had no more place in the line."""
    space = last.limit - last.right
    if last.spaced is not None:
        return last.spaced or space < _SPACE * last.size or bool(_DIVIDED.search(last.text))
    if _is_centred(last, line):
        space *= 2
    return space < line.words[0].right - line.words[0].left + 0.35 * last.size


def _is_centred(last: PageLine, line: PageLine) -> bool:
    return abs(last.left - line.left) > 1 and abs(last.left + last.right - line.left - line.right) < last.size / 2


def _is_indented(paragraph: list[PageLine], line: PageLine) -> bool:
    """Whether it begins elsewhere than the lines before it, of which the first may stand out or in."""
    if len(paragraph) > 1:
        return abs(line.left - paragraph[-1].left) > 0.6 * line.size
    first = paragraph[0]
    return line.left - first.left > 0.6 * line.size and not marker(first.words) and first.text.endswith(_ENDS)


class Spelling(NamedTuple):
    """How often the words of a file stand in it, and whether it divides words at the ends of lines."""

    known: Counter[str]
    divides: bool

    @classmethod
    def of(cls, texts: list[str]) -> Spelling:
        """What these words of all lines say."""
        cut = sum(text.endswith(HYPHENS) and len(text) > 1 for text in texts)
        whole = (token.lower() for text in texts if not text.endswith(HYPHENS) for token in _TOKEN.findall(text))
        return cls(Counter(whole), cut > max(_FEW_CUT, _SELDOM * len(texts)))

    def has_hyphen(self, first: str, second: str) -> bool:
        """Whether a word that is divided there has one wherever it stands: as elsewhere, or since its end is a word."""
        if "-" in first or self.known[f"{first}-{second}"]:
            return True
        return not self.known[first + second] and (not self.divides or self.known[second] > 1)


_TOKEN = re.compile(r"\w+(?:[-'’]\w+)*")
_FEW_CUT, _SELDOM = 3, 0.004


def marked(lines: list[PageLine], spelling: Spelling) -> MarkedText:
    """The text of a paragraph."""
    text = MarkedText()
    for word, said in _unbroken(lines, spelling):
        text.add(said, bold=word.bold, struck=word.struck)
    return text


def _unbroken(lines: list[PageLine], spelling: Spelling) -> list[tuple[Word, str]]:
    """Each word and the text that it adds, with what divides it from the one before it."""
    pieces: list[tuple[Word, str]] = []
    for number, line in enumerate(lines):
        for at, word in enumerate(line.words):
            tabs = word.tabs or int(at > 0 and word.left - line.words[at - 1].right > _TAB * line.size)
            pieces.append((word, ("\t" * tabs or " ") + word.text))
            if not at and number and not tabs:
                _join(pieces, lines[number - 1], spelling)
    return pieces


_TAB = 2


def _join(pieces: list[tuple[Word, str]], before_it: PageLine, spelling: Spelling) -> None:
    """The last word with the one before it, where the end of a line divides one word."""
    (last, before), (word, after) = pieces[-2:]
    first, second = (found[0] if found else "" for found in (_LAST.search(before), _FIRST.match(word.text)))
    if before[-1:] in HYPHENS and first[:-1] and second:
        is_soft = before[-1] == "\N{SOFT HYPHEN}"
        if is_soft or (second[0].islower() and not spelling.has_hyphen(first[:-1].lower(), second.lower())):
            before = before[:-1]
    elif not (second[:1].islower() and len(before_it.words) == 1 and _is_torn(before_it, word)):
        return
    pieces[-2:] = [(last, before), (last, after.lstrip())]


def _is_torn(last: PageLine, word: Word) -> bool:
    """Whether they may be one long word that had no place in its line, and filled it."""
    is_long = len(last.text) >= _LONG_WORD and not last.words[-1].spaced
    return is_long and last.limit - last.right < (word.right - word.left) / len(word.text)


_LONG_WORD = 6
HYPHENS = ("-", "\N{SOFT HYPHEN}")
_DIVIDED = re.compile(r"\w[-\N{SOFT HYPHEN}]$")
_LAST, _FIRST = re.compile(r"[\w-]+\N{SOFT HYPHEN}?$"), re.compile(r"\w+")


def said_on(line: PageLine) -> set[str]:
    """Its text as other pages may have it: with a number in it that counts the pages."""
    numbers = re.finditer(r"\d{1,4}", line.text)
    counted = (
        f"{line.text[: found.start()]}#{int(found.group()) - line.page}{line.text[found.end() :]}" for found in numbers
    )
    return {line.text, *counted}


def once(lines: Iterable[PageLine]) -> Iterator[PageLine]:
    told: set[str] = set()
    for line in lines:
        if told.isdisjoint(said_on(line)):
            yield line
        told |= said_on(line)
