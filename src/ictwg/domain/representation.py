"""How many member organizations were represented, and whether a rule on quorum asks for more (DOMAIN.md §3).

> A seat counts once: if at least one member or alternate of an organization on it is present or remote.
> A seat of which nothing is recorded is neither represented nor absent: quorum is judged where it cannot change that.

Without a rule nothing is said but the sentence. With one: needed is the rule's figure, or (and in a sub-group) half
and one, of the seats whose organizations are members that day and not exempt; a proxy counts only where the rule says
so. The group may say it in a phrase of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from ictwg.domain.agenda import agenda_of
from ictwg.domain.periods import status_on
from ictwg.domain.records import AgendaItem, Attendance, Group, Meeting, Organization
from ictwg.domain.roster import has_own_members, has_seat, sitting
from ictwg.domain.state import State
from ictwg.domain.text import clean
from ictwg.domain.values import PRESENT_STATES, Capacity, MembershipStatus
from ictwg.locales import t

SPEAKS = (Capacity.MEMBER, Capacity.ALTERNATE)


class Representation(NamedTuple):
    """Seats represented `of` all member seats; `needed` only where the group has a rule.

    Attributes:
        attending: The seats of any status, for a group that keeps no membership.
        phrase: The group's own.
        unrecorded: The member seats of which nothing is recorded.
        taken: Whether anything at all is; where it is not, the figures mean nothing.
    """

    represented: int
    of: int
    needed: int | None = None
    attending: int = 0
    phrase: str = ""
    unrecorded: int = 0
    taken: bool = True

    @property
    def reached(self) -> bool | None:
        """None where there is no rule, or what is not recorded decides."""
        if self.needed is None or not self.taken:
            return None
        if self.represented >= self.needed:
            return True
        return None if self.represented + self.unrecorded >= self.needed else False

    def words(self, lang: str | None = None) -> str:
        """The sentence that stands in the minutes; empty where nobody belongs and nobody came."""
        if not self.taken:
            return t("meetings.not_taken", lang=lang)
        if self.of == 0:
            return t("meetings.attending", count=self.attending, lang=lang) if self.attending else ""
        if self.phrase:
            figures = {"represented": self.represented, "members": self.of, "needed": self.needed}
            said = self.phrase
            for name, figure in figures.items():
                said = said.replace(f"[{name}]", str(figure))
            return said
        sentence = t("meetings.represented", represented=self.represented, count=self.of, lang=lang)
        if self.unrecorded:
            sentence += f", {t('meetings.unrecorded', unrecorded=self.unrecorded, lang=lang)}"
        return self._judged(sentence, lang)

    def short_words(self, lang: str | None = None) -> str:
        """The figures alone, for a line that is short: what is not recorded stands in the roll below it."""
        if self.of == 0 or not self.taken:
            return self.words(lang)
        sentence = t("meetings.represented_short", represented=self.represented, count=self.of, lang=lang)
        return self._judged(sentence, lang)

    def _judged(self, sentence: str, lang: str | None) -> str:
        """With what the rule needs, where there is one."""
        if self.needed is None:
            return sentence
        return f"{sentence} {t(_VERDICTS[self.reached], needed=self.needed, lang=lang)}"


_VERDICTS = {True: "meetings.quorum_reached", False: "meetings.quorum_missed", None: "meetings.quorum_needs"}


def representation(state: State, meeting: Meeting, at_item: AgendaItem | None = None) -> Representation:
    """Over the whole meeting, or as it was at one item (those who left at an item no longer count there)."""
    rule = None if meeting.is_drafting else next((group for group in state.all(Group) if group.quorum_rule), None)
    seats = _member_seats(state, meeting, exempt=rule is not None)
    attendances = state.linked(Attendance, Attendance.meeting, meeting.id)
    recorded = [row for row in attendances if row.state is not None]
    there = [row for row in recorded if row.state in PRESENT_STATES]
    if at_item is not None:
        places = {line.item.id: place for place, line in enumerate(agenda_of(state, meeting))}
        there = [row for row in there if is_there(row, at_item, places)]
    speaking = _seats_of(state, there, proxies=rule is not None and rule.quorum_proxies)
    needed = None if rule is None else _needed(state, meeting, rule, len(seats))
    unrecorded = (
        seats - _seats_of(state, there, proxies=True) - set(_seats(state, (row.organization for row in recorded)))
    )
    counted = Representation(
        len(speaking & seats), len(seats), needed, len(speaking), unrecorded=len(unrecorded), taken=bool(recorded)
    )
    return counted if rule is None else counted._replace(phrase=_phrase(rule, counted))


def represented_seats(state: State, meeting: Meeting) -> frozenset[str] | None:
    """The seats for which somebody spoke, by proxy too; None where nobody took the roll."""
    recorded = [row for row in state.linked(Attendance, Attendance.meeting, meeting.id) if row.state is not None]
    there = (row for row in recorded if row.state in PRESENT_STATES)
    return frozenset(_seats_of(state, there, proxies=True)) if recorded else None


def _needed(state: State, meeting: Meeting, rule: Group, seats: int) -> int:
    """The rule's figure is the plenary's: of a sub-group with members of its own it may be more than all of them."""
    figure = None if has_own_members(state, meeting.series) else rule.quorum_needed
    return figure or seats // 2 + 1


def _phrase(rule: Group, counted: Representation) -> str:
    """The group's own words; for what is not decided it has none."""
    phrases = {True: rule.quorum_phrase, False: rule.no_quorum_phrase, None: ""}
    return clean(phrases[counted.reached])


def is_there(attendance: Attendance, item: AgendaItem, places: Mapping[str, int]) -> bool:
    """Whether somebody who came was in the room at an item: from that of arrival, up to before that of leaving."""
    at = places.get(item.id, 0)
    arrived = places.get(attendance.arrived_at or "", 0)
    left = places.get(attendance.left_at or "", len(places))
    return arrived <= at < left


def seat_of(state: State, organization: Organization) -> str:
    """The id of the organization whose seat it shares; its own where it has one to itself."""
    met: list[str] = []
    at: Organization | None = organization
    while at is not None and at.seat and at.id not in met:
        met.append(at.id)
        at = state.get(Organization, at.seat)
    if at is None:
        return met[-1]
    return min(met[met.index(at.id) :]) if at.id in met else at.id


def _member_seats(state: State, meeting: Meeting, *, exempt: bool) -> set[str]:
    on = meeting.date
    if on is None:
        return set()
    return {
        seat_of(state, organization)
        for organization in _members(state, meeting.series, on)
        if not (exempt and organization.exempt_from_quorum)
    }


def _members(state: State, series: str, on: date) -> Iterator[Organization]:
    """The member organizations of that day: of the group, or of the sub-group that meets."""
    own = sitting(state, series, on) if has_own_members(state, series) else None
    for organization in state.all(Organization):
        if own is not None:
            is_member = has_seat(own.get(organization.id, ()))
        else:
            is_member = status_on(state, organization, on) is MembershipStatus.MEMBER
        if is_member:
            yield organization


def _seats_of(state: State, attendances: Iterable[Attendance], *, proxies: bool) -> set[str]:
    speaking = [row for row in attendances if row.capacity in SPEAKS]
    ids = [row.organization for row in speaking] + [row.proxy_for for row in speaking if proxies]
    return set(_seats(state, ids))


def _seats(state: State, ids: Iterable[str | None]) -> Iterator[str]:
    return (seat_of(state, found) for id in ids if (found := state.get(Organization, id)) is not None)
