"""From a recurrence in words to its rule."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ictwg.domain.day_words import plain_words, vocabulary
from ictwg.locales import recurrence_words as listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_FREQUENCIES = {"days": "DAILY", "weeks": "WEEKLY", "months": "MONTHLY", "years": "YEARLY"}
_FIGURE = r"(?P<n>[1-9][0-9]{0,2})(?:st|nd|rd|th)?"


def typed_rule(text: str, languages: tuple[str, ...]) -> str | None:
    """The rule that these words mean; None where they mean none."""
    plain = _in_figures(_spoken(text), languages)
    readings = (
        _as_a_phrase,
        _every_n,
        _on_a_weekday,
        _on_a_weekday_every_n,
        _on_a_day_of_the_month,
        _on_a_weekday_of_the_month,
    )
    return next(filter(None, (reading(plain, languages) for reading in readings)), None)


def _in_figures(plain: str, languages: tuple[str, ...]) -> str:
    """`every other month` as `every 2 month`, and `every second friday` as it is."""
    unit = f"({'|'.join(vocabulary(languages).units)})"
    for said, meant in listed.EVERY_OTHER.items():
        plain = re.sub(said.replace("{unit}", rf"{unit}\b"), meant.replace("{unit}", r"\1"), plain)
    return plain


def _as_a_phrase(plain: str, languages: tuple[str, ...]) -> str | None:
    meant = (rule for rule, phrases in listed.RULES.items() if plain in map(_spoken, _of(phrases, languages)))
    return next(meant, None)


def _every_n(plain: str, languages: tuple[str, ...]) -> str | None:
    units = vocabulary(languages).units
    found = _matched(plain, _of(listed.EVERY_N, languages), units, {})
    return f"FREQ={_FREQUENCIES[units[found['unit']]]};INTERVAL={found['n']}" if found else None


def _on_a_weekday(plain: str, languages: tuple[str, ...]) -> str | None:
    days = vocabulary(languages).weekdays
    found = _matched(plain, _of(listed.EVERY_DAY_OF_WEEK, languages), {}, days)
    return f"FREQ=WEEKLY;BYDAY={_WEEKDAYS[days[found['day']]]}" if found else None


def _on_a_weekday_every_n(plain: str, languages: tuple[str, ...]) -> str | None:
    words = vocabulary(languages)
    found = _matched(plain, _of(listed.EVERY_N_ON_A_DAY, languages), words.units, words.weekdays)
    if found is None or words.units[found["unit"]] != "weeks":
        return None
    return f"FREQ=WEEKLY;INTERVAL={found['n']};BYDAY={_WEEKDAYS[words.weekdays[found['day']]]}"


def _on_a_day_of_the_month(plain: str, languages: tuple[str, ...]) -> str | None:
    found = _matched(plain, _of(listed.DAY_OF_EVERY_MONTH, languages), {}, {})
    return f"FREQ=MONTHLY;BYMONTHDAY={found['n']}" if found else None


def _on_a_weekday_of_the_month(plain: str, languages: tuple[str, ...]) -> str | None:
    days = vocabulary(languages).weekdays
    without_every = re.sub(r"^(?:every|each|cada) ", "", plain)
    for place, word in _places(languages):
        found = _matched(without_every, _placed(listed.DAY_IN_MONTH, word, languages), {}, days)
        if found:
            return f"FREQ=MONTHLY;BYDAY={place:+}{_WEEKDAYS[days[found['day']]]}"
        if rule := _in_some_months(plain, place, word, languages):
            return rule
    return None


def _in_some_months(plain: str, place: int, word: str, languages: tuple[str, ...]) -> str | None:
    """`first fri of every 2 months`."""
    words = vocabulary(languages)
    templates = _placed(listed.DAY_IN_SOME_MONTHS, word, languages)
    found = _matched(plain, templates, words.units, words.weekdays)
    if found is None or words.units[found["unit"]] != "months":
        return None
    return f"FREQ=MONTHLY;INTERVAL={found['n']};BYDAY={place:+}{_WEEKDAYS[words.weekdays[found['day']]]}"


def _places(languages: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    for place, words in listed.PLACES.items():
        for word in _of(words, languages):
            yield place, word


def _placed(table: Mapping[str, tuple[str, ...]], word: str, languages: tuple[str, ...]) -> Iterator[str]:
    return (template.replace("{place}", word) for template in _of(table, languages))


def _matched(
    plain: str, templates: Iterator[str], units: Mapping[str, str], days: Mapping[str, int]
) -> re.Match[str] | None:
    for template in templates:
        pattern = re.escape(_spoken(template)).replace(r"\{n\}", _FIGURE, 1).replace(r"\{n\}", "(?P=n)")
        pattern = pattern.replace(r"\{unit\}", f"(?P<unit>{'|'.join(units)})")
        found = re.fullmatch(pattern.replace(r"\{day\}", f"(?P<day>{'|'.join(days)})"), plain)
        if found:
            return found
    return None


def _spoken(text: str) -> str:
    return plain_words(text.replace("-", " ").replace(",", " "))


def _of(table: Mapping[str, tuple[str, ...]], languages: tuple[str, ...]) -> Iterator[str]:
    for language in languages:
        yield from table.get(language, ())
