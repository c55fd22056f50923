"""Today (1): what must I do now.

The three jobs that it is for:

1. See at one glance, before coffee: the next meeting and what is still to do for it, minutes due, who is late.
2. Do it: F4 ticks a task or a step of the checklist, Enter goes to where the work is.
3. Know that all is well: what is to mend, and whether everything is saved and with the colleagues.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work

from ictwg.app.saving import brought_words, problem_words, state_words
from ictwg.app.upcoming import upcoming
from ictwg.domain.records import Action, Decision, Meeting
from ictwg.domain.schema import RECORDS
from ictwg.locales import t
from ictwg.ui.keys import bindings_for
from ictwg.ui.read_ahead import many_made
from ictwg.ui.screens.today_rows import Saving, TodayRow, cell_of, first_lines, today_lines
from ictwg.ui.session_screen import SessionScreen
from ictwg.ui.styles import FIRST
from ictwg.ui.widgets.bars import KeyBar, TopBar
from ictwg.ui.widgets.columns import Cell, Column
from ictwg.ui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from ictwg.domain.schema import Record

_KEPT = {
    "invitation": Meeting.invitation_circulated.name,
    "taking": Meeting.action_points_out.name,
    "minutes": Meeting.circulated.name,
}
"""The field that leads to the view in which it is kept."""
_OFFERED = frozenset({"new", "done", "mend"})


class TodayScreen(SessionScreen[None]):
    """What the first frame does not need is imported when it is used: forms alone take a tenth of the start."""

    CSS_PATH = FIRST
    BINDINGS: ClassVar = [b for b in bindings_for("record", "today") if getattr(b, "action", "") in _OFFERED]
    HORIZONTAL_BREAKPOINTS = []
    """It looks the same at every width, and a class set at the first size would style all of it once more."""

    def __init__(self) -> None:
        super().__init__()
        self._height = 0

    def compose(self) -> ComposeResult:
        yield TopBar()
        yield VirtualList((Column("row", "", self._cell),), header=False)
        yield KeyBar()

    @property
    def _list(self) -> VirtualList[TodayRow]:
        return self.query_one(VirtualList)

    def _cell(self, row: TodayRow) -> Cell:
        return cell_of(row, self._list.room)

    def on_mount(self) -> None:
        """The next meeting at once; the program asks for the rest right after the first frame."""
        self._list.show(first_lines(upcoming(self.session.state, self.session.today)))
        self._list.focus()

    def on_resize(self) -> None:
        """Another height has room for more, or for less."""
        if self._list.size.height != self._height:
            self.reload()

    def reload(self) -> None:
        if not self.program.is_whole:
            return
        from ictwg.actions.action_rows import table_of
        from ictwg.app.problems.clashes import broken
        from ictwg.app.problems.problems import count_of, undecided, undecided_where
        from ictwg.app.sync import quiet_words, waiting_lines
        from ictwg.app.today import today_view

        self._height = self._list.size.height
        session, store = self.session, self.session.store
        with many_made():
            table_of(session.state).rows(session.today)
        status = store.status()
        others = status.asked + len(waiting_lines(status)) + broken(store)
        mend = count_of(session.state, session.today, contested=session.contested.records, others=others)
        saving = (
            *(Saving((words,)) for words in quiet_words(session, status, session.zone)),
            *(Saving((words,), waits=True) for words in problem_words(status)),
            *(Saving((words,)) for words in brought_words(status)),
            Saving(state_words(status, session.zone)),
        )
        view = today_view(session.state, session.today, session.settings.user_name)
        asked = [undecided_where(session.state, *one) for one in undecided(session.state, session.contested.records)]
        self._list.show(today_lines(view, mend, saving, self._height, asked))

    def saving_changed(self) -> None:
        self.reload()

    async def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        await self._follow(event.row)

    async def _follow(self, row: TodayRow) -> None:
        match row.leads:
            case "meeting":
                meeting = self.session.state.get(Meeting, row.target)
                await (self.program.open_record(meeting) if meeting else self.program.action_mode("agenda"))
            case "invitation" | "taking" | "minutes":
                await self._to_view(row.target, _KEPT[row.leads])
            case "decision" | "task":
                await self._to_record(Decision if row.leads == "decision" else Action, row.target)
            case "programme":
                table, _, id = row.target.partition("/")
                await self._to_record(RECORDS[table], id)
            case "owing" | "followup":
                await self._to_followup(row.target)
            case "tasks":
                await self.program.action_mode("tasks")
            case "mend":
                self.action_mend()
            case "answers":
                self._to_answers()
            case "sharing":
                self._to_sharing()

    async def _to_record(self, kind: type[Record], id: str) -> None:
        record = self.session.state.get(kind, id)
        if record is not None:
            await self.program.open_record(record)

    async def _to_view(self, target: str, field: str) -> None:
        """The view of the meeting in which this field is kept."""
        meeting = self.session.state.get(Meeting, target)
        if meeting is not None:
            await self.program.open_record(meeting, field)

    def _to_answers(self) -> None:
        from ictwg.ui.screens.answers import TwoAnswersScreen

        self.app.push_screen(TwoAnswersScreen())

    def _to_sharing(self) -> None:
        from ictwg.ui.screens.sharing import SharingScreen

        self.app.push_screen(SharingScreen())

    async def _to_followup(self, owner: str) -> None:
        from ictwg.ui.screens.followup import FollowupScreen

        await self.program.action_mode("followup")
        screen = self.app.screen
        if isinstance(screen, FollowupScreen):
            query = f"owner:{owner}" if owner else ""
            self.app.call_after_refresh(screen.show_filtered, "open", query)

    def action_done(self) -> None:
        """Ticks a task; takes minutes to their next step."""
        from ictwg.actions import actions as followup

        row = self._list.current
        if row is not None and row.leads in ("minutes", "taking"):
            self._next_step(row.target)
            return
        task = self.session.state.get(Action, row.target) if row is not None and row.leads == "task" else None
        if task is not None:
            self.carry_out(lambda: followup.close(self.session.state, task, self.session.today))

    @work
    async def _next_step(self, target: str) -> None:
        from ictwg.ui.screens.meeting_steps import carry_on, minutes_steps

        meeting = self.session.state.get(Meeting, target)
        if meeting is not None:
            await carry_on(self, meeting, minutes_steps(meeting)[0])

    def action_mend(self) -> None:
        from ictwg.ui.screens.problems import MendScreen

        self.app.push_screen(MendScreen())

    @work
    async def action_new(self) -> None:
        from ictwg.ui.modals.form_screen import FormScreen
        from ictwg.ui.screens import action_forms as forms

        lookup = self.session.lookup
        form = forms.new_form(lookup, task=True)
        values = await self.app.push_screen_wait(FormScreen(t("tasks.new"), form))
        if values is not None:
            self.carry_out(lambda: forms.new_action(lookup, values, task=True))
