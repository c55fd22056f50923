"""The key figures of a year, those of the period before, and reports to outside bodies: counted again from lists."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from tests.builders import MemoryState
from tests.generated_programme import SEEN, SPELLINGS, TODAY, Campaigns, Programme

from ictwg.domain.records import (
    Action,
    CalendarItem,
    Decision,
    Meeting,
    OutsideQuestion,
    OutsideReport,
    Recommendation,
    StatusChange,
    Training,
)
from ictwg.domain.values import ActionStatus, Audience, MeetingState, QuestionState, Uptake
from ictwg.locales import t
from ictwg.reports import figures_of
from ictwg.reports.period import asked_for

pytestmark = pytest.mark.once
"""What our own code counts in a generated year is the same on every Python."""

SINCE = date(2009, 6, 1)
BEFORE = date(2008, 8, 1), date(2009, 5, 31)  # as many whole months
YEAR = asked_for(TODAY, SINCE, TODAY, audience=Audience.CORE)


class GeneratedYear:
    """Trainings and campaigns, and on random days of two years: meetings, decisions, actions, recommendations."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.programme = Programme(seed)
        self.state = self.programme.state
        self.campaigns = Campaigns(self.state, seed)
        self.held = self._days(40)
        self.decided = self._days(60)
        for day in self.held:
            self.state.add(Meeting, Meeting.date(day), Meeting.state(MeetingState.HELD))
        for day in self.decided:
            self.state.add(Decision, Decision.decided_on(day))
        self.actions = [self._action(day) for day in self._days(150)]
        self.made = [(day, self.random.choice(list(Uptake))) for day in self._days(50)]
        for day, uptake in self.made:
            told = (Recommendation.date(day), Recommendation.implementation(uptake))
            self.state.add(Recommendation, Recommendation.text(f"Of {day}"), *told)

    def _days(self, count: int) -> list[date]:
        return [TODAY - timedelta(days=self.random.randrange(700)) for _ in range(count)]

    def _action(self, given: date) -> tuple[date, date, date | None]:
        """The days on which it was given, due and done."""
        due = given + timedelta(days=self.random.randrange(90))
        done = given + timedelta(days=self.random.randrange(200)) if self.random.random() < 0.6 else None
        done = done if done is not None and done <= TODAY else None
        settings = [Action.given_on(given), Action.due(due)]
        if done is not None:
            settings += [Action.status(ActionStatus.DONE), Action.closed_on(done)]
        action = self.state.add(Action, *settings)
        if done is not None:
            moved = (StatusChange.on(done), StatusChange.before(ActionStatus.OPEN))
            self.state.add(StatusChange, StatusChange.action(action.id), *moved)
        return given, due, done

    def counted(self, since: date, until: date) -> dict[tuple[str, str], int]:
        def within(days: list[date]) -> int:
            return sum(since <= day <= until for day in days)

        trainings = [n for n, day in enumerate(self.programme.days) if since <= day <= until]
        seen = [
            one for one in self.campaigns.done if one.kind in SEEN and one.day is not None and since <= one.day <= until
        ]
        open_then = [due for given, due, done in self.actions if given <= until and (done is None or done > until)]
        return {
            ("attendance", "held"): within(self.held),
            ("decisions", "taken"): within(self.decided),
            ("followup", "given"): within([given for given, _, _ in self.actions]),
            ("followup", "done"): within([done for _, _, done in self.actions if done is not None]),
            ("followup", "overdue"): sum(due < until for due in open_then),
            ("trainings", "held"): len(trainings),
            ("trainings", "participations"): sum(self.programme.totals(n).total() for n in trainings),
            ("campaigns", "actions"): len(seen),
            ("campaigns", "covered"): len({SPELLINGS[one.place] for one in seen} - {""}),
            ("recommendations", "implemented"): sum(
                uptake is Uptake.IMPLEMENTED for day, uptake in self.made if day <= until
            ),
        }


@pytest.mark.parametrize("seed", [1, 2])
def test_every_key_figure_is_that_of_the_lists_for_both_periods(seed: int) -> None:
    year = GeneratedYear(seed)
    said = figures_of("annual", year.state, YEAR, TODAY).json(YEAR)
    now, before = year.counted(SINCE, TODAY), year.counted(*BEFORE)
    assert {(part, figure): said[part][figure] for part, figure in now} == now
    assert {(row["part"], row["figure"]): row["before"] for row in said["before"]} == before


def outside(state: MemoryState) -> dict[str, Any]:
    return figures_of("outside", state, YEAR, TODAY).json(YEAR)


def test_every_figure_of_what_is_reported_to_others_is_that_of_the_lists() -> None:
    random, state = Random(3), MemoryState()
    expected: dict[str, tuple[int, int, str | None]] = {}
    answers: Counter[str | None] = Counter()
    late = 0
    for n in range(40):
        deadline = TODAY + timedelta(days=random.randrange(-500, 200))
        own = deadline - timedelta(days=20) if random.random() < 0.7 else None
        sent = deadline if random.random() < 0.4 else None
        days = (OutsideReport.outside_deadline(deadline), OutsideReport.due(own), OutsideReport.submitted_on(sent))
        report = state.add(OutsideReport, OutsideReport.title(f"Report {n}"), OutsideReport.body("CEDAW"), *days)
        cleared = 0
        meant = deadline >= SINCE and (deadline <= TODAY or sent is None)
        for question in range(random.randrange(6)):
            how = random.choice(list(QuestionState))
            by = random.choice(["Minister", ""])
            may_go = how is QuestionState.CLEARED and bool(by)
            cleared += may_go
            told = (OutsideQuestion.state(how), OutsideQuestion.cleared_by(by), OutsideQuestion.cleared_on(TODAY))
            text = (OutsideQuestion.text(f"Question {n}.{question}"), OutsideQuestion.answer(f"Answer {n}.{question}"))
            state.add(OutsideQuestion, OutsideQuestion.report(report.id), *told, *text)
            if meant:
                answers[f"Answer {n}.{question}" if may_go else None] += 1
        if meant:
            questions = len(state.linked(OutsideQuestion, OutsideQuestion.report, report.id))
            expected[f"Report {n}"] = (cleared, questions, sent.isoformat() if sent is not None else None)
            late += sent is None and (own or deadline) < TODAY
    said = outside(state)
    found = {row["report"]: (row["cleared"], row["questions"], row["submitted_on"]) for row in said["each"]}
    assert (found, said["late"], said["reports"]) == (expected, late, len(expected))
    assert Counter(row["answer"] for row in said["questions"]) == answers


def test_every_subject_of_the_work_plan_has_the_plenary_before_its_day() -> None:
    random, state = Random(4), MemoryState()
    meetings: list[tuple[date, str]] = []
    for n in range(20):
        day, series = SINCE + timedelta(days=14 * n), random.choice(["", "", "LAW"])
        cancelled = random.random() < 0.2
        how = Meeting.state(MeetingState.CANCELLED if cancelled else MeetingState.HELD)
        state.add(Meeting, Meeting.date(day), Meeting.series(series), how, Meeting.reference(f"M-{n}"))
        meetings += [] if series or cancelled else [(day, f"M-{n}")]
    expected = []
    for n in range(60):
        day, paragraph = SINCE + timedelta(days=random.randrange(-60, 400)), random.choice(["", "4.2"])
        told = (CalendarItem.title(f"Subject {n}"), CalendarItem.date(day), CalendarItem.paragraph(paragraph))
        state.add(CalendarItem, *told)
        if paragraph and SINCE <= day <= TODAY:
            expected.append((f"Subject {n}", max((one for one in meetings if one[0] <= day), default=(day, None))[1]))
    rows = figures_of("work_plan", state, YEAR, TODAY).json(YEAR)["subjects"]
    assert sorted((row["what"], row["meeting"]) for row in rows) == sorted(expected)


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
