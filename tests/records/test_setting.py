"""Fields set in words: the corner cases; what each field means is tried where it is typed."""

from __future__ import annotations

from datetime import date

from tests.builders import MemoryState, organization

from ictwg.records.lookup import Lookup
from ictwg.records.setting import set_by_words


def test_nothing_set_is_no_change() -> None:
    state = MemoryState()
    assert not set_by_words(Lookup(state, date(2010, 3, 12)), organization(state, "MoJ"), ())
