"""`ictwg circulate | adopt | comment | correct`: the approval of minutes, and comments on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.cli.output import narrate, print_json, say
from ictwg.domain.changes import Changes
from ictwg.domain.records import Contact, Correction, Meeting, Organization
from ictwg.domain.values import Audience, Commented, MinutesState
from ictwg.errors import UsageError
from ictwg.locales import t

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Callable
    from typing import Any

    from ictwg.app.session import Session


def configure(parser: ArgumentParser, name: str) -> None:
    parser.add_argument("reference", metavar="REF", help=t("cli.meeting"))
    _CONFIGURE[name](parser)
    parser.add_argument("--on", metavar="DATE", help=t("cli.minuting.on"))


def run(args: Namespace) -> int:
    from ictwg.cli.session import writing
    from ictwg.records.lookup import find

    with writing(args) as session:
        meeting = find(session.state, Meeting, args.reference)
        changes = _RUN[args.command](session, meeting, args)
        session.commit_typed(changes)
        _tell(session, meeting, changes, args)
    return 0


def _configure_circulate(parser: ArgumentParser) -> None:
    parser.add_argument("--to-chair", action="store_true", help=t("cli.circulate.to_chair"))
    parser.add_argument("--cleared", action="store_true", help=t("cli.circulate.cleared"))
    parser.add_argument("--by", default="", metavar="NAME", help=t("cli.circulate.by"))
    parser.add_argument("--until", metavar="DATE", help=t("cli.circulate.until"))
    parser.add_argument("--back", action="store_true", help=t("cli.circulate.back"))


def _circulate(session: Session, meeting: Meeting, args: Namespace) -> Changes:
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
    return minutes_way.circulate(session.state, meeting, on, _day(session, args.until, Meeting.comments_until))


def _configure_adopt(parser: ArgumentParser) -> None:
    parser.add_argument("--by-silence", action="store_true", help=t("cli.adopt.by_silence"))
    parser.add_argument("--early", action="store_true", help=t("cli.adopt.early"))
    parser.add_argument("--at", metavar="REF", help=t("cli.adopt.at"))


def _adopt(session: Session, meeting: Meeting, args: Namespace) -> Changes:
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


def _configure_comment(parser: ArgumentParser) -> None:
    parser.add_argument("organization", metavar="ORG", help=t("cli.comment.organization"))
    parser.add_argument("text", nargs="?", metavar="TEXT", help=t("cli.comment.text"))
    parser.add_argument("--none", action="store_true", help=t("cli.comment.none"))
    parser.add_argument("--not-needed", action="store_true", help=t("cli.comment.not_needed"))
    parser.add_argument("--channel", metavar="CHANNEL", help=t("cli.comment.channel"))
    audiences, members = [str(one) for one in Audience], str(Audience.MEMBERS)
    parser.add_argument("--open-to", choices=audiences, default=members, help=t("cli.comment.open_to"))


def _comment(session: Session, meeting: Meeting, args: Namespace) -> Changes:
    from ictwg.minutes.comments import add_comment
    from ictwg.records.lookup import find

    if bool(args.text) + args.none + args.not_needed != 1:
        raise UsageError(t("cli.comment.one_answer"), t("cli.comment.one_answer.hint"))
    comments = Commented.COMMENTS if args.text else Commented.NO_COMMENTS if args.none else Commented.NOT_NEEDED
    organization = find(session.state, Organization, args.organization)
    more = (
        Contact.text(args.text or ""),
        Contact.channel(Contact.channel.parse(args.channel or "", session.lookup)),
        Contact.audience(Audience(args.open_to)),
    )
    return add_comment(session.state, meeting, organization, _on(session, args), comments, *more)


def _configure_correct(parser: ArgumentParser) -> None:
    parser.add_argument("text", metavar="TEXT", help=t("cli.correct.text"))
    parser.add_argument("--item", metavar="NUMBER", help=t("cli.correct.item"))
    parser.add_argument("--by", default="", metavar="ORG", help=t("cli.correct.by"))


def _correct(session: Session, meeting: Meeting, args: Namespace) -> Changes:
    from ictwg.minutes.corrections import correct

    by = Correction.asked_by.parse(args.by, session.lookup)
    item = _item(session, meeting, args.item) if args.item else None
    return correct(session.state, meeting, args.text, _on(session, args), item=item, asked_by=by)


def _item(session: Session, meeting: Meeting, number: str) -> str:
    from ictwg.domain.agenda import agenda_of
    from ictwg.meetings.editions import shown_from

    numbers = {line.number: line.item.id for line in agenda_of(*shown_from(session.state, meeting))}
    if number not in numbers:
        hint = t("cli.correct.no_item.hint", known=", ".join(numbers))
        raise UsageError(t("cli.prepare.no_such_item", number=number), hint)
    return numbers[number]


def _on(session: Session, args: Namespace) -> Any:
    return _day(session, args.on, Meeting.adopted_on) or session.today


def _day(session: Session, text: str | None, field: Any) -> Any:
    from ictwg.cli.session import day

    return day(text, session.lookup, field.looks)


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


_CONFIGURE: dict[str, Callable[[ArgumentParser], None]] = {
    "circulate": _configure_circulate,
    "adopt": _configure_adopt,
    "comment": _configure_comment,
    "correct": _configure_correct,
}


_RUN: dict[str, Callable[[Session, Meeting, Any], Changes]] = {
    "circulate": _circulate,
    "adopt": _adopt,
    "comment": _comment,
    "correct": _correct,
}
