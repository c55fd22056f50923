"""Who does what where: lines, gaps and overlaps, without the places that are protected."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.builders import MemoryState, organization

from ictwg.domain.records import Activity, Organization, Plan
from ictwg.domain.values import Audience, PlanLevel
from ictwg.reports import figures_of
from ictwg.reports.period import asked_for

TODAY = date(2010, 2, 15)


def told(state: MemoryState, audience: Audience) -> dict[str, Any]:
    asked = asked_for(TODAY, date(2010, 1, 1), TODAY, audience=audience)
    return figures_of("presence", state, asked, TODAY).json(asked)


def planned() -> MemoryState:
    state = MemoryState()
    homes = {name: organization(state, name).id for name in ("MoJ", "NGO-A", "NGO-B")}
    plan = state.add(Plan, Plan.title("Plan")).id
    of = (Activity.plan(plan),)
    objective = state.add(Activity, *of, Activity.title("Shelter"), Activity.level(PlanLevel.OBJECTIVE)).id
    for title, lead, partner, districts, protected in (
        ("Information", "NGO-A", "MoJ", ("Baucau", "Dili"), False),
        ("Radio", "NGO-B", None, ("Baucau",), False),
        ("Safe house", "NGO-B", None, ("Ermera",), True),
        ("Law", "MoJ", None, (), False),
    ):
        state.add(
            Activity,
            *of,
            Activity.title(title),
            Activity.part_of(objective),
            Activity.lead(homes[lead]),
            Activity.partners((homes[partner],) if partner else ()),
            Activity.districts(districts),
            Activity.location_protected(protected),
        )
    return state


def test_each_organization_stands_with_each_activity_at_each_place() -> None:
    said = told(planned(), Audience.SECRETARIAT)
    lines = [(row["organization"], row["activity"], row["district"]) for row in said["each"]]
    assert sorted(lines, key=str) == sorted(
        [
            ("NGO-A", "Information", "Baucau"), ("NGO-A", "Information", "Díli"),
            ("MoJ", "Information", "Baucau"), ("MoJ", "Information", "Díli"),
            ("NGO-B", "Radio", "Baucau"), ("NGO-B", "Safe house", "Ermera"), ("MoJ", "Law", None),
        ],
        key=str,
    )  # fmt: skip
    assert (said["activities"], said["lines"], len({row["id"] for row in said["each"]})) == (4, 7, 7)
    assert [(row["district"], row["objective"], row["organizations"]) for row in said["overlaps"]] == [
        ("Baucau", "Shelter", "NGO-A, NGO-B")
    ]
    assert "Ermera" not in said["gaps"]


def test_a_protected_place_is_national_for_others_and_a_gap() -> None:
    state = planned()
    said = told(state, Audience.MEMBERS)
    assert ("NGO-B", "Safe house", None) in [(r["organization"], r["activity"], r["district"]) for r in said["each"]]
    assert "Ermera" in said["gaps"]
    assert "Baucau" not in said["gaps"]
    assert (said["national"], told(state, Audience.SECRETARIAT)["national"]) == (2, 1)
    assert state.all(Organization)
