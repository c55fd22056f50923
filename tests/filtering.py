"""The rows that a filter lets through, as commands, search and the lists on the screen understand it."""

from __future__ import annotations

from datetime import date
from typing import Any

from ictwg.domain.schema import Record
from ictwg.domain.state import State
from ictwg.records.filter_words import FilterQuery, understood
from ictwg.records.lookup import Lookup
from ictwg.records.record_rows import grammar_of


def asked(state: State, kind: type[Record], query: str, today: date) -> FilterQuery:
    return understood(query, today, grammar_of(Lookup(state, today), kind).readers)


def through(state: State, kind: type[Record], query: str, today: date) -> tuple[Any, ...]:
    wanted = asked(state, kind, query, today)
    return tuple(row for row in grammar_of(Lookup(state, today), kind).rows() if wanted.says(row))
