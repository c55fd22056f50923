"""A number may be typed with the unit that its field counts."""

from __future__ import annotations

from datetime import date

import pytest
from tests.builders import MemoryState

from ictwg.domain.records import AgendaItem, Decision
from ictwg.errors import InvalidValueError
from ictwg.records.lookup import Lookup


@pytest.mark.parametrize(
    ("typed", "minutes"), [("15", 15), ("15 min", 15), ("15min.", 15), ("15 minutos", 15), ("", None)]
)
def test_minutes_may_say_that_they_are_minutes(typed: str, minutes: int | None) -> None:
    assert AgendaItem.minutes_allotted.parse(typed, Lookup(MemoryState(), date(2010, 2, 5))) == minutes


@pytest.mark.parametrize("typed", ["min", "15 h", "x15 min", "-15 min"])
def test_other_words_are_refused(typed: str) -> None:
    with pytest.raises(InvalidValueError):
        AgendaItem.minutes_allotted.parse(typed, Lookup(MemoryState(), date(2010, 2, 5)))
    with pytest.raises(InvalidValueError):
        Decision.votes_for.parse("15 min", Lookup(MemoryState(), date(2010, 2, 5)))
