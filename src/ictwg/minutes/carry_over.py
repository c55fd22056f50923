"""What a meeting has not concluded comes back by itself (DOMAIN.md §3, Carry-over is the main flow).

> A topic of a meeting that was held, called off or forgotten comes back until it is concluded, withdrawn or parked.

Concluded is what its outcome says; where nobody has noted one, a topic under which something was decided is decided,
one under which something was said is noted, and one under which nothing stands was not reached. Of imported minutes
only what they say themselves counts: their agendas list what was never written up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from ictwg.domain.records import Action, AgendaItem, Decision, Entry, Meeting
from ictwg.domain.state import State
from ictwg.domain.text import fold_words
from ictwg.domain.values import ItemKind, MeetingState, Outcome
from ictwg.meetings.meetings import is_unsettled

NOT_HELD = (MeetingState.CANCELLED, MeetingState.POSTPONED)
LEFT_OVER = (Outcome.DEFERRED, Outcome.NOT_REACHED)

_FURTHEST = 100
"""Meetings that a chain is followed back; a merge may close a circle."""


def outcome_of(state: State, item: AgendaItem) -> Outcome | None:
    """How a topic ended; None before its meeting, and where imported minutes do not say."""
    meeting = state.get(Meeting, item.meeting)
    if item.outcome is not None or meeting is None:
        return item.outcome
    if meeting.state in NOT_HELD:
        return Outcome.NOT_REACHED
    if meeting.state is not MeetingState.HELD or meeting.source:
        return None
    found = {_said_under(state, one) for one in _with_all_under(state, item)}
    return next((one for one in (Outcome.DECIDED, Outcome.NOTED) if one in found), Outcome.NOT_REACHED)


def left_over(state: State, series: str, today: date) -> tuple[AgendaItem, ...]:
    """The topics of a series that wait for its next meeting, the oldest first; each once, where it stood last.

    A meeting of a day gone by that is still planned did not take place, as far as anybody knows.
    """
    meetings = {meeting.id: meeting for meeting in state.all(Meeting) if meeting.series == series and meeting.date}
    gone_on = set(_gone_on(state, series, meetings))
    items = [item for item in state.all(AgendaItem) if item.meeting in meetings and item.kind is ItemKind.TOPIC]
    forgotten = {id for id, meeting in meetings.items() if is_unsettled(meeting, today)}
    coming = {id for id, meeting in meetings.items() if meeting.state is MeetingState.PLANNED and id not in forgotten}
    latest = _latest((item for item in items if item.meeting not in coming), meetings)
    last = (item for item in items if _day(item, meetings) >= latest.get(fold_words(item.title), ""))
    still = (item for item in last if item.id not in gone_on and item.outcome is not Outcome.WITHDRAWN)
    left = (item for item in still if item.meeting in forgotten or outcome_of(state, item) in LEFT_OVER)
    waiting = {item.id: item for item in left}
    topmost = [item for item in waiting.values() if item.parent not in waiting]
    return tuple(sorted(topmost, key=lambda item: (_day(item, meetings), item.order, item.id)))


def left_under(state: State, item: AgendaItem) -> tuple[AgendaItem, ...]:
    """What stands under a topic that waits and waits with it, in order."""
    under = state.linked(AgendaItem, AgendaItem.parent, item.id)
    meeting = state.get(Meeting, item.meeting)
    if meeting is not None and meeting.state is MeetingState.HELD:
        waiting = [child for child in under if outcome_of(state, child) in LEFT_OVER]
    else:
        waiting = [child for child in under if child.outcome is not Outcome.WITHDRAWN]
    return tuple(sorted(waiting, key=lambda child: (child.order, child.id)))


def lineage(state: State, item: AgendaItem) -> tuple[AgendaItem, ...]:
    """The item and those that it was carried over from, the latest first."""
    found: list[AgendaItem] = []
    at: AgendaItem | None = item
    while at is not None and at not in found and len(found) < _FURTHEST:
        found.append(at)
        at = state.get(AgendaItem, at.carried_from)
    return tuple(found)


def put_off(state: State, item: AgendaItem) -> tuple[Meeting, ...]:
    """The meetings that a topic was put off at, the latest first."""
    left = [one for one in lineage(state, item) if outcome_of(state, one) in LEFT_OVER]
    found = (state.get(Meeting, one.meeting) for one in left)
    return tuple(meeting for meeting in found if meeting is not None)


def _gone_on(state: State, series: str, meetings: dict[str, Meeting]) -> Iterator[str]:
    """What has been carried over within the series already, or waits for it in the parking lot."""
    for item in state.all(AgendaItem):
        here = item.meeting in meetings if item.meeting else item.series == series
        if item.carried_from and here:
            yield item.carried_from


def _latest(items: Iterable[AgendaItem], meetings: dict[str, Meeting]) -> dict[str, str]:
    """The day on which each subject stood on an agenda last."""
    found: dict[str, str] = {}
    for item in items:
        name = fold_words(item.title)
        found[name] = max(found.get(name, ""), _day(item, meetings))
    return found


def _day(item: AgendaItem, meetings: dict[str, Meeting]) -> str:
    return str(meetings[item.meeting or ""].date)


def _said_under(state: State, item: AgendaItem) -> Outcome | None:
    if state.linked(Decision, Decision.item, item.id):
        return Outcome.DECIDED
    said = bool(state.linked(Entry, Entry.item, item.id)) or bool(state.linked(Action, Action.item, item.id))
    return Outcome.NOTED if said else None


def _with_all_under(state: State, item: AgendaItem) -> Iterator[AgendaItem]:
    waiting, met = [item], {item.id}
    while waiting:
        at = waiting.pop()
        yield at
        for child in state.linked(AgendaItem, AgendaItem.parent, at.id):
            if child.id not in met:
                met.add(child.id)
                waiting.append(child)
