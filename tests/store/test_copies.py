"""Second copies of sync programs: told by their content, brought together, and taken away once nothing is lost."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from tests.store.office import Office, action, add_action, set_action, texts
from tests.store.second_copies import COPY, SURE, conflict, prepared
from tinydb import TinyDB, where

from ictwg.domain.changes import Edit
from ictwg.domain.records import Action
from ictwg.errors import NotFoundError
from ictwg.merge.dots import Context
from ictwg.store.format import codec
from ictwg.store.local.disk import Disk
from ictwg.store.sync.copy_names import Client
from ictwg.store.sync.copy_reading import _is_here
from ictwg.store.sync.reports import Doubt, Outcome


class Counting(Disk):
    """Counts what is read beside the shared file, and what is listed."""

    def __init__(self) -> None:
        self.plain: list[str] = []
        self.listed: list[str] = []
        self.compared = 0

    def read_plain(self, path: str, most: int) -> bytes:
        self.plain.append(Path(path).name)
        return super().read_plain(path, most)

    def names(self, folder: str) -> list[str]:
        self.listed.append(folder)
        return super().names(folder)

    def holds(self, path: str, data: bytes) -> bool:
        self.compared += 1
        return super().holds(path, data)


@pytest.mark.parametrize(
    ("client", "name"), [case for case in SURE if case[1].startswith("ictwg") and "\u0301" not in case[1]]
)
def test_a_sure_copy_comes_in_unasked_and_goes(office: Office, client: Client, name: str) -> None:
    ana = prepared(office)
    copy = conflict(office, name)
    report = ana.sync.share()
    assert texts(ana) == ["by Ana", "by Rui"]
    assert [copied.client for copied in report.copies.brought] == [client]
    assert report.copies.brought[0].users == (("rui", 1),)
    assert copy.exists() == (client is Client.RESILIO)
    assert report.copies.removed == (() if client is Client.RESILIO else (name,))
    assert texts(office.open("maria")) == ["by Ana", "by Rui"]
    assert not ana.sync.share().published


def test_a_copy_that_is_removed_lies_in_the_quarantine_for_thirty_days(office: Office) -> None:
    ana = prepared(office)
    copy = conflict(office)
    data = copy.read_bytes()
    ana.sync.share()
    kept = [path for path in office.files() if path.parent.name == "quarantine"]
    assert [path.read_bytes() for path in kept] == [data]
    office.clock.wait(29 * 86_400)
    conflict(office, text="more by Rui")
    office.open().sync.share()
    assert kept[0].exists()
    office.clock.wait(2 * 86_400)
    conflict(office, text="still more by Rui")
    office.open().sync.share()
    assert not kept[0].exists()


def test_a_stale_copy_changes_nothing_is_not_published_and_goes(office: Office) -> None:
    ana = prepared(office)
    shutil.copy(office.shared, office.shared.with_name(COPY))
    add_action(ana, "later")
    ana.sync.share()
    office.clock.wait(20)
    before = office.shared.read_bytes()
    report = ana.sync.share()
    assert not report.published
    assert office.shared.read_bytes() == before
    assert report.copies.brought == ()
    assert not office.shared.with_name(COPY).exists()


def test_without_copies_a_sharing_looks_once_at_the_folder_and_a_listing_never_lists_it(office: Office) -> None:
    disk = Counting()
    ana = prepared(office, disk=disk)
    ana.sync.share()
    office.clock.wait(5)
    disk.listed.clear()
    ana.sync.share()
    ana.sync.catch_up()
    assert str(office.shared.parent) not in disk.listed
    office.clock.wait(15)
    ana.sync.catch_up()
    add_action(rui := office.open("rui"), "by Rui")
    rui.sync.share()
    assert ana.sync.catch_up() is not None
    assert str(office.shared.parent) not in disk.listed
    os.utime(office.shared, (office.clock.ms // 1000 - 100,) * 2)
    ana.sync.share()
    assert disk.listed.count(str(office.shared.parent)) == 1
    # From now on the shared file is known as it is: a look at the folder reads it no more.
    disk.compared = 0
    for _ in range(3):
        office.clock.wait(16)
        ana.sync.share()
    assert disk.listed.count(str(office.shared.parent)) == 4
    assert disk.compared == 0


def test_an_unchanged_file_is_read_once(office: Office) -> None:
    disk = Counting()
    ana = prepared(office, disk=disk)
    other = codec.encode_file(codec.new_lines(ana.new_id()))
    office.shared.with_name("finance.json").write_bytes(b'{"a": 1}')
    office.shared.with_name("ictwg (3).json").write_bytes(other)
    office.shared.with_name("ictwg (4).json").write_bytes(b"{}")
    for path in office.shared.parent.iterdir():
        os.utime(path, (office.clock.ms // 1000 - 100,) * 2)
    for _ in range(4):
        office.clock.wait(20)
        ana.sync.share()
    assert sorted(disk.plain) == ["finance.json", "ictwg (3).json", "ictwg (4).json"]
    again = office.open(disk=disk)
    office.clock.wait(20)
    again.sync.share()
    assert len(disk.plain) == 3


def test_another_groups_file_is_left_alone_and_not_spoken_of(office: Office) -> None:
    ana = prepared(office)
    other = office.shared.with_name("ictwg (1).json")
    other.write_bytes(codec.encode_file(codec.new_lines(ana.new_id())))
    office.clock.wait(100)
    report = ana.sync.share()
    assert other.exists()
    assert report.copies == type(report.copies)()
    assert ana.copies.doubtful() == ()


@pytest.mark.parametrize(
    "content", [b"", b"\0" * 500, b"<html></html>", b'{"_sync":{"1":{"format":"ictwg"', "half", "utf16"]
)
def test_a_copy_that_is_not_ready_waits_is_told_once_and_is_taken_when_it_is(
    office: Office, content: bytes | str
) -> None:
    ana = prepared(office)
    copy = conflict(office)
    whole = copy.read_bytes()
    halves = {"half": whole[: len(whole) // 2], "utf16": whole.decode().encode("utf-16")}
    copy.write_bytes(halves[content] if isinstance(content, str) else content)
    assert ana.sync.share().copies.unready == ()
    office.clock.wait(61)
    report = ana.sync.share()
    assert [(one.name, one.client) for one in report.copies.unready] == [(COPY, "nextcloud")]
    assert report.copies.unready[0].reason
    office.clock.wait(61)
    assert ana.sync.share().copies.unready == ()
    assert ana.sync.status().unready == office.open("ana").sync.status().unready == 1, (
        "it stands to be checked until it is whole"
    )
    assert copy.exists()
    assert texts(ana) == ["by Ana"]
    copy.write_bytes(whole)
    office.clock.wait(16)
    ana.sync.share()
    assert ana.sync.status().unready == 0
    assert texts(ana) == ["by Ana", "by Rui"]
    assert not copy.exists()


def test_a_copy_of_a_newer_program_stays_and_is_told(office: Office) -> None:
    ana = prepared(office)
    copy = conflict(office)
    lines = codec.split(copy.read_bytes())
    lines.header = lines.header._replace(meta={**lines.header.meta, "min_reader": 99})
    copy.write_bytes(codec.encode_file(lines))
    report = ana.sync.share()
    assert [one.name for one in report.copies.unready] == [COPY]
    assert texts(ana) == ["by Ana"]
    assert copy.exists()
    office.clock.wait(20)
    assert ana.sync.share().copies.unready == ()


@pytest.mark.parametrize("name", ["from Rui.json", "ictwg copy.json", "ictwg-2009.json"])
def test_a_doubtful_copy_waits_for_one_question_that_says_what_it_would_add(office: Office, name: str) -> None:
    ana = prepared(office)
    copy = conflict(office, name)
    assert ana.sync.share().copies.asked == (name,)
    assert texts(ana) == ["by Ana"]
    (asked,) = ana.copies.doubtful()
    assert (asked.name, asked.doubt, asked.records, asked.users) == (name, Doubt.NAME, 1, (("rui", 1),))
    assert asked.fields >= 1
    assert ana.sync.status().asked == 1
    office.clock.wait(20)
    assert ana.sync.share().copies.asked == ()
    office.open().copies.answer(name, bring_in=True)
    report = ana.sync.share()
    assert [copied.users for copied in report.copies.brought] == [(("rui", 1),)]
    assert texts(ana) == ["by Ana", "by Rui"]
    assert copy.exists()  # a person has put it there
    assert ana.copies.doubtful() == ()
    assert ana.sync.status().asked == 0
    assert "by Rui" in office.shared.read_text()


def test_a_doubtful_copy_that_is_declined_is_not_asked_about_again_until_it_changes(office: Office) -> None:
    ana = prepared(office)
    copy = conflict(office, "from Rui.json")
    ana.sync.share()
    ana.copies.answer("from Rui.json", bring_in=False)
    with pytest.raises(NotFoundError):
        ana.copies.answer("from Rui.json", bring_in=True)
    office.clock.wait(20)
    assert office.open().sync.share().copies.asked == ()
    assert texts(ana) == ["by Ana"]
    conflict(office, "from Rui.json", "once more by Rui")
    office.clock.wait(20)
    assert ana.sync.share().copies.asked == ("from Rui.json",)
    copy.unlink()
    assert ana.copies.doubtful() == ()
    with pytest.raises(NotFoundError):
        ana.copies.answer("from Rui.json", bring_in=True)


def test_a_doubtful_copy_that_adds_nothing_is_not_asked_about(office: Office) -> None:
    ana = prepared(office)
    shutil.copy(office.shared, office.shared.with_name("my copy.json"))
    assert ana.sync.share().copies.asked == ()
    assert ana.copies.doubtful() == ()
    assert office.shared.with_name("my copy.json").exists()


def test_what_has_come_in_from_elsewhere_is_not_asked_about_any_more(office: Office) -> None:
    ana = prepared(office)
    doubtful = conflict(office, "from Rui.json")
    whole = doubtful.read_bytes()
    assert ana.sync.share().copies.asked == ("from Rui.json",)
    office.shared.with_name(COPY).write_bytes(whole)
    ana.sync.share()
    assert ana.copies.doubtful() == ()
    assert office.open().sync.status().asked == 0
    # And where both come at once, nothing is asked: the sure one is read first.
    rui = office.open("rui")
    add_action(rui, "more by Rui")
    rui.sync.share()
    for name in ("a copy.json", COPY):
        shutil.copy(office.shared, office.shared.with_name(name))
    office.shared.write_bytes(whole)
    assert ana.sync.share().copies.asked == ()


def test_the_name_of_a_computer_of_the_group_makes_a_copy_sure(office: Office) -> None:
    """`session` is no name that Windows gives, but the log tells that a colleague's computer is called so."""
    ana = prepared(office)
    copy = conflict(office, "ictwg-Desk.json")
    ana.sync.share()
    assert texts(ana) == ["by Ana", "by Rui"]
    assert not copy.exists()


def test_a_copy_with_a_wrong_digest_is_asked_about_and_only_adds(office: Office) -> None:
    ana = prepared(office)
    id = ana.all(Action)[0].id
    gone = add_action(ana, "let go")
    kept = add_action(ana, "kept")
    ana.sync.share()
    copy = conflict(office)
    with TinyDB(copy) as db:
        db.table("actions").update({"text": "by a script"}, where("id") == id)
        db.table("actions").remove(where("id") == kept)
    ana.commit(Edit("verbs.deleted").remove(action(ana, gone)).done())
    assert ana.sync.share().copies.asked == (COPY,)
    (asked,) = ana.copies.doubtful()
    assert asked.doubt is Doubt.DIGEST
    assert (asked.records, asked.users) == (2, ())
    ana.copies.answer(COPY, bring_in=True)
    report = ana.sync.share()
    assert report.held == ()
    assert texts(ana) == ["by Rui", "by a script", "kept"]
    assert copy.exists()
    office.clock.wait(20)
    ana.sync.share()
    assert ana.copies.doubtful() == ()


def test_a_copy_from_before_the_floor_is_asked_about_and_its_unseen_edits_are_written_again(office: Office) -> None:
    ana = prepared(office)
    id = ana.all(Action)[0].id
    copy = conflict(office)
    old = copy.read_bytes()
    copy.unlink()
    office.clock.wait(1000)
    set_action(ana, id, Action.text("later by Ana"))
    ana.sync.share()
    lines = codec.split(office.shared.read_bytes())
    floor = max(lines.context.ctx.values())
    lines.header = lines.header.with_context(type(lines.context)({}, floor))
    office.shared.write_bytes(codec.encode_file(lines))
    ana.sync.share()
    assert ana.local.memory.lines.context.floor == floor
    copy.write_bytes(old)
    assert ana.sync.share().copies.asked == (COPY,)
    (asked,) = ana.copies.doubtful()
    assert (asked.doubt, asked.records) == (Doubt.OLD, 1)
    ana.copies.answer(COPY, bring_in=True)
    ana.sync.share()
    assert texts(ana) == ["by Rui", "later by Ana"]
    assert texts(office.open("maria")) == ["by Rui", "later by Ana"]


def test_a_main_file_that_a_sync_program_has_renamed_is_written_anew_at_once(office: Office) -> None:
    """As rclone does: it renames both."""
    ana = prepared(office)
    other = conflict(office, "ictwg.json.conflict1")
    office.shared.rename(office.shared.with_name("ictwg.json.conflict2"))
    report = ana.sync.share()
    assert report.outcome is Outcome.SHARED
    assert report.published
    assert texts(office.open("maria")) == ["by Ana", "by Rui"]
    assert not other.exists()
    assert [path.name for path in office.shared.parent.iterdir()] == ["ictwg.json"]


def test_a_main_file_that_vanished_beside_a_persons_own_copy_is_waited_for(office: Office) -> None:
    ana = prepared(office)
    conflict(office, "from Rui.json")
    shutil.copy(office.shared, office.shared.with_name("my copy.json"))
    ana.sync.share()
    office.shared.unlink()
    for _ in range(2):
        assert ana.sync.share().outcome is Outcome.WAITING
        assert not office.shared.exists()
        office.clock.wait(20)


def test_a_copy_stays_until_the_shared_file_has_it(office: Office) -> None:
    class ReadOnlyFolder(Disk):
        def replace(self, source: str, target: str) -> None:
            if target == str(office.shared):
                raise PermissionError(13, "Permission denied")
            super().replace(source, target)

    ana = prepared(office, disk=ReadOnlyFolder())
    copy = conflict(office)
    report = ana.sync.share()
    assert report.outcome is Outcome.READ_ONLY
    assert texts(ana) == ["by Ana", "by Rui"]
    sharing = ana.sync.synchronizer
    known = sharing.file.known
    sharing.copies.remove_merged(Context(known.context, known.floor), report)
    assert copy.exists()
    office.open("maria").sync.share()
    assert not copy.exists()


def test_a_copy_that_a_damaged_replica_has_lost_again_comes_in_once_more(office: Office) -> None:
    class ReadOnlyFolder(Disk):
        def replace(self, source: str, target: str) -> None:
            if target == str(office.shared):
                raise PermissionError(13, "Permission denied")
            super().replace(source, target)

    ana = prepared(office, disk=ReadOnlyFolder())
    copy = conflict(office)
    assert ana.sync.share().outcome is Outcome.READ_ONLY
    ana.close()
    for replica in office.folder.glob("ana/data/replicas/*/replica.json"):
        replica.write_bytes(b"damaged")
    again = office.open()
    assert texts(again) == ["by Ana"]
    for _ in range(2):
        office.clock.wait(20)
        again.sync.share()
    assert texts(again) == ["by Ana", "by Rui"]
    assert not copy.exists()


def test_an_old_copy_with_a_wrong_digest_that_a_person_brings_in_takes_nothing_away(office: Office) -> None:
    ana = prepared(office)
    old = office.folder / "old.json"
    shutil.copy(office.shared, old)
    with TinyDB(old) as db:
        db.table("actions").update({"text": "by a script"}, where("text") == "by Ana")
    add_action(ana, "later")
    ana.sync.share()
    assert ana.sync.bring_in(str(old)).held == ()
    assert texts(ana) == ["by a script", "later"]


@pytest.mark.skipif(sys.platform == "win32", reason="two names of one file")
def test_the_shared_file_under_another_case_of_its_name_is_no_copy(office: Office) -> None:
    """As a folder tells it that does not tell capitals from small letters."""
    ana = prepared(office)
    (office.shared.with_name("ICTWG.json")).hardlink_to(office.shared)
    disk = Counting()
    ana = office.open(disk=disk)
    ana.sync.share()
    assert disk.plain == []


def test_a_copy_that_changes_while_it_is_put_away_stays(office: Office) -> None:
    more = b""

    class Meanwhile(Disk):
        def make_folder(self, path: str) -> None:
            super().make_folder(path)
            if path.endswith("quarantine"):
                copy.write_bytes(more)

    ana = prepared(office, disk=Meanwhile())
    copy = conflict(office)
    first = copy.read_bytes()
    more = conflict(office, "other", "more by Rui").read_bytes()
    office.shared.with_name("other").unlink()
    copy.write_bytes(first)
    ana.sync.share()
    assert copy.read_bytes() == more
    office.clock.wait(20)
    ana.sync.share()
    assert texts(ana) == ["by Ana", "by Rui", "more by Rui"]


def test_a_copy_that_a_colleague_removes_first_is_no_error(office: Office) -> None:
    class Faster(Disk):
        def remove(self, path: str) -> None:
            super().remove(path)
            if path == str(copy):
                super().remove(path)

    ana = prepared(office, disk=Faster())
    copy = conflict(office)
    report = ana.sync.share()
    assert report.outcome is Outcome.SHARED
    assert report.copies.refused == ()


def test_a_removal_that_is_refused_is_told_once_and_not_tried_again(office: Office) -> None:
    tried: list[str] = []

    class Refusing(Disk):
        def remove(self, path: str) -> None:
            if path == str(copy):
                tried.append(path)
                raise PermissionError(13, "Permission denied")
            super().remove(path)

    ana = prepared(office, disk=Refusing())
    copy = conflict(office)
    assert ana.sync.share().copies.refused == (COPY,)
    for _ in range(3):
        office.clock.wait(20)
        assert ana.sync.share().copies.refused == ()
    assert tried == [str(copy)]
    assert texts(ana) == ["by Ana", "by Rui"]


def test_a_copy_that_comes_back_time_and_again_is_seldom_taken_away(office: Office) -> None:
    """Some folders let nobody remove a file for good: their program fetches it again."""
    ana = prepared(office)
    copy = conflict(office)
    data = copy.read_bytes()
    removed = 0
    for _ in range(20):
        office.clock.wait(20)
        removed += len(ana.sync.share().copies.removed)
        copy.write_bytes(data)
    assert removed == 3
    for _ in range(10):
        office.clock.wait(1000)
        removed += len(ana.sync.share().copies.removed)
        if not copy.exists():
            copy.write_bytes(data)
    assert 4 <= removed <= 6
    conflict(office, text="more by Rui")  # another one goes at once
    office.clock.wait(20)
    assert ana.sync.share().copies.removed == (COPY,)
    assert texts(ana) == ["by Ana", "by Rui", "more by Rui"]


def test_a_flood_is_read_in_pieces_and_published_once_a_piece(office: Office) -> None:
    ana = prepared(office)
    rui = office.open("rui")
    before = office.shared.read_bytes()
    for n in range(4):
        add_action(rui, f"by Rui {n}")
        rui.sync.share()
        (office.folder / str(n)).write_bytes(office.shared.read_bytes())
    for n in range(500):
        shutil.copy(
            office.folder / str(n % 4), office.shared.with_name(f"ictwg.sync-conflict-20100212-{n:06}-ABCDEF7.json")
        )
    rui.close()
    office.shared.write_bytes(before)
    disk = Counting()
    ana = office.open(disk=disk)
    published, left = 0, []
    for _ in range(12):
        office.clock.wait(4)
        disk.plain.clear()
        report = ana.sync.share()
        published += report.published
        left.append(report.copies.left)
        assert len(disk.plain) <= 150
        assert len(report.copies.removed) <= 50
    assert left[0] == 450
    assert left[-1] == 0
    assert published <= 1
    assert [path.name for path in office.shared.parent.iterdir()] == ["ictwg.json"]
    assert len(texts(ana)) == 5
    assert len([path for path in office.files() if path.parent.name == "quarantine"]) <= 4


def test_many_that_are_not_ready_keep_no_other_waiting(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    ana = prepared(office)
    monkeypatch.setattr("ictwg.store.sync.copies.MOST_FILES", 3)
    for n in range(1, 8):
        office.shared.with_name(f"ictwg ({n}).json").write_bytes(b"")
    lefts = [ana.sync.share().copies.left for _ in range(4)]
    assert lefts == [4, 1, 0, 0]
    conflict(office, "ictwg (9).json")
    assert ana.sync.share().copies.left == 0
    assert texts(ana) == ["by Ana", "by Rui"]


@pytest.mark.skipif(sys.platform == "win32", reason="links and pipes")
def test_links_pipes_and_folders_are_no_copies(office: Office) -> None:
    ana = prepared(office)
    elsewhere = conflict(office)
    moved = elsewhere.rename(office.folder / "elsewhere.json")
    office.shared.with_name("ictwg (1).json").symlink_to(moved)
    if sys.platform != "win32":
        os.mkfifo(office.shared.with_name("ictwg (2).json"))
    office.shared.with_name("ictwg (3).json").mkdir()
    ana.sync.share()
    assert texts(ana) == ["by Ana"]
    assert moved.exists()
    assert len(list(office.shared.parent.iterdir())) == 4
    office.clock.wait(61)
    assert ana.sync.share().copies.unready == ()


@pytest.mark.parametrize("name", ["data.json", "ictwg-minutes.json"])
@pytest.mark.parametrize("what", ["SIZE_CAP", "_is_here", ""])
def test_of_a_file_that_may_be_anybodys_nothing_is_said(
    office: Office, monkeypatch: pytest.MonkeyPatch, name: str, what: str
) -> None:
    ana = prepared(office)
    office.shared.with_name(name).write_bytes(b'["some", "thing", "else" ' + b" " * 100)
    if what:
        monkeypatch.setattr(f"ictwg.store.sync.copy_reading.{what}", 100 if what == "SIZE_CAP" else lambda _: False)
    for _ in range(3):
        office.clock.wait(61)
        assert ana.sync.share().copies.to_tell is False
    assert ana.copies.staying() == ()


@pytest.mark.parametrize(("what", "value"), [("SIZE_CAP", 100), ("_is_here", lambda _: False)])
def test_a_placeholder_and_a_giant_are_not_read(
    office: Office, monkeypatch: pytest.MonkeyPatch, what: str, value: object
) -> None:
    disk = Counting()
    ana = prepared(office, disk=disk)
    conflict(office)
    monkeypatch.setattr(f"ictwg.store.sync.copy_reading.{what}", value)
    ana.sync.share()
    office.clock.wait(61)
    assert len(ana.sync.share().copies.unready) == 1
    assert disk.plain == []


def test_what_lies_only_in_the_cloud_is_told_by_what_windows_and_macos_say_of_it() -> None:
    def status(**values: int) -> os.stat_result:
        return cast("os.stat_result", SimpleNamespace(**values))

    assert _is_here(status())
    assert _is_here(status(st_file_attributes=0x20, st_flags=0))
    for attribute in (0x1000, 0x40000, 0x400000):
        assert not _is_here(status(st_file_attributes=0x20 | attribute))
    assert not _is_here(status(st_flags=0x40000000))


def test_hostile_names_and_contents_are_contained(office: Office) -> None:
    ana = prepared(office)
    for n, content in enumerate((b"[" * 100_000, b'{"_sync":{"1":{"format":"ictwg","ctx":' + b"{" * 5000, b"9" * 5000)):
        office.shared.with_name(f"ictwg ({n + 1}).json").write_bytes(content)
    conflict(office, "ictwg (\u202enosj.1).json")
    conflict(office, "x.json", "other").rename(office.shared.with_name(os.fsdecode(b"bad \xff\xfe.json")))
    report = ana.sync.share()
    assert report.outcome is Outcome.SHARED
    assert len(report.copies.asked) == 2
    office.clock.wait(20)
    assert office.open().sync.status().asked == 2
    ana.copies.answer("ictwg (\u202enosj.1).json", bring_in=True)
    ana.sync.share()
    assert texts(ana) == ["by Ana", "by Rui"]


def test_a_copy_brings_no_redacted_text_back_and_the_quarantine_holds_none(office: Office) -> None:
    ana = prepared(office)
    id = add_action(ana, "Maria-do-Teste")
    ana.sync.share()
    copy = conflict(office)
    ana.maintenance.redact(action(ana, id), Action.text, "named by mistake")
    ana.sync.share()
    ana.sync.share()
    assert texts(ana) == ["", "by Ana", "by Rui"]
    assert not copy.exists()
    assert [path for path in office.files() if path.parent.name == "quarantine"]
    assert office.holding("Maria-do-Teste") == []


def test_copies_that_stay_are_named_for_a_redaction_does_not_reach_them(office: Office) -> None:
    ana = prepared(office)
    conflict(office)
    conflict(office, "from Rui.json", "more by Rui")
    conflict(office, "ictwg.Conflict.json", "still more by Rui")
    office.shared.with_name("finance.json").write_bytes(b"{}")
    ana.sync.share()
    assert ana.copies.staying() == ("from Rui.json", "ictwg.Conflict.json")


def test_what_lies_in_the_quarantine_is_cleaned_by_a_redaction(office: Office) -> None:
    ana = prepared(office)
    conflict(office, text="Maria-do-Teste")
    ana.sync.share()
    (found,) = [one for one in ana.all(Action) if one.text == "Maria-do-Teste"]
    assert [path for path in office.holding("Maria-do-Teste") if path.parent.name == "quarantine"]
    ana.maintenance.redact(found, Action.text, "named by mistake")
    ana.sync.share()
    assert office.holding("Maria-do-Teste") == []


def test_a_pending_file_of_a_colleague_who_may_not_write_comes_in(office: Office) -> None:
    class Refusing(Disk):
        def replace(self, source: str, target: str) -> None:
            if target == str(office.shared):
                raise PermissionError(13, "Permission denied")
            super().replace(source, target)

    ana = prepared(office)
    rui = office.open("rui", disk=Refusing())
    add_action(rui, "by Rui")
    rui.sync.share()
    office.clock.wait(61)
    rui.sync.share()
    pending = office.shared.with_name("ictwg (ictwg pending rui-desk).json")
    assert pending.exists()
    written = pending.stat().st_mtime_ns, pending.stat().st_ino
    office.clock.wait(20)
    rui.sync.share()
    assert (pending.stat().st_mtime_ns, pending.stat().st_ino) == written  # said once is enough
    report = ana.sync.share()
    assert [copied.client for copied in report.copies.brought] == [Client.PENDING]
    assert texts(ana) == ["by Ana", "by Rui"]
    assert not pending.exists()
