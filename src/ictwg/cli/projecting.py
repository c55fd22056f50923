"""`ictwg project`: what the room sees, in a second window that follows the first."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from ictwg.cli.parsing import command
from ictwg.cli.program import ESCAPE_DELAY
from ictwg.cli.session import open_session
from ictwg.errors import UsageError
from ictwg.locales import t

if TYPE_CHECKING:
    from argparse import Namespace

    from ictwg.app.session import Session


@command(None, "reference? REF")
def project(args: Namespace) -> None:
    session = open_session(args, writer=False, brief=False)
    try:
        meeting = _meeting(session, args.reference)
        if args.json:
            _print(session, meeting)
            return
        os.environ.setdefault("ESCDELAY", ESCAPE_DELAY)
        from ictwg.ui.projector import Projector

        _require_terminal()
        Projector(session, meeting).carry_through()
    finally:
        session.store.close()


def _require_terminal() -> None:
    """Raises: UsageError: There is none to show anything on."""
    import sys

    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(t("cli.project.no_terminal"), t("cli.project.no_terminal.hint"))


def _meeting(session: Session, reference: str) -> str:
    """The id of the meeting that is named; empty where none is.

    Raises:
        NotFoundError: There is none among what members may see.
    """
    from ictwg.domain.records import Meeting
    from ictwg.domain.seen import Seen
    from ictwg.domain.values import Audience
    from ictwg.records.lookup import find

    return find(Seen(session.state, Audience.MEMBERS), Meeting, reference).id if reference else ""


def _print(session: Session, meeting: str) -> None:
    """What would be shown now, as the room reads it."""
    from ictwg.cli.output import print_json
    from ictwg.minutes.read_back import projected
    from ictwg.ui.text import emphasized

    now = projected(session.state, session.store.discussed().now(), session.today, meeting)
    told: list[tuple[str, str | None, str]] = [(line.type, line.reference or None, line.text) for line in now.lines]
    told += [(line.part, line.reference, line.text) for line in now.read]
    lines = [{"type": type, "reference": ref, "text": emphasized(text).plain} for type, ref, text in told]
    facts = [emphasized(fact).plain for fact in now.facts]
    print_json({"meeting": now.head, "title": now.title, "facts": facts, "lines": lines})
