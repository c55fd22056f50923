"""Two that are one from the command line: looked at first, then said, and taken back."""

from __future__ import annotations

import pytest
from tests.cli.conftest import Commands

from ictwg.locales import t

FULL = "Ministério da Justiça (MoJ)"


@pytest.fixture
def twice(group: Commands) -> Commands:
    group.ok("add", "organization", FULL, "--acronym", "MdJ", "--type", "other", "--another")
    group.ok("add", "person", "Rui Example", "--organization", "MdJ", "--phone", "777")
    group.ok("add", "action", "Print the forms", "--owner", "MdJ")
    return group


def acronyms(group: Commands) -> list[str]:
    return sorted(one["acronym"] for one in group.ok("members", "--json").json)


def test_the_preview_changes_nothing_and_names_what_can_be_chosen(twice: Commands) -> None:
    ran = twice.ok("same", "organization", "MoJ", "MdJ", "--dry-run")
    assert f"- {t('same.line.differs', label='Name', stays='Ministry of Justice', goes=FULL)}\n" in ran.out
    assert "- Actions: 1 move (A-2010-002)\n" in ran.out
    assert "--take type" in ran.err
    assert acronyms(twice) == ["MdJ", "MoJ", "PNTL"]


def test_it_is_one_change_with_one_undo(twice: Commands) -> None:
    before = twice.ok("actions", "--json").json, twice.ok("people", "--json").json, twice.ok("members", "--json").json
    said = twice.ok("same", "organization", "MoJ", "MdJ", "--take", "name").out
    assert said.endswith(f"{t('verbs.same', subject='MoJ')}\n")
    (kept,) = [one for one in twice.ok("members", "--json").json if one["acronym"] == "MoJ"]
    assert (kept["name"], sorted(kept["aliases"])) == (FULL, ["MdJ", "Ministry of Justice"])
    assert [one["owners"] for one in twice.ok("actions", "--json").json] == [["MoJ", "PNTL"], ["MoJ"]]
    assert twice.ok("show", "MdJ", "--json").json["acronym"] == "MoJ"
    assert twice("check").code == 0
    twice.ok("undo")
    after = twice.ok("actions", "--json").json, twice.ok("people", "--json").json, twice.ok("members", "--json").json
    assert after == before


def test_the_id_of_the_one_that_went_still_means_the_one_that_stays(twice: Commands) -> None:
    ran = twice.ok("same", "person", "Ana Example", "Rui Example", "--json").json
    assert {line["kind"] for line in ran["lines"]} >= {"differs", "names", "taken"}
    assert twice.ok("show", ran["other"], "--json").json["name"] == "Ana Example"


def test_what_moved_before_they_were_two_is_named(twice: Commands) -> None:
    other = twice.ok("same", "organization", "MoJ", "MdJ", "--json").json["other"]
    twice.ok("trash", "--restore", other)
    ran = twice.ok("same", "organization", "MoJ", other, "--different")
    assert f"{t('same.apart.moved')}\n" in ran.err
    assert t("same.apart.moved") not in twice.ok("same", "organization", "MoJ", other, "--different").err


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("organization", "MoJ", "moj"), 4),
        (("organization", "MoJ", "Nobody"), 3),
        (("organization", "MoJ", "MdJ", "--take", "colour"), 2),
        (("meeting", "MoJ", "MdJ"), 2),
    ],
)
def test_what_cannot_be_is_refused(twice: Commands, words: tuple[str, ...], code: int) -> None:
    assert twice("same", *words).code == code
    assert acronyms(twice) == ["MdJ", "MoJ", "PNTL"]
