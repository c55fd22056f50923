"""`ictwg new | check | repair | upgrade | compact | backups | restore | trash`: the group's file as a whole."""

from __future__ import annotations

import sys
from contextlib import closing
from typing import TYPE_CHECKING

from ictwg import __version__
from ictwg.cli.output import narrate, print_json, print_table, say
from ictwg.cli.parsing import Option, command
from ictwg.cli.session import alone, close, open_session, reading, trying, writing
from ictwg.domain.records import Group
from ictwg.locales import t
from ictwg.store.local.home import Home
from ictwg.store.maintenance.check import DECIDE, Finding

if TYPE_CHECKING:
    from argparse import Namespace

    from ictwg.app.backups import Difference
    from ictwg.app.session import Session
    from ictwg.app.trash import Trashed
    from ictwg.domain.state import State
    from ictwg.store.maintenance.restoring import Restoration
    from ictwg.store.maintenance.upgrading import LastSeen


_COLUMNS = ("kind", "where", "what", "mends")


@command(
    None,
    "path PATH",
    Option("--name NAME", how={"required": True, "metavar": None}),
    Option("--acronym ACRONYM", how={"metavar": None}),
    "--time-zone ZONE",
)
def new(args: Namespace) -> None:
    from ictwg.app.opening import new_file, start_group
    from ictwg.records.group import group_of

    path = str(new_file(args.path))
    session = start_group(path, args.name, args.acronym, home=Home.find(), time_zone=args.time_zone)
    with closing(session.store):
        group = group_of(session.state)
        zone = group.time_zone if group is not None else ""
        if args.json:
            named = {"name": args.name, "acronym": args.acronym or None, Group.time_zone.name: zone}
            print_json({"path": path, **named, "db": session.state.db})
        else:
            say(t("cli.new.done", name=args.name, path=path, zone=zone))


@command(reading)
def check(session: Session, args: Namespace) -> int:
    from ictwg.app.problems.problems import lost_files

    findings = session.store.maintenance.check()
    waiting = _to_mend(session)
    rows = [(one.kind, _place_of(one), one.words, one.mends) for one in findings]
    rows += [("file", line.where, line.what, "to_mend") for line in lost_files(session.lookup)]
    if args.json:
        print_json([dict(zip(_COLUMNS, row, strict=True)) for row in rows])
    elif rows:
        told = [(*row, t(f"check.mends.{mends}")) for *row, mends in rows]
        print_table([t(id) for id in ("cli.check.rule", "ui.where", "ui.what", "mend.way")], told)
    else:
        narrate(t("cli.check.fine"))
        if waiting:
            narrate(t("cli.check.to_mend", count=waiting))
    return 1 if any(one.mends != DECIDE for one in findings) else 0


def _to_mend(session: Session) -> int:
    """What Today counts: no rule is broken by it, but somebody has to look."""
    from ictwg.app.problems.clashes import broken
    from ictwg.app.problems.problems import count_of
    from ictwg.records.contested import contested_in

    counted = count_of(
        session.state, session.today, contested=contested_in(session.store), others=broken(session.store)
    )
    return sum(counted.values())


@command(alone, "--dry-run")
def compact(session: Session, args: Namespace) -> None:
    found = session.store.maintenance.compact(session.today, only_look=args.dry_run)
    rows, actors = len(found.rows), found.actors
    if args.json:
        told = {"rows": rows, "actors": actors, "floor": found.floor or None}
        print_json({**told, "archive": found.archive or None, "backup": found.backup or None})
        return
    if found.nothing:
        say(t("compact.nothing"))
        return
    if rows:
        say(t("compact.would" if args.dry_run else "compact.done", rows=t("compact.rows", count=rows)))
    if actors:
        say(t("compact.actors", count=actors))
    if found.archive:
        narrate(t("compact.archive", path=found.archive))
    if found.backup:
        narrate(t("compact.backup", path=found.backup))


@command(None, "--dry-run")
def repair(args: Namespace) -> int:
    session, made_again = open_session(args, writer=True, catch_up=False), ""
    try:
        found = session.store.maintenance.repair(only_look=args.dry_run)
        if any(one.what == "copy_damaged" for one in found.done):
            made_again = t("store.renewed")  # is among what was done
    finally:
        close(session, made_again)
    done = [t(f"repair.{one.what}", **one.values) for one in found.done]
    left = [(_place_of(one), one.words, t(f"check.mends.{one.mends}")) for one in found.left]
    if args.json:
        print_json({"done": done, "left": [list(row) for row in left], "backup": found.backup or None})
        return 1 if left else 0
    if done:
        say(t("repair.would" if args.dry_run else "repair.done"))
        for told in done:
            say(f"  {told}")
        if found.backup:
            narrate(t("repair.backup", path=found.backup))
    elif not left:
        say(t("repair.nothing"))
    if left:
        narrate(t("repair.left", count=len(left)))
        print_table([t(id) for id in ("ui.where", "ui.what", "mend.way")], left)
    return 1 if left else 0


@command(alone, Option("--yes", "cli.yes"))
def upgrade(session: Session, args: Namespace) -> int:

    store = session.store
    seen = store.maintenance.last_seen()
    steps = store.maintenance.upgrade() if store.maintenance.upgradable and _is_wanted(args, store, seen) else 0
    told = {"version": __version__, "steps": steps, "waiting": store.maintenance.upgradable}
    if args.json:
        print_json({**told, "seen": [{**one._asdict(), "at": one.at.isoformat()} for one in seen]})
    elif not steps and not told["waiting"]:
        _print_seen(store, seen)
        say(t("upgrade.nothing", version=__version__))
    else:
        say(t("upgrade.done", version=__version__) if steps else t("upgrade.not_done"))
    return 1 if told["waiting"] else 0


def _is_wanted(args: Namespace, state: State, seen: tuple[LastSeen, ...]) -> bool:
    """Whether a person says so, who has seen whom it would lock out."""
    if args.yes:
        return True
    if args.json or not sys.stdin.isatty():
        return False
    _print_seen(state, seen)
    return input(t("upgrade.ask")).strip().casefold() in ("yes", "y")


def _print_seen(state: State, seen: tuple[LastSeen, ...]) -> None:
    from ictwg.records.group import minute_of

    rows = [(one.user, one.device, minute_of(state, one.at), one.version or t("upgrade.unknown")) for one in seen]
    print_table([t(id) for id in ("ui.who", "upgrade.device", "upgrade.at", "upgrade.version")], rows)


def _place_of(finding: Finding) -> str:
    return " ".join(filter(None, (finding.table, finding.id, finding.field)))


@command(reading)
def backups(session: Session, args: Namespace) -> None:
    from ictwg.app.backups import when
    from ictwg.records.group import zone_name

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
    from ictwg.app.backups import chosen, differences, restored, when

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
    from ictwg.app.problems.two_answers import from_difference

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
    from ictwg.app.trash import found_anywhere

    records = [found_anywhere(session.store, reference) for reference in references]
    return frozenset((record.TABLE, record.id) for record in records)


@command(lambda args: (writing if args.restore or args.purge else reading)(args), "--restore+ REF", "--purge")
def trash(session: Session, args: Namespace) -> None:
    if args.restore:
        _bring_back(session, args.restore)
    elif args.purge:
        _purge(session)
    else:
        _list_trash(session, as_json=args.json)


def _list_trash(session: Session, *, as_json: bool) -> None:
    from ictwg.app.trash import folded, trashed
    from ictwg.records.group import minute_of

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


def _bring_back(session: Session, references: list[str]) -> None:
    from ictwg.app.trash import bring_back, in_trash

    changes = bring_back(session.store, (in_trash(session.store, reference) for reference in references))
    session.commit(changes)
    say(t(changes.verb, subject=changes.subject))


def _purge(session: Session) -> None:
    from datetime import UTC, datetime

    from ictwg.app.trash import purge_old

    receipt = purge_old(session.store, datetime.now(UTC))
    say(t("trash.purged") if receipt is not None else t("trash.nothing_old"))
