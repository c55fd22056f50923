"""The roll call: the roster of the day in protocol order, one key for each state, and the next person."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from textual import work
from textual.widgets import Static

from ictwg.domain.records import Attendance, Organization
from ictwg.domain.values import Answer, Capacity, Function, Presence
from ictwg.locales import t
from ictwg.meetings import attendance
from ictwg.meetings import attendance as rolls
from ictwg.meetings.agenda import agenda
from ictwg.records.lookup import found_or_none
from ictwg.ui.forms import form_field
from ictwg.ui.keys import bindings_for, keys_line
from ictwg.ui.modals.choose import Choose
from ictwg.ui.modals.form_screen import FormScreen
from ictwg.ui.screens.meeting.pane import MeetingPane
from ictwg.ui.screens.meeting_views import ANSWER, PRESENCE
from ictwg.ui.text import plain
from ictwg.ui.widgets.columns import Cell, CellPiece, Column, title_column
from ictwg.ui.widgets.completing_input import Choice
from ictwg.ui.widgets.form import FormField
from ictwg.ui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult
    from textual.content import Content

    from ictwg.domain.changes import Changes
    from ictwg.domain.records import AgendaItem, Meeting
    from ictwg.domain.state import State
    from ictwg.meetings.attendance import RollLine

    Moved = Callable[[State, Meeting, RollLine, AgendaItem | None], Changes]


_FUNCTIONS = (Function.ALTERNATE, Function.FOCAL_POINT, Function.GUEST)


async def enrol(pane: MeetingPane, line: RollLine | None) -> None:
    """Asks with which function, and enters them. For workers."""
    if line is None or line.record is None or line.person or not line.name:
        name = line.shown_name if line else ""
        pane.open_screen.tell(t("minutes_screen.attendance.not_a_visitor", name=name))
        return
    record = line.record
    options = tuple(Choice(str(one), t(f"choices.function.{one}")) for one in _FUNCTIONS)
    chosen = await pane.app.push_screen_wait(Choose(t("minutes_screen.attendance.enrol", name=line.name), options))
    if chosen is not None:
        pane.open_screen.carry_out(lambda: attendance.enrol(pane.state, record, pane.meeting, Function(chosen)))


NAME, TITLE = Attendance.name.name, Attendance.title.name


ORGANIZATION, CAPACITY = Attendance.organization.name, Attendance.capacity.name


ROLL_KEYS = ("present", "remote", "apologies", "absent", "representative", "walk_in", "clear")


MORE_KEYS = ("arrived", "left", "enrol", "minutes")


class RollRow(NamedTuple):
    id: str
    line: RollLine
    organization: str
    name: str
    capacity: str
    between: str

    @property
    def about(self) -> str:
        """The id of what is recorded so far."""
        return self.line.record.id if self.line.record is not None else ""


def roll_rows(lines: tuple[RollLine, ...]) -> tuple[RollRow, ...]:
    """An organization is named once, above its people."""
    rows: list[RollRow] = []
    for line in lines:
        again = rows and rows[-1].line.organization == line.organization and line.organization
        rows.append(_row(line, "" if again else line.acronym))
    return tuple(rows)


class AttendancePane(MeetingPane):
    BINDINGS: ClassVar = bindings_for("attendance")

    def compose(self) -> ComposeResult:
        yield VirtualList(columns(), empty=t("minutes_screen.attendance.empty"))
        yield Static(_keys(ROLL_KEYS), classes="pane-note")
        yield Static(_keys(MORE_KEYS), classes="pane-said")

    @property
    def _list(self) -> VirtualList[Any]:
        return self.query_one(VirtualList)

    @property
    def _line(self) -> RollLine | None:
        """The line under the cursor as it is now."""
        row: RollRow | None = self._list.current
        lines = roll_rows(rolls.roll(self.state, self.meeting)) if row else ()
        return next((one.line for one in lines if row and one.id == row.id), None)

    def reload(self) -> None:
        self._list.show(roll_rows(rolls.roll(self.state, self.meeting)))
        self._say(_keys(MORE_KEYS))

    def _say(self, words: Content) -> None:
        self.query_one(".pane-said", Static).update(words, layout=False)

    def record(self, use_case: Callable[[], Changes]) -> bool:
        """Keeps it, and says below the list what is recorded now."""
        before: list[Any] = [*self._list.rows]
        if not super().record(use_case):
            return False
        after: list[Any] = [*self._list.rows]
        new = [row for row in after if row not in before]
        gone = [row for row in before if row not in after]
        words = [_told(row.line) for row in new] or [
            t("minutes_screen.attendance.gone", name=_who(r.line)) for r in gone
        ]
        if words:
            self._say(plain(" · ".join(filter(None, (self.begun_now, t("ui.done", what=words[0]))))))
        return True

    def edit(self) -> None:
        self._list.focus()

    def action_minutes(self) -> None:
        """F8 again: back to the minutes."""
        self.open_screen.go_to("minutes")

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        event.stop()
        line = self._line
        if line is not None:
            self.show_card(line.person, line.organization)

    def action_attend(self, presence: str) -> None:
        line = self._line
        if line is None:
            return
        if not presence and line.record is not None and not line.expected:
            record = line.record
            self.record(lambda: rolls.strike(record))
        elif self.record(lambda: rolls.mark(self.state, self.meeting, line, Presence(presence) if presence else None)):
            self._list.action_cursor_down()

    def action_arrived(self) -> None:
        line = self._line
        if line is not None:
            self._at_item(rolls.arrive, line, "arrived", again=bool(line.arrived))

    def action_left(self) -> None:
        line = self._line
        if line is not None:
            self._at_item(rolls.leave, line, "left", again=bool(line.left))

    def _at_item(self, moved: Moved, line: RollLine, how: str, *, again: bool) -> None:
        """In the room the item is the one under discussion; afterwards it is asked for."""
        if again or self.meeting.date == self.today:
            item = None if again else self.item
            self.record(lambda: moved(self.state, self.meeting, line, item))
        else:
            self._ask_item(moved, line, how)

    @work
    async def _ask_item(self, moved: Moved, line: RollLine, how: str) -> None:
        lines = agenda(self.state, self.meeting).lines
        choices = tuple(Choice(one.item.id, f"{one.number} {one.title}") for one in lines)
        title = t(f"minutes_screen.attendance.{how}", name=line.shown_name)
        current = self.item.id if self.item else ""
        chosen = await self.app.push_screen_wait(Choose(title, choices, current=current))
        item = next((one.item for one in lines if one.item.id == chosen), None)
        if item is not None:
            self.record(lambda: moved(self.state, self.meeting, line, item))

    @work
    async def action_representative(self) -> None:
        line = self._line
        if line is None:
            return
        title = t("minutes_screen.attendance.represent", organization=line.acronym or line.shown_name)
        values = await self.app.push_screen_wait(FormScreen(title, _person_fields()))
        if values is not None:
            name, position = values[NAME], values[TITLE]
            if self.record(lambda: rolls.represent(self.state, self.meeting, line, name, title=position)):
                self._go_on(name)

    def _go_on(self, came: str) -> None:
        """Past the person and past who came instead: the next key would take the absent one for present."""
        self._list.action_cursor_down()
        line = self._line
        if line is not None and not line.expected and line.name == came:
            self._list.action_cursor_down()

    @work
    async def action_walk_in(self) -> None:
        lookup = self.open_screen.session.lookup
        organization = form_field(lookup, Attendance.organization, value="")
        capacity = form_field(lookup, Attendance.capacity, value="")
        as_organization = Choice("", t("minutes_screen.attendance.as_organization"))
        capacity = replace(capacity, options=(as_organization, *capacity.choices()))
        organization = FormField(ORGANIZATION, t("records.organization"), kind="link", options=organization.options)
        fields = (*_person_fields(), organization, capacity)
        values = await self.app.push_screen_wait(FormScreen(t("minutes_screen.attendance.walk_in"), fields))
        if values is not None:
            self.record(lambda: self._walked_in(values))

    def _walked_in(self, values: dict[str, str]) -> Changes:
        known = found_or_none(self.state, Organization, values[ORGANIZATION])
        return rolls.walk_in(
            self.state,
            self.meeting,
            values[NAME],
            organization=known,
            organization_text=values[ORGANIZATION],
            title=values[TITLE],
            capacity=Capacity(values[CAPACITY]) if values[CAPACITY] else None,
        )

    @work
    async def action_enrol(self) -> None:
        await enrol(self, self._line)


def columns() -> tuple[Column[RollRow], ...]:
    """The rest is the names'."""

    def column(name: str, title: str, show: Callable[[RollRow], Cell], width: int, drop: int = 0) -> Column[RollRow]:
        return Column(name, t(title), show, width=width, drop=drop, snug=True)

    return (
        column("organization", "records.organization", lambda row: row.organization, 16),
        title_column("name", t("records.name"), lambda row: row.name, 8),
        column("capacity", "records.attendance.capacity", lambda row: row.capacity, 11, drop=2),
        column("between", "minutes_screen.attendance.between", lambda row: row.between, 20, drop=1),
        column("state", "records.state", _state, 20),
    )


def _keys(names: tuple[str, ...]) -> Content:
    return plain(keys_line(*(f"attendance.{name}" for name in names)), style="$foreground 70%")


def _who(line: RollLine) -> str:
    """`MoJ, Ana Soares`."""
    return ", ".join(part for part in (line.acronym, line.name) if part) or line.shown_name


def _told(line: RollLine) -> str:
    """`MoJ, Ana Soares: present from 4`."""
    word = _presence(line.state)
    return f"{_who(line)}: {' '.join(part for part in (word, _between(line)) if part)}"


def _presence(state: Presence | None) -> str:
    return t(f"choices.presence.{state}") if state else t("minutes_screen.attendance.unmarked")


def _person_fields() -> tuple[FormField, ...]:
    return (
        FormField(NAME, t("records.name"), required=True),
        FormField(TITLE, t("records.title")),
    )


def _row(line: RollLine, organization: str) -> RollRow:
    id = line.record.id if line.record is not None and not line.expected else f"{line.organization}:{line.person}"
    name = line.name or t("minutes_screen.attendance.nobody_named")
    return RollRow(id, line, organization, name, Attendance.capacity.label(line.capacity), _between(line))


def _between(line: RollLine) -> str:
    arrived = t("minutes_screen.attendance.from", item=line.arrived) if line.arrived else ""
    left = t("minutes_screen.attendance.until", item=line.left) if line.left else ""
    return " ".join(part for part in (arrived, left) if part)


def _state(row: RollRow) -> Cell:
    glyph, tone = PRESENCE[row.line.state]
    if row.line.state is None and row.line.answer is not Answer.NONE:
        glyph, tone = ANSWER[row.line.answer]
        return (CellPiece(f"{glyph} {Attendance.answer.label(row.line.answer)}?", tone),)
    return (CellPiece(f"{glyph} {_presence(row.line.state)}", tone),)
