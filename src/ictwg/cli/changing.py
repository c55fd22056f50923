"""`ictwg set | risk | redact`: fields of a record."""

from __future__ import annotations

from argparse import Namespace

from ictwg.app import redaction
from ictwg.app.session import Session
from ictwg.app.trash import found_anywhere
from ictwg.cli.output import narrate, print_json, print_table, say
from ictwg.cli.parsing import ACCEPT_MARKS, Option, command
from ictwg.cli.record import tell_changed
from ictwg.cli.session import let_out_said, reading, writing
from ictwg.domain.records import AcceptedText, Decision, Meeting, Round
from ictwg.locales import t
from ictwg.programme.at_risk import answered, proposals
from ictwg.records.editing import assign, known_field, not_empty, read_assignment
from ictwg.records.lookup import resolve, shown_name


@command(
    writing,
    Option("reference REF", "cli.reference_or_group"),
    "assignments+ FIELD=VALUE",
    Option("--anyway", "cli.minuting.anyway"),
    ACCEPT_MARKS,
)
def set_(session: Session, args: Namespace) -> None:
    record = resolve(session.state, args.reference)
    assignments = tuple(read_assignment(word) for word in args.assignments)
    for one in assignments:
        field = type(record).field(one.field)
        if field is not None and one.sign == "=":
            not_empty(field, one.text, t("editing.emptied.set_hint", name=field.name))
    changes = assign(session.lookup, record, assignments)
    if isinstance(record, Meeting | Round | Decision):
        from ictwg.cli.meetings import expect_meant  # loads what minutes are made with

        expect_meant(session, record, changes, args)
    let_out_said(session, changes, args)
    kept = redaction.still_kept(session.state, changes)
    session.commit_typed(changes)
    if kept:
        narrate(t("redacting.still_kept"))
    tell_changed(session, type(record), record.id, changes, as_json=args.json)


@command(lambda args: (writing if args.accept else reading)(args), "--accept")
def risk(session: Session, args: Namespace) -> None:
    found = proposals(session.state)
    if args.accept and found:
        changes = answered(found)
        session.commit(changes)
        narrate(t(changes.verb, subject=changes.subject))
    if args.json:
        print_json([{"id": one.id, "kind": one.SINGULAR, "answer": str(answer)} for one, answer in found.items()])
        return
    rows = [(t(f"records.{one.SINGULAR}"), shown_name(session.state, one), a) for one, a in found.items()]
    heads = (t("ui.what"), t("records.name"), t("records.people_at_risk"))
    print_table(heads, [(*row, t(f"choices.yes_no.{a}")) for *row, a in rows], empty=t("at_risk.none"))


@command(
    writing,
    Option("reference REF", "cli.reference"),
    "field FIELD",
    Option("--ground TEXT", how={"required": True}),
    "--dry-run",
)
def redact(session: Session, args: Namespace) -> None:
    record = found_anywhere(session.store, args.reference)
    field, ground = known_field(type(record), args.field), AcceptedText.reason.parse(args.ground)
    preview = redaction.foreseen(session, record, field)
    if args.dry_run:
        say("\n- ".join((t("redacting.goes"), *preview.goes)))
    else:
        redaction.redact(session, record, field, ground)
        say(t("cli.redact.done", reference=args.reference, field=t(field.label_id)))
    narrate("\n- ".join((t("leaving.elsewhere"), *preview.stays)))
