"""The organizations that an import makes: in the order of all lists together, with the names of their days."""

from __future__ import annotations

from graphlib import TopologicalSorter
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from ictwg.domain.ids import derived_id
from ictwg.domain.order import after
from ictwg.domain.records import Organization, OrganizationName
from ictwg.services.bringing.standings import DAY

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from ictwg.exchange.sheet import MinutesSheet
    from ictwg.services.bringing.making import Making
    from ictwg.services.bringing.register import Register


def write_organizations(making: Making, register: Register, sheets: Sequence[MinutesSheet], last: str | None) -> None:
    """Gives those that are made their place in the protocol order, behind `last`, and their former names."""
    lists = [[register.organization(row.acronym, row.name) for row in sheet.organizations] for sheet in sheets]
    listed = merged([[id for id in one if id and making.makes(Organization, id)] for one in lists])
    for id in dict.fromkeys((*listed, *making.made(Organization))):
        last = after(last)
        making.change(Organization, id, Organization.protocol_order(last))
    for id, days in _names(register, sheets).items():
        if making.makes(Organization, id):
            _write_names(making, id, days)


def merged(lists: Iterable[Sequence[str]]) -> list[str]:
    """All of them in an order that keeps that of each list; where two disagree, that of the earlier one."""
    behind: dict[str, dict[str, None]] = {}
    for one in lists:
        for id in one:
            behind.setdefault(id, {})
        for above, below in pairwise(one):
            if not _leads(behind, above, below):
                behind[below][above] = None
    return list(TopologicalSorter(behind).static_order())


def _leads(behind: dict[str, dict[str, None]], id: str, to: str) -> bool:
    """Whether something stands behind another already, however many stand between."""
    met, left = {id}, [id]
    while left:
        new = [one for one in behind[left.pop()] if one not in met]
        met.update(new)
        left += new
    return to in met


def _names(register: Register, sheets: Iterable[MinutesSheet]) -> dict[str, dict[date, tuple[str, str]]]:
    found: dict[str, dict[date, tuple[str, str]]] = {}
    for sheet in sheets:
        for row in sheet.organizations if sheet.date else ():
            if (id := register.organization(row.acronym, row.name)) and sheet.date:
                found.setdefault(id, {}).setdefault(sheet.date, (row.name, row.acronym))
    return found


def _write_names(making: Making, id: str, days: dict[date, tuple[str, str]]) -> None:
    """The last name is the organization's; each earlier one held until the day before the next."""
    spans = [(name, min(day for day, _ in held)) for name, held in _runs(days)]
    name, acronym = spans[-1][0]
    making.change(Organization, id, Organization.name(name), Organization.acronym(acronym))
    for at, (((name, acronym), since), (_, following)) in enumerate(pairwise(spans)):
        row = derived_id(making.state.db, OrganizationName.TABLE, (id, name, acronym, since.isoformat()))
        of = (OrganizationName.organization(id), OrganizationName.name(name), OrganizationName.acronym(acronym))
        begins = OrganizationName.since(since if at else None)
        making.new(OrganizationName, row, *of, begins, OrganizationName.until(following - DAY))


def _runs(days: dict[date, tuple[str, str]]) -> list[tuple[tuple[str, str], list[tuple[date, tuple[str, str]]]]]:
    return [(name, list(held)) for name, held in groupby(sorted(days.items()), key=lambda told: told[1])]
