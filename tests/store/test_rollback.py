"""A data folder that is put back in place, and a machine that is copied while it runs: nothing that was shared goes."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from tests.store.office import Office, OutOfReach, action, add_action, image_of, put_back, set_action, texts

from ictwg.domain.author import Author
from ictwg.domain.records import Action
from ictwg.store.format import codec, codec_rows
from ictwg.store.store import Store


def put_back_and_edited(office: Office) -> Store:
    """Three edits are shared, the folder is put back to before them, and the first edit finds no share."""
    ana = office.create()
    kept = add_action(ana, "worded before")
    ana.sync.share()
    ana.close()
    image = image_of(office.folder / "ana")
    ana = office.open()
    add_action(ana, "shared one")
    add_action(ana, "shared two")
    set_action(ana, kept, Action.text("worded anew"))
    ana.sync.share()
    ana.close()
    put_back(office.folder / "ana", image)
    ana = office.open()
    assert texts(ana) == ["worded before"]
    with OutOfReach(office):
        add_action(ana, "after")
        ana.sync.share()
    return ana


ALL = ["after", "shared one", "shared two", "worded anew"]


@pytest.mark.parametrize("colleague", [False, True])
def test_what_was_shared_before_a_folder_was_put_back_in_place_stays(office: Office, colleague: bool) -> None:
    ana = put_back_and_edited(office)
    rui = office.open("rui") if colleague else None
    ana.sync.share()
    assert texts(ana) == ALL
    rui = rui or office.open("rui")
    rui.sync.share()
    assert texts(rui) == ALL
    assert len(tuple(rui.history.log())) == len(tuple(ana.history.log())) == 5
    assert ana.maintenance.check() == rui.maintenance.check() == ()
    before = office.shared.read_bytes()
    ana.sync.share(), rui.sync.share()
    assert office.shared.read_bytes() == before, "nothing is news any more"


def test_a_copy_that_a_sync_program_left_brings_back_what_the_folder_put_back_has_lost(office: Office) -> None:
    """The shared file is put back as well; the lost edits lie in a second copy alone."""
    ana = office.create()
    add_action(ana, "before")
    ana.sync.share()
    ana.close()
    image, shared = image_of(office.folder / "ana"), office.shared.read_bytes()
    ana = office.open()
    add_action(ana, "lost")
    ana.sync.share()
    ana.close()
    copy = office.shared.read_bytes()
    put_back(office.folder / "ana", image)
    office.shared.write_bytes(shared)
    ana = office.open()
    add_action(ana, "after")
    ana.sync.share()
    office.shared.with_name("ictwg.sync-conflict-20100101-000000-ABCDEFG.json").write_bytes(copy)
    office.clock.wait(100)
    ana.sync.share()
    assert texts(ana) == ["after", "before", "lost"]
    assert texts(office.open("rui")) == ["after", "before", "lost"]


def _copied_while_running(office: Office) -> tuple[Store, Store]:
    ana = office.create()
    add_action(ana, "before")
    ana.sync.share()
    shutil.copytree(office.folder / "ana", office.folder / "clone")
    clone = Store.open(str(office.shared), home=office.home("clone"), clock=office.clock, author=Author("ana", "desk"))
    lease = ana.local.mint._lease
    assert lease is not None
    clone.local.mint._lease = type(lease)(lease.actor, None, lease.last, office.clock)
    return ana, clone


@pytest.mark.parametrize("first", [0, 1])
def test_a_machine_copied_while_it_runs_loses_nothing_of_either(office: Office, first: int) -> None:
    both = _copied_while_running(office)
    for name in ("one", "two"):
        add_action(both[0], f"{name} of the first")
        add_action(both[1], f"{name} of the second")
    both[first].sync.share()
    both[1 - first].sync.share()
    both[first].sync.share()
    expected = ["before", *(f"{name} of the {which}" for name in ("one", "two") for which in ("first", "second"))]
    assert texts(both[0]) == texts(both[1]) == texts(office.open("rui")) == sorted(expected)


@pytest.mark.parametrize("first", [0, 1])
def test_copied_machines_between_which_a_sync_program_stands_lose_nothing(office: Office, first: int) -> None:
    """Each has shared into a folder of its own before either hears of the other: nothing is unshared any more."""
    both = _copied_while_running(office)
    before = office.shared.read_bytes()
    files = []
    for number in (0, 1):
        office.shared.write_bytes(before)
        office.clock.wait(100)
        add_action(both[number], f"of machine {number}")
        both[number].sync.share()
        files.append(office.shared.read_bytes())
    office.shared.write_bytes(files[first])
    rui = office.open("rui")
    office.shared.write_bytes(files[1 - first])
    office.clock.wait(100)
    rui.sync.share()
    for _ in range(2):
        for store in (both[0], both[1], rui):
            store.sync.share()
    for store in (*both, rui, office.open("new")):
        assert texts(store) == ["before", "of machine 0", "of machine 1"]


def _without_the_log(path: Path, texts_of: str) -> None:
    """As if the rows that tell of it had been lost with an archive."""
    lines = codec.split(path.read_bytes(), verify=True).copy()
    dots = {
        dot
        for rows in lines.tables.values()
        for key, line in rows.items()
        if texts_of.encode() in line
        for dot in codec_rows.dots_in("actions", key, line)
    }
    log = lines.tables["_log"]
    for key in [key for key, line in log.items() if codec_rows.dots_in("_log", key, line) & dots]:
        del log[key]
    path.write_bytes(codec.encode_file(lines))


def _of_which_nothing_tells(office: Office) -> tuple[Store, str]:
    """A text and a whole record that were lost here, and no row of any log that speaks of them."""
    ana = office.create()
    kept = add_action(ana, "worded before")
    ana.sync.share()
    ana.close()
    image = image_of(office.folder / "ana")
    ana = office.open()
    set_action(ana, kept, Action.text("lost: worded anew"))
    add_action(ana, "lost: a new one")
    ana.sync.share()
    ana.close()
    put_back(office.folder / "ana", image)
    ana = office.open()
    with OutOfReach(office):
        add_action(ana, "after")
    _without_the_log(office.shared, "lost: ")
    office.clock.wait(100)
    ana.sync.share()
    return ana, kept


def test_what_nothing_tells_about_is_asked_and_nothing_is_lost_until_then(office: Office) -> None:
    ana, kept = _of_which_nothing_tells(office)
    rui = office.open("rui")
    for _ in range(2):
        add_action(rui, "of rui")
        rui.sync.share(), ana.sync.share()
    ana.close()
    ana = office.open()
    assert ana.sync.status().restored == len(ana.sync.restored()) == 2
    assert [finding.kind for finding in ana.maintenance.check()] == ["restored"]
    assert str(office.shared) in ana.maintenance.check()[0].words
    assert {"lost: a new one", "lost: worded anew"} <= set(texts(ana))
    assert action(ana, kept).row.contested(), "both stand as two versions"


@pytest.mark.parametrize("take", [True, False])
def test_they_are_taken_or_dropped_for_everybody_and_that_can_be_undone(office: Office, take: bool) -> None:
    ana, kept = _of_which_nothing_tells(office)
    before = texts(ana)
    ana.sync.answer_restored(keep=take)
    ana.sync.share()
    assert ana.sync.status().restored == 0
    assert ana.maintenance.check() == ()
    rui = office.open("rui")
    assert ("lost: a new one" in texts(rui)) is take
    assert not action(rui, kept).row.contested()
    assert action(rui, kept).text == ("lost: worded anew" if take else "worded before")
    ana.history.undo()
    assert len(texts(ana)) == len(before)
    assert action(ana, kept).row.contested(), "both versions again, to choose one"


def test_an_old_state_that_went_to_the_archive_is_no_question(office: Office) -> None:
    """Compacted for a year to come, so that no row of the log says how old what is gone may be."""
    ana = office.create()
    id = add_action(ana, "old")
    old = codec.encode_file(ana.local.memory.lines)
    set_action(ana, id, Action.text("newer"))
    ana.sync.share()
    ana.maintenance.compact(date(2030, 1, 1))
    before = codec.encode_file(ana.local.memory.lines)
    (office.folder / "old.json").write_bytes(old)
    ana.sync.bring_in(str(office.folder / "old.json"))
    assert codec.encode_file(ana.local.memory.lines) == before
    assert ana.sync.restored() == ()
