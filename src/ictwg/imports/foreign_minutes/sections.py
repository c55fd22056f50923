"""The parts of a meeting as a tree of headings, real ones and those that only look like headings.

A line that is nothing but a bold phrase is a heading below all real ones; an italic or plain "Decisions:" right
before a list is one for that list only. What a heading says besides its topic is read here too: a number, "Agenda
item", an outcome, a day, the meeting's group.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ictwg.domain.text import fold
from ictwg.imports.foreign_minutes import plain_text
from ictwg.imports.foreign_minutes.markers import is_result, mark_of
from ictwg.imports.foreign_minutes.page import is_known_label, labelled
from ictwg.imports.foreign_minutes.prose import leads_to_decisions
from ictwg.imports.foreign_minutes.words import ROLL, WORDS, Sense, part_of, pattern, plain_words
from ictwg.locales.typed_words import MONTHS
from ictwg.sentences.dates import FoundDate, find_date, without_dates
from ictwg.sources.inline import emphasized, lines_of, parsed, plain
from ictwg.sources.markdown import MarkdownBlock

# The number of an item may look like a day: "MIN 01/02/2025: PRELIMINARIES".
_MINUTE = re.compile(
    r"^min(?:ute)?s?\.?\s*(?:no\.?\s*)?(?P<number>[\w/.-]*\d[\w/.-]*)\s*[:.–-]+\s*(?=\S)", re.IGNORECASE
)
_PREFIX = pattern("prefix", any_case=True)
_NUMBER = re.compile(
    r"^(?P<number>\d{1,3}(?:[.-]\d{1,3})*[a-z]?|[IVXL]{1,6}(?=[.)]|\s+[-–—]\s))(?:[.):]+\s*|\s*[-–—:]+\s+|\s+(?=[^\W\d_]))(?=\S)"
)
_OUTCOME = pattern("outcome", r"\s*[-–—]?\s*[\[(](?P<outcome>~)[\])]\s*$", any_case=True)

_MEETING_WORDS = plain_words(WORDS["title words"])
_MONTHS = "|".join(re.escape(name) for names in MONTHS.values() for name in names)
_MONTH_YEAR = re.compile(rf"\b(?:{_MONTHS})\s+(?:de\s+)?(?:19|20)\d\d\b", re.IGNORECASE)
# A numbered heading in bold, in the line of its text: "**II – Present.** Ana Dias, …".
_LEAD_IN = re.compile(
    r"(?P<mark>\*\*|__)(?P<title>(?:[IVXL]{1,6}|\d{1,2})\s*[-–—.)]\s*[^*_\n]{2,60}[.:])(?P=mark)[.:]?\s+(?=\S)"
)

BOLD_LEVEL, LABEL_LEVEL = 7, 8
"""Of what only looks like a heading: below all real ones."""


def day_of(title: str) -> FoundDate | None:
    """The day that a heading says."""
    return None if _MINUTE.match(title) else find_date(title)


class Topic(NamedTuple):
    title: str
    number: str
    outcome: str
    prefix: str
    links: tuple[str, ...]


def topic_of(raw: str) -> Topic:
    said = parsed(raw)
    title = " ".join(said.text.split())
    prefix = _PREFIX.match(title)
    title = title[prefix.end() :] if prefix else title
    number, title = split_number(title)
    outcome = _OUTCOME.search(title)
    title = title[: outcome.start()] if outcome else title
    told = outcome["outcome"] if outcome else ""
    return Topic(title.strip(), number, told, prefix["word"] if prefix else "", said.links)


def split_number(title: str) -> tuple[str, str]:
    """As in "2.1) Budget" → "2.1", "Budget"."""
    match = _MINUTE.match(title) or _NUMBER.match(title)
    return (match["number"], title[match.end() :].strip()) if match else ("", title)


def _counts(words: list[str]) -> bool:
    """Whether the last word numbers the meeting: "… Meeting 40", "… call #7"."""
    before = fold(words[-2]) if len(words) > 1 else ""
    return words[-1].lstrip("#").isdecimal() and (before in _MEETING_WORDS or words[-1].startswith("#"))


def group_in(title: str) -> str:
    """As in "ASWF TAC Meeting - 5 October 2022" → "ASWF TAC"."""
    words = _MONTH_YEAR.sub(" ", without_dates(title)).split()
    edge = " .,;:–—-|/#()[]"
    while words and (fold(words[-1]).strip(edge) in _MEETING_WORDS or not words[-1].strip(edge) or _counts(words)):
        words.pop()
    while words and (fold(words[0]).strip(edge) in _MEETING_WORDS or not words[0].strip(edge)):
        words.pop(0)
    return " ".join(words).strip(" ,;:–—-|/#")


class SourceSection:
    """A heading with the blocks right below it and the sections under it."""

    __slots__ = ("blocks", "children", "leads", "level", "line", "opening", "raw", "sense", "title")

    def __init__(self, raw: str, level: int, line: int) -> None:
        self.raw = raw
        self.title = title = " ".join(plain(raw).split())
        self.level = level
        self.line = line
        self.opening = False
        """Without a title: labelled facts stand here."""
        self.leads = leads_to_decisions(title)
        """A sentence over what it decides: "The Group decided:"."""
        self.sense: Sense | None = Sense.DECISIONS if self.leads else part_of(title) if title else None
        self.blocks: list[MarkdownBlock] = []
        self.children: list[SourceSection] = []

    def walk(self) -> Iterator[SourceSection]:
        stack = [self]
        while stack:
            section = stack.pop()
            yield section
            stack.extend(reversed(section.children))


def sections_of(blocks: Sequence[MarkdownBlock]) -> SourceSection:
    """The tree below a nameless root."""
    root = SourceSection("", 0, blocks[0].start if blocks else 0)
    path = [root]
    for block in _with_pseudo_headings(blocks):
        if block.kind != "heading":
            if _ends_label(path[-1], block):
                path.pop()
                _push(path, SourceSection("", LABEL_LEVEL, block.start))
            path[-1].blocks.append(block)
            continue
        while path[-1].level >= block.level:
            path.pop()
        if _is_labelled_fact(block):
            if path[-1].children:
                _push(path, SourceSection("", LABEL_LEVEL, block.start))
            path[-1].opening = True
            path[-1].blocks.append(MarkdownBlock("paragraph", block.start, block.end, block.text))
            continue
        _push(path, SourceSection(block.text, block.level, block.start))
    return root


def _is_labelled_fact(block: MarkdownBlock) -> bool:
    """A heading "Date: 5 May" or "Attendees: Ana, Rui" is a labelled line in the dress of a heading."""
    found = labelled(block.text) if ":" in block.text else ()
    return bool(found and found[0].text and is_known_label(found[0].label))


def _push(path: list[SourceSection], section: SourceSection) -> None:
    path[-1].children.append(section)
    path.append(section)


def _ends_label(section: SourceSection, block: MarkdownBlock) -> bool:
    """A label holds for the list right after it; what comes then goes on without a heading."""
    is_label = section.level == LABEL_LEVEL and bool(section.title)
    return is_label and bool(section.blocks) and block.kind not in {"list", "table"}


def _with_pseudo_headings(blocks: Sequence[MarkdownBlock]) -> Iterator[MarkdownBlock]:
    for at, block in enumerate(blocks):
        if block.kind == "heading" and block.level == plain_text.LABEL:
            block.level = LABEL_LEVEL
        if block.kind == "list":
            yield from _split_list(block)
        elif block.kind == "paragraph":
            yield from _split_paragraph(block, blocks[at + 1] if at + 1 < len(blocks) else None)
        else:
            yield block


def _split_list(block: MarkdownBlock) -> Iterator[MarkdownBlock]:
    """A bold label right below a bullet, which markdown takes for the bullet's own words, is a heading."""
    begin = 0
    for at, item in enumerate(block.children):
        lines = item.head.split("\n")
        found = next((n for n, line in enumerate(lines) if n and part_of(emphasized(line.strip())[0]) in ROLL), 0)
        if not found or item.below:
            continue
        item.children[0].text = "\n".join(lines[:found])
        item.end = item.start + found
        yield _part_of_list(block, begin, at + 1)
        yield _heading(lines[found].strip(), BOLD_LEVEL, item.end)
        begin = at + 1
    if begin < len(block.children):
        yield _part_of_list(block, begin, len(block.children)) if begin else block


def _part_of_list(block: MarkdownBlock, begin: int, end: int) -> MarkdownBlock:
    items = block.children[begin:end]
    return MarkdownBlock("list", items[0].start, items[-1].end, level=block.level, children=items)


def _split_paragraph(block: MarkdownBlock, after: MarkdownBlock | None) -> Iterator[MarkdownBlock]:
    first, _, rest = block.text.partition("\n")
    if lead := _LEAD_IN.match(first):
        yield _heading(lead["title"], BOLD_LEVEL, block.start)
        yield MarkdownBlock("paragraph", block.start, block.end, block.text[lead.end() :])
        return
    line = lines_of(first)[0][0]
    level = _pseudo_level(line, rest, after)
    if not level:
        yield block
        return
    yield _heading(line, level, block.start)
    if rest.strip():
        yield MarkdownBlock("paragraph", block.start + 1, block.end, rest)


def _pseudo_level(line: str, rest: str, after: MarkdownBlock | None) -> int:
    title, mark = emphasized(line)
    if title and mark in {"**", "__", "***"}:
        said = mark_of(title) if ": " in title else None
        return 0 if is_result(title) or (said is not None and said.text) else BOLD_LEVEL
    if not rest.strip() and after is not None and after.kind == "list" and leads_to_decisions(line):
        return LABEL_LEVEL
    if len(line) > 60 or rest.strip() or after is None or after.kind not in {"list", "table"}:  # noqa: PLR2004 - no label
        return 0
    if part_of(title or line) and (title or line.endswith(":")):
        return LABEL_LEVEL
    return 0


def _heading(line: str, level: int, start: int) -> MarkdownBlock:
    return MarkdownBlock("heading", start, start + 1, emphasized(line)[0] or line, level)


def is_label_with_list(item: MarkdownBlock) -> bool:
    """A bullet "Participants:" with a list below it."""
    return bool(item.below) and bool(labelled(f"{item.head} ")) and not labelled(f"{item.head} ")[0].text
