"""The agenda: order, purpose, presenter, time, papers and what is proposed to be decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ictwg.domain.periods import clock_times
from ictwg.domain.records import AgendaItem
from ictwg.meetings.agenda import planned_minutes
from ictwg.minutes.printed.blocks import (
    Facts,
    HeadingBlock,
    PaperText,
    Paragraph,
    chain,
    choice,
    emphasis,
    label,
    line,
    long,
    own,
)
from ictwg.minutes.printed.lines import details, labelled
from ictwg.minutes.printed.minutes import facts, item_heading, title, version_words, when
from ictwg.minutes.printed.sheet import printed_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ictwg.domain.periods import Begins
    from ictwg.domain.state import State
    from ictwg.minutes.printed.blocks import Block
    from ictwg.minutes.printed.sheet import MinutesSheet, SheetItem


class AgendaEntry(NamedTuple):
    """An item as it is announced; without a record, of which this audience is told nothing, or there is none."""

    item: SheetItem
    record: AgendaItem | None
    starts: Begins | None


def agenda_entries(state: State, sheet: MinutesSheet) -> tuple[AgendaEntry, ...]:
    """The clock runs by the items that this audience sees; behind a mark for others nobody can say."""
    records = [None if item.restricted else state.get(AgendaItem, item.id) for item in sheet.items]
    allotted = (record.minutes_allotted if record else None for record in records)
    begins = clock_times(sheet.start, planned_minutes(zip((item.depth for item in sheet.items), allotted, strict=True)))
    timed = zip(sheet.items, records, begins, strict=True)
    return tuple(AgendaEntry(item, record, None if item.restricted else starts) for item, record, starts in timed)


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


def agenda_head(sheet: MinutesSheet, link: str) -> Facts:
    said = {
        "row.reference": line(sheet.reference),
        "row.title": line(sheet.title),
        "row.time": when(sheet),
        "row.place": line(sheet.venue),
        "agenda.link": line(link),
        "row.chair": line(sheet.chair),
        "agenda.audience": own(choice(sheet.audience, sheet.language)),
        "row.version": own(version_words(sheet)),
    }
    return facts(said.items(), sheet.language)


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
    }
    about = details((label(f"item.{key}", lang), value) for key, value in short.items())
    fields = (AgendaItem.background, AgendaItem.proposed_decision, *((AgendaItem.chair_note,) if noted else ()))
    texts = {field.name: printed_text(field.of(record)) for field in fields} if record else {}
    return [
        item_heading(item, lang),
        *([Paragraph(chain(" · ", about))] if about else []),
        *(Paragraph(_text(label(f"item.{key}", lang), text)) for key, text in texts.items() if text),
    ]


def _starts(starts: Begins | None, lang: str) -> str:
    if starts is None:
        return ""
    return label("agenda.earliest", lang, time=f"{starts.at:%H:%M}") if starts.earliest else str(starts)


def _text(name: str, text: str) -> PaperText:
    """A text behind its name; a list begins a paragraph of its own, or it would be none."""
    between = "\n\n" if text.startswith(_BULLET) else " "
    return emphasis(own(f"{name}:")) + own(between) + long(text)
