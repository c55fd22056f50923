"""Whoever looks at the group, or at a meeting: what this audience sees, under the names of a day, as at a day."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple, TypeAlias

from ictwg.domain.access import effective, within
from ictwg.domain.overdue import Deadlines
from ictwg.domain.periods import name_on, status_on
from ictwg.domain.records import Action, Decision, Meeting, Organization, OrganizationName
from ictwg.domain.references import shown_reference
from ictwg.domain.roster import NO_ORGANIZATION, PLENARY, Protocol, around, protocol
from ictwg.domain.schema import Record
from ictwg.domain.state import State
from ictwg.domain.text import clean, fold
from ictwg.domain.values import Audience
from ictwg.minutes.printed.sheet import OrganizationRow
from ictwg.records.group import group_of

Rank: TypeAlias = tuple[int, Protocol]
"""Who presides on a day, then the co-chair, the secretariat last; the others between them in protocol order."""

LAST: Rank = (9, NO_ORGANIZATION)


class PrintedName(NamedTuple):
    """An organization under its name of the day; both parts are always filled."""

    name: str
    acronym: str
    rank: Rank


class DayView:
    """Collects which organizations it named, so that a paper can list them."""

    def __init__(
        self,
        state: State,
        audience: Audience,
        on: date,
        language: str,
        status_date: date | None = None,
        deadlines: Deadlines | None = None,
        series: str = PLENARY,
    ) -> None:
        self.state = state
        self.audience = audience
        self.language = language
        self.on = on
        self.status_date = status_date or on
        self.group = group_of(state)
        self.deadlines = deadlines or Deadlines(state, self.status_date)
        self._places = around(state, on, series)
        self._named: dict[str, PrintedName] = {}
        self._by_name: dict[str, str] | None = None
        self._open: dict[str, Audience] = {}

    @property
    def tells_persons(self) -> bool:
        """`everyone` is told of organizations only."""
        return self.audience is not Audience.EVERYONE

    @property
    def marks_restricted(self) -> bool:
        return not (self.group and self.group.hides_restricted)

    def open_to(self, record: Record) -> Audience:
        """The widest audience that may see the record; worked out once of each that is printed or hung on."""
        if record.id not in self._open:
            self._open[record.id] = effective(self.state, record)
        return self._open[record.id]

    def sees(self, record: Record) -> bool:
        return within(self.open_to(record), self.audience)

    def stricter(self, record: Record, around: Audience) -> Audience | None:
        """Who may see the record, where that is stricter than what it stands in."""
        own = self.open_to(record)
        return None if within(own, around) else own

    def reference(self, record: Action | Decision) -> str:
        """Its reference; with two characters of its id where the audience sees another that carries the same."""
        reference = clean(record.reference)
        others = self.state.by_reference(record.reference) if reference else ()
        twins = [other for other in others if other.id != record.id and self.sees(other)]
        shared = any(getattr(other, "reference", "") == record.reference for other in twins)
        return shown_reference(reference, record.id) if shared else reference

    def organization(self, id: str | None) -> PrintedName | None:
        """The organization's name of the day; None where there is none."""
        if id and id not in self._named and (found := self.state.get(Organization, id)) is not None:
            self._named[id] = self._name(found)
        return self._named.get(id or "")

    def spoken_for(self, said: str) -> str:
        """A name typed by hand, of a person or an organization; for `everyone` only if it is an organization's."""
        text = clean(said)
        if self.tells_persons or not text:
            return text
        named = self.organization(self.names().get(fold(text)))
        return named.acronym if named else ""

    def named(self) -> tuple[OrganizationRow, ...]:
        """Every organization that was named so far, and whose seats they share, in protocol order."""
        for id in tuple(self._named):
            found, met = self.state.get(Organization, id), {id}
            while found is not None and found.seat and found.seat not in met:
                met.add(found.seat)
                self.organization(found.seat)
                found = self.state.get(Organization, found.seat)
        ranked = sorted(self._named.items(), key=lambda item: item[1].rank)
        rows = (self._row(id) for id, _ in ranked)
        return tuple(row for row in rows if row is not None)

    def _name(self, organization: Organization) -> PrintedName:
        name, acronym = (clean(text) for text in name_on(self.state, organization, self.on))
        acronym = acronym or name or "?"
        return PrintedName(name or acronym, acronym, (self._places[organization.id], protocol(organization, acronym)))

    def names(self) -> dict[str, str]:
        """The ids of organizations by every name that they have or had, folded."""
        if self._by_name is None:
            self._by_name = {}
            for row in self.state.all(OrganizationName):
                self._by_name |= {fold(name): row.organization or "" for name in (row.name, row.acronym) if name}
            for found in self.state.all(Organization):
                names = (found.acronym, found.name, *found.aliases)
                self._by_name |= {fold(clean(name)): found.id for name in names if name}
        return self._by_name

    def _row(self, id: str) -> OrganizationRow | None:
        found = self.state.get(Organization, id)
        if found is None:
            return None
        named, seat = self._named[id], self.organization(found.seat)
        return OrganizationRow(
            named.acronym,
            named.name,
            found.type,
            status_on(self.state, found, self.on),
            seat.acronym if seat else "",
            found.exempt_from_quorum,
            id,
        )


class PrintContext(DayView):
    """Of one meeting, as at the day on which its minutes went out."""

    def __init__(
        self,
        state: State,
        meeting: Meeting,
        audience: Audience,
        today: date,
        language: str,
        status_date: date | None = None,
        deadlines: Deadlines | None = None,
    ) -> None:
        on = meeting.date or today
        super().__init__(state, audience, on, language, status_date or meeting.circulated, deadlines, meeting.series)
        self.meeting = meeting
