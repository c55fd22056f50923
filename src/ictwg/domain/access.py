"""Who may see it: one word on meetings, items and entries, and one function that decides for everybody (DOMAIN.md §4).

> The strictest holds: of the meeting, the item and those above it, the entry and those above it.
> What hangs on a record that cannot be found (trashed, or not yet arrived) is the secretariat's.

Each record type declares who may see it (`AUDIENCE`, `VISIBLE_WITH`, `AUDIENCE_WITHOUT_PARENT`, `open_to`). Exporters,
messages, reports and commands ask `visible` for a record and `field_visible` for its fields, and count only what they
were shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ictwg.domain.schema import DEEPEST, Field, Record, targets
from ictwg.domain.state import State
from ictwg.domain.values import Audience
from ictwg.domain.worked_out import per_version

RANK = {audience: rank for rank, audience in enumerate(Audience)}


def effective(state: State, record: Record) -> Audience:
    shown = all(is_on(state, switch) for switch in type(record).SHOWN_IF)
    return record.open_to(_declared(state, record)) if shown else Audience.SECRETARIAT


def visible(state: State, record: Record, audience: Audience) -> bool:
    return within(effective(state, record), audience)


def links_that_decide(kind: type[Record]) -> tuple[Field[Any], ...] | None:
    """The links by which alone it is decided who may see a record of this type; None where it says more itself."""
    links, above = _links(kind)
    own = kind.field("audience") is not None or kind.open_to is not Record.open_to
    return None if own or above is not None else links


def within(effective: Audience, audience: Audience) -> bool:
    """Whether an audience may see what is open to `effective`."""
    return RANK[effective] <= RANK[audience]


def tells_delays(audience: Audience) -> bool:
    """Whether these readers are told what is overdue: the chair and the secretariat alone."""
    return within(Audience.CORE, audience)


def strictest(*audiences: Audience) -> Audience:
    return max(audiences, key=RANK.__getitem__)


def kept_back(state: State, kind: type[Record], audience: Audience) -> frozenset[str]:
    """The names of a kind's fields that an audience may not see of any record."""
    told = audience is Audience.SECRETARIAT
    return frozenset(
        field.name
        for field in kind.fields()
        if not field_visible(field, audience) or not (told or field.shown_if is None or is_on(state, field.shown_if))
    )


def is_on(state: State, switch: Field[bool]) -> bool:
    """Whether the group has switched it on."""
    return any(map(switch.of, state.all(switch.record)))


def field_visible(field: Field[Any], audience: Audience) -> bool:
    """Whether an audience may see a field of the records that it sees."""
    return field.audience is None or within(field.audience, audience)


def _declared(state: State, record: Record) -> Audience:
    kind = type(record)
    links, above = _links(kind)
    found = tuple(one for link in links for one in _of_link(state, record, link))
    widest = (kind.AUDIENCE,) if kind.AUDIENCE else ()
    alone = kind.AUDIENCE_WITHOUT_PARENT or kind.AUDIENCE or Audience.SECRETARIAT
    return strictest(*widest, *_own(state, record, above), *(found or (alone,)))


def _links(kind: type[Record]) -> tuple[tuple[Field[Any], ...], Field[Any] | None]:
    """The links to other records that count, and the one to its own kind above it."""
    links = kind.VISIBLE_WITH or ((kind.PARENT,) if kind.PARENT else ())
    above = next((link for link in links if _target(link) is kind), None)
    return tuple(link for link in links if link is not above), above


def _of_link(state: State, record: Record, link: Field[Any]) -> tuple[Audience, ...]:
    ids = targets(link, record)
    if link.required and not ids:
        return (Audience.SECRETARIAT,)
    return tuple(_of_target(state, _target(link), id) for id in ids)


@per_version  # thousands of actions hang on one meeting
def _of_target(state: State, kind: type[Record], id: str) -> Audience:
    found = state.get(kind, id)
    return Audience.SECRETARIAT if found is None else effective(state, found)


def _own(state: State, record: Record, above: Field[Any] | None) -> Iterator[Audience]:
    """What it says itself and all above it; under one that is gone nobody knows any more how strict that was."""
    chain = _with_parents(state, record, above) if above else [record]
    word = type(record).field("audience")
    yield from (said for one in chain if word and (said := word.of(one)))
    if above and (last := above.of(chain[-1])) is not None and all(one.id != last for one in chain):
        yield Audience.SECRETARIAT


def _with_parents(state: State, record: Record, above: Field[Any]) -> list[Record]:
    """What hangs deeper than anybody writes has lost what it hangs on."""
    chain: list[Record] = []
    at: Record | None = record
    while at is not None and all(at.id != one.id for one in chain) and len(chain) < DEEPEST:
        chain.append(at)
        at = state.get(type(record), above.of(at))
    return chain


def _target(link: Any) -> type[Record]:
    found: type[Record] = link.target()
    return found
