"""Inconsistencies that two concurrent edits make together, though each was valid alone (STORE.md §5).

Nothing of it is refused or mended unasked: the records stay as they are, and *To check* lists them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from functools import partial
from typing import Any, NamedTuple, Protocol, TypeVar

from ictwg.domain.fields import Linking
from ictwg.domain.ids import number_and_actor
from ictwg.domain.periods import overlap
from ictwg.domain.records import AgendaItem, Meeting, Membership, Organization, Person, Role
from ictwg.domain.schema import RECORDS, Field, R, Record, targets
from ictwg.domain.state import Records
from ictwg.domain.tree import written_last
from ictwg.domain.values import Function

P = TypeVar("P", Membership, Role)


class Holds(Records, Protocol):
    """Records that also tell what they link to."""

    def named(self, kind: type[R], field: Field[Any]) -> Iterable[str]: ...


class ClashKind(StrEnum):
    """What is wrong.

    DANGLING: a link to what was never here. TRASHED: a link to what somebody has deleted. CHAIRS: two hold the chair of
    one body on one day. OVERLAP: an organization has two kinds of membership on one day. CIRCLE: following the field
    comes back to the record. UNREADABLE: a value of another type than the field's, or a record that does not say who
    wrote what.
    """

    DANGLING = "dangling"
    TRASHED = "trashed"
    CHAIRS = "two_chairs"
    OVERLAP = "overlap"
    CIRCLE = "circle"
    UNREADABLE = "unreadable"


class Clash(NamedTuple):
    """One of them.

    Attributes:
        record: Where it shows; of two, the one that began later.
        field: The field that is to be looked at.
        other: The other of two, or the deleted record.
    """

    kind: ClashKind
    record: Record
    field: str
    other: Record | None = None


def clashes_of(state: Holds, record: Record, deleted: Callable[[str], Record | None]) -> Iterator[Clash]:
    """Those in which a record takes part.

    Args:
        state: The records.
        record: One of them.
        deleted: The record of this id in the trash.
    """
    yield from _links(state, record, deleted)
    if isinstance(record, Role) and record.function is Function.CHAIR:
        chairs = (role for role in state.all(Role) if role.function is Function.CHAIR and role.series == record.series)
        yield from (_pair(ClashKind.CHAIRS, record, role) for role in chairs if _two_chairs(state, record, role))
    if isinstance(record, Membership) and record.organization:
        others = state.linked(Membership, Membership.organization, record.organization)
        yield from (_pair(ClashKind.OVERLAP, record, other) for other in others if _at_once(record, other))


def unreadable_in(record: Record) -> Iterator[Clash]:
    """What of a record cannot be read; where that is who wrote what, no field is named."""
    yield from (Clash(ClashKind.UNREADABLE, record, field.name) for field in record.unreadable())
    if not record.row.sound:
        yield Clash(ClashKind.UNREADABLE, record, "")


def all_clashes(state: Holds, deleted: Callable[[str], Record | None]) -> tuple[Clash, ...]:
    """Those of the whole group, each once."""
    return once(clash for record in _worth_a_look(state) for clash in clashes_of(state, record, deleted))


def _worth_a_look(state: Holds) -> Iterator[Record]:
    """The records with a period, and of the others those that point at what is not there, or at their own kind.

    What is pointed at is far less than what points: fifty thousand records name a few thousand.
    """
    yield from state.all(Role)
    yield from state.all(Membership)
    for kind in list(RECORDS.values()):
        for field, target in linking(kind):
            for id in state.named(kind, field):
                if target is kind or state.get(target, id) is None:
                    yield from state.linked(kind, field, id)


def once(clashes: Iterable[Clash]) -> tuple[Clash, ...]:
    return tuple({(clash.kind, clash.record.id, clash.field, _id(clash.other)): clash for clash in clashes}.values())


_LINKING: dict[type[Record], tuple[tuple[Field[Any], type[Record]], ...]] = {}


def linking(kind: type[Record]) -> tuple[tuple[Field[Any], type[Record]], ...]:
    """The fields by which a record may be broken, and what they name; looked for once, not for each record."""
    found = _LINKING.get(kind)
    if found is None:
        found = _LINKING[kind] = tuple(
            (field, field.target()) for field in kind.fields() if isinstance(field, Linking) and not field.loose
        )
    return found


def _links(state: Holds, record: Record, deleted: Callable[[str], Record | None]) -> Iterator[Clash]:
    for field, kind in linking(type(record)):
        for id in targets(field, record):
            if state.get(kind, id) is None:
                gone = deleted(id)
                if gone is None:
                    yield Clash(ClashKind.DANGLING, record, field.name)
                elif not goes_with(record, field, gone):
                    yield Clash(ClashKind.TRASHED, record, field.name, gone)
            elif kind is type(record) and (circle := way_back(state, record, field, (id,))):
                yield Clash(ClashKind.CIRCLE, max(circle, key=partial(written_last, field)), field.name)


def goes_with(record: Record, field: Field[Any], gone: Record) -> bool:
    """Whether a part went with its whole, unless somebody has changed it since: it lies there unseen, by design.

    What a meeting or an organization holds is deleted with it: a part of one that is still there is somebody's later
    word, or lies there since before that was so.
    """
    if type(record).PARENT is not field or isinstance(gone, (Meeting, AgendaItem, Organization)):
        return False
    latest, removed = (max(map(number_and_actor, one.row.seen("_live")), default=(0, ""))[0] for one in (record, gone))
    return latest <= removed


def way_back(state: Records, record: Record, field: Field[Any], ids: Iterable[str]) -> tuple[Record, ...]:
    """The records through which these targets of the field lead back to the record; none where they do not."""
    passed = {*ids}
    ways: list[tuple[tuple[Record, ...], str]] = [((record,), id) for id in passed]
    while ways:
        way, id = ways.pop()
        if id == record.id:
            return way
        at = state.get(type(record), id)
        following = set(targets(field, at)) - passed if at is not None else ()
        ways += [((*way, at), one) for one in following if at is not None]
        passed.update(following)
    return ()


def _two_chairs(state: Holds, a: Role, b: Role) -> bool:
    """Whether two different people, or organizations, hold it on one day; a person stands for the own organization."""
    if not _at_once(a, b):
        return False
    if a.person and b.person:
        return a.person != b.person
    bodies = {_body(state, role) for role in (a, b)}
    return len(bodies) > 1 and None not in bodies


def _body(state: Holds, role: Role) -> str | None:
    person = state.get(Person, role.person)
    held = role.organization or (person.organization if person is not None else None)
    return held if state.get(Organization, held) is not None else None


def _at_once(a: P, b: P) -> bool:
    return a.id != b.id and overlap(a, b)


def _pair(kind: ClashKind, a: P, b: P) -> Clash:
    """Both ways round the same."""
    early, late = sorted((a, b), key=lambda one: (str(one.since or ""), one.id))
    field = type(late).SPAN[0].name
    return Clash(kind, late, field, early)


def _id(record: Record | None) -> str:
    return record.id if record is not None else ""
