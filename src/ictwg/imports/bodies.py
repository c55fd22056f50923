"""The organizations on rolls: what each new one is, a person says once; and who was there before they belonged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from ictwg.domain.ids import derived_id
from ictwg.domain.records import Attendance, Membership, Organization
from ictwg.domain.values import Capacity, MembershipStatus, OrganizationType
from ictwg.imports.doubts import IT_IS, KEPT, NEW_ORGANIZATION, NO_ORGANIZATION, DoubtKind, Doubts, Key, ReadingDoubt
from ictwg.imports.names import ImportNames
from ictwg.imports.report import ImportRow, RowState
from ictwg.locales import t
from ictwg.members.new_body import NewBody, likely_type, new_body

YEAR = timedelta(days=366)
STATUSES = {Capacity.OBSERVER: MembershipStatus.OBSERVER, Capacity.GUEST: MembershipStatus.INVITED}


class Roll(NamedTuple):
    """The roll of one meeting; one that nobody has filled in is of no day."""

    series: str
    day: date | None


class RollBodies:
    """Finds the organizations that lines of rolls name, and asks of each new one what it is."""

    def __init__(self, names: ImportNames, chosen: Mapping[Key, str]) -> None:
        self._names = names
        self._state = names.known.making.state
        self._chosen = chosen
        self._doubts = Doubts(chosen)
        self.named: frozenset[str] = frozenset()
        """All that the rolls of these papers name."""
        self._ids: dict[str, str] = {}
        """Of those that this import makes, by how the first roll writes each."""
        self._seen: dict[str, dict[Roll, Capacity]] = {}
        """On which rolls each stands and as what, by its id; what is only text, by its name."""

    def meant(self, name: str, on: Roll, capacity: Capacity, *, came: bool) -> str | None:
        """The organization of a line; one that is like another is only text unless somebody says so.

        `came`: whether somebody of it came to any meeting; where nobody did, the name may be no organization's.
        """
        id = self._names.known.organization(name) or self._asked(name, came=came)
        self._seen.setdefault(id or name, {}).setdefault(on, capacity)
        return id

    def again(self, meeting: str, on: Roll) -> None:
        """Of a meeting that is here already: asks of those that an import has made, and nobody says what they are."""
        for row in self._state.linked(Attendance, Attendance.meeting, meeting):
            one = self._state.get(Organization, row.organization)
            if one is None or one.id != self._names.id_of(one.name) or one.type is not OrganizationType.OTHER:
                continue
            if not self._state.linked(Membership, Membership.organization, one.id):
                choices, unknown = (NEW_ORGANIZATION, KEPT), DoubtKind.UNKNOWN_ORGANIZATION
                self._doubts.ask(unknown, 0, one.name, *choices, about=one.name, meanwhile=KEPT)
                self._ids[one.name] = one.id
                self._seen.setdefault(one.id, {}).setdefault(on, row.capacity)

    def _asked(self, name: str, *, came: bool) -> str | None:
        alike = self._names.alike_on_record(name)
        usual, unknown = (NEW_ORGANIZATION, NO_ORGANIZATION), DoubtKind.UNKNOWN_ORGANIZATION
        choices = (*alike, *(usual if came or alike else usual[::-1]))
        meanwhile = NO_ORGANIZATION if alike else choices[0]
        said = self._doubts.ask(unknown, 0, name, *choices, about=name, meanwhile=meanwhile)
        id, other = self._names.chosen(name, said), said.removeprefix(f"{IT_IS} ")
        if id is None and other in self.named:  # in a later paper, and once: two may be said to be each other
            self.named -= {other}
            id = self._asked(other, came=True)
        if id and new_body(said):
            self._ids[name] = id
        elif id:
            self._names.also_called(id, name)
        return id

    def rows(self, where: str) -> Iterator[ImportRow]:
        """One line for all new ones, each with what it seems to be; and one for each that was there too early."""
        known, is_decided = self._names.known.organization, self._doubts.is_decided
        asked = self._doubts.found()
        found = [one for one in asked if one.about in self._ids or is_decided(one) or known(one.about) is None]
        if found:
            state = RowState.SAME if all(map(is_decided, found)) else RowState.DOUBTFUL
            doubts = tuple(map(self._proposed, found))
            yield ImportRow(state, t("importing.bodies", count=len(found)), where, doubts=doubts)
        for id, rolls in self._seen.items():
            one, first = self._state.get(Organization, id), self._first_day(id)
            if one is not None and first and any(on.day and on.day < first for on in rolls):
                why = t("importing.before_membership", organization=one.acronym, since=first.isoformat())
                yield ImportRow(RowState.DOUBTFUL, one.acronym, where, why)

    def _first_day(self, id: str) -> date | None:
        """The first day of membership; None where there is no membership, or it has been one for ever."""
        periods = self._state.linked(Membership, Membership.organization, id)
        member = [period.since for period in periods if period.status is MembershipStatus.MEMBER]
        return min((since for since in member if since), default=None) if None not in member else None

    def _proposed(self, doubt: ReadingDoubt) -> ReadingDoubt:
        rolls = self._seen.get(self._ids.get(doubt.about, doubt.about), {})
        body = self._body(doubt.about, rolls).choice
        choices = tuple(body if one == NEW_ORGANIZATION else one for one in doubt.choices)
        return doubt._replace(choices=choices, place=t("importing.papers", count=len(rolls)))

    def _body(self, name: str, seen: Mapping[Roll, Capacity]) -> NewBody:
        """From its first roll on, until its last one where a year has passed since; rarely there, it is a guest."""
        days = sorted(roll.day for roll in seen if roll.day)
        if not days:
            return NewBody(likely_type(name))
        of = {roll.series for roll in seen}
        since = {on for one in self._seen.values() for on in one if on.series in of and on.day and on.day >= days[0]}
        ((capacity, _),) = Counter(seen.values()).most_common(1)
        usual = MembershipStatus.MEMBER if 2 * len(days) >= len(since) else MembershipStatus.INVITED
        gone = days[-1] + YEAR < max(on.day for on in since if on.day)
        return NewBody(likely_type(name), STATUSES.get(capacity, usual), days[0], days[-1] if gone else None)

    def write(self) -> None:
        """What somebody has said of those that are made: as what and from when they belonged to the group."""
        for name, id in self._ids.items():
            body = new_body(self._chosen.get((DoubtKind.UNKNOWN_ORGANIZATION, 0, name), ""))
            if body:
                self._names.known.making.change(Organization, id, Organization.type(body.type))
            if body and body.status:
                of = (Membership.organization(id), Membership.status(body.status), Membership.since(body.since))
                row = derived_id(self._state.db, Membership.TABLE, (id, str(body.status)))
                self._names.known.making.new(Membership, row, *of, Membership.until(body.until))
