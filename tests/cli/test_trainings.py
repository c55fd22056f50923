"""Trainings on the command line: what follows from their declaration, and the counts that members may read."""

from __future__ import annotations

import csv
import io
import json

import pytest
from tests.cli.conftest import Commands

from ictwg.locales import t

TRAINING = "Police training"


@pytest.fixture
def held(run: Commands) -> Commands:
    run.ok("new", "group.json", "--name", "Test Group")
    run.ok("add", "organization", "National Police", "--acronym", "PNTL")
    days = ("--starts-on", "2010-02-01", "--ends-on", "2010-02-02")
    run.ok("add", "training", TRAINING, *days, "--district", "liquica", "--audience-groups", "law_enforcement")
    said = ("--organization", "PNTL", "--sex", "male", "--state", "attended", "--duty-district", "covalima")
    run.ok("add", "participant", "José Example", "--training", TRAINING, *said)
    return run


def test_a_training_is_listed_changed_and_shown_with_its_parts(held: Commands) -> None:
    held.ok("set", TRAINING, "venue=Hotel", "audience_groups+=media")
    shown = held.ok("show", TRAINING).out
    assert all(word in shown for word in ("Liquiçá", "Hotel", "media, law enforcement", "José Example"))
    for words, found in ((("duty_district:cova", "state:attended"), ["José Example"]), (("sex:female",), [])):
        assert [row["name"] for row in json.loads(held.ok("list", "participant", *words, "--json").out)] == found
    row = next(csv.DictReader(io.StringIO(held.ok("list", "participant", "--csv").out)))
    assert (row["training"], row["duty_district"], row["state"]) == (TRAINING, "Cova Lima", "attended")


def test_the_same_participant_is_added_once_and_a_count_is_called_what_it_is(held: Commands) -> None:
    assert held("add", "participant", "JOSE  example", "--training", TRAINING, "--organization", "PNTL").code != 0
    assert held("add", "participant", "--training", TRAINING).code != 0
    said = held.ok("add", "participant_count", "--training", TRAINING, "--sex", "female", "--count", "12").out
    assert t("records.participant_count") in said


def test_members_read_how_many_and_not_who(held: Commands) -> None:
    held.ok("add", "participant_count", "--training", TRAINING, "--sex", "female", "--count", "12")
    (training,) = json.loads(held.ok("list", "training", "--audience", "members", "--json").out)
    assert (training["participations"], training["participants"], training["participant_counts"]) == (13, [], [])
    assert training["counts"] == [{"audience_group": "law_enforcement", "sex": "not_shown", "count": 13}]
    held.ok("set", TRAINING, "people_at_risk=no")
    (training,) = json.loads(held.ok("list", "training", "--audience", "members", "--json").out)
    assert sorted(one["count"] for one in training["counts"]) == [1, 12]
    assert json.loads(held.ok("list", "participant", "--audience", "members", "--json").out) == []
    (whole,) = json.loads(held.ok("list", "training", "--json").out)
    assert sorted(one["count"] for one in whole["counts"]) == [1, 12]


def test_whether_people_at_risk_may_be_there_is_asked_once_and_kept_in_every_form(held: Commands) -> None:
    held.ok("add", "training", "With survivors", "--starts-on", "2010-01-11", "--audience-groups", "civil_society")
    held.ok("add", "training", "Answered", "--people-at-risk", "no")
    asked = {one["id"]: one["answer"] for one in held.ok("risk", "--json").json}
    names = {one["id"]: one["title"] for one in held.ok("list", "training", "--json").json}
    assert {names[id]: answer for id, answer in asked.items()} == {TRAINING: "no", "With survivors": "yes"}
    assert TRAINING in held.ok("risk").out
    held.ok("risk", "--accept")
    assert held.ok("risk", "--json").json == []
    listed = {one["title"]: one["people_at_risk"] for one in held.ok("list", "training", "--json").json}
    assert listed == {TRAINING: "no", "With survivors": "yes", "Answered": "no"}
    held.ok("undo")
    assert len(held.ok("risk", "--json").json) == 2
    held.ok("set", TRAINING, "people_at_risk=yes")
    for answer, found in (("yes", TRAINING), ("no", "Answered"), ("none", "With survivors")):
        (row,) = held.ok("list", "training", f"people_at_risk:{answer}", "--json").json
        assert row["title"] == found
    held.path.with_name("more.csv").write_text(
        "title,starts_on,people_at_risk\nFor judges,2010-01-12,no\nFor children,2010-01-13,yes\n", encoding="utf-8"
    )
    held.ok("import", "more.csv", "--kind", "training")
    listed = {one["title"]: one["people_at_risk"] for one in held.ok("list", "training", "--json").json}
    assert (listed["For judges"], listed["For children"]) == ("no", "yes")
    assert held("set", TRAINING, "people_at_risk=perhaps").code != 0


def test_an_average_of_fewer_than_five_is_not_for_others(held: Commands) -> None:
    held.ok("set", TRAINING, "tests_before=4", "average_before=41", "tests_after=12", "average_after=73")

    def told(*to: str) -> list[object]:
        (row,) = held.ok("list", "training", *to, "--json").json
        return [row[name] for name in ("tests_before", "average_before", "tests_after", "average_after")]

    assert told() == [4, 41, 12, 73]
    assert told("--audience", "members") == [None, None, None, 73]
    held.ok("set", TRAINING, "people_at_risk=no")
    assert told("--audience", "members") == [4, None, 12, 73]
    for shown in (held.ok("show", TRAINING, "--audience", "members").out, held.ok("list", "training", "--csv").out):
        assert "73" in shown
    assert "41" not in held.ok("show", TRAINING, "--audience", "members").out
