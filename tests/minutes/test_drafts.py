"""Lines that were begun: written whole, read back, and never a reason to stop."""

from __future__ import annotations

from pathlib import Path

import pytest

from ictwg.minutes.drafts import DraftLine, Drafts
from ictwg.store.local.disk import Disk
from ictwg.store.local.state_file import PrivateFiles

HALF = DraftLine("Ação · half a sent", "ITEM", "ACTION")


class FullDisk(Disk):
    def write(self, fd: int, data: bytes) -> int:  # noqa: ARG002 - the shape of a disk
        raise OSError(28, "No space left on device")


class WatchedDisk(Disk):
    def __init__(self) -> None:
        self.synced = 0

    def sync(self, fd: int) -> None:
        self.synced += 1
        super().sync(fd)


def test_a_line_is_synced_and_read_back_by_another_process(tmp_path: Path) -> None:
    disk = WatchedDisk()
    lines = Drafts(PrivateFiles(disk, str(tmp_path / "begun")))
    lines.remember("M1", HALF)
    assert Drafts(PrivateFiles(Disk(), str(tmp_path / "begun"))).of("M1") is None
    lines.write()
    assert disk.synced == 1
    assert Drafts(PrivateFiles(Disk(), str(tmp_path / "begun"))).of("M1") == HALF
    lines.remember("M1", DraftLine(" "))
    assert lines.of("M1") is None
    assert not any((tmp_path / "begun").iterdir())


def test_what_was_wiped_out_while_it_waited_is_not_written(tmp_path: Path) -> None:
    lines = Drafts(PrivateFiles(Disk(), str(tmp_path)))
    lines.remember("M1", HALF)
    lines.remember("M1", DraftLine(""))
    lines.write()
    assert lines.of("M1") is None


def test_a_full_disk_interrupts_nobody(tmp_path: Path) -> None:
    lines = Drafts(PrivateFiles(FullDisk(), str(tmp_path)))
    lines.remember("M1", HALF)
    lines.write()
    assert lines.of("M1") is None


def test_an_id_of_a_colleague_leads_nowhere_else(tmp_path: Path) -> None:
    lines = Drafts(PrivateFiles(Disk(), str(tmp_path / "begun")))
    lines.remember("../outside", HALF)
    lines.write()
    assert [path.name for path in tmp_path.iterdir()] == ["begun"]
    assert lines.of("../outside") == HALF


@pytest.mark.parametrize("data", [b"", b"\xff", b"[]", b"7", b'{"text": "no item"}'])
def test_a_file_that_cannot_be_read_is_no_line(tmp_path: Path, data: bytes) -> None:
    lines = Drafts(PrivateFiles(Disk(), str(tmp_path)))
    lines.remember("M1", HALF)
    lines.write()
    (found,) = tmp_path.iterdir()
    found.write_bytes(data)
    assert lines.of("M1") is None
