"""`ictwg share | merge | leave | handover`: the shared folder, copies, and taking leave of them."""

from __future__ import annotations

import shlex
import sys
from argparse import Namespace
from collections.abc import Iterator
from typing import Any

from ictwg.app import leaving
from ictwg.app.doors import written_text
from ictwg.app.leaving import hand_over, handed_over
from ictwg.app.opening import new_file
from ictwg.app.problems.clashes import broken
from ictwg.app.saving import came_in, copies_told, heard_words, problem_words, question_about, saved_words
from ictwg.app.session import Session
from ictwg.cli.output import agreed, narrate, print_json, say
from ictwg.cli.parsing import ACCEPT_MARKS, Option, command
from ictwg.cli.session import alone, close, let_out, open_session, reading
from ictwg.domain.values import Audience
from ictwg.locales import t
from ictwg.store.local.disk import Disk
from ictwg.store.local.home import Home
from ictwg.store.sync.reports import Outcome, ShareReport, Status


@command(
    None,
    "--bring-in+ NAME",
    "--leave-out+ NAME",
    "--keep-removed",
    "--let-removed-go",
    "--take-restored",
    "--drop-restored",
    "--take-unencrypted",
    "--drop-unencrypted",
    "--remove-for-good",
)
def share(args: Namespace) -> int:
    session, problem = open_session(args, writer=True, catch_up=False), ""  # what comes in is told here
    try:
        _answer(session, args)
        unsealed = args.take_unencrypted if args.take_unencrypted or args.drop_unencrypted else None
        report = session.store.sync.share(removes_all=args.remove_for_good, unsealed=unsealed)
        problem = report.problem
        return _tell(session, report, as_json=args.json)
    finally:
        close(session, problem)


def _answer(session: Session, args: Namespace) -> None:
    for names, bring_in in ((args.bring_in, True), (args.leave_out, False)):
        for name in names:
            session.store.copies.answer(name, bring_in=bring_in)
    if (args.keep_removed or args.let_removed_go) and session.store.sync.status().held:
        session.store.sync.answer_held(keep=args.keep_removed)
    if (args.take_restored or args.drop_restored) and session.store.sync.status().restored:
        session.store.sync.answer_restored(keep=args.take_restored)


def _tell(session: Session, report: ShareReport, *, as_json: bool) -> int:
    status = session.store.sync.status()
    if as_json:
        print_json(_json(session, report, status))
    else:
        for line in _lines(session, report, status):
            say(line)
    return 0 if report.outcome is Outcome.SHARED else 1


def _lines(session: Session, report: ShareReport, status: Status) -> Iterator[str]:
    if brought := came_in(session.store, session.lookup, report):
        yield brought
    yield saved_words(status, session.zone)
    yield from heard_words(status, session.zone)
    if wrong := broken(session.store):
        narrate(t("cli.check.to_mend", count=wrong))
    if report.problem:
        narrate(t("cli.error", message=report.problem))
        narrate(t("cli.hint", hint=report.hint))
    for problem in problem_words(status):
        if problem != report.problem:
            narrate(problem)
    for told in copies_told(report):
        narrate(told)
    for copy in session.store.copies.doubtful():
        narrate(question_about(copy))
        narrate(t("cli.share.question", name=_quoted(copy.name)))
    if status.held:
        narrate(t("cli.share.held"))
    if status.restored:
        narrate(t("cli.share.restored"))


def _quoted(name: str) -> str:
    """As the command line takes it: whoever names a file in the shared folder gives nobody commands."""
    return f'"{name}"' if sys.platform == "win32" else shlex.quote(name)


def _json(session: Session, report: ShareReport, status: Status) -> dict[str, Any]:
    copies = report.copies
    brought = [{"client": one.client, "records": one.records, "users": dict(one.users)} for one in copies.brought]
    heard = [{"user": one.user, "at": one.at.isoformat(), "changes": one.changes} for one in status.colleagues]
    doubtful = [
        {"name": one.name, "client": one.client, "why": str(one.doubt), "records": one.records, "fields": one.fields}
        for one in session.store.copies.doubtful()
    ]
    return {
        "outcome": str(report.outcome),
        "published": report.published,
        "taken": [list(place) for place in report.taken],
        "conflicts": [list(place) for place in report.conflicts],
        "to_mend": broken(session.store),
        "copies": {
            "brought": brought,
            "removed": list(copies.removed),
            "refused": list(copies.refused),
            "not_ready": [one._asdict() for one in copies.unready],
            "doubtful": doubtful,
            "left": copies.left,
        },
        "pending": status.pending,
        "held": status.held,
        "restored": status.restored,
        "colleagues": heard,
        "problem": report.problem or None,
        "hint": report.hint or None,
    }


@command(alone, "paths+ PATH")
def merge(session: Session, args: Namespace) -> int:
    told, good = [], True
    for path in args.paths:
        report = session.store.sync.bring_in(path)
        good = good and report.outcome is Outcome.SHARED
        words = report.problem or came_in(session.store, session.lookup, report) or t("cli.merge.nothing")
        if report.outcome is Outcome.FOREIGN:
            words = t("cli.merge.foreign", path=_quoted(path))
        told.append({"path": path, "outcome": str(report.outcome), "taken": len(report.taken), "told": words})
    shared = None if args.no_share else session.store.sync.share()
    if args.json:
        print_json(told)
    else:
        for one in told:
            say(f"{one['path']}: {one['told']}")
    if shared is not None and shared.outcome is not Outcome.SHARED:
        narrate(t("cli.not_shared", reason=shared.problem))
    return 0 if good else 1


@command(alone, Option("--yes", "cli.yes"))
def leave(session: Session, args: Namespace) -> int:
    if not agreed(t("leaving.ask", path=session.store.path), yes=args.yes):
        narrate(t("encryption.not_done"))
        return 1
    left = leaving.leave(session.store, Home.find(), Disk())
    if args.json:
        print_json(left._asdict())
    else:
        if left.files:
            narrate("\n  ".join((t("leaving.files"), *left.files)))
        else:
            say(t("leaving.done"))
        say("\n- ".join((t("leaving.elsewhere"), *left.elsewhere)))
    return 1 if left.files else 0


@command(reading, "path PATH", "--with-restricted", ACCEPT_MARKS)
def handover(session: Session, args: Namespace) -> None:
    path = str(new_file(args.path))
    planned = handed_over(session.state, session.today, with_restricted=args.with_restricted)
    let_out(session, args, written_text(planned.changes), Audience.MEMBERS)
    handed = hand_over(session.state, path, session.today, with_restricted=args.with_restricted)
    if args.json:
        fields = [f"{field.record.SINGULAR}.{field.name}" for field in handed.fields]
        counts = {"restricted": sum(handed.restricted.values()), "people": handed.people, "undecided": handed.undecided}
        left_out = {"left_out": handed.restricted, "fields_left_out": fields}
        print_json({"path": path, "records": handed.records, **counts, **left_out})
        return
    for line in (t("leaving.handed", count=handed.records, path=path), *handed.left_out()):
        say(line)
