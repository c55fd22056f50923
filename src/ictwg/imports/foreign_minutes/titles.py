"""What a heading says besides its topic: a number, "Agenda item", an outcome, the meeting's group."""

from __future__ import annotations

import re
from typing import NamedTuple

from ictwg.domain.text import fold
from ictwg.imports.dates import FoundDate, find_date, without_dates
from ictwg.imports.foreign_minutes.inline import parsed
from ictwg.imports.foreign_minutes.words import WORDS
from ictwg.locales.calendar_names import MONTHS

# The number of an item may look like a day: "MIN 01/02/2025: PRELIMINARIES".
_MINUTE = re.compile(
    r"^min(?:ute)?s?\.?\s*(?:no\.?\s*)?(?P<number>[\w/.-]*\d[\w/.-]*)\s*[:.–-]+\s*(?=\S)", re.IGNORECASE
)


_PREFIX = re.compile(
    r"^(?P<word>agenda item|agenda topic|topic|item|ponto|pontu|acara)\s*(?=[:#\d])[:#]?\s*", re.IGNORECASE
)


_NUMBER = re.compile(
    r"^(?P<number>\d{1,3}(?:[.-]\d{1,3})*[a-z]?|[IVXL]{1,6}(?=[.)]|\s+[-–—]\s))(?:[.):]+\s*|\s*[-–—:]+\s+|\s+(?=[^\W\d_]))(?=\S)"
)


_OUTCOME = re.compile(
    r"\s*[-–—]?\s*[\[(](?P<outcome>carry over|carried over|resolved|deferred|noted|decided|withdrawn|not reached|done|"
    r"postponed|approved|discussed|closed|adiado|decidido|ditunda)[\])]\s*$",
    re.IGNORECASE,
)


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
    return Topic(
        title.strip(), number, outcome["outcome"] if outcome else "", prefix["word"] if prefix else "", said.links
    )


def split_number(title: str) -> tuple[str, str]:
    """As in "2.1) Budget" → "2.1", "Budget"."""
    match = _MINUTE.match(title) or _NUMBER.match(title)
    return (match["number"], title[match.end() :].strip()) if match else ("", title)


_MEETING_WORDS = frozenset(WORDS["title words"])


_MONTHS = "|".join(re.escape(name) for names in MONTHS.values() for name in names)


_MONTH_YEAR = re.compile(rf"\b(?:{_MONTHS})\s+(?:de\s+)?(?:19|20)\d\d\b", re.IGNORECASE)


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


MINUTES_WORDS = re.compile(
    r"\b(?:meetings?|minutes|notes|telco|telecon|call|sync|attend|agenda|present|ata|atas|acta|reuni|minuta|enkontru|"
    r"notulen|rapat|risalah|berita acara|summary record|record of|proceedings)",
)
