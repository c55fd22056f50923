"""Minutes (DOMAIN.md §5), as blocks and as the markdown file that is read back by us.

front matter · title · draft or adopted · header table · summary · attendance · items · signatures · annexes
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.values import CLOSED, EntryType
from ictwg.exchange.front_matter import sheet_values
from ictwg.exchange.labels import label
from ictwg.exchange.sheet import Counts
from ictwg.exchange.writing.annexes import annexes
from ictwg.exchange.writing.attendance import attendance
from ictwg.exchange.writing.blocks import Heading, Paragraph, Text, line, long, own, strong
from ictwg.exchange.writing.header import header
from ictwg.exchange.writing.items import bullets, section
from ictwg.exchange.writing.markdown import markdown
from ictwg.exchange.writing.signatures import signatures

if TYPE_CHECKING:
    from ictwg.exchange.sheet import MinutesSheet
    from ictwg.exchange.writing.blocks import Block


def minutes_markdown(sheet: MinutesSheet) -> str:
    return markdown(sheet_values(sheet, ""), minutes_blocks(sheet))


def minutes_blocks(sheet: MinutesSheet) -> list[Block]:
    lang = sheet.language
    notes: list[Block] = []
    if sheet.notes:
        notes = [Heading(2, own(label("section.notes", lang))), bullets(sheet.notes, lang)]
    return [
        *header(sheet),
        Paragraph(strong(own(label("summary", lang))) + own(": ") + summary_line(sheet)),
        *([Paragraph(long(sheet.summary))] if sheet.summary else []),
        *attendance(sheet),
        *notes,
        *(block for item in sheet.items for block in section(item, sheet)),
        *signatures(sheet),
        *annexes(sheet),
    ]


def summary_line(sheet: MinutesSheet) -> Text:
    """`3 decisions · 5 new actions · 4 closed · 2 overdue · 9 of 16 member organizations were represented`."""
    figures = counts(sheet)
    said = [label(f"count.{name}", sheet.language, count=getattr(figures, name)) for name in Counts.__slots__]
    figured = own(" · ".join(said))
    return figured + own(" · ") + line(sheet.sentence) if sheet.sentence else figured


def counts(sheet: MinutesSheet) -> Counts:
    lines = [one for one in sheet.lines if not one.restricted]
    promises = [action.promise for action in sheet.reviewed] + [one.promise for one in lines if one.promise]
    return Counts(
        decisions=sum(one.type is EntryType.DECISION for one in lines),
        new_actions=sum(one.type is EntryType.ACTION for one in lines),
        closed=sum(action.promise.status in CLOSED for action in sheet.reviewed),
        overdue=sum(promise.overdue for promise in promises),
    )
