"""Bytes, lines and rows: one function each way."""

from __future__ import annotations

import hashlib
import json

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.all_of import over
from tests.merge.copies import DB, bytes_of, copies, rows
from tests.merge.whole_copies import Dataset, lines_of

from ictwg.domain.ids import id_of, row_key
from ictwg.errors import NotReadyError, TooNewError
from ictwg.merge.dots import Context, Dot
from ictwg.merge.rows import LIVE, Row, written
from ictwg.merge.values import INT_MAX, Opaque, canonical, from_json, loads
from ictwg.store.format.codec import encode_file, new_lines, require_readable, split, split_careful, writable
from ictwg.store.format.codec_rows import decode_row, dots_in, encode_row, find_row, is_foreign_row, put_row
from ictwg.store.format.lines import TRASH, Header, Lines

ID = "01J9ZK3F5Q7XW2M8T4R6V1C0BD"
KEY = row_key(ID)
ANA, RUI = Dot(1, "ana"), Dot(2, "rui")

texts = st.text(st.characters(exclude_categories=()), max_size=20)


def action(text: str = "x", id: str = ID) -> Row:
    return written(None, "actions", id, ANA, [("text", (text,), ())])


def deleted(row: Row, dot: Dot = RUI) -> Row:
    return written(row, row.table, row.id, dot, [(LIVE, (False,), row.seen(LIVE))])


# Values


@given(texts)
def test_any_text_survives(text: str) -> None:
    """Also a lone surrogate, which only its JSON escape can write."""
    kept = text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")  # what JSON makes of a pair
    line = encode_row(action(kept))
    assert b"\n" not in line
    assert decode_row("actions", KEY, line).get("text") == kept
    assert json.loads(line.partition(b":")[2])["text"] == kept


@given(
    texts.filter(lambda text: not any("\ud800" <= c <= "\udfff" for c in text))
    | st.integers(-INT_MAX, INT_MAX)
    | st.none()
    | st.booleans()
)
def test_three_encoders_write_the_same_bytes(value: str | int | None) -> None:
    """The library of the standard, orjson and ours: whichever the program uses, the file is the same."""
    ours = canonical(value)
    assert ours == json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() == orjson.dumps(value)


@over("text", ["1.50", "-0.0", "1e400", str(2**53 + 1), "[1.0,[]]", '{"b":1,"a":{"é":null}}', "[true]", "[]"])
def test_shapes_of_a_later_version_are_kept_to_the_letter(text: str) -> None:
    line = f'"{KEY}":{{"id":"{ID}","odd":{text},"_v":{{"odd":["ana@1"]}}}}'.encode()
    row = decode_row("actions", KEY, line)
    assert row.get("odd") == Opaque(text)
    again = encode_row(row)
    assert f'"odd":{text},'.encode() in again
    assert decode_row("actions", KEY, again).get("odd") == Opaque(text)


def test_values_come_back_as_they_went() -> None:
    for text in ("null", "true", "-9007199254740992", '"é"'):
        assert canonical(from_json(loads(text))) == text.encode()


def test_nan_is_no_value() -> None:
    with pytest.raises(ValueError, match="NaN"):
        loads("[NaN]")


# Rows


def test_a_line_reads_as_the_specification_shows_it() -> None:
    row = written(None, "actions", ID, ANA, [("text", ("x",), ()), ("due", ("d1",), ()), ("owners/b", (True,), ())])
    row = written(row, "actions", ID, RUI, [("due", ("d2",), ())])
    assert encode_row(row).decode() == (
        f'"{KEY}":{{"id":"{ID}","due":"d2","owners":["b"],"text":"x",'
        '"_v":{"*":["ana@1"],"due":["rui@2","ana@1"]},"_c":{"due":{"ana@1":["d1"]}}}'
    )


def test_a_deleted_record_stands_in_the_trash_with_its_table() -> None:
    line = encode_row(deleted(action()))
    assert (
        line.decode()
        == f'"{KEY}":{{"id":"{ID}","table":"actions","text":"x","_v":{{"*":["ana@1"],"_live":["rui@2"]}}}}'
    )
    again = decode_row(TRASH, KEY, line)
    assert (again.table, again.trashed) == ("actions", True)


@over(
    "record",
    [
        "{}",
        '{"id":1}',
        '{"id":"01J9ZK3F5Q7XW2M8T4R6V1C0BE"}',
        f'{{"id":"{ID.lower()}"}}',
        "[]",
        "x",
        '{"id":"' + ID + '"',
    ],
)
def test_a_row_that_is_not_ours_is_refused_by_name(record: str) -> None:
    with pytest.raises(NotReadyError, match=f"Row {KEY} of table actions"):
        decode_row("actions", KEY, f'"{KEY}":{record}'.encode())


def test_rows_of_scripts_are_told_from_ours() -> None:
    assert is_foreign_row("1", b'"1":{"text":"x"}')
    assert is_foreign_row(KEY, f'"{KEY}":{{"id":"{id_of("7")}"}}'.encode())
    assert not is_foreign_row(KEY, encode_row(action()))
    assert not is_foreign_row(KEY, f'"{KEY}":broken'.encode())


def test_the_dots_of_a_line_are_known_without_building_the_record() -> None:
    row = deleted(action())
    assert dots_in(TRASH, KEY, encode_row(row)) == row.dots
    assert dots_in("actions", KEY, f'"{KEY}":{{"_v":[]}}'.encode()) == set(), "what says nothing has seen nothing"
    with pytest.raises(NotReadyError):
        dots_in("actions", KEY, f'"{KEY}":{{'.encode())


# Places


def test_deleting_moves_the_line_to_the_trash_and_restoring_back() -> None:
    lines = new_lines(DB)
    assert put_row(lines, action()) == {("actions", KEY)}
    assert put_row(lines, deleted(action())) == {("actions", KEY), (TRASH, KEY)}
    assert lines.tables == {"actions": {}, TRASH: {KEY: encode_row(deleted(action()))}}
    found = find_row(lines, "actions", ID)
    assert found is not None
    assert found.trashed
    put_row(lines, action())
    assert list(lines.tables["actions"]) == [KEY]
    assert put_row(lines, action()) == frozenset()


def test_two_tables_with_one_id_share_the_trash_without_loss() -> None:
    """Only a file made by hand does that; it is still a function of the state."""
    rows = [deleted(Row(table, ID, action().registers)) for table in ("people", "actions")]
    one, two = (
        lines_of(Dataset(new_lines(DB).header.meta, Context(), {(r.table, ID): r for r in order}))
        for order in (rows, rows[::-1])
    )
    assert encode_file(one) == encode_file(two)
    assert (row := find_row(one, "people", ID)) is not None
    assert row.trashed
    put_row(one, action())
    assert decode_row(TRASH, KEY, one.tables[TRASH][KEY]).table == "people"
    put_row(one, rows[1])
    assert encode_file(one) == encode_file(two)


@given(
    st.lists(st.sampled_from(("actions", "people")).flatmap(lambda table: rows((table, ID), (ANA, RUI))), max_size=5)
)
def test_law_lines_are_those_of_the_records_however_they_were_put(many: list[Row]) -> None:
    lines = new_lines(DB)
    for row in many:
        put_row(lines, row)
    latest = {(row.table, row.id): row for row in many}
    expected = lines_of(Dataset(lines.header.meta, Context(), latest)).tables
    assert {table: held for table, held in lines.tables.items() if held} == expected


# Files


def test_tables_stand_by_name_then_the_trash_then_the_log_rows_by_number() -> None:
    lines = new_lines(DB)
    for id in (id_of("100"), id_of("99"), id_of("2")):
        put_row(lines, action(id=id))
    put_row(lines, Row("zebras", ID, action().registers))
    put_row(lines, Row("_log", ID, action().registers))
    put_row(lines, deleted(action()))
    put_row(lines, Row("Äpfel", id_of("5"), action().registers))
    data = encode_file(lines)
    found = json.loads(data)
    assert list(found) == ["_sync", "actions", "zebras", "Äpfel", "_trash", "_log"]
    assert list(found["actions"]) == ["2", "99", "100"]
    assert split(data, verify=True).digest_ok


def test_the_digest_is_what_the_specification_says() -> None:
    lines = new_lines(DB)
    put_row(lines, action())
    data = encode_file(lines)
    digest = json.loads(data)["_sync"]["1"]["digest"]
    header, opening, row, end, rest = data.split(b"\n")
    assert (end, rest) == (b"}}", b"")
    parts = [header.removesuffix(b",").replace(digest.encode(), b""), opening, row]
    hashes = b"".join(hashlib.blake2b(part, digest_size=16).digest() for part in parts)
    assert digest == hashlib.sha256(hashes).hexdigest()


def test_an_empty_store_is_one_line() -> None:
    data = encode_file(new_lines(DB))
    assert data.count(b"\n") == 1
    assert split(data, verify=True).digest_ok
    assert split(data).tables == {}


@over("needle", [b'"ana":1', b'"x"', b'"actions"', b'"floor":0', b'"schema":1', KEY.encode()])
def test_every_part_of_the_file_is_under_the_digest(needle: bytes) -> None:
    lines = new_lines(DB)
    lines.header = lines.header.with_context(Context({"ana": 1}))
    put_row(lines, action())
    data = encode_file(lines)
    changed = {b'"ana":1': b'"ana":2', b'"floor":0': b'"floor":1', b'"schema":1': b'"schema":2'}
    other = data.replace(needle, changed.get(needle, needle[:-2] + b"y" + needle[-1:]), 1)
    assert other != data
    if needle != KEY.encode():
        assert split(other, verify=True).digest_ok is False
    assert split(data, verify=True).digest_ok is True


def test_law_the_digest_covers_where_a_row_stands() -> None:
    here, there = new_lines(DB), new_lines(DB)
    put_row(here, action())
    put_row(there, Row("tasks", ID, action().registers))
    assert here.digest() != there.digest()


@given(copies())
def test_law_both_ways_of_reading_agree(copy: Dataset) -> None:
    data = bytes_of(copy)
    quick, careful = split(data, verify=True), split_careful(data)
    assert quick.digest_ok
    assert (quick.header, quick.tables) == (careful.header, careful.tables)
    assert encode_file(quick) == encode_file(careful) == data
    assert careful.digest() == quick.header.digest


def test_unknown_header_keys_and_entries_below_the_floor() -> None:
    header = Header(
        {**new_lines(DB).header.meta, "later": Opaque('{"x":1.0}'), "a": None}, Context({"ana": 5, "b": 2}, 2)
    )
    data = encode_file(Lines(header, {}))
    assert b'"floor":2,"a":null,"later":{"x":1.0},"ctx":{"ana":5}' in data
    assert split(data).header._replace(digest="") == header


def test_a_newer_reader_asked_for_is_refused_and_a_newer_writer_read_only() -> None:
    header = new_lines(DB).header
    require_readable(header)
    assert writable(header)
    assert not writable(header._replace(meta={**header.meta, "min_writer": 2}))
    with pytest.raises(TooNewError, match="newer"):
        require_readable(header._replace(meta={**header.meta, "min_reader": 2}))


def test_a_copy_of_lines_is_independent() -> None:
    lines = new_lines(DB)
    put_row(lines, action())
    other = lines.copy()
    put_row(other, action("y"))
    assert find_row(lines, "actions", ID).get("text") == "x"  # type: ignore[union-attr]
    assert [*map(len, lines.tables.values())] == [*map(len, other.tables.values())] == [1]
    assert lines.db == DB
