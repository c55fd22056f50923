from __future__ import annotations

import os
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ictwg.domain.ids import derived_id, id_of, is_id, new_id, row_key
from ictwg.errors import InvalidValueError

numbers = st.integers(1, 2**128 - 1)


@given(numbers)
def test_row_key_and_id_are_one_number(number: int) -> None:
    assert row_key(id_of(str(number))) == str(number)
    assert is_id(id_of(str(number)))


@given(numbers, numbers)
def test_ids_sort_as_their_numbers(a: int, b: int) -> None:
    assert (id_of(str(a)) < id_of(str(b))) == (a < b)


@given(st.integers(-(2**60), 2**60), st.binary(min_size=10, max_size=10))
def test_a_new_id_is_a_row_key_that_tinydb_reads(now_ms: int, chance: bytes) -> None:
    key = row_key(new_id(now_ms, lambda n: chance[:n]))
    assert re.fullmatch("[1-9][0-9]{0,38}", key)
    assert int(key) < 2**128


def test_the_example_of_the_ulid_specification() -> None:
    assert new_id(1469918176385, lambda n: b"\0" * n)[:10] == "01ARYZ6S41"


def test_later_ids_sort_later() -> None:
    assert new_id(1, os.urandom) < new_id(2, os.urandom)


def test_derived_ids_agree_and_differ() -> None:
    one = derived_id("db", "attendance", ("M", "P"), date(2010, 3, 12))
    assert one == derived_id("db", "attendance", ("M", "P"), date(2010, 3, 12))
    others = {
        derived_id("db2", "attendance", ("M", "P"), date(2010, 3, 12)),
        derived_id("db", "attendance", ("MP", ""), date(2010, 3, 12)),
        derived_id("db", "attendance", ("", "MP"), date(2010, 3, 12)),
        derived_id("db", "attendance", ("MP",), date(2010, 3, 12)),
        derived_id("db", "attendance", ("M", "P"), date(2010, 3, 13)),
        derived_id("db", "attendance", ("M", "P")),
    }
    assert one not in others
    assert len(others) == 6


def test_a_derived_id_never_changes() -> None:
    """Other devices run other versions: this figure is part of the format."""
    assert derived_id("01J9", "settings", ("group",)) == "0000000000NF5MCBYX7YG6QJYP"


def test_the_time_of_a_derived_id_is_its_date() -> None:
    when = int(row_key(derived_id("db", "t", ("k",), date(2010, 3, 12)))) >> 80
    assert when == 1268352000000
    assert int(row_key(derived_id("db", "t", ("k",), date(1950, 1, 1)))) >> 80 == 0


@given(st.lists(st.text(st.characters(exclude_categories=()))), st.lists(st.text()))
def test_different_keys_give_different_ids(a: list[str], b: list[str]) -> None:
    assert (derived_id("d", "t", tuple(a)) == derived_id("d", "t", tuple(b))) == (a == b)


@pytest.mark.parametrize(
    "bad",
    ["", "x", "8" + "0" * 25, "U" * 26, "01J9ZK3F5Q7XW2M8T4R6V1C0B", "٣" * 26, "0" * 25 + "_"],
)
def test_what_is_no_id_is_known(bad: str) -> None:
    assert not is_id(bad)


def test_a_number_too_large_is_refused() -> None:
    with pytest.raises(InvalidValueError):
        id_of(str(2**128))
