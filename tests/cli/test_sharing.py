"""`share` and `merge`: what came in, in words, and what is asked."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from tests.cli.conftest import Commands
from tests.store.office import with_untold

from ictwg.locales import t

REF = "A-2010-001"


@pytest.fixture
def two(group: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Commands:
    """Rui has the group on another computer, in a folder of his own, and has changed the action there."""
    copy = tmp_path / "usb" / "group.json"
    copy.parent.mkdir()
    copy.write_bytes(group.path.read_bytes())
    (tmp_path / "rui" / "config").mkdir(parents=True)
    (tmp_path / "rui" / "config" / "settings.toml").write_text('user = "Rui"\n', encoding="utf-8")
    monkeypatch.setenv("ICTWG_HOME", str(tmp_path / "rui"))
    group.ok("--file", str(copy), "set", REF, "due=1 April")
    monkeypatch.setenv("ICTWG_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("ICTWG_FILE", str(group.path))
    return group


@pytest.mark.parametrize(("answer", "stays"), [("--take-restored", "two SOPs"), ("--drop-restored", "the SOP")])
def test_values_from_before_this_computer_was_restored_are_asked_about(
    group: Commands, tmp_path: Path, answer: str, stays: str
) -> None:
    """`check` tells how many there are and where they came from; one answer settles all, and undo takes it back."""
    copy = tmp_path / "old.json"
    with_untold(group.path, copy, "Draft the SOP", "Draft two SOPs")
    group.ok("merge", str(copy))
    checked = group("check")
    assert checked.code == 1
    assert "1 value from before this computer was restored" in " ".join(checked.out.split())
    assert str(copy) in checked.out.replace("\n", "")
    assert "--take-restored" in group.ok("share").err
    assert group.ok("share", answer, "--json").json["restored"] == 0
    group.ok("check")
    assert group("conflicts", "--json").json == []
    assert stays in group("show", REF).out
    group.ok("undo")
    assert len(group("conflicts", "--json").json) == 1


def test_a_copy_is_carried_to_a_colleague_with_what_is_not_shared_yet(
    group: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    group.ok("set", REF, "due=1 April", "--no-share")
    said = group.ok("carry", str(stick)).out
    copy = stick / "group.json"
    assert str(copy) in said
    assert t("carrying.pending", count=1) in said
    again = group("carry", str(copy))
    assert again.code == 2
    assert "already" in again.err
    assert group("carry", str(tmp_path / "nowhere" / "x.json")).code == 2
    assert group("carry", str(tmp_path / "not in") + "/").code == 2  # a stick: no file of its name beside it
    assert group.ok("carry", str(stick), "--json").json["path"] == str(copy.with_stem(f"{copy.stem}-2"))
    assert group.ok("carry", str(stick / "second"), "--json").json["path"] == str(stick / "second.json")
    group.ok("share")
    assert (stick / "second.json").read_bytes() == group.path.read_bytes(), "as the shared file holds it"
    monkeypatch.setenv("ICTWG_HOME", str(tmp_path / "rui"))
    assert group.ok("--file", str(copy), "show", REF, "--json").json["due"] == "2010-04-01"


def test_what_is_no_copy_of_this_group_is_refused_in_words(two: Commands, tmp_path: Path) -> None:
    two.ok("new", "other.json", "--name", "Another")
    other = two("--file", str(two.path), "merge", str(tmp_path / "other.json"))
    assert other.code == 1
    assert other.out.endswith(f"{t('cli.merge.foreign', path=tmp_path / 'other.json')}\n")
    assert two("--file", str(two.path), "import", str(tmp_path / "other.json"), "--dry-run").code == 0
    broken = tmp_path / "broken.json"
    broken.write_text("<html>", encoding="utf-8")
    assert two("--file", str(two.path), "merge", str(broken)).code == 5
    assert two("--file", str(two.path), "merge", str(tmp_path / "nowhere.json")).code == 2


def test_a_command_that_changes_something_tells_what_a_second_copy_brought_beside_its_answer(
    two: Commands, tmp_path: Path
) -> None:
    copy = two.path.with_name("group (1).json")
    (tmp_path / "usb" / "group.json").rename(copy)
    said = two.ok("add", "task", "Book the room")
    from_copies = t("saving.copy.brought", changes="", copies="").strip()
    assert from_copies not in said.out
    brought = t(
        "saving.copy.brought",
        changes=t("saving.changes_from", count=1, user="Rui"),
        copies=t("saving.copy.made_by", client=t("saving.client.google"), count=1),
    )
    assert from_copies in brought
    assert brought in said.err
    assert not copy.exists()
    assert from_copies not in two.ok("add", "task", "Book the car").err


def test_the_name_of_a_copy_gives_a_shell_no_command(two: Commands, tmp_path: Path) -> None:
    copy = two.path.with_name('$(touch pwned) "; touch pwned; ".json')
    (tmp_path / "usb" / "group.json").rename(copy)
    told = two.ok("share").err
    (line,) = (line for line in told.splitlines() if "--bring-in" in line)
    words = shlex.split(line)
    assert words[:4] == ["ictwg", "share", "--bring-in", copy.name]
    assert shlex.quote(copy.name) in line


@pytest.mark.parametrize(("answer", "due"), [("--bring-in", "2010-04-01"), ("--leave-out", "2010-03-12")])
def test_a_doubtful_copy_is_asked_about_with_the_command_that_answers(
    two: Commands, tmp_path: Path, answer: str, due: str
) -> None:
    before = two.ok("show", REF, "--json").json["due"]
    copy = two.path.with_name("from the minister.json")
    (tmp_path / "usb" / "group.json").rename(copy)
    (asked,) = two.ok("share", "--json").json["copies"]["doubtful"]
    assert (asked["name"], asked["records"]) == (copy.name, 2)  # the action, and that its date was moved
    assert f"{answer} {shlex.quote(copy.name)}" in two.ok("share").err
    assert two.ok("show", REF, "--json").json["due"] == before
    two.ok("share", answer, copy.name)
    assert two.ok("share", "--json").json["copies"]["doubtful"] == []
    assert two.ok("show", REF, "--json").json["due"] == (due if answer == "--bring-in" else before)


def test_a_folder_that_does_not_answer_is_a_problem_and_nothing_is_lost(two: Commands, tmp_path: Path) -> None:
    away = tmp_path / "away"
    two.path.rename(away)
    two.path.mkdir()
    ran = two("share")
    assert ran.code == 1
    assert re.search(r"^ictwg: .+\n {7}\S", ran.err), ran.err
    two.path.rmdir()
    away.rename(two.path)
    two.ok("share")
