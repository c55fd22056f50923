"""Whatever lies where the shared file should be, or beside it: no crash, nothing deleted, said what and where.

What each content is told as stands in `test_codec_damage`; here the program meets it (STORE.md §8).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.store.office import Office, add_action, texts

from ictwg.errors import IctwgError
from ictwg.store.format import codec
from ictwg.store.store import Store
from ictwg.store.sync.reports import Outcome, Unready

Content = Callable[[bytes], bytes]

TWICE = b'"7":{"text":"seventh"},\n"7":{"text":"seventh too"},\n'
COPY = "ictwg.sync-conflict-20100212-104200-ABCDEFG.json"


def _line(data: bytes, text: bytes) -> bytes:
    return next(line for line in data.split(b"\n") if text in line)


def _with_field(value: bytes) -> Content:
    """Another field in the first action."""
    return lambda data: data.replace(b'"text":"one"', b'"x":' + value + b',"text":"one"', 1)


def _with_key(key: bytes) -> Content:
    return lambda data: data.replace(_line(data, b'"text":"one"').split(b'"')[1], key, 1)


def _with_header(**values: int) -> Content:
    def changed(data: bytes) -> bytes:
        lines = codec.split(data)
        lines.header = lines.header._replace(meta={**lines.header.meta, **values})
        return codec.encode_file(lines)

    return changed


# Cannot be read: the program waits, says why, and leaves it alone.
UNREADABLE: dict[str, Content] = {
    "0 bytes": lambda _: b"",
    "NUL": lambda data: b"\0" * len(data),
    "NUL at the end": lambda data: data[:-400] + b"\0" * 400,
    "half": lambda data: data[: len(data) // 2],
    "UTF-16": lambda data: data.decode().encode("utf-16"),
    "Latin-1": lambda data: data.decode().encode("latin-1"),
    "HTML": lambda _: b"<!DOCTYPE html><html><body>Sign in</body></html>",
    "array root": lambda data: b"[" + data + b"]",
    "NaN": _with_field(b"NaN"),
    "5,000-digit number": _with_field(b"9" * 5000),
    "10^5 nesting": _with_field(b"[" * 100_000 + b"]" * 100_000),
    "a field twice": _with_field(b'1,"x":2'),
    "row key 01": _with_key(b"01"),
    "row key 1_0": _with_key(b"1_0"),
    "row key in Arabic digits": _with_key("٣".encode()),
    "two files in one": lambda data: data + data,
    "needs a newer program": _with_header(min_reader=99),
}
# Says the same in another layout.
THE_SAME: dict[str, Content] = {
    "BOM": lambda data: b"\xef\xbb\xbf" + data,
    "CRLF": lambda data: data.replace(b"\n", b"\r\n"),
    "saved by another program": lambda data: json.dumps(json.loads(data), indent=2, ensure_ascii=True).encode(),
}
# Can be read, and says something else under a wrong digest: only what it adds is taken.
WRONG: dict[str, Content] = {
    "wrong digest": lambda data: data.replace(b'"digest":"', b'"digest":"0', 1),
    "rows left out": lambda data: data.replace(_line(data, b'"text":"two"') + b"\n", b"", 1),
    "a row twice": lambda data: data.replace(_line(data, b'"text":"one"'), TWICE + _line(data, b'"text":"one"'), 1),
    "newer schema": _with_header(schema=7),
}  # fmt: skip


def _shared(office: Office) -> Store:
    store = office.create()
    for text in ("one", "two", "Reunião"):
        add_action(store, text)
    store.sync.share()
    return store


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_shared_file_that_cannot_be_read_is_told_and_left_alone(office: Office, name: str) -> None:
    store = _shared(office)
    content = UNREADABLE[name](office.shared.read_bytes())
    office.shared.write_bytes(content)
    add_action(store, "meanwhile")
    report = store.sync.share()
    assert report.outcome is Outcome.WAITING
    assert report.problem
    assert report.hint
    assert office.shared.read_bytes() == content
    _all_there(office, store, "meanwhile")
    with pytest.raises(IctwgError, match=r"\w"):
        office.open("a newcomer")
    assert office.shared.read_bytes() == content


@pytest.mark.parametrize("name", THE_SAME)
def test_a_shared_file_in_another_layout_is_read(office: Office, name: str) -> None:
    store = _shared(office)
    office.shared.write_bytes(THE_SAME[name](office.shared.read_bytes()))
    assert store.sync.share().outcome is Outcome.SHARED
    _all_there(office, store)
    _all_there(office, office.open("a newcomer"))
    assert store.sync.status().held == 0


@pytest.mark.parametrize("name", WRONG)
def test_a_shared_file_that_says_something_else_removes_nothing(office: Office, name: str) -> None:
    store = _shared(office)
    office.shared.write_bytes(WRONG[name](office.shared.read_bytes()))
    add_action(store, "meanwhile")
    assert store.sync.share().outcome is Outcome.SHARED
    _all_there(office, store, "meanwhile")
    _all_there(office, office.open("a newcomer"), "meanwhile")


def test_rows_under_one_key_are_both_taken_in(office: Office) -> None:
    store = _shared(office)
    office.shared.write_bytes(WRONG["a row twice"](office.shared.read_bytes()))
    store.sync.share()
    _all_there(office, store, "seventh", "seventh too")
    _all_there(office, office.open("a newcomer"), "seventh", "seventh too")


@pytest.mark.parametrize("name", [*UNREADABLE, *THE_SAME, *WRONG])
def test_a_second_copy_with_any_content_takes_nothing_away(office: Office, name: str) -> None:
    store = _shared(office)
    copy = office.shared.with_name(COPY)
    content = ({**UNREADABLE, **THE_SAME, **WRONG})[name](office.shared.read_bytes())
    copy.write_bytes(content)
    add_action(store, "meanwhile")
    told: list[Unready] = []
    for _ in range(3):
        office.clock.wait(61)
        report = store.sync.share()
        assert report.outcome is Outcome.SHARED
        told += report.copies.unready
    if name in UNREADABLE:
        assert [one.name for one in told] == [COPY], "told once"
        assert told[0].reason
        assert copy.read_bytes() == content
    _all_there(office, store, "meanwhile")
    _all_there(office, office.open("a newcomer"), "meanwhile")


def test_a_shared_file_cut_off_anywhere_is_waited_for(office: Office) -> None:
    """At every 4 KiB and at each of the last 200 bytes."""
    store = office.create()
    for number in range(30):
        add_action(store, f"action {number} {'x' * 300}")
    store.sync.share()
    whole = office.shared.read_bytes()
    assert len(whole) > 4 * 4096
    copy = office.shared.with_name(COPY)
    for at in (*range(0, len(whole), 4096), *range(len(whole) - 200, len(whole) - 1)):
        _put(office.shared, whole[:at], office)
        _put(copy, whole[:at], office)
        assert store.sync.share().outcome is Outcome.WAITING, at
        assert office.shared.read_bytes() == copy.read_bytes() == whole[:at]
    assert len(texts(store)) == 30
    _put(office.shared, whole, office)
    assert store.sync.share().outcome is Outcome.SHARED
    assert texts(office.open("a newcomer")) == texts(store)


def test_another_groups_file_in_its_place_is_left_alone_and_not_mixed(office: Office) -> None:
    store = _shared(office)
    other = codec.encode_file(codec.new_lines(store.new_id()))
    office.shared.write_bytes(other)
    office.shared.with_name(COPY).write_bytes(other)
    add_action(store, "meanwhile")
    report = store.sync.share()
    assert report.outcome is Outcome.FOREIGN
    assert str(office.shared) in report.problem
    assert office.shared.read_bytes() == office.shared.with_name(COPY).read_bytes() == other
    _all_there(office, store, "meanwhile")


def _put(path: Path, data: bytes, office: Office) -> None:
    path.write_bytes(data)
    office.clock.wait(20)


def _all_there(office: Office, store: Store, *more: str) -> None:
    """Everything is still here: in this program, and in one that starts now."""
    for each in (store, office.open()):
        assert {"one", "two", "Reunião", *more} <= set(texts(each))
