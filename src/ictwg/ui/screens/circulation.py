"""Sending a paper to many: to whom it goes, as what, what is copied into the mail, and that it went.

The jobs that it is for:

1. See who gets it, who has no address, and who gets it on paper; leave somebody out, or take another list.
2. Copy addresses, subject and text by one key each, open the folder with the files; or open drafts of the mail.
3. Say that it went: a contact with each organization, and the step of the meeting, in one undo.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual import work

from ictwg.app import sending
from ictwg.app.catalogue import made, paper_named, usual_form
from ictwg.app.forms.choices import Choice
from ictwg.app.forms.declared import form_field
from ictwg.app.forms.fields import Values
from ictwg.app.made_papers import note_made, sent_out
from ictwg.app.sending import SendingChoice
from ictwg.contacts.circulation import (
    LARGE,
    OutgoingPaper,
    Recipient,
    Unreached,
    addresses,
    covering,
    reached,
    short_text,
    subject,
)
from ictwg.domain.calendar import short_day
from ictwg.domain.records import Contact
from ictwg.domain.values import Audience, SentAs
from ictwg.errors import IctwgError
from ictwg.exports.messages import Copy
from ictwg.locales import first_known, language, t
from ictwg.records.group import spoken_in
from ictwg.ui.disclosure import let_out, write_out
from ictwg.ui.keys import bindings_for
from ictwg.ui.list_screen import ListScreen
from ictwg.ui.modals.box import agreed
from ictwg.ui.modals.choose import Choose
from ictwg.ui.modals.form_screen import FormScreen
from ictwg.ui.widgets.columns import Column

FORMS: tuple[SentAs | None, ...] = (None, *SentAs)
"""In the order in which a key goes through them."""


class CirculationScreen(ListScreen[Recipient]):
    """`what` may come with its files; else they are made when they are needed."""

    BINDINGS: ClassVar = bindings_for("circulation")
    EMPTY = "circulation.nobody"
    told_as: ClassVar = {"list.choose": "circulation.leave_out"}

    def __init__(self, what: OutgoingPaper) -> None:
        super().__init__()
        self._made = what
        self._files: dict[tuple[SentAs | None, str], tuple[Path, ...]] = {(None, ""): what.files} if what.files else {}

    @property
    def _what(self) -> OutgoingPaper:
        return self._made._replace(until=self._choice.until or self._made.until)

    @property
    def _key(self) -> tuple[str, ...]:
        about = self._made.about
        of = (about.id,) if about is not None else tuple(one.id for one in self._made.actions)
        return (self._made.paper, str(self._made.audience), *of)

    @property
    def _choice(self) -> SendingChoice:
        """As it was left, until it was sent."""
        return self.program.sendings.setdefault(self._key, SendingChoice())

    @property
    def heading(self) -> str:
        state, chosen = self.session.state, self._chosen
        told = t("circulation.heading", what=subject(state, self._what, language()), count=len(reached(chosen)))
        files = [path for paths in self._files.values() for path in paths]
        large = t("circulation.large") if sum(path.stat().st_size for path in files if path.exists()) > LARGE else ""
        missing = t("sending.no_files") if sending.lacks_files(self.session, self._what) else ""
        until = self._what.until
        day = t("asked.until_day", day=short_day(until)) if until is not None else ""
        return " · ".join(filter(None, (told, day, _list_words(self._which), large or missing)))

    @property
    def _which(self) -> str:
        return self._choice.list or sending.lists_for(self.session.state, self._what)[0]

    def columns(self) -> Sequence[Column[Recipient]]:
        return (
            Column("goes", "", self._goes, width=2),
            Column("home", t("records.organization"), lambda row: row.acronym, width=10, tone="info", snug=True),
            Column("name", t("records.name"), lambda row: row.name, share=2, minimum=12, snug=True),
            Column("form", t("circulation.form"), sending.form_words, width=8, snug=True),
            Column("address", t("records.email"), sending.reached_by, share=3, minimum=12, snug=True),
        )

    def _goes(self, row: Recipient) -> str:
        return "–" if row.id in self._choice.out else "✓" if row.gap in (None, Unreached.PAPER) else "!"

    def rows(self) -> tuple[Recipient, ...]:
        found = sending.those_meant(self.session, self._what, self._which)
        forms = self._choice.forms
        return tuple(one._replace(sent_as=forms.get(one.id, one.sent_as)) for one in found)

    @property
    def _chosen(self) -> tuple[Recipient, ...]:
        return tuple(one for one in self.rows() if one.id not in self._choice.out)

    @property
    def _spoken(self) -> str:
        return spoken_in(self.session.state) or language()

    def choose(self, row: Recipient) -> None:
        """Leaves somebody out, or takes them in again."""
        self._choice.out ^= {row.id}
        self.reload()

    def action_other_form(self) -> None:
        """PDF, Word, on paper, as usual: this time, for the one under the cursor."""
        row = self.listed.list.current
        if row is not None:
            self._choice.forms[row.id] = FORMS[(FORMS.index(row.sent_as) + 1) % len(FORMS)]
            self.reload()

    @work
    async def action_other_list(self) -> None:
        options = [Choice(one, _list_words(one)) for one in sending.lists_for(self.session.state, self._what)]
        chosen = await self.app.push_screen_wait(Choose(t("circulation.ask.list"), options, current=self._which))
        if chosen is not None:
            self._choice.list, self._choice.out = chosen, frozenset()
            self.reload()

    @work
    async def action_answers_by(self) -> None:
        """By which day they are asked to answer."""
        day = self._what.until

        def keep(values: Values) -> str:
            self._choice.until = Contact.answer_by.parse(values[Contact.answer_by.name], self.session.lookup)
            return ""

        if day is not None:
            asked = form_field(self.session.lookup, Contact.answer_by, value=day.isoformat())
            await self.app.push_screen_wait(FormScreen(asked.label, (asked,), save=keep))
            self.reload()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "answers_by":
            return self._what.until is not None
        return super().check_action(action, parameters)

    @work
    async def action_copy(self, part: str) -> None:
        """Through the one door: what may be confidential is asked about.

        Of several actions what goes to the organization under the cursor.
        """
        what, chosen, row = self._what, self._chosen, self.listed.list.current
        if what.actions and row is not None:
            what = sending.told_to(self.session, what, row.organization)
            chosen = tuple(one for one in chosen if one.organization == row.organization)
        of = (self.session.state, what, self._spoken)
        text, audience = {
            "addresses": (addresses(chosen), Audience.SECRETARIAT),
            "subject": (subject(*of), what.audience),
            "text": (covering(*of, chosen), what.audience),
            "short": (short_text(*of), Audience.EVERYONE),
        }[part]
        for copied in await let_out(self, lambda: (Copy(text, 1, 0),), audience):
            self.program.copy(copied.text, t(f"circulation.copied.{part}", count=len(reached(chosen))))

    async def files(self, form: SentAs | None = None, home: str = "") -> tuple[Path, ...] | None:
        """In this form, made when they are asked for first; None where they were not let out. For workers."""
        session, what = self.session, self._what
        key = (form, home)
        if key not in self._files:
            found = sending.on_record(session, what)
            planned = () if found else sending.files_of(session, what, *key)
            if planned:
                written = await write_out(self, lambda: sending.files_of(session, what, *key), what.audience)
                if not written:
                    return None
                if what.audience is not None:
                    note_made(session, sending.paper_of(what), what.audience, what.about, written)
                found = tuple(Path(one.path) for one in written)
            self._files[key] = found
            self.reload()
        return self._files[key]

    @work
    async def action_open_folder(self) -> None:
        if found := await self.files():
            self.program.open_file(str(found[0].parent))

    @work
    async def action_draft(self) -> None:
        """One for each form, and for each organization that gets its own; the mail program opens it."""
        session, what = self.session, self._what
        mails, title = sending.mails(session, what, reached(self._chosen)), subject(session.state, what, self._spoken)

        def copies() -> list[Copy]:
            told = (sending.mail_to(session, what, home, these)[1] for (_, home), these in mails.items())
            return [Copy(said, 1, 0) for said in dict.fromkeys(map("\n\n".join, told))]

        if not await let_out(self, copies, what.audience):
            return
        paths: list[Path] = []
        for (form, home), these in mails.items():
            files = await self.files(form, home)
            if files is None:
                return
            name = sending.draft_name(title, these[0] if home else None, form)
            told, mail = sending.mail_to(session, what, home, these)
            try:
                paths.append(sending.write_draft(session, told, files, these, mail, name))
            except IctwgError as error:
                self.complain(error)
                return
        if paths:
            self.program.open_file(str(paths[0] if len(paths) == 1 else paths[0].parent))
            self.tell(t("circulation.drafted", count=len(paths), name=paths[0].name))

    @work
    async def action_sent(self) -> None:
        """Whoever gets it on paper is listed on the delivery sheet, to be signed by who receives it."""
        session, what, chosen = self.session, self._what, self._chosen
        title = subject(session.state, what, self._spoken)
        if not await agreed(self.program, sending.tally(chosen), t("sending.record")):
            return
        if not self.carry_out(lambda: self.said_out(sending.went(session, what, chosen, title))):
            return
        self.program.sendings.pop(self._key, None)
        sent_out(session, (one for files in self._files.values() for one in files))
        if any(one.on_paper for one in chosen):
            sheet = paper_named("delivery-sheet")
            form = usual_form(session, sheet)
            written = await write_out(
                self, lambda: made(session, sheet, Audience.SECRETARIAT, None, form), Audience.SECRETARIAT
            )
            if written:
                self.tell(t("circulation.delivery_sheet", name=Path(written[0].path).name))
        self.dismiss()


def _list_words(name: str) -> str:
    return t(first_known(f"circulation.list.{name}", "circulation.list.own"), name=name)
