"""The keyed words of search; those about actions and decisions are the ones of their lists.

    kind:decision  in:minutes  in:agenda       what kind of record
    meeting:M-2010-03  meeting:2010-03-12      of a meeting
    from:2010-01  until:2010-06-30  year:2010  of those days
    owner:moj  is:open  due:<30d  by:ana       of actions, and what was said of them
    is:superseded  basis:vote                  of decisions

    "plan of action"                           words that stand together

Small words (what, did, we, on) look for nothing as long as others do; "decide" asks for decisions.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from ictwg.actions import action_rows
from ictwg.app.search.index import Within, plainly
from ictwg.decisions import decision_rows
from ictwg.domain import records
from ictwg.domain.records import AgendaItem, Entry, Meeting
from ictwg.domain.text import fold
from ictwg.locales import t
from ictwg.records.filter_words import is_keyed, period, tokens
from ictwg.records.lookup import meeting_by_date

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from ictwg.domain.schema import Record
    from ictwg.domain.state import State


_OF_ROWS = frozenset({"is", "owner", "responsible", "due", "by", "basis", "slips"})


_ALSO = {"minutes": Entry, "agenda": AgendaItem}


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
    """What the keyed words let through, and those that mean nothing."""

    within: Within = Within()
    unknown: tuple[str, ...] = ()


def asked(query: str) -> SearchQuery:
    typed = [(word, not text and (_key(word) or is_keyed(word))) for word, text in tokens(query)]
    keyed = [word for word, narrows in typed if narrows]
    words = [plain for word, narrows in typed if not narrows and (plain := plainly(word))]
    small, deciding = _listed("search.small_words"), _listed("search.deciding_words")
    telling = [word for word in words if word not in small and word not in deciding]
    return SearchQuery(
        tuple(dict.fromkeys(telling or words)), tuple(keyed), bool(telling) and bool(deciding & {*words})
    )


def narrowed(state: State, keyed: tuple[str, ...], today: date) -> Narrowed:
    """What the keyed words of a query let through; a key without a value is still being typed, and lets all through."""
    within = Within()
    rows: list[str] = []
    unknown: list[str] = []
    for word in keyed:
        key, _, value = word.partition(":")
        if not value:
            continue
        if key.casefold() in _OF_ROWS:
            rows.append(word)
        elif (read := READERS.get(key.casefold())) and (further := read(state, value, today, within)) is not None:
            within = further
        else:
            unknown.append(word)
    if rows:
        ids, not_known = _of_rows(state, " ".join(rows), today)
        within, unknown = within._replace(ids=ids), [*unknown, *not_known]
    return Narrowed(within, tuple(unknown))


def _key(word: str) -> bool:
    key, colon, _ = word.partition(":")
    return bool(colon) and key.casefold() in {*_OF_ROWS, *READERS}


def _listed(message: str) -> frozenset[str]:
    """The words of a catalogue's list, in the language of the interface and in English."""
    return frozenset(plainly(t(message)).split()) | frozenset(plainly(t(message, lang="en")).split())


def _of_rows(state: State, words: str, today: date) -> tuple[frozenset[str] | None, list[str]]:
    """The ids of actions and decisions that these words let through; a word that only one kind knows asks for that."""
    actions, decisions = action_rows.parse(words, today), decision_rows.parse(words, today)
    not_known = [word for word in actions.unknown if word in decisions.unknown or word not in decisions.terms]
    count = len(words.split()) - len(not_known)
    ids: set[str] = set()
    if count and len(actions.terms) == count:
        ids |= {row.action for row in action_rows.table_of(state).rows(today) if actions.fits(row)}
    if count and len(decisions.terms) == count:
        ids |= {row.id for row in decision_rows.table_of(state).rows(today) if decisions.fits(row)}
    return (frozenset(ids) if count else None), not_known


def _kind(_state: State, value: str, _today: date, found: Within) -> Within | None:
    wanted = fold(value.replace("_", " "))
    tables = frozenset(kind.TABLE for kind in _kinds_called(wanted))
    return found._replace(tables=tables) if tables else None


def _kinds_called(wanted: str) -> list[type[Record]]:
    also = [kind for name, kind in _ALSO.items() if name.startswith(wanted)]
    declared: list[type[Record]] = [getattr(records, name) for name in records.__all__]
    return also or [kind for kind in declared if any(name.startswith(wanted) for name in _names_of(kind))]


def _names_of(kind: type[Record]) -> tuple[str, ...]:
    said = (t(f"records.{kind.SINGULAR}"), t(f"records.{kind.SINGULAR}.plural"))
    return tuple(fold(name.replace("_", " ")) for name in (kind.SINGULAR, kind.TABLE, *said))


def _meeting(state: State, value: str, _today: date, found: Within) -> Within | None:
    wanted = value.upper()
    fits = [one.id for one in state.all(Meeting) if any(name.upper().startswith(wanted) for name in _called(one))]
    return found._replace(meetings=frozenset(fits))


def _called(meeting: Meeting) -> tuple[str, ...]:
    return (meeting.reference, *((meeting_by_date(meeting), meeting.date.isoformat()) if meeting.date else ()))


def _since(_state: State, value: str, today: date, found: Within) -> Within | None:
    first = period(value, today)[0]
    return found._replace(since=max(found.since, first)) if first else None


def _until(_state: State, value: str, today: date, found: Within) -> Within | None:
    last = period(value, today)[1]
    return found._replace(until=min(found.until, last)) if last else None


def _year(state: State, value: str, today: date, found: Within) -> Within | None:
    first = _since(state, value, today, found) if re.fullmatch("[0-9]{4}", value) else None
    return _until(state, value, today, first) if first else None


READERS: dict[str, Callable[[State, str, date, Within], Within | None]] = {
    "kind": _kind,
    "in": _kind,
    "meeting": _meeting,
    "from": _since,
    "until": _until,
    "year": _year,
}
