"""A whole meeting from its sheet: agenda, attendance and lines, with ids that every device derives alike."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ictwg.domain.access import strictest
from ictwg.domain.ids import derived_id
from ictwg.domain.order import spread
from ictwg.domain.records import AgendaItem, Attendance, Contact, Correction, Group, Meeting, Series
from ictwg.domain.text import fold
from ictwg.domain.values import Audience, Direction, ItemKind, MeetingKind, MeetingState, MinutesState
from ictwg.imports.sheets.action_courses import SOURCE
from ictwg.imports.sheets.lines import LineMaker, audience_settings
from ictwg.minutes.printed.labels import label
from ictwg.records.group import GROUP_KEY

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from ictwg.domain.schema import Setting
    from ictwg.domain.state import State
    from ictwg.imports.new_records import NewRecords
    from ictwg.imports.sheets.action_courses import Courses
    from ictwg.imports.sheets.register import Register
    from ictwg.minutes.printed.sheet import AttendanceRow, CommentRow, MinutesSheet, SheetItem


_NUMBER = re.compile(r"M-(?:.+-)?\d{4}-(\d{1,6})")


def make_meeting(making: NewRecords, register: Register, courses: Courses, sheet: MinutesSheet) -> str:
    """The id of the new meeting."""
    make_group(making, sheet)
    register.know(sheet)
    id = meeting_id(making.state, sheet)
    making.new(Meeting, id, *_identity(sheet), *meeting_settings(making, sheet))
    lines = LineMaker(making, courses, sheet, id)
    lines.make_all(sheet.notes, None)
    numbers = _make_items(making, lines, sheet, id)
    make_attendance(making, register, sheet, id, numbers)
    for row in sheet.comments:
        make_comment(making, register, sheet, id, row)
    make_corrections(making, sheet, id, numbers)
    return id


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
        Meeting.ordinal(sheet.ordinal),
        *((Meeting.kind(sheet.kind),) if sheet.kind is not MeetingKind.ORDINARY else ()),
        Meeting.title(sheet.title),
        Meeting.start(sheet.start),
        Meeting.end(sheet.end),
        Meeting.time_zone(sheet.time_zone),
        Meeting.venue(sheet.venue),
        Meeting.chair(sheet.chair),
        Meeting.chair_position(sheet.chair_position),
        Meeting.minute_taker(sheet.minute_taker),
        Meeting.minute_taker_position(sheet.minute_taker_position),
        Meeting.state(sheet.state),
        *((Meeting.minutes_state(sheet.minutes_state),) if begun else ()),
        Meeting.summary(sheet.summary),
        Meeting.next_meeting(sheet.next_meeting),
        Meeting.sent_to_chair(way.sent_to_chair),
        Meeting.cleared_by_chair(way.cleared_by_chair),
        Meeting.cleared_by(way.cleared_by),
        Meeting.circulated(way.circulated),
        Meeting.circulations(sheet.circulations or None),
        Meeting.edition(sheet.edition or None),
        Meeting.comments_until(way.comments_until),
        Meeting.adopted_on(way.adopted_on),
        Meeting.adopted_how(way.adopted_how),
        Meeting.adopted_at(adopted_at) if adopted_at else Meeting.adopted_where(way.adopted_at),
    )


def make_item(
    making: NewRecords, sheet: MinutesSheet, meeting: str, item: SheetItem, parent: str | None, order: str
) -> str:
    """The id of the item; its lines are made by the caller."""
    state = making.state
    id = derived_id(state.db, AgendaItem.TABLE, (meeting, item.number, item.title), sheet.date)
    title = f"[{label('restricted', sheet.language)}]" if item.restricted else item.title
    place = (AgendaItem.meeting(meeting), AgendaItem.parent(parent), AgendaItem.order(order))
    audience = audience_settings(item.audience, restricted=item.restricted, field=AgendaItem.audience)
    return making.new(AgendaItem, id, *place, AgendaItem.title(title), *item_settings(item), *audience)


def item_audience(sheet: MinutesSheet, item: SheetItem) -> Audience:
    """Who may see an item: the strictest of the marks on it and above it, and of the meeting."""
    above = [one for one in sheet.items if item.number.startswith(f"{one.number}.")]
    return strictest(sheet.open_to, *(one.audience for one in (*above, item) if one.audience))


def item_settings(item: SheetItem) -> tuple[Setting, ...]:
    return (
        *((AgendaItem.kind(item.kind),) if item.kind is not ItemKind.TOPIC else ()),
        AgendaItem.purpose(item.purpose),
        AgendaItem.presenter(item.presenter),
        AgendaItem.papers(item.papers),
        AgendaItem.outcome(item.outcome),
        AgendaItem.printed_adopted(item.adopts),
    )


def make_attendance(
    making: NewRecords, register: Register, sheet: MinutesSheet, meeting: str, numbers: Mapping[str, str]
) -> None:
    rows = sheet.attendance
    for row, order in zip(rows, spread(len(rows)), strict=True):
        make_attendee(making, register, sheet, meeting, row, order, numbers)


def make_attendee(
    making: NewRecords,
    register: Register,
    sheet: MinutesSheet,
    meeting: str,
    row: AttendanceRow,
    order: str,
    numbers: Mapping[str, str],
) -> None:
    """One row of the table; `numbers` are the ids of the items by their numbers."""
    home = _home(register, row)
    person = register.person(row.representative, home) if row.representative and home else None
    key = (meeting, person or "", "" if person else fold(row.representative) or home or "")

    def made(turn: int) -> str:
        return derived_id(making.state.db, Attendance.TABLE, (*key, str(turn)) if turn else key, sheet.date)

    making.new(
        Attendance,
        making.free(Attendance, made),
        Attendance.meeting(meeting),
        Attendance.organization(home),
        Attendance.person(person),
        Attendance.name(row.representative),
        Attendance.printed_organization("" if home else row.organization),
        Attendance.order(order),
        Attendance.proxy_for(register.make(row.proxy_for) if row.proxy_for else None),
        Attendance.arrived_at(numbers.get(row.arrived)),
        Attendance.left_at(numbers.get(row.left)),
        *attendee_settings(row),
    )


def make_comment(making: NewRecords, register: Register, sheet: MinutesSheet, meeting: str, row: CommentRow) -> None:
    """What an organization answered to the minutes."""
    home = register.make(row.organization)
    key = (meeting, home, str(row.on or ""), row.comments, row.text)

    def made(turn: int) -> str:
        return derived_id(making.state.db, Contact.TABLE, (*key, str(turn)) if turn else key, sheet.date)

    about = (Contact.minutes((meeting,)), Contact.organization(home), Contact.direction(Direction.IN))
    seen = Contact.audience(row.audience or sheet.open_to)
    making.new(Contact, making.free(Contact, made), *about, Contact.on(row.on), *comment_settings(row), seen)


def comment_settings(row: CommentRow) -> tuple[Setting, ...]:
    return (Contact.comments(row.comments), Contact.text(row.text), Contact.settled(row.settled))


def make_corrections(making: NewRecords, sheet: MinutesSheet, meeting: str, numbers: Mapping[str, str]) -> None:
    """What was corrected after adoption; `numbers` are the ids of the items by their numbers."""
    for row in sheet.corrections:
        key = (meeting, str(row.on or ""), row.item, row.by, row.text)

        def made(turn: int, key: tuple[str, ...] = key) -> str:
            return derived_id(making.state.db, Correction.TABLE, (*key, str(turn)) if turn else key, sheet.date)

        place = (Correction.meeting(meeting), Correction.item(numbers.get(row.item)))
        said = (
            Correction.on(row.on),
            Correction.asked_by(row.by),
            Correction.text(row.text),
            Correction.audience(row.audience),
        )
        making.new(Correction, making.free(Correction, made), *place, *said)


def attendee_settings(row: AttendanceRow) -> tuple[Setting, ...]:
    return (
        Attendance.title(row.title),
        Attendance.state(row.state),
        Attendance.in_place_of(row.in_place_of),
        *((Attendance.capacity(row.capacity),) if row.capacity else ()),
    )


def _home(register: Register, row: AttendanceRow) -> str | None:
    """The organization on the register; one that has a type in the table is one, whatever else is missing."""
    known = register.organization(row.acronym, row.organization)
    return register.make(row.acronym, row.organization, row.type) if known is None and row.type else known


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


def _make_items(making: NewRecords, lines: LineMaker, sheet: MinutesSheet, meeting: str) -> dict[str, str]:
    """The ids of the items by their numbers."""
    made: dict[str, Any] = {}
    for item, order in zip(sheet.items, spread(len(sheet.items)), strict=True):
        parent = made.get(item.number.rpartition(".")[0])
        made[item.number] = make_item(making, sheet, meeting, item, parent, order)
        for action in item.reviewed:
            lines.review(action, item_audience(sheet, item))
        lines.make_all(item.lines, made[item.number])
    return made
