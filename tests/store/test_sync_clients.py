"""Computers whose folders a sync program keeps alike, under every name of STORE.md §5; the long run is a bench."""

from __future__ import annotations

import shutil
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from tests.store.faults import FaultyDisk, Killed
from tests.store.office import Office, texts
from tests.store.sync_world import STYLES, World
from tests.store.test_copies import COPY, conflict, prepared

from ictwg.errors import IctwgError

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("style", STYLES)
def test_nothing_is_lost_all_come_to_one_file_and_no_copy_is_left(tmp_path: Path, style: str, seed: int) -> None:
    """Slow, half downloaded, put back, tidied away, both renamed; somebody leaves and only a copy holds their last."""
    world = World(tmp_path, seed, style, computers=2 + seed % 3)
    result = world.run(80, leaving=seed == 1)
    assert result.lost == ()
    assert result.left == 0
    assert result.after == 0
    assert result.published <= 2 * (result.edits + len(world.computers))


def test_these_programs_make_copies(tmp_path: Path) -> None:
    made = [World(tmp_path / style.replace(",", ""), 7, style).run(120).copies for style in STYLES]
    assert sum(made) > 5 * len(STYLES)
    assert all(made)


class Attack:
    """One sharing that brings a copy together, from the same files on the disk each time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "office"
        self._kept = folder / "kept"
        self._folder.mkdir()
        self.office = Office(self._folder)
        prepared(self.office).close()
        conflict(self.office)
        shutil.copytree(self._folder, self._kept)
        disk = FaultyDisk()
        self._share(disk)
        self.points = disk.calls

    def at(self, disk: FaultyDisk) -> Office:
        shutil.rmtree(self._folder)
        shutil.copytree(self._kept, self._folder)
        self._share(disk)
        return self.office

    def _share(self, disk: FaultyDisk) -> None:
        disk.armed = False
        ana = self.office.open(disk=disk)
        disk.armed = True
        with suppress(Killed, IctwgError, OSError):
            ana.share()
        disk.armed = False


def test_killed_at_any_call_while_a_copy_is_brought_together_nothing_is_lost(tmp_path: Path) -> None:
    attack = Attack(tmp_path)
    assert attack.points > 25
    for at in range(1, attack.points + 1):
        office = attack.at(FaultyDisk(at))
        ana = office.open()
        office.clock.wait(20)
        ana.share()
        assert texts(ana) == ["by Ana", "by Rui"], at
        assert not office.shared.with_name(COPY).exists(), at
        assert b"by Rui" in office.shared.read_bytes(), at


@pytest.mark.parametrize(("code", "forever"), [(5, False), (28, True)])
def test_an_error_at_any_call_leaves_the_copy_or_what_it_holds(tmp_path: Path, code: int, forever: bool) -> None:
    attack = Attack(tmp_path)
    for at in range(1, attack.points + 1):
        office = attack.at(FaultyDisk(at, code, forever=forever))
        ana = office.open()
        office.clock.wait(20)
        ana.share()
        assert texts(ana) == ["by Ana", "by Rui"], at
        assert b"by Rui" in office.shared.read_bytes(), at
