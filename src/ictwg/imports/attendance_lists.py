"""Who came, as the programs for meetings at a distance list it: each time that somebody joined is a row."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from ictwg.domain.records import Attendance, Person
from ictwg.domain.text import fold
from ictwg.domain.values import THERE, Presence
from ictwg.imports.headings import plain_key
from ictwg.imports.list_rows import ListRows
from ictwg.imports.report import RowState
from ictwg.records.reference_data import load_import_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ictwg.domain.schema import Record, Setting
    from ictwg.imports.doubts import Doubts
    from ictwg.imports.headings import Column
    from ictwg.imports.list_rows import RowRead
    from ictwg.imports.report import ImportRow
    from ictwg.records.csv_format import CsvLine

JOINED, LEFT, DURATION, EMAIL, ROLE = TIMES = "joined", "left", "duration", "email", "role"
_BRACKET = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*")
_APART = re.compile(r"\s+[-–—]\s+|\s*[|_]\s*|\s*,\s+")


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
        """`Ana Costa (MoJ)`, `MoJ - Ana Costa`, `Ana Costa (Guest)`; who changed a name may have both.

        Without brackets a body is one only where it is known; of two names the one on record is meant, or the new one.
        """
        known, inside = self.names.known, [one for one in _BRACKET.findall(said) if not _is_remark(one)]
        bodies = [one for one in inside if known.organization(one) or not (self._renamed or known.person(one))]
        names = [_BRACKET.sub(" ", said).strip(), *(one for one in inside if one not in bodies)]
        for parts in (_APART.split(name) for name in names):
            bodies += [one for one in parts if known.organization(one)]
        names = [" ".join(one for one in _APART.split(name) if one not in bodies) for name in names]
        named = [one for one in names if one and not _is_device(one)]
        name = next(filter(known.person, named), next(iter(named), ""))
        if bodies and Attendance.organization not in row.cells:
            row.cells[Attendance.organization] = bodies[0]
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


def _is_remark(text: str) -> bool:
    """What the program says beside a name: `Guest`, `Host, me`."""
    words = {*map(plain_key, load_import_words("members")["beside_names"])}
    return {*map(plain_key, re.split(r"[,/]", text))} <= words


def _is_device(text: str) -> bool:
    """`Redmi Note 8`, `Zoom user`, a number; with whose it is, too: `iPhone de Ana`."""
    words = load_import_words("members")["devices"]
    return not any(map(str.isalpha, text)) or not {*re.findall(r"[^\W\d]+", fold(text))}.isdisjoint(words)
