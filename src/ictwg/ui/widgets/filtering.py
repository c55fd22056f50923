"""Filter as you type: keyed words look at columns, free words at the text; each keystroke refines the matches."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Any, NamedTuple

from ictwg.domain.text import fold
from ictwg.records.filter_words import FilterQuery
from ictwg.ui.widgets.columns import GroupHeading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from ictwg.records.filter_words import Test

    Parse = Callable[[str, date], FilterQuery]


def words_of(query: str) -> tuple[str, ...]:
    return tuple(fold(query).split())


def folded(texts: Iterable[str]) -> list[str]:
    return [fold(text) for text in texts]


def words_alone(query: str, _today: date) -> FilterQuery:
    """For a list that knows no keyed words."""
    return FilterQuery(words=words_of(query))


class Matches(NamedTuple):
    words: tuple[str, ...]
    rows: Sequence[int]

    def refines_into(self, words: tuple[str, ...]) -> bool:
        """Whether whatever matches `words` is among these matches."""
        return len(words) >= len(self.words) and all(
            earlier in later for earlier, later in zip(self.words, words, strict=False)
        )


class ListFilter:
    """Remembers the matches of the words typed so far, so that a letter more or a backspace is cheap."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._trail: list[Matches] = [Matches((), range(len(lines)))]

    def matching(self, query: str) -> Sequence[int]:
        """Positions of the rows in which every word of the query occurs, in order."""
        words = words_of(query)
        while not self._trail[-1].refines_into(words):
            self._trail.pop()
        if self._trail[-1].words != words:
            self._trail.append(Matches(words, self._refined(self._trail[-1], words)))
        return self._trail[-1].rows

    def _refined(self, before: Matches, words: tuple[str, ...]) -> Sequence[int]:
        lines, rows = self._lines, before.rows
        for word in words:
            if word not in before.words:
                rows = [row for row in rows if word in lines[row]]
        return rows


def with_headings(rows: Sequence[int], headings: Sequence[int]) -> Sequence[int]:
    """The matches together with each group heading that still has a row under it; both ascend."""
    if not headings:
        return rows
    ends = [bisect_left(rows, heading) for heading in headings] + [len(rows)]
    together = list(rows[: ends[0]])
    for heading, start, end in zip(headings, ends, ends[1:], strict=False):
        if start < end:
            together.append(heading)
            together.extend(rows[start:end])
    return together


def searchable(row: Any) -> str:
    text: str = row.searchable
    return text


_KEPT = 24
_CLOSED = frozenset({"is:closed", "is:done", "is:cancelled"})


class KeyedMatches:
    """Over rows and headings; headings match nothing.

    Args:
        rows: What the list shows without a filter.
        base: Keyed words that always hold, those of the view. What is typed about closed actions lifts its `is:open`.
        today: The civil date that due dates are compared with.
        parse: Understands the keyed words of these rows.
        text: All that a row says.
    """

    def __init__(
        self, rows: Sequence[Any], base: str, today: date, parse: Parse, text: Callable[[Any], str] = searchable
    ) -> None:
        self.rows = rows
        self.base = base
        self._today = today
        self._parse = parse
        self._text = text
        self._columns: dict[str, list[Any]] = {}
        self._texts: list[str] = []
        self._passed: dict[tuple[str, ...], tuple[Sequence[int], ListFilter | None]] = {}
        self._places: Sequence[int] | None = None

    def prepare(self) -> None:
        """What the first keystrokes need, done beside the interface."""
        self._fold()
        for column in ("owner_words", "open", "late", "day"):
            self._column(column)

    def unknown(self, query: str) -> tuple[str, ...]:
        """The keyed words that mean nothing; one that ends in its colon is still being typed."""
        return tuple(word for word in self._parse(query, self._today).unknown if not word.endswith(":"))

    def matching(self, query: str) -> Sequence[int]:
        typed = self._parse(query, self._today)
        lifted = any(term.casefold() in _CLOSED for term in typed.terms)
        base = " ".join(word for word in self.base.split() if not lifted or word != "is:open")
        wanted = self._parse(f"{base} {query}", self._today)
        passed, text = self._let_through(wanted)
        if not wanted.words:
            return passed
        if text is None:
            text = self._text_of(wanted.terms, passed)
        return [passed[hit] for hit in text.matching(" ".join(wanted.words))]

    def _let_through(self, wanted: FilterQuery) -> tuple[Sequence[int], ListFilter | None]:
        """From the longest beginning of the terms that is known: a word more looks at what the others let through."""
        terms, tests = wanted.terms, wanted.tests
        known = next(count for count in range(len(terms), -1, -1) if count == 0 or terms[:count] in self._passed)
        places: Sequence[int] = self._passed[terms[:known]][0] if known else self._all()
        for count in range(known, len(terms)):
            places = self._tested(tests[count], places)
            self._keep(terms[: count + 1], places)
        return self._passed.get(terms, (places, None))

    def _keep(self, terms: tuple[str, ...], places: Sequence[int]) -> None:
        if len(self._passed) >= _KEPT:
            del self._passed[next(reversed(self._passed))]
        self._passed[terms] = (places, None)

    def _all(self) -> Sequence[int]:
        if self._places is None:
            self._places = [n for n, row in enumerate(self.rows) if not isinstance(row, GroupHeading)]
        return self._places

    def _tested(self, test: Test, places: Sequence[int]) -> Sequence[int]:
        column = self._column(test.column)
        held = {value for value in {column[place] for place in places} if test.holds(value)}
        return [place for place in places if column[place] in held]

    def _text_of(self, terms: tuple[str, ...], passed: Sequence[int]) -> ListFilter:
        texts = self._fold()
        text = ListFilter([texts[place] for place in passed])
        self._passed[terms] = (passed, text)
        return text

    def _column(self, name: str) -> list[Any]:
        if name not in self._columns:
            self._columns[name] = [getattr(row, name, None) for row in self.rows]
        return self._columns[name]

    def _fold(self) -> list[str]:
        if not self._texts:
            self._texts = folded("" if isinstance(row, GroupHeading) else self._text(row) for row in self.rows)
        return self._texts
