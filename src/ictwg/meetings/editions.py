"""Adopted minutes: what they are shown and exported from."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from ictwg.domain.access import strictest
from ictwg.domain.fields import Day
from ictwg.domain.ids import derived_id
from ictwg.domain.in_language import InLanguage, in_language
from ictwg.domain.records import (
    Action,
    AgendaItem,
    Contact,
    Correction,
    DueChange,
    Edition,
    Entry,
    Meeting,
    Progress,
    StatusChange,
)
from ictwg.domain.schema import RECORDS, Field, R, Record, Row
from ictwg.domain.seen import AudienceView
from ictwg.domain.state import FixedRow, State, StateOverlay
from ictwg.domain.values import MinutesState

Rows = Mapping[str, Mapping[str, "FixedRow"]]

NARROWED = (Meeting, AgendaItem, Entry, Contact)
"""Of these, who may see them may be narrowed after adoption."""

LIVING = (Progress, StatusChange, DueChange)
"""What is added to actions as they go on."""

_STANDS = (Action.status, Action.closed_on, Action.due, Action.review_on)


class Content(NamedTuple):
    """What an edition holds: which meeting, the day of adoption, and the records by table and id."""

    meeting: str
    on: date | None
    rows: Rows


class PrintedState(NamedTuple):
    """Where the minutes of a meeting are printed from, and the day that counts where the meeting has none."""

    state: State
    meeting: Meeting
    today: date


def edition_id(state: State, meeting: Meeting, version: int) -> str:
    """Two who adopt at once make one edition."""
    return derived_id(state.db, Edition.TABLE, (meeting.id, str(version)), meeting.date)


def next_version(state: State, meeting: Meeting) -> int:
    """The number of the next adoption; one that was taken back keeps its own."""
    version = 1
    while state.get(Edition, id := edition_id(state, meeting, version)) or state.trashed(Edition, id):
        version += 1
    return version


def edition_of(state: State, meeting: Meeting) -> Edition | None:
    """The edition from which adopted minutes are printed; None where they are not adopted, or have none."""
    if meeting.minutes_state is not MinutesState.ADOPTED:
        return None
    found = [one for one in minutes_editions(state, meeting.id) if content_of(one)]
    return max(found, key=lambda edition: (edition.version or 0, edition.id), default=None)


def minutes_editions(state: State, meeting: str) -> list[Edition]:
    return [one for one in state.linked(Edition, Edition.meeting, meeting) if one.addendum is None]


def sent_agendas(state: State, meeting: Meeting) -> tuple[Edition, ...]:
    """The agenda as it was sent, then as it was with each addendum; nothing where it was not, or long ago."""
    whole = state.whole if isinstance(state, (AudienceView, InLanguage)) else state
    found = whole.linked(Edition, Edition.meeting, meeting.id) if meeting.agenda_circulated is not None else ()
    sent = [one for one in found if one.addendum is not None and content_of(one) is not None]
    return tuple(sorted(sent, key=lambda one: (one.addendum or 0, one.id)))


def content_of(edition: Edition) -> Content | None:
    """None where nothing can be read of it, as after it was removed for good."""
    return _read(edition.content) if edition.content else None


def as_printed(
    state: State, meeting: Meeting, today: date, as_of: date | None = None, edition: Edition | None = None
) -> PrintedState:
    """Where the minutes are printed from: the edition of adopted ones, and else the records as they are.

    Args:
        state: The group's records.
        meeting: The meeting.
        today: What counts for a meeting without a date.
        as_of: Actions stand as they do on this day, instead of as at the meeting.
        edition: From which the agenda is printed as it was sent.
    """
    if isinstance(state, AudienceView):
        whole = state.whole
        printed = as_printed(whole, whole.get(Meeting, meeting.id) or meeting, today, as_of, edition)
        seen = AudienceView(printed.state, state.audience)
        return PrintedState(seen, seen.get(Meeting, meeting.id) or meeting, printed.today)
    if isinstance(state, InLanguage):
        printed = as_printed(state.whole, state.whole.get(Meeting, meeting.id) or meeting, today, as_of, edition)
        told = in_language(printed.state, state.language)
        return PrintedState(told, told.get(Meeting, meeting.id) or meeting, printed.today)
    edition = edition or edition_of(state, meeting)
    content = content_of(edition) if edition else None
    if content is None:
        return PrintedState(state, meeting, today)
    adopted = Adopted(state, content, living=as_of is not None)
    found = adopted.get(Meeting, content.meeting)
    return PrintedState(adopted, found, content.on or today) if found else PrintedState(state, meeting, today)


@lru_cache(maxsize=8)
def _read(text: str) -> Content | None:
    try:
        said = json.loads(text)
        tables = _tables(said)
        meeting = str(said["meeting"])
        on = Day().decode(said.get("on"))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):  # not by us, or damaged
        return None
    return Content(meeting, on, tables) if meeting in tables.get(Meeting.TABLE, {}) else None


def rows_read(text: str) -> Rows | None:
    """The records that an edition of anything holds; None where nothing can be read of it."""
    try:
        return _tables(json.loads(text))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):  # not by us, or damaged
        return None


def _tables(said: Mapping[str, Any]) -> Rows:
    return {name: _table(name, rows) for name, rows in said["rows"].items() if name in RECORDS}


def _table(name: str, rows: Mapping[str, Any]) -> dict[str, FixedRow]:
    return {id: FixedRow(name, id, _values(row)) for id, row in sorted(rows.items())}


def _values(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if _is_raw(value)}


def _is_raw(value: object) -> bool:
    if isinstance(value, list):
        return all(isinstance(one, str) for one in value)
    return value is None or isinstance(value, (bool, int, str))


class Adopted(StateOverlay):
    """The `State` of adopted minutes for one print: what the edition holds, and the corrections that came later."""

    def __init__(self, state: State, content: Content, *, living: bool = False) -> None:
        super().__init__(state)
        self._rows = content.rows
        self._living = living
        self._all: dict[type[Record], tuple[Any, ...]] = {}

    def get(self, kind: type[R], id: str | None) -> R | None:
        if kind is Correction:
            return self._state.get(kind, id)
        row = self._rows.get(kind.TABLE, {}).get(id or "")
        if row is not None:
            return kind(self._now(kind, row))
        later = self._living and kind in (Meeting, *LIVING)
        return self._state.get(kind, id) if later else None

    def all(self, kind: type[R]) -> tuple[R, ...]:
        if kind is Correction or (self._living and kind in LIVING):
            return self._state.all(kind)
        if kind not in self._all:
            rows = self._rows.get(kind.TABLE, {}).values()
            self._all[kind] = tuple([kind(self._now(kind, row)) for row in rows])
        return self._all[kind]

    def linked(self, kind: type[R], field: Field[Any], id: str) -> tuple[R, ...]:
        if kind is Correction or (self._living and kind in LIVING):
            return self._state.linked(kind, field, id)
        return super().linked(kind, field, id)

    def by_reference(self, reference: str) -> tuple[Record, ...]:
        found = (record for table in self._rows for record in self.all(RECORDS[table]))
        return tuple(record for record in found if getattr(record, "reference", None) == reference)

    def _now(self, kind: type[Record], row: FixedRow) -> Row:
        """The row with the little that may differ from what was adopted."""
        if kind in NARROWED and (living := self._state.get(kind, row.id)) is not None:
            return row.over(audience=str(strictest(kind(row).audience, living.audience)))  # type: ignore[attr-defined]
        if self._living and kind is Action and (action := self._state.get(Action, row.id)) is not None:
            return row.over(**{field.name: action.row.get(field.name) for field in _STANDS})
        return row


def shown_from(state: State, meeting: Meeting) -> tuple[State, Meeting]:
    """The state to read agenda, attendance and lines from, and the meeting as it is to be shown."""
    if meeting.minutes_state is not MinutesState.ADOPTED:
        return state, meeting

    printed = as_printed(state, meeting, meeting.date or date.min)
    return printed.state, printed.meeting
