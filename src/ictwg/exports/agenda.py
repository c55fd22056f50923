"""The agenda: order, purpose, presenter, time, papers and what is proposed to be decided."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ictwg.domain.periods import clock_times
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

if TYPE_CHECKING:
    from ictwg.domain.periods import Begins
    from ictwg.minutes.printed.blocks import Block
    from ictwg.minutes.printed.sheet import MinutesSheet, SheetItem


@dataclass(frozen=True, slots=True)
class AnnouncedItem:
    """An item with what is told of it before the meeting; a restricted one says nothing, and how long it takes neither.

    Attributes:
        late: It came after the agenda had gone out.
        chair_note: Only in the copy of the chair and the secretariat.
    """

    number: str
    minutes: int | None = None
    starts: Begins | None = None
    background: str = ""
    proposed_decision: str = ""
    chair_note: str = ""
    late: bool = False


@dataclass(frozen=True, slots=True)
class AgendaSheet:
    """An agenda: the head and the items as the minutes would print them, and more about each item."""

    minutes: MinutesSheet
    lines: tuple[AnnouncedItem, ...]
    link: str = ""


_BULLET = "- "


def agenda_blocks(agenda: AgendaSheet) -> list[Block]:
    lang = agenda.minutes.language
    total = sum(one.minutes or 0 for one in agenda.lines)
    pairs = zip(agenda.minutes.items, agenda.lines, strict=True)
    planned = labelled(own(label("agenda.total", lang)), own(label("agenda.time", lang, count=total)))
    return [
        HeadingBlock(1, title(agenda.minutes, label("agenda.word", lang))),
        agenda_head(agenda),
        *(block for item, told in pairs for block in agenda_item(item, told, lang)),
        *([Paragraph(planned)] if total else []),
    ]


def agenda_head(agenda: AgendaSheet) -> Facts:
    sheet = agenda.minutes
    said = {
        "row.reference": line(sheet.reference),
        "row.title": line(sheet.title),
        "row.time": when(sheet),
        "row.place": line(sheet.venue),
        "agenda.link": line(agenda.link),
        "row.chair": line(sheet.chair),
        "agenda.audience": own(choice(sheet.audience, sheet.language)),
        "row.version": own(version_words(sheet)),
    }
    return facts(said.items(), sheet.language)


def agenda_item(item: SheetItem, told: AnnouncedItem, lang: str) -> list[Block]:
    if item.restricted:
        return [item_heading(item, lang)]
    short = {
        "late": own(label("agenda.late", lang) if told.late else ""),
        "starts": own(_starts(told.starts, lang)),
        "presenter": line(item.presenter),
        "purpose": own(choice(item.purpose, lang) if item.purpose else ""),
        "minutes": own(label("agenda.time", lang, count=told.minutes) if told.minutes else ""),
        "papers": chain("; ", (line(paper, ";") for paper in item.papers)),
    }
    texts = {name: getattr(told, name) for name in ("background", "proposed_decision", "chair_note")}
    about = details((label(f"item.{key}", lang), value) for key, value in short.items())
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


def with_times(sheet: MinutesSheet, lines: tuple[AnnouncedItem, ...]) -> tuple[AnnouncedItem, ...]:
    """The clock runs by the items that this audience sees; behind a mark for others nobody can say."""
    minutes = planned_minutes((item.depth, line.minutes) for item, line in zip(sheet.items, lines, strict=True))
    begins = clock_times(sheet.start, minutes)
    timed = zip(sheet.items, lines, begins, strict=True)
    return tuple(line if item.restricted else replace(line, starts=starts) for item, line, starts in timed)
