"""What is proposed for a meeting: its day, and items that each say why they are there."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time
from typing import Any, NamedTuple, TypeVar

from ictwg.domain.periods import Begins, clock_times, minutes_between
from ictwg.domain.records import AgendaItem, Meeting, TemplateItem
from ictwg.domain.schema import Field, Setting
from ictwg.domain.state import State
from ictwg.domain.values import ItemKind, MeetingKind, Purpose
from ictwg.meetings.agenda import Agenda
from ictwg.minutes.item_outcomes import MeetingDay

T = TypeVar("T")

USUAL = 10
"""Minutes for a topic, until somebody says otherwise."""


class Proposed(NamedTuple):
    """An item of the agenda to be.

    Attributes:
        key: The same at every look, so that a choice stays when the day changes.
        why: Why it is proposed, in a few words.
        settings: The fields of the item.
        lines: What will be gone through under it, for the one who prepares.
        item: The record that is there already: parked, or on the agenda.
        there: It stands on the agenda; what is asked is only where.
        kept: Whether it is to stand on the agenda.
        chosen: Somebody has said so.
        typed: What somebody has changed of it.
        template: The item of the template that it comes from, with what stands under that.
        document: The document that it is about, which becomes its paper.
    """

    key: str
    why: str
    settings: tuple[Setting, ...]
    lines: tuple[str, ...] = ()
    item: str = ""
    there: bool = False
    kept: bool = True
    chosen: bool = False
    typed: tuple[Setting, ...] = ()
    template: str = ""
    document: str = ""

    def of(self, field: Field[T]) -> T:
        raw: Any = next((raw for one, raw in self.settings if one is field), None)
        return (raw or ()) if field.is_set else field.decode(raw)  # type: ignore[return-value]

    @property
    def title(self) -> str:
        return self.of(AgendaItem.title)

    @property
    def kind(self) -> ItemKind:
        return self.of(AgendaItem.kind)

    @property
    def minutes(self) -> int | None:
        return self.of(AgendaItem.minutes_allotted)

    @property
    def is_carried(self) -> bool:
        """It was on the agenda of an earlier meeting: if it is dropped now, it waits in the parking lot."""
        return not self.item and self.of(AgendaItem.carried_from) is not None and self.key.startswith(CARRIED)

    def but(self, *settings: Setting) -> Proposed:
        """With these values in the place of its own."""
        return self._replace(settings=replacing(self.settings, settings))


def replacing(before: tuple[Setting, ...], settings: tuple[Setting, ...]) -> tuple[Setting, ...]:
    """The settings, with some in the place of earlier ones of the same field."""
    fields = [field for field, _ in settings]
    return (*(one for one in before if one[0] not in fields), *settings)


CARRIED = "carried:"


class MeetingProposal(NamedTuple):
    """The next meeting of a body.

    Attributes:
        meeting: The id of a meeting that is planned already; empty for a new one.
        settings: The fields of a new meeting, besides its day, series and kind.
    """

    meeting: str
    series: str
    kind: MeetingKind
    day: MeetingDay
    settings: tuple[Setting, ...]
    items: tuple[Proposed, ...]

    @property
    def kept(self) -> tuple[Proposed, ...]:
        return tuple(item for item in self.items if item.kept)


class Preparing(NamedTuple):
    """What the sources look at.

    Attributes:
        state: The records, with the meeting among them.
        meeting: As it is planned, or as it would be.
        earlier: The meetings of its series before it that were held, the latest first.
        spoken: The language in which the group writes.
        template: What the agendas of this kind begin with; empty where nobody has said so.
    """

    state: State
    meeting: Meeting
    earlier: tuple[Meeting, ...]
    today: date
    spoken: str | None
    template: tuple[TemplateItem, ...]

    @property
    def alike(self) -> tuple[Meeting, ...]:
        """The earlier ones of the same kind."""
        return tuple(meeting for meeting in self.earlier if meeting.kind is self.meeting.kind)

    @property
    def last(self) -> Meeting | None:
        return self.earlier[0] if self.earlier else None


def topic(title: str, purpose: Purpose, background: str, *more: Setting) -> tuple[Setting, ...]:
    """A topic that takes the usual time."""
    usual = (AgendaItem.title(title), AgendaItem.purpose(purpose), AgendaItem.minutes_allotted(USUAL))
    return (*usual, AgendaItem.background(background), *more)


def points(lines: Iterable[str]) -> str:
    """Lines as a list in a background."""
    return "\n".join(f"- {line}" for line in lines)


def starts_of(state: State, proposal: MeetingProposal) -> tuple[Begins | None, ...]:
    begins = clock_times(hours(state, proposal)[0], (minutes_of(state, item) for item in proposal.kept))
    return tuple(next(begins) if item.kept else None for item in proposal.items)


def minutes_of(state: State, item: Proposed) -> int | None:
    """The minutes of an item; of one that is there, also those of what stands under it."""
    under = state.linked(AgendaItem, AgendaItem.parent, item.item) if item.there else ()
    own = [item.minutes, *(child.minutes_allotted for child in under)]
    known = [minutes for minutes in own if minutes is not None]
    return sum(known) if known else None


def time_plan(state: State, proposal: MeetingProposal) -> Agenda:
    """The minutes of what is kept, against the time that there is."""
    start, end = hours(state, proposal)
    available = minutes_between(start, end) if start is not None and end is not None else None
    return Agenda((), sum(minutes_of(state, item) or 0 for item in proposal.kept), available or None)


def hours(state: State, proposal: MeetingProposal) -> tuple[time | None, time | None]:
    """From when to when it is to last."""
    meeting = state.get(Meeting, proposal.meeting)
    if meeting is not None:
        return meeting.start, meeting.end
    raw: dict[Any, Any] = dict(proposal.settings)
    return Meeting.start.decode(raw.get(Meeting.start)), Meeting.end.decode(raw.get(Meeting.end))


def proposal_json(state: State, proposal: MeetingProposal, meeting: str) -> dict[str, Any]:
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
        "start": str(starts) if starts and not starts.earliest else None,
        "why": item.why,
        "lines": list(item.lines),
        "kept": item.kept,
    }
