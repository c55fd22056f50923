"""`ictwg letters`: a letter from its template to its receipt, as the keys of the screen do it."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Sequence
from datetime import date

from ictwg.app.session import Session
from ictwg.cli.output import narrate, print_json, say
from ictwg.cli.parsing import Option, command
from ictwg.cli.session import day, writing
from ictwg.contacts import letters as letter_steps
from ictwg.contacts.addressing import language_of
from ictwg.contacts.templates import ACKNOWLEDGEMENT, TEMPLATES, Template, begun, concerned
from ictwg.domain.changes import Changes, together
from ictwg.domain.records import IncomingLetter, Letter, LetterAddressee, Organization
from ictwg.domain.schema import Record
from ictwg.domain.values import Channel, Looks
from ictwg.errors import UsageError
from ictwg.locales import LANGUAGES, t
from ictwg.records.lookup import find
from ictwg.records.tables import record_json

Step = Callable[[Session, Letter, date, Namespace], Changes]

MANY = ("members", "government", "all")
NEW, ANSWER = "new", "answer"
WHAT = (NEW, "to-signatory", "returned", "sign", "dispatch", "delivered", "void", ANSWER)


@command(
    writing,
    Option("what WHAT", values={"steps": ", ".join(WHAT)}, how={"choices": WHAT, "metavar": "WHAT"}),
    Option("reference+ REF", values={"templates": ", ".join(one.name for one in TEMPLATES)}),
    "--about REF",
    "--to+ ORG",
    Option("--language CODE", how={"choices": LANGUAGES, "default": ""}),
    "--number TEXT",
    "--by NAME",
    "--note TEXT",
    "--channel CHANNEL",
    "--on DATE",
)
def letters(session: Session, args: Namespace) -> None:
    on = day(args.on, session.lookup, Looks.BACK) or session.today
    if args.what in (NEW, ANSWER):
        if len(args.reference) > 1:
            raise UsageError(t("cli.letters.one"), t("cli.letters.one.hint"))
        id, changes = (_new if args.what == NEW else _answer)(session, args)
        session.commit_typed(changes)
        _tell(session, [id], changes, args)
        return
    found = [_letter(session, one) for one in args.reference]
    if args.what == "sign":
        number = args.number or letter_steps.next_number(session.state, found[0], on)
        changes = letter_steps.sign_all(session.state, found, number, on)
    else:
        each = [STEPS[args.what](session, one, on, args) for one in found]
        changes = each[0] if len(each) == 1 else together(each, ", ".join(one.subject for one in found))
    session.commit_typed(changes)
    _tell(session, [one.id for one in found], changes, args)


def _letter(session: Session, text: str) -> Letter:
    """By its number, or one of its numbers, where only one letter has that; else as every record is named."""
    state = session.state
    numbered = [one for one in state.all(Letter) if text.strip() in letter_steps.numbers_of(state, one)]
    return numbered[0] if len(numbered) == 1 else find(state, Letter, text)


def _new(session: Session, args: Namespace) -> tuple[str, Changes]:
    """From a template, to those whom it concerns or who are named."""
    template = next((one for one in TEMPLATES if one.name == args.reference[0]), None)
    if template is None:
        names = ", ".join(one.name for one in TEMPLATES)
        raise UsageError(t("cli.letters.no_template", name=args.reference[0]), t("cli.letters.templates", names=names))
    if bool(args.about) is not (template.about is not None):
        word = t(f"records.{template.about.SINGULAR}") if template.about is not None else ""
        hint = t("cli.letters.about_what.hint", what=word) if word else t("cli.letters.about_nothing.hint")
        raise UsageError(t("cli.letters.about_what", name=template.name), hint)
    about: Record | None = find(session.state, template.about, args.about) if template.about is not None else None
    return _begun(session, args, template, about, {Letter.subject.name: t("letters.template.gap")})


def _begun(
    session: Session, args: Namespace, template: Template, about: Record | None, usual: dict[str, str]
) -> tuple[str, Changes]:
    state, today, homes = session.state, session.today, _homes(session, args, about)
    values = usual | begun(state, template, about, args.language or language_of(state, homes, today), today)
    values |= {Letter.text.name: args.note} if args.note else {}
    return letter_steps.begin(session.lookup, values, homes)


def _answer(session: Session, args: Namespace) -> tuple[str, Changes]:
    """To whom a letter came from; it is answered as this one is sent."""
    theirs = find(session.state, IncomingLetter, args.reference[0])
    return _begun(session, args, ACKNOWLEDGEMENT, theirs, {})


def _homes(session: Session, args: Namespace, about: Record | None) -> Sequence[Organization]:
    state, today = session.state, session.today
    if not args.to:
        return concerned(state, about, today)
    each = (
        letter_steps.many(state, one, today) if one in MANY else (find(state, Organization, one),) for one in args.to
    )
    return tuple(dict.fromkeys(home for some in each for home in some))


def _only(session: Session, one: Letter, args: Namespace) -> tuple[LetterAddressee, ...]:
    """Those addressees that are named; none for all."""
    named = {home.id for home in _homes(session, args, None)} if args.to else set()
    return tuple(each for each in letter_steps.addressees(session.state, one) if each.organization in named)


def _dispatched(session: Session, one: Letter, on: date, args: Namespace) -> Changes:
    channel = Channel(args.channel) if args.channel else Channel.LETTER
    return letter_steps.dispatch(session.state, one, on, channel, _only(session, one, args))


def _delivered(session: Session, one: Letter, on: date, args: Namespace) -> Changes:
    waiting = letter_steps.on_the_way(session.state, one, _only(session, one, args))
    if not waiting:
        raise UsageError(t("letters.nothing_on_the_way"))
    return letter_steps.delivered(waiting, args.by, on)


STEPS: dict[str, Step] = {
    "to-signatory": lambda session, one, on, _: letter_steps.to_signatory(session.state, one, on),
    "returned": lambda session, one, on, args: letter_steps.returned(session.state, one, args.note, on),
    "dispatch": _dispatched,
    "delivered": _delivered,
    "void": lambda session, one, on, _: letter_steps.spoil(session.state, one, on),
}


def _tell(session: Session, ids: Sequence[str], changes: Changes, args: Namespace) -> None:
    now = [one for id in ids if (one := session.state.get(Letter, id)) is not None]
    if args.json:
        stage = Letter.stage.name
        print_json(
            [record_json(session.lookup, one) | {stage: letter_steps.stage_of(session.state, one)} for one in now]
        )
        return
    for one in now:
        say(" ".join(filter(None, (one.number, one.subject, f"({one.id})" if args.what in (NEW, ANSWER) else ""))))
        narrate(t(f"letters.stands.{letter_steps.stage_of(session.state, one)}"))
    if not changes:
        narrate(t("cli.set.same"))
