"""The words in which people type dates, recurrences and sentences, per language.

They stand in `typed_words.json`, and are read, never shown, but for the names of the `calendar`. In its phrases `{day}`
is any name of a weekday, `{month}` any of a month, `{n}` a figure, `{unit}` a word for a day, week, month or year,
`{place}` one of the places of a weekday in its month.

`days` are matched without accents, apostrophes, hyphens and the small words of "noise", so "até ao fim do mês", "fim do
mês" and "fim mes" are one. "more_days" and "more_months" are spellings beside `DAYS` and `MONTHS`, Monday first.
Each of "parts_of_a_month" stands under the day on which it ends; the last one is 31 for every month. "coming_day" is
the coming one, "day_of_next_week" the one in the week after this. "numbers" are counts before a unit ("in two weeks"),
in Tetum behind it. Words "inside_a_date" mean something else elsewhere; "at_hour" stands between a day and its hour.
"until" introduces a due date at the end of a line; "at_next_meeting" the next meeting only: "on 12 March" tells when
something happens, not when it is due. Behind "counted_from_now" days or weeks are a due date; what is "for_a_day" is
not due on it.

`rules` are matched in the same way. "every_other" are words that stand for a figure, anywhere in what is typed.

`written_days` are the figures in words of "dois mil e dez", and months of a language that we do not speak.

`periods` are the quarters and halves of a year, which of them by its "turns", and the small words beside them; "until"
says that only the end is meant.

`amounts` are the signs and words of currencies, and of thousands. `shown_names` are what programs for meetings at a
distance put "beside" a name in brackets, and the words of "devices" that stand instead of one. `bodies` are words
in the name of an organization, by its type; the first type of which one stands there is the likeliest.

`sentences` say who is to do something; they are compared folded. "and" joins two names: `no` means "in the" in
Portuguese, and joins nothing there. "links" stand between somebody and what they are to do. "passive" behind a link:
something is done to what stands before it; the Indonesian one begins the verb ("dikirim"). "agent" stands before the
one who does it. "particles" are words inside a name that have no capital, in any language. "bodies" name somebody
without a capital; "no_names" begin a sentence with a capital and name nobody.
"""

from __future__ import annotations

import json
import os
from functools import cache
from typing import Any


def typed_words(area: str) -> dict[str, Any]:
    """The tables of one area, such as the `calendar`, by their names."""
    found: dict[str, Any] = _tables()[area]
    return found


@cache
def _tables() -> dict[str, Any]:
    with open(os.path.join(os.path.dirname(__file__), "typed_words.json"), "rb") as file:  # noqa: PTH118, PTH120, PTH123 - pathlib takes longer still
        found: dict[str, Any] = json.load(file)
    return found


_NAMES = typed_words("calendar")
MONTHS: dict[str, list[str]] = _NAMES["months"]
MONTHS_SHORT: dict[str, list[str]] = _NAMES["months_short"]
DAYS: dict[str, list[str]] = _NAMES["days"]
DAYS_SHORT: dict[str, list[str]] = _NAMES["days_short"]

# {weekday} is a short day name with its separator, {month} a whole month name.
DATE_PATTERNS: dict[str, str] = _NAMES["date_patterns"]
WEEKDAY_SEPARATORS: dict[str, str] = _NAMES["weekday_separators"]
