"""`ictwg answer | conclude`: what an organization says to a text that circulates, and how it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.cli.output import print_json, say
from ictwg.cli.parsing import Option, command, placeholder
from ictwg.cli.session import day, writing
from ictwg.domain.records import Decision, Organization, Position
from ictwg.errors import UsageError
from ictwg.locales import t

if TYPE_CHECKING:
    from argparse import Namespace

    from ictwg.app.session import Session
    from ictwg.domain.changes import Changes


REFERENCE = Option("reference REF", "cli.circulating.reference")


@command(
    writing,
    REFERENCE,
    "organization ORG",
    Option(f"stance {placeholder(Position.stance)}"),
    "--on DATE",
    Option(f"--channel {placeholder(Position.channel)}"),
    "--reason TEXT",
)
def answer(session: Session, args: Namespace) -> None:
    from ictwg.decisions import circulation
    from ictwg.records.lookup import find

    decision, who = find(session.state, Decision, args.reference), find(session.state, Organization, args.organization)
    stance = Position.stance.parse(args.stance, session.lookup)
    on = day(args.on, session.lookup, Position.on.looks) or session.today
    channel = Position.channel.parse(args.channel, session.lookup)
    changes = circulation.answer(session.state, decision, who, stance, on, channel=channel, reason=args.reason)
    _save(session, decision, changes, args)


@command(writing, REFERENCE, "--taken", "--not-taken")
def conclude(session: Session, args: Namespace) -> None:
    from ictwg.decisions import circulation
    from ictwg.records.lookup import find

    if args.taken == args.not_taken:
        raise UsageError(t("cli.conclude.which"), t("cli.conclude.which.hint"))
    decision = find(session.state, Decision, args.reference)
    _save(session, decision, circulation.conclude(session.state, decision, session.today, taken=args.taken), args)


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
