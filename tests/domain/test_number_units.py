"""A number may be typed in groups of three, and with the unit that its field counts."""

from __future__ import annotations

from datetime import date

import pytest
from tests.builders import MemoryState

from ictwg.domain.records import AgendaItem, CampaignMaterial, Decision
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


@pytest.mark.parametrize(
    "typed", ["20,000", "20.000", "20 000", "20\u00a0000", "20’000", "20000", "0000000000000020000"]
)
def test_a_number_may_be_typed_in_groups_of_three(typed: str) -> None:
    assert CampaignMaterial.printed.parse(typed, Lookup(MemoryState(), date(2010, 2, 5))) == 20_000


@pytest.mark.parametrize("typed", ["2,00", "20,00,000", "20.5", "1,2000", "²,000", "1,000 leaflets"])
def test_what_is_no_whole_number_is_refused(typed: str) -> None:
    with pytest.raises(InvalidValueError):
        CampaignMaterial.printed.parse(typed, Lookup(MemoryState(), date(2010, 2, 5)))
