"""Organizations that were at a meeting before their membership begins: it does not count, and the report says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.records import Membership, Organization
from ictwg.domain.values import MembershipStatus
from ictwg.locales import t
from ictwg.services.importing.report import ImportRow, RowState

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from ictwg.domain.state import State


class FirstDays:
    """Told of everybody on the rolls; remembers who came too early."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._first: dict[str, date | None] = {}
        self._early: dict[str, date] = {}

    def on_roll(self, organization: str, on: date | None) -> None:
        """The organization (its id) stands on the roll of a meeting of that day."""
        if organization not in self._first:
            self._first[organization] = self._first_day(organization)
        first = self._first[organization]
        if first is not None and on is not None and on < first:
            self._early[organization] = first

    def rows(self) -> Iterator[ImportRow]:
        """A line for each of them, once."""
        for id, first in self._early.items():
            found = self._state.get(Organization, id)
            if found is not None:
                why = t("importing.before_membership", organization=found.acronym, since=first.isoformat())
                yield ImportRow(RowState.DOUBTFUL, found.acronym, t("importing.register"), why)

    def _first_day(self, organization: str) -> date | None:
        """The first day of membership; None where there is no membership, or it has been one for ever."""
        periods = self._state.linked(Membership, Membership.organization, organization)
        member = [period.since for period in periods if period.status is MembershipStatus.MEMBER]
        return min((since for since in member if since), default=None) if None not in member else None
