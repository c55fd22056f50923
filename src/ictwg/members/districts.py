"""The districts of the group's country, by their usual spelling."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.records.reference_data import COUNTRY, district_named, load_districts

if TYPE_CHECKING:
    from ictwg.domain.records import Group
    from ictwg.records.reference_data import District


def districts_of(group: Group) -> tuple[District, ...]:
    """None for a country without a table."""
    return load_districts(group.country or COUNTRY)


def usually_spelled(typed: str, known: tuple[District, ...]) -> str:
    """`liquica, oe-cusse` as `Liquiçá, Oecusse`; a name that is not in the table stays as it is typed."""
    names = (name.strip() for name in typed.replace(";", ",").split(","))
    found = ((name, district_named(name, known)) for name in names if name)
    return ", ".join(district.name if district else name for name, district in found)
