"""The agenda of an open meeting: add, edit, reorder, nest, park; minutes allotted against the time there is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from textual import work
from textual.widgets import Static

from ictwg.app.next_meeting.sub_groups import put_to
from ictwg.domain.access import visible
from ictwg.domain.fields import settings_of
from ictwg.domain.records import AgendaItem, Meeting
from ictwg.domain.values import Audience, MeetingState
from ictwg.exports.messages import copy_agenda, readers
from ictwg.locales import t
from ictwg.meetings import agenda as agendas
from ictwg.records import editing
from ictwg.ui.forms import changed, fields_for, filled
from ictwg.ui.keys import bindings_for, bindings_with
from ictwg.ui.modals.choose import Choose
from ictwg.ui.screens.group_forms import kept_template, template_form
from ictwg.ui.screens.meeting.pane import MeetingPane
from ictwg.ui.screens.meeting.sidebar import item_head
from ictwg.ui.widgets.columns import Column, title_column
from ictwg.ui.widgets.completing_input import Choice
from ictwg.ui.widgets.detail import ShortText
from ictwg.ui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from ictwg.domain.changes import Changes
    from ictwg.domain.state import State
    from ictwg.meetings.agenda import Agenda, AgendaLine
    from ictwg.records.record_rows import Move

FORM = (*AgendaItem.PLANNED, AgendaItem.outcome, AgendaItem.audience)


class ItemRow(NamedTuple):
    id: str
    item: AgendaItem
    number: str
    title: str
    purpose: str
    presenter: str
    minutes: str
    starts: str = ""


def item_rows(state: State, agenda: Agenda, *, projector: bool) -> tuple[ItemRow, ...]:
    """The items as a list shows them; on a projector a restricted one shows no title."""
    return tuple(_row(state, line, projector=projector) for line in agenda.lines)


def columns() -> tuple[Column[ItemRow], ...]:
    """The rest is the titles'."""

    def column(name: str, title: str, width: int, **how: Any) -> Column[ItemRow]:
        return Column(name, t(title), lambda row: getattr(row, name), width=width, snug=True, **how)

    number: Column[ItemRow] = Column("number", "", lambda row: row.number, width=8, snug=True, tone="muted")
    return (
        column("starts", "ui.time", 6, tone="muted", drop=3),
        number,
        title_column("title", t("records.item"), lambda row: row.title),
        column("purpose", "records.purpose", 11, drop=3),
        column("presenter", "records.presenter", 16, drop=2),
        column("minutes", "minutes_screen.agenda.column.minutes", 4, align="right", drop=1),
    )


class AgendaPane(MeetingPane):
    BINDINGS: ClassVar = [
        *bindings_with("record.new", "record.edit", "record.delete", "record.copy"),
        *bindings_for("agenda"),
    ]

    def compose(self) -> ComposeResult:
        yield VirtualList(columns(), empty=t("minutes_screen.agenda.empty"))
        yield ShortText("", id="item-told", markup=False)

    @property
    def _list(self) -> VirtualList[Any]:
        return self.query_one(VirtualList)

    @property
    def _current(self) -> AgendaItem | None:
        row: ItemRow | None = self._list.current
        return self.state.get(AgendaItem, row.id) if row else None

    def reload(self) -> None:
        agenda = agendas.agenda(self.state, self.meeting)
        rows = item_rows(self.state, agenda, projector=self.open_screen.projector)
        self._list.show(rows)
        self._tell()

    def cursor_moved(self, _moved: VirtualList[Any], /) -> None:
        self._tell()

    def _tell(self) -> None:
        """The item under the cursor in full."""
        head = item_head(self.state, self.meeting, self._current, self.today, projector=self.open_screen.projector)
        self.query_one("#item-told", Static).update(head, layout=False)

    def edit(self) -> None:
        self._list.focus()

    def note(self) -> str:
        """The time allotted, and how many topics are parked."""
        agenda = agendas.agenda(self.state, self.meeting)
        parked = len(agendas.parking_lot(self.state))
        wide = self.screen.has_class("-wide")
        key = "minutes_screen.agenda.parked" if wide else "minutes_screen.agenda.parked_short"
        waiting = t(key, count=parked) if parked else ""
        return "  ".join(part for part in (_time(agenda), waiting) if part)

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        event.stop()
        self.open_screen.discuss(event.row.item)

    # Changes

    @work
    async def action_new(self) -> None:
        """A new item behind the one under the cursor."""
        lookup, after = self.open_screen.session.lookup, self._current
        beside = after if after is not None and after.kind not in agendas.ENDS else None

        def add(values: dict[str, str]) -> Changes:
            more = filled(values)
            title = more.pop(AgendaItem.title.name)
            settings = settings_of(AgendaItem, more, lookup)
            return agendas.add_item(self.state, self.meeting, title, *settings, after=beside)

        form = fields_for(lookup, AgendaItem, only=FORM)
        if made := await self.open_screen.fill_in(t("minutes_screen.agenda.new"), form, add):
            self._list.move_to(made.created[0][1])

    def mend(self, item: str, field: str) -> None:
        """The form of the item, at that field."""
        self._list.move_to(item)
        self._edit_at(field)

    def action_edit(self) -> None:
        self._edit_at("")

    @work
    async def _edit_at(self, field: str) -> None:
        item, row = self._current, self._list.current
        if item is None or row is None:
            return
        lookup = self.open_screen.session.lookup
        form = fields_for(lookup, AgendaItem, item, only=FORM)
        title = t("minutes_screen.agenda.edit", number=row.number)
        await self.open_screen.fill_in(
            title, form, lambda values: editing.set_fields(lookup, item, changed(form, values)), edit=field
        )

    def action_delete(self) -> None:
        item = self._current
        if item is not None:
            self.open_screen.carry_out(lambda: agendas.remove_item(self.state, item))

    def action_move(self, way: Move) -> None:
        item = self._current
        if item is not None:
            self.open_screen.carry_out(lambda: agendas.move(self.state, item, way), quiet=True)

    def action_park(self) -> None:
        item = self._current
        if item is not None:
            self.open_screen.carry_out(lambda: agendas.park(self.state, item))

    @work
    async def action_take_up(self) -> None:
        waiting = agendas.parking_lot(self.state)
        if not waiting:
            self.open_screen.tell(t("minutes_screen.agenda.nothing_parked"))
            return
        options = tuple(Choice(line.item.id, line.title) for line in waiting)
        chosen = await self.app.push_screen_wait(Choose(t("minutes_screen.agenda.take_up"), options))
        item = self.state.get(AgendaItem, chosen)
        if item is not None and self.open_screen.carry_out(lambda: agendas.take_up(self.state, item, self.meeting)):
            self._list.move_to(item.id)

    @work
    async def action_prepare(self) -> None:
        """What is missing on the agenda of this meeting."""
        from ictwg.ui.screens.next_meeting import PreparingScreen

        meeting = self.meeting
        await self.app.push_screen_wait(PreparingScreen(meeting.series, meeting.id))

    @work
    async def action_template(self) -> None:
        """Which of these items every agenda of this kind begins with."""
        form = template_form(self.state, self.meeting)
        if not form:
            self.open_screen.tell(t("preparing.template.none"))
            return
        title = t("preparing.template.title", kind=Meeting.kind.label(self.meeting.kind))
        await self.open_screen.fill_in(title, form, lambda values: kept_template(self.state, self.meeting, values))

    def action_put(self) -> None:
        item = self._current
        if item is not None:
            self.open_screen.carry_out(lambda: put_to(self.state, item, self.today))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """A sub-group's decisions and papers are put to another body; an agenda is prepared before its meeting."""
        if action == "put":
            return bool(self.meeting.series)
        return action != "prepare" or self.meeting.state is MeetingState.PLANNED

    def action_copy_markdown(self) -> None:
        copied_for = readers(self.meeting)
        copied = copy_agenda(self.state, self.meeting, self.today, copied_for)
        self.open_screen.hand_out(copied, t("minutes_screen.view.agenda"), copied_for)


def _row(state: State, line: AgendaLine, *, projector: bool) -> ItemRow:
    item = line.item
    hidden = projector and not visible(state, item, Audience.MEMBERS)
    title = t("minutes_screen.minutes.restricted") if hidden else _marked(item, line.title)
    purpose = AgendaItem.purpose.label(item.purpose) if item.purpose else ""
    minutes = "" if line.minutes is None else str(line.minutes)
    starts = str(line.starts or "")
    return ItemRow(item.id, item, line.number, "  " * line.depth + title, purpose, line.presenter, minutes, starts)


def _marked(item: AgendaItem, title: str) -> str:
    """The title, that it is late, and who alone may see it."""
    title = t("minutes_screen.agenda.late", title=title) if item.late else title
    if item.audience is Audience.EVERYONE:
        return title
    return f"{title} ▫ {t(f'choices.audience.{item.audience}')}"


def _time(agenda: Agenda) -> str:
    if agenda.available is None:
        return t("minutes_screen.agenda.time", allotted=agenda.allotted) if agenda.allotted else ""
    message = "minutes_screen.agenda.time_over" if agenda.over else "minutes_screen.agenda.time_of"
    return t(message, allotted=agenda.allotted, available=agenda.available, over=agenda.over)
