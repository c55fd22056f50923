"""Who was there, in protocol order: present, apologies, not represented, not recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.values import THERE, Presence
from ictwg.exchange.labels import choice, label
from ictwg.exchange.writing.blocks import Heading, Paragraph, Table, Text, chain, emphasis, line, own

if TYPE_CHECKING:
    from ictwg.exchange.sheet import AttendanceRow, MinutesSheet, OrganizationRow
    from ictwg.exchange.writing.blocks import Block

COLUMNS = ("organization", "type", "representative", "capacity", "state")
ORGANIZATION_COLUMNS = ("acronym", "name", "type", "membership")


def attendance(sheet: MinutesSheet) -> list[Block]:
    """The section with its table, and the sentence on representation."""
    lang = sheet.language
    heading = Heading(2, own(label("section.attendance", lang)))
    if not sheet.attendance:
        return [heading, Paragraph(emphasis(own(label("attendance.none", lang))))]
    there = {row.acronym for row in sheet.attendance if row.state in THERE}
    table = Table(columns(COLUMNS, lang), tuple(_row(row, there, lang) for row in sheet.attendance))
    return [heading, table, *([Paragraph(emphasis(line(sheet.sentence)))] if sheet.sentence else [])]


def organizations(sheet: MinutesSheet) -> list[Block]:
    """Every organization that is named, with its full name and what it was to the group that day."""
    lang = sheet.language
    rows = tuple(_organization(row, lang) for row in sheet.organizations)
    return [Table(columns(ORGANIZATION_COLUMNS, lang), rows)] if rows else []


def columns(names: tuple[str, ...], lang: str) -> tuple[Text, ...]:
    return tuple(own(label(f"column.{name}", lang)) for name in names)


def printed_organization(name: str, acronym: str) -> Text:
    """`Ministry of Justice (MoJ)`."""
    named = line(name, "()")
    return named + own(" (") + line(acronym, "()") + own(")") if acronym and acronym != name else named


def _row(row: AttendanceRow, there: set[str], lang: str) -> tuple[Text, ...]:
    return (
        printed_organization(row.organization, row.acronym),
        own(choice(row.type, lang) if row.type else ""),
        _representative(row, lang),
        own(choice(row.capacity, lang) if row.capacity else ""),
        own(_state(row, there, lang)),
    )


def _representative(row: AttendanceRow, lang: str) -> Text:
    """`Ana Silva, adviser; *in place of* Rui Costa`."""
    name = line(row.representative, ",;") + (own(", ") + line(row.title, ",;") if row.title else Text())
    others = [("in_place_of", row.in_place_of), ("proxy_for", row.proxy_for)]
    told = [
        own("; ") + emphasis(own(label(f"attendance.{key}", lang))) + own(" ") + line(value, ",;")
        for key, value in others
        if value
    ]
    return name + chain("", told)


def _state(row: AttendanceRow, there: set[str], lang: str) -> str:
    """`present, until item 4`."""
    told = [_presence(row, there, lang)]
    told += [label("attendance.arrived", lang, item=row.arrived)] if row.arrived else []
    told += [label("attendance.left", lang, item=row.left)] if row.left else []
    return ", ".join(told)


def _presence(row: AttendanceRow, there: set[str], lang: str) -> str:
    """No organization is called absent: it was not represented, or somebody of it was there while another was not."""
    if row.state is None:
        return label("presence.not_recorded", lang)
    if row.state is not Presence.ABSENT:
        return choice(row.state, lang)
    named = not row.organization or (row.representative and row.acronym in there)
    return label("presence.not_present" if named else "presence.not_represented", lang)


def _organization(row: OrganizationRow, lang: str) -> tuple[Text, ...]:
    told = [own(choice(row.status, lang) if row.status else label("attendance.no_status", lang))]
    told += [_seat(row.seat, lang)] if row.seat else []
    told += [own(label("attendance.exempt", lang))] if row.exempt else []
    return (line(row.acronym), line(row.name), own(choice(row.type, lang)), chain(", ", told))


def _seat(acronym: str, lang: str) -> Text:
    from ictwg.exchange.writing.blocks import said

    return said("attendance.seat", lang, acronym=line(acronym, ","))
