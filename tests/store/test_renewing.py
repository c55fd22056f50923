"""A replica that this computer's disk no longer gives back as it was written: nothing of it gets to anybody."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.store.office import Office, add_action, folded, killed, set_action, texts

from ictwg.domain.records import Action
from ictwg.errors import StorageError
from ictwg.store.format import codec
from ictwg.store.store import Store
from ictwg.store.sync.reports import Outcome

RECORDS = ["first", "second", "third"]


def torn(line: bytes) -> bytes:
    return line.replace(b'"text":"second"', b'"text":"sec}{')


def without_key(line: bytes) -> bytes:
    return b'"21@@' + line[5:]


def another_key(line: bytes) -> bytes:
    return line[:9] + (b"1" if line[9:10] != b"1" else b"2") + line[10:]


def no_text_as_key(line: bytes) -> bytes:
    return line[:9] + b"\xb3" + line[10:]


def two_keys(line: bytes) -> bytes:
    return line[:9] + b"," + line[10:]


def another_id(line: bytes) -> bytes:
    at = line.index(b'"id":"') + 20
    return line[:at] + (b"A" if line[at : at + 1] != b"A" else b"B") + line[at + 1 :]


def no_line(line: bytes) -> bytes:  # noqa: ARG001 - all of it is gone
    return b""


DAMAGE = [torn, without_key, another_key, no_text_as_key, two_keys, another_id, no_line]


def rotten(office: Office, damage: Callable[[bytes], bytes], *, unshared: bool = False) -> Store:
    """A store of which the disk has damaged the line of the second record."""
    store = office.create()
    for text in RECORDS:
        add_action(store, text)
    store.sync.share()
    if unshared:
        add_action(store, "not shared")
    replica = folded(store)
    killed(store)
    lines = replica.read_bytes().split(b"\n")
    at = next(n for n, line in enumerate(lines) if b'"text":"second"' in line)
    lines[at] = damage(lines[at])
    if not lines[at]:
        del lines[at]
    replica.write_bytes(b"\n".join(lines))
    return office.open()


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_line_reaches_nobody_and_comes_back(office: Office, damage: Callable[[bytes], bytes]) -> None:
    store = rotten(office, damage)
    store.all(Action)
    add_action(store, "typed since")
    report = store.sync.share()
    assert report.outcome is Outcome.SHARED
    assert "damaged" in report.problem
    assert texts(store) == texts(office.open("rui")) == sorted([*RECORDS, "typed since"])
    assert codec.split(office.shared.read_bytes(), verify=True).digest_ok
    assert store.maintenance.check() == ()
    assert not store.unreadable
    assert store.sync.share().problem == ""
    assert [path.name.endswith("replica.json") for path in office.files() if "repaired" in path.parts] == [True]


@pytest.mark.parametrize("damage", DAMAGE)
def test_what_was_never_shared_is_taken_from_the_damaged_copy(office: Office, damage: Callable[[bytes], bytes]) -> None:
    store = rotten(office, damage, unshared=True)
    store.sync.share()
    assert texts(store) == texts(office.open("rui")) == sorted([*RECORDS, "not shared"])


@pytest.mark.parametrize("damage", DAMAGE)
def test_repair_does_the_same_by_name(office: Office, damage: Callable[[bytes], bytes]) -> None:
    store = rotten(office, damage)
    assert {finding.mends for finding in store.maintenance.check()} == {"repair"}
    found = store.maintenance.repair()
    assert found.left == store.maintenance.check() == ()
    assert found.done
    assert texts(store) == RECORDS


def test_a_list_goes_on_without_the_line_and_says_so(office: Office) -> None:
    store = rotten(office, torn)
    assert texts(store) == ["first", "third"]
    assert store.unreadable == 1


@pytest.mark.parametrize("damage", DAMAGE)
def test_nothing_goes_out_while_the_shared_file_cannot_stand_in(
    office: Office, damage: Callable[[bytes], bytes]
) -> None:
    store = rotten(office, damage)
    whole = office.shared.read_bytes()
    office.shared.write_bytes(whole[:-200])
    add_action(store, "typed since")
    report = store.sync.share()
    assert report.outcome is Outcome.WAITING
    assert "repair" in report.hint
    assert office.shared.read_bytes() == whole[:-200]
    with pytest.raises(StorageError):
        folded(store)
    office.shared.write_bytes(whole)
    store.sync.share()
    assert texts(store) == texts(office.open("rui")) == sorted([*RECORDS, "typed since"])


def test_edits_of_the_same_record_before_and_after_the_damage_stay(office: Office) -> None:
    store = rotten(office, no_line)
    first = next(action for action in store.all(Action) if action.text == "first")
    set_action(store, first.id, Action.text("first, worded anew"))
    store.sync.share()
    assert texts(store) == texts(office.open("rui")) == ["first, worded anew", "second", "third"]
    assert Path(store.path) == office.shared
