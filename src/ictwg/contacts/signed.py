"""A letter as it was signed: it prints from its edition, and nobody changes it; what is typed later is a proposal."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from ictwg.domain.changes import LIVE, Changes
from ictwg.domain.ids import derived_id
from ictwg.domain.in_language import InLanguage, in_language
from ictwg.domain.records import (
    AddressForm,
    Group,
    Letter,
    LetterAddressee,
    LetterEdition,
    Organization,
    OrganizationName,
    Person,
    Role,
    Translation,
)
from ictwg.domain.schema import Field, R, Record
from ictwg.domain.state import State, StateOverlay
from ictwg.errors import InvalidValueError
from ictwg.locales import t
from ictwg.meetings.editions import Rows, rows_read
from ictwg.records.lookup import shown_name
from ictwg.records.planned_state import StateAfterChanges

LOCKED: frozenset[Field[Any]] = frozenset({
    Letter.kind, Letter.subject, Letter.language, Letter.text, Letter.signatory, Letter.signs_for, Letter.enclosures,
    Letter.answers, Letter.own_numbers,
    LetterAddressee.role, LetterAddressee.organization, LetterAddressee.person, LetterAddressee.name,
    LetterAddressee.office,
})  # fmt: skip
"""What was signed; number, day, scan and delivery stay open."""

PERSON = (Person.name, Person.position, Person.level, Person.sex, Person.form_of_address, Person.organization)
"""What a letter says of somebody."""


def edition_id(state: State, letter: Letter, version: int) -> str:
    """Two who note one signature make one edition."""
    return derived_id(state.db, LetterEdition.TABLE, (letter.id, str(version)))


def edition_of(state: State, letter: Letter) -> LetterEdition | None:
    """The last one; None for a letter that nobody has signed."""
    found = state.linked(LetterEdition, LetterEdition.letter, letter.id) if letter.signed_on is not None else ()
    return max(found, key=lambda one: (one.version or 0, one.id), default=None)


def frozen(state: State, letter: Letter, signing: Changes) -> str:
    """The letter with all that its page says, as one line of JSON: the same from the same records, everywhere."""
    planned = StateAfterChanges(state, signing, (Letter, LetterAddressee))
    rows: dict[str, dict[str, dict[str, Any]]] = {}
    printed = dict.fromkeys(_printed(planned, letter))
    named = (one for one in state.all(Translation) if one.of in {record.id for record in printed})
    for record in (*printed, *named):
        fields = PERSON if isinstance(record, Person) else type(record).fields()
        values = ((field.name, field.raw(record)) for field in fields)
        kept = {name: list(raw) if isinstance(raw, tuple) else raw for name, raw in values if raw not in (None, ())}
        rows.setdefault(record.TABLE, {})[record.id] = kept
    return json.dumps({"letter": letter.id, "rows": rows}, sort_keys=True, separators=(",", ":"))


def _printed(state: State, letter: Letter) -> Iterator[Record]:
    signing = state.get(Letter, letter.id)
    yield from filter(
        None, (signing, state.get(Person, letter.signatory), *state.all(Group)[:1], *state.all(AddressForm))
    )
    for one in state.linked(LetterAddressee, LetterAddressee.letter, letter.id):
        yield one
        yield from filter(None, (state.get(Person, one.person),))
        home = state.get(Organization, one.organization)
        if home is not None:
            yield home
            yield from state.linked(OrganizationName, OrganizationName.organization, home.id)
            for role in state.linked(Role, Role.organization, home.id):
                yield from filter(None, (role, state.get(Person, role.person)))


class Signed(StateOverlay):
    """The `State` of a letter that was signed: what its edition holds, and everything else as it is."""

    def __init__(self, state: State, rows: Rows) -> None:
        super().__init__(state)
        self._rows = rows

    def get(self, kind: type[R], id: str | None) -> R | None:
        row = self._rows.get(kind.TABLE, {}).get(id or "")
        return kind(row) if row is not None else self._state.get(kind, id)

    def all(self, kind: type[R]) -> tuple[R, ...]:
        rows = self._rows.get(kind.TABLE)
        return tuple(map(kind, rows.values())) if rows is not None else self._state.all(kind)


def as_signed(state: State, letter: Letter) -> tuple[State, Letter]:
    """Where the letter prints from, and the letter there: its edition once it is signed, else as it is.

    Its number and day stay open, and are always those of today.
    """
    if isinstance(state, InLanguage):
        signed, said = as_signed(state.whole, state.whole.get(Letter, letter.id) or letter)
        told = in_language(signed, state.language)
        return told, told.get(Letter, letter.id) or said
    edition = edition_of(state, letter)
    rows = rows_read(edition.content) if edition is not None and edition.content else None
    row = rows.get(Letter.TABLE, {}).get(letter.id) if rows is not None else None
    if rows is None or row is None:
        return state, letter
    now = row.over(**{field.name: letter.row.get(field.name) for field in (Letter.number, Letter.signed_on)})
    return Signed(state, {**rows, Letter.TABLE: {letter.id: now}}), Letter(now)


def changed_since(state: State, letter: Letter) -> tuple[Field[Any], ...]:
    """The fields that somebody has changed without knowing of the signature: a proposal for another letter."""
    _, signed = as_signed(state, letter)
    return tuple(field for field in Letter.fields() if field in LOCKED and field.raw(signed) != field.raw(letter))


def guard_signed(state: State, changes: Changes) -> None:
    """Refuses what would change a letter that was signed.

    Raises:
        InvalidValueError: With the way out: another letter, or the signature taken back.
    """
    for write in changes.writes:
        kind = {Letter.TABLE: Letter, LetterAddressee.TABLE: LetterAddressee}.get(write.table)
        field = kind.field(write.field.partition("/")[0]) if kind is not None else None
        if field in LOCKED or (kind is LetterAddressee and write.field == LIVE):
            letter = _letter_of(state, write.table, write.id, changes)
            if letter is not None and letter.signed_on is not None:
                raise InvalidValueError(t("letters.locked", letter=shown_name(state, letter)), t("letters.locked.hint"))


def _letter_of(state: State, table: str, id: str, changes: Changes) -> Letter | None:
    """The letter as it is on record that a write belongs to; None of one that is only now written."""
    if table == Letter.TABLE:
        return state.get(Letter, id)
    addressee = StateAfterChanges(state, changes, (LetterAddressee,)).get(LetterAddressee, id) or state.get(
        LetterAddressee, id
    )
    return state.get(Letter, addressee.letter) if addressee is not None else None
