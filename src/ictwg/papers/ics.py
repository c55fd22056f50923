"""Events as a calendar file (RFC 5545) for Outlook, Google and telephones."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar
from icalendar import Event as Component

from ictwg.domain.text import clean, one_line
from ictwg.papers.document import Document
from ictwg.papers.entries import SEAL, UNSEALED, CalendarEvent, is_ours, sealed

__all__ = ["is_ours", "write"]

_COUNTED_FROM = datetime(2000, 1, 1, tzinfo=UTC)
_MOST = 2**31 - 1
"""Of a number in a calendar (RFC 5545 §3.3.8)."""


def write(document: Document) -> bytes:
    """The whole file. It says what is, and invites nobody: so it has no method and no organizer."""
    calendar = Calendar()
    for name, value in (("prodid", "-//ictwg//EN"), ("version", "2.0"), (SEAL, UNSEALED)):
        calendar.add(name, value)
    calendar.add("x-wr-calname", _said(document.title))
    for event in document.entries:
        if isinstance(event, CalendarEvent):
            calendar.add_component(_component(event))
    calendar.add_missing_timezones()
    return sealed(calendar.to_ical())


def _component(event: CalendarEvent) -> Component:
    component = Component()
    for name, value in _properties(event):
        component.add(name, value)
    return component


def _properties(event: CalendarEvent) -> Iterator[tuple[str, Any]]:
    """A day without hours ends before the next one begins (RFC 5545 §3.6.1)."""
    yield "uid", _said(event.uid)
    yield "dtstamp", event.changed
    yield "last-modified", event.changed
    yield "sequence", min(max(int((event.changed - _COUNTED_FROM).total_seconds()), 0), _MOST)
    yield "summary", _said(event.title)
    if event.start is None:
        last = max(event.day, event.ends_on or event.day)
        yield "dtstart", event.day
        yield "dtend", last + timedelta(days=1) if last < date.max else last
    else:
        zone = ZoneInfo(event.zone)
        yield "dtstart", datetime.combine(event.day, event.start, zone)
        if event.end is not None and event.end > event.start:
            yield "dtend", datetime.combine(event.day, event.end, zone)
    if event.place:
        yield "location", _said(event.place)
    yield "status", "CANCELLED" if event.cancelled else "CONFIRMED"
    yield "transp", "OPAQUE" if event.busy else "TRANSPARENT"


def _said(text: str) -> str:
    return one_line(clean(text))
