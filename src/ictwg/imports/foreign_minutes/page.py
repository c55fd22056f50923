"""A file of minutes as it is read: its lines and blocks; and the labels with which lines begin."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from ictwg.imports.foreign_minutes.words import FACTS, ROLL, Sense, label_of, legend_in, part_of
from ictwg.sources.inline import dedented, plain, unbulleted
from ictwg.sources.markdown import MarkdownBlock, markdown_blocks

# The dresses of a label, and what parts it from another.

_BOLD_LABEL = re.compile(
    r"(?P<mark>\*\*|__|\*|_)(?=[^\s*_])(?P<label>[^*_:\n]{1,60}?)\s*(?::\s*(?P=mark)|(?P=mark)\s*:)\s*"
)
# "**Present** Ana, Rui": a label by its weight alone, if it is a known one.
_BARE_LABEL = re.compile(r"(?:\*\*|__)(?=[^\s*_])(?P<label>[^*_:\n]{1,40})(?:\*\*|__)\s*(?:[-–—]\s+)?(?=\S)")
_PLAIN_LABEL = re.compile(r"(?P<label>(?:\d{1,4} )?[^\W\d_][^:\n*`\[\]<>|.?!]{0,45}?)\s*:(?=\s|$)\s*")
_CLOSE_LABEL = re.compile(r"(?P<label>[^\W\d_][^:\n]{2,30}):(?=[^\W\d_])")  # "Apologies:Ana": its blank was forgotten
BREAK = re.compile(r"\s*<br\s*/?>\s*", re.IGNORECASE)
_COLON = re.compile(r"\s?:(?=\s)")
_FURTHER = re.compile(r"\s*[/&,]\s*")  # "Date & Time"

# How long, and how many.

_TELLING = 40  # letters by which a line is found again
_FEWEST_LABELS = 3  # of a row that names columns
_BOTH = 2
"""Cells, of a label and what it says; rows, of labels above what they say."""
_LONGEST_LABEL = 5  # words, inside a line


class SourcePage:
    """A parsed file: its lines and its top blocks."""

    __slots__ = ("blocks", "formal", "legend", "lines", "origin", "places")

    def __init__(self, text: str, *, formal: bool = False, origin: Sequence[int] = ()) -> None:
        self.places: Sequence[str] = ()
        """Where each line of a document stands."""
        self.formal = formal
        """A plain text: its paragraphs tell who will do what, as those of governments do."""
        self.origin = origin
        """Which line of the file each one is, where blank ones were put between them; empty where they are the same."""
        self.lines = text.split("\n")
        self.legend = next(filter(None, map(legend_in, map(plain, self.lines))), {})
        """What the marks of who came mean, where a line says so."""
        self.blocks = markdown_blocks(text, lambda row: sum(label_of(one) is not None for one in row) >= _FEWEST_LABELS)

    def raw(self, start: int, end: int) -> str:
        """These lines as they stand, without the indent that they share."""
        return dedented(self.lines[start:end])

    def line_of(self, text: str) -> int:
        """The number, from 1, of the first line that holds the beginning of the text; 0 where none does."""
        begin = text.partition("\n")[0][:_TELLING]
        return next((number for number, line in enumerate(self.lines, 1) if begin in line), 0)

    def source(self, block: MarkdownBlock) -> str:
        """The block's own lines; of a list item without its bullet."""
        text = self.raw(block.start, block.end)
        return unbulleted(text) if block.kind == "item" else text


def numbers_rows(heading: str) -> bool:
    """As "No."."""
    return label_of(heading) is Sense.NUMBER


class LabelledText(NamedTuple):
    label: str
    """Plain words, without the colon."""
    text: str
    """Raw markdown."""


def labelled(line: str) -> tuple[LabelledText, ...]:
    """The labels of one line with what follows each; nothing where it does not begin with a label."""
    marks = list(_BOLD_LABEL.finditer(line))
    bare = _BARE_LABEL.match(line) if not marks else None
    if bare and (part_of(bare["label"]) or label_of(bare["label"])):
        return (LabelledText(bare["label"].strip(), line[bare.end() :].strip()),)
    if not marks or line[: marks[0].start()].strip():
        return _plainly_labelled(line)
    ends = [mark.start() for mark in marks[1:]] + [len(line)]
    return tuple(
        LabelledText(plain(mark["label"]), line[mark.end() : end].strip(" |"))
        for mark, end in zip(marks, ends, strict=True)
    )


def _plainly_labelled(line: str) -> tuple[LabelledText, ...]:
    first = _PLAIN_LABEL.match(line)
    close = _CLOSE_LABEL.match(line) if first is None else None
    first = close if close and part_of(close["label"]) in ROLL else first
    if first is None:
        return ()
    ends = list(inner_labels(line, first.end())) if is_known_label(first["label"]) else []
    cuts = [(first["label"], first.end()), *((label, end) for label, _, end in ends)]
    stops = [*(start for _, start, _ in ends), len(line)]
    return tuple(
        LabelledText(label, line[begin:stop].strip(" ,;|") if ends else line[begin:stop].strip())
        for (label, begin), stop in zip(cuts, stops, strict=True)
    )


def labelled_cells(rows: Sequence[Sequence[str]]) -> list[LabelledText]:
    """What the cells of a table say: each beside its label or below it, or behind it in a line of a cell.

    As in "Date | 5 May | Time | 10:00" and "Date | : | 5 May", and in a letterhead "MINUTES No. 3<br>Date: 5 May".
    """
    rows = [[cell for cell in row if cell.strip() != ":"] for row in rows if any(cell.strip() for cell in row)]
    beside = [found for row in rows for found in max(_pairs(row), _in_lines(row), key=_known)]
    above = zip(*rows, strict=True) if len(rows) == _BOTH and len(rows[0]) == len(rows[1]) > _BOTH else ()
    return max(beside, [found for column in above for found in _pairs(column)], key=_known)


def _pairs(row: Sequence[str]) -> list[LabelledText]:
    pairs = zip_longest(row[::2], row[1::2], fillvalue="")
    return [LabelledText(plain(label).strip(" :"), said.lstrip(" :")) for label, said in pairs if label or said]


def _in_lines(row: Sequence[str]) -> list[LabelledText]:
    lines = (line for cell in row for line in BREAK.split(cell) if line.strip())
    return [found for line in lines for found in labelled(line) or (LabelledText("", line),)]


def _known(found: Sequence[LabelledText]) -> int:
    return sum(is_known_label(one.label) for one in found)


def is_known_label(label: str) -> bool:
    """Whether it names a fact about the meeting, or who came."""
    return part_of(label) in ROLL or label_of(label) in FACTS


def sense_of(label: str) -> Sense | None:
    """What a label before some text says: "Minutes" names who wrote them there, and not a part of them."""
    part = part_of(label)
    return part if part in ROLL else label_of(label) or part


def inner_labels(line: str, begin: int) -> Iterator[tuple[str, int, int]]:
    """The further labels of a line, as in "Date: 3 May Place: Dili": each, where it begins, and where its text does."""
    for colon in _COLON.finditer(line, begin):
        words = list(re.finditer(r"\S+", line[begin : colon.start()]))[-_LONGEST_LABEL:]
        labels = [line[begin + word.start() : colon.start()] for word in words]
        known = [at for at, label in enumerate(labels) if _may_be_inside(label)]
        if known:  # the shortest, or what is known around it: "Members Present", "Date & Time"
            last = known[-1]
            joined = last - 2 if last > 1 and labels[last - 1].startswith(("&", "/")) else last - 1
            label = labels[joined if joined in known else last]
            yield label, colon.start() - len(label), colon.end()
            begin = colon.end()


def _may_be_inside(label: str) -> bool:
    plainly = label[0].isupper() and not any(sign.isdigit() or sign in ".;," for sign in label)
    return plainly and is_known_label(label) and is_known_label(_FURTHER.split(label)[0])
