"""Preparing the next meeting: what is proposed for its agenda, and why.

The three jobs that it is for:

1. See when the meeting is and what belongs on its agenda, each item with its reason and what it will go through.
2. Keep or drop with Space, put in order, give minutes; the clock runs beside the items.
3. Make the meeting: agenda, links to what was carried over, and checklist at once, with one undo.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual import work
from textual.containers import VerticalScroll
from textual.widgets import Static

from ictwg.app.next_meeting.accepting import accept, added, as_chosen, edited, moved, toggled
from ictwg.app.next_meeting.assembling import propose, propose_for
from ictwg.domain.fields import settings_of
from ictwg.domain.records import AgendaItem, Meeting
from ictwg.locales import t
from ictwg.ui.forms import changed, fields_for, filled
from ictwg.ui.keys import bindings_for, bindings_with
from ictwg.ui.modals.form_screen import ask_before_leaving
from ictwg.ui.screens import next_meeting_views as views
from ictwg.ui.screens.meeting_steps import edit_meeting
from ictwg.ui.session_screen import SessionScreen
from ictwg.ui.text import plain
from ictwg.ui.widgets.bars import KeyBar, TopBar
from ictwg.ui.widgets.detail import DetailPane
from ictwg.ui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from ictwg.app.next_meeting.proposal import MeetingProposal
    from ictwg.domain.changes import Changes


class ProposalList(VirtualList[Any]):
    """Space keeps or drops the item under the cursor, and goes on to the next."""

    def __init__(self) -> None:
        super().__init__(views.columns(), enter="prepare.edit")
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
        self.reload()
        self._list.focus()

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
        return views.proposed_again(self.session, before)

    def _show(self, cursor: str | None = None) -> None:
        rows = views.rows(self.session.state, self.proposal)
        self.query_one("#prepare-heading", Static).update(plain(views.heading(self.session.state, self.proposal)))
        self._list.show(rows, cursor=cursor)
        self._tell()

    def cursor_moved(self, _moved: VirtualList[Any], /) -> None:
        self._tell()

    def on_virtual_list_chosen(self, _event: VirtualList.Chosen) -> None:
        self.action_edit()

    def _tell(self) -> None:
        row = self._list.current
        if row is not None:
            self.query_one(DetailPane).show(views.detail(row))

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
        form = views.item_form(self.session.lookup, row.item)
        values = await self._ask(t("preparing.screen.edit"), form)
        if values is not None:
            settings = settings_of(AgendaItem, changed(form, values), self.session.lookup)
            self._choose(edited(self.proposal, row.id, *settings))

    @work
    async def action_new(self) -> None:
        """An item by hand, behind the one under the cursor."""
        form = fields_for(self.session.lookup, AgendaItem, only=views.FORM)
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
        form = views.when_form(self.session.lookup, self.proposal)
        values = await self._ask(t("preparing.screen.when"), form)
        if values is not None:
            self._choose(views.replanned(self.session, self.proposal, values))

    async def _ask(self, title: str, form: tuple[Any, ...]) -> dict[str, str] | None:
        from ictwg.ui.modals.form_screen import FormScreen

        return await self.app.push_screen_wait(FormScreen(title, form))

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
            ask_before_leaving(self, None)
        else:
            self.dismiss(None)
