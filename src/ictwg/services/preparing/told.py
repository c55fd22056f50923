"""A proposal as it is shown: the clock beside its items, and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ictwg.domain.records import AgendaItem, Meeting
from ictwg.domain.spans import Begins, clock_times, minutes_between
from ictwg.services.meeting.agenda import Agenda

if TYPE_CHECKING:
    from datetime import time

    from ictwg.domain.state import State
    from ictwg.services.preparing.proposal import Proposal, Proposed


def starts_of(state: State, proposal: Proposal) -> tuple[Begins | None, ...]:
    """When each of the items begins by the plan; of one that is dropped, when it would."""
    start = hours(state, proposal)[0]
    return tuple(clock_times(start, ((minutes_of(state, item) if item.kept else 0) for item in proposal.items)))


def minutes_of(state: State, item: Proposed) -> int | None:
    """The minutes of an item; of one that is there, also those of what stands under it."""
    under = state.linked(AgendaItem, AgendaItem.parent, item.item) if item.there else ()
    own = [item.minutes, *(child.minutes_allotted for child in under)]
    known = [minutes for minutes in own if minutes is not None]
    return sum(known) if known else None


def time_plan(state: State, proposal: Proposal) -> Agenda:
    """The minutes of what is kept, against the time that there is."""
    start, end = hours(state, proposal)
    available = minutes_between(start, end) if start is not None and end is not None else None
    return Agenda((), sum(minutes_of(state, item) or 0 for item in proposal.kept), available or None)


def hours(state: State, proposal: Proposal) -> tuple[time | None, time | None]:
    """From when to when it is to last."""
    meeting = state.get(Meeting, proposal.meeting)
    if meeting is not None:
        return meeting.start, meeting.end
    raw: dict[Any, Any] = dict(proposal.settings)
    return Meeting.start.decode(raw.get(Meeting.start)), Meeting.end.decode(raw.get(Meeting.end))


def proposal_json(state: State, proposal: Proposal, meeting: str) -> dict[str, Any]:
    """The keys of meetings and agenda items as elsewhere; `why` besides, and `kept`."""
    day, begins = proposal.day, starts_of(state, proposal)
    return {
        "meeting": meeting or None,
        "series": proposal.series,
        "kind": str(proposal.kind),
        "date": day.day.isoformat() if day.day else None,
        "why": day.why,
        "warning": day.warning or None,
        "items": [_item_json(item, starts) for item, starts in zip(proposal.items, begins, strict=True)],
    }


def _item_json(item: Proposed, starts: Begins | None) -> dict[str, Any]:
    purpose = item.of(AgendaItem.purpose)
    return {
        "title": item.title,
        "kind": str(item.kind),
        "purpose": str(purpose) if purpose else None,
        "presenter": item.of(AgendaItem.presenter) or None,
        "minutes_allotted": item.minutes,
        "start": str(starts) if starts and not starts.earliest and item.kept else None,
        "why": item.why,
        "lines": list(item.lines),
        "kept": item.kept,
    }
