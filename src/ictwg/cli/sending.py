"""`ictwg send`: a paper to many, as drafts of mails; and that it went."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import Any

from ictwg.app import sending
from ictwg.app.doors import require_going_out
from ictwg.app.session import Session
from ictwg.cli.output import narrate, print_json, print_table, say
from ictwg.cli.parsing import ACCEPT_MARKS, Option, command
from ictwg.cli.session import let_out, trying
from ictwg.contacts.circulation import OutgoingPaper, Recipient, reached
from ictwg.domain.records import Action, Contact, Organization
from ictwg.domain.values import Audience
from ictwg.errors import InvalidValueError, UsageError
from ictwg.locales import t
from ictwg.papers.files import write_exports
from ictwg.records.lookup import find, found_or_none, shown_name

KINDS = tuple(kind.name for kind in sending.KINDS)


@command(
    trying,
    Option("what WHAT", values={"kinds": ", ".join(KINDS)}, how={"choices": KINDS, "metavar": "WHAT"}),
    "reference* REF",
    "--list NAME",
    "--to-chair",
    "--leave-out+ ORG",
    "--until DATE",
    "--unsigned",
    "--sent",
    "--dry-run",
    ACCEPT_MARKS,
)
def send(session: Session, args: Namespace) -> None:
    what = _meant(session, args)
    if sending.waits_for_signature(session, what) and not args.unsigned:
        named = shown_name(session.state, what.about) if what.about is not None else ""
        raise InvalidValueError(t("sending.unsigned", what=named), t("cli.send.unsigned.hint"))
    chosen = _chosen(session, what, args)
    _, (title, text) = sending.mail_to(session, what, "", chosen)
    let_out(session, args, f"{title}\n\n{text}", what.audience)
    if sending.lacks_files(session, what):
        narrate(t("sending.no_files"))
    files = [] if args.dry_run or args.sent else _drafts(session, what, chosen, title, args)
    if args.sent:
        _went(session, what, chosen, title, args)
    _tell(chosen, title, text, files, as_json=args.json)


def _meant(session: Session, args: Namespace) -> OutgoingPaper:
    """What goes; of several actions one reminder.

    Raises:
        UsageError: It is of no record, or of several where one is meant, or of one where it is of none.
    """
    kind, state = next(kind for kind in sending.KINDS if kind.name == args.what), session.state
    several = [find(state, Action, one) for one in args.reference] if len(args.reference) > 1 else []
    if bool(kind.of) is not bool(args.reference) or (several and kind.name != sending.REMINDER):
        raise UsageError(t("cli.send.which", what=args.what), t("cli.send.which.hint"))
    found = (found_or_none(state, of, one) for of in kind.of for one in args.reference)
    about = next(filter(None, found), None) or (find(state, kind.of[0], args.reference[0]) if kind.of else None)
    audience = Audience.CORE if args.to_chair else None
    what = sending.reminder_of(session, several) if several else sending.outgoing(session, kind, about, audience)
    until = Contact.answer_by.parse(args.until, session.lookup)
    return what._replace(until=until) if until is not None and what.until is not None else what


def _chosen(session: Session, what: OutgoingPaper, args: Namespace) -> list[Recipient]:
    """Everybody on the list but those who are left out.

    Raises:
        UsageError: It may not go to a list of this name, or there is none.
    """
    offered = sending.lists_for(session.state, what)
    if args.list and args.list not in offered:
        raise UsageError(t("cli.send.no_list", name=args.list), t("cli.send.no_list.hint", names=", ".join(offered)))
    out = {find(session.state, Organization, one).id for one in args.leave_out}
    return [one for one in sending.those_meant(session, what, args.list or offered[0]) if one.organization not in out]


def _drafts(session: Session, what: OutgoingPaper, chosen: list[Recipient], title: str, args: Namespace) -> list[str]:
    """Writes what goes, and a draft for all who get the same."""
    found, paths = sending.on_record(session, what), []
    for (form, home), these in sending.mails(session, what, reached(chosen)).items():
        planned = [] if found else sending.files_of(session, what, form, home)
        let_out(session, args, "\n".join(one.text for one in planned), what.audience)
        files = found or tuple(Path(one.path) for one in write_exports(planned))
        name = sending.draft_name(title, these[0] if home else None, form)
        told, mail = sending.mail_to(session, what, home, these)
        let_out(session, args, "\n\n".join(mail), what.audience)
        paths += [*map(str, files), str(sending.write_draft(session, told, files, these, mail, name))]
    return list(dict.fromkeys(paths))


def _went(session: Session, what: OutgoingPaper, chosen: list[Recipient], title: str, args: Namespace) -> None:
    for one in sending.files_of(session, what):
        let_out(session, args, one.text, what.audience)
    changes = sending.went(session, what, chosen, title)
    require_going_out(session.state, changes, session.today)
    session.commit_typed(changes)
    narrate(t(changes.verb, subject=changes.subject))
    narrate(sending.tally(chosen))


def _tell(chosen: list[Recipient], title: str, text: str, files: list[str], *, as_json: bool) -> None:
    if as_json:
        told: list[dict[str, Any]] = [
            {"organization": one.acronym, "name": one.name, "address": one.address, "as": one.sent_as, "gap": one.gap}
            for one in chosen
        ]
        print_json({"subject": title, "text": text, "files": files, "to": told})
        return
    say(title)
    heads = [t(id) for id in ("records.organization", "records.name", "circulation.form", "records.email")]
    print_table(heads, [[one.acronym, one.name, sending.form_words(one), sending.reached_by(one)] for one in chosen])
    for path in files:
        say(path)
