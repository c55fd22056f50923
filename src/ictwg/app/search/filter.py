"""The keyed words of search: `kind:` and `in:`, and those of the lists, each about the records whose list knows it.

    kind:decision  in:minutes  in:agenda       what kind of record
    meeting:M-2010-03  meeting:2010-03-12      of a meeting
    from:2010-01  until:2010-06-30  year:2010  of those days
    owner:moj,pntl  is:open  due:<30d  by:ana  of actions, and what was said of them
    is:superseded  basis:vote                  of decisions
    -kind:entry  -is:open                      of all others

    "plan of action"                           words that stand together

Small words (what, did, we, on) look for nothing as long as others do; "decide" asks for decisions.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import date
from functools import partial
from typing import NamedTuple

from ictwg.app.search.index import Within, plainly
from ictwg.domain.records import AgendaItem, Entry, Meeting
from ictwg.domain.schema import RECORDS, Record, parent_kind
from ictwg.domain.text import fold
from ictwg.locales import t
from ictwg.records.filter_words import (
    BY_DAY,
    NOT,
    FilterKey,
    FilterQuery,
    Test,
    is_keyed,
    like_one_of,
    of_target,
    tokens,
    understood,
)
from ictwg.records.lookup import Lookup
from ictwg.records.record_rows import grammar_of
from ictwg.records.selection import MEETING

_ALSO: dict[str, type[Record]] = {"minutes": Entry, "agenda": AgendaItem}


class SearchQuery(NamedTuple):
    """A query, understood.

    Attributes:
        words: What must stand there, as `search_text` lays text out.
        keyed: The keyed words, as typed.
        decisions: Whether it asks what was decided.
    """

    words: tuple[str, ...]
    keyed: tuple[str, ...]
    decisions: bool


class Narrowed(NamedTuple):
    """What the keyed words let through, those that mean nothing, and what may be meant by the first of them."""

    within: Within = Within()
    unknown: tuple[str, ...] = ()
    likely: Callable[[], str] = str


def asked(query: str) -> SearchQuery:
    """A key without a value is still being typed."""
    typed = [(word, not text and (word.endswith(":") or is_keyed(word))) for word, text in tokens(query)]
    keyed = [word for word, narrows in typed if narrows and not word.endswith(":")]
    words = [plain for word, narrows in typed if not narrows and (plain := plainly(word))]
    small, deciding = _listed("search.small_words"), _listed("search.deciding_words")
    telling = [word for word in words if word not in small and word not in deciding]
    return SearchQuery(
        tuple(dict.fromkeys(telling or words)), tuple(keyed), bool(telling) and bool(deciding & {*words})
    )


def narrowed(lookup: Lookup, keyed: tuple[str, ...], kinds: Collection[type[Record]]) -> Narrowed:
    """What the keyed words of a query let through.

    Of a kind whose list knows all of them it is what they let through there; of another what belongs to such a record.
    """
    by_kind = understood(" ".join(keyed), lookup.today, _OF_KIND)
    looked = [kind for kind in kinds if by_kind.fits(kind)]
    tables = frozenset(kind.TABLE for kind in looked) if by_kind.terms else None
    words = [word for word in by_kind.unknown if _key(word) not in _OF_KIND]
    if not words:
        return Narrowed(Within(tables), by_kind.unknown, partial(_likely, [by_kind], by_kind.unknown))
    grammars = {kind: grammar_of(lookup, kind) for kind in looked}
    keys = {_key(word) for word in words}
    if not any(keys <= one.readers.keys() for one in grammars.values()):  # what their own lists cannot be asked
        grammars |= {kind: grammar_of(lookup, kind) for kind in map(parent_kind, looked) if kind is not None}
    found = {kind: understood(" ".join(words), lookup.today, one.readers) for kind, one in grammars.items()}
    strange = [word for word in words if all(word in one.unknown for one in found.values())]
    unknown = (*(word for word in by_kind.unknown if _key(word) in _OF_KIND), *strange)
    likely = partial(_likely, [by_kind] if unknown != tuple(strange) else found.values(), unknown)
    if len(words) == len(strange):
        return Narrowed(Within(tables), unknown, likely)
    whole = {kind for kind, one in found.items() if len(one.terms) == len(words) - len(strange)}
    at_once = understood(" ".join(word for word in words if word not in strange), lookup.today, _of_docs(lookup))
    if not at_once.unknown:
        return Narrowed(
            Within(frozenset(kind.TABLE for kind in looked if kind in whole), said=at_once.terms), unknown, likely
        )
    ids = frozenset(row.id for kind in whole for row in grammars[kind].rows() if found[kind].fits(row))
    return Narrowed(Within(tables, ids, frozenset(kind.TABLE for kind in whole)), unknown, likely)


def _of_docs(lookup: Lookup) -> dict[str, FilterKey]:
    """What an index tells of each record without looking at it: as its list would."""
    return {**BY_DAY, MEETING: of_target(lookup, Meeting, MEETING)}


def _likely(queries: Iterable[FilterQuery], unknown: tuple[str, ...]) -> str:
    """What the first of the lists takes the word for that means nothing."""
    said = (one.likely() for one in queries if one.unknown[:1] == unknown[:1])
    return next(filter(None, said), "")


def _key(word: str) -> str:
    return fold(word.removeprefix(NOT).partition(":")[0])


def _listed(message: str) -> frozenset[str]:
    """The words of a catalogue's list, in the language of the interface and in English."""
    return frozenset(plainly(t(message)).split()) | frozenset(plainly(t(message, lang="en")).split())


def _kind(value: str, today: date) -> Test | None:  # noqa: ARG001 - the shared signature
    tables = {kind.TABLE for kind in _kinds_called(fold(value.replace("_", " ")))}
    return Test("TABLE", tables.__contains__) if tables else None


def _kinds_called(wanted: str) -> list[type[Record]]:
    """Those of that name, else those whose names begin so."""
    also = [kind for name, kind in _ALSO.items() if name.startswith(wanted)]
    exact = [kind for kind in RECORDS.values() if wanted in _names_of(kind)]
    return also or exact or [kind for kind in RECORDS.values() if any(n.startswith(wanted) for n in _names_of(kind))]


def _names_of(kind: type[Record]) -> tuple[str, ...]:
    said = (t(f"records.{kind.SINGULAR}"), t(f"records.{kind.SINGULAR}.plural"))
    return tuple(fold(name.replace("_", " ")) for name in (kind.SINGULAR, kind.TABLE, *said))


_OF_KIND = dict.fromkeys(
    ("kind", "in"), FilterKey(_kind, like_one_of(lambda: (one.SINGULAR for one in RECORDS.values())))
)
"""A field of that name is asked for in its own list."""
