r"""All searched text as one long string, the latest first: a keystroke costs what looking for a word in it costs.

    "\n sop on referral \t draft the sop …\n d 2010 03 \t the outline is adopted …"
       title            rest

A word is looked for from the front, so that the latest are found first and a frequent one is not followed to its end.
What changes later goes into a short string of its own before the long one; both are made one again once in a while.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import accumulate, islice
from math import log
from typing import NamedTuple

from ictwg.domain.text import fold
from ictwg.records.filter_words import Term

_GAPS = re.compile(r"[\W_]+")

RANKED = 400
"""So many of the latest that fit are ranked; what lies behind them is found with a word more."""

NAMED = 0.15
"""The weight from which on a record counts as one that has a name of its own."""

_JOINED_AGAIN = 500

_COUNTED = 500_000
"""Characters: how frequent a word is, is known from the latest part of a long text well enough."""

_FEW, _KEPT = 2000, 8
_COUNTS_KEPT = 200


class Doc(NamedTuple):
    """What is kept of a record beside its words.

    Attributes:
        about: The id of the record that it belongs to.
        meeting: The id of its meeting; of a meeting its own.
        said_on: ISO; what is later stands before what is earlier.
        weight: What a hit in a record of its kind is worth beside others.
    """

    table: str
    id: str
    about: str
    meeting: str
    said_on: str
    weight: float


class Hit(NamedTuple):
    score: float
    doc: Doc


def plainly(text: str) -> str:
    """Folded words with one space between them: what is no letter and no figure parts words."""
    return _GAPS.sub(" ", fold(text)).strip()


def laid_out(title: str, rest: str) -> str:
    """A record's words as they stand in the long string."""
    return f"\n {plainly(title)} \t {plainly(rest)} "


class Within(NamedTuple):
    """What keyed words let through; None lets everything.

    Attributes:
        ids: Of the records, and of those to which others belong.
        whole: The tables whose own records are among them; of another it is what belongs to one.
        said: What is asked of day and meeting.
    """

    tables: frozenset[str] | None = None
    ids: frozenset[str] | None = None
    whole: frozenset[str] = frozenset()
    said: tuple[Term, ...] = ()


class Segment:
    """A stretch of text and where each record's begins."""

    def __init__(self, docs: Sequence[Doc], texts: Sequence[str]) -> None:
        self.docs = docs
        self.texts = texts
        self.gone: set[int] = set()
        self._joined = "".join(texts)
        self._starts = [0, *accumulate(map(len, texts))]
        self._part = self._joined[:_COUNTED]
        self._counts: dict[str, int] = {}
        self._columns: dict[str, list[str]] = {}
        self._tables: dict[str, list[int]] = {}
        self._allowed: dict[Within, tuple[list[int], set[int]]] = {}

    def has(self, word: str) -> bool:
        return word in self._joined

    def count(self, word: str) -> int:
        """About how often a word, or the beginning or middle of one, stands in it: as in the latest part."""
        if word not in self._counts:
            if len(self._counts) >= _COUNTS_KEPT:
                self._counts.clear()
            self._counts[word] = self._part.count(word) * len(self._joined) // max(1, len(self._part))
        return self._counts[word]

    def places(self, words: Sequence[str], within: Within) -> Iterator[int]:
        """Of the records in which every word stands and which are let through, the latest first."""
        texts, rarest = self.texts, min(words, key=self.count, default="")
        others = [word for word in words if word != rarest]
        allowed, known = self._let_through(within)
        if not rarest or (within != Within() and len(allowed) < max(_FEW, self.count(rarest))):
            others, found = list(words), iter(allowed)
        else:
            found = (place for place in self._with_word(rarest) if place in known)
        gone = self.gone
        for place in found:
            if place not in gone and all(word in texts[place] for word in others):
                yield place

    def _with_word(self, word: str) -> Iterator[int]:
        joined, starts = self._joined, self._starts
        at = joined.find(word)
        while at >= 0:
            place = bisect_right(starts, at) - 1
            yield place
            at = joined.find(word, starts[place + 1])

    def _let_through(self, within: Within) -> tuple[Sequence[int], Container[int]]:
        if within == Within():
            return range(len(self.docs)), range(len(self.docs))
        if within not in self._allowed:
            if len(self._allowed) >= _KEPT:
                self._allowed.clear()
            allowed = self._looked_at(within)
            self._allowed[within] = (allowed, set(allowed))
        return self._allowed[within]

    def _looked_at(self, within: Within) -> list[int]:
        docs, found = self.docs, self._of_tables(within.tables)
        ids, whole = within.ids, within.whole
        if ids is not None:
            found = [n for n in found if (docs[n].id if docs[n].table in whole else docs[n].about) in ids]
        for term in within.said:
            found = term.among(found, self._column)
        return list(found)

    def _column(self, name: str) -> list[str]:
        if name not in self._columns:
            self._columns[name] = [getattr(doc, name) for doc in self.docs]
        return self._columns[name]

    def _of_tables(self, tables: frozenset[str] | None) -> Sequence[int]:
        if tables is None:
            return range(len(self.docs))
        if not self._tables:
            for place, doc in enumerate(self.docs):
                self._tables.setdefault(doc.table, []).append(place)
        return sorted(place for table in tables for place in self._tables.get(table, ()))


class SearchText:
    """The records' words, kept up to date one by one."""

    def __init__(self, docs: Iterable[tuple[Doc, str]] = (), words: set[str] | None = None) -> None:
        listed = list(docs)
        self._old = _segments(listed)
        self._new: list[tuple[Doc, str]] = []
        self._fresh: tuple[Segment, ...] = ()
        self._places = _places(self._old)
        self.vocabulary = words if words is not None else {word for _, text in listed for word in text.split()}
        """Every word that stands, or has stood, somewhere."""

    def __len__(self) -> int:
        return len(self._places) + len(self._new)

    def put(self, doc: Doc, text: str) -> None:
        """A record that is new, or says something else."""
        self.drop(doc.table, doc.id)
        self._new.append((doc, text))
        self.vocabulary.update(text.split())
        if len(self._new) > _JOINED_AGAIN:
            self._join_again()

    def drop(self, table: str, id: str) -> None:
        segment, place = self._places.pop((table, id), (None, 0))
        if segment is not None:
            segment.gone.add(place)
        if any((doc.table, doc.id) == (table, id) for doc, _ in self._new):
            self._new = [(doc, text) for doc, text in self._new if (doc.table, doc.id) != (table, id)]
        self._fresh = ()

    def hits(self, words: Sequence[str], within: Within) -> list[Hit]:
        """Of those in which every word stands the latest of each segment, the best first."""
        found: list[Hit] = []
        worth = [(word, self.rarity(word)) for word in words]
        for segment in self._all():
            docs, texts, count = segment.docs, segment.texts, max(1, len(segment.docs))
            for place in islice(segment.places(words, within), RANKED):
                late = 0.5 * (1 - place / count)
                found.append(Hit(_score(texts[place], worth) + docs[place].weight + late, docs[place]))
        return sorted(found, key=lambda hit: (-hit.score, hit.doc.id))

    def has(self, word: str) -> bool:
        return any(segment.has(word) for segment in self._all())

    def rarity(self, word: str) -> float:
        return log(2 + len(self) / (1 + sum(segment.count(word) for segment in self._all())))

    def _all(self) -> tuple[Segment, ...]:
        if self._new and not self._fresh:
            self._fresh = _segments(self._new)
        return (*self._fresh, *self._old) if self._new else self._old

    def _join_again(self) -> None:
        kept = [
            pair
            for segment in self._old
            for n, pair in enumerate(zip(segment.docs, segment.texts, strict=True))
            if n not in segment.gone
        ]
        self._old = _segments([*kept, *self._new])
        self._places, self._new, self._fresh = _places(self._old), [], ()


def _segments(docs: Sequence[tuple[Doc, str]]) -> tuple[Segment, ...]:
    """What has a name of its own apart from what was said: it is found however often its words were said since."""
    named = [pair for pair in docs if pair[0].weight >= NAMED]
    return _segment(named), _segment([pair for pair in docs if pair[0].weight < NAMED])


def _segment(docs: Iterable[tuple[Doc, str]]) -> Segment:
    latest = sorted(docs, key=lambda pair: (pair[0].said_on, pair[0].weight, pair[0].id), reverse=True)
    return Segment([doc for doc, _ in latest], [text for _, text in latest])


def _places(segments: Iterable[Segment]) -> dict[tuple[str, str], tuple[Segment, int]]:
    return {(doc.table, doc.id): (one, place) for one in segments for place, doc in enumerate(one.docs)}


def _score(text: str, words: Sequence[tuple[str, float]]) -> float:
    """A whole word is worth more than the beginning of one, that more than its middle; in the title all more."""
    title = text.index("\t")
    score = 0.0
    for word, rare in words:
        whole = text.find(f" {word} ")
        begun = whole if whole >= 0 else text.find(f" {word}")
        value = 1.0 if whole >= 0 else 0.7 if begun >= 0 else 0.4
        if 0 <= begun < title:
            value *= 2.5 if begun == 1 else 1.8
        score += value * rare
    return score
