"""Encryption at rest: what stands in the files, and that copies still come together."""

from __future__ import annotations

import errno
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from tests.all_of import some
from tests.store.office import action, add_action, set_action, texts, told
from tests.store.sealed_office import CANARY, SHEET, SealedOffice, cheap, disk_with
from tinydb import TinyDB

from ictwg.domain.records import Action
from ictwg.errors import IctwgError, LockedError, NotReadyError, UsageError
from ictwg.locales import t
from ictwg.merge.encryption import key_in_use, wraps_in
from ictwg.minutes.drafts import DraftLine, Drafts
from ictwg.store.encryption.keys import DataKey, Ring, unwrapped
from ictwg.store.encryption.sealing import opened, sealed
from ictwg.store.format import codec
from ictwg.store.local.disk import Disk
from ictwg.store.store import Store
from ictwg.store.sync.reports import Outcome


@pytest.fixture
def office(tmp_path: Path) -> Iterator[SealedOffice]:
    with cheap():
        yield SealedOffice(tmp_path)


def opens(store: Store, passphrase: str) -> bool:
    """Whether it opens the group's file now."""
    meta = store.local.memory.lines.header.meta
    return any(key.id == key_in_use(meta) for key in unwrapped(wraps_in(meta), passphrase))


def encrypted(office: SealedOffice, *texts: str) -> tuple[Store, list[str]]:
    """Ana's group, with a past in every place where one is kept, and encrypted since."""
    office.create().close()
    ana = office.at("ana", "correct horse")
    ids = [add_action(ana, f"{CANARY} {text}") for text in texts or ("one",)]
    ana.sync.share()
    set_action(ana, ids[0], Action.waiting_on(CANARY))
    ana.sync.share()
    lines = Drafts(ana.local.draft_files)
    lines.remember("M1", DraftLine(CANARY))
    lines.write()
    assert len({name.split("/")[-2] for name in office.plain()}) >= 4
    ana.encryption.encrypt("correct horse", SHEET)
    return ana, ids


def test_no_file_of_home_and_shared_folder_holds_a_record_in_the_plain(office: SealedOffice) -> None:
    ana, ids = encrypted(office)
    assert office.plain() == []
    set_action(ana, ids[0], Action.text(f"{CANARY} again"))
    assert office.plain() == []
    ana.sync.share()
    set_action(ana, ids[0], Action.text(f"{CANARY} and again"))
    ana.close()
    ana = office.at("ana", "correct horse")
    assert action(ana, ids[0]).text == f"{CANARY} and again"
    begun = Drafts(ana.local.draft_files).of("M1")
    assert begun is not None
    assert begun.text == CANARY
    lines = Drafts(ana.local.draft_files)
    lines.remember("M1", begun._replace(text=f"{CANARY} more"))
    lines.write()
    ana.sync.share()
    assert office.plain() == []
    assert ana.maintenance.check() == ()
    assert ana.scratch_folder == ""


def test_a_second_computer_with_the_passphrase_or_the_sheet_opens_it(office: SealedOffice) -> None:
    _, ids = encrypted(office)
    rui = office.at("rui", "  correct   horse ")
    set_action(rui, ids[0], Action.text(f"{CANARY} of Rui"))
    assert rui.sync.share().published
    eva = office.at("eva", SHEET)
    assert action(eva, ids[0]).text == f"{CANARY} of Rui"
    assert office.plain() == []


def test_a_wrong_passphrase_says_so_and_nothing_is_written(office: SealedOffice) -> None:
    ana, _ = encrypted(office)
    ana.close()
    before = {path: path.read_bytes() for path in office.files()}
    with pytest.raises(LockedError, match=t("encryption.wrong")):
        office.at("ana", "correct mouse")
    with pytest.raises(LockedError, match=t("encryption.locked")):
        office.at("ana")
    with pytest.raises(LockedError, match=t("encryption.wrong")):
        office.at("rui", "correct mouse")
    assert {path: path.read_bytes() for path in office.files()} == before


def test_who_has_no_passphrase_yet_is_told_and_loses_nothing(office: SealedOffice) -> None:
    office.create().close()
    ana = office.at("ana", "correct horse")
    id = add_action(ana, "before")
    ana.sync.share()
    rui = office.at("rui")
    set_action(rui, id, Action.waiting_on("Rui, unshared"))
    ana.encryption.encrypt("correct horse", SHEET)
    shared = office.shared.read_bytes()
    report = rui.sync.share()
    assert (report.outcome, report.published) == (Outcome.WAITING, False)
    assert "passphrase" in report.problem
    assert "passphrase" in rui.sync.status().waiting
    assert rui.sync.status().way_out == report.hint == t("encryption.locked_here.hint")
    office.clock.wait(3600)
    rui.sync.share()
    add_action(rui, "written while it was locked")
    rui.sync.share()
    assert office.shared.read_bytes() == shared
    rui.close()
    rui = office.at("rui", "correct horse")
    assert rui.sync.share().published
    ana.sync.share()
    assert action(ana, id).waiting_on == "Rui, unshared"
    assert sorted(one.text for one in ana.all(Action)) == ["before", "written while it was locked"]
    assert office.holding("while it was locked") == []


def test_a_file_that_none_of_the_group_has_encrypted_may_be_taken_away(office: SealedOffice) -> None:
    """Whoever can write the file may say that it is encrypted: nobody has the passphrase, and all go on without it."""
    office.create().close()
    ana, rui = office.at("ana"), office.at("rui")
    add_action(ana, "before")
    ana.sync.share(), rui.sync.share()
    eve = office.at("eve", "only eve knows")
    eve.encryption.encrypt("only eve knows", SHEET)
    for store in (ana, rui):
        assert store.sync.share().outcome is Outcome.WAITING
    add_action(ana, "meanwhile")
    office.shared.unlink()
    ana.sync.share()
    office.clock.wait(61)
    assert ana.sync.share().published
    rui.sync.share()
    assert [one.text for one in rui.all(Action)] == ["before", "meanwhile"]
    assert not rui.sync.status().waiting


def test_stock_tinydb_reads_the_file_and_may_write_it(office: SealedOffice) -> None:
    ana, ids = encrypted(office)
    with TinyDB(office.shared) as db:
        rows = db.table("actions").all()
        assert [set(row) for row in rows] == [{"id", "_e"}]
        db.table("actions").update({"waiting_on": "a script"})
        db.table("notes").insert({"text": CANARY})
    assert ana.sync.share().outcome is Outcome.WAITING
    assert ana.sync.share(unsealed=True).outside
    assert action(ana, ids[0]).waiting_on == "a script"
    assert action(ana, ids[0]).text == f"{CANARY} one"
    assert office.plain() == []


def test_second_copies_come_together_sealed_or_plain(office: SealedOffice) -> None:
    office.create().close()
    ana = office.at("ana", "correct horse")
    id = add_action(ana, "before")
    ana.sync.share()
    rui = office.at("rui", "correct horse")
    set_action(rui, id, Action.waiting_on("plain copy"))
    before = office.shared.read_bytes()
    rui.sync.share()
    plain_copy = office.shared.read_bytes()
    office.shared.write_bytes(before)
    office.shared.with_name("ictwg.sync-conflict-20100201-101010-ABCDEFG.json").write_bytes(plain_copy)
    ana.encryption.encrypt("correct horse", SHEET)
    set_action(ana, id, Action.text("sealed main"))
    ana.sync.share()
    sealed_main = office.shared.read_bytes()
    rui.sync.share()
    set_action(rui, id, Action.due(date(2010, 5, 1)))
    rui.sync.share()
    office.shared.with_name("ictwg.sync-conflict-20100201-111111-ABCDEFG.json").write_bytes(office.shared.read_bytes())
    office.shared.write_bytes(sealed_main)
    for _ in range(3):
        office.clock.wait(60)
        ana.sync.share()
    found = action(ana, id)
    assert (found.text, found.waiting_on, str(found.due)) == ("sealed main", "plain copy", "2010-05-01")
    assert [path.name for path in office.shared.parent.iterdir()] == ["ictwg.json"]
    assert office.holding("plain copy") == []


def test_bytes_are_a_function_of_the_state_on_two_computers(office: SealedOffice) -> None:
    ana, ids = encrypted(office, "one", "two", "three")
    rui = office.at("rui", "correct horse")
    set_action(rui, ids[1], Action.text("Rui"))
    set_action(ana, ids[1], Action.text("Ana"))
    for store in (ana, rui, ana, rui):
        store.sync.share()
    assert ana.local.encoded() == rui.local.encoded()
    for store in (ana, rui):
        store.local.replica.lock.acquire()
        store.local.fold()
        store.local.replica.lock.release()
    replicas = {path.read_bytes() for path in office.files() if path.name == "replica.json"}
    assert replicas == {office.shared.read_bytes()}


def test_after_another_passphrase_old_copies_still_come_together(office: SealedOffice) -> None:
    ana, ids = encrypted(office)
    old = office.folder / "old.json"
    rui = office.at("rui", "correct horse")
    set_action(rui, ids[0], Action.waiting_on("on the way"))
    rui.sync.share()
    shutil.copy(office.shared, old)
    ana.sync.share()
    ana.encryption.change_passphrase("battery staple", "new sheet of letters")
    assert opens(ana, "battery staple")
    assert not opens(ana, "correct horse")
    assert opens(ana, "new sheet of letters")
    assert not opens(ana, SHEET)
    with pytest.raises(LockedError):
        office.at("eva", "correct horse")
    ana.close()
    ana = office.at("ana", "battery staple")
    assert ana.sync.bring_in(str(old)).outcome is Outcome.SHARED
    backups = ana.maintenance.backups()
    assert backups
    assert ana.maintenance.restoration(backups[0].path) is not None
    ana.sync.share()
    assert not opens(office.at("eva", "battery staple"), "correct horse")
    ana.encryption.change_passphrase("battery staple", "another sheet of letters")
    assert not opens(ana, "new sheet of letters")


def test_a_program_of_before_opens_what_it_has_by_the_new_passphrase(
    office: SealedOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It knew no key under a key, and called the right passphrase wrong."""
    office.create().close()
    ana = office.at("ana", "correct horse")
    add_action(ana, CANARY)
    ana.sync.share()
    ana.encryption.encrypt("correct horse", SHEET)
    rui = office.at("rui", "correct horse")
    add_action(rui, "of Rui")
    rui.sync.share()
    rui.close()
    for number in range(2):
        ana.sync.share()
        ana.encryption.change_passphrase(f"battery staple {number}", SHEET[::-1])
        monkeypatch.setattr("ictwg.store.encryption.keys.former", lambda *_: [])
        rui = office.at("rui", f"battery staple {number}")
        rui.sync.share()
        assert texts(rui) == sorted([CANARY, "of Rui"])
        rui.close()
        monkeypatch.undo()


def test_who_has_left_with_a_copy_and_the_old_passphrase_reads_nothing_of_what_is_written_later(
    office: SealedOffice,
) -> None:
    ana, ids = encrypted(office)
    rui = office.at("rui", "correct horse")
    set_action(rui, ids[0], Action.waiting_on("not shared yet"))
    rui.close()
    old = office.folder / "old.json"
    shutil.copy(office.shared, old)
    ana.encryption.change_passphrase("battery staple", "new sheet of letters")
    add_action(ana, "written later")
    ana.sync.share()
    left = Ring(environ={"ICTWG_PASSPHRASE": "correct horse"})
    assert CANARY.encode() in opened(old.read_bytes(), left)
    for known in ("", SHEET):
        if known:
            left = Ring(environ={"ICTWG_PASSPHRASE": known})
            opened(old.read_bytes(), left)
        with pytest.raises(LockedError):
            opened(office.shared.read_bytes(), left)
    rui = office.at("rui", "battery staple")  # whose own copy lies under the key before
    rui.sync.share()
    ana.sync.share()
    assert action(ana, ids[0]).waiting_on == "not shared yet"
    assert "written later" in texts(rui)
    assert office.plain() == []
    assert ana.maintenance.check() == rui.maintenance.check() == ()


def test_decrypted_everything_is_plain_and_what_is_still_sealed_comes_in(office: SealedOffice) -> None:
    ana, ids = encrypted(office)
    rui = office.at("rui", "correct horse")
    set_action(rui, ids[0], Action.waiting_on("Rui"))
    rui.sync.share()
    late = office.folder / "late.json"
    shutil.copy(office.shared, late)
    ana.encryption.decrypt()
    assert not ana.encrypted
    assert CANARY in office.shared.read_text()
    assert all(b'"_e"' not in path.read_bytes() for path in (office.folder / "ana").rglob("*") if path.is_file())
    ana.sync.bring_in(str(late))
    ana.close()
    ana = office.at("ana")
    assert action(ana, ids[0]).waiting_on == "Rui"
    rui.sync.share()
    assert not rui.encrypted
    ana.close()
    ana = office.at("ana", "second")
    ana.encryption.encrypt("second", SHEET)
    assert office.at("eva", "second").encrypted
    with pytest.raises(LockedError):
        office.at("pia", "correct horse")
    report = rui.sync.share()
    assert report.outcome is Outcome.WAITING


def test_it_is_turned_only_where_everything_is_shared_and_nobody_else_is_at_it(office: SealedOffice) -> None:
    office.create().close()
    ana = office.at("ana", "correct horse")
    with pytest.raises(UsageError):
        ana.encryption.decrypt()
    with pytest.raises(UsageError):
        ana.encryption.change_passphrase("x", "y")
    other = office.at("ana")
    add_action(other, "in another window")
    with pytest.raises(IctwgError, match="another window"):
        ana.encryption.encrypt("correct horse", SHEET)
    assert not ana.encrypted
    other.close()
    ana.encryption.encrypt("correct horse", SHEET)
    with pytest.raises(UsageError):
        ana.encryption.encrypt("correct horse", SHEET)
    ana.history.undo()
    assert ana.encrypted


def test_an_encrypted_group_needs_its_passphrase_even_without_a_record(office: SealedOffice) -> None:
    office.create().close()
    office.at("ana", "correct horse").encryption.encrypt("correct horse", SHEET)
    with pytest.raises(LockedError):
        office.at("rui")


def damaged(data: bytes) -> bytes:
    """With the first sealed record altered, and a digest that says so of nothing."""
    lines = codec.split(data)
    key, line = next(iter(lines.tables["actions"].items()))
    lines.tables["actions"][key] = line.replace(b'"_e":"', b'"_e":"AAAA')
    return codec.encode_file(lines)


@pytest.mark.parametrize("harmed", [damaged, lambda data: data[:-200], lambda data: data[:40] + b"\0" * 900])
def test_a_damaged_shared_file_is_said_and_written_over_after_a_minute(
    office: SealedOffice, harmed: Callable[[bytes], bytes]
) -> None:
    ana, ids = encrypted(office)
    good = office.shared.read_bytes()
    office.shared.write_bytes(harmed(good))
    report = ana.sync.share()
    assert report.outcome is Outcome.WAITING
    assert report.problem
    assert action(ana, ids[0]).text == f"{CANARY} one"
    office.clock.wait(61)
    assert ana.sync.share().published
    assert codec.split(office.shared.read_bytes()).tables == codec.split(good).tables
    assert harmed(good) in {path.read_bytes() for path in (office.folder / "ana").rglob("backups/*")}
    assert ana.maintenance.check() == ()


def test_a_damaged_backup_stands_in_the_way_of_nothing(office: SealedOffice) -> None:
    ana, ids = encrypted(office)
    backup = max((office.folder / "ana").rglob("backups/*.json"))
    backup.write_bytes(damaged(backup.read_bytes()))
    with pytest.raises(NotReadyError):
        ana.maintenance.restoration(str(backup))
    assert ana.encryption.change_passphrase("battery staple", "new sheet of letters").published
    base = next((office.folder / "ana").rglob("base.json"))
    base.write_bytes(damaged(base.read_bytes()))
    ana.close()
    ana = office.at("ana", "battery staple")
    set_action(ana, ids[0], Action.text("and on"))
    assert ana.sync.share().published


def test_a_damaged_replica_is_made_again_and_what_was_not_shared_is_salvaged(office: SealedOffice) -> None:
    ana, _ = encrypted(office)
    id = add_action(ana, f"{CANARY} not shared")
    ana.close()
    ana = office.at("ana", "correct horse")
    ana.local.replica.lock.acquire()
    ana.local.fold()
    ana.local.replica.lock.release()
    ana.close()
    replica = next((office.folder / "ana").rglob("replica.json"))
    replica.write_bytes(damaged(replica.read_bytes()))
    ana = office.at("ana", "correct horse")
    assert ana.local.renewed
    before = [entry.about for entry in ana.history.log()]
    ana.sync.share()
    assert action(ana, id).text == f"{CANARY} not shared"
    assert [entry.about for entry in ana.history.log()] == before
    assert f"{CANARY} not shared" in told(ana)
    assert office.plain() == []


def test_a_plain_copy_that_comes_late_lies_sealed_in_quarantine(office: SealedOffice) -> None:
    office.create().close()
    ana = office.at("ana", "correct horse")
    add_action(ana, "before")
    ana.sync.share()
    rui = office.at("rui", "correct horse")
    before = office.shared.read_bytes()
    add_action(rui, f"{CANARY} late")
    rui.sync.share()
    copy = office.shared.read_bytes()
    office.shared.write_bytes(before)
    ana.encryption.encrypt("correct horse", SHEET)
    office.shared.with_name("ictwg.sync-conflict-20100201-101010-ABCDEFG.json").write_bytes(copy)
    for _ in range(3):
        office.clock.wait(60)
        ana.sync.share()
    (asked,) = ana.copies.doubtful()
    ana.copies.answer(asked.name, bring_in=True)
    ana.sync.share()
    assert sorted(one.text for one in ana.all(Action)) == [f"{CANARY} late", "before"]
    assert [path.name for path in office.shared.parent.iterdir()] == ["ictwg.json"]
    assert list((office.folder / "ana").rglob("quarantine/*.json"))
    assert [name for name in office.plain() if not name.startswith("rui")] == []


def test_the_other_computer_seals_all_that_it_keeps_once_the_turn_comes_in(office: SealedOffice) -> None:
    office.create().close()
    ana, rui = office.at("ana", "correct horse"), office.at("rui", "correct horse")
    for number in range(3):
        add_action(rui, f"{CANARY} {number}")
        rui.sync.share()
        ana.sync.share()
    lines = Drafts(rui.local.draft_files)
    lines.remember("M1", DraftLine(CANARY))
    lines.write()
    assert len([name for name in office.plain() if name.startswith("rui")]) >= 3
    ana.encryption.encrypt("correct horse", SHEET)
    rui.sync.share()
    assert office.plain() == []
    assert not [*office.folder.rglob("layout.json"), *office.folder.rglob("hashes")]
    ana.encryption.decrypt()
    rui.sync.share()
    assert all(b'"_e"' not in path.read_bytes() for path in office.files())


def test_a_locked_copy_is_looked_at_again_once_the_passphrase_is_there(office: SealedOffice) -> None:
    ana, ids = encrypted(office)
    rui = office.at("rui", "correct horse")
    main = office.shared.read_bytes()
    set_action(rui, ids[0], Action.text("in the copy"))
    rui.sync.share()
    copy = office.shared.read_bytes()
    office.shared.write_bytes(main)
    ana.encryption.decrypt()
    ana.close()
    office.shared.with_name("ictwg.sync-conflict-20100201-101010-ABCDEFG.json").write_bytes(copy)
    for passphrase, text in (("", f"{CANARY} one"), ("correct horse", "in the copy")):
        for _ in range(3):
            ana = office.at("ana", passphrase)
            office.clock.wait(60)
            ana.sync.share()
            ana.close()
        assert action(office.at("ana", passphrase), ids[0]).text == text


def test_an_old_copy_brings_no_old_passphrase_back(office: SealedOffice) -> None:
    ana, _ = encrypted(office)
    old = office.folder / "old.json"
    shutil.copy(office.shared, old)
    ana.encryption.change_passphrase("battery staple", "new sheet of letters")
    ana.sync.bring_in(str(old))
    add_action(ana, "x")
    ana.sync.share()
    assert not opens(ana, "correct horse")
    assert [wrap["for"] for wrap in wraps_in(ana.local.memory.lines.header.meta)].count("key") == 1
    assert office.shared.read_text().count('"salt"') == 3, (
        "for the new key, its sheet, and the key before under the new passphrase"
    )


def test_undo_passes_over_it(office: SealedOffice) -> None:
    ana, ids = encrypted(office)
    ana.history.undo()
    assert ana.encrypted
    assert action(ana, ids[0]).waiting_on == ""


def test_of_doubled_keys_in_a_sealed_file_both_rows_are_adopted(office: SealedOffice) -> None:
    ana, _ = encrypted(office)
    lines = codec.split(office.shared.read_bytes())
    (line,) = lines.tables["actions"].values()
    key = line[1 : line.index(b'":')]
    again = b'"%s":{"id":"nobody","text":"by hand"}' % key
    data = office.shared.read_bytes()
    for both in (again + b",\n" + line, line + b",\n" + again):
        office.shared.write_bytes(data.replace(line, both))
        assert ana.sync.share().outcome is Outcome.WAITING
        assert ana.sync.share(unsealed=True).outcome is Outcome.SHARED
        assert sorted(one.text for one in ana.all(Action)) == [f"{CANARY} one", "by hand"]
    assert office.holding("by hand") == []


def test_written_in_place_it_is_sealed_too(office: SealedOffice) -> None:
    class NoRename(Disk):
        def replace(self, source: str, target: str) -> None:
            if target == str(office.shared):
                raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))
            super().replace(source, target)

    encrypted(office)
    disk = NoRename()
    disk.ring = disk_with("correct horse").ring
    rui = office.open("rui", disk=disk)
    add_action(rui, f"{CANARY} in place")
    assert rui.sync.share().published
    assert office.plain() == []
    assert len(office.at("eva", "correct horse").all(Action)) == 2


def test_the_archive_of_the_log_is_sealed_with_the_rest(office: SealedOffice) -> None:
    office.create().close()
    ana = office.at("ana", "correct horse")
    add_action(ana, f"{CANARY} of long ago")
    ana.sync.share()
    office.clock.wait(3 * 365 * 86_400)
    add_action(ana, "of today")
    ana.maintenance.compact(office.clock.now().date())
    archive = office.shared.with_name("ictwg (ictwg archive).json")
    assert b'"_e"' not in archive.read_bytes()
    ana.encryption.encrypt("correct horse", SHEET)
    assert b'"verb"' not in archive.read_bytes()
    office.clock.wait(3 * 365 * 86_400)
    add_action(ana, "of another day")
    ana.maintenance.compact(office.clock.now().date())
    assert b'"verb"' not in archive.read_bytes()
    assert office.holding('"verb"') == []
    assert len(list(ana.history.log())) >= 2
    ana.encryption.decrypt()
    assert b'"_e"' not in archive.read_bytes()


def test_a_copy_under_the_key_before_is_opened_by_the_passphrase_of_then(office: SealedOffice) -> None:
    ana, ids = encrypted(office)
    rui = office.at("rui", "correct horse")
    set_action(rui, ids[0], Action.waiting_on("under the first key"))
    rui.sync.share()
    late = office.folder / "late.json"
    shutil.copy(office.shared, late)
    ana.encryption.decrypt()
    ana.encryption.encrypt("correct horse", SHEET)
    ana.close()
    ana = office.at("ana", "correct horse")
    assert ana.sync.bring_in(str(late)).outcome is Outcome.SHARED
    assert action(ana, ids[0]).waiting_on == "under the first key"


def test_the_check_names_what_lies_in_the_plain_and_what_is_damaged(office: SealedOffice) -> None:
    office.create().close()
    ana = office.at("ana", "correct horse")
    add_action(ana, f"{CANARY} one")
    ana.sync.share()
    plain = office.shared.read_bytes()
    ana.encryption.encrypt("correct horse", SHEET)
    assert ana.maintenance.check() == ()
    backup = next((office.folder / "ana").rglob("backups/*.json"))
    backup.write_bytes(plain)
    kept = office.shared.read_bytes()
    office.shared.write_bytes(kept.replace(b'","_e":"', b'","_e":"AAAA', 1))
    found = {finding.message: finding.values["path"] for finding in ana.maintenance.check()}
    assert found == {"check.in_the_plain": str(backup), "check.shared_damaged": str(office.shared)}


def test_a_copy_from_before_is_asked_for_its_own_passphrase(office: SealedOffice) -> None:
    ana, ids = encrypted(office)
    rui = office.at("rui", "correct horse")
    set_action(rui, ids[0], Action.waiting_on("on a stick"))
    rui.sync.write_copy(str(office.folder / "stick.json"))
    ana.encryption.decrypt()
    ana.encryption.encrypt("battery staple", SHEET)
    ana.close()
    disk = disk_with("battery staple")
    ana = office.open("ana", disk=disk)
    with pytest.raises(LockedError):
        ana.sync.bring_in(str(office.folder / "stick.json"))
    asked: list[bool] = []

    def ask(again: bool) -> str:
        asked.append(again)
        return "correct horse" if again else "wrong"

    disk.keys.ask = ask
    assert ana.sync.bring_in(str(office.folder / "stick.json")).outcome is Outcome.SHARED
    assert asked == [False, True]
    assert action(ana, ids[0]).waiting_on == "on a stick"


def test_the_systems_keyring_is_asked_where_there_is_one(office: SealedOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    ana, ids = encrypted(office)
    kept = {("ictwg", ana.db): "correct horse"}
    monkeypatch.setitem(sys.modules, "keyring", SimpleNamespace(get_password=lambda *of: kept.get(of)))
    assert action(office.at("rui"), ids[0]).text == f"{CANARY} one"
    kept.clear()
    with pytest.raises(LockedError, match=t("encryption.locked")):
        office.at("eva")


def test_two_who_encrypt_at_once_come_together_with_either_passphrase(office: SealedOffice) -> None:
    office.create().close()
    ana, rui = office.at("ana", "of Ana"), office.at("rui", "of Rui")
    add_action(ana, f"{CANARY} one")
    ana.sync.share(), rui.sync.share()
    before = office.shared.read_bytes()
    ana.encryption.encrypt("of Ana", SHEET)
    add_action(ana, "by Ana")
    ana.sync.share()
    of_ana = office.shared.read_bytes()
    office.shared.write_bytes(before)
    rui.encryption.encrypt("of Rui", SHEET)
    add_action(rui, "by Rui")
    rui.sync.share()
    copy = office.shared.with_name("ictwg.sync-conflict-20100201-101010-ABCDEFG.json")
    copy.write_bytes(of_ana)
    for _ in range(4):
        for store, passphrase in ((ana, "of Rui"), (rui, "of Ana")):
            office.clock.wait(70)
            if store.sync.share().outcome is Outcome.WAITING and store.encryption.locked:
                store.encryption.unlock(passphrase)
    assert [texts(store) for store in (ana, rui)] == [[f"{CANARY} one", "by Ana", "by Rui"]] * 2
    assert ana.local.encoded() == rui.local.encoded()
    assert not copy.exists()
    assert office.plain() == []


def ring_with(key: DataKey) -> Ring:
    ring = Ring(environ={})
    ring.add(key)
    return ring


def test_the_worked_example_never_changes(request: pytest.FixtureRequest) -> None:
    golden = request.path.parent.parent / "golden"
    kept = (golden / "format-1-sealed.json").read_bytes()
    said = codec.split(kept, verify=True)
    assert said.digest_ok
    lines = codec.split((golden / "format-1.json").read_bytes())
    lines.header = lines.header._replace(meta=said.header.meta)
    plain = codec.encode_file(lines)
    ring = ring_with(DataKey.of(bytes(range(64))))
    assert sealed(plain, ring) == kept
    assert opened(kept, ring) == plain
    assert opened(kept, Ring(environ={"ICTWG_PASSPHRASE": "correct horse battery staple"})) == plain
    assert opened(kept, Ring(environ={"ICTWG_PASSPHRASE": SHEET})) == plain


def test_plain_and_sealed_rows_of_one_file_are_read_together(request: pytest.FixtureRequest) -> None:
    golden = request.path.parent.parent / "golden"
    ring = ring_with(DataKey.of(bytes(range(64))))
    kept = codec.split((golden / "format-1-sealed.json").read_bytes())
    plain = codec.split(opened(codec.encode_file(kept), ring))
    ring = ring_with(DataKey.of(bytes(range(64))))
    for table, rows in some(plain.tables.items()):
        mixed = kept.copy()
        mixed.tables[table] = {key: rows[key] if at % 2 else line for at, (key, line) in enumerate(rows.items())}
        assert opened(codec.encode_file(mixed), ring) == codec.encode_file(plain)
        assert sealed(codec.encode_file(plain), ring) == codec.encode_file(kept)
