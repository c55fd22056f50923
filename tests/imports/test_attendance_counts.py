"""Who came how often, after real minutes are brought in: as it is counted in the files by code of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
from tests.bench.attendance_counts import folded, listed, minutes_in, ticked
from tests.builders import MemoryState

from ictwg.domain.records import Attendance, Meeting, Organization
from ictwg.domain.values import Audience, Presence
from ictwg.imports.foreign_minutes.reader import read_minutes
from ictwg.imports.minutes import import_minutes
from ictwg.reports import figures_of
from ictwg.reports.period import ReportRequest

THERE = (Presence.PRESENT, Presence.REMOTE)
EVER = ReportRequest(date(2000, 1, 1), date(2030, 1, 1), audience=Audience.SECRETARIAT)
NOT_COUNTED = {
    "2018-10-13": "no minutes: a list of links",
    "2018-12-05": "attendees stand in a paragraph",
    "2019-02-20": "attendees stand in lines without bullets",
    "2019-04-10": "boxes stand under a heading of another word",
    "2019-06-19": "people stand in lines without bullets",
    "2019-07-31": "a list inside the list of other attendees",
    "2019-10-29": "the agenda follows the people without a heading",
    "2019-11-12": "people stand in lines without bullets",
    "2023-02-14": "people stand in one line of handles",
    "2025-04-16": "other attendees stand under two headings",
    "2025-06-11": "other attendees stand under two headings",
    "2025-07-09": "other attendees stand under two headings",
}
"""Days whose notation the counting code does not know, and why; the reader does."""


class Compared(NamedTuple):
    people: int
    differ: tuple[tuple[str, str], ...]


def bring_in(state: MemoryState, name: str, text: str) -> str:
    """The id of the meeting; empty where the file holds none."""
    changes = import_minutes(state, [read_minutes(text, name)]).changes
    state.apply(changes)
    return next((id for table, id in changes.created if table == Meeting.TABLE), "")


def compare(state: MemoryState, meeting: str, name: str, counted: Mapping[str, bool]) -> Compared:
    """Everybody in the file against everybody on the record of this meeting."""
    came: dict[str, bool] = {}
    for row in state.linked(Attendance, Attendance.meeting, meeting):
        who = folded(row.name)
        came[who] = came.get(who, False) or row.state in THERE
    there = {who for who, was in came.items() if was} | set(counted)
    return Compared(len(there), tuple((name, who) for who in sorted(there) if came.get(who) != counted.get(who)))


def brought(
    files: Iterable[Path], count: Callable[[str], Mapping[str, bool]]
) -> tuple[MemoryState, int, list[tuple[str, str]]]:
    state, people = MemoryState(), 0
    differ: list[tuple[str, str]] = []
    for file in files:
        text = file.read_text(encoding="utf-8")
        counted = file.stem not in NOT_COUNTED and "breakout" not in file.parts[-2]
        meeting = bring_in(state, file.name, text) if counted else ""
        if meeting:
            found = compare(state, meeting, file.name, count(text))
            people += found.people
            differ += found.differ
    return state, people, differ


def check_report(state: MemoryState) -> None:
    """The report on attendance says of each organization what a plain count over the records says."""
    came: Counter[str] = Counter()
    for meeting in state.all(Meeting):
        rows = state.linked(Attendance, Attendance.meeting, meeting.id)
        came.update({row.organization for row in rows if row.organization and row.state in THERE})
    told = figures_of("attendance", state, EVER, date(2030, 1, 1)).json(EVER)
    said = {one["organization_id"]: one["attended"] for one in told["organizations"] if one["attended"]}
    assert said == dict(came)
    assert {home.id for home in state.all(Organization)} >= set(said)
    assert len(told["meetings"]) + len(told["not_recorded"]) == len(state.all(Meeting))


def of_the_list(text: str) -> dict[str, bool]:
    return dict.fromkeys(listed(text), True)


@pytest.mark.corpus
def test_ticked_rolls_of_a_technical_council(corpus: Path, corpus_step: int) -> None:
    files = minutes_in(corpus / "aswf-tac" / "meetings")[::corpus_step]
    state, people, differ = brought(files, ticked)
    assert people > 30 * len(files)
    assert len(differ) <= 0.01 * people, differ
    check_report(state)


@pytest.mark.corpus
def test_lists_of_a_cross_project_council(corpus: Path, corpus_step: int) -> None:
    files = minutes_in(corpus / "openjs-cpc" / "meetings")[::corpus_step]
    state, people, differ = brought(files, of_the_list)
    assert people > 9 * len(files)
    assert len(differ) <= 0.01 * people, differ
    check_report(state)


ROLL = """# Council 2010-03-12

## Voting member attendance

- [x] Ana Dias - Ministry of Justice
- [ ] Rui Sá - Police
- [x] Eva Reis, Women's Network

## Apologies

- Rui Sá

## Other Attendees

- Tom Hall, Embassy

## Budget

- [x] a task that is done
"""
LIST = """# Council 2010-04-12

## Present

* Ana Dias (@ana)
* MD: Mia Duarte (@mia)

## Agenda

* Budget
"""


def test_the_twin_on_invented_files() -> None:
    assert ticked(ROLL) == {"ana dias": True, "rui sa": False, "eva reis": True, "tom hall": True}
    assert listed(LIST) == {"ana dias", "mia duarte"}
    state = MemoryState()
    for name, text, counted in (("2010-03-12.md", ROLL, ticked(ROLL)), ("2010-04-12.md", LIST, of_the_list(LIST))):
        assert compare(state, bring_in(state, name, text), name, counted).differ == ()
    check_report(state)
