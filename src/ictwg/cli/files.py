"""`ictwg new | check | manual`: the group's file as a whole, and the manual."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.cli.output import narrate, print_json, print_table, say
from ictwg.cli.parsing import Option, command
from ictwg.cli.session import reading
from ictwg.locales import t

if TYPE_CHECKING:
    from argparse import Namespace

    from ictwg.app.session import Session

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
    from ictwg.domain.records import Group
    from ictwg.records.group import group_of
    from ictwg.store.this_computer.home import Home

    path = str(new_file(args.path))
    session = start_group(path, args.name, args.acronym, home=Home.find(), time_zone=args.time_zone)
    try:
        group = group_of(session.state)
        zone = group.time_zone if group is not None else ""
        if args.json:
            named = {"name": args.name, "acronym": args.acronym or None, Group.time_zone.name: zone}
            print_json({"path": path, **named, "db": session.state.db})
        else:
            say(t("cli.new.done", name=args.name, path=path, zone=zone))
    finally:
        session.store.close()


@command(reading)
def check(session: Session, args: Namespace) -> int:
    findings = session.store.check()
    waiting = _to_mend(session)
    places = [" ".join(filter(None, (f.table, f.id, f.field))) for f in findings]
    rows = [(f.kind, place, f.words, f.mends) for f, place in zip(findings, places, strict=True)]
    if args.json:
        print_json([dict(zip(_COLUMNS, row, strict=True)) for row in rows])
    elif rows:
        told = [(*row, t(f"check.mends.{mends}")) for *row, mends in rows]
        print_table([t(id) for id in ("cli.check.rule", "ui.where", "ui.what", "mend.way")], told)
    else:
        narrate(t("cli.check.fine"))
        if waiting:
            narrate(t("cli.check.to_mend", count=waiting))
    return 1 if rows else 0


def _to_mend(session: Session) -> int:
    """What Today counts: no rule is broken by it, but somebody has to look."""
    from ictwg.app.problems.clashes import broken
    from ictwg.app.problems.problems import count_of
    from ictwg.app.problems.two_answers import contested_in

    counted = count_of(
        session.state, session.today, contested=contested_in(session.store), others=broken(session.store)
    )
    return sum(counted.values())
