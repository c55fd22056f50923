"""The agenda of an open meeting: add, edit, reorder, nest, park; minutes allotted against the time there is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.widgets import Static

from ictwg.app import sending
from ictwg.app.forms.choices import Choice
from ictwg.app.forms.declared import fields_for, filled, form_field
from ictwg.app.forms.group import kept_template, template_form
from ictwg.app.next_meeting.sub_groups import put_to
from ictwg.decisions.decisions import VOTES
from ictwg.domain.access import is_on, visible
from ictwg.domain.changes import Changes
from ictwg.domain.fields import settings_of
from ictwg.domain.records import AgendaItem, Decision, Group, Meeting, Paper, Round
from ictwg.domain.values import Audience, Basis, MeetingState
from ictwg.exports.messages import copy_agenda
from ictwg.locales import t
from ictwg.meetings import agenda as agendas
from ictwg.meetings import meetings
from ictwg.meetings.agenda import Agenda, AgendaLine, asked_words
from ictwg.minutes.entering import decide_together, to_decide
from ictwg.minutes.sent_agenda import has_moved, unsent_changes
from ictwg.programme.rounds import answers_of, begin_call, call_for_items, last_day_for_items
from ictwg.records.lookup import short_name
from ictwg.records.record_rows import Move
from ictwg.ui.declared_screen import DeclaredScreen
from ictwg.ui.keys import bindings_for, bindings_with
from ictwg.ui.modals.choose import Choose
from ictwg.ui.screens.meeting.pane import ListPane
from ictwg.ui.screens.meeting.sidebar import item_head
from ictwg.ui.screens.next_meeting import PreparingScreen
from ictwg.ui.screens.sending import circulate, send
from ictwg.ui.widgets.columns import Column, title_column
from ictwg.ui.widgets.detail import ShortText
from ictwg.ui.widgets.virtual_list import VirtualList

FORM = (*AgendaItem.PLANNED, AgendaItem.outcome, AgendaItem.audience)


def columns(title: Callable[[AgendaLine], str] = lambda line: line.title) -> tuple[Column[AgendaLine], ...]:
    """The rest is the titles'."""

    def column(name: str, title: str, show: Callable[[AgendaLine], str], width: int, **how: Any) -> Column[AgendaLine]:
        return Column(name, title and t(title), show, width=width, snug=True, **how)

    return (
        column("starts", "ui.time", lambda line: str(line.starts or ""), 6, tone="muted", drop=3),
        column("number", "", lambda line: line.number, 8, tone="muted"),
        title_column("title", t("records.item"), title),
        column("purpose", "records.purpose", _purpose, 11, drop=3),
        column("presenter", "records.presenter", lambda line: line.presenter, 16, drop=2),
        column("minutes", "minutes_screen.agenda.column.minutes", _minutes, 4, align="right", drop=1),
    )


class AgendaPane(ListPane):
    BINDINGS: ClassVar = [
        *bindings_with("record.new", "record.edit", "record.delete", "record.copy"),
        *bindings_for("agenda"),
    ]

    def compose(self) -> ComposeResult:
        yield VirtualList(columns(self._title), empty=t("minutes_screen.agenda.empty"))
        yield ShortText("", id="item-told", markup=False)

    def _title(self, line: AgendaLine) -> str:
        """The title, that it is late, and who alone may see it; on a projector a restricted one is not shown."""
        item, title = line.item, line.title
        if self.open_screen.projector and not visible(self.state, item, Audience.MEMBERS):
            title = t("minutes_screen.minutes.restricted")
        else:
            title = t("minutes_screen.agenda.late", title=title) if item.late else title
            mark = "" if item.audience is Audience.EVERYONE else f"▫ {t(f'choices.audience.{item.audience}')} · "
            title = mark + title  # before it: a long title is cut
        return "  " * line.depth + title

    @property
    def _current(self) -> AgendaItem | None:
        row: AgendaLine | None = self.list.current
        return self.state.get(AgendaItem, row.id) if row else None

    def reload(self) -> None:
        self.list.show(agendas.agenda(self.state, self.meeting).lines)
        self._tell()

    def cursor_moved(self, _moved: VirtualList[Any], /) -> None:
        self._tell()

    def _tell(self) -> None:
        """The item under the cursor in full."""
        head = item_head(self.state, self.meeting, self._current, self.today, projector=self.open_screen.projector)
        self.query_one("#item-told", Static).update(head, layout=False)

    def note(self) -> str:
        """The time allotted, and how many topics are parked."""
        agenda = agendas.agenda(self.state, self.meeting)
        parked = len(agendas.parking_lot(self.state))
        wide = self.screen.has_class("-wide")
        key = "minutes_screen.agenda.parked" if wide else "minutes_screen.agenda.parked_short"
        waiting = t(key, count=parked) if parked else ""
        unsent = unsent_changes(self.state, self.meeting)
        told = t("minutes_screen.agenda.unsent", count=unsent) if unsent else ""
        return "  ".join(part for part in (told, _time(agenda), waiting) if part)

    def choose(self, row: AgendaLine) -> None:
        self.open_screen.discuss(row.item)

    # Changes

    @work
    async def action_new(self) -> None:
        lookup, after = self.lookup, self._current
        beside = after if after is not None and after.kind not in agendas.ENDS else None

        def add(values: dict[str, str]) -> Changes:
            more = filled(values)
            title = more.pop(AgendaItem.title.name)
            settings = settings_of(AgendaItem, more, lookup)
            return agendas.add_item(self.state, self.meeting, title, *settings, after=beside)

        form = fields_for(lookup, AgendaItem, only=FORM)
        if made := await self.open_screen.fill_in(t("minutes_screen.agenda.new"), form, add):
            self.list.move_to(made.created[0][1])

    def mend(self, item: str, field: str) -> None:
        """The form of the item, at that field."""
        self.list.move_to(item)
        self.action_edit(field)

    @work
    async def action_edit(self, field: str = "") -> None:
        item, row = self._current, self.list.current
        if item is None or row is None:
            return
        title = t("minutes_screen.agenda.edit", number=row.number or row.title)
        await self.open_screen.edit_in_form(item, title, fields_for(self.lookup, AgendaItem, item, only=FORM), field)

    def _change(self, use_case: Callable[[AgendaItem], Changes], *, quiet: bool = False) -> None:
        item = self._current
        if item is not None:
            self.open_screen.carry_out(lambda: use_case(item), quiet=quiet)

    def action_delete(self) -> None:
        self._change(lambda item: agendas.remove_item(self.state, item))

    def action_move(self, way: Move) -> None:
        self._change(lambda item: agendas.move(self.state, item, way), quiet=True)

    def action_park(self) -> None:
        self._change(lambda item: agendas.park(self.state, item))

    def action_papers(self) -> None:
        """What the item needs on the table: asked from whom, due, received."""
        item = self._current
        if item is not None:
            self.app.push_screen(DeclaredScreen(Paper, item))

    def action_put(self) -> None:
        self._change(lambda item: put_to(self.state, item, self.today))

    @work
    async def action_take_up(self) -> None:
        waiting = agendas.parking_lot(self.state)
        if not waiting:
            self.open_screen.tell(t("minutes_screen.agenda.nothing_parked"))
            return
        options = tuple(Choice(line.item.id, line.title, asked_words(self.state, line.item)) for line in waiting)
        chosen = await self.app.push_screen_wait(Choose(t("minutes_screen.agenda.take_up"), options))
        item = self.state.get(AgendaItem, chosen)
        if item is not None and self.open_screen.carry_out(lambda: agendas.take_up(self.state, item, self.meeting)):
            self.list.move_to(item.id)

    @work
    async def action_prepare(self) -> None:
        """What is missing on the agenda of this meeting."""
        meeting = self.meeting
        await self.app.push_screen_wait(PreparingScreen(meeting.series, meeting.id))

    @work
    async def action_decide(self) -> None:
        """What is proposed under the selected items, all with the same basis and votes; each gets its own number."""
        chosen = (self.state.get(AgendaItem, row.id) for row in self.list.targets)
        items = to_decide(item for item in chosen if item is not None)
        if not items:
            self.open_screen.tell(t("decide_together.none"))
            return
        asked = (Decision.basis, *VOTES) if is_on(self.state, Group.votes) else (Decision.basis,)
        form = fields_for(self.lookup, Decision, only=asked, values={Decision.basis.name: str(Basis.CONSENSUS)})

        def taken(values: dict[str, str]) -> Changes:
            more = settings_of(Decision, filled(values), self.lookup)
            changes = decide_together(self.state, self.meeting, items, self.today, *more)
            begun = meetings.begin(self.state, self.meeting, self.today)
            return changes.and_then(begun) if begun else changes

        if await self.open_screen.fill_in(t("decide_together.ask", count=len(items)), form, taken):
            self.list.action_clear_selection()

    @work
    async def action_call(self) -> None:
        """Members are asked for items until a day; once they were, their answers."""
        lookup, call = self.lookup, call_for_items(self.state, self.meeting)
        if call is None:
            until = last_day_for_items(self.state, self.meeting, self.today).isoformat()
            form = (form_field(lookup, Round.closes_on, value=until),)
            title = t("agenda_call.new", meeting=short_name(self.meeting))
            await self.open_screen.fill_in(title, form, lambda values: begin_call(lookup, self.meeting, values))
            call = call_for_items(self.state, self.meeting)
        if call is not None and answers_of(self.state, call):
            await self.open_screen.program.open_whole(call)
        elif call is not None:
            await circulate(self.open_screen, sending.call_for_items(self.open_screen.session, call))

    @work
    async def action_addendum(self) -> None:
        """What was changed since the agenda was sent goes out; another day or place has a notice of its own."""
        if has_moved(self.state, self.meeting):
            self.open_screen.tell(t("agenda_sent.moved"))
        await send(self.open_screen.program, "addendum")

    @work
    async def action_template(self) -> None:
        """Which of these items every agenda of this kind begins with."""
        form = template_form(self.state, self.meeting)
        if not form:
            self.open_screen.tell(t("preparing.template.none"))
            return
        title = t("preparing.template.title", kind=Meeting.kind.label(self.meeting.kind))
        await self.open_screen.fill_in(title, form, lambda values: kept_template(self.state, self.meeting, values))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """A sub-group's decisions and papers are put to another body; an agenda is prepared before its meeting."""
        if action == "put":
            return bool(self.meeting.series)
        if action == "addendum":
            return bool(unsent_changes(self.state, self.meeting))
        return action not in ("prepare", "call") or self.meeting.state is MeetingState.PLANNED

    def action_copy_markdown(self) -> None:
        self.hand_out("agenda", lambda read_by: copy_agenda(self.state, self.meeting, self.today, read_by))


def _purpose(line: AgendaLine) -> str:
    return AgendaItem.purpose.label(line.item.purpose) if line.item.purpose else ""


def _minutes(line: AgendaLine) -> str:
    return "" if line.minutes is None else str(line.minutes)


def _time(agenda: Agenda) -> str:
    if agenda.available is None:
        return t("minutes_screen.agenda.time", allotted=agenda.allotted) if agenda.allotted else ""
    message = "minutes_screen.agenda.time_over" if agenda.over else "minutes_screen.agenda.time_of"
    return t(message, allotted=agenda.allotted, available=agenda.available, over=agenda.over)
