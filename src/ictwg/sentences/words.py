"""The words of `ictwg.locales.sentence_words`, folded, of all languages at once: people mix them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from ictwg.domain.text import fold
from ictwg.locales import sentence_words as listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PARTICLES = frozenset(listed.PARTICLES.split())
"""Words inside a name that have no capital."""


@cache
def joiners(language: str = "") -> frozenset[str]:
    """The words for "and"; without `no` where the sentence is Portuguese."""
    return frozenset(_spoken(listed.AND)) - ({"no"} if language == "pt" else set())


@cache
def links() -> tuple[tuple[str, ...], ...]:
    """The words that stand behind names, the longest first, each as its words."""
    return tuple(sorted((tuple(link.split()) for link in _spoken(listed.LINKS)), key=len, reverse=True))


@cache
def first_of_links() -> frozenset[str]:
    return frozenset(link[0] for link in links())


@cache
def passives() -> frozenset[str]:
    return frozenset(_spoken({code: words for code, words in listed.PASSIVE.items() if code != "id"}))


@cache
def agents() -> frozenset[str]:
    return frozenset(_spoken(listed.AGENT))


@cache
def before_names() -> frozenset[str]:
    """Articles and titles, which may stand before a name."""
    return frozenset((*_spoken(listed.ARTICLES), *_spoken(listed.TITLES)))


@cache
def everybody() -> frozenset[str]:
    return frozenset(_spoken(listed.EVERYBODY))


@cache
def secretariat() -> frozenset[str]:
    return frozenset(_spoken(listed.SECRETARIAT))


@cache
def chair() -> frozenset[str]:
    return frozenset(_spoken(listed.CHAIR))


@cache
def bodies() -> frozenset[str]:
    """Words that name somebody without a capital."""
    return frozenset((*_spoken(listed.BODIES), *secretariat(), *chair(), *everybody()))


@cache
def no_names() -> frozenset[str]:
    return frozenset(word for words in _spoken(listed.NO_NAMES) for word in words.split())


def _spoken(table: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    return (fold(word) for words in table.values() for word in words)
