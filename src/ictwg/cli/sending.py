"""`ictwg send`: a paper to many, as drafts of mails; and that it went."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ictwg.app import sending
from ictwg.cli.output import narrate, print_json, print_table, say
from ictwg.cli.parsing import ACCEPT_MARKS, Option, command
from ictwg.cli.session import let_out, trying
from ictwg.contacts.circulation import covering, reached, subject
from ictwg.domain.records import Organization
from ictwg.domain.values import Audience
from ictwg.errors import InvalidValueError, UsageError
from ictwg.locales import language, t
from ictwg.papers.files import write_exports
from ictwg.records.group import spoken_in
from ictwg.records.lookup import find, found_or_none, shown_name

if TYPE_CHECKING:
    from argparse import Namespace

    from ictwg.app.session import Session
    from ictwg.contacts.circulation import OutgoingPaper, Recipient
    from ictwg.domain.schema import Record

KINDS = tuple(kind.name for kind in sending.KINDS)


@command(
    trying,
    Option("what WHAT", values={"kinds": ", ".join(KINDS)}, how={"choices": KINDS, "metavar": "WHAT"}),
    "reference? REF",
    "--list NAME",
    "--to-chair",
    "--leave-out+ ORG",
    "--unsigned",
    "--sent",
    "--dry-run",
    ACCEPT_MARKS,
)
def send(session: Session, args: Namespace) -> None:
    kind = next(kind for kind in sending.KINDS if kind.name == args.what)
    what = sending.outgoing(session, kind, _about(session, kind, args), Audience.CORE if args.to_chair else None)
    if sending.waits_for_signature(session, what) and not args.unsigned:
        named = shown_name(session.state, what.about) if what.about is not None else ""
        raise InvalidValueError(t("sending.unsigned", what=named), t("cli.send.unsigned.hint"))
    chosen = _chosen(session, what, args)
    lang = spoken_in(session.state) or language()
    title, text = subject(session.state, what, lang), covering(session.state, what, lang)
    let_out(session, args, f"{title}\n\n{text}", what.audience)
    if sending.lacks_files(session, what):
        narrate(t("sending.no_files"))
    files = [] if args.dry_run or args.sent else _drafts(session, what, chosen, (title, text), args)
    if args.sent:
        _went(session, what, chosen, title, args)
    _tell(chosen, title, text, files, as_json=args.json)


def _about(session: Session, kind: sending.SendingKind, args: Namespace) -> Record | None:
    if not kind.of or not args.reference:
        if bool(kind.of) is not bool(args.reference):
            raise UsageError(t("cli.send.which", what=args.what), t("cli.send.which.hint"))
        return None
    found = (found_or_none(session.state, one, args.reference) for one in kind.of)
    return next(filter(None, found), None) or find(session.state, kind.of[0], args.reference)


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


def _drafts(
    session: Session, what: OutgoingPaper, chosen: list[Recipient], mail: tuple[str, str], args: Namespace
) -> list[str]:
    """Writes what goes, and a draft for all who get the same."""
    found, paths = sending.on_record(session, what), []
    for (form, home), these in sending.mails(session, what, reached(chosen)).items():
        planned = [] if found else sending.files_of(session, what, form, home)
        let_out(session, args, "\n".join(one.text for one in planned), what.audience)
        files = found or tuple(Path(one.path) for one in write_exports(planned))
        name = sending.draft_name(mail[0], these[0] if home else None, form)
        paths += [*map(str, files), str(sending.write_draft(session, what, files, these, mail, name))]
    return list(dict.fromkeys(paths))


def _went(session: Session, what: OutgoingPaper, chosen: list[Recipient], title: str, args: Namespace) -> None:
    from ictwg.app.doors import require_going_out

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
