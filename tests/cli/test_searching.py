"""`ictwg search`: ranks as the screen does, says where, and imports nothing of the interface."""

from __future__ import annotations

import pytest
from tests.cli.conftest import Commands


@pytest.fixture
def decided(group: Commands) -> Commands:
    group.ok("add", "decision", "Shelters are inspected every year", "--meeting", "2010-03-12")
    group.ok("add", "action", "Inspect the shelters", "--owner", "PNTL")
    group.ok("add", "task", "Book a car to the shelters")
    return group


def test_what_was_decided_leads(decided: Commands) -> None:
    said = decided.ok("search", "what did we decide on shelters?", "--json").json
    assert [one["kind"] for one in said] == ["decision", "action", "action"]
    assert (said[0]["reference"], said[0]["meeting"]) == ("D-2010-01", "M-2010-03-12")
    text, (begin, end) = said[0]["text"], said[0]["marks"][0]
    assert text[begin:end] == "Shelters"


def test_words_may_stand_alone_or_as_one(decided: Commands) -> None:
    apart, together = (
        decided.ok("search", *words, "--json").json
        for words in (("inspect", "shelters"), ("shelters", "inspect shelters"))
    )
    assert len(apart) == 2
    assert together == []


def test_keyed_words_and_audiences_narrow_it_down(decided: Commands) -> None:
    assert len(decided.ok("search", "owner:pntl", "is:open", "shelter", "--json").json) == 1
    assert len(decided.ok("search", "shelter", "--audience", "members", "--json").json) == 2
    assert len(decided.ok("search", "shelter", "--limit", "1", "--json").json) == 1
    assert "Shelters are inspected" in decided.ok("search", "kind:decision", "shelter").out


def test_what_it_does_not_know_is_refused_and_a_slip_told(decided: Commands) -> None:
    refused = decided("search", "shelter", "is:foo")
    assert refused.code == 2
    assert "is:foo" in refused.err
    for typed in ("bogus:3", "status:open", "owner:nobody"):
        assert decided("search", "shelter", typed).code == 2, typed
    assert decided.ok("search", "shelters", "10:30").code == 0
    assert "shelters" in decided.ok("search", "shetlers").err


def test_lists_take_the_words_of_their_filters(decided: Commands) -> None:
    assert [one["reference"] for one in decided.ok("decisions", "is:open", "shelters", "--json").json] == ["D-2010-01"]
    assert decided.ok("decisions", "is:superseded", "--json").json == []
    assert len(decided.ok("actions", "owner:pntl", "shelters", "--json").json) == 1
    assert decided("actions", "is:foo").code == 2


@pytest.mark.parametrize("command", ["actions", "tasks", "decisions", "search"])
@pytest.mark.parametrize("typed", ["bogus:3", "status:open", "yeer:2010", "owner:pmtl"])
def test_a_keyed_word_that_means_nothing_is_never_an_empty_list(decided: Commands, command: str, typed: str) -> None:
    refused = decided(command, typed)
    assert (refused.code, refused.out) == (2, "")
    assert typed.partition(":")[0] in refused.err or typed.partition(":")[2] in refused.err
    owned = "" if command == "decisions" else "owner:PNTL"  # decisions are the whole group's
    meant = {"status:open": "is:open", "yeer:2010": "year:2010", "owner:pmtl": owned}
    assert meant.get(typed, "") in refused.err
