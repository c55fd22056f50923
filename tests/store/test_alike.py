"""A file most of which is ours, split beside our image: it gives what splitting the file alone gives, or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.merge.copies import DB
from tests.store.read_back import read_back

from ictwg.errors import NotReadyError
from ictwg.merge.dots import Context
from ictwg.store.format import alike, blocks
from ictwg.store.format.alike import split_alike
from ictwg.store.format.codec import encode_file, new_lines, split
from ictwg.store.format.image import Image

if TYPE_CHECKING:
    from ictwg.store.format.lines import Lines

Files = list[tuple[tuple[str, str], str]]
PLACES = st.tuples(st.sampled_from(("actions", "people", "_log")), st.integers(1, 40).map(str))
FILES = st.lists(st.tuples(PLACES, st.sampled_from(("", "x", "é", "longer than the others"))), max_size=60)


def filled(*parts: Files) -> Lines:
    lines = new_lines(DB)
    for part in parts:
        for (table, key), text in part:
            rows = lines.tables.setdefault(table, {})
            if text or key in rows:
                rows[key] = line_of(key, text)
    lines.header = lines.header.with_context(Context({"ana": 1 + sum(map(len, parts))}))
    return lines


def line_of(key: str, text: str) -> bytes:
    return f'"{key}":{{"id":"{key}","text":"{text}"}}'.encode()


def beside(ours: Lines, data: bytes) -> Lines | None:
    with patch.object(blocks, "LINES", 4):
        return split_alike(data, Image(ours), ours)


def beside_read_back(both: Files, mine: Files, data: bytes, size: int = 150) -> Lines | None:
    """The same where ours stands in the replica and in journals, and nobody has looked at all of it."""
    ours, hashes = read_back(filled(both))
    for (table, key), text in mine:
        rows = ours.tables.setdefault(table, {})
        if text or key in rows:
            rows[key] = line_of(key, text)
    with patch.object(blocks, "BYTES", size):
        found = split_alike(data, Image(ours, hashes), ours)
    assert content(ours)[1] == content(filled(both, mine))[1], "and it has not changed"
    return found


def alone(data: bytes) -> Lines | None:
    try:
        return split(data, verify=True)
    except NotReadyError:
        return None


def content(lines: Lines) -> tuple[object, object]:
    return lines.header, {table: rows for table, rows in lines.tables.items() if rows}


@pytest.mark.parametrize("table", ["actions", "_log"])
@pytest.mark.parametrize("others", [range(20, 40), range(5, 15), range(0)])
def test_where_a_block_begins_with_lines_that_only_we_have_it_is_still_read_beside_ours(
    table: str, others: range
) -> None:
    """As the log does once each of two has gone on for a while."""
    both: Files = [((table, str(key)), "x") for key in range(1, 5)] + [(("people", "3"), "x")]
    mine: Files = [((table, str(key)), "mine") for key in range(5, 30)]
    yours: Files = [((table, str(key)), "yours") for key in others]
    data = encode_file(filled(both, yours))
    found, alone_ = beside(filled(both, mine), data), alone(data)
    assert found is not None
    assert alone_ is not None
    assert content(found) == content(alone_)


@given(FILES, FILES, FILES)
def test_law_it_says_what_splitting_the_file_alone_says(both: Files, mine: Files, yours: Files) -> None:
    ours, theirs = filled(both, mine), filled(both, yours)
    data = encode_file(theirs)
    with patch.object(alike, "_NEAR", 64):
        ways = beside(ours, data), beside_read_back(both, mine, data)
    for found in ways:
        if found is not None:
            assert found.digest_ok
            assert content(found) == content(theirs)
            assert encode_file(found) == data


@given(FILES, FILES)
def test_law_a_file_with_more_and_other_lines_is_read_beside_ours(both: Files, more: Files) -> None:
    """As nearly always: nothing that begins a block is gone."""
    ours, theirs = filled(both), filled(both, more)
    data = encode_file(theirs)
    for found in (beside(ours, data), beside_read_back(both, [], data)):
        assert (found is not None) == any(theirs.tables.values())


@given(FILES, FILES, st.integers(0, 1 << 16), st.binary(max_size=3), st.integers(0, 3))
def test_law_damage_is_left_to_who_can_tell_it(both: Files, more: Files, at: int, put: bytes, cut: int) -> None:
    whole = encode_file(filled(both, more))
    at %= len(whole) + 1
    data = whole[:at] + put + whole[at + cut :]
    for found in (beside(filled(both), data), beside_read_back(both, [], data)):
        if found is not None:
            assert data.endswith(b"\n}}\n")
            judged = alone(data)
            assert judged is not None
            assert judged.digest_ok
            assert content(found) == content(judged)


def test_lines_that_are_ours_are_not_held_twice() -> None:
    ours = filled([(("actions", str(key)), "x") for key in range(100, 140)])
    theirs = filled([(("actions", str(key)), "x" if key != 120 else "y") for key in range(100, 150)])
    found = beside(ours, encode_file(theirs))
    assert found is not None
    rows = found.tables["actions"]
    new = [key for key, line in rows.items() if line is not ours.tables["actions"].get(key)]
    assert sorted(new) == ["120", *map(str, range(140, 150))]


def test_a_table_ended_twice_is_no_file_of_ours() -> None:
    data = encode_file(filled([(("actions", "7"), "x")]))
    assert beside(filled([]), data) is not None
    assert beside(filled([]), data.replace(b"\n}}\n", b"\n},\n}}\n")) is None
    assert beside(filled([]), data.replace(b"\n}}\n", b"\n}}}\n")) is None


def test_lines_out_of_order_are_left_to_who_can_sort_them() -> None:
    data = encode_file(filled([(("actions", "7"), "x"), (("actions", "8"), "x")]))
    seven, eight = data.splitlines()[2].rstrip(b","), data.splitlines()[3]
    swapped = data.replace(seven + b",\n" + eight, eight + b",\n" + seven)
    assert beside(filled([]), swapped) is None
    judged = alone(swapped)
    assert judged is not None
    assert judged.digest_ok


def test_a_row_that_stands_twice_is_left_to_who_keeps_both() -> None:
    """Whatever its digest says."""
    lines = filled([(("actions", "7"), "x")])
    first, second = lines.tables["actions"]["7"], b'"7":{"id":"7","text":"y"}'
    data = encode_file(lines).replace(first, first + b",\n" + second)
    forged = alike._digest(lines.header, {"actions": blocks.hash_of(first) + blocks.hash_of(second)})
    assert beside(filled([]), data.replace(lines.header.digest.encode(), forged.encode())) is None
