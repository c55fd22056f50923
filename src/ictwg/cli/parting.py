"""`ictwg leave | handover`: off this computer, and on to another body."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.cli.output import agreed, narrate, print_json, say
from ictwg.cli.parsing import Option, command
from ictwg.cli.session import alone, reading
from ictwg.locales import t

if TYPE_CHECKING:
    from argparse import Namespace

    from ictwg.app.session import Session


@command(alone, Option("--yes", "cli.yes"))
def leave(session: Session, args: Namespace) -> int:
    from ictwg.app import leaving
    from ictwg.store.this_computer.disk import Disk
    from ictwg.store.this_computer.home import Home

    if not agreed(t("leaving.ask", path=session.store.path), yes=args.yes):
        narrate(t("encryption.not_done"))
        return 1
    left = leaving.leave(session.store, Home.find(), Disk())
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


@command(reading, "path PATH", "--with-restricted")
def handover(session: Session, args: Namespace) -> None:
    from ictwg.app.leaving import hand_over
    from ictwg.app.opening import new_file

    path = str(new_file(args.path))
    handed = hand_over(session.state, path, session.today, with_restricted=args.with_restricted)
    told = {name: getattr(handed, name) for name in ("restricted", "people", "undecided")}
    if args.json:
        print_json({"path": path, "records": handed.records, **told})
        return
    say(t("leaving.handed", count=handed.records, path=path))
    for name, count in told.items():
        if count:
            say(t(f"leaving.{name}", count=count))
