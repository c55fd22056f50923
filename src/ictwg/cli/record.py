"""`ictwg show | done`: one record, and an action that is finished."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable
from typing import Any

from ictwg.actions.actions import close, for_each
from ictwg.app.session import Session
from ictwg.cli.output import narrate, print_json, say
from ictwg.cli.parsing import Option, audience_option, command
from ictwg.cli.session import reading, seen_by, writing
from ictwg.domain.agenda import agenda_of, entries_of
from ictwg.domain.changes import Changes
from ictwg.domain.records import Action, Decision, Meeting, Progress
from ictwg.domain.references import ReferenceNumbers
from ictwg.domain.schema import Field, Record
from ictwg.domain.text import clean
from ictwg.domain.values import Audience
from ictwg.errors import InvalidValueError, UsageError
from ictwg.locales import t
from ictwg.meetings.editions import shown_from
from ictwg.records.lookup import (
    TWO_ANSWERS,
    Lookup,
    kind_words,
    register_label,
    resolve,
    short_title,
    shown_name,
    shown_reference,
)
from ictwg.records.rules import broken_rule
from ictwg.records.tables import child_tables, detail_by, known_facts, naming_tables, record_detail, record_json


@command(writing, Option("references+ REF", "cli.reference"), "--note TEXT", "--on DATE", "--by ORG")
def done(session: Session, args: Namespace) -> None:
    actions = tuple(_action(session, reference) for reference in dict.fromkeys(args.references))
    on = Action.closed_on.parse(args.on or "", session.lookup)
    by, numbers = Progress.by.parse(args.by, session.lookup), ReferenceNumbers(session.state)

    def step(action: Action) -> Changes:
        return close(session.state, action, session.today, note=args.note, on=on, by=by, numbers=numbers)

    changes = for_each(session.state, actions, step)
    session.commit(changes)
    for action in actions:
        tell_changed(session, Action, action.id, changes, as_json=args.json)


def _action(session: Session, reference: str) -> Action:
    record = resolve(session.state, reference)
    if not isinstance(record, Action):
        raise UsageError(t("cli.done.not_an_action", text=reference), t("cli.done.not_an_action.hint"))
    return record


def tell_changed(session: Session, kind: type[Record], id: str, changes: Changes, *, as_json: bool) -> None:
    record = session.state.get(kind, id)
    if as_json:
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
    if isinstance(record, Meeting):
        return _agenda(lookup, record)
    if detail_by.of(type(record)) is None:
        return (("", tuple(known_facts(lookup, record))), *child_tables(lookup, record), *naming_tables(lookup, record))
    more = _MORE_THAN_FIELDS.get(type(record))
    own = {t(field.label_id) for field in type(record).fields() if field is not more} if more is not None else set()
    said = {t("followup.detail.facts"), t("lateness.title"), *own}
    return [section for section in record_detail(lookup, record).sections if section.title not in said]


def _agenda(lookup: Lookup, meeting: Meeting) -> list[tuple[str, tuple[str, ...]]]:
    agenda = agenda_of(*shown_from(lookup.state, meeting))
    lines = tuple(f"{numbered.printed}  {numbered.item.title}" for numbered in agenda)
    return [(t("minutes_screen.view.agenda"), lines)] if lines else []
