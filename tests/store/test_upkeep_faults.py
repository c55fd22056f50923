"""Compacting and taking a step of the format, stopped or refused at any call: history and file are whole."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from tests.store.faults import FaultyDisk, Killed
from tests.store.next_format import next_format
from tests.store.office import Office, add_action, killed, texts, told

from ictwg.errors import IctwgError
from ictwg.merge.dots import Context
from ictwg.store.format import codec
from ictwg.store.format.lines import Header
from ictwg.store.store import Store

pytestmark = pytest.mark.once

YEAR = 365 * 86_400.0
WRITTEN = ["Of year 0", "Of year 1", "Of year 2", "Of year 3"]


def compact(store: Store) -> None:
    store.maintenance.compact(store.local.clock.now().date())


def upgrade(store: Store) -> None:
    store.maintenance.upgrade()


def prepared(folder: Path) -> Office:
    folder.mkdir()
    office = Office(folder)
    store = office.create()
    for number, text in enumerate(WRITTEN):
        add_action(store if number else office.open("zé"), text)
        office.clock.wait(YEAR)
    store.sync.share()
    office.open("zé").sync.share()
    store.sync.share()
    store.close()
    return office


def points(folder: Path, work: Callable[[Store], None]) -> int:
    disk = FaultyDisk()
    work(prepared(folder).open(disk=disk))
    return disk.calls


def assert_whole(office: Office, work: Callable[[Store], None], at: int) -> None:
    assert codec.split(office.shared.read_bytes(), verify=True).digest_ok, at
    for user in ("ana", "rui"):
        store = office.open(user)
        assert [text.capitalize() for text in texts(store)] == WRITTEN, at
        assert set(WRITTEN) <= {text.capitalize() for text in told(store)}, at
        store.close()
    again = office.open()
    work(again)
    assert texts(again) == ([text.upper() for text in WRITTEN] if work is upgrade else WRITTEN), at
    assert again.maintenance.check() == (), at
    assert set(WRITTEN) <= {text.capitalize() for text in told(again)}, at
    data = office.shared.read_bytes()
    work(again)
    assert office.shared.read_bytes() == data, at


@pytest.mark.parametrize("error", [Killed, errno.ENOSPC])
@pytest.mark.parametrize("work", [compact, upgrade])
def test_stopped_at_any_call_nothing_is_lost_and_it_is_done_the_next_time(
    memory_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    work: Callable[[Store], None],
    error: int | type[BaseException],
) -> None:
    if work is upgrade:
        next_format(monkeypatch)
        monkeypatch.setattr("ictwg.store.format.codec.new_header", _old_header)
        monkeypatch.setattr("ictwg.store.format.codec.new_header", _old_header)
    count = points(memory_folder / "0", work)
    assert count > 20
    for at in range(1, count + 1):
        office = prepared(memory_folder / str(at))
        disk = FaultyDisk(at, error)
        store = office.open(disk=disk)
        with suppress(Killed, IctwgError):
            work(store)
        disk.armed = False
        killed(store)
        assert_whole(office, work, at)
        shutil.rmtree(office.folder)


def _old_header(db: str) -> Header:
    return Header({"format": "ictwg", "schema": 1, "min_reader": 1, "min_writer": 1, "db": db}, Context())
