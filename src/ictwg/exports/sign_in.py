"""The sheet that goes round the room, of a meeting or of a day of a training, and the list of visitors for the gate.

Landscape, with room to write by hand.

And the declaration of presence: a file for each who came to a meeting, to be signed and taken to the own ministry.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import repeat
from typing import NamedTuple

from ictwg.domain.access import visible
from ictwg.domain.fields import Link
from ictwg.domain.records import Attendance, Funder, FundingLine, Organization, Person, Result, VisibilityText
from ictwg.domain.state import State
from ictwg.domain.text import clean, fold
from ictwg.domain.values import PRESENT_STATES, Answer, Capacity
from ictwg.exports.agenda import where_met
from ictwg.locales import first_known, t
from ictwg.meetings.attendance import RollLine, roll
from ictwg.minutes.printed.annexes import printed_organization
from ictwg.minutes.printed.minutes import facts, title
from ictwg.minutes.printed.pages import signer
from ictwg.minutes.printed.sheet import AttendanceRow, MinutesSheet
from ictwg.minutes.printed.view import PrintContext
from ictwg.papers.blocks import (
    NOTHING,
    Block,
    HeadingBlock,
    PaperText,
    Paragraph,
    Signatures,
    TableBlock,
    chain,
    line,
    own,
)
from ictwg.papers.words import label
from ictwg.records.group import full_group_name, spoken_in


def visibility_lines(state: State, paid_for: Link, id: str, lang: str) -> Iterator[Paragraph]:
    """Each in this language, else in the group's, or in any; as many in every language.

    Args:
        state: The whole group.
        paid_for: The field of a line of funding that names what it pays for.
        id: Of that.
        lang: Of the page.
    """
    programmes = dict.fromkeys(
        one.programme
        for paid in state.linked(FundingLine, paid_for, id)
        for one in (state.get(Result, paid.output), state.get(Funder, paid.funder))
        if one is not None and one.programme
    )
    wanted = [
        {fold(one.language): one.text for one in state.linked(VisibilityText, VisibilityText.programme, programme)}
        for programme in programmes
    ]
    for texts in (one for at, one in enumerate(wanted) if one not in wanted[:at]):
        said = next((texts[code] for code in (lang, spoken_in(state), *texts) if code in texts), "")
        yield from [Paragraph(line(said))] if said else []


class SignInRow(NamedTuple):
    """Somebody who is expected; without a name whoever comes for the organization writes theirs."""

    organization: str
    acronym: str
    name: str = ""
    position: str = ""


def sign_in_rows(view: PrintContext, wanted: Callable[[RollLine], bool] = lambda _: True) -> tuple[SignInRow, ...]:
    """In the order of the roll, so that the signed paper is entered in one pass; organizations alone for `everyone`."""
    called = (line for line in roll(view.state, view.meeting) if line.answer is not Answer.SENDS)
    lines = [line for line in called if wanted(line)]
    if view.tells_persons:
        return tuple(_expected_row(view, line) for line in lines)
    once = {line.organization: line for line in reversed(lines) if line.organization}
    return tuple(_organization(view, line) for line in lines if once.get(line.organization) is line)


def _expected_row(view: PrintContext, line: RollLine) -> SignInRow:
    """A person who is on no list of this audience leaves a line for the organization."""
    person = view.state.get(Person, line.person)
    if person is not None and not visible(view.state, person, view.audience):
        return _organization(view, line)
    position = person.position if person else line.record.title if line.record else ""
    return _organization(view, line)._replace(name=clean(line.name), position=clean(position))


def _organization(view: PrintContext, line: RollLine) -> SignInRow:
    named = view.organization(line.organization)
    if named is None:
        return SignInRow(clean(line.organization_name), clean(line.acronym))
    return SignInRow(named.name, named.acronym)


def sign_in_blocks(view: PrintContext, minutes: MinutesSheet) -> list[Block]:
    """What the meeting is, who is expected in the order of the roll, and what one signs for."""
    lang = minutes.language
    expected = (
        (line(row.name), printed_organization(row.organization, row.acronym), line(row.position))
        for row in sign_in_rows(view)
    )
    return [
        HeadingBlock(1, title(minutes, label("sign_in.word", lang))),
        facts(where_met(minutes).items(), lang),
        *signed_blocks(expected, lang),
        *visibility_lines(view.state, FundingLine.meeting, view.meeting.id, lang),
    ]


_VISITORS = frozenset({Capacity.OBSERVER, Capacity.GUEST, Capacity.INTERPRETER})
_AT_THE_GATE = {"number": 5, "name": 28, "institution": 27, "document": 22, "vehicle": 18}


def visitor_blocks(view: PrintContext, minutes: MinutesSheet) -> list[Block]:
    """For the gate: observers, guests and interpreters who are expected, with room for others."""
    lang, full = minutes.language, replace(minutes, group=minutes.group_name)
    expected = (
        (line(row.name), printed_organization(row.organization, row.acronym))
        for row in sign_in_rows(view, lambda line: line.capacity in _VISITORS and line.answer is not Answer.NOT_COMING)
        if row.name
    )
    return [
        HeadingBlock(1, title(full, label("visitors.word", lang))),
        facts(where_met(minutes).items(), lang),
        _by_hand((*expected, *repeat((), BLANK)), lang, _AT_THE_GATE),
    ]


BLANK = 10
"""Rows for those who are not expected."""

_COLUMNS = {"number": 4, "name": 17, "institution": 23, "position": 14, "sex": 8, "reached_at": 14, "signature": 20}
"""With their widths: of the page, turned, a fifth is 50 mm."""


def signed_blocks(expected: Iterable[tuple[PaperText, ...]], lang: str) -> tuple[Block, Block]:
    """Name, institution and position of those who are expected, rows for others, and what holds for who signs."""
    boxes = own(t("sheets.sexes", lang=lang))
    rows = ((*row, boxes) for row in (*expected, *repeat((NOTHING,) * 3, BLANK)))
    return _by_hand(rows, lang, _COLUMNS), Paragraph(own(t("sheets.photographs", lang=lang)))


def _by_hand(rows: Iterable[tuple[PaperText, ...]], lang: str, columns: Mapping[str, int]) -> TableBlock:
    """Numbered, and empty behind what is known."""
    numbered = ((own(str(number)), *row) for number, row in enumerate(rows, 1))
    whole = tuple((*row, *(NOTHING,) * (len(columns) - len(row))) for row in numbered)
    return TableBlock(sheet_columns(lang, *columns), whole, tuple(columns.values()))


def sheet_columns(lang: str, *names: str) -> tuple[PaperText, ...]:
    return tuple(own(t(first_known(f"sheets.column.{name}", f"records.{name}"), lang=lang)) for name in names)


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
