"""Agenda & minutes (2): the meetings of all years and series.

The three jobs that it is for:

1. Plan the next meeting, with its standard agenda.
2. Find a meeting and see what it decided, or open it: its agenda, who was there, its minutes.
3. Take it a step on: agenda out, held, postponed; minutes to the chair, circulated, adopted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual import work
from textual.containers import Horizontal, VerticalScroll

from ictwg.app.upcoming import next_meeting
from ictwg.domain.bodies import PLENARY
from ictwg.domain.records import AgendaItem, Attendance, Entry, Meeting
from ictwg.exports.messages import copy_meeting, readers
from ictwg.locales import t
from ictwg.meetings import meetings
from ictwg.records.lookup import shown_name
from ictwg.tasks.checklists import tasks_of
from ictwg.ui.export_menu import CHAIR_COPY, export, send
from ictwg.ui.keys import bindings_with
from ictwg.ui.modals.choose import Choose
from ictwg.ui.screens import meeting_forms as forms
from ictwg.ui.screens import meeting_views as views
from ictwg.ui.screens.meeting.screen import MeetingScreen
from ictwg.ui.screens.meeting_steps import edit_meeting, take_step
from ictwg.ui.session_screen import SessionScreen
from ictwg.ui.widgets.completing_input import Choice
from ictwg.ui.widgets.detail import DetailPane
from ictwg.ui.widgets.filtered_list import FilteredList
from ictwg.ui.widgets.key_bar import KeyBar
from ictwg.ui.widgets.top_bar import TopBar

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from ictwg.domain.changes import Changes
    from ictwg.domain.schema import Record
    from ictwg.meetings.meeting_list import MeetingRow
    from ictwg.records.detail import Detail
    from ictwg.ui.widgets.virtual_list import VirtualList


class MeetingsScreen(SessionScreen[None]):
    BINDINGS: ClassVar = bindings_with(
        *("record.new", "record.edit", "record.delete", "record.copy", "meeting.step", "meeting.export"),
        *("meetings.prepare", "meetings.series", "meeting.chair_copy"),
    )

    def compose(self) -> ComposeResult:
        yield TopBar()
        with Horizontal(classes="list-and-detail"):
            yield FilteredList(views.meeting_columns(), text=views.searched, empty=t("minutes_screen.list.empty"))
            with VerticalScroll(classes="detail", can_focus=False):
                yield DetailPane()
        yield KeyBar()

    def __init__(self) -> None:
        super().__init__()
        self._series: str | None = None
        """The body whose meetings are listed; None for all."""

    def on_mount(self) -> None:
        self.reload()
        upcoming = next_meeting(self.session.state, self.session.today)
        if upcoming is not None:
            self._list.list.move_to(upcoming.id)
        self._list.list.focus()

    @property
    def _list(self) -> FilteredList[Any]:
        return self.query_one(FilteredList)

    @property
    def _current(self) -> Meeting | None:
        """The meeting under the cursor as it is now."""
        row: MeetingRow | None = self._list.list.current
        return self.session.state.get(Meeting, row.id) if row is not None else None

    def reload(self) -> None:
        lines = views.meeting_lines(self.session.state, self._series)
        self._list.list.show_columns(views.meeting_columns(lines))
        self._list.show(lines)
        self._tell()

    def show_record(self, record: Record) -> None:
        """Opens the meeting, at the item of an agenda item, or at the very line of an entry."""
        meeting, item = _place_of(record)
        if meeting is not None:
            self._list.list.move_to(meeting)
            view = "attendance" if isinstance(record, Attendance) else ""
            self.open(meeting, item, view=view, entry=record.id if isinstance(record, Entry) else "")

    def show_field(self, record: Record, field: str) -> None:
        """The form of an agenda item at that field, the view of a meeting that it is about; other records as ever.

        When the group meets again is asked for in the meeting's form.
        """
        meeting, item = _place_of(record)
        view = _VIEWS.get(field, "") if isinstance(record, Meeting) else ""
        if view:
            self._list.list.move_to(record.id)
            self.open(record.id, view=view)
            return
        if field == Meeting.next_meeting.name:
            self._list.list.move_to(record.id)
            self._edit_at(field)
            return
        if meeting is None or not (isinstance(record, AgendaItem) and field):
            self.show_record(record)
            return
        self._list.list.move_to(meeting)
        self.open(meeting, item, field)

    def open(self, meeting: str, item: str | None = None, field: str = "", view: str = "", entry: str = "") -> None:
        """Opens a meeting, on its minutes where an item is asked for; one that is open already gives way.

        With a field of the item, on the agenda with the item's form; with an entry, on its line.
        """
        if isinstance(self.app.screen, MeetingScreen):
            self.app.screen.leave()
        self.app.push_screen(MeetingScreen(meeting, item, field, view, entry))

    def cursor_moved(self, _moved: VirtualList[Any], /) -> None:
        self._tell()

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        self.open(event.row.id)

    def _tell(self) -> None:
        self.query_one(DetailPane).tell_of(self._detail)

    def _detail(self) -> Detail | None:
        meeting = self._current
        return views.told(self.session.state, meeting) if meeting is not None else None

    # Changes

    @work
    async def action_new(self) -> None:
        lookup = self.session.lookup
        made: list[str] = []

        def plan(values: dict[str, str]) -> Changes:
            changes = forms.plan(lookup, values)
            made.append(changes.created[0][1])
            return changes

        if await self.fill_in(t("minutes_screen.new"), forms.plan_form(lookup), plan):
            self._list.list.move_to(made[-1])
            self._tell_planned(made[-1])

    def _tell_planned(self, id: str) -> None:
        """Planning a meeting also makes the tasks of its checklist: what is made is said."""
        state, today = self.session.state, self.session.today
        meeting, made = state.get(Meeting, id), tasks_of(state, id)
        if meeting is not None and made:
            what = t("verbs.planned", subject=shown_name(state, meeting))
            late = sum(task.due == today for task in made)
            message = "tasks.checklist.made_late" if late else "tasks.checklist.made"
            self.tell(t(message, what=what, count=len(made), late=late))

    @work
    async def action_prepare(self) -> None:
        """The next meeting of the body that is listed; where there are several, one is asked for first."""
        from ictwg.ui.screens.next_meeting import PreparingScreen

        series = self._series if self._series is not None else await self._which()
        made = await self.app.push_screen_wait(PreparingScreen(series)) if series is not None else None
        if made is not None:
            self._list.list.move_to(made)
            self.open(made)

    async def _which(self) -> str | None:
        bodies = views.bodies(self.session.state)
        if len(bodies) == 1:
            return PLENARY
        row = self._list.list.current
        here = self.session.state.get(Meeting, row.id) if row is not None else None
        current = views.BODY + (here.series if here is not None else PLENARY)
        chosen = await self.app.push_screen_wait(Choose(t("preparing.screen.which"), bodies, current=current))
        return None if chosen is None else chosen.removeprefix(views.BODY)

    @work
    async def action_series(self) -> None:
        """The meetings of one body, or all again."""
        every = Choice(views.ALL_BODIES, t("minutes_screen.list.all"), "")
        options = (every, *views.bodies(self.session.state))
        current = views.ALL_BODIES if self._series is None else views.BODY + self._series
        title = t("minutes_screen.list.which")
        chosen = await self.app.push_screen_wait(Choose(title, options, current=current))
        if chosen is not None:
            self._series = None if chosen == views.ALL_BODIES else chosen.removeprefix(views.BODY)
            self.reload()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Without a meeting under the cursor nothing goes out and nothing goes on."""
        if action in ("export", "chair_copy", "step") and self.is_mounted and self._list.list.current is None:
            return False
        return super().check_action(action, parameters)

    def action_edit(self) -> None:
        self._edit_at("")

    @work
    async def _edit_at(self, field: str) -> None:
        meeting = self._current
        if meeting is not None:
            await edit_meeting(self, meeting, field)

    @work
    async def action_step(self) -> None:
        meeting = self._current
        if meeting is not None:
            await take_step(self, meeting)

    @work
    async def action_export(self) -> None:
        meeting = self._current
        if meeting is not None:
            await export(self, meeting, self._list)

    @work
    async def action_chair_copy(self) -> None:
        meeting = self._current
        if meeting is not None:
            await send(self, meeting, CHAIR_COPY)

    def action_delete(self) -> None:
        meeting = self._current
        if meeting is not None:
            self.carry_out(lambda: meetings.remove(self.session.state, meeting))

    def action_copy_markdown(self) -> None:
        meeting = self._current
        if meeting is not None:
            copied_for = readers(meeting)
            copied = copy_meeting(self.session.state, meeting, copied_for)
            self.hand_out(copied, t("records.meeting"), copied_for)


_VIEWS = {
    Meeting.invitation_circulated.name: "invitation",
    Meeting.state.name: "attendance",
    Meeting.action_points_out.name: "minutes",
    Meeting.circulated.name: "life",
}
"""Where what is to do about a field of a meeting is done."""


def _place_of(record: Record) -> tuple[str | None, str | None]:
    match record:
        case Meeting():
            return record.id, None
        case AgendaItem():
            return record.meeting, record.id
        case Entry():
            return record.meeting, record.item
        case Attendance():
            return record.meeting, None
        case _:
            return None, None
