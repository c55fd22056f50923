"""What the Membership screen lists: organizations and people as rows of a list."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ictwg.domain.periods import name_on, roles_on
from ictwg.domain.records import Membership, Organization, Person
from ictwg.domain.roster import protocol
from ictwg.domain.values import MembershipStatus
from ictwg.locales import t
from ictwg.members.membership import MemberRow, register
from ictwg.ui.screens.meeting_views import PRESENCE, UNRECORDED
from ictwg.ui.widgets.columns import Cell, CellPiece, Column, GroupHeading, Tone

if TYPE_CHECKING:
    from datetime import date

    from ictwg.domain.state import State

STATUS_LOOK: dict[MembershipStatus, tuple[str, Tone]] = {
    MembershipStatus.MEMBER: ("●", "good"),
    MembershipStatus.OBSERVER: ("○", "info"),
    MembershipStatus.INVITED: ("◌", "info"),
    MembershipStatus.SUSPENDED: ("◐", "warn"),
    MembershipStatus.WITHDRAWN: ("×", "muted"),
}


class OrganizationLine(NamedTuple):
    id: str
    organization: Organization
    acronym: str
    name: str
    status: Cell
    focal_points: str


class PersonLine(NamedTuple):
    id: str
    person: Person
    name: str
    organization: str
    functions: str
    position: str
    phone: str
    email: str


def organization_lines(state: State, on: date) -> tuple[OrganizationLine | GroupHeading, ...]:
    """Under the heading of their type; those who do not belong that day under the last one."""
    lines: list[OrganizationLine | GroupHeading] = []
    heading = ""
    for row in register(state, on):
        title = t("membership.never") if row.status is None else t(f"choices.organization_type.{row.type}")
        if title != heading:
            heading = title
            way = t("membership.never.way") if row.status is None else ""
            lines.append(GroupHeading(f"heading:{title}", title[:1].upper() + title[1:], way))
        lines.append(_organization_line(row))
    return tuple(lines)


def _organization_line(row: MemberRow) -> OrganizationLine:
    return OrganizationLine(
        row.organization.id,
        row.organization,
        row.acronym,
        row.name,
        status_cell(row.status),
        ", ".join(row.focal_points),
    )


def status_cell(status: MembershipStatus | None) -> Cell:
    if status is None:
        return ""
    glyph, tone = STATUS_LOOK[status]
    return (CellPiece(f"{glyph} {Membership.status.label(status)}", tone),)


def person_lines(state: State, on: date) -> tuple[PersonLine, ...]:
    """Everybody, by organization in protocol order."""
    held: dict[str, list[str]] = {}
    for role in roles_on(state, on):
        held.setdefault(role.person or "", []).append(t(f"choices.function.{role.function}"))
    people = sorted(state.all(Person), key=lambda person: _place(state, person))
    return tuple(_person_line(state, person, on, held.get(person.id, [])) for person in people)


def _place(state: State, person: Person) -> tuple[object, ...]:
    home = state.get(Organization, person.organization)
    return (home is None, protocol(home) if home else (), person.name.casefold(), person.id)


def _person_line(state: State, person: Person, on: date, functions: list[str]) -> PersonLine:
    home = state.get(Organization, person.organization)
    acronym = name_on(state, home, on).acronym if home else ""
    held = ", ".join(functions)
    return PersonLine(person.id, person, person.name, acronym, held, person.position, person.phone, person.email)


def organization_columns() -> tuple[Column[OrganizationLine], ...]:
    return (
        Column("acronym", t("membership.column.acronym"), lambda r: r.acronym, width=9, tone="strong", snug=True),
        Column("name", t("membership.column.name"), lambda r: r.name, share=3, minimum=14),
        Column("status", t("membership.column.status"), lambda r: r.status, width=11, snug=True),
        Column(
            "focal_point",
            t("membership.column.focal_point"),
            lambda r: r.focal_points,
            share=2,
            minimum=14,
            drop=1,
            snug=True,
        ),
    )


def person_columns() -> tuple[Column[PersonLine], ...]:
    return (
        Column("name", t("membership.column.name"), lambda r: r.name, share=3, minimum=16, tone="strong", snug=True),
        Column("organization", t("membership.column.organization"), lambda r: r.organization, width=12, snug=True),
        Column("function", t("membership.column.function"), lambda r: r.functions, share=2, minimum=12),
        Column("phone", t("membership.column.phone"), lambda r: r.phone, width=16, drop=1, snug=True),
        Column("email", t("membership.column.email"), lambda r: r.email, share=2, minimum=20, drop=3, snug=True),
        Column("position", t("membership.column.position"), lambda r: r.position, share=2, minimum=14, drop=4),
    )


def legend() -> str:
    """What the signs of the attendance view mean."""
    signs = [f"{look[0]} {t(f'choices.presence.{state}')}" for state, look in PRESENCE.items() if state]
    return " ".join([*signs, f"{UNRECORDED[0]} {t('membership.not_recorded')}"])
