"""The chair's copy: who comes or stays away, what to say, and earlier decisions and late actions on each subject."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from ictwg.domain.access import within
from ictwg.domain.overdue import Deadlines
from ictwg.domain.records import Action, AgendaItem, Decision, Meeting
from ictwg.domain.roster import is_invited, planned
from ictwg.domain.seen import AudienceView
from ictwg.domain.state import State
from ictwg.domain.text import clean, fold, one_line
from ictwg.domain.values import CLOSED, ActionKind, Answer, Audience, ItemKind
from ictwg.exports.agenda import AgendaEntry, agenda_item
from ictwg.locales import language as spoken_language
from ictwg.meetings.attendance import roll
from ictwg.members.attendance_history import members_staying_away
from ictwg.minutes.carry_over import lineage, put_off
from ictwg.minutes.matters_arising import review
from ictwg.minutes.printed.lines import labelled, owners
from ictwg.minutes.printed.making import group_name, refused
from ictwg.minutes.printed.making_items import meeting_name, promise
from ictwg.minutes.printed.minutes import title
from ictwg.minutes.printed.sheet import MinutesSheet, SheetItem
from ictwg.minutes.printed.view import PrintContext
from ictwg.papers.blocks import (
    NOTHING,
    Block,
    Facts,
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
    plain_text,
    strong,
)
from ictwg.papers.words import choice, day, label

MOST = 5
"""Decisions told of one item."""

_WORD = re.compile(r"[^\W_]{4,}")

_STEM = 5
"""Letters by which two forms of a word are one: shelter, shelters."""

_ALIKE = 2
"""Words that two texts share where they are about one thing."""

_COMMON = frozenset(
    word
    for words in (
        "about action adopt adoption agenda also approval chair decision decisions draft final from general group",
        "have item items meeting meetings member members minutes national news next presentation progress proposal",
        "propose report reports review second session status system that their these this topic update updates visit",
        "which will with working para pela pelo reuniao grupo sobre como ordem proxima relatorio ponto",
        "rapat untuk dengan dari pada laporan kelompok kerja enkontru kona grupu servisu relatoriu",
    )
    for word in words.split()
)
"""Words that stand on every agenda."""


class Subjects:
    """Looks through the group's decisions and late actions for one meeting, and one reader."""

    def __init__(self, view: PrintContext, today: date) -> None:
        self._view = view
        self._until = max(view.on, today)
        self._decisions = sorted(filter(self._is_before, view.state.all(Decision)), key=_newest, reverse=True)
        self._words = {decision.id: words_of(decision.text) for decision in self._decisions}
        self._late = self._late_actions(Deadlines(view.state, today))

    def decided(self, item: AgendaItem) -> tuple[str, ...]:
        """What was decided on the subject of an item, the nearest first."""
        line, wanted = {one.id for one in lineage(self._view.state, item)}, words_of(item.title)
        ranked = []
        for place, decision in enumerate(self._decisions):
            shared = len(wanted & self._words[decision.id])
            if decision.item in line or is_alike(wanted, shared):
                ranked.append((decision.item not in line, -shared, place, decision))
        return tuple(self._decision(one[-1]) for one in sorted(ranked, key=lambda one: one[:3])[:MOST])

    def late(self) -> tuple[str, ...]:
        """All that is late, by organization."""
        return tuple(self._action(action) for action in self._late)

    def late_on(self, item: AgendaItem) -> tuple[str, ...]:
        """What is late on the subject of an item."""
        line, wanted = {one.id for one in lineage(self._view.state, item)}, words_of(item.title)
        return tuple(
            self._action(action)
            for action in self._late
            if action.item in line or is_alike(wanted, len(wanted & words_of(action.text)))
        )

    def _is_before(self, decision: Decision) -> bool:
        return decision.meeting != self._view.meeting.id and self._view.sees(decision)

    def _late_actions(self, deadlines: Deadlines) -> tuple[Action, ...]:
        """Those that are overdue, or will be when the meeting is held; in the order in which they are gone through."""
        view = self._view
        lines = review(view.state, view.meeting, deadlines.today)
        actions = (line.action for line in lines if line.action.status not in CLOSED)
        return tuple(a for a in actions if a.kind is ActionKind.ACTION and view.sees(a) and self._is_late(deadlines, a))

    def _is_late(self, deadlines: Deadlines, action: Action) -> bool:
        due = deadlines.day(action)
        if is_invited(self._view.state, action):
            return False
        return deadlines.overdue(action) or (isinstance(action.due, date) and due is not None and due < self._until)

    def _decision(self, decision: Decision) -> str:
        view = self._view
        meeting = view.state.get(Meeting, decision.meeting)
        told = meeting_name(meeting) if meeting is not None and view.sees(meeting) else ""
        when = day(decision.decided_on, view.language) if decision.decided_on else ""
        where = ", ".join(filter(None, (told, when)))
        said = f"{view.reference(decision)} {one_line(decision.text)}".strip()
        return f"{said} ({where})" if where else said

    def _action(self, action: Action) -> str:
        """`MoJ (Ana): A-2010-014 Draft chapter 3, due 12 February 2010`."""
        view, said = self._view, promise(self._view, action)
        who = plain_text(owners(said, view.language))
        told = f"{who}: {view.reference(action)} {one_line(action.text)}"
        due = action.due
        when = day(due, view.language) if isinstance(due, date) else choice(due, view.language) if due else ""
        return f"{told}, {label('chair.due', view.language, day=when)}" if when else told


def words_of(text: str) -> frozenset[str]:
    """The words of a text that say what it is about."""
    return frozenset(word[:_STEM] for word in _WORD.findall(fold(text)) if word not in _COMMON and not word.isdigit())


def is_alike(wanted: frozenset[str], shared: int) -> bool:
    """Whether so many shared words make one subject; a title of one word needs that one."""
    return bool(wanted) and shared >= min(_ALIKE, len(wanted))


def _newest(decision: Decision) -> tuple[str, str, str]:
    return (str(decision.decided_on or ""), decision.reference, decision.id)


class Expected(NamedTuple):
    """An organization, and what it has answered; `who` comes, where that is known."""

    organization: str
    answer: Answer
    who: str = ""


class ChairLine(NamedTuple):
    """What is told of one item besides the agenda.

    Attributes:
        put_off: The meetings that it was put off at, the latest first.
        before: What was decided on the subject before, the nearest first.
        raised: Actions that are late, each with those to ask.
    """

    put_off: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    raised: tuple[str, ...] = ()


def chair_view(state: State, meeting: Meeting, audience: Audience, today: date, language: str = "") -> PrintContext:
    """Who looks at it: only the core group and the secretariat.

    Raises:
        InvalidValueError: The audience is neither.
    """
    if not within(Audience.CORE, audience):
        raise refused(audience, "chair_copy")
    return PrintContext(AudienceView(state, audience), meeting, audience, today, language or spoken_language())


def chair_copy_blocks(
    view: PrintContext, sheet: MinutesSheet, entries: Sequence[AgendaEntry], today: date, head: Facts
) -> list[Block]:
    """The agenda of `sheet` with its notes, and around it what the chair says and asks.

    Args:
        view: What the chair may see.
        sheet: The minutes of the meeting, whose head and items it takes.
        entries: The items as they are announced, one for each of the sheet.
        today: The day as of which actions are late.
        head: When and where one meets.
    """
    lang = view.language
    lines = chair_lines(view, sheet.items, today)
    opening = label("chair.opening_words", lang, group=group_name(view))
    return [
        HeadingBlock(1, title(sheet, label("chair.word", lang))),
        Paragraph(strong(own(label("chair.banner", lang)))),
        head,
        *_expected_lines(tuple(_expected(view.state, view.meeting)), lang),
        *_away(view, today),
        *_said("chair.opening", opening, lang),
        *(
            block
            for told, more in zip(entries, lines, strict=True)
            for block in (*agenda_item(told, lang, noted=True), *_told(more, lang))
        ),
        *_said("chair.closing", _closing(view, today), lang),
    ]


def chair_lines(view: PrintContext, items: Iterable[SheetItem], today: date) -> tuple[ChairLine, ...]:
    """What is told of each item besides the agenda."""
    subjects = Subjects(view, today)
    return tuple(_chair_line(view, subjects, item) for item in items)


def _chair_line(view: PrintContext, subjects: Subjects, item: SheetItem) -> ChairLine:
    record = view.state.get(AgendaItem, item.id)
    if record is None or item.restricted:
        return ChairLine()
    if item.kind is ItemKind.MATTERS_ARISING:
        return ChairLine(raised=subjects.late())
    if item.kind is not ItemKind.TOPIC:
        return ChairLine()
    earlier = (meeting for meeting in put_off(view.state, record) if meeting != view.meeting)
    return ChairLine(tuple(map(meeting_name, earlier)), subjects.decided(record), subjects.late_on(record))


_RANKS = {Answer.COMING: 0, Answer.SENDS: 0, Answer.NOT_COMING: 1, Answer.NONE: 2}


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


def _expected_lines(expected: Sequence[Expected], lang: str) -> Iterator[Block]:
    """One line for each answer: who comes, who sends somebody, who does not, and who has not answered."""
    if expected:
        yield HeadingBlock(2, own(label("chair.expected", lang)))
        yield Items(tuple(ListItem(told) for answer in _RANKS if (told := _answered(expected, answer, lang))))


def _answered(expected: Sequence[Expected], answer: Answer, lang: str) -> PaperText:
    found = [one for one in expected if one.answer is answer]
    names = (
        line(one.organization) + (own(" (") + line(one.who, "()") + own(")") if one.who else NOTHING) for one in found
    )
    said = label("chair.no_answer", lang) if answer is Answer.NONE else choice(answer, lang)
    return labelled(own(f"{said} ({len(found)})"), chain(", ", names)) if found else NOTHING


def _away(view: PrintContext, today: date) -> Iterator[Block]:
    """Members who had missed three meetings of the body in a row before this one."""
    before = (view.meeting.date or today) - timedelta(days=1)
    rows = members_staying_away(view.state, min(today, before), view.meeting.series)
    told = tuple(f"{row.acronym or row.name}: {row.missed.words(view.language)}" for row in rows)
    if told:
        yield HeadingBlock(2, own(label("chair.away", view.language)))
        yield Items(tuple(ListItem(line(one)) for one in told))


def _closing(view: PrintContext, today: date) -> str:
    """What to say at the end: when the body meets again, as agreed or planned."""
    after, lang = view.meeting.date or today, view.language
    later = (m.date for m in planned(view.state, after) if m.series == view.meeting.series and m.date != after)
    following = view.meeting.next_meeting or next(later, None)
    if following is None:
        return label("chair.closing_words_no_day", lang)
    return label("chair.closing_words", lang, day=day(following, lang))


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
