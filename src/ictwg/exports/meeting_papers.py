"""The papers about a meeting: each gets records and an audience; what the audience may not see is not in its sheet.

minutes · minutes as of today · action points · decisions to sign · agenda and its addendum · sign-in sheet ·
chair's copy · note of a drafting session
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

from ictwg.domain.access import field_visible, visible, within
from ictwg.domain.records import AgendaItem, Edition, Meeting
from ictwg.domain.references import parse_reference
from ictwg.domain.seen import AudienceView
from ictwg.domain.state import State
from ictwg.domain.text import clean
from ictwg.domain.values import Audience, MeetingState, MinutesState
from ictwg.exports.action_points import action_points_blocks
from ictwg.exports.addendum import Announced, addendum_blocks
from ictwg.exports.agenda import agenda_blocks, agenda_entries, agenda_head, agenda_page, page_head
from ictwg.exports.chair_copy import chair_copy_blocks, chair_view
from ictwg.exports.session_note import session_note_blocks
from ictwg.exports.sign_in import declaration_blocks, present, sign_in_blocks, visitor_blocks
from ictwg.locales import t
from ictwg.meetings.editions import as_printed, sent_agendas
from ictwg.minutes.printed.making import minutes_sheet, require_visible
from ictwg.minutes.printed.minutes import minutes_blocks, sheet_values, title
from ictwg.minutes.printed.pages import decisions_pages, in_words_of_page, minutes_pages, numbers_of
from ictwg.minutes.printed.sheet import MinutesSheet
from ictwg.minutes.printed.view import PrintContext
from ictwg.papers.blocks import Block, HeadingBlock, Paragraph, own
from ictwg.papers.catalogue import PaperRequest
from ictwg.papers.document import Document, setup_of
from ictwg.papers.files import told_apart
from ictwg.papers.words import choice, day, label

Documents = tuple[Document, ...]
MINUTES, TODAY, DECISIONS, AGENDA = "minutes", "minutes-today", "decisions", "agenda"


def minutes(asked: PaperRequest) -> Documents:
    """The minutes, for one audience.

    Raises:
        InvalidValueError: The audience may not see the meeting. Every paper raises it.
    """
    return _minutes(asked, "minutes", _sheet(asked))


def minutes_today(asked: PaperRequest) -> Documents:
    """The minutes, with actions as on the day of the request instead of as at the meeting."""
    return _minutes(asked, "minutes-today", _sheet(asked, as_of=asked.today))


def _minutes(asked: PaperRequest, name: str, sheet: MinutesSheet) -> Documents:
    """Whoever sees more than the members sees beside it by which numbers they speak of it."""
    more = within(Audience.CORE, asked.audience) and visible(asked.state, asked.about, Audience.MEMBERS)
    others = numbers_of(_sheet(asked._replace(audience=Audience.MEMBERS))) if more else {}
    return _paper(asked, name, "", sheet, minutes_pages(sheet, others), minutes_blocks(sheet))


def action_points(asked: PaperRequest) -> Documents:
    """Decisions and open actions on one page, ready the same day."""
    sheet = _sheet(asked, "action_points")
    return _paper(asked, "action-points", "action points", sheet, action_points_blocks(sheet))


def decisions(asked: PaperRequest) -> Documents:
    """What was decided, to be signed at the end of the meeting: in no version of the minutes."""
    sheet = _sheet(asked, "decisions")
    (made,) = _paper(asked, DECISIONS, DECISIONS, sheet, decisions_pages(sheet))
    return (replace(made, head={**made.head, "version": ""}),)


def agenda(asked: PaperRequest) -> Documents:
    """The agenda as it was sent, and below it what was changed since; as it is, until it is sent or once it was held.

    The notes for the chair stand only in the secretariat's and the chair's copy.
    """
    require_visible(asked.state, asked.about, asked.audience, "agenda")
    first, *later = _announced(asked) if asked.about.state is not MeetingState.HELD else (_announcement(asked),)
    noted = field_visible(AgendaItem.chair_note, asked.audience)
    late = sum(bool(one.record and one.record.late) for one in first.entries)
    changes = [*_addenda((first, *later))]
    sheet = replace(first.sheet, **_agenda_way(asked.about, late + len(changes), first.on))
    below = [
        block
        for at, (on, blocks) in enumerate(changes, 1)
        for block in (HeadingBlock(2, own(_addendum_word(at, on, sheet.language))), *blocks)
    ]
    pages = [*agenda_page(sheet, first.entries, first.link, noted=noted), *below]
    read_back = [*agenda_blocks(sheet, first.entries, first.link, noted=noted), *below]
    return _paper(asked, "agenda", "agenda", sheet, pages, read_back)


def addendum(asked: PaperRequest) -> Documents:
    """What was changed since the agenda was sent last; where nothing was, what the last addendum has told."""
    require_visible(asked.state, asked.about, asked.audience, "addendum")
    announced = _announced(asked)
    number, (_, blocks) = max(enumerate(_addenda(announced), 1), default=(1, (None, [])))
    sheet = replace(announced[-1].sheet, **_agenda_way(asked.about, number))
    lang = sheet.language
    page = [
        HeadingBlock(1, title(sheet, label("addendum.word", lang, number=number))),
        page_head(sheet, announced[-1].link),
        *(blocks or [Paragraph(own(label("addendum.none", lang)))]),
    ]
    return _paper(asked, "addendum", "addendum", sheet, page)


def _announced(asked: PaperRequest) -> tuple[Announced, ...]:
    """As it was sent, with each addendum, and as it is today; what the meeting itself has changed is no addendum."""
    sent = tuple(_announcement(asked, one) for one in sent_agendas(asked.state, asked.about))
    return sent if sent and asked.about.state is MeetingState.HELD else (*sent, _announcement(asked))


def _announcement(asked: PaperRequest, edition: Edition | None = None) -> Announced:
    on = edition.on if edition is not None else None
    printed = as_printed(asked.state, asked.about, asked.today, edition=edition)
    sheet = replace(_sheet(asked._replace(state=printed.state, about=printed.meeting)), end=printed.meeting.end)
    link = clean(printed.meeting.link) if asked.audience is not Audience.EVERYONE else ""
    return Announced(sheet, agenda_entries(printed.state, sheet, on or asked.today), link, on)


def _addenda(announced: Sequence[Announced]) -> Iterator[tuple[date | None, list[Block]]]:
    """The day of each and what it tells this audience, where that is something; today's has none."""
    for before, now in pairwise(announced):
        if blocks := addendum_blocks(before, now):
            yield now.on, blocks


def _addendum_word(number: int, on: date | None, lang: str) -> str:
    return " – ".join(filter(None, (label("addendum.short", lang, number=number), day(on, lang) if on else "")))


def sign_in(asked: PaperRequest) -> Documents:
    """The sheet to sign in the room."""
    return _by_hand(asked, "sign-in", sign_in_blocks)


def visitors(asked: PaperRequest) -> Documents:
    """Who is to be let in at the gate."""
    return _by_hand(asked, "visitors", visitor_blocks, outside=True)


def _by_hand(
    asked: PaperRequest,
    name: str,
    blocks: Callable[[PrintContext, MinutesSheet], list[Block]],
    *,
    outside: bool = False,
) -> Documents:
    sheet = _sheet(asked, name.replace("-", "_"))
    printed = as_printed(asked.state, asked.about, asked.today)
    sheet = replace(sheet, end=printed.meeting.end, time_zone="")
    view = PrintContext(printed.state, printed.meeting, asked.audience, printed.today, sheet.language)
    return _paper(asked, name, name, sheet, blocks(view, sheet), landscape=True, outside=outside)


def chair_copy(asked: PaperRequest) -> Documents:
    """What the chair has on the table, large; each item with its time, as on the page of the agenda.

    Raises:
        InvalidValueError: The audience is neither the core group nor the secretariat, or may not see the meeting.
    """
    view = chair_view(asked.state, asked.about, asked.audience, asked.today, asked.language)
    sheet = _sheet(asked._replace(language=view.language))
    entries = agenda_entries(asked.state, replace(sheet, end=asked.about.end), asked.today)
    timed = [one._replace(starts=one.on_page, item=in_words_of_page(one.item, sheet.language)) for one in entries]
    ways = (timed, page_head), (entries, agenda_head)
    page, read_back = (
        chair_copy_blocks(view, sheet, told, asked.today, head(sheet, asked.about.link)) for told, head in ways
    )
    return _paper(asked, "chair-copy", "chair-copy", sheet, page, read_back, large=True)


def declaration(asked: PaperRequest) -> Documents:
    """A file for each who was there: it is given away, on the group's letterhead."""
    sheet = _sheet(asked, "declaration")
    made: list[Document] = []
    for row in present(asked.state, sheet, asked.organization):
        blocks = declaration_blocks(asked.state, sheet, row)
        whose = (row.acronym, row.representative)
        (one,) = _paper(asked, "declaration", "declaration", sheet, blocks, whose=whose, certificate=True, large=True)
        letterhead = setup_of(asked.state, sheet.language).letterhead
        made.append(replace(one, setup=replace(one.setup, letterhead=letterhead)))
    return tuple(made)


def session_note(asked: PaperRequest) -> Documents:
    """What a drafting session has brought."""
    sheet = _sheet(asked, "session_note")
    view = PrintContext(asked.state, asked.about, asked.audience, asked.today, sheet.language)
    return _paper(asked, "session-note", "session-note", sheet, session_note_blocks(view, sheet))


def _sheet(asked: PaperRequest, paper: str = "minutes", as_of: date | None = None) -> MinutesSheet:
    require_visible(asked.state, asked.about, asked.audience, paper)
    return minutes_sheet(asked.state, asked.about, asked.audience, asked.today, asked.language, as_of=as_of)


def _paper(
    asked: PaperRequest,
    name: str,
    kind: str,
    sheet: MinutesSheet,
    blocks: Iterable[Block],
    read_back: Iterable[Block] = (),
    whose: tuple[str, ...] = (),
    **look: bool,
) -> Documents:
    """In the meeting's own folder; adopted minutes keep the letterhead of their day, where the group had one."""
    look |= {"initials": sheet.initials and not kind}
    twin = told_apart(AudienceView(asked.state, asked.audience), asked.about, _name_parts)
    setup = setup_of(as_printed(asked.state, asked.about, asked.today).state, sheet.language, **look)
    if not (setup.letterhead or setup.footer or setup.logo or setup.letterhead_document):
        setup = setup_of(asked.state, sheet.language, **look)
    made = Document(
        kind,
        sheet.language,
        asked.audience,
        tuple(blocks),
        (name, *_name_parts(asked.about), twin, *whose),
        asked.about.folder,
        sheet_values(sheet),
        replace(setup, example=sheet.example),
        read_back=tuple(read_back),
    )
    words = {
        MINUTES: label("word", sheet.language),
        TODAY: t("papers.minutes_updated", lang=sheet.language),
        DECISIONS: label("decisions.word", sheet.language),
    }
    what = f"{words.get(name, made.word)} {_number(asked.about)}"
    return (replace(made, called=(what, twin, *whose, asked.about.date or "", _way(name, sheet))),)


def _number(meeting: Meeting) -> str:
    """`3-2010`, as people quote it; with the code of a series that has one."""
    named = parse_reference(clean(meeting.reference))
    number = f"{named.number}-{named.year}" if named and named.number else ""
    return f"{named.series} {number}" if named else clean(meeting.reference) or clean(meeting.series)


def _way(name: str, sheet: MinutesSheet) -> str:
    """How far the minutes are, `draft, version 1.0`; a draft that nobody has got yet, and the first adopted, say less.

    The title of an agenda says whether it is adopted; its version, that there are late items.
    """
    settled = {MINUTES: "2.0", TODAY: "2.0", AGENDA: "1.0"}.get(name, sheet.version)
    is_draft = name in (MINUTES, TODAY) and sheet.minutes_state is not MinutesState.ADOPTED
    says = sheet.version != settled and not sheet.version.startswith("0.")
    version = label("foot.version", sheet.language, version=sheet.version) if says else ""
    return ", ".join(filter(None, (choice(MinutesState.DRAFT, sheet.language) if is_draft else "", version)))


def _name_parts(meeting: Meeting) -> tuple[str | date, ...]:
    """`M-2010-03` and its day; the day alone where the meeting has no number."""
    named = clean(meeting.reference) or (f"M-{clean(meeting.series)}" if meeting.series else "M")
    return named, meeting.date or ""


def exportable(state: State, audience: Audience) -> tuple[Meeting, ...]:
    """The meetings that `export minutes all` writes: those that the audience may see, by date."""
    seen = [meeting for meeting in state.all(Meeting) if meeting.date and visible(state, meeting, audience)]
    return tuple(sorted(seen, key=lambda meeting: (str(meeting.date), meeting.series, meeting.id)))


def _agenda_way(meeting: Meeting, late: int, on: date | None = None) -> dict[str, Any]:
    """How far the agenda is, which says nothing of the minutes: `1.0` as it went out, `1.2` with two late items."""
    on = on or meeting.agenda_circulated or meeting.date
    way: dict[str, Any] = {"edition": 0} | ({"status_date": on} if on else {})
    if meeting.agenda_circulated is not None or meeting.state is MeetingState.HELD:
        return way | {"minutes_state": MinutesState.CIRCULATED, "circulations": 1 + late}
    there = meeting.agenda_sent_to_chair is not None
    return way | {"minutes_state": MinutesState.WITH_CHAIR if there else MinutesState.DRAFT, "circulations": 0}
