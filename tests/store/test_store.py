"""Saved here, shared there, found again."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.store.office import Office, action, add_action, add_organization, set_action, texts
from tinydb import TinyDB, where

from ictwg.domain.author import Author
from ictwg.domain.changes import Changes, Edit, Write
from ictwg.domain.records import Action, Organization
from ictwg.domain.values import ActionStatus
from ictwg.errors import InvalidValueError, NoFileError, UnboundError, UsageError
from ictwg.store.sync.reports import Outcome


def test_a_commit_is_found_by_a_fresh_process_without_sharing(office: Office) -> None:
    store = office.create()
    id = add_action(store, "Draft the SOP", Action.due(date(2010, 2, 12)))
    again = office.open()
    assert action(again, id).text == "Draft the SOP"
    assert action(again, id).due == date(2010, 2, 12)
    assert again.sync.status().pending == 1


def test_a_colleague_sees_what_was_shared(office: Office) -> None:
    ana = office.create()
    ministry = add_organization(ana, "Justice")
    id = add_action(ana, "Draft", Action.owners((ministry,)))
    assert ana.sync.share().published
    rui = office.open("rui")
    rui.sign_as(Author("rui", "laptop"))
    assert action(rui, id).owners == (ministry,)
    assert rui.linked(Action, Action.owners, ministry) == (action(rui, id),)
    assert rui.sync.status().colleagues[0].user == "ana"
    ana.sign_as(Author("bea", "desk"))
    assert (ana.sync.status().here, ana.sync.status().colleagues) == (("ana",), ()), "another at the same computer"
    rui.sign_as(Author("rui", "desk"))
    told = rui.sync.status()
    assert (told.here, [one.user for one in told.colleagues]) == (("ana",), ["ana"]), "two computers may have one name"


def test_edits_of_different_fields_both_stay(office: Office) -> None:
    ana = office.create()
    id = add_action(ana, "Draft")
    ana.sync.share()
    rui = office.open("rui")
    set_action(ana, id, Action.status(ActionStatus.DONE))
    set_action(rui, id, Action.due(date(2010, 3, 1)))
    rui.sync.share(), ana.sync.share(), rui.sync.share()
    for store in (ana, rui):
        assert action(store, id).status is ActionStatus.DONE
        assert action(store, id).due == date(2010, 3, 1)
    assert ana.local.encoded() == rui.local.encoded() == office.shared.read_bytes()


def test_two_answers_to_one_field_are_both_kept_and_told(office: Office) -> None:
    ana = office.create()
    id = add_action(ana, "Draft")
    ana.sync.share()
    rui = office.open("rui")
    set_action(rui, id, Action.text("By Rui"))
    set_action(ana, id, Action.text("By Ana"))
    rui.sync.share()
    report = ana.sync.share()
    assert report.conflicts == (("actions", id, "text"),)
    assert {action(ana, id).text, *action(ana, id).row.rivals("text")} == {"By Rui", "By Ana"}
    set_action(ana, id, Action.text("Agreed"))
    ana.sync.share(), rui.sync.share()
    assert action(rui, id).text == "Agreed"
    assert not action(rui, id).row.rivals("text")


def test_a_form_left_open_swallows_no_edit_that_came_meanwhile(office: Office) -> None:
    ana = office.create()
    id = add_action(ana, "Draft")
    ana.sync.share()
    rui = office.open("rui")
    shown = action(ana, id)
    set_action(rui, id, Action.text("By Rui"))
    rui.sync.share(), ana.sync.share()
    ana.commit(Edit("verbs.changed").update(shown, Action.text("By Ana")).done())
    assert action(ana, id).row.rivals("text") == ("By Rui",)


def test_an_edit_beats_a_deletion_that_had_not_seen_it(office: Office) -> None:
    ana = office.create()
    id = add_action(ana, "Draft")
    ana.sync.share()
    rui = office.open("rui")
    ana.commit(Edit("verbs.deleted").remove(action(ana, id)).done())
    assert ana.get(Action, id) is None
    assert [record.id for record in ana.history.trash()] == [id]
    set_action(rui, id, Action.text("Still needed"))
    rui.sync.share(), ana.sync.share(), rui.sync.share()
    assert action(ana, id).text == action(rui, id).text == "Still needed"


def test_an_edit_over_a_deletion_that_its_author_did_not_see_leaves_both_in_sight(office: Office) -> None:
    ana = office.create()
    id = add_action(ana, "Draft")
    ana.sync.share()
    rui = office.open("rui")
    form = action(rui, id)
    ana.commit(Edit("verbs.deleted").remove(action(ana, id)).done())
    ana.sync.share(), rui.sync.share()
    rui.commit(Edit("verbs.changed").update(form, Action.text("Still needed")).done())
    assert action(rui, id).text == "Still needed"
    assert action(rui, id).row.rivals("_live") == (False,)


def test_what_was_trashed_can_be_restored(office: Office) -> None:
    store = office.create()
    id = add_action(store, "Draft")
    store.commit(Edit("verbs.deleted").remove(action(store, id)).done())
    store.commit(Edit("verbs.restored").restore(store.history.trash()[0]).done())
    assert action(store, id).text == "Draft"
    assert store.history.trash() == ()


def test_a_purge_leaves_a_stub_that_counts_for_numbering(office: Office) -> None:
    store = office.create()
    old = add_action(store, "Old words", Action.reference("A-2010-007"), Action.owners(("x",)))
    store.commit(Edit("verbs.deleted").remove(action(store, old)).done())
    office.clock.wait(31 * 86_400)
    kept = add_action(store, "Newer")
    store.commit(Edit("verbs.deleted").remove(action(store, kept)).done())
    store.sync.share()
    rui = office.open("rui")
    assert store.history.purge(store.local.clock.now() - timedelta(days=30)) is not None
    assert [record.id for record in store.history.trash()] == [kept]
    assert set(store.references("A-2010-")) == {"A-2010-007"}
    store.sync.share(), rui.sync.share()
    for each in (store, rui, office.open()):
        stub = each.local.memory.row("actions", old)
        assert stub is not None
        assert stub.gone
        assert set(stub.registers) == {"reference", "_live", "_gone"}
        assert each.get(Action, old) is None
        assert each.maintenance.check() == ()
    assert store.history.purge(store.local.clock.now() - timedelta(days=30)) is None
    assert store.history.undo().undone == "verbs.deleted"


def test_nothing_is_published_that_is_no_news(office: Office) -> None:
    ana = office.create()
    add_action(ana, "Draft")
    assert ana.sync.share().published
    assert not ana.sync.share().published
    rui = office.open("rui")
    before = office.shared.stat()
    assert not rui.sync.share().published
    assert office.shared.stat().st_mtime_ns == before.st_mtime_ns


def test_stock_tinydb_reads_and_queries_every_table(office: Office) -> None:
    store = office.create()
    id = add_action(store, "Draft")
    trashed = add_action(store, "Gone")
    store.commit(Edit("verbs.deleted").remove(action(store, trashed)).done())
    store.sync.share()
    with TinyDB(office.shared, access_mode="r") as db:
        found = db.table("actions").search(where("text") == "Draft")
        assert [document["id"] for document in found] == [id]
        assert len(db.table("_log").all()) == 3
        assert db.table("actions").search(where("text") == "Gone") == []
        assert set(db.tables()) == {"_sync", "actions", "_trash", "_log"}


def test_a_value_that_the_file_cannot_hold_changes_nothing(office: Office) -> None:
    store = office.create()
    for value in (1.5, [1], {"a": 1}, 2**60):
        with pytest.raises(InvalidValueError):
            store.commit(Changes("v", writes=(Write("actions", store.new_id(), "text", value),)))  # type: ignore[arg-type]
    with pytest.raises(InvalidValueError):
        store.commit(Changes("v", writes=(Write("actions", store.new_id(), "_v", "x"),)))
    for id in ("", "7", "A-2010-014"):
        with pytest.raises(InvalidValueError):
            store.commit(Changes("v", writes=(Write("actions", id, "text", "x"),)))
    assert store.all(Action) == ()


def test_a_file_that_is_there_is_not_made_again(office: Office) -> None:
    office.create()
    with pytest.raises(UsageError):
        office.create("rui")


def test_a_file_that_is_not_there_is_not_opened(office: Office) -> None:
    with pytest.raises(NoFileError):
        office.open()


def test_the_same_file_under_another_name_is_the_same_group(office: Office, tmp_path: Path) -> None:
    store = office.create()
    add_action(store, "Draft")
    link = tmp_path / "other"
    link.symlink_to(office.shared.parent)
    assert texts(office.open(path=str(link / "ictwg.json"))) == ["Draft"]


def test_a_known_group_at_another_path_asks_first(office: Office, tmp_path: Path) -> None:
    store = office.create()
    add_action(store, "Draft")
    store.sync.share()
    moved = tmp_path / "elsewhere.json"
    shutil.copy(office.shared, moved)
    with pytest.raises(UnboundError, match="another place"):
        office.open(path=str(moved))
    separate = office.open(path=str(moved), binding="separate")
    assert separate.db != store.db
    assert texts(separate) == ["Draft"]
    assert separate.sync.share().outcome is Outcome.SHARED
    assert separate.db.encode() in moved.read_bytes()


def test_a_moved_file_takes_its_replica_along(office: Office, tmp_path: Path) -> None:
    store = office.create()
    store.sync.share()
    add_action(store, "Unshared")
    moved = office.shared.rename(tmp_path / "moved.json")
    again = office.open(path=str(moved), binding="moved")
    assert texts(again) == ["Unshared"]
    assert again.sync.share().published
    assert b"Unshared" in moved.read_bytes()


def test_a_copy_is_brought_into_the_group_where_it_was(office: Office, tmp_path: Path) -> None:
    ana = office.create()
    ana.sync.share()
    rui = office.open("rui")
    add_action(rui, "On a stick")
    rui.sync.share()
    stick = tmp_path / "stick.json"
    shutil.copy(office.shared, stick)
    add_action(ana, "At home")
    store = office.open(path=str(stick), binding="copy")
    assert store.path == str(office.shared)
    assert texts(store) == ["At home", "On a stick"]


def test_a_listing_brings_in_a_changed_file_and_looks_once_at_an_unchanged_one(office: Office) -> None:
    ana = office.create()
    ana.sync.share()
    rui = office.open("rui")
    add_action(rui, "New")
    rui.sync.share()
    assert ana.sync.catch_up() is not None
    assert texts(ana) == ["New"]
    assert ana.sync.catch_up() is None
    assert texts(office.open()) == ["New"]


def test_commands_and_the_open_program_see_each_other(office: Office) -> None:
    app = office.create()
    add_action(app, "In the program")
    command = office.open()
    add_action(command, "By command")
    command.sync.share()
    command.close()
    assert app.refresh()
    assert texts(app) == ["By command", "In the program"]
    add_action(app, "Later")
    assert texts(office.open()) == ["By command", "In the program", "Later"]
    assert not app.refresh()


def test_what_another_program_here_has_shared_is_known(office: Office) -> None:
    one, other = office.create(), office.open()
    add_action(one, "one")
    assert one.sync.share().published
    add_action(one, "two")
    assert other.sync.share().published
    one.refresh()
    assert one.sync.status().pending == 0


def test_all_is_one_tuple_until_something_changes(office: Office) -> None:
    store = office.create()
    first = add_action(store, "A")
    held = store.all(Action)
    assert store.all(Action) is held
    add_organization(store, "Justice")
    assert store.all(Action) is held
    second = add_action(store, "B")
    assert [record.id for record in store.all(Action)] == sorted([first, second])
    assert store.version > 0


def test_indexes_follow_every_edit(office: Office) -> None:
    store = office.create()
    a, b = add_organization(store, "A"), add_organization(store, "B")
    ids = [add_action(store, str(n), Action.owners((a,)), Action.reference(f"A-2010-{n:03d}")) for n in range(5)]
    for _ in range(5):  # beyond the scans that answer before an index is built
        assert len(store.linked(Action, Action.owners, a)) == 5
        assert [r.id for r in store.by_reference("A-2010-003")] == [ids[3]]
    set_action(store, ids[3], Action.owners((b,)), Action.reference("A-2010-009"))
    assert [r.id for r in store.linked(Action, Action.owners, b)] == [ids[3]]
    assert len(store.linked(Action, Action.owners, a)) == 4
    assert store.by_reference("A-2010-003") == ()
    store.commit(Edit("verbs.deleted").remove(action(store, ids[0])).done())
    assert len(store.linked(Action, Action.owners, a)) == 3


def test_numbers_count_trashed_and_former_references(office: Office) -> None:
    store = office.create()
    ids = [add_action(store, "x", Action.reference(f"A-2010-{n:03d}")) for n in (1, 7)]
    store.commit(Edit("verbs.deleted").remove(action(store, ids[1])).done())
    set_action(store, ids[0], Action.reference("A-2010-002"), Action.former_references(("A-2010-001",)))
    for _ in range(3):
        assert set(store.references("A-2010-")) == {"A-2010-001", "A-2010-002", "A-2010-007"}
    add_action(store, "y", Action.reference("A-2011-001"))
    assert set(store.references("A-2011-")) == {"A-2011-001"}
    assert set(store.references("A-")) >= {"A-2010-007", "A-2011-001"}


def test_a_raw_scan_finds_no_less_than_a_full_parse(office: Office) -> None:
    store = office.create()
    for n in range(6):
        add_action(store, f"Text {n % 3} “ü”")
    wanted = {record.id for record in store.all(Action) if "Text 1" in record.text}
    assert {record.id for record in store.holding(Action, b"Text 1")} >= wanted
    assert store.holding(Organization) is not None


@pytest.mark.parametrize(("edits", "left"), [(1, 1), (2, 0)])
def test_who_has_worked_for_a_while_leaves_no_journal_behind(office: Office, edits: int, left: int) -> None:
    office.create().close()
    store = office.open()
    for number in range(edits):
        add_action(store, f"n{number}")
    store.close()
    assert len([path for path in office.files() if path.suffix == ".log"]) == left
    assert len(texts(office.open())) == edits
