"""The key figures of a year, those of the period before, and reports to outside bodies: counted again from lists."""

from __future__ import annotations

from datetime import date

import pytest
from tests.builders import MemoryState
from tests.drawn_group import group, state_of
from tests.generated_programme import TODAY

from ictwg.domain.changes import Edit
from ictwg.domain.records import (
    ActivityReport,
    Decision,
    Meeting,
    Training,
)
from ictwg.domain.values import Audience, MeetingState
from ictwg.locales import t
from ictwg.papers.blocks import HeadingBlock, Paragraph, plain_text
from ictwg.reports import figures_of
from ictwg.reports.annual import SECTIONS, write
from ictwg.reports.period import MONTHS, asked_for
from ictwg.reports.report import report_document

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


def test_it_tells_in_the_order_of_a_ministers_questions_each_table_once_and_names_what_is_zero() -> None:
    state, plan_name = state_of(group("example")[0]), "National Plan of Action (invented)"
    year = asked_for(TODAY, date(2009, 1, 1), date(2009, 12, 31), of_year=True)
    state.apply(write(state, year, "requests", "The Council is asked to approve the plan."))
    edit, (told, *_) = Edit("verbs.edited"), state.all(ActivityReport)
    state.apply(edit.update(told, ActivityReport.constraints("No boat"), ActivityReport.next_steps("A boat")).done())
    report = figures_of("annual", state, year, TODAY).report(year)
    kinds = [part.kind for part in report.parts]
    assert kinds == [*(name for name in SECTIONS if name in kinds), "members"]
    assert kinds[: kinds.index("attendance")] == ["plan", "done", "needs", "requests"]
    assert {"money", "priorities", "details"} <= {*kinds}
    tables = [(table.columns, table.rows) for part in report.parts for table in part.tables if table.rows]
    assert len({*tables}) == len(tables)
    assert not any(plan_name in table.heading for part in report.parts for table in part.tables)
    months = next(table for part in report.parts for table in part.tables if table.name == "months")
    gone = t("reports.none_in", lang="en", names="").removesuffix(".")
    assert all(any(cell.strip("0") for cell in row[1:]) for row in months.rows)
    assert months.below.startswith(gone)
    assert len(months.below.removeprefix(gone).split("; ")) + len(months.rows) == MONTHS
    made = report_document(report, year, state)
    cover = [
        plain_text(one.text) for one in made.blocks[: made.setup.cover] if isinstance(one, HeadingBlock | Paragraph)
    ]
    assert cover == [report.title, *report.cover, *report.about]
    assert "2009" in report.title


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
