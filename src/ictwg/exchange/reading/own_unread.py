"""What somebody wrote into our file where nothing is read: tables and annexes that repeat what stands elsewhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ictwg.exchange.front_matter import split
from ictwg.exchange.reading.own import read_own
from ictwg.exchange.reading.own_header import is_summary
from ictwg.exchange.reading.own_words import mark
from ictwg.exchange.writing.minutes import minutes_markdown

if TYPE_CHECKING:
    from collections.abc import Iterator

_SIGNS = re.compile(r"[\W_]+")


def unread_lines(text: str) -> tuple[str, ...]:
    """The lines of the file whose words are not in the minutes as we understood them."""
    sheet = read_own(text)
    understood = _words(split(minutes_markdown(sheet))[1])
    return tuple(line for line in _telling(text, sheet.language) if _words(line) not in understood)


def _telling(text: str, lang: str) -> Iterator[str]:
    """The lines that say something of their own: figures of the summary and sentences in emphasis are ours."""
    for line in split(text)[1].split("\n"):
        if not (is_summary(line, lang) or mark(line.strip(" "))):
            yield line


def _words(text: str) -> str:
    return _SIGNS.sub("", text).casefold()
