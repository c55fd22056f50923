"""The grammar of `_v` and `_c`: total, inverse, small."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.merge.copies import registers

from ictwg.merge.dots import Dot
from ictwg.merge.rows import LIVE
from ictwg.merge.stamps import Stamped, stamp, unstamp
from ictwg.merge.values import Opaque, canonical

SEEN = tuple(Dot(n, actor) for n in (1, 2) for actor in ("ana", "rui", "zé"))
NAMES = (
    "text",
    "due",
    "owners",
    "owners/a",
    "owners/b/c",
    "owners/",
    "/",
    "",
    LIVE,
    "_gone",
    "id",
    "_v",
    "_c",
    "table",
    "id/x",
)
ANA, RUI = Dot(1, "ana"), Dot(2, "rui")

Registers = dict[str, dict[Dot, tuple[bool | int | str | None, ...]]]


@st.composite
def many_registers(draw: st.DrawFn) -> Registers:
    names = draw(st.sets(st.sampled_from(NAMES), max_size=6))
    return {name: dict(draw(registers(name, SEEN))) for name in sorted(names)}


def record(stamped: Stamped) -> dict[str, Any]:
    """As parsed JSON; opaque values as what they stand for."""
    from ictwg.merge.values import loads

    def plain(value: Any) -> Any:
        if isinstance(value, tuple):
            return list(map(plain, value))
        return loads(value) if isinstance(value, Opaque) else value

    found = {name: plain(value) for name, value in stamped.shown.items()}
    dots = {name: plain(value) for name, value in stamped.dots.items()}
    others = {name: {dot: plain(v) for dot, v in held.items()} for name, held in stamped.others.items()}
    return {"id": "…", **found} | ({"_v": dots} if dots else {}) | ({"_c": others} if others else {})


def comparable(found: Any) -> dict[str, dict[Dot, list[bytes]]]:
    return {name: {dot: list(map(canonical, v)) for dot, v in held.items()} for name, held in found.items()}


@given(many_registers(), st.booleans())
def test_law_stamps_are_inverse(held: Registers, trashed: bool) -> None:
    again, loose = unstamp(record(stamp(held, {}, trashed=trashed)), trashed=trashed)
    assert comparable(again) == comparable(held)
    assert loose == {}


def test_a_record_of_one_transaction_names_its_dot_once() -> None:
    held: Registers = {name: {ANA: ("x",)} for name in ("text", "due")}
    held |= {"owners/a": {ANA: (True,)}, LIVE: {ANA: (True,)}}
    assert stamp(held, {}, trashed=False) == ({"text": "x", "due": "x", "owners": ("a",)}, {"*": ("ana@1",)}, {})


def test_an_edit_of_one_field_names_that_field() -> None:
    held: Registers = {"text": {ANA: ("x",)}, "due": {RUI: ("y",)}, "note": {ANA: ("z",)}, LIVE: {RUI: (True,)}}
    assert stamp(held, {}, trashed=False).dots == {"due": ("rui@2",), "*": ("ana@1",)}


def test_the_commonest_list_is_the_star_and_ties_go_to_the_smallest_bytes() -> None:
    held: Registers = {"text": {RUI: ("x",)}, "due": {ANA: ("y",)}}
    assert stamp(held, {}, trashed=False).dots["*"] == ("ana@1",)
    assert stamp({**held, "note": {RUI: ("z",)}}, {}, trashed=False).dots["*"] == ("rui@2",)


def test_a_conflict_shows_one_value_and_holds_the_other() -> None:
    held: Registers = {"due": {ANA: ("early",), RUI: ("late",)}}
    shown, dots, others = stamp(held, {}, trashed=False)
    assert shown == {"due": "late"}
    assert dots == {"*": ("rui@2", "ana@1"), LIVE: ()}
    assert others == {"due": {"ana@1": ("early",)}}


def test_two_who_wrote_the_same_need_no_second_value() -> None:
    assert stamp({"due": {ANA: ("x",), RUI: ("x",)}}, {}, trashed=False).others == {}


def test_a_removed_element_is_not_shown_but_named() -> None:
    shown, dots, others = stamp({"owners/a": {ANA: (False,)}}, {}, trashed=False)
    assert (shown, dots["owners/a"], others) == ({"owners": ()}, ("ana@1",), {})


def test_a_dead_record_says_so_by_its_place() -> None:
    held: Registers = {"text": {ANA: ("x",)}, LIVE: {RUI: (False,)}}
    assert stamp(held, {}, trashed=True).others == {}
    assert stamp(held, {}, trashed=True).dots == {"*": ("ana@1",), LIVE: ("rui@2",)}


def test_an_array_that_is_no_set_is_always_listed() -> None:
    held: Registers = {"text": {ANA: ("x",)}, "list": {ANA: (Opaque('["a"]'),)}, "odd": {ANA: (Opaque("[[1]]"),)}}
    assert stamp(held, {}, trashed=False).dots == {"*": ("ana@1",), "list": ("ana@1",), LIVE: ()}


def test_what_has_no_dot_is_loose() -> None:
    assert unstamp({"id": "…", "text": "x", "list": ["a"]}, trashed=False) == (
        {},
        {"text": "x", "list": Opaque('["a"]')},
    )
    held, loose = unstamp({"id": "…", "text": "x", "_v": {"due": ["ana@1"]}, "due": "y"}, trashed=False)
    assert loose == {"text": "x"}
    assert record(stamp(held, loose, trashed=False)) == {
        "id": "…",
        "text": "x",
        "due": "y",
        "_v": {"due": ["ana@1"]},
    }


@pytest.mark.parametrize(
    "found",
    [
        {"_v": []},
        {"_v": {"text": "ana@1"}, "text": "x"},
        {"_v": {"text": [1]}, "text": "x"},
        {"_v": {"text": ["ana"]}, "text": "x"},
        {"_v": {"text": ["ana@1"]}},
        {"_v": {"text": ["ana@1"]}, "text": "x", "_c": 1},
        {"_v": {"text": ["ana@1"]}, "text": "x", "_c": {"text": []}},
        {"_v": {"text": ["ana@1"]}, "text": "x", "_c": {"text": {"ana@1": []}}},
        {"_v": {"text": ["ana@1"]}, "text": "x", "_c": {"text": {"ana@1": "x"}}},
        {"_v": {"*": ["ana@1"]}, "*": "x"},
    ],
)
def test_a_line_against_the_grammar_is_refused(found: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        unstamp(found, trashed=False)
