"""Locks that nobody loses: by the system, and by name where the file system knows none; many processes at once."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from tests.store.office import Office, add_action, texts
from tests.store.storming import storm, storm_of_kills

from ictwg.locales import t
from ictwg.store.shared.reports import Outcome
from ictwg.store.this_computer import locks, locks_by_name
from ictwg.store.this_computer.disk import Disk
from ictwg.store.this_computer.locks import Lock

if TYPE_CHECKING:
    from pathlib import Path

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has its own locks everywhere")


@pytest.fixture
def without_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: int) -> bool:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(locks, "_lock", refuse)


@posix
@pytest.mark.usefixtures("without_locks")
def test_where_there_are_no_locks_a_name_holds(tmp_path: Path) -> None:
    first, second = (Lock(str(tmp_path / "x"), by_name=True) for _ in range(2))
    assert first.acquire()
    assert not second.acquire()
    first.release()
    assert second.acquire()
    second.release()
    assert [path.name for path in tmp_path.iterdir()] == ["x"]
    with pytest.raises(OSError):
        Lock(str(tmp_path / "x")).acquire()


@posix
@pytest.mark.usefixtures("without_locks")
def test_what_a_dead_process_held_by_name_is_nobodys(tmp_path: Path) -> None:
    program = "import sys, os; from ictwg.store.this_computer.locks_by_name import take; print(take(sys.argv[1]) >= 0)"
    path = str(tmp_path / "x")
    subprocess.run([sys.executable, "-c", program, path], check=True, capture_output=True)
    assert (tmp_path / "x.held").exists()
    assert Lock(path, by_name=True).acquire(timeout=1)


@posix
@pytest.mark.usefixtures("without_locks")
@pytest.mark.parametrize("left", ["", "12", "not a number", "1 another-start 7"])
def test_a_name_cut_off_or_of_another_start_keeps_nobody_for_long(tmp_path: Path, left: str) -> None:
    held = tmp_path / "x.held"
    held.write_text(left)
    (tmp_path / "x.held.claim").write_text("")
    past = time.time() - 3600
    os.utime(held, (past, past))
    os.utime(tmp_path / "x.held.claim", (past, past))
    assert Lock(str(tmp_path / "x"), by_name=True).acquire(timeout=1)


@posix
def test_a_name_that_is_being_written_is_waited_for(tmp_path: Path) -> None:
    (tmp_path / "x.held").write_text("")
    assert locks_by_name.take(str(tmp_path / "x")) == -1
    assert (tmp_path / "x.held").exists()


@posix
@pytest.mark.parametrize(("homes", "trouble"), [(3, "failing"), (1, "failing and stale")])
def test_many_processes_at_once_lose_nothing(memory_folder: Path, homes: int, trouble: str) -> None:
    found = storm(memory_folder, processes=4, edits=12, homes=homes, locks=trouble)
    assert (found.present, found.identical, found.wrong) == (48, True, ())


@posix
def test_programs_that_are_killed_in_a_storm_lose_nothing(memory_folder: Path) -> None:
    killed, found = storm_of_kills(memory_folder, processes=3, seconds=1.0, homes=2, locks="working")
    assert found.expected >= killed >= 3
    assert (found.present, found.identical, found.wrong) == (found.expected, True, ())


def test_a_file_that_others_write_all_the_time_is_not_called_shared(office: Office) -> None:
    office.create().close()
    rui = office.open("rui")

    class Meanwhile(Disk):
        busy = True

        def create(self, path: str, mode: int = 0o600) -> int:
            if self.busy and path.startswith(str(office.shared.parent)):
                add_action(rui, "and another")
                rui.share()
            return super().create(path, mode)

    disk = Meanwhile()
    ana = office.open(disk=disk)
    add_action(ana, "by Ana")
    report = ana.share()
    assert report.outcome is Outcome.BUSY
    assert t("store.changing") in report.problem
    assert ana.status().pending == 1
    disk.busy = False
    assert ana.share().published
    assert "by Ana" in texts(office.open("new"))
