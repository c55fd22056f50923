"""Filter as you type: folded rows, every word must occur, each keystroke refines the matches before it.

Searching row by row takes 4-13 ms over 100,000 rows of 140 characters whatever is typed. One joined string with
`find` and `bisect` takes 0.5-10 ms for rare words, but 50 ms for the first letter of almost any word.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from ictwg.domain.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def words_of(query: str) -> tuple[str, ...]:
    return tuple(fold(query).split())


def folded(texts: Iterable[str]) -> list[str]:
    return [fold(text) for text in texts]


class Matches(NamedTuple):
    words: tuple[str, ...]
    rows: Sequence[int]

    def refines_into(self, words: tuple[str, ...]) -> bool:
        """Whether whatever matches `words` is among these matches."""
        return len(words) >= len(self.words) and all(
            earlier in later for earlier, later in zip(self.words, words, strict=False)
        )


class Filter:
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
