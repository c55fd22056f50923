"""Who was at a meeting, as its minutes print it: in protocol order, under the names of the day."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from ictwg.domain.records import Attendance, Organization, Person
from ictwg.domain.representation import representation
from ictwg.domain.text import clean
from ictwg.domain.values import THERE, Capacity, Presence
from ictwg.meetings.attendance import unrecorded
from ictwg.minutes.printed.sheet import AttendanceRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ictwg.minutes.printed.view import View


_SPEAKS = (Capacity.MEMBER, Capacity.ALTERNATE)


_GROUPS = {Presence.PRESENT: 0, Presence.REMOTE: 0, Presence.APOLOGIES: 1, Presence.ABSENT: 2, None: 3}


_GUESTS = 4


_LAST = (99, "", "", "")


class _Placed(NamedTuple):
    """A row, and where it stands: by how they were there, in protocol order, then as entered."""

    row: AttendanceRow
    organization: str
    rank: tuple[int, str, str, str]
    order: str


def attendance_rows(view: View, numbers: Mapping[str, str]) -> tuple[AttendanceRow, ...]:
    """The rows; nobody where no attendance was taken, or none that this audience is told.

    Args:
        numbers: The number of each item of the agenda that this audience sees, by its id.
    """
    records = view.state.linked(Attendance, Attendance.meeting, view.meeting.id)
    taken = [_placed(view, record, numbers) for record in records if record.state is not None and _told(view, record)]
    if not taken:
        return ()
    told = taken if view.tells_persons else _without_persons(taken)
    everybody = [*told, *_missing(view, taken)]
    return tuple(placed.row for placed in sorted(everybody, key=_place))


def sentence(view: View) -> str:
    """On representation, or on quorum where the group has a rule; as printed where that rule is not known here."""
    return clean(view.meeting.printed_representation) or representation(view.state, view.meeting).words(view.language)


def _told(view: View, record: Attendance) -> bool:
    """Whoever came for no organization is a person only."""
    return view.tells_persons or view.state.get(Organization, record.organization) is not None


def _placed(view: View, record: Attendance, numbers: Mapping[str, str]) -> _Placed:
    named, proxy = view.organization(record.organization), view.organization(record.proxy_for)
    printed = clean(record.printed_organization)
    person = view.state.get(Person, record.person)
    name = clean(record.name or (person.name if person else ""))
    state = record.state or Presence.ABSENT
    unnamed = state is Presence.ABSENT and not name
    found = view.state.get(Organization, record.organization)
    row = AttendanceRow(
        organization=named.name if named else printed,
        acronym=named.acronym if named else printed,
        state=state,
        representative=name,
        title=clean(record.title),
        in_place_of=clean(record.in_place_of),
        proxy_for=proxy.acronym if proxy else "",
        capacity=None if unnamed else record.capacity,
        arrived=numbers.get(record.arrived_at or "", ""),
        left=numbers.get(record.left_at or "", ""),
        type=found.type if found else None,
        id=record.id,
    )
    return _Placed(
        row, record.organization if named and record.organization else "", named.rank if named else _LAST, record.order
    )


def _without_persons(taken: Iterable[_Placed]) -> list[_Placed]:
    """One row for each organization: how it was there, whoever came for it."""
    grouped: dict[tuple[str, str], list[_Placed]] = {}
    for placed in taken:
        grouped.setdefault((placed.organization, placed.row.proxy_for), []).append(placed)
    return [_delegation(rows) for rows in grouped.values()]


def _delegation(rows: list[_Placed]) -> _Placed:
    best = min(rows, key=lambda placed: _stands_for_it(placed.row))
    there = best.row.state in THERE
    row = replace(best.row, capacity=best.row.capacity if there else None, representative="", title="")
    return best._replace(row=replace(row, in_place_of="", arrived="", left="", id=""))


def _stands_for_it(row: AttendanceRow) -> tuple[bool, bool, int]:
    """Who was there and spoke for it first: that is how the organization is counted."""
    there = row.state in THERE
    return (not there, there and row.capacity not in _SPEAKS, list(Presence).index(row.state or Presence.ABSENT))


def _missing(view: View, taken: Iterable[_Placed]) -> Iterator[_Placed]:
    """Organizations of which nothing is recorded: the members of that day, and who else is on the roll by name."""
    records = view.state.linked(Attendance, Attendance.meeting, view.meeting.id)
    listed = [row.organization for row in records if row.state is None and not (row.name or row.person)]
    members = [line.organization.id for line in unrecorded(view.state, view.meeting)]
    recorded = {placed.organization for placed in taken}
    for id in dict.fromkeys((*members, *listed)):
        named, found = view.organization(id), view.state.get(Organization, id)
        if named is not None and found is not None and found.id not in recorded:
            row = AttendanceRow(named.name, named.acronym, None, type=found.type)
            yield _Placed(row, found.id, named.rank, "")


def _place(placed: _Placed) -> tuple[object, ...]:
    row = placed.row
    group = _GUESTS if row.capacity is Capacity.GUEST else _GROUPS[row.state]
    return (group, placed.rank, placed.order, row.organization, row.representative, row.id)
