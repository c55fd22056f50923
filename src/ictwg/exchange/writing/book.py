"""The minutes of a period in one file: contents first, then each meeting as it is exported by itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ictwg.exchange.escaping import plain
from ictwg.exchange.front_matter import with_front_matter
from ictwg.exchange.labels import DASH, choice, day, label
from ictwg.exchange.writing.items import joined
from ictwg.exchange.writing.minutes import minutes_body

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from ictwg.domain.values import Audience
    from ictwg.exchange.sheet import MinutesSheet

_HEADING = re.compile(r"^(#{1,5})(?= )")
_KIND = "minutes book"


def book_markdown(
    sheets: Sequence[MinutesSheet], group: str, since: date | None, until: date | None, audience: Audience, lang: str
) -> str:
    """Every heading stands one level lower than in the single file."""
    blocks = [
        [f"# {_title(group, since, until, lang)}"],
        [f"*{label('points.audience', lang, audience=choice(audience, lang))}*"],
        [f"## {label('book.contents', lang)}"],
        [_line(sheet, lang) for sheet in sheets] or [f"*{label('annex.none', lang)}*"],
        *([_lower(line) for line in minutes_body(sheet)] for sheet in sheets),
    ]
    values = {
        "kind": _KIND,
        "from": since.isoformat() if since else "",
        "until": until.isoformat() if until else "",
        "audience": str(audience),
        "language": lang,
    }
    return with_front_matter(values, "\n" + "\n".join(joined(blocks)) + "\n")


def _title(group: str, since: date | None, until: date | None, lang: str) -> str:
    days = DASH.join(day(one, lang) for one in (since, until) if one)
    named = label("book.title", lang, group=plain(group)) if group else label("book.title.no_group", lang)
    return f"{named}, {days}" if days else named


def _line(sheet: MinutesSheet, lang: str) -> str:
    """`M-2010-03 – 12 March 2010 – The plan – adopted, version 2.0`."""
    state = label("book.version", lang, state=choice(sheet.minutes_state, lang), version=sheet.version)
    parts = (plain(sheet.reference), day(sheet.date, lang) if sheet.date else "", plain(sheet.title), state)
    return f"- {DASH.join(part for part in parts if part)}"


def _lower(line: str) -> str:
    return _HEADING.sub(r"\1#", line)
