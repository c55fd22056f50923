"""Real faults of real disks: a small disk filled to its end, a read-only one, and errors from the system itself.

No simulation: the room is gone, the mount is read-only, and `strace` hands the program what a broken disk would.
"""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from tests.store.office import Office, add_action, texts

from ictwg.domain.author import Author
from ictwg.errors import StorageError
from ictwg.locales import t
from ictwg.store.format import codec
from ictwg.store.local.home import Home
from ictwg.store.store import Store
from ictwg.store.sync.reports import Outcome

pytestmark = [pytest.mark.faults, pytest.mark.skipif(sys.platform != "linux", reason="mounts and strace are Linux's")]
SMALL = 384 * 1024
IMAGE = 8 << 20
NOBODY = 65534
without_strace = pytest.mark.skipif(shutil.which("strace") is None, reason="no strace here")


def _run(*words: str) -> bool:
    return subprocess.run(words, capture_output=True, check=False).returncode == 0


class SmallDisk:
    """A disk of its own, and what fills it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._ballast = folder / "ballast"

    def fill(self) -> None:
        """To the last byte."""
        with self._ballast.open("wb", buffering=0) as file:
            while True:
                try:
                    file.write(b"x" * 512)
                except OSError as error:
                    if error.errno == errno.ENOSPC:
                        return
                    raise

    def make_room(self) -> None:
        self._ballast.unlink()

    def read_only(self) -> None:
        assert _run("mount", "-o", "remount,ro", str(self.folder))

    def writable(self) -> None:
        assert _run("mount", "-o", "remount,rw", str(self.folder))


@pytest.fixture
def small_disk(memory_folder: Path) -> Iterator[SmallDisk]:
    folder = memory_folder / "small"
    folder.mkdir()
    if not _run("mount", "-t", "tmpfs", "-o", f"size={SMALL}", "tmpfs", str(folder)):
        pytest.skip("only who may mount can try a disk of its own")
    yield SmallDisk(folder)
    assert _run("umount", "-l", str(folder))


def test_a_full_disk_of_this_computer_says_so_and_nothing_false(small_disk: SmallDisk) -> None:
    office = Office(small_disk.folder)
    store = office.create()
    saved = _until_refused(store, small_disk)
    assert set(texts(store)) == saved
    assert {str(_refused(store)) for _ in range(3)} == {t("store.not_saved", reason="No space left on device")}
    assert set(texts(office.open())) == saved, "a program that starts now can look at everything"
    small_disk.make_room()
    _healed(office, store, saved)


def test_a_full_shared_folder_is_waited_for(small_disk: SmallDisk, memory_folder: Path) -> None:
    (memory_folder / "shared").symlink_to(small_disk.folder)
    office = Office(memory_folder)
    store = office.create()
    add_action(store, "shared")
    assert store.sync.share().published
    before = office.shared.read_bytes()
    small_disk.fill()
    add_action(store, "with a full folder")
    report = store.sync.share()
    assert (report.outcome, report.problem) == (
        Outcome.READ_ONLY,
        t("store.not_written", reason="No space left on device"),
    )
    assert report.hint == t("store.full_hint")
    status = store.sync.status()
    assert status.pending == 1
    assert status.refused_since is not None
    assert status.unreachable_since is None, "the folder answers"
    assert office.shared.read_bytes() == before
    assert [path.name for path in small_disk.folder.iterdir() if path.suffix == ".tmp"] == []
    small_disk.make_room()
    _healed(office, store, {"shared", "with a full folder"})
    assert store.sync.status().refused_since is None


def test_a_read_only_disk_of_this_computer_can_be_looked_at(small_disk: SmallDisk) -> None:
    office = Office(small_disk.folder)
    store = office.create()
    saved = {"first"}
    add_action(store, "first")
    store.close()
    small_disk.read_only()
    store = office.open()
    assert set(texts(store)) == saved
    assert "Read-only file system" in str(_refused(store))
    assert set(texts(store)) == saved
    small_disk.writable()
    _healed(office, store, saved)


def test_a_read_only_shared_folder_is_told_and_healed(small_disk: SmallDisk, memory_folder: Path) -> None:
    (memory_folder / "shared").symlink_to(small_disk.folder)
    office = Office(memory_folder)
    store = office.create()
    small_disk.read_only()
    add_action(store, "waiting")
    for minute in range(3):
        report = store.sync.share()
        assert (report.outcome, report.problem) == (
            Outcome.READ_ONLY,
            t("store.not_written", reason="Read-only file system"),
        ), minute
        assert report.hint
        office.clock.wait(61)
    small_disk.writable()
    _healed(office, store, {"waiting"})


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="root takes another's rights on")
def test_a_shared_folder_without_the_right_to_write(memory_folder: Path) -> None:
    office = Office(memory_folder)
    shutil.chown(memory_folder, NOBODY, NOBODY)
    memory_folder.parent.chmod(memory_folder.parent.stat().st_mode | 0o001)
    shutil.chown(office.shared.parent, NOBODY, NOBODY)
    _become(NOBODY)
    try:
        store = office.create()
        office.shared.parent.chmod(0o555)
        add_action(store, "waiting")
        report = store.sync.share()
        assert (report.outcome, report.problem) == (
            Outcome.READ_ONLY,
            t("store.not_written", reason="Permission denied"),
        )
        assert store.sync.status().pending == 1
        office.shared.parent.chmod(0o755)
        _healed(office, store, {"waiting"})
    finally:
        _become(0)


def _become(user: int) -> None:
    if sys.platform != "win32":
        os.seteuid(user)


def test_no_more_open_files_is_told_and_healed(office: Office) -> None:
    office.create().close()
    store = office.open()
    for text in ("first", "second"):
        add_action(store, text)
    before = _limit_open_files(_open_now())
    try:
        add_action(store, "third")  # into the journal that is open
        with pytest.raises(StorageError, match="Too many open files"):
            store.sync.share()
        with pytest.raises(StorageError, match="Too many open files"):
            office.open()
        assert texts(store) == ["first", "second", "third"]
    finally:
        _limit_open_files(before)
    _healed(office, store, {"first", "second", "third"})


def _limit_open_files(most: int) -> int:
    """What the limit was before."""
    soft = 0
    if sys.platform != "win32":
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
    return soft


def _open_now() -> int:
    """The least limit under which nothing more can be opened."""
    fd = os.dup(0)
    os.close(fd)
    return fd


class Injected(NamedTuple):
    """What the system answers to which call, and how the command ends."""

    call: str
    error: str
    code: int
    said: str


@without_strace
@pytest.mark.parametrize(
    "fault",
    [
        Injected("fdatasync", "EIO", 6, t("store.not_saved", reason="Input/output error")),
        Injected("fdatasync", "ENOSPC", 6, t("store.not_saved", reason="No space left on device")),
        Injected("rename", "EXDEV", 0, ""),  # the shared file is written in place
        Injected("rename", "EACCES", 0, "Permission denied"),
        Injected("rename", "EROFS", 0, "Read-only file system"),
        Injected("write", "EDQUOT:when=5", 0, "Disk quota exceeded"),  # the temp beside the shared file
        Injected("fsync", "EIO", 6, t("store.not_saved", reason="Input/output error")),
        Injected("flock", "ENOLCK", 0, ""),
        Injected("link", "EPERM", 0, ""),
        Injected("ftruncate", "EIO", 0, ""),
    ],
    ids=lambda fault: f"{fault.call} {fault.error}",
)
def test_what_the_system_refuses_a_command_is_told_and_what_it_says_is_true(
    memory_folder: Path, fault: Injected
) -> None:
    office = Office(memory_folder)
    store = office.create()
    add_action(store, "before")
    store.sync.share()
    store.close()
    ran = _command(office, fault, "add", "action", "Draft the report")
    assert ran.returncode == fault.code, ran.stderr
    assert fault.said in ran.stderr
    assert "Traceback" not in ran.stderr
    again = office.open()
    assert texts(again) == (["Draft the report", "before"] if ran.returncode == 0 else ["before"])
    _healed(office, again, set(texts(again)))


def _command(office: Office, fault: Injected, *words: str) -> subprocess.CompletedProcess[str]:
    strace = (
        "strace",
        "-f",
        "-o",
        os.devnull,
        "-e",
        f"trace={fault.call}",
        "-e",
        f"inject={fault.call}:error={fault.error}",
    )
    program = (sys.executable, "-c", "from ictwg.cli import main; main()", *words, "--file", str(office.shared))
    env = {**os.environ, "ICTWG_HOME": str(office.folder / "ana")}
    return subprocess.run((*strace, *program), capture_output=True, text=True, check=False, env=env)


@pytest.fixture
def disk_image(memory_folder: Path) -> Iterator[Callable[[Callable[[Path], object]], None]]:
    """A disk in one file: calls with its image while it is not in use."""
    image, folder = memory_folder / "disk.img", memory_folder / "disk"
    folder.mkdir()
    image.write_bytes(bytes(IMAGE))
    if shutil.which("mkfs.ext4") is None or not _run("mkfs.ext4", "-q", "-F", str(image)):
        pytest.skip("no mkfs.ext4 here")
    if not _run("mount", "-o", "loop", str(image), str(folder)):
        pytest.skip("only who may mount can try a disk of its own")

    def apart(use: Callable[[Path], object]) -> None:
        assert _run("umount", str(folder))
        use(image)
        assert _run("mount", "-o", "loop", str(image), str(folder))

    yield apart
    assert _run("umount", "-l", str(folder))


@pytest.mark.parametrize("leases_too", [True, False])
def test_an_image_of_the_disk_that_is_put_back_loses_nothing_shared(
    disk_image: Callable[[Callable[[Path], object]], None], memory_folder: Path, leases_too: bool
) -> None:
    """The whole home lies on it, or its data alone; the first edit after it finds no share."""
    office = Office(memory_folder)
    home = Home.at(str(memory_folder / "disk"))
    if not leases_too:
        home = home._replace(runtime=str(memory_folder / "run"))

    def opened() -> Store:
        return Store.open(str(office.shared), home=home, clock=office.clock, author=Author("ana", "desk"))

    ana = Store.create(str(office.shared), home=home, clock=office.clock, author=Author("ana", "desk"))
    add_action(ana, "before")
    ana.sync.share()
    ana.close()
    kept = memory_folder / "kept.img"
    disk_image(lambda image: shutil.copy(image, kept))
    ana = opened()
    for text in ("one", "two", "three"):
        add_action(ana, text)
    ana.sync.share()
    ana.close()
    disk_image(lambda image: shutil.copy(kept, image))
    away = office.shared.parent.rename(memory_folder / "away")
    ana = opened()
    add_action(ana, "after")
    ana.sync.share()
    away.rename(office.shared.parent)
    ana.sync.share()
    expected = ["after", "before", "one", "three", "two"]
    assert texts(ana) == texts(office.open("rui")) == expected
    assert ana.maintenance.check() == ()
    ana.close()


def _until_refused(store: Store, disk: SmallDisk) -> set[str]:
    """What was saved before and after the disk was filled."""
    saved: set[str] = set()
    for number in range(200):
        if number == 5:
            store.sync.share()
            disk.fill()
        try:
            add_action(store, f"action {number} {'x' * 300}")
        except StorageError:
            return saved
        saved.add(f"action {number} {'x' * 300}")
    return saved


def _refused(store: Store) -> StorageError:
    with pytest.raises(StorageError) as caught:
        add_action(store, "not saved")
    return caught.value


def _healed(office: Office, store: Store, saved: set[str]) -> None:
    """The next success heals: everything saved is here, in the shared file, and with a colleague."""
    add_action(store, "afterwards")
    assert store.sync.share().outcome is Outcome.SHARED
    assert store.sync.status().pending == 0
    assert store.sync.status().unreachable_since is None
    assert set(texts(store)) == saved | {"afterwards"} == set(texts(office.open("rui")))
    assert codec.split(office.shared.read_bytes(), verify=True).digest_ok
    assert store.maintenance.check() == ()
