"""The shared file as last known here: what a script did since is told from it, also after many publishings."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.store.office import Office, action, add_action, set_action
from tinydb import TinyDB, where

from ictwg.domain.records import Action
from ictwg.store.store import Store


@pytest.fixture
def published(office: Office) -> tuple[Store, str]:
    """Three publishings."""
    store = office.create()
    id = add_action(store, "one")
    store.sync.share()
    for text in ("two", "three"):
        set_action(store, id, Action.text(text))
        store.sync.share()
    return store, id


def base_file(office: Office, name: str) -> Path:
    return next(office.folder.glob(f"ana/data/replicas/*/{name}"))


def script_changes_the_text(office: Office) -> None:
    with TinyDB(office.shared) as db:
        assert db.table("actions").update({"text": "by a script"}, where("text") == "three")


def test_a_scripts_edit_is_told_from_what_was_published_last(office: Office, published: tuple[Store, str]) -> None:
    store, id = published
    set_action(store, id, Action.text("not shared yet"))
    store.close()
    script_changes_the_text(office)
    again = office.open()
    assert again.sync.share().outside == 1
    shown = action(again, id)
    assert {shown.text, *shown.row.rivals("text")} == {"by a script", "not shared yet"}


def test_what_a_colleague_wrote_and_what_went_out_is_the_base(office: Office, published: tuple[Store, str]) -> None:
    store, id = published
    rui = office.open("rui")
    for number in range(3):
        set_action(rui, id, Action.text(f"by a colleague, {number}"))
        rui.sync.share()
        rui.refresh()
        set_action(store, id, Action.waiting_on(f"not shared before it came in, {number}"))
        assert store.sync.catch_up() is not None
        assert base_file(office, "base.json").read_bytes() == office.shared.read_bytes()
        assert store.sync.share().published
        assert base_file(office, "base.json").read_bytes() == office.shared.read_bytes()
        assert office.open().sync.synchronizer.file.base.data == office.shared.read_bytes()


def test_it_is_written_over_only_where_nobody_else_has_that_file(office: Office, published: tuple[Store, str]) -> None:
    store, id = published
    path = base_file(office, "base.json")

    def publishes(text: str) -> int:
        set_action(store, id, Action.text(text))
        assert store.sync.share().published
        assert path.read_bytes() == office.shared.read_bytes()
        return path.stat().st_ino

    assert publishes("four") == publishes("shorter") == publishes("five, and longer than that")
    before = path.read_bytes()
    backup = path.with_name("backup.json")
    os.link(path, backup)
    publishes("six")
    assert backup.read_bytes() == before
    path.unlink()
    path.write_bytes(before)  # by another process; one may have it before its eyes
    with path.open("rb") as seen:
        publishes("seven")
        assert seen.read() == before


def test_one_that_goes_on_in_a_log_of_an_earlier_version_is_no_base(
    office: Office, published: tuple[Store, str]
) -> None:
    store, id = published
    store.close()
    log = base_file(office, "base.json").with_name("base.log")
    log.write_bytes(b'{"of":"a digest"}\n')
    again = office.open()
    assert again.sync.synchronizer.file.base.data is None
    script_changes_the_text(office)
    again.sync.share()
    assert action(again, id).text == "by a script"
    assert not log.exists()


def test_what_is_redacted_is_gone_from_a_log_of_an_earlier_version(
    office: Office, published: tuple[Store, str]
) -> None:
    store, id = published
    log = base_file(office, "base.json").with_name("base.log")
    log.write_bytes(b"a secret")
    set_action(store, id, Action.text("a secret"))
    store.maintenance.redact(action(store, id), Action.text, "asked for")
    assert not log.exists()
    store.sync.share()
    assert office.holding("a secret") == []


def test_a_torn_file_is_no_base(office: Office, published: tuple[Store, str]) -> None:
    store, id = published
    store.close()
    path = base_file(office, "base.json")
    path.write_bytes(path.read_bytes()[:-20])
    again = office.open()
    assert again.sync.synchronizer.file.base.lines() is None
    script_changes_the_text(office)
    again.sync.share()
    assert action(again, id).text == "by a script"
