"""`ictwg`, `ictwg demo` and `ictwg project`: the program itself, and its second window for the room."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from contextlib import closing, suppress

from ictwg.app.opening import open_group, start_group
from ictwg.app.session import Session
from ictwg.cli.output import print_json
from ictwg.cli.parsing import command
from ictwg.cli.session import civil_date, file_path, open_session
from ictwg.domain.calendar import say_date
from ictwg.domain.records import Meeting
from ictwg.domain.seen import AudienceView
from ictwg.domain.values import Audience
from ictwg.errors import IctwgError, NoFileError, UnboundError, UsageError
from ictwg.locales import language, t
from ictwg.records.group import group_of, system_zone
from ictwg.records.lookup import find
from ictwg.records.reference_data import data_file
from ictwg.store.local.home import Home

ESCAPE_DELAY = "30"
"""Milliseconds after which Escape is no longer the start of another key; Textual, which reads it when it is imported,
waits 100 of them."""


@command(None)
def program(args: Namespace) -> int:
    _require_terminal("cli.no_terminal.hint")
    os.environ.setdefault("ESCDELAY", ESCAPE_DELAY)
    if args.command == "demo":
        return run_demo(args)
    try:
        return _show_file(args)
    except NoFileError:
        if args.file or os.environ.get("ICTWG_FILE"):
            raise
        return _first_run(args)


def _show_file(args: Namespace, *, first: bool = False) -> int:
    """The program on the file that is meant; where the group is known at another path, after one question."""
    try:
        return show(open_session(args, writer=True), first=first)
    except UnboundError as unbound:
        return _ask_which(args, unbound.known)


def _ask_which(args: Namespace, known: str) -> int:
    from ictwg.app.backups import brought_in
    from ictwg.store.opening import COPY
    from ictwg.ui.first_run import KnownElsewhere

    path = file_path(args, Home.find())
    answer = KnownElsewhere(path, known).run_to_end()
    if answer is None:
        return 0
    if answer != COPY:
        return show(open_session(args, writer=True, binding=answer))
    args.file = known
    session = open_session(args, writer=True)
    return show(session, brought_in(session, path).words)


def _at_a_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def show(session: Session, told: str = "", card: tuple[str, str] | None = None, *, first: bool = False) -> int:
    """Opens the program in a session; what could not be shared by the end is shared at the next start.

    Args:
        session: The group.
        told: What has happened just before, in words.
        card: A heading, and what to know first.
        first: Whether a person starts here for the first time, who is asked for their name.
    """
    from ictwg.store.encryption.keys import RING
    from ictwg.ui.app import IctwgApp

    RING.ask = None  # from here on the terminal is the program's
    with closing(session.store):
        IctwgApp(session, told, card, asks_who=card is None and (first or session.settings.is_unnamed)).run_to_end()
        share_the_rest(session)
    return 0


PATIENCE = 3.0
"""Seconds for the last edits on their way out: a shared folder that does not answer holds nobody up."""


def share_the_rest(session: Session) -> None:
    """What was said in the last two seconds: whoever takes over now, on another computer, finds it.

    A thread that is still at it ends with the program, as by a power cut; this computer has everything.
    """
    from threading import Thread

    def carry() -> None:
        with suppress(IctwgError):
            session.carry()

    if session.store.sync.status().pending:
        last = Thread(target=carry, daemon=True)
        last.start()
        last.join(PATIENCE)


def run_demo(args: Namespace) -> int:
    """The example group on a copy that is thrown away, in a home of its own."""
    import tempfile

    with tempfile.TemporaryDirectory(prefix="ictwg-demo-") as folder:
        session = open_example(folder, args.today)
        return show(session, card=_example_card(session))


def _example_card(session: Session) -> tuple[str, str]:
    """Whose group it is, which day it is there, and what to try first."""
    group = group_of(session.state)
    name = f"{group.name} ({group.acronym})" if group is not None else ""
    return t("opening.example", group=name), t("opening.example.first", day=say_date(session.today, language()))


def open_example(folder: str, today: str = "", *, writer: bool = True) -> Session:
    """A copy of the example group in this folder, on the day on which it is looked at."""
    from pathlib import Path

    path = Path(folder, "example.json")
    path.write_bytes(data_file("example.json"))
    home, day = Home.at(str(Path(folder, "home"))), civil_date(today or EXAMPLE_DAY)
    return open_group(str(path), home=home, writer=writer, today=day)


EXAMPLE_DAY = "2010-02-15"
"""The day on which the example group is looked at: a month before its next meeting."""


def _first_run(args: Namespace) -> int:
    """Asks whether a colleague has started already, before anything is made."""
    from ictwg.app.leaving import likely_files
    from ictwg.ui.first_run import FirstRun, FirstRunChoice

    answer = FirstRun(likely_files(), system_zone()).run_to_end()
    if answer is None:
        return 0
    if answer.choice is FirstRunChoice.EXAMPLE:
        return run_demo(args)
    if answer.choice is FirstRunChoice.START:
        home, zone, day = Home.find(), answer.time_zone, civil_date(args.today)
        return show(
            start_group(answer.path, answer.name, answer.acronym, home=home, time_zone=zone, today=day), first=True
        )
    args.file = answer.path
    return _show_file(args, first=True)


@command(None, "reference? REF")
def project(args: Namespace) -> None:
    session = open_session(args, writer=False)
    with closing(session.store):
        meeting = _meeting(session, args.reference)
        if args.json:
            _print(session, meeting)
            return
        os.environ.setdefault("ESCDELAY", ESCAPE_DELAY)
        from ictwg.ui.projector import Projector

        _require_terminal("cli.project.no_terminal.hint")
        Projector(session, meeting).run_to_end()


def _require_terminal(hint: str) -> None:
    """Raises: UsageError: There is none to show anything on, or none where anybody types."""
    if not _at_a_terminal():
        raise UsageError(t("cli.no_terminal"), t(hint))


def _meeting(session: Session, reference: str) -> str:
    """The id of the meeting that is named; empty where none is.

    Raises:
        NotFoundError: There is none among what members may see.
    """
    return find(AudienceView(session.state, Audience.MEMBERS), Meeting, reference).id if reference else ""


def _print(session: Session, meeting: str) -> None:
    """What would be shown now, as the room reads it."""
    from ictwg.minutes.current_item import CurrentItem
    from ictwg.minutes.lines import projected
    from ictwg.ui.text import emphasized

    now = projected(session.state, CurrentItem(session.store.local.runtime_files).now(), session.today, meeting)
    told: list[tuple[str, str | None, str]] = [(line.type, line.reference or None, line.text) for line in now.lines]
    told += [(line.part, line.reference, line.text) for line in now.read]
    lines = [{"type": type, "reference": ref, "text": emphasized(text).plain} for type, ref, text in told]
    facts = [emphasized(fact).plain for fact in now.facts]
    print_json({"meeting": now.head, "title": now.title, "facts": facts, "lines": lines})
