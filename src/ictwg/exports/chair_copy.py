"""The chair's copy: who comes or stays away, what to say, and what is good to know of each item."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from ictwg.domain.access import within
from ictwg.domain.records import AgendaItem, Meeting
from ictwg.domain.seen import Seen
from ictwg.domain.text import clean
from ictwg.domain.values import Answer, Audience, ItemKind, MeetingState
from ictwg.exports.agenda import AgendaSheet, AnnouncedItem, agenda_head, agenda_item, with_times
from ictwg.exports.related_decisions import Subjects
from ictwg.locales import language as spoken_language
from ictwg.meetings.attendance import roll
from ictwg.members.attendance_history import members_staying_away
from ictwg.minutes.carry_over import put_off
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
from ictwg.minutes.printed.labels import choice, day, label
from ictwg.minutes.printed.lines import labelled
from ictwg.minutes.printed.making import group_name, minutes_sheet, refused
from ictwg.minutes.printed.making_actions import meeting_name
from ictwg.minutes.printed.minutes import title
from ictwg.minutes.printed.sheet import printed_text
from ictwg.minutes.printed.view import View

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from ictwg.domain.state import State
    from ictwg.minutes.printed.blocks import Block
    from ictwg.minutes.printed.sheet import SheetItem


@dataclass(frozen=True, slots=True)
class Expected:
    """An organization, and what it has answered; `who` comes, where that is known."""

    organization: str
    answer: Answer
    who: str = ""


@dataclass(frozen=True, slots=True)
class ChairLine:
    """What is told of one item besides the agenda.

    Attributes:
        put_off: The meetings that it was put off at, the latest first.
        before: What was decided on the subject before, the nearest first.
        raised: Actions that are late, each with those to ask.
    """

    put_off: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    raised: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChairSheet:
    """The chair's copy of an agenda.

    Attributes:
        opening: What to say at the beginning.
        away: Members who stay away, each with what it has missed.
        closing: The same for the end.
    """

    agenda: AgendaSheet
    lines: tuple[ChairLine, ...]
    expected: tuple[Expected, ...] = field(default=())
    opening: str = ""
    closing: str = ""
    away: tuple[str, ...] = ()


def chair_sheet(state: State, meeting: Meeting, audience: Audience, today: date, language: str = "") -> ChairSheet:
    """The sheet.

    Raises:
        InvalidValueError: The audience is neither the core group nor the secretariat, or may not see the meeting.
    """
    if not within(Audience.CORE, audience):
        raise refused(audience, "chair_copy")
    seen = Seen(state, audience)
    view = View(seen, meeting, audience, today, language or spoken_language())
    sheet = minutes_sheet(state, meeting, audience, today, view.language)
    agenda = AgendaSheet(sheet, with_times(sheet, tuple(_agenda_line(state, i) for i in sheet.items)), meeting.link)
    subjects = Subjects(view, today)
    return ChairSheet(
        agenda,
        tuple(_chair_line(view, subjects, item) for item in sheet.items),
        tuple(_expected(seen, meeting)),
        label("chair.opening_words", view.language, group=group_name(view)),
        _closing(view, today),
        tuple(_away(view, today)),
    )


def _agenda_line(state: State, item: SheetItem) -> AnnouncedItem:
    record = state.get(AgendaItem, item.id)
    if record is None or item.restricted:
        return AnnouncedItem(item.number)
    background, proposed, note = map(printed_text, (record.background, record.proposed_decision, record.chair_note))
    return AnnouncedItem(item.number, record.minutes_allotted, None, background, proposed, note, late=record.late)


def _chair_line(view: View, subjects: Subjects, item: SheetItem) -> ChairLine:
    record = view.state.get(AgendaItem, item.id)
    if record is None or item.restricted:
        return ChairLine()
    if item.kind is ItemKind.MATTERS_ARISING:
        return ChairLine(raised=subjects.late())
    if item.kind is not ItemKind.TOPIC:
        return ChairLine()
    earlier = (meeting for meeting in put_off(view.state, record) if meeting != view.meeting)
    return ChairLine(tuple(map(meeting_name, earlier)), subjects.decided(record), subjects.late_on(record))


def _expected(state: State, meeting: Meeting) -> Iterator[Expected]:
    """Each organization of the roster once, by its best answer."""
    best: dict[str, Expected] = {}
    for one in roll(state, meeting):
        if one.expected or one.answer is not Answer.NONE:
            sent = clean(one.record.sends) if one.record is not None and one.answer is Answer.SENDS else ""
            found = Expected(one.acronym or one.shown_name, one.answer, sent or one.name)
            known = best.get(found.organization)
            if known is None or _RANKS[found.answer] < _RANKS[known.answer]:
                best[found.organization] = found
    yield from best.values()


_RANKS = {Answer.COMING: 0, Answer.SENDS: 0, Answer.NOT_COMING: 1, Answer.NONE: 2}


def _away(view: View, today: date) -> Iterator[str]:
    """Members who had missed three meetings of the body in a row before this one."""
    before = (view.meeting.date or today) - timedelta(days=1)
    for row in members_staying_away(view.state, min(today, before), view.meeting.series):
        yield f"{row.acronym or row.name}: {row.missed.words(view.language)}"


def _closing(view: View, today: date) -> str:
    following = view.meeting.next_meeting or _next_planned(view, today)
    if following is None:
        return label("chair.closing_words_no_day", view.language)
    return label("chair.closing_words", view.language, day=day(following, view.language))


def _next_planned(view: View, today: date) -> date | None:
    """The day of the next meeting of this body that is planned."""
    after = view.meeting.date or today
    days = (m.date for m in view.state.all(Meeting) if m.series == view.meeting.series and _is_ahead(m))
    return min((one for one in days if one is not None and one > after), default=None)


def _is_ahead(meeting: Meeting) -> bool:
    return meeting.state is MeetingState.PLANNED


_ANSWERED = (Answer.COMING, Answer.SENDS, Answer.NOT_COMING, Answer.NONE)


def chair_copy_blocks(sheet: ChairSheet) -> list[Block]:
    agenda = sheet.agenda
    lang = agenda.minutes.language
    items = zip(agenda.minutes.items, agenda.lines, sheet.lines, strict=True)
    return [
        HeadingBlock(1, title(agenda.minutes, label("chair.word", lang))),
        Paragraph(strong(own(label("chair.banner", lang)))),
        agenda_head(agenda),
        *_expected_line(sheet, lang),
        *_away_line(sheet, lang),
        *_said("chair.opening", sheet.opening, lang),
        *(block for item, told, more in items for block in (*agenda_item(item, told, lang), *_told(more, lang))),
        *_said("chair.closing", sheet.closing, lang),
    ]


def _expected_line(sheet: ChairSheet, lang: str) -> Iterator[Block]:
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


def _away_line(sheet: ChairSheet, lang: str) -> Iterator[Block]:
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
