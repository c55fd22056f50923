"""The signature block: who prepared the minutes and who approved them, with room to sign by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.exchange.escaping import plain
from ictwg.exchange.labels import label
from ictwg.exchange.writing.tables import table

if TYPE_CHECKING:
    from ictwg.exchange.sheet import MinutesSheet


def signatures(sheet: MinutesSheet) -> list[list[str]]:
    """Names and positions stand in it, as far as they are known; day and signature are written on paper."""
    lang = sheet.language
    rows = {
        "name": (sheet.minute_taker, sheet.chair),
        "position": (sheet.minute_taker_position, sheet.chair_position),
        "date": ("", ""),
        "signature": ("", ""),
    }
    head = ["", label("sign.prepared_by", lang), label("sign.approved_by", lang)]
    lines = ([label(f"column.{name}", lang), *map(plain, said)] for name, said in rows.items())
    initials = [[f"*{label('sign.initials', lang)}*"]] if sheet.initials else []
    return [[f"## {label('section.signatures', lang)}"], table(head, lines), *initials]
