"""`ictwg import` stores nothing confidential unasked; `ictwg add referral` says only that it was handed on."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from tests.cli.conftest import Commands

from ictwg.app.backups import plan_of
from ictwg.app.opening import open_group
from ictwg.locales import t
from ictwg.store.local.home import Home

MATTER = "The victim Maria Soares was heard"
MINUTES = f"""# Board 2024-03-05

## Attendance

Present: Ana Dias, Rui Alves

## Budget

- {MATTER}
- DECISION: the budget is adopted
"""


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "board.md"
    path.write_text(MINUTES, encoding="utf-8")
    return str(path)


def test_nothing_is_written_until_a_person_chooses(group: Commands, file: str) -> None:
    before = group.ok("list", "meeting", "--json").json
    ran = group("import", file)
    assert ran.code == 5
    assert t("cli.import.confidential", count=1) in ran.err
    assert group.ok("list", "meeting", "--json").json == before
    assert group.ok("import", file, "--dry-run").code == 0


def test_left_out_it_is_nowhere(group: Commands, file: str) -> None:
    group.ok("import", file, "--leave-out")
    assert "Maria" not in group.path.read_text(encoding="utf-8")
    assert t("importing.left_out") in group.ok("show", "M-2024-03-05").out


def test_referred_the_minutes_say_so_and_the_secretariat_goes_on(group: Commands, file: str) -> None:
    group.ok("import", file, "--refer")
    assert "Maria" not in group.path.read_text(encoding="utf-8")
    assert t("minutes.referred") in group.ok("show", "M-2024-03-05").out
    (referral,) = group.ok("list", "referral", "--json").json
    assert referral["received_on"] is None


def test_accepted_it_is_not_asked_again(group: Commands, file: str) -> None:
    group.ok("import", file, "--accept", "An invented name")
    assert MATTER in group.ok("show", "M-2024-03-05").out
    group.ok("import", file)
    assert group("import", file, "--accept", "x", "--refer").code == 2


def test_what_was_said_at_a_meeting_is_referred_from_there(group: Commands, file: str) -> None:
    group.ok("import", file, "--leave-out")
    item = group.ok("show", "M-2024-03-05", "--json").json["items"][0]
    typed = ("--date", "2010-02-15", "--body", "Vulnerable Persons Unit", "--item", item["id"])
    group.ok("add", "referral", *typed)
    assert t("minutes.referred") in group.ok("show", "M-2024-03-05").out


@pytest.mark.parametrize("kind", ["training", "document", "campaign"])
def test_a_list_waits_likewise(group: Commands, tmp_path: Path, kind: str) -> None:
    path = tmp_path / "list.csv"
    path.write_text(f"title\n{MATTER}\n", encoding="utf-8")
    assert group("import", str(path), "--kind", kind).code == 5
    group.ok("import", str(path), "--kind", kind, "--leave-out")
    assert "Maria" not in group.path.read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", ["training", "document", "campaign", "plan"])
def test_what_is_referred_is_no_record_of_another_type(group: Commands, tmp_path: Path, kind: str) -> None:
    """Only minutes print that something was referred; the row is left out, and says so."""
    path = tmp_path / "list.csv"
    path.write_text(f"title\n{MATTER}\nHarmless\n", encoding="utf-8")
    ran = group.ok("import", str(path), "--kind", kind, "--refer", "--json")
    assert [row["title"] for row in group.ok("list", kind, "--json").json] == ["Harmless"]
    rows = [row for row in ran.json["rows"] if not row["doubts"]]
    assert [(row["state"], row["what"]) for row in rows] == [("skipped", t("importing.left_out")), ("new", "Harmless")]
    assert len(group.ok("list", "referral", "--json").json) == 1


def test_another_groups_file_waits_likewise(group: Commands, tmp_path: Path) -> None:
    theirs = str(tmp_path / "theirs.json")
    group.ok("new", theirs, "--name", "Other Group", "--acronym", "OG")
    group.ok("add", "training", MATTER, "--file", theirs)
    mine = ("--file", str(group.path))
    assert group("import", theirs, *mine).code == 5
    session = open_group(str(group.path), home=Home.find(), writer=True, today=date(2010, 2, 15))
    with closing(session.store):
        assert plan_of(session, tmp_path / "theirs.json", lambda _: None).open_marks == 1
