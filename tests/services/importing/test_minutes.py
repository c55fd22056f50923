"""Minutes of other groups as records: once, as one undo, and without touching what a person has changed."""

from __future__ import annotations

from datetime import date

from tests.builders import MemoryState, organization, person

from ictwg.domain.changes import Edit
from ictwg.domain.records import Action, Attendance, Decision, Entry, Meeting, Organization, Person
from ictwg.domain.values import ActionStatus, Capacity, EntryType, MembershipStatus, Presence
from ictwg.exchange.reading import read_minutes
from ictwg.services.importing.minutes import import_minutes
from ictwg.services.importing.report import ImportPlan, RowState
from ictwg.services.importing.words import with_words

TEXT = """# Board 2009-11-03

Present: Ana Dias, UNHCR, Rui Sá (observer)
Apologies: Kim Lee

## Budget

They talked about it.

- ACTION: Ana Dias to send the list by 30 November
- DECISION: the budget is adopted
"""


def plan_of(state: MemoryState, *texts: str) -> ImportPlan:
    return import_minutes(state, [read_minutes(text, f"{at}.md") for at, text in enumerate(texts)])


def brought_in(*texts: str) -> MemoryState:
    state = MemoryState()
    state.apply(plan_of(state, *texts).changes)
    return state


def test_a_meeting_comes_in_whole() -> None:
    state = brought_in(TEXT)
    (meeting,) = state.all(Meeting)
    assert (meeting.date, meeting.title) == (date(2009, 11, 3), "Board 2009-11-03")
    rolls = {row.name: (row.state, row.capacity, row.printed_organization) for row in state.all(Attendance)}
    assert rolls == {
        "Ana Dias": (Presence.PRESENT, Capacity.MEMBER, "UNHCR"),
        "Rui Sá": (Presence.PRESENT, Capacity.OBSERVER, ""),
        "Kim Lee": (Presence.APOLOGIES, Capacity.MEMBER, ""),
    }
    assert {one.name for one in state.all(Organization)} == {"UNHCR"}
    (action,) = state.all(Action)
    assert (action.owner_text, action.due, action.status) == ("Ana Dias", date(2009, 11, 30), ActionStatus.OPEN)
    assert [one.text for one in state.all(Decision)] == ["the budget is adopted"]
    assert [one.text for one in state.all(Entry) if one.type is EntryType.NOTE] == ["They talked about it."]


def test_the_same_file_changes_nothing_and_two_devices_make_one_meeting() -> None:
    state = brought_in(TEXT)
    again = plan_of(state, TEXT)
    assert [row.state for row in again.rows] == [RowState.SAME]
    assert not again.changes
    assert {one.id for one in brought_in(TEXT).all(Entry)} == {one.id for one in state.all(Entry)}


def test_a_file_that_has_grown_adds_what_is_new_and_keeps_what_a_person_wrote() -> None:
    state = brought_in(TEXT)
    (decision,) = state.all(Decision)
    state.apply(Edit("verbs.edited").update(decision, Decision.text("the budget is adopted as amended")).done())
    plan = plan_of(state, TEXT + "- DECISION: meet again\n")
    assert [row.state for row in plan.rows] == [RowState.UPDATED]
    state.apply(plan.changes)
    assert {one.text for one in state.all(Decision)} == {"the budget is adopted as amended", "meet again"}


def test_people_and_organizations_on_the_register_are_found() -> None:
    state = MemoryState()
    body = organization(state, "UNHCR", status=MembershipStatus.MEMBER)
    ana = person(state, "Ana Dias", body)
    state.apply(plan_of(state, TEXT).changes)
    assert {one.name for one in state.all(Person)} == {"Ana Dias", "Rui Sá", "Kim Lee"}
    assert [row.person for row in state.all(Attendance) if row.name == "Ana Dias"] == [ana.id]
    assert [one.person for one in state.all(Action)] == [ana.id]


def test_spellings_that_look_alike_are_proposed() -> None:
    first = "# Board 2009-11-03\n\nPresent:\n\n- Ana Dias, Weta Digital Group\n"
    second = "# Board 2009-12-03\n\nPresent:\n\n- Rui Sá, Weta Digital Grup\n"
    plan = plan_of(MemoryState(), first, second)
    assert [(row.state, row.what) for row in plan.rows if row.why] == [(RowState.DOUBTFUL, "Weta Digital Grup")]


def test_a_meeting_made_by_hand_is_left_alone() -> None:
    state = MemoryState()
    state.add(Meeting, Meeting.date(date(2009, 11, 3)))
    plan = plan_of(state, TEXT)
    assert [row.state for row in plan.rows] == [RowState.DOUBTFUL]
    assert not plan.changes


def test_a_roll_that_has_grown_is_told() -> None:
    state = MemoryState()
    for acronym in ("UNHCR", "WFP"):
        organization(state, acronym, status=MembershipStatus.MEMBER)
    state.apply(plan_of(state, TEXT).changes)
    plan = with_words(state, plan_of(state, TEXT.replace("Rui Sá (observer)", "Rui Sá (observer), Lia Cruz, WFP")))
    (told,) = [row for row in plan.rows if row.state is RowState.DOUBTFUL]
    assert "2 of 2" in told.why
