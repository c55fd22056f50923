"""Which words after an action are its due date."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ictwg.domain.text import fold
from ictwg.exchange.reading.dates import date_in
from ictwg.locales.calendar_names import DAYS, MONTHS

if TYPE_CHECKING:
    from datetime import date

_BEFORE = (
    r"due(?: date)?|deadline|by|until|before|no later than|ate|too|sampai|sebelum|paling lambat|prazo|prazu|batas waktu"
)
_SAID = re.compile(rf"^(?:{_BEFORE})\s*:?\s+")
_AT_END = re.compile(rf"(?:^|[\s,;(])(?:{_BEFORE})\s*:?\s+(?P<due>[^()\n]{{3,40}})[)\s.]*$")
_NAMES = sorted({fold(name) for table in (MONTHS, DAYS) for names in table.values() for name in names})
_WORDS = re.compile(
    r"^(?:(?:by|before|until|due:?|at|end of|early|mid|late|beginning of)[ -])?(?:the )?"
    r"(?:next|following|end|ongoing|on-going|asap|immediate(?:ly)?|continuous|today|tomorrow|q[1-4]|"
    r"this (?:week|month|year)|spring|summer|autumn|fall|winter|"
    r"proxim[ao]|seguinte|continuo|imediato|tuir mai|berikutnya|segera|"
    rf"{'|'.join(_NAMES)})\b"
)
_MOST_WORDS = 6
_LONGEST_DATE = 30  # "Wednesday, 24 September 2019"
_TAIL = 80


def is_due(tail: str, near: date | None) -> bool:
    """Whether a bracket or the part after the last dash is a due date: "24 May", "by Friday", "ongoing"."""
    folded = fold(tail)
    said = _SAID.sub("", folded)
    if said == folded and len(tail.split()) > _MOST_WORDS:
        return False
    dated = len(said) <= _LONGEST_DATE and date_in(said, near) is not None
    return dated or _WORDS.match(folded) is not None


def is_deadline(said: str) -> bool:
    """Whether it begins with a word for a due date: "deadline: 15 Nov", "by Friday"."""
    return _SAID.match(fold(said)) is not None


def due_at_end(text: str, near: date | None) -> date | None:
    """The date that a sentence ends with: "… by 30 May"; the sentence keeps it."""
    said = _AT_END.search(fold(text[-_TAIL:]))
    return date_in(said["due"], near) if said else None
