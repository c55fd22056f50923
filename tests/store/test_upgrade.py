"""Files that ask for a newer program, and the steps of the format; the only step here is declared by tests."""

from __future__ import annotations

import pytest
from tests.store.next_format import next_format
from tests.store.office import Office, action, add_action, set_action, texts

from ictwg import __version__
from ictwg.domain.records import Action
from ictwg.errors import TooNewError
from ictwg.store.format import codec
from ictwg.store.store import Store
from ictwg.store.sync.reports import Outcome


def asking(office: Office, **asked: int) -> None:
    """The shared file as a newer program leaves it."""
    lines = codec.split(office.shared.read_bytes())
    lines.header = lines.header._replace(meta={**lines.header.meta, **asked})
    office.shared.write_bytes(codec.encode_file(lines))


def together(office: Office, *stores: Store) -> None:
    for store in stores * 2:
        office.clock.wait(60)
        store.sync.share()


def test_the_format_has_not_changed_so_nothing_is_raised(office: Office) -> None:
    store = office.create()
    add_action(store, "x")
    store.sync.share()
    before = office.shared.read_bytes()
    assert not store.maintenance.upgradable
    assert store.maintenance.upgrade() == 0
    assert office.shared.read_bytes() == before


def test_two_who_take_a_step_at_once_come_to_the_same_bytes(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    ana = office.create()
    id = add_action(ana, "Draft the SOP")
    ana.sync.share()
    rui = office.open("rui")
    rui.sync.share()
    next_format(monkeypatch)
    shared = office.shared.read_bytes()
    assert ana.maintenance.upgradable
    assert ana.maintenance.upgrade() == 1
    by_ana = office.shared.read_bytes()
    office.shared.write_bytes(shared)  # rui's folder has not had it yet
    assert rui.maintenance.upgrade() == 1
    office.shared.with_name("ictwg.sync-conflict-20100212-104200-ABCDEFG.json").write_bytes(by_ana)
    together(office, ana, rui)
    assert ana.local.encoded() == rui.local.encoded() == office.shared.read_bytes()
    assert texts(ana) == ["DRAFT THE SOP"]
    assert not action(ana, id).row.contested()
    meta = codec.split(office.shared.read_bytes()).header.meta
    assert (meta["schema"], meta["min_reader"], meta["min_writer"]) == (2, 1, 2)
    assert ana.maintenance.upgrade() == 0
    assert ana.maintenance.check() == ()


def test_a_file_for_newer_writers_is_read_and_never_written(office: Office) -> None:
    store = office.create()
    id = add_action(store, "x")
    store.sync.share()
    asking(office, min_writer=99)
    before = office.shared.read_bytes()
    set_action(store, id, Action.text("kept here"))
    for _ in range(3):
        office.clock.wait(90)
        assert store.sync.share().outcome is Outcome.READ_ONLY
    assert office.shared.read_bytes() == before
    assert texts(store) == ["kept here"]


def test_a_file_for_newer_readers_is_refused_for_ever_and_what_was_typed_here_is_kept(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However long it stays so, and however often it was told."""
    store = office.create()
    add_action(store, "x")
    store.sync.share()
    asking(office, min_reader=99)
    before = office.shared.read_bytes()
    add_action(store, "kept here")
    for _ in range(4):
        office.clock.wait(90)
        report = store.sync.share()
        assert report.outcome is Outcome.WAITING
        assert "newer" in f"{report.problem} {report.hint}"
    assert office.shared.read_bytes() == before
    assert texts(store) == ["kept here", "x"]
    with pytest.raises(TooNewError):
        office.open("rui")
    monkeypatch.setattr(codec, "READS", 99)
    monkeypatch.setattr(codec, "WRITES", 99)
    store.sync.share()
    assert b"kept here" in office.shared.read_bytes()


def test_an_older_program_does_not_open_what_a_newer_one_has_left_here(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = office.create()
    add_action(store, "x")
    store.sync.share()
    asking(office, min_reader=99)
    monkeypatch.setattr(codec, "READS", 99)
    store.sync.share()
    store.close()
    monkeypatch.undo()
    with pytest.raises(TooNewError):
        office.open()
    assert not [path for path in office.files() if path.name.endswith(".damaged")]


def test_the_history_tells_the_version_once_and_when_it_has_changed(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = office.create()
    for text in "abc":
        add_action(store, text)
    store.close()
    again = office.open()
    add_action(again, "d")
    assert [entry.app for entry in again.history.log()] == ["", "", "", __version__]
    again.close()
    monkeypatch.setattr("ictwg.store.local.leases.__version__", "9.9")
    monkeypatch.setattr("ictwg.store.local.local.__version__", "9.9")
    newer = office.open()
    add_action(newer, "e")
    rui = office.open("rui")
    add_action(rui, "f")
    newer.sync.share()
    rui.sync.share()
    seen = rui.maintenance.last_seen()
    assert [(one.user, one.version) for one in seen] == [("rui", "9.9"), ("ana", "9.9")]
