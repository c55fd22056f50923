"""The roll call: the roster of the day in protocol order, one key for each state, and the next person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any, ClassVar, NamedTuple

from textual import work
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from ictwg.app.forms.choices import Choice
from ictwg.app.forms.declared import form_field
from ictwg.app.forms.fields import FormField
from ictwg.domain.changes import Changes
from ictwg.domain.records import AgendaItem, Attendance, Meeting, Organization, Person
from ictwg.domain.state import State
from ictwg.domain.values import PRESENT_STATES, Answer, Capacity, Function, Presence
from ictwg.locales import t
from ictwg.meetings import attendance as rolls
from ictwg.meetings.agenda import agenda
from ictwg.meetings.attendance import RollLine
from ictwg.members.member_detail import organization_detail, person_detail
from ictwg.records.lookup import Lookup, found_or_none
from ictwg.ui.keys import bindings_for, keys_line
from ictwg.ui.modals.box import MemberCard
from ictwg.ui.modals.choose import Choose
from ictwg.ui.modals.form_screen import FormScreen
from ictwg.ui.screens.meeting.pane import ListPane
from ictwg.ui.session_screen import SessionScreen
from ictwg.ui.text import plain
from ictwg.ui.widgets.columns import Cell, Column, title_column
from ictwg.ui.widgets.looks import ANSWER, PRESENCE, marked, presence_word
from ictwg.ui.widgets.virtual_list import VirtualList

MOVES: dict[str, Callable[[State, Meeting, RollLine, AgendaItem | None], Changes]] = {
    "arrived": rolls.arrive,
    "left": rolls.leave,
}

_FUNCTIONS = (Function.ALTERNATE, Function.FOCAL_POINT, Function.GUEST)
NAME, TITLE = Attendance.name.name, Attendance.title.name
ORGANIZATION, CAPACITY = Attendance.organization.name, Attendance.capacity.name
ROLL_KEYS = ("present", "remote", "apologies", "absent", "representative", "walk_in", "clear")
MORE_KEYS = ("arrived", "left", "proxy", "enrol", "minutes")


class RollRow(NamedTuple):
    """One line of the roll; its organization is named once, above its people."""

    line: RollLine
    organization: str

    @property
    def id(self) -> str:
        line = self.line
        return line.record.id if line.record is not None and not line.expected else f"{line.organization}:{line.person}"

    @property
    def about(self) -> str:
        """The id of what is recorded so far."""
        return self.line.record.id if self.line.record is not None else ""

    @property
    def name(self) -> str:
        return self.line.name or t("minutes_screen.attendance.nobody_named")

    @property
    def searchable(self) -> str:
        return f"{self.line.acronym} {self.line.organization_name} {self.line.name}"


async def show_card(screen: SessionScreen[Any], person: str, organization: str, on: date) -> None:
    """All about who is in a line of the roll; Enter again goes to Membership. A projector shows no contacts.

    For workers.
    """
    state, lookup = screen.session.state, screen.session.lookup
    record = state.get(Person, person) or state.get(Organization, organization)
    if getattr(screen, "projector", False):
        return
    if record is None:
        screen.tell(t("minutes_screen.attendance.no_card"))
        return
    detail = person_detail(lookup, record) if isinstance(record, Person) else organization_detail(lookup, record, on)
    if await screen.app.push_screen_wait(MemberCard(detail, "member_card.membership")) is not None:
        await screen.program.open_record(record)


async def enrol(screen: SessionScreen[Any], record: Attendance | None, name: str, meeting: Meeting) -> None:
    """Asks with which function a visitor is entered on the register, and enters them. For workers."""
    if record is None or not record.name or record.person:
        screen.tell(t("minutes_screen.attendance.not_a_visitor", name=name))
        return
    options = tuple(Choice(str(one), t(f"choices.function.{one}")) for one in _FUNCTIONS)
    chosen = await screen.app.push_screen_wait(Choose(t("minutes_screen.attendance.enrol", name=name), options))
    if chosen is not None:
        screen.carry_out(lambda: rolls.enrol(screen.session.state, record, meeting, Function(chosen)))


def organization_field(lookup: Lookup) -> FormField:
    """One of the register, or as it was said."""
    options = form_field(lookup, Attendance.organization, value="").options
    return FormField(ORGANIZATION, t("records.organization"), kind="link", options=options)


class AttendancePane(ListPane):
    """The roster of the day in protocol order, with keys for who is under the cursor."""

    BINDINGS: ClassVar = bindings_for("attendance")

    def compose(self) -> ComposeResult:
        yield VirtualList(columns(), empty=t("minutes_screen.attendance.empty"))
        yield Static(_keys(ROLL_KEYS), classes="pane-note")
        yield Static(_keys(MORE_KEYS), classes="pane-said")

    def rows(self) -> tuple[RollRow, ...]:
        lines = rolls.roll(self.state, self.meeting)
        above = ("", *(line.organization for line in lines))
        return tuple(
            RollRow(line, "" if line.organization and line.organization == before else line.acronym)
            for line, before in zip(lines, above, strict=False)
        )

    @property
    def line(self) -> RollLine | None:
        id = self.list.cursor_id
        return next((row.line for row in self.rows() if row.id == id), None)

    def say(self, words: Content) -> None:
        """Below the list."""
        self.query_one(".pane-said", Static).update(words, layout=False)

    async def ask(
        self, title: str, fields: tuple[FormField, ...], use_case: Callable[[dict[str, str]], Changes]
    ) -> dict[str, str] | None:
        """The answers that were kept. For workers."""
        values = await self.app.push_screen_wait(FormScreen(title, fields, verb="form.save"))
        return values if values is not None and self.record(lambda: use_case(values)) else None

    @work
    async def choose(self, row: RollRow) -> None:  # noqa: ARG002 - as it is now
        line = self.line
        if line is not None:
            await show_card(self.open_screen, line.person, line.organization, self.meeting.date or self.today)

    @work
    async def action_enrol(self) -> None:
        line = self.line
        if line is not None:
            await enrol(self.open_screen, line.record, line.shown_name, self.meeting)

    def reload(self) -> None:
        rows = self.rows()
        self.list.show(rows, cursor=self._begins_at(rows))
        self.say(_keys(MORE_KEYS))

    def _begins_at(self, rows: tuple[RollRow, ...]) -> str | None:
        """At first on who is not marked yet: one key more would write over a mark."""
        if self.list.current is not None:
            return None
        return next((row.id for row in rows if row.line.state is None), None)

    def point_at(self, record: str) -> None:
        """The cursor stands on this attendance, or on the first member of which nothing is recorded."""
        missing = {one.organization.id for one in rolls.unrecorded(self.state, self.meeting)}
        for row in self.rows():
            if row.about == record or (record == self.meeting.id and row.line.organization in missing):
                self.list.move_to(row.id)
                return

    def record(self, use_case: Callable[[], Changes]) -> bool:
        """Keeps it, and says below the list what is recorded now."""
        before: list[Any] = [*self.list.rows]
        if not super().record(use_case):
            return False
        after: list[Any] = [*self.list.rows]
        new = [_told(row.line) for row in after if row not in before]
        gone = [t("minutes_screen.attendance.gone", name=_who(row.line)) for row in before if row not in after]
        if words := new or gone:
            self.say(plain(t("ui.done", what=words[0])))
        if self.begun_now:
            self.open_screen.tell(self.begun_now)
        return True

    def action_minutes(self) -> None:
        """F8 again: back to the minutes."""
        self.open_screen.go_to("minutes")

    def action_attend(self, presence: str) -> None:
        line = self.line
        if line is None:
            return
        if not presence and line.record is not None and not line.expected:
            record = line.record
            self.record(lambda: rolls.strike(record))
            return
        following, meant = self.list.following, Presence(presence) if presence else None
        if self.record(lambda: rolls.mark(self.state, self.meeting, line, meant)) and meant:
            self.list.move_to(following)

    def action_move(self, how: str) -> None:
        """In the room the item is the one under discussion; afterwards it is asked for."""
        line = self.line
        if line is None:
            return
        again = line.arrived if how == "arrived" else line.left
        if again or self.meeting.date == self.today:
            item = None if again else self.item
            self.record(lambda: MOVES[how](self.state, self.meeting, line, item))
        else:
            self._ask_item(line, how)

    @work
    async def _ask_item(self, line: RollLine, how: str) -> None:
        lines = agenda(self.state, self.meeting).lines
        choices = tuple(Choice(one.item.id, f"{one.number} {one.title}".strip()) for one in lines)
        title = t(f"minutes_screen.attendance.{how}", name=line.shown_name)
        current = self.item.id if self.item else ""
        chosen = await self.app.push_screen_wait(Choose(title, choices, current=current))
        item = next((one.item for one in lines if one.item.id == chosen), None)
        if item is not None:
            self.record(lambda: MOVES[how](self.state, self.meeting, line, item))

    @work
    async def action_proxy(self) -> None:
        """Which organization gave them its vote; emptied, none has."""
        if (line := self.line) is None:
            return
        if line.state not in PRESENT_STATES and not line.proxy:
            self.say(plain(t("meetings.absent_proxy"), style="$warning"))
            return
        field = Attendance.proxy_for

        def held(values: dict[str, str]) -> Changes:
            given_by = field.parse(values[field.name], self.lookup)
            return rolls.hold_proxy(self.state, self.meeting, line, given_by)

        form = (form_field(self.lookup, field, value=line.proxy),)
        await self.ask(t("minutes_screen.attendance.proxy", name=_who(line)), form, held)

    @work
    async def action_representative(self) -> None:
        line = self.line
        if line is None:
            return

        def represented(values: dict[str, str]) -> Changes:
            return rolls.represent(self.state, self.meeting, line, values[NAME], title=values[TITLE])

        title, following = (
            t("minutes_screen.attendance.represent", organization=line.acronym or line.shown_name),
            self.list.following,
        )
        if await self.ask(title, _person_fields(), represented):
            self.list.move_to(following)

    @work
    async def action_walk_in(self) -> None:
        capacity = form_field(self.lookup, Attendance.capacity, value="")
        as_organization = Choice("", t("minutes_screen.attendance.as_organization"))
        capacity = replace(capacity, options=(as_organization, *capacity.choices()))
        fields = (*_person_fields(), organization_field(self.lookup), capacity)
        await self.ask(t("minutes_screen.attendance.walk_in"), fields, self._walked_in)

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


def columns() -> tuple[Column[RollRow], ...]:
    """The rest is the names'."""

    def column(name: str, title: str, show: Callable[[RollRow], Cell], width: int, drop: int = 0) -> Column[RollRow]:
        return Column(name, t(title), show, width=width, drop=drop, snug=True)

    return (
        column("organization", "records.organization", lambda row: row.organization, 16),
        title_column("name", t("records.name"), lambda row: row.name, 8),
        column("capacity", "records.attendance.capacity", _capacity, 11, drop=2),
        column("between", "minutes_screen.attendance.between", lambda row: _between(row.line), 20, drop=1),
        column("state", "records.state", _state, 20),
    )


def _keys(names: tuple[str, ...]) -> Content:
    return plain(keys_line(*(f"attendance.{name}" for name in names)), style="$foreground 70%")


def _who(line: RollLine) -> str:
    """`MoJ, Ana Soares`."""
    return ", ".join(part for part in (line.acronym, line.name) if part) or line.shown_name


def _told(line: RollLine) -> str:
    """`MoJ, Ana Soares: present from item 4`."""
    word, between = presence_word(line.state), _between(line, _item_words)
    return f"{_who(line)}: {' '.join(part for part in (word, between) if part)}"


def _person_fields() -> tuple[FormField, ...]:
    return (FormField(NAME, t("records.name"), required=True), FormField(TITLE, t("records.title")))


def _capacity(row: RollRow) -> str:
    return Attendance.capacity.label(row.line.capacity)


def _item_words(item: str) -> str:
    """`item 4`, or the name of a section without a number."""
    return t("minutes.correction.item", item=item) if item[0].isdigit() else item


def _between(line: RollLine, named: Callable[[str], str] = str) -> str:
    arrived = t("minutes_screen.attendance.from", item=named(line.arrived)) if line.arrived else ""
    left = t("minutes_screen.attendance.until", item=named(line.left)) if line.left else ""
    proxy = t("minutes_screen.attendance.holds_proxy", organization=line.proxy) if line.proxy else ""
    return " ".join(part for part in (arrived, left, proxy) if part)


def _state(row: RollRow) -> Cell:
    state, answer = row.line.state, row.line.answer
    if state is None and answer is not Answer.NONE:
        return marked(ANSWER[answer], f"{Attendance.answer.label(answer)}?")
    return marked(PRESENCE[state], presence_word(state))
