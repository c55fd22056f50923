"""Tasks (5): the secretariat's own work, never in an export for members.

The three jobs that it is for:

1. See and tick what is mine, the late first; everything, also what colleagues have taken on.
2. Work through the checklist around each meeting, which moves when the meeting moves; take one on, or change its steps.
3. Add a task in one line, with a day and a recurrence in words ("every month"); turn an action into a task and back.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual import work

from ictwg.actions.action_rows import ActionRow
from ictwg.actions.actions import is_closed
from ictwg.app.forms.choices import Choice
from ictwg.app.forms.group import checklist_form, keep
from ictwg.domain.calendar import how_soon, short_day
from ictwg.domain.records import Action, Meeting
from ictwg.domain.roster import planned
from ictwg.domain.schema import Record
from ictwg.domain.values import MeetingKind
from ictwg.locales import t
from ictwg.records.lookup import shown_name
from ictwg.tasks.checklists import offered, steps, take_on
from ictwg.tasks.tasks import Checklist, checklists, our_rows, shared_out
from ictwg.ui.keys import bindings_for
from ictwg.ui.modals.box import Confirm
from ictwg.ui.modals.choose import Choose
from ictwg.ui.read_ahead import gc_paused
from ictwg.ui.screens.actions import ActionScreen
from ictwg.ui.text import plain
from ictwg.ui.widgets.columns import Column, GroupHeading
from ictwg.ui.widgets.looks import task_columns

CHANGE = "*change*"
"""Chosen instead of a checklist to take on: other steps."""


class TasksScreen(ActionScreen):
    BINDINGS: ClassVar = [*bindings_for("tasks")]
    MAKES_TASKS = True
    AREA = "tasks"
    VIEWS: ClassVar = {
        "mine": "is:open",
        "all": "is:open",
        "meetings": "",
        "recurring": "is:open",
        "done": "is:closed",
    }

    @property
    def exported_as(self) -> str:
        return "tasks"

    def columns(self) -> tuple[Column[ActionRow], ...]:
        return task_columns(meeting=self._view != "meetings")

    def rows(self) -> Sequence[ActionRow | GroupHeading]:
        with gc_paused():
            rows = our_rows(self.session.state, self.session.today)
        match self._view:
            case "mine":
                shares = shared_out(rows, self.session.settings.user_name)
                ours = _under(t("tasks.secretariats"), shares.secretariats)
                return (*shares.mine, *ours, *_under(t("tasks.nobodys"), shares.nobodys))
            case "meetings":
                return self._by_meeting({row.action: row for row in rows})
            case "recurring":
                recurring = {action.id for action in self.session.state.all(Action) if action.recurrence}
                return tuple(row for row in rows if row.action in recurring)
            case _:
                return rows

    def _by_meeting(self, rows: dict[str, ActionRow]) -> tuple[ActionRow | GroupHeading, ...]:
        lines: list[ActionRow | GroupHeading] = []
        for checklist in checklists(self.session.state, self.session.today):
            lines.append(self._heading(checklist))
            lines += [rows[step.id] for step in checklist.steps if step.id in rows]
        return tuple(lines)

    def _heading(self, checklist: Checklist) -> GroupHeading:
        done, count = checklist.done, len(checklist.steps)
        days = (checklist.day - self.session.today).days if checklist.day else 0
        when = how_soon(days) if days >= 0 else t("tasks.days_ago", count=-days)
        return GroupHeading(
            f"heading/{checklist.meeting}", checklist.title, t("tasks.steps", done=done, count=count, when=when)
        )

    def view_of(self, record: Record) -> str:
        return "done" if isinstance(record, Action) and is_closed(record) else "all"

    @work
    async def action_checklist(self) -> None:
        """Which meeting, which checklist, and the days that come out of it, before anything is made."""
        state, today = self.session.state, self.session.today
        options = [Choice(m.id, shown_name(state, m), m.title) for m in planned(state, today)]
        if not options:
            self.tell(t("tasks.checklist.none"))
            await self._change_steps()
            return
        meeting = state.get(Meeting, await self._one_of(t("tasks.checklist.meeting"), options))
        if meeting is None:
            return
        counts = {kind: len(offered(state, meeting, kind, today)) for kind in MeetingKind}
        kinds = [
            Choice(kind, Meeting.kind.label(kind), t("tasks.checklist.count", count=count))
            for kind, count in counts.items()
            if count
        ]
        if not kinds:
            self.tell(t("tasks.checklist.all_taken", meeting=shown_name(state, meeting)))
        kinds.append(Choice(CHANGE, t("tasks.checklist.change"), t("tasks.checklist.change.note")))
        title = t("tasks.checklist.which", meeting=shown_name(state, meeting))
        chosen = await self.app.push_screen_wait(Choose(title, kinds, current=str(meeting.kind)))
        if chosen == CHANGE:
            await self._change_steps()
        elif chosen is not None:
            await self._take_on(meeting, MeetingKind(chosen))

    async def _change_steps(self) -> None:
        """The checklist of a kind of meeting, line by line; once saved it is the group's own."""
        state = self.session.state
        kinds = [
            Choice(kind, Meeting.kind.label(kind), t("tasks.own.count", count=len(steps(state, kind))))
            for kind in MeetingKind
        ]
        chosen = await self.app.push_screen_wait(Choose(t("tasks.own.which"), kinds))
        if chosen is not None:
            kind = MeetingKind(chosen)
            title = t("tasks.own.title", kind=Meeting.kind.label(kind))
            await self.fill_in(title, checklist_form(state, kind), partial(keep, state, kind))

    async def _one_of(self, title: str, options: list[Choice]) -> str | None:
        return options[0].value if len(options) == 1 else await self.app.push_screen_wait(Choose(title, options))

    async def _take_on(self, meeting: Meeting, kind: MeetingKind) -> None:
        state, today = self.session.state, self.session.today
        name = shown_name(state, meeting)
        dated = offered(state, meeting, kind, today)
        if not dated:
            self.tell(t("tasks.checklist.all_there", meeting=name))
            return
        lines = (f"{short_day(one.due):>11}  {one.step.text}" for one in dated)
        question = plain("\n".join((t("tasks.checklist.dates", meeting=name), "", *lines)))
        wanted = Confirm(question, yes=t("tasks.checklist.add"), no=t("tasks.checklist.leave"))
        if await self.app.push_screen_wait(wanted):
            self.carry_out(lambda: take_on(state, meeting, dated, today))


def _under(title: str, rows: Sequence[ActionRow]) -> tuple[ActionRow | GroupHeading, ...]:
    return (GroupHeading(f"heading/{title}", title, ""), *rows) if rows else ()
