"""The sheet of an organization: whom to speak to, and what it owes, as far as its readers may know."""

from __future__ import annotations

from datetime import date

from tests.builders import MemoryState, organization, person
from tests.papers_made import page

from ictwg.domain.records import Action, Activity, AgendaItem, Meeting, Organization, Paper, Plan
from ictwg.domain.values import ActionStatus, Audience, Function, MembershipStatus

TODAY = date(2010, 3, 8)


def sheet(state: MemoryState, home: Organization, audience: Audience = Audience.SECRETARIAT, lang: str = "en") -> str:
    return page("organization", state, home, audience, TODAY, lang).html().partition("<body>")[2]


def test_it_says_what_this_one_has_to_do_and_nothing_of_others() -> None:
    state = MemoryState()
    home, other = (organization(state, one, status=MembershipStatus.MEMBER) for one in ("MoJ", "MoH"))
    assert sheet(state, home).count("<em>none</em>") == 4
    meeting = state.add(Meeting, Meeting.date(TODAY))
    item = state.add(AgendaItem, AgendaItem.meeting(meeting.id), AgendaItem.title("Budget"))
    plan = state.add(Plan, Plan.title("Plan"))
    for whose, name in ((home, "ours"), (other, "theirs")):
        person(state, f"Ana {name}", whose, Function.FOCAL_POINT)
        owner = Action.owners((whose.id,))
        state.add(Action, Action.text(f"Draft {name}"), Action.reference(f"A-{name}"), owner)
        state.add(Action, Action.text(f"Done {name}"), owner, Action.status(ActionStatus.DONE))
        state.add(Activity, Activity.plan(plan.id), Activity.title(f"Train {name}"), Activity.lead(whose.id))
        asked = Paper.item(item.id), Paper.asked_of(whose.id), Paper.due(date(2010, 3, 1))
        state.add(Paper, *asked, Paper.title(f"Costs {name}"))
        state.add(Paper, *asked, Paper.title(f"Came {name}"), Paper.received_on(TODAY))
    said = sheet(state, home)
    assert [one for one in ("Ana", "Draft", "Train", "Costs") if f"{one} ours" not in said] == []
    assert "theirs" not in said
    assert "Done" not in said
    assert "Came" not in said
    assert "Ficha da organização" in sheet(state, home, lang="pt")


def test_a_restricted_action_is_not_told_to_the_core_group() -> None:
    state = MemoryState()
    home = organization(state, "MoJ", status=MembershipStatus.MEMBER)
    state.add(Action, Action.text("Quietly"), Action.owners((home.id,)), Action.audience(Audience.SECRETARIAT))
    assert "Quietly" in sheet(state, home)
    assert "Quietly" not in sheet(state, home, Audience.CORE)
