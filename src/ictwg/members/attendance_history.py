"""Who came to which meeting: each organization over time, and who has stayed away three times in a row."""

from __future__ import annotations

from collections.abc import Container, Iterable
from datetime import date, timedelta
from itertools import takewhile
from typing import NamedTuple

from ictwg.domain.figures import percent
from ictwg.domain.periods import holds, latest_first, name_on
from ictwg.domain.records import Attendance, Meeting, Membership, Organization
from ictwg.domain.roster import ON_THE_ROSTER, belonging, has_own_members, held_before, protocol, sitting
from ictwg.domain.state import State
from ictwg.domain.values import PRESENT_STATES, MeetingState, MembershipStatus, Presence
from ictwg.locales import t

FLAGGED = 3
"""So many absences in a row are worth a call (DOMAIN.md §3)."""


class MeetingAttendance(NamedTuple):
    """One meeting of one organization; `state` is None where it did not belong that day, or nothing is recorded."""

    meeting: Meeting
    state: Presence | None
    belonged: bool = True

    @property
    def unrecorded(self) -> bool:
        """Asked to come, and nobody wrote down whether it did: that is no absence."""
        return self.belonged and self.state is None


class Missed(NamedTuple):
    """Meetings missed in a row; of some of them there were apologies."""

    meetings: int
    apologies: int

    @property
    def is_worth_a_call(self) -> bool:
        return self.meetings >= FLAGGED

    def words(self, lang: str | None = None) -> str:
        """`3 missed in a row, 1 with apologies`; empty where none was missed."""
        if not self.meetings:
            return ""
        return t(f"attendance.{self._key}", count=self.meetings, apologies=self.apologies, lang=lang)

    def short_words(self) -> str:
        """`3 missed, 1 excused`: for a column."""
        return t(f"attendance.short.{self._key}", count=self.meetings, apologies=self.apologies)

    @property
    def _key(self) -> str:
        if not self.apologies:
            return "missed"
        return "all_excused" if self.apologies == self.meetings else "some_excused"


class OrganizationAttendance(NamedTuple):
    organization: Organization
    acronym: str
    name: str
    came: tuple[MeetingAttendance, ...]
    """The latest first."""

    @property
    def id(self) -> str:
        return self.organization.id

    @property
    def attended(self) -> int:
        return sum(one.state in PRESENT_STATES for one in self.came)

    @property
    def invited(self) -> int:
        return sum(one.belonged for one in self.came)

    @property
    def counted(self) -> int:
        """The meetings of which it is recorded whether it came."""
        return sum(one.state is not None for one in self.came)

    @property
    def unrecorded(self) -> int:
        return sum(one.unrecorded for one in self.came)

    @property
    def rate(self) -> int | None:
        """In per cent of the meetings that count; None where there is none."""
        return percent(self.attended, self.counted) if self.counted else None

    def count(self, state: Presence) -> int:
        return sum(one.state is state for one in self.came)

    @property
    def missed(self) -> Missed:
        """The last meetings that it missed in a row."""
        states = [one.state for one in takewhile(lambda one: one.state not in PRESENT_STATES, self.came)]
        apologies = states.count(Presence.APOLOGIES)
        return Missed(apologies + states.count(Presence.ABSENT), apologies)


def attendance_over_time(
    state: State, on: date, series: str = "", last: int | None = 12
) -> tuple[OrganizationAttendance, ...]:
    """Every organization of the body of that day, over the last meetings held up to it; None: over all of them."""
    belong = belonging(state, on, series)
    members = [o for o in state.all(Organization) if o.id in belong]
    return attendance_at(state, on, held_before(state, series, on + timedelta(days=1))[:last], members)


def attendance_at(
    state: State, on: date, meetings: tuple[Meeting, ...], organizations: Iterable[Organization]
) -> tuple[OrganizationAttendance, ...]:
    """These organizations, under their names of a day, at these meetings."""
    there = [_there(state, meeting) for meeting in meetings]
    return tuple(_row(state, o, on, there) for o in sorted(organizations, key=protocol))


def flagged(state: State, on: date, series: str = "") -> tuple[OrganizationAttendance, ...]:
    """Members and observers who have missed three meetings of a body in a row, or more: worth a call.

    Who is only invited or keeps the minutes owes no meeting.
    """
    found = [row for row in attendance_over_time(state, on, series) if row.missed.is_worth_a_call]
    belong = belonging(state, on, series) if found else {}
    return tuple(row for row in found if belong[row.id] is not MembershipStatus.INVITED)


def staying_away(state: State, on: date) -> tuple[tuple[str, OrganizationAttendance], ...]:
    """Those of every body that has met, each with its code; the plenary's is empty."""
    codes = sorted({m.series for m in state.all(Meeting) if m.state is MeetingState.HELD})
    return tuple((code, row) for code in codes for row in flagged(state, on, code))


def members_staying_away(state: State, on: date, series: str) -> tuple[OrganizationAttendance, ...]:
    """The members among those of one body, to be spoken of at its meeting."""
    found = flagged(state, on, series)
    belong = belonging(state, on, series) if found else {}
    return tuple(row for row in found if belong[row.id] is MembershipStatus.MEMBER)


class _There(NamedTuple):
    """Who came to a meeting; `sat` are those of a body with members of its own, None where it is the group's."""

    meeting: Meeting
    day: date | None
    best: dict[str, Presence]
    sat: Container[str] | None


class _Spell(NamedTuple):
    """A period of membership, read once for all the meetings."""

    since: date | None
    until: date | None
    status: MembershipStatus | None


def _there(state: State, meeting: Meeting) -> _There:
    day = meeting.date
    sat = sitting(state, meeting.series, day) if day and has_own_members(state, meeting.series) else None
    # The best state of each organization: it was there if one of its people was
    order = (Presence.PRESENT, Presence.REMOTE, Presence.APOLOGIES, Presence.ABSENT)
    best: dict[str, Presence] = {}
    for row in state.linked(Attendance, Attendance.meeting, meeting.id):
        if row.organization and row.state is not None:
            before = best.get(row.organization)
            if before is None or order.index(row.state) < order.index(before):
                best[row.organization] = row.state
    return _There(meeting, day, best, sat)


def _row(state: State, organization: Organization, on: date, held: Iterable[_There]) -> OrganizationAttendance:
    named = name_on(state, organization, on)
    written = state.linked(Membership, Membership.organization, organization.id)
    periods = latest_first(_Spell(one.since, one.until, one.status) for one in written)
    came = tuple(_came(periods, organization.id, there) for there in held)
    return OrganizationAttendance(organization, named.acronym, named.name, came)


def _came(periods: Iterable[_Spell], id: str, there: _There) -> MeetingAttendance:
    """As it is recorded; who was to be there and was not marked is neither there nor absent."""
    recorded = there.best.get(id)
    return MeetingAttendance(there.meeting, recorded, recorded is not None or _belonged(periods, id, there))


def _belonged(periods: Iterable[_Spell], id: str, there: _There) -> bool:
    if there.day is None:
        return False
    if there.sat is not None:
        return id in there.sat
    return next((period.status for period in periods if holds(period, there.day)), None) in ON_THE_ROSTER
