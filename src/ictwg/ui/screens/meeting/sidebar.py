"""The panes around the minutes: the heading of the meeting, the agenda, the heading of the item."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import product
from typing import NamedTuple

from rich.cells import cell_len
from textual.content import Content
from textual.widgets import Static

from ictwg.documents.papers import asked_words, is_awaited, on_the_table, papers_of
from ictwg.domain.access import visible
from ictwg.domain.agenda import agenda_of
from ictwg.domain.calendar import short_day
from ictwg.domain.records import AgendaItem, Meeting
from ictwg.domain.representation import representation
from ictwg.domain.state import State
from ictwg.domain.values import Audience, ItemKind, MeetingState
from ictwg.locales import t
from ictwg.meetings.editions import shown_from
from ictwg.meetings.meetings import awaiting_adoption, meeting_row
from ictwg.minutes.item_outcomes import next_in_words
from ictwg.minutes.lines import counts, item_title
from ictwg.ui.text import emphasized, line, plain
from ictwg.ui.widgets.columns import GAP, Column, widest, within


class MeetingHead(Static):
    """On the left what names the meeting, on the right who is there; the right side gives way."""

    def __init__(self) -> None:
        super().__init__("", markup=False)

    def show(self, state: State, meeting: Meeting, item: AgendaItem | None, *, projector: bool) -> None:
        there = representation(*shown_from(state, meeting), item)
        mark = plain(f"  {t('minutes_screen.projector')}", style="b $accent") if projector else plain("")
        lefts = [Content.assemble(plain(named, style="b"), mark) for named in _named(state, meeting)]
        begun = meeting.state is MeetingState.HELD or there.attending
        pairs = product(lefts, (there.words(), there.short_words()))
        # Hours and venue, from full to short
        hours = "–".join(time.strftime("%H:%M") for time in (meeting.start, meeting.end) if time)
        place = line(meeting.venue) or t("minutes_screen.head.no_venue")
        when = " · ".join(filter(None, (hours, place)))
        planned = ((left, right) for right in (when, place, within(place, MOST_OF_A_VENUE), "") for left in lefts)
        self.update(self._fitting(pairs if begun else planned) or lefts[-1], layout=False)

    def _fitting(self, pairs: Iterable[tuple[Content, str]]) -> Content | None:
        """The first, which is the fullest, that fits."""
        for left, right in pairs:
            room = self.size.width - left.cell_length - cell_len(right)
            if room >= GAP:
                return Content.assemble(left, plain(" " * room), plain(right))
        return None


def _named(state: State, meeting: Meeting) -> tuple[str, ...]:
    """What names the meeting, from full to short."""
    row = meeting_row(state, meeting)
    full = f"{row.reference} · {row.day} · {row.state_label}"
    day = short_day(meeting.date) if meeting.reference and meeting.state is not MeetingState.HELD else ""
    short = " · ".join(filter(None, (row.reference, day, row.state_label)))
    if meeting.state is not MeetingState.HELD or not row.minutes_label:
        return (full, short)
    minutes = t("minutes_screen.head.minutes", state=row.minutes_label)
    of_day = f"{row.reference} · {row.day} · {minutes}"
    return (f"{full} · {minutes}", of_day, f"{row.reference} · {minutes}", short)


MOST_OF_A_VENUE = 30
"""Cells."""

MOST_NAMED = 2
"""Minutes that wait to be adopted."""


class SideRow(NamedTuple):
    """An item, and how many lines stand under it."""

    id: str
    number: str
    title: str
    lines: str


def columns(rows: Sequence[SideRow] = ()) -> tuple[Column[SideRow], ...]:
    """As wide as the numbers are; the rest is the titles'."""
    number = widest((row.number for row in rows), 6)
    return (
        Column("number", "", lambda row: row.number, width=number, tone="muted"),
        Column("title", "", lambda row: row.title, minimum=6),
        Column("count", "", lambda row: row.lines, width=2, align="right", tone="muted"),
    )


def rows(state: State, meeting: Meeting, *, projector: bool) -> tuple[SideRow, ...]:
    written = counts(state, meeting)
    return tuple(
        SideRow(
            line.item.id,
            line.printed,
            item_title(state, line.item, hides=projector),
            str(written.get(line.item.id) or ""),
        )
        for line in agenda_of(state, meeting)
    )


def item_head(state: State, meeting: Meeting, item: AgendaItem | None, today: date, *, projector: bool) -> Content:
    """Number and title, who presents, the proposed decision; the note for the chair never on a projector."""
    line = next((one for one in agenda_of(state, meeting) if item is not None and one.item.id == item.id), None)
    if line is None or item is None:
        return plain("")
    title = item_title(state, item, hides=projector)
    head = plain(f"{line.printed} {title}".strip())
    if projector and not visible(state, item, Audience.MEMBERS):
        return head
    facts = _facts(state, meeting, item, today, projector=projector)
    return Content.assemble(head, *(emphasized(f"\n{fact}", style="not bold $foreground 72%") for fact in facts))


def _facts(state: State, meeting: Meeting, item: AgendaItem, today: date, *, projector: bool) -> Iterator[str]:
    presents = t("minutes_screen.minutes.presents", name=item.presenter) if item.presenter else ""
    takes = t("minutes_screen.pace.spent", minutes=item.minutes_allotted) if item.minutes_allotted else ""
    there = (one for one in papers_of(state, item.id) if not is_awaited(one, meeting.date or today))
    listed = (*item.papers, *(on_the_table(state, one, meeting.date or today) for one in there))
    papers = t("minutes_screen.minutes.papers", papers="; ".join(listed)) if listed else ""
    if presents or takes or papers:
        yield " · ".join(filter(None, (presents, takes, papers)))
    asked = () if projector else (asked_words(state, one, today) for one in papers_of(state, item.id))
    if said := "; ".join(filter(None, asked)):
        yield t("documents.paper.asked", papers=said)
    if item.outcome is not None:
        yield t("minutes_screen.minutes.outcome_is", outcome=AgendaItem.outcome.label(item.outcome))
    if item.proposed_decision:
        yield t("minutes_screen.minutes.proposed", text=item.proposed_decision)
    if item.audience is not Audience.EVERYONE and not projector:
        yield f"▫ {t(f'choices.audience.{item.audience}')}"
    if item.chair_note and not projector:
        yield f"{t('records.agenda_item.chair_note')}: {item.chair_note}"
    if item.background and not counts(state, meeting).get(item.id):  # until something is said of it
        yield from item.background.split("\n")
    if item.kind is ItemKind.PREVIOUS_MINUTES:
        yield from _to_adopt(state, meeting)
    if item.kind is ItemKind.NEXT_MEETING:
        yield from next_in_words(state, meeting, today)


def _to_adopt(state: State, meeting: Meeting) -> Iterator[str]:
    waiting = [meeting_row(state, one) for one in awaiting_adoption(state, meeting)]
    if not waiting:
        yield t("minutes_screen.minutes.none_to_adopt")
    for row in waiting[:MOST_NAMED]:
        yield f"{row.reference} · {row.day} · {row.minutes_label}"
    if len(waiting) > MOST_NAMED:
        yield t("history.more", count=len(waiting) - MOST_NAMED)
