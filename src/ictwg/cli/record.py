"""`ictwg show | history | add | set | done | undo | redact`: one record, and what is done with it."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from datetime import tzinfo
from typing import Any

from ictwg.app.session import Session
from ictwg.cli.output import narrate, print_json, print_table, say
from ictwg.cli.parsing import (
    ACCEPT_MARKS,
    Option,
    add_field_flags,
    audience_option,
    command,
    field_help,
    field_values,
    kind_option,
    placeholder,
)
from ictwg.cli.session import day, let_out, limit_in, reading, seen_by, span_in, writing
from ictwg.domain.changes import Changes
from ictwg.domain.clock import DEFAULT_ZONE, zone_named
from ictwg.domain.fields import Day
from ictwg.domain.records import (
    AcceptedText,
    Action,
    AgendaItem,
    Contact,
    Decision,
    Entry,
    Meeting,
    Organization,
    Progress,
    ReportText,
    Round,
)
from ictwg.domain.references import ReferenceNumbers
from ictwg.domain.schema import RECORDS, Field, Record, declared, form_fields
from ictwg.domain.text import clean
from ictwg.domain.values import ActionKind, Audience, Looks, MeetingState, MinutesState
from ictwg.errors import IctwgError, InvalidValueError, ThereAlreadyError, UsageError
from ictwg.locales import t
from ictwg.records.lookup import (
    TWO_ANSWERS,
    Lookup,
    kind_words,
    names_now,
    register_label,
    resolve,
    short_title,
    shown_name,
    shown_reference,
)

PARTS = (Progress, Contact, AgendaItem, Entry, ReportText)
"""What an option says to which other record it belongs, or nothing does."""


def added() -> dict[str, type[Record]]:
    """What `add` adds: what stands on its own, and what says to which of these it belongs."""
    kinds = (kind for kind in declared() if kind.AREA or (kind.PARENT is not None and not kind.PARENT.inner))
    named = {kind.SINGULAR: kind for kind in kinds if not any(field.inner for field in kind.KEY)}
    return named | {kind.SINGULAR: kind for kind in PARTS} | {str(kind): Action for kind in ActionKind}


def _kind_of_new(parser: ArgumentParser, name: str) -> None:
    """What is added, or what may be said of it."""
    from ictwg.records.editing import options_of

    _, _, named = name.partition(" ")
    if not named:
        kinds = added()
        kind_option(parser, kinds, t("cli.add.kind", kinds=", ".join(kinds)))
        return
    kind = added()[named]
    title = title_field(kind)
    if title is not None:
        parser.add_argument("text", nargs="?", metavar=title.name.upper(), help=field_help(title))
    fields = form_fields(kind)
    if kind is Action:
        parser.add_argument("--owner", "--owners", action="append", metavar="ORG", help=t("cli.add.owner"))
        fields = tuple(field for field in fields if field is not Action.owners)
    for beside, told, field in options_of(kind):
        flag = f"--{beside} {placeholder(field)}" if field else f"--{beside}"
        Option(flag, told, how={"dest": beside}).declare(parser, name)
    if kind.GOES_OUT:
        ACCEPT_MARKS.declare(parser, name)
    add_field_flags(parser, kind, fields)


@command(writing, more=_kind_of_new, kinds=added)
def add(session: Session, args: Namespace) -> None:
    from ictwg.minutes.prompt.parsing import promised
    from ictwg.records import editing

    kind, title = added()[args.kind], title_field(added()[args.kind])
    values = field_values(args, kind.fields())
    for field in form_fields(kind):  # as in a form
        if field.required and getattr(field, "looks", None) is Looks.BACK:
            values.setdefault(field.name, session.today.isoformat())
    if title is not None and args.text:
        values[title.name] = args.text
    if owners := getattr(args, "owner", None):
        values[Action.owners.name] = ", ".join(owners)
    values, lacking = promised(session.lookup, values) if args.kind == "action" else (values, "")
    try:
        id, changes = editing.add(session.lookup, kind, values | _beside(args, kind, session.lookup))
    except ThereAlreadyError as error:
        if hasattr(args, "another"):
            error.hint = t("cli.add.another.hint")
        raise
    _let_out_said(session, changes, args)
    session.commit_typed(changes)
    _tell(session, kind, id, changes, as_json=args.json)
    if lacking:
        narrate(lacking)


def _beside(args: Namespace, kind: type[Record], lookup: Lookup) -> dict[str, str]:
    """What some kinds take beside their own fields."""
    from ictwg.records.editing import options_of

    if args.kind == "task":
        return {Action.kind.name: args.kind}
    given: dict[str, Any] = {}
    for name, _, field in options_of(kind):
        typed = getattr(args, name)
        given[name] = day(typed, lookup, field.looks) if isinstance(field, Day) else typed
    return {name: str(value) for name, value in given.items() if value}


def title_field(kind: type[Record]) -> Field[Any] | None:
    """What the text after `add KIND` fills: an organization's name, not its acronym."""
    return Organization.name if kind is Organization else kind.TITLE


def _expect_meant(session: Session, record: Record, changes: Changes, args: Namespace) -> None:
    """What a screen asks before the same deed.

    Raises:
        IctwgError: It is asked, and nobody has said that it is meant.
    """
    from ictwg.cli.meetings import expect_in_order, let_out_minutes
    from ictwg.meetings.meetings import is_ahead
    from ictwg.programme.owed import askings

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


def _let_out_said(session: Session, changes: Changes, args: Namespace) -> None:
    """Before it is on record that a paper, or the text of a decision, went to others."""
    if any(RECORDS[one.table].GOES_OUT for one in changes.writes if one.table in RECORDS):
        from ictwg.app.doors import going_out

        for planned, text, audience in going_out(session.state, changes, session.today):
            let_out(session, args, text, audience, planned)


@command(
    writing,
    Option("reference REF", "cli.reference_or_group"),
    "assignments+ FIELD=VALUE",
    Option("--anyway", "cli.minuting.anyway"),
    ACCEPT_MARKS,
)
def set_(session: Session, args: Namespace) -> None:
    from ictwg.app.redaction import still_kept
    from ictwg.records.editing import assign, not_empty, read_assignment

    record = resolve(session.state, args.reference)
    assignments = tuple(read_assignment(word) for word in args.assignments)
    for one in assignments:
        field = type(record).field(one.field)
        if field is not None and one.sign == "=":
            not_empty(field, one.text, t("editing.emptied.set_hint", name=field.name))
    changes = assign(session.lookup, record, assignments)
    _expect_meant(session, record, changes, args)
    _let_out_said(session, changes, args)
    kept = still_kept(session.state, changes)
    session.commit_typed(changes)
    if kept:
        narrate(t("redacting.still_kept"))
    _tell(session, type(record), record.id, changes, as_json=args.json)


@command(writing, Option("references+ REF", "cli.reference"), "--note TEXT", "--on DATE", "--by ORG")
def done(session: Session, args: Namespace) -> None:
    from ictwg.actions.actions import close, for_each

    actions = tuple(_action(session, reference) for reference in dict.fromkeys(args.references))
    on = Action.closed_on.parse(args.on or "", session.lookup)
    by, numbers = Progress.by.parse(args.by, session.lookup), ReferenceNumbers(session.state)

    def step(action: Action) -> Changes:
        return close(session.state, action, session.today, note=args.note, on=on, by=by, numbers=numbers)

    changes = for_each(session.state, actions, step)
    session.commit(changes)
    for action in actions:
        _tell(session, Action, action.id, changes, as_json=args.json)


@command(lambda args: (writing if args.accept else reading)(args), "--accept")
def risk(session: Session, args: Namespace) -> None:
    from ictwg.programme.at_risk import answered, proposals

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


def _action(session: Session, reference: str) -> Action:

    record = resolve(session.state, reference)
    if not isinstance(record, Action):
        raise UsageError(t("cli.done.not_an_action", text=reference), t("cli.done.not_an_action.hint"))
    return record


@command(writing, "--redo")
def undo(session: Session, args: Namespace) -> None:
    from ictwg.records.history import change_words, kept_words, taken_back_words

    receipt = session.redo() if args.redo else session.undo()
    kept = [change_words(session.lookup, change) for change in receipt.kept]
    if args.json:
        told = names_now(session.state, receipt.about, receipt.total)
        print_json({"undone": told, "verb": receipt.verb.partition(".")[2], "kept": kept})
    else:
        say(taken_back_words(session.state, receipt))
    for words in kept_words(session.lookup, receipt):
        narrate(words)


@command(
    writing,
    Option("reference REF", "cli.reference"),
    "field FIELD",
    Option("--ground TEXT", how={"required": True}),
    "--dry-run",
)
def redact(session: Session, args: Namespace) -> None:
    from ictwg.app import redaction
    from ictwg.app.trash import found_anywhere
    from ictwg.records.editing import known_field

    record = found_anywhere(session.store, args.reference)
    field, ground = known_field(type(record), args.field), AcceptedText.reason.parse(args.ground)
    preview = redaction.foreseen(session, record, field)
    if args.dry_run:
        say("\n- ".join((t("redacting.goes"), *preview.goes)))
    else:
        redaction.redact(session, record, field, ground)
        say(t("cli.redact.done", reference=args.reference, field=t(field.label_id)))
    narrate("\n- ".join((t("leaving.elsewhere"), *preview.stays)))


def _tell(session: Session, kind: type[Record], id: str, changes: Changes, *, as_json: bool) -> None:

    record = session.state.get(kind, id)
    if as_json:
        from ictwg.records.tables import record_json

        print_json(record_json(session.lookup, record) if record else {"id": id})
        return
    if not changes:
        narrate(t("cli.set.same"))
        return
    subject = shown_name(session.state, record) or kind_words(record) if record is not None else changes.subject
    say(t(changes.verb, subject=subject) + _echo(session, record))


def _echo(session: Session, record: Record | None) -> str:
    """What was understood of an action's owner and due date, in full, before it counts."""
    if not isinstance(record, Action):
        return ""
    parts = [Action.owners.show(record.owners, session.lookup), Action.due.show(record.due, session.lookup)]
    text = " · ".join([record.text, *filter(None, parts)])
    return f": {text}"


KEY_WIDTH = 22


NAMED = (Action.reference.name, Action.former_references.name)
"""What nobody types and a record is called by, or was."""


@command(reading, Option("reference REF", "cli.reference_or_group"), audience_option(Audience.SECRETARIAT))
def show(session: Session, args: Namespace) -> None:
    from ictwg.records.rules import broken_rule
    from ictwg.records.tables import record_json

    lookup, ours = seen_by(session, args), args.audience == Audience.SECRETARIAT
    record = resolve(lookup.state, args.reference)
    if why := broken_rule(lookup.state, record):
        raise InvalidValueError(why, t("cli.show.redact", id=record.id))
    if args.json:
        print_json(record_json(lookup, record))
        return
    _print_fields(lookup, record)
    if ours:
        _print_undecided(lookup, record)
    _print_sections(lookup, record)
    if ours and isinstance(record, Meeting):
        _print_entries(lookup, record)


def _print_fields(lookup: Lookup, record: Record) -> None:

    for field in type(record).fields():
        value = field.show(field.of(record), lookup) if field.kind != "position" else ""
        if not field.is_read(record):
            value = t("errors.unreadable", value=field.unread(record))
        if field.name == Action.reference.name:
            value = shown_reference(lookup.state, record)
        if value and (not field.inner or field.name in NAMED):
            first, *more = value.split("\n")
            say(f"{t(field.label_id):<{KEY_WIDTH}}  {first}")
            for line in more:
                say(f"{'':<{KEY_WIDTH}}  {line}")


def _print_undecided(lookup: Lookup, record: Record) -> None:
    """What two people answered differently; that is nobody else's."""
    fields = (register_label(lookup.state, type(record), register) for register in record.row.contested())
    if told := ", ".join(fields):
        say(t("answers.marked_plain", mark=TWO_ANSWERS, fields=told))


def _print_sections(lookup: Lookup, record: Record) -> None:
    """What belongs to a record besides its fields: membership and functions, progress and moved days, an agenda."""
    for title, lines in _sections(lookup, record):
        if lines:
            say(f"\n{clean(title)}" if title else "")
        for line in lines:
            say(f"  {clean(line)}")


def _print_entries(lookup: Lookup, meeting: Meeting) -> None:
    """The lines of the minutes, each with the id by which it is shown, changed or redacted."""
    from ictwg.domain.agenda import agenda_of, entries_of

    entries = entries_of(lookup.state, meeting)
    numbers = {line.item.id: line.number for line in agenda_of(lookup.state, meeting)}
    rows = [(numbers.get(item, ""), line.entry) for item, lines in entries.items() for line in lines]
    if rows:
        say(f"\n{t('minutes_screen.view.minutes')}")
    for number, entry in rows:
        say(f"  {number:<4} {entry.id}  {clean(short_title(entry))}")


_MORE_THAN_FIELDS: dict[type[Record], Field[Any]] = {Action: Action.meeting, Decision: Decision.supersedes}
"""Of which field a detail says more than stands there."""


def _sections(lookup: Lookup, record: Record) -> Iterable[tuple[str, tuple[str, ...]]]:
    from ictwg.records.tables import child_tables, detail_by, known_facts, naming_tables, record_detail

    if isinstance(record, Meeting):
        return _agenda(lookup, record)
    if detail_by.of(type(record)) is None:
        return (("", tuple(known_facts(lookup, record))), *child_tables(lookup, record), *naming_tables(lookup, record))
    more = _MORE_THAN_FIELDS.get(type(record))
    own = {t(field.label_id) for field in type(record).fields() if field is not more} if more is not None else set()
    said = {t("followup.detail.facts"), t("lateness.title"), *own}
    return [section for section in record_detail(lookup, record).sections if section.title not in said]


def _agenda(lookup: Lookup, meeting: Meeting) -> list[tuple[str, tuple[str, ...]]]:
    from ictwg.domain.agenda import agenda_of
    from ictwg.meetings.editions import shown_from

    agenda = agenda_of(*shown_from(lookup.state, meeting))
    lines = tuple(f"{numbered.printed}  {numbered.item.title}" for numbered in agenda)
    return [(t("minutes_screen.view.agenda"), lines)] if lines else []


@command(
    reading, Option("reference? REF", "cli.reference_or_group"), "--by NAME", "--from DATE", "--until DATE", "--limit N"
)
def history(session: Session, args: Namespace) -> None:
    from ictwg.app.trash import found_anywhere
    from ictwg.records.group import group_of
    from ictwg.records.history import HistoryQuery, history_lines

    record = found_anywhere(session.store, args.reference) if args.reference else None
    group, lookup = group_of(session.state), session.lookup
    named = group.time_zone if group is not None else DEFAULT_ZONE
    zone = zone_named(named)
    since, until = span_in(args.since, args.until, lookup, Looks.BACK)
    lines = history_lines(session.store, lookup, record, HistoryQuery(args.by, since, until, zone), limit_in(args))
    if args.json:
        print_json([line._asdict() for line in lines])
    else:
        at, *headings = (t(id) for id in ("ui.when", "ui.who", "ui.what", "records.before", "records.after"))
        rows = [(_local(line.at, zone), line.user, line.what, line.before, line.after) for line in lines]
        print_table([f"{at} ({named})", *headings], rows)


def _local(stamp: str, zone: tzinfo) -> str:
    """A moment as the group's own clocks showed it; JSON keeps it in UTC."""
    from datetime import datetime

    return datetime.fromisoformat(stamp).astimezone(zone).strftime("%Y-%m-%d %H:%M")
