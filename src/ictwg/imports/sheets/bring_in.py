"""Our own exported minutes brought back in: new meetings whole, known ones where somebody edited the file.

> A file as we wrote it tells nothing new to the meeting that it came from. One that somebody edited changes what
> differs; nothing that is missing in it is taken away, no field is emptied, and adopted minutes stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from ictwg.domain.access import RANK
from ictwg.domain.changes import Changes, Edit
from ictwg.domain.records import Entry, Group, Meeting
from ictwg.domain.representation import representation
from ictwg.domain.schema import RECORDS, R, Record
from ictwg.domain.state import OverAnother, State
from ictwg.domain.text import clean
from ictwg.domain.values import Audience, Basis, MinutesState
from ictwg.errors import InvalidValueError
from ictwg.imports.names import Register
from ictwg.imports.new_records import NewRecords
from ictwg.imports.own_minutes.reading import read_own, unread_lines
from ictwg.imports.report import ImportPlan, ImportRow, RowState
from ictwg.imports.sheets.action_courses import Courses
from ictwg.imports.sheets.differences import STAGES, Differences
from ictwg.imports.sheets.meetings import SOURCE, MeetingMaker, by_date, make_group, meeting_id
from ictwg.imports.sheets.organizations import know, write_organizations, write_standings
from ictwg.locales import t
from ictwg.minutes.approval import freeze
from ictwg.minutes.printed.making import minutes_sheet
from ictwg.minutes.printed.sheet import MinutesSheet, printed_text
from ictwg.papers.markdown import is_unedited
from ictwg.records.planned_state import Planned


class OwnFile(NamedTuple):
    """A file that `ictwg.imports.own_minutes.reading.is_own` recognised."""

    path: str
    text: str


def bring_in_files(state: State, files: Iterable[OwnFile], today: date) -> ImportPlan:
    """The plan for these files: one change, one undo; nothing is written until it is committed."""
    bringing = _SheetImport(state, today)
    read = sorted(((read_own(file.text), file) for file in files), key=_in_order)
    bringing.expect(sheet for sheet, _ in read)
    rows = [row for sheet, file in read for row in bringing.take(sheet, file)]
    subject = ", ".join(dict.fromkeys(sheet.reference for sheet, _ in read))
    return ImportPlan(tuple(rows), bringing.done()._replace(subject=subject).told_by(Meeting))


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


class _SheetImport:
    def __init__(self, state: State, today: date) -> None:
        self._state = state
        self._today = today
        self._records = SheetRecords(state, today)

    def expect(self, sheets: Iterable[MinutesSheet]) -> None:
        expected = list(sheets)
        for sheet in expected:
            self._records.courses.met(sheet)
        self._records.expect(sheet for sheet in expected if known_meeting(self._state, sheet) is None)

    def done(self) -> Changes:
        return self._records.write().done()

    def take(self, sheet: MinutesSheet, file: OwnFile) -> list[ImportRow]:
        edited = not is_unedited(file.text)
        rows = self.take_sheet(sheet, file.path, edited=edited)
        unread = unread_lines(file.text) if edited else ()
        whys = (t("minutes.brought.unread", text=line) for line in unread)
        return rows + [_row(RowState.DOUBTFUL, sheet, file.path, why) for why in whys]

    def take_sheet(self, sheet: MinutesSheet, where: str, *, edited: bool) -> list[ImportRow]:
        meeting = known_meeting(self._state, sheet)
        if meeting is not None:
            return self._compare(sheet, meeting, where, edited=edited)
        if self._records.has(sheet):
            return [_row(RowState.SAME, sheet, where)]
        self._records.make(sheet)
        return [_row(RowState.NEW, sheet, where)]

    def _compare(self, sheet: MinutesSheet, meeting: Meeting, where: str, *, edited: bool) -> list[ImportRow]:
        try:
            here = minutes_sheet(self._state, meeting, sheet.audience, self._today, sheet.language)
        except InvalidValueError as refused:
            return [_row(RowState.DOUBTFUL, sheet, where, refused.message)]
        if here == sheet or not (edited or _tells_more(sheet, meeting)):
            return [_row(RowState.SAME, sheet, where)]
        if meeting.minutes_state is MinutesState.ADOPTED:
            return [_row(RowState.DOUBTFUL, sheet, where, t("minutes.brought.adopted", meeting=sheet.reference))]
        courses = Courses(self._records.register, self._today)
        differences = Differences(self._records, courses, meeting, here, sheet)
        changed = differences.take_over()
        missing = (t("minutes.brought.missing", text=text) for text in differences.missing)
        doubts = [_row(RowState.DOUBTFUL, sheet, where, why) for why in missing]
        return [_row(RowState.UPDATED if changed else RowState.SAME, sheet, where), *doubts]


def _tells_more(sheet: MinutesSheet, meeting: Meeting) -> bool:
    """A later stage than here; or what was brought in here was for an audience that was told less."""
    if STAGES.index(sheet.minutes_state) > STAGES.index(meeting.minutes_state):
        return True
    brought = meeting.source.removeprefix(SOURCE)
    return brought in set(Audience) and RANK[Audience(brought)] < RANK[sheet.audience]


def _row(state: RowState, sheet: MinutesSheet, where: str, why: str = "") -> ImportRow:
    return ImportRow(state, sheet.reference, where, why)


def _in_order(read: tuple[MinutesSheet, OwnFile]) -> tuple[str, str, int, int, int]:
    """By date; of several files of one meeting the one that tells most comes first, and of those the latest."""
    sheet, _ = read
    stage = STAGES.index(sheet.minutes_state)
    return (str(sheet.date or ""), sheet.reference, -RANK[sheet.audience], -stage, -sheet.edition)


class SheetRecords:
    """Makes them.

    Attributes:
        making: What is made so far, and edits of what is here.
        register: Organizations and people.
        courses: How actions stood.
    """

    def __init__(self, state: State, today: date) -> None:
        self._state = state
        self._today = today
        self.making = NewRecords(state)
        self.register = Register(self.making)
        self.courses = Courses(self.register, today)
        self._listed: list[MinutesSheet] = []
        self._sheets: dict[str, MinutesSheet] = {}

    def expect(self, sheets: Iterable[MinutesSheet]) -> None:
        """Meetings that are to come: earlier minutes may name them, as that at which they were adopted.

        What is not adopted says best what organizations are and were; and of that the latest.
        """
        expected = list(sheets)
        for sheet in expected:
            self.making.name(Meeting, sheet.reference, meeting_id(self._state, sheet))
        for sheet in sorted(expected, key=lambda one: one.date or date.min, reverse=True):
            if sheet.minutes_state is not MinutesState.ADOPTED:
                self.know(sheet)

    def know(self, sheet: MinutesSheet) -> None:
        """What the sheet says of organizations, and as what they belong, counts."""
        self._listed.append(sheet)
        know(self.register, sheet)

    def has(self, sheet: MinutesSheet) -> bool:
        return meeting_id(self._state, sheet) in self._sheets

    def make(self, sheet: MinutesSheet) -> None:
        make_group(self.making, sheet)
        self.know(sheet)
        id = meeting_id(self._state, sheet)
        MeetingMaker(self.register, self.courses, sheet, id).make()
        self._sheets[id] = sheet

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
        if not self._state.all(Meeting) and any(map(_votes, self._sheets.values())):
            self._allow_votes()
        self.making.flush()
        self._keep_sentences()

    def _allow_votes(self) -> None:
        """The first minutes of a group tell votes: it does vote."""
        for id in (*(group.id for group in self._state.all(Group)), *self.making.made(Group))[:1]:
            self.making.change(Group, id, Group.votes(True))

    def _keep_sentences(self) -> None:
        """What was printed on quorum, where the rule behind it is not known here."""
        said = {id: sheet for id, sheet in self._sheets.items() if sheet.sentence}
        planned = Planned(self._state, self.making.edit.done(), list(RECORDS.values())) if said else self._state
        for id, sheet in said.items():
            meeting = planned.get(Meeting, id)
            if meeting and clean(representation(planned, meeting).words(sheet.language)) != sheet.sentence:
                self.making.edit.update(meeting, Meeting.printed_representation(sheet.sentence))

    def _keep_edition(self, id: str, sheet: MinutesSheet) -> None:
        """Adopted minutes say what their file says, whatever other files tell of the same actions and names."""
        alone = _Alone(self._state)
        records = SheetRecords(alone, self._today)
        records.make(sheet)
        records._settle()
        after = Planned(alone, records.making.edit.done(), list(RECORDS.values()))
        meeting = after.get(Meeting, id)
        if meeting is not None:
            freeze(self.making.edit, after, alone, meeting, sheet.edition or 1, self._today)


class _Alone(OverAnother):
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
