"""`ictwg import` stores nothing confidential unasked; `ictwg add referral` says only that it was handed on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ictwg.locales import t

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Commands

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
