"""The golden table "as of that day": every case through services, JSON, markdown and the rows of the screen."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tests.all_of import over
from tests.as_of_day import Told, tell

from ictwg.domain.records import Organization
from ictwg.domain.representation import representation
from ictwg.domain.roster import ON_THE_ROSTER, roster
from ictwg.domain.values import Audience, MeetingState
from ictwg.meetings.attendance import roll
from ictwg.minutes.printed.making import minutes_sheet
from ictwg.minutes.printed.minutes import minutes_markdown
from ictwg.records.lookup import Lookup
from ictwg.records.record_rows import RecordRow
from ictwg.records.tables import record_json
from ictwg.ui.screens.membership import organization_lines

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parents[1] / "golden" / "as-of-day.toml").read_text(encoding="utf-8")
)["case"]
by_name = over("case", CASES)

PRINTED = {"absent": "not represented"}


def told(case: dict[str, Any]) -> Told:
    return tell(case["day"], case["given"])


def test_the_table_has_thirty_cases_of_different_names() -> None:
    assert len({case["name"] for case in CASES}) == len(CASES) >= 30


@by_name
def test_the_roster(case: dict[str, Any]) -> None:
    group = told(case)
    lines = roster(group.state, group.day)
    said = [f"{line.acronym} {line.status}: {', '.join(p.person.name for p in line.people)}".strip() for line in lines]
    assert said == case["roster"]
    assert [line.name for line in lines] == case.get("names", [line.name for line in lines])


@by_name
def test_who_came(case: dict[str, Any]) -> None:
    group = told(case)
    assert group.meeting.state == case.get("state", MeetingState.HELD)
    lines = [line for line in roll(group.state, group.meeting) if line.state is not None]
    said = [f"{line.acronym} {line.name} {line.capacity} {line.state}" for line in lines]
    assert said == case.get("came", said)


@by_name
def test_representation(case: dict[str, Any]) -> None:
    group = told(case)
    said = representation(group.state, group.meeting).words()
    assert said == case.get("represented", said)
    for number, expected in case.get("at", {}).items():
        assert representation(group.state, group.meeting, group.item(number)).words() == expected


@by_name
def test_json(case: dict[str, Any]) -> None:
    group = told(case)
    lookup = Lookup(group.state, group.day)
    found = [record_json(lookup, o) for o in group.state.all(Organization)]
    listed = {row["acronym"]: row for row in found if row["status"] in ON_THE_ROSTER}
    assert {f"{acronym} {row['status']}" for acronym, row in listed.items()} == _before_colon(case["roster"])
    assert {row["name"] for row in listed.values()} == set(case.get("names", (row["name"] for row in listed.values())))
    meeting = record_json(lookup, group.meeting)
    assert meeting["state"] == case.get("state", "held")
    marked = [row for row in meeting["attendance"] if row["state"]]
    came = [f"{row['organization']} {row['name']} {row['capacity']} {row['state']}" for row in marked]
    assert came == case.get("came", came)
    assert _figures(meeting) == _figures_said(case.get("represented", ""), _figures(meeting))


@by_name
def test_markdown(case: dict[str, Any]) -> None:
    group = told(case)
    text = minutes_markdown(minutes_sheet(group.state, group.meeting, Audience.SECRETARIAT, group.day))
    if group.meeting.state is MeetingState.HELD:
        assert case.get("represented", "") in text
    rows = [line for line in text.splitlines() if line.startswith("|")]
    for came in case.get("came", ()):
        organization, name, capacity, state = came.rsplit(" ", 3)
        assert any(_prints(row, organization, name, capacity, state) for row in rows), (came, rows)


@by_name
def test_rows_of_the_membership_screen(case: dict[str, Any]) -> None:
    group = told(case)
    lookup = Lookup(group.state, group.day)
    rows = [row.cells for row in organization_lines(lookup, group.day) if isinstance(row, RecordRow)]
    shown = [(acronym, name, status.split(" ")[-1]) for acronym, name, status, _ in rows]
    listed = [row for row in shown if row[2] in ON_THE_ROSTER]
    assert [f"{acronym} {status}" for acronym, _, status in listed] == [
        said.partition(":")[0] for said in case["roster"]
    ]
    assert [name for _, name, _ in listed] == case.get("names", [name for _, name, _ in listed])


def _before_colon(lines: Iterable[str]) -> set[str]:
    return {line.partition(":")[0] for line in lines}


def _figures(meeting: dict[str, Any]) -> tuple[int, int, int | None]:
    return meeting["represented"], meeting["represented_of"], meeting["quorum_needed"]


def _figures_said(sentence: str, otherwise: tuple[int, int, int | None]) -> tuple[int, int, int | None]:
    """The figures in `1 of 2 … were represented (2 needed: …)`."""
    words = re.sub(r"[(:,]", "", sentence).split()
    if "of" not in words:
        return otherwise
    needed = int(words[words.index("needed") - 1]) if "needed" in words else None
    return int(words[0]), int(words[2]), needed


def _prints(row: str, organization: str, name: str, capacity: str, state: str) -> bool:
    """Whether a row of the attendance table prints all of it."""
    cells = [cell.strip() for cell in row.strip("|").split("|")]
    return (
        len(cells) == 5
        and (cells[0] == organization or cells[0].endswith(f"({organization})"))
        and cells[2].startswith(name)
        and cells[3] == capacity
        and cells[4].startswith(PRINTED.get(state, state))
    )
