"""What is ready before a meeting: its agenda."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from ictwg.documents.papers import asked_words, is_awaited, papers_of
from ictwg.domain.access import tells_delays, visible
from ictwg.domain.periods import Begins, clock_times, minutes_between
from ictwg.domain.records import AgendaItem, Paper
from ictwg.domain.state import State
from ictwg.domain.text import clean
from ictwg.domain.values import ItemKind, MeetingState
from ictwg.meetings.agenda import planned_minutes
from ictwg.minutes.printed.lines import details, labelled
from ictwg.minutes.printed.minutes import facts, item_heading, title, version_words, when
from ictwg.minutes.printed.pages import in_words_of_page
from ictwg.minutes.printed.sheet import MinutesSheet, SheetItem, printed_text
from ictwg.papers.blocks import (
    Block,
    Facts,
    HeadingBlock,
    PaperText,
    Paragraph,
    TableBlock,
    chain,
    emphasis,
    line,
    long,
    own,
)
from ictwg.papers.words import choice, label


class AgendaEntry(NamedTuple):
    """An item as it is announced; without a record, of which this audience is told nothing, or there is none.

    Attributes:
        on_page: When it begins as a page says it, where each item has a time.
        asked: The papers that are awaited, or came late.
        to_follow: The titles of those that are awaited.
    """

    item: SheetItem
    record: AgendaItem | None
    starts: Begins | None
    on_page: Begins | None = None
    asked: tuple[str, ...] = ()
    to_follow: tuple[str, ...] = ()


def agenda_entries(state: State, sheet: MinutesSheet, today: date) -> tuple[AgendaEntry, ...]:
    """The clock runs by the items that this audience sees; behind a mark for others nobody can say."""
    records = [None if item.restricted else state.get(AgendaItem, item.id) for item in sheet.items]
    allotted = (record.minutes_allotted if record else None for record in records)
    minutes = planned_minutes(zip((item.depth for item in sheet.items), allotted, strict=True))
    begins, on_page = clock_times(sheet.start, minutes), clock_times(sheet.start, _shared(sheet, minutes))
    papers = [_papers(state, sheet, record) for record in records]
    return tuple(
        AgendaEntry(
            item,
            record,
            None if item.restricted else starts,
            told,
            _asked(state, sheet, there, today),
            tuple(clean(paper.title) for paper in there if is_awaited(paper, today)),
        )
        for item, record, starts, told, there in zip(sheet.items, records, begins, on_page, papers, strict=True)
    )


_FORMAL = (ItemKind.OPENING, ItemKind.ADOPTION_OF_AGENDA, ItemKind.NEXT_MEETING, ItemKind.CLOSING)

_STEP = 5
"""Minutes: what a formality takes, and to what a time is rounded."""


def _shared(sheet: MinutesSheet, minutes: Iterable[int | None]) -> list[int]:
    """How long each item takes, where each is to have a time: those of which nobody said share what is left."""
    formal = (item.kind in _FORMAL and not item.restricted for item in sheet.items)
    told = [_STEP if some is None and short else some for some, short in zip(minutes, formal, strict=True)]
    whole = minutes_between(sheet.start, sheet.end) if sheet.start and sheet.end else None
    left = max(0, (whole or 0) - sum(some or 0 for some in told))
    share = left // max(1, told.count(None)) // _STEP * _STEP
    return [share if some is None else some for some in told]


def _papers(state: State, sheet: MinutesSheet, record: AgendaItem | None) -> tuple[Paper, ...]:
    papers = papers_of(state, record.id) if record is not None else ()
    return tuple(one for one in papers if visible(state, one, sheet.audience))


def _asked(state: State, sheet: MinutesSheet, papers: Iterable[Paper], today: date) -> tuple[str, ...]:
    told = tells_delays(sheet.audience)
    return tuple(filter(None, (asked_words(state, one, today, sheet.language, delays=told) for one in papers)))


_OF_ITEM = ("item.starts", "agenda.item", "item.presenter", "item.papers", "agenda.for")


def agenda_page(sheet: MinutesSheet, entries: Sequence[AgendaEntry], link: str, *, noted: bool) -> list[Block]:
    """A table with a time for each item, and below it what is to be read before; what came late stands nowhere."""
    lang = sheet.language
    word = label("agenda.word" if sheet.state is MeetingState.HELD else "agenda.provisional", lang)
    entries = [one._replace(item=in_words_of_page(one.item, lang)) for one in entries]
    rows = [item_cells(one, lang) for one in entries]
    said = [at for at in range(len(_OF_ITEM)) if any(row[at] for row in rows)]
    head = tuple(own(label(_OF_ITEM[at], lang)) for at in said)
    notes = [block for one in entries for block in item_notes(one, lang, noted=noted)]
    return [
        HeadingBlock(1, title(sheet, word)),
        page_head(sheet, link),
        *([TableBlock(head, tuple(tuple(row[at] for at in said) for row in rows))] if rows else []),
        *([HeadingBlock(2, own(label("agenda.notes", lang))), *notes] if notes else []),
    ]


def item_cells(told: AgendaEntry, lang: str) -> tuple[PaperText, ...]:
    item, following = told.item, own(label("agenda.to_follow", lang))
    papers = (
        *(line(paper, ";") for paper in item.papers),
        *(line(paper, ";") + own(" (") + following + own(")") for paper in told.to_follow),
    )
    return (
        own(f"{told.on_page.at:%H:%M}" if told.on_page else ""),
        item_heading(item, lang).text,
        line(item.presenter),
        chain("; ", papers),
        own(choice(item.purpose, lang) if item.purpose else ""),
    )


def item_notes(told: AgendaEntry, lang: str, *, noted: bool) -> list[Block]:
    texts = _texts(told, lang, noted=noted)
    return [HeadingBlock(3, item_heading(told.item, lang).text), *texts] if texts else []


_BULLET = "- "


def agenda_blocks(sheet: MinutesSheet, entries: Sequence[AgendaEntry], link: str, *, noted: bool) -> list[Block]:
    """The whole agenda; `noted` with what only the chair and the secretariat read."""
    lang = sheet.language
    total = sum(one.record.minutes_allotted or 0 for one in entries if one.record)
    planned = labelled(own(label("agenda.total", lang)), own(label("agenda.time", lang, count=total)))
    return [
        HeadingBlock(1, title(sheet, label("agenda.word", lang))),
        agenda_head(sheet, link),
        *(block for one in entries for block in agenda_item(one, lang, noted=noted)),
        *([Paragraph(planned)] if total else []),
    ]


def page_head(sheet: MinutesSheet, link: str) -> Facts:
    """When and where one meets; the foot of the page says which version this is."""
    full = {row.acronym: row.name for row in sheet.organizations}
    said_in_full = replace(sheet, time_zone=sheet.time_zone if link else "", chair=full.get(sheet.chair, sheet.chair))
    return facts(_called(said_in_full, link).items(), sheet.language)


def agenda_head(sheet: MinutesSheet, link: str) -> Facts:
    """When and where one meets, and which version of the agenda this is; `link` is that of a call, or empty."""
    said = {
        "row.reference": line(sheet.reference),
        **_called(sheet, link),
        "agenda.audience": own(choice(sheet.audience, sheet.language)),
        "row.version": own(version_words(sheet)),
    }
    return facts(said.items(), sheet.language)


def _called(sheet: MinutesSheet, link: str) -> dict[str, PaperText]:
    return {**where_met(sheet), "agenda.link": line(link), "row.chair": line(sheet.chair)}


def where_met(sheet: MinutesSheet) -> dict[str, PaperText]:
    """By the keys of its words: what a meeting is about, when it is, and where."""
    return {"row.title": line(sheet.title), "row.time": when(sheet), "row.place": line(sheet.venue)}


def agenda_item(told: AgendaEntry, lang: str, *, noted: bool) -> list[Block]:
    """What is told of an item before the meeting; a restricted one says nothing, and how long it takes neither."""
    item, record, minutes = told.item, told.record, told.record.minutes_allotted if told.record else None
    if item.restricted:
        return [item_heading(item, lang)]
    short = {
        "late": own(label("agenda.late", lang) if record and record.late else ""),
        "starts": own(_starts(told.starts, lang)),
        "presenter": line(item.presenter),
        "purpose": own(choice(item.purpose, lang) if item.purpose else ""),
        "minutes": own(label("agenda.time", lang, count=minutes) if minutes else ""),
        "papers": chain("; ", (line(paper, ";") for paper in item.papers)),
        "asked": chain("; ", (line(paper, ";") for paper in told.asked)),
    }
    about = details((label(f"item.{key}", lang), value) for key, value in short.items())
    return [
        item_heading(item, lang),
        *([Paragraph(chain(" · ", about))] if about else []),
        *_texts(told, lang, noted=noted),
    ]


def _texts(told: AgendaEntry, lang: str, *, noted: bool) -> list[Paragraph]:
    """What is to be read before the meeting."""
    fields = (AgendaItem.background, AgendaItem.proposed_decision, *((AgendaItem.chair_note,) if noted else ()))
    texts = {field.name: printed_text(field.of(told.record)) for field in fields} if told.record else {}
    return [Paragraph(_text(label(f"item.{key}", lang), text)) for key, text in texts.items() if text]


def _starts(starts: Begins | None, lang: str) -> str:
    if starts is None:
        return ""
    return label("agenda.earliest", lang, time=f"{starts.at:%H:%M}") if starts.earliest else str(starts)


def _text(name: str, text: str) -> PaperText:
    """A text behind its name; a list begins a paragraph of its own, or it would be none."""
    between = "\n\n" if text.startswith(_BULLET) else " "
    return emphasis(own(name) + own(":")) + own(between) + long(text)
