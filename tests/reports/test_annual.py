"""The key figures of a year, those of the period before, and reports to outside bodies: counted again from lists."""

from __future__ import annotations

from datetime import date

import pytest
from tests.builders import MemoryState
from tests.generated_programme import TODAY

from ictwg.domain.records import (
    Decision,
    Meeting,
    Training,
)
from ictwg.domain.values import Audience, MeetingState
from ictwg.locales import t
from ictwg.reports import figures_of
from ictwg.reports.period import asked_for

pytestmark = pytest.mark.once
"""What our own code counts in a generated year is the same on every Python."""

SINCE = date(2009, 6, 1)
BEFORE = date(2008, 8, 1), date(2009, 5, 31)  # as many whole months
YEAR = asked_for(TODAY, SINCE, TODAY, audience=Audience.CORE)


def test_where_nothing_was_there_is_one_line_and_no_table_of_zeros() -> None:
    state = MemoryState()
    state.add(Decision, Decision.decided_on(TODAY), Decision.text("The SOP has five chapters"))
    report = figures_of("annual", state, YEAR, TODAY).report(YEAR)
    told = {part.kind: (part.summary, part.tables) for part in report.parts}
    assert told["campaigns"] == ((t("reports.annual.nothing.campaigns"),), ())
    assert [kind for kind, (_, tables) in told.items() if tables] == ["decisions"]
    tables = told["decisions"][1]
    assert all(table.counts if table.rows else table.empty for table in tables)
    assert not any(table.bars for table in tables if not any(bar and bar.length for bar in table.bars))


def test_a_meeting_without_a_roll_and_a_training_to_come_are_told_of() -> None:
    state = MemoryState()
    state.add(Meeting, Meeting.date(TODAY), Meeting.state(MeetingState.HELD))
    report = figures_of("annual", state, YEAR, TODAY).report(YEAR)
    told = {part.kind: part.summary for part in report.parts}
    assert t("reports.annual.nothing.attendance") not in told["attendance"]
    assert told["decisions"] == (t("reports.annual.nothing.decisions"),)


def test_of_a_year_of_which_nothing_is_on_file_no_zero_is_told() -> None:
    state = MemoryState()
    state.add(Meeting, Meeting.date(date(2009, 5, 4)), Meeting.state(MeetingState.HELD))
    state.add(Training, Training.title("One"), Training.starts_on(date(2007, 5, 4)))
    told = {}
    for year in (2008, 2009, 2010):
        asked = asked_for(TODAY, date(year, 1, 1), date(year, 12, 31), of_year=True)
        (table,) = figures_of("annual", state, asked, TODAY).report(asked).tables
        told[year] = {row[0]: row[1:] for row in table.rows}
    meetings, decisions = t("reports.annual.attendance.held"), t("reports.annual.decisions.taken")
    trainings, campaigns = t("reports.annual.trainings.held"), t("reports.annual.campaigns.actions")
    assert [told[year][meetings] for year in told] == [("–", "–"), ("1", "–"), ("0", "1")]
    assert [told[year][decisions] for year in told] == [("–", "–"), ("0", "–"), ("0", "0")]
    assert [told[year][trainings] for year in told] == [("0", "1"), ("0", "0"), ("0", "0")]
    assert [told[year][campaigns] for year in told] == [("–", "–")] * 3
