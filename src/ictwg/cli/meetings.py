"""`ictwg prepare | circulate | adopt | comment | correct | answer | conclude`: a meeting until its minutes stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ictwg.cli.output import narrate, print_json, print_table, say
from ictwg.cli.parsing import ACCEPT_MARKS, Option, command, placeholder
from ictwg.cli.session import day, let_out, trying, writing
from ictwg.domain.changes import Changes
from ictwg.domain.records import Contact, Correction, Decision, Document, Meeting, Organization, Position
from ictwg.domain.roster import sub_groups
from ictwg.domain.values import Audience, Commented, Looks, MeetingKind, MinutesState
from ictwg.errors import IctwgError, NotFoundError, UsageError
from ictwg.locales import t
from ictwg.records.lookup import find, found_or_none, shown_name

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Iterator
    from datetime import date

    from ictwg.app.next_meeting.proposal import MeetingProposal, Proposed
    from ictwg.app.session import Session
    from ictwg.domain.state import State

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
    from ictwg.app.next_meeting.assembling import propose

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
    from ictwg.app.next_meeting.accepting import accept

    changes = accept(session.state, proposal)
    done = session.commit_typed(changes)
    meeting = session.state.get(Meeting, proposal.meeting or changes.created[0][1])
    named = shown_name(session.state, meeting) if meeting is not None else ""
    _show(session, proposal, named, as_json=as_json)
    if not as_json:
        narrate(t(changes.verb, subject=changes.subject) if done else t("cli.set.same"))


def _show(session: Session, proposal: MeetingProposal, meeting: str, *, as_json: bool) -> None:
    from ictwg.app.next_meeting.proposal import proposal_json, starts_of

    if as_json:
        print_json(proposal_json(session.state, proposal, meeting))
        return
    say(_day_line(proposal))
    if proposal.day.warning:
        narrate(proposal.day.warning)
    headings = [t(id) for id in ("ui.number", "ui.time", "records.item", "records.minutes_allotted", "ui.why")]
    rows = zip(proposal.items, starts_of(session.state, proposal), strict=True)
    print_table(headings, [_row(place, item, starts) for place, (item, starts) in enumerate(rows, 1)])


def _day_line(proposal: MeetingProposal) -> str:
    from ictwg.domain.calendar import due_in_words

    return " · ".join(filter(None, (due_in_words(proposal.day.day), proposal.day.why)))


def _row(place: int, item: Proposed, starts: Any) -> list[str]:
    number = str(place) if item.kept else f"{place} {t('cli.prepare.dropped')}"
    time = str(starts) if starts else ""
    return [number, time, item.title, "" if item.minutes is None else str(item.minutes), item.why]


AUDIENCES = tuple(str(one) for one in Audience)


ANYWAY = Option("--anyway", "cli.minuting.anyway")


def step(*options: str | Option, also: type[Document] | None = None) -> Callable[[Step], Step]:
    """A command that takes a step with the minutes of a meeting, or with a record of another type."""

    def declare(take: Step) -> Step:
        reference = Option("reference REF", "" if also is not None else "cli.meeting")
        on = Option("--on DATE", "cli.minuting.on")

        @command(writing, reference, *options, on, names=(take.__name__,))
        def run(session: Session, args: Namespace) -> None:

            other = found_or_none(session.state, also, args.reference) if also is not None else None
            about = other or find(session.state, Meeting, args.reference)
            changes = take(session, about, args)
            session.commit_typed(changes)
            _tell(session, about, changes, args)

        return take

    return declare


@step("--to-chair", "--cleared", "--by NAME", "--until DATE", "--back", ANYWAY, ACCEPT_MARKS)
def circulate(session: Session, meeting: Meeting, args: Namespace) -> Changes:
    from ictwg.minutes import approval as minutes_way

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
    from ictwg.minutes import approval as minutes_way

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
    from ictwg.documents.comments import add_comment

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
    return Correction.on.parse(args.on or "", session.lookup) or session.today


def let_out_minutes(session: Session, meeting: Meeting, args: Namespace, *, to_chair: bool) -> None:
    """Before they go to the chair, or to the members."""
    from ictwg.app.catalogue import MINUTES, made, paper_named

    audience = Audience.CORE if to_chair else Audience.MEMBERS
    for paper in made(session, paper_named(MINUTES), audience, meeting):
        let_out(session, args, paper.text, audience)


def expect_in_order(session: Session, meeting: Meeting, args: Namespace) -> None:
    """What the screen asks about first is said.

    Raises:
        IctwgError: Something is not in order, and nobody has said that it is meant so.
    """
    from ictwg.minutes.approval import went_out
    from ictwg.minutes.gaps import pre_flight

    found = pre_flight(session.state, meeting, session.today, session.contested.records)
    said = [f"{line.what}: {line.where}" for line in found.lines]
    if found.comments:
        said.append(t("life.open_comments", count=found.comments))
    if args.command == "adopt" and args.at and not went_out(meeting):
        said.append(t("cli.adopt.not_circulated", meeting=shown_name(session.state, meeting)))
    for line in said:
        narrate(line)
    if said and not args.anyway:
        raise IctwgError(t("cli.not_in_order", count=len(said)), t("cli.not_in_order.hint"))


def _tell(session: Session, about: Meeting | Document, changes: Changes, args: Namespace) -> None:
    from ictwg.records.tables import record_json

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
    from ictwg.decisions import circulation

    decision, who = find(session.state, Decision, args.reference), find(session.state, Organization, args.organization)
    stance = Position.stance.parse(args.stance, session.lookup)
    on = Position.on.parse(args.on or "", session.lookup) or session.today
    channel = Position.channel.parse(args.channel, session.lookup)
    changes = circulation.answer(session.state, decision, who, stance, on, channel=channel, reason=args.reason)
    _save(session, [decision], changes, args)


@command(writing, Option("references+ REF", "cli.circulating.reference"), "--taken", "--not-taken", "--early")
def conclude(session: Session, args: Namespace) -> None:
    from ictwg.decisions import circulation

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
    from ictwg.decisions.circulation import tally
    from ictwg.records.tables import record_json

    session.commit_typed(changes)
    now = [session.state.get(Decision, one.id) or one for one in decisions]
    if args.json:
        told = [record_json(session.lookup, one) for one in now]
        print_json(told if len(told) > 1 else told[0])
        return
    say(t(changes.verb, subject=changes.subject))
    for one in now:
        words = tally(session.state, one, session.today).words
        say(words if len(now) == 1 else f"{one.reference}: {words}")
