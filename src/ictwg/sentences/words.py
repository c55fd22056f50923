"""The words of `ictwg.locales.typed_words`, folded, of all languages at once: people mix them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from ictwg.domain.text import fold
from ictwg.locales.typed_words import typed_words

_WORDS = typed_words("sentences")
PARTICLES = frozenset(_WORDS["particles"].split())
"""Words inside a name that have no capital."""


@cache
def joiners(language: str = "") -> frozenset[str]:
    """The words for "and"; without `no` where the sentence is Portuguese."""
    return spoken("and") - ({"no"} if language == "pt" else set())


@cache
def links() -> tuple[tuple[str, ...], ...]:
    """The words that stand behind names, the longest first, each as its words."""
    return tuple(sorted((tuple(link.split()) for link in _spoken(_WORDS["links"])), key=len, reverse=True))


@cache
def first_of_links() -> frozenset[str]:
    return frozenset(link[0] for link in links())


@cache
def passives() -> frozenset[str]:
    return frozenset(_spoken({code: words for code, words in _WORDS["passive"].items() if code != "id"}))


def before_names() -> frozenset[str]:
    """Articles and titles, which may stand before a name."""
    return spoken("articles", "titles")


def bodies() -> frozenset[str]:
    """Words that name somebody without a capital."""
    return spoken("bodies", "secretariat", "chair", "everybody")


@cache
def spoken(*tables: str) -> frozenset[str]:
    """The words of these tables."""
    return frozenset(word for table in tables for word in _spoken(_WORDS[table]))


def _spoken(table: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    return (fold(word) for words in table.values() for word in words)
