"""Killed or refused at every call to the disk: what was acknowledged is there, nothing half, the file old or new."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from pathlib import Path

import pytest
from tests.store.faults import FaultyDisk, Killed, ShortWrites
from tests.store.office import Office, add_action, killed, texts
from tests.store.refusals import CODES, calls_of, prepared, refused

from ictwg.app import settings
from ictwg.domain.records import Action
from ictwg.errors import FolderError, IctwgError, NotReadyError, UnboundError
from ictwg.store.format import codec
from ictwg.store.local.atomic import replace_file, write_in_place
from ictwg.store.local.disk import Disk
from ictwg.store.local.journal import Journal, line_of, remove
from ictwg.store.store import Store
from ictwg.store.sync.reports import Outcome

pytestmark = pytest.mark.once


def _work(store: Store, acknowledged: list[str]) -> None:
    for text in ("third", "fourth"):
        add_action(store, text)
        acknowledged.append(text)
    store.sync.share()
    add_action(store, "fifth")
    acknowledged.append("fifth")
    store.sync.share()


def _points() -> int:
    with tempfile.TemporaryDirectory() as folder:
        disk = FaultyDisk()
        store = prepared(Path(folder)).open(disk=disk)
        _work(store, [])
        return disk.calls


POINTS = _points()


def test_there_are_points_to_fail_at() -> None:
    assert POINTS > 25


@pytest.mark.parametrize("at", range(1, POINTS + 1))
def test_killed_at_any_call_nothing_acknowledged_is_lost(tmp_path: Path, at: int) -> None:
    office = prepared(tmp_path)
    acknowledged = ["first", "second"]
    with pytest.raises(Killed):
        _work(office.open(disk=FaultyDisk(at)), acknowledged)
    assert codec.split(office.shared.read_bytes(), verify=True).digest_ok
    again = office.open()
    found = texts(again)
    assert set(acknowledged) <= set(found)
    assert len(found) == len(set(found))
    assert len(list(again.local.memory.log.lines())) == len(found)
    assert again.sync.share().outcome is Outcome.SHARED
    assert "from Rui" in texts(again)
    assert again.maintenance.check() == ()
    assert set(texts(office.open("new"))) == set(texts(again))


@pytest.mark.parametrize("forever", [True, False])
def test_a_refusal_at_any_call_is_told_and_corrupts_nothing(memory_folder: Path, forever: bool) -> None:
    # Each point by one of the errors, and half of the points by this test; `python -m tests.bench.faults --only errors`
    # tries each by all of them.
    (memory_folder / "0").mkdir()
    points = len(calls_of(memory_folder / "0"))
    assert points > 100
    wrong = []
    for at in range(1 + forever, points + 1, 2):
        folder = memory_folder / str(at)
        folder.mkdir()
        tried = refused(folder, at, CODES[(at + forever) % len(CODES)], forever=forever)
        wrong += [tried] if tried.wrong else []
        shutil.rmtree(folder)
    assert wrong == []


@pytest.mark.parametrize("folded", [False, True])
def test_a_look_that_is_refused_at_any_call_leaves_nothing_out(tmp_path: Path, folded: bool) -> None:
    """What two commands acknowledged while a program was open is there after the program's next fold.

    Args:
        tmp_path: Where.
        folded: Whether one of them also wrote the replica anew, so that all of it is read.
    """
    calls = 0
    for at in count(1):
        (tmp_path / str(at)).mkdir()
        office = Office(tmp_path / str(at))
        killed(office.create())
        disk = FaultyDisk(at, errno.EIO, forever=False, reading=True)
        disk.armed = False
        store = office.open(disk=disk)
        for text in ("first", "second"):
            command = office.open()
            add_action(command, text)
            if folded:
                command.local.fold()
            add_action(command, f"{text} again")
            killed(command)
        disk.armed = True
        with suppress(OSError, IctwgError):
            store.refresh()
        refused, disk.armed = disk.calls >= at, False
        with store.local.replica.lock as lock:
            assert lock.acquire()
            store.local.fold()
        assert texts(office.open("ana")) == ["first", "first again", "second", "second again"], f"refused at call {at}"
        if not refused:
            break
        calls += 1
    assert calls > 3


def test_a_replica_that_is_damaged_under_an_open_program_is_not_written_over(office: Office) -> None:
    killed(office.create())
    store, command = office.open(), office.open()
    add_action(store, "before")
    store.local.fold()
    add_action(command, "a command's")
    command.local.fold()
    killed(command)
    path = Path(store.local.replica.path)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    for _ in range(2):
        with pytest.raises(NotReadyError):
            store.local.fold()
    path.write_bytes(whole)
    store.local.fold()
    assert texts(office.open()) == ["a command's", "before"]


def test_short_writes_are_gone_on_with(office: Office) -> None:
    office.create().close()
    store = office.open(disk=ShortWrites())
    add_action(store, "whole")
    store.sync.share()
    assert texts(office.open()) == ["whole"]
    assert codec.split(office.shared.read_bytes(), verify=True).digest_ok


def test_a_torn_tail_is_ignored_and_nothing_is_written_behind_it(office: Office) -> None:
    store = office.create()
    add_action(store, "kept")
    store.close()
    journal = next(path for path in office.files() if path.suffix == ".log")
    with journal.open("ab") as file:
        file.write(b'deadbeef {"dot":"ana~')
    again = office.open()
    assert texts(again) == ["kept"]
    add_action(again, "later")
    assert texts(office.open()) == ["kept", "later"]
    assert again.maintenance.check() == ()


def test_a_damaged_line_is_told_and_the_others_are_read(office: Office) -> None:
    store = office.create()
    for text in "abc":
        add_action(store, text)
    killed(store)
    journal = next(path for path in office.files() if path.suffix == ".log")
    lines = journal.read_bytes().split(b"\n")
    lines[1] = lines[1].replace(b'"b"', b'"X"')
    journal.write_bytes(b"\n".join(lines))
    again = office.open()
    assert texts(again) == ["a", "c"]
    assert [finding.kind for finding in again.maintenance.check()] == ["I9"]
    again.sync.share()
    assert journal.exists(), "a damaged journal is evidence, not rubbish"


@pytest.mark.skipif(sys.platform == "win32", reason="symbolic links need a right there")
def test_a_link_planted_at_a_temp_name_is_not_written_through(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    victim = tmp_path / "victim"
    victim.write_text("mine")
    target = tmp_path / "file.json"
    monkeypatch.setattr(os, "urandom", lambda n: b"\0" * n)
    (tmp_path / ".~file.json.00000000.tmp").symlink_to(victim)
    with pytest.raises(FileExistsError):
        replace_file(Disk(), str(target), b"data")
    assert victim.read_text() == "mine"


@pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX")
@pytest.mark.parametrize(
    ("folder", "file"),
    [(0o700, 0o600), (0o755, 0o600), (0o2770, 0o660), (0o775, 0o660), (0o1777, 0o600), (0o3770, 0o660)],
)
def test_a_new_shared_file_is_for_whom_its_folder_is(office: Office, folder: int, file: int) -> None:
    office.shared.parent.chmod(folder)
    office.create()
    assert office.shared.stat().st_mode & 0o777 == file


@pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX")
def test_what_lies_on_this_computer_is_private_and_a_shared_file_keeps_its_mode(office: Office) -> None:
    home = office.home("ana")
    for folder in (home.data, home.config):
        Path(folder).mkdir(parents=True, mode=0o755)
    home.remember(str(office.shared))
    settings.save(home, settings.load(home))
    store = office.create()
    office.shared.chmod(0o664)
    add_action(store, "x")
    store.sync.share()
    assert office.shared.stat().st_mode & 0o777 == 0o664
    assert all(path.stat().st_mode & 0o077 == 0 for path in office.files() if path != office.shared)


def test_a_refused_rename_writes_in_place_over_a_verified_backup(office: Office) -> None:
    class NoRename(Disk):
        def replace(self, source: str, target: str) -> None:
            if target == str(office.shared):
                raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))
            super().replace(source, target)

    office.create().close()
    store = office.open(disk=NoRename())
    add_action(store, "in place")
    assert store.sync.share().published
    assert texts(office.open("rui")) == ["in place"]


class ReadOnly(Disk):
    def replace(self, source: str, target: str) -> None:
        if target == self.shared:
            raise OSError(errno.EACCES, os.strerror(errno.EACCES))
        super().replace(source, target)


def test_a_new_identity_for_a_file_that_refuses_writing_is_refused_in_words(office: Office) -> None:
    """And it is asked about again the next time, as if nobody had answered."""
    office.create().close()
    copy = shutil.copy(office.shared, office.shared.with_name("copy of it.json"))
    with pytest.raises(FolderError, match="not be written"):
        office.open(disk=ReadOnly(), path=str(copy), binding="separate")
    with pytest.raises(UnboundError):
        office.open(path=str(copy))


def test_a_file_that_refuses_writing_for_a_minute_gets_a_pending_one_beside_it(office: Office) -> None:
    office.create().close()
    store = office.open(disk=ReadOnly())
    add_action(store, "waiting")
    assert store.sync.share().outcome is Outcome.READ_ONLY
    office.clock.wait(61)
    store.sync.share()
    pending = office.shared.with_name("ictwg (ictwg pending ana-desk).json")
    assert b"waiting" in pending.read_bytes()
    written = pending.stat()
    store.sync.share()
    assert pending.stat() == written, "the same is not written again at every look: each would be carried to everybody"
    assert store.sync.status().pending == 1


def test_an_unreachable_folder_is_said_with_its_time_and_nothing_is_lost(office: Office) -> None:
    store = office.create()
    away = office.shared.parent.rename(office.folder / "away")
    add_action(store, "offline")
    report = store.sync.share()
    assert report.outcome is Outcome.UNREACHABLE
    since = store.sync.status().unreachable_since
    assert since is not None
    office.clock.wait(600)
    store.sync.share()
    assert store.sync.status().unreachable_since == since
    away.rename(office.shared.parent)
    assert store.sync.share().published
    assert store.sync.status().unreachable_since is None


VICTIM = """
import sys
from ictwg.domain.clock import Clock
from ictwg.store.local.home import Home
from ictwg.domain.author import Author
from ictwg.store.store import Store
from tests.store.office import add_action
path, home, name, count = sys.argv[1:]
store = Store.open(path, home=Home.at(home), clock=Clock(), author=Author(name, "desk"))
for number in range(int(count)):
    add_action(store, f"{name} {number}")
    print(number, flush=True)
    if number % 5 == 4:
        store.sync.share()
store.sync.share()
"""


def _start(office: Office, name: str, count: int, home: str = "ana") -> subprocess.Popen[str]:
    arguments = [sys.executable, "-c", VICTIM, str(office.shared), str(office.folder / home), name, str(count)]
    return subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True, cwd=Path.cwd())


def test_killed_in_the_middle_every_acknowledged_edit_is_there(office: Office) -> None:
    office.create().close()
    process = _start(office, "ana", 500)
    assert process.stdout is not None
    acknowledged = [int(process.stdout.readline()) for _ in range(12)]
    process.kill()
    acknowledged += [int(line) for line in process.stdout.read().split()]
    process.stdout.close()
    process.wait()
    found = set(texts(office.open()))
    assert {f"ana {number}" for number in acknowledged} <= found


def test_processes_on_one_replica_and_on_two_lose_nothing(office: Office) -> None:
    office.create().close()
    running = [_start(office, f"p{n}", 20, home="ana" if n < 2 else "rui") for n in range(3)]
    for process in running:
        output, _ = process.communicate(timeout=120)
        assert process.returncode == 0
        assert len(output.split()) == 20
    ana, rui = office.open("ana"), office.open("rui")
    ana.sync.share(), rui.sync.share(), ana.sync.share()
    expected = sorted(f"p{n} {number}" for n in range(3) for number in range(20))
    assert texts(ana) == texts(rui) == expected
    assert ana.local.encoded() == rui.local.encoded() == office.shared.read_bytes()
    assert ana.maintenance.check() == () == rui.maintenance.check()
    assert len(ana.all(Action)) == 60


class FoldingMeanwhile(Disk):
    """Once, at the call named, another program on this computer folds the journals away."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self.at = ""

    def write(self, fd: int, data: bytes) -> int:
        self._fold("write")
        return super().write(fd, data)

    def create(self, path: str, mode: int = 0o600) -> int:
        fd = super().create(path, mode)
        if path.endswith(".log"):
            self._fold("create")
        return fd

    def _fold(self, at: str) -> None:
        if self.at == at:
            self.at = ""
            folded(self._office.open())


def folded(store: Store) -> None:
    store.refresh()
    with store.local.replica.lock as lock:
        assert lock.acquire()
        store.local.fold()


def test_the_journal_of_an_open_program_is_never_removed(office: Office) -> None:
    office.create().close()
    disk = FoldingMeanwhile(office)
    app = office.open(disk=disk)
    add_action(app, "before")
    disk.at = "write"
    add_action(app, "after")
    assert texts(office.open()) == ["after", "before"]
    app.close()
    folded(office.open())
    assert [path for path in office.files() if path.suffix == ".log"] == []
    assert texts(office.open()) == ["after", "before"]


def test_a_journal_that_was_tidied_away_when_it_was_made_is_not_written_to(office: Office) -> None:
    office.create().close()
    disk = FoldingMeanwhile(office)
    app = office.open(disk=disk)
    add_action(office.open(), "of another program")
    disk.at = "create"
    add_action(app, "of this one")
    assert disk.at == ""
    assert texts(office.open()) == ["of another program", "of this one"]


def test_no_two_journals_have_one_name(tmp_path: Path) -> None:
    """Who has read one would take the other for what was read already, and tidy it away unread."""
    journals = Journal(Disk(), str(tmp_path), "ana~x")
    names = set()
    for number in range(1, 4):
        journals.append({"dot": f"ana~x@{number}", "w": []})
        names.add(journals.name)
        size, name = journals.size, journals.name
        journals.rotate()
        assert remove(Disk(), str(tmp_path), name, size)
    assert len(names) == 3


def test_a_journal_that_has_grown_since_it_was_read_stays(tmp_path: Path) -> None:
    log = tmp_path / "ana~x+000001.log"
    lines = [line_of({"dot": f"a@{n}", "w": []}) for n in (1, 2)]
    log.write_bytes(b"".join(lines))
    assert not remove(Disk(), str(tmp_path), log.name, len(lines[0]))
    assert remove(Disk(), str(tmp_path), log.name, log.stat().st_size)


@pytest.mark.parametrize("torn", [slice(None, 9), slice(9, None)])
def test_a_line_that_was_never_saved_whole_keeps_no_journal(tmp_path: Path, torn: slice) -> None:
    """Nobody reads it, and a text that was redacted since may be in front of it."""
    log = tmp_path / "ana~x+000001.log"
    line = line_of({"dot": "a@1", "w": []})
    log.write_bytes(line + line[torn])
    assert remove(Disk(), str(tmp_path), log.name, len(line))
    assert not log.exists()


def test_an_edit_is_synced_before_it_counts_as_saved(office: Office) -> None:
    office.create().close()
    disk = FaultyDisk()
    store = office.open(disk=disk)
    for text in ("first", "second"):
        add_action(store, text)
    disk.trace.clear()
    add_action(store, "third")
    assert disk.trace == ["write", "sync_data"]


def test_a_file_is_synced_before_it_takes_the_place_of_another(office: Office) -> None:
    office.create().close()
    disk = FaultyDisk()
    store = office.open(disk=disk)
    add_action(store, "first")
    store.sync.share()
    add_action(store, "second")
    disk.trace.clear()
    store.sync.share()
    steps = [name for name in disk.trace if name in ("write", "sync", "replace", "sync_folder")]
    assert steps[:4] == ["write", "sync", "replace", "sync_folder"]
    assert steps[4:] == ["write", "write"], "share.json, and base.json, on which nothing rests that a power cut takes"


@pytest.mark.parametrize("writes", range(1, 8))
def test_a_journal_goes_on_where_there_is_no_room_to_make(office: Office, writes: int) -> None:
    class NoRoom(Disk):
        left = writes

        def write(self, fd: int, data: bytes) -> int:
            if not data.strip(b"\0"):
                self.left -= 1
                if self.left < 0:
                    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
                return super().write(fd, data[:100])
            return super().write(fd, data)

    office.create().close()
    store = office.open(disk=NoRoom())
    for text in "abcd":
        add_action(store, text)
    assert texts(office.open()) == list("abcd")
    store.close()
    assert texts(office.open()) == list("abcd")
    assert office.open().maintenance.check() == ()


def test_room_that_a_killed_program_left_in_its_journal_keeps_nobody(office: Office) -> None:
    office.create().close()
    store = office.open()
    for text in "abc":
        add_action(store, text)
    journal = next(path for path in office.files() if path.suffix == ".log")
    left = journal.read_bytes()
    assert left.endswith(b"\0" * 100)
    killed(store)
    assert not journal.read_bytes().endswith(b"\0")
    journal.write_bytes(left)
    again = office.open()
    assert texts(again) == list("abc")
    assert again.maintenance.check() == ()
    with again.local.replica.lock as lock:
        assert lock.acquire()
        again.local.fold()
    assert not journal.exists()
    assert texts(office.open()) == list("abc")


def test_a_colleague_who_writes_at_the_same_moment_is_not_written_over(office: Office) -> None:
    office.create().close()
    rui = office.open("rui")
    add_action(rui, "by Rui")

    class Meanwhile(Disk):
        def create(self, path: str, mode: int = 0o600) -> int:
            if path.startswith(str(office.shared.parent)):
                rui.sync.share()
            return super().create(path, mode)

    ana = office.open(disk=Meanwhile())
    add_action(ana, "by Ana")
    report = ana.sync.share()
    assert report.published
    assert len(report.taken) == 1
    assert texts(office.open("new")) == ["by Ana", "by Rui"]


@pytest.mark.parametrize("damage", [lambda _: b"", lambda data: data[: len(data) // 2], lambda data: b"\0" * len(data)])
def test_a_replica_that_the_disk_has_damaged_is_put_aside_and_made_again(
    office: Office, damage: Callable[[bytes], bytes]
) -> None:
    store = office.create()
    add_action(store, "shared")
    store.sync.share()
    with store.local.replica.lock as lock:
        assert lock.acquire()
        store.local.fold()
    add_action(store, "in the journal")
    killed(store)
    replica = Path(store.local.replica.path)
    replica.write_bytes(damage(replica.read_bytes()))
    again = office.open()
    assert texts(again) == ["in the journal", "shared"]
    assert again.sync.share().outcome is Outcome.SHARED
    assert texts(office.open("rui")) == ["in the journal", "shared"]
    assert len(list(Path(again.local.replica.repaired).iterdir())) == 1


def test_a_file_that_is_written_in_place_is_no_mixture_at_any_moment(tmp_path: Path) -> None:
    """What somebody reads meanwhile says that it is not ready, or is whole."""
    target, backup = tmp_path / "file.json", tmp_path / "backup.json"
    old, new = (codec.encode_file(codec.new_lines(db * 700)) for db in ("A", "B"))
    target.write_bytes(old)
    backup.write_bytes(old)
    seen = []

    class Watched(Disk):
        def write(self, fd: int, data: bytes) -> int:
            written = super().write(fd, data[:300])
            seen.append(target.read_bytes())
            return written

        def truncate(self, fd: int, size: int) -> None:
            super().truncate(fd, size)
            seen.append(target.read_bytes())

    write_in_place(Watched(), str(target), new, str(backup))
    assert target.read_bytes() == new == seen[-1]
    assert len(seen) > 4
    for data in seen[:-1]:
        with pytest.raises(NotReadyError):
            codec.split(data, verify=True)
