"""Days as people type them and as they are said.

An explicit grammar decides (`ictwg.domain.day_grammar`): a day always comes before its month, a bare figure is no
date, and what is not understood is an error with an example. Every reading is echoed by its caller before it counts.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from ictwg.domain.values import Looks
from ictwg.errors import InvalidValueError
from ictwg.locales import LANGUAGES

if TYPE_CHECKING:
    from ictwg.domain.day_grammar import Due

PASSED_LATELY = timedelta(days=30)
"""A due date without a year that passed so lately may have been meant: the coming one is a year away."""


def parse_due(
    text: str, today: date, languages: tuple[str, ...] = LANGUAGES, *, looks: Looks = Looks.AHEAD
) -> Due | None:
    """The day or word that `text` means; None for nothing, "none", "tbd".

    A day and month without a year, or a weekday, mean the coming one: "12 Feb" today or later, "fri" after today;
    "next fri" is the Friday of next week. Where one `looks` the other way, they mean the one that was (`Looks`).

    Raises:
        InvalidValueError: It is no such thing; the hint shows what is.
    """
    from ictwg.domain.day_grammar import understood

    return understood(text, today, languages, looks)


def next_year_instead(text: str, today: date) -> bool:
    """Whether a due date without a year is next year's, although this year's passed only some days ago."""
    ahead, back = maybe_due(text, today), maybe_due(text, today, Looks.BACK)
    if not isinstance(ahead, date) or not isinstance(back, date):
        return False
    return back < today < ahead and today - back <= PASSED_LATELY < ahead - today


def is_guess(text: str) -> bool:
    """Whether the day of a due date is a guess, because only a part of a month is named: "mid-January"."""
    from ictwg.domain.day_grammar import names_part_of_month

    return names_part_of_month(text)


def find_day(text: str, today: date) -> date | None:
    """The day that a line names by itself or at the end of one of its parts: "we meet on 14 May at nine"."""
    from ictwg.domain.day_grammar import ends_of_parts

    return next(filter(None, (_day_at_end(part.split(), today) for part in ends_of_parts().split(text))), None)


def _day_at_end(words: list[str], today: date) -> date | None:
    """What the last words say, from the first with which they are a day."""
    from ictwg.domain.day_grammar import lacks_its_figure

    for at, before in enumerate(("", *words[:-1])):
        phrase = " ".join(words[at:])
        due = maybe_due(phrase, today)
        if isinstance(due, date):
            return None if lacks_its_figure(phrase, before) else due
    return None


def maybe_due(phrase: str, today: date, looks: Looks = Looks.AHEAD) -> Due | None:
    """The same; None also for what is no due date."""
    try:
        return parse_due(phrase, today, looks=looks)
    except InvalidValueError:
        return None
