"""What lists of trainings and of their participants say beyond the fields of their rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ictwg.domain.records import Organization, Participant, ParticipantCount, Person
from ictwg.domain.schema import Setting
from ictwg.domain.values import Sex
from ictwg.imports.doubts import OTHER_PERSON, SAME_PERSON, DoubtKind
from ictwg.imports.list_rows import ListRows
from ictwg.members.duplicates import alike, plain_name
from ictwg.records.lookup import shown_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ictwg.domain.schema import Record
    from ictwg.imports.list_rows import RowRead
    from ictwg.imports.report import RowState


class TrainingRows(ListRows):
    """How many came stands beside the training: men, women, or people where nobody counted them apart."""

    MALE, FEMALE, PEOPLE = "male", "female", "people"
    MORE: ClassVar = (MALE, FEMALE, PEOPLE)

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

    def told(self, row: RowRead, there: Record | None) -> tuple[Setting, ...]:
        told = super().told(row, there)
        return self._with_person(told, row) if there is None else told

    def _with_person(self, told: tuple[Setting, ...], row: RowRead) -> tuple[Setting, ...]:
        """Somebody of the register, or who is on the list under another spelling, where they are meant."""
        said = dict(told)
        name, home = str(said.get(Participant.name) or ""), str(said.get(Participant.organization) or "") or None
        rest = tuple(Setting(field, raw) for field, raw in told if field is not Participant.name)
        state, words = self.lookup.state, plain_name(name)
        if self.exact(told) is not None:
            return told
        register = self.names.known
        known = state.get(Person, register.person_of(name, home) or register.person(name))
        if known is not None and any(one.row.get(Participant.person.name) == known.id for one in self.there.values()):
            return (*rest, Participant.person(known.id))
        if known is not None:
            same = (SAME_PERSON, OTHER_PERSON) if home in (None, known.organization) else (OTHER_PERSON, SAME_PERSON)
            beside = f"{name} – {self.lookup.name(Organization, known.organization)}" if known.organization else name
            sure = same[0] == SAME_PERSON and home is not None
            if sure or row.ask(DoubtKind.SAME_NAME, beside, *same) == SAME_PERSON:
                return (*rest, Participant.person(known.id))
            return told
        for one in self.there.values():
            if alike(plain_name(shown_name(state, one)), words):
                beside = f"{name} – {shown_name(state, one)}"
                homeless = home is None or one.row.get(Participant.organization.name) is None
                order = (SAME_PERSON, OTHER_PERSON) if homeless else (OTHER_PERSON, SAME_PERSON)
                if row.ask(DoubtKind.SAME_NAME, beside, *order) == SAME_PERSON:
                    return self._as_is(one, rest)
        return told

    def _as_is(self, there: Record, rest: tuple[Setting, ...]) -> tuple[Setting, ...]:
        """The row of the list that is meant: what makes its identity stays as it is there."""
        keys = self.kind.KEY
        as_there = (Setting(field, there.row.get(field.name)) for field in keys)
        return (*as_there, *(Setting(field, raw) for field, raw in rest if field not in keys))
