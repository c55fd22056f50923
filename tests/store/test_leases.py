"""A dot is minted once, by one holder of one lease."""

from __future__ import annotations

import errno
import os
import shutil
import sys
from pathlib import Path

import pytest
from tests.store.faults import FaultyDisk
from tests.store.office import HandClock, Office, add_action, texts

from ictwg.domain.author import Author
from ictwg.errors import StorageError
from ictwg.store.local import leases
from ictwg.store.store import Store


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


def test_a_free_lease_is_taken_before_a_new_one_is_made(tmp_path: Path, clock: HandClock) -> None:
    first = leases.take(str(tmp_path), "Ana Maria", clock, {})
    assert first.actor.startswith("ana-maria~")
    assert len(first.actor.partition("~")[2]) * 5 >= 50
    first.advance(1000, clock)
    first.release()
    second = leases.take(str(tmp_path), "Ana Maria", clock, {first.actor: 1000})
    assert (second.actor, second.last) == (first.actor, 1000)


def test_a_held_lease_is_left_alone(tmp_path: Path, clock: HandClock) -> None:
    first = leases.take(str(tmp_path), "ana", clock, {})
    assert leases.take(str(tmp_path), "ana", clock, {}).actor != first.actor


def test_a_lease_of_somebody_else_is_left_alone(tmp_path: Path, clock: HandClock) -> None:
    first = leases.take(str(tmp_path), "rui", clock, {})
    first.release()
    assert leases.take(str(tmp_path), "ana", clock, {}).actor.startswith("ana~")


def test_an_actor_met_with_a_higher_number_is_never_taken_again(tmp_path: Path, clock: HandClock) -> None:
    first = leases.take(str(tmp_path), "ana", clock, {})
    first.advance(1000, clock)
    first.release()
    assert leases.take(str(tmp_path), "ana", clock, {first.actor: 1001}).actor != first.actor
    assert not (tmp_path / first.actor).exists()


def test_a_restart_of_the_computer_ends_all_leases(
    tmp_path: Path, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = leases.take(str(tmp_path), "ana", clock, {})
    first.release()
    monkeypatch.setattr(leases, "boot_id", lambda: "another")
    assert leases.take(str(tmp_path), "ana", clock, {}).actor != first.actor


def test_without_a_boot_id_nothing_is_taken_over(
    tmp_path: Path, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leases, "boot_id", lambda: "")
    first = leases.take(str(tmp_path), "ana", clock, {})
    first.release()
    assert leases.take(str(tmp_path), "ana", clock, {}).actor != first.actor


@pytest.mark.skipif(sys.platform != "linux", reason="reads Linux's own file")
def test_the_boot_id_is_known_here() -> None:
    assert leases.boot_id() == leases.boot_id() != ""


def test_a_jump_of_the_wall_clock_ends_a_held_and_a_free_lease(tmp_path: Path, clock: HandClock) -> None:
    held = leases.take(str(tmp_path), "ana", clock, {})
    free = leases.take(str(tmp_path), "ana", clock, {})
    free.release()
    assert held.valid(clock)
    clock.wait(3600)
    assert held.valid(clock)
    clock.jump(3600)
    assert not held.valid(clock)
    assert leases.take(str(tmp_path), "ana", clock, {}).actor not in (held.actor, free.actor)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_a_forked_child_mints_under_another_name(
    tmp_path: Path, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    lease = leases.take(str(tmp_path), "ana", clock, {})
    monkeypatch.setattr(os, "getpid", lambda: -1)
    assert not lease.valid(clock)


def test_where_nothing_can_be_locked_each_process_is_a_new_actor(tmp_path: Path, clock: HandClock) -> None:
    (tmp_path / "file").write_text("")
    folder = str(tmp_path / "file" / "leases")
    first, second = (leases.take(folder, "ana", clock, {}) for _ in range(2))
    assert first.actor != second.actor
    assert first.valid(clock)


@pytest.mark.parametrize("inside", [True, False])
def test_leases_that_lie_in_the_data_are_not_taken_twice(office: Office, inside: bool) -> None:
    office.create().close()
    home = office.home("ana")
    if inside:
        home = home._replace(runtime=str(office.folder / "ana" / "data" / "run"))
    actors = set()
    for text in ("first", "second"):
        store = Store.open(str(office.shared), home=home, clock=office.clock, author=Author("ana", "desk"))
        add_action(store, text)
        actors.add(next(store.history.log()).dot.partition("@")[0])
        store.close()
    assert len(actors) == 1 + inside
    assert len(list(office.folder.rglob("leases/*/ana~*"))) <= 2, "those that are void do not pile up"


def test_two_windows_a_clone_and_a_restored_replica_lose_nothing(office: Office) -> None:
    ana = office.create()
    add_action(ana, "before the backup")
    ana.sync.share()
    ana.close()
    shutil.copytree(office.folder / "ana", office.folder / "clone")
    one, two = office.open(), office.open()
    add_action(one, "window one"), add_action(two, "window two")
    one.sync.share(), two.sync.share()
    one.close()
    two.close()
    # The same user on a cloned computer: lease files and all.
    clone = Store.open(str(office.shared), home=office.home("clone"), clock=office.clock, author=Author("ana", "clone"))
    add_action(clone, "on the clone")
    clone.sync.share()
    assert texts(office.open("new")) == ["before the backup", "on the clone", "window one", "window two"]


def test_the_number_is_a_clock_but_never_runs_after_a_wrong_one(office: Office) -> None:
    ana = office.create()
    add_action(ana, "x")
    ana.sync.share()
    rui = office.open("rui")
    office.clock.ms += 70 * 365 * 86_400_000
    add_action(rui, "in seventy years")
    rui.sync.share()
    office.clock.ms -= 70 * 365 * 86_400_000
    ana.sync.share()
    add_action(ana, "now")
    newest = max(n for actor, n in ana.local.memory.context.ctx.items() if actor.startswith("ana"))
    assert newest <= office.clock.ms
    ana.sync.share(), rui.sync.share()
    assert texts(ana) == texts(rui) == ["in seventy years", "now", "x"]


def test_a_clock_that_goes_back_mints_no_number_twice(office: Office) -> None:
    ana = office.create()
    for text in "abc":
        add_action(ana, text)
        office.clock.jump(-365 * 86_400)
    dots = [entry.dot for entry in ana.history.log()]
    assert len(set(dots)) == 3
    assert ana.maintenance.check() == ()


def test_a_number_taken_by_a_failed_save_is_not_minted_again(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.create().close()
    disk = FaultyDisk(error=errno.ENOSPC, forever=False)
    store = office.open(disk=disk)
    monkeypatch.setattr(office.clock, "now_ms", lambda: 1_265_000_000_500)
    add_action(store, "first")
    first = next(store.history.log()).dot
    disk.at = disk.calls + 2  # after the room
    with pytest.raises(StorageError):
        add_action(store, "lost")
    add_action(store, "kept")
    number, before = (int(dot.rpartition("@")[2]) for dot in (next(store.history.log()).dot, first))
    assert number > before
    assert store.maintenance.check() == ()
    assert texts(office.open()) == ["first", "kept"]


def test_a_replica_from_last_week_put_back_drops_nothing_that_was_shared(office: Office) -> None:
    """The lease is still there and knows a higher number than the old replica: it must not be used again."""
    ana = office.create()
    add_action(ana, "last week")
    ana.sync.share()
    ana.close()
    shutil.copytree(office.folder / "ana" / "data", office.folder / "backup")
    ana = office.open()
    add_action(ana, "this week")
    ana.sync.share()
    ana.close()
    shutil.rmtree(office.folder / "ana" / "data")
    shutil.copytree(office.folder / "backup", office.folder / "ana" / "data")
    ana = office.open()
    add_action(ana, "after the restore")
    ana.sync.share()
    assert texts(ana) == texts(office.open("rui")) == ["after the restore", "last week", "this week"]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")  # threads of xdist; the child ends at once
def test_a_real_forked_child_and_its_parent_lose_nothing(office: Office) -> None:
    """The child holds the parent's open journal: it must neither cut nor continue it."""
    office.create().close()
    store = office.open()
    for text in ("before", "with room"):  # from the second edit on the journal has room in front of it
        add_action(store, text)
    to_child, from_parent = os.pipe()
    child = 0
    if sys.platform != "win32":
        child = os.fork()
    if child == 0:
        os.read(to_child, 1)
        try:
            add_action(store, "by the child")
            store.close()
        finally:
            os._exit(0)
    add_action(store, "by the parent, meanwhile")
    os.write(from_parent, b"g")
    assert os.waitpid(child, 0)[1] == 0
    os.close(to_child)
    os.close(from_parent)
    add_action(store, "by the parent, afterwards")
    expected = ["before", "by the child", "by the parent, afterwards", "by the parent, meanwhile", "with room"]
    assert texts(office.open()) == expected
    store.sync.share()
    assert texts(store) == texts(office.open("rui")) == expected
    assert store.maintenance.check() == ()


def test_a_machine_that_was_suspended_or_taken_back_to_a_snapshot_mints_under_a_new_name(office: Office) -> None:
    store = office.create()
    add_action(store, "before")
    office.clock.jump(3600)
    add_action(store, "after")
    actors = {entry.dot.partition("@")[0] for entry in store.history.log()}
    assert len(actors) == 2
    assert texts(office.open()) == ["after", "before"]
    assert store.maintenance.check() == ()
