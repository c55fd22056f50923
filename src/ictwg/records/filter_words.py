"""The grammar of every filter: in lists, in search, in saved filters and in commands; and those kept under a name."""

from __future__ import annotations

import operator
import re
from datetime import date, timedelta
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, NamedTuple

from ictwg.domain.changes import Edit
from ictwg.domain.ids import derived_id
from ictwg.domain.records import SavedFilter
from ictwg.domain.schema import form_fields
from ictwg.domain.text import clean, fold
from ictwg.domain.values import Looks
from ictwg.errors import InvalidValueError
from ictwg.locales import language, t
from ictwg.records.group import group_of
from ictwg.records.lookup import shown_name
from ictwg.records.selection import condition_by

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from ictwg.domain.changes import Changes
    from ictwg.domain.schema import Field, Record
    from ictwg.domain.state import State
    from ictwg.records.lookup import Lookup

    Reader = Callable[[str, date], "Test | None"]
    Understands = Callable[[Lookup, Field[Any], str, date], Callable[[Any], bool] | None]


_KEYED = re.compile(r"[^\W\d_][\w-]*:(?!//)\S+")


NOT = "-"


_UNITS = {"d": 1, "w": 7, "m": 30}


class Test(NamedTuple):
    """What one keyed word asks of a row.

    Attributes:
        column: The attribute of the row that it looks at.
        holds: Asked once for each different value of the column, not for each row.
    """

    column: str
    holds: Callable[[Any], bool]


class FilterQuery(NamedTuple):
    """A query, understood.

    Attributes:
        terms: The keyed words, as typed, that filter.
        words: The free words, folded.
        unknown: Keyed words that mean nothing (yet).
    """

    terms: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    tests: tuple[Test, ...] = ()

    def fits(self, row: Any) -> bool:
        """Whether the keyed words let a row through; the free words are a matter of text."""
        return all(test.holds(getattr(row, test.column)) for test in self.tests)

    def says(self, row: Any) -> bool:
        """Whether keyed and free words let it through."""
        if not self.fits(row):
            return False
        text = fold(row.searchable)
        return all(word in text for word in self.words)


def understood(query: str, today: date, readers: Mapping[str, Reader]) -> FilterQuery:
    """A query in the words of a list, which says what each key looks at; `-key:value` lets the others through."""
    terms: list[str] = []
    words: list[str] = []
    unknown: list[str] = []
    tests: list[Test] = []
    for word, text in tokens(query):
        reader = None if text else reader_of(word, readers)
        test = _asked(word, reader(word.partition(":")[2], today)) if reader else None
        if test is not None:
            terms.append(word)
            tests.append(test)
        elif reader or (not text and is_keyed(word.removeprefix(NOT))):
            unknown.append(word)
        elif folded := fold(word):
            words.append(folded)
    return FilterQuery(tuple(terms), tuple(words), tuple(unknown), tuple(tests))


_TOKEN = re.compile(r'"([^"]*)"?|([^\s"]+:)"([^"]*)"?|(\S+)')


def tokens(query: str) -> Iterator[tuple[str, bool]]:
    """The words of a query, each with whether quotes make it text: `"is:open"` and `"plan of action"` are looked for.

    Behind a key they keep a value together: `title:"plan of action"` is `title:plan_of_action`.
    """
    for text, key, value, word in _TOKEN.findall(query):
        if text:
            yield text, True
        elif key or word:
            yield key + value.replace(" ", "_") if key else word, False


def _asked(word: str, test: Test | None) -> Test | None:
    if test is None or not word.startswith(NOT):
        return test
    return Test(test.column, lambda value: not test.holds(value))


def is_keyed(word: str) -> bool:
    """Whether it is written as a key with its value, known or not: "status:open", neither "10:30" nor an address."""
    return _KEYED.fullmatch(word) is not None


def likely(word: str, readers: Mapping[str, Reader], today: date) -> str:
    """What may be meant by a keyed word that means nothing: "is:open" by "status:open"; empty where nothing is near."""
    key, _, value = word.partition(":")
    state = readers.get("is")
    if state is not None and state(value, today) is not None:
        return f"is:{value}"
    near = get_close_matches(key.casefold(), readers, 1)
    return f"{near[0]}:{value}" if near and near[0] != key.casefold() else ""


def reader_of(word: str, readers: Mapping[str, Reader]) -> Reader | None:
    key, colon, _ = word.removeprefix(NOT).partition(":")
    return readers.get(fold(key)) if colon else None


def chosen(listed: Iterable[Any], wanted: FilterQuery) -> tuple[Any, ...]:
    """The rows that it lets through, in their order."""
    test = wanted.says if wanted.words else wanted.fits
    return tuple(row for row in listed if test(row)) if wanted.tests or wanted.words else tuple(listed)


def spaced(value: str) -> str:
    """Folded; `_` stands for a space, which would end the word."""
    return fold(value.replace("_", " "))


def holding(column: str, wanted: str) -> Test | None:
    return Test(column, lambda value: wanted in value) if wanted else None


def equal(column: str, wanted: object) -> Test:
    return Test(column, lambda value: value == wanted)


STANDING: Mapping[str, Test] = {
    "open": equal("open", wanted=True),
    "closed": equal("open", wanted=False),
    "late": equal("late", wanted=True),
    "overdue": equal("late", wanted=True),
}
"""What every list knows after `is:`."""


def one_of(known: Mapping[str, Test]) -> Reader:
    """One of these words; `in-progress` is `in_progress` too."""
    return lambda value, _: known.get(value.casefold().replace("-", "_"))


def of_meeting(value: str, today: date) -> Test | None:  # noqa: ARG001 - the shared signature
    """By reference, or by the day that every meeting has."""
    if value[:1].isdecimal():
        return holding("meeting_day", value)
    wanted = value.upper()
    return Test("meeting", lambda meeting: meeting.upper().startswith(wanted)) if wanted else None


def since(value: str, today: date) -> Test | None:
    first = period(value, today)[0]
    return Test("on", lambda day: day >= first) if first else None


def until(value: str, today: date) -> Test | None:
    last = period(value, today)[1]
    return Test("on", lambda day: bool(day) and day <= last) if last else None


def of_year(value: str, today: date) -> Test | None:  # noqa: ARG001 - the shared signature
    return Test("on", lambda day: day.startswith(value)) if re.fullmatch("[0-9]{4}", value) else None


def period(text: str, today: date) -> tuple[str, str]:
    """The first and the last day that `2010`, `2010-03`, a date or `30d` (ago) means; empty where it means none."""
    if re.fullmatch("[0-9]{4}(-(0[1-9]|1[0-2]))?", text):
        return (f"{text}-01", f"{text}-31") if "-" in text else (f"{text}-01-01", f"{text}-12-31")
    days = span(text)
    day = (today - timedelta(days=days)).isoformat() if days is not None else day_meant(text, today)
    return day, day


def span(text: str) -> int | None:
    """The days that `30d`, `2w` or `1m` means."""
    if text[:-1].isdecimal() and text[-1:] in _UNITS and len(text) < len("10000d"):
        return int(text[:-1]) * _UNITS[text[-1]]
    return None


def day_meant(text: str, today: date) -> str:
    """The day that a date means; empty where it means none."""
    from ictwg.domain.when import parse_due

    try:
        day = parse_due(text, today) if text else None
    except InvalidValueError:
        return ""
    return day.isoformat() if isinstance(day, date) else ""


def saved_filters(state: State, screen: str) -> tuple[SavedFilter, ...]:
    """Those of one screen, by name."""
    found = (saved for saved in state.all(SavedFilter) if saved.screen == screen)
    return tuple(sorted(found, key=lambda saved: (fold(saved.name), saved.id)))


def save_filter(state: State, screen: str, name: str, words: str) -> Changes:
    """Keeps a filter; one of the same name is replaced.

    Raises:
        InvalidValueError: It has no name, or filters nothing.
    """
    if not clean(name) or not clean(words):
        raise InvalidValueError(t("filters.incomplete"), t("filters.incomplete.hint"), field=SavedFilter.name.name)
    id = derived_id(state.db, SavedFilter.TABLE, (screen, fold(clean(name))))
    settings = (SavedFilter.screen(screen), SavedFilter.name(name), SavedFilter.words(words))
    before = state.get(SavedFilter, id)
    edit = Edit("verbs.filter_saved", clean(name))
    return (edit.update(before, *settings) if before else edit.create(SavedFilter, id, *settings)).done()


def forget_filter(saved: SavedFilter) -> Changes:
    return Edit("verbs.removed", saved.name).remove(saved).done()


NONE, ME = "none", "@me"


def readers_of(lookup: Lookup, kind: type[Record]) -> dict[str, Reader]:
    """A keyed word for each field that a person may fill in, and those of its declaration.

    A field is called by its name, or by its label in the language of the screen or of the group.

    `from:` and `until:` look at DAY, `is:` at CLOSED_BY and the conditions of its area, `owner:` and `responsible:` at
    OWNERS.
    """
    readers: dict[str, Reader] = {}
    group = group_of(lookup.state)
    languages = {language(), group.spoken if group is not None else language()}
    for field in form_fields(kind):
        reader = _named(lookup, kind) if field is kind.TITLE and kind.NAMED_AS else _reader(lookup, field)
        readers[field.name] = reader
        for lang in languages:
            readers.setdefault(fold(t(field.label_id, lang=lang)).replace(" ", "_"), reader)
    if kind.DAY is not None:
        readers |= {"from": _bound(kind.DAY, last=False), "until": _bound(kind.DAY, last=True)}
    words = {**(_states(*kind.CLOSED_BY) if kind.CLOSED_BY else {}), **_conditions(lookup, kind)}
    if words:
        readers["is"] = one_of(words)
    if owned := next((field for field in kind.OWNERS if field.kind != "flag"), None):
        readers |= dict.fromkeys(("owner", "responsible"), _reader(lookup, owned))
    return readers


def _states(field: Field[Any], closed: Collection[str]) -> dict[str, Test]:
    """Open or closed, and each choice by its own word."""
    known = {str(choice): equal(field.attribute, choice) for choice in field.choices}  # type: ignore[attr-defined]
    return {
        **known,
        "open": Test(field.attribute, lambda value: value not in closed),
        "closed": Test(field.attribute, lambda value: value in closed),
    }


def _conditions(lookup: Lookup, kind: type[Record]) -> dict[str, Test]:
    """What the area of the type says of a record beside its fields."""
    rules = {str(word): rule(lookup) for word, rule in condition_by.all_of(kind).items()}
    return {word: _of_record(kind, rule) for word, rule in rules.items()}


def _named(lookup: Lookup, kind: type[Record]) -> Reader:
    """By the name that is shown, which may be that of the record it is linked to."""

    def read(value: str, today: date) -> Test | None:  # noqa: ARG001 - the shared signature
        wanted = spaced(value)
        return _of_record(kind, lambda one: wanted in fold(shown_name(lookup.state, one))) if wanted else None

    return read


def _of_record(kind: type[Record], rule: Callable[[Any], bool]) -> Test:
    return Test("row", lambda row: rule(kind(row)))


def _reader(lookup: Lookup, field: Field[Any]) -> Reader:
    understands = _BY_KIND.get(field.kind, _with_words)

    def read(value: str, today: date) -> Test | None:
        holds = operator.not_ if value.casefold() == NONE else understands(lookup, field, value, today)
        return Test(field.attribute, holds) if holds is not None else None

    return read


def _with_words(lookup: Lookup, field: Field[Any], value: str, today: date) -> Callable[[Any], bool] | None:  # noqa: ARG001 - the shared signature
    """What is typed stands in the value as it is shown; `@me` is who types."""
    wanted = fold(lookup.me) if value.casefold() == ME else spaced(value)
    return (lambda shown: wanted in fold(field.show(shown, lookup))) if wanted else None


def _the_same(lookup: Lookup, field: Field[Any], value: str, today: date) -> Callable[[Any], bool] | None:  # noqa: ARG001 - the shared signature
    try:
        wanted = field.parse(value, lookup)
    except InvalidValueError:
        return None
    return lambda one: bool(one == wanted)


def _on_the_day(lookup: Lookup, field: Field[Any], value: str, today: date) -> Callable[[Any], bool] | None:  # noqa: ARG001 - the shared signature
    """`2010`, `2010-03`, a date; before it with `<`, after it with `>`; `14d` from today, or back to where it looks."""
    sign, typed = (value[0], value[1:]) if value[:1] in ("<", ">") else ("", value)
    days = span(typed)
    if days is None:
        first, last = period(typed, today)
    elif getattr(field, "looks", Looks.AHEAD) is Looks.BACK:
        first, last = (today - timedelta(days=days)).isoformat(), today.isoformat()
    else:
        first, last = today.isoformat(), (today + timedelta(days=days)).isoformat()
    if not first:
        return None
    if sign:
        return lambda day: isinstance(day, date) and (day.isoformat() < first if sign == "<" else str(day) > last)
    return lambda day: isinstance(day, date) and first <= day.isoformat() <= last


def _bound(field: Field[Any], *, last: bool) -> Reader:
    """The days from one on, or up to it."""

    def read(value: str, today: date) -> Test | None:
        bound = period(value, today)[last]
        if not bound:
            return None
        fits = operator.le if last else operator.ge
        return Test(field.attribute, lambda day: isinstance(day, date) and fits(day.isoformat(), bound))

    return read


_BY_KIND: dict[str, Understands] = {
    "choice": _the_same,
    "flag": _the_same,
    "number": _the_same,
    "date": _on_the_day,
    "due": _on_the_day,
}
