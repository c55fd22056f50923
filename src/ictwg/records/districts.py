"""The districts of the group's country: their usual spelling, which of them there are on a day, and where they lie.

They are the group's own list where it has entered one, else the table that travels with the program; of them the
group's settings may name those where it works.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.records import DistrictEntry, Group
from ictwg.records.reference_data import COUNTRY, District, district_named, load_districts

if TYPE_CHECKING:
    from datetime import date

    from ictwg.domain.state import State

ACROSS = 7
"""Districts in a line of the map, where nobody said where they lie."""


def known_districts(state: State) -> tuple[District, ...]:
    """All of the country, of every time."""
    own = tuple(_own(entry) for entry in state.all(DistrictEntry))
    return own or load_districts(next((group.country for group in state.all(Group)), "") or COUNTRY)


def districts_on(state: State, day: date) -> tuple[District, ...]:
    """Those of a day in which the group works; a name of its settings that no table has is a district too."""
    known = known_districts(state)
    named = [(name, district_named(name, known)) for group in state.all(Group) for name in group.districts]
    works_in = tuple(district or District(name, 0, ()) for name, district in named) or known
    return tuple(sorted((one for one in works_in if one.since <= day.year), key=lambda one: one.name))


def usually_spelled(typed: str, known: tuple[District, ...]) -> str:
    """`liquica, oe-cusse` as `Liquiçá, Oecusse`; a name that is not in the table stays as it is typed."""
    names = (name.strip() for name in typed.replace(";", ",").split(","))
    found = ((name, district_named(name, known)) for name in names if name)
    return ", ".join(district.name if district else name for name, district in found)


def counted_in(place: str, on: tuple[District, ...], known: tuple[District, ...]) -> str:
    """The district of the day in which a place counts: what did not exist yet counts in what it was part of.

    Empty for a place that is no district.
    """
    found = district_named(place, on) or district_named(place, known)
    while found is not None and found not in on:
        found = district_named(found.was, known) if found.was else None
    return found.name if found else ""


def map_of(districts: tuple[District, ...]) -> tuple[tuple[District | None, ...], ...]:
    """Laid out like the country: lines from north to south, in each the districts from west to east."""
    placed = {one.at: one for one in districts if one.at is not None}
    rows, columns = (sorted({at[axis] for at in placed}) for axis in (0, 1))
    grid = [tuple(placed.get((row, column)) for column in range(columns[0], columns[-1] + 1)) for row in rows]
    loose = [one for one in districts if placed.get(one.at or (-1, -1)) is not one]
    return (*grid, *(tuple(loose[first : first + ACROSS]) for first in range(0, len(loose), ACROSS)))


def west_to_east(districts: tuple[District, ...]) -> tuple[District, ...]:
    """In the order in which one reads the map, column by column."""
    far = (len(districts) + ACROSS, 0)
    return tuple(sorted(districts, key=lambda one: (*(one.at or far)[::-1], one.name)))


def _own(entry: DistrictEntry) -> District:
    line, place = entry.north_to_south, entry.west_to_east
    at = None if line is None or place is None else (line, place)
    return District(entry.name, entry.exists_since or 0, entry.spellings, at, entry.split_from)
