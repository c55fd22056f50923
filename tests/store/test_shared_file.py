"""What others do to the shared file: half-synced, emptied, edited by a script, thinned out."""

from __future__ import annotations

import json
import os
from collections.abc import Callable

import pytest
from tests.store.office import Office, action, add_action, set_action, texts
from tinydb import TinyDB, where

from ictwg.domain.changes import Edit
from ictwg.domain.records import Action
from ictwg.errors import NotReadyError
from ictwg.store.format import codec
from ictwg.store.sync.reports import Outcome


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"",
        lambda data: b"\0" * len(data),
        lambda data: data[: len(data) // 2],
        lambda data: data[:-3],
        lambda _: b"<!DOCTYPE html><html></html>",
        lambda data: data.decode().encode("utf-16"),
        lambda _: b"[1, 2]",
    ],
    ids=["empty", "zeros", "half", "tail", "html", "utf16", "array"],
)
def test_a_file_that_is_not_ready_is_waited_for_and_never_written_over_unsaid(
    office: Office, damage: Callable[[bytes], bytes]
) -> None:
    store = office.create()
    add_action(store, "one")
    store.sync.share()
    good = office.shared.read_bytes()
    add_action(store, "two")
    office.shared.write_bytes(damage(good))
    broken = office.shared.read_bytes()
    report = store.sync.share()
    assert report.outcome is Outcome.WAITING
    assert report.problem
    assert office.shared.read_bytes() == broken
    assert store.sync.status().waiting == report.problem
    office.clock.wait(30)
    assert store.sync.share().outcome is Outcome.WAITING
    office.clock.wait(31)
    assert store.sync.share().published
    assert texts(office.open("rui")) == ["one", "two"]
    assert any(path.read_bytes() == broken for path in office.files() if path.parent.name == "backups")


def test_a_file_that_is_not_ready_is_not_written_over_before_somebody_was_told(office: Office) -> None:
    """Looking at it is not telling: a listing that is opened and closed says nothing of the shared file."""
    store = office.create()
    add_action(store, "one")
    store.sync.share()
    office.shared.write_bytes(b"half")
    store.sync.catch_up()
    office.clock.wait(61)
    add_action(store, "two")
    assert store.sync.share().outcome is Outcome.WAITING
    assert office.shared.read_bytes() == b"half"
    assert store.sync.share().published


def test_a_file_that_goes_on_changing_starts_the_minute_anew(office: Office) -> None:
    store = office.create()
    add_action(store, "one")
    store.sync.share()
    good = office.shared.read_bytes()
    for size in (10, 200, 300):
        office.shared.write_bytes(good[:size])
        assert store.sync.share().outcome is Outcome.WAITING
        office.clock.wait(45)
    office.shared.write_bytes(good)
    assert store.sync.share().outcome is Outcome.SHARED
    assert store.sync.status().waiting == ""


def test_a_first_look_at_a_half_file_makes_nothing(office: Office) -> None:
    office.create().close()
    office.shared.write_bytes(office.shared.read_bytes()[:40])
    with pytest.raises(NotReadyError):
        office.open("rui")


def test_a_missing_file_is_missed_for_a_minute_and_then_written_again(office: Office) -> None:
    store = office.create()
    add_action(store, "one")
    store.sync.share()
    office.shared.unlink()
    assert store.sync.share().outcome is Outcome.WAITING
    assert not office.shared.exists()
    office.clock.wait(61)
    assert store.sync.share().published
    assert texts(office.open("rui")) == ["one"]


def test_another_groups_file_is_left_alone(office: Office) -> None:
    store = office.create()
    add_action(store, "one")
    other = codec.encode_file(codec.new_lines(store.new_id()))
    office.shared.write_bytes(other)
    assert store.sync.share().outcome is Outcome.FOREIGN
    office.clock.wait(100)
    assert store.sync.share().outcome is Outcome.FOREIGN
    assert office.shared.read_bytes() == other


def test_a_newer_program_that_asks_for_it_makes_older_ones_read_only(office: Office) -> None:
    store = office.create()
    store.sync.share()
    lines = codec.split(office.shared.read_bytes())
    lines.header = lines.header._replace(meta={**lines.header.meta, "min_writer": 99})
    office.shared.write_bytes(codec.encode_file(lines))
    add_action(store, "kept here")
    assert store.sync.share().outcome is Outcome.READ_ONLY
    assert store.sync.status().read_only
    assert texts(store) == ["kept here"]
    assert store.sync.share().outcome is Outcome.READ_ONLY
    assert b"kept here" not in office.shared.read_bytes()


def test_what_a_colleague_wrote_is_backed_up_before_it_is_replaced_whenever_it_was_read(office: Office) -> None:
    ana, rui = office.create(), office.open("rui")
    add_action(ana, "by Ana")
    ana.sync.share()
    rui.sync.share()
    add_action(rui, "by Rui")
    rui.sync.share()
    theirs = office.shared.read_bytes()
    ana.sync.catch_up()
    for text in ("more by Ana", "even more"):
        add_action(ana, text)
        ana.sync.share()
    backups = [path.read_bytes() for path in office.files() if path.parent.name == "backups" and "ana" in path.parts]
    assert backups == [theirs]


def test_bytes_that_only_look_as_last_known_are_compared(office: Office) -> None:
    """Of the same size, at the same time, in the same place: nothing but reading tells."""
    ana = office.create()
    add_action(ana, "Draft")
    for text in ("two", "three"):
        add_action(ana, text)
        assert ana.sync.share().published
    seen = office.shared.stat()
    office.shared.write_bytes(office.shared.read_bytes().replace(b'"Draft"', b'"Drawn"'))
    os.utime(office.shared, ns=(seen.st_atime_ns, seen.st_mtime_ns))
    add_action(ana, "four")
    report = ana.sync.share()
    assert (report.outside, report.published) == (1, True)
    assert texts(ana) == texts(office.open("rui")) == ["Drawn", "four", "three", "two"]


def test_a_scripts_edits_become_edits_of_ours(office: Office) -> None:
    ana = office.create()
    id = add_action(ana, "Draft", Action.waiting_on("Rui"), Action.owners(("x", "y")))
    other = add_action(ana, "Untouched")
    ana.sync.share()
    with TinyDB(office.shared) as db:
        table = db.table("actions")
        table.update({"text": "By script", "evidence": "new field"}, where("id") == id)
        table.update({"owners": ["y", "z"]}, where("id") == id)
        table.insert({"text": "Made by a script"})
    report = ana.sync.share()
    assert report.outside >= 4
    edited = action(ana, id)
    assert (edited.text, edited.evidence, edited.waiting_on) == ("By script", "new field", "Rui")
    assert edited.owners == ("y", "z")
    assert edited.row.rivals("text") == ()
    assert texts(ana) == ["By script", "Made by a script", "Untouched"]
    assert ana.history.of(Action.TABLE, id)[0].verb == "verbs.edited_outside"
    assert ana.history.of(Action.TABLE, other)[0].verb == "verbs.added"
    assert codec.split(office.shared.read_bytes(), verify=True).digest_ok
    rui = office.open("rui")
    assert texts(rui) == texts(ana)
    assert not ana.sync.share().published


def test_two_devices_adopt_a_scripts_row_as_one_record(office: Office) -> None:
    ana = office.create()
    ana.sync.share()
    rui = office.open("rui")
    with TinyDB(office.shared) as db:
        db.table("actions").insert({"text": "Made by a script"})
    edited = office.shared.read_bytes()
    ana.sync.share()
    office.shared.write_bytes(edited)
    rui.sync.share(), ana.sync.share(), rui.sync.share()
    assert texts(ana) == texts(rui) == ["Made by a script"]
    assert ana.all(Action)[0].row.rivals("text") == ()


def test_records_that_a_script_left_out_are_asked_for(office: Office) -> None:
    ana = office.create()
    kept, dropped = add_action(ana, "kept"), add_action(ana, "dropped")
    ana.sync.share()
    with TinyDB(office.shared) as db:
        db.table("actions").remove(where("id") == dropped)
    report = ana.sync.share()
    assert report.held == (("actions", dropped),)
    assert texts(ana) == ["dropped", "kept"]
    assert ana.sync.status().held == 1
    ana.sync.answer_held(keep=False)
    assert [record.id for record in ana.all(Action)] == [kept]
    assert ana.sync.status().held == 0


def test_a_wrong_digest_removes_nothing(office: Office) -> None:
    """A half-synced mixture: parses, but an older part has come back."""
    ana = office.create()
    id = add_action(ana, "old")
    ana.sync.share()
    before = office.shared.read_bytes()
    set_action(ana, id, Action.text("new"))
    ana.commit(Edit("verbs.added").create(Action, ana.new_id(), Action.text("second")).done())
    ana.sync.share()
    mixture = json.loads(office.shared.read_bytes())
    mixture["actions"] = json.loads(before)["actions"]
    office.shared.write_text(json.dumps(mixture))
    ana.sync.share()
    assert texts(ana) == ["new", "second"]


def test_many_removals_that_nobody_explains_are_held_back(office: Office) -> None:
    ana = office.create()
    ids = [add_action(ana, f"a{n}") for n in range(30)]
    ana.sync.share()
    rui = office.open("rui")
    lines = codec.split(office.shared.read_bytes())
    keep = list(lines.tables["actions"])[:4]
    lines.tables["actions"] = {key: lines.tables["actions"][key] for key in keep}
    office.shared.write_bytes(codec.encode_file(lines))
    report = rui.sync.share()
    assert len(report.held) == 26
    assert len(rui.all(Action)) == 30
    add_action(rui, "goes on")
    rui.sync.share()
    rui.sync.answer_held(keep=True)
    rui.sync.share(), ana.sync.share()
    assert {record.id for record in ana.all(Action)} >= set(ids)


def test_removals_that_the_log_explains_are_taken(office: Office) -> None:
    ana = office.create()
    ids = [add_action(ana, f"a{n}") for n in range(30)]
    ana.sync.share()
    rui = office.open("rui")
    for id in ids[4:]:
        ana.commit(Edit("verbs.deleted").remove(action(ana, id)).done())
    ana.sync.share()
    assert rui.sync.share().held == ()
    assert len(rui.all(Action)) == 4


def test_backups_are_made_before_foreign_content_is_replaced_and_rotated(office: Office) -> None:
    ana = office.create()
    ana.sync.share()
    rui = office.open("rui")
    for n in range(25):
        office.clock.wait(60)
        add_action(rui, f"r{n}")
        rui.sync.share()
        theirs = office.shared.read_bytes()
        add_action(ana, f"a{n}")
        ana.sync.share()
        kept = [path for path in office.files() if path.parent.name == "backups" and "ana" in str(path)]
        assert theirs in [path.read_bytes() for path in kept]
    assert 20 <= len(kept) <= 22


def test_a_reader_without_the_lock_waits_for_nobody(office: Office) -> None:
    ana = office.create()
    other = office.open()
    with ana.local.replica.lock as lock:
        assert lock.acquire()
        report = other.sync.catch_up()
        assert report is None or report.outcome is Outcome.BUSY
