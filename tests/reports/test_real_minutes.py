"""After real minutes have come in, the report on follow-up says what a count over their lines says."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from tests.builders import MemoryState
from tests.reports.tac_counts import actions_by_day

from ictwg.imports.foreign_minutes.reader import read_minutes
from ictwg.imports.minutes import import_minutes
from ictwg.reports.actions import followup_figures
from ictwg.reports.period import asked_for

TWIN = {
    "2019-01-16.md": """---
title: "2019-01-16"
parent: Meetings
---
# **TAC Meeting - January 16, 2019**

## Voting member attendance

* [x] Ana Dias - Chairperson, Customs
* [ ] Rui Lopes, Harbour Authority

# **Action Items (AIs)**

* Ana Dias: Ask the projects for their budget.
* Fix the calendar
    * the time zone of it

# **Notes**

* TODO: Fix the calendar
* AI Platform?
""",
    "2019-02-20/2019-02-20.md": """# TAC Meeting - February 20, 2019

## Voting member attendance

* [x] Ana Dias - Chairperson, Customs

## Next Steps

- Write to the members

## Notes

* We talked about actions.
""",
}


def check(folder: Path) -> int:
    """Every month; how many actions there are."""
    state, told = MemoryState(), actions_by_day(folder)
    files = sorted(folder.rglob("*.md"))
    read = [read_minutes(path.read_text(encoding="utf-8"), str(path.relative_to(folder))) for path in files]
    state.apply(import_minutes(state, read).changes)
    today = date.fromisoformat(f"{max(told)[:4]}-12-31")
    found = followup_figures(state, asked_for(today, date.fromisoformat(f"{min(told)[:7]}-01"), today), today)
    given: Counter[str] = Counter()
    for day, count in told.items():
        given[day[:7]] += count
    assert {month.month: month.given for month in found.months if month.given} == given
    assert (found.flow["given"], found.open) == (given.total(), given.total())
    return found.open


def test_a_folder_in_their_notation(tmp_path: Path) -> None:
    for name, text in TWIN.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert check(tmp_path) == 3


@pytest.mark.once
@pytest.mark.corpus
def test_eight_years_of_a_technical_council(corpus: Path) -> None:
    assert check(corpus / "aswf-tac" / "meetings") == 57
