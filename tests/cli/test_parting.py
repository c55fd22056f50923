"""Leaving a group, and handing it over to another body."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Commands

from ictwg.locales import t
from ictwg.store.store import Store

UNSAID = "the minister would not come"
PHONE = "+670 555 0199"


def _files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_leaving_shares_what_waits_and_leaves_nothing_here(group: Commands, tmp_path: Path) -> None:
    group.ok("add", "action", "Print the posters", "--no-share")
    said = group.ok("leave", "--yes")
    assert _files(tmp_path / "home") == []
    assert "Print the posters" in group.path.read_text(encoding="utf-8")
    assert str(group.path) in said.out
    assert "sync service" in said.out
    assert group("actions").code == 2  # no file is known here any more
    group.ok("--file", str(group.path), "actions")


def test_nothing_is_removed_while_something_is_not_in_the_shared_folder(group: Commands, tmp_path: Path) -> None:
    group.ok("add", "action", "Print the posters", "--no-share")
    away = group.path.rename(tmp_path / "away.json")
    group.path.mkdir()  # nothing can be written there
    before = _files(tmp_path / "home")
    ran = group("leave", "--yes")
    assert ran.code == 1
    assert t("leaving.not_shared", why="").strip() in ran.err
    assert {name for name in before if "journals" in name} <= set(_files(tmp_path / "home"))
    group.path.rmdir()
    away.rename(group.path)
    assert "Print the posters" in group.ok("actions").out


def test_nothing_is_removed_while_another_program_is_at_it(group: Commands, tmp_path: Path) -> None:
    from ictwg.domain.author import Author
    from ictwg.domain.changes import Edit
    from ictwg.domain.clock import Clock
    from ictwg.domain.records import Action
    from ictwg.store.local.home import Home

    store = Store.open(str(group.path), home=Home.find(), clock=Clock(), author=Author("Ana", "desk"))
    store.commit(Edit("verbs.created").create(Action, store.new_id(), Action.text("Open window")).done())
    store.sync.share()
    before = _files(tmp_path / "home")
    ran = group("leave", "--yes")
    assert ran.code == 1
    assert t("encryption.in_use") in ran.err
    assert set(before) - set(_files(tmp_path / "home")) == set()
    store.close()
    group.ok("leave", "--yes")


def test_where_nobody_can_be_asked_it_says_so(group: Commands) -> None:
    ran = group("leave")
    assert ran.code == 2
    assert "--yes" in ran.err


@pytest.fixture
def to_hand_over(group: Commands) -> Commands:
    group.ok("add", "organization", "Old Mission", "--acronym", "OM", "--status", "withdrawn")
    group.ok("add", "person", "Rui Former", "--organization", "OM", "--phone", PHONE)
    group.ok("set", "Ana Example", "phone=+670 555 0100")
    group.ok("add", "meeting", "Closed meeting", "--date", "2010-02-01", "--audience", "core")
    group.ok("add", "action", UNSAID, "--meeting", "M-2010-02-01")
    group.ok("add", "action", "Forgotten words")
    group.ok("undo")
    return group


def test_a_handover_is_a_group_of_its_own_without_what_is_nobodys_business(
    to_hand_over: Commands, tmp_path: Path
) -> None:
    path = tmp_path / "successor.json"
    told = to_hand_over.ok("handover", str(path), "--json").json
    assert told["path"] == str(path)
    assert told["restricted"] == 9  # the meeting, its seven standing items, the action
    assert told["people"] == 1
    content = path.read_text(encoding="utf-8")
    for private in (UNSAID, PHONE, "Forgotten words", "Closed meeting"):
        assert private not in content
    assert "+670 555 0100" in content
    assert path.stat().st_mode & 0o077 == 0
    ours, theirs = (json.loads(p.read_bytes())["_sync"]["1"] for p in (to_hand_over.path, path))
    assert ours["db"] != theirs["db"]
    assert [actor.partition("~")[0] for actor in theirs["ctx"]] == ["handover"]
    assert {row["user"] for row in json.loads(content)["_log"].values()} == {"handover"}
    to_hand_over.ok("--file", str(path), "check")
    assert "Draft the SOP" in to_hand_over.ok("--file", str(path), "actions").out


def test_what_is_restricted_goes_along_where_it_is_asked_for(to_hand_over: Commands, tmp_path: Path) -> None:
    path = tmp_path / "successor.json"
    to_hand_over.ok("handover", str(path), "--with-restricted")
    assert UNSAID in path.read_text(encoding="utf-8")
    assert PHONE not in path.read_text(encoding="utf-8")


PRIVATE = {
    "a note on a person": "drinks with the press",
    "a note for the chair": "let him speak last",
    "who is known from a closed meeting alone": "Informant Silva",
    "the number of who is on no list": "+670 555 0177",
    "a saved filter": "whatever ana looks for",
}


@pytest.fixture
def with_private(group: Commands) -> Commands:
    from ictwg.domain.author import Author
    from ictwg.domain.changes import Edit
    from ictwg.domain.clock import Clock
    from ictwg.domain.records import AgendaItem, Attendance, Meeting, Person, SavedFilter
    from ictwg.store.local.home import Home

    note, chair, informant, number, words = PRIVATE.values()
    group.ok("set", "Ana Example", f"notes={note}")
    group.ok("add", "person", "Shy Person", "--phone", number)
    group.ok("set", "Shy Person", "listing=nobody")
    group.ok("add", "meeting", "Closed meeting", "--date", "2010-02-01", "--audience", "core")
    store = Store.open(str(group.path), home=Home.find(), clock=Clock(), author=Author("Ana", "desk"))
    closed = next(m for m in store.all(Meeting) if m.title == "Closed meeting")
    open_one = next(m for m in store.all(Meeting) if m.title != "Closed meeting")
    edit, person = Edit("verbs.created"), store.new_id()
    edit.create(Person, person, Person.name(informant))
    edit.create(Attendance, store.new_id(), Attendance.meeting(closed.id), Attendance.person(person))
    edit.create(
        AgendaItem,
        store.new_id(),
        AgendaItem.meeting(open_one.id),
        AgendaItem.title("Reports"),
        AgendaItem.chair_note(chair),
    )
    edit.create(SavedFilter, store.new_id(), SavedFilter.name("mine"), SavedFilter.words(words))
    store.commit(edit.done())
    store.sync.share()
    store.close()
    return group


@pytest.mark.parametrize("what", PRIVATE)
def test_nothing_private_is_handed_over(with_private: Commands, tmp_path: Path, what: str) -> None:
    assert PRIVATE[what] in with_private.path.read_text(encoding="utf-8")
    path = tmp_path / "successor.json"
    with_private.ok("handover", str(path))
    content = path.read_text(encoding="utf-8")
    assert PRIVATE[what] not in content
    assert "Reports" in content
    assert "Shy Person" in content


def test_a_handover_writes_over_nothing(to_hand_over: Commands) -> None:
    before = to_hand_over.path.read_bytes()
    assert to_hand_over("handover", str(to_hand_over.path)).code == 2
    assert to_hand_over.path.read_bytes() == before
