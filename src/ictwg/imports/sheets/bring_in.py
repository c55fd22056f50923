"""Our own minutes brought back in, in any form: new meetings whole, known ones where somebody edited the copy.

> A copy as we wrote it tells nothing new to the meeting that it came from. Of one that somebody edited each difference
> is asked; no field is emptied because the copy does not say it, and into adopted minutes it goes as a correction.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from ictwg.domain.access import RANK
from ictwg.domain.changes import Changes, Edit
from ictwg.domain.records import Entry, Group, Meeting
from ictwg.domain.representation import representation
from ictwg.domain.schema import RECORDS, R, Record
from ictwg.domain.state import OverAnother, State
from ictwg.domain.text import clean
from ictwg.domain.values import Audience, Basis, MinutesState
from ictwg.imports.doubts import DoubtKind, Doubts
from ictwg.imports.new_records import NewRecords, Register
from ictwg.imports.report import NOTHING_CHOSEN, Chosen, ImportPlan, ImportRow, RowState
from ictwg.imports.sheets.action_courses import Courses
from ictwg.imports.sheets.copies import OwnCopy, OwnFile, read_copy
from ictwg.imports.sheets.differences import STAGES, Differences
from ictwg.imports.sheets.meetings import SOURCE, MeetingMaker, by_date, make_group, meeting_id
from ictwg.imports.sheets.organizations import know, write_organizations, write_standings
from ictwg.minutes.approval import freeze
from ictwg.minutes.printed.sheet import MinutesSheet, printed_text
from ictwg.records.planned_state import Planned


def bring_in_files(state: State, files: Iterable[OwnFile], today: date, chosen: Chosen = NOTHING_CHOSEN) -> ImportPlan:
    """The plan for these files: one change, one undo; nothing is written until it is committed."""
    records, rows, kept = SheetRecords(state, today), list[ImportRow](), Changes("verbs.imported")
    copies = (read_copy(state, file, today, known_meeting) for file in files)
    read = sorted((copy for copy in copies if copy is not None), key=_in_order)
    records.expect([copy.sheet for copy in read])
    for copy in read:
        if copy.meeting is not None:
            row, more = _compare(records, copy, copy.meeting, chosen)
            kept = kept.and_then(more)
        else:
            new = RowState.NEW if records.make(copy.sheet) else RowState.SAME
            row = ImportRow(new, copy.sheet.reference, copy.path, left_over=copy.notes if new is RowState.NEW else ())
        rows.append(row)
    subject = ", ".join(dict.fromkeys(copy.sheet.reference for copy in read))
    changes = records.write().done().and_then(kept).told_by(Meeting)
    known = ((Meeting.TABLE, copy.meeting.id) for copy in read if copy.meeting is not None)
    about = tuple(dict.fromkeys((*changes.about, *known))) if changes else ()
    return ImportPlan(tuple(rows), changes._replace(subject=subject, about=about))


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


def _compare(records: SheetRecords, copy: OwnCopy, meeting: Meeting, chosen: Chosen) -> tuple[ImportRow, Changes]:
    """What differs, each with a choice; of markdown what is read is taken unless somebody says otherwise."""
    row = ImportRow(RowState.SAME, copy.sheet.reference, copy.path, left_over=copy.notes)
    nothing = Changes("verbs.imported")
    if copy.here is None:
        return row._replace(state=RowState.DOUBTFUL, why=copy.why), nothing
    if not (copy.edited or _tells_more(copy.sheet, meeting)) or copy.is_same:
        return row, nothing
    doubts = Doubts(chosen.get(copy.path, {}))
    asked = copy.asked(records.making.state, records.today, meeting, doubts)
    changed = Differences(records, asked, copy.here, copy).take_over()
    copy.ask_rest(asked)
    told = doubts.found()
    asks = any(one.kind is not DoubtKind.WHOSE_COPY for one in told)
    state = RowState.UPDATED if changed or asked.kept else RowState.DOUBTFUL if asks else RowState.SAME
    return row._replace(state=state, doubts=told if asks else (), written=tuple(asked.taken)), asked.kept


def _tells_more(sheet: MinutesSheet, meeting: Meeting) -> bool:
    """A later stage than here; or what was brought in here was for an audience that was told less."""
    if STAGES.index(sheet.minutes_state) > STAGES.index(meeting.minutes_state):
        return True
    brought = meeting.source.removeprefix(SOURCE)
    return brought in set(Audience) and RANK[Audience(brought)] < RANK[sheet.audience]


def _in_order(copy: OwnCopy) -> tuple[str, str, int, int, int]:
    """By date; of several files of one meeting the one that tells most comes first, and of those the latest."""
    sheet = copy.sheet
    stage = STAGES.index(sheet.minutes_state)
    return (str(sheet.date or ""), sheet.reference, -RANK[sheet.audience], -stage, -sheet.edition)


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
        self.courses = Courses(self.register, today)
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
        planned = Planned(self._state, self.making.edit.done(), list(RECORDS.values())) if said else self._state
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
        after = Planned(alone, records.making.edit.done(), list(RECORDS.values()))
        meeting = after.get(Meeting, id)
        if meeting is not None:
            freeze(self.making.edit, after, alone, meeting, sheet.edition or 1, self.today)


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
