"""A group over the years, lived through in the program and recounted without it.

The suite lives through three years; `--twenty-years` through all twenty: 300 meetings, 40 organizations, 6,000 actions.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

import pytest
from tests.all_of import some
from tests.twenty_years import chronicle, recount
from tests.twenty_years.chronicle import Chronicle, Gathering
from tests.twenty_years.filling import Life

from ictwg.actions.action_rows import table_of
from ictwg.actions.actions import is_closed
from ictwg.domain.records import Action, Decision, Meeting, Organization
from ictwg.domain.representation import representation
from ictwg.domain.roster import roster
from ictwg.domain.values import ActionKind, Audience, MeetingState
from ictwg.members.attendance_history import attendance_over_time
from ictwg.minutes.printed.making import minutes_sheet
from ictwg.reports.actions import followup_figures
from ictwg.reports.period import asked_for, months

SHORT = {"years": 3, "bodies": 14, "meetings": 30, "actions": 260}


class Told(NamedTuple):
    told: Chronicle
    life: Life
    held: tuple[Gathering, ...]

    @property
    def plenaries(self) -> tuple[Gathering, ...]:
        return tuple(one for one in self.held if not one.series)


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Told]:
    told = chronicle.written(**({} if request.config.getoption("--twenty-years") else SHORT))
    life = Life(tmp_path_factory.mktemp("years")).live(told)
    yield Told(told, life, tuple(one for one in told.gatherings if not one.cancelled))
    life.store.close()


def test_enough_happened(years: Told) -> None:
    """What is compared below is worth comparing."""
    events = [what for promise in years.told.promises for _, what, _ in promise.events]
    assert min(events.count(what) for what in ("moved", "done", "cancelled", "open")) >= 5
    assert any(one.cancelled for one in years.told.gatherings)
    assert any(one.series for one in years.held)
    assert any(len(body.names) > 1 for body in years.told.bodies)
    assert any(len(body.spans) > 1 for body in years.told.bodies)


def test_rosters(years: Told) -> None:
    days = [one.day + timedelta(days=shift) for one in years.told.gatherings for shift in (0, 11)]
    for day in some(days):
        assert [line.acronym for line in roster(years.life.store, day)] == recount.roster(years.told, day), day


def test_quorum(years: Told) -> None:
    for one in some(years.plenaries):
        found = representation(years.life.store, years.life.meeting(one.key))
        assert (found.represented, found.of, found.needed) == recount.represented(years.told, one), one.day


def test_references(years: Told) -> None:
    store, told = years.life.store, years.told
    numbers = {key: years.life.meeting(key).reference for key in years.life.met}
    assert {key: reference for key, reference in numbers.items() if reference} == recount.meeting_references(told)
    given = {key: years.life.action(key).reference for key in years.life.given}
    assert given == recount.action_references(told)
    assert {one.reference for one in store.all(Decision)} == set(recount.decision_references(told).values())
    records: list[Any] = [*store.all(Meeting), *store.all(Action), *store.all(Decision)]
    used = [record.reference for record in records if record.reference]
    assert len(set(used)) == len(used)


def test_matters_arising(years: Told) -> None:
    for one in some(years.held[:: max(len(years.held) // 25, 1)]):
        meeting = years.life.meeting(one.key)
        sheet = minutes_sheet(years.life.store, meeting, Audience.SECRETARIAT, one.day, "en")
        assert {action.reference for action in sheet.reviewed} == recount.arising(years.told, one), one.day


def test_the_report_on_follow_up_month_by_month(years: Told) -> None:
    last = years.told.last_day
    asked = asked_for(last, date(chronicle.FIRST_YEAR, 1, 1), last)
    found = followup_figures(years.life.store, asked, last)
    rows = recount.month_rows(years.told, [(month.first, month.last) for month in months(asked, last)])
    assert [month.counts for month in found.months] == rows[-len(found.months) :]
    assert not any(map(any, rows[: -len(found.months)]))
    by_id = {id: key for key, id in years.life.bodies.items()}
    for owner in found.owners:
        if key := by_id.get(owner.organization):
            assert owner.slips == recount.slips(years.told, key, asked.since, last)


def test_overdue_today(years: Told) -> None:
    last, references = years.told.last_day, recount.action_references(years.told)
    rows = table_of(years.life.store).rows(last)
    late = {row.reference for row in rows if row.late and not row.task}
    assert late == {references[p.key] for p in years.told.promises if recount.is_overdue(years.told, p, last)}
    still = {row.reference for row in rows if row.open and not row.task}
    assert still == {references[p.key] for p in years.told.promises if recount.is_open(years.told, p, last)}


def test_attendance_of_each_organization(years: Told) -> None:
    for one in some(years.plenaries[:: max(len(years.plenaries) // 20, 1)]):
        rows = attendance_over_time(years.life.store, one.day)
        found = {row.acronym: (row.attended, row.invited) for row in rows}
        assert found == recount.attended(years.told, one.day, "", 12), one.day


def test_no_task_of_a_meeting_that_is_over_waits_before_it(years: Told) -> None:
    """Checklists: what was to do before a meeting that was held or called off is closed."""
    store = years.life.store
    for task in some(store.all(Action)):
        meeting = store.get(Meeting, task.meeting)
        if task.kind is ActionKind.TASK and meeting and meeting.state is MeetingState.CANCELLED:
            assert is_closed(task)


def test_everybody_is_on_the_register_once(years: Told) -> None:
    assert len(years.life.store.all(Organization)) == len(years.told.bodies)
