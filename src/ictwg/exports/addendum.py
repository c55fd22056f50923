"""What was changed on an agenda since it was sent: what is new, withdrawn, moved or has another time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from ictwg.exports.agenda import AgendaEntry, item_cells, item_notes, where_met
from ictwg.minutes.printed.minutes import facts
from ictwg.minutes.printed.pages import in_words_of_page
from ictwg.minutes.printed.sheet import MinutesSheet
from ictwg.minutes.sent_agenda import TEXTS, ItemChange, ItemWords, item_changes
from ictwg.papers.blocks import Block, Facts, PaperText, TableBlock, own, said
from ictwg.papers.words import label


class Announced(NamedTuple):
    """An agenda for one audience, as it was on a day; None for today, which nobody was sent yet."""

    sheet: MinutesSheet
    entries: Sequence[AgendaEntry]
    link: str
    on: date | None = None


def addendum_blocks(before: Announced, now: Announced) -> list[Block]:
    """Nothing where this audience is told of no change; of what it may not see it is told none."""
    lang, was, here = now.sheet.language, _told(before), _told(now)
    changes = item_changes(_words(was), _words(here))
    rows = tuple(_row(what, was.get(id), here.get(id), lang) for id, what in changes.items())
    new = (here[id] for id, what in changes.items() if what in (ItemChange.ADDED, ItemChange.CHANGED))
    head, elsewhere = tuple(own(label(key, lang)) for key in _HEAD), _elsewhere(before.sheet, now.sheet)
    return [
        *([elsewhere] if elsewhere.rows else []),
        *([TableBlock(head, rows)] if rows else []),
        *(block for one in new for block in item_notes(one, lang, noted=False)),
    ]


_HEAD = ("addendum.change", "item.starts", "agenda.item", "item.presenter", "agenda.for")


def _told(agenda: Announced) -> dict[str, AgendaEntry]:
    entries = (one._replace(item=in_words_of_page(one.item, agenda.sheet.language)) for one in agenda.entries)
    return {one.record.id: one for one in entries if one.record is not None}


def _words(entries: dict[str, AgendaEntry]) -> dict[str, ItemWords]:
    found = {}
    for id, one in entries.items():
        item, texts = one.item, (field.of(one.record) for field in TEXTS if one.record is not None)
        told = (item.depth, item.title, item.presenter, item.purpose, *texts)
        found[id] = ItemWords(told, one.on_page.at if one.on_page else None)
    return found


def _row(what: ItemChange, before: AgendaEntry | None, now: AgendaEntry | None, lang: str) -> tuple[PaperText, ...]:
    """As on the agenda now; of what is withdrawn as it was, without a time."""
    cells, earlier = (item_cells(one, lang) if one is not None else None for one in (now, before))
    starts, title, presenter, _, purpose = cells or earlier or ()
    renamed = now is not None and before is not None and now.item.title != before.item.title
    if earlier is not None and (what is ItemChange.MOVED or renamed):
        title = _was(title, earlier[1], lang)
    if earlier is not None and earlier[0] != starts:
        starts = _was(starts, earlier[0], lang)
    return own(label(f"addendum.{what}", lang)), starts if cells else own(""), title, presenter, purpose


def _elsewhere(before: MinutesSheet, now: MinutesSheet) -> Facts:
    """Another day, time or place."""
    met = where_met(before)
    changed = ((key, value, met[key]) for key, value in where_met(now).items() if value != met[key])
    return facts(((key, _was(value, earlier, now.language)) for key, value, earlier in changed), now.language)


def _was(now: PaperText, before: PaperText, lang: str) -> PaperText:
    return said("addendum.was", lang, now=now or own("–"), before=before or own("–"))
