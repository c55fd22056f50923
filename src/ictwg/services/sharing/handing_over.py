"""What another body gets when the secretariat is handed over: the records as they stand, and nobody's private affairs.

contacts of people who no longer take part, or are on no list   left out
what only the core group or the secretariat may see   left out, unless it is asked for: records, fields, and people whom
                                                      nothing else names
adopted minutes                                      as they were adopted, without that: their edition is written anew
saved filters                                        left out
history, trash, who typed what                        left out; everything is written by one neutral hand
two different answers                                 the one that is shown
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from ictwg.domain.changes import Edit
from ictwg.domain.periods import holding
from ictwg.domain.records import Edition, Person, Role, SavedFilter
from ictwg.domain.roster import roster
from ictwg.domain.schema import RECORDS, Setting
from ictwg.domain.values import Listing
from ictwg.errors import StorageError
from ictwg.services.sharing.handed_minutes import content_handed
from ictwg.services.sharing.staying_behind import fields_along, restricted, settings_along

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from ictwg.domain.changes import Changes
    from ictwg.domain.schema import Field, Record
    from ictwg.domain.state import State

NEUTRAL = "handover"
"""Whose hand wrote everything in the new file."""


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
    left_out = set() if with_restricted else restricted(state, everything)
    kept = [record for record in everything if record.id not in left_out]
    alone = {person.id for person in _left_alone(state, today)}
    edit = Edit("verbs.handed_over")
    for record in kept:
        fields = fields_along(type(record), private=record.id in alone, with_restricted=with_restricted)
        settings = list(settings_along(record, fields, left_out))
        if isinstance(record, Edition):
            content = content_handed(state, record, left_out, alone, with_restricted=with_restricted)
            settings = _with_content(content, settings)
        edit.create(type(record), record.id, *settings)
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

    from ictwg.modes import PRIVATE
    from ictwg.store.store import Store
    from ictwg.store.this_computer.author import Author
    from ictwg.store.this_computer.clock import Clock
    from ictwg.store.this_computer.disk import Disk
    from ictwg.store.this_computer.home import Home

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


def _with_content(content: str, settings: Iterable[Setting]) -> list[Setting]:
    digest = hashlib.sha256(content.encode()).hexdigest() if content else ""
    kept = [one for one in settings if one[0] not in (Edition.content, Edition.digest)]
    return [*kept, Edition.content(content), Edition.digest(digest)]


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
