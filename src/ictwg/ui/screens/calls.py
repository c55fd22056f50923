"""The call sheet: one organization a screen, and the next.

The jobs that it is for:

1. Go through sixteen organizations on the telephone: whom to ask for and by which number, what is pending, what was
   said last, whether the last letter has arrived. Who is to be called back today comes first.
2. Write down what is said while it is said: a typed line is about the row under the cursor; one key says that nobody
   answered, who comes to the meeting, what is done. What ends a call goes on to the next organization.
3. Answer "what does MoJ owe us?" at once, from wherever the question comes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input, Static

from ictwg.app.forms.choices import Choice
from ictwg.app.forms.declared import fields_for, filled
from ictwg.app.forms.fields import Values
from ictwg.contacts import calls
from ictwg.contacts.calls import Call
from ictwg.contacts.letters import delivered
from ictwg.domain.calendar import due_in_words, short_day
from ictwg.domain.changes import Changes
from ictwg.domain.records import Action, Attendance, Contact, Organization, Paper, Person
from ictwg.domain.values import Answer, CallOutcome, Direction, DueWord, Function, OwedKind
from ictwg.exports.messages import reached_by
from ictwg.locales import t
from ictwg.meetings import invitation
from ictwg.members.organizations import member_row
from ictwg.minutes.matters_arising import progress_of
from ictwg.programme.owed import CallSheet, Owed
from ictwg.records.editing import settings_typed, write
from ictwg.records.group import calendar_of
from ictwg.records.tables import rows as cells_of
from ictwg.ui.keys import bindings_for, bindings_with, keys_line
from ictwg.ui.list_screen import ListScreen
from ictwg.ui.modals.choose import Choose, SearchLine
from ictwg.ui.screens.asking_pane import who_and_what
from ictwg.ui.screens.errands import paper_of_the_group
from ictwg.ui.text import plain
from ictwg.ui.widgets.bars import KeyBar, TopBar
from ictwg.ui.widgets.columns import Cell, CellPiece, Column, title_column
from ictwg.ui.widgets.detail import ShortText
from ictwg.ui.widgets.looks import LATE

_KEYS = (
    ("no_answer", "left_word", "call_back", "wrong_number", "letter_again"),
    ("coming", "not_coming", "sends", "done", "turned"),
)
"""Under the list: what a call led to, then what was answered."""
_TOLD = (Contact.on, Contact.channel, Contact.direction, Contact.person, Contact.name, Contact.letter, Contact.text)
_SENT = (Contact.on, Contact.letter, Contact.text)
_TAKEN = (Contact.received_by, Contact.delivered_on)
_ASKED = {
    CallOutcome.LEFT_WORD: (Contact.name, Contact.text),
    CallOutcome.CALL_BACK: (Contact.call_back_on, Contact.name, Contact.text),
}


class CallLine(SearchLine):
    """What is said; the arrows choose of what."""

    async def action_submit(self) -> None:
        self.post_message(Input.Submitted(self, self.value))

    def key_escape(self) -> None:
        self._led.focus()


class CallsScreen(ListScreen[Owed]):
    """
    Args:
        organization: The id of the one to begin with; empty for the first of the sheet.
    """

    BINDINGS: ClassVar = [*bindings_for("calls"), *bindings_with("record.export")]
    EMPTY = "calls.nobody"
    BESIDE = True
    header = False
    told_as: ClassVar = {"list.choose": "calls.type", "record.export": "calls.print"}

    def __init__(self, organization: str = "") -> None:
        super().__init__()
        self._at, self._direction = organization, Direction.OUT
        self._order: tuple[str, ...] = ()
        """Who was called today comes last; it stays while the sheet is open, whatever is answered meanwhile."""
        self._made: tuple[int, CallSheet] | None = None

    # What is shown

    @property
    def sheet(self) -> CallSheet:
        state = self.session.state
        if self._made is None or self._made[0] != state.version:
            self._made = (state.version, CallSheet(state, self.session.today))
        return self._made[1]

    @property
    def home(self) -> Organization | None:
        if not self._order:
            rows = sorted(self.sheet.rows, key=lambda row: self.sheet.is_called(row.organization))
            ids = tuple(row.organization.id for row in rows)
            self._order = tuple(dict.fromkeys((*ids, *filter(None, (self._at,)))))
            self._at = self._at or next(iter(ids), "")
        return self.session.state.get(Organization, self._at)

    @property
    def heading(self) -> str:
        home = self.home
        if home is None:
            return t("places.calls")
        row = member_row(self.session.state, home, self.session.today)
        place = t("calls.place", at=self._order.index(home.id) + 1, all=len(self._order))
        called = f"✓ {t('calls.called')}" if self.sheet.is_called(home) else ""
        return " · ".join(filter(None, (place, row.acronym, row.name, called)))

    @property
    def facts(self) -> str:
        """What was last heard of them, and whether our last letter has arrived."""
        if self.home is None:
            return ""
        last, letter = (self.sheet.last(self.home, letter=which) for which in (False, True))
        told = [t("calls.last", contact=self._cells(last, *_TOLD)) if last is not None else t("calls.never")]
        if letter is not None:
            took = self._cells(letter, *_TAKEN)
            arrived = t("calls.received", who=took) if took else t("calls.no_receipt")
            told.append(t("calls.letter", letter=f"{self._cells(letter, *_SENT)} · {arrived}"))
        return "\n".join(told)

    def _cells(self, one: Contact, *columns: Any) -> str:
        return " · ".join(filter(None, cells_of(self.session.lookup, (one,), columns)[0]))

    def rows(self) -> tuple[Owed, ...]:
        home = self.home
        if home is None:
            return ()
        return (*(self.sheet.people(home) or (Owed(OwedKind.PERSON, home, ""),)), *self.sheet.owed(home))

    def text(self, row: Owed) -> str:
        return f"{t(f'choices.owed_kind.{row.kind}')} {row.what}"

    def columns(self) -> tuple[Column[Owed], ...]:
        return (
            Column("kind", "", lambda row: t(f"choices.owed_kind.{row.kind}"), width=20, tone="muted", snug=True),
            title_column("what", "", self._words),
            Column("when", "", _when, width=20, drop=1, snug=True),
        )

    def _words(self, row: Owed) -> str:
        """Of a person too by which number they are reached, and through whom."""
        if row.kind is not OwedKind.PERSON:
            return row.what
        reached = reached_by(self.session.state, row.record.id) or t("calls.no_phone")
        return f"{row.what}  {reached}" if row.what else t("calls.no_person")

    def compose(self) -> ComposeResult:
        yield TopBar()
        yield Static("", id="listed-heading", markup=False)
        yield Static("", id="call-facts", classes="pane-note", markup=False)
        self._listed = self.make_list("listed")
        yield self._listed
        yield ShortText("", id="asked-said", markup=False)
        lines = "\n".join(keys_line(*(f"calls.{name}" for name in names)) for names in _KEYS)
        yield Static(plain(lines, style="$foreground 70%"), classes="pane-note")
        with Horizontal(id="call-line"):
            yield Static("", id="call-about", markup=False)
            yield CallLine(lambda _: None, self._listed.list, t("calls.type_here"))
        yield KeyBar()

    def reload(self) -> None:
        super().reload()
        self.query_one("#call-facts", Static).update(plain(self.facts))

    def show_detail(self) -> None:
        """The whole of the row with what was said of it last, who called, and what a typed line will be about."""
        row, acronym = self.row, self.home.acronym if self.home is not None else ""
        action = row.record if row is not None and isinstance(row.record, Action) else None
        said = progress_of(self.session.state, action)[-1:] if action is not None else ()
        last = (t("calls.last", contact=f"{short_day(one.on)} · {one.text}") for one in said)
        whole = "" if row is None else "\n".join((self._words(row), *last))
        self.query_one("#asked-said", ShortText).update(plain(whole))
        self.query_one(CallLine).placeholder = t("calls.type_here" if action is None else "calls.update_here")
        about = action.reference if action is not None else row.what if row is not None else ""
        sign = "→" if self._direction is Direction.OUT else "←"
        self.query_one("#call-about", Static).update(plain(f"{sign} {about or acronym} › "))

    @property
    def row(self) -> Owed | None:
        row: Owed | None = self.listed.list.current
        return row

    # From one to the next

    def action_turn_to(self, step: int) -> None:
        if self.home is not None:
            self._at = self._order[(self._order.index(self._at) + step) % len(self._order)]
            self._direction = Direction.OUT
            self.listed.filter_by("")
            self.reload()
            self.listed.list.action_first()

    def action_turned(self) -> None:
        """They called us, or we them."""
        self._direction = Direction.OUT if self._direction is Direction.IN else Direction.IN
        self.show_detail()

    # What is said

    @property
    def call(self) -> Call:
        """With the person under the cursor, where that is one; only asked where there is an organization."""
        assert self.home is not None  # noqa: S101 - no rows, no keys
        record = self.row.record if self.row is not None else None
        person = record if isinstance(record, Person) else None
        return Call(self.home, self.session.today, person, direction=self._direction)

    def choose(self, row: Owed) -> None:  # noqa: ARG002 - the line is about it
        self.query_one(CallLine).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Said: it is kept, and the keys are the list's again."""
        row, text = self.row, event.value.strip()
        if isinstance(event.input, CallLine) and row is not None:
            by, text = calls.spoken_by(self.session.state, self.call, text)
            if not text or self.carry_out(lambda: calls.said(self.session.state, by, text, row.record)):
                event.input.value = ""
                self.listed.list.focus()

    @work
    async def action_end(self, outcome: str) -> None:
        """Nobody answered, or it is said with whom word was left, or when to call again; then comes the next."""
        lookup, call, led_to = self.session.lookup, self.call, CallOutcome(outcome)
        tomorrow = calendar_of(lookup.state).shift(lookup.today, 1).isoformat()
        fields = fields_for(lookup, Contact, only=_ASKED.get(led_to, ()), values={Contact.call_back_on.name: tomorrow})

        def ended(values: Values) -> Changes:
            return calls.ended(lookup.state, call, led_to, *settings_typed(lookup, Contact, filled(values)))

        title = t("calls.ask", what=Contact.ended_with.label(led_to), organization=call.organization.acronym)
        if await self.fill_in(title, fields, ended) if fields else self.carry_out(lambda: ended({})):
            self.action_turn_to(1)

    def action_wrong_number(self) -> None:
        """Of the person under the cursor, else of the first."""
        call = self.call
        first = next((one.record for one in self.sheet.people(call.organization)), None)
        meant = call._replace(person=call.person or first)
        if meant.person is not None and not (meant.person.phone or meant.person.ask_through_phone):
            self.tell(t("calls.no_phone"))
        else:
            self.carry_out(lambda: calls.wrong_number(self.session.state, meant))

    def action_letter_again(self) -> None:
        """The one under the cursor, else our last."""
        call, row = self.call, self.row
        here = row.record if row is not None and row.kind in (OwedKind.LETTER, OwedKind.RECEIPT) else None
        letter = here or self.sheet.last(call.organization, letter=True)
        self.carry_out(lambda: calls.letter_again(self.session.state, call, letter))

    # What is answered

    @work
    async def action_answer(self, answer: str) -> None:
        """To the meeting under the cursor, else to the next one to which they are asked."""
        here = (*filter(None, (self.row,)), *self.rows())
        owed = next((one for one in here if one.kind is OwedKind.INVITATION), None)
        if owed is None:
            self.tell(t("calls.not_invited"))
        else:
            await self._answered(owed, answer)

    async def _answered(self, owed: Owed, answer: str) -> None:
        """Noted as it came by telephone; with its words where it says nothing without them."""
        asking, lookup, call = owed.asking, self.session.lookup, self.call
        assert asking is not None  # noqa: S101 - what was asked
        asked = calls.asked_of(owed.asked, call)
        said = calls.how_it_came(asking, call) | {asking.NOTED.answer.name: answer}

        def sent(values: Values) -> Changes:
            line, how = invitation.lines_of(lookup.state, owed.record)[asked.id], invitation.details(lookup, said)
            name, title = values[Attendance.name.name], values[Attendance.title.name]
            return invitation.announce(lookup.state, owed.record, line, name, title, how)

        title = f"{call.organization.acronym} · {asking.NOTED.answer.label(answer)}"
        if answer == Answer.SENDS:
            await self.fill_in(title, fields_for(lookup, Attendance, only=(Attendance.name, Attendance.title)), sent)
        elif answer in asking.NEEDS_WORDS:
            form = fields_for(lookup, asking.NOTED.kind, only=asking.NOTED.fields, values=asking.usual | said)
            await self.fill_in(title, form, lambda values: asking.note(lookup, asked, said | values))
        else:
            self.carry_out(lambda: asking.note(lookup, asked, said))

    @work
    async def action_done(self) -> None:
        """What is under the cursor: the action is reported done, the paper has come, the letter has arrived."""
        row, call, state, following = self.row, self.call, self.session.state, self.listed.list.following
        steps: dict[OwedKind, Callable[[Any], Changes]] = {
            OwedKind.ACTION: lambda one: calls.reported_done(state, call, one),
            OwedKind.CALL_BACK: lambda one: calls.answered(state, call, one),
            OwedKind.LETTER: lambda one: calls.answered(state, call, one),
            OwedKind.REMINDER: lambda one: calls.answered(state, call, one),
            OwedKind.RECEIPT: lambda one: delivered((one,), call.by, call.on),
            OwedKind.PAPER: lambda one: write(state, one, Paper.received_on(call.on)),
        }
        if row is not None and (asking := row.asking) is not None:
            answer = asking.NOTED.answer
            choices = tuple(Choice(str(one), answer.label(one)) for one in asking.CHOICES)
            chosen = await self.app.push_screen_wait(Choose(f"{call.organization.acronym} · {asking.name}", choices))
            if chosen is not None:
                await self._answered(row, chosen)
        elif row is None or row.kind not in steps:
            self.tell(t("calls.nothing_done"))
        elif self.carry_out(lambda: steps[row.kind](row.record)):
            self.listed.list.move_to(following)

    @work
    async def action_edit(self) -> None:
        """The person, as with a new number; or what is pending."""
        if self.row is not None:
            await self.edit_in_form(self.row.record)

    @work
    async def action_export_list(self) -> None:
        """The whole sheet on paper."""
        await paper_of_the_group("call-sheet", self.program)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys are for an organization."""
        return super().check_action(action, parameters) and (action == "back" or self.home is not None)


def _when(row: Owed) -> Cell:
    """Until when; what they answered."""
    if row.asking is not None and row.answer is not None:
        _, answer = who_and_what(row.asking)
        return answer.show(next(one for one in row.asked if one.answer is not None))
    if isinstance(row.answer, Function):
        return t(f"choices.function.{row.answer}")
    words = due_in_words(row.due) if isinstance(row.due, DueWord) else short_day(row.due)
    return (CellPiece(f"{LATE} {words}", "bad") if row.late else CellPiece(words, "muted"),)
