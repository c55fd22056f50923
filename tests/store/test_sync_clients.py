"""Computers whose folders a sync program keeps alike, under every name of STORE.md §5; the long run is a bench."""

from __future__ import annotations

import shutil
import subprocess
from contextlib import suppress
from pathlib import Path
from time import sleep

import pytest
from tests.store.faults import FaultyDisk, Killed
from tests.store.office import Office, texts
from tests.store.second_copies import COPY, conflict, prepared
from tests.store.sync_world import STYLES, World

from ictwg.errors import IctwgError
from ictwg.store.sync.sync_state import DAY_MS, SyncState


@pytest.mark.once
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


class OldRclone:
    """Two folders as rclone before 1.66 keeps them: what both have written is renamed, also where it is the same."""

    def __init__(self, world: World) -> None:
        self._two = world.computers[:2]
        self._seen = self._times()

    def sync(self) -> None:
        changed = [time not in (0, seen) for time, seen in zip(self._times(), self._seen, strict=True)]
        if all(changed):
            for number, content in enumerate([one.main.read_bytes() for one in self._two], 1):
                for one in self._two:
                    one.put(f"ictwg.json..path{number}", content)
                    one.main.unlink(missing_ok=True)
        elif any(changed):
            source, target = self._two if changed[0] else self._two[::-1]
            for name in target.files():
                target.put(name, None)
            for name, content in source.files().items():
                target.put(name, content)
        self._seen = self._times()

    def _times(self) -> list[int]:
        return [one.main.stat().st_mtime_ns if one.main.exists() else 0 for one in self._two]


def test_a_program_that_renames_what_both_have_written_anew_comes_to_rest(tmp_path: Path) -> None:
    world = World(tmp_path, 1, "rclone", computers=2)
    rclone = OldRclone(world)
    for computer in world.computers:
        world._add(computer, f"added by {computer.user}")
    renamed = 0
    for _ in range(40):
        for computer in world.computers:
            world._share(computer)
        rclone.sync()
        renamed += not world.computers[0].main.exists()
        world.clock.wait(240)
    assert 2 <= renamed < 20
    for computer in world.computers:
        assert list(computer.files()) == ["ictwg.json"]
        assert world._lost(computer) == []


def test_only_the_first_time_and_with_news_it_is_written_anew_at_once() -> None:
    known = SyncState()
    assert known.may_recreate(1000, news=False, chance=0.5)
    known.anew = 0  # it was written
    assert not known.may_recreate(2000, news=False, chance=0.5)
    assert not known.may_recreate(2000 + 59_000, news=False, chance=0.5)
    assert known.may_recreate(2000 + 60_000, news=False, chance=0.5)
    known.anew = 0
    assert not known.may_recreate(70_000, news=False, chance=0.5)
    assert not known.may_recreate(70_000 + 119_000, news=False, chance=0.5)
    assert known.may_recreate(70_000 + 119_000, news=True, chance=0.5)
    known.anew = 0
    assert known.may_recreate(70_000 + DAY_MS, news=False, chance=0.5)


@pytest.mark.faults
@pytest.mark.skipif(shutil.which("rclone") is None, reason="needs rclone")
def test_rclone_itself(tmp_path: Path) -> None:
    """With two computers that edit between two of its runs, and then come to rest."""
    world = World(tmp_path, 1, "rclone", computers=2)
    first, second = world.computers
    for computer in world.computers:  # it refuses to go on where most files have changed or gone
        for n in range(8):
            (computer.folder / f"notes {n}.txt").write_text("x")
    command = ["rclone", "bisync", str(first.folder), str(second.folder), "--workdir", str(tmp_path / "work")]

    def synced(*more: str) -> None:
        done = subprocess.run([*command, *more], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        sleep(1.1)  # times in whole seconds are told apart

    synced("--resync")
    renamed = 0
    for _ in range(30):
        if renamed < 3:
            for computer in world.computers:
                world._add(computer, f"added {world.edits} by {computer.user}")
        for computer in world.computers:
            world._share(computer)
        synced()
        gone = not first.main.exists()
        renamed += gone
        world.clock.wait(240)
        copies = any(computer.files().keys() - {"ictwg.json"} for computer in world.computers)
        if renamed >= 3 and not gone and not copies:
            break
    assert renamed >= 3
    for computer in world.computers:
        assert list(computer.files()) == ["ictwg.json"]
        assert world._lost(computer) == []


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
            ana.sync.share()
        disk.armed = False


def test_killed_at_any_call_while_a_copy_is_brought_together_nothing_is_lost(tmp_path: Path) -> None:
    attack = Attack(tmp_path)
    assert attack.points > 25
    for at in range(1, attack.points + 1):
        office = attack.at(FaultyDisk(at))
        ana = office.open()
        office.clock.wait(20)
        ana.sync.share()
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
        ana.sync.share()
        assert texts(ana) == ["by Ana", "by Rui"], at
        assert b"by Rui" in office.shared.read_bytes(), at
