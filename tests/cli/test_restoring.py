"""Backups and the trash from the command line."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest
from tests.builders import MemoryState
from tests.cli.conftest import Commands

from ictwg.app.backups import chosen, when
from ictwg.domain.records import Group
from ictwg.locales import t
from ictwg.store.maintenance.restoring import Backup

REF = "A-2010-001"
DAY_NS = 86_400 * 10**9


@pytest.fixture
def changed(group: Commands) -> Commands:
    """A backup from before: the action is worded otherwise since, another one is deleted, and a third is new."""
    group.ok("add", "action", "Print the posters")
    group.ok("set", REF, "text=Draft it quickly", "owners=PNTL")
    group.ok("add", "action", "Made since")
    return group


def backup_before(group: Commands, word: str) -> str:
    """The number of the newest backup in which a word does not stand."""
    for number, one in enumerate(group.ok("backups", "--json").json, 1):
        with open(one["path"], encoding="utf-8") as file:  # noqa: PTH123
            if word not in file.read():
                return str(number)
    raise AssertionError(word)


def test_a_backup_is_put_back_as_one_edit_with_one_undo(changed: Commands) -> None:
    number = backup_before(changed, "quickly")
    dry = changed.ok("restore", number, "--dry-run", "--json").json
    assert {one["field"] for one in dry["fields"]} >= {"Text"}
    assert changed.ok("show", REF, "--json").json["text"] == "Draft it quickly"
    changed.ok("restore", number)
    shown = changed.ok("show", REF, "--json").json
    assert (shown["text"], shown["owners"]) == ("Draft the SOP", ["MoJ", "PNTL"])
    assert "Made since" in changed.ok("actions").out
    changed.ok("undo")
    again = changed.ok("show", REF, "--json").json
    assert (again["text"], again["owners"]) == ("Draft it quickly", ["PNTL"])


def test_as_it_was_puts_what_was_made_since_into_the_trash(changed: Commands) -> None:
    changed.ok("restore", backup_before(changed, "quickly"), "--as-it-was")
    assert "Made since" not in changed.ok("actions").out
    assert "Made since" in changed.ok("trash").out
    changed.ok("check")


@pytest.mark.parametrize("earlier", [False, True])
def test_yesterdays_file_is_the_one_before_todays_first_change(
    group: Commands, monkeypatch: pytest.MonkeyPatch, earlier: bool
) -> None:
    """What was added today stays; one undo reverses it.

    Args:
        group: A group that was made on another day.
        monkeypatch: For the clock.
        earlier: Whether a colleague wrote today before this computer did.
    """
    now, day = time.time_ns, 0
    monkeypatch.setattr(time, "time_ns", lambda: now() + day * DAY_NS)
    refused = group("restore", "yesterday")
    assert refused.code == 3
    assert t("backups.none_of_yesterday") in refused.err
    for day, said in ((1, "of yesterday"), (2, "of today")):
        with monkeypatch.context() as there:
            if earlier and day == 2:
                there.setenv("ICTWG_HOME", str(group.path.with_name("colleague")))
                there.setenv("ICTWG_FILE", str(group.path))
            group.ok("set", REF, f"text=First {said}")
        group.ok("add", "action", f"Added {said}")
        group.ok("set", REF, f"text=Last {said}")
    preview = group.ok("restore", "yesterday", "--dry-run", "--json").json
    assert [(one["now"], one["then"]) for one in preview["fields"]] == [("Last of today", "Last of yesterday")]
    group.ok("restore", "yesterday")
    actions = group.ok("actions").out
    assert all(words in actions for words in ("Last of yesterday", "Added of yesterday", "Added of today"))
    group.ok("undo")
    assert "Last of today" in group.ok("actions").out


def test_only_the_record_that_is_named_is_put_back(changed: Commands) -> None:
    changed.ok("set", "A-2010-002", "text=Print no posters")
    changed.ok("restore", backup_before(changed, "quickly"), REF)
    assert changed.ok("show", REF, "--json").json["text"] == "Draft the SOP"
    assert changed.ok("show", "A-2010-002", "--json").json["text"] == "Print no posters"


def test_what_was_redacted_since_stays_away(changed: Commands) -> None:
    number = backup_before(changed, "quickly")
    changed.ok("redact", REF, "text", "--ground", "asked for")
    changed("restore", number)
    assert "Draft the SOP" not in changed.ok("show", REF).out
    assert "Draft the SOP" not in changed.path.read_text(encoding="utf-8")


def test_a_preview_names_the_backup_by_its_moment_for_numbers_move(changed: Commands) -> None:
    told = changed.ok("restore", backup_before(changed, "quickly"), "--dry-run").out.splitlines()[-1]
    moment = told.split('"')[1]
    assert any(moment in line for line in changed.ok("backups").out.splitlines())
    assert changed.ok("restore", moment, "--dry-run").code == 0


def test_on_a_terminal_the_two_are_told_from_where_they_differ(
    changed: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = "Draft the standard operating procedure for the police"
    changed.ok("set", REF, f"text={long}")
    changed.ok("set", REF, f"text={long} in two languages")
    number = backup_before(changed, "two languages")
    assert f"{long} in two languages" in changed.ok("restore", number, "--dry-run").out
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert "… the police in two languages" in changed.ok("restore", number, "--dry-run").out


def test_moments_are_told_and_meant_by_the_clocks_of_the_group(changed: Commands) -> None:
    state = MemoryState()
    state.add(Group, Group.time_zone("Asia/Dili"))
    at = datetime(2010, 2, 12, 20, 30, 7, tzinfo=UTC)
    backups = tuple(Backup(f"{n}", at - timedelta(seconds=n), 1) for n in range(3))
    assert when(state, backups[1]) == "2010-02-13 05:30:06"
    assert chosen(state, backups, "2010-02-13 05:30:06") is backups[1]
    assert chosen(state, backups, "2010-02-13T05:30") is backups[0]
    changed.ok("set", "group", "time-zone=Asia/Dili")
    assert "(Asia/Dili)" in changed.ok("backups").out.splitlines()[0]


@pytest.mark.parametrize("words", ["0", "99", "2031", ""])
def test_a_backup_that_is_not_there_is_said_so(changed: Commands, words: str) -> None:
    ran = changed("restore", words)
    assert ran.code == 3
    assert "from 1 to" in ran.err


def test_what_was_deleted_is_listed_with_who_did_it_and_brought_back(group: Commands) -> None:
    group.ok("add", "action", "Print the posters")
    group.ok("undo")
    (line,) = group.ok("trash", "--json").json
    assert (line["name"], line["title"]) == ("A-2010-002", "Print the posters")
    assert line["user"]
    group.ok("trash", "--restore", "A-2010-002")
    assert "Print the posters" in group.ok("actions").out
    assert group.ok("trash", "--json").json == []
    ran = group("trash", "--restore", "A-2010-002")
    assert ran.code == 3
    assert t("trash.no_such.hint") in ran.err


def test_only_what_is_old_is_purged(group: Commands) -> None:
    group.ok("add", "action", "Print the posters")
    group.ok("undo")
    assert t("trash.nothing_old") in group.ok("trash", "--purge").out
    assert "Print the posters" in group.ok("trash").out
