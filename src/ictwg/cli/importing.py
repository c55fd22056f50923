"""`ictwg import`: imports minutes and members from files; each row is listed before anything is saved."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from shutil import get_terminal_size
from textwrap import wrap
from typing import Any

from ictwg.app.confidential import CHOICE, EVERY, WORDS
from ictwg.app.import_files import MANY, KeptFiles, found_files, make_list_plan, make_plan, remember_columns
from ictwg.app.import_questions import KeptAnswers, joined, questions, read_on
from ictwg.app.session import Session
from ictwg.cli.output import ProgressLine, narrate, print_json, say
from ictwg.cli.parsing import Option, command
from ictwg.cli.session import trying
from ictwg.domain.records import Organization
from ictwg.domain.schema import declared, parent_kind
from ictwg.domain.text import clean
from ictwg.errors import AskFirstError, UsageError
from ictwg.imports.doubts import (
    ACCEPTED,
    IT_IS,
    LEFT_OUT,
    NEW_ORGANIZATION,
    REFERRED,
    TYPED,
    DoubtKind,
    Key,
    ReadingDoubt,
)
from ictwg.imports.report import (
    Chosen,
    ImportPlan,
    ImportRow,
    RowState,
    choice_told,
    doubt_id,
    proposed_body,
    row_lines,
)
from ictwg.locales import t
from ictwg.records.lookup import find

NARROW = 80
"""Columns, where the terminal does not say."""

STATE = 10
"""Columns for the state of a row."""


@command(
    trying,
    "paths+ PATH",
    "--series CODE",
    "--kind KIND",
    "--of REF",
    "--leave-out",
    "--refer",
    "--accept REASON",
    "--answer+ ID=CHOICE",
    "--yes",
    Option("--dry-run", "cli.dry_run"),
)
def import_(session: Session, args: Namespace) -> int:
    progress, kept, before = ProgressLine(), KeptFiles(), KeptAnswers(session)

    def read(chosen: Chosen) -> ImportPlan:
        if args.kind:
            return _list_plan(session, args, progress, chosen)
        return _plan(session, args, progress, chosen, kept)

    plan, chosen = answered_plan(args, read, before.chosen, _bodies(session))
    if not args.dry_run:
        remember_columns(session, plan, chosen)
    if not (args.kind or args.dry_run):
        before.keep(str(Path(args.paths[0]).absolute()), plan, chosen)
    return bring_in(session, args, plan, chosen, progress)


def bring_in(session: Session, args: Namespace, plan: ImportPlan, chosen: Chosen, progress: ProgressLine) -> int:
    """Saves what was read, unless `--dry-run`, and lists it; returns the exit code.

    Raises:
        AskFirstError: Something in it may be confidential: nothing was saved.
    """
    plan = plan._replace(rows=tuple(row.undecided(chosen) for row in plan.rows))
    if not args.dry_run:
        session.commit(plan.changes)
    progress.done()
    _print(plan, as_json=args.json, dry=args.dry_run)
    if plan.open_marks and not args.dry_run:
        raise AskFirstError(t("cli.import.confidential", count=plan.open_marks), t("cli.import.confidential.hint"))
    return 1 if plan.read_nothing else 0


def _chosen(args: Namespace) -> Chosen:
    """What becomes of every text that may be confidential.

    Raises:
        UsageError: More than one thing.
    """
    said = {LEFT_OUT: args.leave_out, REFERRED: args.refer, ACCEPTED: args.accept}
    choices = [choice for choice, on in said.items() if on]
    if len(choices) > 1:
        raise UsageError(t("cli.import.one_choice"))
    return {EVERY: {CHOICE: choices[0], WORDS: args.accept}} if choices else {}


def _answers(args: Namespace) -> dict[str, str]:
    """The choices by the ids of their doubts.

    Raises:
        UsageError: One is not written as `ID=CHOICE`.
    """
    said = [one.partition("=") for one in args.answer]
    if wrong := [id for id, sign, choice in said if not (sign and choice.strip())]:
        raise UsageError(t("cli.import.answer_form", answer=wrong[0]), t("cli.import.answer_form.hint"))
    return {id.strip().strip("[]"): choice.strip() for id, _, choice in said}


def answered_plan(
    args: Namespace,
    read: Callable[[Chosen], ImportPlan],
    before: Callable[[ImportPlan], Chosen],
    bodies: Iterable[str] = (),
) -> tuple[ImportPlan, Chosen]:
    """What the files say with the answers of `--answer`; an answer may raise another doubt, which has an answer too.

    Args:
        args: What was typed.
        read: Reads it with what was chosen.
        before: What was answered before.
        bodies: The names of organizations on record; a new one may be one of them.

    Raises:
        UsageError: An answer is for no doubt.
    """
    asked: set[str] = set()
    answers, on_record = _answers(args), frozenset(bodies)

    def said(plan: ImportPlan) -> Chosen:
        whole = _of_questions(plan, answers, asked)
        asked.update(doubt_id(row.where, doubt) for row in plan.rows for doubt in row.doubts)
        new = {doubt.about for row in plan.rows for doubt in row.doubts}
        found = _of_doubts(plan, answers, safe=args.yes, names=on_record | new)
        return joined(before(plan), whole, found)

    plan, chosen = read_on(read, said, _chosen(args))
    if unknown := answers.keys() - asked:
        raise UsageError(
            t("cli.import.no_such_doubt", ids=", ".join(sorted(unknown))), t("cli.import.answer_form.hint")
        )
    return plan, chosen


def _bodies(session: Session) -> Iterator[str]:
    """By what the organizations may be named that are on record."""
    for one in session.state.all(Organization):
        yield from (one.acronym, one.name, *one.aliases)


def _of_questions(plan: ImportPlan, answers: dict[str, str], asked: set[str]) -> Chosen:
    """What answers to whole questions choose; their ids are added to `asked`.

    Raises:
        UsageError: It is none of the choices of the question.
    """
    found: Chosen = {}
    for question in questions(plan, {}, standing=True):
        asked.add(question.id)
        choice = answers.get(question.id, "")
        if choice.isdigit() and 0 < int(choice) <= len(question.choices):
            choice = question.choices[int(choice) - 1]
        if choice and choice not in question.choices:
            raise UsageError(t("cli.import.no_such_choice", choice=choice), ", ".join(question.choices))
        found = joined(found, question.answered(choice)) if choice else found
    return found


def _of_doubts(
    plan: ImportPlan, answers: dict[str, str], *, safe: bool, names: Collection[str]
) -> dict[str, dict[Key, str]]:
    """What these answers choose, in each file.

    Args:
        plan: What was read.
        answers: A choice, or its number from 1, by the id of the doubt; those of no doubt in the plan are passed over.
        safe: Whether those that are safe and have no answer get their first choice.
        names: By which an organization may be named that a new one is.

    Raises:
        UsageError: It is none of the choices.
    """
    found: dict[str, dict[Key, str]] = {}
    doubts = ((row.where, doubt) for row in plan.rows for doubt in row.doubts if len(doubt.choices) > 1)
    for where, doubt in doubts:
        said = answers.get(doubt_id(where, doubt), doubt.choices[0] if safe and doubt.safe else "")
        if said:
            found.setdefault(where, {})[doubt.key] = _choice_said(doubt, said, names)
    return found


def _choice_said(doubt: ReadingDoubt, said: str, names: Collection[str]) -> str:
    if said.isdigit() and 0 < int(said) <= len(doubt.choices):
        return doubt.choices[int(said) - 1]
    if said in doubt.choices or TYPED in doubt.choices:
        return said
    if proposed := proposed_body(doubt):
        body = proposed.with_words(said.removeprefix(NEW_ORGANIZATION).split())
        if body or said in names:
            return body.choice if body else f"{IT_IS} {said}"
    choices = ", ".join(f"{at} = {choice_told(doubt, one)}" for at, one in enumerate(doubt.choices, 1))
    raise UsageError(t("cli.import.no_such_choice", choice=said), choices)


def _plan(session: Session, args: Namespace, progress: ProgressLine, chosen: Chosen, kept: KeptFiles) -> ImportPlan:
    files = [file for path in args.paths for file in found_files(path)]
    plan = make_plan(session, files, args.series, progress.tell, chosen, kept)
    if not args.dry_run:
        progress.tell(t("cli.import.saving", count=len(plan.changes.created)), at_once=len(files) > MANY)
    return plan


def _list_plan(session: Session, args: Namespace, progress: ProgressLine, chosen: Chosen) -> ImportPlan:
    """One list of records of a type; what they belong to is named where the list does not say it."""
    kind = next((one for one in declared() if args.kind in (one.SINGULAR, one.TABLE)), None)
    above = parent_kind(kind) if kind else None
    if kind is None or len(args.paths) > 1:
        raise UsageError(t("cli.import.which"), t("cli.import.which.hint"))
    of = find(session.state, above, args.of) if above is not None and args.of else None
    return make_list_plan(session, args.paths[0], kind, of, chosen, progress.tell)


def _as_json(row: ImportRow) -> dict[str, Any]:
    doubts = [
        {"id": doubt_id(row.where, doubt), **doubt._asdict(), "kind": str(doubt.kind), "safe": doubt.safe}
        for doubt in row.doubts
    ]
    return {
        "state": str(row.state),
        "what": row.what,
        "where": row.where,
        "why": row.why or None,
        "found": row.found._asdict() if row.found else None,
        "written": row.written,
        "left_over": row.left_over,
        "doubts": doubts,
    }


def _print_row(row: ImportRow) -> None:
    """The whole row; what is longer than the terminal is wide goes on in the next line."""
    width = get_terminal_size((NARROW, 24)).columns
    state = t(f"cli.import.row.{row.state}").ljust(STATE)
    for depth, text in row_lines(row, ids=True):
        first = state if not depth else ""
        indent = " " * (STATE + 2 * max(depth - 1, 0))
        kept = clean(text)
        say("\n".join(wrap(kept, width, initial_indent=first or indent, subsequent_indent=indent + "  ") or [first]))


def _print_questions(plan: ImportPlan) -> None:
    """The points of each kind together, and how one answer is given to all of them."""
    asked = [one for one in questions(plan, {}) if plan.open_marks or one.kind is not DoubtKind.CONFIDENTIAL]
    if len(asked) > 1:
        narrate(t("cli.import.questions", count=len(asked)))
    for one in asked if len(asked) > 1 else ():
        told = t(f"importing.doubt.{one.kind}")
        say(f"  {one.id} ({len(one.points)}): {told}\n    {', '.join(one.choices)}")


def _print(plan: ImportPlan, *, as_json: bool, dry: bool) -> None:
    if as_json:
        counts = {str(state): plan.count(state) for state in RowState}
        print_json({**counts, "unsure": plan.to_check, "dry_run": dry, "rows": list(map(_as_json, plan.rows))})
        return
    for row in plan.rows:
        _print_row(row)
    _print_questions(plan)
    told: dict[str, Any] = plan.counts
    narrate(t("cli.import.outcome", **told) if plan.rows else t("cli.import.nothing"))
    if dry:
        narrate(t("cli.import.dry"))
