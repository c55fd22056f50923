"""Which file holds no minutes: templates, read-me files, texts that tell of no meeting."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ictwg.domain.text import fold
from ictwg.exchange.reading.dates import date_in_path, find_date
from ictwg.exchange.reading.markers import mark_of
from ictwg.exchange.reading.model import NotMinutes
from ictwg.exchange.reading.segment import names_people
from ictwg.exchange.reading.titles import MINUTES_WORDS
from ictwg.exchange.reading.words import Sense

if TYPE_CHECKING:
    from ictwg.exchange.reading.segment import Part, Segments

_TEMPLATE = re.compile(r"\btemplates?\b|\bmodelo\b|\bboilerplate\b|\btemplat\b|\byyyy\b", re.IGNORECASE)
_PLACEHOLDER = re.compile(
    r"\{\{.{0,200}?\}\}|\{%-? |YYYY|\b(?:DD|MM)[-/. ](?:MM|DD)\b|\[(?:insert|your|name|date|time|topic|title|owner)"
    r"[^\]]{0,30}\]|<(?:date|name|insert)[^>]{0,30}>|\bMMMM D|_{5,}|\bXX/XX\b|\bFirst Last\b|\[MEETING|"
    r"\bLorem ipsum\b",
    re.IGNORECASE,
)
_README = re.compile(
    r"^(?:readme|_?index|contributing|licen[cs]e|changelog|code[_-]of[_-]conduct|security|summary|governance|leiame)$",
    re.IGNORECASE,
)
_OPENING = 600
_LONGEST_TEMPLATE = 20_000
_HOLES = 3  # one may have been forgotten


def no_minutes(text: str, path: str, found: Segments) -> NotMinutes | None:
    """Why these are no minutes; None where they are."""
    if not any(map(str.isalnum, text)):
        return NotMinutes.EMPTY
    dated = [part for part in found.parts if part.date]
    if _README.match(_stem(path)) and not any(map(_has_roll, dated)):
        return NotMinutes.README
    if _is_template(text, path):
        return NotMinutes.TEMPLATE
    if not dated:
        return NotMinutes.NO_DATE
    if any(_says_minutes(part, path, found) for part in found.parts) or _opens_as_minutes(text):
        return None
    return NotMinutes.NO_MEETING


def _opens_as_minutes(text: str) -> bool:
    """A title line near the top that names minutes and a session: "Record of the sixth session", "ATA N.º 6"."""
    lines = [line.strip(" #*_") for line in text[:_OPENING].split("\n")]
    return any(len(line) <= _LONGEST_TITLE and MINUTES_WORDS.search(fold(line)) for line in lines if line)


_LONGEST_TITLE = 90


def _is_template(text: str, path: str) -> bool:
    stem, opening = _stem(path), text[:_OPENING]
    named = bool(_TEMPLATE.search(stem) or _TEMPLATE.search(opening.split("\n\n", 2)[0]))
    dated = find_date(opening) is not None or date_in_path(stem) is not None
    if dated and not named:
        return False
    holes = len(_PLACEHOLDER.findall(text[:_LONGEST_TEMPLATE]))
    return holes >= (1 if named else _HOLES) or (named and not dated)


def _stem(path: str) -> str:
    name = re.split(r"[\\/]", path)[-1]
    return name.rsplit(".", 1)[0] if "." in name else name


def _has_roll(part: Part) -> bool:
    return names_people(part.opening, part.sections)


def _says_minutes(part: Part, path: str, found: Segments) -> bool:
    """A part of minutes, or the word in a title or path."""
    if _has_roll(part) or any(s.sense is Sense.AGENDA for section in part.sections for s in section.walk()):
        return True
    return bool(MINUTES_WORDS.search(fold(" ".join([path, part.title, *found.labels])))) or _tells_outcomes(part)


def _tells_outcomes(part: Part) -> bool:
    """Under a dated title, sections, and an action or decision in them."""
    inner = [section for top in part.sections for section in top.walk()]
    blocks = [*part.opening, *(block for section in inner for block in section.blocks)]
    heads = (item.head for block in blocks if block.kind == "list" for item in block.children)
    texts = (*heads, *(block.text for block in blocks if block.kind == "paragraph"))
    return bool(inner) and find_date(part.title) is not None and any(map(mark_of, texts))
