"""`ictwg conflicts | resolve | same`: two versions of one value, two records of one thing."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from typing import Any

from ictwg.app.problems.two_answers import (
    Question,
    both_kept,
    given_by,
    keep,
    proposal,
    question_about,
    questions,
    write,
)
from ictwg.app.session import Session
from ictwg.cli.output import narrate, print_json, say
from ictwg.cli.parsing import Option, command
from ictwg.cli.session import reading, trying, writing
from ictwg.domain.changes import Changes
from ictwg.domain.records import Organization, Person
from ictwg.errors import IctwgError, UsageError
from ictwg.locales import t
from ictwg.members import merging
from ictwg.members.merging import Merge, MergeKind
from ictwg.records.lookup import Lookup, find, resolve, shown_name
from ictwg.records.tables import record_json


@command(reading)
def conflicts(session: Session, args: Namespace) -> int:
    asked = questions(session.store, session.lookup)
    if args.json:
        print_json([_json(session.lookup, question) for question in asked])
    elif not asked:
        narrate(t("answers.decided_all"))
    else:
        say("\n\n".join("\n".join(_told(session.lookup, question)) for question in asked))
        named = {"reference": _named(session.lookup, asked[0]), "field": asked[0].register}
        narrate(t("cli.hint", hint=t("answers.value_or_keep.hint", **named)))
    return 1 if asked else 0


def _told(lookup: Lookup, question: Question) -> Iterator[str]:
    """Where it is, as `resolve` takes it, and every answer in full: cut short, two answers look like one."""
    name, said = _named(lookup, question), shown_name(lookup.state, question.record)
    yield f"{name} {question.register}" + (f"  ({said})" if said != name.strip('"') else "")
    for number, answer in enumerate(question.answers, 1):
        shown = f" · {t('answers.is_shown')}" if number == 1 else ""
        yield from _indented(f"{number}: ", answer.words)
        yield f"     {given_by(lookup.state, answer)}{shown}"
    if (together := proposal(question)) is not None:
        yield from _indented("+: ", together)
        yield f"     {t('answers.proposal')} · --together"


def _indented(mark: str, words: str) -> Iterator[str]:
    for number, line in enumerate(words.split("\n")):
        yield f"  {'' if number else mark:3}{line}"


def _named(lookup: Lookup, question: Question) -> str:
    """What `resolve` finds it by: a line of the minutes has no name of its own, but an id."""
    name = shown_name(lookup.state, question.record)
    try:
        found = resolve(lookup.state, name).id == question.record.id
    except IctwgError:
        found = False
    if not found:
        return question.record.id
    return f'"{name}"' if " " in name else name


def _json(lookup: Lookup, question: Question) -> dict[str, Any]:
    record = question.record
    named = {"table": record.TABLE, "id": record.id, "reference": shown_name(lookup.state, record)}
    answers = [
        {"value": answer.raw, "user": answer.user, "device": answer.device, "at": answer.at.isoformat()}
        for answer in question.answers
    ]
    return {**named, "field": question.register, "answers": answers, "proposal": proposal(question)}


@command(
    writing, Option("reference REF", "cli.reference"), "decision FIELD[=VALUE]", "--keep N", "--both", "--together"
)
def resolve_conflict(session: Session, args: Namespace) -> None:
    name, given, text = args.decision.partition("=")
    about = resolve(session.state, args.reference)
    question = question_about(session.store, session.lookup, about, name)
    changes = _decision(args, session.lookup, question, text if given else None)
    session.commit_typed(changes)
    if args.json:
        record = session.state.get(type(question.record), question.record.id)
        print_json(record_json(session.lookup, record) if record is not None else None)
    else:
        say(t(changes.verb, subject=changes.subject))


def _decision(args: Namespace, lookup: Lookup, question: Question, text: str | None) -> Changes:
    if args.both or args.together:
        text = both_kept(question) if args.both else proposal(question)
        if text is None:
            raise UsageError(t("answers.no_both" if args.both else "answers.no_proposal"))
    if text is not None:
        return write(lookup, question, text)
    if args.keep is None:
        told = t("answers.value_or_keep.hint", reference=args.reference, field=question.register)
        raise UsageError(t("answers.value_or_keep"), told)
    if not 1 <= args.keep <= len(question.answers):
        told = t("answers.no_such.hint", count=len(question.answers))
        raise UsageError(t("answers.no_such", number=args.keep), told)
    return keep(lookup, question, question.answers[args.keep - 1])


_KINDS: dict[str, type[Organization | Person]] = {kind.SINGULAR: kind for kind in (Organization, Person)}


@command(
    trying,
    Option("which KIND", "cli.same.kind", how={"choices": tuple(_KINDS)}),
    "kept KEEP",
    "other OTHER",
    "--take+ FIELD",
    "--different",
    Option("--dry-run", "cli.dry_run"),
)
def same(session: Session, args: Namespace) -> None:
    kind = _KINDS[args.which]
    kept, other = find(session.state, kind, args.kept), find(session.state, kind, args.other)
    found = _found(session, kept, other, args.take)
    changes = merging.mark_not_duplicates(session.state, kept, other) if args.different else found.changes
    moved = args.different and merging.were_combined(session.state, kept, other)
    if not args.dry_run:
        session.commit(changes)
    if args.json:
        told = [{**line._asdict(), "kind": str(line.kind)} for line in found.lines if not args.different]
        print_json({"kept": kept.id, "other": other.id, "dry_run": args.dry_run, "lines": told})
        return
    _print(found, different=args.different)
    if not args.dry_run:
        say(t(changes.verb, subject=changes.subject))
    if moved:
        narrate(t("same.apart.moved"))


def _found(session: Session, kept: Organization | Person, other: Organization | Person, take: list[str]) -> Merge:
    found = merging.same(session.lookup, kept, other, dict.fromkeys(take, True))
    asked = [line.id for line in found.lines if line.kind is MergeKind.DIFFERS]
    unknown = [one for one in take if one not in asked]
    if unknown:
        hint = t("cli.same.take.hint", listed=", ".join(asked) or "–")
        raise UsageError(t("cli.same.not_asked", field=unknown[0]), hint)
    return found


def _print(found: Merge, *, different: bool) -> None:
    """Line by line what happens; those with a choice say what it is called."""
    for line in found.lines if not different else ():
        say(f"- {merging.words_of(line)}")
        if line.kind is MergeKind.DIFFERS and not line.takes:
            narrate(t("cli.same.take_it", field=line.id))
