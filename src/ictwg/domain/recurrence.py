"""Recurrence of the secretariat's tasks: rules of RFC 5545 §3.3.10, for days, and how people type them.

    every month              FREQ=MONTHLY
    every 2 weeks            FREQ=WEEKLY;INTERVAL=2
    first fri of the month   FREQ=MONTHLY;BYDAY=+1FR

A rule may come from a script or another program. Only parts whose search is short are taken, so that no rule keeps
the program busy: no hours, no counting beyond a thousand, no combination that could look for a day for ever.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from ictwg.domain.text import fold_words
from ictwg.domain.when import in_languages, vocabulary
from ictwg.errors import InvalidValueError
from ictwg.locales import LANGUAGES, t
from ictwg.locales.typed_words import DAYS, MONTHS, typed_words

if TYPE_CHECKING:
    from dateutil.rrule import rrule


_RULES = typed_words("rules")
_LONGEST = 200
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_LONGEST_MONTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_COUNT = r"[1-9][0-9]{0,2}|1000"

_GRAMMAR: dict[str, str] = {
    "FREQ": "DAILY|WEEKLY|MONTHLY|YEARLY",
    "INTERVAL": _COUNT,
    "COUNT": _COUNT,
    "UNTIL": r"[0-9]{8}(?:T[0-9]{6}Z?)?",
    "WKST": "MO|SU",
    "BYDAY": r"(?:[+-]?[1-5])?(?:MO|TU|WE|TH|FR|SA|SU)",
    "BYMONTHDAY": r"-?(?:[1-9]|[12][0-9]|3[01])",
    "BYMONTH": "[1-9]|1[0-2]",
}

_ALWAYS = frozenset({"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST"})

_ALLOWED = {
    "DAILY": _ALWAYS,
    "WEEKLY": _ALWAYS | {"BYDAY"},
    "MONTHLY": _ALWAYS | {"BYDAY", "BYMONTHDAY"},
    "YEARLY": _ALWAYS | {"BYDAY", "BYMONTHDAY", "BYMONTH"},
}

_LISTS = ("BYDAY", "BYMONTHDAY", "BYMONTH")
_ORDER = ("FREQ", "INTERVAL", "BYMONTH", "BYMONTHDAY", "BYDAY", "COUNT", "UNTIL", "WKST")


def parse_recurrence(text: str) -> str:
    """The rule that `text` means, in one spelling; "" for nothing.

    Raises:
        InvalidValueError: No such rule, or one that this program does not follow.
    """
    typed = text.strip().removeprefix("RRULE:")
    if not typed:
        return ""
    if "=" in typed:
        return _spelled(_parts(typed))

    rule = typed_rule(typed, LANGUAGES) if len(typed) <= _LONGEST else None
    if rule is None:
        raise InvalidValueError(t("recurrence.not_understood", text=typed[:_LONGEST]), t("recurrence.hint"))
    return _spelled(_parts(rule))


def next_occurrence(rule: str, after: date) -> date | None:
    """The day that follows `after`, the occurrence before it; None where the rule ends with that one.

    INTERVAL runs from `after`; COUNT says how many there are from `after` on (see `next_rule`).
    """
    parts = _parts(rule)
    if parts.get("COUNT") == "1":
        return None
    found = _rrule(parts, after).after(datetime.combine(after, time()))
    return found.date() if found else None


def occurrence_from(rule: str, last: date, first: date) -> date | None:
    """The first day on or after `first` of a rule that runs from `last` on; None where it ends before."""
    found = _rrule(_parts(rule), last).after(datetime.combine(max(first, last + timedelta(days=1)), time()), inc=True)
    return found.date() if found else None


def falls_on(rule: str, start: date, day: date) -> bool:
    """Whether a rule that runs from `start` on has this day."""
    at = datetime.combine(day, time())
    return day >= start and bool(_rrule(_parts(rule), start).between(at, at, inc=True))


def next_rule(rule: str) -> str | None:
    """The rule as the following occurrence carries it: one less to come; None where this was the last."""
    parts = _parts(rule)
    if "COUNT" in parts:
        left = int(parts["COUNT"]) - 1
        if not left:
            return None
        parts["COUNT"] = str(left)
    return _spelled(parts)


def say_recurrence(rule: str, lang: str | None = None) -> str:
    """`every 2 weeks on Monday, until 31 December 2026`."""
    parts = _parts(rule)
    said = t(f"recurrence.{parts['FREQ'].lower()}", lang=lang, count=int(parts.get("INTERVAL", "1")))
    for condition, values in _conditions(parts, lang):
        said = t(f"recurrence.{condition}", lang=lang, said=said, **values)
    return said


def _conditions(parts: dict[str, str], lang: str | None) -> Iterator[tuple[str, dict[str, object]]]:
    """Each as a message around what was said before it, with its values."""
    spoken = lang if lang in DAYS else "en"
    if "BYDAY" in parts:
        named = (_said_day(day, spoken, lang) for day in _list(parts, "BYDAY"))
        yield "on_days", {"days": ", ".join(named)}
    if parts.get("BYMONTHDAY") == "-1":
        yield "on_last_day", {}
    elif "BYMONTHDAY" in parts:
        yield "on_month_days", {"days": parts["BYMONTHDAY"].replace(",", ", ")}
    if "BYMONTH" in parts:
        named = (MONTHS[spoken][int(month) - 1] for month in _list(parts, "BYMONTH"))
        yield "in_months", {"months": ", ".join(named)}
    if "COUNT" in parts:
        yield "times", {"count": int(parts["COUNT"])}
    if "UNTIL" in parts:
        from ictwg.domain.calendar import say_date

        yield "until", {"day": say_date(_day(parts["UNTIL"]), spoken, weekday=False)}


def _said_day(byday: str, spoken: str, lang: str | None) -> str:
    """`+1FR` is the first Friday, `FR` Friday."""
    name = DAYS[spoken][_WEEKDAYS.index(byday[-2:])]
    place = byday[:-2].lstrip("+")
    return t(f"recurrence.place.{place}", lang=lang, day=name) if place else name


def _parts(rule: str) -> dict[str, str]:
    parts = dict(_part(rule, part) for part in rule.upper().replace(" ", "").strip(";").split(";"))
    allowed = _ALLOWED.get(parts.get("FREQ", ""), frozenset())
    if len(rule) > _LONGEST or not parts.keys() <= allowed or not _possible(parts):
        raise _refused(rule)
    return parts


def _part(rule: str, part: str) -> tuple[str, str]:
    name, _, value = part.partition("=")
    pattern = _GRAMMAR.get(name)
    values = value.split(",") if name in _LISTS else [value]
    if pattern is None or not all(re.fullmatch(pattern, each) for each in values):
        raise _refused(rule)
    return name, value


def _possible(parts: dict[str, str]) -> bool:
    """Whether some day can answer to it; a search for the 30th of February would only end in the year 9999."""
    if "BYMONTHDAY" in parts and "BYDAY" in parts:
        return False
    if parts["FREQ"] == "WEEKLY" and any(day[:-2] for day in _list(parts, "BYDAY")):
        return False
    if "UNTIL" in parts and ("COUNT" in parts or not _is_day(parts["UNTIL"])):
        return False
    months = [int(month) for month in _list(parts, "BYMONTH") or "1"]
    figures = [abs(int(day)) for day in _list(parts, "BYMONTHDAY") or "1"]
    return any(figure <= _LONGEST_MONTHS[month - 1] for figure in figures for month in months)


def _spelled(parts: dict[str, str]) -> str:
    return ";".join(f"{name}={parts[name]}" for name in _ORDER if name in parts)


def _day(until: str) -> date:
    return date(int(until[:4]), int(until[4:6]), int(until[6:8]))


def _is_day(until: str) -> bool:
    try:
        return bool(_day(until))
    except ValueError:
        return False


def _rrule(parts: dict[str, str], start: date) -> rrule:
    from dateutil import rrule as rules

    by_day = [getattr(rules, day[-2:])(int(day[:-2] or 0) or None) for day in _list(parts, "BYDAY")]
    return rules.rrule(
        getattr(rules, parts["FREQ"]),
        dtstart=datetime.combine(start, time()),
        interval=int(parts.get("INTERVAL", "1")),
        until=datetime.combine(_day(parts["UNTIL"]), time()) if "UNTIL" in parts else None,
        wkst=rules.SU if parts.get("WKST") == "SU" else None,
        bymonth=[int(month) for month in _list(parts, "BYMONTH")] or None,
        bymonthday=[int(day) for day in _list(parts, "BYMONTHDAY")] or None,
        byweekday=by_day or None,
    )


def _list(parts: dict[str, str], name: str) -> list[str]:
    return parts[name].split(",") if name in parts else []


def _refused(rule: str) -> InvalidValueError:
    return InvalidValueError(t("recurrence.refused", rule=rule[:_LONGEST]), t("recurrence.hint"))


_FREQUENCIES = {"days": "DAILY", "weeks": "WEEKLY", "months": "MONTHLY", "years": "YEARLY"}
_FIGURE = r"(?P<n>[1-9][0-9]{0,2})(?:st|nd|rd|th)?"


def typed_rule(text: str, languages: tuple[str, ...]) -> str | None:
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
    for said, meant in _RULES["every_other"].items():
        plain = re.sub(said.replace("{unit}", rf"{unit}\b"), meant.replace("{unit}", r"\1"), plain)
    return plain


def _as_a_phrase(plain: str, languages: tuple[str, ...]) -> str | None:
    meant = (
        rule for rule, phrases in _RULES["fixed"].items() if plain in map(_spoken, in_languages(phrases, languages))
    )
    return next(meant, None)


def _every_n(plain: str, languages: tuple[str, ...]) -> str | None:
    units = vocabulary(languages).units
    found = _matched(plain, in_languages(_RULES["every_n"], languages), units, {})
    return f"FREQ={_FREQUENCIES[units[found['unit']]]};INTERVAL={found['n']}" if found else None


def _on_a_weekday(plain: str, languages: tuple[str, ...]) -> str | None:
    days = vocabulary(languages).weekdays
    found = _matched(plain, in_languages(_RULES["every_day_of_week"], languages), {}, days)
    return f"FREQ=WEEKLY;BYDAY={_WEEKDAYS[days[found['day']]]}" if found else None


def _on_a_weekday_every_n(plain: str, languages: tuple[str, ...]) -> str | None:
    words = vocabulary(languages)
    found = _matched(plain, in_languages(_RULES["every_n_on_a_day"], languages), words.units, words.weekdays)
    if found is None or words.units[found["unit"]] != "weeks":
        return None
    return f"FREQ=WEEKLY;INTERVAL={found['n']};BYDAY={_WEEKDAYS[words.weekdays[found['day']]]}"


def _on_a_day_of_the_month(plain: str, languages: tuple[str, ...]) -> str | None:
    found = _matched(plain, in_languages(_RULES["day_of_every_month"], languages), {}, {})
    return f"FREQ=MONTHLY;BYMONTHDAY={found['n']}" if found else None


def _on_a_weekday_of_the_month(plain: str, languages: tuple[str, ...]) -> str | None:
    days = vocabulary(languages).weekdays
    without_every = re.sub(r"^(?:every|each|cada) ", "", plain)
    for place, word in _places(languages):
        found = _matched(without_every, _placed(_RULES["day_in_month"], word, languages), {}, days)
        if found:
            return f"FREQ=MONTHLY;BYDAY={place:+}{_WEEKDAYS[days[found['day']]]}"
        if rule := _in_some_months(plain, place, word, languages):
            return rule
    return None


def _in_some_months(plain: str, place: int, word: str, languages: tuple[str, ...]) -> str | None:
    """`first fri of every 2 months`."""
    words = vocabulary(languages)
    templates = _placed(_RULES["day_in_some_months"], word, languages)
    found = _matched(plain, templates, words.units, words.weekdays)
    if found is None or words.units[found["unit"]] != "months":
        return None
    return f"FREQ=MONTHLY;INTERVAL={found['n']};BYDAY={place:+}{_WEEKDAYS[words.weekdays[found['day']]]}"


def _places(languages: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    for place, words in _RULES["places"].items():
        for word in in_languages(words, languages):
            yield int(place), word


def _placed(table: Mapping[str, tuple[str, ...]], word: str, languages: tuple[str, ...]) -> Iterator[str]:
    return (template.replace("{place}", word) for template in in_languages(table, languages))


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
    return fold_words(text.replace("-", " ").replace(",", " "))
