"""After a redaction no byte of the text is in any file of any device that has opened since."""

from __future__ import annotations

import errno
import shutil
from pathlib import Path

import pytest
from tests.store.faults import FaultyDisk
from tests.store.office import Office, action, add_action, set_action, texts

from ictwg.domain.changes import Edit
from ictwg.domain.records import Action, Person
from ictwg.errors import StorageError
from ictwg.store.history import own_steps

NAME = "Maria-do-Teste"


def test_the_text_leaves_every_file_of_home_and_shared_folder(office: Office) -> None:
    ana = office.create()
    id = add_action(ana, "Talk to " + NAME)
    ana.sync.share()
    set_action(ana, id, Action.text(f"Call {NAME} again"))
    ana.sync.share()
    set_action(ana, id, Action.text("Call again"), Action.waiting_on("nobody"))
    assert len(office.holding(NAME)) >= 3
    ana.maintenance.redact(action(ana, id), Action.text, "named by mistake")
    ana.sync.share()
    assert office.holding(NAME) == []
    assert action(ana, id).waiting_on == "nobody"
    assert ana.maintenance.check() == ()


def test_later_edits_are_kept_and_undo_cannot_bring_it_back(office: Office) -> None:
    store = office.create()
    id = add_action(store, "Old")
    set_action(store, id, Action.text(NAME))
    store.maintenance.redact(action(store, id), Action.text, "x")
    assert action(store, id).text == ""
    set_action(store, id, Action.text("Fresh"))
    store.history.undo()
    assert action(store, id).text == "Fresh"
    while own_steps(store.local.memory.log, store.local.author).undo:
        store.history.undo()
    store.sync.share()
    assert office.holding(NAME) == []


def test_an_old_copy_a_backup_and_another_device_do_not_return_it(office: Office) -> None:
    ana = office.create()
    id = add_action(ana, NAME)
    ana.sync.share()
    rui = office.open("rui")
    add_action(rui, "unshared by Rui")
    year_old = office.folder / "old.json"
    shutil.copy(office.shared, year_old)
    set_action(rui, id, Action.waiting_on("somebody"))
    rui.close()
    ana.maintenance.redact(action(ana, id), Action.text, "x")
    ana.sync.share()
    rui = office.open("rui")
    rui.sync.share()
    assert action(rui, id).waiting_on == "somebody"
    shutil.copy(year_old, office.shared)
    ana.sync.share(), rui.sync.share(), ana.sync.share()
    year_old.unlink()
    rui.close()
    ana.close()
    for user in ("ana", "rui"):
        office.open(user).sync.share()
    assert office.holding(NAME) == []
    assert "unshared by Rui" in office.shared.read_text()


def test_a_name_in_the_logs_subjects_goes_too(office: Office) -> None:
    store = office.create()
    id = store.new_id()
    store.commit(Edit("verbs.added", NAME).create(Person, id, Person.name(NAME)).done())
    person = store.get(Person, id)
    assert person is not None
    store.maintenance.redact(person, Person.name, "asked for it")
    store.sync.share()
    assert office.holding(NAME) == []


def test_elements_of_a_set_go(office: Office) -> None:
    store = office.create()
    id = add_action(store, "x", Action.former_references((NAME, "A-1")))
    set_action(store, id, Action.former_references(("A-1",)))
    store.maintenance.redact(action(store, id), Action.former_references, "x")
    store.sync.share()
    assert office.holding(NAME) == []


def test_another_process_lets_its_journal_go(office: Office) -> None:
    app = office.create()
    id = add_action(app, NAME)
    command = office.open()
    command.maintenance.redact(action(command, id), Action.text, "x")
    command.sync.share()
    command.close()
    app.refresh()
    assert action(app, id).text == ""
    app.sync.share()
    assert office.holding(NAME) == []


def test_backups_and_base_are_written_anew_at_once(office: Office) -> None:
    ana = office.create()
    id = add_action(ana, NAME)
    ana.sync.share()
    rui = office.open("rui")
    add_action(rui, "from Rui")
    rui.sync.share()
    rui.close()
    shutil.rmtree(office.folder / "rui")
    add_action(ana, "from Ana")
    ana.sync.share()
    assert {"backups", office.shared.parent.name} <= {path.parent.name for path in office.holding(NAME)}
    ana.maintenance.redact(action(ana, id), Action.text, "x")
    assert office.holding(NAME) == [office.shared]


def test_a_backup_that_a_power_cut_has_torn_goes(office: Office) -> None:
    ana = office.create()
    id = add_action(ana, NAME)
    ana.sync.share()
    whole = office.shared.read_bytes()
    backups = Path(ana.local.replica.backups)
    backups.mkdir(exist_ok=True)
    (backups / "20100201T113012234-5dbe5888d0c7.json").write_bytes(whole[: whole.index(NAME.encode()) + len(NAME)])
    ana.maintenance.redact(action(ana, id), Action.text, "x")
    assert office.holding(NAME) == [office.shared]


def test_a_device_that_meets_the_redaction_cleans_its_own_backups(office: Office) -> None:
    ana = office.create()
    id = add_action(ana, NAME)
    ana.sync.share()
    rui = office.open("rui")
    add_action(ana, "more")
    ana.sync.share()
    add_action(rui, "from Rui")
    rui.sync.share()
    assert [path for path in office.holding(NAME) if path.parent.name == "backups" and "rui" in path.parts]
    ana.sync.share()
    ana.maintenance.redact(action(ana, id), Action.text, "x")
    ana.sync.share()
    rui.sync.share()
    assert office.holding(NAME) == []


def test_what_was_copied_on_this_computer_goes_with_it(office: Office) -> None:
    store = office.create()
    id = add_action(store, "a secret")
    scratch = Path(store.scratch_folder)
    assert office.shared.parent not in scratch.parents
    scratch.mkdir()
    (scratch / "clipboard.md").write_text("- a secret")
    store.maintenance.redact(action(store, id), Action.text, "asked for")
    store.sync.share()
    store.close()
    office.open().sync.share()
    assert office.holding("a secret") == []


@pytest.mark.parametrize(("code", "forever"), [(errno.EIO, False), (errno.ENOSPC, True)])
def test_a_redaction_that_the_disk_refuses_is_told_and_ended_by_the_next_sharing(
    memory_folder: Path, code: int, forever: bool
) -> None:
    undisturbed = FaultyDisk(reading=True)
    assert _redacted_on(memory_folder / "0", undisturbed)
    assert undisturbed.calls > 50
    for at in range(1, undisturbed.calls + 1, 2):
        _redacted_on(memory_folder / str(at), FaultyDisk(at, code, forever=forever, reading=True))


def _redacted_on(folder: Path, disk: FaultyDisk) -> bool:
    """Whether it was said to be done. Once the text is gone no file holds it; what was said to be done is gone."""
    folder.mkdir()
    office = Office(folder)
    ana = office.create()
    id = add_action(ana, NAME)
    ana.sync.share()
    ana.close()
    ana = office.open()
    add_action(ana, "so that a backup holds it")
    ana.sync.share()
    ana.close()
    disk.armed = False
    ana = office.open(disk=disk)
    record = action(ana, id)
    disk.armed = True
    try:
        ana.maintenance.redact(record, Action.text, "asked for")
        done = True
    except StorageError:
        done = False
    disk.armed = False
    add_action(ana, "afterwards")
    ana.sync.share()
    ana.close()
    again = office.open()
    again.sync.share()
    gone = NAME not in texts(again)
    assert gone or not done
    assert (office.holding(NAME) == []) is gone
    assert again.maintenance.check() == ()
    shutil.rmtree(folder)
    return done
