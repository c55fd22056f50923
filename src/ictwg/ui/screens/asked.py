"""What many were asked for: invitations, comments, circulated decisions and rounds in one list, and one of them.

The three jobs that it is for:

1. See everything that many were asked for, until when, and who has not answered.
2. Note an answer while the phone rings, see how each is reached, and remind those who have not answered.
3. Close it: the decision is taken or not, the round is over, which makes the next.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual import work
from textual.widgets import Static

from ictwg.app.asking import askings, copy_reminder, copy_waiting
from ictwg.domain.calendar import short_day
from ictwg.domain.changes import together
from ictwg.domain.records import ActivityReport, Attendance, Contact, Document, Meeting, Organization, Round
from ictwg.domain.schema import title_of
from ictwg.domain.values import Answer, AskingKind, Audience
from ictwg.exports.messages import Copy, reached_by
from ictwg.locales import t
from ictwg.meetings import invitation
from ictwg.members.functions import people_of
from ictwg.programme.rounds import RoundAsking
from ictwg.records.asking import Asked
from ictwg.records.lookup import find, found_or_none, shown_name
from ictwg.records.shared_files import names_file
from ictwg.records.tables import Detail, DetailSection
from ictwg.ui.disclosure import hand_out
from ictwg.ui.forms import changed, fields_for, filled, form_field
from ictwg.ui.keys import bindings_for, bindings_with, keys_line
from ictwg.ui.list_screen import ListScreen
from ictwg.ui.modals.box import Confirm
from ictwg.ui.modals.choose import Choose
from ictwg.ui.screens.answers import settle_comment
from ictwg.ui.screens.meeting.attendance import NAME, ORGANIZATION, TITLE, enrol, organization_field, show_card
from ictwg.ui.screens.meeting.pane import ListPane
from ictwg.ui.screens.meeting_steps import ADOPTED, carry_on
from ictwg.ui.session_screen import SessionScreen
from ictwg.ui.text import plain
from ictwg.ui.widgets.bars import KeyBar, TopBar
from ictwg.ui.widgets.columns import Cell, CellPiece, Column, title_column
from ictwg.ui.widgets.completing_input import Choice
from ictwg.ui.widgets.detail import ShortText
from ictwg.ui.widgets.filtered_list import FilteredList
from ictwg.ui.widgets.form import FormField
from ictwg.ui.widgets.looks import ANSWER, LATE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from textual.app import ComposeResult

    from ictwg.domain.changes import Changes
    from ictwg.records.asking import Asking, Noted
    from ictwg.ui.widgets.virtual_list import VirtualList

    Values = dict[str, str]


class AskedScreen(ListScreen["Asking[Any]"]):
    HEADING = "places.asked"
    EMPTY = "asked.nothing"

    def rows(self) -> tuple[Asking[Any], ...]:
        return askings(self.session.state, self.session.today)

    def columns(self) -> tuple[Column[Asking[Any]], ...]:
        return (
            title_column("what", t("ui.what"), lambda one: f"{_kind(one)}: {one.name}"),
            Column("until", t("asked.until"), _until, width=14, drop=1),
            Column("answered", t("asked.answered"), lambda one: "{}/{}".format(*one.count), width=9, align="right"),
        )

    def text(self, one: Asking[Any]) -> str:
        return " ".join((one.name, _kind(one), *(asked.acronym for asked in one.waiting)))

    def detail(self, row: Asking[Any]) -> Detail:
        """Who has not answered, then what the others said; in few lines, so that the list above stays as high."""
        silent = ", ".join(dict.fromkeys(one.acronym or one.name for one in row.waiting))
        said = " · ".join(_line(row, one) for one in row.asked if one.answer is not None)
        waiting, told = DetailSection(t("asked.waiting"), (silent,)), DetailSection(t("asked.answered"), (said,))
        sections = tuple(section for section in (waiting, told) if any(section.lines))
        return Detail(row.name, f"{_kind(row)} · {row.words}", sections)

    def choose(self, row: Asking[Any]) -> None:
        self.app.push_screen(AskingScreen(row))


class AskingScreen(SessionScreen[None]):
    """One of them.

    Args:
        asking: As it is when the screen is opened.
    """

    BINDINGS: ClassVar = bindings_with("record.back", "whole.edit")
    projector = False

    def __init__(self, asking: Asking[Any]) -> None:
        super().__init__()
        self._asking = asking

    @property
    def asking(self) -> Asking[Any]:
        """As it is now."""
        was, state = self._asking, self.session.state
        record = state.get(type(was.record), was.record.id) or was.record
        return type(was)(state, record, self.session.today)

    def compose(self) -> ComposeResult:
        yield TopBar()
        yield Static("", id="listed-heading", markup=False)
        yield _PANES.get(self._asking.KIND, AskingPane)("asking", lambda: self.asking)
        yield KeyBar()

    def on_mount(self) -> None:
        self.reload()
        self.query_one(AskingPane).edit()

    def reload(self) -> None:
        asking = self.asking
        head = (asking.name, _kind(asking), _until(asking, "asked.until_day"), asking.words)
        self.query_one("#listed-heading", Static).update(plain(" · ".join(filter(None, head))))
        self.query_one(AskingPane).reload()
        self.refresh_bindings()

    def action_back(self) -> None:
        self.dismiss()

    @work
    async def action_edit_whole(self) -> None:
        await self.edit_in_form(self.asking.record)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "edit_whole":
            return isinstance(self._asking.record, Document | Round)
        return super().check_action(action, parameters)


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

    def __init__(self, id: str, asking: Callable[[], Asking[Any]]) -> None:
        super().__init__(id)
        self._now = asking

    @property
    def asking(self) -> Asking[Any]:
        return self._now()

    def compose(self) -> ComposeResult:
        yield FilteredList[Asked](text=lambda one: f"{one.acronym} {one.name} {one.words}", empty=t("asked.nobody"))
        yield Static("", classes="pane-note")
        yield ShortText("", id="asked-said", markup=False)

    def reload(self) -> None:
        asking = self.asking
        listed = self.query_one(FilteredList)
        listed.show_columns(self.columns(asking))
        listed.show(asking.asked)
        note = self.query_one(".pane-note", Static)
        note.update(plain(keys_line(*self.one_key), style="$foreground 70%"))
        note.display = bool(self.one_key)
        self.cursor_moved(self.list)

    def columns(self, asking: Asking[Any]) -> tuple[Column[Asked], ...]:
        """What was said is worth more than a name."""
        organization, answer = _who_and_what(asking)
        name = Column[Asked]("name", t("records.name"), lambda one: one.name, minimum=30, drop=1, snug=True)
        return (organization, name, answer, title_column("how", t("records.notes"), partial(_how, asking), 16))

    def note(self) -> str:
        return self.asking.words

    def cursor_moved(self, moved: VirtualList[Any], /) -> None:
        """Below the list: all that it said, or how the one under the cursor is reached."""
        one: Asked | None = moved.current
        self.query_one("#asked-said", ShortText).update(plain(self.said(one) if one is not None else ""))

    def said(self, one: Asked) -> str:
        return one.words if one.answer is not None else self.reached(one)

    def reached(self, one: Asked) -> str:
        """Nothing that the room may not read."""
        if self.open_screen.projector:
            return ""
        home = self.state.get(Organization, one.organization)
        people = people_of(self.state, home, self.today) if home is not None and not one.person else ()
        asked = [one.person] if one.person else [person.id for person in people]
        found = (reached_by(self.state, person) for person in asked)
        return next(filter(None, found), t("invitation.nobody_to_call"))

    def choose(self, row: Asked) -> object:
        """What becomes of a comment; else the answer."""
        return self._settle(row) if row.to_settle else self.action_note()

    @work
    async def _settle(self, row: Asked) -> None:
        if isinstance(row.record, Contact):
            await settle_comment(self.open_screen, row.record, self.asking.record)

    # Answers

    @property
    def one(self) -> Asked | None:
        """Under the cursor, as it is now."""
        row: Asked | None = self.list.current
        return row

    def keep(self, those: Iterable[Asked], values: Values) -> None:
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
        field = asking.NOTED.answer
        choices = tuple(Choice(str(one), field.label(one)) for one in asking.CHOICES)
        title = ", ".join(dict.fromkeys(one.acronym or one.name for one in rows))
        chosen = await self.app.push_screen_wait(Choose(title, choices, current=str(rows[0].answer or "")))
        if chosen is not None:
            await self.answered(rows, chosen)

    async def answered(self, rows: Sequence[Asked], answer: str) -> None:
        """Noted; with its words where it says nothing without them."""
        said = {self.asking.NOTED.answer.name: answer}
        if answer in self.asking.WORDY:
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

    async def _fill_in(self, one: Asked | None, values: Values | None = None) -> None:
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
            return asking.note(lookup, one or Asked("", home.id if home else "", "", "", None), now)

        fields = tuple(replace(each, label=t(_HOW[each.name])) if each.name in _HOW else each for each in fields)
        title = " · ".join(filter(None, (one.acronym or one.name if one else "", asking.name, _kind(asking))))
        wordy = one is not None and (start.get(noted.answer.name) in asking.WORDY or one.answer in asking.WORDY)
        following = self.following if values else ""
        made = await self.open_screen.fill_in(title, fields, said, noted.fields[0].name if wordy else "")
        if made:
            self.list.move_to(following or next((id for _, id in made.created), ""))

    def edited(self, noted: Noted) -> tuple[Any, ...]:
        """What is asked of an answer."""
        return (noted.answer, *noted.fields)

    def action_take_back(self) -> None:
        one, asking = self.one, self.asking
        if one is not None and one.record is not None:
            self.open_screen.carry_out(lambda: asking.take_back(one), quiet=self.quiet)

    # All of them

    def action_ask(self) -> None:
        """Those who are to be asked, as of today."""
        self.open_screen.carry_out(self.asking.ask)

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
            self.open_screen.carry_out(lambda: asking.remind(those))
            self.list.action_clear_selection()
        else:
            self.open_screen.tell(t("invitation.everybody_answered"))

    @work
    async def action_close(self) -> None:
        await close_asking(self.open_screen, self.asking)

    @work
    async def action_copy_waiting(self) -> None:
        choices = tuple(Choice(one, t(f"invitation.copy.{one}")) for one in (_SECRETARIAT, _MEMBERS, _REMINDER))
        chosen = await self.app.push_screen_wait(Choose(t("invitation.copy"), choices))
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
            return asking.KIND is AskingKind.ROUND and asking.closed_on is None
        if action == "remind":
            return asking.closed_on is None
        if action in {"reports", "export_list", "import_list"}:
            return isinstance(asking, RoundAsking) and asking.is_on_activities
        if action == "close":
            return bool(asking.endings())
        return super().check_action(action, parameters)


class InvitationPane(AskingPane, inherit_bindings=False):
    """The answers to an invitation: one key each, and who comes instead."""

    BINDINGS: ClassVar = bindings_for("asked", "invitation")
    one_key = tuple(f"invitation.{name}" for name in ("coming", "not_coming", "sends", "how", "expect", "clear", "out"))
    quiet = True

    def columns(self, asking: Asking[Any]) -> tuple[Column[Asked], ...]:
        """Who it was is worth more than how the answer came."""
        organization, answer = _who_and_what(asking)
        how = Column[Asked]("how", t("asked.answered"), partial(_how, asking), width=40, drop=1, snug=True)
        return (organization, title_column("name", t("records.name"), lambda one: one.name, 10), answer, how)

    def said(self, one: Asked) -> str:
        """When the invitation went out, and how who was invited is reached."""
        out = self.asking.record.invitation_circulated
        sent = t("invitation.went_out", day=short_day(out)) if out else t("invitation.not_out")
        return " · ".join(filter(None, (sent, self.reached(one))))

    @work
    async def choose(self, row: Asked) -> None:
        """Who it is."""
        await show_card(self.open_screen, row.person, row.organization, self.asking.record.date or self.today)

    async def answered(self, rows: Sequence[Asked], answer: str) -> None:
        if answer == Answer.SENDS:
            await self._sends(rows[0])
        else:
            await super().answered(rows, answer)

    def edited(self, noted: Noted) -> tuple[Any, ...]:
        """The answer has keys of its own."""
        return noted.fields

    @work
    async def action_new(self) -> None:
        """A guest."""
        await self._expect()

    @work
    async def action_sends(self) -> None:
        one = self.one
        if one is not None:
            await self._sends(one)

    async def _sends(self, one: Asked) -> None:
        meeting, line = self.asking.record, invitation.lines_of(self.state, self.asking.record)[one.id]

        def announced(values: Values) -> Changes:
            said = invitation.details(self.lookup, values)
            return invitation.announce(self.state, meeting, line, values[NAME], values[TITLE], said)

        title, following = t("invitation.announce", organization=one.acronym or one.name), self.list.following
        if await self.open_screen.fill_in(title, self._coming(one), announced):
            self.list.move_to(following)

    @work
    async def action_expect(self) -> None:
        await self._expect()

    async def _expect(self) -> None:
        asking = self.asking

        def expected(values: Values) -> Changes:
            text = values[ORGANIZATION]
            return invitation.expect(
                self.state,
                asking.record,
                values[NAME],
                invitation.details(self.lookup, values),
                organization=found_or_none(self.state, Organization, text),
                organization_text=text,
                title=values[TITLE],
            )

        name, title, *said = self._coming(None)
        fields = (name, title, organization_field(self.lookup), *said)
        await self.open_screen.fill_in(t("invitation.expect"), fields, expected)

    @work
    async def action_enrol(self) -> None:
        one = self.one
        if one is not None:
            record = one.record if isinstance(one.record, Attendance) and not one.person else None
            await enrol(self.open_screen, record, one.name, self.asking.record)

    @work
    async def action_out(self) -> None:
        """The invitation went out: today, or on the day that is typed."""
        meeting, field = self.asking.record, Meeting.invitation_circulated
        sent = meeting.invitation_circulated or self.today
        form = (form_field(self.lookup, field, value=sent.isoformat()),)

        def sent_out(values: Values) -> Changes:
            return invitation.circulate_invitation(self.state, meeting, field.parse(values[field.name], self.lookup))

        title = t("invitation.out", meeting=shown_name(self.state, meeting))
        await self.open_screen.fill_in(title, form, sent_out)

    def _coming(self, one: Asked | None) -> tuple[FormField, ...]:
        """Name and title, where the organization's people are offered; and how the answer came."""
        home = self.state.get(Organization, one.organization) if one is not None else None
        people = people_of(self.state, home, self.asking.record.date or self.today) if home else ()
        options = tuple(Choice(person.name, person.name, person.position) for person in people)
        name = FormField(NAME, t("records.name"), kind="link", required=True, options=options)
        record = one.record if one is not None and one.answer is not None else None
        days = {} if record is not None else {Attendance.answered_on.name: self.today.isoformat()}
        said = fields_for(self.lookup, Attendance, record, only=self.asking.NOTED.fields, values=days)
        return (name, FormField(TITLE, t("records.title")), *said)


class VotesPane(AskingPane):
    """What each organization says to a decision, or said to it at the meeting: one key each."""

    BINDINGS: ClassVar = bindings_for("votes")
    one_key = ("votes.agrees", "votes.disagrees", "votes.abstains", "invitation.clear")


_PANES = {AskingKind.INVITATION: InvitationPane, AskingKind.DECISION: VotesPane}


async def close_asking(screen: SessionScreen[Any], asking: Asking[Any]) -> None:
    """With the count in sight; minutes are looked through first. For workers."""
    if asking.KIND is AskingKind.COMMENTS:
        await carry_on(screen, asking.record, ADOPTED)
        return
    endings = asking.endings()
    chosen: str | None = endings[0].key
    if len(endings) > 1:
        facts = (title_of(asking.record), asking.words, _until(asking, "asked.until_day"))
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


def _who_and_what(asking: Asking[Any]) -> tuple[Column[Asked], Column[Asked]]:
    return (
        Column[Asked]("organization", t("records.organization"), lambda one: one.acronym, width=16, snug=True),
        Column[Asked]("answer", t("records.attendance.answer"), partial(_answer, asking), width=26, snug=True),
    )


def _answer(asking: Asking[Any], one: Asked) -> Cell:
    if isinstance(one.answer, Answer):
        glyph, tone = ANSWER[one.answer]
        sends = getattr(one.record, Attendance.sends.name) if one.answer is Answer.SENDS else ""
        word = t("invitation.sends", name=sends) if sends else Attendance.answer.label(one.answer)
        return (CellPiece(f"{glyph} {word}", tone),)
    if one.answer is None:
        return (CellPiece(f"· {asking.no_answer}", "muted"),)
    if one.to_settle:
        return (CellPiece(f"● {t('life.to_settle')}", "warn"),)
    return (CellPiece(f"● {asking.NOTED.answer.label(one.answer)}", "good"),)


def _how(asking: Asking[Any], one: Asked) -> str:
    """`e-mail · Ana's office · 8 Mar 2010`; of one who has not answered, when they were reminded."""
    day = asking.reminders.get(one.organization) if one.answer is None else None
    return one.words or (t("asked.reminded", day=short_day(day)) if day else "")


def _line(asking: Asking[Any], one: Asked) -> str:
    label = asking.NOTED.answer.label(one.answer) if one.answer is not None else ""
    return " – ".join(filter(None, (one.acronym or one.name, label, _how(asking, one))))


def _kind(one: Asking[Any]) -> str:
    return t(f"choices.asking_kind.{one.KIND}")


def _until(one: Asking[Any], words: str = "") -> str:
    """`▲ 18 Mar 2010`, or what this message makes of the day."""
    if one.closed_on is not None:
        return t("asked.closed", day=short_day(one.closed_on))
    if one.until is None:
        return ""
    day = short_day(one.until)
    return f"{LATE} " * one.is_late + (t(words, day=day) if words else day)
