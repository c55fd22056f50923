"""Our own exported minutes brought back in: new meetings whole, known ones where somebody edited the file.

> A file as we wrote it tells nothing new to the meeting that it came from. One that somebody edited changes what
> differs; nothing that is missing in it is taken away, no field is emptied, and adopted minutes stay as they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ictwg.domain.access import RANK
from ictwg.domain.records import Entry, Meeting
from ictwg.domain.values import Audience, MinutesState
from ictwg.errors import InvalidValueError
from ictwg.imports.own_minutes.reading import read_own, unread_lines
from ictwg.imports.report import ImportPlan, ImportRow, RowState
from ictwg.imports.sheets.action_courses import SOURCE, Courses
from ictwg.imports.sheets.differences import Differences
from ictwg.imports.sheets.meetings import by_date
from ictwg.imports.sheets.sheet_records import SheetRecords
from ictwg.locales import t
from ictwg.minutes.printed.making import minutes_sheet
from ictwg.minutes.printed.markdown import is_unedited
from ictwg.minutes.printed.sheet import printed_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from ictwg.domain.changes import Changes
    from ictwg.domain.state import State
    from ictwg.minutes.printed.sheet import MinutesSheet


STAGES = tuple(MinutesState)


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
