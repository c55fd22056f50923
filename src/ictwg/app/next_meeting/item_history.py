"""What earlier agendas of a body tell about an item: how long it took them, and whether it stands on every one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.agenda import agenda_of
from ictwg.domain.text import fold
from ictwg.domain.values import ItemKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ictwg.domain.records import AgendaItem, Meeting
    from ictwg.domain.state import State


LOOKED_AT = 3
"""Meetings: what stood on at least two of the last three agendas stands there always."""


_OFTEN = 2


def minutes_before(state: State, earlier: Iterable[Meeting], kind: ItemKind, title: str) -> int | None:
    """The minutes that were given to such an item last."""
    for item in _recent_items(state, tuple(earlier)[:LOOKED_AT]):
        same = item.kind is kind if kind is not ItemKind.TOPIC else _key(item) == fold(title).strip()
        if same and item.minutes_allotted is not None:
            return item.minutes_allotted
    return None


def standing_topics(state: State, earlier: tuple[Meeting, ...]) -> tuple[tuple[AgendaItem, int], ...]:
    """The topics that stood on the last agendas again and again, each as it stood last, and how often it did.

    What was carried over came back because it was not done, and is not counted.
    """
    recent = earlier[:LOOKED_AT]
    found: dict[str, list[AgendaItem]] = {}
    for meeting in recent:
        own = {_key(item): item for item in _recent_items(state, (meeting,)) if _counts(item)}
        for key, item in own.items():
            found.setdefault(key, []).append(item)
    return tuple((items[0], len(items)) for items in found.values() if len(items) >= _OFTEN)


def _counts(item: AgendaItem) -> bool:
    named = any(sign.isalpha() for sign in item.title)
    return item.kind is ItemKind.TOPIC and item.carried_from is None and named


def _recent_items(state: State, meetings: Iterable[Meeting]) -> Iterator[AgendaItem]:
    for meeting in meetings:
        yield from (line.item for line in agenda_of(state, meeting) if line.depth == 0)


def _key(item: AgendaItem) -> str:
    return fold(item.title).strip()
