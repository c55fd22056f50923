"""`ictwg replies`: the mails in the folder of replies of this computer, and how one of them is filed."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from functools import partial
from typing import Any

from ictwg.app.import_files import KeptFiles, Tell, remember_columns
from ictwg.app.replies import (
    AttachedFile,
    Reply,
    ReplyDesk,
    answered_by,
    answers_to,
    delete,
    file_attachment,
    note_filed,
    plan_of_attachment,
    plan_of_words,
    read_folder,
    referred,
)
from ictwg.app.reply_folder import choose_folder, dropped, folder_of
from ictwg.app.session import Session
from ictwg.cli.importing import answered_plan, bring_in
from ictwg.cli.output import ProgressLine, narrate, print_json, print_table, say
from ictwg.cli.parsing import Option, command
from ictwg.cli.session import reading, trying
from ictwg.domain.records import Organization
from ictwg.domain.values import Audience
from ictwg.errors import AskFirstError, NotFoundError, UsageError
from ictwg.imports.report import Chosen, ImportPlan
from ictwg.locales import t
from ictwg.records.lookup import find, resolve

FILE = "file"


@command(
    lambda args: (trying if args.step else reading)(args),
    f"step? {FILE}",
    "reply? REPLY",
    "--by ORG",
    "--about+ REF",
    "--says ANSWER",
    "--attachment N",
    Option("--into WHO", how={"choices": ["members", "secretariat"], "metavar": None}),
    "--leave-out",
    "--refer",
    "--accept REASON",
    Option("--answer+ ID=CHOICE", "cli.import.answer"),
    Option("--yes", "cli.import.yes"),
    "--delete",
    Option("--dry-run", "cli.dry_run"),
    "--folder PATH",
)
def replies(session: Session, args: Namespace) -> int:
    if args.step not in ("", FILE):
        raise UsageError(t("replies.step", step=args.step), t("replies.step.hint"))
    if args.folder:
        say(t("replies.folder", path=choose_folder(session, args.folder)))
        return 0
    kept, desk, progress = KeptFiles(), ReplyDesk(session), ProgressLine()
    files = dropped(folder_of(session.settings))
    found = [desk.known(one) for one in read_folder(files, kept, progress.tell)]
    progress.done()
    if args.step:
        return _file(session, args, desk, found, kept)
    _list(session, args, desk, found)
    return 0


def _list(session: Session, args: Namespace, desk: ReplyDesk, found: list[Reply]) -> None:
    if args.json:
        print_json([_as_json(one, desk) for one in found])
        return
    rows = []
    for number, one in enumerate(found, 1):
        about, what = desk.told(one)
        rows.append([str(number), one.sender, about, what])
        rows += [
            ["", "", t(f"replies.kind.{each.kind}"), f"{each.at + 1} {desk.name_of(one, each)}"]
            for each in one.attached
        ]
    heads = tuple(t(id) for id in ("ui.number", "replies.from", "replies.answers", "ui.what"))
    print_table(heads, rows, empty=t("replies.none"))
    narrate(t("replies.folder", path=folder_of(session.settings)))


def _as_json(one: Reply, desk: ReplyDesk) -> dict[str, Any]:
    about = one.answers[0] if one.answers else None
    return {
        "file": one.path.name,
        "organization": one.home.acronym if one.home else None,
        "from": one.mail.address or None,
        "on": one.mail.on.isoformat() if one.mail.on else None,
        "subject": one.mail.subject or None,
        "about": about.record.id if about else None,
        "kind": str(about.kind) if about else None,
        "words": one.mail.words or None,
        "finds": [str(find) for find in desk.finds(one.mail.words)],
        "filed": bool(desk.filed_as(one)),
        "filed_as": desk.filed_as(one) or None,
        "problem": one.problem or None,
        "attachments": [_attached_as_json(one, each, desk) for each in one.attached],
    }


def _attached_as_json(read: Reply, one: AttachedFile, desk: ReplyDesk) -> dict[str, Any]:
    filed = desk.is_filed(read, one.at)
    return {"number": one.at + 1, "name": one.name, "kind": str(one.kind), "filed": filed}


def _file(session: Session, args: Namespace, desk: ReplyDesk, found: list[Reply], kept: KeptFiles) -> int:
    one, code = _meant(args.reply, found), 0
    if args.by:
        one = desk.answered(one._replace(home=find(session.state, Organization, args.by), person=None))
    at = _attachment(args, one)
    if args.into:
        _into(session, args, desk, one, at)
    elif at is not None:
        before = session.state.version
        code = _bring_in(session, args, partial(plan_of_attachment, read=one, at=at, kept=kept))
        if session.state.version != before:  # not where it was left out
            note_filed(session, one, at)
    elif args.refer:
        changes = referred(session, one)
        if not args.dry_run:
            session.commit(changes)
        say(t(changes.verb, subject=changes.subject))
    elif not args.leave_out:
        code = _words(session, args, desk, one)
    if args.delete and not args.dry_run and not code:
        delete(one)
        say(t("replies.deleted", name=one.path.name))
    elif not args.delete:
        narrate(t("replies.still_there", name=one.path.name))
    narrate(t("replies.elsewhere"))
    return code


def _meant(word: str, found: list[Reply]) -> Reply:
    """By its number in the list, or the name of the file.

    Raises:
        NotFoundError: There is none.
    """
    for number, one in enumerate(found, 1):
        if word in (str(number), one.path.name):
            return one
    raise NotFoundError(t("replies.no_such", name=word), t("replies.no_such.hint"))


def _attachment(args: Namespace, one: Reply) -> int | None:
    """Which file of the reply; of a paper that was dropped by itself that one.

    Raises:
        NotFoundError: There is none of this number.
        UsageError: A folder is named, and no attachment.
    """
    if args.attachment is None and one.is_mail:
        if args.into:
            raise UsageError(t("replies.which_attachment"), t("replies.which_attachment.hint"))
        return None
    number = args.attachment or 1
    if not 0 < number <= len(one.attached):
        raise NotFoundError(t("replies.no_such", name=str(number)), t("replies.no_such.hint"))
    return number - 1


def _words(session: Session, args: Namespace, desk: ReplyDesk, one: Reply) -> int:
    named = (desk.pending(one.home, resolve(session.state, about)) for about in args.about)
    about = tuple(filter(None, named)) if args.about else answered_by(one)
    known = {answer for each in about for answer in answers_to(each)}
    if args.says and args.says not in known:
        raise UsageError(t("replies.no_such_answer", answer=args.says), ", ".join(sorted(known)))
    return _bring_in(session, args, partial(plan_of_words, read=one, about=dict.fromkeys(about, args.says)))


def _bring_in(session: Session, args: Namespace, plans: Callable[[Session, Tell, Chosen], ImportPlan]) -> int:
    progress = ProgressLine()
    plan, chosen = answered_plan(args, partial(plans, session, progress.tell), lambda _: {})
    code = bring_in(session, args, plan, chosen, progress)
    if not (code or args.dry_run):
        remember_columns(session, plan, chosen)
    return code


def _into(session: Session, args: Namespace, desk: ReplyDesk, one: Reply, at: int | None) -> None:
    """Into a folder beside the shared file, once somebody has looked at what may be confidential.

    Raises:
        AskFirstError: Nobody has.
    """
    text = one.attached[at or 0].said
    finds = desk.finds(text)
    if (finds or not text.strip()) and not args.accept:
        why = ", ".join(t(f"choices.find.{found}") for found in finds) or t("replies.not_scanned")
        raise AskFirstError(t("replies.marked", name=one.attached[at or 0].name, why=why), t("replies.marked.hint"))
    if not args.dry_run:
        audience = Audience.MEMBERS if args.into == "members" else Audience.SECRETARIAT
        say(t("exporting.written", path=file_attachment(session, one, at or 0, audience).path))
