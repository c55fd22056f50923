"""Joining files line by line: what stays undecoded, and what is told. The law itself is in `tests/merge/test_laws`."""

from __future__ import annotations

import pytest
from tests.merge.copies import DB

from ictwg.domain.ids import id_of
from ictwg.errors import NotReadyError
from ictwg.merge.dots import Dot, dot_text
from ictwg.merge.rows import LIVE, Row, written
from ictwg.store.format import codec_rows, lines_join
from ictwg.store.format.codec import encode_file, new_lines, split, split_own
from ictwg.store.format.codec_rows import find_row, put_row
from ictwg.store.format.lines import LOG, TRASH, Lines
from ictwg.store.format.lines_join import Joined, join_lines, redact_lines, redactions_of

IDS = tuple(id_of(str(1000 + at)) for at in range(50))


def wrote(lines: Lines, dot: Dot, id: str, *writes: tuple[str, object]) -> None:
    row = find_row(lines, "actions", id)
    seen = [(name, (value,), row.seen(name) if row else ()) for name, value in writes]
    put_row(lines, written(row, "actions", id, dot, seen))  # type: ignore[arg-type]
    lines.header = lines.header.with_context(lines.context.with_dot(dot))


@pytest.fixture(params=["all cut out", "read back"])
def start(request: pytest.FixtureRequest) -> Lines:
    lines = new_lines(DB)
    for at, id in enumerate(IDS):
        wrote(lines, Dot(at + 1, "ana"), id, ("text", f"text {at}"), ("due", "2010"))
    return lines if request.param == "all cut out" else split_own(encode_file(lines))


@pytest.fixture
def decoded(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The row keys that a join has decoded."""
    keys: list[str] = []

    def noting(lines: Lines, key: str) -> list[Row]:
        keys.append(key)
        return codec_rows.rows_at(lines, key)

    monkeypatch.setattr(lines_join, "rows_at", noting)
    return keys


def test_only_records_that_differ_are_decoded(start: Lines, decoded: list[str]) -> None:
    mine, yours = start.copy(), start.copy()
    wrote(mine, Dot(900, "ana"), IDS[3], ("due", "2011"))
    wrote(yours, Dot(901, "rui"), IDS[3], ("text", "other"))
    wrote(yours, Dot(902, "rui"), IDS[9], ("text", "other"))
    joined = join_lines(mine, yours)
    assert set(decoded) == {"1003", "1009"}
    assert joined.changed == {("actions", "1003"), ("actions", "1009")}
    row = find_row(joined.lines, "actions", IDS[3])
    assert row is not None
    assert (row.get("due"), row.get("text"), row.rivals(LIVE)) == ("2011", "other", ())


def test_new_records_of_either_side_stay_undecoded(start: Lines, decoded: list[str]) -> None:
    joined = join_lines(new_lines(DB), start)
    assert decoded == []
    assert encode_file(joined.lines) == encode_file(start)
    assert len(joined.changed) == len(IDS)


def test_what_a_script_has_laid_out_is_written_in_our_way(start: Lines) -> None:
    """Where the digest is wrong nobody vouches for the order of the keys."""
    text = encode_file(start).decode().replace('"due":"2010","text":"text 7"', '"text":"text 7","due":"2010"')
    other = split(text.encode(), verify=True)
    assert other.digest_ok is False
    assert encode_file(join_lines(new_lines(DB), other).lines) == encode_file(start)


def test_a_record_dropped_by_one_who_had_seen_it_is_dropped(start: Lines) -> None:
    """As compacting moves old rows of the log to the archive."""
    fewer = start.copy()
    del fewer.tables["actions"]["1004"]
    for joined in (join_lines(start, fewer), join_lines(fewer, start)):
        assert "1004" not in joined.lines.tables["actions"]


def test_a_deletion_and_an_edit_meet_across_tables(start: Lines) -> None:
    mine, yours = start.copy(), start.copy()
    wrote(mine, Dot(900, "ana"), IDS[3], (LIVE, False))
    wrote(yours, Dot(901, "rui"), IDS[3], ("text", "other"))
    assert "1003" in mine.tables[TRASH]
    joined = join_lines(mine, yours)
    assert joined.lines.tables[TRASH] == {}
    row = find_row(joined.lines, "actions", IDS[3])
    assert row is not None
    assert (row.get("text"), row.rivals(LIVE)) == ("other", (False,))
    assert joined.changed == {(TRASH, "1003"), ("actions", "1003")}


def test_neither_side_changes_by_joining(start: Lines) -> None:
    mine, yours = start.copy(), start.copy()
    wrote(yours, Dot(901, "rui"), IDS[3], ("text", "other"))
    before = encode_file(mine), encode_file(yours)
    join_lines(mine, yours)
    assert (encode_file(mine), encode_file(yours)) == before


def test_damage_in_a_line_that_differs_is_named(start: Lines) -> None:
    other = start.copy()
    other.tables["actions"]["1003"] = b'"1003":{"id":'
    with pytest.raises(NotReadyError, match="Row 1003 of table actions"):
        join_lines(start, other)


def redacting(lines: Lines, id: str) -> Joined:
    """Redacts the text of an action, as the store does."""
    row = find_row(lines, "actions", id)
    assert row is not None
    parts = [("of_table", ("actions",), ()), ("of_id", (id,), ()), ("of_field", ("text",), ())]
    dots = [(f"dots/{dot}", (True,), ()) for dot in row.seen("text")]
    dot = Dot(990, "zé")
    put_row(lines, written(None, "redactions", id_of("77"), dot, [*parts, *dots]))
    lines.header = lines.header.with_context(lines.context.with_dot(dot))
    return Joined(lines, redact_lines(lines), scrubs=True)


def test_a_new_redaction_reaches_record_trash_and_log(start: Lines) -> None:
    wrote(start, Dot(900, "ana"), IDS[3], ("note", "x"))
    change = f'[["actions","{IDS[3]}","text","text 3",["ana@4"]]]'
    line = f'"55":{{"id":"{id_of("55")}","changes":{change},"_v":{{"*":["ana@900"]}}}}'.encode()
    start.tables[LOG] = {
        "55": line,
        "56": line.replace(b'"55"', b'"56"').replace(b"text 3", b"text 4").replace(b"@4", b"@5"),
    }
    start.tables[LOG]["56"] = start.tables[LOG]["56"].replace(id_of("55").encode(), id_of("56").encode())
    old = start.copy()
    assert redacting(start, IDS[3]).changed == {("actions", "1003"), (LOG, "55")}
    assert b'"text 3"' not in encode_file(start)
    assert redact_lines(start) == frozenset()
    for joined in (join_lines(start, old), join_lines(old, start)):
        assert encode_file(joined.lines) == encode_file(start)


def test_a_redaction_in_the_trash_still_holds(start: Lines) -> None:
    redacting(start, IDS[3])
    row = find_row(start, "redactions", id_of("77"))
    assert row is not None
    put_row(start, written(row, row.table, row.id, Dot(991, "zé"), [(LIVE, (False,), row.seen(LIVE))]))
    assert TRASH in start.tables
    assert redactions_of(start).covers("actions", IDS[3], "text", dot_text(Dot(4, "ana")))
