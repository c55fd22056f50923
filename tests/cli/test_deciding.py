"""`conflicts` and `resolve`: two computers, one action, two different answers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Commands

from ictwg.domain.records import Action
from ictwg.locales import t

REF = "A-2010-001"


@pytest.fixture
def apart(group: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Commands:
    """Two people have said when it is due, and how it reads, without having seen each other's words."""
    path = str(group.path)
    monkeypatch.setenv("ICTWG_FILE", path)
    group.ok("set", REF, "due=1 March", "text=Draft the SOP for police", "--no-share")
    monkeypatch.setenv("ICTWG_HOME", str(tmp_path / "of-rui"))
    group.ok("set", REF, "due=1 April", "text=Write the SOP")
    monkeypatch.setenv("ICTWG_HOME", str(tmp_path / "home"))
    group.ok("actions")
    return group


def test_conflicts_lists_both_answers_and_says_so_with_its_exit_code(apart: Commands) -> None:
    ran = apart("conflicts", "--json")
    assert ran.code == 1
    by_field = {one["field"]: one for one in ran.json}
    assert set(by_field) == {"due", "text"}
    assert [answer["value"] for answer in by_field["due"]["answers"]] == ["2010-04-01", "2010-03-01"]
    assert by_field["text"]["proposal"] == "Write the SOP for police"
    ran = apart("conflicts")
    assert ran.out.splitlines()[:3] == [f"{REF} text", "  1: Write the SOP", ran.out.splitlines()[2]]
    assert t("answers.is_shown") in ran.out.splitlines()[2]
    assert "  2: Draft the SOP for police\n" in ran.out, "in full, however narrow the terminal"
    assert "  +: Write the SOP for police\n" in ran.out
    assert f"“ictwg resolve {REF} text --keep 1”" in ran.err


def test_what_conflicts_says_can_be_typed_as_it_stands(apart: Commands) -> None:
    words = apart("conflicts").err.partition("“")[2].partition("”")[0].split()
    assert apart.ok(*words[1:]).code == 0


def test_the_mark_stands_in_tables_and_in_nothing_that_programs_read(apart: Commands) -> None:
    assert f"{REF} ≠" in apart.ok("actions").out
    fields = ", ".join(t(field.label_id) for field in (Action.due, Action.text))
    assert t("answers.marked_plain", mark="≠", fields=fields) in apart.ok("show", REF).out.splitlines()
    for words in (("actions", "--json"), ("actions", "--csv"), ("show", REF, "--json")):
        assert "≠" not in apart.ok(*words).out
    for command in (("actions",), ("show", REF)):
        assert "≠" not in apart.ok(*command, "--audience", "members").out


@pytest.mark.parametrize(
    ("words", "field", "value"),
    [
        (("due=2 May 2010",), "due", "2010-05-02"),
        (("due", "--keep", "2"), "due", "2010-03-01"),
        (("text", "--both"), "text", None),
        (("text", "--together"), "text", "Write the SOP for police"),
    ],
)
def test_resolve_decides(apart: Commands, words: tuple[str, ...], field: str, value: str | None) -> None:
    said = apart.ok("resolve", REF, *words, "--json")
    assert value is None or json.loads(said.out)[field] == value
    assert field not in {one["field"] for one in apart("conflicts", "--json").json}


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("due",), 2, t("answers.value_or_keep")),
        (("due", "--keep", "3"), 2, "from 1 to 2"),
        (("due", "--both"), 2, "cannot be combined"),
        (("due", "--together"), 2, t("answers.no_proposal")),
        (("owners", "--keep", "1"), 3, t("answers.asked", listed="text, due")),
        (("due=never ever",), 4, "clear date"),
    ],
)
def test_what_cannot_be_decided_says_why(apart: Commands, words: tuple[str, ...], code: int, told: str) -> None:
    ran = apart("resolve", REF, *words)
    assert ran.code == code, ran
    assert told.lower() in ran.err.lower()


def test_where_all_is_decided_nothing_is_listed(group: Commands) -> None:
    ran = group.ok("conflicts")
    assert (ran.out, ran.code) == ("", 0)
    assert "decided" in ran.err
