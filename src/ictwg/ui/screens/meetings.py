"""What the list of meetings shows, how states look (glyph, word and tone), and the pane beside the list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from textual import work

from ictwg.app.forms.choices import Choice
from ictwg.decisions.decision_detail import steps_taken
from ictwg.domain.calendar import short_day
from ictwg.domain.records import Action, AgendaItem, Attendance, Decision, Entry, Meeting, TrackStep
from ictwg.domain.representation import representation
from ictwg.domain.roster import PLENARY, series_of, sub_groups
from ictwg.domain.schema import Record
from ictwg.domain.state import State
from ictwg.domain.values import CLOSED, ActionKind, MeetingState
from ictwg.exports.messages import copy_meeting, readers
from ictwg.locales import t
from ictwg.meetings.agenda import agenda
from ictwg.meetings.editions import shown_from
from ictwg.meetings.meetings import MeetingGroup, MeetingRow, meeting_groups, meeting_row
from ictwg.records.lookup import short_title, shown_name, shown_reference
from ictwg.records.tables import Detail, DetailSection
from ictwg.tasks.checklists import next_meeting, tasks_of
from ictwg.ui.disclosure import hand_out
from ictwg.ui.export_menu import CHAIR_COPY, export, send
from ictwg.ui.keys import bindings_with
from ictwg.ui.modals.choose import Choose
from ictwg.ui.record_screen import RecordScreen
from ictwg.ui.screens.meeting.screen import MeetingScreen
from ictwg.ui.screens.meeting_steps import edit_meeting, take_step
from ictwg.ui.screens.next_meeting import PreparingScreen
from ictwg.ui.widgets.columns import Cell, Column, GroupHeading, title_column
from ictwg.ui.widgets.looks import MEETING, marked


def meeting_columns() -> tuple[Column[MeetingRow], ...]:
    """The rest is the titles'."""

    def column(name: str, title: str, show: Callable[[MeetingRow], Cell], width: int, **how: Any) -> Column[MeetingRow]:
        return Column(name, t(f"records.{title}"), show, width=width, snug=True, **how)

    return (
        column("reference", "meeting", lambda row: row.reference, 16, tone="info"),
        column("day", "date", _day, 14),
        title_column("title", t("records.title"), lambda row: row.short_title or row.kind_label),
        column("state", "state", lambda row: marked(MEETING[row.state], row.state_label), 11, drop=2, brief=True),
        column("minutes", "meeting.minutes_state", lambda row: row.minutes_label, 14, drop=1),
    )


ALL_BODIES, BODY = "all", "body:"
"""The values of the choice among the bodies that meet: all of them, or the code of one."""


def meeting_lines(state: State, series: str | None = None) -> tuple[MeetingRow | GroupHeading, ...]:
    """The meetings of a series, or all, under the heading of their year and series."""
    lines: list[MeetingRow | GroupHeading] = []
    for group in meeting_groups(state):
        if series is None or group.series == series:
            lines += [_heading(group), *group.rows]
    return tuple(lines)


def bodies(state: State) -> tuple[Choice, ...]:
    """The plenary, and the sub-groups by their codes."""
    plenary = series_of(state, PLENARY)
    named = plenary.name if plenary is not None else t("minutes_screen.list.plenary")
    return (Choice(BODY, named, ""), *(Choice(BODY + one.code, one.name, one.code) for one in sub_groups(state)))


def meeting_told(state: State, meeting: Meeting) -> Detail:
    held, row = meeting.state is MeetingState.HELD, meeting_row(state, meeting)
    times = " – ".join(time.strftime("%H:%M") for time in (meeting.start, meeting.over_at) if time)
    decisions = sorted(state.linked(Decision, Decision.meeting, meeting.id), key=lambda d: (d.reference, d.id))
    actions = [a for a in state.linked(Action, Action.meeting, meeting.id) if a.kind is ActionKind.ACTION]
    still_open = sum(action.status not in CLOSED for action in actions)
    counted = t("minutes_screen.detail.actions.count", count=len(actions), open=still_open)
    told = {
        "minutes_screen.detail.where": filter(None, (times, meeting.venue, meeting.link, meeting.chair)),
        "minutes_screen.view.agenda": (
            f"{'  ' * line.depth}{line.number} {line.title}".rstrip() for line in agenda(state, meeting).lines
        ),
        "records.attendance.plural": [representation(*shown_from(state, meeting)).words()] if held else (),
        "records.decision.plural": (f"{shown_reference(state, one)} {short_title(one)}" for one in decisions),
        "records.document.plural": steps_taken(state, TrackStep.meeting, meeting.id),
        "records.action.plural": [counted] if actions else (),
    }
    sections = (DetailSection(t(title), tuple(lines)) for title, lines in told.items())
    title = f"{row.reference}  {row.short_title}".rstrip()
    minutes = t("minutes_screen.head.minutes", state=row.minutes_label) if held and row.minutes_label else ""
    subtitle = " · ".join(part for part in (row.day, row.state_label, minutes) if part)
    return Detail(title, subtitle, tuple(s for s in sections if s.lines), meeting.id)


def _heading(group: MeetingGroup) -> GroupHeading:
    year = str(group.year) if group.year else t("minutes_screen.list.undated")
    named = group.series_name if group.series else t("minutes_screen.list.plenary")
    return GroupHeading(f"heading:{group.year}:{group.series}", f"{year} · {named}", str(len(group.rows)))


def _day(row: MeetingRow) -> str:
    """Short, so that the state of the minutes has room at 80 columns; the pane and the meeting tell it in full."""
    return short_day(row.meeting.date) if row.meeting.date else row.day


class MeetingsScreen(RecordScreen):
    BINDINGS: ClassVar = bindings_with(
        *("meeting.step", "meeting.export", "meetings.prepare", "meetings.series", "meeting.chair_copy")
    )
    AREA = "minutes_screen"
    several: ClassVar = frozenset({"delete"})
    EMPTY = "minutes_screen.list.empty"

    def __init__(self) -> None:
        super().__init__(Meeting)
        self._series: str | None = None
        """The body whose meetings are listed; None for all."""

    def rows(self) -> Sequence[MeetingRow | GroupHeading]:
        return meeting_lines(self.session.state, self._series)

    def columns(self) -> Sequence[Column[MeetingRow]]:
        return meeting_columns()

    def begins_at(self, _rows: Sequence[Any]) -> str | None:
        """On the next meeting."""
        upcoming = next_meeting(self.session.state, self.session.today) if not self.listed.list.rows else None
        return upcoming.id if upcoming is not None else None

    def detail_of(self, record: Any) -> Detail:
        return meeting_told(self.session.state, record)

    @property
    def _current(self) -> Meeting | None:
        record = self.current
        return record if isinstance(record, Meeting) else None

    def show_record(self, record: Record) -> None:
        self.show_field(record, "")

    def show_field(self, record: Record, field: str) -> None:
        """Opens the meeting where the record stands, or where what is to do about the field is done.

        An agenda item's form is opened at that field; when the group meets again is asked for in the meeting's form.
        """
        match record:
            case Meeting() if field == Meeting.next_meeting.name:
                self.listed.list.move_to(record.id)
                self.action_edit(field)
            case Meeting():
                self.open(record.id, view=_VIEWS.get(field, ""))
            case AgendaItem():
                self.open(record.meeting, record.id, field)
            case Entry():
                self.open(record.meeting, record.item, entry=record.id)
            case Attendance():
                self.open(record.meeting, view="attendance")

    def open(
        self, meeting: str | None, item: str | None = None, field: str = "", view: str = "", entry: str = ""
    ) -> None:
        """Opens a meeting, on its minutes where an item is asked for; one that is open already gives way.

        With a field of the item, on the agenda with the item's form; with an entry, on its line. A topic that waits
        for a meeting has none.
        """
        if meeting is None:
            return
        self.listed.list.move_to(meeting)
        if isinstance(self.app.screen, MeetingScreen):
            self.app.screen.leave()
        self.app.push_screen(MeetingScreen(meeting, item, field, view, entry))

    def choose(self, row: MeetingRow) -> None:
        self.open(row.id)

    # Changes

    def new_title(self) -> str:
        return t("minutes_screen.new")

    def added(self, record: Record) -> None:
        """Planning a meeting also makes the tasks of its checklist: what is made is said."""
        state, made = self.session.state, tasks_of(self.session.state, record.id)
        if made:
            what = t("verbs.planned", subject=shown_name(state, record))
            late = sum(task.due == self.session.today for task in made)
            message = "tasks.checklist.made_late" if late else "tasks.checklist.made"
            self.tell(t(message, what=what, count=len(made), late=late))

    @work
    async def action_prepare(self) -> None:
        """The next meeting of the body that is listed; where there are several, one is asked for first."""
        series = self._series if self._series is not None else await self._which()
        made = await self.app.push_screen_wait(PreparingScreen(series)) if series is not None else None
        self.open(made)

    async def _which(self) -> str | None:
        meet = bodies(self.session.state)
        if len(meet) == 1:
            return PLENARY
        row = self.listed.list.current
        here = self.session.state.get(Meeting, row.id) if row is not None else None
        current = BODY + (here.series if here is not None else PLENARY)
        chosen = await self.app.push_screen_wait(Choose(t("preparing.screen.which"), meet, current=current))
        return None if chosen is None else chosen.removeprefix(BODY)

    @work
    async def action_series(self) -> None:
        """The meetings of one body, or all again."""
        every = Choice(ALL_BODIES, t("minutes_screen.list.all"), "")
        options = (every, *bodies(self.session.state))
        current = ALL_BODIES if self._series is None else BODY + self._series
        title = t("minutes_screen.list.which")
        chosen = await self.app.push_screen_wait(Choose(title, options, current=current))
        if chosen is not None:
            self._series = None if chosen == ALL_BODIES else chosen.removeprefix(BODY)
            self.reload()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Without a meeting under the cursor nothing goes out and nothing goes on."""
        if action in ("export", "chair_copy", "step") and self.is_mounted and self.listed.list.current is None:
            return False
        return super().check_action(action, parameters)

    @work
    async def action_edit(self, field: str = "") -> None:
        if (meeting := self._current) is not None:
            await edit_meeting(self, meeting, field)

    @work
    async def action_step(self) -> None:
        if (meeting := self._current) is not None:
            await take_step(self, meeting)

    @work
    async def action_export(self) -> None:
        if (meeting := self._current) is not None:
            await export(self, meeting, self.list_offer(t("exporting.list")))

    @work
    async def action_chair_copy(self) -> None:
        if (meeting := self._current) is not None:
            await send(self, meeting, CHAIR_COPY)

    def action_copy_markdown(self) -> None:
        if (meeting := self._current) is not None:
            read_by = readers(meeting)
            hand_out(self, lambda: copy_meeting(self.session.state, meeting, read_by), t("records.meeting"), read_by)


_VIEWS = {
    Meeting.invitation_circulated.name: "invitation",
    Meeting.state.name: "attendance",
    Meeting.action_points_out.name: "minutes",
    Meeting.circulated.name: "life",
}
"""Where what is to do about a field of a meeting is done."""
