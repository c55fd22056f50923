"""Replies: the mails and papers that somebody dropped into the folder of replies of this computer.

The jobs that it is for:

1. In the morning see who has answered what, and which files came along; what may be confidential is marked.
2. Enter files one: the words as a contact, an update, a comment or an answer, shown before they are saved; a matrix, a
   draft or a list goes to its own import, a letter or a nomination to its form.
3. File one attachment in a folder, refer the whole to the body that has the mandate, or delete the file.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import ClassVar, NamedTuple

from textual import work

from ictwg.app import replies, reply_folder
from ictwg.app.forms.choices import Choice
from ictwg.app.forms.declared import fields_for, filled
from ictwg.app.forms.fields import Values
from ictwg.app.import_files import KeptFiles, Tell
from ictwg.app.replies import AttachedFile, AttachedKind, Reply, ReplyDesk
from ictwg.app.session import Session
from ictwg.domain.records import IncomingLetter, Organization, Referral
from ictwg.domain.text import in_sentence
from ictwg.domain.values import Audience
from ictwg.imports.doubts import ACCEPTED, LEFT_OUT, REFERRED
from ictwg.imports.report import Chosen, ImportPlan
from ictwg.locales import t
from ictwg.members.organizations import register
from ictwg.programme.owed import Owed
from ictwg.records.editing import add
from ictwg.records.tables import Detail, DetailSection
from ictwg.ui.disclosure import say_why
from ictwg.ui.keys import bindings_for
from ictwg.ui.list_screen import ListScreen
from ictwg.ui.modals.box import agreed
from ictwg.ui.modals.choose import Choose
from ictwg.ui.modals.form_screen import FormScreen
from ictwg.ui.screens.errands import PATH, path_field
from ictwg.ui.screens.import_preview import ImportScreen, planned, told_at_once
from ictwg.ui.screens.membership import replace_in_form
from ictwg.ui.session_screen import complaining
from ictwg.ui.widgets.columns import Cell, CellPiece, Column, title_column

_LOOKED_EVERY = 3.0
"""Seconds after which a file that was dropped is seen."""
_SHOWN = 20
"""Lines of an attachment below the list."""


class ReplyRow(NamedTuple):
    """A file of the folder, or one that is attached to it."""

    id: str
    reply: Reply
    attached: AttachedFile | None = None


class RepliesScreen(ListScreen[ReplyRow]):
    BINDINGS: ClassVar = bindings_for("replies")
    told_as: ClassVar = {"list.choose": "replies.file"}

    def __init__(self) -> None:
        super().__init__()
        self._kept = KeptFiles()
        self._there: tuple[Path, ...] | None = None
        self._read: tuple[Reply, ...] = ()
        self._by: dict[Path, str] = {}
        self._about: dict[Path, Owed] = {}
        self._made: tuple[int, ReplyDesk] | None = None

    # What is shown

    @property
    def _folder(self) -> str:
        return reply_folder.folder_of(self.session.settings)

    @property
    def _desk(self) -> ReplyDesk:
        if self._made is None or self._made[0] != self.session.state.version:
            self._made = (self.session.state.version, ReplyDesk(self.session))
        return self._made[1]

    @property
    def heading(self) -> str:
        told = t("replies.heading", count=len(self._read), path=self._folder) if self._read else ""
        return " · ".join(filter(None, (t("places.replies"), told)))

    @property
    def empty(self) -> str:
        return t("replies.none.here", path=self._folder)

    def on_mount(self) -> None:
        self._look()
        self.set_interval(_LOOKED_EVERY, self._look)

    def _look(self) -> None:
        """What was dropped meanwhile is read in a thread."""
        if (there := reply_folder.dropped(self._folder)) != self._there:
            self._there = there
            self._read_files(there)

    @work(exclusive=True, group="replies")
    async def _read_files(self, files: tuple[Path, ...]) -> None:
        tell = told_at_once(lambda _: None)
        read = await asyncio.to_thread(lambda: replies.read_folder(files, self._kept, tell))
        if read != self._read:
            self._read = read
            self.reload()

    def rows(self) -> tuple[ReplyRow, ...]:
        found = map(self._known, self._read)
        return tuple(row for one in found for row in _rows(one))

    def _known(self, read: Reply) -> Reply:
        """As the address and the references say, or as somebody has said here."""
        home = self.session.state.get(Organization, self._by.get(read.path))
        known = self._desk.answered(read._replace(home=home)) if home is not None else self._desk.known(read)
        about = self._about.get(read.path)
        return known._replace(answers=(about, *known.answers)) if about is not None else known

    def columns(self) -> tuple[Column[ReplyRow], ...]:
        return (
            Column("from", t("replies.from"), _sender, width=18, tone="info", snug=True),
            Column("answers", t("replies.answers"), self._answers, share=2, minimum=16, snug=True),
            title_column("what", t("ui.what"), self._what),
        )

    def _answers(self, row: ReplyRow) -> Cell:
        if row.attached is not None:
            return (CellPiece(t(f"replies.kind.{row.attached.kind}"), "muted"),)
        return (CellPiece(self._desk.told(row.reply)[0], "bad" if row.reply.problem else ""),)

    def _what(self, row: ReplyRow) -> Cell:
        if row.attached is None:
            return self._desk.told(row.reply)[1]
        mark = t("replies.may_be_confidential") if self._desk.finds(row.attached.said) else ""
        return ("  " if row.reply.is_mail else "") + " · ".join(
            filter(None, (mark, self._desk.name_of(row.reply, row.attached)))
        )

    def text(self, row: ReplyRow) -> str:
        return " ".join((row.reply.sender, *self._desk.told(row.reply), row.attached.name if row.attached else ""))

    def detail(self, row: ReplyRow) -> Detail:
        """The words of the reply; of an attachment how it begins."""
        if row.attached is not None:
            lines = "\n".join(block.in_one() for block in row.attached.source.blocks[:_SHOWN]).splitlines()
            return Detail(row.attached.name, "", (DetailSection("", tuple(lines[:_SHOWN])),))
        mail = row.reply.mail
        told = " · ".join(filter(None, (row.reply.sender, mail.address, mail.on.isoformat() if mail.on else "")))
        return Detail(mail.subject or row.reply.path.name, told, (DetailSection("", (mail.words,)),))

    @property
    def _row(self) -> ReplyRow | None:
        row: ReplyRow | None = self.listed.list.current
        return row

    # Filing

    @work
    async def choose(self, row: ReplyRow) -> None:
        """The words as what they answer; a file by the door of its kind."""
        if row.reply.problem:
            self.tell(row.reply.problem)
        elif row.attached is None:
            await self._file_words(row.reply)
        elif row.attached.kind is AttachedKind.LETTER:
            await self._file_letter(row)
        elif row.attached.kind is AttachedKind.OTHER:
            await self._file_in_folder(row)
        else:
            plan = partial(replies.plan_of_attachment, read=row.reply, at=row.attached.at, kept=self._kept)
            if await self._preview(row.attached.name, plan):
                replies.note_filed(self.session, row.reply, row.attached.at)
                self.reload()

    async def _file_words(self, read: Reply) -> None:
        if read.home is None:
            read = await self._ask_by(read)
        if read.home is None:
            return
        about: dict[Owed, str] = {}
        told = replies.answered_by(read)
        for one in told:
            offered = [Choice(said, replies.answer_label(one, said)) for said in replies.answers_to(one)]
            others = [Choice("", t("replies.not_about"))] if len(told) > 1 else []
            box = Choose(replies.told_of(one), offered + others, current=next(iter(replies.answers_to(one)), ""))
            answer = await self.app.push_screen_wait(box) if offered else ""
            if answer is None:
                return
            if answer or not others:
                about[one] = answer
        plan = partial(replies.plan_of_words, read=read, about=about)
        if await self._preview(read.sender, plan):
            await self._ask_delete(read)

    async def _preview(self, heading: str, plans: Callable[[Session, Tell, Chosen], ImportPlan]) -> bool:
        """Shown before it is saved; whether it was saved."""
        plan = await planned(self.program, plans, {})
        if plan is None:
            return False
        screen = ImportScreen(t("replies.preview", what=heading), plan, plans)
        await self.app.push_screen_wait(screen)
        return screen.is_saved

    @work
    async def action_by(self) -> None:
        if (row := self._row) is not None:
            await self._ask_by(row.reply)

    async def _ask_by(self, read: Reply) -> Reply:
        homes = register(self.session.state, self.session.today)
        offered = [Choice(one.organization.id, one.acronym, one.name) for one in homes]
        title = t("replies.ask.by", who=read.mail.name or read.mail.address or read.path.name)
        chosen = await self.app.push_screen_wait(Choose(title, offered))
        if chosen is not None:
            self._by[read.path] = chosen
            self.reload()
        return self._known(read)

    @work
    async def action_about(self) -> None:
        """What it names, then all that is pending with the organization."""
        read = self._row.reply if self._row is not None else None
        if read is not None and read.home is None:
            read = await self._ask_by(read)
        if read is None or read.home is None:
            return
        found = {one.id: one for one in (*read.answers, *self._desk.sheet.owed(read.home))}
        offered = [Choice(id, replies.told_of(one)) for id, one in found.items()]
        chosen = await self.app.push_screen_wait(Choose(t("replies.ask.about"), offered))
        if chosen is not None:
            self._about[read.path] = found[chosen]
            self.reload()

    # Attachments

    @work
    async def action_into(self) -> None:
        if (row := self._row) is not None and row.attached is not None:
            await self._file_in_folder(row)
        else:
            self.tell(t("replies.which_attachment"))

    async def _file_in_folder(self, row: ReplyRow) -> str:
        """Where it is now; empty where it was left. What may be confidential, or was not read, is asked about."""
        assert row.attached is not None  # noqa: S101 - asked before
        with complaining(self):
            text = row.attached.said
            if not await self._may_be_filed(row, text):
                return ""
            offered = [Choice(str(one), name) for one, name in replies.FOLDERS.items()]
            chosen = await self.app.push_screen_wait(Choose(t("replies.ask.into", name=row.attached.name), offered))
            if chosen is not None:
                made = replies.file_attachment(self.session, row.reply, row.attached.at, Audience(chosen))
                self.tell(t("replies.filed_in", path=made.path))
                self.reload()
                return made.path
        return ""

    async def _may_be_filed(self, row: ReplyRow, text: str) -> bool:
        finds = self._desk.finds(text)
        if not text.strip():
            question = t("replies.look_first", name=row.attached.name if row.attached else "")
            return await agreed(self.program, question, t("replies.file_it"), stays=True)
        if not finds:
            return True
        what = ", ".join(t(f"choices.find.{one}") for one in finds)
        title = t("replies.marked", name=row.attached.name if row.attached else "", why=what)
        offered = [Choice(one, t(f"importing.choice.{one}")) for one in (LEFT_OUT, REFERRED, ACCEPTED)]
        chosen = await self.app.push_screen_wait(Choose(title, offered))
        if chosen == REFERRED:
            await self._refer(row.reply)
        elif chosen == ACCEPTED:
            await say_why(self, text)
        return chosen == ACCEPTED and not self._desk.finds(text)

    @work
    async def action_letter(self) -> None:
        if (row := self._row) is not None:
            await self._file_letter(row)

    async def _file_letter(self, row: ReplyRow) -> None:
        """In the book of entries, with the file as its scan; a nomination replaces the focal point."""
        lookup, read, scan = self.session.lookup, row.reply, ""
        if row.attached is not None and not (scan := await self._file_in_folder(row)):
            return
        subject = "" if self._desk.finds(read.mail.subject) else read.mail.subject
        values = {
            IncomingLetter.subject.name: subject or Path(scan).stem,
            IncomingLetter.organization.name: read.home.acronym if read.home is not None else "",
            IncomingLetter.their_date.name: read.mail.on.isoformat() if read.mail.on else "",
            IncomingLetter.scan.name: lookup.file(scan) if scan else "",
        }
        form = fields_for(lookup, IncomingLetter, only=IncomingLetter.FORM.new, values=values)
        title = t("record_screen.new", kind=in_sentence(t("records.incoming_letter")))
        saved = await self.fill_in(title, form, lambda typed: add(lookup, IncomingLetter, filled(typed))[1])
        if (
            saved
            and read.home is not None
            and await agreed(self.program, t("replies.nomination"), t("replies.replace"))
        ):
            await replace_in_form(self, read.home)

    # Referring and deleting

    @work
    async def action_refer(self) -> None:
        if (row := self._row) is not None:
            await self._refer(row.reply)

    async def _refer(self, read: Reply) -> None:
        """The day, from whom and to which body, and nothing of what it says."""
        lookup = self.session.lookup
        of = (Referral.date, Referral.organization, Referral.body, Referral.channel, Referral.by)
        home = read.home.acronym if read.home is not None else ""
        values = {Referral.date.name: lookup.today.isoformat(), Referral.organization.name: home}
        form = fields_for(lookup, Referral, only=of, values=values)
        title = t("record_screen.new", kind=in_sentence(t("records.referral")))
        if await self.fill_in(title, form, lambda typed: add(lookup, Referral, filled(typed))[1], Referral.body.name):
            await self._ask_delete(read)

    @work
    async def action_delete(self) -> None:
        if (row := self._row) is not None:
            await self._ask_delete(row.reply)

    async def _ask_delete(self, read: Reply) -> None:
        """And what is kept elsewhere."""
        question = f"{t('replies.ask.delete', name=read.path.name)}\n\n{t('replies.elsewhere')}"
        if await agreed(self.program, question, t("replies.delete"), t("replies.keep"), stays=True):
            with complaining(self):
                replies.delete(read)
                self.tell(t("replies.deleted", name=read.path.name))
            self._look()

    # The folder

    def action_open_folder(self) -> None:
        with complaining(self):
            self.program.open_file(reply_folder.made_folder(self.session.settings))

    @work
    async def action_choose_folder(self) -> None:
        told = t("replies.folder_field"), t("replies.folder_help")
        field = path_field(*told, suffixes=frozenset(), value=self._folder)

        def keep(values: Values) -> str:
            return reply_folder.choose_folder(self.session, values[PATH])

        await self.app.push_screen_wait(FormScreen(t("replies.choose_folder"), (field,), save=keep))
        self._look()
        self.reload()


def _rows(one: Reply) -> tuple[ReplyRow, ...]:
    """The mail, and each file in it; of a paper by itself that one alone."""
    inside = (ReplyRow(f"{one.path.name}/{each.at}", one, each) for each in one.attached)
    alone = () if one.attached and not one.is_mail else (ReplyRow(one.path.name, one),)
    return (*alone, *inside)


def _sender(row: ReplyRow) -> str:
    return row.reply.sender if row.attached is None else ""
