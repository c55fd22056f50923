"""The words of a page as lines, its columns one after the other, and the lines as paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, NamedTuple

from ictwg.sources.marked import MarkedText
from ictwg.sources.numbering import BULLET

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ictwg.sources.pdf_page import Rule
    from ictwg.sources.pdf_words import Word


class Line(NamedTuple):
    """A line of text in type of a size; `limit` is how far to the right it could go, 0 where its page decides that."""

    words: tuple[Word, ...]
    size: float
    page: int = 0
    limit: float = 0.0

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

    def parts(self) -> list[tuple[Word, ...]]:
        """Its words between the wide gaps; a number or bullet belongs to what it stands before."""
        parts: list[list[Word]] = [[]]
        for word in self.words:
            if parts[-1] and is_apart(parts[-1][-1], word, self.size):
                parts.append([])
            parts[-1].append(word)
        if len(parts) == _NUMBERED and marker(parts[0] + parts[1]):
            parts = [parts[0] + parts[1]]
        return [tuple(part) for part in parts]


CLEAR, _UNDRAWN = 1.3, 0.4
"""Sizes of type that a gap in a line must be wide, if it is no space; or where spaces are drawn, but not there."""


def is_apart(last: Word, word: Word, size: float, least: float = CLEAR) -> bool:
    """Whether the gap between two words of a line is no space."""
    return word.left - last.right > size * (_UNDRAWN if last.spaced is False else least)


_NUMBERED = 2


def lines_of(words: Iterable[Word]) -> list[Line]:
    """From above to below, each from left to right."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda word: word.middle):
        if lines and word.middle - lines[-1][0].middle < max(word.size, lines[-1][0].size) / 2:
            lines[-1].append(word)
        else:
            lines.append([word])
    return [Line(tuple(sorted(line, key=lambda word: word.left)), usual_size(line)) for line in lines]


def usual_size(words: Iterable[Word]) -> float:
    """Of most of the letters."""
    sizes: dict[float, int] = {}
    for word in words:
        size = round(word.size, 1)
        sizes[size] = sizes.get(size, 0) + len(word.text)
    return max(sizes, key=lambda size: sizes[size], default=0.0)


def in_order(words: list[Word], flat: list[Rule]) -> Iterator[Line]:
    """The lines as one reads them: of text in columns first the left one; those know how far they go."""
    lines = lines_of(words)
    if not (cut := _gutter(lines, flat)):
        yield from lines
        return
    start, end, middle = cut
    yield from in_order(_words(lines[:start]), flat)
    for column in _columns(lines[start:end], middle):
        limit = max(word.right for word in column)
        yield from (line if line.limit else line._replace(limit=limit) for line in in_order(column, flat))
    yield from in_order(_words(lines[end:]), flat)


def _words(lines: Iterable[Line]) -> list[Word]:
    return [word for line in lines for word in line.words]


def _columns(lines: list[Line], middle: float) -> tuple[list[Word], list[Word]]:
    words = _words(lines)
    return [word for word in words if word.left < middle], [word for word in words if word.left >= middle]


_LEAST_LINES, _MOST_GUTTERS = 6, 40


def _gutter(lines: list[Line], flat: list[Rule]) -> tuple[int, int, float] | None:
    """The longest run of lines, from and to before which, that a gap divides in two columns of text, and where."""
    gaps = Counter(
        round((last.right + word.left) / 2)
        for line in lines
        for last, word in pairwise(line.words)
        if word.left - last.right > CLEAR * line.size
    )
    runs = (run for middle, _ in gaps.most_common(_MOST_GUTTERS) for run in _divided(lines, middle))
    return max((run for run in runs if _are_columns(lines, flat, *run)), key=lambda run: run[1] - run[0], default=None)


def _divided(lines: list[Line], middle: float) -> Iterator[tuple[int, int, float]]:
    """The runs of lines that leave it free, from the first to the last of those with words on both sides of it."""
    sides = [_sides(line, middle) for line in lines]
    for is_free, run in groupby(range(len(lines)), key=lambda at: sides[at] != _CROSSED):
        both = [at for at in run if sides[at] == _BOTH] if is_free else []
        if both:
            end = both[-1] + 1
            while end < len(lines) and sides[end] == _ONE and _is_near(lines[end - 1], lines[end]):
                end += 1
            yield both[0], end, middle


_CROSSED, _ONE, _BOTH = range(3)


def _sides(line: Line, middle: float) -> int:
    left = max((word.right for word in line.words if word.left < middle), default=None)
    right = min((word.left for word in line.words if word.left >= middle), default=None)
    if left is None or right is None:
        return _CROSSED if left is not None and left > middle else _ONE
    return _BOTH if left < middle and right - left > CLEAR * line.size / 2 else _CROSSED


def _is_near(last: Line, line: Line) -> bool:
    return line.middle - last.middle < 2 * line.size


def _are_columns(lines: list[Line], flat: list[Rule], start: int, end: int, middle: float) -> bool:
    """Whether on both sides most lines are full and many go on, with no rule through both: else it is a table."""
    top, bottom = lines[start].middle, lines[end - 1].middle
    if any(rule.start < middle < rule.end and top < rule.at < bottom for rule in flat):
        return False
    for column in _columns(lines[start:end], middle):
        rows = lines_of(column)
        width = max(word.right for word in column) - min(word.left for word in column)
        full = sum(line.right - line.left > 0.6 * width for line in rows)
        inside = sum(line.words[0].text[0].islower() for line in rows)  # a line of a list has a capital
        if len(rows) < _LEAST_LINES or full < len(rows) / 2 or inside < len(rows) / 4:
            return False
    return True


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


_SPACE = 0.8
_ENDS = (".", ":", ";", "!", "?")


def paragraphs(lines: Iterable[Line], usual: float) -> Iterator[list[Line]]:
    """The lines of each paragraph, where lines that belong together are `usual` sizes of their type apart."""
    paragraph: list[Line] = []
    for line in lines:
        if paragraph and _begins(paragraph, line, usual):
            yield paragraph
            paragraph = []
        paragraph.append(line)
    if paragraph:
        yield paragraph


def usual_pitch(lines: list[Line]) -> float:
    """How far wrapped lines stand apart, in sizes of their type."""
    pitches = Counter(
        round((line.middle - last.middle) / last.size, 1)
        for last, line in pairwise(lines)
        if last.page == line.page and line.middle > last.middle and is_full(last, line) and _is_alike(last, line)
    )
    return pitches.most_common(1)[0][0] if pitches else _PITCH


_PITCH = 1.2


def _begins(paragraph: list[Line], line: Line, usual: float) -> bool:
    """Whether a new paragraph begins with the line."""
    last, is_inside = paragraph[-1], not paragraph[-1].text.endswith(_ENDS)
    goes_on = line.words[0].text[0].islower()
    is_numbered = bool(marker(line.words))
    is_lead = not is_inside and line.words[0].bold and not last.words[-1].bold
    if is_lead or not _is_alike(last, line) or (len(last.parts()) > 1 and len(line.parts()) > 1):
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


def _is_alike(last: Line, line: Line) -> bool:
    return abs(last.size - line.size) <= 0.08 * last.size


def is_full(last: Line, line: Line) -> bool:
    """Whether the next word had no more place in the line."""
    space = last.limit - last.right
    if _is_centred(last, line):
        space *= 2
    return space < line.words[0].right - line.words[0].left + 0.35 * last.size


def _is_centred(last: Line, line: Line) -> bool:
    return abs(last.left - line.left) > 1 and abs(last.left + last.right - line.left - line.right) < last.size / 2


def _is_indented(paragraph: list[Line], line: Line) -> bool:
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


def marked(lines: list[Line], spelling: Spelling) -> MarkedText:
    """The text of a paragraph."""
    text = MarkedText()
    for word, said in _unbroken(lines, spelling):
        text.add(said, bold=word.bold, struck=word.struck)
    return text


def _unbroken(lines: list[Line], spelling: Spelling) -> list[tuple[Word, str]]:
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


def _join(pieces: list[tuple[Word, str]], before_it: Line, spelling: Spelling) -> None:
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


def _is_torn(last: Line, word: Word) -> bool:
    """Whether they may be one long word that had no place in its line, and filled it."""
    is_long = len(last.text) >= _LONG_WORD and not last.words[-1].spaced
    return is_long and last.limit - last.right < (word.right - word.left) / len(word.text)


_LONG_WORD = 6
HYPHENS = ("-", "\N{SOFT HYPHEN}")
_LAST, _FIRST = re.compile(r"[\w-]+\N{SOFT HYPHEN}?$"), re.compile(r"\w+")


def said_on(line: Line) -> set[str]:
    """Its text as other pages may have it: with a number in it that counts the pages."""
    numbers = re.finditer(r"\d{1,4}", line.text)
    counted = (
        f"{line.text[: found.start()]}#{int(found.group()) - line.page}{line.text[found.end() :]}" for found in numbers
    )
    return {line.text, *counted}


def once(lines: Iterable[Line]) -> Iterator[Line]:
    told: set[str] = set()
    for line in lines:
        if told.isdisjoint(said_on(line)):
            yield line
        told |= said_on(line)
