"""The example group is made by a script from the program itself, and is the same each time."""

from __future__ import annotations

import json
import os

from tests.tools.example_group import example

from ictwg.domain.records import Meeting, Organization
from ictwg.records.reference_data import data_file


def test_the_example_group_is_made_the_same_each_time() -> None:
    first, chance = example(), os.urandom
    assert example() == first
    assert os.urandom is chance


def test_what_the_wheel_carries_tells_the_same_story() -> None:
    """Ids and stamps apart: they may be of an earlier day of the program."""
    carried, made = (json.loads(text) for text in (data_file("example.json"), example()))
    tables = {"meetings": "title", "entries": "text", "organizations": "name", "people": "name", "decisions": "text"}
    tables |= {"activities": "title", "documents": "title", "rounds": "title", "recommendations": "text"}
    for table, field in tables.items():
        assert [sorted(row[field] for row in group[table].values()) for group in (carried, made)] == [
            sorted(row[field] for row in made[table].values())
        ] * 2


def test_its_history_is_in_the_order_of_time() -> None:
    rows = json.loads(data_file("example.json"))["_log"]
    told = [rows[key]["at"] for key in sorted(rows, key=int)]
    written = [row["at"] for row in sorted(rows.values(), key=lambda row: row["_v"]["*"][0].rpartition("@")[2])]
    assert told == sorted(told) == written


def test_nobody_but_the_offices_of_state_and_the_source_is_called_by_name() -> None:
    """Whoever is neither is an invented acronym, and says in its name that it is invented."""
    rows = json.loads(data_file("example.json"))[Organization.TABLE].values()
    offices = {"OPG", "MFA", "MoJ", "MoE", "MSS", "SEPI", "SES", "PNTL", "IOM"}
    others = {row["acronym"]: row["name"] for row in rows if row["acronym"] not in offices}
    assert len(others) == len(rows) - len(offices)
    assert all(name.endswith("(invented)") for name in others.values())


def test_who_writes_the_plan_meets_in_a_series_of_its_own() -> None:
    rows = json.loads(data_file("example.json"))[Meeting.TABLE].values()
    drafting = [row["reference"] for row in rows if row.get("kind") == "drafting_session"]
    assert sorted(drafting) == ["M-DS-2010-01", "M-DS-2010-02"]
