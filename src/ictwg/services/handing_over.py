"""What another body gets when the secretariat is handed over: the records as they stand, and nobody's private affairs.

contacts of people who no longer take part, or are on no list   left out
what only the core group or the secretariat may see   left out, unless it is asked for: records, fields, and people whom
                                                      nothing else names
saved filters                                        left out
history, trash, who typed what                        left out; everything is written by one neutral hand
two different answers                                 the one that is shown
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ictwg.domain.access import effective, within
from ictwg.domain.changes import Edit
from ictwg.domain.periods import holding
from ictwg.domain.records import (
    Action,
    AgendaItem,
    Attendance,
    Contact,
    Correction,
    Decision,
    Edition,
    Entry,
    Meeting,
    Person,
    Role,
    SavedFilter,
)
from ictwg.domain.roster import roster
from ictwg.domain.schema import RECORDS, Setting
from ictwg.domain.values import ActionKind, Audience, Listing
from ictwg.errors import StorageError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from datetime import date

    from ictwg.domain.changes import Changes
    from ictwg.domain.schema import Field, Record
    from ictwg.domain.state import State

NEUTRAL = "handover"
"""Whose hand wrote everything in the new file."""
RESTRICTED_KINDS = (Meeting, AgendaItem, Entry, Decision, Action, Attendance, Correction, Contact, Edition)
"""What is said in meetings, each of which may be kept to a few; and what is the secretariat's alone."""


class Handed(NamedTuple):
    """What goes into the new file, and what was left out of it.

    Attributes:
        changes: All records, as one creation.
        records: How many.
        restricted: How many records stayed behind because only a few may see them, or know of them.
        people: How many people's contact details stayed behind.
        undecided: How many fields had two different answers.
    """

    changes: Changes
    records: int
    restricted: int
    people: int
    undecided: int


def handed_over(state: State, today: date, *, with_restricted: bool = False) -> Handed:
    """The group for another body, as of today."""
    everything = [record for kind in list(RECORDS.values()) for record in state.all(kind)]
    everything = [record for record in everything if not isinstance(record, SavedFilter)]
    left_out = set() if with_restricted else _restricted(state, everything)
    kept = [record for record in everything if record.id not in left_out]
    alone = {person.id for person in _left_alone(state, today)}
    edit = Edit("verbs.handed_over")
    for record in kept:
        fields = _fields(record, private=record.id in alone, with_restricted=with_restricted)
        edit.create(type(record), record.id, *_settings(record, fields, left_out))
    people = [record for record in kept if record.id in alone and _has_contacts(record)]
    undecided = sum(len(record.row.contested()) for record in kept)
    return Handed(edit.done(), len(kept), len(left_out), len(people), undecided)


def hand_over(state: State, path: str, today: date, *, with_restricted: bool = False) -> Handed:
    """Writes the file for another body: a group of its own, which never comes together with this one.

    Raises:
        UsageError: There is a file already.
        StorageError: It cannot be written.
    """
    from tempfile import TemporaryDirectory

    from ictwg.store.author import Author
    from ictwg.store.clock import Clock
    from ictwg.store.disk import PRIVATE, Disk
    from ictwg.store.home import Home
    from ictwg.store.store import Store

    handed = handed_over(state, today, with_restricted=with_restricted)
    with TemporaryDirectory(prefix="ictwg-") as folder:
        store = Store.create(path, home=Home.at(folder), clock=Clock(), author=Author(NEUTRAL, ""))
        try:
            Disk().chmod(path, PRIVATE)  # for nobody else of this computer, until it is where it belongs
            store.commit(handed.changes)
            report = store.share()
        finally:
            store.close()
        if not report.published:
            raise StorageError(report.problem, report.hint)
    return handed


def _restricted(state: State, everything: Collection[Record]) -> set[str]:
    """What only a few may see, and all that hangs on it."""
    found = {
        record.id
        for record in everything
        if isinstance(record, RESTRICTED_KINDS)
        and not _is_own_task(record)
        and not within(effective(state, record), Audience.MEMBERS)
    }
    before = -1
    while len(found) != before:
        before = len(found)
        found |= {record.id for record in everything if _hangs_on(record, found)}
    return found | _known_there_only(everything, found)


def _known_there_only(everything: Collection[Record], left_out: set[str]) -> set[str]:
    """People whom what is left out names, and nothing else does: that they were there at all is said nowhere else."""
    there: set[str] = set()
    elsewhere: set[str] = set()
    for record in everything:
        (there if record.id in left_out else elsewhere).update(_linked(record))
    return {record.id for record in everything if isinstance(record, Person)} & (there - elsewhere)


def _linked(record: Record) -> Iterator[str]:
    for field in type(record).fields():
        if field.is_set:
            yield from record.row.elements(field.name)
        elif isinstance(raw := record.row.get(field.name), str):
            yield raw


def _is_own_task(record: Record) -> bool:
    """The secretariat's own work goes on; it is theirs because of its kind, not because of what was said."""
    return isinstance(record, Action) and record.kind is ActionKind.TASK


def _hangs_on(record: Record, left_out: set[str]) -> bool:
    parent = type(record).PARENT
    above = (parent, *(type(record).field(name) for name in ("meeting", "item", "entry", "parent")))
    return any(field is not None and record.row.get(field.name) in left_out for field in above)


def _fields(record: Record, *, private: bool, with_restricted: bool) -> Iterator[Field[object]]:
    """The fields that go along."""
    for field in type(record).fields():
        kept_here = field.audience is Audience.SECRETARIAT and not field.personal and not with_restricted
        if not (kept_here or (private and field.personal)):
            yield field


def _settings(record: Record, fields: Iterable[Field[object]], left_out: set[str]) -> Iterator[Setting]:
    for field in fields:
        if field.is_set:
            yield Setting(field, tuple(one for one in record.row.elements(field.name) if one not in left_out))
        elif (raw := record.row.get(field.name)) not in left_out:
            yield Setting(field, raw)


def _has_contacts(record: Record) -> bool:
    return any(_is_private(record, field) for field in type(record).fields())


def _is_private(record: Record, field: Field[object]) -> bool:
    return field.personal and record.row.get(field.name) is not None


def _left_alone(state: State, today: date) -> Iterator[Person]:
    """Who neither holds a function today nor belongs to an organization that takes part, or wants to be on no list."""
    taking_part = {line.organization.id for line in roster(state, today)}
    for person in state.all(Person):
        roles = state.linked(Role, Role.person, person.id)
        former = not holding(roles, today) and person.organization not in taking_part
        if former or person.listing is Listing.NOBODY:
            yield person
