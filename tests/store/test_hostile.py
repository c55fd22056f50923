"""What lies in wait at the names that the program uses: links, pipes, giants, names made of data (STORE.md §8)."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.store.office import Office, add_action, texts

from ictwg.domain.author import Author
from ictwg.errors import IctwgError
from ictwg.minutes.drafts import DraftLine, Drafts
from ictwg.store.local.disk import Disk
from ictwg.store.store import Store
from ictwg.store.sync.reports import Outcome

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links and pipes of POSIX")
NAMES = ("../../x", "CON", "a\0b", "\u202egpj.exe", ".", "..", "/etc/passwd", "x" * 300, "\x1b[31m", "~", "")


def _planted(office: Office, name: str) -> tuple[Path, Path]:
    """A link in this computer's folder of the group, to something that is not to be written."""
    victim = office.folder / "victim"
    victim.write_text("mine")
    (replica,) = (office.folder / "ana" / "data" / "replicas").iterdir()
    planted = replica / name
    planted.parent.mkdir(exist_ok=True)
    planted.unlink(missing_ok=True)
    planted.symlink_to(victim)
    return victim, planted


@pytest.mark.parametrize("name", ["compaction.lock", "share.json", "base.json", "base.log", "held.json"])
def test_a_link_at_a_name_of_ours_is_not_written_through(office: Office, name: str) -> None:
    store = office.create()
    add_action(store, "one")
    store.sync.share()
    store.close()
    victim, _ = _planted(office, name)
    try:
        store = office.open()
        add_action(store, "two")
        store.sync.share()
        store.close()
    except IctwgError as error:
        assert error.message  # noqa: PT017 - refused or gone round: only the victim matters
    assert victim.read_text() == "mine"


@pytest.mark.parametrize(
    "name", ["ictwg (ictwg pending ana-desk).json", "ictwg.sync-conflict-20100101-000000-ABCDEFG.json"]
)
def test_a_link_beside_the_shared_file_is_not_written_through(office: Office, name: str) -> None:
    class Refusing(Disk):
        def replace(self, source: str, target: str) -> None:
            if target == str(office.shared):
                raise PermissionError(13, os.strerror(13))
            super().replace(source, target)

    office.create().close()
    victim = office.folder / "victim"
    victim.write_text("mine")
    office.shared.with_name(name).symlink_to(victim)
    store = office.open(disk=Refusing())
    add_action(store, "two")
    for _ in range(2):
        store.sync.share()
        office.clock.wait(61)
    assert victim.read_text() == "mine"


def test_a_shared_file_that_is_reached_through_a_link_stays_one_file(office: Office) -> None:
    ana = office.create()
    add_action(ana, "one")
    ana.sync.share()
    ana.close()
    link = office.folder / "on the desk.json"
    link.symlink_to(office.shared)
    ana = office.open(path=str(link))
    add_action(ana, "two")
    assert ana.sync.share().published
    assert link.is_symlink()
    assert texts(office.open("rui")) == ["one", "two"]


def _pipe(path: Path) -> None:
    if sys.platform != "win32":
        os.mkfifo(path)


def _giant(path: Path) -> None:
    path.touch()
    os.truncate(path, 2 << 30)


@pytest.mark.parametrize("make", [Path.mkdir, _pipe, _giant], ids=["folder", "pipe", "2 GB"])
def test_what_is_no_file_of_ours_keeps_nobody(office: Office, make: Callable[[Path], None]) -> None:
    store = office.create()
    add_action(store, "one")
    store.sync.share()
    office.shared.unlink()
    make(office.shared)
    what = office.shared.stat().st_mode, office.shared.stat().st_size
    for _ in range(3):
        report = store.sync.share()
        assert report.outcome in (Outcome.WAITING, Outcome.UNREACHABLE)
        assert report.problem
        office.clock.wait(61)
    assert (office.shared.stat().st_mode, office.shared.stat().st_size) == what, "nothing went over it"
    assert texts(store) == ["one"]
    with pytest.raises(IctwgError):
        office.open("a newcomer")
    with pytest.raises(IctwgError):
        store.sync.bring_in(str(office.shared))
    assert texts(office.open()) == ["one"]


@pytest.mark.parametrize("name", NAMES)
def test_names_made_of_data_lead_nowhere(office: Office, name: str) -> None:
    """A person's and a computer's name stand in names of leases, journals and pending files; ids in those of lines."""

    class Refusing(Disk):
        def replace(self, source: str, target: str) -> None:
            if target == str(office.shared):
                raise PermissionError(13, os.strerror(13))
            super().replace(source, target)

    office.create().close()
    store = Store.open(
        str(office.shared), home=office.home("ana"), clock=office.clock, author=Author(name, name), disk=Refusing()
    )
    add_action(store, name.replace("\0", ""))
    lines = Drafts(store.local.draft_files)
    lines.remember(name[:60], DraftLine("begun"))
    lines.write()
    for _ in range(2):
        store.sync.share()
        office.clock.wait(61)
    for path in office.folder.rglob("*"):
        assert path.name.isprintable()
        assert len(os.fsencode(path.name)) < 256
        assert path.resolve().is_relative_to(office.folder.resolve())
    inside = {office.shared.parent, office.folder / "ana"}
    assert all(any(path.is_relative_to(folder) for folder in inside) for path in office.files())
    assert office.open().maintenance.check() == ()


@pytest.mark.parametrize("bomb", [b'{"a":' * 200_000, b"[" * 5_000_000, b'{"_sync":' + b"9" * 3_000_000 + b"}"])
def test_a_bomb_of_json_is_told_and_does_no_harm(office: Office, bomb: bytes) -> None:
    store = office.create()
    office.shared.write_bytes(bomb)
    office.shared.with_name("ictwg (conflicted copy 2010-02-12 104200).json").write_bytes(bomb)
    add_action(store, "goes on")
    assert store.sync.share().outcome is Outcome.WAITING
    assert texts(store) == ["goes on"]


def test_a_copy_to_carry_is_for_nobody_else_of_this_computer(office: Office) -> None:
    ana = office.create()
    folder = office.folder / "everybody reads"
    folder.mkdir()
    folder.chmod(0o755)
    ana.sync.write_copy(str(folder / "copy.json"))
    assert (folder / "copy.json").stat().st_mode & 0o777 == 0o600
