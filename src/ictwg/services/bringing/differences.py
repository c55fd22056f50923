"""A file that somebody edited, against the meeting as it is here: what differs is taken over.

What is not in the file any more is told, and stays. Nothing is emptied because the file does not say it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.order import after, is_key
from ictwg.domain.records import AgendaItem, Attendance, Contact, Meeting
from ictwg.domain.text import fold
from ictwg.domain.values import MinutesState
from ictwg.services.bringing.aligning import Places, aligned
from ictwg.services.bringing.courses import SOURCE
from ictwg.services.bringing.line_differences import LineDifferences
from ictwg.services.bringing.lines import LineMaker
from ictwg.services.bringing.meetings import (
    attendee_settings,
    comment_settings,
    item_audience,
    item_settings,
    make_attendee,
    make_comment,
    make_item,
    meeting_settings,
)

if TYPE_CHECKING:
    from collections.abc import Hashable
    from datetime import date

    from ictwg.domain.schema import Setting
    from ictwg.exchange.sheet import AttendanceRow, CommentRow, Item, MinutesSheet
    from ictwg.services.bringing.courses import Courses
    from ictwg.services.bringing.making import Making
    from ictwg.services.bringing.register import Register

STAGES = tuple(MinutesState)


class Differences:
    """Takes over what the file says otherwise.

    Attributes:
        missing: What is here and not in the file, in words.
    """

    def __init__(
        self,
        making: Making,
        register: Register,
        courses: Courses,
        meeting: Meeting,
        here: MinutesSheet,
        there: MinutesSheet,
    ) -> None:
        self._making = making
        self._register = register
        self._courses = courses
        self._meeting = meeting
        self._here = here
        self._there = there
        self._lines = LineMaker(making, courses, there, meeting.id)
        self._spoken = LineDifferences(making, register, self._lines, meeting.id, there)
        self._items: dict[str, str] = {}
        self._places: dict[str | None, Places] = {}
        self.missing = self._spoken.missing

    def take_over(self) -> bool:
        """Whether anything was."""
        edit, before = self._making.edit, self._written()
        self._register.know(self._there)
        self._head()
        self._agenda()
        self._attendance()
        self._comments()
        self._spoken.compare(self._here.notes, self._there.notes, None)
        self._courses.flush()
        changed = self._written() > before
        if changed and self._meeting.source.startswith(SOURCE):
            edit.update(self._meeting, Meeting.source(SOURCE + self._there.audience))
        return changed

    def _written(self) -> int:
        return len(self._making.edit.done().writes) + self._making.pending

    def _head(self) -> None:
        """The fields of the meeting that the file fills in otherwise than the sheet here."""
        told = _told(meeting_settings(self._making, self._here), meeting_settings(self._making, self._there))
        later = STAGES.index(self._there.minutes_state) > STAGES.index(self._here.minutes_state)
        settings = [setting for setting in told if later or setting[0] is not Meeting.minutes_state]
        self._making.edit.update(self._meeting, *settings)

    def _attendance(self) -> None:
        here = {_attendee(row): row for row in self._here.attendance}
        records = self._making.state.linked(Attendance, Attendance.meeting, self._meeting.id)
        last = max((row.order for row in records if is_key(row.order)), default=None)
        for row in self._there.attendance:
            known = here.pop(_attendee(row), None)
            if known is not None and known.id:
                told = _told(attendee_settings(known), attendee_settings(row))
                self._making.change(Attendance, known.id, *told)
            elif known != row:
                last = after(last)
                make_attendee(self._making, self._register, self._there, self._meeting.id, row, last, self._items)
        self.missing += [row.representative or row.organization for row in here.values() if row.id]

    def _comments(self) -> None:
        """One that reads otherwise is known by its organization and day."""
        here = [row for row in self._here.comments if row not in self._there.comments]
        for row in self._there.comments:
            if row in self._here.comments:
                continue
            known = next((one for one in here if _commenter(one) == _commenter(row)), None)
            if known is None:
                make_comment(self._making, self._register, self._there, self._meeting.id, row)
                continue
            here.remove(known)
            told = _told(comment_settings(known), comment_settings(row))
            self._making.change(Contact, known.id, *told)
        self.missing += [": ".join(filter(None, (row.organization, row.text))) for row in here]

    def _agenda(self) -> None:
        above: list[str] = []
        for here, there in aligned(self._here.items, self._there.items, _item_key):
            if there is None:
                self.missing += [here.title] if here and here.id else []
                continue
            before = above[there.depth] if there.depth < len(above) else ""
            above = above[: there.depth]
            above.append(self._item(here, there, above[-1] if above else None, before))
            self._items[there.number] = above[-1]
            for action in there.reviewed:
                if here is None or action not in here.reviewed:
                    self._lines.review(action, item_audience(self._there, there))
            self._spoken.compare(here.lines if here else (), there.lines, above[-1])

    def _item(self, here: Item | None, there: Item, parent: str | None, before: str) -> str:
        if here is None or not here.id:
            places = self._siblings(parent)
            order = places.behind(before)
            return places.name(make_item(self._making, self._there, self._meeting.id, there, parent, order))
        if not there.restricted:
            told = _told(
                (AgendaItem.title(here.title), *item_settings(here)),
                (AgendaItem.title(there.title), *item_settings(there)),
            )
            audience = [AgendaItem.audience(there.audience)] if there.audience else []
            self._making.change(AgendaItem, here.id, *told, *audience)
        return here.id

    def _siblings(self, parent: str | None) -> Places:
        if parent not in self._places:
            items = self._making.state.linked(AgendaItem, AgendaItem.meeting, self._meeting.id)
            ordered = sorted((i for i in items if i.parent == parent), key=lambda item: (item.order, item.id))
            self._places[parent] = Places(self._making, AgendaItem, ordered)
        return self._places[parent]


def _told(here: tuple[Setting, ...], there: tuple[Setting, ...]) -> list[Setting]:
    """What the file says, and otherwise than here; what it does not say empties nothing."""
    known = {field.name: raw for field, raw in here}
    return [setting for setting in there if setting[1] and known.get(setting[0].name) != setting[1]]


def _attendee(row: AttendanceRow) -> tuple[str, str]:
    return (fold(row.representative), row.acronym)


def _commenter(row: CommentRow) -> tuple[str, date | None]:
    return (fold(row.organization), row.on)


def _item_key(item: Item) -> Hashable:
    return (item.depth, fold(item.title), item.restricted)
