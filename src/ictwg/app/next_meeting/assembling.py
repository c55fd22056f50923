"""The proposed agenda: the standing items, with the topics of all sources between them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, time, timedelta

from ictwg.app.next_meeting.proposal import MeetingProposal, Preparing, Proposed, replacing
from ictwg.app.next_meeting.sources import SOURCES
from ictwg.app.next_meeting.standing_items import frame, on_the_agenda, template_of
from ictwg.domain.records import AgendaItem, Meeting
from ictwg.domain.roster import PLENARY, held_before
from ictwg.domain.schema import Setting, taken
from ictwg.domain.state import State
from ictwg.domain.text import fold_words
from ictwg.domain.values import ItemKind, MeetingKind
from ictwg.meetings import meetings
from ictwg.meetings.agenda import ENDS
from ictwg.minutes.item_outcomes import planned_day, planned_meeting, proposed_day
from ictwg.records.group import spoken_in
from ictwg.records.planned_state import StateAfterChanges

_BEFORE_TOPICS = (ItemKind.OPENING, ItemKind.ADOPTION_OF_AGENDA, ItemKind.PREVIOUS_MINUTES, ItemKind.MATTERS_ARISING)

_AS_LAST_TIME = (
    Meeting.start,
    Meeting.time_zone,
    Meeting.venue,
    Meeting.link,
    Meeting.chair,
    Meeting.chair_position,
    Meeting.minute_taker,
    Meeting.minute_taker_position,
    Meeting.audience,
)
"""What a new meeting takes from the one before it, and its end (`_planned_end`)."""

_QUARTER, _HALF_HOUR = 15, 30


def propose(
    state: State, today: date, series: str = PLENARY, *, on: date | None = None, kind: MeetingKind | None = None
) -> MeetingProposal:
    """The next meeting of a series: the one that is planned already, or a new one.

    Args:
        today: From this day on it is looked for.
        series: The code of the body.
        on: The day of the meeting; without one it is the next that is planned, or as agreed, or by the rule.
        kind: Of a new meeting; without one, ordinary, and of a sub-group a meeting of it.
    """
    planned = planned_meeting(state, series, today, on)
    if planned is not None:
        return propose_for(state, planned, today)
    tomorrow = today + timedelta(days=1)
    last = next(iter(held_before(state, series, on or tomorrow)), None)
    day = proposed_day(state, series, today, last, on)
    kind = kind or (MeetingKind.SUB_COMMITTEE if series else MeetingKind.ORDINARY)
    # Without a day it is after what is held today.
    falls_on = day.day or tomorrow
    settings = _as_last_time(state, series, falls_on, kind)
    draft = meetings.plan(state, falls_on, *settings, series=series, kind=kind, items=())
    there = StateAfterChanges(state, draft, (Meeting,))
    meeting = there.get(Meeting, draft.created[0][1])
    assert meeting is not None  # noqa: S101 - it was planned a line ago
    items = _items(_preparing(there, meeting, today))
    return MeetingProposal("", series, kind, day, settings, items)


def propose_for(state: State, meeting: Meeting, today: date) -> MeetingProposal:
    """What is missing on the agenda of a meeting that is planned already."""
    items = _items(_preparing(state, meeting, today))
    return MeetingProposal(meeting.id, meeting.series, meeting.kind, planned_day(state, meeting), (), items)


def _as_last_time(state: State, series: str, day: date, kind: MeetingKind) -> tuple[Setting, ...]:
    """Hours and place as at the last meeting of this kind, the begin as agreed there for this day.

    Who sits there too, unless somebody holds that function.
    """
    last = next((meeting for meeting in held_before(state, series, day) if meeting.kind is kind), None)
    in_office = meetings.in_office(state, series, day)
    if last is None:
        return in_office
    ordinal = (Meeting.ordinal(last.ordinal + 1),) if last.ordinal is not None else ()
    end = last.end if last.ended else _planned_end(last.end)
    start = (last.next_start if day == last.next_meeting else None) or last.start
    as_long = end if start == last.start or (start and end and start < end) else None
    before = replacing(taken(last, *_AS_LAST_TIME), (Meeting.start(start),))
    return (*replacing(before, in_office), Meeting.end(as_long), *ordinal)


def _planned_end(ended: time | None) -> time | None:
    """To the half hour, as people are invited: before `ended` was kept apart, this was when it ended, to the minute."""
    if ended is None or not ended.minute % _QUARTER:
        return ended
    halves = (ended.hour * 60 + ended.minute + _QUARTER) // _HALF_HOUR
    return time(halves // 2 % 24, halves % 2 * _HALF_HOUR)


def _preparing(state: State, meeting: Meeting, today: date) -> Preparing:
    before = meeting.date or today
    earlier = held_before(state, meeting.series, before)
    return Preparing(state, meeting, earlier, today, spoken_in(state), template_of(state, meeting.series, meeting.kind))


def _items(now: Preparing) -> tuple[Proposed, ...]:
    there = tuple(on_the_agenda(now))
    topics = _each_once(topic for source in SOURCES for topic in source(now))
    return _added(there, tuple(frame(now)), topics) if there else _begun(tuple(frame(now)), topics)


def _each_once(topics: Iterable[Proposed]) -> tuple[Proposed, ...]:
    """Of two on one subject the first: what was carried over knows more of it than what only stands there always."""
    found: dict[str, Proposed] = {}
    for topic in topics:
        found.setdefault(fold_words(topic.title), topic)
    return tuple(found.values())


def _begun(standing: tuple[Proposed, ...], topics: tuple[Proposed, ...]) -> tuple[Proposed, ...]:
    """A new agenda: the topics behind what comes before them, without the doubles of the template."""
    named = {fold_words(topic.title) for topic in topics}
    kept = [
        _without(one, named) for one in standing if one.kind is not ItemKind.TOPIC or fold_words(one.title) not in named
    ]
    at = max((place for place, one in enumerate(kept, 1) if one.kind in _BEFORE_TOPICS), default=0)
    return (*kept[:at], *topics, *kept[at:])


def _without(standing: Proposed, named: set[str]) -> Proposed:
    """Without the lines of the template that are topics of their own now."""
    if not standing.template:
        return standing
    return standing._replace(lines=tuple(line for line in standing.lines if fold_words(line) not in named))


def _added(
    there: tuple[Proposed, ...], standing: tuple[Proposed, ...], topics: tuple[Proposed, ...]
) -> tuple[Proposed, ...]:
    """An agenda that is made already, and what is missing on it.

    Somebody took out the standing items that are not there: they are offered, and not put back by themselves.
    """
    named = {fold_words(one.title): one for one in topics}
    found = [_linked(one, named.get(fold_words(one.title))) for one in there]
    titles, kinds = {fold_words(one.title) for one in there}, {one.kind for one in there}
    more = [one for one in (*topics, *standing) if one.kind is ItemKind.TOPIC and fold_words(one.title) not in titles]
    at = next((place for place, one in enumerate(found) if one.kind in ENDS), len(found))
    found[at:at] = more
    for one in standing:
        if one.kind is not ItemKind.TOPIC and one.kind not in kinds:
            found.insert(_rank(found, one), one._replace(kept=False))
    return tuple(found)


def _linked(there: Proposed, carried: Proposed | None) -> Proposed:
    """Somebody has typed in by hand what was put off before: it is the same subject."""
    if carried is None or not carried.is_carried or there.of(AgendaItem.carried_from):
        return there
    return there._replace(why=carried.why).but(AgendaItem.carried_from(carried.of(AgendaItem.carried_from)))


def _rank(found: Sequence[Proposed], one: Proposed) -> int:
    """Where a standing item belongs among the others."""
    order = list(ItemKind)
    later = (place for place, other in enumerate(found) if order.index(other.kind) > order.index(one.kind))
    return next(later, len(found))
