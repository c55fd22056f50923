from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ictwg.domain.order import EqualKeysError, after, between, is_key, spread

positions = st.lists(st.floats(0, 1, exclude_max=True), max_size=60)


def listed(where: list[float]) -> list[str]:
    """A list made by inserting at these relative places."""
    keys: list[str] = []
    for place in where:
        at = int(place * (len(keys) + 1))
        keys.insert(at, between(keys[at - 1] if at else None, keys[at] if at < len(keys) else None))
    return keys


@given(positions)
def test_any_insertion_lands_in_its_place(where: list[float]) -> None:
    keys = listed(where)
    assert all(a.encode() < b.encode() for a, b in pairwise(keys))
    assert all(map(is_key, keys))


def test_ten_thousand_additions_stay_short() -> None:
    keys = spread(10_000)
    assert list(keys) == sorted(set(keys))
    assert max(map(len, keys)) <= 4


def test_ten_thousand_at_the_front_stay_short() -> None:
    first = None
    for _ in range(10_000):
        before = between(None, first)
        assert first is None or before < first
        first = before
    assert len(first or "") <= 4


@pytest.mark.parametrize("upwards", [True, False])
def test_a_thousand_at_the_same_place(upwards: bool) -> None:
    low, high = spread(2)
    for _ in range(1000):
        middle = between(low, high)
        assert low < middle < high
        low, high = (middle, high) if upwards else (low, middle)
    assert len(middle) < 220


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("a0", "a0"),
        ("a1", "a0"),
        ("", "a1"),
        ("a", None),
        ("a0!", None),
        ("a00", None),
        ("é0", None),
        (None, "A" + "0" * 26),
    ],
)
def test_no_room_is_said(a: str | None, b: str | None) -> None:
    with pytest.raises(EqualKeysError):
        between(a, b)


def test_the_ends_of_the_integers_still_have_room() -> None:
    top = "z" + "z" * 26
    assert after(top) > top
    bottom = "A" + "0" * 25 + "1"
    lower = between(None, bottom)
    assert lower < bottom
    assert between(None, lower) < lower
    assert between(None, "a0V") == "a0"


def test_a_very_long_key_is_no_trouble() -> None:
    long = "a0" + "z" * 50_000
    assert long < between(long, None)
    assert long < between(long, "a1") < "a1"
