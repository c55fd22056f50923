"""Who was there, in protocol order: present, apologies, not represented, not recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.values import THERE, Presence
from ictwg.exchange.escaping import plain
from ictwg.exchange.labels import choice, label
from ictwg.exchange.writing.tables import table

if TYPE_CHECKING:
    from ictwg.exchange.sheet import AttendanceRow, MinutesSheet, OrganizationRow

COLUMNS = ("organization", "type", "representative", "capacity", "state")
ORGANIZATION_COLUMNS = ("acronym", "name", "type", "membership")


def attendance(sheet: MinutesSheet) -> list[str]:
    """The section with its table, and the sentence on representation."""
    lang = sheet.language
    lines = [f"## {label('section.attendance', lang)}", ""]
    if not sheet.attendance:
        return [*lines, f"*{label('attendance.none', lang)}*"]
    head = [label(f"column.{name}", lang) for name in COLUMNS]
    there = {row.acronym for row in sheet.attendance if row.state in THERE}
    lines += table(head, (_row(row, there, lang) for row in sheet.attendance))
    return [*lines, "", f"*{plain(sheet.sentence)}*"] if sheet.sentence else lines


def organizations(sheet: MinutesSheet) -> list[str]:
    """Every organization that is named, with its full name and what it was to the group that day."""
    lang = sheet.language
    head = [label(f"column.{name}", lang) for name in ORGANIZATION_COLUMNS]
    return table(head, (_organization(row, lang) for row in sheet.organizations))


def printed_organization(name: str, acronym: str) -> str:
    """`Ministry of Justice (MoJ)`."""
    named = plain(name, "()")
    return f"{named} ({plain(acronym, '()')})" if acronym and acronym != name else named


def _row(row: AttendanceRow, there: set[str], lang: str) -> list[str]:
    return [
        printed_organization(row.organization, row.acronym),
        choice(row.type, lang) if row.type else "",
        _representative(row, lang),
        choice(row.capacity, lang) if row.capacity else "",
        _state(row, there, lang),
    ]


def _representative(row: AttendanceRow, lang: str) -> str:
    """`Ana Silva, adviser; *in place of* Rui Costa`."""
    name = plain(row.representative, ",;") + (f", {plain(row.title, ',;')}" if row.title else "")
    others = [("in_place_of", row.in_place_of), ("proxy_for", row.proxy_for)]
    said = [f"*{label(f'attendance.{key}', lang)}* {plain(value, ',;')}" for key, value in others if value]
    return "; ".join((name, *said)) if name or said else ""


def _state(row: AttendanceRow, there: set[str], lang: str) -> str:
    """`present, until item 4`."""
    said = [_presence(row, there, lang)]
    said += [label("attendance.arrived", lang, item=row.arrived)] if row.arrived else []
    said += [label("attendance.left", lang, item=row.left)] if row.left else []
    return ", ".join(said)


def _presence(row: AttendanceRow, there: set[str], lang: str) -> str:
    """No organization is called absent: it was not represented, or somebody of it was there while another was not."""
    if row.state is None:
        return label("presence.not_recorded", lang)
    if row.state is not Presence.ABSENT:
        return choice(row.state, lang)
    named = not row.organization or (row.representative and row.acronym in there)
    return label("presence.not_present" if named else "presence.not_represented", lang)


def _organization(row: OrganizationRow, lang: str) -> list[str]:
    said = [choice(row.status, lang) if row.status else label("attendance.no_status", lang)]
    said += [label("attendance.seat", lang, acronym=plain(row.seat, ","))] if row.seat else []
    said += [label("attendance.exempt", lang)] if row.exempt else []
    return [plain(row.acronym), plain(row.name), choice(row.type, lang), ", ".join(said)]
