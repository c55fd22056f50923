"""What lists of who came say beyond the fields of their rows: to a meeting at a distance, or to a training."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from ictwg.domain.records import Attendance, Organization, Participant, ParticipantCount, Person
from ictwg.domain.schema import Record, Setting
from ictwg.domain.text import fold
from ictwg.domain.values import THERE, Presence, Sex
from ictwg.imports.doubts import OTHER_PERSON, SAME_PERSON, DoubtKind, Doubts
from ictwg.imports.headings import Column, is_nobody
from ictwg.imports.list_rows import ListRows, RowRead
from ictwg.imports.report import ImportRow, RowState
from ictwg.locales import t
from ictwg.members.duplicates import alike, plain_name
from ictwg.records.csv_format import CsvLine
from ictwg.records.lookup import shown_name
from ictwg.sentences.name_cells import shown_name as typed_name

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
        mail = (one.id for one in self.lookup.state.all(Person) if email and fold(one.email) == fold(email))
        if person := self.names.known.person(row.whole.get(Attendance.name, "")) or next(mail, None):
            said.pop(Attendance.name, None)
            said[Attendance.person] = Attendance.person(person)
            home = next(iter(self.names.known.homes_of([person])), None)
            said.setdefault(Attendance.organization, Attendance.organization(home))
        return tuple(said.values())

    def _read_name(self, row: RowRead, said: str) -> str:
        known = self.names.known
        name, body = typed_name(said, known.organization, known.person, renamed=self._renamed)
        if body and Attendance.organization not in row.cells:
            row.cells[Attendance.organization] = body
        if name:
            row.whole[Attendance.name] = row.cells[Attendance.name] = name
        return name

    def write(self, row: RowRead, there: Record | None, told: tuple[Setting, ...]) -> tuple[RowState, str]:
        """Whoever is there already was there."""
        if not row.id and isinstance(there, Attendance) and there.state in THERE:
            told = tuple(one for one in told if one[0] is not Attendance.state)
        return super().write(row, there, told)


class TrainingRows(ListRows):
    """How many came stands beside the training: men, women, or people where nobody counted them apart."""

    MALE, FEMALE, PEOPLE = "male", "female", "people"
    MORE: ClassVar = {one: one for one in (MALE, FEMALE, PEOPLE)}

    def beside(self, row: RowRead, id: str) -> Iterator[RowState]:
        columns = {self.MALE: Sex.MALE, self.FEMALE: Sex.FEMALE, self.PEOPLE: None}
        said = {sex: text for column, sex in columns.items() if (text := row.take(column))}
        if len(said) > 1:
            said.pop(None, None)  # their sum
        for sex, text in said.items():
            if not text.isdecimal():
                row.lose((ParticipantCount.count, text))
                continue
            key = (ParticipantCount.training(id), ParticipantCount.sex(sex))
            yield self.put(row, key, ParticipantCount.count(int(text)))


class ParticipantRows(ListRows):
    """A participant is somebody of the register, or of the list under another spelling, where they are meant."""

    def take(self, row: RowRead, where: str) -> ImportRow:
        """`(name not legible)` is nobody."""
        if not row.id and is_nobody(name := row.text(Participant.name)):
            row.cells.pop(Participant.name, None)
            return ImportRow(RowState.DOUBTFUL, name or " ".join(row.filled), where, t("importing.no_name"))
        return super().take(row, where)

    def told(self, row: RowRead, there: Record | None) -> tuple[Setting, ...]:
        told = super().told(row, there)
        if there is not None or self.exact(told) is not None:
            return told
        said = dict(told)
        name, home = str(said.get(Participant.name) or ""), str(said.get(Participant.organization) or "") or None
        rest = tuple(Setting(field, raw) for field, raw in told if field is not Participant.name)
        state, words = self.lookup.state, plain_name(name)
        register = self.names.known
        exact = state.get(Person, register.person_of(name, home) or register.person(name))
        there_already = {one.row.get(Participant.person.name) for one in self.there.values()}
        if exact is not None and exact.id in there_already:
            return (*rest, Participant.person(exact.id))
        known = exact or self.names.person_like(name, home)
        if known is not None:
            same = exact is not None and home in (None, known.organization)
            of = self.lookup.name(Organization, known.organization or "")
            beside = " – ".join(filter(None, (name, "" if exact else known.name, of)))
            if (same and home is not None) or self._is_same(row, beside, same=same):
                return (*rest, Participant.person(known.id))
            return told
        for one in self.there.values():
            if alike(plain_name(shown_name(state, one)), words):
                beside = f"{name} – {shown_name(state, one)}"
                homeless = home is None or one.row.get(Participant.organization.name) is None
                if self._is_same(row, beside, same=homeless):
                    keys = self.kind.KEY  # what makes its identity stays as it is there
                    as_there = (Setting(field, one.row.get(field.name)) for field in keys)
                    return (*as_there, *(Setting(field, raw) for field, raw in rest if field not in keys))
        return told

    def _is_same(self, row: RowRead, beside: str, *, same: bool) -> bool:
        """Asked once. Args: same: Whether it is taken for the same person unless somebody says otherwise."""
        word, choices = (Participant.TABLE, fold(beside)), (SAME_PERSON, OTHER_PERSON)
        said = self.ask_once(row, word, DoubtKind.SAME_NAME, beside, *choices, meanwhile=choices[not same])
        return said == SAME_PERSON
