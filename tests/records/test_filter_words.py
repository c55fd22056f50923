"""The grammar of a filter: quotes make text, a key may be said in the language of the group."""

from __future__ import annotations

from datetime import date

import pytest
from tests.builders import MemoryState

from ictwg.domain.records import Group, Training
from ictwg.records.filter_words import readers_of, tokens, understood
from ictwg.records.lookup import Lookup

TODAY = date(2010, 2, 15)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("plan of action", [("plan", False), ("of", False), ("action", False)]),
        ('"plan of action" x', [("plan of action", True), ("x", False)]),
        ('"plan of', [("plan of", True)]),
        ('title:"plan of action"', [("title:plan_of_action", False)]),
        ('-title:"plan of', [("-title:plan_of", False)]),
        ('"is:open"', [("is:open", True)]),
        ('10" x', [('10"', False), ("x", False)]),
        ('""', []),
    ],
)
def test_what_stands_in_quotes_is_one(query: str, said: list[tuple[str, bool]]) -> None:
    assert list(tokens(query)) == said


def test_a_keyed_word_in_quotes_is_looked_for_as_text() -> None:
    state = MemoryState()
    course = state.add(Training, Training.title("Plan of work: how to"), Training.venue("title:hall"))
    readers = readers_of(Lookup(state, TODAY), Training)
    assert understood('title:"plan of work"', TODAY, readers).fits(course)
    assert not understood('title:"work of plan"', TODAY, readers).fits(course)
    quoted = understood('"title:hall" "nonsense:word"', TODAY, readers)
    assert (quoted.terms, quoted.words, quoted.unknown) == ((), ("title:hall", "nonsense:word"), ())
    assert understood("title:hall nonsense:word", TODAY, readers).unknown == ("nonsense:word",)


def test_a_key_is_read_in_the_language_of_the_group_too() -> None:
    state = MemoryState()
    course = state.add(Training, Training.title("Plano"))
    lookup = Lookup(state, TODAY)
    assert understood("título:plano", TODAY, readers_of(lookup, Training)).unknown
    state.add(Group, Group.key("group"), Group.language("pt"))
    readers = readers_of(lookup, Training)
    for query in ("título:plano", "titulo:plano", "Título:plano", "title:plano"):
        asked = understood(query, TODAY, readers)
        assert (asked.unknown, asked.fits(course)) == ((), True)
    assert not understood("título:outra", TODAY, readers).fits(course)
