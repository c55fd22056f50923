"""`ictwg circulate | adopt | comment | correct`: the approval of minutes, and comments on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.cli.output import narrate, print_json, say
from ictwg.cli.parsing import Option, command
from ictwg.cli.session import day, writing
from ictwg.domain.changes import Changes
from ictwg.domain.records import Contact, Correction, Meeting, Organization
from ictwg.domain.values import Audience, Commented, MinutesState
from ictwg.errors import UsageError
from ictwg.locales import t

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable
    from datetime import date

    from ictwg.app.session import Session

    Step = Callable[[Session, Meeting, Namespace], Changes]

AUDIENCES = tuple(str(one) for one in Audience)


def step(*options: str | Option) -> Callable[[Step], Step]:
    """A command that takes a step with the minutes of a meeting."""

    def declare(take: Step) -> Step:
        reference, on = Option("reference REF", "cli.meeting"), Option("--on DATE", "cli.minuting.on")

        @command(writing, reference, *options, on, names=(take.__name__,))
        def run(session: Session, args: Namespace) -> None:
            from ictwg.records.lookup import find

            meeting = find(session.state, Meeting, args.reference)
            changes = take(session, meeting, args)
            session.commit_typed(changes)
            _tell(session, meeting, changes, args)

        return take

    return declare


@step("--to-chair", "--cleared", "--by NAME", "--until DATE", "--back")
def circulate(session: Session, meeting: Meeting, args: Namespace) -> Changes:
    from ictwg.minutes import approval as minutes_way

    on = _on(session, args)
    if sum((args.to_chair, args.cleared, args.back)) > 1:
        raise UsageError(t("cli.circulate.one_step"), t("cli.circulate.one_step.hint"))
    if args.back:
        return minutes_way.take_back(meeting)
    minutes_way.require_held(meeting)
    minutes_way.require_open(meeting)
    if args.to_chair:
        return minutes_way.send_to_chair(meeting, on)
    if args.cleared:
        return minutes_way.clear(meeting, on, Meeting.cleared_by.parse(args.by, session.lookup))
    _warn(session, meeting)
    until = day(args.until, session.lookup, Meeting.comments_until.looks)
    return minutes_way.circulate(session.state, meeting, on, until)


@step("--by-silence", "--early", "--at REF")
def adopt(session: Session, meeting: Meeting, args: Namespace) -> Changes:
    from ictwg.minutes import approval as minutes_way
    from ictwg.minutes.approval import require_silence_over
    from ictwg.records.lookup import find

    if args.at and (args.by_silence or args.early):
        raise UsageError(t("cli.adopt.one_way"), t("cli.adopt.one_way.hint"))
    if _says_so_already(meeting, args):
        return Changes("")
    at, on = find(session.state, Meeting, args.at) if args.at else None, _on(session, args)
    minutes_way.require_held(meeting)
    minutes_way.require_open(meeting)
    minutes_way.require_adoption(meeting, on, session.today, at)
    if at is None and not args.early:
        require_silence_over(session.state, meeting, on)
    _warn(session, meeting)
    return minutes_way.adopt_at(meeting, at, on) if at else minutes_way.adopt_by_silence(meeting, on)


def _says_so_already(meeting: Meeting, args: Namespace) -> bool:
    """Whether it was only asked for what has been done."""
    return meeting.minutes_state is MinutesState.ADOPTED and not (args.at or args.on or args.by_silence)


@step(
    "organization ORG",
    "text? TEXT",
    "--none",
    "--not-needed",
    "--channel CHANNEL",
    Option("--open-to WHO", how={"choices": AUDIENCES, "metavar": None, "default": str(Audience.MEMBERS)}),
)
def comment(session: Session, meeting: Meeting, args: Namespace) -> Changes:
    from ictwg.minutes.comments import add_comment
    from ictwg.records.lookup import find

    if bool(args.text) + args.none + args.not_needed != 1:
        raise UsageError(t("cli.comment.one_answer"), t("cli.comment.one_answer.hint"))
    comments = Commented.COMMENTS if args.text else Commented.NO_COMMENTS if args.none else Commented.NOT_NEEDED
    organization = find(session.state, Organization, args.organization)
    more = (
        Contact.text(args.text),
        Contact.channel(Contact.channel.parse(args.channel, session.lookup)),
        Contact.audience(Audience(args.open_to)),
    )
    return add_comment(session.state, meeting, organization, _on(session, args), comments, *more)


@step("text TEXT", "--item NUMBER", "--by ORG")
def correct(session: Session, meeting: Meeting, args: Namespace) -> Changes:
    from ictwg.minutes import corrections

    by = Correction.asked_by.parse(args.by, session.lookup)
    item = _item(session, meeting, args.item) if args.item else None
    return corrections.correct(session.state, meeting, args.text, _on(session, args), item=item, asked_by=by)


def _item(session: Session, meeting: Meeting, number: str) -> str:
    from ictwg.domain.agenda import agenda_of
    from ictwg.meetings.editions import shown_from

    numbers = {line.number: line.item.id for line in agenda_of(*shown_from(session.state, meeting))}
    if number not in numbers:
        hint = t("cli.correct.no_item.hint", known=", ".join(numbers))
        raise UsageError(t("cli.prepare.no_such_item", number=number), hint)
    return numbers[number]


def _on(session: Session, args: Namespace) -> date:
    return day(args.on, session.lookup, Meeting.adopted_on.looks) or session.today


def _warn(session: Session, meeting: Meeting) -> None:
    """What is not in order is said, and stops nobody."""
    from ictwg.minutes.gaps import pre_flight

    found = pre_flight(session.state, meeting, session.today, session.contested.records)
    for line in found.lines:
        narrate(f"{line.what}: {line.where}")
    if found.comments:
        narrate(t("life.open_comments", count=found.comments))


def _tell(session: Session, meeting: Meeting, changes: Changes, args: Namespace) -> None:
    from ictwg.records.lookup import shown_name
    from ictwg.records.tables import record_json

    now = session.state.get(Meeting, meeting.id) or meeting
    if args.json:
        print_json(record_json(session.lookup, now))
        return
    if not changes:
        narrate(t("cli.set.same"))
        return
    say(t(changes.verb, subject=shown_name(session.state, now)))
    if args.command == "circulate" and now.comments_until and not (args.to_chair or args.cleared or args.back):
        narrate(t("cli.circulate.comments_until", day=Meeting.comments_until.show(now.comments_until, session.lookup)))
