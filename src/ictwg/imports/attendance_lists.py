"""Who came, as the programs for meetings at a distance list it: each time that somebody joined is a row."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from ictwg.domain.records import Attendance, Person
from ictwg.domain.text import fold
from ictwg.domain.values import THERE, Presence
from ictwg.imports.list_rows import ListRows
from ictwg.imports.report import RowState

if TYPE_CHECKING:
    from ictwg.domain.schema import Record, Setting
    from ictwg.imports.list_rows import RowRead
    from ictwg.imports.report import ImportRow

JOINED, LEFT, DURATION, EMAIL, ROLE = TIMES = "joined", "left", "duration", "email", "role"
_WITH_BODY = re.compile(r"(?P<name>.+?)\s*(?:\((?P<body>[^()]+)\)|\s[-–|]\s*(?P<other>.+))")


class AttendanceRows(ListRows):
    MORE: ClassVar = {one: one for one in TIMES}

    def take(self, row: RowRead, where: str) -> ImportRow:
        """`3. In-Meeting Activities` is nobody."""
        if len(row.filled) == 1 and row.filled[0][0].isdigit():
            return row.row(RowState.SAME, row.filled[0], where)
        return super().take(row, where)

    def told(self, row: RowRead, there: Record | None) -> tuple[Setting, ...]:
        if row.id:
            return super().told(row, there)
        email = row.take(EMAIL)
        for column in TIMES:
            row.whole.pop(column, None)
            row.cells.pop(column, None)
        self._name_bodies(row)
        said = {setting[0]: setting for setting in super().told(row, None)}
        said.setdefault(Attendance.state, Attendance.state(Presence.REMOTE))
        if person := self._person(row.whole.get(Attendance.name, ""), email):
            said.pop(Attendance.name, None)
            said[Attendance.person] = Attendance.person(person)
            home = next(iter(self.names.known.homes_of([person])), None)
            said.setdefault(Attendance.organization, Attendance.organization(home))
        return tuple(said.values())

    def _name_bodies(self, row: RowRead) -> None:
        """`Ana Costa (MoJ)`, where that is known."""
        found = _WITH_BODY.fullmatch(row.cells.get(Attendance.name, "").strip())
        body = found and self.names.known.organization(found["body"] or found["other"])
        if found and body and Attendance.organization not in row.cells:
            row.whole[Attendance.name] = row.cells[Attendance.name] = found["name"]
            row.cells[Attendance.organization] = found["body"] or found["other"]

    def _person(self, name: str, email: str) -> str | None:
        mail = (one.id for one in self.lookup.state.all(Person) if email and fold(one.email) == fold(email))
        return self.names.known.person(name) or next(mail, None)

    def write(self, row: RowRead, there: Record | None, told: tuple[Setting, ...]) -> tuple[RowState, str]:
        """Whoever is there already was there."""
        if not row.id and isinstance(there, Attendance) and there.state in THERE:
            told = tuple(one for one in told if one[0] is not Attendance.state)
        return super().write(row, there, told)
