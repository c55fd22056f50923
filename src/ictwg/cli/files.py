"""`ictwg new | check | manual`: the group's file as a whole, and the manual."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.cli.output import narrate, page_through, print_json, print_table, say
from ictwg.locales import t

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Callable

    from ictwg.app.session import Session

_COLUMNS = ("kind", "where", "what", "mends")


def configure(parser: ArgumentParser, name: str) -> None:
    if name == "new":
        parser.add_argument("path", metavar="PATH", help=t("cli.new.path"))
        parser.add_argument("--name", required=True, help=t("cli.new.name"))
        parser.add_argument("--acronym", default="", help=t("cli.new.acronym"))
        parser.add_argument("--time-zone", metavar="ZONE", default="", help=t("cli.new.time_zone"))
    elif name == "manual":
        from ictwg.manual import PAGES

        parser.add_argument("--page", choices=PAGES, help=t("cli.manual.page"))


def run(args: Namespace) -> int:
    return _RUN[args.command](args)


def _new(args: Namespace) -> int:
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
    return 0


def _check(args: Namespace) -> int:
    from ictwg.cli.session import reading

    with reading(args) as session:
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


def _manual(args: Namespace) -> int:
    from ictwg.cli.reference import command_reference, json_reference, key_reference
    from ictwg.manual import manual_text

    made = {"commands": command_reference, "keys": key_reference, "json": json_reference}
    page_through(manual_text(made, args.page or ""))
    return 0


_RUN: dict[str, Callable[[Namespace], int]] = {"new": _new, "check": _check, "manual": _manual}
