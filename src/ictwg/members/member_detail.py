"""One organization or person told in sections, for the pane beside the list."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from ictwg.domain.calendar import short_day
from ictwg.domain.fields import Link
from ictwg.domain.periods import Period, name_on
from ictwg.domain.records import Action, Attendance, Membership, Organization, Person, Role, Succession
from ictwg.domain.values import CLOSED
from ictwg.locales import t
from ictwg.members.functions import FunctionRow, functions_of, people_of
from ictwg.members.organizations import names_of, periods_of
from ictwg.records.lookup import Lookup, short_title
from ictwg.records.tables import Detail, DetailSection

if TYPE_CHECKING:
    from ictwg.members.attendance_history import MeetingAttendance, OrganizationAttendance


def organization_detail(lookup: Lookup, organization: Organization, on: date) -> Detail:
    state = lookup.state
    named = name_on(state, organization, on)
    periods = periods_of(state, organization)
    return Detail(
        named.acronym,
        named.name,
        _sections(
            memberships=map(_period, periods) if periods else [t("membership.never.detail")],
            functions=(_held(row, row.person) for row in functions_of(state, organization)),
            people=(_contact(person) for person in people_of(state, organization, on)),
            actions=_open_actions(lookup, state.linked(Action, Action.owners, organization.id)),
            names=(f"{row.name} ({row.acronym})  {span(row)}" for row in names_of(state, organization)),
            predecessors=_succession(lookup, Succession.predecessor, Succession.successor, organization),
            successors=_succession(lookup, Succession.successor, Succession.predecessor, organization),
            notes=organization.notes.splitlines(),
        ),
        organization.id,
    )


def attendance_detail(row: OrganizationAttendance) -> Detail:
    """An organization at each of the last meetings, in words."""
    lines = (f"{short_day(one.meeting.date):>11}  {_came(one)}" for one in row.came)
    return Detail(row.acronym, row.name, _sections(meetings=lines), row.id)


def _came(one: MeetingAttendance) -> str:
    if one.state is not None:
        return Attendance.state.label(one.state)
    return t("minutes.presence.not_recorded" if one.belonged else "minutes.attendance.no_status")


def person_detail(lookup: Lookup, person: Person) -> Detail:
    state = lookup.state
    home = state.get(Organization, person.organization)
    asked = " ".join(filter(None, (person.ask_through, person.ask_through_phone)))
    return Detail(
        person.name,
        " · ".join(filter(None, (person.position, home.name if home else ""))),
        _sections(
            contact=filter(None, (person.phone, person.email, asked)),
            functions=(_held(row, row.organization) for row in functions_of(state, person)),
            actions=_open_actions(lookup, state.linked(Action, Action.person, person.id)),
            lists=[", ".join(person.lists)] if person.lists else [],
            notes=person.notes.splitlines(),
        ),
        person.id,
    )


def span(period: Period) -> str:
    """`1 Jan 2009 – now`."""
    since = short_day(period.since) if period.since else t("membership.ever")
    until = short_day(period.until) if period.until else t("membership.until_now")
    return f"{since} – {until}"


def _sections(**lines: Iterable[str]) -> tuple[DetailSection, ...]:
    """Those that say something, under the headings `membership.detail.*`."""
    told = ((key, tuple(said)) for key, said in lines.items())
    return tuple(DetailSection(t(f"membership.detail.{key}"), said) for key, said in told if said)


def _period(period: Membership) -> str:
    return f"{Membership.status.label(period.status)}  {span(period)}  {period.letter}".rstrip()


def _held(row: FunctionRow, who: str) -> str:
    return f"{Role.function.label(row.role.function)}  {who}  {span(row.role)}"


def _contact(person: Person) -> str:
    return " · ".join(filter(None, (person.name, person.position, person.phone, person.email)))


def _open_actions(lookup: Lookup, actions: Iterable[Action]) -> Iterable[str]:
    for action in sorted(actions, key=lambda a: (a.reference, a.id)):
        if action.status not in CLOSED:
            said = (action.reference, short_title(action), Action.due.show(action.due, lookup))
            yield " · ".join(filter(None, said))


def _succession(lookup: Lookup, other: Link, own: Link, organization: Organization) -> Iterable[str]:
    """Those on the other side of what became of it."""
    for row in lookup.state.linked(Succession, own, organization.id):
        kind = Succession.kind.show(row.kind, lookup)
        said = (other.type_text(other.of(row), lookup), kind, short_day(row.on) if row.on else "")
        yield "  ".join(filter(None, said))
