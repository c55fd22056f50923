"""`ictwg repair | upgrade | compact`: what is done to the group's file once in a while, each after a backup."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from ictwg.cli.output import narrate, print_json, print_table, say
from ictwg.cli.parsing import Option, command
from ictwg.cli.session import alone, close, open_session
from ictwg.locales import t

if TYPE_CHECKING:
    from argparse import Namespace

    from ictwg.app.session import Session
    from ictwg.domain.state import State
    from ictwg.store.upkeep.check import Finding
    from ictwg.store.upkeep.upgrading import LastSeen


@command(alone, "--dry-run")
def compact(session: Session, args: Namespace) -> None:
    found = session.store.compact(session.today, only_look=args.dry_run)
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
        found = session.store.repair(only_look=args.dry_run)
        if any(one.what == "copy_damaged" for one in found.done):
            made_again = t("store.renewed")  # is among what was done
    finally:
        close(session, made_again)
    done = [t(f"repair.{one.what}", **one.values) for one in found.done]
    left = [(_place(one), one.words, t(f"check.mends.{one.mends}")) for one in found.left]
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
    from ictwg import __version__

    store = session.store
    seen = store.last_seen()
    steps = store.upgrade() if store.upgradable and _is_wanted(args, store, seen) else 0
    told = {"version": __version__, "steps": steps, "waiting": store.upgradable}
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


def _place(finding: Finding) -> str:
    return " ".join(filter(None, (finding.table, finding.id, finding.field)))
