"""The page of a round: each activity once, in the words of its lead; the deadline; and only who was asked by then."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.builders import MemoryState, organization

from ictwg.domain.records import Activity, ActivityReport, Organization, Plan, Round, RoundAnswer
from ictwg.domain.values import ActivityStatus, Audience, OrganizationType, RoundState
from ictwg.programme.plan import standing
from ictwg.reports import figures_of
from ictwg.reports.period import asked_for

OPENS, CLOSES, CLOSED, TODAY = date(2010, 1, 1), date(2010, 2, 28), date(2010, 2, 10), date(2010, 3, 12)


@pytest.fixture
def state() -> MemoryState:
    """Of one activity the lead and two others reported, the lead first; of one another alone; of one nobody."""
    state = MemoryState()
    kinds = {"NGO-A": OrganizationType.NGO, "PNTL": OrganizationType.SECURITY, "MoJ": OrganizationType.GOVERNMENT}
    homes = {name: organization(state, name, Organization.type(kind)).id for name, kind in kinds.items()}
    plan = state.add(Plan, Plan.title("Plan"), Plan.starts_on(date(2009, 1, 1))).id
    days = (Round.opens_on(OPENS), Round.closes_on(CLOSES), Round.closed_on(CLOSED))
    about = state.add(Round, Round.title("R1"), Round.plan(plan), *days).id
    parts = [
        state.add(Activity, Activity.plan(plan), Activity.title(title), Activity.lead(homes["MoJ"])).id
        for title in ("Law", "Raids", "Courts")
    ]
    for part, name, status, day in (
        (parts[0], "MoJ", ActivityStatus.ON_TRACK, 5),
        (parts[0], "NGO-A", ActivityStatus.SUSPENDED, 20),
        (parts[0], "PNTL", ActivityStatus.AT_RISK, 21),
        (parts[1], "PNTL", ActivityStatus.DELAYED, 22),
    ):
        said = (ActivityReport.status(status), ActivityReport.progress(f"Says {name}"))
        by = (ActivityReport.organization(homes[name]), ActivityReport.reported_on(date(2010, 1, day)))
        state.add(ActivityReport, ActivityReport.activity(part), ActivityReport.round(about), *by, *said)
    answers = {"MoJ": RoundState.RECEIVED, "PNTL": RoundState.REMINDED, "NGO-A": RoundState.NOT_ASKED}
    for name, how in answers.items():
        days_of = (RoundAnswer.asked_on(OPENS), RoundAnswer.answered_on(date(2010, 2, 5) if name == "MoJ" else None))
        of = (RoundAnswer.round(about), RoundAnswer.organization(homes[name]))
        state.add(RoundAnswer, *of, RoundAnswer.state(how), *days_of)
    return state


def told(state: MemoryState, until: date = TODAY, audience: Audience = Audience.CORE) -> dict[str, Any]:
    asked = asked_for(TODAY, date(2009, 1, 1), until, audience=audience)
    return figures_of("round", state, asked, TODAY).json(asked)


def test_each_activity_stands_once_in_the_words_of_its_lead_with_who_reported(state: MemoryState) -> None:
    page = told(state)
    assert [(row["activity"], row["organization"], row["standing"], row["progress"]) for row in page["reported"]] == [
        ("Law", "MoJ, PNTL, NGO-A", "on_track", "MoJ: Says MoJ · PNTL: Says PNTL · NGO-A: Says NGO-A"),
        ("Raids", "PNTL", "delayed", "Says PNTL"),
    ]
    assert [(row["activity"], row["standing"]) for row in page["unreported"]] == [("Courts", "no_report_received")]
    assert standing(state, state.all(Activity)[0], TODAY) is ActivityStatus.ON_TRACK


def test_members_read_what_was_reported_and_not_by_whom(state: MemoryState) -> None:
    page = told(state, audience=Audience.MEMBERS)
    assert "organization" not in page["reported"][0]
    assert page["reported"][0]["progress"] == "Says MoJ · Says PNTL · Says NGO-A"
    assert "silent" not in page


def test_the_page_shows_the_deadline_and_adds_up(state: MemoryState) -> None:
    (row,) = told(state)["rounds"]
    assert row["closes_on"] == CLOSES.isoformat()
    assert [row[name] for name in ("asked", "received", "nothing_to_report", "waiting")] == [2, 1, 0, 1]


def test_of_a_past_period_it_says_what_was_known_then(state: MemoryState) -> None:
    page = told(state, until=date(2010, 1, 10))
    assert [(row["activity"], row["standing"]) for row in page["reported"]] == [("Law", "on_track")]
    (row,) = page["rounds"]
    assert [row[name] for name in ("asked", "received", "waiting")] == [2, 0, 2]
    assert [row["organization"] for row in page["silent"]] == ["MoJ", "PNTL"]
