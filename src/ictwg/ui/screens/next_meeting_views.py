"""What the preparation of a meeting shows and asks: the proposed items with their clock, the reason, the forms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from ictwg.app.next_meeting.accepting import as_chosen, with_fields
from ictwg.app.next_meeting.assembling import propose
from ictwg.app.next_meeting.proposal import hours, minutes_of, starts_of, time_plan
from ictwg.domain.calendar import due_in_words
from ictwg.domain.fields import settings_of
from ictwg.domain.records import AgendaItem, Meeting
from ictwg.locales import t
from ictwg.records.tables import Detail, DetailSection
from ictwg.ui.forms import fields_for
from ictwg.ui.screens import meeting_steps as forms
from ictwg.ui.widgets.columns import Cell, CellPiece, Column, title_column

if TYPE_CHECKING:
    from ictwg.app.next_meeting.proposal import MeetingProposal, Proposed
    from ictwg.app.session import Session
    from ictwg.domain.schema import Field
    from ictwg.domain.state import State
    from ictwg.records.lookup import Lookup
    from ictwg.ui.widgets.form import FormField


FORM: tuple[Field[Any], ...] = (*AgendaItem.PLANNED, AgendaItem.audience)


_SEPARATE = (Meeting.date.name, Meeting.kind.name)


class PreparedRow(NamedTuple):
    """A proposed item; `starts` is empty where the clock does not say."""

    id: str
    item: Proposed
    starts: str
    minutes: str


def rows(state: State, proposal: MeetingProposal) -> tuple[PreparedRow, ...]:
    begins = zip(proposal.items, starts_of(state, proposal), strict=True)
    return tuple(
        PreparedRow(
            item.key,
            item,
            str(starts) if starts and item.kept else "",
            str(minutes_of(state, item) or ""),
        )
        for item, starts in begins
    )


def columns() -> tuple[Column[PreparedRow], ...]:
    """Whether it is kept, when it begins, what it is, how long it takes, why it is there."""
    return (
        Column[PreparedRow]("kept", "", _mark, width=1),
        Column[PreparedRow]("starts", t("ui.time"), lambda row: row.starts, width=6, drop=2),
        title_column("title", t("records.item"), lambda row: row.item.title),
        Column[PreparedRow](
            "minutes", t("minutes_screen.agenda.column.minutes"), lambda row: row.minutes, width=3, align="right"
        ),
        Column[PreparedRow]("why", t("ui.why"), lambda row: row.item.why, share=2, tone="muted", drop=1),
    )


def heading(state: State, proposal: MeetingProposal) -> str:
    """When, where and why then; a warning; the minutes against the time there is."""
    day = due_in_words(proposal.day.day) if proposal.day.day else t("preparing.screen.no_day")
    start, end = hours(state, proposal)
    times = "–".join(f"{time:%H:%M}" for time in (start, end) if time)
    first = " · ".join(filter(None, (day, times, proposal.day.why)))
    plan = time_plan(state, proposal)
    count = t("preparing.screen.count", kept=len(proposal.kept), count=len(proposal.items))
    allotted = ""
    if plan.available is not None:
        key = "minutes_screen.agenda.time_over" if plan.over else "minutes_screen.agenda.time_of"
        allotted = t(key, allotted=plan.allotted, available=plan.available, over=plan.over)
    warning = f"▲ {proposal.day.warning}" if proposal.day.warning else ""
    return "\n".join(filter(None, (first, warning, " · ".join(filter(None, (count, allotted))))))


def detail(row: PreparedRow) -> Detail:
    """Why it is proposed, and what will be gone through."""
    item = row.item
    facts = (
        DetailSection(t("records.agenda_item.proposed_decision"), _lines(item.of(AgendaItem.proposed_decision))),
        DetailSection(t("records.background"), () if item.lines else _lines(item.of(AgendaItem.background))),
        DetailSection(t("preparing.screen.goes_through"), item.lines),
    )
    state = "" if item.kept else t("preparing.screen.dropped")
    subtitle = " · ".join(filter(None, (state, item.why)))
    return Detail(item.title, subtitle, tuple(section for section in facts if section.lines))


def item_form(lookup: Lookup, item: Proposed) -> tuple[FormField, ...]:
    typed = {field.name: _typed(lookup, field, item.of(field)) for field in FORM}
    return fields_for(lookup, AgendaItem, only=FORM, values=typed)


def when_form(lookup: Lookup, proposal: MeetingProposal) -> tuple[FormField, ...]:
    raw: dict[Any, Any] = dict(proposal.settings)
    typed = {field.name: _typed(lookup, field, field.decode(raw.get(field))) for field in forms.WHEN}
    typed[Meeting.date.name] = proposal.day.day.isoformat() if proposal.day.day else ""
    typed[Meeting.kind.name] = str(proposal.kind)
    return fields_for(lookup, Meeting, only=forms.WHEN, values=typed)


def replanned(session: Session, before: MeetingProposal, values: dict[str, str]) -> MeetingProposal:
    """The proposal for another day, with what was chosen so far."""
    lookup = session.lookup
    day = Meeting.date.parse(values[Meeting.date.name], lookup)
    kind = Meeting.kind.parse(values[Meeting.kind.name], lookup)
    more = {name: text for name, text in values.items() if name not in _SEPARATE}
    proposal = _for_day(before, propose(session.state, session.today, before.series, on=day, kind=kind))
    return with_fields(as_chosen(proposal, before), *settings_of(Meeting, more, lookup))


def proposed_again(session: Session, before: MeetingProposal) -> MeetingProposal:
    """The proposal of what the records say now, for the day, the hours and the place that were chosen."""
    found = propose(session.state, session.today, before.series, on=before.day.day, kind=before.kind)
    if not found.meeting:
        found = with_fields(_for_day(before, found), *before.settings)
    return as_chosen(found, before)


def _for_day(before: MeetingProposal, found: MeetingProposal) -> MeetingProposal:
    """Where the day has stayed, why it is that day stays too."""
    same = not found.meeting and found.day.day == before.day.day
    return found._replace(day=before.day) if same else found


def _typed(lookup: Lookup, field: Field[Any], value: Any) -> str:
    return field.type_text(value, lookup)


def _mark(row: PreparedRow) -> Cell:
    if row.item.there:
        return (CellPiece("·", "muted"),)
    return (CellPiece("●", "good"),) if row.item.kept else (CellPiece("○", "muted"),)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(text.split("\n")) if text else ()
