"""Minutes as a markdown file (DOMAIN.md §5): CommonMark with pipe tables, ready for pandoc, and read back by us.

front matter · title · draft or adopted · header table · summary · attendance · items · signatures · annexes
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.values import CLOSED, EntryType
from ictwg.exchange.escaping import marked, plain
from ictwg.exchange.front_matter import sheet_values, with_front_matter
from ictwg.exchange.labels import label
from ictwg.exchange.sheet import Counts
from ictwg.exchange.writing.annexes import annexes
from ictwg.exchange.writing.attendance import attendance
from ictwg.exchange.writing.header import header
from ictwg.exchange.writing.items import bullets, joined, section
from ictwg.exchange.writing.signatures import signatures

if TYPE_CHECKING:
    from ictwg.exchange.sheet import MinutesSheet


def minutes_markdown(sheet: MinutesSheet) -> str:
    return with_front_matter(sheet_values(sheet, ""), "\n" + "\n".join(minutes_body(sheet)) + "\n")


def minutes_body(sheet: MinutesSheet) -> list[str]:
    """The lines of the minutes, without the front matter."""
    blocks = [
        header(sheet),
        [f"**{label('summary', sheet.language)}**: {summary_line(sheet)}"],
        *([marked(sheet.summary).split("\n")] if sheet.summary else []),
        attendance(sheet),
        *(
            [[f"## {label('section.notes', sheet.language)}"], bullets(sheet.notes, sheet.language)]
            if sheet.notes
            else []
        ),
        *(section(item, sheet) for item in sheet.items),
        *signatures(sheet),
        annexes(sheet),
    ]
    return joined(blocks)


def summary_line(sheet: MinutesSheet) -> str:
    """`3 decisions · 5 new actions · 4 closed · 2 overdue · 9 of 16 member organizations were represented`."""
    figures = counts(sheet)
    said = [label(f"count.{name}", sheet.language, count=getattr(figures, name)) for name in Counts.__slots__]
    return " · ".join([*said, plain(sheet.sentence)] if sheet.sentence else said)


def counts(sheet: MinutesSheet) -> Counts:
    lines = [line for line in sheet.lines if not line.restricted]
    promises = [action.promise for action in sheet.reviewed] + [line.promise for line in lines if line.promise]
    return Counts(
        decisions=sum(line.type is EntryType.DECISION for line in lines),
        new_actions=sum(line.type is EntryType.ACTION for line in lines),
        closed=sum(action.promise.status in CLOSED for action in sheet.reviewed),
        overdue=sum(promise.overdue for promise in promises),
    )
