"""A whole meeting from its sheet: agenda, attendance and lines, with ids that every device derives alike."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ictwg.domain.access import strictest
from ictwg.domain.ids import derived_id
from ictwg.domain.order import spread
from ictwg.domain.records import AgendaItem, Attendance, Contact, Correction, Group, Meeting, Series
from ictwg.domain.text import fold
from ictwg.domain.values import Audience, Direction, ItemKind, MeetingKind, MeetingState, MinutesState
from ictwg.imports.new_records import settings_of
from ictwg.imports.sheets.action_courses import SOURCE
from ictwg.imports.sheets.lines import LineMaker, audience_settings
from ictwg.imports.sheets.organizations import made_organization
from ictwg.minutes.printed.blocks import label
from ictwg.records.group import GROUP_KEY

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from ictwg.domain.schema import Record, Setting
    from ictwg.domain.state import State
    from ictwg.imports.names import Register
    from ictwg.imports.new_records import NewRecords
    from ictwg.imports.sheets.action_courses import Courses
    from ictwg.minutes.printed.sheet import AttendanceRow, CommentRow, CorrectionRow, MinutesSheet, SheetItem


_NUMBER = re.compile(r"M-(?:.+-)?\d{4}-(\d{1,6})")


class MeetingMaker:
    """Makes what one meeting consists of.

    Args:
        meeting: Its id.

    Attributes:
        lines: Makes its lines.
        numbers: The ids of the items by their numbers.
    """

    def __init__(self, register: Register, courses: Courses, sheet: MinutesSheet, meeting: str) -> None:
        self.lines = LineMaker(register.making, courses, sheet, meeting)
        self.numbers: dict[str, str] = {}
        self._making = register.making
        self._register = register
        self._sheet = sheet
        self._meeting = meeting

    def make(self) -> None:
        """All of it."""
        making, sheet = self._making, self._sheet
        making.new(Meeting, self._meeting, *_identity(sheet), *meeting_settings(making, sheet))
        self.lines.make_all(sheet.notes, None)
        for item, order in zip(sheet.items, spread(len(sheet.items)), strict=True):
            parent = self.numbers.get(item.number.rpartition(".")[0])
            self.numbers[item.number] = self.item(item, parent, order)
            for action in item.reviewed:
                self.lines.review(action, item_audience(sheet, item))
            self.lines.make_all(item.lines, self.numbers[item.number])
        for row, order in zip(sheet.attendance, spread(len(sheet.attendance)), strict=True):
            self.attendee(row, order)
        for comment in sheet.comments:
            self.comment(comment)
        for correction in sheet.corrections:
            self._correction(correction)

    def item(self, item: SheetItem, parent: str | None, order: str) -> str:
        """The id of the item; its lines are made by the caller."""
        id = derived_id(self._making.state.db, AgendaItem.TABLE, (self._meeting, item.number, item.title), self._day)
        title = f"[{label('restricted', self._sheet.language)}]" if item.restricted else item.title
        place = (AgendaItem.meeting(self._meeting), AgendaItem.parent(parent), AgendaItem.order(order))
        audience = audience_settings(item.audience, restricted=item.restricted, field=AgendaItem.audience)
        return self._making.new(AgendaItem, id, *place, AgendaItem.title(title), *item_settings(item), *audience)

    def attendee(self, row: AttendanceRow, order: str) -> None:
        """One row of the table."""
        home = _home(self._register, row)
        person = self._register.person_of(row.representative, home) if row.representative and home else None
        proxy = made_organization(self._register, row.proxy_for) if row.proxy_for else None
        self._new(
            Attendance,
            (person or "", "" if person else fold(row.representative) or home or ""),
            Attendance.meeting(self._meeting),
            Attendance.organization(home),
            Attendance.person(person),
            Attendance.name(row.representative),
            Attendance.printed_organization("" if home else row.organization),
            Attendance.order(order),
            Attendance.proxy_for(proxy),
            Attendance.arrived_at(self.numbers.get(row.arrived)),
            Attendance.left_at(self.numbers.get(row.left)),
            *attendee_settings(row),
        )

    def comment(self, row: CommentRow) -> None:
        """What an organization answered to the minutes."""
        home = made_organization(self._register, row.organization)
        self._new(
            Contact,
            (home, str(row.on or ""), row.comments, row.text),
            Contact.minutes((self._meeting,)),
            Contact.organization(home),
            Contact.direction(Direction.IN),
            Contact.on(row.on),
            *comment_settings(row),
            Contact.audience(row.audience or self._sheet.open_to),
        )

    def _correction(self, row: CorrectionRow) -> None:
        """What was corrected after adoption."""
        self._new(
            Correction,
            (str(row.on or ""), row.item, row.by, row.text),
            Correction.meeting(self._meeting),
            Correction.item(self.numbers.get(row.item)),
            *settings_of(row, Correction.on, Correction.text, Correction.audience),
            Correction.asked_by(row.by),
        )

    @property
    def _day(self) -> date | None:
        return self._sheet.date

    def _new(self, kind: type[Record], said: tuple[str, ...], *settings: Setting) -> None:
        """A record of the meeting that is known by what it says; twins by their turn."""
        id = self._making.free(kind, self._meeting, *said, on=self._day, first="")
        self._making.new(kind, id, *settings)


def make_group(making: NewRecords, sheet: MinutesSheet) -> None:
    """The group and the body that met, where the file is the first that is known of them."""
    state = making.state
    if sheet.group and not state.all(Group):
        id = derived_id(state.db, Group.TABLE, (GROUP_KEY,))
        initials = (Group.initials(True),) if sheet.initials else ()
        making.new(Group, id, Group.key(GROUP_KEY), Group.name(sheet.group), Group.acronym(sheet.group), *initials)
    if sheet.series and all(series.code != sheet.series for series in state.all(Series)):
        id = derived_id(state.db, Series.TABLE, (sheet.series,))
        making.new(Series, id, Series.code(sheet.series), Series.name(sheet.series_name))


def meeting_id(state: State, sheet: MinutesSheet) -> str:
    return derived_id(state.db, Meeting.TABLE, ("minutes", sheet.series, sheet.reference, sheet.title), sheet.date)


def by_date(series: str, on: date | None) -> str:
    """The reference of a meeting without a number."""
    named = f"{series}-" if series else ""
    return f"M-{named}{on.isoformat()}" if on else ""


def meeting_settings(making: NewRecords, sheet: MinutesSheet) -> tuple[Setting, ...]:
    """What the head and the last annex tell of a meeting; one that was not held has no draft."""
    way = sheet.circulation
    adopted_at = making.referred(Meeting, way.adopted_at)
    begun = sheet.state is MeetingState.HELD or sheet.minutes_state is not MinutesState.DRAFT
    return (
        *settings_of(sheet, *_HEAD),
        *((Meeting.kind(sheet.kind),) if sheet.kind is not MeetingKind.ORDINARY else ()),
        *((Meeting.minutes_state(sheet.minutes_state),) if begun else ()),
        *settings_of(way, *_WAY),
        Meeting.circulations(sheet.circulations or None),
        Meeting.edition(sheet.edition or None),
        Meeting.adopted_at(adopted_at) if adopted_at else Meeting.adopted_where(way.adopted_at),
    )


_HEAD = (
    *(Meeting.ordinal, Meeting.title, Meeting.start, Meeting.end, Meeting.time_zone, Meeting.venue, Meeting.state),
    *(Meeting.chair, Meeting.chair_position, Meeting.minute_taker, Meeting.minute_taker_position),
    *(Meeting.summary, Meeting.next_meeting),
)


_WAY = (
    *(Meeting.sent_to_chair, Meeting.cleared_by_chair, Meeting.cleared_by, Meeting.circulated),
    *(Meeting.comments_until, Meeting.adopted_on, Meeting.adopted_how),
)


def item_audience(sheet: MinutesSheet, item: SheetItem) -> Audience:
    """Who may see an item: the strictest of the marks on it and above it, and of the meeting."""
    above = [one for one in sheet.items if item.number.startswith(f"{one.number}.")]
    return strictest(sheet.open_to, *(one.audience for one in (*above, item) if one.audience))


def item_settings(item: SheetItem) -> tuple[Setting, ...]:
    return (
        *((AgendaItem.kind(item.kind),) if item.kind is not ItemKind.TOPIC else ()),
        *settings_of(item, AgendaItem.purpose, AgendaItem.presenter, AgendaItem.papers, AgendaItem.outcome),
        AgendaItem.printed_adopted(item.adopts),
    )


def comment_settings(row: CommentRow) -> tuple[Setting, ...]:
    return settings_of(row, Contact.comments, Contact.text, Contact.settled)


def attendee_settings(row: AttendanceRow) -> tuple[Setting, ...]:
    return (
        *settings_of(row, Attendance.title, Attendance.state, Attendance.in_place_of),
        *((Attendance.capacity(row.capacity),) if row.capacity else ()),
    )


def _home(register: Register, row: AttendanceRow) -> str | None:
    """The organization on the register; one that has a type in the table is one, whatever else is missing."""
    known = register.organization(row.acronym, row.organization)
    return made_organization(register, row.acronym, row.organization, row.type) if known is None and row.type else known


def _identity(sheet: MinutesSheet) -> Iterable[Setting]:
    number = _NUMBER.fullmatch(sheet.reference)
    numbered = sheet.reference != by_date(sheet.series, sheet.date)
    yield Meeting.date(sheet.date)
    yield Meeting.series(sheet.series)
    yield Meeting.reference(sheet.reference if numbered else "")
    yield Meeting.number(int(number[1]) if number and numbered else None)
    yield Meeting.source(SOURCE + sheet.audience)
    if sheet.open_to is not Audience.MEMBERS:
        yield Meeting.audience(sheet.open_to)
