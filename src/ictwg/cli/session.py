"""Opening the group's file for one command."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from datetime import date

from ictwg.app.opening import open_group
from ictwg.app.session import Session
from ictwg.cli.output import PrintBuffer, narrate, put, put_bytes
from ictwg.domain.changes import Changes
from ictwg.domain.schema import RECORDS
from ictwg.domain.seen import AudienceView
from ictwg.domain.state import State
from ictwg.domain.values import Audience, Looks
from ictwg.errors import IctwgError, NoFileError, UsageError
from ictwg.locales import set_language, t
from ictwg.records.lookup import Lookup
from ictwg.store.local.home import Home
from ictwg.store.sync.reports import Outcome


def file_path(args: Namespace, home: Home) -> str:
    """`--file`, else `$ICTWG_FILE`, else the file used last.

    Raises:
        NoFileError: None of them names one.
    """
    path = args.file or os.environ.get("ICTWG_FILE") or home.last_used()
    if not path:
        raise NoFileError(t("cli.no_file"), t("cli.no_file.hint"))
    return str(path)


def reading(args: Namespace) -> Opened:
    """The session for a command that only looks."""
    return Opened(args, writer=False)


def writing(args: Namespace) -> Opened:
    """The session for a command that changes something; its changes are shared before it ends, unless `--no-share`."""
    return Opened(args, writer=True)


def trying(args: Namespace) -> Opened:
    """The same for a command with `--dry-run`, which then only looks."""
    return Opened(args, writer=not args.dry_run)


@contextmanager
def alone(args: Namespace) -> Iterator[Session]:
    """The session for what is done to the group's file as a whole: nothing is shared afterwards."""
    session = open_session(args, writer=True)
    try:
        yield session
    finally:
        close(session)


class Opened:
    """The session while one command is at it."""

    def __init__(self, args: Namespace, *, writer: bool) -> None:
        self._args = args
        self._writer = writer or bool(getattr(args, "accept_marks", ""))

    def __enter__(self) -> Session:
        """Who writes looks at the shared file once nobody else here writes to it: so numbers follow each other."""
        self._session = open_session(self._args, writer=self._writer, catch_up=not self._writer)
        if self._writer:
            self._session.store.take_turn()
            self._session.store.sync.catch_up()
        return self._session

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        # What was changed is shared, also where the answer found no room, or nobody to read it.
        done = kind is None or issubclass(kind, OSError)
        told = ""
        try:
            if self._writer and done and not self._args.no_share:
                told = _share(self._session)
        finally:
            self._session.store.end_turn()
            # A list that is shorter than it should be says so
            if count := self._session.store.unreadable:
                narrate(t("cli.unreadable", count=count))
            close(self._session, told)


def open_session(args: Namespace, *, writer: bool, catch_up: bool = True, binding: str = "") -> Session:
    """The session on the group's file; whoever opens it closes it.

    Args:
        args: What every command takes: the file, the day, the language.
        writer: Whether something will be changed.
        catch_up: Read the shared file first, if it has changed.
        binding: What a person has answered where the group is known at another path.

    Raises:
        NoFileError: No file is named, and none was used before.
        UnboundError: The group is known at another path, and nobody has said which it is.
    """
    home = Home.find()
    if args.lang:
        set_language(args.lang)
    session = open_group(
        file_path(args, home),
        home=home,
        writer=writer,
        today=civil_date(args.today),
        binding=binding or ("moved" if args.moved else "separate" if args.separate else ""),
    )
    if session.settings.language and not args.lang:
        set_language(session.settings.language)
    if catch_up:
        session.store.sync.catch_up()
    return session


def seen_by(session: Session, args: Namespace) -> Lookup:
    """The records that the audience of `--audience` may see; the secretariat, who runs the program, sees all."""
    audience = Audience(args.audience)
    if audience is Audience.SECRETARIAT:
        return session.lookup
    whole = session.lookup
    return Lookup(AudienceView(session.state, audience), session.today, me=whole.me, folder=whole.folder)


def let_out(
    session: Session, args: Namespace, text: str, audience: Audience | None, state: State | None = None
) -> None:
    """Before a text goes to its readers; `--accept-marks` says why nothing in it is confidential.

    Without an audience nobody knows who will read it. `state` holds what is not on record yet.

    Raises:
        MarkedError: Something in it may be confidential, and nothing was said.
    """
    from ictwg.app.doors import MarkedError, accept_marks, require_accepted

    try:
        require_accepted(state or session.state, text, audience)
    except MarkedError as found:
        if not args.accept_marks:
            raise
        session.commit_typed(accept_marks(session.state, found.marks, args.accept_marks))


@contextmanager
def letting_out(session: Session, args: Namespace) -> Iterator[None]:
    """What a command prints for the readers of its `--audience` is held until all of it is known."""
    if "audience" not in args or args.audience == Audience.SECRETARIAT:
        yield
        return

    with redirect_stdout(PrintBuffer()) as said:
        yield
    let_out(session, args, said.getvalue(), Audience(args.audience))
    put(said.getvalue())
    if said.data:
        put_bytes(said.data)


def civil_date(text: str | None) -> date | None:
    """`--today` as a date: what rules read, never what stamps say; None where it is not given.

    Raises:
        UsageError: It is no day written as 2010-02-15.
    """
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise UsageError(t("cli.not_iso", value=text), t("cli.not_iso.hint")) from None


def span_in(since: str | None, until: str | None, lookup: Lookup, *looks: Looks) -> tuple[date | None, date | None]:
    """What `--from` and `--until` mean: of `2010` the first day and the last; `looks` for each, or one for both."""
    if not (since or until):
        return None, None
    from ictwg.domain.typed_periods import first_and_last

    (first, _), (_, last) = (first_and_last(text or "") or (None, None) for text in (since, until))
    return first or day(since, lookup, looks[0]), last or day(until, lookup, looks[-1])


def day(text: str | None, lookup: Lookup, looks: Looks) -> date | None:
    """A day as a person types it, such as `2010-02-15`, `15 Feb` or `fri`; None where nothing is typed.

    Args:
        text: What was typed.
        lookup: Whose day is today.
        looks: Which way a day lies that is typed without its year.

    Raises:
        InvalidValueError: It cannot be read.
        UsageError: It is a word for no one day, such as `ongoing`.
    """
    if not text:
        return None

    from ictwg.domain.when import parse_due

    due = parse_due(text, lookup.today, looks=looks)
    if isinstance(due, date):
        return due
    raise UsageError(t("cli.not_iso", value=text), t("errors.not_a_day.hint"))


def limit_in(args: Namespace) -> int | None:
    """How many lines at the most; None where nothing is said.

    Raises:
        UsageError: Less than none.
    """
    number: int | None = args.limit
    if number is not None and number < 0:
        raise UsageError(t("cli.list.negative", value=number), t("cli.list.negative.hint"))
    return number


def close(session: Session, told: str = "") -> None:
    """The command is done with it; what the disk did to this computer's copy is said, where nobody was told."""
    session.store.close()
    if session.store.local.renewed and told != t("store.renewed"):
        narrate(t("store.renewed"))
        narrate(t("cli.hint", hint=t("store.renewed_hint")))


def _share(session: Session) -> str:
    """Returns what is wrong, which was told."""
    try:
        report = session.store.sync.share()
    except (IctwgError, OSError) as error:
        narrate(t("cli.not_shared", reason=str(error)))
        return ""
    if report.problem:
        narrate(t("cli.not_shared", reason=report.problem) if report.outcome is not Outcome.SHARED else report.problem)
    if report.copies.to_tell:
        from ictwg.app.saving import came_in, copies_told

        came = came_in(session.store, session.lookup, report) if report.copies.brought else ""
        for told in filter(None, (came, *copies_told(report))):
            narrate(told)
    return report.problem


def let_out_said(session: Session, changes: Changes, args: Namespace) -> None:
    """Before it is on record that a paper, or the text of a decision, went to others."""
    if any(RECORDS[one.table].GOES_OUT for one in changes.writes if one.table in RECORDS):
        from ictwg.app.doors import going_out

        for planned, text, audience in going_out(session.state, changes, session.today):
            let_out(session, args, text, audience, planned)
