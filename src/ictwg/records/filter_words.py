"""The grammar of every filter: in lists, in search, in saved filters and in commands; and those kept under a name."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from difflib import get_close_matches
from functools import partial
from typing import Any, NamedTuple

from ictwg.domain.changes import Changes, Edit
from ictwg.domain.fields import Linking
from ictwg.domain.ids import derived_id
from ictwg.domain.records import Meeting, SavedFilter
from ictwg.domain.schema import Field, Record, form_fields
from ictwg.domain.state import State
from ictwg.domain.text import clean, fold
from ictwg.domain.values import Looks
from ictwg.errors import InvalidValueError
from ictwg.locales import language, t
from ictwg.records.group import group_of
from ictwg.records.lookup import Lookup, named_like, nearest, shown_name
from ictwg.records.selection import MEETING, condition_by, has_day

Read = Callable[[str, date], "Test | None"]
Understands = Callable[[Lookup, Field[Any], str, date], Callable[[Any], bool] | None]
_KEYED = re.compile(r"-?[^\W\d_][^\s:]*:(?!//)\S+")
NOT, NONE, ME = "-", "none", "@me"
_UNITS = {"d": 1, "w": 7, "m": 30}


class Test(NamedTuple):
    """What one keyed word asks of a row.

    Attributes:
        column: The attribute of the row that it looks at.
        holds: Asked once for each different value of the column, not for each row.
    """

    column: str
    holds: Callable[[Any], bool]


class FilterKey(NamedTuple):
    """What a key of a filter understands.

    Attributes:
        read: What one value asks; None where it means nothing.
        near: The known value that is most like a misspelt one; empty where none is.
    """

    read: Read
    near: Callable[[str], str] = lambda _: ""

    def tests(self, value: str, today: date) -> tuple[Test, ...]:
        """One, or one for each of several values with commas between; none where one of them means nothing."""
        whole = self.read(value, today)
        found = [whole] if whole else [self.read(one, today) for one in value.split(",") if one]
        return tuple(test for test in found if test) if all(found) else ()

    def likely(self, value: str, today: date) -> str:
        """With the nearest known one in the place of each that means nothing; empty where none is near."""
        near = [one if self.read(one, today) else self.near(one.replace("_", " ")) for one in value.split(",") if one]
        return ",".join(one.replace(" ", "_") for one in near) if all(near) else ""


def like_one_of(known: Callable[[], Iterable[str]]) -> Callable[[str], str]:
    """The nearest of these words."""
    return lambda word: next(iter(get_close_matches(spaced(word), {spaced(one): one for one in known()}, 1)), "")


class Term(NamedTuple):
    """A keyed word, as typed: what any of its values asks, or that none of them is so."""

    typed: str
    tests: tuple[Test, ...]
    negated: bool = False

    def fits(self, row: Any) -> bool:
        return any(test.holds(getattr(row, test.column)) for test in self.tests) is not self.negated

    def among(self, places: Sequence[int], column_of: Callable[[str], Sequence[Any]]) -> Sequence[int]:
        """Those of the rows at these places that it lets through; each different value of a column is asked once."""
        through: set[int] = set()
        for test in self.tests:
            column = column_of(test.column)
            held = {value for value in {column[place] for place in places} if test.holds(value)}
            through.update(place for place in places if column[place] in held)
        return [place for place in places if (place in through) is not self.negated]


class FilterQuery(NamedTuple):
    """A query, understood.

    Attributes:
        terms: The keyed words that filter.
        words: The free words, folded.
        unknown: Keyed words that mean nothing (yet).
        likely: Says what may be meant by the first of them; nothing where none is near.
    """

    terms: tuple[Term, ...] = ()
    words: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    likely: Callable[[], str] = str

    def fits(self, row: Any) -> bool:
        """Whether the keyed words let a row through; the free words are a matter of text."""
        return all(term.fits(row) for term in self.terms)

    def says(self, row: Any) -> bool:
        """Whether keyed and free words let it through."""
        if not self.fits(row):
            return False
        text = fold(row.searchable)
        return all(word in text for word in self.words)


def understood(query: str, today: date, readers: Mapping[str, FilterKey]) -> FilterQuery:
    """A query in the words of a list: `key:value`, `key:one,other` for either, `-key:value` for all others."""
    terms: list[Term] = []
    words: list[str] = []
    unknown: list[str] = []
    for word, text in tokens(query):
        key, colon, value = word.removeprefix(NOT).partition(":")
        reader = readers.get(fold(key)) if colon and not text else None
        tests = reader.tests(value, today) if reader else ()
        if tests:
            terms.append(Term(word, tests, word.startswith(NOT)))
        elif reader or (not text and is_keyed(word)):
            unknown.append(word)
        elif folded := fold(word):
            words.append(folded)
    near = partial(_likely, unknown[0], readers, today) if unknown else str
    return FilterQuery(tuple(terms), tuple(words), tuple(unknown), near)


def not_understood(unknown: Iterable[str], likely: Callable[[], str]) -> str:
    """That these words mean nothing, and what may be meant by the first of them."""
    words, meant = " ".join(unknown), likely()
    return t("ui.not_understood.likely" if meant else "ui.not_understood", words=words, likely=meant)


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


def is_keyed(word: str) -> bool:
    """Whether it is written as a key with its value, known or not: "status:open", neither "10:30" nor an address."""
    return _KEYED.fullmatch(word) is not None


def _likely(word: str, readers: Mapping[str, FilterKey], today: date) -> str:
    """What may be meant by a keyed word that means nothing: "is:open" by "status:open"; empty where nothing is near."""
    bare = word.removeprefix(NOT)
    key, _, value = bare.partition(":")
    sign, reader, state = word[: -len(bare)], readers.get(fold(key)), readers.get("is")
    if reader is None and state is not None and state.tests(value, today):
        return f"{sign}is:{value}"
    near = key if reader else next(iter(get_close_matches(fold(key), readers, 1)), "")
    meant = reader.likely(value, today) if reader else value
    return f"{sign}{near}:{meant}" if near and meant else ""


def spaced(value: str) -> str:
    """Folded; `_` stands for a space, which would end the word."""
    return fold(value.replace("_", " "))


def equal(column: str, wanted: object) -> Test:
    return Test(column, lambda value: value == wanted)


STANDING: Mapping[str, Test] = {
    "open": equal("open", wanted=True),
    "closed": equal("open", wanted=False),
    "late": equal("late", wanted=True),
    "overdue": equal("late", wanted=True),
}
"""What every list knows after `is:`."""


def one_of(known: Mapping[str, Test]) -> FilterKey:
    """One of these words; `in-progress` is `in_progress` too."""
    return FilterKey(lambda value, _: known.get(value.casefold().replace("-", "_")), like_one_of(lambda: known))


def of_target(lookup: Lookup, kind: type[Record], column: str) -> FilterKey:
    """Of the records of that kind whose names hold what is typed, or of none of them; `@me` is who types.

    Args:
        lookup: Where the names are.
        kind: Of what the names are.
        column: Holds an id, or several.
    """

    def read(value: str, today: date) -> Test | None:  # noqa: ARG001 - the shared signature
        if value.casefold() == NONE:
            return Test(column, operator.not_)
        typed = lookup.me if value.casefold() == ME else value.replace("_", " ")
        ids = named_like(lookup.state, kind, typed) if typed else frozenset()
        return Test(column, partial(_any_of, ids)) if ids else None

    return FilterKey(read, partial(nearest, lookup.state, (kind,)))


def _any_of(ids: frozenset[str], linked: str | tuple[str, ...] | None) -> bool:
    return linked in ids if isinstance(linked, str) else not ids.isdisjoint(linked or ())


def _since(value: str, today: date) -> Test | None:
    first = period(value, today)[0]
    return Test("said_on", lambda day: day >= first) if first else None


def _until(value: str, today: date) -> Test | None:
    last = period(value, today)[1]
    return Test("said_on", lambda day: bool(day) and day <= last) if last else None


def _of_year(value: str, today: date) -> Test | None:  # noqa: ARG001 - the shared signature
    return Test("said_on", lambda day: day.startswith(value)) if re.fullmatch("[0-9]{4}", value) else None


BY_DAY: Mapping[str, FilterKey] = {"from": FilterKey(_since), "until": FilterKey(_until), "year": FilterKey(_of_year)}
"""What looks at the day on which something was said, decided or given: `selection.said_on`."""


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


def readers_of(lookup: Lookup, kind: type[Record]) -> dict[str, FilterKey]:
    """A keyed word for each field that a person may fill in, and those of its declaration.

    A field is called by its name, or by its label in the language of the screen or of the group.

    `from:`, `until:` and `year:` look at its day, `meeting:` at its meeting, `is:` at CLOSED_BY and the conditions of
    its area, `owner:` and `responsible:` at OWNERS.
    """
    readers: dict[str, FilterKey] = {}
    group = group_of(lookup.state)
    languages = dict.fromkeys((language(), group.spoken if group is not None else language()))
    for field in form_fields(kind):
        reader = _named(lookup, kind) if field is kind.TITLE and kind.NAMED_AS else of_field(lookup, field)
        readers[field.name] = reader
        for lang in languages:
            readers.setdefault(fold(t(field.label_id, lang=lang)).replace(" ", "_"), reader)
    if has_day(kind):
        readers |= BY_DAY
    if kind is Meeting or kind.field(MEETING):
        readers[MEETING] = of_target(lookup, Meeting, "id" if kind is Meeting else MEETING)
    words = {**(_states(*kind.CLOSED_BY) if kind.CLOSED_BY else {}), **_conditions(lookup, kind)}
    if words:
        readers["is"] = one_of(words)
    if owned := next((field for field in kind.OWNERS if field.kind != "flag"), None):
        readers |= dict.fromkeys(("owner", "responsible"), of_field(lookup, owned))
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


def _named(lookup: Lookup, kind: type[Record]) -> FilterKey:
    """By the name that is shown, which may be that of the record it is linked to."""

    def read(value: str, today: date) -> Test | None:  # noqa: ARG001 - the shared signature
        wanted = spaced(value)
        return _of_record(kind, lambda one: wanted in fold(shown_name(lookup.state, one))) if wanted else None

    return FilterKey(read)


def _of_record(kind: type[Record], rule: Callable[[Any], bool]) -> Test:
    return Test("row", lambda row: rule(kind(row)))


def of_field(lookup: Lookup, field: Field[Any]) -> FilterKey:
    """What stands in a field: one of its choices, a day, a number, a name, or text that holds what is typed."""
    if isinstance(field, Linking):
        return of_target(lookup, field.target(), field.attribute)
    understands = _BY_KIND.get("choice" if hasattr(field, "choices") else field.kind, _with_words)
    choices: Iterable[Any] = getattr(field, "choices", ())

    def read(value: str, today: date) -> Test | None:
        holds = operator.not_ if value.casefold() == NONE else understands(lookup, field, value, today)
        return Test(field.attribute, holds) if holds is not None else None

    return FilterKey(read, like_one_of(lambda: map(str, choices)))


def _with_words(lookup: Lookup, field: Field[Any], value: str, today: date) -> Callable[[Any], bool] | None:  # noqa: ARG001 - the shared signature
    """What is typed stands in the value as it is shown; `@me` is who types."""
    wanted = fold(lookup.me) if value.casefold() == ME else spaced(value)
    return (lambda shown: wanted in fold(field.show(shown, lookup))) if wanted else None


def _the_same(lookup: Lookup, field: Field[Any], value: str, today: date) -> Callable[[Any], bool] | None:  # noqa: ARG001 - the shared signature
    """One of a closed list, or the same number; of a set, one that has it."""
    try:
        wanted: Any = field.parse(value.replace("_", " ") if field.is_set else value, lookup)
    except InvalidValueError:
        return None
    return lambda one: bool(set(wanted) <= set(one) if field.is_set else one == wanted)


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


_BY_KIND: dict[str, Understands] = {
    "choice": _the_same,
    "flag": _the_same,
    "number": _the_same,
    "date": _on_the_day,
    "due": _on_the_day,
}
