"""The declaration of presence: a file for each who came to a meeting, to be signed and taken to the own ministry."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ictwg.domain.records import Attendance, Organization, Person
from ictwg.domain.state import State
from ictwg.domain.text import clean
from ictwg.domain.values import PRESENT_STATES
from ictwg.exports.agenda import where_met
from ictwg.minutes.printed.annexes import printed_organization
from ictwg.minutes.printed.minutes import facts
from ictwg.minutes.printed.pages import signer
from ictwg.minutes.printed.sheet import AttendanceRow, MinutesSheet
from ictwg.papers.blocks import Block, HeadingBlock, Paragraph, Signatures, chain, line, own
from ictwg.papers.words import label
from ictwg.records.group import full_group_name


def present(state: State, sheet: MinutesSheet, home: Organization | None) -> list[AttendanceRow]:
    """Who was there, of all or of one organization, as far as these readers are told."""
    there = (row for row in sheet.attendance if row.state in PRESENT_STATES and row.representative)
    return [row for row in there if home is None or _attendance(state, row).organization == home.id]


def _attendance(state: State, row: AttendanceRow) -> Attendance:
    found = state.get(Attendance, row.id)
    assert found is not None  # noqa: S101 - it was printed just now
    return found


def declaration_blocks(state: State, sheet: MinutesSheet, row: AttendanceRow) -> Iterator[Block]:
    """That somebody took part, when and where; the secretary of the meeting signs."""
    lang, person = sheet.language, state.get(Person, _attendance(state, row).person)
    position = row.title or (clean(person.position) if person is not None else "")
    yield HeadingBlock(1, own(label("declaration.word", lang)))
    yield Paragraph(own(label("declaration.says", lang)))
    yield HeadingBlock(2, line(row.representative))
    yield Paragraph(chain(", ", (line(position), printed_organization(row.organization, row.acronym))))
    yield Paragraph(own(label("declaration.took_part", lang)))
    told = {"row.group": line(full_group_name(state, lang)), "row.reference": line(sheet.reference)}
    yield facts({**told, **where_met(replace(sheet, time_zone=""))}.items(), lang)
    signed = signer(sheet, "secretary", sheet.minute_taker, sheet.minute_taker_position)
    yield Signatures(((*signed, own(f"{label('column.date', lang)}:")),), own(label("page.stamp", lang)))
