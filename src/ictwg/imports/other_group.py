"""Another group's file: two colleagues have both pressed "start a group", and one of the two files must live on.

Its records are matched with ours by name and date, as with any import: what is here is filled where it was empty and
never replaced; what is not here is added, under an id that every computer derives alike, so that the same file brings
nothing new a second time.

What would be said anew in minutes that are adopted here is left out and named as doubtful (`_adopted_here`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from ictwg.domain.changes import Edit
from ictwg.domain.ids import derived_id
from ictwg.domain.merged_duplicates import survivor_of
from ictwg.domain.records import (
    Action,
    Attendance,
    Correction,
    Decision,
    Edition,
    Group,
    Meeting,
    Organization,
    Person,
    Series,
)
from ictwg.domain.references import ReferenceNumbers, parse_reference
from ictwg.domain.schema import Field, R, Raw, Record, Setting, declared, same_by
from ictwg.domain.state import Records, State
from ictwg.domain.text import fold
from ictwg.imports.new_records import NewRecords
from ictwg.imports.report import ImportPlan, ImportRow, RowState
from ictwg.locales import t
from ictwg.meetings.editions import edition_of
from ictwg.minutes.approval import FrozenMinutesError, guard_adopted
from ictwg.minutes.freezing import GUARDED
from ictwg.records.lookup import beside_name, kind_words, short_name
from ictwg.records.rules import broken_rule

Settings = dict[str, Raw | tuple[str, ...]]
Signature = tuple[str, ...]
_ID = re.compile(r"\b[0-7][0-9A-HJKMNP-TV-Z]{25}\b")
EVERY = 500
"""Records between two words on how far it is."""
OF_MINUTES = (*GUARDED, Correction)
"""None of these is added; what another group corrected, it corrected in its own edition."""


def import_group(
    state: State, theirs: Records, db: str, where: str, today: date, tell: Callable[[int], None] | None = None
) -> ImportPlan:
    """The plan for another group's file; nothing is written until its changes are committed.

    Args:
        state: Our group.
        theirs: The records of the other file.
        db: The other group's identity.
        where: The file, for the report.
        today: For the year of a number where a record has none.
        tell: Called now and then with how many records were compared; may raise to stop it.
    """
    bringing = _GroupImport(state, db, where, today)
    records = (record for kind in _compared() for record in _parents_first(theirs.all(kind)))
    for count, record in enumerate(records):
        if tell is not None and count % EVERY == 0:
            tell(count)
        if why := broken_rule(theirs, record):
            bringing.refuse(record, why)
        else:
            bringing.take(record)
    brought = sum(row.brings for row in bringing.rows)
    subject = t("importing.other_group", count=brought)
    changes = bringing.making.done(subject)
    return ImportPlan(tuple(bringing.rows), changes._replace(about=changes.places))


def _compared() -> Iterator[type[Record]]:
    """The bodies, then each type after those that it links to; of the settings of the group ours stay."""
    placed: set[type[Record]] = {Group}

    def with_links(kind: type[Record]) -> Iterator[type[Record]]:
        if kind not in placed:
            placed.add(kind)
            links: Iterator[Any] = (field for field in kind.fields() if hasattr(field, "target"))
            for link in links:
                yield from with_links(link.target())
            yield kind

    kinds: tuple[type[Record], ...] = (Series, *declared())
    for kind in kinds:
        yield from with_links(kind)


def _is_told(kind: type[Record]) -> bool:
    """Whether a person reads it in the preview; what hangs on these goes with them."""
    return bool(kind.AREA) or kind is Series


def _parents_first(records: Iterable[R]) -> Iterator[R]:
    """An item before those under it, however deep a file has them; of a circle, one of it first."""
    found = tuple(records)
    waiting = {record.id: record for record in found}
    for record in found:
        line: list[R] = []
        above = waiting.pop(record.id, None)
        while above is not None:
            line.append(above)
            above = waiting.pop(str(above.row.get("parent")), None)
        yield from reversed(line)


class _GroupImport:
    def __init__(self, state: State, db: str, where: str, today: date) -> None:
        self._state = state
        self._db = db
        self._where = where
        self._today = today
        self._numbers = ReferenceNumbers(state)
        self._ids: dict[str, str] = {}
        self._known: dict[type[Record], dict[Signature, Record | None]] = {}
        self._changed: set[str] = set()
        self._left_out: set[str] = set()
        self._names: dict[str, str] = {}
        self._staged: set[str] = set()
        """Our meetings that take from theirs where the minutes stand."""
        self.making = NewRecords(state)
        self.rows: list[ImportRow] = []

    def take(self, record: Record) -> None:
        kind = type(record)
        said = self._mapped(record)
        new_id = derived_id(self._state.db, kind.TABLE, ("group", self._db, record.id))
        ours = self._state.get(kind, survivor_of(self._state, kind, new_id)) or self._same_here(kind, said)
        if ours is None and self._goes_with_left_out(record, said):
            return
        if ours is None and (meeting := _adopted_here(self._state, kind, str(said.get("meeting")))) is not None:
            self.refuse(record, t("importing.adopted", meeting=short_name(meeting)))
            return
        self._ids[record.id] = ours.id if ours is not None else new_id
        state, why = self._add(record, new_id, said) if ours is None else self._fill(ours, said)
        if _is_told(kind) or state is RowState.DOUBTFUL:
            self.rows.append(ImportRow(state, self._told(record), self._where, why))

    def _goes_with_left_out(self, record: Record, said: Settings) -> bool:
        """What hangs on a decision that was left out; and an edition by which ours were not adopted."""
        if isinstance(record, Edition):
            here = self._state.get(Meeting, str(said.get(Edition.meeting.name)))
            return here is not None and here.id not in self._staged
        above = same_by(type(record))[:1]
        return any(str(record.row.get(field.name)) in self._left_out for field in above)

    def refuse(self, record: Record, why: str) -> None:
        """It stays out, with what hangs on it."""
        self._left_out.add(record.id)
        self.rows.append(ImportRow(RowState.DOUBTFUL, self._told(record), self._where, why))

    def _told(self, record: Record) -> str:
        """How the preview names it; what is not told otherwise says what it is, a line of a roll who it was."""
        told = [short_name(record), beside_name(record)]
        if not _is_told(type(record)):
            told.insert(0, kind_words(record))
        if isinstance(record, Attendance):
            told += [self._names.get(id or "", "") for id in (record.person, record.organization)]
        if isinstance(record, Organization | Person):
            self._names[record.id] = told[0]
        return " · ".join(filter(None, told))

    def _mapped(self, record: Record) -> Settings:
        """Its fields with links to our records; a link to what did not come along is left out."""
        said: Settings = {}
        for field in type(record).fields():
            linked = hasattr(field, "target")
            if field.is_set:
                elements = record.row.elements(field.name)
                said[field.name] = tuple(self._ids[e] for e in elements if e in self._ids) if linked else elements
            elif (raw := record.row.get(field.name)) is not None and (not linked or str(raw) in self._ids):
                said[field.name] = self._ids[str(raw)] if linked else self._ours(field, raw)
        return said

    def _ours(self, field: Field[Any], raw: Raw) -> Raw:
        """What adopted minutes are printed from names their records by their ids, as a link does."""
        if field.kind != Edition.content.kind or not isinstance(raw, str):
            return raw
        return _ID.sub(lambda found: self._ids.get(found[0], found[0]), raw)

    def _same_here(self, kind: type[Record], said: Settings) -> Record | None:
        if kind not in self._known:
            self._known[kind] = {}
            for record in self._state.all(kind):
                values = {field.name: record.row.get(field.name) for field in kind.fields() if not field.is_set}
                sets = {field.name: record.row.elements(field.name) for field in kind.fields() if field.is_set}
                for signature in self._signatures(kind, {**values, **sets}):
                    taken = self._known[kind].get(signature)
                    # Two of ours that answer to the same: nobody can say which is meant, so it is neither.
                    self._known[kind][signature] = record if taken is None or taken.id == record.id else None
        taken_meetings = {*self._ids.values()} if kind is Meeting else set()  # two of theirs are never one of ours
        found = (self._known[kind].get(signature) for signature in self._signatures(kind, said))
        return next((one for one in found if one is not None and one.id not in taken_meetings), None)

    def _signatures(self, kind: type[Record], said: Settings) -> Iterator[Signature]:
        if kind is Organization:
            names = (said.get("acronym"), said.get("name"), *(said.get("aliases") or ()))  # type: ignore[misc]
            yield from ((fold(str(name)),) for name in names if name)
            return
        for alias in said.get("aliases") or () if kind is Person else ():  # type: ignore[union-attr]
            yield (fold(str(alias)), fold(str(said.get(Person.organization.name) or "")))
        yield tuple(fold(str(said.get(field.name) or "")) for field in same_by(kind))
        if kind is Meeting:  # the only one of its body on that day, whatever each calls it
            yield (str(said.get(Meeting.series.name) or ""), str(said.get(Meeting.date.name) or ""))

    def _add(self, record: Record, id: str, said: Settings) -> tuple[RowState, str]:
        kind = type(record)
        why = self._new_number(record, said)
        fields = {field.name: field for field in kind.fields()}
        self.making.new(kind, id, *(Setting(fields[name], raw) for name, raw in said.items()))
        return RowState.NEW, why

    def _new_number(self, record: Record, said: Settings) -> str:
        """Where its number is taken here it gets the next one, and is found by the old one too."""
        before = str(said.get("reference") or "")
        if not before or not self._state.by_reference(before) or not isinstance(record, Action | Decision):
            return ""
        parsed = parse_reference(before)
        year, numbers = parsed.year if parsed is not None else self._today.year, self._numbers
        after = numbers.take_decision(year) if isinstance(record, Decision) else numbers.take(record.kind, year)
        former = said.get("former_references") or ()
        assert isinstance(former, tuple)  # noqa: S101 - a set field
        said["reference"], said["former_references"] = after, (*former, before)
        return t("importing.renumbered", before=before, after=after)

    def _fill(self, ours: Record, said: Settings) -> tuple[RowState, str]:
        """What is empty here is filled; what is here already stays."""
        settings, kept = [], []
        for field in type(ours).fields():
            raw = said.get(field.name)
            if isinstance(raw, tuple):
                both = tuple(sorted({*ours.row.elements(field.name), *raw}))
                settings += [Setting(field, both)] if len(both) > len(ours.row.elements(field.name)) else []
            elif raw is not None and ours.row.get(field.name) is None:
                settings.append(Setting(field, raw))
            elif raw is not None and ours.row.get(field.name) != raw and not field.inner:
                kept.append(t(field.label_id))
        filled = [setting for setting in settings if _may_be_filled(self._state, ours, setting)]
        frozen = [t(field.label_id) for field, raw in settings if (field, raw) not in filled]
        whys = [t("importing.adopted_fields", fields=", ".join(frozen))] if frozen else []
        whys += [t("importing.kept_ours", fields=", ".join(kept))] if kept else []
        written = self._write(ours, filled)
        state = RowState.DOUBTFUL if frozen else RowState.UPDATED if written else RowState.SAME
        return state, "; ".join(whys)

    def _write(self, ours: Record, settings: list[Setting]) -> bool:
        if not settings or ours.id in self._changed:
            return False
        self._changed.add(ours.id)
        self._staged |= {ours.id for field, _ in settings if field is Meeting.minutes_state}
        self.making.edit.update(ours, *settings)
        return True


def _adopted_here(state: State, kind: type[Record], meeting: str) -> Meeting | None:
    """Our meeting to whose adopted minutes a new record of this kind would be added."""
    found = state.get(Meeting, meeting) if kind in OF_MINUTES else None
    return found if found is not None and edition_of(state, found) is not None else None


def _may_be_filled(state: State, ours: Record, setting: Setting) -> bool:
    """Whether no adopted minutes would say otherwise for it."""
    if type(ours) not in GUARDED:
        return True
    try:
        guard_adopted(state, Edit("verbs.imported").update(ours, setting).done())
    except FrozenMinutesError:
        return False
    return True
