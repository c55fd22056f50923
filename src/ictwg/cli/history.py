"""`ictwg history | undo | trash`: what was changed and deleted, and taking it back."""

from __future__ import annotations

from argparse import Namespace
from datetime import UTC, datetime, tzinfo

from ictwg.app.session import Session
from ictwg.app.trash import Trashed, bring_back, folded, found_anywhere, in_trash, purge_old, trashed
from ictwg.cli.output import narrate, print_json, print_table, say
from ictwg.cli.parsing import Option, command
from ictwg.cli.session import limit_in, reading, span_in, writing
from ictwg.domain.clock import DEFAULT_ZONE, zone_named
from ictwg.domain.values import Looks
from ictwg.locales import t
from ictwg.records.group import group_of, minute_of
from ictwg.records.history import HistoryQuery, change_words, history_lines, kept_words, taken_back_words
from ictwg.records.lookup import names_now


@command(writing, "--redo")
def undo(session: Session, args: Namespace) -> None:
    receipt = session.redo() if args.redo else session.undo()
    kept = [change_words(session.lookup, change) for change in receipt.kept]
    if args.json:
        told = names_now(session.state, receipt.about, receipt.total)
        print_json({"undone": told, "verb": receipt.verb.partition(".")[2], "kept": kept})
    else:
        say(taken_back_words(session.state, receipt))
    for words in kept_words(session.lookup, receipt):
        narrate(words)


@command(
    reading, Option("reference? REF", "cli.reference_or_group"), "--by NAME", "--from DATE", "--until DATE", "--limit N"
)
def history(session: Session, args: Namespace) -> None:
    record = found_anywhere(session.store, args.reference) if args.reference else None
    group, lookup = group_of(session.state), session.lookup
    named = group.time_zone if group is not None else DEFAULT_ZONE
    zone = zone_named(named)
    since, until = span_in(args.since, args.until, lookup, Looks.BACK)
    lines = history_lines(session.store, lookup, record, HistoryQuery(args.by, since, until, zone), limit_in(args))
    if args.json:
        print_json([line._asdict() for line in lines])
    else:
        at, *headings = (t(id) for id in ("ui.when", "ui.who", "ui.what", "records.before", "records.after"))
        rows = [(_local(line.at, zone), line.user, line.what, line.before, line.after) for line in lines]
        print_table([f"{at} ({named})", *headings], rows)


def _local(stamp: str, zone: tzinfo) -> str:
    """A moment as the group's own clocks showed it; JSON keeps it in UTC."""
    return datetime.fromisoformat(stamp).astimezone(zone).strftime("%Y-%m-%d %H:%M")


@command(lambda args: (writing if args.restore or args.purge else reading)(args), "--restore+ REF", "--purge")
def trash(session: Session, args: Namespace) -> None:
    if args.restore:
        changes = bring_back(session.store, (in_trash(session.store, reference) for reference in args.restore))
        session.commit(changes)
        say(t(changes.verb, subject=changes.subject))
    elif args.purge:
        receipt = purge_old(session.store, datetime.now(UTC))
        say(t("trash.purged") if receipt is not None else t("trash.nothing_old"))
    else:
        _list_trash(session, as_json=args.json)


def _list_trash(session: Session, *, as_json: bool) -> None:
    if as_json:
        print_json([_trashed_json(one) for one in trashed(session.store)])
        return
    headings = [t(id) for id in ("ui.what", "records.name", "records.text", "trash.user", "records.on")]
    rows = [
        (one.kind, one.name, one.title, one.user, minute_of(session.state, one.at)) for one in folded(session.store)
    ]
    print_table(headings, rows, empty=t("trash.empty").partition("\n")[0])


def _trashed_json(line: Trashed) -> dict[str, str]:
    told = {name: getattr(line, name) for name in ("id", "name", "title", "user")}
    return {"table": line.record.TABLE, **told, "at": line.at.isoformat()}
