"""Locks that nobody loses: by the system, and by name where the file system knows none; many processes at once."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.store.office import Office, add_action, texts
from tests.store.storming import storm, storm_of_kills

from ictwg.locales import t
from ictwg.store.local import locks
from ictwg.store.local.disk import Disk
from ictwg.store.local.locks import Lock
from ictwg.store.sync.reports import Outcome

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has its own locks everywhere")
linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has names that end with their process")


@pytest.fixture
def without_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: int) -> bool:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(locks, "_lock", refuse)


@linux
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


@linux
@pytest.mark.usefixtures("without_locks")
def test_what_another_process_holds_by_name_is_its_own_until_it_dies(tmp_path: Path) -> None:
    program = "import sys; from ictwg.store.local.locks import _named; print(_named(sys.argv[1]), flush=True)"
    path = str(tmp_path / "x")
    command = [sys.executable, "-c", f"{program}; input()", path]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert int(other.stdout.readline()) >= 0
        assert not Lock(path, by_name=True).acquire()
        other.kill()
    assert Lock(path, by_name=True).acquire(timeout=1)


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
                rui.sync.share()
            return super().create(path, mode)

    disk = Meanwhile()
    ana = office.open(disk=disk)
    add_action(ana, "by Ana")
    report = ana.sync.share()
    assert report.outcome is Outcome.BUSY
    assert t("store.changing") in report.problem
    assert ana.sync.status().pending == 1
    disk.busy = False
    assert ana.sync.share().published
    assert "by Ana" in texts(office.open("new"))
