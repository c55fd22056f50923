"""The organizations and persons that a file names: those on the register, or new ones as it tells them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.ids import derived_id
from ictwg.domain.order import is_key
from ictwg.domain.records import Organization, OrganizationName, Person
from ictwg.domain.text import fold
from ictwg.domain.values import OrganizationType
from ictwg.imports.sheets.organizations import write_organizations, write_standings

if TYPE_CHECKING:
    from ictwg.domain.state import State
    from ictwg.imports.new_records import NewRecords
    from ictwg.minutes.printed.sheet import MinutesSheet, OrganizationRow


class Register:
    """Finds by acronym or name, also former ones, and remembers what it made."""

    def __init__(self, state: State, making: NewRecords) -> None:
        self._state = state
        self._making = making
        self._by_name: dict[str, str] = {}
        self._last_order = max(
            (o.protocol_order for o in state.all(Organization) if is_key(o.protocol_order)), default=None
        )
        self._people: dict[tuple[str, str], str] = {}
        self._sheets: list[MinutesSheet] = []
        for person in state.all(Person):
            for name in (person.name, *person.aliases):
                self._people.setdefault((fold(name), person.organization or ""), person.id)
        self._learn_all()

    def know(self, sheet: MinutesSheet) -> None:
        """Makes the organizations that the sheet lists and the register lacks, in the order of the list."""
        self._sheets.append(sheet)
        for row in sheet.organizations:
            self._know(row)
        for row in sheet.organizations:
            self._seat(row)

    def flush(self) -> None:
        """Writes as what they belonged, once all sheets are known."""
        write_organizations(self._making, self, self._sheets, self._last_order)
        write_standings(self._making, self, self._sheets)
        self._sheets.clear()

    def organization(self, acronym: str, name: str = "") -> str | None:
        """The id of the organization with this acronym or name."""
        return self._by_name.get(fold(acronym)) or (self._by_name.get(fold(name)) if name else None)

    def make(self, acronym: str, name: str = "", type: OrganizationType = OrganizationType.OTHER) -> str:
        """The organization; a new one if none has this acronym or name."""
        known = self.organization(acronym, name)
        if known:
            return known
        id = derived_id(self._state.db, Organization.TABLE, (fold(acronym), fold(name or acronym)))
        self._making.new(
            Organization,
            id,
            Organization.acronym(acronym),
            Organization.name(name or acronym),
            Organization.type(type),
        )
        self._by_name.setdefault(fold(acronym), id)
        self._by_name.setdefault(fold(name or acronym), id)
        return id

    def person(self, name: str, organization: str | None) -> str | None:
        """The id of the person of that name and organization."""
        return self._people.get((fold(name), organization or ""))

    def make_person(self, name: str, organization: str | None) -> str:
        known = self.person(name, organization)
        if known:
            return known
        id = derived_id(self._state.db, Person.TABLE, (fold(name), organization or ""))
        self._people[fold(name), organization or ""] = id
        return self._making.new(Person, id, Person.name(name), Person.organization(organization))

    def _learn_all(self) -> None:
        organizations = self._state.all(Organization)
        for field in (Organization.acronym, Organization.name):
            for found in organizations:
                self._by_name.setdefault(fold(field.of(found)), found.id)
        for found in organizations:
            for alias in found.aliases:
                self._by_name.setdefault(fold(alias), found.id)
        for row in self._state.all(OrganizationName):
            for name in filter(None, (row.acronym, row.name)):
                self._by_name.setdefault(fold(name), row.organization or "")
        self._by_name.pop("", None)

    def _know(self, row: OrganizationRow) -> None:
        id = self.make(row.acronym, row.name, row.type)
        if row.exempt and self._making.makes(Organization, id):
            self._making.new(Organization, id, Organization.exempt_from_quorum(True))

    def _seat(self, row: OrganizationRow) -> None:
        id = self.organization(row.acronym, row.name)
        if row.seat and id and self._making.makes(Organization, id):
            self._making.new(Organization, id, Organization.seat(self.organization(row.seat)))
