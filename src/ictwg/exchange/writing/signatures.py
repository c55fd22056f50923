"""The signature block: who prepared the minutes and who approved them, with room to sign by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.exchange.labels import label
from ictwg.exchange.writing.blocks import NOTHING, Heading, Paragraph, Table, emphasis, line, own

if TYPE_CHECKING:
    from ictwg.exchange.sheet import MinutesSheet
    from ictwg.exchange.writing.blocks import Block


def signatures(sheet: MinutesSheet) -> list[Block]:
    """Names and positions stand in it, as far as they are known; day and signature are written on paper."""
    lang = sheet.language
    rows = {
        "name": (sheet.minute_taker, sheet.chair),
        "position": (sheet.minute_taker_position, sheet.chair_position),
        "date": ("", ""),
        "signature": ("", ""),
    }
    head = (NOTHING, own(label("sign.prepared_by", lang)), own(label("sign.approved_by", lang)))
    told = tuple((own(label(f"column.{name}", lang)), *map(line, said)) for name, said in rows.items())
    initials = [Paragraph(emphasis(own(label("sign.initials", lang))))] if sheet.initials else []
    return [Heading(2, own(label("section.signatures", lang))), Table(head, told, (20, 40, 40)), *initials]
