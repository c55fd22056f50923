"""Who came, as the programs for meetings at a distance list it: each time that somebody joined is a row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from ictwg.domain.records import Attendance, Person
from ictwg.domain.schema import Record, Setting
from ictwg.domain.text import fold
from ictwg.domain.values import THERE, Presence
from ictwg.imports.doubts import Doubts
from ictwg.imports.headings import Column
from ictwg.imports.list_rows import ListRows, RowRead
from ictwg.imports.report import ImportRow, RowState
from ictwg.records.csv_format import CsvLine
from ictwg.sentences.name_cells import shown_name

JOINED, LEFT, DURATION, EMAIL, ROLE = TIMES = "joined", "left", "duration", "email", "role"


class AttendanceRows(ListRows):
    MORE: ClassVar = {one: one for one in TIMES}
    SEVERAL: ClassVar = TIMES

    _renamed = False
    """Whether the heading says that a name in brackets is the one before: `Name (Original Name)`."""

    def ask_columns(
        self, asked: Doubts, head: CsvLine, columns: Sequence[Column | None], below: Sequence[CsvLine]
    ) -> list[Column | None]:
        named = (cell for cell, one in zip(head.cells, columns, strict=False) if one is Attendance.name)
        self._renamed = "(" in "".join(named)
        return super().ask_columns(asked, head, columns, below)

    def take(self, row: RowRead, where: str) -> ImportRow:
        """`3. In-Meeting Activities` is nobody, nor is a telephone of which no name is told."""
        if len(row.filled) == 1 and row.filled[0][0].isdigit():
            return row.row(RowState.SAME, row.filled[0], where)
        said = row.text(Attendance.name)
        if said and not row.id and not self._read_name(row, said):
            row.lose((Attendance.name, said))
            return row.row(RowState.DOUBTFUL, said, where)
        return super().take(row, where)

    def told(self, row: RowRead, there: Record | None) -> tuple[Setting, ...]:
        if row.id:
            return super().told(row, there)
        email = row.take(EMAIL)
        for column in TIMES:
            row.whole.pop(column, None)
            row.cells.pop(column, None)
        said = {setting[0]: setting for setting in super().told(row, None)}
        said.setdefault(Attendance.state, Attendance.state(Presence.REMOTE))
        if person := self._person(row.whole.get(Attendance.name, ""), email):
            said.pop(Attendance.name, None)
            said[Attendance.person] = Attendance.person(person)
            home = next(iter(self.names.known.homes_of([person])), None)
            said.setdefault(Attendance.organization, Attendance.organization(home))
        return tuple(said.values())

    def _read_name(self, row: RowRead, said: str) -> str:
        known = self.names.known
        name, body = shown_name(said, known.organization, known.person, renamed=self._renamed)
        if body and Attendance.organization not in row.cells:
            row.cells[Attendance.organization] = body
        if name:
            row.whole[Attendance.name] = row.cells[Attendance.name] = name
        return name

    def _person(self, name: str, email: str) -> str | None:
        mail = (one.id for one in self.lookup.state.all(Person) if email and fold(one.email) == fold(email))
        return self.names.known.person(name) or next(mail, None)

    def write(self, row: RowRead, there: Record | None, told: tuple[Setting, ...]) -> tuple[RowState, str]:
        """Whoever is there already was there."""
        if not row.id and isinstance(there, Attendance) and there.state in THERE:
            told = tuple(one for one in told if one[0] is not Attendance.state)
        return super().write(row, there, told)
