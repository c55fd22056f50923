"""Homes, settings, clocks, backups and the rhythm of publishing: small parts, each alone."""

from __future__ import annotations

import json
import stat
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import platformdirs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.store.office import HandClock, add_action

from ictwg.app import settings
from ictwg.app.cadence import LATEST, QUIET, Cadence, next_poll
from ictwg.domain.author import Author
from ictwg.domain.clock import Clock, FixedToday
from ictwg.store.local import backups
from ictwg.store.local import home as home_module
from ictwg.store.local.disk import Disk
from ictwg.store.local.home import Home
from ictwg.store.store import Store


def test_one_variable_moves_everything_that_stays(tmp_path: Path) -> None:
    home = Home.find({"ICTWG_HOME": str(tmp_path)})
    assert {home.data, home.config} == {str(tmp_path / part) for part in ("data", "config")}


@pytest.fixture
def memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file system in memory, as the system tells of it; nobody has logged in."""
    folder, mounts = tmp_path / "memory", tmp_path / "mounts"
    folder.mkdir()
    mounts.write_text(f"tmpfs {folder} tmpfs rw 0 0\n/dev/vda1 / ext4 rw 0 0\n")
    monkeypatch.setattr(home_module, "_MOUNTS", str(mounts))
    monkeypatch.setattr(home_module, "_SHARED_MEMORY", str(folder))
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    return folder


on_linux = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system names the folder")


@on_linux
def test_without_a_session_leases_lie_in_memory_and_commands_are_one_actor(memory: Path, tmp_path: Path) -> None:
    home, path = Home.find({"ICTWG_HOME": str(tmp_path / "home")}), str(tmp_path / "group.json")
    author = Author("ana", "desk")
    Store.create(path, home=home, clock=Clock(), author=author).close()
    for number in range(5):
        store = Store.open(path, home=home, clock=Clock(), author=author)
        add_action(store, f"One more {number}")
        store.sync.share()
        store.close()
    assert len(json.loads(Path(path).read_bytes())["_sync"]["1"]["ctx"]) == 1
    (own,) = memory.iterdir()
    assert stat.S_IMODE(own.stat().st_mode) == stat.S_IRWXU


def _link(own: Path) -> None:
    own.symlink_to(own.parent)


def _open_to_all(own: Path) -> None:
    own.mkdir(0o755)


def _on_a_disk(own: Path) -> None:
    own.parent.with_name("mounts").write_text(f"/dev/vda2 {own.parent} ext4 rw 0 0\n")


@on_linux
@pytest.mark.parametrize(
    "spoil", [_link, _open_to_all, _on_a_disk, lambda own: own.parent.with_name("mounts").unlink()]
)
def test_leases_lie_in_no_folder_that_somebody_else_made_or_that_an_image_holds(
    memory: Path, tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    at = {"ICTWG_HOME": str(tmp_path / "home")}
    assert Home.find(at).runtime.startswith(str(memory))
    (own,) = memory.iterdir()
    own.rmdir()
    spoil(own)
    home = Home.find(at)
    assert home.runtime == str(Path(home.data, "run"))


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system names the folder")
@pytest.mark.parametrize("variable", ["ICTWG_HOME", "XDG_DATA_HOME"])
def test_leases_lie_outside_the_data_and_are_not_taken_twice_where_they_cannot(
    tmp_path: Path, variable: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(home_module, "_MOUNTS", str(tmp_path / "none"))
    outside, base = str(tmp_path / "run"), str(tmp_path / "home")
    assert Home.find({variable: base, "XDG_RUNTIME_DIR": outside}).runtime == str(tmp_path / "run" / "ictwg")
    for inside in ("", str(tmp_path / "home" / "ictwg" / "run")):
        home = Home.find({variable: base, "XDG_RUNTIME_DIR": inside})
        assert home.runtime == str(Path(home.data, "run"))


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere platformdirs itself is asked")
def test_without_it_things_stand_where_platformdirs_says(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR"):
        monkeypatch.delenv(variable, raising=False)
    home = Home.find({})
    assert home.data == platformdirs.user_data_dir("ictwg")
    assert home.config == platformdirs.user_config_dir("ictwg")


def test_the_last_file_is_remembered(tmp_path: Path) -> None:
    home = Home.at(str(tmp_path))
    assert home.last_used() == ""
    home.remember(str(tmp_path / "Grupo é.json"))
    assert Home.at(str(tmp_path)).last_used() == str(tmp_path / "Grupo é.json")


@given(st.text(max_size=20).filter(lambda s: "\x00" not in s and s.isprintable()), st.booleans())
def test_settings_come_back_as_they_were_saved(text: str, vi: bool) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        home = Home.at(folder)
        saved = settings.Settings()
        saved.user, saved.vi_keys, saved.keymap = text, vi, {"app.quit": "ctrl+q", text or "x": "f2"}
        settings.save(home, saved)
        loaded = settings.load(home)
        assert (loaded.user, loaded.vi_keys, loaded.keymap) == (text, vi, saved.keymap)


def test_damaged_settings_count_as_empty(tmp_path: Path) -> None:
    home = Home.at(str(tmp_path))
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "settings.toml").write_text("user = [")
    assert settings.load(home).user == ""


def test_the_day_is_the_groups_and_only_the_day_can_be_fixed() -> None:
    clock = HandClock(int(datetime(2010, 2, 11, 16, 0, tzinfo=UTC).timestamp() * 1000))
    assert clock.today() == date(2010, 2, 12)
    fixed = FixedToday(clock, date(2009, 12, 1))
    assert fixed.today() == date(2009, 12, 1)
    assert fixed.now().date() == date(2010, 2, 11)
    assert datetime(2010, 7, 1, tzinfo=Clock("Europe/Lisbon").zone).utcoffset() == timedelta(hours=1)
    assert Clock("No/Such").zone.utcoffset(None) == timedelta(hours=9)


@given(st.lists(st.integers(0, 900), min_size=1, max_size=150))
def test_rotation_keeps_the_last_the_days_and_the_months(days: list[int]) -> None:
    start = datetime(2010, 1, 1, tzinfo=UTC)
    names = sorted(
        {(start + timedelta(days=d, seconds=n)).strftime("%Y%m%dT%H%M%S000-aa.json") for n, d in enumerate(days)}
    )
    kept = backups.kept(names)
    assert set(names[-backups.LAST :]) <= kept
    assert len(kept) <= backups.LAST + backups.DAYS + backups.MONTHS
    assert {name[:8] for name in names} - {name[:8] for name in kept} <= {n[:8] for n in names[: -backups.DAYS]}
    assert backups.kept(kept) == kept


def test_a_backup_of_the_same_bytes_is_not_made_twice(tmp_path: Path) -> None:
    now = datetime(2010, 1, 1, tzinfo=UTC)
    first = backups.keep(Disk(), str(tmp_path), b"one", now)
    assert backups.keep(Disk(), str(tmp_path), b"one", now + timedelta(days=1)) == first
    assert backups.keep(Disk(), str(tmp_path), b"two", now + timedelta(days=2)) != first


@given(st.lists(st.floats(0, 3), min_size=1, max_size=40), st.integers(0, 40_000_000))
def test_publishing_waits_for_quiet_but_not_for_ever(gaps: list[float], size: int) -> None:
    cadence, now, first = Cadence(), 0.0, 0.0
    assert cadence.due() is None
    cadence.tried(-1000.0, size, pending=False)
    for gap in gaps:
        now += gap
        first = first or now
        cadence.edited(now)
        due = cadence.due()
        assert due is not None
        assert due <= max(first + LATEST, now)
    assert cadence.ready(now + QUIET)
    cadence.tried(now, size, pending=True)
    due = cadence.due()
    assert due is not None
    assert due >= now + max(5.0, size / 1_000_000)
    cadence.tried(due, size, pending=False)
    assert not cadence.ready(due + 1e9)


def test_polls_are_three_to_five_seconds_apart() -> None:
    assert next_poll(10.0, 0.0) == 13.0
    assert next_poll(10.0, 0.999) < 15.0
