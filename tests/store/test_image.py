"""The image of the file is the file: whatever changes, block by block, its bytes are those of the codec."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.merge.copies import DB
from tests.store.read_back import believed, read_back
from tests.store.read_back import laid_out as laid_out_of

from ictwg.merge.dots import Context
from ictwg.store.format import blocks, image
from ictwg.store.format.codec import encode_file, new_lines, split
from ictwg.store.format.image import Image
from ictwg.store.local.recent import Recent
from ictwg.store.local.trusted import LazyRows, split_trusted

if TYPE_CHECKING:
    from collections.abc import Callable

    from ictwg.store.format.lines import Lines, Place

TABLES = ("actions", "_trash", "_log", "entries")
PLACES = st.tuples(st.sampled_from(TABLES), st.integers(5, 14).map(str))
CHANGES = st.lists(st.tuples(PLACES, st.one_of(st.none(), st.integers(0, 3))), max_size=60)


def put(lines: Lines, place: Place, what: int | None) -> None:
    table, key = place
    rows = lines.tables.setdefault(table, {})
    if what is None:
        if key in rows:
            del rows[key]
    else:
        rows[key] = f'"{key}":{{"id":"{what}"}}'.encode()


@given(st.lists(CHANGES, min_size=1, max_size=4))
def test_law_the_image_is_the_file(steps: list[list[tuple[Place, int | None]]]) -> None:
    lines = new_lines(DB)
    laid_out = Image(lines)
    for number, step in enumerate(steps):
        for place, what in step:
            put(lines, place, what)
        laid_out.note(lines, [place for place, _ in step])
        lines.header = lines.header.with_context(Context({"ana": number + 1}))
        written = laid_out.written(lines.header)
        assert written.data == encode_file(lines) == Image(lines).written(lines.header).data
        assert written.digest == lines.header.digest


@given(CHANGES, CHANGES, st.lists(CHANGES, max_size=3), st.integers(1, 100))
def test_law_the_image_of_a_file_read_back_is_the_file(
    first: list[tuple[Place, int | None]],
    journaled: list[tuple[Place, int | None]],
    steps: list[list[tuple[Place, int | None]]],
    size: int,
) -> None:
    lines = new_lines(DB)
    for place, what in first:
        put(lines, place, what)
    read, hashes = read_back(lines)
    for place, what in journaled:
        put(lines, place, what)
        put(read, place, what)
    with patch.object(blocks, "BYTES", size):
        laid_out = Image(read, hashes)
    for number, step in enumerate([[], *steps]):
        for place, what in step:
            put(lines, place, what)
            put(read, place, what)
        laid_out.note(read, [place for place, _ in step])
        lines.header = lines.header.with_context(Context({"ana": number + 1}))
        with patch.object(image, "PIECE", 30), patch.object(image, "LONG", 90):
            written = laid_out.written(lines.header)
        assert written.data == encode_file(lines)
        assert written.digest == lines.header.digest


def test_blocks_are_cut_and_large_ones_go_out_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks, "LINES", 8)
    monkeypatch.setattr(image, "PIECE", 64)
    lines = new_lines(DB)
    laid_out = Image(lines)
    for key in range(1, 200):
        put(lines, ("actions", str(key)), 0)
        laid_out.note(lines, [("actions", str(key))])
    before = laid_out.written(lines.header)
    assert len(before.pieces) > 20
    put(lines, ("actions", "100"), 1)
    laid_out.note(lines, [("actions", "100")])
    after = laid_out.written(lines.header)
    assert after.data == encode_file(lines)
    new = [piece for piece in after.pieces if all(piece is not other for other in before.pieces)]
    assert sum(map(len, new)) < len(after.data) / 4


@pytest.mark.parametrize("count", [1, 3, 20, 40])
def test_lines_are_taken_out_and_put_back_alone_as_with_many_others(count: int) -> None:
    lines = new_lines(DB)
    for key in range(10, 50):
        put(lines, ("actions", str(key)), 0)
    laid_out = Image(lines)
    for what in (None, 1):
        laid_out.written(lines.header)
        places = [("actions", str(key)) for key in range(10, 10 + count)]
        for place in places:
            put(lines, place, what)
        laid_out.note(lines, places)
        assert laid_out.written(lines.header).data == encode_file(lines)


def test_only_new_lines_are_hashed(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = new_lines(DB)
    for key in range(1, 100):
        put(lines, ("actions", str(key)), 0)
    laid_out = Image(lines)
    hashed: list[bytes] = []
    real = blocks.hash_of

    def noting(line: bytes) -> bytes:
        hashed.append(line)
        return real(line)

    monkeypatch.setattr(image, "hash_of", noting)
    monkeypatch.setattr(blocks, "hash_of", noting)
    put(lines, ("actions", "7"), 1)
    laid_out.note(lines, [("actions", "7")])
    laid_out.written(lines.header)
    assert [line for line in hashed if line.startswith(b'"7')] == [lines.tables["actions"]["7"]]
    assert len(hashed) in {2, 3}, "the line, the header and, the first time, the name of the table"


def test_a_line_that_stands_where_it_was_read_is_not_cut_out_nor_hashed() -> None:
    lines = new_lines(DB)
    for key in range(1, 5000):
        put(lines, ("actions", str(key)), 0)
    read, hashes = read_back(lines)
    with patch("ictwg.store.format.blocks.hashes_of", side_effect=AssertionError):
        laid_out = Image(read, hashes)
    put(read, ("actions", "7"), 1)
    laid_out.note(read, [("actions", "7")])
    pieces = laid_out.written(read.header).pieces
    assert sum(len(piece) for piece in pieces if isinstance(piece, bytes)) < sum(map(len, pieces)) / 2
    assert type(read.tables["actions"]) is LazyRows


def test_what_stood_between_two_blocks_is_gone() -> None:
    lines = new_lines(DB)
    for key in range(10, 70):
        put(lines, ("actions", str(key)), 0)
    read, hashes = read_back(lines)
    with patch.object(blocks, "BYTES", 100):
        laid_out = Image(read, hashes)
    _, first, middle, *_ = laid_out.blocks("actions")
    assert first.count < 10
    for name in list(middle.names):
        put(lines, ("actions", name), None)
        put(read, ("actions", name), None)
        laid_out.note(read, [("actions", name)])
    assert laid_out.written(lines.header).data == encode_file(lines)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda _: b"",
        lambda kept: kept[:-1],
        lambda kept: kept + kept[4:20],
        lambda kept: kept[:4] + kept[20:] + kept[4:20],
        lambda kept: kept[:4] + bytes([kept[4] ^ 1]) + kept[5:],
    ],
)
def test_hashes_of_another_file_are_not_believed(spoil: Callable[[bytes], bytes]) -> None:
    lines = new_lines(DB)
    for place in (("actions", "7"), ("actions", "8"), ("people", "9")):
        put(lines, place, 0)
    data, layout, kept = laid_out_of(lines)
    read = split_trusted(data, layout)
    assert believed(read, kept).keys() == {"actions", "people"}
    assert believed(read, spoil(kept)) == {}
    assert Image(read, believed(read, spoil(kept))).written(read.header).data == data


def test_what_the_disk_has_changed_is_hashed_again() -> None:
    """So that no file goes out with a digest that is not its own."""
    lines = new_lines(DB)
    put(lines, ("actions", "7"), 0)
    data, layout, kept = laid_out_of(lines)
    other = data.replace(b'"id":"0"', b'"id":"1"')
    read = split_trusted(other, layout)
    assert type(read.tables["actions"]) is LazyRows
    assert believed(read, kept) == {}
    written = Image(read, believed(read, kept)).written(read.header)
    assert split(written.data, verify=True).digest_ok


def test_what_changed_since_a_version_is_told_from_near_and_from_far() -> None:
    recent = Recent()
    places = [("actions", str(version)) for version in range(30)]
    for version, place in enumerate(places):
        recent.note(version + 1, [place])
    assert all(recent.since(version) == tuple(places[version:]) for version in range(31))


def test_what_changed_since_a_version_is_known_for_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ictwg.store.local.recent.KEPT", 10)
    recent = Recent()
    for version in range(1, 30):
        recent.note(version, [("actions", str(version % 4))])
    assert recent.since(29) == ()
    assert recent.since(27) == (("actions", "0"), ("actions", "1"))
    assert recent.since(0) is None
    assert set(recent.since(20) or ()) == {("actions", str(n)) for n in range(4)}
