"""Amounts: whole units, cents only when they were typed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from tests.builders import MemoryState

from ictwg.domain.records import FundingLine
from ictwg.errors import InvalidValueError
from ictwg.records.lookup import Lookup

LOOKUP = Lookup(MemoryState(), date(2010, 3, 12), "en")


@pytest.mark.parametrize(
    ("typed", "kept", "shown"),
    [
        ("12000", "12000", "12,000"),
        ("12,000", "12000", "12,000"),
        ("1.250.000", "1250000", "1,250,000"),
        ("12 000,50", "12000.50", "12,000.50"),
        ("0.05", "0.05", "0.05"),
        ("", "", ""),
    ],
)
def test_an_amount_is_read_as_people_write_it(typed: str, kept: str, shown: str) -> None:
    value = FundingLine.spent.parse(typed, LOOKUP)
    assert FundingLine.spent.type_text(value, LOOKUP) == kept
    assert FundingLine.spent.parse(shown, LOOKUP) == value
    assert FundingLine.spent.show(value, LOOKUP) == shown
    kept_raw = FundingLine.spent(value).raw
    assert not isinstance(kept_raw, tuple)
    assert FundingLine.spent.decode(kept_raw) == value


@pytest.mark.parametrize("typed", ["much", "-5", "12,5", "1,23,456", "1" * 16])
def test_what_could_mean_two_amounts_is_asked(typed: str) -> None:
    with pytest.raises(InvalidValueError) as complaint:
        FundingLine.spent.parse(typed, LOOKUP)
    assert complaint.value.field == "spent"


def test_cents_add_up_exactly() -> None:
    assert sum([Decimal("0.10")] * 3) == FundingLine.spent.parse("0.30", LOOKUP)
    assert FundingLine.spent.show(Decimal("12000.00"), LOOKUP) == "12,000"
    assert FundingLine.spent.show(Decimal("12000.50"), Lookup(MemoryState(), LOOKUP.today, "pt")) == "12.000,50"
