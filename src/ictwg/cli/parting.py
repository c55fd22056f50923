"""`ictwg leave | handover`: off this computer, and on to another body."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from ictwg.cli.output import narrate, print_json, say
from ictwg.errors import UsageError
from ictwg.locales import t

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Callable

YES = frozenset({"yes", "sim", "sin", "ya"})


def configure(parser: ArgumentParser, name: str) -> None:
    if name == "leave":
        parser.add_argument("--yes", action="store_true", help=t("cli.yes"))
    else:
        parser.add_argument("path", metavar="PATH", help=t("cli.handover.path"))
        parser.add_argument("--with-restricted", action="store_true", help=t("cli.handover.with_restricted"))


def run(args: Namespace) -> int:
    return _RUN[args.command](args)


def _leave(args: Namespace) -> int:
    from ictwg.app.leaving import leave
    from ictwg.cli.session import close, open_session
    from ictwg.store.this_computer.disk import Disk
    from ictwg.store.this_computer.home import Home

    session = open_session(args, writer=True)
    try:
        if not (args.yes or _agreed(session.store.path)):
            narrate(t("encryption.not_done"))
            return 1
        left = leave(session.store, Home.find(), Disk())
    finally:
        close(session)
    if args.json:
        print_json(left._asdict())
    else:
        _tell(left.files, left.elsewhere)
    return 1 if left.files else 0


def _tell(files: tuple[str, ...], elsewhere: tuple[str, ...]) -> None:
    if files:
        narrate("\n  ".join((t("leaving.files"), *files)))
    else:
        say(t("leaving.done"))
    say("\n- ".join((t("leaving.elsewhere"), *elsewhere)))


def _agreed(path: str) -> bool:
    if not sys.stdin.isatty():
        raise UsageError(t("encryption.not_asked"))
    narrate(t("leaving.ask", path=path), end="")
    return sys.stdin.readline().strip().lower() in YES


def _handover(args: Namespace) -> int:
    from ictwg.app.leaving import hand_over
    from ictwg.app.opening import new_file
    from ictwg.cli.session import reading

    path = str(new_file(args.path))
    with reading(args) as session:
        handed = hand_over(session.state, path, session.today, with_restricted=args.with_restricted)
    told = {name: getattr(handed, name) for name in ("restricted", "people", "undecided")}
    if args.json:
        print_json({"path": path, "records": handed.records, **told})
        return 0
    say(t("leaving.handed", count=handed.records, path=path))
    for name, count in told.items():
        if count:
            say(t(f"leaving.{name}", count=count))
    return 0


_RUN: dict[str, Callable[[Namespace], int]] = {"leave": _leave, "handover": _handover}
