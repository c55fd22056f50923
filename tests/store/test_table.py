"""A table is the dictionary of its lines and their bytes in a file, whatever was read, put in and taken out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.all_of import over
from tests.merge.copies import DB

from ictwg.merge.dots import Context
from ictwg.store.format import table
from ictwg.store.format.codec import encode_file, new_lines, split, split_own
from ictwg.store.format.lines import Lines
from ictwg.store.format.table import Table, differing, hash_of, holding
from ictwg.store.local.memory import Recent

KEYS = st.lists(st.integers(1, 14), max_size=14, unique=True).map(lambda keys: [str(key) for key in sorted(keys)])
STEP = st.sampled_from(["put", "drop", "pop", "default", "update", "look", "all", "copy", "encode"])
STEPS = st.lists(st.tuples(STEP, st.integers(1, 16).map(str), st.integers(0, 3)), max_size=40)


def line(key: str, what: int = 0) -> bytes:
    return f'"{key}":{{"id":"{what}","text":"line,\\"{key}\\""}}'.encode()


def read(keys: list[str]) -> Table:
    return Table.read(b"".join(line(key) + b",\n" for key in keys))


def done(rows: dict[str, bytes], what: str, key: str, value: int) -> None:
    """One step, on a table as on a dictionary."""
    if what == "put":
        rows[key] = line(key, value)
    elif what == "drop" and key in rows:
        del rows[key]
    elif what == "pop":
        rows.pop(key, None)
    elif what == "default":
        rows.setdefault(key, line(key, value))
    elif what == "update":
        rows |= {key: line(key, value), "7": line("7", value)}


def encoding(rows: dict[str, bytes]) -> tuple[bytes, bytes]:
    lines = [rows[key] for key in sorted(rows, key=int)]
    return b"".join(one + b",\n" for one in lines), b"".join(map(hash_of, lines))


@given(KEYS, STEPS, st.sampled_from([0, 3, 400]), st.sampled_from([1, 8, 1000]))
def test_law_it_is_a_dictionary_and_its_bytes(
    keys: list[str], steps: list[tuple[str, str, int]], many: int, share: int
) -> None:
    rows, plain = read(keys), {key: line(key) for key in keys}
    before: list[tuple[Table, dict[str, bytes]]] = []
    with patch.multiple(table, _SMALL=0, _MANY=many, _SHARE=share):
        for what, key, value in [*steps, ("put", "3", 1), ("drop", "5", 0), ("look", "5", 0)]:
            done(rows, what, key, value)
            done(plain, what, key, value)
            if what == "copy":
                before.append((rows, dict(plain)))
                rows = rows.copy()
            elif what == "all":
                assert {**rows} == plain
            elif what == "encode":
                assert rows.encoded() == encoding(plain)
            assert (rows.get(key), key in rows, bool(rows)) == (plain.get(key), key in plain, bool(plain))
            assert len(rows) == len(plain) if what == "look" else True
        for old, then in [*before, (rows, plain)]:
            assert old.encoded() == encoding(then)
            assert dict(old.items()) == then


@given(KEYS, STEPS, STEPS, st.integers(0, 1))
def test_law_what_differs_of_two_tables(
    keys: list[str], one: list[tuple[str, str, int]], other: list[tuple[str, str, int]], encoded: int
) -> None:
    rows = read(keys)
    both = rows.copy(), rows.copy()
    with patch.multiple(table, _SMALL=0, _MANY=400):
        for changed, steps in zip(both, (one, other), strict=True):
            for step in steps:
                done(changed, *step)
        if encoded:
            both[0].encoded()
        found = differing(*both)
    first, second = map(dict, both)
    assert found == {key for key in first | second if first.get(key) != second.get(key)}
    assert differing(first, second) == differing(*both) == found


def _cleared(rows: dict[str, bytes]) -> dict[str, bytes]:
    rows.clear()
    return dict(rows)


ASKED: dict[str, Callable[[dict[str, bytes]], Any]] = {
    "list": list,
    "dict": dict,
    "values": lambda rows: list(rows.values()),
    "reversed": lambda rows: list(reversed(rows)),
    "merged": lambda rows: {**rows},
    "or": lambda rows: rows | {"1": b"x"},
    "equal": lambda rows: (rows == {}, rows != {}),
    "pop": lambda rows: rows.pop("3"),
    "popitem": lambda rows: (rows.popitem(), dict(rows))[1].keys() < {"1", "2", "3", "12345"},
    "clear": _cleared,
    "holding": lambda rows: sorted(holding(rows, (b"text", b"1"))),
}


@over("question", ASKED.values())
def test_it_answers_as_a_dictionary_does(question: Callable[[dict[str, bytes]], Any]) -> None:
    keys = ["1", "2", "3", "12345"]
    assert question(read(keys)) == question({key: line(key) for key in keys})


def test_what_is_not_there_is_not_taken_out() -> None:
    rows = read(["1", "2"])
    del rows["1"]
    for key in ("1", "3"):
        with pytest.raises(KeyError):
            del rows[key]
        with pytest.raises(KeyError):
            rows[key]


def test_one_row_is_found_put_in_and_encoded_without_a_look_at_the_others() -> None:
    rows = read([str(key) for key in range(1000, 3000)])
    rows.encoded()
    with (
        patch.object(table, "_lines_in", side_effect=AssertionError),
        patch.object(table, "_hashes_of", side_effect=table._hashes_of) as hashed,
    ):
        assert rows["1234"] == line("1234")
        rows["1234"], rows["4000"] = line("1234", 1), line("4000")
        del rows["1235"]
        data, hashes = rows.encoded()
    assert [one for call in hashed.call_args_list for one in call.args[0]] == [line("1234", 1), line("4000")]
    expected = {str(key): line(str(key)) for key in range(1000, 3000)} | {"1234": line("1234", 1), "4000": line("4000")}
    del expected["1235"]
    assert (data, hashes) == encoding(expected)


def filled(*keys: str, text: int = 0) -> Lines:
    lines = new_lines(DB)
    for name in ("actions", "people", "_log"):
        lines.table(name).update({key: line(key, text) for key in keys})
    lines.header = lines.header.with_context(Context({"ana": len(keys)}))
    return lines


def test_a_table_that_is_ours_is_not_looked_at_again() -> None:
    ours = split_own(encode_file(filled("7", "8")))
    theirs = ours.copy()
    theirs.table("actions")["9"] = line("9")
    data = encode_file(theirs)
    ours.written()
    with patch.object(Table, "is_sound", autospec=True, side_effect=Table.is_sound) as looked:
        found = split(data, verify=True, ours=ours)
    assert found.digest_ok
    assert len(looked.call_args_list) == 1
    assert {name: dict(rows) for name, rows in found.tables.items()} == {
        name: dict(rows) for name, rows in theirs.tables.items()
    }


@given(KEYS, STEPS, STEPS, st.integers(0, 1 << 12), st.binary(max_size=3), st.integers(0, 3))
def test_law_beside_ours_a_file_says_what_it_says_alone(
    keys: list[str],
    mine: list[tuple[str, str, int]],
    yours: list[tuple[str, str, int]],
    at: int,
    put: bytes,
    cut: int,
) -> None:
    """Whole, and with some bytes of it damaged."""
    ours = split_own(encode_file(filled(*keys)))
    theirs = ours.copy()
    for lines, steps in ((ours, mine), (theirs, yours)):
        for step in steps:
            done(lines.table("actions"), *step)
    whole = encode_file(theirs)
    at %= len(whole)
    for data in (whole, whole[:at] + put + whole[at + cut :]):
        assert _told(data, ours) == _told(data, None)


def _told(data: bytes, ours: Lines | None) -> object:
    try:
        found = split(data, verify=True, ours=ours)
    except Exception as error:  # noqa: BLE001 - the same, whatever it is
        return str(error)
    return found.header, found.digest_ok, found.duplicates, {name: dict(rows) for name, rows in found.tables.items()}


@over(
    "spoilt",
    [
        b'"8":{},\n"7":{},\n',
        b'"7":{},\n"7":{},\n',
        b'"07":{},\n',
        b'"7,8":{},\n',
        b'"\xd9\xa3":{},\n',
        b'"7":[],\n',
        b'"7":{}\n,\n',
        b'"7":{"a":"\xff"},\n',
        b",\n",
    ],
)
def test_rows_out_of_order_or_of_another_shape_are_left_to_the_careful_way(spoilt: bytes) -> None:
    assert read(["7", "8"]).is_sound()
    assert not Table.read(spoilt).is_sound()


def test_our_own_file_is_not_looked_into() -> None:
    data = encode_file(filled("7", "8"))
    with patch.object(Table, "is_sound", side_effect=AssertionError), patch.object(table, "_hashes_of") as hashed:
        found = split_own(data)
        assert found.tables["actions"]["7"] == line("7")
    assert not hashed.called
    assert encode_file(found) == data


def test_what_changed_since_a_version_is_told_from_near_and_from_far() -> None:
    recent = Recent()
    places = [("actions", str(version)) for version in range(30)]
    for version, place in enumerate(places):
        recent.note(version + 1, [place])
    assert all(recent.since(version) == tuple(places[version:]) for version in range(31))


def test_what_changed_since_a_version_is_known_for_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ictwg.store.local.memory.KEPT", 10)
    recent = Recent()
    for version in range(1, 30):
        recent.note(version, [("actions", str(version % 4))])
    assert recent.since(29) == ()
    assert recent.since(27) == (("actions", "0"), ("actions", "1"))
    assert recent.since(0) is None
    assert set(recent.since(20) or ()) == {("actions", str(n)) for n in range(4)}
