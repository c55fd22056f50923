"""`ictwg.open_db` is a TinyDB: the same script gives the same on stock TinyDB and on ours."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.store.office import Office, action, add_action
from tinydb import TinyDB, where
from tinydb.operations import add, delete, increment
from tinydb.operations import set as set_to
from tinydb.table import Document

import ictwg
from ictwg.domain.records import Action
from ictwg.errors import UsageError


def script(db: TinyDB) -> list[Any]:
    """Every call that changes something, and what a script sees of it."""
    seen: list[Any] = []
    table = db.table("books")
    seen.append(len({table.insert({"title": "A", "pages": 10}), table.insert({"title": "B", "tags": ["y", "x", "x"]})}))
    seen.append(
        len(table.insert_multiple([{"title": "C", "nested": {"a": [1, 2.5, None]}}, {"title": "D", "done": False}]))
    )
    seen.append(sorted((dict(d) for d in table.all()), key=lambda d: d["title"]))
    seen.append(len(table.update({"pages": 11}, where("title") == "A")))
    seen.append(len(table.update(increment("pages"), where("title") == "A")))
    seen.append(len(table.update(add("pages", 5), where("title") == "A")))
    seen.append(len(table.update(set_to("title", "BB"), where("title") == "B")))
    seen.append(len(table.update(delete("nested"), where("title") == "C")))
    seen.append(table.get(where("title") == "A"))
    seen.append(len(table.upsert({"title": "E", "pages": 1}, where("title") == "E")))
    seen.append(len(table.upsert({"pages": 2}, where("title") == "E")))
    seen.append(table.count(where("pages") > 1))
    seen.append(table.contains(where("title") == "Z"))
    seen.append(len(table.remove(where("title") == "D")))
    seen.append(sorted((dict(d) for d in table.search(where("title").exists())), key=lambda d: d["title"]))
    found = table.get(where("title") == "E")
    assert isinstance(found, Document)
    seen.append(table.get(doc_id=found.doc_id) == found)
    seen.append(table.update_multiple([({"pages": 3}, where("title") == "E")]) == [found.doc_id])
    db.insert({"in": "default"})
    seen.append([dict(d) for d in db.all()])
    seen.append(sorted(name for name in db.tables() if not name.startswith("_s") and name not in {"_log", "_trash"}))
    table.truncate()
    seen.append(table.all())
    db.drop_table("_default")
    seen.append(len(db))
    return seen


def test_the_same_script_gives_the_same_as_stock_tinydb(office: Office, tmp_path: Path) -> None:
    office.create().close()
    with TinyDB(tmp_path / "stock.json") as stock, ictwg.open_db(str(office.shared), home=office.home("ana")) as ours:
        assert isinstance(ours, TinyDB)
        assert script(ours) == script(stock)


def test_what_a_script_writes_is_ordinary_edits_everywhere(office: Office) -> None:
    store = office.create()
    id = add_action(store, "Draft")
    store.sync.share()
    with ictwg.open_db(str(office.shared), home=office.home("ana")) as db:
        table = db.table("actions")
        table.update({"text": "By script", "owners": ["b", "a"]}, where("id") == id)
        new = table.insert({"text": "New one"})
        assert table.get(doc_id=new)["text"] == "New one"
    rui = office.open("rui")
    assert action(rui, id).text == "By script"
    assert action(rui, id).owners == ("a", "b")
    assert len(rui.all(Action)) == 2
    assert rui.history.of(Action.TABLE, id)[0].verb == "verbs.script"
    with TinyDB(office.shared, access_mode="r") as stock:
        assert len(stock.table("actions").search(where("text") == "New one")) == 1


def test_a_scripts_removal_goes_into_the_trash(office: Office) -> None:
    store = office.create()
    id = add_action(store, "Draft")
    store.sync.share()
    with ictwg.open_db(str(office.shared), home=office.home("ana")) as db:
        db.table("actions").remove(where("id") == id)
        assert db.table("actions").all() == []
    again = office.open()
    assert [record.id for record in again.history.trash()] == [id]


def test_two_scripts_on_two_computers_both_keep_their_rows(office: Office) -> None:
    office.create().sync.share()
    office.open("rui").close()
    with (
        ictwg.open_db(str(office.shared), home=office.home("ana")) as ana,
        ictwg.open_db(str(office.shared), home=office.home("rui")) as rui,
    ):
        ana.table("notes").insert({"by": "ana"})
        rui.table("notes").insert({"by": "rui"})
        assert sorted(d["by"] for d in ana.table("notes")) == ["ana", "rui"]
        assert len(rui.table("notes")) == 2


def test_the_programs_own_tables_and_names_are_refused(office: Office) -> None:
    office.create().close()
    with ictwg.open_db(str(office.shared), home=office.home("ana")) as db:
        for table, document in (("_log", {"x": 1}), ("t", {"_v": 1}), ("t", {"a/b": 1}), ("t", {"id": 7})):
            with pytest.raises(UsageError):
                db.table(table).insert(document)
        assert db.table("t").all() == []
