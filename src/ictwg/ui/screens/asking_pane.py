"""Who was asked for one thing, and how far each is: answers noted while the phone rings, reminders, its end."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.widgets import Static

from ictwg.app.asking_messages import copy_reminder, copy_waiting
from ictwg.app.forms.choices import Choice
from ictwg.app.forms.declared import changed, fields_for, filled, form_field
from ictwg.app.forms.fields import Values
from ictwg.domain.calendar import short_day
from ictwg.domain.changes import Changes, together
from ictwg.domain.records import ActivityReport, Attendance, Contact, Organization
from ictwg.domain.schema import title_of
from ictwg.domain.values import Answer, AskingKind, Audience
from ictwg.exports.messages import Copy, reached_by
from ictwg.locales import t
from ictwg.members.functions import people_of
from ictwg.minutes.steps import ADOPTED
from ictwg.programme.rounds import RoundAsking
from ictwg.records.asking import AnswerStorage, Asking, Respondent
from ictwg.records.lookup import find
from ictwg.records.shared_files import names_file
from ictwg.ui.disclosure import hand_out
from ictwg.ui.keys import bindings_for, bindings_with, keys_line
from ictwg.ui.modals.box import Confirm
from ictwg.ui.modals.choose import Choose
from ictwg.ui.screens.answers import settle_comment
from ictwg.ui.screens.meeting.attendance import ORGANIZATION
from ictwg.ui.screens.meeting.pane import ListPane
from ictwg.ui.screens.meeting_steps import carry_on
from ictwg.ui.session_screen import SessionScreen
from ictwg.ui.text import plain
from ictwg.ui.widgets.columns import Cell, Column, title_column
from ictwg.ui.widgets.detail import ShortText
from ictwg.ui.widgets.filtered_list import FilteredList
from ictwg.ui.widgets.looks import ANSWER, LATE, marked
from ictwg.ui.widgets.virtual_list import VirtualList

_HOW = {Contact.channel.name: "records.attendance.answer_channel", Contact.name.name: "records.answered_by"}
"""What these fields of a contact are called where it is an answer."""

_SECRETARIAT, _MEMBERS, _REMINDER = "secretariat", "members", "reminder"


class AskingPane(ListPane):
    """Who was asked, and how far each is.

    Args:
        asking: What for, as it is now.
    """

    BINDINGS: ClassVar = [
        *bindings_for("asked"),
        *bindings_with("invitation.how", "invitation.copy", "invitation.clear"),  # so called in people's settings
        *bindings_with("record.export", "records.import", "document.open"),
    ]
    several: ClassVar = frozenset({"note", "remind"})
    one_key: ClassVar[tuple[str, ...]] = ()
    """The keys that are named under the list."""
    quiet = False
    """Whether an answer is noted without a word: it stands in the row."""
    _asked_at = -1
    """The version of the state since which they are asked or reminded, and wait for the mail."""

    def __init__(self, id: str, asking: Callable[[], Asking[Any]]) -> None:
        super().__init__(id)
        self._now = asking

    @property
    def asking(self) -> Asking[Any]:
        return self._now()

    def compose(self) -> ComposeResult:
        yield FilteredList[Respondent](
            text=lambda one: f"{one.acronym} {one.name} {one.words}", empty=t("asked.nobody")
        )
        yield Static("", classes="pane-note")
        yield ShortText("", id="asked-said", markup=False)

    def reload(self) -> None:
        asking = self.asking
        listed = self.query_one(FilteredList)
        listed.show_columns(self.columns(asking))
        listed.show(asking.respondents)
        note = self.query_one(".pane-note", Static)
        note.update(plain(keys_line(*self.one_key), style="$foreground 70%"))
        note.display = bool(self.one_key)
        self.cursor_moved(self.list)

    def columns(self, asking: Asking[Any]) -> tuple[Column[Respondent], ...]:
        """What was said is worth more than a name."""
        organization, answer = who_and_what(asking)
        name = Column[Respondent]("name", t("records.name"), lambda one: one.name, minimum=30, drop=1, snug=True)
        return (organization, name, answer, title_column("how", t("records.notes"), partial(how_answered, asking), 16))

    def note(self) -> str:
        return self.asking.words

    def cursor_moved(self, moved: VirtualList[Any], /) -> None:
        """Below the list: all that it said, or how the one under the cursor is reached."""
        one: Respondent | None = moved.current
        self.query_one("#asked-said", ShortText).update(plain(self.said(one) if one is not None else ""))

    def said(self, one: Respondent) -> str:
        return one.words if one.answer is not None else self.reached(one)

    def reached(self, one: Respondent) -> str:
        """Nothing that the room may not read."""
        if self.open_screen.projector:
            return ""
        home = self.state.get(Organization, one.organization)
        people = people_of(self.state, home, self.today) if home is not None and not one.person else ()
        asked = [one.person] if one.person else [person.id for person in people]
        found = (reached_by(self.state, person) for person in asked)
        return next(filter(None, found), t("invitation.nobody_to_call"))

    def choose(self, row: Respondent) -> object:
        """What becomes of a comment; else the answer."""
        return self._settle(row) if row.to_settle else self.action_note()

    @work
    async def _settle(self, row: Respondent) -> None:
        if isinstance(row.record, Contact):
            await settle_comment(self.open_screen, row.record, self.asking.record)

    # Answers

    @property
    def one(self) -> Respondent | None:
        """Under the cursor, as it is now."""
        row: Respondent | None = self.list.current
        return row

    def keep(self, those: Iterable[Respondent], values: Values) -> None:
        """The same answer of all of them, as one change; from the one under the cursor it goes on."""
        asking, rows, following = self.asking, tuple(those), self.following

        def noted() -> Changes:
            changes = [asking.note(self.lookup, one, values) for one in rows]
            return changes[0] if len(changes) == 1 else together(changes, asking.name)

        if rows and self.open_screen.carry_out(noted, quiet=self.quiet):
            self.list.action_clear_selection()
            self.list.move_to(following)

    def action_answer(self, answer: str) -> None:
        """One key."""
        one = self.one
        if one is not None:
            self.keep((one,), {self.asking.NOTED.answer.name: answer})

    @property
    def following(self) -> str:
        """Where a key goes on; of selected rows nowhere."""
        return "" if self.list.selected_ids else self.list.following

    @work
    async def action_note(self) -> None:
        """Of the selected ones, or of the one under the cursor."""
        asking, rows = self.asking, self.list.targets
        if not rows:
            return
        choices = tuple(Choice(str(one), asking.label(one)) for one in asking.CHOICES)
        title = ", ".join(dict.fromkeys(one.acronym or one.name for one in rows))
        box = Choose(title, choices, current=str(rows[0].answer or ""))
        chosen = await self.app.push_screen_wait(box) if len(choices) > 1 else choices[0].value
        if chosen is not None:
            await self.answered(rows, chosen)

    async def answered(self, rows: Sequence[Respondent], answer: str) -> None:
        """Noted; with its words where it says nothing without them."""
        said = {self.asking.NOTED.answer.name: answer}
        if answer in self.asking.NEEDS_WORDS:
            await self._fill_in(rows[0], said)
        else:
            self.keep(rows, said)

    @work
    async def action_edit_answer(self) -> None:
        """All about an answer."""
        one = self.one
        if one is not None and one.answer is None:
            self.open_screen.tell(t("invitation.not_answered", name=one.name))
        elif one is not None:
            await self._fill_in(one)

    @work
    async def action_new(self) -> None:
        """The answer of any organization."""
        await self._fill_in(None)

    async def _fill_in(self, one: Respondent | None, values: Values | None = None) -> None:
        """An answer as it is noted, else as of today; where nobody is given, whose it is is asked as well."""
        asking, lookup, noted = self.asking, self.lookup, self.asking.NOTED
        record = one.record if one is not None and one.answer is not None and values is None else None
        asked = self.edited(noted)
        days = {field.name: self.today.isoformat() for field in noted.fields if field.kind == "date"}
        start = {} if record is not None else days | asking.usual | (values or {})
        fields = fields_for(lookup, noted.kind, record, only=asked, values=start)
        if one is None:
            fields = (form_field(lookup, Contact.organization, value=""), *fields)

        def said(typed: Values) -> Changes:
            now = changed(fields, typed) if record is not None else filled(typed)
            home = find(self.state, Organization, now.pop(ORGANIZATION, "")) if one is None else None
            return asking.note(lookup, one or Respondent("", home.id if home else "", "", "", None), now)

        fields = tuple(replace(each, label=t(_HOW[each.name])) if each.name in _HOW else each for each in fields)
        title = " · ".join(filter(None, (one.acronym or one.name if one else "", asking.name, kind_of(asking))))
        said_so = {start.get(noted.answer.name), one.answer if one is not None else None}
        wordy = one is not None and bool(said_so & asking.NEEDS_WORDS)
        following = self.following if values else ""
        made = await self.open_screen.fill_in(title, fields, said, noted.fields[0].name if wordy else "")
        if made:
            self.list.move_to(following or next((id for _, id in made.created), ""))

    def edited(self, noted: AnswerStorage) -> tuple[Any, ...]:
        """What is asked of an answer."""
        return (noted.answer, *noted.fields) if len(self.asking.CHOICES) > 1 else noted.fields

    def action_take_back(self) -> None:
        one, asking = self.one, self.asking
        if one is not None and one.record is not None:
            self.open_screen.carry_out(lambda: asking.take_back(one), quiet=self.quiet)

    # All of them

    def action_ask(self) -> None:
        """Those who are to be asked, as of today."""
        self.open_screen.carry_out(self.asking.ask, then=self._offer_mail)

    def _offer_mail(self) -> str:
        """Copied without a question, until anything else is recorded."""
        self._asked_at = self.state.version
        return t("invitation.mail_offered") if self.asking.waiting else ""

    def action_reports(self) -> None:
        """What came of each activity."""
        from ictwg.ui.screens.round_reports import RoundReportsScreen

        self.app.push_screen(RoundReportsScreen(self.asking.record))

    @work
    async def action_export_list(self) -> None:
        """The matrix to be filled in."""
        from ictwg.ui.screens.round_reports import export_matrix

        await export_matrix(self.open_screen, self.asking.record)

    @work
    async def action_import_list(self) -> None:
        """A matrix that came back filled in."""
        await self.open_screen.program.import_list(ActivityReport, None)

    def action_open_file(self) -> None:
        """What it sent in."""
        self.open_screen.open_file_of(self.one.record if self.one is not None else None)

    def action_remind(self) -> None:
        """The selected ones; where none is selected, all who have not answered."""
        asking = self.asking
        those = self.list.selected or asking.waiting
        if asking.waiting:
            self.open_screen.carry_out(lambda: asking.remind(those), then=self._offer_mail)
            self.list.action_clear_selection()
        else:
            self.open_screen.tell(t("invitation.everybody_answered"))

    @work
    async def action_close(self) -> None:
        await close_asking(self.open_screen, self.asking)

    @work
    async def action_copy_waiting(self) -> None:
        choices = tuple(Choice(one, t(f"invitation.copy.{one}")) for one in (_SECRETARIAT, _MEMBERS, _REMINDER))
        chosen: str | None = _REMINDER
        if self._asked_at != self.state.version:
            chosen = await self.app.push_screen_wait(Choose(t("invitation.copy"), choices))
        self._asked_at = -1
        if chosen is None:
            return
        asking, one = self.asking, self.one
        audience = Audience.SECRETARIAT if chosen == _SECRETARIAT else Audience.MEMBERS
        only = one.organization if one is not None and asking.enclosed(one.organization) else ""

        def make() -> Copy:
            if chosen == _REMINDER:
                return copy_reminder(self.state, asking, audience, only or "")
            return copy_waiting(self.state, asking, audience)

        if make().text:
            what = "invitation.reminded" if chosen == _REMINDER else "invitation.copied"
            hand_out(self.open_screen, make, t(what), audience)
        else:
            self.open_screen.tell(t("invitation.everybody_answered"))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what this one has."""
        asking = self.asking
        if action == "open_file":
            return names_file(asking.NOTED.kind)
        if action == "ask":
            return asking.KIND is AskingKind.ROUND and asking.closed_on is None and bool(asking.ask())
        if action == "remind":
            return asking.closed_on is None and asking.KIND is not AskingKind.REMINDER
        if action in {"reports", "export_list", "import_list"}:
            return isinstance(asking, RoundAsking) and asking.is_on_activities
        if action == "close":
            return bool(asking.endings())
        return super().check_action(action, parameters)


class VotesPane(AskingPane):
    """What each organization says to a decision, or said to it at the meeting: one key each."""

    BINDINGS: ClassVar = bindings_for("votes")
    one_key = ("votes.agrees", "votes.disagrees", "votes.abstains", "invitation.clear")


async def close_asking(screen: SessionScreen[Any], asking: Asking[Any]) -> None:
    """With the count in sight; minutes are looked through first. For workers."""
    if asking.KIND is AskingKind.COMMENTS:
        await carry_on(screen, asking.record, ADOPTED)
        return
    endings = asking.endings()
    chosen: str | None = endings[0].key
    if len(endings) > 1:
        facts = (title_of(asking.record), asking.words, until_words(asking, "asked.until_day"))
        whole = "\n".join(filter(None, facts))
        choices = (Choice("", t("asked.keep_open")), *(Choice(one.key, one.label) for one in endings))
        title = "\n".join(filter(None, (t("circulation.conclude", subject=asking.name), asking.early)))
        box = Choose(title, tuple(one._replace(whole=whole) for one in choices), whole=True)
        chosen = await screen.app.push_screen_wait(box)
    elif asking.early:
        question = Confirm(plain(asking.early), yes=endings[0].label, no=t("life.early.no"), stays=True)
        chosen = chosen if await screen.app.push_screen_wait(question) else None
    if chosen:
        screen.carry_out(partial(asking.close, chosen))


def who_and_what(asking: Asking[Any]) -> tuple[Column[Respondent], Column[Respondent]]:
    return (
        Column[Respondent]("organization", t("records.organization"), lambda one: one.acronym, width=16, snug=True),
        Column[Respondent]("answer", t("records.attendance.answer"), partial(_answer, asking), width=26, snug=True),
    )


def _answer(asking: Asking[Any], one: Respondent) -> Cell:
    if isinstance(one.answer, Answer):
        sends = getattr(one.record, Attendance.sends.name) if one.answer is Answer.SENDS else ""
        word = t("invitation.sends", name=sends) if sends else Attendance.answer.label(one.answer)
        return marked(ANSWER[one.answer], word)
    if one.answer is None:
        return marked(("·", "muted"), asking.no_answer)
    if one.to_settle:
        return marked(("●", "warn"), t("life.to_settle"))
    return marked(("●", "good"), asking.label(one.answer))


def how_answered(asking: Asking[Any], one: Respondent) -> str:
    """`e-mail · Ana's office · 8 Mar 2010`; of one who has not answered, when they were reminded."""
    day = asking.reminders.get(one.organization) if one.answer is None else None
    return one.words or (t("asked.reminded", day=short_day(day)) if day else "")


def answer_line(asking: Asking[Any], one: Respondent) -> str:
    label = asking.label(one.answer) if one.answer is not None else ""
    return " – ".join(filter(None, (one.acronym or one.name, label, how_answered(asking, one))))


def kind_of(one: Asking[Any]) -> str:
    return t(f"choices.asking_kind.{one.KIND}")


def until_words(one: Asking[Any], words: str = "") -> str:
    """`▲ 18 Mar 2010`, or what this message makes of the day."""
    if one.closed_on is not None:
        return t("asked.closed", day=short_day(one.closed_on))
    if one.until is None:
        return ""
    day = short_day(one.until)
    return f"{LATE} " * one.is_late + (t(words, day=day) if words else day)
