"""By which words the records of a type are filtered, where its lists have rows of their own.

An area names its grammar when it is loaded; what filters mean (`filter_words`) is loaded when somebody filters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from ictwg.records.areas import Hooks

if TYPE_CHECKING:
    from ictwg.records.filter_words import FilterKey
    from ictwg.records.lookup import Lookup


class Grammar(NamedTuple):
    """How the records of a type are filtered: the keyed words, and the rows that they look at, by the record's id."""

    readers: Mapping[str, FilterKey]
    rows: Callable[[], Iterable[Any]]


grammar_by: Hooks[Callable[[Lookup], Grammar]] = Hooks()
"""That of a type whose lists have rows and words of their own."""
