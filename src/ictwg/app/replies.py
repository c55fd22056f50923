"""Mails that somebody dropped into the folder of replies of this computer: what they answer, and their doors.

    folder_of(settings) → dropped → read_folder → ReplyDesk.known → plan_of_words | plan_of_attachment

A mail is read where it lies, and nothing of it is copied anywhere: what is filed is scanned before, and what is
referred or left out leaves no byte in any file of the program.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from enum import StrEnum
from hashlib import blake2s
from pathlib import Path, PurePath
from typing import Any, NamedTuple

from ictwg.app.confidential import scanned
from ictwg.app.import_files import DOCUMENTS, GROUPS, MEMBERS, MINUTES, TEXTS, KeptFiles, Tell, contents_of, make_plan
from ictwg.app.packs import OURS
from ictwg.app.session import Session
from ictwg.contacts import calls
from ictwg.contacts.calls import Call
from ictwg.contacts.replies import Mail, found_in, read_mail, written_by
from ictwg.documents.comments import add_comment
from ictwg.domain.changes import Changes, Edit
from ictwg.domain.confidential import finds_in, is_accepted, own_names, speaks_of_harmed
from ictwg.domain.records import (
    Action,
    Contact,
    Decision,
    Document,
    Letter,
    LetterAddressee,
    Meeting,
    Organization,
    Person,
    Progress,
    Referral,
    Round,
)
from ictwg.domain.schema import Record
from ictwg.domain.state import State
from ictwg.domain.values import ActionStatus, Audience, Channel, Commented, Direction, Find, MinutesState, OwedKind
from ictwg.errors import IctwgError, InvalidValueError
from ictwg.imports.filled_matrix import is_matrix
from ictwg.imports.minutes_comparison.copies import is_ours
from ictwg.imports.report import Chosen, ImportPlan, ImportRow, RowState
from ictwg.locales import LANGUAGES, t
from ictwg.minutes.printed.pages import printed_reference
from ictwg.papers.files import WrittenFile, code_name, export_folder, safe, write_export
from ictwg.programme.owed import CallSheet, Owed
from ictwg.records.csv_format import decoded, written
from ictwg.records.csv_format import read as read_csv
from ictwg.records.lookup import shown_name
from ictwg.sources.mail import attachments
from ictwg.sources.model import BlockKind, Source

MAIL, UPDATE = ".eml", "update"
FOLDERS = {Audience.SECRETARIAT: OURS[0], Audience.MEMBERS: "For members"}
"""Beside the shared file, where an attachment is filed for these readers."""


# What lies there


class AttachedKind(StrEnum):
    """What a file in a mail seems to be."""

    MATRIX = "matrix"
    DRAFT = "draft"
    LETTER = "letter"
    PAPER = "paper"
    OTHER = "other"


class AttachedFile(NamedTuple):
    """A file in a mail, or one that was dropped by itself.

    Attributes:
        at: Which one of the mail.
        source: What it says, as far as there is a reader for it.
        data: The whole of one that every reader takes as it is.
    """

    at: int
    name: str
    source: Source
    data: bytes = b""

    @property
    def said(self) -> str:
        """All that it says, below what it is called; empty where nobody can read it."""
        rows = [line.cells for line in read_csv(self.data)[1]] if self.data else ()
        said = "\n".join((decoded(self.data), *_rows_said(rows), *_texts(self.source))).strip()
        return f"{self.name}\n{said}" if said else ""

    @property
    def kind(self) -> AttachedKind:
        tables = [one for one in self.source.blocks if one.kind is BlockKind.TABLE]
        if any(is_matrix(written(one.rows).encode()) for one in tables):
            return AttachedKind.MATRIX
        if is_ours(self.source):
            return AttachedKind.DRAFT
        if any(word in self.name.casefold() for word in t("replies.letter_words").split()):
            return AttachedKind.LETTER
        return AttachedKind.PAPER if self.source.blocks or self.data else AttachedKind.OTHER


def _texts(source: Source) -> Iterator[str]:
    for block in source.blocks:
        yield from _rows_said(block.rows) if block.rows else (block.in_one(),)
    for inside in source.inside:
        yield inside.name
        yield from _texts(inside)


def _rows_said(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Each row by itself, and with the headings: what no cell says alone, both may say together."""
    for row in rows:
        yield " | ".join(filter(None, row))
        yield " | ".join(f"{name}: {cell}" for name, cell in zip(rows[0], row, strict=False) if name and cell)


class Reply(NamedTuple):
    """A file of the folder, and what is known of it.

    Attributes:
        problem: Why it cannot be read, in words.
        home: The organization whose address it came from.
        answers: What it seems to answer, the likeliest first.
    """

    path: Path
    mail: Mail = Mail()
    problem: str = ""
    attached: tuple[AttachedFile, ...] = ()
    home: Organization | None = None
    person: Person | None = None
    answers: tuple[Owed, ...] = ()

    @property
    def is_mail(self) -> bool:
        return self.path.suffix.lower() == MAIL

    @property
    def sender(self) -> str:
        """`MoJ · Ana Silva`; the name and the address where nobody here has them."""
        if self.home is None:
            return self.mail.name or self.mail.address
        return " · ".join(filter(None, (self.home.acronym, self.person.name if self.person else self.mail.name)))


def read_folder(files: Sequence[Path], kept: KeptFiles, tell: Tell) -> tuple[Reply, ...]:
    """What the files say, not yet matched with anything; for a thread."""
    readable = [one for one in files if one.suffix.lower() in DOCUMENTS]
    said = dict(contents_of(readable, kept, tell))
    return tuple(_reply(one, said.get(one, Source())) for one in files)


def _reply(file: Path, content: Source | bytes | str) -> Reply:
    if file.suffix.lower() == ".msg":
        return Reply(file, problem=t("replies.msg"))
    if not isinstance(content, Source) or content.problem is not None:
        why = content if isinstance(content, str) else content.problem if isinstance(content, Source) else "other_file"
        return Reply(file, problem=t(f"importing.{why}"))
    names = [one.name for one in content.inside] if file.suffix.lower() == MAIL else [file.name]
    try:
        whole = file.read_bytes() if any(map(_is_text, names)) else b""
        held = (attachments(whole) if file.suffix.lower() == MAIL else [whole]) if whole else [b""] * len(names)
    except Exception:  # noqa: BLE001 - what is damaged raises anything
        return Reply(file, problem=t("importing.broken"))
    data = [one if _is_text(name) else b"" for name, one in zip(names, held, strict=True)]
    if file.suffix.lower() != MAIL:
        return Reply(file, attached=(AttachedFile(0, file.name, content, *data),))
    attached = (AttachedFile(at, one.name, one, data[at]) for at, one in enumerate(content.inside))
    return Reply(file, read_mail(content), attached=tuple(attached))


def _is_text(name: str) -> bool:
    """Whether every reader takes it as it is."""
    return PurePath(name).suffix.lower() in MINUTES | TEXTS | MEMBERS | GROUPS


class ReplyDesk:
    """The group as of one state: by whom replies are, and what they answer."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.state = session.state
        self.sheet = CallSheet(session.state, session.today)
        self._own = own_names(session.state)
        self._printed = dict(_printed(session.state))
        self._finds: dict[str, tuple[Find, ...]] = {}

    def known(self, read: Reply) -> Reply:
        """With whoever wrote it, and what it answers."""
        home, person = written_by(self.state, read.mail)
        return self.answered(read._replace(home=home, person=person))

    def answered(self, read: Reply) -> Reply:
        found = found_in(self.state, read.mail, self._printed)
        answers = (self.pending(read.home, one) for one in found)
        return read._replace(answers=tuple(one for one in answers if one is not None))

    def pending(self, home: Organization | None, record: Record) -> Owed | None:
        """What the organization was asked about this record; else what an answer to it would be."""
        owed = self.sheet.owed(home) if home is not None else ()
        kind = _kind(record)
        name = shown_name(self.state, record)
        here = [one for one in owed if one.record.id == record.id and kind in (None, one.kind)]
        if isinstance(record, Letter) and home is not None:
            here += [Owed(OwedKind.LETTER, one, name) for one in self._sent(home, record)]
        return next(iter(here), None) or (Owed(kind, record, name) if kind is not None else None)

    def _sent(self, home: Organization, letter: Letter) -> Iterator[Contact]:
        pages = {one.id for one in self.state.linked(LetterAddressee, LetterAddressee.letter, letter.id)}
        yield from (one for one in self.state.linked(Contact, Contact.organization, home.id) if one.page in pages)

    def finds(self, text: str) -> tuple[Find, ...]:
        """What in it may be confidential, and nobody has looked at; a file begins with what it is called."""
        if text not in self._finds:
            harmed = (Find.NAME,) if speaks_of_harmed(text.partition("\n")[0]) else ()
            found = (*finds_in(text, self._own), *harmed)
            self._finds[text] = () if found and is_accepted(self.state, text) else found
        return self._finds[text]

    def told(self, read: Reply) -> tuple[str, str]:
        """What it answers, and what it is called; or why it cannot be read, and what is to be looked at in it."""
        as_what = self.filed_as(read)
        filed = f"✓ {t(f'replies.filed.{as_what}')}" if as_what else ""
        texts = (read.mail.words, *(one.said for one in read.attached if read.is_mail))
        marks = t("replies.may_be_confidential") if any(map(self.finds, texts)) else ""
        about = told_of(next(iter(read.answers), None)) if read.is_mail else ""
        what = read.mail.subject or read.path.name
        return read.problem or about, " · ".join(filter(None, (filed, marks, what)))

    def filed_as(self, read: Reply) -> str:
        """What the words of a reply were filed as; empty where they were not filed."""
        words, home = read.mail.words, read.home
        said = self.state.linked(Contact, Contact.organization, home.id) if words and home is not None else ()
        there = (one for one in said if one.direction is Direction.IN and one.text == words)
        return next((calls.filed_as(self.state, one) for one in there), "")

    def name_of(self, read: Reply, attached: AttachedFile) -> str:
        """The name of an attachment, with a tick once it is filed."""
        return f"{'✓ ' if self.is_filed(read, attached.at) else ''}{attached.name}"

    def is_filed(self, read: Reply, at: int) -> bool:
        """Whether somebody has filed this file of a reply, at this computer."""
        return _digest(read, at) in self.session.settings.filed


def _printed(state: State) -> Iterator[tuple[str, Record]]:
    for one in state.all(Meeting):
        yield from ((printed_reference(one.reference, lang), one) for lang in LANGUAGES)
    for it in state.all(Decision):
        yield from ((printed_reference(it.reference, lang, "decisions.reference"), it) for lang in LANGUAGES)


_KINDS: Mapping[type[Record], OwedKind] = {
    Action: OwedKind.ACTION,
    Meeting: OwedKind.INVITATION,
    Decision: OwedKind.DECISION,
    Document: OwedKind.DOCUMENT,
    Round: OwedKind.ROUND,
}


def _kind(record: Record) -> OwedKind | None:
    out = isinstance(record, Meeting) and record.minutes_state is MinutesState.CIRCULATED
    return OwedKind.COMMENTS if out else _KINDS.get(type(record))


# Filing


def plan_of_words(
    session: Session, _tell: Tell, chosen: Chosen, *, read: Reply, about: Mapping[Owed, str]
) -> ImportPlan:
    """The words of the reply on record, as a call is; nothing is written, and nothing of what is left out.

    Args:
        session: The group.
        chosen: What becomes of words that may be confidential.
        read: The reply.
        about: What it answers, one thing or several actions; each with what it says to it, where that is one of several
            answers.

    Raises:
        InvalidValueError: Nobody knows from which organization it is, or it says nothing new.
    """
    if read.home is None:
        raise InvalidValueError(t("replies.from_whom"), t("replies.from_whom.hint"))
    if not read.mail.words:
        raise InvalidValueError(t("replies.no_words"), t("replies.no_words.hint"))
    told = (": ".join(filter(None, (said and answer_label(one, said), told_of(one)))) for one, said in about.items())
    what = " · ".join(filter(None, (read.home.acronym, *(told if about else (told_of(None),)))))
    row = ImportRow(RowState.NEW, what, str(read.path), written=(t("replies.words", words=read.mail.words),))
    changes = _filed(session, read, about)._replace(verb="verbs.reply_filed", subject=read.home.acronym)
    plan = scanned(session.state, ImportPlan((row,), changes), chosen, session.today)
    return plan._replace(changes=_without_empty(plan.changes))


def answered_by(read: Reply) -> tuple[Owed, ...]:
    """What the words of the reply answer: the likeliest; of actions all of its organization that it names."""
    first, home = next(iter(read.answers), None), read.home
    if first is None or first.kind is not OwedKind.ACTION or home is None:
        return (first,) if first is not None else ()
    others = (one for one in read.answers if one.kind is OwedKind.ACTION and home.id in one.record.owners)
    return tuple({one.id: one for one in (first, *others)}.values())


def told_of(about: Owed | None) -> str:
    """`A-2010-014 Draft the SOP · action`: a narrow list cuts it after the reference."""
    return f"{about.what} · {t(f'choices.owed_kind.{about.kind}')}" if about is not None else t("replies.unknown")


def answers_to(about: Owed | None) -> tuple[str, ...]:
    """What a reply may say to what was asked, where it is one of several answers."""
    if about is None:
        return ()
    if about.kind in (OwedKind.COMMENTS, OwedKind.DOCUMENT):
        return tuple(map(str, Commented))
    if about.kind is OwedKind.ACTION:
        return (UPDATE, ActionStatus.IN_PROGRESS, ActionStatus.DONE)
    asked = about.asking if about.kind in (OwedKind.INVITATION, OwedKind.DECISION) else None
    return tuple(str(one) for one in asked.CHOICES if one not in asked.NEEDS_WORDS) if asked is not None else ()


def answer_label(about: Owed | None, answer: str) -> str:
    if about is not None and about.kind is OwedKind.ACTION:
        return t("replies.filed.update") if answer == UPDATE else str(Action.status.label(ActionStatus(answer)))
    field: Any = about.asking.NOTED.answer if about is not None and about.asking is not None else Contact.comments
    return str(field.label(answer))


def _filed(session: Session, read: Reply, told: Mapping[Owed, str]) -> Changes:
    state, words, home = session.state, read.mail.words, read.home
    assert home is not None  # noqa: S101 - asked before
    on, name = min(read.mail.on or session.today, session.today), "" if read.person else read.mail.name
    call = Call(home, on, read.person, name, Direction.IN, Channel.EMAIL)
    about, answer = next(iter(told.items()), (None, ""))
    if about is None:
        return calls.said(state, call, words)
    record, asking = about.record, about.asking
    if about.kind is OwedKind.ACTION:
        found = {one.record.id: None if said in ("", UPDATE) else ActionStatus(said) for one, said in told.items()}
        return calls.said_of(state, call, words, found)
    if about.kind in (OwedKind.COMMENTS, OwedKind.DOCUMENT):
        how = (one for one in call.settings() if one[0] not in _OF_A_COMMENT)
        return add_comment(state, record, home, on, Commented(answer or "comments"), *how, Contact.text(words))
    heard = calls.said(state, call, words, record)
    if answer and asking is not None:
        values = calls.how_it_came(asking, call) | {asking.NOTED.answer.name: answer}
        return heard.and_then(asking.note(session.lookup, calls.asked_of(about.asked, call), values))
    if isinstance(record, Contact):
        return heard.and_then(Edit("").update(record, Contact.answered_by(heard.created[0][1])).done())
    return heard


_OF_A_COMMENT = (Contact.on, Contact.direction, Contact.organization)


def _without_empty(changes: Changes) -> Changes:
    """Without contacts and updates whose words were left out or referred: nothing is left of them, not who wrote."""
    if any((one.table, one.field) == (Contact.TABLE, Contact.text.name) for one in changes.writes):
        return changes
    made = {place for place in changes.created if place[0] in (Contact.TABLE, Progress.TABLE)}
    gone = {id for _, id in made}
    writes = tuple(one for one in changes.writes if one.id not in gone and one.value not in gone)
    created, about = (tuple(one for one in told if one not in made) for told in (changes.created, changes.about))
    return changes._replace(writes=writes, created=created, about=about)


def plan_of_attachment(
    session: Session, tell: Tell, chosen: Chosen, *, read: Reply, at: int, kept: KeptFiles
) -> ImportPlan:
    """What one file of the reply would change by its own door, as a matrix, a draft or a list; it is read in memory."""
    if not read.is_mail:
        return make_plan(session, [read.path], "", tell, chosen, kept)
    one = read.attached[at]
    place = read.path / PurePath(one.name).name
    by = read.person.name if read.person is not None else read.mail.name
    about = {**dict(one.source.about), "editor": by}  # whoever sent a copy back has corrected it
    kept.contents[place] = (None, one.data or one.source._replace(about=tuple(about.items())))
    return make_plan(session, [place], "", tell, chosen, kept)


def bytes_of(read: Reply, at: int) -> bytes:
    """One file of a reply.

    Raises:
        IctwgError: It cannot be read any more.
    """
    try:
        whole = read.path.read_bytes()
        return attachments(whole)[at] if read.is_mail else whole
    except Exception as error:  # what is damaged raises anything
        raise IctwgError(t("replies.not_read", name=read.path.name)) from error


def file_attachment(session: Session, read: Reply, at: int, audience: Audience) -> WrittenFile:
    """Into the folder beside the shared file that is for these readers, never over another file."""
    name = PurePath(read.attached[at].name)
    data = bytes_of(read, at)
    folder = export_folder(session.store.path, FOLDERS[audience])
    made = write_export(folder, code_name(name.stem, suffix=f".{safe(name.suffix)}" if name.suffix else ""), data)
    note_filed(session, read, at)
    return made


def _digest(read: Reply, at: int) -> str:
    """Nothing of what a name says is kept."""
    return blake2s(f"{read.path.name}\0{at}\0{read.attached[at].name}".encode(), digest_size=8).hexdigest()


def note_filed(session: Session, read: Reply, at: int) -> None:
    """Records that the attachment was filed: its name has a tick from now on."""
    session.settings.filed[_digest(read, at)] = session.today.isoformat()
    with suppress(OSError):  # then until the program ends
        session.keep_settings()


def referred(session: Session, read: Reply) -> Changes:
    """The whole reply went to the body that has the mandate: the day and from whom, and nothing of what it says."""
    home = read.home.id if read.home is not None else None
    name = read.home.acronym if read.home is not None else t("replies.unknown")
    of = (Referral.date(session.today), Referral.organization(home))
    return Edit("verbs.reply_referred", name).create(Referral, session.state.new_id(), *of).done()


def delete(read: Reply) -> None:
    """The file that was dropped.

    Raises:
        IctwgError: The system refuses.
    """
    try:
        read.path.unlink(missing_ok=True)
    except OSError as error:
        raise IctwgError(t("replies.not_deleted", name=read.path.name, why=error.strerror or str(error))) from error
