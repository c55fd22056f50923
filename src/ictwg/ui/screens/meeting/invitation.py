"""The invitation round: the phone rings, and one key enters the answer; the list of who has not said is one more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from rich.cells import cell_len
from textual import work
from textual.widgets import Static

from ictwg.domain.calendar import short_day
from ictwg.domain.records import Attendance, Meeting, Organization
from ictwg.domain.values import Answer, Audience
from ictwg.exports.messages import copy_reminder, copy_unanswered, reached_by
from ictwg.locales import t
from ictwg.meetings import invitation
from ictwg.meetings.invitation import AnswerDetails
from ictwg.members.functions import people_of
from ictwg.records.lookup import found_or_none, shown_name
from ictwg.ui.forms import form_field
from ictwg.ui.keys import bindings_for, keys_line
from ictwg.ui.modals.choose import Choose
from ictwg.ui.screens.meeting.attendance import NAME, ORGANIZATION, TITLE, RollPane, RollRow
from ictwg.ui.text import plain
from ictwg.ui.widgets.columns import GAP, Cell, CellPiece, Column, fitted, title_column
from ictwg.ui.widgets.completing_input import Choice
from ictwg.ui.widgets.filtered_list import FilteredList
from ictwg.ui.widgets.form import FormField
from ictwg.ui.widgets.looks import ANSWER

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
OUT = Meeting.invitation_circulated.name
KEYS = ("coming", "not_coming", "sends", "how", "expect", "clear", "out", "copy")
_COPIES = ("secretariat", "members", "reminder")


class InvitationPane(RollPane):
    BINDINGS: ClassVar = bindings_for("invitation")

    def compose(self) -> ComposeResult:
        yield FilteredList(_columns(), empty=t("invitation.empty"))
        keys = keys_line(*(f"invitation.{name}" for name in KEYS))
        yield Static(plain(keys, style="$foreground 70%"), classes="pane-note")
        yield Static("", classes="pane-said")

    def reload(self) -> None:
        self.query_one(FilteredList).show(self.rows())
        self._say_who()

    def note(self) -> str:
        """How many come."""
        return invitation.tally(invitation.asked(self.state, self.meeting)).words()

    def cursor_moved(self, _moved: VirtualList[Any], /) -> None:
        self._say_who()

    def _say_who(self) -> None:
        """How the one under the cursor is reached, and since when they have been asked."""
        said, out = self.query_one(".pane-said", Static), self.meeting.invitation_circulated
        when = t("invitation.went_out", day=short_day(out)) if out else t("invitation.not_out")
        room = said.content_size.width - cell_len(when) - GAP
        self.say(plain(fitted(self._reached(), max(0, room)) + " " * GAP + when))

    def _reached(self) -> str:
        """Before the room that is nobody's business."""
        row: RollRow | None = self.list.current
        if row is None or self.open_screen.projector:
            return ""
        return reached_by(self.state, row.line.person) or t("invitation.nobody_to_call")

    def on_resize(self) -> None:
        self._say_who()

    def record(self, use_case: Callable[[], Changes]) -> bool:
        """An answer holds no meeting: it may come on the very day."""
        return self.open_screen.carry_out(use_case, quiet=True)

    # One key each

    def action_answer(self, answer: str) -> None:
        line = self.line
        if line is not None:
            given, said = Answer(answer), AnswerDetails(self.today)
            self.record(lambda: invitation.answer(self.state, self.meeting, line, given, said))

    @work
    async def action_sends(self) -> None:
        line = self.line
        if line is None:
            return

        def announced(values: dict[str, str]) -> Changes:
            name, title, said = values[NAME], values[TITLE], said_in(self.lookup, values)
            return invitation.announce(self.state, self.meeting, line, name, title, said)

        title = t("invitation.announce", organization=line.acronym or line.shown_name)
        await self.ask(title, (*self._person_fields(line.organization), *self._said_fields(line)), announced)

    @work
    async def action_how(self) -> None:
        line = self.line
        if line is not None and line.answer is Answer.NONE:
            self.open_screen.tell(t("invitation.not_answered", name=line.shown_name))
        elif line is not None:
            title = t("invitation.how", name=line.shown_name)
            fields = self._said_fields(line)
            await self.ask(title, fields, lambda values: invitation.say_how(line, said_in(self.lookup, values)))

    @work
    async def action_expect(self) -> None:
        fields = (*self._person_fields(""), self.organization_field(), *self._said_fields(None))
        await self.ask(t("invitation.expect"), fields, self._expected)

    def _expected(self, values: dict[str, str]) -> Changes:
        text = values[ORGANIZATION]
        return invitation.expect(
            self.state,
            self.meeting,
            values[NAME],
            said_in(self.lookup, values),
            organization=found_or_none(self.state, Organization, text),
            organization_text=text,
            title=values[TITLE],
        )

    @work
    async def action_out(self) -> None:
        """The invitation went out: today, or on the day that is typed."""
        sent = self.meeting.invitation_circulated or self.today
        field = form_field(self.lookup, Meeting.invitation_circulated, value=sent.isoformat())
        title = t("invitation.out", meeting=shown_name(self.state, self.meeting))
        await self.open_screen.fill_in(title, (field,), self._sent_out)

    def _sent_out(self, values: dict[str, str]) -> Changes:
        on = Meeting.invitation_circulated.parse(values[OUT], self.lookup)
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
        by = form_field(self.lookup, Attendance.answered_by, record)
        through = form_field(self.lookup, Attendance.answer_channel, record)
        return (by, form_field(self.lookup, Attendance.answered_on, value=on.isoformat()), through)


def said_in(lookup: Lookup, values: dict[str, str]) -> AnswerDetails:
    """How an answer came, as it was typed."""
    on = Attendance.answered_on.parse(values[ON], lookup) or lookup.today
    through: Channel | None = Attendance.answer_channel.parse(values[THROUGH], lookup)
    return AnswerDetails(on, Attendance.answered_by.parse(values[BY], lookup), through)


def _answer(row: RollRow) -> Cell:
    line = row.line
    glyph, tone = ANSWER[line.answer]
    if line.answer is Answer.SENDS and line.record is not None:
        word = t("invitation.sends", name=line.record.sends)
    elif line.answer is Answer.NONE:
        word = t("invitation.no_answer")
    else:
        word = Attendance.answer.label(line.answer)
    return (CellPiece(f"{glyph} {word}", tone),)


def _how(row: RollRow) -> str:
    """`e-mail · Ana's office · 8 Mar 2010`."""
    record = row.line.record
    if record is None or row.line.answer is Answer.NONE:
        return ""
    channel = Attendance.answer_channel.label(record.answer_channel) if record.answer_channel else ""
    day = short_day(record.answered_on)
    return " · ".join(filter(None, (channel, record.answered_by, day)))


def _columns() -> tuple[Column[RollRow], ...]:
    def column(name: str, title: str, show: Callable[[RollRow], Cell], width: int, drop: int = 0) -> Column[RollRow]:
        return Column(name, t(title), show, width=width, drop=drop, snug=True)

    return (
        column("organization", "records.organization", lambda row: row.organization, 16),
        title_column("name", t("records.name"), lambda row: row.name, 10),
        column("answer", "records.attendance.answer", _answer, 26),
        column("how", "invitation.column.how", _how, 40, drop=1),
    )
