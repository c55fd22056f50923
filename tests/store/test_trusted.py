"""Our own replica read lazily says what the careful way says, whatever is asked first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ictwg.domain.ids import id_of
from ictwg.merge.dots import Dot
from ictwg.merge.rows import written
from ictwg.store.format import codec, codec_rows, stretch
from ictwg.store.format.lines import Lines
from ictwg.store.format.numbered import all_in_order
from ictwg.store.local.disk import BriefDisk, Disk
from ictwg.store.local.trusted import LazyRows, apart, holding, split_trusted

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DB = "01J9ZZZZZZZZZZZZZZZZZZZZZZ"
KEYS = st.lists(st.one_of(st.integers(1, 40), st.integers(1, 2**128 - 1)), min_size=1, max_size=30, unique=True)


def _file(keys: list[int]) -> bytes:
    lines = codec.new_lines(DB)
    for number, key in enumerate(keys):
        writes = [("text", (f"text {number} ü“\n",), ())]
        codec_rows.put_row(lines, written(None, "actions", id_of(str(key)), Dot(number + 1, "a~b"), writes))
    codec_rows.put_row(lines, written(None, "people", id_of("7"), Dot(99, "a~b"), [("name", ("x" * 500,), ())]))
    lines.header = lines.header.with_context(lines.context.with_dot(Dot(99, "a~b")))
    return codec.encode_file(lines)


@given(KEYS.filter(lambda keys: 7 not in keys), st.lists(st.integers(1, 45), max_size=10))
def test_every_row_is_found_and_no_other(keys: list[int], others: list[int]) -> None:
    data = _file(keys)
    careful, lazy = codec.split(data), split_trusted(data)
    rows = lazy.tables["actions"]
    for key in [*map(str, keys), *map(str, others), "9" * 39]:
        assert rows.get(key) == careful.tables["actions"].get(key)
        assert (key in rows) == (key in careful.tables["actions"])
    assert type(rows) is LazyRows
    assert lazy.tables == careful.tables
    assert lazy.header == careful.header
    assert codec.encode_file(lazy) == data


def _put(rows: dict[str, bytes], key: str) -> dict[str, bytes]:
    rows[key] = b'"%s":{"text":"put"}' % key.encode()
    return rows


def _without(rows: dict[str, bytes], key: str) -> dict[str, bytes]:
    del rows[key]
    return rows


ASKED: dict[str, Callable[[dict[str, bytes]], Any]] = {
    "len": len,
    "list": list,
    "dict": dict,
    "items": lambda rows: list(rows.items()),
    "values": lambda rows: list(rows.values()),
    "keys": lambda rows: list(rows.keys()),
    "reversed": lambda rows: list(reversed(rows)),
    "merged": lambda rows: {**rows},
    "or": lambda rows: rows | {"1": b"x"},
    "bool": bool,
    "equal": lambda rows: rows == {},
    "pop": lambda rows: rows.pop("3"),
    "setdefault": lambda rows: rows.setdefault("3", b"x"),
    "copy": lambda rows: rows.copy(),
    "deleted": lambda rows: dict(_without(rows, "3")),
    "put": lambda rows: dict(_put(rows, "5")),
    "put twice": lambda rows: sorted(_put(rows, "3").items()),
    "holding": lambda rows: sorted(holding(rows, (b"text", b"1"))),
    "put and holding": lambda rows: sorted(holding(_put(rows, "3"), (b"text",))),
}


@pytest.mark.parametrize("question", ASKED.values(), ids=ASKED)
def test_it_answers_as_a_dictionary_does(question: Callable[[dict[str, bytes]], Any]) -> None:
    data = _file([1, 2, 3, 12345])
    assert question(split_trusted(data).tables["actions"]) == question(codec.split(data).tables["actions"])


@pytest.mark.parametrize("question", ASKED.values(), ids=ASKED)
def test_a_file_that_is_only_looked_at_answers_as_one_that_was_read(
    question: Callable[[dict[str, bytes]], Any], tmp_path: Path
) -> None:
    path = tmp_path / "replica.json"
    path.write_bytes(_file([1, 2, 3, 12345]))
    shown, read = (split_trusted(disk.view(str(path))).tables["actions"] for disk in (BriefDisk(), Disk()))
    assert list(all_in_order(shown)) == list(all_in_order(read))
    assert question(shown) == question(read)


def test_a_look_at_a_file_outlives_its_being_replaced(tmp_path: Path) -> None:
    path = tmp_path / "replica.json"
    path.write_bytes(_file([1, 2]))
    rows = split_trusted(BriefDisk().view(str(path))).tables["actions"]
    (tmp_path / "new").write_bytes(b"other")
    (tmp_path / "new").replace(path)
    assert list(rows) == ["1", "2"]


def test_an_empty_file_is_looked_at_too(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    assert BriefDisk().view(str(tmp_path / "empty")) == b""
    with pytest.raises(FileNotFoundError):
        BriefDisk().view(str(tmp_path / "none"))


def test_an_empty_store_and_a_foreign_layout_go_the_careful_way() -> None:
    empty = codec.encode_file(codec.new_lines(DB))
    assert split_trusted(empty).tables == {}
    assert isinstance(split_trusted(_file([1]).replace(b":", b": ", 1)), Lines)


STEPS = st.lists(st.tuples(st.sampled_from(["put", "out", "look", "count", "any", "copy", "all"]), st.integers(1, 45)))


@given(KEYS.filter(lambda keys: 7 not in keys), STEPS, st.integers(0, 8))
def test_law_whatever_is_put_in_and_taken_out_it_is_a_dictionary(
    keys: list[int], steps: list[tuple[str, int]], many: int
) -> None:
    data = _file(keys)
    rows, plain = split_trusted(data).tables["actions"], codec.split(data).tables["actions"]
    before: list[tuple[dict[str, bytes], dict[str, bytes]]] = []
    with patch.object(stretch, "MANY", many), patch.object(stretch, "_LOOK", 1 << 20):
        for what, number in steps:
            key = str(keys[number % len(keys)] if number % 2 else number)
            if what == "put":
                rows[key] = plain[key] = b'"%s":{"text":"put %d"}' % (key.encode(), number)
            elif what == "out" and key in plain:
                del rows[key], plain[key]
            elif what == "copy":
                before.append((rows, dict(plain)))
                rows = rows.copy()
            elif what == "all":
                assert {**rows} == plain
            assert (rows.get(key), key in rows) == (plain.get(key), key in plain)
            assert (len(rows), bool(rows)) == (len(plain), bool(plain))
            assert sorted(holding(rows, (b"text",))) == sorted(plain.values())
        assert {**rows} == plain
        assert all(dict(old.items()) == then for old, then in before)


@given(KEYS.filter(lambda keys: 7 not in keys), STEPS, STEPS)
def test_law_what_is_apart_of_two_over_one_file_is_what_differs(
    keys: list[int], one: list[tuple[str, int]], other: list[tuple[str, int]]
) -> None:
    rows = split_trusted(_file(keys)).tables["actions"]
    both = rows.copy(), rows.copy()
    for changed, steps in zip(both, (one, other), strict=True):
        for what, number in steps:
            key = str(keys[number % len(keys)])
            if what in {"put", "copy"}:
                changed[key] = b'"%s":{"text":"put %d"}' % (key.encode(), number % 3)
            elif what == "out" and key in changed:
                del changed[key]
    found = apart(*both)
    assert {type(rows) for rows in both} == {LazyRows}, "nothing was split for it"
    first, second = map(dict, both)
    assert found == {key for key in first | second if first.get(key) != second.get(key)}
    assert apart(*both) == found, "the same where all was looked at"


def test_rows_over_two_files_are_compared_line_by_line() -> None:
    one, other = (split_trusted(_file(keys)).tables["actions"] for keys in ([1, 2], [1, 3]))
    assert apart(one, other) == {"2", "3"}
    assert apart(one, {}) == {"1", "2"}


def test_what_is_taken_out_of_a_copy_stays_in_the_other() -> None:
    rows = split_trusted(_file([1, 2])).tables["actions"]
    copied = rows.copy()
    del copied["1"]
    assert ("1" in rows, "1" in copied) == (True, False)


def test_what_is_not_there_is_not_taken_out() -> None:
    rows = split_trusted(_file([1, 2])).tables["actions"]
    del rows["1"]
    for key in ("1", "3"):
        with pytest.raises(KeyError):
            del rows[key]
    assert type(rows) is LazyRows
    rows["1"] = b"x"
    assert dict(rows) == {"1": b"x", "2": codec.split(_file([1, 2])).tables["actions"]["2"]}


def test_many_looks_are_cheaper_all_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stretch, "MANY", 10)
    rows = split_trusted(_file(list(range(10, 60)))).tables["actions"]
    for _ in range(3):
        assert [rows.get(str(key)) is not None for key in range(10, 20)] == [True] * 10
    assert type(rows) is LazyRows
    assert rows.get("21")
    assert rows.get("22")
    assert type(rows) is not LazyRows
