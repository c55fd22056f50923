"""Preparing the next meeting: what is proposed for its agenda, and why.

The three jobs that it is for:

1. See when the meeting is and what belongs on its agenda, each item with its reason and what it will go through.
2. Keep or drop with Space, put in order, give minutes; the clock runs beside the items.
3. Make the meeting: agenda, links to what was carried over, and checklist at once, with one undo.
"""

from __future__ import annotations

from typing import Any, ClassVar, NamedTuple

from textual import work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from ictwg.app.forms.declared import changed, fields_for, filled
from ictwg.app.forms.fields import FormField
from ictwg.app.next_meeting.accepting import accept, added, as_chosen, edited, moved, toggled, with_fields
from ictwg.app.next_meeting.assembling import propose, propose_for
from ictwg.app.next_meeting.proposal import MeetingProposal, Proposed, hours, minutes_of, starts_of, time_plan
from ictwg.app.session import Session
from ictwg.domain.calendar import due_in_words
from ictwg.domain.changes import Changes
from ictwg.domain.fields import settings_of
from ictwg.domain.records import AgendaItem, Meeting
from ictwg.domain.schema import Field
from ictwg.domain.state import State
from ictwg.locales import t
from ictwg.records.lookup import Lookup
from ictwg.records.tables import Detail, DetailSection, detail
from ictwg.ui.keys import bindings_for, bindings_with
from ictwg.ui.modals.form_screen import FormScreen, ask_before_leaving
from ictwg.ui.screens.meeting_steps import edit_meeting
from ictwg.ui.session_screen import SessionScreen
from ictwg.ui.text import plain
from ictwg.ui.widgets.bars import KeyBar, TopBar
from ictwg.ui.widgets.columns import Cell, CellPiece, Column, title_column
from ictwg.ui.widgets.detail import DetailPane
from ictwg.ui.widgets.virtual_list import VirtualList

FORM: tuple[Field[Any], ...] = (*AgendaItem.PLANNED, AgendaItem.audience)
WHEN = tuple(field for field in Meeting.FORM.new if field is not Meeting.series)
_SEPARATE = (Meeting.date.name, Meeting.kind.name)


class PreparedRow(NamedTuple):
    """A proposed item; `starts` is empty where the clock does not say."""

    id: str
    item: Proposed
    starts: str
    minutes: str


def proposed_columns() -> tuple[Column[PreparedRow], ...]:
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


def proposed_heading(state: State, proposal: MeetingProposal) -> str:
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
    legend = t("preparing.screen.legend")
    warning = f"▲ {proposal.day.warning}" if proposal.day.warning else ""
    return "\n".join(filter(None, (first, warning, " · ".join(filter(None, (count, allotted, legend))))))


def proposed_detail(row: PreparedRow) -> Detail:
    """Why it is proposed, and what will be gone through."""
    item = row.item
    facts = (
        DetailSection(t("records.agenda_item.proposed_decision"), _lines(item.of(AgendaItem.proposed_decision))),
        DetailSection(t("records.background"), () if item.lines else _lines(item.of(AgendaItem.background))),
        DetailSection(t("preparing.screen.goes_through"), item.lines),
    )
    state = "" if item.kept else t("preparing.screen.dropped")
    subtitle = " · ".join(filter(None, (state, item.why)))
    return detail(item.title, subtitle, facts)


def when_form(lookup: Lookup, proposal: MeetingProposal) -> tuple[FormField, ...]:
    raw: dict[Any, Any] = dict(proposal.settings)
    asked: tuple[Field[Any], ...] = WHEN
    typed = {field.name: field.type_text(field.decode(raw.get(field)), lookup) for field in asked}
    typed[Meeting.date.name] = proposal.day.day.isoformat() if proposal.day.day else ""
    typed[Meeting.kind.name] = str(proposal.kind)
    return fields_for(lookup, Meeting, only=WHEN, values=typed)


def replanned(session: Session, before: MeetingProposal, values: dict[str, str]) -> MeetingProposal:
    """The proposal for another day, with what was chosen so far."""
    lookup = session.lookup
    day = Meeting.date.parse(values[Meeting.date.name], lookup)
    kind = Meeting.kind.parse(values[Meeting.kind.name], lookup)
    more = {name: text for name, text in values.items() if name not in _SEPARATE}
    proposal = _for_day(before, propose(session.state, session.today, before.series, on=day, kind=kind))
    return with_fields(as_chosen(proposal, before), *settings_of(Meeting, more, lookup))


def _for_day(before: MeetingProposal, found: MeetingProposal) -> MeetingProposal:
    """Where the day has stayed, why it is that day stays too."""
    same = not found.meeting and found.day.day == before.day.day
    return found._replace(day=before.day) if same else found


def _mark(row: PreparedRow) -> Cell:
    if row.item.there:
        return (CellPiece("·", "muted"),)
    return (CellPiece("●", "good"),) if row.item.kept else (CellPiece("○", "muted"),)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(text.split("\n")) if text else ()


class ProposalList(VirtualList[Any]):
    """Space keeps or drops the item under the cursor, and goes on to the next."""

    def __init__(self) -> None:
        super().__init__(proposed_columns(), enter="prepare.edit")
        self.told_as |= {"list.toggle": "prepare.toggle"}

    def action_toggle_selected(self) -> None:
        if self.current is not None and isinstance(self.screen, PreparingScreen):
            self.screen.toggle(self.current.id)
            self.action_cursor_down()


class PreparingScreen(SessionScreen[str | None]):
    """What is proposed; the answer is the id of the meeting that was made of it.

    Args:
        series: The code of the body.
        meeting: The id of a meeting that is planned already; without one it is the next of the body.
    """

    BINDINGS: ClassVar = [*bindings_with("record.new", "record.edit", "record.back"), *bindings_for("prepare")]

    def __init__(self, series: str, meeting: str = "") -> None:
        super().__init__()
        self._series = series
        self._meeting = meeting
        self._proposal: MeetingProposal | None = None
        self._touched = False

    def compose(self) -> ComposeResult:
        yield TopBar()
        yield Static("", id="prepare-heading", markup=False)
        yield ProposalList()
        with VerticalScroll(id="prepare-detail"):
            yield DetailPane()
        yield KeyBar()

    def on_mount(self) -> None:
        """The frame at once; what is proposed takes most of a second over twenty years."""
        self._list.show_empty(t("preparing.screen.looking"))
        self._list.focus()
        self.after_a_frame(self.reload)

    @property
    def _list(self) -> ProposalList:
        return self.query_one(ProposalList)

    @property
    def proposal(self) -> MeetingProposal:
        """As it stands now: what the records say, with what was chosen here."""
        if self._proposal is None:
            self._proposal = self._proposed()
        return self._proposal

    def _proposed(self) -> MeetingProposal:
        state, today = self.session.state, self.session.today
        meeting = state.get(Meeting, self._meeting)
        if meeting is not None:
            return propose_for(state, meeting, today)
        return propose(state, today, self._series)

    def reload(self) -> None:
        """What others have changed meanwhile comes in; what was chosen here stays."""
        if self._proposal is not None and self._touched:
            self._proposal = self._again(self._proposal)
        else:
            self._proposal = None
        self._show()

    def _again(self, before: MeetingProposal) -> MeetingProposal:
        if before.meeting or self._meeting:
            return as_chosen(self._proposed(), before)
        # The proposal of what the records say now, for the day, the hours and the place that were chosen
        found = propose(self.session.state, self.session.today, before.series, on=before.day.day, kind=before.kind)
        if not found.meeting:
            found = with_fields(_for_day(before, found), *before.settings)
        return as_chosen(found, before)

    def _show(self, cursor: str | None = None) -> None:
        begins = zip(self.proposal.items, starts_of(self.session.state, self.proposal), strict=True)
        rows = tuple(
            PreparedRow(item.key, item, str(starts) if starts else "", str(minutes_of(self.session.state, item) or ""))
            for item, starts in begins
        )
        self.query_one("#prepare-heading", Static).update(plain(proposed_heading(self.session.state, self.proposal)))
        self._list.show(rows, cursor=cursor)
        self._tell()

    def cursor_moved(self, _moved: VirtualList[Any], /) -> None:
        self._tell()

    def on_virtual_list_chosen(self, _event: VirtualList.Chosen) -> None:
        self.action_edit()

    def _tell(self) -> None:
        row = self._list.current
        if row is not None:
            self.query_one(DetailPane).show(proposed_detail(row))

    # Choices

    def _choose(self, proposal: MeetingProposal, cursor: str | None = None) -> None:
        self._touched = True
        self._proposal = proposal
        self._show(cursor)

    def toggle(self, key: str) -> None:
        """Keeps what was dropped, drops what was kept; what stands on the agenda stays."""
        if any(item.key == key and item.there for item in self.proposal.items):
            self.tell(t("preparing.screen.stays"))
        else:
            self._choose(toggled(self.proposal, key))

    def action_move(self, way: str) -> None:
        row = self._list.current
        if row is not None:
            self._choose(moved(self.proposal, row.id, -1 if way == "up" else 1))

    @work
    async def action_edit(self) -> None:
        row = self._list.current
        if row is None:
            return
        typed = {field.name: field.type_text(row.item.of(field), self.session.lookup) for field in FORM}
        form = fields_for(self.session.lookup, AgendaItem, only=FORM, values=typed)
        values = await self._ask(t("preparing.screen.edit"), form)
        if values is not None:
            settings = settings_of(AgendaItem, changed(form, values), self.session.lookup)
            self._choose(edited(self.proposal, row.id, *settings))

    @work
    async def action_new(self) -> None:
        """An item by hand, behind the one under the cursor."""
        form = fields_for(self.session.lookup, AgendaItem, only=FORM)
        values = await self._ask(t("minutes_screen.agenda.new"), form)
        if values is not None:
            settings = settings_of(AgendaItem, filled(values), self.session.lookup)
            row = self._list.current
            proposal, key = added(self.proposal, row.id if row is not None else "", *settings)
            self._choose(proposal, key)

    @work
    async def action_when(self) -> None:
        """Another day, time, place or kind."""
        meeting = self.session.state.get(Meeting, self.proposal.meeting)
        if meeting is not None:
            await edit_meeting(self, meeting)
            return
        form = when_form(self.session.lookup, self.proposal)
        values = await self._ask(t("preparing.screen.when"), form)
        if values is not None:
            self._choose(replanned(self.session, self.proposal, values))

    async def _ask(self, title: str, form: tuple[Any, ...]) -> dict[str, str] | None:
        return await self.app.push_screen_wait(FormScreen(title, form, verb="form.go_on"))

    # The meeting

    def action_accept(self) -> None:
        """The meeting is made; without a day, that is asked first."""
        if self.proposal.day.day is None:
            self.action_when()
            return
        made: list[str] = []

        def make() -> Changes:
            changes = accept(self.session.state, self.proposal)
            made.append(self.proposal.meeting or changes.created[0][1])
            return changes

        if self.carry_out(make):
            self.dismiss(made[-1])

    def action_back(self) -> None:
        if self._touched:
            ask_before_leaving(self)
        else:
            self.dismiss(None)
