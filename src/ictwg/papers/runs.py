"""A text as runs of one look in paragraphs and items of lists, for the forms that set them by themselves.

What people typed has paragraphs, bullets and bold words in it, as in markdown; nothing else in it means anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ictwg.domain.text import clean
from ictwg.papers.blocks import Leaf, PaperText, Style, TextKind

BOLD = re.compile(r"\*\*(?=\S)([^*\n]+?)(?<=\S)\*\*")

BULLET = re.compile(r"^(\s*)[-*+] ", re.MULTILINE)


class Run(NamedTuple):
    """Attributes: text: A line break in it is one, and no new paragraph."""

    text: str
    strong: bool = False
    emphasis: bool = False


class TextPart(NamedTuple):
    """A paragraph, or an item of a list.

    Attributes:
        depth: Of the item, from 0; `NO_ITEM` for a paragraph.
    """

    depth: int
    runs: tuple[Run, ...]


NO_ITEM = -1

DEEPEST = 4
"""Lists in lists: what stands farther to the right is no deeper."""


def parts_of(text: PaperText) -> list[TextPart]:
    """Its paragraphs and items; those without a letter are left out."""
    parts: list[list[Run]] = [[]]
    for run in _runs(text):
        first, *others = run.text.split(_PART)
        parts[-1].append(run._replace(text=first))
        parts += ([run._replace(text=other)] for other in others)
    return [part for part in map(_part, parts) if part.runs]


def unbroken(text: str) -> str:
    """With each day and each sum as one word."""
    return _WHOLE.sub(lambda found: found[0].replace(" ", "\u00a0"), text)


def words_of(text: str) -> list[str]:
    return re.findall("[^ \n]+", unbroken(text))


def printable(text: str) -> str:
    """The same without what a reader would obey, or a file of XML may not hold; tabs as spaces."""
    return clean(text, multiline=True).translate(_NO_XML).replace("\t", "    ")


def _part(runs: list[Run]) -> TextPart:
    told = "".join(run.text for run in runs)
    if not told.strip(_DEEPER + " \n"):
        return TextPart(NO_ITEM, ())
    plain = [run._replace(text=run.text.replace(_DEEPER, "")) for run in runs]
    plain[0] = plain[0]._replace(text=plain[0].text.lstrip("\n"))
    plain[-1] = plain[-1]._replace(text=plain[-1].text.rstrip())
    return TextPart(min(told.count(_DEEPER) + NO_ITEM, DEEPEST), tuple(run for run in plain if run.text))


def _runs(text: PaperText, *, strong: bool = False, emphasis: bool = False) -> Iterator[Run]:
    for part in text.parts:
        if isinstance(part, Leaf):
            for at, piece in enumerate(_pieces(part)):
                yield Run(piece, strong or at % 2 == 1, emphasis)
        else:
            bold, slanted = part.style is Style.STRONG, part.style is Style.EMPHASIS
            yield from _runs(part.inner, strong=strong or bold, emphasis=emphasis or slanted)


def _pieces(leaf: Leaf) -> list[str]:
    """Each second one is bold."""
    text = printable(leaf.text)
    if leaf.said is TextKind.LONG:
        text = "\n".join(map(_marked, text.split("\n")))
    text = _EMPTY_LINES.sub(_PART, text)
    return BOLD.split(text) if leaf.said is TextKind.LONG else [text]


def _marked(line: str) -> str:
    bullet = BULLET.match(line)
    return f"{_PART}{_DEEPER * (len(bullet[1]) // 2 + 1)}{line[bullet.end() :]}" if bullet else line


_PART, _DEEPER = "\x1e", "\x1f"
"""Where a paragraph or an item begins, and how deep; no text that was cleaned has these signs."""

_NO_XML = dict.fromkeys((0xFFFE, 0xFFFF), "\ufffd")

_WHOLE = re.compile(r"\b\d{1,2}(?: de)? [^\W\d_]+(?: de)? \d{4}\b|\b\d[\d.,]* [A-Z]{3}\b")

_EMPTY_LINES = re.compile(r"\n(?: *\n)+")
