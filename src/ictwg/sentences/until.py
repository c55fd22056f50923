"""Until when: the due date that a sentence names, wherever it stands.

by 30 May, até amanhã, sebelum Jumat     behind a word that introduces it; the last one counts
in 2 weeks, no prazo de 10 dias          a count from now
next week, besok                         by itself, where the sentence or a part of it begins or ends with it
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from ictwg.domain.day_grammar import Due, alternatives
from ictwg.domain.day_words import plain_words, vocabulary
from ictwg.domain.text import fold
from ictwg.domain.values import DueWord
from ictwg.domain.when import is_guess, maybe_due, next_year_instead
from ictwg.locales import LANGUAGES, date_words
from ictwg.locales.calendar_names import DAYS, DAYS_SHORT, MONTHS

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST_WORDS, _MOST_FOUND = 7, 40
_SPACED = re.compile(r"\S+")
_TWO_FIGURES = re.compile(r"(?<![\d./-])\d\d")
_FOUR_FIGURES = re.compile(r"\d{4}\b")
_EDGES = " ,;:–—-"
_ANY_DAYS = (date(2001, 1, 1), date(2006, 7, 15))


class Until(NamedTuple):
    """A due date and where it stands, with the word that introduces it."""

    due: Due
    start: int
    end: int
    doubtful: bool = False
    """It is next year's, although this year's passed only some days ago."""
    guessed: bool = False
    """Only a part of a month is named: "by mid-January"."""


def find_until(text: str, day: date | None) -> Until | None:
    """The due date of a sentence said on this day; of a sentence without a day only one that needs none."""
    if day is None:
        first, second = (find_until(text, one) for one in _ANY_DAYS)
        return first if first == second else None
    found = (*_introduced(text, day), *_counted(text, day))
    ahead = [one for one in found if isinstance(one.due, DueWord) or one.due >= day]
    return max(ahead or found, key=lambda one: (one.end, -one.start), default=None) or _by_itself(text, day)


def due_said(text: str, day: date | None) -> Due | None:
    """What a field or a bracket says of the due date, by itself or behind "by"."""
    if day is None:
        first, second = (due_said(text, one) for one in _ANY_DAYS)
        return first if first == second else None
    alone = maybe_due(text.strip(" .;"), day)
    if alone is not None:
        return alone
    until = find_until(text, day)
    return until.due if until else _date_inside(text.split(), day)


def is_guessed(text: str, day: date | None) -> bool:
    """Whether the due date that a field or a sentence says is a guess."""
    found = find_until(text, day)
    return is_guess(text.strip(" .;")) or (found is not None and found.guessed)


def _date_inside(words: list[str], day: date) -> Due | None:
    """In "Fri 24 May 2019, at the latest" the longest run of words that is a date in figures."""
    spans = [(at, end) for at in range(len(words)) for end in range(at + 1, min(at + _MOST_WORDS, len(words)) + 1)]
    for at, end in sorted(spans, key=lambda span: span[0] - span[1]):
        phrase = " ".join(words[at:end]).strip(" .;:,")
        if any(map(str.isdigit, phrase)) and isinstance(due := maybe_due(phrase, day), date):
            return due
    return None


_TELLS_A_TIME = re.compile(
    r"^(?:(?:by|before|until|due:?|at|end of|early|mid|late|beginning of)[ -])?(?:the )?"
    r"(?:next|following|end|ongoing|on-going|asap|immediate(?:ly)?|continuous|today|tomorrow|q[1-4]|"
    r"this (?:week|month|year)|spring|summer|autumn|fall|winter|"
    r"proxim[ao]|seguinte|continuo|imediato|tuir mai|berikutnya|segera|"
    + "|".join(sorted({fold(name) for table in (MONTHS, DAYS) for names in table.values() for name in names}))
    + r")\b"
)
_MOST_WORDS_APART = 6


def tells_a_time(said: str, day: date | None) -> bool:
    """Whether words that stand apart are a due date, of which the day may be left open: "24 May", "Q3", "ASAP"."""
    if len(said.split()) > _MOST_WORDS_APART and not is_introduced(said):
        return False
    return _TELLS_A_TIME.match(fold(said)) is not None or due_said(said, day) is not None


def is_introduced(said: str) -> bool:
    """Whether it begins with a word for a due date: "deadline: 15 Nov", "by Friday"."""
    return _introductions().match(said) is not None


def without_until(text: str, until: Until) -> str:
    """The sentence without its due date; an hour behind it stays."""
    before, after = text[: until.start].rstrip(_EDGES), text[until.end :]
    if not before:
        return after.lstrip(f" .{_EDGES}")
    return before + after if after.strip(" .;)") else before


def _introduced(text: str, day: date) -> Iterator[Until]:
    for match in islice(_introductions().finditer(text), _MOST_FOUND):
        found = _phrase_at(text, match.end(), day)
        if found is None or (match["meeting"] and found.due is not DueWord.NEXT_MEETING and not found.guessed):
            continue
        if match["bracket"]:
            if text[found.end : found.end + 1] != ")":
                continue
            found = found._replace(end=found.end + 1)
        behind_hour = found.start > match.end()
        yield found._replace(start=found.start if behind_hour else match.start())


def _phrase_at(text: str, start: int, day: date) -> Until | None:
    """The longest phrase from here that is a due date; the hour before it is none of it."""
    hour = _hour().match(text, start)
    for begin in (start, hour.end() if hour else start):
        for end in sorted(_ends(text, begin), reverse=True):
            phrase = text[begin:end]
            due = maybe_due(phrase, day)
            if due is not None and not _is_cut_short(phrase, text[end:]):
                cut = text.rindex(hour["at"], start, begin) if hour and begin > start else begin
                return Until(due, cut, end, next_year_instead(phrase, day), is_guess(phrase))
    return None


def _ends(text: str, start: int) -> Iterator[int]:
    """Where a phrase may end: behind each of its words, up to a comma that no year follows."""
    for _, word in zip(range(_MOST_WORDS), _SPACED.finditer(text, start), strict=False):
        said = word[0].rstrip(".,;:)")
        yield word.start() + len(said)
        if len(said) < len(word[0]) and not _FOUR_FIGURES.match(text[word.end() :].lstrip()):
            return


def _is_cut_short(phrase: str, after: str) -> bool:
    """Whether its last word belongs to what follows: "30 May the" list, "30 May 20" copies."""
    last = phrase.rsplit(maxsplit=1)[-1]
    noise = vocabulary(LANGUAGES).noise
    return fold(last) in noise or bool(_TWO_FIGURES.fullmatch(last) and " " in phrase and after[:2].strip(" .,;)\n"))


def _counted(text: str, day: date) -> Iterator[Until]:
    """A count of days, weeks or months behind a word for "within": "in 2 weeks"."""
    units = vocabulary(LANGUAGES).units
    for match in islice(_within().finditer(text), _MOST_FOUND):
        words = [word.span() for _, word in zip(range(2), re.finditer(r"\w+", text[match.end() :]), strict=False)]
        if len(words) < 2:  # noqa: PLR2004 - a count and its unit
            continue
        phrase = text[match.end() : match.end() + words[1][1]]
        due = maybe_due(phrase, day) if any(fold(word) in units for word in phrase.split()) else None
        if due is not None:
            yield Until(due, match.start(), match.end() + len(phrase))


def _by_itself(text: str, day: date) -> Until | None:
    """As in "next week", at the end of a part of the sentence, or where the sentence begins."""
    for match in _relative().finditer(text):
        before, after = text[: match.start()], text[match.end() :]
        last = fold(before.split()[-1]) if before.split() else ""
        at_end = not after.strip(" .;)") or after.lstrip()[:1] in ",;." or _hour_behind().match(after)
        if (at_end and last not in _for_a_day()) or (not last and after[:1] in " ,"):
            due = maybe_due(match["phrase"], day)
            if isinstance(due, date):
                return Until(due, match.start(), match.end())
    return None


@lru_cache(maxsize=1)
def _introductions() -> re.Pattern[str]:
    """What stands before a due date: an optional bracket and a word such as "by"."""
    until, meeting = (alternatives(words) for words in (date_words.UNTIL, date_words.AT_NEXT_MEETING))
    return re.compile(rf"(?<!\w)(?P<bracket>\()?(?:(?:{until})|(?P<meeting>{meeting}))(?!\w):?\s+", re.IGNORECASE)


@lru_cache(maxsize=1)
def _within() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives(date_words.COUNTED_FROM_NOW)})\s+", re.IGNORECASE)


@lru_cache(maxsize=1)
def _hour() -> re.Pattern[str]:
    """An hour before its day: "3 pm tomorrow", "às 15 horas de amanhã"; `at` is what ties the two."""
    words = f"(?:{alternatives(date_words.AT_HOUR)})"
    figure = r"\d{1,2}(?:[:.h]\d\d)?"
    said = rf"{figure}\s*(?:[ap]\.?m\.?|h|horas?|o'clock)(?!\w)|{words}\s+{figure}(?:\s*(?:h|horas?)(?!\w))?"
    return re.compile(rf"(?:{words}\s+)?(?:{said})(?P<at>\s+(?:(?:on|of|de|do|da|iha|pada|hari)\s+)?)", re.IGNORECASE)


@lru_cache(maxsize=1)
def _hour_behind() -> re.Pattern[str]:
    return re.compile(rf"\s+(?:{alternatives(date_words.AT_HOUR)})\s+\d", re.IGNORECASE)


@lru_cache(maxsize=1)
def _for_a_day() -> frozenset[str]:
    return frozenset(plain_words(word) for words in date_words.FOR_A_DAY.values() for word in words)


@lru_cache(maxsize=1)
def _relative() -> re.Pattern[str]:
    """Days that are said by themselves, with a small word before them."""
    tables = (
        date_words.TODAY, date_words.TOMORROW, date_words.DAY_AFTER, date_words.NEXT_WEEK, date_words.NEXT_MONTH,
        date_words.END_OF_WEEK, date_words.END_OF_MONTH, date_words.END_OF_NEXT_MONTH, date_words.END_OF_YEAR,
        {code: tuple(_next_days(code, DAYS[code])) for code in LANGUAGES},
    )  # fmt: skip
    spelled = [phrase for table in tables for phrases in table.values() for phrase in phrases]
    phrases = {"all": (*spelled, *map(plain_words, spelled))}
    small = "the|in|at|on|by|no|na|nos|nas|em|iha|pada|ao|à|o|a"
    before = rf"(?:(?:{small})\s+){{0,3}}"  # as many as there are: "by by by …" would take the square of its length
    return re.compile(rf"(?<![\w-]){before}(?P<phrase>{alternatives(phrases)})(?![\w'’-])", re.IGNORECASE)


def _next_days(code: str, days: tuple[str, ...]) -> Iterator[str]:
    """As in "next Friday"; a bare "Friday" says when something happens."""
    spelled = (*days, *DAYS_SHORT[code], *(short for more in date_words.MORE_DAYS[code] for short in more))
    for template in (*date_words.COMING_DAY[code], *date_words.DAY_OF_NEXT_WEEK[code]):
        if template != "{day}":
            yield from (template.replace("{day}", day) for day in spelled)
