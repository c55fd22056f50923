"""`ictwg prepare`: the next meeting and its agenda, as proposed."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Iterator
from typing import Any

from ictwg.app.next_meeting.accepting import accept
from ictwg.app.next_meeting.assembling import propose
from ictwg.app.next_meeting.proposal import MeetingProposal, Proposed, proposal_json, starts_of
from ictwg.app.session import Session
from ictwg.cli.output import narrate, print_json, print_table, say
from ictwg.cli.parsing import Option, command
from ictwg.cli.session import day, trying
from ictwg.domain.calendar import due_in_words
from ictwg.domain.changes import Changes
from ictwg.domain.records import Meeting
from ictwg.domain.roster import sub_groups
from ictwg.domain.state import State
from ictwg.domain.values import Looks, MeetingKind
from ictwg.errors import NotFoundError, UsageError
from ictwg.locales import t
from ictwg.records.lookup import shown_name

Step = Callable[[Session, Any, Namespace], Changes]
MEETING_KINDS = tuple(str(kind) for kind in MeetingKind)


@command(
    trying,
    "series? SERIES",
    "--on DATE",
    Option("--kind KIND", values={"kinds": ", ".join(MEETING_KINDS)}, how={"choices": MEETING_KINDS}),
    "--drop+ N",
    "--keep+ N",
    "--dry-run",
)
def prepare(session: Session, args: Namespace) -> None:
    proposal = _chosen(_proposed(session, args), args)
    if args.dry_run:
        _show(session, proposal, "", as_json=args.json)
    else:
        _plan(session, proposal, as_json=args.json)


def _proposed(session: Session, args: Namespace) -> MeetingProposal:
    on = day(args.on, session.lookup, Looks.NEAREST)
    kind = MeetingKind(args.kind) if args.kind else None
    return propose(session.state, session.today, _series(session.state, args.series), on=on, kind=kind)


def _series(state: State, typed: str) -> str:
    """The code of the body that is meant.

    Raises:
        NotFoundError: There is none.
    """
    code, known = typed.strip().upper(), [group.code for group in sub_groups(state)]
    if not code or code in known:
        return code
    listed = ", ".join(known) or t("cli.prepare.no_series.none")
    raise NotFoundError(t("cli.prepare.no_series", code=typed), t("cli.prepare.no_series.hint", known=listed))


def _chosen(proposal: MeetingProposal, args: Namespace) -> MeetingProposal:
    """With what was named dropped and kept; the numbers are those that are printed."""
    dropped, kept = (set(_places(proposal, given)) for given in (args.drop, args.keep))
    for place in sorted(dropped):
        if proposal.items[place - 1].there:
            title = proposal.items[place - 1].title
            raise UsageError(t("cli.prepare.stays", number=place, title=title), t("cli.prepare.stays.hint"))
    items = (
        item._replace(kept=item.there or ((item.kept or place in kept) and place not in dropped))
        for place, item in enumerate(proposal.items, 1)
    )
    return proposal._replace(items=tuple(items))


def _places(proposal: MeetingProposal, given: list[str]) -> Iterator[int]:
    for text in given:
        if not text.isdecimal() or not 1 <= int(text) <= len(proposal.items):
            hint = t("cli.prepare.no_such_item.hint", count=len(proposal.items))
            raise UsageError(t("cli.prepare.no_such_item", number=text), hint)
        yield int(text)


def _plan(session: Session, proposal: MeetingProposal, *, as_json: bool) -> None:
    changes = accept(session.state, proposal)
    done = session.commit_typed(changes)
    meeting = session.state.get(Meeting, proposal.meeting or changes.created[0][1])
    named = shown_name(session.state, meeting) if meeting is not None else ""
    _show(session, proposal, named, as_json=as_json)
    if not as_json:
        narrate(t(changes.verb, subject=changes.subject) if done else t("cli.set.same"))


def _show(session: Session, proposal: MeetingProposal, meeting: str, *, as_json: bool) -> None:
    if as_json:
        print_json(proposal_json(session.state, proposal, meeting))
        return
    say(" · ".join(filter(None, (due_in_words(proposal.day.day), proposal.day.why))))
    if proposal.day.warning:
        narrate(proposal.day.warning)
    headings = [t(id) for id in ("ui.number", "ui.time", "records.item", "records.minutes_allotted", "ui.why")]
    rows = zip(proposal.items, starts_of(session.state, proposal), strict=True)
    print_table(headings, [_row(place, item, starts) for place, (item, starts) in enumerate(rows, 1)])


def _row(place: int, item: Proposed, starts: Any) -> list[str]:
    number = str(place) if item.kept else f"{place} {t('cli.prepare.dropped')}"
    time = str(starts) if starts else ""
    return [number, time, item.title, "" if item.minutes is None else str(item.minutes), item.why]
