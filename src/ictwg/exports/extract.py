"""A decision or an action alone, as it stands in the minutes: what a ministry is sent to act on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ictwg.domain.records import Action, Decision, Meeting
from ictwg.domain.seen import AudienceView
from ictwg.domain.state import State
from ictwg.domain.text import clean
from ictwg.domain.values import NO_DECISION, ActionKind
from ictwg.exports.letters import dated
from ictwg.locales import language
from ictwg.meetings.editions import as_printed
from ictwg.minutes.printed.making import minutes_sheet, refused
from ictwg.minutes.printed.making_items import record_line
from ictwg.minutes.printed.minutes import facts
from ictwg.minutes.printed.pages import conformity, extract_pages, printed_line
from ictwg.minutes.printed.view import DayView
from ictwg.papers.blocks import Block, HeadingBlock, PaperText, Paragraph, line, own, strong
from ictwg.papers.catalogue import PaperRequest, as_of
from ictwg.papers.document import Document
from ictwg.papers.files import told_apart
from ictwg.papers.words import day, label
from ictwg.records.group import full_group_name


def extract(asked: PaperRequest) -> tuple[Document, ...]:
    """From the minutes, adopted or not; of what is in none from the register; nothing of a task or a proposal.

    Raises:
        InvalidValueError: The audience may not see it.
    """
    about, lang = asked.about, asked.language or language()
    if about.kind is ActionKind.TASK if isinstance(about, Action) else about.status in NO_DECISION:
        return ()
    state = _state(asked)
    if not _is_seen(asked.state, asked) or not _is_seen(state, asked):
        raise refused(asked.audience, "extract")
    seen, when = AudienceView(state, asked.audience), dated(asked.state, day(asked.today, lang))
    blocks = _in_minutes(asked, lang, when) or [*_registered(asked, seen, lang, when)]
    reference = clean(about.reference)
    twin = told_apart(seen, about, lambda one: (one.reference,))
    on = _day_of(about)
    called = (f"{label('extract.word', lang)} {reference}", twin, on or "")
    return (as_of(asked, lang, blocks, ("extract", reference, twin, on or ""), ref=reference, called=called),)


def _in_minutes(asked: PaperRequest, lang: str, when: PaperText) -> list[Block]:
    meeting = AudienceView(asked.state, asked.audience).get(Meeting, asked.about.meeting)
    if meeting is None:
        return []
    whole = asked.state.get(Meeting, meeting.id) or meeting
    return extract_pages(minutes_sheet(asked.state, whole, asked.audience, asked.today, lang), asked.about.id, when)


def _state(asked: PaperRequest) -> State:
    """Where it is printed from: the edition of its meeting, where that holds it."""
    meeting = asked.state.get(Meeting, asked.about.meeting)
    printed = as_printed(asked.state, meeting, asked.today).state if meeting is not None else asked.state
    return printed if printed.get(type(asked.about), asked.about.id) is not None else asked.state


def _is_seen(state: State, asked: PaperRequest) -> bool:
    return AudienceView(state, asked.audience).get(type(asked.about), asked.about.id) is not None


def _registered(asked: PaperRequest, seen: AudienceView, lang: str, when: PaperText) -> Iterator[Block]:
    """As it is on record: decided by circulation, or given between two meetings."""
    record: Decision | Action | None = seen.get(type(asked.about), asked.about.id)
    if record is not None:
        view = DayView(seen, asked.audience, asked.today, lang)
        yield HeadingBlock(1, own(label("extract.registered", lang)))
        yield Paragraph(strong(line(full_group_name(seen, lang))))
        on = _day_of(record)
        yield from [facts([("column.date", own(day(on, lang)))], lang)] if on is not None else []
        yield printed_line(record_line(view, record), "1.", lang)
        signs = (own(f"{label(f'column.{name}', lang)}:") for name in ("name", "position"))
        yield from conformity(when, (own(label("extract.secretariat", lang)), *signs), lang)


def _day_of(about: Decision | Action) -> date | None:
    return about.given_on if isinstance(about, Action) else about.decided_on
