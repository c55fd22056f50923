"""A whole meeting from its sheet: agenda, attendance and lines, with ids that every device derives alike."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from ictwg.domain.access import strictest
from ictwg.domain.changes import Edit
from ictwg.domain.ids import derived_id
from ictwg.domain.order import spread
from ictwg.domain.records import (
    Action,
    AgendaItem,
    Attendance,
    Contact,
    Correction,
    Decision,
    Entry,
    Group,
    Meeting,
    Progress,
    Series,
)
from ictwg.domain.representation import representation
from ictwg.domain.schema import RECORDS, R, Record, Setting
from ictwg.domain.state import State, StateOverlay
from ictwg.domain.text import clean, fold
from ictwg.domain.values import Audience, Basis, Direction, EntryType, ItemKind, MeetingKind, MeetingState, MinutesState
from ictwg.imports.minutes_comparison.action_courses import ActionHistories
from ictwg.imports.minutes_comparison.organizations import (
    SOURCE,
    know,
    made_organization,
    write_organizations,
    write_standings,
)
from ictwg.imports.new_records import NewRecords, Register, details_of, settings_of
from ictwg.minutes.approval import freeze
from ictwg.minutes.printed.details import HEAD
from ictwg.minutes.printed.minutes import unnumbered
from ictwg.minutes.printed.sheet import (
    AttendanceRow,
    CommentRow,
    CorrectionRow,
    MinutesSheet,
    Reviewed,
    Ruling,
    SheetItem,
    SheetLine,
    Update,
    printed_text,
)
from ictwg.papers.words import label
from ictwg.records.group import GROUP_KEY
from ictwg.records.planned_state import StateAfterChanges

_NUMBER = re.compile(r"M-(?:.+-)?\d{4}-(\d{1,6})")


class LinePlace(NamedTuple):
    """Where a line stands."""

    item: str | None
    parent: str | None
    order: str


class MeetingMaker:
    """Makes what one meeting consists of.

    Args:
        meeting: Its id.

    Attributes:
        numbers: The ids of the items by what minutes call them: their numbers, or the names of closing sections.
    """

    def __init__(self, register: Register, courses: ActionHistories, sheet: MinutesSheet, meeting: str) -> None:
        self.numbers: dict[str, str] = {}
        self._making = register.making
        self._register = register
        self._courses = courses
        self._sheet = sheet
        self._meeting = meeting
        self._alike: Counter[tuple[str, ...]] = Counter()

    def name(self, item: SheetItem, id: str) -> None:
        """By what others of the sheet name it."""
        self.numbers[item.number] = id
        if unnumbered(item, self._sheet.language):
            self.numbers.setdefault(item.title, id)

    def make(self) -> None:
        """All of it."""
        making, sheet = self._making, self._sheet
        making.new(Meeting, self._meeting, *_identity(sheet), *meeting_settings(making, sheet))
        self.lines(sheet.notes, None)
        for item, order in zip(sheet.items, spread(len(sheet.items)), strict=True):
            parent = self.numbers.get(item.number.rpartition(".")[0])
            self.name(item, self.item(item, parent, order))
            for action in item.reviewed:
                self.review(action, item_audience(sheet, item))
            self.lines(item.lines, self.numbers[item.number])
        for row, order in zip(sheet.attendance, spread(len(sheet.attendance)), strict=True):
            self.attendee(row, order)
        for comment in sheet.comments:
            self.comment(comment)
        for correction in sheet.corrections:
            self._correction(correction)

    def lines(self, lines: Iterable[SheetLine], item: str | None) -> None:
        """All lines of an item, nested as they stand."""
        said = tuple(lines)
        above: list[str] = []
        for line, order in zip(said, spread(len(said)), strict=True):
            depth = min(line.depth, len(above))
            above = above[:depth]
            above.append(self.line(line, LinePlace(item, above[-1] if above else None, order)))

    def line(self, line: SheetLine, spot: LinePlace, *more: Setting) -> str:
        """One line; `more` are further fields of its action or decision."""
        place = (self._meeting, spot.item or "", spot.parent or "", spot.order)
        id = self._making.free(Entry, *place, str(line.type), line.text, on=self._sheet.date)
        text = f"[{label('restricted', self._sheet.language)}]" if line.restricted else line.text
        self._making.new(
            Entry,
            id,
            Entry.meeting(self._meeting),
            Entry.item(spot.item),
            Entry.parent(spot.parent),
            Entry.order(spot.order),
            Entry.text(text),
            *settings_of(line, Entry.type, Entry.speaker, Entry.question_to),
            *audience_settings(line.audience, restricted=line.restricted, field=Entry.audience),
        )
        if line.type is EntryType.ACTION:
            self._action(line, spot.item, id, more)
        elif line.type is EntryType.DECISION:
            self._decision(line, spot.item, id, more)
        return id

    def review(self, action: Reviewed, around: Audience) -> None:
        """An earlier action: made if it is not here, with how it stood and what was said of it.

        Args:
            action: As it was gone through.
            around: Who may see the section in which it stands: nobody else is told of it here.
        """
        id = self._making.referred(Action, action.reference) or self._reviewed_id(action)
        if not self._making.has(Action, id):
            found = self._making.referred(Meeting, action.origin)  # if it is here; else its name as printed
            origin = Action.meeting(found) if found else Action.origin(action.origin)
            told = (*settings_of(action, Action.reference, Action.text), Action.audience(action.audience or around))
            self._making.new(Action, id, origin, *told)
        self._courses.tell(id, action.promise, self._sheet, self._meeting)
        for update in action.updates:
            self._update(id, update)

    def _action(self, line: SheetLine, item: str | None, entry: str, more: tuple[Setting, ...]) -> None:
        place = (
            Action.meeting(self._meeting),
            Action.item(item),
            Action.entry(entry),
            Action.given_on(self._sheet.date),
        )
        stub = self._making.state.get(Action, self._making.referred(Action, line.reference))
        if stub is not None and not stub.entry and not stub.meeting:
            id = stub.id
            self._making.edit.update(stub, *place)
        else:
            told = (*place, *more, *settings_of(line, Action.reference, Action.text))
            id = self._making.new(Action, self._record_id(Action, line), *told)
        if line.promise:
            self._courses.tell(id, line.promise, self._sheet, self._meeting)

    def _decision(self, line: SheetLine, item: str | None, entry: str, more: tuple[Setting, ...]) -> None:
        place = (Decision.meeting(self._meeting), Decision.item(item), Decision.entry(entry))
        ruling = ruling_settings(self._making, line.ruling) if line.ruling else ()
        told = (*settings_of(line, Decision.reference, Decision.text), *ruling, Decision.decided_on(self._sheet.date))
        self._making.new(Decision, self._record_id(Decision, line), *place, *more, *told)

    def _record_id(self, kind: type[Record], line: SheetLine) -> str:
        said = (line.reference, "") if line.reference else (self._meeting, line.text)
        return self._making.free(kind, *said)

    def _reviewed_id(self, action: Reviewed) -> str:
        """Actions without a reference that read alike, as those without words do, are told apart by their turn."""
        if action.reference:
            return derived_id(self._making.state.db, Action.TABLE, (action.reference, "", "0"))
        key = (action.origin, action.text)
        turn = self._alike[key]
        self._alike[key] += 1
        return derived_id(self._making.state.db, Action.TABLE, (*key, str(turn)))

    def _update(self, action: str, update: Update) -> None:
        """What was said of an action; several files may tell it, and it was said at the meeting of its day or body."""
        rows = self._making.state.linked(Progress, Progress.action, action)
        if any((row.on, row.text) == (update.on, update.text) for row in rows):
            return
        key = (action, str(update.on or ""), update.by, update.text)
        turn = self._alike[key]
        self._alike[key] += 1
        id = derived_id(self._making.state.db, Progress.TABLE, (*key, str(turn)))
        place = (Progress.action(action), Progress.meeting(self._meeting))
        told = settings_of(update, Progress.on, Progress.by, Progress.channel, Progress.text)
        self._making.new(Progress, id, *place, *told)
        if update.on == self._sheet.date or (self._is_of_another_body(action) and not self._was_said_on_its_day(id)):
            self._making.change(Progress, id, Progress.meeting(self._meeting))

    def _was_said_on_its_day(self, update: str) -> bool:
        """Whether a meeting of that very day is known to have heard it."""
        meeting = self._making.value(Progress.meeting, update)
        day = self._making.value(Meeting.date, meeting) if isinstance(meeting, str) else None
        return day is not None and day == self._making.value(Progress.on, update)

    def _is_of_another_body(self, action: str) -> bool:
        """Then it stands in these minutes for no other reason than that somebody spoke of it.

        Not so in those of the plenary, which hears of all actions.
        """
        origin, here = self._making.value(Action.meeting, action), self._sheet.series
        return bool(here) and isinstance(origin, str) and (self._making.value(Meeting.series, origin) or "") != here

    def item(self, item: SheetItem, parent: str | None, order: str) -> str:
        """The id of the item; its lines are made by the caller."""
        key = (self._meeting, item.number, item.title)
        id = derived_id(self._making.state.db, AgendaItem.TABLE, key, self._sheet.date)
        title = f"[{label('restricted', self._sheet.language)}]" if item.restricted else item.title
        place = (AgendaItem.meeting(self._meeting), AgendaItem.parent(parent), AgendaItem.order(order))
        audience = audience_settings(item.audience, restricted=item.restricted, field=AgendaItem.audience)
        return self._making.new(AgendaItem, id, *place, AgendaItem.title(title), *item_settings(item), *audience)

    def attendee(self, row: AttendanceRow, order: str) -> None:
        """One row of the table."""
        home = self._register.organization(row.acronym, row.organization)
        if home is None and row.type:  # whatever has a type in the table is one
            home = made_organization(self._register, row.acronym, row.organization, row.type)
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

    def _new(self, kind: type[Record], said: tuple[str, ...], *settings: Setting) -> None:
        """A record of the meeting that is known by what it says; twins by their turn."""
        id = self._making.free(kind, self._meeting, *said, on=self._sheet.date, first="")
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
        *settings_of(sheet, *HEAD, Meeting.next_meeting),
        *((Meeting.kind(sheet.kind),) if sheet.kind is not MeetingKind.ORDINARY else ()),
        *((Meeting.minutes_state(sheet.minutes_state),) if begun else ()),
        *details_of(way, Meeting),
        Meeting.circulations(sheet.circulations or None),
        Meeting.edition(sheet.edition or None),
        Meeting.adopted_at(adopted_at) if adopted_at else Meeting.adopted_where(way.adopted_at),
    )


def item_audience(sheet: MinutesSheet, item: SheetItem) -> Audience:
    """Who may see an item: the strictest of the marks on it and above it, and of the meeting."""
    above = [one for one in sheet.items if item.number.startswith(f"{one.number}.")]
    return strictest(sheet.open_to, *(one.audience for one in (*above, item) if one.audience))


def item_settings(item: SheetItem) -> tuple[Setting, ...]:
    return (
        *((AgendaItem.kind(item.kind),) if item.kind is not ItemKind.TOPIC else ()),
        *details_of(item, AgendaItem),
        AgendaItem.printed_adopted(item.adopts),
    )


def comment_settings(row: CommentRow) -> tuple[Setting, ...]:
    return settings_of(row, Contact.comments, Contact.text, Contact.settled)


def attendee_settings(row: AttendanceRow) -> tuple[Setting, ...]:
    named = settings_of(row, Attendance.title, Attendance.state, Attendance.capacity)
    return (*named, *details_of(row, Attendance))


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


def audience_settings(audience: Audience | None, *, restricted: bool, field: Any) -> tuple[Setting, ...]:
    """A mark for what was left out stays the secretariat's, so that it is a mark again."""
    if restricted:
        return (field(Audience.SECRETARIAT),)
    return (field(audience),) if audience else ()


def ruling_settings(making: NewRecords, ruling: Ruling) -> tuple[Setting, ...]:
    known = {ref: id for ref in ruling.supersedes if (id := making.referred(Decision, ref))}
    unknown = tuple(reference for reference in ruling.supersedes if reference not in known)
    supersedes = (Decision.supersedes(tuple(known.values())), Decision.supersedes_text(unknown))
    return (*details_of(ruling, Decision), *supersedes)


def known_meeting(state: State, sheet: MinutesSheet) -> Meeting | None:
    """The meeting of this reference; or of this body on this day, if its title or any line is the same."""
    named = [found for found in state.by_reference(sheet.reference) if isinstance(found, Meeting)]
    same = [found for found in named if found.date == sheet.date] or named[:1]
    if same:
        return same[0]
    numbered = sheet.reference != by_date(sheet.series, sheet.date)
    that_day = [m for m in state.all(Meeting) if sheet.date and (m.date, m.series) == (sheet.date, sheet.series)]
    candidates = [meeting for meeting in that_day if not (numbered and meeting.reference)]
    titled = [meeting for meeting in candidates if meeting.title == sheet.title]
    return next(iter(titled or [meeting for meeting in candidates if _shares_a_line(state, meeting, sheet)]), None)


def _shares_a_line(state: State, meeting: Meeting, sheet: MinutesSheet) -> bool:
    said = {printed_text(entry.text) for entry in state.linked(Entry, Entry.meeting, meeting.id)}
    return any(line.text in said for line in sheet.lines if line.text)


class SheetRecords:
    """Makes them.

    Attributes:
        making: What is made so far, and edits of what is here.
        register: Organizations and people.
        courses: How actions stood.
        today: The day of the import.
    """

    def __init__(self, state: State, today: date) -> None:
        self._state = state
        self.today = today
        self.making = NewRecords(state)
        self.register = Register(self.making)
        self.courses = ActionHistories(self.register, today)
        self._listed: list[MinutesSheet] = []
        self._sheets: dict[str, MinutesSheet] = {}

    def expect(self, sheets: Sequence[MinutesSheet]) -> None:
        """Meetings that are to come: earlier minutes may name them, as that at which they were adopted.

        What is not adopted says best what organizations are and were; and of that the latest.
        """
        for sheet in sheets:
            self.courses.met(sheet)
        expected = [sheet for sheet in sheets if known_meeting(self._state, sheet) is None]
        for sheet in expected:
            self.making.name(Meeting, sheet.reference, meeting_id(self._state, sheet))
        for sheet in sorted(expected, key=lambda one: one.date or date.min, reverse=True):
            if sheet.minutes_state is not MinutesState.ADOPTED:
                self.know(sheet)

    def know(self, sheet: MinutesSheet) -> None:
        """What the sheet says of organizations, and as what they belong, counts."""
        self._listed.append(sheet)
        know(self.register, sheet)

    def make(self, sheet: MinutesSheet) -> bool:
        """Whether it was not made before, from another form of the same minutes too."""
        id, numbered = meeting_id(self._state, sheet), sheet.reference != by_date(sheet.series, sheet.date)
        twins = ((one.reference, one.date) for one in self._sheets.values()) if numbered else ()
        if id in self._sheets or (sheet.reference, sheet.date) in twins:
            return False
        make_group(self.making, sheet)
        self.know(sheet)
        MeetingMaker(self.register, self.courses, sheet, id).make()
        self._sheets[id] = sheet
        return True

    def write(self) -> Edit:
        """The edit with all of it, and with the editions of what is adopted."""
        self._settle()
        for id, sheet in self._sheets.items():
            if sheet.minutes_state is MinutesState.ADOPTED:
                self._keep_edition(id, sheet)
        return self.making.edit

    def _settle(self) -> None:
        self.courses.flush()
        write_organizations(self.register, self._listed)
        write_standings(self.register, self._listed)
        self._listed.clear()
        if not self._state.all(Meeting) and any(map(_votes, self._sheets.values())):  # the first minutes of a group
            for id in (*(group.id for group in self._state.all(Group)), *self.making.made(Group))[:1]:
                self.making.change(Group, id, Group.votes(True))
        self.making.flush()
        self._keep_sentences()

    def _keep_sentences(self) -> None:
        """What was printed on quorum, where the rule behind it is not known here."""
        said = {id: sheet for id, sheet in self._sheets.items() if sheet.sentence}
        planned = (
            StateAfterChanges(self._state, self.making.edit.done(), list(RECORDS.values())) if said else self._state
        )
        for id, sheet in said.items():
            meeting = planned.get(Meeting, id)
            if meeting and clean(representation(planned, meeting).words(sheet.language)) != sheet.sentence:
                self.making.edit.update(meeting, Meeting.printed_representation(sheet.sentence))

    def _keep_edition(self, id: str, sheet: MinutesSheet) -> None:
        """Adopted minutes say what their file says, whatever other files tell of the same actions and names."""
        alone = _Alone(self._state)
        records = SheetRecords(alone, self.today)
        records.make(sheet)
        records._settle()
        after = StateAfterChanges(alone, records.making.edit.done(), list(RECORDS.values()))
        meeting = after.get(Meeting, id)
        if meeting is not None:
            freeze(self.making.edit, after, alone, meeting, sheet.edition or 1, self.today)


class _Alone(StateOverlay):
    """A group of which nothing is known but its rules."""

    def get(self, kind: type[R], id: str | None) -> R | None:
        return self._state.get(kind, id) if kind is Group else None

    def all(self, kind: type[R]) -> tuple[R, ...]:
        return self._state.all(kind) if kind is Group else ()

    def by_reference(self, reference: str) -> tuple[Record, ...]:  # noqa: ARG002 - nothing carries a reference
        return ()

    def references(self, prefix: str) -> Iterable[str]:  # noqa: ARG002 - likewise
        return ()


def _votes(sheet: MinutesSheet) -> bool:
    """Whether the minutes tell of a vote."""
    rulings = (line.ruling for line in sheet.lines if line.ruling)
    told = ((r.basis is Basis.VOTE, r.votes_for, r.votes_against, r.abstentions) for r in rulings)
    return any(one not in (False, None) for figures in told for one in figures)
