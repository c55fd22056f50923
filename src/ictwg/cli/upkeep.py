"""`ictwg repair | compact`: what is done to the group's file once in a while, each after a backup."""

from __future__ import annotations

from ictwg.cli.output import narrate, print_json, print_table, say
from ictwg.locales import t

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from ictwg.cli.plain import Declared, Given
    from ictwg.store.check import Finding


def configure(parser: Declared, name: str) -> None:
    parser.add_argument("--dry-run", action="store_true", help=f"cli.{name}.dry_run")


def run(args: Given) -> int:
    return _RUN[args.command](args)


def _compact(args: Given) -> int:
    from ictwg.cli.session import open_desk

    desk = open_desk(args, writer=True)
    try:
        done = desk.store.compact(desk.today, only_look=args.dry_run)
    finally:
        desk.store.close()
    rows, actors = len(done.rows), done.actors
    if args.json:
        told = {"rows": rows, "actors": actors, "floor": done.floor or None}
        print_json({**told, "archive": done.archive or None, "backup": done.backup or None})
    elif done.nothing:
        say(t("compact.nothing"))
    else:
        say(t("compact.would" if args.dry_run else "compact.done", rows=t("compact.rows", count=rows), actors=actors))
        if done.archive:
            narrate(t("compact.archive", path=done.archive))
        if done.backup:
            narrate(t("compact.backup", path=done.backup))
    return 0


def _repair(args: Given) -> int:
    from ictwg.cli.session import open_desk

    desk = open_desk(args, writer=True, catch_up=False)
    try:
        found = desk.store.repair(only_look=args.dry_run)
    finally:
        desk.store.close()
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
        print_table([t(f"cli.check.heading.{name}") for name in ("where", "what", "mends")], left)
    return 1 if left else 0


def _place(finding: Finding) -> str:
    return " ".join(filter(None, (finding.table, finding.id, finding.field)))


_RUN: dict[str, Callable[[Given], int]] = {"repair": _repair, "compact": _compact}
