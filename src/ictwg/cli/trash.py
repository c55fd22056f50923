"""`ictwg trash`: what was deleted, and bringing it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.cli.output import print_json, print_table, say
from ictwg.cli.parsing import command
from ictwg.cli.session import reading, writing
from ictwg.locales import t

if TYPE_CHECKING:
    from argparse import Namespace

    from ictwg.app.session import Session
    from ictwg.app.trash import Trashed


@command(lambda args: (writing if args.restore or args.purge else reading)(args), "--restore+ REF", "--purge")
def trash(session: Session, args: Namespace) -> None:
    if args.restore:
        _bring_back(session, args.restore)
    elif args.purge:
        _purge(session)
    else:
        _list(session, as_json=args.json)


def _list(session: Session, *, as_json: bool) -> None:
    from ictwg.app.trash import folded, trashed
    from ictwg.records.group import minute_of

    if as_json:
        print_json([_json(one) for one in trashed(session.store)])
        return
    headings = [t(id) for id in ("ui.what", "records.name", "records.text", "trash.user", "records.on")]
    rows = [
        (one.kind, one.name, one.title, one.user, minute_of(session.state, one.at)) for one in folded(session.store)
    ]
    print_table(headings, rows, empty=t("trash.empty").partition("\n")[0])


def _json(line: Trashed) -> dict[str, str]:
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
