"""The shared file as last known here: what a script did since is told from it, also after many publishings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.store.office import action, add_action, set_action
from tinydb import TinyDB, where

from ictwg.domain.records import Action
from ictwg.store.shared import base

if TYPE_CHECKING:
    from pathlib import Path

    from tests.store.office import Office

    from ictwg.store.store import Store


@pytest.fixture
def published(office: Office) -> tuple[Store, str]:
    """Three publishings: the first is the base, two stand in its log."""
    store = office.create()
    id = add_action(store, "one")
    store.share()
    for text in ("two", "three"):
        set_action(store, id, Action.text(text))
        store.share()
    return store, id


def base_file(office: Office, name: str) -> Path:
    return next(office.folder.glob(f"ana/data/replicas/*/{name}"))


def script_changes_the_text(office: Office) -> None:
    with TinyDB(office.shared) as db:
        assert db.table("actions").update({"text": "by a script"}, where("text") == "three")


def test_a_publishing_writes_only_its_own_lines_to_the_base(office: Office, published: tuple[Store, str]) -> None:
    store, id = published
    before, log = base_file(office, "base.json").stat(), base_file(office, "base.log").read_bytes()
    set_action(store, id, Action.text("four"))
    store.share()
    assert base_file(office, "base.json").stat().st_ino == before.st_ino
    assert base_file(office, "base.log").read_bytes().startswith(log)
    assert store._sharing.base.data == office.shared.read_bytes()
    assert office.open()._sharing.base.data == office.shared.read_bytes()


def test_what_a_colleague_wrote_goes_to_the_base_by_its_lines(office: Office, published: tuple[Store, str]) -> None:
    store, id = published
    rui = office.open("rui")
    for number in range(3):
        set_action(rui, id, Action.text(f"by a colleague, {number}"))
        rui.share()
        rui.refresh()
        set_action(store, id, Action.waiting_on(f"not shared before it came in, {number}"))
        whole = base_file(office, "base.json").stat().st_ino
        assert store.catch_up() is not None
        assert base_file(office, "base.json").stat().st_ino == whole
        assert b"by a colleague" in base_file(office, "base.log").read_bytes()
        assert store._sharing.base.data == office.shared.read_bytes()
        assert office.open()._sharing.base.data == office.shared.read_bytes()
        assert store.share().published
        assert office.open()._sharing.base.data == office.shared.read_bytes()


def test_a_log_that_has_grown_long_is_folded_in(
    office: Office, published: tuple[Store, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(base, "LONG", 100)
    store, id = published
    set_action(store, id, Action.text("four"))
    store.share()
    assert base_file(office, "base.json").read_bytes() == office.shared.read_bytes()
    assert not list(office.folder.rglob("base.log"))


def test_a_scripts_edit_of_what_the_log_holds_is_told_from_it(office: Office, published: tuple[Store, str]) -> None:
    store, id = published
    set_action(store, id, Action.text("not shared yet"))
    store.close()
    script_changes_the_text(office)
    again = office.open()
    assert again.share().outside == 1
    shown = action(again, id)
    assert {shown.text, *shown.row.rivals("text")} == {"by a script", "not shared yet"}


@pytest.mark.parametrize("end", [-1, -20, -200])
def test_a_torn_log_is_no_base(office: Office, published: tuple[Store, str], end: int) -> None:
    store, id = published
    store.close()
    log = base_file(office, "base.log")
    log.write_bytes(log.read_bytes()[:end])
    again = office.open()
    assert again._sharing.base.lines() is None or end == -1
    script_changes_the_text(office)
    again.share()
    assert action(again, id).text == "by a script"


def test_a_log_that_has_lost_a_line_is_no_base(office: Office, published: tuple[Store, str]) -> None:
    store, id = published
    add_action(store, "another")
    store.share()
    set_action(store, id, Action.text("four"))
    store.share()
    log = base_file(office, "base.log")
    lines = log.read_bytes().splitlines(keepends=True)
    log.write_bytes(b"".join((*lines[:-2], lines[-1])))
    assert office.open()._sharing.base.pieces is None


def test_a_log_of_another_base_is_not_followed(
    office: Office, published: tuple[Store, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a crash leaves it that comes between the new base and the end of the old log."""
    store, id = published
    old = base_file(office, "base.log").read_bytes()
    monkeypatch.setattr(base, "LONG", 100)
    set_action(store, id, Action.text("four"))
    store.share()
    base_file(office, "base.json").with_name("base.log").write_bytes(old)
    assert office.open()._sharing.base.data == office.shared.read_bytes()


def test_what_is_redacted_is_gone_from_the_log_of_the_base(office: Office, published: tuple[Store, str]) -> None:
    store, id = published
    set_action(store, id, Action.text("a secret"))
    store.share()
    assert any(path.name == "base.log" for path in office.holding("a secret"))
    store.redact(action(store, id), Action.text, "asked for")
    assert all(path.name != "base.log" for path in office.holding("a secret"))
    store.share()
    store.close()
    office.open().share()
    assert office.holding("a secret") == []
