"""Files that cannot be read now: each is refused, saying what and where; nothing else happens (STORE.md §8)."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.all_of import over

from ictwg.errors import NotReadyError
from ictwg.locales import t
from ictwg.store.format.codec import encode_file, split, split_careful

GOLDEN = (Path(__file__).parents[1] / "golden" / "format-1.json").read_bytes()
SYNC = (
    b'{"_sync":{"1":{"format":"ictwg","schema":1,"min_reader":1,"min_writer":1,'
    b'"db":"X","digest":"","floor":0,"ctx":{}}}'
)


def table(rows: str) -> bytes:
    return SYNC + b',"actions":' + rows.encode() + b"}"


@over(
    "data, message",
    [
        (b"", "0 bytes"),
        (b"\0" * 4096, "only zero bytes"),
        (GOLDEN[:2000] + b"\0" * 100, "zero byte at byte 2000"),
        (b"<!DOCTYPE html><html>Sign in</html>", "web page"),
        (b"\n  <html>", "web page"),
        (GOLDEN.decode().encode("utf-16"), "UTF-16"),
        (GOLDEN.decode().encode("utf-16-le"), "UTF-16"),
        (GOLDEN.decode().encode("utf-16-be"), "UTF-16"),
        (GOLDEN.replace("é".encode(), b"\xe9"), r"not UTF-8: byte \d+ is 0xe9"),
        (b"[]", "not a JSON object"),
        (b"7", "not a JSON object"),
        (b"null", "not a JSON object"),
        (b"{}", "not a file of ictwg"),
        (b'{"_default":{"1":{"x":1}}}', "not a file of ictwg"),
        (b'{"_sync":[]}', "not a file of ictwg"),
        (SYNC.replace(b'"1":', b'"2":') + b"}", "not a file of ictwg"),
        (SYNC.replace(b"ictwg", b"other") + b"}", "not a file of ictwg"),
        (SYNC.replace(b'"db":"X"', b'"db":""') + b"}", "damaged: db"),
        (SYNC.replace(b'"ctx":{}', b'"ctx":[]') + b"}", "damaged: ctx"),
        (SYNC.replace(b'"ctx":{}', b'"ctx":{"a":-1}') + b"}", "damaged: ctx"),
        (SYNC.replace(b'"ctx":{}', b'"ctx":{"a":1.5}') + b"}", "damaged: ctx"),
        (SYNC.replace(b'"ctx":{}', b'"ctx":{"a":true}') + b"}", "damaged: ctx"),
        (SYNC.replace(b'"ctx":{}', b'"ctx":{"":1}') + b"}", "damaged: ctx"),
        (SYNC.replace(b',"ctx":{}', b"") + b"}", "damaged: ctx"),
        (SYNC.replace(b'"floor":0', b'"floor":"0"') + b"}", "damaged: floor"),
        (SYNC.replace(b'"floor":0', b'"floor":9007199254740993') + b"}", "damaged: floor"),
        (SYNC.replace(b'"digest":""', b'"digest":1') + b"}", "damaged: digest"),
        (SYNC.replace(b'"min_reader":1', b'"min_reader":"1"') + b"}", "damaged: min_reader"),
        (table("[]"), "Table actions is not an object"),
        (table('{"1":[]}'), f"{t('codec.bad_row', key='1', table='actions', what=t('codec.bare_row'))}$"),
        (table('{"01":{}}'), "row key “01”"),
        (table('{"0":{}}'), "row key “0”"),
        (table('{"1_0":{}}'), "row key “1_0”"),
        (table('{"٣":{}}'), "row key “٣”"),
        (table('{"-1":{}}'), "row key “-1”"),
        (table('{" 1":{}}'), "row key “ 1”"),
        (table('{"1\\n":{}}'), "row key “1\n”"),
        (table('{"":{}}'), "row key “”"),
        (table(f'{{"{2**128}":{{}}}}'), "row key “340282366920938463463374607431768211456”"),
        (table('{"1":{"due":1,"due":2}}'), "Row 1 of table actions has the field “due” twice"),
        (table('{"1":{"x":NaN}}'), "NaN"),
        (table('{"1":{"x":-Infinity}}'), "-Infinity"),
        (table('{"1":{"x":' + "9" * 5000 + "}}"), "more than 4000 digits"),
        (table('{"1":{"x":' + "[" * 100_000 + "]" * 100_000 + "}}"), "too many nested levels"),
        (b'{"a":' * 100_000, "too many nested levels"),
        (table('{"1":{"x":tru}}'), "not valid JSON at line 1, column"),
        (GOLDEN + b"{}", "not valid JSON at line"),
    ],
)
def test_what_is_wrong_and_where(data: bytes, message: str) -> None:
    with pytest.raises(NotReadyError, match=message) as caught:
        split(data, verify=True)
    assert caught.value.hint


def test_the_depth_that_python_bears_is_no_crash() -> None:
    for depth in range(sys.getrecursionlimit() - 200, sys.getrecursionlimit() + 50, 25):
        try:
            split(table('{"1":{"x":' + "[" * depth + "]" * depth + "}}"))
        except NotReadyError as error:
            assert "nested" in error.message  # noqa: PT017 - some depths pass, none may do worse than this


@over("cut", [*range(0, len(GOLDEN), 512), *range(len(GOLDEN) - 200, len(GOLDEN) - 1)])
def test_a_file_cut_off_anywhere_is_refused(cut: int) -> None:
    with pytest.raises(NotReadyError):
        split(GOLDEN[:cut], verify=True)


def test_a_lost_last_line_break_is_no_loss() -> None:
    assert encode_file(split(GOLDEN[:-1], verify=True)) == GOLDEN


@over(
    "data", [b"\xef\xbb\xbf" + GOLDEN, GOLDEN.replace(b"\n", b"\r\n"), b" " + GOLDEN, GOLDEN.replace(b"},\n", b"} ,\n")]
)
def test_another_layout_of_the_same_content_is_the_same_file(data: bytes) -> None:
    lines = split(data)
    assert lines.digest_ok
    assert encode_file(lines) == GOLDEN


def test_a_changed_file_parses_but_its_digest_is_wrong() -> None:
    lines = split(GOLDEN.replace(b"A-2010-015", b"A-2010-016"), verify=True)
    assert lines.digest_ok is False
    assert split(GOLDEN.replace(b"A-2010-015", b"A-2010-016")).digest_ok is None


def test_damage_inside_a_line_is_found_when_the_digest_is_looked_at() -> None:
    with pytest.raises(NotReadyError, match="not valid JSON at line"):
        split(GOLDEN.replace(b'"reference":"A-2010-015"', b'"reference":"A-2010-015'), verify=True)


def test_rows_whose_key_stands_twice_are_both_there() -> None:
    lines = split(table('{"1":{"x":"a"},"2":{},"1":{"x":"b"}}'))
    assert lines.tables["actions"]["1"] == b'"1":{"x":"b"}'
    assert lines.duplicates == (("actions", "1", b'"1":{"x":"a"}'),)
    assert lines.digest_ok is False


def test_tables_that_stand_twice_are_one() -> None:
    lines = split(table('{"1":{"x":"a"},"2":{}},"actions":{"1":{"x":"b"},"3":{}}'))
    assert sorted(lines.tables["actions"]) == ["1", "2", "3"]
    assert lines.duplicates == (("actions", "1", b'"1":{"x":"a"}'),)


def test_a_key_twice_in_our_own_layout_is_seen_too() -> None:
    row = next(line for line in GOLDEN.split(b"\n") if b"A-2010-014" in line)
    lines = split(GOLDEN.replace(row, row + b"\n" + row, 1))
    assert [double[0] for double in lines.duplicates] == ["actions"]


def test_another_groups_file_is_read_and_says_whose_it_is() -> None:
    assert split(table("{}")).db == "X"


def test_lone_surrogates_stay_as_their_escapes() -> None:
    lines = split(table('{"1":{"x":"\\ud800"}}'))
    assert lines.tables["actions"]["1"] == b'"1":{"x":"\\ud800"}'


def test_a_comma_in_a_row_key_is_no_second_key() -> None:
    at = GOLDEN.index(b'":{"id":') - 3
    with pytest.raises(NotReadyError):
        split(GOLDEN[:at] + b"," + GOLDEN[at + 1 :], verify=True)


@settings(max_examples=2 * settings().max_examples)
@given(st.integers(0, len(GOLDEN) - 1), st.binary(min_size=1, max_size=3))
def test_a_flipped_byte_never_crashes_and_never_passes_the_digest(at: int, noise: bytes) -> None:
    data = GOLDEN[:at] + noise + GOLDEN[at + len(noise) :]
    try:
        lines = split(data, verify=True)
    except NotReadyError:
        return
    assert not lines.digest_ok or encode_file(lines) == GOLDEN


@settings(max_examples=2 * settings().max_examples)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda kids: st.lists(kids) | st.dictionaries(st.text(), kids),
    )
)
def test_any_json_is_read_or_refused(found: object) -> None:
    for data in (json.dumps(found).encode(), table(json.dumps(found)), table(json.dumps({"1": found}))):
        try:
            split_careful(data)
        except NotReadyError as error:
            assert error.message  # noqa: PT017 - anything else is a crash, and fails the test
