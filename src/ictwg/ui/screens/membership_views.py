"""What the Membership screen lists: organizations and people as rows of a list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ictwg.domain.periods import name_on, roles_on
from ictwg.domain.records import Membership, Organization, Person, Role
from ictwg.domain.roster import protocol
from ictwg.domain.values import MembershipStatus
from ictwg.locales import t
from ictwg.members.organizations import register
from ictwg.records.record_rows import RecordRow
from ictwg.ui.screens.meeting_views import PRESENCE, UNRECORDED
from ictwg.ui.widgets.columns import CellPiece, Column, GroupHeading, Tone, title_column

if TYPE_CHECKING:
    from datetime import date

    from ictwg.records.lookup import Lookup

STATUS_LOOK: dict[MembershipStatus, tuple[str, Tone]] = {
    MembershipStatus.MEMBER: ("●", "good"),
    MembershipStatus.OBSERVER: ("○", "info"),
    MembershipStatus.INVITED: ("◌", "info"),
    MembershipStatus.SUSPENDED: ("◐", "warn"),
    MembershipStatus.WITHDRAWN: ("×", "muted"),
}
_TONES = dict(STATUS_LOOK.values())


def organization_lines(lookup: Lookup, on: date) -> tuple[RecordRow | GroupHeading, ...]:
    """Under the heading of their type, unless they were put in one order; under the last who do not belong that day."""
    lines: list[RecordRow | GroupHeading] = []
    heading, rows = "", register(lookup.state, on)
    by_type = not any(row.organization.protocol_place for row in rows)
    for row in rows:
        title = t(f"choices.organization_type.{row.type}") if by_type else ""
        title = t("membership.never") if row.status is None else title
        if title != heading:
            heading = title
            way = t("membership.never.way") if row.status is None else ""
            lines.append(GroupHeading(f"heading:{title}", title[:1].upper() + title[1:], way))
        status = f"{STATUS_LOOK[row.status][0]} {Membership.status.label(row.status)}" if row.status else ""
        cells = (row.acronym, row.name, status, ", ".join(row.focal_points))
        lines.append(RecordRow(lookup, row.organization, cells))
    return tuple(lines)


def person_lines(lookup: Lookup, on: date) -> tuple[RecordRow, ...]:
    """Everybody, by organization in protocol order."""
    state = lookup.state
    held: dict[str, list[str]] = {}
    for role in roles_on(state, on):
        held.setdefault(role.person or "", []).append(Role.function.label(role.function))

    def row(person: Person) -> RecordRow:
        home = state.get(Organization, person.organization)
        acronym = name_on(state, home, on).acronym if home else ""
        functions = ", ".join(held.get(person.id, ()))
        cells = (person.name, acronym, functions, person.phone, person.email, person.position)
        return RecordRow(lookup, person, cells)

    def place(person: Person) -> tuple[object, ...]:
        home = state.get(Organization, person.organization)
        return (home is None, protocol(home) if home else (), person.name.casefold(), person.id)

    return tuple(map(row, sorted(state.all(Person), key=place)))


def organization_columns() -> tuple[Column[RecordRow], ...]:
    return (
        _column(0, "acronym", width=9, tone="strong"),
        title_column("name", t("records.name"), lambda row: row.cells[1]),
        _column(2, "status", width=11, drop=2, brief=True)._replace(show=_status),
        _column(3, "focal_point", share=2, minimum=14, drop=1),
    )


def person_columns() -> tuple[Column[RecordRow], ...]:
    return (
        title_column("name", t("records.name"), lambda row: row.cells[0], tone="strong"),
        _column(1, "organization", width=12),
        _column(2, "function", share=2, minimum=12, snug=False),
        _column(3, "phone", width=16, drop=1),
        _column(4, "email", share=2, minimum=20, drop=3),
        _column(5, "position", "records.person.position", share=2, minimum=14, drop=4, snug=False),
    )


def _column(place: int, name: str, heading: str = "", *, snug: bool = True, **how: Any) -> Column[RecordRow]:
    return Column(name, t(heading or f"records.{name}"), lambda row: row.cells[place], snug=snug, **how)


def _status(row: RecordRow) -> tuple[CellPiece, ...]:
    return (CellPiece(row.cells[2], _TONES.get(row.cells[2][:1], "")),)


def legend() -> str:
    """What the signs of the attendance view mean."""
    signs = [f"{look[0]} {t(f'choices.presence.{state}')}" for state, look in PRESENCE.items() if state]
    return " ".join([*signs, f"{UNRECORDED[0]} {t('minutes.presence.not_recorded')}"])
