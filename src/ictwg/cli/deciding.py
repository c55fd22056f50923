"""`ictwg conflicts | resolve`: where two people answered differently, and the decision."""

from __future__ import annotations

from ictwg.cli.output import narrate, print_json, print_table, say
from ictwg.errors import UsageError
from ictwg.locales import t

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from ictwg.cli.plain import Declared, Given
    from ictwg.domain.changes import Changes
    from ictwg.hints import Any
    from ictwg.services.lookup import Lookup
    from ictwg.services.two_answers import Answer, Question


def configure(parser: Declared, name: str) -> None:
    if name == "resolve":
        parser.add_argument("reference", metavar="REF", help="cli.reference")
        parser.add_argument("decision", metavar="FIELD[=VALUE]", help="cli.resolve.decision")
        parser.add_argument("--keep", type=int, metavar="N", help="cli.resolve.keep")
        parser.add_argument("--both", action="store_true", help="cli.resolve.both")


def run(args: Given) -> int:
    return _RUN[args.command](args)


def _conflicts(args: Given) -> int:
    from ictwg.cli.session import reading
    from ictwg.services.two_answers import questions

    with reading(args) as desk:
        asked = questions(desk.store, desk.lookup)
        if args.json:
            print_json([_json(desk.lookup, question) for question in asked])
        else:
            headings = [t(f"answers.{name}") for name in ("where", "field", "shown", "other")]
            rows = [_row(desk.lookup, question) for question in asked]
            print_table(headings, rows, empty=t("answers.decided_all"))
            if rows:
                narrate(t("cli.hint", hint=t("answers.value_or_keep.hint", reference=rows[0][0], field=rows[0][1])))
    return 1 if asked else 0


def _row(lookup: Lookup, question: Question) -> list[str]:
    from ictwg.services.lookup import shown_name

    shown, *others = (_told(number, answer) for number, answer in enumerate(question.answers, 1))
    return [shown_name(lookup.state, question.record), question.register, shown, "; ".join(others)]


def _told(number: int, answer: Answer) -> str:
    return f"{number}: {answer.words} ({t('answers.by', user=answer.user, at=_minute(answer))})"


def _minute(answer: Answer) -> str:
    return answer.at.isoformat(" ", timespec="minutes")[:16]


def _json(lookup: Lookup, question: Question) -> dict[str, Any]:
    from ictwg.services.lookup import shown_name
    from ictwg.services.two_answers import proposal

    record = question.record
    named = {"table": record.TABLE, "id": record.id, "reference": shown_name(lookup.state, record)}
    answers = [
        {"value": answer.raw, "user": answer.user, "device": answer.device, "at": answer.at.isoformat()}
        for answer in question.answers
    ]
    return {**named, "field": question.register, "answers": answers, "proposal": proposal(question)}


def _resolve(args: Given) -> int:
    from ictwg.cli.session import writing
    from ictwg.services.jsonview import record_json
    from ictwg.services.lookup import resolve
    from ictwg.services.two_answers import question_about

    name, given, text = args.decision.partition("=")
    with writing(args) as desk:
        question = question_about(desk.store, desk.lookup, resolve(desk.state, args.reference), name)
        changes = _decision(args, desk.lookup, question, text if given else None)
        desk.commit_typed(changes)
        if args.json:
            record = desk.state.get(type(question.record), question.record.id)
            print_json(record_json(desk.lookup, record) if record is not None else None)
        else:
            say(t(changes.verb, subject=changes.subject))
    return 0


def _decision(args: Given, lookup: Lookup, question: Question, text: str | None) -> Changes:
    from ictwg.services.two_answers import both_kept, keep, write

    if text is not None:
        return write(lookup, question, text)
    if args.both:
        text = both_kept(question)
        if text is None:
            raise UsageError(t("answers.no_both"))
        return write(lookup, question, text)
    if args.keep is None:
        told = t("answers.value_or_keep.hint", reference=args.reference, field=question.register)
        raise UsageError(t("answers.value_or_keep"), told)
    if not 1 <= args.keep <= len(question.answers):
        told = t("answers.no_such.hint", count=len(question.answers))
        raise UsageError(t("answers.no_such", number=args.keep), told)
    return keep(lookup, question, question.answers[args.keep - 1])


_RUN: dict[str, Callable[[Given], int]] = {"conflicts": _conflicts, "resolve": _resolve}
