"""Who is to do what, until when: the one grammar of a promise, wherever it is typed, pasted or read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from ictwg.domain.text import fold, fold_words
from ictwg.domain.values import DueWord
from ictwg.domain.when import Due, alternatives, is_guess, just_passed, maybe_due, vocabulary
from ictwg.locales import LANGUAGES
from ictwg.locales.typed_words import DAYS, DAYS_SHORT, MONTHS, typed_words
from ictwg.sentences.who import (
    Head,
    Roster,
    RosterName,
    Who,
    agent_in,
    bare,
    behind_link,
    head_of,
    is_likely,
    names_in,
    split_names,
    whom,
)

_DAYS = typed_words("days")
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
    """It passed only some days ago, and names no year: it may be next year's."""
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
    said = text.strip(" .;")
    alone = _meant(said, day)
    if alone is not None:
        return just_passed(said, day) or alone
    until = find_until(text, day)
    return until.due if until else _date_inside(text.split(), day)


def _meant(said: str, day: date) -> Due | None:
    """The due date that these words are; a month of a year means its end."""
    return maybe_due(said, day) or (maybe_due(f"end of {said}", day) if _FOUR_FIGURES.match(said[-4:]) else None)


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
    r"(?:next|following|end|ongoing|on-going|asap|immediate(?:ly)?|continuous|standing|today|tomorrow|q[1-4]|"
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
    hour, weekday = _hour().match(text, start), _weekday_before().match(text, start)
    for begin in (weekday.end() if weekday else start, start, hour.end() if hour else start):
        for end in sorted(_ends(text, begin), reverse=True):
            phrase = text[begin:end]
            due = _meant(phrase, day)
            if due is not None and not _is_cut_short(phrase, text[end:]):
                cut = text.rindex(hour["at"], start, begin) if hour and begin == hour.end() else start
                passed = just_passed(phrase, day)
                return Until(passed or due, cut, end, passed is not None, is_guess(phrase))
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
        at_end = (
            not after.strip(" .;)")
            or (after.lstrip()[:1] in ",;." and not _GOES_ON.match(after))
            or _hour_behind().match(after)
        )
        if (at_end and last not in _for_a_day()) or (not last and after[:1] in " ,"):
            due = maybe_due(match["phrase"], day)
            if isinstance(due, date):
                return Until(due, match.start(), match.end())
    return None


_GOES_ON = re.compile(r"\s*,\s+(?:and|or|e|ou|dan|atau|ho|no)\s")


@lru_cache(maxsize=1)
def _introductions() -> re.Pattern[str]:
    """What stands before a due date: an optional bracket and a word such as "by"."""
    until, meeting = (alternatives(words) for words in (_DAYS["until"], _DAYS["at_next_meeting"]))
    return re.compile(rf"(?<!\w)(?P<bracket>\()?(?:(?:{until})|(?P<meeting>{meeting}))(?!\w):?\s+", re.IGNORECASE)


@lru_cache(maxsize=1)
def _within() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives(_DAYS['counted_from_now'])})\s+", re.IGNORECASE)


@lru_cache(maxsize=1)
def _weekday_before() -> re.Pattern[str]:
    """A weekday before its date, which counts where the two do not agree: "Friday, 27 March"."""
    return re.compile(rf"(?:{alternatives({code: _weekdays(code) for code in LANGUAGES})}),?\s+(?=\S)", re.IGNORECASE)


@lru_cache(maxsize=1)
def _hour() -> re.Pattern[str]:
    """An hour before its day: "3 pm tomorrow", "às 15 horas de amanhã"; `at` is what ties the two."""
    words = f"(?:{alternatives(_DAYS['at_hour'])})"
    figure = r"\d{1,2}(?:[:.h]\d\d)?"
    said = rf"{figure}\s*(?:[ap]\.?m\.?|h|horas?|o'clock)(?!\w)|{words}\s+{figure}(?:\s*(?:h|horas?)(?!\w))?"
    return re.compile(rf"(?:{words}\s+)?(?:{said})(?P<at>\s+(?:(?:on|of|de|do|da|iha|pada|hari)\s+)?)", re.IGNORECASE)


@lru_cache(maxsize=1)
def _hour_behind() -> re.Pattern[str]:
    return re.compile(rf"\s+(?:{alternatives(_DAYS['at_hour'])})\s+\d", re.IGNORECASE)


@lru_cache(maxsize=1)
def _for_a_day() -> frozenset[str]:
    return frozenset(fold_words(word) for words in _DAYS["for_a_day"].values() for word in words)


@lru_cache(maxsize=1)
def _relative() -> re.Pattern[str]:
    """Days that are said by themselves, with a small word before them."""
    said = (table for name, table in _DAYS["fixed"].items() if name != "yesterday")
    tables = (*said, {code: tuple(_next_days(code)) for code in LANGUAGES})
    spelled = [phrase for table in tables for phrases in table.values() for phrase in phrases]
    phrases = {"all": (*spelled, *map(fold_words, spelled))}
    small = "the|in|at|on|by|no|na|nos|nas|em|iha|pada|ao|à|o|a"
    before = rf"(?:(?:{small})\s+){{0,3}}"  # as many as there are: "by by by …" would take the square of its length
    return re.compile(rf"(?<![\w-]){before}(?P<phrase>{alternatives(phrases)})(?![\w'’-])", re.IGNORECASE)


def _next_days(code: str) -> Iterator[str]:
    """As in "next Friday"; a bare "Friday" says when something happens."""
    for template in (*_DAYS["coming_day"][code], *_DAYS["day_of_next_week"][code]):
        if template != "{day}":
            yield from (template.replace("{day}", day) for day in _weekdays(code))


def _weekdays(code: str) -> tuple[str, ...]:
    return (*DAYS[code], *DAYS_SHORT[code], *(short for more in _DAYS["more_days"][code] for short in more))


_BRACKET_LAST = re.compile(r"\s*[(\[](?P<inside>[^()\[\]\n]{1,80})[)\]]\s*[.;]?\s*$")
_DASH_LAST = re.compile(r"^(?P<head>.*\S)\s+(?:[-–—―|]+|→|=>|->)\s+(?P<tail>\S.{0,80})$", re.DOTALL)
_INITIALS_LAST = re.compile(r"[,.:]\s+(?P<who>[A-Za-z]{1,3}[A-Z](?:\s*[,&/]\s*[A-Za-z]{1,3}[A-Z])*)\s*\.?\s*$")
_PARTED = re.compile(r"\s*[,;]\s*")
_TAIL, _MOST_LETTERS, _MOST_TAILS, _WORDS_OF_OWNER = 120, 4000, 4, 4


class Sentence(NamedTuple):
    """What a sentence says.

    Attributes:
        who: The names, in their order, known or not.
        what: The words without those that say who and until when; all of them where nobody is known.
        until: The due date.
        said: All its words but those that stand apart, in brackets, before a colon, behind a dash.
        until_said: The words of a due date that stand apart.
        doubtful: The day passed only some days ago, and names no year: it may be next year's.
        guessed: Of the day only a part of its month is named.
    """

    who: tuple[Who, ...] = ()
    what: str = ""
    until: Due | None = None
    said: str = ""
    until_said: str = ""
    doubtful: bool = False
    guessed: bool = False

    @property
    def known(self) -> tuple[RosterName, ...]:
        return tuple(one.named for one in self.who if one.named)

    @property
    def unknown(self) -> tuple[str, ...]:
        """Names that nobody on the roster answers to."""
        return tuple(one.name for one in self.who if one.named is None)


class _Apart(NamedTuple):
    """The sentence without its tails, and what they say."""

    text: str
    who: tuple[str, ...] = ()
    until_said: str = ""
    kept: str = ""
    """Tails that tell a time but no day: nothing else keeps them."""


def read_sentence(line: str, names: Roster, day: date | None, language: str, *, given: Sequence[str] = ()) -> Sentence:
    """What a sentence means that was said on a day.

    Args:
        line: The sentence, without a mark such as "Action:".
        names: Who is known on that day; nobody where minutes are read without a group.
        day: Days are read as from it; without one only whole dates count.
        language: That of the minutes: it decides of words that two languages share.
        given: Who is to do it, where that is said beside the sentence: in a column, in the mark.
    """
    apart = _without_tails(_Apart(line.strip()), names, day, language)
    until = find_until(apart.text, day)
    due = due_said(apart.until_said, day) if apart.until_said else None
    words = apart.text if until is None or (due and until.due != due) else without_until(apart.text, until)
    beside = whom((*given, *apart.who), names)
    head = head_of(words, names, language)
    who, what = _said_by(words, head, beside, names)
    first = head_of(apart.text, names, language)
    said = apart.text[first.end :] if first.apart and not beside else apart.text
    return Sentence(
        who=who,
        what=(what or ("" if who else words)) + apart.kept,
        until=due or (until.due if until else None),
        said=said.strip(),
        until_said=apart.until_said,
        doubtful=just_passed(apart.until_said, day) is not None
        if due and day
        else until is not None and until.doubtful,
        guessed=is_guessed(apart.until_said if due else apart.text, day),
    )


def _said_by(words: str, head: Head, beside: tuple[Who, ...], names: Roster) -> tuple[tuple[Who, ...], str]:
    """Who it is, and the words without them: a name is left out only where it is kept as one who does it."""
    certain = (head.apart or any(one.named for one in head.who)) and not head.open
    without = behind_link(words[head.end :]) if certain else words
    if beside:
        return beside, without if all(_is_among(one, beside) for one in head.who) else words
    if head.who:
        return head.who, without
    topic, colon, rest = words.partition(": ")
    if colon:
        inner = head_of(rest, names, "")
        if any(one.named for one in inner.who) and not inner.open:
            return inner.who, f"{topic}: {behind_link(rest[inner.end :])}"
    agent = agent_in(words, names)
    if agent is not None:
        return (agent[0],), words[: agent[1]] + words[agent[2] :]
    return (), words


def _is_among(one: Who, others: Sequence[Who]) -> bool:
    return any((one.named and one.named == other.named) or fold(one.name) == fold(other.name) for other in others)


def _without_tails(apart: _Apart, names: Roster, day: date | None, language: str) -> _Apart:
    """As in "… (Ana, 3 May)", "… – DPSA – 24 May 2019", "…, SC.", taken off from the end."""
    last = _INITIALS_LAST.search(apart.text[-_TAIL:])
    if last and not names.is_empty and all(names.get(one) for one in split_names(last["who"])):
        text = apart.text[: len(apart.text) - len(last[0])].rstrip()
        apart = apart._replace(text=text, who=split_names(last["who"]))
    for _ in range(_MOST_TAILS):
        shorter = _without_tail(apart, names, day, language)
        if shorter is None:
            break
        apart = shorter
    return apart


def _without_tail(apart: _Apart, names: Roster, day: date | None, language: str) -> _Apart | None:
    head, tail, bracket = _last_tail(apart.text)
    if not head.strip(" *_~") or (not bracket and not names.is_empty and names.get(bare(head).strip())):
        return None  # "SM - Prospectus": the owner stands first
    said = bare(tail).strip()
    parts = [said] if tells_a_time(said, day) and not _PARTED.search(said) else list(filter(None, _PARTED.split(said)))
    times = [part for part in parts if tells_a_time(part, day)]
    others = [part for part in parts if part not in times]
    who = tuple(name for part in others for name in names_in(part, language))
    if not _tells(others, who, names, dated=bool(times), bracket=bracket):
        return None
    if (times and apart.until_said) or (who and apart.who) or len(times) > 1:
        return None
    until_said = times[0] if times else ""
    undated = bool(until_said) and due_said(until_said, day) is None
    kept = f"{apart.text[len(head) :]}{apart.kept}" if undated else apart.kept
    return _Apart(head.rstrip(), who or apart.who, until_said or apart.until_said, kept)


def _tells(others: Sequence[str], who: Sequence[str], names: Roster, *, dated: bool, bracket: bool) -> bool:
    """Whether what is no time is names; a stranger to the group must stand out where no day is beside the name."""
    if not others:
        return dated
    if not who or not all(names_in(part) for part in others):
        return False
    if not bracket and any(len(name.split()) > _WORDS_OF_OWNER for name in who):
        return False
    return dated or not names.is_whole or all(is_likely(name, names) for name in who)


def _last_tail(text: str) -> tuple[str, str, bool]:
    """What stands before the last bracket or dash, what is in it, and whether it is a bracket."""
    start = max(len(text) - 100, 0)
    match = _BRACKET_LAST.search(text, start)
    if match:
        return text[: match.start()], match["inside"], True
    segment = _DASH_LAST.match(text) if len(text) < _MOST_LETTERS else None
    return (segment["head"], segment["tail"], False) if segment else ("", "", False)
