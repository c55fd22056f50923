"""A filter means the same in a list on the screen, in a command and in search: of every type, key and value."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from tests.example_group import TODAY, example_group

from ictwg.actions import action_rows
from ictwg.app.search.search import SearchIndex, searched_kinds
from ictwg.cli import lists
from ictwg.cli.parsing import parse
from ictwg.decisions import decision_rows
from ictwg.domain.records import Action, Decision, Meeting, Organization, Person
from ictwg.domain.schema import Record, declared
from ictwg.errors import UsageError
from ictwg.records.filter_words import FilterQuery, understood
from ictwg.records.lookup import Lookup
from ictwg.records.record_rows import grammar_of, record_rows
from ictwg.records.selection import listings
from ictwg.ui.screens.meetings import meeting_lines
from ictwg.ui.screens.membership import organization_lines, person_lines
from ictwg.ui.widgets.filtered_list import KeyedMatches

STATE = example_group().state
LOOKUP = Lookup(STATE, TODAY, me="Ana Example")
INDEX = SearchIndex(STATE, LOOKUP.me)
ANY = ("none", "@me", "xyz", "2010", "2010-03", ">2010-03-20", "30d", "open", "moj", "M-2010-03-12", "a,b", "1,000")
"""Said of every key, whether it means something there or not."""


class Session:
    state, lookup, today = STATE, LOOKUP, TODAY


def on_screen(kind: type[Record]) -> Sequence[Any]:
    """The rows of the list on the screen."""
    own: dict[type[Record], Any] = {
        Action: lambda: action_rows.table_of(STATE).rows(TODAY),
        Decision: lambda: decision_rows.table_of(STATE).rows(TODAY),
        Meeting: lambda: meeting_lines(STATE),
        Organization: lambda: organization_lines(LOOKUP, TODAY),
        Person: lambda: person_lines(LOOKUP, TODAY),
    }
    return own[kind]() if kind in own else record_rows(LOOKUP, kind, kind.COLUMNS)


def matches(kind: type[Record]) -> KeyedMatches:
    def read(query: str, today: date) -> FilterQuery:
        return understood(query, today, grammar_of(LOOKUP, kind).readers)

    return KeyedMatches(on_screen(kind), "", TODAY, read)


def values(kind: type[Record], key: str) -> tuple[str, ...]:
    """What stands in the field, as it is typed and as it is shown, and each word of a closed list."""
    told: set[str] = set(ANY)
    field = kind.field(key)
    if field is not None:
        told.update(str(choice) for choice in getattr(field, "choices", ()))
        for value in {field.of(record) for record in STATE.all(kind)}:
            told.update(filter(None, (field.type_text(value, LOOKUP), field.show(value, LOOKUP))))
    return tuple(sorted(one.replace(" ", "_") for one in told if '"' not in one and "\n" not in one))


def keys(kind: type[Record]) -> tuple[str, ...]:
    return (*sorted(grammar_of(LOOKUP, kind).readers), "bogus")


def by_command(args: Namespace, query: str, capsys: pytest.CaptureFixture[str]) -> set[str] | None:
    """The ids; None where it refuses."""
    args.typed = query.split()
    capsys.readouterr()
    try:
        lists._list(Session(), listings()[args.kind], args)  # type: ignore[arg-type]
    except UsageError:
        return None
    return {one["id"] for one in json.loads(capsys.readouterr().out)}


def by_screen(listed: KeyedMatches, query: str) -> set[str] | None:
    if listed.understood(query).unknown:
        return None
    return {listed.rows[place].id for place in listed.matching(query)}


def by_search(kind: type[Record], query: str) -> set[str] | None:
    hits = INDEX.find(f"kind:{kind.SINGULAR} {query}", TODAY, 10_000)
    return None if hits.unknown else {hit.record.id for hit in hits.found}


@pytest.mark.parametrize("kind", declared(), ids=lambda kind: kind.SINGULAR)
def test_a_filter_means_the_same_everywhere(kind: type[Record], capsys: pytest.CaptureFixture[str]) -> None:
    rows, args = matches(kind), parse("list", ["list", kind.SINGULAR, "-name:x", "--json"])
    assert args.typed == ["-name:x"]
    also = " is:action" if kind is Action else ""  # tasks are a list of their own
    for key in keys(kind):
        for place, value in enumerate(values(kind, key)):
            for query in (f"{key}:{value}{also}", f"-{key}:{value}{also}")[: 1 + (place % 3 == 0)]:
                listed = by_screen(rows, query)
                assert by_command(args, query, capsys) == listed, query
                if kind in searched_kinds() and key != "kind":  # there it is the type of record
                    assert by_search(kind, query) == listed, query
