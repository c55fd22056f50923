"""What a form for somebody new ends in, where one of that name is there already."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from ictwg.domain.records import Organization, Person
from ictwg.errors import ThereAlreadyError
from ictwg.locales import t

if TYPE_CHECKING:
    from ictwg.domain.changes import Changes
    from ictwg.records.lookup import Lookup

_NAMED = (Person.name.name, Organization.acronym.name, Person.organization.name)


class Adds(Protocol):
    def __call__(self, lookup: Lookup, values: dict[str, str], *, another: bool) -> tuple[str, Changes]:
        """The new record's id, and the changes; `another` says that one of the same name is meant."""


class TellsOnce:
    """A name that is there already is told once; saved once more, another one is meant."""

    def __init__(self, adds: Adds) -> None:
        self._adds = adds
        self._told: set[tuple[str, ...]] = set()

    def __call__(self, lookup: Lookup, values: dict[str, str]) -> tuple[str, Changes]:
        who = tuple(values.get(name, "") for name in _NAMED)
        try:
            return self._adds(lookup, values, another=who in self._told)
        except ThereAlreadyError as error:
            self._told.add(who)
            error.hint = t("membership.form.another")
            raise
