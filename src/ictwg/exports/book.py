"""The minutes of a period in one file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ictwg.domain.text import clean
from ictwg.domain.values import MeetingState
from ictwg.exports.meeting_papers import exportable
from ictwg.locales import language as spoken_language
from ictwg.minutes.printed.annexes import none_said
from ictwg.minutes.printed.making import minutes_sheet
from ictwg.minutes.printed.minutes import minutes_blocks
from ictwg.minutes.printed.pages import minutes_pages
from ictwg.minutes.printed.sheet import MinutesSheet
from ictwg.papers.blocks import (
    DASH,
    Block,
    HeadingBlock,
    Items,
    ListItem,
    PaperText,
    Paragraph,
    chain,
    emphasis,
    line,
    own,
    plain_text,
    said,
)
from ictwg.papers.catalogue import PaperRequest
from ictwg.papers.document import Document, setup_of
from ictwg.papers.words import choice, day, label
from ictwg.records.group import short_group_name

_DEEPEST = 6


def book(asked: PaperRequest) -> tuple[Document, ...]:
    """The contents and the minutes of all meetings held in the period that the audience may see.

    Every heading stands one level lower than in the single file.
    """
    lang, since, until = asked.language or spoken_language(), asked.since, asked.until
    held = [one for one in exportable(asked.state, asked.audience) if one.state is MeetingState.HELD]
    within = [one for one in held if one.date and (since or one.date) <= one.date <= (until or one.date)]
    sheets = [minutes_sheet(asked.state, one, asked.audience, asked.today, asked.language) for one in within]
    contents = tuple(_line(sheet, lang) for sheet in sheets)
    audience_line = own(label("points.audience", lang, audience=choice(asked.audience, lang)))
    before = (
        HeadingBlock(1, _title(clean(short_group_name(asked.state)), since, until, lang)),
        Paragraph(emphasis(audience_line)),
        HeadingBlock(2, own(label("book.contents", lang))),
        Items(contents) if contents else none_said(lang),
    )
    blocks = (*before, *(_lower(block) for sheet in sheets for block in minutes_pages(sheet, to_sign=False)))
    told = (*before, *(_lower(block) for sheet in sheets for block in minutes_blocks(sheet)))
    head = {"from": str(since or ""), "until": str(until or ""), "audience": str(asked.audience), "language": lang}
    name, setup = ("minutes-book", since or "", until or ""), setup_of(asked.state, lang)
    word = plain_text(_title(clean(short_group_name(asked.state)), None, None, lang))
    called = (word, since or "", until or (asked.today if since else ""))
    return (Document("minutes book", lang, asked.audience, blocks, name, "", head, setup, (), told, called=called),)


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
