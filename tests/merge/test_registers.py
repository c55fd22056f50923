from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tests.merge.copies import values

from ictwg.merge.dots import Context, Dot
from ictwg.merge.registers import assigned, dots_of, is_true, join_registers, rivals, winner
from ictwg.merge.values import Opaque, canonical, united

ANA, RUI = Dot(5, "ana"), Dot(5, "rui")


def test_the_winner_has_the_highest_number() -> None:
    assert winner({Dot(9, "ana"): ("old clock",), Dot(10, "aaa"): ("new",)}) == "new"


def test_equal_clocks_are_decided_by_the_actor() -> None:
    assert winner({ANA: ("a",), RUI: ("b",)}) == "b"
    assert winner({RUI: ("b",), ANA: ("a",)}) == "b"


def test_a_dot_used_twice_shows_the_greatest_bytes() -> None:
    assert winner({ANA: united(["b", "a", "é"])}) == "é"
    assert rivals({ANA: united(["b", "a"])}) == ("a",)


def test_an_empty_register_shows_nothing() -> None:
    assert winner({}) is None
    assert rivals({}) == ()
    assert dots_of({}) == ()


def test_two_people_who_wrote_the_same_are_no_rivals() -> None:
    assert rivals({ANA: ("a",), RUI: ("a",)}) == ()


def test_values_of_different_kinds_are_different() -> None:
    assert united([True, 1, "1", "true", Opaque("1.0"), None, "null"]) == united(
        ["null", None, Opaque("1.0"), "true", "1", 1, True]
    )
    assert len(united([True, 1, "1", "true", None, "null"])) == 6
    assert rivals({ANA: (1,), RUI: (True,)}) == (1,)


def test_rivals_come_newest_first() -> None:
    assert rivals({Dot(1, "a"): ("one",), Dot(3, "a"): ("three",), Dot(2, "a"): ("two",)}) == ("two", "one")
    assert dots_of({Dot(1, "a"): ("one",), Dot(3, "a"): ("three",)}) == ("a@3", "a@1")


def test_what_the_other_side_has_seen_and_lacks_is_gone() -> None:
    assert join_registers({ANA: ("a",)}, Context({"ana": 5}), {}, Context({"ana": 5})) == {}
    assert join_registers({ANA: ("a",)}, Context({"ana": 5}), {}, Context({"ana": 4})) == {ANA: ("a",)}
    assert join_registers({}, Context({"ana": 5}), {ANA: ("a",)}, Context({"ana": 5})) == {}


def test_a_floor_covers_everybody() -> None:
    assert join_registers({ANA: ("a",)}, Context({"ana": 5}), {}, Context({}, 5)) == {}


def test_a_write_replaces_exactly_what_its_author_saw() -> None:
    third = Dot(6, "zé")
    assert assigned({ANA: ("a",), RUI: ("b",)}, third, ("c",), [ANA]) == {RUI: ("b",), third: ("c",)}
    assert assigned({}, third, ("c",), [ANA]) == {third: ("c",)}


def test_anybody_who_says_true_is_enough() -> None:
    assert is_true({ANA: (False,), RUI: (True,)})
    assert not is_true({ANA: (False,), RUI: (1,)})
    assert not is_true({})


@given(st.lists(values, min_size=1))
def test_united_values_have_one_order(found: list[bool | int | str | None]) -> None:
    assert list(map(canonical, united(found))) == sorted(set(map(canonical, found)))
    assert united(reversed(found)) == united(found, found)
