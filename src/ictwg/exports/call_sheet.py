"""The call sheet on paper, for who calls without the laptop: a block an organization, with room to write."""

from __future__ import annotations

from collections.abc import Iterator

from ictwg.contacts.calls import words_of
from ictwg.domain.calendar import short_day
from ictwg.domain.records import Contact
from ictwg.domain.values import Audience, CallOutcome, DueWord
from ictwg.locales import language, speaking
from ictwg.members.organizations import MemberRow
from ictwg.minutes.printed.annexes import printed_organization
from ictwg.papers.blocks import (
    DASH,
    NOTHING,
    Block,
    Facts,
    HeadingBlock,
    Items,
    ListItem,
    PaperText,
    Paragraph,
    TableBlock,
    chain,
    line,
    own,
    said,
)
from ictwg.papers.catalogue import PaperRequest, as_of
from ictwg.papers.document import Document
from ictwg.papers.words import choice, day, label
from ictwg.programme.owed import CallSheet, Owed

_TO_WRITE = "_" * 24
_COLUMNS = ("kind", "what", "due", "said")


def call_sheet(asked: PaperRequest) -> tuple[Document, ...]:
    """All who belong to the group; with phones and what was said, and so for the secretariat alone."""
    if asked.audience is not Audience.SECRETARIAT:
        return ()
    lang, on = asked.language or language(), asked.today
    blocks: list[Block] = [HeadingBlock(1, own(label("call_sheet.title", lang))), Paragraph(own(day(on, lang)))]
    with speaking(lang):
        sheet = CallSheet(asked.state, on)
        for row in sheet.rows:
            blocks += _block(sheet, row, lang)
    return (as_of(asked, lang, blocks, ("call-sheet", on)),)


def _block(sheet: CallSheet, row: MemberRow, lang: str) -> Iterator[Block]:
    home = row.organization
    yield HeadingBlock(2, printed_organization(row.name, row.acronym))
    people = tuple(ListItem(_reached(one, lang)) for one in sheet.people(home))
    yield Items(people) if people else Paragraph(own(label("call_sheet.nobody", lang)))
    last = {name: sheet.last(home, letter=name == "letter") for name in ("last", "letter")}
    if facts := tuple((label(f"call_sheet.{name}", lang), _told(one, lang)) for name, one in last.items() if one):
        yield Facts(facts)
    owed = tuple(_owed(one, lang) for one in sheet.owed(home))
    heads = tuple(own(label(f"call_sheet.column.{name}", lang)) for name in _COLUMNS)
    yield TableBlock(heads, owed or ((NOTHING,) * len(heads),), (18, 34, 20, 28))
    outcomes = "   ".join(f"☐ {choice(one, lang)}" for one in CallOutcome)
    yield Paragraph(own(label("call_sheet.spoke_with", lang, room=_TO_WRITE)), below=(own(outcomes), NOTHING))


def _reached(one: Owed, lang: str) -> PaperText:
    person, function = one.record, own(choice(one.answer, lang) if one.answer is not None else "")
    asked = chain(" ", map(line, filter(None, (person.ask_through, person.ask_through_phone))))
    through = said("call_sheet.through", lang, who=asked) if asked else NOTHING
    phone = line(person.phone) or own(label("call_sheet.no_phone", lang))
    return chain(" · ", (line(person.name), function, line(person.position), phone, through))


def _told(one: Contact, lang: str) -> PaperText:
    """When and how, what was said, and of a letter who took it."""
    words = (choice(value, lang) for value in (one.channel, one.ended_with) if value is not None)
    took = NOTHING
    if one.delivered_on is not None:
        took = said("call_sheet.received", lang, who=line(one.received_by), day=day(one.delivered_on, lang))
    when = own(day(one.on, lang) if one.on is not None else "")
    return chain(" · ", (when, *map(own, words), *map(line, (one.letter, one.name, words_of(one))), took))


def _owed(one: Owed, lang: str) -> tuple[PaperText, ...]:
    due = one.due
    words = choice(due, lang) if isinstance(due, DueWord) else short_day(due, lang)
    late = own(label("call_sheet.late", lang) if one.late else "")
    answer = own(choice(one.answer, lang) if one.answer is not None else "")
    return own(choice(one.kind, lang)), line(one.what), chain(DASH, (own(words), late)), answer
