"""A replica is read by its layout as it is read without; a layout of other bytes is not believed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.store.drawn_lines import DB, lines
from tests.store.read_back import laid_out, read_back

from ictwg.store.format import blocks
from ictwg.store.format.codec import new_lines
from ictwg.store.format.image import Image
from ictwg.store.format.numbered import all_in_order, carried_twice
from ictwg.store.local.layout import layout_of
from ictwg.store.local.numbers import naming, references_in
from ictwg.store.local.trusted import split_trusted

if TYPE_CHECKING:
    from ictwg.store.format.lines import Lines


@st.composite
def files(draw: st.DrawFn) -> Lines:
    found = new_lines(DB)
    for table in draw(st.lists(st.sampled_from(["actions", "meetings", "people", "_trash", "_log"]), unique=True)):
        keys = sorted(draw(st.lists(st.integers(1, 40), min_size=1, max_size=6, unique=True)))
        found.tables[table] = {str(key): draw(lines(key)) for key in keys}
    return found


def _laid_out(found: Lines) -> tuple[bytes, bytes]:
    return laid_out(found)[:2]


@given(files(), st.integers(1, 3))
def test_law_a_layout_tells_what_a_look_over_the_file_finds(found: Lines, block: int) -> None:
    with patch.object(blocks, "LINES", block):
        data, layout = _laid_out(found)
    told, looked = split_trusted(data, layout), split_trusted(data)
    for table, rows in looked.tables.items():
        stretch, other = told.tables[table].stretch, rows.stretch  # type: ignore[attr-defined]  # rows of a file
        assert (stretch.count(), stretch.doubtful()) == (other.count(), other.doubtful())
        assert list(all_in_order(told.tables[table])) == list(all_in_order(rows))
    assert {name: dict(rows.items()) for name, rows in told.tables.items()} == found.tables
    assert told.header == looked.header


@given(files(), files(), st.integers(1, 200))
def test_law_what_is_told_of_a_file_read_back_and_changed_is_what_a_look_over_it_tells(
    found: Lines, more: Lines, size: int
) -> None:
    with patch.object(blocks, "BYTES", size):
        read, hashes = read_back(found)
        image = Image(read, hashes)
    for table, rows in more.tables.items():
        for number, (key, line) in enumerate(rows.items()):
            held = found.tables.setdefault(table, {}), read.tables.setdefault(table, {})
            for there in held:
                if number % 3 == 2 and key in there:
                    del there[key]
                else:
                    there[key] = line
            image.note(read, [(table, key)])
    data, layout = _laid_out(found)
    written = image.written(read.header)
    assert written.data == data
    assert layout_of(image, read.header._replace(digest=written.digest)) == layout


@given(files(), st.lists(st.sampled_from(["A-2010-014", "A-2010-14", "A-1", "A-2010-é"]), unique=True))
def test_law_no_reference_in_two_lines_is_missed(found: Lines, wanted: list[str]) -> None:
    data, layout = _laid_out(found)
    counted = [
        json.loads(line.partition(b":")[2]).get("reference") for line in found.tables.get("actions", {}).values()
    ]
    told = carried_twice([split_trusted(data, layout).tables.get("actions", {})], wanted)
    assert {one for one in wanted if counted.count(one) > 1} <= told


@given(files(), st.sampled_from(["A-2010-", "A-", "A-2010-014", "A"]))
def test_law_no_line_that_names_a_reference_is_missed(found: Lines, prefix: str) -> None:
    data, layout = _laid_out(found)
    told = split_trusted(data, layout)
    for table in found.tables.keys() - {"_log"}:
        rows = found.tables[table]
        naming_it = {line for line in rows.values() if any(r.startswith(prefix) for r in references_in(line))}
        assert naming_it <= set(naming(told.tables[table], prefix.encode()))


def test_a_former_reference_is_found_by_its_beginning() -> None:
    found = _with_two("A-2")
    found.tables["actions"]["7"] = b'"7":{"id":"x","former_references":["A-9"],"reference":"A-1"}'
    data, layout = _laid_out(found)
    rows = split_trusted(data, layout).tables["actions"]
    assert list(naming(rows, b"A-9")) == [found.tables["actions"]["7"]]
    assert not rows.stretch.own  # type: ignore[attr-defined]  # rows of a file


def _with_two(reference: str) -> Lines:
    found = new_lines(DB)
    found.tables["actions"] = {
        key: f'"{key}":{{"id":"x","reference":"{one}"}}'.encode() for key, one in (("7", "A-1"), ("8", reference))
    }
    return found


def test_the_own_references_of_a_plain_file_are_found_there() -> None:
    data, layout = _laid_out(_with_two("A-2"))
    rows = split_trusted(data, layout).tables["actions"]
    rows["9"] = b'"9":{"id":"x","former_references":["A-1"],"reference":"A-3"}'
    assert rows.stretch.own  # type: ignore[attr-defined]  # rows of a file
    assert len(list(naming(rows, b"A-1"))) == 2


def test_a_file_without_doubles_is_not_searched_for_them() -> None:
    data, layout = _laid_out(_with_two("A-2"))
    rows = split_trusted(data, layout).tables["actions"]
    with patch("ictwg.store.format.numbered.carriers", side_effect=AssertionError):
        assert not carried_twice([rows], ["A-1", "A-2"])
    rows["9"] = rows["8"].replace(b'"8"', b'"9"')
    assert carried_twice([rows], ["A-1", "A-2"]) == {"A-2"}
    data, layout = _laid_out(_with_two("A-1"))
    assert carried_twice([split_trusted(data, layout).tables["actions"]], ["A-1"]) == {"A-1"}


@pytest.mark.parametrize("size", [1, 1000], ids=["a block a line", "one block"])
def test_a_reference_that_comes_to_stand_twice_is_told(size: int) -> None:
    with patch.object(blocks, "BYTES", size):
        read, hashes = read_back(_with_two("A-2"))
        image = Image(read, hashes)
    assert _told_by(image, read)["unique"]
    read.tables["actions"]["8"] = read.tables["actions"]["8"].replace(b"A-2", b"A-1")
    image.note(read, [("actions", "8")])
    assert not _told_by(image, read)["unique"]


def test_what_was_told_against_a_file_is_told_again() -> None:
    found = _with_two("A-1")
    found.tables["actions"]["9"] = b'"9":{"id":"x","former_references":["A-9"],"reference":"A-3"}'
    read, hashes = read_back(found)
    told = _told_by(Image(read, hashes), read)
    assert (told["unique"], told["own"]) == (False, False)


def _told_by(image: Image, lines: Lines) -> dict[str, object]:
    told: dict[str, object] = json.loads(layout_of(image, lines.header))
    return told


@pytest.mark.parametrize(
    "spoil",
    [
        lambda _: b"",
        lambda layout: layout[:-1],
        lambda layout: layout.replace(b'"digest":"', b'"digest":"0'),
        lambda layout: layout.replace(b'"size":', b'"size":1'),
        lambda _: b"[1]",
        lambda _: b'{"digest"',
        lambda layout: layout.replace(b'"tables"', b'"others"'),
    ],
)
def test_another_layout_is_not_believed(spoil: object) -> None:
    data, layout = _laid_out(_with_two("A-2"))
    told = split_trusted(data, spoil(layout))  # type: ignore[operator]  # one of the above
    assert not told.tables["actions"].stretch.unique  # type: ignore[attr-defined]  # rows of a file
    assert dict(told.tables["actions"].items()) == _with_two("A-2").tables["actions"]
