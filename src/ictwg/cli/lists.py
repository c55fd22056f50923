"""`ictwg list KIND`, `members | people | …`: many records, as a table, CSV or JSON."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

from ictwg.app.session import Session
from ictwg.cli.output import print_json, print_table, put, say
from ictwg.cli.parsing import ACCEPT_MARKS, Option, add_field_flags, audience_option, command, field_values, kind_option
from ictwg.cli.session import letting_out, limit_in, reading, seen_by, span_in
from ictwg.domain.records import Action, Meeting
from ictwg.domain.schema import Field, Record, declared, form_fields
from ictwg.domain.values import ActionKind, Audience, Looks
from ictwg.errors import UsageError
from ictwg.locales import known, t
from ictwg.records.areas import foreign_fields
from ictwg.records.lookup import TWO_ANSWERS, Lookup
from ictwg.records.selection import Criteria, ListSpec, condition_by, day_by, has_day, listings, select, value_by
from ictwg.records.tables import TASK_COLUMNS, headings, record_json, rows

if TYPE_CHECKING:
    from ictwg.app.search.search import Hits
    from ictwg.records.filter_words import FilterQuery


KIND_WIDTH = 18

OWN_FLAGS = frozenset({Action.meeting.name, Meeting.audience.name})
"""Fields whose flag means more here than “has this value”: what comes from a meeting, what an audience may see."""

_OPTIONS = ("--open", "--overdue", "--owner+ ORG", "--meeting REF", "--from DATE", "--until DATE", "--limit N", "--csv")
"""What a list is narrowed by, and how it is shown; a field of the same name goes before it."""

_NARROWS: dict[str, Callable[[type[Record]], object]] = {
    "--open": lambda kind: kind.CLOSED_BY or condition_by.of(kind, "open"),
    "--overdue": lambda kind: condition_by.of(kind, "overdue"),
    "--owner": lambda kind: kind.OWNERS,
    "--meeting": lambda kind: kind.field(Action.meeting.name),
    "--from": lambda kind: has_day(kind) or day_by.of(kind),
    "--until": lambda kind: has_day(kind) or day_by.of(kind),
}
"""Whether it means anything for a record type; the lists with names of their own take each of them."""


def _narrowed(parser: ArgumentParser, name: str) -> None:
    """The options of a list, which depend on what it lists."""
    command, _, named = name.partition(" ")
    if name == "list":
        kind_option(parser, [kind.SINGULAR for kind in declared()], t("cli.list.kind"), nargs="?")
        return
    kind = listings()[named or command].kind
    words = f"cli.list.words.{kind.TABLE}"
    if named or known(words):
        parser.add_argument("typed", nargs="*", metavar="WORD", help=t(words if known(words) else "cli.list.words"))
    left_out = {field.flag for field in _fields(kind)}
    left_out |= {flag for flag, narrows in _NARROWS.items() if named and not narrows(kind)}
    for option in map(Option, _OPTIONS):
        if option.name not in left_out:
            option.declare(parser, "list")
    for option in (audience_option(Audience.SECRETARIAT), ACCEPT_MARKS):
        option.declare(parser, name)
    for record, fields in groupby(_fields(kind), lambda field: field.record):
        add_field_flags(parser, record, tuple(fields))


def _fields(kind: type[Record]) -> list[Field[Any]]:
    """The fields by which a list is narrowed, those of other types last."""
    own = [field for field in form_fields(kind) if field.name not in OWN_FLAGS]
    return [*own, *foreign_fields(kind, value_by)]


@command(None, more=_narrowed, kinds=listings)
def list_(args: Namespace) -> None:
    """Of a kind, or which kinds there are."""
    if not args.kind:
        # Which lists there are
        names = {kind.SINGULAR: t(f"records.{kind.SINGULAR}.plural") for kind in declared()}
        if args.json:
            print_json(list(names))
        for name, label in names.items() if not args.json else ():
            say(f"{name:<{KIND_WIDTH}}  {label}")
        return
    with reading(args) as session, letting_out(session, args):
        _list(session, listings()[args.kind], args)


@command(reading, more=_narrowed)
def listed(session: Session, args: Namespace) -> None:
    _list(session, listings()[args.command], args)


def _list(session: Session, listing: ListSpec, args: Namespace) -> None:
    lookup = seen_by(session, args)
    since, until = span_in(_given(args, "since"), _given(args, "until"), lookup, Looks.AROUND, Looks.NEAREST)
    criteria = Criteria(
        open=_given(args, "open"),
        overdue=_given(args, "overdue"),
        owners=tuple(_given(args, "owner")),
        meeting=_given(args, "meeting"),
        since=since,
        until=until,
        fields=field_values(args, _fields(listing.kind)),
    )
    words = " ".join(_given(args, "typed"))
    limit = limit_in(args)
    found = select(lookup, listing.kind, criteria, listing.action_kind, None if words else limit)
    if words:
        found = _said_in_words(lookup, listing.kind, found, words)[:limit]
    _print(lookup, listing, found, args)


def _given(args: Namespace, name: str) -> Any:
    """An option of every list; empty where it is not given, or a field is called so."""
    return getattr(args, name, None) or ""


def _said_in_words(lookup: Lookup, kind: type[Record], found: tuple[Record, ...], words: str) -> tuple[Record, ...]:
    """Those that the words of a filter let through."""
    from ictwg.records.filter_words import understood
    from ictwg.records.record_rows import grammar_of

    grammar = grammar_of(lookup, kind)
    wanted = understood(words, lookup.today, grammar.readers)
    refuse_unknown(wanted, ", ".join(f"{name}:" for name in grammar.readers))
    passed = {row.id for row in grammar.rows() if wanted.says(row)}
    return tuple(record for record in found if record.id in passed)


def refuse_unknown(wanted: FilterQuery | Hits, known: str) -> None:
    """An empty list would say that there is nothing of the kind.

    Raises:
        UsageError: A keyed word means nothing; with what may be meant, and the words that are known.
    """
    if wanted.unknown:
        meant = wanted.likely()
        hint = t("filters.likely", likely=meant, words=known) if meant else known
        raise UsageError(t("ui.not_understood", words=" ".join(wanted.unknown)), hint)


def _print(lookup: Lookup, listing: ListSpec, found: tuple[Record, ...], args: Namespace) -> None:
    kind = listing.kind
    if args.json:
        print_json([record_json(lookup, record) for record in found])
    elif args.csv:
        from ictwg.app.csv_lists import csv_text

        put(csv_text(lookup, kind, found))
    else:
        columns = TASK_COLUMNS if listing.action_kind is ActionKind.TASK else ()
        table = rows(lookup, found, columns, date.isoformat)
        if args.audience == Audience.SECRETARIAT:  # what is to decide is nobody else's
            _mark(found, table)
        print_table(headings(kind, columns), table, empty=t("cli.list.empty"))


def _mark(records: Sequence[Record], table: list[list[str]]) -> None:
    """Records with two versions carry the mark behind what they are called."""
    for record, cells in zip(records, table, strict=True):
        if record.row.contested():
            cells[0] = f"{cells[0]} {TWO_ANSWERS}".lstrip()
