"""A group drawn at random from the declarations of its records: as the JSON of a file, and as the state of it."""

from __future__ import annotations

import json
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any

from tests.builders import MemoryState

from ictwg.domain.changes import Changes, Write
from ictwg.domain.schema import RECORDS, Field, form_fields
from ictwg.records.reference_data import data_file

FIRST, TODAY = date(2008, 1, 1), date(2010, 6, 15)
COUNTS = {
    "organizations": 8, "recommendations": 25, "plans": 2, "activities": 40, "rounds": 8, "activity_reports": 90,
    "round_answers": 40, "programmes": 2, "funders": 3, "results": 6, "funding_lines": 30, "programme_reports": 8,
    "meetings": 14, "decisions": 16, "actions": 40, "status_changes": 30, "due_changes": 12, "calendar_items": 10,
    "outside_reports": 8, "outside_questions": 20, "clearance_steps": 6, "trainings": 20, "participant_counts": 50,
    "campaigns": 5, "campaign_materials": 6, "field_actions": 40, "agenda_items": 12, "memberships": 8,
}  # fmt: skip
"""Of each table so many rows, in the order in which one may name another."""

PLAIN = {"audience", "people_at_risk", "former_references", "may_be_published", "replaced_by", "order", "recurrence"}
"""Fields that stay as they are: who may see what has tests of its own."""

NEVER = {
    "organizations": {"seat", "part_of", "predecessors", "successors", "type", "credentials_on", "given_work"},
    "actions": {"person", "origin"},
}
PLACES = ("Aileu", "Baucau", "Díli", "Ermera", "Viqueque", "LIQUICA", "Kupang")

Tables = dict[str, dict[str, dict[str, Any]]]


class Drawn:
    def __init__(self, seed: int) -> None:
        self.random, self.tables = Random(seed), Tables()
        self.tables["settings"] = {"0" * 26: {"name": "Working Group", "currency": "USD"}}
        for table, count in COUNTS.items():
            rows = self.tables[table] = {}
            for number in range(count):
                rows[f"{len(self.tables):013}{number:013}"] = self._row(table, number)
        self._true_to_life()

    def _row(self, table: str, number: int) -> dict[str, Any]:
        kind = RECORDS[table]
        found: dict[str, Any] = {}
        for field in form_fields(kind):
            if field.name not in PLAIN | NEVER.get(table, set()) and (field.required or self.random.random() < 0.8):
                value = self._value(field, f"{kind.__name__} {number}", table)
                found |= {} if value in (None, "", []) else {field.name: value}
        return found

    def _day(self) -> str:
        return (FIRST + timedelta(days=self.random.randrange(1_100))).isoformat()

    def _value(self, field: Field[Any], title: str, table: str) -> Any:  # noqa: PLR0911 - a kind of field after the other
        match field.kind:
            case "date":
                return self._day()
            case "due":
                return self.random.choice(["next_meeting", "ongoing", self._day()])
            case "choice":
                return str(self.random.choice(list(field.choices)))  # type: ignore[attr-defined]  # it has them
            case "number":
                return self.random.randrange(1, 60)
            case "money":
                return f"{self.random.randrange(1, 9_000)}.{self.random.randrange(100):02}"
            case "flag":
                return self.random.random() < 0.2
            case "link" | "links":
                ids = list(self.tables.get(field.target().TABLE, {}))  # type: ignore[attr-defined]  # it has one
                own = table == field.target().TABLE  # type: ignore[attr-defined]  # likewise
                ids = ids[: len(ids) // 2] if own and field.kind == "link" else ids
                some = self.random.sample(ids, min(len(ids), self.random.randrange(1, 3))) if ids else []
                return sorted(some) if field.kind == "links" else next(iter(some), None)
            case _ if field.name in ("district", "districts", "duty_district"):
                place = self.random.choice(PLACES)
                return [place] if field.is_set else place
            case "line" | "text":
                return f"{title} {field.name}"
        return None

    def _true_to_life(self) -> None:
        """What nobody writes otherwise: ends behind beginnings, a tree without circles, a day for what is closed."""
        for table, rows in self.tables.items():
            span = [field.name for field in RECORDS[table].SPAN]
            for row in rows.values():
                for pair in (span, ("opens_on", "closes_on")):
                    if len(pair) == 2 and row.keys() >= {*pair}:
                        row[pair[0]], row[pair[1]] = sorted(row[name] for name in pair)
        for number, row in enumerate(self.tables["organizations"].values()):
            row["acronym"] = f"ORG-{number}"
        self._tree("activities", "plan", 8)
        self._tree("results", "programme", 2)
        for number, row in enumerate(self.tables["activities"].values()):
            row["level"] = "pillar" if number < 8 else "activity"
        first, *_, second = self.tables["plans"].values()
        first.pop("earlier", None)
        second["earlier"] = next(iter(self.tables["plans"]))
        for row in self.tables["actions"].values():
            row.pop("closed_on", None)
            if row.get("status") in ("done", "cancelled"):
                row["closed_on"] = self._day()
        for row in self.tables["decisions"].values():
            row.pop("supersedes", None)
        earlier, *_, later = self.tables["decisions"]
        self.tables["decisions"][later] |= {"supersedes": [earlier], "status": "pending"}

    def _tree(self, table: str, link: str, top: int) -> None:
        """The first of them stand at the top, in turn of one parent and the other, and the others under these."""
        parents, rows = list(self.tables[f"{link}s"]), self.tables[table]
        for number, row in enumerate(rows.values()):
            for name in ("part_of", "earlier", "code"):
                row.pop(name, None)
            row[link] = parents[number % 2]
            if number >= top:
                row["part_of"] = self.random.choice(list(rows)[number % 2 : top : 2])


def state_of(tables: Tables) -> MemoryState:
    """What the program reads in the file."""
    state = MemoryState()
    for table, rows in tables.items():
        for id, row in rows.items() if table in RECORDS else ():
            for name, value in ((name, value) for name, value in row.items() if name not in ("id", "_v")):
                told = ((f"{name}/{one}", True) for one in value) if isinstance(value, list) else [(name, value)]
                state.apply(Changes("verbs.imported", "", tuple(Write(table, id, *one) for one in told)))
    return state


GROUPS = ("example", 1, 2)
"""That of the story, and two drawn ones by their seeds."""


@cache
def group(which: str | int) -> tuple[Tables, MemoryState]:
    """What stands in its file, and what the program reads there."""
    file = json.loads(data_file("example.json")) if which == "example" else Drawn(int(which)).tables
    tables = {
        name: {row.get("id", id): row for id, row in rows.items()} for name, rows in file.items() if name in RECORDS
    }
    return tables, state_of(tables)
