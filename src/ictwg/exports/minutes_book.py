"""The minutes of a period in one file: contents first, then each meeting as it is exported by itself."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ictwg.minutes.printed.annexes import none_said
from ictwg.minutes.printed.blocks import HeadingBlock, Items, ListItem, Paragraph, chain, emphasis, line, own, said
from ictwg.minutes.printed.labels import DASH, choice, day, label
from ictwg.minutes.printed.markdown import markdown
from ictwg.minutes.printed.minutes import minutes_blocks

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from ictwg.domain.values import Audience
    from ictwg.minutes.printed.blocks import Block, PaperText
    from ictwg.minutes.printed.sheet import MinutesSheet


_DEEPEST = 6


_KIND = "minutes book"


def book_markdown(
    sheets: Sequence[MinutesSheet], group: str, since: date | None, until: date | None, audience: Audience, lang: str
) -> str:
    """Every heading stands one level lower than in the single file."""
    contents = tuple(_line(sheet, lang) for sheet in sheets)
    audience_line = own(label("points.audience", lang, audience=choice(audience, lang)))
    blocks = [
        HeadingBlock(1, _title(group, since, until, lang)),
        Paragraph(emphasis(audience_line)),
        HeadingBlock(2, own(label("book.contents", lang))),
        Items(contents) if contents else none_said(lang),
        *(_lower(block) for sheet in sheets for block in minutes_blocks(sheet)),
    ]
    values = {
        "kind": _KIND,
        "from": since.isoformat() if since else "",
        "until": until.isoformat() if until else "",
        "audience": str(audience),
        "language": lang,
    }
    return markdown(values, blocks)


def _title(group: str, since: date | None, until: date | None, lang: str) -> PaperText:
    days = own(DASH.join(day(one, lang) for one in (since, until) if one))
    named = said("book.title", lang, group=line(group)) if group else own(label("book.title.no_group", lang))
    return chain(", ", (named, days))


def _line(sheet: MinutesSheet, lang: str) -> ListItem:
    """`M-2010-03 – 12 March 2010 – The plan – adopted, version 2.0`."""
    state = label("book.version", lang, state=choice(sheet.minutes_state, lang), version=sheet.version)
    on = own(day(sheet.date, lang) if sheet.date else "")
    return ListItem(chain(DASH, (line(sheet.reference), on, line(sheet.title), own(state))))


def _lower(block: Block) -> Block:
    return replace(block, level=min(block.level + 1, _DEEPEST)) if isinstance(block, HeadingBlock) else block
