"""Filter as you type: keyed words look at columns, free words at the text; each keystroke refines the matches."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Any

from ictwg.domain.text import fold
from ictwg.records.filter_words import FilterQuery
from ictwg.ui.widgets.columns import GroupHeading

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    Parse = Callable[[str, date], FilterQuery]


def words_alone(query: str, _today: date) -> FilterQuery:
    """For a list that knows no keyed words."""
    return FilterQuery(words=tuple(fold(query).split()))


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
    """Over rows and headings; headings match nothing. A letter more looks only at what the shorter words let through.

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
        self._known: dict[tuple[frozenset[str], tuple[str, ...]], Sequence[int]] = {}

    def prepare(self) -> None:
        """What the first keystrokes need, done beside the interface."""
        self._fold()
        for column in ("owner_words", "open", "late", "day"):
            self._column(column)

    def unknown(self, query: str) -> tuple[str, ...]:
        """The keyed words that mean nothing; one that ends in its colon is still being typed."""
        return tuple(word for word in self._parse(query, self._today).unknown if not word.endswith(":"))

    def matching(self, query: str) -> Sequence[int]:
        """The positions of the rows that keyed and free words let through, in order."""
        typed = self._parse(query, self._today)
        lifted = any(term.casefold() in _CLOSED for term in typed.terms)
        base = " ".join(word for word in self.base.split() if not lifted or word != "is:open")
        wanted = self._parse(f"{base} {query}", self._today)
        key = (frozenset(wanted.terms), wanted.words)
        if key not in self._known:
            if len(self._known) > _KEPT:
                del self._known[next(reversed(self._known))]
            self._known[key] = self._refined(wanted)
        return self._known[key]

    def _refined(self, wanted: FilterQuery) -> Sequence[int]:
        """From the fewest rows that are known to hold all matches."""
        known = [key for key in self._known if _lets_through(key, wanted)]
        terms, words = nearest = min(known, key=lambda key: len(self._known[key]), default=(frozenset(), ()))
        places = self._known[nearest] if known else self._all()
        for term, test in zip(wanted.terms, wanted.tests, strict=True):
            if term not in terms:
                column = self._column(test.column)
                held = {value for value in {column[place] for place in places} if test.holds(value)}
                places = [place for place in places if column[place] in held]
        for word in wanted.words:
            if word not in words:
                texts = self._fold()
                places = [place for place in places if word in texts[place]]
        return places

    def _all(self) -> Sequence[int]:
        return [place for place, row in enumerate(self.rows) if not isinstance(row, GroupHeading)]

    def _column(self, name: str) -> list[Any]:
        if name not in self._columns:
            self._columns[name] = [getattr(row, name, None) for row in self.rows]
        return self._columns[name]

    def _fold(self) -> list[str]:
        if not self._texts:
            self._texts = ["" if isinstance(row, GroupHeading) else fold(self._text(row)) for row in self.rows]
        return self._texts


def _lets_through(known: tuple[frozenset[str], tuple[str, ...]], wanted: FilterQuery) -> bool:
    """Whether all that is wanted is among what is known."""
    terms, words = known
    return terms.issubset(wanted.terms) and all(any(word in longer for longer in wanted.words) for word in words)
