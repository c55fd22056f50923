"""The sheet that goes round the room: who is expected, in the order of the roll, and lines for others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.exchange.labels import choice, label
from ictwg.exchange.writing.attendance import columns, printed_organization
from ictwg.exchange.writing.blocks import NOTHING, Facts, Heading, Paragraph, Table, Text, line, own, strong
from ictwg.exchange.writing.header import facts, title, when

if TYPE_CHECKING:
    from ictwg.exchange.sign_in_sheet import SignInRow, SignInSheet
    from ictwg.exchange.writing.blocks import Block

BLANK = 10
"""Lines for those who are not expected."""
_WIDTHS = (6, 28, 20, 16, 13, 17)
_COLUMNS = ("number", "organization", "name", "position", "capacity", "signature")


def sign_in_blocks(sheet: SignInSheet) -> list[Block]:
    lang = sheet.minutes.language
    head = columns(_COLUMNS, lang)
    expected = tuple(_row(number, row, lang) for number, row in enumerate(sheet.rows, 1))
    others = tuple((own(str(len(sheet.rows) + n)), *[NOTHING] * (len(head) - 1)) for n in range(1, BLANK + 1))
    return [
        Heading(1, title(sheet.minutes, label("sign_in.word", lang))),
        _head(sheet),
        *([Table(head, expected, _WIDTHS)] if sheet.rows else []),
        Paragraph(strong(own(label("sign_in.others", lang)))),
        Table(head, others, _WIDTHS),
    ]


def _head(sheet: SignInSheet) -> Facts:
    minutes = sheet.minutes
    said = {
        "row.reference": line(minutes.reference),
        "row.title": line(minutes.title),
        "row.time": when(minutes),
        "row.place": line(minutes.venue),
        "agenda.audience": own(choice(minutes.audience, minutes.language)),
    }
    return facts(said.items(), minutes.language)


def _row(number: int, row: SignInRow, lang: str) -> tuple[Text, ...]:
    organization = printed_organization(row.organization, row.acronym)
    capacity = own(choice(row.capacity, lang) if row.capacity else "")
    return (own(str(number)), organization, line(row.name), line(row.position), capacity, NOTHING)
