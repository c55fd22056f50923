"""The chair's copy: who comes or stays away, what to say, and what is good to know of each item."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.values import Answer
from ictwg.exports.agenda import agenda_head, agenda_item
from ictwg.minutes.printed.blocks import (
    NOTHING,
    HeadingBlock,
    Items,
    ListItem,
    PaperText,
    Paragraph,
    Quote,
    chain,
    emphasis,
    line,
    long,
    own,
    strong,
)
from ictwg.minutes.printed.labels import choice, label
from ictwg.minutes.printed.lines import labelled
from ictwg.minutes.printed.minutes import title

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ictwg.exports.chair_copy import ChairLine, ChairSheet
    from ictwg.minutes.printed.blocks import Block


_ANSWERED = (Answer.COMING, Answer.SENDS, Answer.NOT_COMING, Answer.NONE)


def chair_copy_blocks(sheet: ChairSheet) -> list[Block]:
    agenda = sheet.agenda
    lang = agenda.minutes.language
    items = zip(agenda.minutes.items, agenda.lines, sheet.lines, strict=True)
    return [
        HeadingBlock(1, title(agenda.minutes, label("chair.word", lang))),
        Paragraph(strong(own(label("chair.banner", lang)))),
        agenda_head(agenda),
        *_expected(sheet, lang),
        *_away(sheet, lang),
        *_said("chair.opening", sheet.opening, lang),
        *(block for item, told, more in items for block in (*agenda_item(item, told, lang), *_told(more, lang))),
        *_said("chair.closing", sheet.closing, lang),
    ]


def _expected(sheet: ChairSheet, lang: str) -> Iterator[Block]:
    """One line for each answer: who comes, who sends somebody, who does not, and who has not answered."""
    if sheet.expected:
        yield HeadingBlock(2, own(label("chair.expected", lang)))
        yield Items(tuple(ListItem(told) for answer in _ANSWERED if (told := _answered(sheet, answer, lang))))


def _answered(sheet: ChairSheet, answer: Answer, lang: str) -> PaperText:
    found = [one for one in sheet.expected if one.answer is answer]
    names = (
        line(one.organization) + (own(" (") + line(one.who, "()") + own(")") if one.who else NOTHING) for one in found
    )
    said = label("chair.no_answer", lang) if answer is Answer.NONE else choice(answer, lang)
    return labelled(own(f"{said} ({len(found)})"), chain(", ", names)) if found else NOTHING


def _away(sheet: ChairSheet, lang: str) -> Iterator[Block]:
    if sheet.away:
        yield HeadingBlock(2, own(label("chair.away", lang)))
        yield Items(tuple(ListItem(line(one)) for one in sheet.away))


def _said(key: str, text: str, lang: str) -> Iterator[Block]:
    if text:
        yield HeadingBlock(2, own(label(key, lang)))
        yield Quote(line(text))


def _told(told: ChairLine, lang: str) -> Iterator[Block]:
    if told.put_off:
        name = own(label("chair.put_off", lang, count=len(told.put_off)))
        yield Paragraph(labelled(name, chain(", ", map(line, told.put_off))))
    yield from _listed("chair.before", told.before, lang)
    yield from _listed("chair.raised", told.raised, lang)


def _listed(key: str, lines: Iterable[str], lang: str) -> Iterator[Block]:
    listed = tuple(ListItem(long(one)) for one in lines)
    if listed:
        yield Paragraph(emphasis(own(f"{label(key, lang)}:")))
        yield Items(listed)
