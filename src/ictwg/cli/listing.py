"""`ictwg members | people | meetings | actions | decisions | tasks`: lists, as a table or as one JSON array."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from ictwg.cli.output import print_json, print_table, put
from ictwg.cli.parsing import add_audience, add_field_flags, field_values
from ictwg.domain.records import Action, Decision, Meeting, Organization
from ictwg.domain.schema import form_fields
from ictwg.domain.values import ActionKind, Audience, Looks
from ictwg.locales import t
from ictwg.records.areas import foreign_fields
from ictwg.records.lookup import TWO_ANSWERS
from ictwg.records.selection import LISTINGS, value_by

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Mapping, Sequence

    from ictwg.domain.schema import Field, Record
    from ictwg.records.filter_words import Reader
    from ictwg.records.lookup import Lookup
    from ictwg.records.selection import Listing


OWN_FLAGS = frozenset({Action.meeting.name, Meeting.audience.name})
"""Fields whose flag means more here than “has this value”: what comes from a meeting, what an audience may see."""


def configure(parser: ArgumentParser, name: str) -> None:
    if LISTINGS[name].kind in (Action, Decision):
        parser.add_argument("typed", nargs="*", metavar="WORD", help=t(f"cli.list.words.{LISTINGS[name].kind.TABLE}"))
    parser.add_argument("--open", action="store_true", help=t("cli.list.open"))
    parser.add_argument("--overdue", action="store_true", help=t("cli.list.overdue"))
    parser.add_argument("--owner", metavar="ORG", default="", help=t("cli.list.owner"))
    parser.add_argument("--meeting", metavar="REF", default="", help=t("cli.list.meeting"))
    parser.add_argument("--from", dest="since", metavar="DATE", help=t("cli.list.from"))
    parser.add_argument("--until", metavar="DATE", help=t("cli.list.until"))
    parser.add_argument("--limit", metavar="N", type=int, help=t("cli.list.limit"))
    parser.add_argument("--csv", action="store_true", help=t("cli.list.csv"))
    add_audience(parser, Audience.SECRETARIAT)
    kind = LISTINGS[name].kind
    for record, fields in groupby(_fields(kind), lambda field: field.record):
        add_field_flags(parser, record, tuple(fields))


def _fields(kind: type[Record]) -> list[Field[Any]]:
    """The fields by which a list is narrowed, those of other types last."""
    own = [field for field in form_fields(kind) if field.name not in OWN_FLAGS]
    return [*own, *foreign_fields(kind, value_by)]


def run(args: Namespace) -> int:
    from ictwg.cli.session import day, limit_in, reading, seen_by
    from ictwg.records.selection import Criteria, select

    listing = LISTINGS[args.command]
    with reading(args) as desk:
        lookup = seen_by(desk, args)
        criteria = Criteria(
            open=args.open,
            overdue=args.overdue,
            owner=args.owner,
            meeting=args.meeting,
            since=day(args.since, lookup, Looks.AROUND),
            until=day(args.until, lookup, Looks.NEAREST),
            fields=field_values(args, _fields(listing.kind)),
        )
        words = " ".join(getattr(args, "typed", None) or ())
        limit = limit_in(args)
        found = select(lookup, listing.kind, criteria, listing.action_kind, None if words else limit)
        if words:
            found = _said_in_words(lookup, listing.kind, found, words)[:limit]
        _print(lookup, listing, found, args)
    return 0


def _said_in_words(lookup: Lookup, kind: type[Record], found: tuple[Record, ...], words: str) -> tuple[Record, ...]:
    """Those that the words of a filter let through.

    Raises:
        UsageError: A keyed word means nothing, or an owner is on no register.
    """
    from ictwg.actions import action_filter
    from ictwg.decisions import decision_rows as decision_filter

    grammar = action_filter if kind is Action else decision_filter
    wanted = grammar.parse(words, lookup.today)
    refuse_unknown(lookup, words, wanted.unknown, t(f"cli.list.words.{kind.TABLE}"), grammar.READERS)
    if kind is Action:
        passed = {row.action for row in action_filter.rows(lookup.state, wanted, lookup.today)}
    else:
        passed = {row.id for row in decision_filter.filtered(lookup.state, wanted, lookup.today)}
    return tuple(record for record in found if record.id in passed)


def refuse_unknown(
    lookup: Lookup, words: str, unknown: Sequence[str], known: str, readers: Mapping[str, Reader]
) -> None:
    """An empty list would say that there is nothing of the kind.

    Raises:
        UsageError: With what may be meant, or the words that are known.
    """
    from ictwg.actions.action_filter import stranger_in
    from ictwg.errors import UsageError
    from ictwg.records.filter_words import likely
    from ictwg.records.lookup import nearest

    if unknown:
        meant = likely(unknown[0], readers, lookup.today)
        hint = t("filters.likely", likely=meant, words=known) if meant else known
        raise UsageError(t("ui.not_understood", words=" ".join(unknown)), hint)
    stranger = stranger_in(lookup.state, words)
    if stranger:
        near = nearest(lookup.state, Organization, stranger)
        hint = t("filters.nearest.hint", nearest=near) if near else t("filters.nobody_near.hint")
        hint = t("filters.nobody.hint") if stranger.casefold() == "none" else hint
        raise UsageError(t("filters.nobody_called", name=stranger), hint)


def _print(lookup: Lookup, listing: Listing, found: tuple[Record, ...], args: Namespace) -> None:
    from ictwg.records.tables import TASK_COLUMNS, headings, rows

    kind = listing.kind

    if args.json:
        from ictwg.records.json_view import record_json

        print_json([record_json(lookup, record) for record in found])
    elif args.csv:
        from ictwg.app.csv_lists import csv_text

        put(csv_text(lookup, kind, found))
    else:
        columns = TASK_COLUMNS if listing.action_kind is ActionKind.TASK else ()
        table = rows(lookup, found, columns)
        if args.audience == Audience.SECRETARIAT:  # what is to decide is nobody else's
            _mark(found, table)
        print_table(headings(kind, columns), table, empty=t("cli.list.empty"))


def _mark(records: Sequence[Record], table: list[list[str]]) -> None:
    """Records with two different answers carry the mark behind what they are called."""
    for record, cells in zip(records, table, strict=True):
        if record.row.contested():
            cells[0] = f"{cells[0]} {TWO_ANSWERS}".lstrip()
