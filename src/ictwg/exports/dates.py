"""Dates for a calendar: the meetings of these readers; for the secretariat also what is due of actions and the plan."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from ictwg.domain.clock import DEFAULT_ZONE
from ictwg.domain.ids import number_and_actor
from ictwg.domain.records import Action, Group, Meeting, Series
from ictwg.domain.roster import said_owners
from ictwg.domain.schema import Field, Record
from ictwg.domain.seen import AudienceView
from ictwg.domain.state import State
from ictwg.domain.text import one_line
from ictwg.domain.values import CLOSED, TAKES_PLACE, ActionKind, Audience, MeetingState, YearKind
from ictwg.locales import language, t
from ictwg.papers.blocks import DASH, HeadingBlock, PaperText, TableBlock, cell, line, own
from ictwg.papers.catalogue import PaperRequest
from ictwg.papers.document import Document, Setup
from ictwg.papers.entries import CalendarEvent, uid_of
from ictwg.papers.words import choice, day
from ictwg.programme import year
from ictwg.records.group import group_of, is_example, short_group_name, zone_name
from ictwg.records.lookup import shown_name, shown_reference

SHOWN = (
    Meeting.title,
    Meeting.date,
    Meeting.start,
    Meeting.end,
    Meeting.ended,
    Meeting.time_zone,
    Meeting.venue,
    Meeting.link,
    Meeting.state,
)
"""The fields of a meeting that a calendar shows; no other change of it is one for a calendar."""
MOVES = frozenset({"date", "due", "choice"})
"""The kinds of fields that move or settle what is due."""
LONGEST = 150
"""Letters of an action in the title of an event."""
LATEST = 253_402_300_799_000
"""The last moment that a calendar knows, in milliseconds: a clock may have been far ahead."""


def dates(asked: PaperRequest) -> tuple[Document, ...]:
    """As a file for a calendar; none where no day is told."""
    state, lang = AudienceView(asked.state, asked.audience), asked.language or language()
    since, until = asked.since or date.min, asked.until or date.max
    found = [*_meetings(state, lang)]
    if asked.audience is Audience.SECRETARIAT:
        found += [*_actions(state, asked.today, lang), *_programme(state, since, until, asked.today, lang)]
    events = tuple(sorted((one for one in found if since <= one.day <= until), key=lambda one: (one.day, one.uid)))
    heads = tuple(
        own(t(one.label_id, lang=lang)) for one in (Meeting.date, Meeting.start, Meeting.title, Meeting.venue)
    )
    title = t("reports.calendar.title", lang=lang, group=short_group_name(state))
    blocks = (HeadingBlock(1, line(title)), TableBlock(heads, tuple(_row(one, lang) for one in events)))
    setup = Setup(example=is_example(asked.state))
    document = Document("dates", lang, asked.audience, blocks, ("dates",), setup=setup, entries=events)
    return (document,) if events else ()


def _row(event: CalendarEvent, lang: str) -> tuple[PaperText, ...]:
    over = own(DASH + choice(MeetingState.CANCELLED, lang)) if event.cancelled else own("")
    start = f"{event.start:%H:%M}" if event.start else ""
    return cell(day(event.day, lang), event.day), own(start), line(event.title) + over, line(event.place)


def _meetings(state: State, lang: str) -> Iterator[CalendarEvent]:
    """Also those that were cancelled or postponed: a calendar that has one is told."""
    names = {one.code: one.name for one in state.all(Series)}
    group: list[tuple[Record, Field[Any]]] = [(one, Group.time_zone) for one in (group_of(state),) if one is not None]
    for meeting in state.all(Meeting):
        if meeting.date is not None:
            body = (names.get(meeting.series) or meeting.series) if meeting.series else short_group_name(state)
            title = meeting.title or choice(meeting.kind, lang)
            yield CalendarEvent(
                uid_of(state, meeting),
                f"{body}: {title} {shown_reference(state, meeting)}".strip(),
                _changed(*((meeting, field) for field in SHOWN), *([] if meeting.time_zone else group)),
                meeting.date,
                start=meeting.start,
                end=meeting.over_at,
                zone=_zone(meeting.time_zone or zone_name(state)),
                place=", ".join(filter(None, (meeting.venue, meeting.link))),
                cancelled=meeting.state not in TAKES_PLACE,
                busy=True,
            )


def _actions(state: State, today: date, lang: str) -> Iterator[CalendarEvent]:
    """What is closed and still ahead is told as cancelled: a calendar that has it need not remind of it."""
    for one in state.all(Action):
        closed = one.status in CLOSED
        if one.kind is ActionKind.ACTION and isinstance(one.due, date) and (not closed or one.due >= today):
            owners = said_owners(state, one.owners, None, lang=lang)
            title = f"{shown_name(state, one)}: {one_line(one.text)[:LONGEST]}" + (f" ({owners})" if owners else "")
            yield CalendarEvent(uid_of(state, one, "due"), title, _moved(one), one.due, cancelled=closed)


def _programme(state: State, since: date, until: date, today: date, lang: str) -> Iterator[CalendarEvent]:
    """Without the steps of documents, whose days are no fields of the documents."""
    for one in year.entries(state, since, until, today, lang):
        ends = one.ends if one.ends != date.max else None
        if one.kind not in (YearKind.MEETING, YearKind.STEP) and (not one.done or (ends or one.day) >= today):
            title = f"{one.title} ({', '.join(filter(None, (choice(one.kind, lang), one.who)))})"
            yield CalendarEvent(uid_of(state, one.record, one.kind), title, _moved(one.record), one.day, ends)


def _moved(record: Record) -> datetime:
    return _changed(*((record, field) for field in type(record).fields() if field.kind in MOVES))


def _changed(*fields: tuple[Record, Field[Any]]) -> datetime:
    """When the newest of them was written, by the record itself."""
    written = [number_and_actor(dot)[0] for record, field in fields for dot in record.row.seen(field.name)]
    return datetime.fromtimestamp(min(max(written, default=0), LATEST) // 1000, UTC)


def _zone(name: str) -> str:
    """One that is known here."""
    try:
        return ZoneInfo(name).key
    except (LookupError, ValueError, OSError):
        return DEFAULT_ZONE
