"""The sheet that goes round the room: who is expected, in the order of the roll, and lines for others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.exchange.escaping import plain
from ictwg.exchange.front_matter import sheet_values, with_front_matter
from ictwg.exchange.labels import choice, label
from ictwg.exchange.writing.attendance import printed_organization
from ictwg.exchange.writing.header import title, when
from ictwg.exchange.writing.items import joined
from ictwg.exchange.writing.tables import table

if TYPE_CHECKING:
    from ictwg.exchange.sign_in_sheet import SignInRow, SignInSheet

BLANK = 10
"""Lines for those who are not expected."""
_COLUMNS = ("number", "organization", "name", "position", "capacity", "signature")


def sign_in_markdown(sheet: SignInSheet) -> str:
    lang = sheet.minutes.language
    head = [label(f"column.{name}", lang) for name in _COLUMNS]
    expected = (_row(number, row, lang) for number, row in enumerate(sheet.rows, 1))
    others = ([str(len(sheet.rows) + n), "", "", "", "", ""] for n in range(1, BLANK + 1))
    blocks = [
        [f"# {title(sheet.minutes, label('sign_in.word', lang))}"],
        _head(sheet),
        *([table(head, expected)] if sheet.rows else []),
        [f"**{label('sign_in.others', lang)}**"],
        table(head, others),
    ]
    return with_front_matter(sheet_values(sheet.minutes, "sign-in"), "\n" + "\n".join(joined(blocks)) + "\n")


def _head(sheet: SignInSheet) -> list[str]:
    minutes = sheet.minutes
    said = {
        "row.reference": plain(minutes.reference),
        "row.title": plain(minutes.title),
        "row.time": when(minutes),
        "row.place": plain(minutes.venue),
        "agenda.audience": choice(minutes.audience, minutes.language),
    }
    head, *rows = [(label(key, minutes.language), value) for key, value in said.items() if value]
    return table(head, rows)


def _row(number: int, row: SignInRow, lang: str) -> list[str]:
    organization = printed_organization(row.organization, row.acronym)
    capacity = choice(row.capacity, lang) if row.capacity else ""
    return [str(number), organization, plain(row.name), plain(row.position), capacity, ""]
