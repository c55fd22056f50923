"""`ictwg show | history`: one record, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.cli.output import print_json, print_table, say
from ictwg.cli.parsing import Option, audience_option, command
from ictwg.cli.session import day, limit_in, reading, seen_by
from ictwg.domain.records import Action, Decision, Meeting, Organization, Person
from ictwg.domain.text import clean
from ictwg.domain.values import Audience, Looks
from ictwg.locales import t

if TYPE_CHECKING:
    from argparse import Namespace
    from datetime import tzinfo

    from ictwg.app.session import Session
    from ictwg.domain.schema import Record
    from ictwg.records.lookup import Lookup

KEY_WIDTH = 22
NAMED = (Action.reference.name, Action.former_references.name)
"""What nobody types and a record is called by, or was."""


@command(reading, Option("reference REF", "cli.reference_or_group"), audience_option(Audience.SECRETARIAT))
def show(session: Session, args: Namespace) -> None:
    from ictwg.records.lookup import resolve
    from ictwg.records.tables import record_json

    lookup, ours = seen_by(session, args), args.audience == Audience.SECRETARIAT
    record = resolve(lookup.state, args.reference)
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
    from ictwg.records.lookup import shown_reference

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
    from ictwg.records.lookup import TWO_ANSWERS, register_label

    fields = (register_label(lookup.state, type(record), register) for register in record.row.contested())
    if told := ", ".join(fields):
        say(t("answers.marked_plain", mark=TWO_ANSWERS, fields=told))


def _print_sections(lookup: Lookup, record: Record) -> None:
    """What belongs to a record besides its fields: membership and functions, progress and moved days, an agenda."""
    for title, lines in _sections(lookup, record):
        say(f"\n{clean(title)}")
        for line in lines:
            say(f"  {clean(line)}")


def _print_entries(lookup: Lookup, meeting: Meeting) -> None:
    """The lines of the minutes, each with the id by which it is shown, changed or redacted."""
    from ictwg.domain.agenda import agenda_of, entries_of
    from ictwg.records.lookup import short_title

    entries = entries_of(lookup.state, meeting)
    numbers = {line.item.id: line.number for line in agenda_of(lookup.state, meeting)}
    rows = [(numbers.get(item, ""), line.entry) for item, lines in entries.items() for line in lines]
    if rows:
        say(f"\n{t('minutes_screen.view.minutes')}")
    for number, entry in rows:
        say(f"  {number:<4} {entry.id}  {clean(short_title(entry))}")


def _sections(lookup: Lookup, record: Record) -> list[tuple[str, tuple[str, ...]]]:
    if isinstance(record, Meeting):
        return _agenda(lookup, record)
    if isinstance(record, Action):
        from ictwg.actions.action_detail import action_detail

        told = {t(id) for id in ("records.meeting", "followup.detail.progress", "followup.detail.moved")}
        detail = action_detail(lookup, record)
        return [(section.title, section.lines) for section in detail.sections if section.title in told]
    if isinstance(record, Decision):
        return _decision(lookup, record)
    if not isinstance(record, Organization | Person):
        from ictwg.records.tables import child_tables

        return [(section.title, section.lines) for section in child_tables(lookup, record)]
    from ictwg.members.member_detail import organization_detail, person_detail

    if isinstance(record, Organization):
        detail = organization_detail(lookup, record, lookup.today)
    else:
        detail = person_detail(lookup, record)
    return [(section.title, section.lines) for section in detail.sections]


def _decision(lookup: Lookup, record: Decision) -> list[tuple[str, tuple[str, ...]]]:
    """Positions, what it supersedes and what supersedes it, the actions that carry it out, and earlier wordings."""
    from ictwg.decisions.decision_detail import decision_detail

    own = {t(field.label_id) for field in Decision.fields()} - {t(Decision.supersedes.label_id)}
    told = {t("followup.detail.facts"), t("records.meeting"), *own}
    detail = decision_detail(lookup, record)
    return [(section.title, section.lines) for section in detail.sections if section.title not in told]


def _agenda(lookup: Lookup, meeting: Meeting) -> list[tuple[str, tuple[str, ...]]]:
    from ictwg.domain.agenda import agenda_of
    from ictwg.meetings.editions import shown_from

    agenda = agenda_of(*shown_from(lookup.state, meeting))
    lines = tuple(f"{numbered.number}  {numbered.item.title}" for numbered in agenda)
    return [(t("minutes_screen.view.agenda"), lines)] if lines else []


@command(
    reading,
    Option("reference? REF", "cli.reference_or_group"),
    "--by NAME",
    "--from DATE",
    "--until DATE",
    "--limit N",
)
def history(session: Session, args: Namespace) -> None:
    from ictwg.app.trash import found_anywhere
    from ictwg.records.group import group_of
    from ictwg.records.history import HistoryQuery, history_lines
    from ictwg.store.this_computer.clock import DEFAULT_ZONE, zone_named

    record = found_anywhere(session.store, args.reference) if args.reference else None
    group, lookup = group_of(session.state), session.lookup
    named = group.time_zone if group is not None else DEFAULT_ZONE
    zone = zone_named(named)
    since, until = (day(text, lookup, Looks.BACK) for text in (args.since, args.until))
    lines = history_lines(session.store, lookup, record, HistoryQuery(args.by, since, until, zone), limit_in(args))
    if args.json:
        print_json([line._asdict() for line in lines])
    else:
        at, *headings = (t(id) for id in ("ui.when", "ui.who", "ui.what", "records.before"))
        rows = [(_local(line.at, zone), line.user, line.what, line.before) for line in lines]
        print_table([f"{at} ({named})", *headings], rows)


def _local(stamp: str, zone: tzinfo) -> str:
    """A moment as the group's own clocks showed it; JSON keeps it in UTC."""
    from datetime import datetime

    return datetime.fromisoformat(stamp).astimezone(zone).strftime("%Y-%m-%d %H:%M")
