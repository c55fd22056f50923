"""The worked example of format 1. The file never changes: whoever must change this test has changed the format."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest
from tests.merge.whole_copies import dataset_of, lines_of
from tinydb import TinyDB, where

from ictwg.domain.ids import id_of, row_key
from ictwg.merge.redactions import REMOVED, SUBJECT
from ictwg.merge.rows import Row
from ictwg.store.format.codec import encode_file, split, split_careful
from ictwg.store.format.codec_rows import decode_row, encode_row, find_row
from ictwg.store.format.lines import LOG, TRASH
from ictwg.store.format.lines_join import join_lines, redact_lines

GOLDEN = Path(__file__).parents[1] / "golden" / "format-1.json"
SHA256 = "c8f03459005dc02786d5a557d61a3669e5cfc8adaf924e993bea529efc09b4a0"
ACTION, SECOND = "014V0PS1K0S3WTJGE3MTRFVKQ0", "014V0PTW60WXJY6DKDVZ0K0SM2"
PERSON = "014V0PWPS0JBH7ZG9N7NX3WQ25"


@pytest.fixture
def data() -> bytes:
    return GOLDEN.read_bytes()


def test_the_example_never_changes(data: bytes) -> None:
    assert hashlib.sha256(data).hexdigest() == SHA256


def test_its_digest_is_that_of_its_content(data: bytes) -> None:
    lines = split(data, verify=True)
    assert lines.digest_ok
    assert lines.digest() == json.loads(data)["_sync"]["1"]["digest"]


def test_decoding_and_encoding_every_record_gives_the_same_bytes(data: bytes) -> None:
    assert encode_file(lines_of(dataset_of(split(data)))) == data
    for table, rows in split(data).tables.items():
        for key, line in rows.items():
            assert encode_row(decode_row(table, key, line)) == line


def test_both_ways_of_reading_agree(data: bytes) -> None:
    assert split_careful(data).tables == split(data).tables
    assert split_careful(data).header == split(data).header


def test_a_script_that_saves_it_in_its_own_layout_changes_no_content(data: bytes) -> None:
    """Numbers with a point come out of `json` in another spelling; without them the digest stays right."""
    plain = data.replace(b"-8.5500", b"-8")
    digest = json.loads(data)["_sync"]["1"]["digest"].encode()
    plain = plain.replace(digest, split(plain).digest().encode())
    for layout in ({}, {"indent": 4}, {"ensure_ascii": False, "separators": (",", ":")}):
        again = split(json.dumps(json.loads(plain), **layout).encode())
        assert again.digest_ok
        assert encode_file(again) == plain


def test_it_holds_what_the_specification_speaks_of(data: bytes) -> None:
    lines = split(data)
    assert _row(lines, "actions", ACTION).rivals("due") == ("2010-03-01",)
    assert len(_row(lines, "actions", ACTION).elements("owners")) == 2
    assert _row(lines, "actions", SECOND).rivals("_live") == (False,)
    assert _row(lines, "people", PERSON).trashed
    assert row_key(PERSON) in lines.tables[TRASH]


def test_its_redaction_takes_the_old_name_from_the_log_and_nothing_else(data: bytes) -> None:
    """The value itself went when it was redacted; the log of format 1 called its person by name then."""
    lines, before = split(data), dataset_of(split(data)).rows
    naming = {(LOG, row.id) for row in before.values() if row.table == LOG and PERSON in str(row.get("changes"))}
    assert {(table, id_of(key)) for table, key in redact_lines(lines)} == naming
    expected = {place: _without_subject(row) if place in naming else row for place, row in before.items()}
    after = dataset_of(lines).rows
    assert {place: encode_row(row) for place, row in after.items()} == {
        place: encode_row(row) for place, row in expected.items()
    }
    assert redact_lines(lines) == frozenset()


def test_joining_it_with_itself_changes_nothing(data: bytes) -> None:
    joined = join_lines(split(data), split(data))
    assert (encode_file(joined.lines), joined.changed) == (data, frozenset())


def test_stock_tinydb_reads_and_queries_every_table(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "ictwg.json"
    shutil.copy(GOLDEN, path)
    with TinyDB(path, encoding="utf-8") as db:
        assert db.tables() == set(json.loads(data))
        for table in db.tables() - {"_sync"}:
            for document in db.table(table).all():
                assert str(document.doc_id) == row_key(document["id"])
        assert [d["reference"] for d in db.table("actions").search(where("due") > "2010-03-10")] == ["A-2010-014"]
        assert db.table("people").all() == []
        assert db.table("_sync").all()[0]["format"] == "ictwg"


def test_what_stock_tinydb_inserts_is_a_row_without_an_id(tmp_path: Path) -> None:
    path = tmp_path / "ictwg.json"
    shutil.copy(GOLDEN, path)
    with TinyDB(path, encoding="utf-8") as db:
        added = str(db.table("actions").insert({"text": "by a script"}))
        db.table("actions").update({"status": "done"}, where("reference") == "A-2010-015")
    again = split(path.read_bytes())
    assert not again.digest_ok
    assert again.tables["actions"][added] == f'"{added}":{{"text":"by a script"}}'.encode()
    assert _row(again, "actions", SECOND).get("status") == "done"


def _without_subject(row: Row) -> Row:
    gone = dict.fromkeys(row.registers[SUBJECT], (REMOVED,))
    return Row(row.table, row.id, {**row.registers, SUBJECT: gone}, row.loose)


def _row(lines: object, table: str, id: str) -> Row:
    row = find_row(lines, table, id)  # type: ignore[arg-type]
    assert row is not None
    return row
