"""`ictwg circulate | adopt | comment | correct | answer | conclude`: minutes until they are adopted."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from datetime import date
from typing import Any

from ictwg.app.catalogue import MINUTES, made, paper_named
from ictwg.app.session import Session
from ictwg.cli.output import narrate, print_json, say
from ictwg.cli.parsing import ACCEPT_MARKS, Command, Option, command, placeholder
from ictwg.cli.session import day, let_out, writing
from ictwg.decisions import circulation
from ictwg.documents.comments import add_comment
from ictwg.domain.agenda import agenda_of
from ictwg.domain.changes import Changes
from ictwg.domain.records import Contact, Correction, Decision, Document, Meeting, Organization, Position, Round
from ictwg.domain.schema import Record
from ictwg.domain.values import Audience, Commented, MeetingState, MinutesState
from ictwg.errors import IctwgError, UsageError
from ictwg.locales import t
from ictwg.meetings.editions import shown_from
from ictwg.meetings.meetings import is_ahead
from ictwg.minutes import approval as minutes_way
from ictwg.minutes import corrections
from ictwg.minutes.gaps import pre_flight
from ictwg.programme.owed import askings
from ictwg.records.lookup import find, found_or_none, shown_name
from ictwg.records.tables import record_json

Step = Callable[[Session, Any, Namespace], Changes]
AUDIENCES = tuple(str(one) for one in Audience)
ANYWAY = Option("--anyway", "cli.minuting.anyway")


def step(*options: str | Option, also: type[Document] | None = None) -> Callable[[Step], Command]:
    """A command that takes a step with the minutes of a meeting, or with a record of another type."""

    def declare(take: Step) -> Command:
        reference = Option("reference REF", "" if also is not None else "cli.meeting")
        on = Option("--on DATE", "cli.minuting.on")

        @command(writing, reference, *options, on)
        def run(session: Session, args: Namespace) -> None:
            other = found_or_none(session.state, also, args.reference) if also is not None else None
            about = other or find(session.state, Meeting, args.reference)
            changes = take(session, about, args)
            session.commit_typed(changes)
            _tell(session, about, changes, args)

        return run

    return declare


@step("--to-chair", "--cleared", "--by NAME", "--until DATE", "--back", ANYWAY, ACCEPT_MARKS)
def circulate(session: Session, meeting: Meeting, args: Namespace) -> Changes:
    on = _on(session, args)
    if sum((args.to_chair, args.cleared, args.back)) > 1:
        raise UsageError(t("cli.circulate.one_step"), t("cli.circulate.one_step.hint"))
    if args.back:
        return minutes_way.take_back(meeting)
    minutes_way.require_held(meeting)
    minutes_way.require_open(meeting)
    if args.cleared:
        return minutes_way.clear(meeting, on, Meeting.cleared_by.parse(args.by, session.lookup))
    let_out_minutes(session, meeting, args, to_chair=args.to_chair)
    if args.to_chair:
        return minutes_way.send_to_chair(meeting, on)
    expect_in_order(session, meeting, args)
    until = day(args.until, session.lookup, Meeting.comments_until.looks)
    return minutes_way.circulate(session.state, meeting, on, until)


@step("--by-silence", "--early", "--at REF", ANYWAY)
def adopt(session: Session, meeting: Meeting, args: Namespace) -> Changes:
    if args.at and (args.by_silence or args.early):
        raise UsageError(t("cli.adopt.one_way"), t("cli.adopt.one_way.hint"))
    if meeting.minutes_state is MinutesState.ADOPTED and not (args.at or args.on or args.by_silence):
        return Changes("")  # it was only asked for what has been done
    at, on = find(session.state, Meeting, args.at) if args.at else None, _on(session, args)
    minutes_way.require_held(meeting)
    minutes_way.require_open(meeting)
    minutes_way.require_adoption(meeting, on, session.today, at)
    if at is None and not args.early:
        minutes_way.require_silence_over(session.state, meeting, on)
    if went := minutes_way.sent_words(meeting):
        narrate(went)
    expect_in_order(session, meeting, args)
    return minutes_way.adopt_at(meeting, at, on) if at else minutes_way.adopt_by_silence(meeting, on)


@step(
    "organization ORG",
    "text? TEXT",
    "--none",
    "--not-needed",
    "--channel CHANNEL",
    Option("--open-to WHO", how={"choices": AUDIENCES, "metavar": None, "default": str(Audience.MEMBERS)}),
    also=Document,
)
def comment(session: Session, about: Meeting | Document, args: Namespace) -> Changes:
    if bool(args.text) + args.none + args.not_needed != 1:
        raise UsageError(t("cli.comment.one_answer"), t("cli.comment.one_answer.hint"))
    comments = Commented.COMMENTS if args.text else Commented.NO_COMMENTS if args.none else Commented.NOT_NEEDED
    organization = find(session.state, Organization, args.organization)
    more = (
        Contact.text(args.text),
        Contact.channel(Contact.channel.parse(args.channel, session.lookup)),
        Contact.audience(Audience(args.open_to)),
    )
    return add_comment(session.state, about, organization, _on(session, args), comments, *more)


@step("text TEXT", "--item NUMBER", "--by ORG")
def correct(session: Session, meeting: Meeting, args: Namespace) -> Changes:
    by = Correction.asked_by.parse(args.by, session.lookup)
    item = _item(session, meeting, args.item) if args.item else None
    return corrections.correct(session.state, meeting, args.text, _on(session, args), item=item, asked_by=by)


def _item(session: Session, meeting: Meeting, number: str) -> str:
    numbers = {line.number: line.item.id for line in agenda_of(*shown_from(session.state, meeting))}
    if number not in numbers:
        hint = t("cli.correct.no_item.hint", known=", ".join(numbers))
        raise UsageError(t("cli.prepare.no_such_item", number=number), hint)
    return numbers[number]


def _on(session: Session, args: Namespace) -> date:
    return Correction.on.parse(args.on or "", session.lookup) or session.today


def let_out_minutes(session: Session, meeting: Meeting, args: Namespace, *, to_chair: bool) -> None:
    """Before they go to the chair, or to the members."""
    audience = Audience.CORE if to_chair else Audience.MEMBERS
    for paper in made(session, paper_named(MINUTES), audience, meeting):
        let_out(session, args, paper.text, audience)


def expect_in_order(session: Session, meeting: Meeting, args: Namespace) -> None:
    """What the screen asks about first is said.

    Raises:
        IctwgError: Something is not in order, and nobody has said that it is meant so.
    """
    found = pre_flight(session.state, meeting, session.today, session.contested.records)
    said = [f"{line.what}: {line.where}" for line in found.lines]
    if found.comments:
        said.append(t("life.open_comments", count=found.comments))
    if args.command == "adopt" and args.at and not minutes_way.went_out(meeting):
        said.append(t("cli.adopt.not_circulated", meeting=shown_name(session.state, meeting)))
    for line in said:
        narrate(line)
    if said and not args.anyway:
        raise IctwgError(t("cli.not_in_order", count=len(said)), t("cli.not_in_order.hint"))


def expect_meant(session: Session, record: Record, changes: Changes, args: Namespace) -> None:
    """What a screen asks before the same deed.

    Raises:
        IctwgError: It is asked, and nobody has said that it is meant.
    """
    written, asked = {one.field: one.value for one in changes.writes if one.id == record.id}, ""
    if isinstance(record, Meeting):
        step = written.get(Meeting.minutes_state.name)
        if step in (MinutesState.WITH_CHAIR, MinutesState.CIRCULATED):
            let_out_minutes(session, record, args, to_chair=step == MinutesState.WITH_CHAIR)
        if step in (MinutesState.CIRCULATED, MinutesState.ADOPTED):
            expect_in_order(session, record, args)
        if written.get(Meeting.state.name) == MeetingState.HELD and is_ahead(record, session.today):
            asked = t("cli.set.ahead", day=Meeting.date.show(record.date, session.lookup))
    elif written.keys() & {Round.closed_on.name, Decision.status.name}:
        asked = next((one.early for one in askings(session.state, session.today) if one.record.id == record.id), "")
    if asked and not args.anyway:
        raise IctwgError(asked, t("cli.not_in_order.hint"))


def _tell(session: Session, about: Meeting | Document, changes: Changes, args: Namespace) -> None:
    now: Any = session.state.get(type(about), about.id) or about
    if args.json:
        print_json(record_json(session.lookup, now))
        return
    if not changes:
        narrate(t("cli.set.same"))
        return
    say(t(changes.verb, subject=shown_name(session.state, now)))
    if args.command == "circulate" and now.comments_until and not (args.to_chair or args.cleared or args.back):
        narrate(t("cli.circulate.comments_until", day=Meeting.comments_until.show(now.comments_until, session.lookup)))


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
    decision, who = find(session.state, Decision, args.reference), find(session.state, Organization, args.organization)
    stance = Position.stance.parse(args.stance, session.lookup)
    on = Position.on.parse(args.on or "", session.lookup) or session.today
    channel = Position.channel.parse(args.channel, session.lookup)
    changes = circulation.answer(session.state, decision, who, stance, on, channel=channel, reason=args.reason)
    _save(session, [decision], changes, args)


@command(writing, Option("references+ REF", "cli.circulating.reference"), "--taken", "--not-taken", "--early")
def conclude(session: Session, args: Namespace) -> None:
    if args.taken == args.not_taken:
        raise UsageError(t("cli.conclude.which"), t("cli.conclude.which.hint"))
    found = list(dict.fromkeys(find(session.state, Decision, one) for one in args.references))
    changes = circulation.conclude_all(session.state, found, session.today, taken=args.taken)
    early = (circulation.Circulated(session.state, one, session.today).early for one in found)
    if (words := next(filter(None, early), "")) and not args.early:
        raise IctwgError(words, t("cli.conclude.early.hint"))
    _save(session, found, changes, args)


def _save(session: Session, decisions: list[Decision], changes: Changes, args: Namespace) -> None:
    """The change, and how the members stand after it."""
    session.commit_typed(changes)
    now = [session.state.get(Decision, one.id) or one for one in decisions]
    if args.json:
        told = [record_json(session.lookup, one) for one in now]
        print_json(told if len(told) > 1 else told[0])
        return
    say(t(changes.verb, subject=changes.subject))
    for one in now:
        words = circulation.tally(session.state, one, session.today).words
        say(words if len(now) == 1 else f"{one.reference}: {words}")
