"""`ictwg new | check | repair | renumber | upgrade | compact`: the group's file as a whole."""

from __future__ import annotations

import sys
from argparse import Namespace
from contextlib import closing

from ictwg import __version__
from ictwg.app.opening import new_file, start_group
from ictwg.app.problems.clashes import broken
from ictwg.app.problems.problems import count_of, lost_files, renumbered, to_renumber
from ictwg.app.session import Session
from ictwg.cli.output import narrate, print_json, print_table, say
from ictwg.cli.parsing import Option, command
from ictwg.cli.session import alone, close, open_session, reading, trying
from ictwg.domain.records import Action, Group
from ictwg.domain.state import State
from ictwg.locales import t
from ictwg.records.contested import contested_in
from ictwg.records.group import group_of, minute_of
from ictwg.records.lookup import shown_reference
from ictwg.store.local.home import Home
from ictwg.store.maintenance.check import DECIDE, Finding
from ictwg.store.maintenance.maintenance import LastSeen

_COLUMNS = ("kind", "where", "what", "mends")


@command(
    None,
    "path PATH",
    Option("--name NAME", how={"required": True, "metavar": None}),
    Option("--acronym ACRONYM", how={"metavar": None}),
    "--time-zone ZONE",
)
def new(args: Namespace) -> None:
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
    findings = session.store.maintenance.check()
    # What Today counts: no rule is broken by it, but somebody has to look
    counted = count_of(
        session.state, session.today, contested=contested_in(session.store), others=broken(session.store)
    )
    waiting = sum(counted.values())
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
    rows = [(one.user, one.device, minute_of(state, one.at), one.version or t("upgrade.unknown")) for one in seen]
    print_table([t(id) for id in ("ui.who", "upgrade.device", "upgrade.at", "upgrade.version")], rows)


def _place_of(finding: Finding) -> str:
    return " ".join(filter(None, (finding.table, finding.id, finding.field)))


@command(trying, Option("--dry-run", "cli.dry_run"))
def renumber(session: Session, args: Namespace) -> None:
    state, found = session.state, to_renumber(session.state)
    before = [shown_reference(state, one) for one in found]
    changes = renumbered(state, session.today)
    after = [write.value for write in changes.writes if write.field == Action.reference.name]
    if not args.dry_run:
        session.commit(changes)
    told = [{"id": one.id, "old": old, "new": new} for one, old, new in zip(found, before, after, strict=True)]
    if args.json:
        print_json({"dry_run": args.dry_run, "renumbered": told})
    elif told:
        say("\n".join(f"{one['old']} → {one['new']}" for one in told))
    else:
        narrate(t("cli.renumber.nothing"))
