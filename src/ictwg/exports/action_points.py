"""Action points: one page, ready the same day, as read out at the end of the meeting (DOMAIN.md §5)."""

from __future__ import annotations

from ictwg.domain.values import CLOSED, EntryType
from ictwg.minutes.printed.annexes import none_said, referred
from ictwg.minutes.printed.lines import due, owners, text_or_mark
from ictwg.minutes.printed.minutes import when
from ictwg.minutes.printed.sheet import MinutesSheet, SheetLine
from ictwg.papers.blocks import (
    DASH,
    Block,
    HeadingBlock,
    Items,
    ListItem,
    Paragraph,
    chain,
    emphasis,
    line,
    opening,
    own,
    said,
)
from ictwg.papers.words import choice, day, label


def action_points_blocks(sheet: MinutesSheet) -> list[Block]:
    """Decisions, actions as owner – text – due, next meeting."""
    lang = sheet.language
    audience = own(label("points.audience", lang, audience=choice(sheet.audience, lang)))
    decisions = tuple(_decision(taken, lang) for taken in _decisions(sheet))
    actions = tuple(_action(given, lang) for given in _actions(sheet))
    following: list[Block] = (
        [HeadingBlock(2, own(label("points.next_meeting", lang))), Paragraph(own(day(sheet.next_meeting, lang)))]
        if sheet.next_meeting
        else []
    )
    return [
        HeadingBlock(1, said("points.heading", lang, meeting=line(_name(sheet)))),
        Paragraph(emphasis(own(label("points.note", lang)))),
        Paragraph(when(sheet) + own(DASH) + audience),
        HeadingBlock(2, own(label("points.decisions", lang))),
        Items(decisions) if decisions else none_said(lang),
        HeadingBlock(2, own(label("points.actions", lang))),
        Items(actions) if actions else none_said(lang),
        *following,
    ]


def _name(sheet: MinutesSheet) -> str:
    return " ".join(filter(None, (sheet.series_name or sheet.group, sheet.reference)))


def _decisions(sheet: MinutesSheet) -> list[SheetLine]:
    return [one for one in sheet.lines if one.type is EntryType.DECISION and not one.restricted]


def _actions(sheet: MinutesSheet) -> list[SheetLine]:
    """The actions of this meeting that are still to be done, in the order of the minutes."""
    return [one for one in sheet.lines if one.promise and one.promise.status not in CLOSED]


def _decision(taken: SheetLine, lang: str) -> ListItem:
    return ListItem(referred(taken.reference) + text_or_mark(taken.text, lang))


def _action(given: SheetLine, lang: str) -> ListItem:
    assert given.promise is not None  # noqa: S101 - only promises are actions
    told = (opening(owners(given.promise, lang)), text_or_mark(given.text, lang), due(given.promise, lang))
    return ListItem(referred(given.reference) + chain(DASH, told))
