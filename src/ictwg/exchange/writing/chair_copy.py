"""The chair's copy as markdown: who comes or stays away, what to say, and what is good to know of each item."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.values import Answer
from ictwg.exchange.escaping import marked, plain
from ictwg.exchange.front_matter import sheet_values, with_front_matter
from ictwg.exchange.labels import choice, label
from ictwg.exchange.writing.agenda import agenda_head, agenda_item
from ictwg.exchange.writing.header import title
from ictwg.exchange.writing.items import joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ictwg.exchange.chair_sheet import ChairLine, ChairSheet

_ANSWERED = (Answer.COMING, Answer.SENDS, Answer.NOT_COMING, Answer.NONE)


def chair_copy_markdown(sheet: ChairSheet) -> str:
    agenda = sheet.agenda
    lang = agenda.minutes.language
    items = zip(agenda.minutes.items, agenda.lines, sheet.lines, strict=True)
    blocks = [
        [f"# {title(agenda.minutes, label('chair.word', lang))}"],
        [f"**{label('chair.banner', lang)}**"],
        agenda_head(agenda),
        *_expected(sheet, lang),
        *_away(sheet, lang),
        *_said("chair.opening", sheet.opening, lang),
        *(block for item, line, told in items for block in (*agenda_item(item, line, lang), *_told(told, lang))),
        *_said("chair.closing", sheet.closing, lang),
    ]
    values = sheet_values(agenda.minutes, "chair-copy")
    return with_front_matter(values, "\n" + "\n".join(joined(blocks)) + "\n")


def _expected(sheet: ChairSheet, lang: str) -> Iterator[list[str]]:
    """One line for each answer: who comes, who sends somebody, who does not, and who has not answered."""
    if sheet.expected:
        yield [f"## {label('chair.expected', lang)}"]
        yield [f"- {line}" for answer in _ANSWERED if (line := _answered(sheet, answer, lang))]


def _answered(sheet: ChairSheet, answer: Answer, lang: str) -> str:
    found = [one for one in sheet.expected if one.answer is answer]
    names = (
        f"{plain(one.organization)} ({plain(one.who, '()')})" if one.who else plain(one.organization) for one in found
    )
    said = label("chair.no_answer", lang) if answer is Answer.NONE else choice(answer, lang)
    return f"*{said} ({len(found)}):* {', '.join(names)}" if found else ""


def _away(sheet: ChairSheet, lang: str) -> Iterator[list[str]]:
    if sheet.away:
        yield [f"## {label('chair.away', lang)}"]
        yield [f"- {plain(line)}" for line in sheet.away]


def _said(key: str, text: str, lang: str) -> Iterator[list[str]]:
    if text:
        yield [f"## {label(key, lang)}"]
        yield [f"> {plain(text)}"]


def _told(told: ChairLine, lang: str) -> Iterator[list[str]]:
    if told.put_off:
        meetings = ", ".join(map(plain, told.put_off))
        yield [f"*{label('chair.put_off', lang, count=len(told.put_off))}:* {meetings}"]
    yield from _listed("chair.before", told.before, lang)
    yield from _listed("chair.raised", told.raised, lang)


def _listed(key: str, lines: Iterable[str], lang: str) -> Iterator[list[str]]:
    listed = [f"- {marked(line)}" for line in lines]
    if listed:
        yield [f"*{label(key, lang)}:*"]
        yield listed
