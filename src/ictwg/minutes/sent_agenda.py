"""The agenda as it was sent: kept as an edition, and what is changed on it later is an addendum (DOMAIN.md §5b).

Only what members may see makes an addendum. The agenda that the meeting adopts may differ from what was sent.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any, NamedTuple

from ictwg.domain.access import strictest
from ictwg.domain.agenda import agenda_of
from ictwg.domain.changes import Changes, Edit
from ictwg.domain.ids import derived_id
from ictwg.domain.records import AgendaItem, Edition, Meeting
from ictwg.domain.schema import RECORDS
from ictwg.domain.seen import AudienceView
from ictwg.domain.state import State
from ictwg.domain.values import Audience, MeetingState
from ictwg.errors import InvalidValueError
from ictwg.locales import t
from ictwg.meetings.agenda import planned_minutes
from ictwg.meetings.editions import as_printed, sent_agendas
from ictwg.minutes.freezing import frozen_agenda
from ictwg.records.lookup import short_name
from ictwg.records.planned_state import StateAfterChanges


class ItemChange(StrEnum):
    """What became of an item since the agenda was sent; the first that is true."""

    ADDED = "added"
    WITHDRAWN = "withdrawn"
    MOVED = "moved"
    CHANGED = "changed"
    RETIMED = "retimed"


class ItemWords(NamedTuple):
    """What is told of an item, and when it begins."""

    told: tuple[object, ...]
    begins: object


def item_changes(before: Mapping[str, ItemWords], now: Mapping[str, ItemWords]) -> dict[str, ItemChange]:
    """By the item's id, in the order of the agenda now; what was withdrawn comes last."""
    ids = list(before), list(now)
    blocks = SequenceMatcher(None, *ids, autojunk=False).get_matching_blocks()
    stays = {id for block in blocks for id in ids[0][block.a : block.a + block.size]}
    found: dict[str, ItemChange] = {}
    for id, words in now.items():
        if id not in before:
            found[id] = ItemChange.ADDED
        elif id not in stays:
            found[id] = ItemChange.MOVED
        elif words.told != before[id].told:
            found[id] = ItemChange.CHANGED
        elif words.begins != before[id].begins:
            found[id] = ItemChange.RETIMED
    return found | {id: ItemChange.WITHDRAWN for id in before if id not in now}


TEXTS = (AgendaItem.background, AgendaItem.proposed_decision)
_TOLD: tuple[Any, ...] = (AgendaItem.title, AgendaItem.presenter, AgendaItem.purpose, *TEXTS)
_PLACE: tuple[Any, ...] = (Meeting.date, Meeting.start, Meeting.end, Meeting.venue)


def _words(state: State, meeting: Meeting) -> dict[str, ItemWords]:
    seen = AudienceView(state, strictest(Audience.MEMBERS, meeting.audience))
    lines = agenda_of(seen, meeting)
    minutes = planned_minutes((line.depth, line.item.minutes_allotted) for line in lines)
    return {
        line.item.id: ItemWords((line.depth, *(field.of(line.item) for field in _TOLD)), some)
        for line, some in zip(lines, minutes, strict=True)
    }


def unsent_changes(state: State, meeting: Meeting) -> int:
    """How many items members know otherwise, by what was sent to them last; another time or place counts as one."""
    sent = sent_agendas(state, meeting)
    if not sent or meeting.state is MeetingState.HELD:
        return 0
    was = as_printed(state, meeting, sent[-1].on or date.min, edition=sent[-1])
    elsewhere = any(field.of(meeting) != field.of(was.meeting) for field in _PLACE)
    return len(item_changes(_words(was.state, was.meeting), _words(state, meeting))) + elsewhere


def has_moved(state: State, meeting: Meeting) -> bool:
    """Whether it has another day or place than was sent: a notice of its own says so."""
    sent = sent_agendas(state, meeting)
    was = as_printed(state, meeting, date.min, edition=sent[-1]).meeting if sent else meeting
    return (was.date, was.venue) != (meeting.date, meeting.venue)


def keep_agenda(state: State, changes: Changes) -> Changes | None:
    """The agenda of every meeting that these changes say was sent; sent again, what is new on it is an addendum.

    Where they say that it was not, after all, there is none any more.
    """
    edit, after = Edit(changes.verb, changes.subject), StateAfterChanges(state, changes, tuple(RECORDS.values()))
    brought = {write.value for write in changes.writes if (write.table, write.field) == _EDITION_OF}
    for write in changes.writes:
        meeting = after.get(Meeting, write.id) if write.field == Meeting.agenda_circulated.name else None
        if meeting is not None and meeting.id not in brought and meeting.state is not MeetingState.HELD:
            if meeting.agenda_circulated is None:
                for edition in sent_agendas(state, state.get(Meeting, meeting.id) or meeting):
                    edit.remove(edition)
            elif not sent_agendas(state, meeting) or unsent_changes(after, meeting):
                _keep(edit, after, state, meeting, meeting.agenda_circulated)
    made = edit.done()
    return made if made.writes else None


_EDITION_OF = (Edition.TABLE, Edition.meeting.name)


def send_addendum(state: State, meeting: Meeting, on: date) -> Changes:
    """What was changed since the agenda was sent has gone out.

    Raises:
        InvalidValueError: Nothing was.
    """
    if not unsent_changes(state, meeting):
        raise InvalidValueError(t("agenda_sent.unchanged", meeting=short_name(meeting)))
    edit = Edit("verbs.addendum_sent", short_name(meeting)).update(meeting, Meeting.agenda_circulated(on))
    _keep(edit, state, state, meeting, on)
    return edit.done()


def _keep(edit: Edit, after: State, stands: State, meeting: Meeting, on: date) -> None:
    number, taken = len(sent_agendas(stands, meeting)), 0
    while stands.get(Edition, id := _edition_id(stands, meeting, taken)) or stands.trashed(Edition, id):
        taken += 1
    content = frozen_agenda(after, meeting, on, stands)
    settings = (Edition.meeting(meeting.id), Edition.addendum(number), Edition.on(on), Edition.content(content))
    edit.create(Edition, id, *settings, Edition.digest(hashlib.sha256(content.encode()).hexdigest()))


def _edition_id(state: State, meeting: Meeting, number: int) -> str:
    """Two who send one agenda keep one."""
    return derived_id(state.db, Edition.TABLE, (meeting.id, "agenda", str(number)), meeting.date)
