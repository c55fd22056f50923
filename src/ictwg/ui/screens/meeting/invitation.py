"""The invitation round: the phone rings, and one key enters the answer; the list of who has not said is one more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from rich.cells import cell_len
from textual import work
from textual.widgets import Static

from ictwg.domain.calendar import short_day
from ictwg.domain.records import Attendance, Meeting, Organization
from ictwg.domain.values import Answer, Audience
from ictwg.exports.messages import copy_reminder, copy_unanswered, reached_by
from ictwg.locales import t
from ictwg.meetings import invitation
from ictwg.meetings.attendance import roll
from ictwg.meetings.invitation import AnswerDetails
from ictwg.members.functions import people_of
from ictwg.records.lookup import found_or_none, shown_name
from ictwg.ui.forms import form_field
from ictwg.ui.keys import bindings_for, keys_line
from ictwg.ui.modals.choose import Choose
from ictwg.ui.modals.form_screen import FormScreen
from ictwg.ui.screens.meeting.attendance import enrol
from ictwg.ui.screens.meeting.pane import MeetingPane
from ictwg.ui.screens.meeting_views import ANSWER
from ictwg.ui.text import plain
from ictwg.ui.widgets.columns import GAP, Cell, CellPiece, Column, fitted, title_column
from ictwg.ui.widgets.completing_input import Choice
from ictwg.ui.widgets.filtered_list import FilteredList
from ictwg.ui.widgets.form import FormField

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult

    from ictwg.domain.changes import Changes
    from ictwg.domain.values import Channel
    from ictwg.meetings.attendance import RollLine
    from ictwg.records.lookup import Lookup
    from ictwg.ui.widgets.virtual_list import VirtualList

ON, BY = Attendance.answered_on.name, Attendance.answered_by.name
THROUGH = Attendance.answer_channel.name
NAME, TITLE, ORGANIZATION = Attendance.name.name, Attendance.title.name, Attendance.organization.name
OUT = Meeting.invitation_circulated.name
KEYS = ("coming", "not_coming", "sends", "how", "expect", "clear", "out", "copy")
_COPIES = ("secretariat", "members", "reminder")


class AnswerRow(NamedTuple):
    id: str
    line: RollLine
    organization: str
    name: str
    answer: Cell
    how: str

    @property
    def about(self) -> str:
        """The id of what is recorded so far."""
        return self.line.record.id if self.line.record is not None else ""

    @property
    def searchable(self) -> str:
        return f"{self.line.acronym} {self.line.organization_name} {self.line.name}"


class InvitationPane(MeetingPane):
    BINDINGS: ClassVar = bindings_for("invitation")

    def compose(self) -> ComposeResult:
        yield FilteredList(_columns(), empty=t("invitation.empty"))
        yield Static(plain(_keys(), style="$foreground 70%"), classes="pane-note")
        yield Static("", classes="pane-said")

    @property
    def _list(self) -> VirtualList[Any]:
        return self.query_one(FilteredList).list

    @property
    def _line(self) -> RollLine | None:
        """The line under the cursor as it is now."""
        row: AnswerRow | None = self._list.current
        rows = answer_rows(roll(self.state, self.meeting)) if row else ()
        return next((one.line for one in rows if row and one.id == row.id), None)

    def reload(self) -> None:
        self.query_one(FilteredList).show(answer_rows(roll(self.state, self.meeting)))
        self._say_who()

    def note(self) -> str:
        """How many come."""
        return invitation.tally(invitation.asked(self.state, self.meeting)).words()

    def edit(self) -> None:
        self._list.focus()

    def cursor_moved(self, _moved: VirtualList[Any], /) -> None:
        self._say_who()

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        event.stop()
        line = self._line
        if line is not None:
            self.show_card(line.person, line.organization)

    def _say_who(self) -> None:
        """How the one under the cursor is reached, and since when they have been asked."""
        said, out = self.query_one(".pane-said", Static), self.meeting.invitation_circulated
        when = t("invitation.went_out", day=short_day(out)) if out else t("invitation.not_out")
        room = said.content_size.width - cell_len(when) - GAP
        said.update(plain(fitted(self._reached(), max(0, room)) + " " * GAP + when), layout=False)

    def _reached(self) -> str:
        """Before the room that is nobody's business."""
        row: AnswerRow | None = self._list.current
        if row is None or self.open_screen.projector:
            return ""
        return reached_by(self.state, row.line.person) or t("invitation.nobody_to_call")

    def on_resize(self) -> None:
        self._say_who()

    def _keep(self, use_case: Callable[[], Changes]) -> None:
        """An answer holds no meeting: it may come on the very day."""
        self.open_screen.carry_out(use_case, quiet=True)

    # One key each

    def action_answer(self, answer: str) -> None:
        line = self._line
        if line is not None:
            given, said = Answer(answer), AnswerDetails(self.today)
            self._keep(lambda: invitation.answer(self.state, self.meeting, line, given, said))

    @work
    async def action_sends(self) -> None:
        line = self._line
        if line is None:
            return
        fields = (*self._person_fields(line.organization), *self._said_fields(line))
        title = t("invitation.announce", organization=line.acronym or line.shown_name)
        values = await self.app.push_screen_wait(FormScreen(title, fields))
        if values is not None:
            self._keep(lambda: self._announced(line, values))

    def _announced(self, line: RollLine, values: dict[str, str]) -> Changes:
        return invitation.announce(
            self.state, self.meeting, line, values[NAME], values[TITLE], said_in(self._lookup, values)
        )

    @work
    async def action_how(self) -> None:
        line = self._line
        if line is None or line.answer is Answer.NONE:
            if line is not None:
                self.open_screen.tell(t("invitation.not_answered", name=line.shown_name))
            return
        title = t("invitation.how", name=line.shown_name)
        values = await self.app.push_screen_wait(FormScreen(title, self._said_fields(line)))
        if values is not None:
            self._keep(lambda: invitation.say_how(line, said_in(self._lookup, values)))

    @work
    async def action_expect(self) -> None:
        options = form_field(self._lookup, Attendance.organization, value="").options
        label = t("records.organization")
        organization = FormField(ORGANIZATION, label, kind="link", options=options)
        fields = (*self._person_fields(""), organization, *self._said_fields(None))
        values = await self.app.push_screen_wait(FormScreen(t("invitation.expect"), fields))
        if values is not None:
            self._keep(lambda: self._expected(values))

    def _expected(self, values: dict[str, str]) -> Changes:
        text = values[ORGANIZATION]
        return invitation.expect(
            self.state,
            self.meeting,
            values[NAME],
            said_in(self._lookup, values),
            organization=found_or_none(self.state, Organization, text),
            organization_text=text,
            title=values[TITLE],
        )

    @work
    async def action_enrol(self) -> None:
        await enrol(self, self._line)

    @work
    async def action_out(self) -> None:
        """The invitation went out: today, or on the day that is typed."""
        sent = self.meeting.invitation_circulated or self.today
        field = form_field(self._lookup, Meeting.invitation_circulated, value=sent.isoformat())
        title = t("invitation.out", meeting=shown_name(self.state, self.meeting))
        await self.open_screen.fill_in(title, (field,), self._sent_out)

    def _sent_out(self, values: dict[str, str]) -> Changes:
        on = Meeting.invitation_circulated.parse(values[OUT], self._lookup)
        return invitation.circulate_invitation(self.state, self.meeting, on)

    @work
    async def action_copy_unanswered(self) -> None:
        choices = tuple(Choice(one, t(f"invitation.copy.{one}")) for one in _COPIES)
        chosen = await self.app.push_screen_wait(Choose(t("invitation.copy"), choices))
        if chosen is None:
            return
        audience = Audience.SECRETARIAT if chosen == "secretariat" else Audience.MEMBERS
        if chosen == "reminder":
            copied, what = copy_reminder(self.state, self.meeting, audience), "invitation.reminded"
        else:
            copied, what = copy_unanswered(self.state, self.meeting, self.today, audience), "invitation.copied"
        if copied.text:
            self.open_screen.hand_out(copied, t(what), audience)
        else:
            self.open_screen.tell(t("invitation.everybody_answered"))

    @property
    def _lookup(self) -> Lookup:
        return self.open_screen.session.lookup

    def _person_fields(self, organization: str) -> tuple[FormField, ...]:
        """Name and title; the organization's other people are offered."""
        home, day = self.state.get(Organization, organization), self.meeting.date or self.today
        people = people_of(self.state, home, day) if home else ()
        options = tuple(Choice(person.name, person.name, person.position) for person in people)
        name = FormField(NAME, t("records.name"), kind="link", required=True, options=options)
        return (name, FormField(TITLE, t("records.title")))

    def _said_fields(self, line: RollLine | None) -> tuple[FormField, ...]:
        """Who gave the answer, when, and through which channel: as it is known, else today."""
        record = line.record if line is not None else None
        on = (record.answered_on if record else None) or self.today
        by = form_field(self._lookup, Attendance.answered_by, record)
        through = form_field(self._lookup, Attendance.answer_channel, record)
        return (by, form_field(self._lookup, Attendance.answered_on, value=on.isoformat()), through)


def said_in(lookup: Lookup, values: dict[str, str]) -> AnswerDetails:
    """How an answer came, as it was typed."""
    on = Attendance.answered_on.parse(values[ON], lookup) or lookup.today
    through: Channel | None = Attendance.answer_channel.parse(values[THROUGH], lookup)
    return AnswerDetails(on, Attendance.answered_by.parse(values[BY], lookup), through)


def answer_rows(lines: tuple[RollLine, ...]) -> tuple[AnswerRow, ...]:
    """An organization is named once, above its people."""
    rows: list[AnswerRow] = []
    for line in lines:
        again = rows and rows[-1].line.organization == line.organization and line.organization
        rows.append(_row(line, "" if again else line.acronym))
    return tuple(rows)


def _row(line: RollLine, organization: str) -> AnswerRow:
    id = line.record.id if line.record is not None and not line.expected else f"{line.organization}:{line.person}"
    name = line.name or t("minutes_screen.attendance.nobody_named")
    return AnswerRow(id, line, organization, name, _answer(line), _how(line))


def _answer(line: RollLine) -> Cell:
    glyph, tone = ANSWER[line.answer]
    if line.answer is Answer.SENDS and line.record is not None:
        word = t("invitation.sends", name=line.record.sends)
    elif line.answer is Answer.NONE:
        word = t("invitation.no_answer")
    else:
        word = Attendance.answer.label(line.answer)
    return (CellPiece(f"{glyph} {word}", tone),)


def _how(line: RollLine) -> str:
    """`e-mail · Ana's office · 8 Mar 2010`."""
    record = line.record
    if record is None or line.answer is Answer.NONE:
        return ""
    channel = Attendance.answer_channel.label(record.answer_channel) if record.answer_channel else ""
    day = short_day(record.answered_on) if record.answered_on else ""
    return " · ".join(filter(None, (channel, record.answered_by, day)))


def _columns() -> tuple[Column[AnswerRow], ...]:
    def column(name: str, title: str, width: int, drop: int = 0) -> Column[AnswerRow]:
        return Column(name, t(title), lambda row: getattr(row, name), width=width, drop=drop, snug=True)

    return (
        column("organization", "records.organization", 16),
        title_column("name", t("records.name"), lambda row: row.name, 10),
        column("answer", "records.attendance.answer", 26),
        column("how", "invitation.column.how", 40, drop=1),
    )


def _keys() -> str:
    return keys_line(*(f"invitation.{name}" for name in KEYS))
