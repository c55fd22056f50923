"""The records of whole meetings from their sheets: all sheets of an import together, in whatever order they come."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ictwg.domain.records import Group, Meeting
from ictwg.domain.representation import representation
from ictwg.domain.schema import RECORDS
from ictwg.domain.state import OverAnother
from ictwg.domain.text import clean
from ictwg.domain.values import Basis, MinutesState
from ictwg.imports.names import Register
from ictwg.imports.new_records import NewRecords
from ictwg.imports.sheets.action_courses import Courses
from ictwg.imports.sheets.meetings import MeetingMaker, make_group, meeting_id
from ictwg.imports.sheets.organizations import know, write_organizations, write_standings
from ictwg.minutes.approval import freeze
from ictwg.records.planned_state import Planned

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ictwg.domain.changes import Edit
    from ictwg.domain.schema import Record
    from ictwg.domain.state import R, State
    from ictwg.minutes.printed.sheet import MinutesSheet


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
