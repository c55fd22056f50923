"""`ictwg answer | conclude`: what an organization says to a text that circulates, and how it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.cli.output import print_json, say
from ictwg.cli.parsing import placeholder
from ictwg.domain.records import Decision, Organization, Position
from ictwg.errors import UsageError
from ictwg.locales import t

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from ictwg.app.session import Session
    from ictwg.domain.changes import Changes


def configure(parser: ArgumentParser, name: str) -> None:
    parser.add_argument("reference", metavar="REF", help=t("cli.circulating.reference"))
    if name == "answer":
        parser.add_argument("organization", metavar="ORG", help=t("cli.answer.organization"))
        parser.add_argument("stance", metavar=placeholder(Position.stance), help=t("cli.answer.stance"))
        parser.add_argument("--on", metavar="DATE", help=t("cli.answer.on"))
        parser.add_argument("--channel", metavar=placeholder(Position.channel), help=t("cli.answer.channel"))
        parser.add_argument("--reason", metavar="TEXT", default="", help=t("cli.answer.reason"))
    else:
        parser.add_argument("--taken", action="store_true", help=t("cli.conclude.taken"))
        parser.add_argument("--not-taken", action="store_true", help=t("cli.conclude.not_taken"))


def run(args: Namespace) -> int:
    return _answer(args) if args.command == "answer" else _conclude(args)


def _answer(args: Namespace) -> int:
    from ictwg.cli.session import day, writing
    from ictwg.decisions.circulation import answer
    from ictwg.records.lookup import find

    with writing(args) as session:
        decision, who = (
            find(session.state, Decision, args.reference),
            find(session.state, Organization, args.organization),
        )
        stance = Position.stance.parse(args.stance, session.lookup)
        on = day(args.on, session.lookup, Position.on.looks) or session.today
        channel = Position.channel.parse(args.channel or "", session.lookup)
        changes = answer(session.state, decision, who, stance, on, channel=channel, reason=args.reason)
        _save(session, decision, changes, args)
    return 0


def _conclude(args: Namespace) -> int:
    from ictwg.cli.session import writing
    from ictwg.decisions.circulation import conclude
    from ictwg.records.lookup import find

    if args.taken == args.not_taken:
        raise UsageError(t("cli.conclude.which"), t("cli.conclude.which.hint"))
    with writing(args) as session:
        decision = find(session.state, Decision, args.reference)
        _save(session, decision, conclude(session.state, decision, session.today, taken=args.taken), args)
    return 0


def _save(session: Session, decision: Decision, changes: Changes, args: Namespace) -> None:
    """The change, and how the members stand after it."""
    from ictwg.decisions.circulation import tally
    from ictwg.records.tables import record_json

    session.commit_typed(changes)
    now = session.state.get(Decision, decision.id) or decision
    if args.json:
        print_json(record_json(session.lookup, now))
        return
    say(t(changes.verb, subject=changes.subject))
    say(tally(session.state, now, session.today).words)
