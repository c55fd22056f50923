"""`ictwg backups | restore | carry`: copies of the group's file."""

from __future__ import annotations

import sys
from argparse import Namespace

from ictwg.app.backups import (
    YESTERDAY,
    Difference,
    carried_words,
    carry,
    chosen,
    differences,
    restored,
    when,
    yesterdays,
)
from ictwg.app.problems.two_answers import from_difference
from ictwg.app.session import Session
from ictwg.app.trash import found_anywhere
from ictwg.cli.output import narrate, print_json, print_table, say
from ictwg.cli.parsing import Option, command
from ictwg.cli.session import reading, trying
from ictwg.locales import t
from ictwg.records.group import zone_name
from ictwg.store.maintenance.restoring import Restoration


@command(reading)
def backups(session: Session, args: Namespace) -> None:
    listed, state = session.store.maintenance.backups(), session.state
    if args.json:
        print_json([{"path": one.path, "at": one.at.isoformat(), "size": one.size} for one in listed])
        return
    rows = [
        [str(number), when(state, one), t("backups.kilobytes", count=-(-one.size // 1000))]
        for number, one in enumerate(listed, 1)
    ]
    number, at, size = (t(id) for id in ("ui.number", "backups.at", "backups.size"))
    print_table([number, f"{at} ({zone_name(state)})", size], rows, empty=t("backups.none"))


@command(trying, "backup BACKUP", "references* REF", "--as-it-was", Option("--dry-run", "cli.dry_run"))
def restore(session: Session, args: Namespace) -> None:
    if args.backup == YESTERDAY:
        backup = yesterdays(session).backup
    else:
        backup = chosen(session.state, session.store.maintenance.backups(), args.backup)
    at = when(session.state, backup)
    found = session.store.maintenance.restoration(
        backup.path, _only(session, args.references), as_it_was=args.as_it_was
    )
    listed = differences(session.lookup, found, session.store.history.trash())
    if not args.dry_run:
        session.commit(restored(found, at))
    if args.json:
        told = {name: [list(place) for place in getattr(found, name)] for name in ("changed", "back", "newer")}
        print_json({"backup": backup.path, "fields": [one._asdict() for one in listed], **told})
        return
    headings = [t(id) for id in ("backups.record", "ui.field", "backups.now", "backups.then")]
    print_table(headings, [(one.record, one.field, *_apart(one)) for one in listed], empty=t("backups.same"))
    _tell_restored(found, as_it_was=args.as_it_was)
    if found.writes:
        say(t("backups.would" if args.dry_run else "backups.done", at=at))


def _apart(one: Difference) -> tuple[str, str]:
    """Both in full for a program; on a terminal, where they are cut, from where they differ."""
    return from_difference(one.now, one.then) if sys.stdout.isatty() else (one.now, one.then)


def _tell_restored(found: Restoration, *, as_it_was: bool) -> None:
    newer = "backups.newer_go" if as_it_was else "backups.newer"
    for key, places in (("backups.back", found.back), (newer, found.newer)):
        if places:
            narrate(t(key, count=len(places)))


def _only(session: Session, references: list[str] | None) -> frozenset[tuple[str, str]] | None:
    """The records that are named; None for all. One in the trash is found by its id or reference too."""
    if not references:
        return None
    records = [found_anywhere(session.store, reference) for reference in references]
    return frozenset((record.TABLE, record.id) for record in records)


@command(reading, "path PATH")
def carry_(session: Session, args: Namespace) -> None:
    carried = carry(session.store, args.path)
    if args.json:
        print_json(carried._asdict())
    else:
        say(carried_words(carried))
