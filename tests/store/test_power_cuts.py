"""Weeks in an office where the power fails; `python -m tests.bench.power_cuts` tries ten thousand of them."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from tests.store.office import Office, add_action, texts
from tests.store.office_weeks import shortest, week
from tests.store.power import Platter, PowerDisk
from tests.store.power_mutations import POWER_MUTATIONS

import ictwg
from ictwg.errors import StorageError
from ictwg.store.store import Store

STEPS = range(60)
SEEDS = range(6)


@pytest.mark.once
def test_nothing_that_was_saved_is_lost() -> None:
    weeks = [week(seed, STEPS)[0] for seed in SEEDS]
    failed = [shortest(seed, STEPS) for seed, one in zip(SEEDS, weeks, strict=True) if one.lost]
    assert failed == []
    assert sum(one.edits for one in weeks) > 100
    assert sum(one.cuts for one in weeks) > 20
    assert sum(one.refused for one in weeks) > 5


def _first_day(folder: Path) -> tuple[Store, PowerDisk]:
    """On a computer that has never had the group."""
    office = Office(folder)
    office.create("rui").close()
    (folder / "ana").mkdir()
    disk = PowerDisk(Platter(str(folder / "ana")), lambda: office.clock.ms * 1_000_000)
    return office.open("ana", disk=disk), disk


def test_the_first_edit_on_a_computer_outlasts_a_power_cut(memory_folder: Path) -> None:
    """The folders that were made for it are on the disk like the edit itself."""
    store, disk = _first_day(memory_folder)
    add_action(store, "first")
    disk.power_off()
    disk.platter.cut(Random(0), "none")
    assert texts(Office(memory_folder).open("ana")) == ["first"]


def test_undo_and_redo_say_that_the_disk_does_not_answer(memory_folder: Path) -> None:
    store, disk = _first_day(memory_folder)
    add_action(store, "first")
    disk.refuses = 1.0
    for back in (store.history.undo, store.history.redo):
        with pytest.raises(StorageError):
            back()


@pytest.mark.once
def test_a_week_is_decided_by_its_seed() -> None:
    assert week(1, STEPS) == week(1, STEPS) != week(2, STEPS)


def test_the_places_of_the_seeded_bugs_are_there() -> None:
    for bug in POWER_MUTATIONS:
        bug.seeded((Path(ictwg.__path__[0]) / bug.module).read_text("utf-8"))
