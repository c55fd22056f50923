"""Papers for a meeting: what lies on the table under an item, as it was on that day, and what is awaited."""

from __future__ import annotations

from datetime import date

from ictwg.documents.track import printed_word, version_on
from ictwg.domain.calendar import short_day
from ictwg.domain.records import Document, Meeting, Organization, Paper
from ictwg.domain.state import State
from ictwg.domain.text import clean
from ictwg.locales import t
from ictwg.records.group import calendar_of
from ictwg.tasks.checklists import steps

SENT_OUT = "agenda_and_papers"
"""The step of the checklist by which papers are to be there, so many working days before a meeting of a kind."""


def papers_of(state: State, item: str) -> tuple[Paper, ...]:
    """By title."""
    return tuple(sorted(state.linked(Paper, Paper.item, item), key=lambda paper: (paper.title, paper.id)))


def is_awaited(paper: Paper, on: date) -> bool:
    """Whether it was asked for, and had not come by a day."""
    asked = paper.asked_of is not None or paper.due is not None
    return asked and (paper.received_on is None or paper.received_on > on)


def is_late(paper: Paper, today: date) -> bool:
    """It came behind its day, or has not come and that is past."""
    return paper.due is not None and (paper.received_on or today) > paper.due


def on_the_table(state: State, paper: Paper, on: date, lang: str = "") -> str:
    """`Plan of Action, version 2, submitted`."""
    document = state.get(Document, paper.document)
    if document is None:
        return clean(paper.title)
    version = version_on(state, document, on)
    word = printed_word(state, document, on, lang)
    return ", ".join(filter(None, map(clean, (paper.title, version.label if version else "", word))))


def asked_words(state: State, paper: Paper, today: date, lang: str = "", *, delays: bool = True) -> str:
    """What is said of one that is awaited or came late: `Budget (MoF, due 5 Mar 2010, late)`; else nothing.

    Args:
        delays: Whether its readers are told what is late.
    """
    late, awaited = delays and is_late(paper, today), is_awaited(paper, today)
    if not late and not awaited:
        return ""
    asked = state.get(Organization, paper.asked_of)
    due = t("documents.paper.due", lang=lang, day=short_day(paper.due, lang)) if awaited and paper.due else ""
    came = "" if awaited else t("documents.paper.received", lang=lang, day=short_day(paper.received_on, lang))
    said = (clean(asked.acronym or asked.name) if asked else "", due, came)
    marked = (*said, t("documents.paper.late", lang=lang) if late else "")
    return f"{clean(paper.title)} ({', '.join(filter(None, marked))})"


def due_before(state: State, meeting: Meeting, today: date) -> date | None:
    """When papers are to be there by the checklist of the kind of meeting; None where that is past, or unplanned."""
    days = next((step.days for step in steps(state, meeting.kind) if step.key == SENT_OUT), None)
    if meeting.date is None or days is None:
        return None
    due = calendar_of(state).shift(meeting.date, days)
    return due if due >= today else None
