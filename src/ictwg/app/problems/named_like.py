"""Names in minutes that look like an organization on record and stand there without it, each once."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from ictwg.domain.changes import Changes, Edit
from ictwg.domain.ids import derived_id
from ictwg.domain.records import Attendance, Meeting, Organization, Person
from ictwg.domain.state import State
from ictwg.domain.text import fold
from ictwg.domain.values import MinutesState
from ictwg.domain.worked_out import Following, OnePerState
from ictwg.members.spelling import acronym_of, most_alike


class NamedLike(NamedTuple):
    """A name, the organization that it may be, and where it stands."""

    text: str
    organization: Organization
    rows: tuple[Attendance, ...]


_names = OnePerState(lambda state: Following(state, Attendance, _left_open))


def _left_open(row: Attendance) -> str:
    return "" if row.organization else row.printed_organization.strip()


def named_like(state: State) -> Iterator[NamedLike]:
    """Those in minutes that are not adopted; adopted ones say what they say."""
    found: dict[str, list[Attendance]] = {}
    for id, text in _names(state).values().items():
        row = state.get(Attendance, id) if text else None
        meeting = state.get(Meeting, row.meeting) if row is not None else None
        if row is not None and meeting is not None and meeting.minutes_state is not MinutesState.ADOPTED:
            found.setdefault(text, []).append(row)
    called = {one.name: one for one in state.all(Organization)} if found else {}
    names = frozenset(called)
    for text, rows in sorted(found.items()):
        if name := _alike(text, names):
            yield NamedLike(text, called[name], tuple(rows))


@lru_cache(maxsize=512)  # the list is made at every change, and the names stay
def _alike(text: str, names: frozenset[str]) -> str:
    return next(iter(most_alike(text, names)), "")


def settled(state: State, one: NamedLike, *, another: bool = False) -> Changes:
    """It is that organization, which is called so too from now on; or another one, which is added."""
    edit, id = Edit("verbs.edited", one.text), one.organization.id
    if another:
        id = derived_id(state.db, Organization.TABLE, (fold(one.text),))
        edit.create(Organization, id, Organization.name(one.text), Organization.acronym(acronym_of(one.text)))
    else:
        edit.update(one.organization, Organization.aliases((*one.organization.aliases, one.text)))
    for row in one.rows:
        edit.update(row, Attendance.organization(id))
    people = {row.person for row in one.rows if row.person}
    for person in (state.get(Person, who) for who in sorted(people)):
        if person is not None and not person.organization:
            edit.update(person, Person.organization(id))
    return edit.done()
